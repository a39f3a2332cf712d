"""Make the sheets for paper: posters, a leaflet and cards of each area, as PDF that everybody can read."""

import argparse
import sys
from typing import TYPE_CHECKING

from site_builder.cli.arguments import (
    CLEAN,
    CONTENT_PROBLEMS,
    SETTINGS_PROBLEMS,
    add_site_options,
    folder,
    refuse,
)
from site_builder.cli.build_options import add_making_options, read_build_options
from site_builder.cli.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.publish.output.paper_shelf import Shelf
    from site_builder.site.pages.papers import PaperJob

ABOUT = "make posters, leaflets and wallet cards as PDF, for the next build to publish"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument(
        "areas",
        nargs="*",
        metavar="AREA",
        help="an area's short name; without any, the sheets of all are made",
    )
    add_site_options(parser)
    parser.add_argument(
        "--output", type=folder, metavar="DIR", help="the folder that the site is published into (public)"
    )
    add_making_options(parser)


def run(options: argparse.Namespace) -> int:
    """Make what is missing, drop what is no longer right, and return the exit code."""
    from site_builder.findings.diagnostics import suggest
    from site_builder.pipeline import judge_site, shelf_of
    from site_builder.publish.printing.press import PressRefused
    from site_builder.site.pages.papers import make_paper_planner

    asked = read_build_options(options, options.output)
    judged = judge_site(asked)
    if judged.directory is None or not judged.findings.publishable:
        errors = map(str, judged.findings.errors)
        print("\n".join([*errors, "Put this right first. Nothing was printed."]), file=sys.stderr)
        return CONTENT_PROBLEMS if judged.directory else SETTINGS_PROBLEMS
    known = [area.borough.slug for area in judged.directory.areas]
    for name in set(options.areas).difference(known):
        hint = suggest(name, known) or "Write its short name: that of its file, without .md."
        return refuse(f'There is no area "{name}". {hint}')
    shelf, jobs = shelf_of(asked), [*make_paper_planner(judged.directory).jobs()]
    shelf.forget_others(job.key for job in jobs)
    wanted = [job for job in jobs if not options.areas or job.area in options.areas]
    try:
        return _print(shelf, wanted)
    except PressRefused as refused:
        return refuse(str(refused))


def _print(shelf: "Shelf", jobs: "list[PaperJob]") -> int:
    missing = [job for job in jobs if job.key not in shelf.printed]
    refusals = [*_make(shelf, missing)]
    print("\n".join(refusals), end="\n" * bool(refusals), file=sys.stderr)
    made, right = len(missing) - len(refusals), len(jobs) - len(missing)
    print(f"Made {made:,} sheets; {right:,} were right already. They lie in {shelf.folder}.")
    print("To publish them, build the site as usual.")
    return CONTENT_PROBLEMS if refusals else CLEAN


def _make(shelf: "Shelf", jobs: "list[PaperJob]") -> "Iterable[str]":
    """Make these sheets, and yield why one cannot be made."""
    from site_builder.publish.printing.press import PressRefused, ready_press

    if not jobs:
        return
    set_sheet = ready_press()
    for job in Waiting()(jobs, "Printing", len(jobs)):
        try:
            shelf.put(job, set_sheet(job))
        except PressRefused as refused:
            yield str(refused)
