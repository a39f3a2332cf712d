"""Where somebody can be met in person: the surgeries that stand on a day, with the dates that come next.

One that is too old to rely on is not listed, nor one of an officer who is not at work: nobody should go in vain.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from site_builder.content.schema import Borough, Officer
from site_builder.content.settings import FreshnessLimits
from site_builder.content.surgeries import Surgery
from site_builder.directory.freshness import (
    Freshness,
    age_of,
    assess_printed,
)
from site_builder.directory.standing import Standing, dates_there, newest_freshness, standing_on, telling_days
from site_builder.language.wording import earliest_day

MOST_DATES = 3
"""So many dates to come are shown of each."""


@dataclass(frozen=True)
class Meeting:
    """A surgery on a day: its next `dates`, at least one, and how old what is known of it is.

    `number` is its place among those of its record, from 0; `officer` is who holds it, if one does.
    """

    surgery: Surgery
    number: int
    dates: tuple[datetime.date, ...]
    freshness: Freshness
    officer: Officer | None = None


def meetings_on(
    record: Officer | Borough, day: datetime.date, limits: FreshnessLimits
) -> tuple[Meeting, ...]:
    """Return the surgeries of an officer or an area that stand on a day, in the order of the file."""
    standing = standing_on(record, day, limits) if isinstance(record, Officer) else None
    if isinstance(record, Officer) and not (standing and standing.is_at_work):
        return ()
    return tuple(_meetings(record, standing, day, limits))


def dates_of(
    officer: Officer | None,
    dates_from: Callable[[datetime.date], Iterator[datetime.date]],
    first: datetime.date,
) -> Iterator[datetime.date]:
    """Return the dates of a surgery from a day on; an officer's only while the officer is there."""
    return dates_there(officer, dates_from, first) if officer else dates_from(first)


def turning_days(
    record: Officer | Borough, limits: FreshnessLimits, after: datetime.date, until: datetime.date
) -> Iterator[datetime.date]:
    """Yield the days, in order, on which the surgeries of a record may stand otherwise than on the day before.

    A date is past on the next day. No date is told once nobody has checked for too long, so they come to an end.
    """
    if not record.surgeries:
        return
    ages = sorted({day for surgery in record.surgeries for day in _ages(record, surgery, limits)})
    last = min(max(ages, default=after), until)
    days = {day for day in ages if after < day <= until}
    officer = record if isinstance(record, Officer) else None
    for surgery in record.surgeries:
        for date in dates_of(officer, surgery.dates, after):
            if date >= last:
                break
            days.add(date + datetime.timedelta(days=1))
    yield from sorted(days)


def _meetings(
    record: Officer | Borough, standing: Standing | None, day: datetime.date, limits: FreshnessLimits
) -> Iterator[Meeting]:
    officer = standing.officer if standing else None
    for number, surgery in enumerate(record.surgeries or ()):
        freshness = _freshness(surgery, standing, limits, day)
        dates = tuple(islice(dates_of(officer, surgery.dates, day), MOST_DATES))
        if dates and not freshness.is_overdue:
            yield Meeting(surgery, number, dates, freshness, officer)


def _freshness(
    surgery: Surgery, standing: Standing | None, limits: FreshnessLimits, day: datetime.date
) -> Freshness:
    """Return how old a surgery is: by what printed it, or else with its officer; a later check counts."""
    if surgery.source is None and standing:
        return newest_freshness(standing.freshness, surgery.checked, limits, day)
    printed = assess_printed(surgery.source, limits, day) if surgery.source else Freshness("overdue", ())
    newest = newest_freshness(printed, surgery.checked, limits, day)
    return newest_freshness(newest, standing.officer.checked if standing else None, limits, day)


def _ages(record: Officer | Borough, surgery: Surgery, limits: FreshnessLimits) -> Iterator[datetime.date]:
    if isinstance(record, Officer):
        yield from telling_days(record, limits)
    dated = [surgery.checked_on, earliest_day(surgery.source.published) if surgery.source else None]
    for day in filter(None, dated):
        yield from filter(None, age_of(day, limits))
