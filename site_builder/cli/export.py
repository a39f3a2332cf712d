"""Make the sheet of officers that goes round a force."""

import argparse
from pathlib import Path

from site_builder.cli.arguments import CLEAN, add_site_options, content_dir, folder, own_folders
from site_builder.cli.prompts import read_asked_content, saying_why
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.publish.output.last_build import OUTPUT_FOLDERS

ABOUT = "make a sheet of all officers (.xlsx or .csv), for a force to put right"

_AFTERWARDS = f"""\
It holds personal data: send it only to who keeps the list, and delete it when it has come back.
Take it in again, also with other people's changes in it: {FRONT_DOOR} import {{file}}"""


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument("file", type=folder, metavar="FILE", help="the sheet to make, like officers.xlsx")
    parser.add_argument(
        "--force", metavar="NAME", default="", help="only officers of this force, by short name"
    )
    add_site_options(parser)


def run(options: argparse.Namespace) -> int:
    """Write the sheet, and say what is in it."""
    return saying_why(lambda: _export(options))


def _export(options: argparse.Namespace) -> int:
    from site_builder.desk.sheets.sheet_export import ENDINGS, make_sheet, write_sheet

    file: Path = options.file
    if file.suffix.lower() not in ENDINGS:
        raise EditRefused(f'"{file}" should end in {" or ".join(ENDINGS)}.')
    _require_private(options, file)
    if file.exists() and not file.is_file():
        raise EditRefused(f"{file} is no file that can be written.")
    sheet = make_sheet(read_asked_content(options), file.suffix.lower(), options.force)
    write_sheet(file, sheet)
    print("\n".join(sheet.tell_written(file)))
    print(_AFTERWARDS.format(file=file))
    return CLEAN


def _require_private(options: argparse.Namespace, file: Path) -> None:
    """Raise EditRefused for a place from which a sheet would be published or kept."""
    place = file.absolute().resolve()
    for kept in (content_dir(options), *own_folders(*OUTPUT_FOLDERS.values(), "content", "themes")):
        if place.is_relative_to(kept.absolute().resolve()):
            raise EditRefused(
                f"A sheet holds personal data, and {kept} is no place for it. Write it elsewhere."
            )
