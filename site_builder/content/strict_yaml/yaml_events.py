"""What a YAML parser sees, piece by piece, in our own words.

A composed tree no longer tells anchors, tags, and the fields that came before a mistake: so events are read instead.
"""

from collections.abc import Iterator
from enum import Enum, auto
from typing import Any, NamedTuple

import yaml

from site_builder.findings.diagnostics import Place

Location = tuple[str | int, ...]
"""The way to a field: ``("source", "published")`` or ``("boroughs", 0)``."""

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Kind(Enum):
    """What an event is."""

    TEXT = auto()
    LIST = auto()
    GROUP = auto()
    END = auto()  # of the list or the group that began last
    REFERENCE = auto()


class Event(NamedTuple):
    """One piece of a YAML text; lines and columns count from 0, and `end_column` is one past the last character."""

    kind: Kind
    line: int
    column: int
    end_line: int
    end_column: int
    text: str = ""
    quotes: str = ""  # what the text stands in: nothing, quotes, or the | or > of a block
    mark: str = ""  # *, & or ! when it refers to another value, is named for others, or has a type

    @property
    def is_plain(self) -> bool:
        """Whether it is a text without quotes."""
        return self.kind is Kind.TEXT and not self.quotes

    @property
    def is_on_one_line(self) -> bool:
        """Whether `end_column` is on the line where it begins."""
        return self.line == self.end_line and (self.kind is Kind.TEXT or self.kind is Kind.REFERENCE)


class StoppedError(Exception):
    """The parser cannot go on: `line` counts from 0, -1 when unknown; `opening_line` is where the trouble began."""

    def __init__(self, line: int = -1, column: int = 0, opening_line: int = -1) -> None:
        super().__init__(line, column, opening_line)
        self.line = line
        self.column = column
        self.opening_line = opening_line


def read_events(text: str) -> Iterator[Event]:
    """Yield the pieces of the one document in a text; raises only `StoppedError`."""
    try:
        for event in yaml.parse(text, Loader=_PARSER):
            if kind := _KINDS.get(type(event)):
                yield _event(kind, event)
    except yaml.MarkedYAMLError as stopped:
        raise _stopped(stopped) from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        raise StoppedError from None


def place_of(event: Event, lines: list[str], path: str, first_line: int) -> Place:
    """Return where an event stands in the file, as far as its first line goes."""
    row = min(event.line, len(lines) - 1)  # the end of the text counts as a line of its own
    is_whole = event.end_column > event.column and event.is_on_one_line
    end = event.end_column if is_whole else len(lines[row].rstrip())
    return Place(path, first_line + row, event.column + 1, end + 1)


_KINDS: dict[type, Kind] = {
    yaml.ScalarEvent: Kind.TEXT,
    yaml.SequenceStartEvent: Kind.LIST,
    yaml.MappingStartEvent: Kind.GROUP,
    yaml.SequenceEndEvent: Kind.END,
    yaml.MappingEndEvent: Kind.END,
    yaml.AliasEvent: Kind.REFERENCE,
}


def _event(kind: Kind, event: Any) -> Event:  # noqa: ANN401 (the types of PyYAML's marks differ between its two parsers)
    start, end = event.start_mark, event.end_mark
    text, quotes = (event.value, event.style or "") if kind is Kind.TEXT else ("", "")
    return Event(kind, start.line, start.column, end.line, end.column, text, quotes, _mark(kind, event))


def _mark(kind: Kind, event: Any) -> str:  # noqa: ANN401
    if kind is Kind.REFERENCE:
        return "*"
    if getattr(event, "anchor", None) is not None:
        return "&"
    return "!" if getattr(event, "tag", None) is not None else ""


def _stopped(stopped: yaml.MarkedYAMLError) -> StoppedError:
    mark, opening = stopped.problem_mark, stopped.context_mark
    # The opening of a whole block of fields says nothing about the mistake in one of them.
    useful = opening is not None and "block" not in str(stopped.context)
    return StoppedError(
        mark.line if mark else -1,
        mark.column if mark else 0,
        opening.line if opening is not None and useful else -1,
    )
