"""What needs care, with what is alike told once: the order in which the desk and the command `status` show it."""

import datetime
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from site_builder.directory.calendar import Change
from site_builder.directory.upkeep import Matter
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
    return f"{first.advice} Then run: python3 build.py {first.command} {names}"
