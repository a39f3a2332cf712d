"""A surgery or drop-in as an editor writes it: on which days, when and where somebody can be seen in person.

A day is a date, or a rule such as ``first Tuesday``. Both stay text, as they leave as open data, until `dates` works
them out. Bank holidays are not known here: an editor lists the dates that fall out.
"""

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from heapq import merge
from itertools import groupby, islice, takewhile
from typing import Annotated, NamedTuple, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from site_builder.content.field_facts import AS_DAY, AS_SHAPE, IN_WORDS, PROSE
from site_builder.content.field_types import (
    Day,
    Text,
    Texts,
    TimeOfDay,
    as_written,
    fault,
    limit_list,
    one_or_many,
    read_day,
    read_text,
)
from site_builder.content.models import Part
from site_builder.content.record_groups import Check, Source
from site_builder.language.wording import WEEKDAYS, format_day, format_list

_WEEKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
"""Which of its weekdays in a month a rule means; RFC 5545 numbers them in the same way."""
_RULE = re.compile(rf"(?:({'|'.join(_WEEKS)}|other) )?({'|'.join(WEEKDAYS)})")
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "alternate": "other"}
_SAID_BESIDE = frozenset({"every", "each", "on", "the", "of", "in", "month", "a", "week", "day"})
_FIRST_DAY, _LAST_DAY = datetime.date(1970, 1, 1), datetime.date(9998, 12, 31)
"""Before and after these nobody is seen, and not every calendar can say when."""
_LIKE_A_RULE = (
    "Write first Tuesday, last Friday, Tuesday, other Tuesday (each second week), or a date like 2026-12-08."
)


