"""Check the site as continuous integration does, and publish nothing."""

import argparse
import sys
import time
from typing import TYPE_CHECKING

from site_builder.cli.arguments import add_site_options, ours, refuse
from site_builder.cli.build_options import add_making_options, read_build_options
from site_builder.cli.report_options import add_report_options, exit_code, print_report
from site_builder.cli.waiting import Waiting

if TYPE_CHECKING:
    from site_builder.pipeline import BuildOptions, Draft

ABOUT = "look through the content and every page of the site, and publish nothing"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    add_site_options(parser)
    add_making_options(parser)
    add_report_options(parser)
    parser.add_argument(
        "--strict",
        action="store_true",
        help="ask also what matters before the site is put online: a real address, and every day of the coming year",
    )
    parser.add_argument(
        "--external",
        action="store_true",
        help="try also each link to another site, slowly; this takes some minutes and needs the internet",
    )


def run(options: argparse.Namespace) -> int:
    """Check, report, and return the exit code."""
    from site_builder.inspect.gate.check import check_content, summarise_check
    from site_builder.inspect.reports.text import format_outcome
    from site_builder.site.rendering.theme import ThemeError

    started = time.monotonic()
    asked = read_build_options(options)
    try:
        draft = check_content(asked, Waiting(), is_strict=options.strict)
    except ThemeError as refused:
        return refuse(str(refused))
    if options.external:
        is_ours = not options.content and not options.example
        draft = _try_links(draft, asked, is_kept=is_ours)
    built = summarise_check(draft)
    print_report(built, asked, options, format_outcome(built, asked, time.monotonic() - started))
    return exit_code(built)


def _try_links(draft: "Draft", asked: "BuildOptions", *, is_kept: bool) -> "Draft":
    """Try the links to other sites; of our own content, keep for the desk and the status what came of it."""
    from site_builder.desk.editing.status import LINKS_FILE
    from site_builder.inspect.gate.external_links import add_answers, format_link_check, list_outside_links
    from site_builder.inspect.gate.link_checker import HttpSettings, Outcome, ask_all, name_ourselves

    if draft.site is None:
        return draft
    written = list_outside_links(draft)
    print(f"Trying links to other sites: {len(written)} …", file=sys.stderr)
    answers = ask_all(written, HttpSettings(name_ourselves(draft.site.base_url)))
    if is_kept and any(answer.outcome is not Outcome.UNSURE for answer in answers):
        file = ours(".cache") / LINKS_FILE
        file.parent.mkdir(exist_ok=True)
        file.write_text(format_link_check(draft.judged.folders.as_of, written, answers), "utf-8")
    return add_answers(draft, written, answers)
