"""Take an officer out of the directory."""

import argparse

from site_builder.cli.arguments import CLEAN, add_site_options
from site_builder.cli.prompts import STOPPED, ask_yes, can_ask, read_asked_content, saying_why
from site_builder.desk.editing.edit_refusals import EditRefused

ABOUT = "take an officer out: the file, the picture, and every field that names them"

_WHAT_REMAINS = """\
The published site still shows the officer until you build and publish again: python3 build.py
The history of the repository still holds the name and the picture. If they must go from there too, ask whoever looks
after the repository to take these files out of its history (with git filter-repo), and everybody with a copy to fetch
it anew. Search engines and web archives may keep old pages for a while: ask them to take the page out."""


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument(
        "slug", metavar="OFFICER", help="the officer's short name: the file's name without .md"
    )
    parser.add_argument("--yes", action="store_true", help="do it without asking")
    add_site_options(parser)


def run(options: argparse.Namespace) -> int:
    """Say what would change, ask, change it, and say what remains to be done."""
    return saying_why(lambda: _remove(options))


def _remove(options: argparse.Namespace) -> int:
    from site_builder.desk.editing.file_changes import write_changes
    from site_builder.desk.editing.removal import plan_removal

    removal = plan_removal(read_asked_content(options), options.slug)
    print("\n".join(removal.words))
    if not options.yes:
        if not can_ask():
            raise EditRefused("Nothing was changed yet. To do it, add --yes.")
        if not ask_yes("Do this?"):
            raise EditRefused(STOPPED)
    write_changes(removal.changes)
    print("\nDone.")
    if removal.mentions:
        print("The officer is still named here. Change these lines by hand:")
        print("\n".join(f"  {place}" for place in removal.mentions))
    print(_WHAT_REMAINS)
    return CLEAN
