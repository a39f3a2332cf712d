"""The sheet that goes round: a row for each officer who may still be shown, as a workbook or as plain text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.content.csv_tables import format_texts
from site_builder.content.document import Document
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.sheets.cell_values import shown
from site_builder.desk.sheets.officer_files import officers_here, slugs_of_leavers, written_at
from site_builder.desk.sheets.sheet_columns import sheet_columns
from site_builder.desk.sheets.workbook_writing import format_workbook
from site_builder.findings.diagnostics import suggest
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.language.wording import format_count

ENDINGS = (".xlsx", ".csv")
NEW_FILE_MODE = 0o600
"""A sheet holds what people agreed to have published and more, so it is its owner's alone."""


@dataclass(frozen=True)
class OfficerSheet:
    """A sheet as bytes, how many officers are in it, and whose files are not: each with the reason."""

    content: bytes
    count: int
    left_out: tuple[str, ...]

    def tell_written(self, file: Path) -> Iterator[str]:
        """Yield what was written where, in lines."""
        yield f"Written: {file}, with {format_count(self.count, 'officer')}."
        yield from ["Left out:", *(f"  {one}" for one in self.left_out)] if self.left_out else ()


def make_sheet(content: Content, ending: str, force: str = "") -> OfficerSheet:
    """Return the officers of all forces, or of one, as a file with this ending."""
    wanted = set(_of_force(content, force)) if force else None
    gone = slugs_of_leavers(content)
    documents, left_out = [], []
    for source, document in officers_here(content):
        if document is None:
            left_out.append(f"{source.path}: its fields cannot be read")
        elif source.slug in gone:
            left_out.append(f"{source.path}: the last day has passed. Run {FRONT_DOOR} remove {source.slug}")
        elif wanted is None or wanted.intersection(_areas(document)):
            documents.append(document)
    rows = [_row(document) for document in documents]
    made = (
        _format_csv(rows)
        if ending == ".csv"
        else format_workbook(rows, _lists(content), content.folders.as_of)
    )
    return OfficerSheet(made, len(rows), tuple(left_out))


def write_sheet(file: Path, sheet: OfficerSheet) -> None:
    """Write a sheet, for its owner alone; raise EditRefused where that cannot be done."""
    try:
        file.unlink(missing_ok=True)
        file.touch(NEW_FILE_MODE, exist_ok=False)
        file.write_bytes(sheet.content)
    except OSError as error:
        raise EditRefused(f"{file} cannot be written: {error.strerror}. Is it open in Excel?") from error


def _of_force(content: Content, force: str) -> Iterator[str]:
    forces = sorted({area.force for area in content.records.boroughs})
    if force not in forces:
        hint = suggest(force, forces) or f"The forces are: {', '.join(forces)}."
        raise EditRefused(f'There is no force called "{force}". {hint}')
    yield from (area.slug for area in content.records.boroughs if area.force == force)


def _areas(document: Document) -> Sequence[str]:
    areas = written_at(document, ("boroughs",))
    return [areas] if isinstance(areas, str) else areas


def _row(document: Document) -> list[str]:
    return [shown(column, written_at(document, column.location)) for column in sheet_columns()]


def _format_csv(rows: Sequence[Sequence[str]]) -> bytes:
    return format_texts([[column.heading for column in sheet_columns()], *rows])


def _lists(content: Content) -> dict[str, list[str]]:
    """Return the short names that cells can hold, by the kind of record they name."""
    kinds = {column.names for column in sheet_columns() if column.names}
    return {kind: sorted(content.names(kind).shown) for kind in sorted(kinds)}
