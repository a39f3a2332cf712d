"""Write an Excel workbook by XlsxWriter: text in every cell, help and lists of choices at each, and a sheet How to.

What is needed for it is in requirements/sheets.lock, and is imported only here and in `workbook_reading`.
"""

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.sheets.sheet_columns import SheetColumn, sheet_columns
from site_builder.findings.front_door import say_how_to_add

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

OFFICERS, HOW_TO, NAMES = "Officers", "How to", "Names"
_FOR_NEW_ONES = 200
"""Rows below the last that have help and lists too."""
_LONGEST_HELP, _LONGEST_CHOICES = 255, 255
"""Letters that Excel takes."""
_WIDTH, _WIDE = 18, 42
_HOW_TO = (
    "One row for each officer. Change what is wrong, and send the sheet back.",
    "Leave the short names as they are. A new officer gets a row below the others, with no short name.",
    "Several areas, or languages, fit into one cell, with semicolons between: ashwick; elderholt. Of what somebody "
    "helps with each stands on a line of its own (Alt and Enter).",
    "An empty cell takes out what was there. A row that you delete changes nothing: say so instead.",
    "Grey columns are for reading. What an officer agreed to is not changed by a sheet.",
    "This sheet holds personal data. Send it to nobody who does not need it, and delete it when it has come back.",
)


def format_workbook(
    rows: Sequence[Sequence[str]], names: Mapping[str, Sequence[str]], day: datetime.date
) -> bytes:
    """Return a workbook with these rows; `names` are those that cells can hold, by kind, and `day` dates the file."""
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415 (only a workbook needs it)
    except ImportError as error:
        raise EditRefused(
            "Workbooks need packages that are not here; a table that ends in .csv needs none. "
            + say_how_to_add("sheets", "export officers.xlsx")
        ) from error
    stream = io.BytesIO()
    made = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made.set_properties({"created": datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)})
    sheet = made.add_worksheet(OFFICERS)
    _write_rows(made, sheet, rows)
    _explain(made, made.add_worksheet(HOW_TO))
    ranges = _list_names(made.add_worksheet(NAMES), names)
    for at, column in enumerate(sheet_columns()):
        sheet.data_validation(1, at, len(rows) + _FOR_NEW_ONES, at, _help(column, ranges))
    made.close()
    return stream.getvalue()


def _write_rows(made: "Workbook", sheet: "Worksheet", rows: Sequence[Sequence[str]]) -> None:
    text: dict[str, Any] = {"num_format": "@", "text_wrap": True, "valign": "top"}
    plain, grey = made.add_format(text), made.add_format({**text, "bg_color": "#EDEDED"})
    bold = made.add_format({**text, "bold": True, "bottom": 1})
    for at, column in enumerate(sheet_columns()):
        look = grey if column.is_for_reading else plain
        sheet.set_column(at, at, _WIDE if column.form == "lines" else _WIDTH, look)
        sheet.write_string(0, at, column.heading, bold)
        for number, row in enumerate(rows, 1):
            if row[at]:
                sheet.write_string(number, at, row[at], look)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows), len(sheet_columns()) - 1)


def _explain(made: "Workbook", sheet: "Worksheet") -> None:
    look, bold = made.add_format({"text_wrap": True, "valign": "top"}), made.add_format({"bold": True})
    for at, width in enumerate((22, 70, 42, 34)):
        sheet.set_column(at, at, width, look)
    for number, words in enumerate(_HOW_TO):
        sheet.merge_range(number, 0, number, 3, words, look)
        sheet.set_row(number, 30)
    top = len(_HOW_TO) + 1
    for at, heading in enumerate(("The column", "What it is", "One of", "Like this")):
        sheet.write_string(top, at, heading, bold)
    for number, column in enumerate(sheet_columns(), top + 1):
        one_of = ", ".join(column.choices) or (f"the names in the sheet {NAMES}" if column.names else "")
        for at, words in enumerate((column.heading, column.words, one_of, column.example)):
            sheet.write_string(number, at, words, look)


def _list_names(sheet: "Worksheet", names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Write the names down, each kind in a column; return where each kind stands, as a list of choices needs it."""
    ranges = {}
    for at, (kind, known) in enumerate(names.items()):
        sheet.set_column(at, at, _WIDE)
        for number, name in enumerate(known):
            sheet.write_string(number, at, name)
        letter = chr(ord("A") + at)
        ranges[kind] = f"={NAMES}!${letter}$1:${letter}${max(1, len(known))}"
    return ranges


def _help(column: SheetColumn, ranges: Mapping[str, str]) -> dict[str, Any]:
    """Return what Excel shows at a cell, and what it lets stand there: where several fit, every text."""
    words = f"For reading. {column.words}" if column.is_for_reading else column.words
    shown = {"input_title": column.heading[:32], "input_message": _shortened(words)}
    if column.choices and len(",".join(column.choices)) <= _LONGEST_CHOICES:
        return {
            **shown,
            "validate": "list",
            "source": list(column.choices),
            "error_message": "Choose one of the list.",
        }
    if column.names:
        return {**shown, "validate": "list", "source": ranges[column.names], "show_error": False}
    return {**shown, "validate": "any"}


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_HELP else f"{words[: _LONGEST_HELP - 2].rsplit(' ', 1)[0]} …"
