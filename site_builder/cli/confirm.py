"""Write down that somebody made sure: an officer's page or a way to report is still true."""

import argparse

from site_builder.cli.arguments import CLEAN, add_site_options
from site_builder.cli.prompts import ask_needed, read_asked_content, read_day_argument, saying_why

ABOUT = "an officer or a way to report was checked: write down when, by whom and how"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument("slug", metavar="NAME", help="the short name: the file's name without .md")
    parser.add_argument("--by", metavar="WHO", help='who checked; a role is enough, like "Comms team"')
    parser.add_argument("--how", metavar="HOW", help='how, like "rang the number"')
    parser.add_argument("--on", type=read_day_argument, metavar="DATE", help="the day of the check (today)")
    add_site_options(parser)


def run(options: argparse.Namespace) -> int:
    """Change the file and say so."""
    return saying_why(lambda: _confirm(options))


def _confirm(options: argparse.Namespace) -> int:
    from site_builder.desk.editing.content_state import find_source
    from site_builder.desk.editing.file_changes import write_changes
    from site_builder.desk.editing.record_changes import plan_confirm

    content = read_asked_content(options)
    find_source(
        content, options.slug, ("officer", "channel")
    )  # nobody should answer for a name that is wrong
    by = options.by or ask_needed("Who checked? A role is enough, like: Comms team", "--by")
    how = options.how or ask_needed("How? Like: rang the number", "--how")
    edit = plan_confirm(content, options.slug, options.on or content.folders.as_of, by, how)
    write_changes(edit.changes)
    print("\n".join(edit.words))
    return CLEAN
