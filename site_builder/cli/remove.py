"""Take an officer out of the directory."""

import argparse
import shlex
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
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
    from site_builder.publish.takedown.withdrawal import Withdrawal

ABOUT = "take an officer out: the file, the picture, and every place that names them"

_BUILD = """\
The published site still shows the officer until you build and publish again:
  python3 build.py
  python3 build.py deploy TARGET --forget"""
_DEPLOY = """\
Bring that online now, and leave nothing of earlier sites there:
  python3 build.py deploy TARGET --forget
The next build makes everything anew, when the content has no mistakes any more."""
_PROOF = """\
Then ask whether they are gone, here and on the host. Only that can say that it is done:
{commands}"""


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
    person = _take_out(options, read_asked_content(options))
    _forget_papers(options, (person,))
    if not options.content:
        _forget(options)
    print(_BUILD)
    _say_proof((person,))
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

    write_changes(removal.changes)
    print("\nThe officer is out of the fields, the links and the lists.")
    _mend(removal.after, removal.person, without_asking=without_asking)


def _take_down(options: argparse.Namespace) -> int:
    """Take people out of the content, as far as that can be read, and out of the published site in any case."""
    from site_builder.publish.output.publish_refusals import PublishRefused

    people, refused = _choose_people(options)
    _forget_papers(options, people)
    try:
        withdrawal = _withdraw(options, people)
    except PublishRefused as error:
        return refuse(str(error))
    _forget(options)
    if refused and not (withdrawal.remade or withdrawal.withdrawn or withdrawal.removed):
        raise refused
    _tell(withdrawal)
    _say_proof(people)
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


def _withdraw(options: argparse.Namespace, people: "tuple[Person, ...]") -> "Withdrawal":
    from site_builder.pipeline import make_sound_site
    from site_builder.publish.takedown.withdrawal import Made, read_published, withdraw
    from site_builder.site.rendering.theme import ThemeError

    asked = read_build_options(options, options.output)
    manifest, _ = read_published(asked.output_dir)
    asked = replace(asked, base_url=options.base_url or manifest.about.base_url or None)
    try:
        made = (
            make_sound_site(asked, _read_earlier(options), Waiting())
            if asked.content_dir.is_dir()
            else Made()
        )
    except ThemeError as broken:
        print(f"{broken}\nSo no page can be made anew.", file=sys.stderr)
        made = Made()
    protected = (*asked.protected, asked.content_dir, asked.themes_dir)
    return withdraw(people, asked.output_dir, made, protected)


def _read_earlier(options: argparse.Namespace) -> dict[str, bytes]:
    """Return files of before, by name: one of them may be sound where the one of now is not."""
    from site_builder.content.git import HistoryUnknown, read_committed
    from site_builder.content.sources import read_sources

    if options.gone_from:
        return {one.name: one.content for one in read_sources(options.gone_from)[0]}
    try:
        return read_committed(content_dir(options))
    except HistoryUnknown:
        return {}


def _forget_papers(options: argparse.Namespace, people: "tuple[Person, ...]") -> None:
    """Take people out of what the desk keeps: unfinished answers, mails, lists of who was asked."""
    from site_builder.desk.editing.desk_folder import DeskFolder
    from site_builder.desk.editing.forgotten_papers import forget_people

    desk = DeskFolder.beside(content_dir(options), overlay_dir(options))
    for name in forget_people(desk, people):
        print(f"{desk.folder.name}/{name}: they are taken out.")


def _forget(options: argparse.Namespace) -> None:
    from site_builder.publish.takedown.forgetting import forget_last_build

    forget_last_build(options.output or ours(OUTPUT_FOLDERS[options.example]), photo_cache_dir(options))


def _tell(withdrawal: "Withdrawal") -> None:
    print("\nThe published site is without them:")
    for paths, words in (
        (withdrawal.remade, "made anew"),
        (withdrawal.withdrawn, "withdrawn: neutral words, 999 and 101 stand in its place"),
        (withdrawal.removed, "removed"),
    ):
        print("\n".join(f"  {path}: {words}" for path in paths), end="\n" if paths else "")
    print(_DEPLOY)


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


def _list(heading: str, mentions: "Iterable[Mention]") -> None:
    lines = [f"  {mention.place}  {mention.words}" for mention in mentions]
    if lines:
        print("\n".join([heading, *lines]))


def _say_proof(people: "Iterable[Person]") -> None:
    """Show the command that looks for each person everywhere."""
    print(
        _PROOF.format(
            commands="\n".join(f"  {_proof(person)} --host TARGET --url https://…" for person in people)
        )
    )


def _proof(person: "Person") -> str:
    """Return the command that looks for the person everywhere."""
    words = ["python3", "build.py", "gone", *person.names, *person.contacts, *sorted(person.pictures)]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
