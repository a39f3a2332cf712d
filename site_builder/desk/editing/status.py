"""What needs care, as an editor reads it in a terminal and as a program reads it: the same facts in two forms."""

import dataclasses
import datetime
import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.content.settings import Site
from site_builder.content.validation import Records
from site_builder.desk.editing.asking_register import read_asked
from site_builder.desk.editing.desk_folder import DeskFolder
from site_builder.directory.calendar import Change, plan_changes
from site_builder.directory.model import Directory
from site_builder.directory.upkeep import DAYS_AHEAD, Matter, ReadAge, Upkeep, look_after
from site_builder.directory.worklist import (
    HARDEST,
    MANY,
    SECTIONS,
    advice_words,
    changes_words,
    group_alike,
    matters_words,
    news_lines,
    old_edition,
    same_change,
    same_words,
)
from site_builder.findings.diagnostics import Place
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.language.wording import format_count, format_day
from site_builder.site.pages.desk import (
    CHECKED_LINKS_MISSING,
    BrokenLink,
    LinkCheck,
    plan_desk,
    reading_heading,
)
from site_builder.site.pages.job import PageJob

LINKS_FILE = "external-links.json"
"""What the check of links to other sites leaves in the cache folder."""
SECURITY_DAYS = 120
"""security.txt names its own last day, 180 days after the build; a new one is due well before."""


@dataclass(frozen=True)
class Status:
    """What needs care on a day, the last check of links to other sites, and how many errors the content has."""

    upkeep: Upkeep
    links: LinkCheck
    errors: int = 0
    old_postcodes: str = ""  # the edition, where it is too old: "ONS Postcode Directory, November 2025"

    @property
    def news(self) -> tuple[str, ...]:
        """What stands on top of all else."""
        return news_lines(self.upkeep, self.old_postcodes)


def take_stock(directory: Directory, records: Records, cache_dir: Path, errors: int = 0) -> Status:
    """Return what needs care on the directory's day."""
    old = old_edition(records, directory.as_of)
    content_dir = Path(directory.site.beside("."))
    asked = read_asked(DeskFolder.beside(content_dir, None))
    return Status(look_after(directory, records, asked), read_link_check(cache_dir), errors, old)


def plan_desk_page(directory: Directory, records: Records, cache_dir: Path, folder: Path) -> PageJob:
    """Return the desk on the directory's day; `folder` is where the paths of places begin."""
    status = take_stock(directory, records, cache_dir)
    return plan_desk(status.upkeep, status.links, directory, folder, status.news)


def is_rebuild_needed(records: Records, site: Site, since: datetime.date, today: datetime.date) -> bool:
    """Return whether a site that was built on a day differs from one built today, the content being the same."""
    coming = plan_changes(records, site, since, today)
    has_aged = site.security_contact is not None and (today - since).days >= SECURITY_DAYS
    return has_aged or any(change.alters_pages for change in coming)


def refuse_day_to_come(since: datetime.date, today: datetime.date) -> str:
    """Return why nothing can be said of what changed since a day, if it has not come yet."""
    if since <= today:
        return ""
    return f"{format_day(since)} is still to come: the site shows {format_day(today)}."


def rebuild_words(since: datetime.date, *, needed: bool) -> str:
    """Return the answer to whether the site has to be built again."""
    if needed:
        return f"Build again: a page has changed by itself since {format_day(since)}."
    return f"Nothing has changed by itself since {format_day(since)}."


def read_link_check(cache_dir: Path) -> LinkCheck:
    """Return what the last check of links to other sites found; a file that is not one counts as no check."""
    try:
        found = json.loads((cache_dir / LINKS_FILE).read_text("utf-8"))
        on = datetime.date.fromisoformat(str(found["checked"])[:10])
        broken = tuple(_broken(link) for link in found["broken"])
    except (AttributeError, KeyError, OSError, RecursionError, TypeError, ValueError):
        return LinkCheck()
    return LinkCheck(on, tuple(sorted(broken, key=lambda link: (link.place, link.url))))


