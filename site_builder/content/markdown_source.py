"""Where things stand in a Markdown text: converting it keeps no positions, so they are found in what was written."""

import html
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from site_builder.content.kept import kept_with_value
from site_builder.findings.diagnostics import Place

_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(?:[^\n]|\n(?![ \t]*\n))+?(?<!`)\1(?!`)")
_ESCAPED = re.compile(r"\\[^\w\s]")
_CODE_LINE = re.compile(r"(?: {4}|\t).*")
_IN_TARGET = r"(?:[^\s()<>\"'\]]|\](?!\())"
"""A letter of an address. The next link ends the search, so that nothing is looked through twice."""
_AFTER_WORDS = re.compile(r"\]\([^)\]]*+(?:\](?!\()[^)\]]*+)*\)")
_TARGETS = (
    re.compile(
        rf"\]\([ \t]*+(?:\n[ \t]*+)?(?:<([^<>\n]*)>|({_IN_TARGET}*(?:[ ()]+{_IN_TARGET}+)*?))(?=[ \t\n]*[\")'])"
    ),
    re.compile(r"<((?:https?|ftp):[^<>\s]*)>", re.IGNORECASE),
    re.compile(r"^[ >\t]*+\[[^\[\]\n]*+\]:[ \t]*+(?:\n[ \t]*+)?<?([^\s<>]++)>?", re.MULTILINE),
    re.compile(
        r"<[a-zA-Z][^<>]*?\b(?:href|src)[ \t]*=[ \t]*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE
    ),
)
_MAIL = re.compile(r"<([^\s<>@:/]+@[^\s<>@]+)>")
_HEADING = re.compile(r"(?P<lead>[ >\t]*+(?:[-*+] ++|\d++\. ++)?)(?P<marks>#{1,6})(?P<words>.*)")
_UNDERLINE = re.compile(r"[ >\t]*(=+|-+)[ \t]*")
_FILLER = "\x1a"


@dataclass(frozen=True)
class Heading:
    """A line that may be a heading; `level` counts from 1, `letters` are its words without marks and spaces."""

    level: int
    letters: str
    place: Place


@dataclass(frozen=True)
class MarkdownSource:
    """A text as written; `line` is where it begins in the file at `path`."""

    text: str = ""
    line: int = 1
    path: str = ""

    @property
    @kept_with_value
    def masked(self) -> str:
        """The text with code and escaped characters blotted out, letter for letter."""
        return _ESCAPED.sub(
            _blot, _CODE_SPAN.sub(_blot, "\n".join(_without_code_lines(self.text.split("\n"))))
        )

    @property
    @kept_with_value
    def targets(self) -> dict[str, tuple[Place, ...]]:
        """Every address that a link may lead to, character references decoded, with each place where it stands."""
        places: dict[str, set[Place]] = defaultdict(set)
        for pattern in _TARGETS:
            for found in pattern.finditer(self.masked):
                group = found.lastindex or 0
                places[normalise_target(found[group])].add(self.place(*found.span(group)))
        for found in _MAIL.finditer(self.masked):
            places["mailto:" + found[1]].add(self.place(*found.span(1)))
        return {target: tuple(sorted(found)) for target, found in places.items()}

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Every line that may be a heading, in order."""
        return tuple(self._headings())

    def find(self, pattern: str) -> tuple[Place, ...]:
        """Return where a regular expression is found outside code."""
        if pattern not in self._found:
            spans = (found.span() for found in re.finditer(pattern, self.masked, re.IGNORECASE))
            self._found[pattern] = tuple(self.place(*span) for span in spans)
        return self._found[pattern]

    def places_of(self, target: str) -> tuple[Place, ...]:
        """Return where an address stands; at least one place."""
        return self.targets.get(normalise_target(target)) or (self.nearest(target),)

    def nearest(self, words: str) -> Place:
        """Return where words stand as they are written, else the beginning of the text."""
        found = re.search(r"\s+".join(map(re.escape, words.split())), self.text) if words.strip() else None
        return self.place(*found.span()) if found else Place(self.path, self.line, 1)

    def place(self, start: int, end: int) -> Place:
        """Return the place of a stretch of the text, as far as its first line goes."""
        row = bisect_right(self._line_starts, start) - 1
        column = start - self._line_starts[row] + 1
        written = self.text[start:end].split("\n", 1)[0]
        return Place(self.path, self.line + row, column, column + len(written))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @cached_property
    def _found(self) -> dict[str, tuple[Place, ...]]:
        return {}

    def _headings(self) -> Iterator[Heading]:
        above = ""
        for number, line in enumerate(self.masked.split("\n"), self.line):
            found, underline = _HEADING.fullmatch(line), _UNDERLINE.fullmatch(line)
            if found:
                start = len(found["lead"]) + 1
                place = Place(self.path, number, start, len(line.rstrip()) + 1)
                yield Heading(len(found["marks"]), letters_of(found["words"]), place)
            elif underline and above.strip():
                place = Place(self.path, number - 1, 1, len(above.rstrip()) + 1)
                yield Heading(1 if underline[1][0] == "=" else 2, letters_of(above), place)
            above = line


def normalise_target(target: str) -> str:
    """Return an address as a browser reads it: character references decoded, spaces round it and line ends dropped."""
    return re.sub(r"[\t\r\n]", "", html.unescape(target)).strip()


def letters_of(words: str) -> str:
    """Return the letters and digits of a heading, as written or as shown, without the targets of links."""
    return re.sub(r"\W|_", "", _AFTER_WORDS.sub("", words)).lower()


def _blot(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", _FILLER, found.group())


def _without_code_lines(lines: list[str]) -> Iterator[str]:
    """Blot out indented code: not the lines of a list, which are indented too."""
    above, is_in_list = "", False
    for line in lines:
        if line.strip() and not line.startswith((" ", "\t")):
            is_in_list = bool(re.match(r"[-*+] |\d+\. ", line))
        is_code = not is_in_list and not above.strip("\x1a \t") and _CODE_LINE.fullmatch(line)
        above = _FILLER * len(line) if is_code else line
        yield above
