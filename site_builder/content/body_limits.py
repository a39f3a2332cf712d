"""How deep and how dense the text of a page may be, measured before it is turned into HTML.

Python-Markdown recurses with every level of nesting, and looks from each open bracket to the end of its paragraph. The
limits here keep the worst text of 256 kB below a second by construction (tests/test_markup.py measures it).
"""

import re
from collections.abc import Iterator

from site_builder.findings.diagnostics import Diagnostic, Place

MOST_LETTERS = 100_000
"""In one body: three times what a page with the weight that we publish can hold."""
MOST_LINES = 1_500
MOST_NESTING = 20
"""Lists and quotations inside each other, or brackets inside each other."""
MOST_MARKS = 4_000
"""Characters with a meaning in Markdown, in one body."""
MOST_COLUMNS = 20
"""Columns of a table: short rows are filled up to the longest."""
MOST_DEFINITIONS = 500
"""Lines that begin with a colon and define the term above them."""
MOST_BACKTICKS = 5
"""Backticks in a row."""
MOST_IN_ONE_GO = 100_000_000
"""Lines times letters of a stretch without an empty line."""
MOST_SEARCHING = 200_000
"""Letters between each opening bracket and its closing one, added up: how far Python-Markdown has to look."""

_MARKS = re.compile(r"[*_`\\\[\]<>&!]")
_DELIMITER_ROW = re.compile(r"[ >]*+[|:-][|: ]*+-[|: -]*+")
_PARAGRAPH = re.compile(r"[^\n]++(?:\n[^\n]++)*\n?")
_SQUARE = re.compile(r"[\[\]]")
_DEFINITION = re.compile(r"[ >\t]*:[ \t]")
_TARGET = re.compile(r"\]\(")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LEADING_MARK = re.compile(r"( *)(>|(?:[-*+:]|\d{1,9}\.)(?= ))")


def find_excess(text: str, path: str, first_line: int) -> tuple[Diagnostic, ...]:
    """Return a finding for each limit that a body goes beyond; such a body must not be turned into HTML."""
    lines = text.split("\n")
    found = (
        _too_many_letters(text),
        _too_many_lines(lines),
        _too_deep(lines),
        _too_many_columns(lines),
        _too_many_definitions(lines),
        _too_many_marks(text),
        _too_long_stretch(text),
        _too_many_brackets(text),
        _too_long_fence(text),
    )
    return tuple(
        Diagnostic(Place(path, first_line + index, 1), rule, message, hint)
        for index, rule, message, hint in filter(None, found)
    )


_Excess = tuple[int, str, str, str]


def _too_many_letters(text: str) -> _Excess | None:
    if len(text) <= MOST_LETTERS:
        return None
    message = f"This text has {len(text):,} letters, and {MOST_LETTERS:,} is the most."
    return text.count("\n", 0, MOST_LETTERS), "too-large", message, "Make two pages of it."


def _too_many_lines(lines: list[str]) -> _Excess | None:
    if len(lines) <= MOST_LINES:
        return None
    message = f"This text has {len(lines):,} lines, and {MOST_LINES:,} is the most."
    return MOST_LINES, "too-many-lines", message, "Make two pages of it."


def _too_deep(lines: list[str]) -> _Excess | None:
    for index, depth in enumerate(map(_depth, lines)):
        if depth > MOST_NESTING:
            message = f"Lists and quotations are nested more than {MOST_NESTING} deep here."
            return (
                index,
                "too-deep",
                message,
                "Delete some of the hyphens, signs or spaces at the start of the line.",
            )
    return None


def _depth(line: str) -> int:
    """Return how many lists and quotations a line may stand in: marks in front of it, and two spaces for each level."""
    depth = levels = end = 0
    while found := _LEADING_MARK.match(line, end):
        spaces = len(found[1]) - (1 if depth else 0)  # one space belongs to the mark before
        depth, levels, end = depth + 1, levels + max(spaces, 0) // 2, found.end()
    return depth + levels


def _too_many_columns(lines: list[str]) -> _Excess | None:
    for index, line in enumerate(lines):
        if line.count("|") > MOST_COLUMNS + 1 and _DELIMITER_ROW.fullmatch(line):
            message = f"This table has more than {MOST_COLUMNS} columns."
            return index, "too-dense", message, "Make two tables of it."
    return None


def _too_many_definitions(lines: list[str]) -> _Excess | None:
    definitions = [index for index, line in enumerate(lines) if _DEFINITION.match(line)]
    if len(definitions) <= MOST_DEFINITIONS:
        return None
    message = f"This text has {len(definitions):,} definitions, and {MOST_DEFINITIONS} is the most."
    return definitions[MOST_DEFINITIONS], "too-dense", message, "Make two pages of it."


def _too_many_marks(text: str) -> _Excess | None:
    marks = _MARKS.finditer(text)
    beyond = next((mark for count, mark in enumerate(marks) if count == MOST_MARKS), None)
    if beyond is None:
        return None
    message = f"There are more than {MOST_MARKS:,} characters for links and emphasis in this text."
    return text.count("\n", 0, beyond.start()), "too-dense", message, "Make two pages of it."


def _too_long_stretch(text: str) -> _Excess | None:
    for stretch in _PARAGRAPH.finditer(text):
        letters, lines = len(stretch.group()), stretch.group().count("\n")
        if letters * lines > MOST_IN_ONE_GO:
            message = f"Here follow {lines:,} lines without an empty line between."
            return (
                text.count("\n", 0, stretch.start()),
                "too-dense",
                message,
                "Put empty lines between paragraphs.",
            )
    return None


def _too_long_fence(text: str) -> _Excess | None:
    found = re.search("`" * (MOST_BACKTICKS + 1), text)
    if not found:
        return None
    message = f"More than {MOST_BACKTICKS} backticks stand in a row here."
    return text.count("\n", 0, found.start()), "too-dense", message, "Delete some."


def _too_many_brackets(text: str) -> _Excess | None:
    searched = 0
    for start, distance, depth in _brackets(text):
        searched += distance
        if depth > MOST_NESTING:
            message = f"More than {MOST_NESTING} brackets are opened before one is closed here."
            return text.count("\n", 0, start), "too-deep", message, "Close each bracket, or delete some."
        if searched > MOST_SEARCHING:
            message = "Too many brackets are opened here and not closed."
            return text.count("\n", 0, start), "too-dense", message, "Close each bracket."
    return None


def _brackets(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield for each opening bracket where it stands, how far its closing one is, and how many are open there."""
    for paragraph in _PARAGRAPH.finditer(text):
        begin = paragraph.start()
        for start, distance, depth in _square_brackets(paragraph.group()):
            yield begin + start, distance, depth
        for start, distance in _distances(paragraph.group(), _TARGET, ")"):
            yield begin + start, distance, 1
    for start, distance in _distances(text, _TAG, ">"):  # tags may go on after an empty line
        yield start, distance, 1


def _square_brackets(paragraph: str) -> Iterator[tuple[int, int, int]]:
    opened: list[int] = []
    for found in _SQUARE.finditer(paragraph):
        if found.group() == "[":
            opened.append(found.start())
        elif opened:
            start = opened.pop()
            yield start, found.start() - start, len(opened) + 1
    yield from ((start, len(paragraph) - start, depth) for depth, start in enumerate(opened, 1))


def _distances(text: str, opening: re.Pattern[str], closing: str) -> Iterator[tuple[int, int]]:
    end = -1
    for found in opening.finditer(text):
        if end < found.start():
            end = text.find(closing, found.start())
            end = len(text) if end < 0 else end
        yield found.start(), end - found.start()
