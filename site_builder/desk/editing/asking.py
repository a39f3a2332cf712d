"""Ask whether what is published is still right: one mail for each officer, way to report and force, and two tables.

Nothing is sent. Everything is kept beside the content (`DeskFolder`), where no site and no git ever reads it.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from site_builder.content.csv_tables import format_table
from site_builder.content.schema import Channel, Officer
from site_builder.content.settings import Site
from site_builder.desk.editing.asking_register import NAME, format_asked
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.desk_folder import DeskFolder
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.letters import SUBJECT, Letter, can_be_addressed, write_mail
from site_builder.desk.editing.questions_to_owners import letter_about_areas, letter_to
from site_builder.desk.editing.spelled_names import KnownNames
from site_builder.directory.asked import Asked, find_unanswered, name_of
from site_builder.directory.freshness import days_after
from site_builder.directory.model import Directory
from site_builder.directory.upkeep import look_after
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.language.wording import format_day

MAILS, MERGE, BY_HAND = "mails", "mail-merge.csv", "to-ring-or-write-to.csv"
_AREA = "area/"
_DAYS_TO_ANSWER, _MOST_DAYS = 21, 365
_NO_CONTACT = (
    "Nobody could answer: site.yaml names no address of the publisher. "
    'Add a line "contact" with an email address that somebody reads, below "publisher".'
)


@dataclass(frozen=True)
class Asking:
    """What is to be asked today: letters by mail, letters to bring otherwise, and who is left out and why."""

    mails: tuple[Letter, ...]
    others: tuple[Letter, ...]
    earlier: tuple[Asked, ...]
    left_out: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody is asked."""
        return not (self.mails or self.others)


@dataclass(frozen=True)
class Addressees:
    """Everybody who can be asked on the directory's day, and what was asked before."""

    content: Content
    directory: Directory
    asked: tuple[Asked, ...]

    @classmethod
    def of(cls, content: Content, asked: tuple[Asked, ...]) -> "Addressees":
        """Return those of a content; raise EditRefused where nobody could answer, or the settings are broken."""
        directory = content.judged.directory
        if directory is None:
            raise EditRefused(f"The settings have to be put right first. Run {FRONT_DOOR} to see why.")
        contact = directory.site.publisher.contact
        if contact is None or not can_be_addressed(contact):
            raise EditRefused(_NO_CONTACT)
        return cls(content, directory, asked)

    @property
    def site(self) -> Site:
        """The settings."""
        return self.directory.site

    @cached_property
    def names(self) -> KnownNames:
        """Return how each can be called; an area stands for its force, which knows who serves there."""
        pairs = [
            (f"{kind}/{one.slug}", name) for kind, one in self._records() for name in (one.name, one.slug)
        ]
        for slug, force in self.site.forces.items():
            pairs += [(f"force/{slug}", name) for name in (force.name, force.short_name, slug)]
        for borough in self.content.records.boroughs:
            pairs += [(f"{_AREA}{borough.slug}", name) for name in (borough.name, borough.slug)]
        return KnownNames.of(pairs)

    def due(self) -> tuple[str, ...]:
        """Return whoever is to be asked today: due, overdue or never checked, or with a consent that runs out.

        Who is not published is among them too, so that it is told why they are not asked.
        """
        upkeep = look_after(self.directory, self.content.records)
        paths = {one.place.path for one in (*upkeep.checks, *upkeep.consents) if one.state != "missing"}
        due = [
            f"{kind}/{one.slug}"
            for kind, one in self._records()
            if one.origin.path in paths or self._why_not(one)
        ]
        return (*due, *(f"force/{slug}" for slug in self._forces_due()))

    def of_force(self, force: str) -> tuple[str, ...]:
        """Return a force and everybody who belongs to it: officers in its areas, and its ways to report."""
        areas = [one for one in self.content.records.boroughs if one.force == force]
        served = {one.slug for one in areas}
        officers = (one.slug for one in self.content.records.officers if served & set(one.boroughs))
        own = self.site.forces[force]
        channels = (own.call_channel, own.relay_channel, own.online_channel)
        local = (slug for one in areas for slug in one.channels or ())
        return (
            f"force/{force}",
            *(f"officer/{slug}" for slug in officers),
            *(f"channel/{slug}" for slug in dict.fromkeys((*channels, *local))),
        )

    def plan(self, keys: Iterable[str], answer_by: datetime.date, *, again: bool) -> Asking:
        """Return what is asked of these; whoever was asked and has time left is left out, unless it is `again`."""
        open_now = {one.key: one for one in find_unanswered(self.asked, self.directory)}
        waiting = {
            key: one for key, one in open_now.items() if one.answer_by >= self.directory.as_of and not again
        }
        wanted = tuple(dict.fromkeys(map(self._asked_for, keys)))
        letters = [one for key in wanted if key not in waiting and (one := self._letter(key, answer_by))]
        by_mail = tuple(one for one in letters if can_be_addressed(one.address))
        return Asking(
            by_mail,
            tuple(one for one in letters if one not in by_mail),
            tuple(waiting[key] for key in wanted if key in waiting),
            tuple(
                words for key in wanted if key in self._found and (words := self._why_not(self._found[key]))
            ),
        )

    def called(self, one: Asked) -> str:
        """Return the name of somebody who was asked."""
        return name_of(one.kind, one.slug, self.directory)

    def _records(self) -> Iterator[tuple[str, Officer | Channel]]:
        yield from (("officer", one) for one in self.content.records.officers)
        yield from (("channel", one) for one in self.content.records.channels)

    def _asked_for(self, key: str) -> str:
        """Return who is asked: for an area it is its force."""
        area = self.directory.area(key.removeprefix(_AREA)) if key.startswith(_AREA) else None
        return f"force/{area.borough.force}" if area else key

    def _forces_due(self) -> Iterator[str]:
        """Yield the forces with an area in which nobody is listed, unless they have told so lately."""
        empty = {
            area.borough.force
            for area in self.directory.areas
            if area.fallback and area.fallback.why in {"unlisted", "vacant"}
        }
        fresh = {
            one.slug
            for one in self.asked
            if one.kind == "force" and one.is_fresh(self.site.freshness, self.directory.as_of)
        }
        return (slug for slug in self.site.forces if slug in empty - fresh)

    def _letter(self, key: str, answer_by: datetime.date) -> Letter | None:
        kind, _, slug = key.partition("/")
        if kind == "force":
            areas = tuple(area for area in self.directory.areas if area.borough.force == slug)
            return letter_about_areas(slug, areas, self.directory, answer_by)
        standing = self.directory.standing(slug) if kind == "officer" else None
        record = standing.officer if standing else self.directory.channel(slug) if kind == "channel" else None
        return letter_to(record, self.directory, self._shown, answer_by) if record else None

    def _shown(self, kind: str, slug: str) -> str:
        """Return what another record is called; of another officer nothing is told in anybody's mail."""
        return "another officer" if kind == "officer" else self._shown_names[kind].get(slug, slug)

    @cached_property
    def _shown_names(self) -> Mapping[str, Mapping[str, str]]:
        return {kind: self.content.names(kind).shown for kind in ("borough", "channel", "force")}

    @cached_property
    def _found(self) -> Mapping[str, Officer | Channel]:
        return {f"{kind}/{one.slug}": one for kind, one in self._records()}

    def _why_not(self, record: Officer | Channel) -> str:
        """Return why nothing is published of somebody, and so nothing asked; nothing for all others."""
        if isinstance(record, Channel):
            return f"{record.name}: held back. {record.held_back}" if record.held_back else ""
        if self.directory.standing(record.slug):
            return ""
        return f"{record.name}: not listed today{f' (until {format_day(record.until)})' if record.until else ''}."


