"""Turn Markdown into HTML as an editor expects it. What comes out is not safe yet: rendering/markup.py cleans it.

Python-Markdown wants an empty line before a list and four spaces for a nested one. Editors write neither, and no other
program asks them to, so the lines are laid out for it first.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import NamedTuple, cast

import markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode

RESERVED_IDS = frozenset({"main", "top"})
"""Ids of the page's frame, which a heading must not take."""

_SIGNS: Mapping[str, str] = {
    "backtick": "`",
    "escape": "\\",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
"""What stands in each text that Python-Markdown's pattern of this name fits (`markdown.inlinepatterns`)."""
_QUOTED = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r"(?P<indent> *)(?P<mark>[-*+]|\d{1,9}\.) +(?P<text>\S.*)")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *")
_DEFINITION = re.compile(r" *: ")
_INTERRUPTS = re.compile(r"#{1,6} |>")
_DELIMITER_ROW = re.compile(r" {0,3}(?=[^|]*\|)\|?(?: *:?-+:? *\|)*(?: *:?-+:? *)?")
_NESTED_FROM = 2
"""An item belongs to the one above when it is indented by this many spaces more."""
_WIDTH = 4
"""Spaces for each level of a list, as Python-Markdown counts them; also those that make code."""


def convert_markdown(text: str) -> str:
    """Return a body as HTML.

    No document leaves a trace in the next: the converter is reset, or new after a fault. It serves one text at a time,
    so two threads must not convert at once; processes may.
    """
    converter = _converter().reset()
    try:
        return converter.convert("\n".join(lay_out(text.split("\n"))))
    except Exception:
        _converter.cache_clear()
        raise


class _Sought(NamedTuple):
    """Stands for a pattern, and looks for it only where its sign is: most words have none."""

    pattern: re.Pattern[str]
    sign: str

    def finditer(self, text: str, start: int) -> Iterable[re.Match[str]]:
        """Return each place where the pattern fits."""
        return self.pattern.finditer(text, start) if self.sign in text else ()


def make_quick_converter() -> markdown.Markdown:
    """Return a converter that makes the same of every text as `make_converter`'s, in three quarters of the time."""
    converter = make_converter()
    for name, sign in _SIGNS.items():
        inline = converter.inlinePatterns[name]
        inline.compiled_re = cast("re.Pattern[str]", _Sought(inline.compiled_re, sign))
    return converter


def make_converter() -> markdown.Markdown:
    """Return a converter that has met no text."""
    converter = markdown.Markdown(
        extensions=[
            TocExtension(slugify=heading_id),
            TableExtension(),
            SaneListExtension(),
            DefListExtension(),
        ],
        output_format="html",
    )
    converter.ESCAPED_CHARS.append("<")  # so that an editor can write the sign itself
    return converter


_converter = cache(make_quick_converter)
"""Making one takes longer than most texts do."""


def lay_out(lines: list[str]) -> list[str]:
    """Return the lines of a body as Python-Markdown needs them: lists apart from paragraphs, nested by four spaces.

    Tables lose the alignment of their columns, which no style sheet of ours could show without an inline style.
    """
    finished: list[str] = []
    for quoted, group in groupby(
        (line.expandtabs(_WIDTH) for line in lines), lambda line: bool(_QUOTED.match(line))
    ):
        if quoted:
            finished += ["> " + line for line in lay_out([_QUOTED.sub("", line, count=1) for line in group])]
        else:
            finished += _set_terms_apart(_Layout().lay_out(list(group)))
    return finished


def _set_terms_apart(lines: list[str]) -> list[str]:
    """Put an empty line before each further term, as each would otherwise stand inside the definition above it."""
    finished: list[str] = []
    follows_definition = False
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        is_definition = bool(_DEFINITION.match(line))
        if follows_definition and line.strip() and not is_definition and _DEFINITION.match(below):
            finished.append("")
            follows_definition = False
        finished.append(line)
        follows_definition = is_definition or (follows_definition and bool(line.strip()))
    return finished


@dataclass(frozen=True)
class _Level:
    """One open level of a list: where its mark and its words begin, and what the marks are."""

    indent: int
    words: int
    is_ordered: bool


@dataclass
class _Layout:
    """The lines laid out so far, and the lists that are open at the last of them."""

    finished: list[str] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)
    is_in_later_paragraph: bool = False  # of an item

    def lay_out(self, lines: list[str]) -> list[str]:
        """Return lines without quotation marks, laid out."""
        for line, below in zip(lines, [*lines[1:], ""], strict=True):
            item = _ITEM.fullmatch(line)
            if not line.strip():
                self.finished.append("")
            elif item and not _RULE.fullmatch(line) and self._begins_item(item):
                self._add_item(item)
            elif self.levels:
                self._add_below_item(line)
            else:
                self._add_plain(line, below)
        return self.finished

    @property
    def _is_in_paragraph(self) -> bool:
        return bool(self.finished and self.finished[-1].strip())

    def _begins_item(self, item: re.Match[str]) -> bool:
        """Return whether this is an item rather than code, or a sentence that happens to go on with a year."""
        if self.levels:
            return True
        is_first = item["mark"] in {"-", "*", "+", "1."}
        return len(item["indent"]) < _WIDTH and (is_first or not self._is_in_paragraph)

    def _add_item(self, item: re.Match[str]) -> None:
        indent, is_ordered = len(item["indent"]), item["mark"][0].isdigit()
        sibling = self._close_levels(indent)
        begins_list = not sibling and not self.levels
        begins_other_list = sibling is not None and sibling.is_ordered != is_ordered
        if self._is_in_paragraph and (begins_list or begins_other_list or self.is_in_later_paragraph):
            self.finished.append("")
        self.is_in_later_paragraph = False
        self.finished.append(" " * _WIDTH * len(self.levels) + f"{item['mark']} {item['text']}")
        self.levels.append(_Level(indent, item.start("text"), is_ordered))

    def _close_levels(self, indent: int) -> _Level | None:
        """Close the levels that a line with this indent does not belong to; return the outermost closed one."""
        closed = None
        while self.levels and indent < self.levels[-1].indent + _NESTED_FROM:
            closed = self.levels.pop()
        return closed

    def _add_below_item(self, line: str) -> None:
        """Add a line that follows an item: more of its words, another paragraph of it, or the end of the list."""
        indent = len(line) - len(line.lstrip(" "))
        words = line.lstrip(" ")
        if self._is_in_paragraph and not (indent < _NESTED_FROM and _INTERRUPTS.match(words)):
            self.finished.append(" " * (_WIDTH * (len(self.levels) - 1) + 2) + words)
            return
        self._close_levels(indent)
        if not self.levels:
            if self._is_in_paragraph:
                self.finished.append("")
            self.finished.append(line)
            return
        self.is_in_later_paragraph = True
        further = indent - self.levels[-1].words
        self.finished.append(
            " " * (_WIDTH * len(self.levels) + (further if further >= _WIDTH else 0)) + words
        )

    def _add_plain(self, line: str, below: str) -> None:
        if "|" in line and self._is_in_paragraph and _DELIMITER_ROW.fullmatch(below):
            self.finished.append("")
        is_delimiter = self._is_in_paragraph and _DELIMITER_ROW.fullmatch(line)
        self.finished.append(line.replace(":", "-") if is_delimiter else line)


def heading_id(words: str, separator: str = "-") -> str:
    """Return a heading's id: ``Will I be wasting police time?`` becomes ``will-i-be-wasting-police-time``."""
    slug = str(slugify_unicode(words, separator)).strip(separator) or "section"
    return f"{slug}{separator}section" if slug in RESERVED_IDS else slug
