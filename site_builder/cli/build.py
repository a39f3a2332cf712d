"""Build and publish the site: the command that runs when none is named."""

import argparse
import gc
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.cli.arguments import add_site_options, folder, refuse
from site_builder.cli.build_options import add_making_options, read_build_options
from site_builder.cli.plain_output import show_without_orders
from site_builder.cli.report_options import (
    add_report_options,
    describe_in_words,
    exit_code,
    print_report,
)
from site_builder.cli.waiting import Waiting
from site_builder.publish.output.changes import Changes
from site_builder.publish.output.last_build import Doubt, describe_inputs, write_record
from site_builder.publish.output.output_folder import locate_output

if TYPE_CHECKING:
    from site_builder.pipeline import BuildOptions, Built

ABOUT = "read the content and publish the site into a folder (this happens when you name no command)"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    add_site_options(parser)
    parser.add_argument("--output", type=folder, metavar="DIR", help="the folder to publish into (public)")
    add_making_options(parser)
    add_report_options(parser)
    parser.add_argument(
        "--fix",
        action="store_true",
        help="first put right what is sure: misspelt fields, spaces, capitals, numbers, lists",
    )
    parser.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="NAME",
        help="a file or folder in the output to carry over",
    )


def run(options: argparse.Namespace) -> int:
    """Build, report, and return the exit code."""
    gc.set_threshold(1_000_000, 20, 50)  # hardly anything that a build makes is let go of before its end
    from site_builder.desk.editing.edit_refusals import EditRefused
    from site_builder.inspect.reports.text import format_outcome
    from site_builder.pipeline import build_site
    from site_builder.publish.output.publish_refusals import PublishRefused
    from site_builder.site.rendering.theme import ThemeError

    started = time.monotonic()
    gc.freeze()  # nor are the modules
    asked = read_build_options(options, options.output, frozenset(options.keep))
    asked = replace(asked, store_file=locate_output(asked.output_dir).store_file)
    inputs = _describe_inputs(asked)
    try:
        built = build_site(asked, Waiting())
        while options.fix and _mend(built):
            built = build_site(asked, Waiting())
    except (EditRefused, ThemeError, PublishRefused) as refused:
        return refuse(f"{refused}\nNothing was published. The site in {asked.output_dir} is unchanged.")
    if built.was_damaged:
        print("What the last build had left could not be read, so all was made anew.", file=sys.stderr)
    print_report(built, asked, options, format_outcome(built, asked, time.monotonic() - started))
    if inputs and built.changes and built.changes.left and options.format == "text":
        _remember(built, asked, options, inputs)
    return exit_code(built)


def _describe_inputs(asked: "BuildOptions") -> dict[str, object]:
    """Return what the build is made from, or nothing where a change of that could not be noticed later."""
    folders: list[Path] = [asked.content_dir, asked.themes_dir]
    folders += [asked.overlay_dir] if asked.overlay_dir else []
    folders += [locate_output(asked.output_dir).paper_dir]
    try:
        return describe_inputs(map(str, folders))
    except (Doubt, OSError):
        return {}


def _remember(
    built: "Built", asked: "BuildOptions", options: argparse.Namespace, inputs: dict[str, object]
) -> None:
    """Let the same words be answered at once for as long as nothing changes."""
    from site_builder.inspect.reports.text import format_outcome

    assert built.changes is not None
    again = replace(built, changes=Changes(left=built.changes.left))
    words = describe_in_words(again, format_outcome(again, asked, 0), each=options.warnings)
    report = show_without_orders(words)
    with suppress(OSError):  # a disk that takes no record costs time, not a site
        write_record(options.words, str(asked.output_dir), inputs, built.changes.left, report, built.day_ends)


def _mend(built: "Built") -> bool:
    """Put right what is sure, say what was done, and return whether there was anything."""
    from site_builder.desk.editing.fixes import clean_photos, mend_files

    mended = mend_files(built.findings.diagnostics)
    for line in mended:
        print(f"{line.path}:{line.line}: put right\n    - {line.before}\n    + {line.after}", file=sys.stderr)
    cleaned = clean_photos(built.findings.diagnostics)
    for path in cleaned:
        print(
            f"{path}: what the camera wrote into it is taken out, and the picture is the same",
            file=sys.stderr,
        )
    return bool(mended or cleaned)
