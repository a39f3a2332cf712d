"""Take a sheet of officers in again: show what it changes, ask, and write only that."""

import argparse
import datetime
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
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
from site_builder.language.wording import format_count

if TYPE_CHECKING:
    from site_builder.desk.sheets.sheet_import import ImportPlan
    from site_builder.desk.sheets.sheet_rows import Remark

ABOUT = "take a sheet of officers in again (.xlsx or .csv): show what it changes, ask, and write it"

_FEW = 5
"""So many of the same words on one column are told one by one; of more, the first and how many."""
_MANY = 30
_MISSING = """\
In no row, and not touched: {names}.
If one of them has left: python3 build.py leave NAME --on DATE"""


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
    from site_builder.desk.sheets.sheet_import import plan_import
    from site_builder.desk.sheets.sheet_rows import read_sheet

    sheet = read_sheet(options.file, options.sheet)
    plan = plan_import(read_asked_content(options), sheet)
    _tell(plan)
    if plan.faults:
        count = format_count(len(plan.faults), "mistake")
        print(f"\n{options.file}: {count}. Nothing was written.", file=sys.stderr)
        print("\n".join(f"  {fault}" for fault in _in_order(plan.faults)), file=sys.stderr)
        return CONTENT_PROBLEMS
    if not plan.changes:
        print("Nothing changes: the files say all of this already.")
    elif options.dry_run:
        print("Nothing was written. Without --dry-run you are asked, and it is.")
    else:
        _write(options, plan)
    if plan.missing and can_ask() and not (options.yes or options.dry_run):
        _ask_who_left(options, plan.missing)
    return CLEAN


def _write(options: argparse.Namespace, plan: "ImportPlan") -> None:
    from site_builder.desk.editing.file_changes import write_changes

    if not options.yes:
        if not can_ask():
            raise EditRefused("Nothing was written yet. To do it, add --yes.")
        if not ask_yes("Write this?"):
            raise EditRefused(STOPPED)
    write_changes(plan.changes)
    print(f"Written: {format_count(len(plan.changes), 'file')}. Next: build and look: python3 build.py")


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


def _tell(plan: "ImportPlan") -> None:
    for note in _grouped(_in_order(plan.notes)):
        print(note)
    if not plan.faults:
        print("\n".join(plan.words), end="\n" * bool(plan.words))
    new = sum(change.before is None for change in plan.changes)
    changed = len(plan.changes) - new
    if plan.changes:
        print(f"\n{format_count(changed, 'file')} would change, and {new:,} would be new.")
    if plan.missing:
        more = f" and {len(plan.missing) - _MANY:,} more" if len(plan.missing) > _MANY else ""
        print(_MISSING.format(names=", ".join(plan.missing[:_MANY]) + more))


def _in_order(remarks: "Iterable[Remark]") -> "list[Remark]":
    return sorted(remarks, key=lambda one: (-1 if one.row is None else one.row, one.column or 0))


def _grouped(remarks: "Sequence[Remark]") -> Iterable[str]:
    """Yield each remark; of many that say the same of one column the first, and how many there are."""
    times = Counter((one.heading, one.words) for one in remarks)
    seen = set()
    for one in remarks:
        key = one.heading, one.words
        if times[key] <= _FEW:
            yield str(one)
        elif key not in seen:
            seen.add(key)
            yield f"{one} So also in {times[key] - 1:,} other rows."
