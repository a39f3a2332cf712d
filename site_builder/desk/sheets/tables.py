"""A table as it stands in a file, before anybody asks what its cells mean; and what a cell is called."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from site_builder.desk.editing.edit_refusals import EditRefused

MOST_ROWS, MOST_COLUMNS = 20_000, 200
"""Far more than a force has officers, and fields."""
MOST_LETTERS = 2_000
"""Letters of one cell, as in one line of a file."""

CellValue = str | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
Rows = Sequence[Sequence[CellValue]]
Cell = tuple[int, int]
"""Row and column, each counted from 0."""


@dataclass(frozen=True)
class Table:
    """The cells of a sheet, row by row, and what Excel knows of them; a .csv knows nothing but their texts.

    `faulty` are the cells that show an error (``#REF!``), `empty_formulas` those whose result is not in the file,
    `merged` the first and last cell of each that were made one, `hidden_rows` and `hidden_columns` what nobody sees.
    """

    name: str
    rows: Rows
    faulty: Mapping[Cell, str] = field(default_factory=lambda: MappingProxyType({}))
    empty_formulas: frozenset[Cell] = frozenset()
    merged: tuple[tuple[Cell, Cell], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    counts_from_1904: bool = False
    notes: tuple[str, ...] = ()

    def value(self, row: int, column: int) -> CellValue:
        """Return what a cell holds, nothing where the row ends before it."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""


def cell_name(row: int, column: int) -> str:
    """Return what a spreadsheet calls a cell: ``E14``."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def require_size(rows: int, columns: int) -> None:
    """Raise EditRefused for a table that is no list of officers."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise EditRefused(
            f"This sheet reaches to row {rows:,} and column {columns:,}. A list of officers has at most {MOST_ROWS:,} "
            f"rows and {MOST_COLUMNS} columns: delete what stands far down or far to the right."
        )
