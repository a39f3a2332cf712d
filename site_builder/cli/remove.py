"""Take an officer out of the directory."""

import argparse
import sys
from typing import TYPE_CHECKING

from site_builder.cli.arguments import (
    CLEAN,
    add_site_options,
    as_of,
    content_dir,
    folder,
    ours,
    overlay_dir,
    photo_cache_dir,
    refuse,
)
from site_builder.cli.build_options import add_making_options, read_build_options
from site_builder.cli.prompts import STOPPED, ask, ask_yes, can_ask, read_asked_content, saying_why
from site_builder.cli.waiting import Waiting
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.publish.output.last_build import OUTPUT_FOLDERS

if TYPE_CHECKING:
    from site_builder.content.traces.person_in_text import Person
    from site_builder.desk.editing.content_state import Content
    from site_builder.desk.editing.mentions import Mention
    from site_builder.desk.editing.removal import Removal
    from site_builder.desk.editing.takedown import TakenDown

ABOUT = "take an officer out: the file, the picture, and every place that names them"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument(
        "slug", metavar="OFFICER", nargs="?", help="the officer's short name: the file's name without .md"
    )
    parser.add_argument("--yes", action="store_true", help="do it without asking")
    parser.add_argument(
        "--mend",
        action="store_true",
        help="take out, without asking, each sentence that names them, and delete what other programs left",
    )
    parser.add_argument(
        "--publish",
        action="store_true",
        help="take them out of the published site at once, even if other content has mistakes",
    )
    parser.add_argument(
        "--gone-from",
        type=folder,
        metavar="DIR",
        help="with --publish: take out everybody who is in this older content and not in the content of now",
    )
    parser.add_argument(
        "--output", type=folder, metavar="DIR", help="the folder that the site was published into (public)"
    )
    add_site_options(parser)
    add_making_options(parser)


def run(options: argparse.Namespace) -> int:
    """Say what would change, ask, change it, and say what remains to be done."""
    if not options.slug and not (options.publish and options.gone_from):
        return refuse("Write which officer: the name of the file without .md.")
    return saying_why(lambda: _take_down(options) if options.publish else _remove(options))


def _remove(options: argparse.Namespace) -> int:
    from site_builder.desk.editing.takedown import BUILD_NEXT, tell_proof

    person = _take_out(options, read_asked_content(options))
    _forget_papers(options, (person,))
    if not options.content:
        _forget(options)
    print("\n".join((BUILD_NEXT, *tell_proof((person,)))))
    return CLEAN


def _take_out(options: argparse.Namespace, content: "Content") -> "Person":
    """Take the officer out of the content."""
    from site_builder.desk.editing.removal import plan_removal

    removal = plan_removal(content, options.slug, is_urgent=options.publish)
    print("\n".join(removal.words))
    if not options.yes:
        if not can_ask():
            raise EditRefused("Nothing was changed yet. To do it, add --yes.")
        if not ask_yes("Do this?"):
            raise EditRefused(STOPPED)
    _write_removal(removal, without_asking=options.mend or (options.publish and options.yes))
    return removal.person


def _write_removal(removal: "Removal", *, without_asking: bool) -> None:
    from site_builder.desk.editing.file_changes import write_changes
    from site_builder.desk.editing.takedown import OUT_OF_FIELDS

    write_changes(removal.changes)
    print(f"\n{OUT_OF_FIELDS}")
    _mend(removal.after, removal.person, without_asking=without_asking)


def _take_down(options: argparse.Namespace) -> int:
    """Take people out of the content, as far as that can be read, and out of the published site in any case."""
    from site_builder.desk.editing.takedown import tell_proof, tell_taken_down
    from site_builder.publish.output.publish_refusals import PublishRefused

    people, refused = _choose_people(options)
    _forget_papers(options, people)
    try:
        taken = _take_down_published(options, people)
    except PublishRefused as error:
        return refuse(str(error))
    _forget(options)
    if refused and taken.is_empty:
        raise refused
    print("\n".join((*tell_taken_down(taken.withdrawal), *tell_proof(people))))
    return CLEAN


def _choose_people(options: argparse.Namespace) -> "tuple[tuple[Person, ...], EditRefused | None]":
    """Return who goes, and why they could not be taken out of the content, if so."""
    from site_builder.content.traces.person_in_text import Person
    from site_builder.desk.editing.content_state import read_content
    from site_builder.desk.editing.removal import list_officers_gone, plan_removal

    people: tuple[Person, ...] = ()
    refused = None
    if options.slug:
        try:
            people = (_take_out(options, read_asked_content(options)),)
        except EditRefused as error:
            if str(error) == STOPPED or not options.yes:
                raise
            people, refused = (Person.of_words((options.slug,)),), error
            print(f"{error}\nThe published site is searched for that name alone.")
    if options.gone_from:
        before = read_content(options.gone_from, None, as_of(options))
        now = read_asked_content(options)
        for slug in list_officers_gone(before, now):
            removal = plan_removal(now, slug, is_urgent=True, before=before)
            _write_removal(removal, without_asking=True)
            people, now = (*people, removal.person), removal.after
    return people, refused


def _take_down_published(options: argparse.Namespace, people: "tuple[Person, ...]") -> "TakenDown":
    from site_builder.desk.editing.takedown import take_down

    asked = read_build_options(options, options.output)
    taken = take_down(people, asked, _read_earlier(options), Waiting())
    if taken.trouble:
        print(taken.trouble, file=sys.stderr)
    return taken


def _read_earlier(options: argparse.Namespace) -> dict[str, bytes]:
    """Return files of before, by name: one of them may be sound where the one of now is not."""
    from site_builder.content.sources import read_sources
    from site_builder.desk.editing.takedown import read_last_commit

    if options.gone_from:
        return {one.name: one.content for one in read_sources(options.gone_from)[0]}
    return read_last_commit(content_dir(options))


def _forget_papers(options: argparse.Namespace, people: "tuple[Person, ...]") -> None:
    from site_builder.desk.editing.desk_folder import DeskFolder
    from site_builder.desk.editing.takedown import forget_papers

    for line in forget_papers(DeskFolder.beside(content_dir(options), overlay_dir(options)), people):
        print(line)


def _forget(options: argparse.Namespace) -> None:
    from site_builder.publish.takedown.forgetting import forget_last_build

    forget_last_build(options.output or ours(OUTPUT_FOLDERS[options.example]), photo_cache_dir(options))


def _mend(after: "Content", person: "Person", *, without_asking: bool) -> None:
    """Mend each place that still names them, or have it mended; say which are left."""
    from site_builder.desk.editing.takedown import list_open, mend, tell_left

    seen: set[str] = set()
    while mention := next(list_open(after, person, seen), None):
        seen.add(mention.key)
        if without_asking and mention.mend:
            print(mend(mention))
        elif can_ask():
            _offer(mention)
    for line in tell_left(after, person):
        print(line)


def _offer(mention: "Mention") -> None:
    """Show a place, and do to it what the editor says."""
    from site_builder.desk.editing.takedown import mend

    print(f"\n{mention.place}\n  {mention.words}")
    if mention.mend:
        if ask_yes(mention.question):
            print(mend(mention))
    elif mention.line and (written := ask("Write the line as it should be, or press Enter to leave it.\n> ")):
        print(mend(mention.with_line(written)))
