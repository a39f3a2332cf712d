"""From a table to rows of officers: which columns it has, whom a row is about, and what two rows say of one person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.sheets.cell_values import tidy
from site_builder.desk.sheets.plain_tables import read_csv
from site_builder.desk.sheets.sheet_columns import SHORT_NAME, SheetColumn, recognise_heading, sheet_columns
from site_builder.desk.sheets.tables import Cell, CellValue, Rows, Table, cell_name
from site_builder.desk.sheets.workbook_reading import is_workbook, read_workbook
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.language.wording import format_list

MOST_BYTES = 20_000_000
_HEADINGS_WITHIN = 30
"""Rows from the top among which the headings are looked for: titles and notes may stand above them."""
_FEWEST = 2
"""Headings that make a row one of headings."""
_WHO = (SHORT_NAME, ("name",))


@dataclass(frozen=True)
class Remark:
    """Something to tell of a cell, a row, a column or a whole sheet: each counted from 0, None where it is of all."""

    words: str
    row: int | None = None
    column: int | None = None
    heading: str = ""

    def __str__(self) -> str:
        """Return it as people find the place: ``row 14, column Telephone (E14): …``."""
        if self.row is None:
            return f'column "{self.heading}": {self.words}' if self.heading else self.words
        place = f"row {self.row + 1}"
        if self.column is not None:
            place += f", column {self.heading or '?'} ({cell_name(self.row, self.column)})"
        return f"{place}: {self.words}"


@dataclass(frozen=True)
class SheetRow:
    """What the sheet has of one person: each cell with its place, those that are empty too."""

    number: int
    cells: Mapping[SheetColumn, tuple[CellValue, Cell]]

    def text(self, location: tuple[str | int, ...]) -> str:
        """Return the text of a cell, nothing where there is no such column."""
        found = (value for column, (value, _) in self.cells.items() if column.location == location)
        return tidy(str(next(found, "")), keep_lines=False)


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet, the columns in their order with their headings, and what is to be told of it."""

    rows: tuple[SheetRow, ...]
    columns: Mapping[SheetColumn, tuple[int, str]]
    faults: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    counts_from_1904: bool = False

    def remark(self, column: SheetColumn, cell: Cell, words: str) -> Remark:
        """Return words on a cell, with the heading that the column has in this sheet."""
        return Remark(words, *cell, self.columns[column][1])


def read_sheet(file: Path, wanted: str = "") -> Sheet:
    """Return the rows of a file; raise EditRefused for one that is no sheet of officers."""
    return parse_sheet(_read(file), str(file), wanted)


def parse_sheet(content: bytes, shown: str, wanted: str = "") -> Sheet:
    """Return the rows of a file that was read; `shown` is its name."""
    require_weight(len(content), shown)
    if not content.strip():
        raise EditRefused(f"{shown} is empty.")
    if is_workbook(content):
        table = read_workbook(content, wanted, count_headings)
    elif wanted:
        raise EditRefused("Only a workbook has several sheets: leave out --sheet.")
    else:
        table = read_csv(content, count_headings)
    return _take_apart(table)


def count_headings(rows: Rows) -> int:
    """Return how many headings the row of headings has, 0 where there is none."""
    return max((len(_headings(row)) for row in _first(rows)), default=0)


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise EditRefused(f"There is no file {file}.")
        require_weight(file.stat().st_size, str(file))
        return file.read_bytes()
    except OSError as error:
        raise EditRefused(f"{file} cannot be read: {error.strerror}. Is it open in Excel?") from error


def require_weight(size: int, shown: str) -> None:
    """Raise EditRefused for a file of so many bytes that it is no list of officers."""
    if size > MOST_BYTES:
        raise EditRefused(
            f"{shown} has more than {MOST_BYTES // 1_000_000} MB, and no list of officers does."
        )


def _first(rows: Rows) -> Rows:
    return rows[:_HEADINGS_WITHIN]


