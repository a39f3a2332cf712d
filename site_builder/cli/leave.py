"""Write down an officer's last day."""

import argparse

from site_builder.cli.arguments import CLEAN, add_site_options
from site_builder.cli.prompts import read_asked_content, read_day_argument, saying_why

ABOUT = "an officer leaves: write down the last day"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument(
        "slug", metavar="OFFICER", help="the officer's short name: the file's name without .md"
    )
    parser.add_argument(
        "--on", type=read_day_argument, required=True, metavar="DATE", help="the last day, like 2026-12-31"
    )
    parser.add_argument(
        "--covered-by", metavar="OFFICER", default="", help="another officer, who covers until then"
    )
    add_site_options(parser)


def run(options: argparse.Namespace) -> int:
    """Change the officer's file and say so."""
    return saying_why(lambda: _leave(options))


def _leave(options: argparse.Namespace) -> int:
    from site_builder.desk.editing.file_changes import write_changes
    from site_builder.desk.editing.record_changes import plan_leave

    edit = plan_leave(read_asked_content(options), options.slug, options.on, options.covered_by)
    write_changes(edit.changes)
    print("\n".join(edit.words))
    return CLEAN