class DayRule(NamedTuple):
    """Days that come again: each `weekday` (Monday is 0), the one of that `week` of a month, or each second one."""

    weekday: int
    week: int = 0
    is_fortnightly: bool = False

    def dates(self, since: datetime.date, first: datetime.date) -> Iterator[datetime.date]:
        """Yield its days from `first` on, without end; each second week counts from the first day after `since`."""
        begin = since.toordinal() + (self.weekday - since.weekday()) % 7
        step = 14 if self.is_fortnightly else 7
        begin += -(-max(0, first.toordinal() - begin) // step) * step
        days = map(datetime.date.fromordinal, range(begin, _LAST_DAY.toordinal() + 1, step))
        return (day for day in days if not self.week or self._is_in_week(day))

    def _is_in_week(self, day: datetime.date) -> bool:
        if self.week > 0:
            return (day.day - 1) // 7 == self.week - 1
        return day.day + 7 > monthrange(day.year, day.month)[1]


def read_rule(day: str) -> DayRule | None:
    """Return the rule that a day of a surgery is, or None for a date."""
    found = _RULE.fullmatch(day)
    if not found:
        return None
    return DayRule(WEEKDAYS.index(found[2]), _WEEKS.get(found[1], 0), found[1] == "other")


def read_day_or_rule(value: object) -> str:
    """Return a day of a surgery: a date (``2026-12-08``), or a rule (``first Tuesday``)."""
    text = read_text(value)
    if _RULE.fullmatch(text):
        return text
    if re.search("[0-9]{4}", text):
        return read_day(text).isoformat()
    likely = _likely_rule(text)
    raise fault(
        "bad-value", f'"{text}" is not a day we can read.', f"Write: {likely}" if likely else _LIKE_A_RULE
    )


def _likely_rule(text: str) -> str:
    """Return what a rule in other words means, or nothing: ``every 1st tuesday of the month``."""
    words = (word for word in re.findall("[a-z0-9]+", text.lower()) if word not in _SAID_BESIDE)
    plain = [_ORDINALS.get(word) or _near_weekday(word) or word for word in islice(words, 3)]
    rule = " ".join(plain)
    return rule if _RULE.fullmatch(rule) else ""


def _near_weekday(word: str) -> str:
    stem = word.removesuffix("s").removesuffix("day")
    return next((day for day in WEEKDAYS if len(stem) > 2 and day.lower().startswith(stem)), "")  # noqa: PLR2004


SurgeryDays = Annotated[
    tuple[
        Annotated[
            str, BeforeValidator(read_day_or_rule), as_written(f"{_RULE.pattern}|{_DATE}", _LIKE_A_RULE)
        ],
        ...,
    ],
    BeforeValidator(one_or_many, Text | tuple[Text, ...]),
    AfterValidator(limit_list),
]
Dates = Annotated[
    tuple[Day, ...], BeforeValidator(one_or_many, Day | tuple[Day, ...]), AfterValidator(limit_list)
]


class Surgery(Part):
    """When and where an officer or a team can be seen in person."""

    name: Annotated[Text, IN_WORDS] = Field(
        "Drop-in", description="What people call it. It is also its name in calendars.", examples=["Drop-in"]
    )
    days: Annotated[SurgeryDays, AS_SHAPE] = Field(
        description="Its days: rules like `first Tuesday`, `last Friday`, `Tuesday` or `other Tuesday` (each second "
        "week), or dates.",
        examples=[["first Tuesday"]],
    )
    starts: Annotated[TimeOfDay, AS_SHAPE] = Field(description="When it begins.", examples=["17:30"])
    ends: Annotated[TimeOfDay, AS_SHAPE] = Field(description="When it ends.", examples=["19:00"])
    place: Annotated[Text, IN_WORDS] = Field(description="Where.", examples=["Ashwick Library"])
    address: Annotated[Text, IN_WORDS] = Field(
        description="Its address.", examples=["1 Tallow Hill, Ashwick ZZ9 9ZZ"]
    )
    access: Annotated[Texts | None, IN_WORDS] = Field(
        None,
        description="What the place has for people who need it. Left out, pages say that we do not know.",
        examples=[["a way in without steps", "an accessible toilet", "a room with a door that closes"]],
    )
    expect: Annotated[Text | None, IN_WORDS, PROSE] = Field(
        None, description="What happens there, in a sentence or two.", examples=["You need no appointment."]
    )
    since: Annotated[Day | None, AS_SHAPE] = Field(
        None, description="The first day. Needed with a rule.", examples=["2026-12-01"]
    )
    until: Annotated[Day | None, AS_SHAPE] = Field(
        None, description="The last day, with a rule.", examples=["2027-07-31"]
    )
    cancelled: Annotated[Dates | None, AS_SHAPE] = Field(
        None, description="Dates on which it does not take place.", examples=[["2026-12-29"]]
    )
    source: Annotated[Source | None, IN_WORDS] = Field(
        None, description="Who printed it. Needed for an area, and for an officer by `basis: published`."
    )
    checked: Annotated[Check | None, AS_DAY] = Field(
        None, description="When somebody last made sure that it takes place."
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.ends <= self.starts:
            message = f"It ends at {self.ends}, and begins at {self.starts}."
            raise fault("contradicting-state", message, "Mend one of the two.", field="ends")
        has_rule = any(map(read_rule, self.days))
        if has_rule and self.since is None:
            hint = "Add a line like: since: 2026-12-01"
            raise fault(
                "missing-field", '"since" is missing. A rule needs its first day.', hint, field="days"
            )
        if not has_rule and (self.since or self.until):
            name = "since" if self.since else "until"
            message = f'"{name}" belongs to a rule, and these are dates.'
            raise fault("contradicting-state", message, "Delete the line.", field=name)
        if self.since and self.until and self.since > self.until:
            message = f"until ({format_day(self.until)}) is before since ({format_day(self.since)})."
            raise fault("contradicting-state", message, "Mend one of the two.", field="until")
        return self

    @model_validator(mode="after")
    def _cancels_its_own_days(self) -> Self:
        """Refuse a cancelled date that is none of its days: by a slip of the finger the right one would stand."""
        for day in self.cancelled or ():
            if next(self._planned(day), None) != day:
                week_before = datetime.date.fromordinal(max(1, day.toordinal() - 7))
                near = [
                    format_day(one)
                    for one in islice((one for one, _ in groupby(self._planned(week_before))), 2)
                ]
                hint = f"Near it are {format_list(near)}." if near else "Delete it."
                raise fault("bad-value", f"{format_day(day)} is none of its days.", hint, field="cancelled")
        return self

    @property
    def checked_on(self) -> datetime.date | None:
        """The day of its own check."""
        return self.checked.on if self.checked else None

    def dates(self, first: datetime.date) -> Iterator[datetime.date]:
        """Yield the dates on which it takes place, from `first` on: without end, where a rule has no last day."""
        return (day for day, _ in groupby(merge(*(self.kept_dates(day, first) for day in self.days))))

    def kept_dates(self, day: str, first: datetime.date) -> Iterator[datetime.date]:
        """Yield the dates of one of its `days`, without those that are cancelled."""
        return (date for date in self.planned_dates(day, first) if date not in (self.cancelled or ()))

    def planned_dates(self, day: str, first: datetime.date) -> Iterator[datetime.date]:
        """Yield the dates of one of its `days`, cancelled ones too."""
        if rule := read_rule(day):
            last, since = self.until or _LAST_DAY, self.since or first
            begin = max(since, first, _FIRST_DAY)
            return takewhile(lambda date: date <= last, rule.dates(since, begin))
        date = datetime.date.fromisoformat(day)
        return iter([date] if max(first, _FIRST_DAY) <= date <= _LAST_DAY else [])

    def _planned(self, first: datetime.date) -> Iterator[datetime.date]:
        return merge(*(self.planned_dates(day, first) for day in self.days))
