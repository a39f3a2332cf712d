"""The fields of a file as they are written: each value with the characters it takes, for whoever changes some of them.

Nothing is judged here: what the strict reader refuses, like two fields of one name, is still written somewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from site_builder.content.characters import normalise_line_ends, replace_refused_characters
from site_builder.content.strict_yaml.yaml_events import Event, Kind, StoppedError, read_events

LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
"""The lines of a text, each with its own end."""
MOST_NESTING = 20
"""Far beyond what the strict reader lets pass: deeper is no file of ours."""

AGAIN = "\n"
"""Stands behind the name of a field that is filled in a second time."""
Plain = str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True)
class Written:
    """A value: `start` and `end` are where its first character stands in the text, and one past its last.

    `quotes` and `mark` are those of its event; a list or a group `is_flow` where it stands in brackets.
    """

    kind: Kind
    start: int
    end: int
    text: str = ""
    quotes: str = ""
    mark: str = ""
    is_flow: bool = False
    fields: tuple[tuple["Written", "Written"], ...] = ()
    entries: tuple["Written", ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether it is one text, filled in or not."""
        return self.kind is Kind.TEXT

    def value(self, name: str) -> "Written | None":
        """Return what a field of this group holds; of several of one name the first."""
        return next((value for key, value in self.fields if key.text == name), None)

    @cached_property
    def plain(self) -> Plain:
        """What is written, without the way in which it is."""
        if self.kind is Kind.LIST:
            return [entry.plain for entry in self.entries]
        if self.kind is Kind.GROUP:
            found: dict[str, Plain] = {}
            for key, value in self.fields:
                name = key.text
                while name in found:
                    name += AGAIN
                found[name] = value.plain
            return found
        return self.text


def read_written(text: str, start: int, stop: int) -> Written:
    """Return the group of fields between two places of a text; raise StoppedError where no parser can read them."""
    return _Reader(text, start, stop).read()


class _Reader:
    def __init__(self, text: str, start: int, stop: int) -> None:
        self.text, self.start, self.stop = text, start, stop
        self.begins = [start, *(start + line.end() for line in LINES.finditer(text[start:stop]))]
        readable = replace_refused_characters(normalise_line_ends(text[start:stop]))
        self.events: Iterator[Event] = read_events(readable)

    def read(self) -> Written:
        root = next(self.events, None)
        if root is None:
            return Written(Kind.GROUP, self.start, self.start)
        if root.kind is not Kind.GROUP:
            raise StoppedError(root.line, root.column)
        group = self._value(root, 0)
        next(self.events, None)  # the parser complains only now about what follows
        return group

    def _at(self, line: int, column: int) -> int:
        begin = self.begins[line] if line < len(self.begins) else self.stop
        return min(begin + column, self.stop)

    def _value(self, event: Event, depth: int) -> Written:
        if depth > MOST_NESTING:
            raise StoppedError(event.line, event.column)
        start = self._at(event.line, event.column)
        end = self._at(event.end_line, event.end_column)
        if event.kind is Kind.LIST or event.kind is Kind.GROUP:
            return self._collection(event, start, depth)
        if event.quotes in {"|", ">"}:
            end = start + len(self.text[start:end].rstrip())
        text = event.text.rstrip("\n") if event.kind is Kind.TEXT else self.text[start:end]
        return Written(event.kind, start, end, text, event.quotes, event.mark)

    def _collection(self, event: Event, start: int, depth: int) -> Written:
        parts: list[Written] = []
        while (one := next(self.events)).kind is not Kind.END:
            parts.append(self._value(one, depth + 1))
        is_flow = self.text[start : start + 1] in {"[", "{"}
        own_end = self._at(one.end_line, one.end_column) if is_flow else start
        end = max([own_end, *(part.end for part in parts)])
        if event.kind is Kind.LIST:
            return Written(Kind.LIST, start, end, "", "", event.mark, is_flow, entries=tuple(parts))
        fields = tuple(zip(parts[::2], parts[1::2], strict=True))
        return Written(Kind.GROUP, start, end, "", "", event.mark, is_flow, fields)
