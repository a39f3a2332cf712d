"""Say what needs care: what is old, who is missing, what changes by itself and when to build again."""

import argparse
import datetime
from typing import TYPE_CHECKING

from site_builder.cli.arguments import (
    CLEAN,
    CONTENT_PROBLEMS,
    add_site_options,
    as_of,
    content_dir,
    day,
    ours,
    overlay_dir,
    refuse,
)
from site_builder.findings.front_door import FRONT_DOOR

if TYPE_CHECKING:
    from site_builder.content.settings import Site
    from site_builder.content.validation import Records

ABOUT = "say what needs care: what is old, who is missing, what changes by itself and when to build again"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    add_site_options(parser)
    parser.add_argument("--json", action="store_true", help="say the same for a program")
    parser.add_argument(
        "--needs-rebuild-since",
        type=day,
        metavar="DATE",
        help="only say whether a page changed by itself after DATE, the day of the last build: "
        "exit code 0 if the site is still right, 1 if it has to be built again, 2 for a day to come. In a script: "
        f"{FRONT_DOOR} status --needs-rebuild-since DATE || {FRONT_DOOR}. "
        "Changes that people made to files do not count here.",
    )


def run(options: argparse.Namespace) -> int:
    """Print what needs care, and return the exit code."""
    from site_builder.desk.editing.content_state import read_content
    from site_builder.desk.editing.edit_refusals import EditRefused
    from site_builder.desk.editing.status import format_status, status_as_json, take_stock

    try:
        content = read_content(content_dir(options), overlay_dir(options), as_of(options))
    except EditRefused as refused:
        return refuse(str(refused))
    judged, today = content.judged, content.folders.as_of
    if judged.site is None or judged.directory is None:
        words = "\n".join(map(str, judged.findings.sorted()))
        return refuse(f"{words}\nThe settings have to be put right first.")
    if options.needs_rebuild_since:
        return _answer(judged.records, judged.site, options.needs_rebuild_since, today)
    status = take_stock(judged.directory, judged.records, ours(".cache"), len(content.errors))
    print(status_as_json(status) if options.json else format_status(status))
    return CLEAN


def _answer(records: "Records", site: "Site", since: datetime.date, today: datetime.date) -> int:
    from site_builder.desk.editing.status import is_rebuild_needed, rebuild_words, refuse_day_to_come

    if words := refuse_day_to_come(since, today):
        return refuse(words)
    needed = is_rebuild_needed(records, site, since, today)
    print(rebuild_words(since, needed=needed))
    return CONTENT_PROBLEMS if needed else CLEAN