def _broken(link: Mapping[str, object]) -> BrokenLink:
    numbers = (link.get(name, 0) for name in ("line", "column"))
    line, column = (number if isinstance(number, int) else 0 for number in numbers)
    return BrokenLink(str(link["url"]), str(link.get("why", "")), Place(str(link["path"]), line, column))


def status_as_json(status: Status) -> str:
    """Return all facts for a program: days as ``2026-11-22``, places as file, line and column."""
    facts = {"format": 1, **dataclasses.asdict(status.upkeep)}
    facts |= {name: value for name, value in dataclasses.asdict(status).items() if name != "upkeep"}
    return json.dumps(facts, indent=2, ensure_ascii=False, default=str)


def format_status(status: Status) -> str:
    """Return all facts in plain words for a terminal."""
    upkeep = status.upkeep
    blocks = [_head(status)]
    for section in SECTIONS:
        rows: Sequence[Matter] = getattr(upkeep, section.name)
        blocks.append(_block(section.heading, _matters(rows), section.empty, len(rows)))
    blocks += [
        _block("Links to other sites that are broken", _links(status.links), _links_words(status.links)),
        _block(
            reading_heading(upkeep),
            map(_read_age, upkeep.reading[:HARDEST]),
            "No texts.",
        ),
        _block(
            f"What changes by itself in the next {DAYS_AHEAD} days",
            _changes(upkeep.calendar),
            "Nothing.",
            len(upkeep.calendar),
        ),
    ]
    return "\n\n".join(blocks)


def _head(status: Status) -> str:
    lines = [f"The directory on {format_day(status.upkeep.as_of)}", *status.news]
    if status.errors:
        lines.append(
            f"{format_count(status.errors, 'problem')} in the content {'stops' if status.errors == 1 else 'stop'} "
            f"the site, and files with one are left out below. Run: {FRONT_DOOR}"
        )
    return "\n".join(lines)


def _block(heading: str, rows: Iterable[str], empty: str, count: int = 0) -> str:
    lines = list(rows)
    counted = f" ({count or len(lines)})" if lines else ""
    return "\n".join([f"{heading}{counted}", *(lines or [f"  {empty}"])])


def _matters(matters: Sequence[Matter]) -> Iterator[str]:
    """Yield a line for each matter; one for all of those that have the same words and no days, if they are many."""
    for group in group_alike(matters, same_words):
        if len(group) < MANY or group[0].since or group[0].until:
            yield from map(_matter, group)
        else:
            yield f"  {matters_words(group)}. {group[0].words}\n{_names(group)}"


def _names(group: Sequence[Matter]) -> str:
    names = ", ".join(matter.name for matter in group)
    return textwrap.fill(names, 100, initial_indent="    ", subsequent_indent="    ")


def _matter(matter: Matter) -> str:
    when = ", ".join(filter(None, (matter.state, *_when(matter))))
    return f"  {matter.name} ({matter.kind}): {when}. {matter.words}\n    {matter.place}"


def _when(matter: Matter) -> Iterator[str]:
    if matter.since:
        yield f"since {format_day(matter.since)}"
    if matter.until:
        yield f"until {format_day(matter.until)}"


def _read_age(read: ReadAge) -> str:
    long = f", {format_count(read.long_sentences, 'long sentence')}" if read.long_sentences else ""
    return f"  {read.age:4.1f} years  {read.name} ({format_count(read.words, 'word')}{long})"


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a paragraph for each change; one for all that are alike, if they are many."""
    for group in group_alike(changes, same_change):
        if len(group) >= MANY:
            rows = (f"    {format_day(change.day)}  {change.name}\n      {change.place}" for change in group)
            yield "\n".join((f"  {changes_words(group)}\n    {advice_words(group)}", *rows))
            continue
        for change in group:
            yield f"  {changes_words([change])}\n    {advice_words([change])}\n    {change.place}"


def _links(links: LinkCheck) -> Iterator[str]:
    for link in links.broken:
        why = f" ({link.why})" if link.why else ""
        yield f"  {link.url}{why}\n    {link.place}"


def _links_words(links: LinkCheck) -> str:
    return f"None, on {format_day(links.on)}." if links.on else CHECKED_LINKS_MISSING
