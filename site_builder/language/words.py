"""The words that frame every page, in one language: what templates and the program say themselves.

English is in ``en.yaml`` beside this module. Every other language has the same words in a file of the content.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

import yaml

_MIDDAY = 12
_SLOT = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True)
class Words:
    """The words of one language by their names; `language` is its code: ``pl``."""

    language: str
    said: Mapping[str, str] = field(repr=False)

    def __call__(self, name: str, **parts: str) -> str:
        """Return what a name stands for, with something in the place of each word in braces."""
        return _fill(self._divided[name], parts) if parts else self.said[name]

    def day(self, day: datetime.date) -> str:
        """Return ``21 November 2026``."""
        return self("day", day=str(day.day), month=self._months[day.month - 1], year=str(day.year))

    def weekday(self, day: datetime.date) -> str:
        """Return ``Saturday 21 November 2026``."""
        return self("day_of_week", weekday=self._listed("weekdays")[day.weekday()], date=self.day(day))

    def hour(self, clock: str) -> str:
        """Return a time of the 24-hour clock as GOV.UK writes it: ``5:30pm``, ``10am``, ``midday``."""
        hour, minute = int(clock[:2]), clock[2:].replace(":00", "")
        is_morning = hour < _MIDDAY
        if not minute and hour % _MIDDAY == 0:
            return self("midday" if hour == _MIDDAY else "midnight")
        return self("morning" if is_morning else "afternoon", hour=f"{hour % _MIDDAY or _MIDDAY}{minute}")

    def date(self, written: str) -> str:
        """Return a source's date in words: ``15 June 2023``, ``June 2023``, ``2023`` or ``undated``."""
        year, *rest = written.split("-")
        if len(rest) > 1:
            return self.day(datetime.date.fromisoformat(written))
        if rest:
            return self("month_of_year", month=self._months[int(rest[0]) - 1], year=year)
        return self("undated") if written == "undated" else written

    def all_of(self, names: Sequence[str], last: str = "and_last") -> str:
        """Return ``Ashwick, Brackenfold and Cindermere``."""
        if len(names) < 2:  # noqa: PLR2004 (one word needs no joining)
            return "".join(names)
        return self(last, others=self.comma.join(names[:-1]), last=names[-1])

    def one_of(self, names: Sequence[str]) -> str:
        """Return ``Ashwick, Brackenfold or Cindermere``."""
        return self.all_of(names, "or_last")

    @property
    def comma(self) -> str:
        """What stands between the names of a list, with its space."""
        return self("comma", one="", another="")

    @cached_property
    def _divided(self) -> Mapping[str, Sequence[str]]:
        """All words with braces divided there, once: they are filled for every card and date."""
        return {name: _SLOT.split(words) for name, words in self.said.items()}

    @cached_property
    def _months(self) -> Sequence[str]:
        return self._listed("months")

    def _listed(self, name: str) -> Sequence[str]:
        return [word.strip() for word in self(name).split(",")]


def fill(pattern: str, parts: Mapping[str, str]) -> str:
    """Return a pattern with something in the place of each word in braces; what is put in is not looked through."""
    return _fill(_SLOT.split(pattern), parts)


def _fill(pieces: Sequence[str], parts: Mapping[str, str]) -> str:
    """Return texts and, in the place of each name between them, what it stands for."""
    return "".join(parts[piece] if at % 2 else piece for at, piece in enumerate(pieces))


def slots_of(pattern: str) -> frozenset[str]:
    """Return the words in braces: ``{area}``."""
    return frozenset(found.group() for found in _SLOT.finditer(pattern))


@cache
def read_english() -> Words:
    """Return the words in English."""
    text = Path(__file__).with_name("en.yaml").read_text("utf-8")
    return Words(
        "en", MappingProxyType(yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))
    )
