"""Take a sheet of officers in again: show what it changes, ask, and write only that."""

import argparse
import datetime
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from site_builder.cli.arguments import CLEAN, CONTENT_PROBLEMS, add_site_options, folder
from site_builder.cli.prompts import (
    STOPPED,
    ask,
    ask_yes,
    can_ask,
    read_asked_content,
    read_day_argument,
    saying_why,
)
from site_builder.desk.editing.edit_refusals import EditRefused

if TYPE_CHECKING:
    from site_builder.desk.sheets.sheet_import import ImportPlan

ABOUT = "take a sheet of officers in again (.xlsx or .csv): show what it changes, ask, and write it"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument("file", type=folder, metavar="FILE", help="the sheet, like officers.xlsx")
    parser.add_argument(
        "--sheet", metavar="NAME", default="", help="which sheet of a workbook, if several list officers"
    )
    parser.add_argument("--yes", action="store_true", help="write it without asking")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    add_site_options(parser)


def run(options: argparse.Namespace) -> int:
    """Say what the sheet changes, ask, and write it."""
    return saying_why(lambda: _import(options))


def _import(options: argparse.Namespace) -> int:
    from site_builder.desk.sheets.import_words import NOTHING_CHANGES, tell_faults, tell_plan
    from site_builder.desk.sheets.sheet_import import plan_import
    from site_builder.desk.sheets.sheet_rows import read_sheet

    sheet = read_sheet(options.file, options.sheet)
    plan = plan_import(read_asked_content(options), sheet)
    for line in tell_plan(plan):
        print(line)
    if plan.faults:
        print("\n".join(tell_faults(plan, str(options.file))), file=sys.stderr)
        return CONTENT_PROBLEMS
    if not plan.changes:
        print(NOTHING_CHANGES)
    elif options.dry_run:
        print("Nothing was written. Without --dry-run you are asked, and it is.")
    else:
        _write(options, plan)
    if plan.missing and can_ask() and not (options.yes or options.dry_run):
        _ask_who_left(options, plan.missing)
    return CLEAN


def _write(options: argparse.Namespace, plan: "ImportPlan") -> None:
    from site_builder.desk.editing.file_changes import write_changes
    from site_builder.desk.sheets.import_words import tell_written

    if not options.yes:
        if not can_ask():
            raise EditRefused("Nothing was written yet. To do it, add --yes.")
        if not ask_yes("Write this?"):
            raise EditRefused(STOPPED)
    write_changes(plan.changes)
    print(tell_written(plan))


def _ask_who_left(options: argparse.Namespace, missing: Sequence[str]) -> None:
    """Ask of each officer who stands in no row for a last day; whoever has none stays as they are."""
    from site_builder.desk.editing.file_changes import write_changes
    from site_builder.desk.editing.record_changes import plan_leave

    if not ask_yes("Has one of them left?"):
        return
    for slug in missing:
        if day := _ask_last_day(slug):
            edit = plan_leave(read_asked_content(options), slug, day)
            write_changes(edit.changes)
            print("\n".join(edit.words))


def _ask_last_day(slug: str) -> datetime.date | None:
    while answer := ask(f"The last day of {slug}, like 2026-12-31 (Enter if there is none): "):
        try:
            return read_day_argument(answer)
        except argparse.ArgumentTypeError as error:
            print(f"{error}.")
    return None
