"""Take in a sheet: choose the file, look at what it would change, or what is wrong in which cell, then agree."""

from hashlib import sha256

from site_builder.desk.acts.deeds import Deed, form_screen
from site_builder.desk.acts.outcomes import NextStep, Outcome
from site_builder.desk.acts.proposal import Proposal
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editor.screens import Answered, Asked, Download, Fault, Screen
from site_builder.desk.editor.workroom import Workroom
from site_builder.desk.sheets.import_words import (
    NOTHING_CHANGES,
    tell_faults,
    tell_plan,
    tell_written,
)
from site_builder.desk.sheets.sheet_export import make_sheet
from site_builder.desk.sheets.sheet_import import ImportPlan, plan_import
from site_builder.desk.sheets.sheet_rows import parse_sheet

URL = "/edit/import/"
_TITLE = "Take in a sheet"
_MOST_KEPT = 3
"""Sheets that wait to be agreed to; each may have 20 MB."""
_NO_FILE = "Choose the sheet: a file that ends in .xlsx or .csv."
_AGAIN = "Choose the sheet again: it is not kept for long."
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _show_form(room: Workroom, asked: Asked, faults: tuple[Fault, ...]) -> Screen:
    return form_screen(_TITLE, "import.html", {"url": URL, "sheet": asked.one("sheet")}, faults)


def _plan(room: Workroom, asked: Asked) -> Proposal:
    digest, name = _take_up(room, asked)
    plan = _import(room, digest, name, asked.one("sheet"))
    heading, *faults = (line.strip() for line in tell_faults(plan, name)) if plan.faults else ("",)
    words = (heading, *tell_plan(plan), *(() if plan.changes or plan.faults else (NOTHING_CHANGES,)))
    sent = (("file", digest), ("name", name))
    return Proposal(words, plan.changes, is_empty=not plan.changes, faults=tuple(faults), sent=sent)


def _take_up(room: Workroom, asked: Asked) -> tuple[str, str]:
    """Keep a sheet that was chosen until it is agreed to; return the mark of it, and its name."""
    upload = asked.uploads.get("file")
    if upload is None or not upload.name:
        if asked.one("file") not in room.deeds.uploads:
            raise EditRefused(_AGAIN if asked.one("file") else _NO_FILE)
        return asked.one("file"), asked.one("name")
    digest = sha256(upload.content).hexdigest()
    uploads = room.deeds.uploads
    uploads.pop(digest, None)
    uploads[digest] = upload.content
    while len(uploads) > _MOST_KEPT:
        del uploads[next(iter(uploads))]
    return digest, upload.name.replace("\\", "/").rpartition("/")[2]


def _import(room: Workroom, digest: str, name: str, sheet: str) -> ImportPlan:
    return plan_import(room.content(), parse_sheet(room.deeds.uploads[digest], name, sheet))


def _do(room: Workroom, asked: Asked, proposal: Proposal, number: str) -> Outcome:
    digest, name = _take_up(room, asked)
    plan = _import(room, digest, name, asked.one("sheet"))
    room.write(proposal.changes)
    del room.deeds.uploads[digest]
    lines = (
        tell_written(plan),
        *(line for line in tell_plan(plan) if plan.missing and line.startswith("In no row")),
    )
    return Outcome("The sheet is taken in", lines, (NextStep("Somebody has left", "/edit/leave/"),))


IMPORT = Deed(URL, _TITLE, "Write this?", "Yes, write this", _show_form, _plan, _do)


def make_officers(room: Workroom, asked: Asked) -> Answered:
    """Give the sheet that goes round."""
    return Download("officers.xlsx", make_sheet(room.content(), ".xlsx").content, _WORKBOOK)
