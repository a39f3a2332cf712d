"""An officer, or a way to report, on one day: whether it is listed, how it stands, and how old each of its facts is.

Whoever lists, judges, foretells or opens a record asks here, so that nobody is fresh in one place and old in another.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, takewhile
from types import MappingProxyType

from site_builder.content.record_groups import Answered, Check
from site_builder.content.schema import Channel, Officer, OfficerState
from site_builder.content.settings import FreshnessLimits
from site_builder.directory.freshness import (
    Freshness,
    age_of,
    assess_channel,
    assess_check,
    assess_officer,
    days_after,
)
from site_builder.language.wording import earliest_day

_A_YEAR = 365


@dataclass(frozen=True)
class Standing:
    """An officer as they stand on the day.

    `state` is what holds on the day, so an officer back from leave is in post.
    `contacts` are those that may be shown, by field name, each with its own freshness. `told_apart_by` is an area that
    is said with the name, where somebody else in the directory has the same one.
    """

    officer: Officer
    state: OfficerState
    freshness: Freshness
    contacts: Mapping[str, tuple[str, Freshness]]
    told_apart_by: str = ""

    @property
    def record(self) -> Officer:
        """The record that stands so."""
        return self.officer

    @property
    def shown_state(self) -> str:
        """The state as pages show it: of a name that is too old to lead with, no more than that is known."""
        return "overdue" if self.freshness.is_overdue else self.state

    @property
    def is_at_work(self) -> bool:
        """Whether somebody is there to answer, as far as we know."""
        return self.shown_state not in {"away", "overdue"}

    @property
    def can_be_reached(self) -> bool:
        """Whether a person can lead with this officer: at work, and with a contact that is not overdue."""
        return self.is_at_work and any(not fresh.is_overdue for _, fresh in self.contacts.values())


@dataclass(frozen=True)
class ChannelStanding:
    """A way to report on the day; `contacts` are those with a check of their own to have, by field name.

    `answered` is how long it takes until somebody answers, unless that was measured more than a year before.
    """

    channel: Channel
    freshness: Freshness
    contacts: Mapping[str, tuple[str, Freshness]]
    answered: Answered | None = None

    @property
    def record(self) -> Channel:
        """The record that stands so."""
        return self.channel


def standing_on(officer: Officer, day: datetime.date, limits: FreshnessLimits) -> Standing | None:
    """Return how an officer stands on a day; None when they are not listed: gone, or yet to begin."""
    if has_left(officer, day) or _has_yet_to_begin(officer, day):
        return None
    freshness = assess_officer(officer.source, officer.checked, limits, day)
    return Standing(officer, _state_on(officer, day), freshness, _contacts(officer, freshness, limits, day))


def channel_standing_on(
    channel: Channel, day: datetime.date, limits: FreshnessLimits
) -> ChannelStanding | None:
    """Return how a way to report stands on a day; None when it is held back."""
    if channel.held_back is not None:
        return None
    freshness = assess_channel(channel, limits, day)
    ends = _forgotten_on(channel)
    answered = channel.answered if ends is None or day < ends else None
    return ChannelStanding(channel, freshness, _contacts(channel, freshness, limits, day), answered)


def newest_freshness(
    whole: Freshness, check: Check | None, limits: FreshnessLimits, day: datetime.date
) -> Freshness:
    """Return how old a part of a record is that has a check of its own: the later of the two counts."""
    is_newer = check and (whole.dated is None or whole.state == "never" or check.on > whole.dated)
    return assess_check(check, limits, day) if check and is_newer else whole


def dates_there(
    officer: Officer, dates_from: Callable[[datetime.date], Iterator[datetime.date]], first: datetime.date
) -> Iterator[datetime.date]:
    """Return those of some dates from `first` on, on which an officer is in post and not away, as far as is known."""
    if officer.state == "away":
        away_from = officer.since or datetime.date.min
        back_on = days_after(officer.until, 1) if officer.until else None
        before = takewhile(lambda day: day < away_from, dates_from(first))
        return chain(before, dates_from(max(first, back_on, away_from)) if back_on else ())
    if officer.state in {"in-post", "acting"} and officer.since:
        first = max(first, officer.since)
    last = officer.until or datetime.date.max
    return takewhile(lambda day: day <= last, dates_from(first))


def has_left(officer: Officer, day: datetime.date) -> bool:
    """Whether the last day of an officer who leaves, or stood in for another, has passed."""
    return officer.state in {"leaving", "acting"} and officer.until is not None and officer.until < day


def consent_holds(officer: Officer, day: datetime.date) -> bool:
    """Whether an officer has agreed to be published; the day by which to renew it is the last on which it holds."""
    return officer.consent is not None and officer.consent.review_by >= day


def telling_days(record: Officer | Channel, limits: FreshnessLimits) -> tuple[datetime.date, ...]:
    """Return the days, in order, on which a record may stand otherwise than the day before though nobody edits it."""
    checks = [record.checked, *(contact.checked for contact in record.contacts().values())]
    dated = [check.on for check in checks if check]
    days: list[datetime.date | None] = []
    if isinstance(record, Officer):
        dated += filter(None, [earliest_day(record.source.published)])
        days = [record.since, days_after(record.until, 1) if record.until else None]
    else:
        days = [_forgotten_on(record)]
    days += [day for since in dated for day in age_of(since, limits)]
    return tuple(sorted(filter(None, set(days))))


def _forgotten_on(channel: Channel) -> datetime.date | None:
    """Return the first day on which it is too long ago that somebody measured how long answers take."""
    return days_after(channel.answered.period.ends, _A_YEAR) if channel.answered else None


def _has_yet_to_begin(officer: Officer, day: datetime.date) -> bool:
    return officer.state in {"in-post", "acting"} and officer.since is not None and officer.since > day


def _state_on(officer: Officer, day: datetime.date) -> OfficerState:
    not_yet = officer.since is not None and officer.since > day
    back = officer.until is not None and officer.until < day
    return "in-post" if officer.state == "away" and (not_yet or back) else officer.state


def _contacts(
    record: Officer | Channel, freshness: Freshness, limits: FreshnessLimits, day: datetime.date
) -> Mapping[str, tuple[str, Freshness]]:
    """Return each contact with its freshness: by a check of its own, unless the whole record was looked at later."""
    contacts = record.contacts().items()
    return MappingProxyType(
        {
            name: (contact.value, newest_freshness(freshness, contact.checked, limits, day))
            for name, contact in contacts
        }
    )
