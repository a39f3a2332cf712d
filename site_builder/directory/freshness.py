"""How old a fact is on a given day, and the honest words for it.

The source's date is not a check: `source` says who printed a fact, `checked` that one of us made sure of it.
"""

import datetime
from dataclasses import dataclass
from typing import Literal, NamedTuple

from site_builder.content.record_groups import Check, Source
from site_builder.content.schema import Channel
from site_builder.content.settings import FreshnessLimits
from site_builder.language.wording import earliest_day, isolate
from site_builder.language.words import Words, read_english

Age = Literal["never", "fixed", "fresh", "due", "overdue"]


@dataclass(frozen=True)
class Freshness:
    """How old a fact is; `dated` is the day it counts from.

    `sentences` tell it, by the names of the words; `publisher` and `date` are who is named in them, and when.
    """

    state: Age
    sentences: tuple[str, ...]
    dated: datetime.date | None = None
    publisher: str = ""
    date: str = ""

    @property
    def words(self) -> str:
        """How old the fact is, in English."""
        return self.told(read_english())

    def told(self, words: Words) -> str:
        """Return how old the fact is, in the words of a language."""
        parts = {"publisher": isolate(self.publisher), "date": words.date(self.date)}
        return " ".join(words(sentence, **parts) for sentence in self.sentences)

    @property
    def rank(self) -> int:
        """How far behind fresher ones something stands: what nobody checked stands with what is overdue."""
        return {"fixed": 0, "fresh": 0, "due": 1}.get(self.state, 2)

    @property
    def is_overdue(self) -> bool:
        """Whether the fact is too old to lead with."""
        return self.state == "overdue"


class Ageing(NamedTuple):
    """The days on which a fact becomes due and overdue; None for one that the calendar ends before."""

    due: datetime.date | None
    overdue: datetime.date | None


def assess_officer(
    source: Source, check: Check | None, limits: FreshnessLimits, as_of: datetime.date
) -> Freshness:
    """Return the freshness of an officer, who counts from the newest of the source's date and a check."""
    dated = earliest_day(source.published)
    if check is not None and (dated is None or dated <= check.on):
        return assess_check(check, limits, as_of)
    state = "overdue" if dated is None else _state(dated, limits, as_of)
    how = "named_undated" if dated is None else "named_on" if source.published.count("-") > 1 else "named_in"
    since = () if state == "fresh" else ("not_checked_since",) if dated else ("never_checked",)
    return Freshness(state, (how, *since), dated, source.publisher, source.published)


def assess_check(check: Check, limits: FreshnessLimits, as_of: datetime.date) -> Freshness:
    """Return the freshness of something that one of us checked."""
    state = _state(check.on, limits, as_of)
    sentences = {"fresh": ("checked_on",), "due": ("checked_on", "due_again")}
    return Freshness(state, sentences.get(state, ("not_checked_since",)), check.on, date=check.on.isoformat())


def assess_channel(channel: Channel, limits: FreshnessLimits, as_of: datetime.date) -> Freshness:
    """Return the freshness of a channel, which is `never` until one of us has checked it.

    A number that the law or the numbering plan fixes does not grow old. Of the sources the first is named: the body
    that runs the channel, where it says so itself.
    """
    checked = assess_check(channel.checked, limits, as_of) if channel.checked else None
    if checked and (checked.state == "fresh" or channel.number_fixed_by is None):
        return checked
    source = channel.number_fixed_by or next(iter(channel.sources), None)
    if source is None:
        return Freshness("never", ("not_confirmed_this",))
    is_fixed = source is channel.number_fixed_by
    told = ("fixed_by",) if is_fixed else ("from_source", "not_confirmed")
    state: Age = "fixed" if is_fixed else "never"
    return Freshness(state, told, earliest_day(source.published), source.publisher, source.published)


def assess_printed(source: Source, limits: FreshnessLimits, as_of: datetime.date) -> Freshness:
    """Return the freshness of what takes place for a time, by its source alone: it grows old as a check does."""
    dated = earliest_day(source.published)
    state = _state(dated, limits, as_of) if dated else "overdue"
    return Freshness(state, ("not_confirmed_this",), dated)


def age_of(dated: datetime.date, limits: FreshnessLimits) -> Ageing:
    """Return when a fact of this day grows old."""
    overdue = days_after(dated, limits.overdue_days + 1)
    due = days_after(dated, limits.due_days + 1) if limits.due_days < limits.overdue_days else None
    return Ageing(due, overdue)


def days_after(day: datetime.date, days: int) -> datetime.date | None:
    """Return a later or an earlier day, or None where the calendar ends before it."""
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        return None


def _state(dated: datetime.date, limits: FreshnessLimits, as_of: datetime.date) -> Age:
    due, overdue = age_of(dated, limits)
    if overdue and overdue <= as_of:
        return "overdue"
    return "due" if due and due <= as_of else "fresh"