def last_day_to_answer(chosen: datetime.date | None, today: datetime.date) -> datetime.date:
    """Return the day by which an answer is asked for; raise EditRefused for one by which none can come."""
    answer_by = chosen or days_after(today, _DAYS_TO_ANSWER) or datetime.date.max
    if not 0 < (answer_by - today).days <= _MOST_DAYS:
        raise EditRefused(
            f"Nobody could answer by {format_day(answer_by)}. Write a day within a year from today."
        )
    return answer_by


def write_asking(desk: DeskFolder, addressees: Addressees, asking: Asking, answer_by: datetime.date) -> str:
    """Write the mails, the tables and who was asked, all of them or nothing; return the folder's name in the desk's."""
    today = addressees.directory.as_of
    contact = addressees.site.publisher.contact or ""
    folder = next(name for name in _folder_names(today) if not (desk.folder / name).exists())
    papers: dict[str, bytes | None] = {
        f"{folder}/{one.file}.eml": write_mail(one, contact, today) for one in asking.mails
    }
    for name, letters in ((MERGE, asking.mails), (BY_HAND, asking.others)):
        if letters:
            papers[f"{folder}/{name}"] = format_table(_rows(letters, contact, answer_by))
    now = (Asked(one.kind, one.slug, today, answer_by) for one in (*asking.mails, *asking.others))
    desk.write(papers | {NAME: format_asked((*addressees.asked, *now))})
    return folder


def _folder_names(today: datetime.date) -> Iterator[str]:
    yield f"{MAILS}/{today.isoformat()}"
    yield from (f"{MAILS}/{today.isoformat()}-{number}" for number in count(2))


def _rows(letters: Sequence[Letter], contact: str, answer_by: datetime.date) -> Iterator[tuple[object, ...]]:
    yield ("Address", "Name", "Telephone", "Website", "Subject", "Text", "Answer to", "Answer by")
    day = format_day(answer_by)
    for one in letters:
        subject = SUBJECT.format(day=day)
        yield (one.address, one.name, one.telephone, one.website, subject, one.text, contact, day)
