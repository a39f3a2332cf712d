"""What a workbook says of its cells beside their values: how far they reach, which are hidden, formulas and errors.

Read as a stream of tags, so that a sheet of any size needs no memory, and before anything makes room for its cells.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from site_builder.desk.sheets.tables import MOST_COLUMNS, Cell, require_size

_CELL = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TRUE = frozenset({"1", "true"})
Attributes = Mapping[str, str]


class Unusual(Exception):
    """These bytes are no workbook as programs write them."""


@dataclass(frozen=True)
class Book:
    """The sheets in their order, each with the part that holds it; those nobody sees; from where days are counted."""

    sheets: Mapping[str, str]
    hidden: frozenset[str]
    counts_from_1904: bool


@dataclass(frozen=True)
class SheetMarks:
    """What a sheet says of its cells, each counted from 0."""

    faulty: dict[Cell, str] = field(default_factory=dict)
    formulas: set[Cell] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_book(parts: Mapping[str, bytes]) -> Book:
    """Return which sheets a workbook has."""
    linked, links = dict[str, str](), dict[str, str]()
    hidden, beginnings = set[str](), set[str]()

    def begin(tag: str, attributes: Attributes) -> None:
        if tag == "workbookPr":
            beginnings.add(attributes.get("date1904", ""))
        elif tag == "sheet":
            name = attributes.get("name", "")
            linked[name] = attributes.get("id", "")
            if attributes.get("state", "visible") != "visible":
                hidden.add(name)
        elif tag == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            links[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")

    for part in (_BOOK, _LINKS):
        _read_tags(parts.get(part, b""), begin)
    sheets = {name: links[link] for name, link in linked.items() if link in links}
    return Book(sheets, frozenset(hidden), bool(beginnings & _TRUE))


def read_marks(content: bytes) -> SheetMarks:
    """Return what a sheet says of its cells; raise EditRefused where they reach too far."""
    reader = _SheetReader()
    _read_tags(content, reader.begin, reader.end, reader.hear)
    return reader.marks


class _SheetReader:
    """Follows the tags of a sheet; a row or a cell without a place of its own comes after the one before it."""

    def __init__(self) -> None:
        self.marks = SheetMarks()
        self.row, self.column = -1, -1
        self.is_error, self.is_value = False, False
        self.heard = ""

    def begin(self, tag: str, attributes: Attributes) -> None:
        if tag == "col" and attributes.get("hidden") in _TRUE:
            first, last = (int(attributes.get(name, "1")) for name in ("min", "max"))
            self.marks.hidden_columns.update(range(first - 1, min(last, MOST_COLUMNS)))
        elif tag == "row":
            self.row = int(attributes.get("r", self.row + 2)) - 1
            self.column = -1
            if attributes.get("hidden") in _TRUE:
                self.marks.hidden_rows.add(self.row)
                require_size(len(self.marks.hidden_rows), 0)
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "f":
            self.marks.formulas.add((self.row, self.column))
        elif tag in {"v", "is"}:
            require_size(self.row + 1, self.column + 1)
            self.is_value, self.heard = True, ""

    def _begin_cell(self, attributes: Attributes) -> None:
        self.column += 1
        if found := _CELL.fullmatch(attributes.get("r", "")):
            self.column = 0
            for letter in found[1]:
                self.column = self.column * 26 + ord(letter) - ord("A") + 1
            self.column, self.row = self.column - 1, int(found[2]) - 1
        self.is_error = attributes.get("t") == "e"

    def hear(self, text: str) -> None:
        if self.is_value and self.is_error:
            self.heard += text[:20]

    def end(self, tag: str) -> None:
        if tag == "v" and self.is_error:
            self.marks.faulty[self.row, self.column] = self.heard
        if tag in {"v", "is"}:
            self.is_value = False


def _read_tags(
    content: bytes,
    begin: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    hear: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")

    def begin_plain(tag: str, attributes: Attributes) -> None:
        begin(_bare(tag), {_bare(name): value for name, value in attributes.items()})

    def refuse(*_: object) -> None:
        raise Unusual("a document type, which no workbook has")

    parser.StartElementHandler = begin_plain
    parser.StartDoctypeDeclHandler = refuse
    if end:
        parser.EndElementHandler = lambda tag: end(_bare(tag))
        parser.CharacterDataHandler = hear
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise Unusual(str(error)) from error


def _bare(name: str) -> str:
    """Return the name of a tag without the address of the standard that it belongs to."""
    return name.rpartition(" ")[2]
