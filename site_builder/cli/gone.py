"""Prove that a person is gone: here, from the published files, and from the host."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.cli import deploy
from site_builder.cli.arguments import (
    CLEAN,
    CONTENT_PROBLEMS,
    as_of,
    base_url,
    folder,
    ours,
    refuse,
)
from site_builder.cli.prompts import ask_yes, can_ask
from site_builder.findings.front_door import site_dir

if TYPE_CHECKING:
    from site_builder.content.traces.search import Found

ABOUT = "look for a person in every file here and on the host, and say whether they are gone"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument(
        "words",
        metavar="WORD",
        nargs="*",
        help="the name in quotes, and what else tells the person: a short name, a number, an email address",
    )
    parser.add_argument(
        "--host",
        dest="target",
        metavar="TARGET",
        help="search every file there too, also those of earlier sites: folder:/srv/www, user@host:/srv/www, …",
    )
    parser.add_argument(
        "--url", type=base_url, metavar="URL", help="ask the host at its own address what it still shows"
    )
    parser.add_argument(
        "--from", dest="public", type=folder, metavar="DIR", help="the finished site (public)"
    )
    parser.add_argument("--content", type=folder, metavar="DIR", help="the folder with the content (content)")
    parser.add_argument(
        "--in",
        dest="more",
        type=folder,
        action="append",
        default=[],
        metavar="DIR",
        help="search this folder too",
    )
    parser.add_argument(
        "--endpoint", metavar="URL", help="for s3: the storage service, if it is not Amazon's"
    )
    parser.add_argument(
        "--gone-from",
        type=folder,
        metavar="DIR",
        help="look in the published site alone, for everybody who is in this older content and not in that of now",
    )
    parser.add_argument(
        "--not-them",
        action="store_true",
        help="you have looked: the surname alone is somebody else's everywhere",
    )


def run(options: argparse.Namespace) -> int:
    """Search, say what was found, and return the exit code."""
    return deploy.saying_why(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    from site_builder.content.traces.person_in_text import Person
    from site_builder.desk.editing.absence import Ground, search_everywhere

    public_dir = options.public or ours("public")
    if options.gone_from:
        return _look_for_all(options, public_dir)
    person = Person.of_words(tuple(options.words))
    if not (person.names or person.contacts or person.pictures):
        return refuse("Write the name of the person, in quotes.")
    ground = Ground(Path(site_dir()), public_dir, options.content, tuple(options.more))
    found = search_everywhere(ground, person, options.target or "", deploy.place(options), options.url or "")
    return _report(options, found)


def _look_for_all(options: argparse.Namespace, public_dir: Path) -> int:
    """Look for everybody who is gone, as a workflow does, whose words anybody can read: nobody is named."""
    from site_builder.desk.editing.absence import list_files_of_gone, tell_all_gone
    from site_builder.desk.editing.content_state import read_content
    from site_builder.desk.editing.removal import find_people_gone

    today = as_of(argparse.Namespace(as_of=None))
    now = read_content(options.content or ours("content"), None, today)
    people = find_people_gone(read_content(options.gone_from, None, today), now)
    left = list_files_of_gone(public_dir, people)
    print("\n".join(tell_all_gone(left, people, options.gone_from)))
    return CONTENT_PROBLEMS if left else CLEAN


def _report(options: argparse.Namespace, found: "Found") -> int:
    from site_builder.desk.editing.absence import WHOSE, is_absent, tell_absence, tell_found

    print("\n".join(tell_found(found)))
    others = not found.unsure or options.not_them or (can_ask() and ask_yes(WHOSE))
    was_asked = bool(options.target or options.url)
    print("\n".join(tell_absence(found, are_others=others, was_host_asked=was_asked)))
    return CLEAN if is_absent(found, are_others=others) else CONTENT_PROBLEMS
