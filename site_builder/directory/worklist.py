"""What needs care, with what is alike told once: the order in which the desk and the command `status` show it."""

import datetime
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from site_builder.content.validation import Records
from site_builder.directory.calendar import Change
from site_builder.directory.upkeep import DAYS_AHEAD, Matter, Upkeep
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.language.wording import format_count, format_day

MANY = 4
"""So many of one kind are told in one line."""
HARDEST = 10
"""So many pages are named by their reading age: an editor who mends these finds the next ten there."""
_MANY_OF = {
    "area": "areas",
    "contact": "contacts",
    "force": "forces",
    "officer": "officers",
    "page": "pages",
    "way to report": "ways to report",
}
Row = TypeVar("Row")
EDITION_DAYS = 183
"""Postcodes come and go: a new edition of the directory they are read from appears every three months."""


@dataclass(frozen=True)
class Section:
    """One list of matters: its name in `Upkeep`, its heading, and what is said when it is empty."""

    name: str
    heading: str
    empty: str


SECTIONS = (
    Section("checks", "Due and overdue", "Everything was checked in time."),
    Section("asked", "Asked, and no answer yet", "Nobody is waited for."),
    Section("vacancies", "Areas without an officer who is sure to answer", "Every area has one."),
    Section("consents", "Consent that is missing or runs out", "All consents hold."),
    Section("alone", "Areas on one officer", "No area hangs on one officer."),
    Section("photos", "Photos", "Every officer has a photo and agreed to it."),
)


def group_alike(rows: Iterable[Row], likeness: Callable[[Row], Hashable]) -> tuple[tuple[Row, ...], ...]:
    """Return the rows in groups, each where its first row stood; what is most urgent stays on top."""
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        groups.setdefault(likeness(row), []).append(row)
    return tuple(map(tuple, groups.values()))


def same_state(matter: Matter) -> tuple[str, str]:
    """Return what matters of one kind and state have in common."""
    return matter.kind, matter.state


def same_words(matter: Matter) -> tuple[str, str, str, datetime.date | None, datetime.date | None]:
    """Return all that is told of a matter but its name and place."""
    return (*same_state(matter), matter.words, matter.since, matter.until)


def same_change(change: Change) -> tuple[str, str, str]:
    """Return all that is told of a change but its day, name and place."""
    return change.words, change.advice, change.command


def matters_words(group: Sequence[Matter]) -> str:
    """Return what matters of one kind and state are: ``29 areas: unlisted``, ``Sam Okoro (officer): overdue``."""
    first = group[0]
    if len(group) == 1:
        return f"{first.name} ({first.kind}): {first.state}"
    return f"{format_count(len(group), first.kind, _MANY_OF[first.kind])}: {first.state}"


def changes_words(group: Sequence[Change]) -> str:
    """Return what changes of one kind are, how many, and on which day the first."""
    first = group[0]
    if len(group) == 1:
        return f"{format_day(first.day)}, {first.name}: {first.words}"
    return f"{len(group)} times, first on {format_day(first.day)}: {first.words}"


def advice_words(group: Sequence[Change]) -> str:
    """Return what to do before changes of one kind; where they are many, a command leaves out their names."""
    first = group[0]
    if not first.command:
        return first.advice
    names = " ".join(dict.fromkeys(change.slug for change in group)) if len(group) < MANY else "NAME"
    return f"{first.advice} Then run: {FRONT_DOOR} {first.command} {names}"


def news_lines(upkeep: Upkeep, old_postcodes: str) -> tuple[str, ...]:
    """Return what stands on top of all else; `old_postcodes` as from `old_edition`."""
    postcodes = (
        f"The finder's postcodes are more than six months old ({old_postcodes}): new homes are missing. "
        f"Run: {FRONT_DOOR} refresh-postcodes"
    )
    words = (next_rebuild_words(upkeep), publishing_words(upkeep), postcodes if old_postcodes else "")
    return tuple(filter(None, words))


def next_rebuild_words(upkeep: Upkeep) -> str:
    """Return when the site has to be built again though nobody changed a file."""
    if upkeep.next_rebuild is None:
        return "No page changes by itself within a year."
    return f"The next rebuild is needed on {format_day(upkeep.next_rebuild)}: a page changes by itself then."


def publishing_words(upkeep: Upkeep) -> str:
    """Return from when on nothing can be published, if that is near."""
    day = upkeep.publishing_stops
    if day is None or (day - upkeep.as_of).days > DAYS_AHEAD:
        return ""
    if day <= upkeep.as_of:
        return f"Nothing can be published since {format_day(day)}, when a consent ran out."
    return f"Nothing can be published from {format_day(day)} on, unless a consent is renewed before."


def old_edition(records: Records, today: datetime.date) -> str:
    """Return the edition of the finder's postcodes, where it is too old; else nothing."""
    edition = records.geography.edition if records.geography else None
    if edition is None or edition.month is None or (today - edition.month).days <= EDITION_DAYS:
        return ""
    return edition.edition
