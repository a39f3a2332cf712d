"""Take people out of the published site at once, whatever state the content is in, and say what became of it."""

import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.content.git import HistoryUnknown, read_committed
from site_builder.content.traces.person_in_text import Person
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.desk_folder import DeskFolder
from site_builder.desk.editing.file_changes import FileChange, write_changes
from site_builder.desk.editing.forgotten_papers import forget_people
from site_builder.desk.editing.mentions import Mention, find_mentions
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.pipeline import BuildOptions, make_sound_site
from site_builder.publish.takedown.withdrawal import Made, Withdrawal, read_published, withdraw
from site_builder.site.rendering.renderer import Progress
from site_builder.site.rendering.theme import ThemeError

OUT_OF_FIELDS = "The officer is out of the fields, the links and the lists."
BUILD_NEXT = f"""\
The published site still shows the officer until you build and publish again:
  {FRONT_DOOR}
  {FRONT_DOOR} deploy TARGET --forget"""
_DEPLOY = f"""\
Bring that online now, and leave nothing of earlier sites there:
  {FRONT_DOOR} deploy TARGET --forget
The next build makes everything anew, when the content has no mistakes any more."""
_PROOF = "Then ask whether they are gone, here and on the host. Only that can say that it is done:"


@dataclass(frozen=True)
class TakenDown:
    """What became of the published files, and why no page could be made anew, if the theme is broken."""

    withdrawal: Withdrawal
    trouble: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no published file showed any of the people."""
        return not (self.withdrawal.remade or self.withdrawal.withdrawn or self.withdrawal.removed)


def take_down(
    people: tuple[Person, ...], asked: BuildOptions, earlier: Mapping[str, bytes], progress: Progress
) -> TakenDown:
    """Publish the site again without these people; raise PublishRefused where there is none.

    In the place of a file with a mistake an `earlier` one of its name may stand.
    """
    manifest, _ = read_published(asked.output_dir)
    asked = replace(asked, base_url=asked.base_url or manifest.about.base_url or None)
    trouble, made = "", Made()
    try:
        if asked.content_dir.is_dir():
            made = make_sound_site(asked, earlier, progress)
    except ThemeError as broken:
        trouble = f"{broken}\nSo no page can be made anew."
    protected = (*asked.protected, asked.content_dir, asked.themes_dir)
    return TakenDown(withdraw(people, asked.output_dir, made, protected), trouble)


def read_last_commit(content_dir: Path) -> dict[str, bytes]:
    """Return the files of the last commit by name, none where there is no git."""
    try:
        return read_committed(content_dir)
    except HistoryUnknown:
        return {}


def tell_taken_down(withdrawal: Withdrawal) -> Iterator[str]:
    """Yield what became of each published file that showed them, and what comes next, in lines."""
    yield "\nThe published site is without them:"
    for paths, words in (
        (withdrawal.remade, "made anew"),
        (withdrawal.withdrawn, "withdrawn: neutral words, 999 and 101 stand in its place"),
        (withdrawal.removed, "removed"),
    ):
        yield from (f"  {path}: {words}" for path in paths)
    yield _DEPLOY


def forget_papers(desk: DeskFolder, people: tuple[Person, ...]) -> Iterator[str]:
    """Take people out of what the desk keeps (unfinished answers, mails, who was asked), and yield what was changed."""
    for name in forget_people(desk, people):
        yield f"{desk.folder.name}/{name}: they are taken out."


def list_open(after: Content, person: Person, passed: Iterable[str] = ()) -> Iterator[Mention]:
    """Yield each place in the content that still names a person, but those that were passed over."""
    known = set(passed)
    return (one for one in find_mentions(after, person) if one.key not in known)


def mend(mention: Mention, write: Callable[[Sequence[FileChange]], None] = write_changes) -> str:
    """Mend a place as it says, and return what was done."""
    write([mention.change])
    return f"{mention.place}: {mention.mend or 'the line is changed'}."


def tell_left(after: Content, person: Person) -> Iterator[str]:
    """Yield the places that a person has to mend or look at, in lines; nothing where there is none."""
    left = list(find_mentions(after, person))
    for is_sure, heading in (
        (True, "The officer is still named here. Change these places by hand:"),
        (False, "Only the surname stands here. Look whether it is theirs:"),
    ):
        places = [f"  {one.place}  {one.words}" for one in left if one.is_sure is is_sure]
        yield from [heading, *places] if places else ()


def tell_proof(people: Iterable[Person]) -> Iterator[str]:
    """Yield the command that looks for each person everywhere, in lines."""
    yield _PROOF
    for person in people:
        words = [*FRONT_DOOR.split(), "gone", *person.names, *person.contacts, *sorted(person.pictures)]
        command = subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
        yield f"  {command} --host TARGET --url https://…"
