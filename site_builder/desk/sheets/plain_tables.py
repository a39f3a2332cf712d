"""Read a table of plain text, whatever coding and whatever sign between the cells Excel gave it."""

import codecs
import csv
import io
from collections.abc import Callable, Sequence

from site_builder.content.csv_tables import bare_cell
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.sheets.tables import MOST_COLUMNS, MOST_ROWS, Rows, Table, require_size

_BETWEEN_CELLS = (",", ";", "\t", "|")
_WIDE_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LOOKED_AT = 4_096


def read_csv(content: bytes, count_headings: Callable[[Rows], int]) -> Table:
    """Return a table; of the signs that may stand between its cells that one is meant which gives the most headings."""
    text, notes = _decode(content)
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').lower() in {f"sep={sign}" for sign in _BETWEEN_CELLS}:
        # The line is for Excel alone, which does not show it.
        return Table("", _divide(rest, first.strip().strip('"')[-1]), notes=notes)
    tables = [_divide(text, sign) for sign in _BETWEEN_CELLS]
    return Table("", max(tables, key=count_headings), notes=notes)


def _decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, coding in _WIDE_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(coding, "replace"), ()
    begin = content[:_LOOKED_AT]
    for zeros, coding in ((begin[1::2], "utf-16-le"), (begin[::2], "utf-16-be")):
        if len(zeros) > 1 and zeros.count(0) > 0.6 * len(zeros):
            return content.decode(coding, "replace"), ()
    if b"\x00" in begin:
        raise EditRefused("This is no table: it holds signs that no text has. Save it as .xlsx or .csv.")
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        note = 'It is read as Windows writes English text. In Excel "CSV UTF-8" keeps every letter.'
        return content.decode("cp1252", "replace"), (note,)


def _divide(text: str, between: str) -> list[list[str]]:
    rows: list[list[str]] = []
    widest = 0
    try:
        for row in csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=between):
            rows.append([bare_cell(cell) for cell in row])
            widest = max(widest, _width(row))
            if len(rows) > MOST_ROWS or widest > MOST_COLUMNS:
                require_size(len(rows), widest)
    except csv.Error as error:
        raise EditRefused(
            f"Row {len(rows) + 1} cannot be read ({error}). Is a quotation mark left open?"
        ) from error
    return rows


def _width(row: Sequence[str]) -> int:
    return next((at for at in range(len(row), 0, -1) if row[at - 1].strip()), 0)
