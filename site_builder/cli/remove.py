"""Take an officer out of the directory."""

import argparse
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.cli.arguments import CLEAN, add_site_options, ours, photo_cache_dir
from site_builder.cli.prompts import STOPPED, ask, ask_yes, can_ask, read_asked_content, saying_why
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.publish.output.last_build import OUTPUT_FOLDERS

if TYPE_CHECKING:
    from site_builder.content.traces.person_in_text import Person
    from site_builder.desk.editing.content_state import Content
    from site_builder.desk.editing.mentions import Mention

ABOUT = "take an officer out: the file, the picture, and every place that names them"

_WHAT_REMAINS = """\
The published site still shows the officer until you build and publish again:
  python3 build.py
  python3 build.py deploy TARGET --forget
Then ask whether they are gone, here and on the host. Only that can say that it is done:
  {proof} --host TARGET --url https://…"""


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument(
        "slug", metavar="OFFICER", help="the officer's short name: the file's name without .md"
    )
    parser.add_argument("--yes", action="store_true", help="do it without asking")
    parser.add_argument(
        "--mend",
        action="store_true",
        help="take out, without asking, each sentence that names them, and delete what other programs left",
    )
    add_site_options(parser)


def run(options: argparse.Namespace) -> int:
    """Say what would change, ask, change it, and say what remains to be done."""
    return saying_why(lambda: _remove(options))


def _remove(options: argparse.Namespace) -> int:
    from site_builder.desk.editing.file_changes import write_changes
    from site_builder.desk.editing.removal import plan_removal
    from site_builder.publish.takedown.forgetting import forget_last_build

    removal = plan_removal(read_asked_content(options), options.slug)
    print("\n".join(removal.words))
    if not options.yes:
        if not can_ask():
            raise EditRefused("Nothing was changed yet. To do it, add --yes.")
        if not ask_yes("Do this?"):
            raise EditRefused(STOPPED)
    write_changes(removal.changes)
    print("\nThe officer is out of the fields, the links and the lists.")
    _mend(removal.after, removal.person, without_asking=options.mend)
    if not options.content:
        forget_last_build(ours(OUTPUT_FOLDERS[options.example]), photo_cache_dir(options))
    print(_WHAT_REMAINS.format(proof=_proof(removal.person)))
    return CLEAN


def _mend(after: "Content", person: "Person", *, without_asking: bool) -> None:
    """Mend each place that still names them, or have it mended; say which are left."""
    from site_builder.desk.editing.mentions import find_mentions

    seen: set[tuple[Path, str, str]] = set()
    while mention := next((one for one in find_mentions(after, person) if _key(one) not in seen), None):
        seen.add(_key(mention))
        if without_asking and mention.mend:
            _write(mention)
        elif can_ask():
            _offer(mention)
    left = list(find_mentions(after, person))
    _list(
        "The officer is still named here. Change these places by hand:", (one for one in left if one.is_sure)
    )
    _list(
        "Only the surname stands here. Look whether it is theirs:", (one for one in left if not one.is_sure)
    )


def _key(mention: "Mention") -> tuple[Path, str, str]:
    return mention.file, mention.words, mention.mend


def _offer(mention: "Mention") -> None:
    """Show a place, and do to it what the editor says."""
    print(f"\n{mention.place}\n  {mention.words}")
    if mention.mend:
        if ask_yes(f"{mention.mend[:1].upper()}{mention.mend[1:]}?"):
            _write(mention)
    elif mention.line and (written := ask("Write the line as it should be, or press Enter to leave it.\n> ")):
        _write(mention.with_line(written))


def _write(mention: "Mention") -> None:
    from site_builder.desk.editing.file_changes import write_changes

    write_changes([mention.change])
    print(f"{mention.place}: {mention.mend or 'the line is changed'}.")


def _list(heading: str, mentions: "Iterator[Mention]") -> None:
    lines = [f"  {mention.place}  {mention.words}" for mention in mentions]
    if lines:
        print("\n".join([heading, *lines]))


def _proof(person: "Person") -> str:
    """Return the command that looks for the person everywhere."""
    words = ["python3", "build.py", "gone", *person.names, *person.contacts, *sorted(person.pictures)]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
