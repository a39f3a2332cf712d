"""Read an Excel workbook (.xlsx) by python-calamine, after its size is known and whatever else it packs is left out.

What is needed for it is in requirements/sheets.lock, and is imported only here and in `workbook_writing`.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.sheets.tables import Cell, CellValue, Rows, Table
from site_builder.desk.sheets.workbook_marks import SheetMarks, Unusual, read_book, read_marks
from site_builder.findings.front_door import say_how_to_add
from site_builder.language.wording import format_list

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

T = TypeVar("T")
MOST_UNPACKED, _MOST_PARTS = 60_000_000, 2_000
"""Bytes of all parts that are read, unpacked, and how many parts there may be."""
_PIECE = 1 << 16
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SAVE = 'Open it in Excel or LibreOffice and save it as "Excel Workbook (.xlsx)".'
_DAMAGED = f"This workbook is damaged and cannot be read. {_SAVE}"
_BEGINNINGS = (
    (b"%PDF", "This is a PDF, which nobody can read cells from."),
    (b"<", "This is a page of the web (or another text in tags), whatever its name says."),
    (b"{\\rtf", "This is a letter, whatever its name says."),
)


def is_workbook(content: bytes) -> bool:
    """Return whether these bytes are packed as a workbook; raise EditRefused for another kind of file."""
    if content.startswith(_OLD_OFFICE):
        if _LOCKED in content:
            raise EditRefused(
                "This workbook has a password. Open it in Excel and take the password out (File, Info), then save it."
            )
        raise EditRefused(f"This is a file of an Excel before 2007 (.xls), whatever its name says. {_SAVE}")
    for beginning, words in _BEGINNINGS:
        if content.lstrip().startswith(beginning):
            raise EditRefused(f"{words} {_SAVE}")
    return content.startswith(b"PK")


def read_workbook(content: bytes, wanted: str, count_headings: Callable[[Rows], int]) -> Table:
    """Return the one sheet that lists officers, or that of the name `wanted`."""
    parts = _unpack(content)
    try:
        book = read_book(parts)
        if wanted and wanted not in book.sheets:
            raise EditRefused(f'There is no sheet "{wanted}". The sheets are: {", ".join(book.sheets)}.')
        names = [wanted] if wanted else [name for name in book.sheets if name not in book.hidden]
        marks = {name: read_marks(parts[book.sheets[name]]) for name in names if book.sheets[name] in parts}
    except Unusual as error:
        raise EditRefused(_DAMAGED) from error
    tables = [table for table in _tables(_pack(parts), marks, counts_from_1904=book.counts_from_1904)]
    with_officers = [table for table in tables if count_headings(table.rows)] or tables[:1]
    if len(with_officers) > 1:
        sheets = format_list([f'"{table.name}"' for table in with_officers])
        raise EditRefused(f"Several sheets list officers: {sheets}. Say which, like --sheet NAME.")
    if not with_officers:
        raise EditRefused("This workbook has no sheet that can be seen.")
    return with_officers[0]


def _tables(packed: bytes, marks: Mapping[str, SheetMarks], *, counts_from_1904: bool) -> Iterator[Table]:
    book = _open(packed)
    for name, marked in marks.items():
        rows, merged = _read_sheet(book, name)
        yield Table(
            name,
            rows,
            marked.faulty,
            frozenset(at for at in marked.formulas if Table(name, rows).value(*at) == ""),
            merged,
            frozenset(marked.hidden_rows),
            frozenset(marked.hidden_columns),
            counts_from_1904,
        )


def _open(packed: bytes) -> "CalamineWorkbook":
    try:
        from python_calamine import CalamineWorkbook  # noqa: PLC0415 (only a workbook needs it)
    except ImportError as error:
        raise EditRefused(
            "Workbooks need packages that are not here. " + say_how_to_add("sheets", "import officers.xlsx")
        ) from error
    return _guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(packed)))


def _read_sheet(
    book: "CalamineWorkbook", name: str
) -> tuple[list[list[CellValue]], tuple[tuple[Cell, Cell], ...]]:
    sheet = _guarded(lambda: book.get_sheet_by_name(name))
    rows = _guarded(lambda: sheet.to_python(skip_empty_area=False))
    return rows, tuple(sheet.merged_cell_ranges or ())


def _guarded(read: Callable[[], T]) -> T:
    try:
        return read()
    except (KeyboardInterrupt, MemoryError):
        raise
    except (
        BaseException
    ) as error:  # whatever the library says of broken bytes: a panic of Rust is no Exception
        raise EditRefused(_DAMAGED) from error


def _unpack(content: bytes) -> dict[str, bytes]:
    """Return the parts that hold cells, unpacked piece by piece: what a file says of its own size may be a lie."""
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_workbook(archive)
            left = MOST_UNPACKED
            for member in archive.infolist():
                if member.filename.endswith((".xml", ".rels")):
                    parts[member.filename.lstrip("/")] = part = _unpack_part(archive, member, left)
                    left -= len(part)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise EditRefused(_DAMAGED) from error
    return parts


def _unpack_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    unpacked = io.BytesIO()
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            unpacked.write(piece)
            if unpacked.tell() > most:
                raise EditRefused(
                    f"Unpacked, this workbook has more than {MOST_UNPACKED // 1_000_000} MB, and no list of officers "
                    "does. Copy the list into a new workbook."
                )
    return unpacked.getvalue()


def _require_workbook(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if len(names) > _MOST_PARTS:
        raise EditRefused(
            f"This workbook is made of {len(names):,} parts, and no list of officers is. {_SAVE}"
        )
    if "xl/workbook.xml" in (name.lstrip("/") for name in names):
        return
    if "content.xml" in names:
        raise EditRefused(
            f"This is a file of LibreOffice or OpenOffice (.ods), whatever its name says. {_SAVE}"
        )
    raise EditRefused(f"This is packed like a workbook and is none that can be read here. {_SAVE}")


def _pack(parts: Mapping[str, bytes]) -> bytes:
    """Return the workbook again: with what was unpacked here and nothing else."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()
