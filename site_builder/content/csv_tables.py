"""Tables that spreadsheets open (RFC 4180): no cell is run, and no name is spoiled.

A file begins with a byte order mark, without which Excel spoils every name that is not plain English. A cell that a
spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection).
"""

import csv
import io
from collections.abc import Iterable, Sequence

from site_builder.language.wording import isolate

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula; Excel also reads the wide forms."""
_MARK = "\ufeff"


def format_table(rows: Iterable[Sequence[object]]) -> bytes:
    """Return a file with these rows, the first of which names the columns."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows([safe_cell(value) for value in row] for row in rows)
    return (_MARK + stream.getvalue()).encode()


def read_table(content: bytes) -> list[list[str]]:
    """Return the rows of a file as they are written; what is not UTF-8 stays as a sign in its place."""
    text = content.decode("utf-8-sig", "replace")
    return list(csv.reader(io.StringIO(text, newline="")))


def safe_cell(value: object) -> str:
    """Return a value as a cell that no spreadsheet runs; the entries of a list are divided by ``; ``."""
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    written = "" if value is None else isolate(str(value))
    return f"'{written}" if written.lstrip(" ").startswith(_FORMULAS) else written