def _headings(row: Sequence[CellValue]) -> dict[SheetColumn, list[int]]:
    """Return which columns a row of headings names, and where; nothing for a row that is none."""
    found: dict[SheetColumn, list[int]] = {}
    for at, written in enumerate(row):
        if isinstance(written, str) and len(written) < 100 and (meant := recognise_heading(written)):  # noqa: PLR2004
            found.setdefault(meant, []).append(at)
    has_who = any(column.location in _WHO for column in found)
    return found if has_who and len(found) >= _FEWEST else {}


def _take_apart(table: Table) -> Sheet:
    best = count_headings(table.rows)
    if not best:
        known = ", ".join(column.heading for column in sheet_columns()[:8])
        raise EditRefused(
            f"No row of this sheet has the names of columns. One of the first {_HEADINGS_WITHIN} rows needs at least "
            f"Name and one more of: {known}, … {FRONT_DOOR} export officers.xlsx makes a sheet with all of them."
        )
    top = next(at for at, row in enumerate(_first(table.rows)) if len(_headings(row)) == best)
    headings = _headings(table.rows[top])
    columns = {column: (places[0], str(table.value(top, places[0]))) for column, places in headings.items()}
    faults = [*_twice(table, top, headings), *_faulty_cells(table, top, columns)]
    notes = [*map(Remark, table.notes), *_about_columns(table, top, headings), *_hidden(table, top)]
    rows = [_row(table, number, columns) for number in range(top + 1, len(table.rows))]
    filled = [row for row in rows if any(not _is_blank(value) for value, _ in row.cells.values())]
    merged_faults, filled = _without_merged(table, top, filled)
    nameless = [row for row in filled if not any(row.text(who) for who in _WHO)]
    faults += [*merged_faults, *_explain_nameless(nameless, rows)]
    people, more, told = _one_row_each([row for row in filled if row not in nameless], columns)
    return Sheet(tuple(people), columns, (*faults, *more), (*notes, *told), table.counts_from_1904)


def _row(table: Table, number: int, columns: Mapping[SheetColumn, tuple[int, str]]) -> SheetRow:
    return SheetRow(
        number, {column: (table.value(number, at), (number, at)) for column, (at, _) in columns.items()}
    )


def _is_blank(value: CellValue) -> bool:
    return isinstance(value, str) and not tidy(value, keep_lines=False)


def _twice(table: Table, top: int, headings: Mapping[SheetColumn, list[int]]) -> Iterator[Remark]:
    for column, places in headings.items():
        if len(places) > 1:
            both = format_list([f'"{table.value(top, at)}" ({cell_name(top, at)})' for at in places])
            yield Remark(f"Several columns are about {column.heading}: {both}. Keep one of them.")


def _faulty_cells(table: Table, top: int, columns: Mapping[SheetColumn, tuple[int, str]]) -> Iterator[Remark]:
    heading_of = dict(columns.values())
    for (row, at), error in sorted(table.faulty.items()):
        if row > top and at in heading_of:
            words = f"{error} is an error of Excel's. Write the words themselves, without a formula."
            yield Remark(words, row, at, heading_of[at])
    for row, at in sorted(table.empty_formulas):
        if row > top and at in heading_of and (row, at) not in table.faulty:
            words = "This is a formula whose result is not in the file. Write the words themselves."
            yield Remark(words, row, at, heading_of[at])


def _about_columns(table: Table, top: int, headings: Mapping[SheetColumn, list[int]]) -> Iterator[Remark]:
    """Yield how a heading is read that is not our own, and which columns are passed over."""
    read = {at: column for column, places in headings.items() for at in places}
    below = table.rows[top + 1 :]
    for at, written in enumerate(table.rows[top]):
        heading = tidy(str(written), keep_lines=False)
        if at in read:
            if heading.casefold() != read[at].heading.casefold():
                yield Remark(f"it is read as {read[at].heading}.", heading=heading)
        elif any(at < len(row) and not _is_blank(row[at]) for row in below):
            name = heading or cell_name(top, at)
            yield Remark("no field is called so, and it is passed over.", heading=name)


