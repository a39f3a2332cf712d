"""What the pages say of one record on one day, as far as changes of it are told."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from site_builder.content.body import Body
from site_builder.content.field_facts import fields_that
from site_builder.content.record_groups import Contact
from site_builder.content.schema import Borough, Channel, Officer, Page, Record
from site_builder.content.settings import FreshnessLimits
from site_builder.directory.standing import channel_standing_on, standing_on, telling_days

WHOLE = "all"
"""Stands for a record as a whole where the names of its contacts could stand."""


@dataclass(frozen=True)
class Facts:
    """What is shown of a record on a day; nothing of it is ever printed but dates.

    `areas` are those an officer serves, a borough's own, or none. `contacts` maps phone, hours and so on to what is
    shown, `checks` the same words (and `WHOLE`) to the day of the last check. `rest` is everything else.
    """

    is_shown: bool = False
    areas: frozenset[str] = frozenset()
    state: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    is_covered: bool = False
    is_overdue: bool = False
    contacts: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, datetime.date] = field(default_factory=dict)
    local: frozenset[str] = frozenset()
    rest: tuple[object, ...] = ()


def facts_on(record: Record | None, day: datetime.date, limits: FreshnessLimits) -> Facts:
    """Return what is shown of a record on a day; of no record nothing is."""
    if isinstance(record, Officer):
        return _officer(record, day, limits)
    if isinstance(record, Borough):
        return _borough(record)
    if isinstance(record, Channel):
        return _channel(record, day, limits)
    return _page(record, day) if isinstance(record, Page) else Facts()


def days_to_compare(record: Record | None, limits: FreshnessLimits) -> tuple[datetime.date, ...]:
    """Return the days, in order, on which what is shown of a record may change though nobody edits it."""
    return tuple(sorted(set(_days(record, limits))))


def _days(record: Record | None, limits: FreshnessLimits) -> Iterator[datetime.date]:
    if isinstance(record, Officer | Channel):
        yield from _checks(record, datetime.date.max).values()
        yield from telling_days(record, limits)
    if isinstance(record, Page):
        yield record.reviewed


def _officer(officer: Officer, day: datetime.date, limits: FreshnessLimits) -> Facts:
    standing = standing_on(officer, day, limits)
    if standing is None:
        return Facts()
    return Facts(
        is_shown=True,
        areas=frozenset(officer.boroughs),
        state=standing.state,
        until=officer.until,
        is_covered=standing.state == "away" and officer.covered_by is not None,
        is_overdue=standing.freshness.is_overdue,
        contacts=_told_by_name(officer),
        checks=_checks(officer, day),
        rest=_rest(officer),
    )


def _borough(borough: Borough) -> Facts:
    liaison = borough.liaison
    return Facts(
        is_shown=True,
        areas=frozenset({borough.slug}),
        state=liaison.state if liaison else "",
        since=liaison.since if liaison else None,
        is_covered=bool(liaison and liaison.covered_by),
        local=frozenset(borough.channels or ()),
        rest=_rest(borough),
    )


def _channel(channel: Channel, day: datetime.date, limits: FreshnessLimits) -> Facts:
    standing = channel_standing_on(channel, day, limits)
    if standing is None:
        return Facts()
    return Facts(
        is_shown=True,
        is_overdue=standing.freshness.is_overdue,
        contacts=_told_by_name(channel) | {"hours": repr((channel.hours, channel.schedule))},
        checks=_checks(channel, day),
        rest=_rest(channel),
    )


def _page(page: Page, day: datetime.date) -> Facts:
    read = {WHOLE: page.reviewed} if page.reviewed <= day else {}
    return Facts(is_shown=True, checks=read, rest=_rest(page))


def _told_by_name(record: Record) -> dict[str, str]:
    written = {name: getattr(record, name) for name in _fields_told(type(record))[0]}
    shown = {name: part.value if isinstance(part, Contact) else part for name, part in written.items()}
    return {name: value for name, value in shown.items() if isinstance(value, str)}


@cache  # by the models of the schema
def _fields_told(model: type[Record]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields that are told by name, and those of which only a change is told."""
    return (
        fields_that(model, lambda are: are.told == "name"),
        fields_that(model, lambda are: are.told == "updated"),
    )


def _rest(record: Record) -> tuple[object, ...]:
    """Return what is told only as new details."""
    written = (getattr(record, name) for name in _fields_told(type(record))[1])
    return tuple(part.text if isinstance(part, Body) else part for part in written)


def _checks(record: Officer | Channel, day: datetime.date) -> dict[str, datetime.date]:
    """Map what was checked by a day to when."""
    checks = {WHOLE: record.checked} | {name: one.checked for name, one in record.contacts().items()}
    return {name: check.on for name, check in checks.items() if check and check.on <= day}
