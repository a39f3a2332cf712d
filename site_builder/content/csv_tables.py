"""Tables that spreadsheets open (RFC 4180): no cell is run, and no name is spoiled.

A file begins with a byte order mark, without which Excel spoils every name that is not plain English. A cell that a
spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection).
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from site_builder.language.wording import isolate

_FORMULA = re.compile("'*+ *+[=+@\t\r\n＝＋－＠-]")
"""What begins a formula, or what was made safe already; Excel also reads the wide forms."""
_MARK = "\ufeff"


def format_table(rows: Iterable[Sequence[object]]) -> bytes:
    """Return a file with these rows, the first of which names the columns."""
    return format_texts([_text(value) for value in row] for row in rows)


def format_texts(rows: Iterable[Sequence[str]]) -> bytes:
    """Return a file with these texts as they are, but that none is run; `bare_cell` gives each back."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(map(safe_cell, row) for row in rows)
    return (_MARK + stream.getvalue()).encode()


def read_table(content: bytes) -> list[list[str]]:
    """Return the rows of a file as they are written; what is not UTF-8 stays as a sign in its place."""
    text = content.decode("utf-8-sig", "replace")
    return list(csv.reader(io.StringIO(text, newline="")))


def safe_cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs."""
    return f"'{text}" if _FORMULA.match(text) else text


def bare_cell(text: str) -> str:
    """Return the text that `safe_cell` made a cell of."""
    return text.removeprefix("'") if _FORMULA.match(text) else text


def _text(value: object) -> str:
    """Return a value as text; the entries of a list are divided by ``; ``."""
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    return "" if value is None else isolate(str(value))