def _hidden(table: Table, top: int) -> Iterator[Remark]:
    rows = sorted(number + 1 for number in table.hidden_rows if top < number < len(table.rows))
    if rows:
        shown = ", ".join(map(str, rows[:10])) + (", …" if len(rows) > 10 else "")  # noqa: PLR2004
        yield Remark(f"Hidden rows are read like all others: {shown}.")
    columns = [
        at for at in sorted(table.hidden_columns) if at < len(table.rows[top]) and table.value(top, at)
    ]
    if columns:
        headings = format_list([f'"{table.value(top, at)}"' for at in columns])
        yield Remark(f"Hidden columns are read like all others: {headings}.")


def _without_merged(table: Table, top: int, rows: Iterable[SheetRow]) -> tuple[list[Remark], list[SheetRow]]:
    """Fill each cell that was made one with those above it; cells made one across columns cannot be told apart."""
    filled = {row.number: row for row in rows}
    faults = []
    for (first, left), (last, right) in table.merged:
        if last <= top:
            continue
        if left != right or first <= top:
            name = f"{cell_name(first, left)} to {cell_name(last, right)}"
            faults.append(
                Remark(f"The cells {name} are merged. Unmerge them, and fill in each by itself.", first)
            )
            continue
        for number in range(first + 1, last + 1):
            row = filled.get(number)
            for column, (value, cell) in row.cells.items() if row else ():
                if cell[1] == left and row:
                    cells = {**row.cells, column: (table.value(first, left), cell)}
                    filled[number] = replace(row, cells=cells) if _is_blank(value) else row
    return faults, list(filled.values())


def _explain_nameless(nameless: Sequence[SheetRow], rows: Sequence[SheetRow]) -> Iterator[Remark]:
    by_number = {row.number: row for row in rows}
    for row in nameless:
        above = by_number.get(row.number - 1)
        whose = (above.text(("name",)) or above.text(SHORT_NAME)) if above else ""
        words = "Nobody's name stands in this row."
        if whose:
            words += f" If it goes on about {whose}, put all of it into the row above: several areas fit into one cell."
        yield Remark(words, row.number)


def _one_row_each(
    rows: Sequence[SheetRow], columns: Mapping[SheetColumn, tuple[int, str]]
) -> tuple[list[SheetRow], list[Remark], list[Remark]]:
    """Put together what several rows say of one person, where they do not contradict each other."""
    people: dict[str, SheetRow] = {}
    faults, notes = [], []
    for row in rows:
        key = _key(row)
        if key not in people:
            people[key] = row
            continue
        first = people[key]
        clash = [column for column in row.cells if not column.is_list and _contradict(first, row, column)]
        for column in clash:
            words = f"{_who(row)} stands in row {first.number + 1} too, where it says otherwise. Keep one row for each."
            faults.append(Remark(words, *row.cells[column][1], columns[column][1]))
        if not clash:
            people[key] = _joined(first, row)
            notes.append(
                Remark(
                    f"Rows {first.number + 1} and {row.number + 1} are both about {_who(row)}, and are put together."
                )
            )
    return list(people.values()), faults, notes


def _key(row: SheetRow) -> str:
    return (row.text(SHORT_NAME) or f"name {row.text(('name',))}").casefold()


def _who(row: SheetRow) -> str:
    return row.text(("name",)) or row.text(SHORT_NAME)


def _contradict(first: SheetRow, second: SheetRow, column: SheetColumn) -> bool:
    values = [row.cells[column][0] for row in (first, second)]
    return not any(map(_is_blank, values)) and values[0] != values[1]


def _joined(first: SheetRow, second: SheetRow) -> SheetRow:
    cells = dict(first.cells)
    for column, (value, cell) in second.cells.items():
        before, place = cells[column]
        if _is_blank(before):
            cells[column] = (value, cell)
        elif column.is_list and not _is_blank(value) and value != before:
            cells[column] = (f"{before}\n{value}", place)
    return SheetRow(first.number, cells)
