"""What an act would do, as it is shown before it is done: its words, and each file line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from hashlib import sha256

from site_builder.desk.editing.file_changes import FileChange

_MOST_LINES = 400
"""Lines of one file that are shown; a new file and a list of places are far shorter."""


@dataclass(frozen=True)
class ChangedLine:
    """A line that goes or comes; `number` is its place in the file before, or after."""

    sign: str
    number: int
    text: str

    @property
    def verb(self) -> str:
        """What becomes of it, for whoever cannot see the sign."""
        return "taken out" if self.sign == "-" else "added"


@dataclass(frozen=True)
class ChangedFile:
    """A file that changes, and its lines; a picture has none."""

    name: str
    verb: str
    lines: tuple[ChangedLine, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """What an act would do, in lines and by file, and `letters` with their headings.

    With `faults` nothing is done, and where it `is_empty` there is nothing to do. `sent` is what the form of it sends
    besides what was typed.
    """

    words: tuple[str, ...]
    changes: tuple[FileChange, ...] = ()
    letters: tuple[tuple[str, str], ...] = ()
    is_empty: bool = False
    faults: tuple[str, ...] = ()
    sent: tuple[tuple[str, str], ...] = ()

    @cached_property
    def mark(self) -> str:
        """What tells it from every other proposal: the same words, and the same bytes before and after."""
        digest = sha256()
        files = (
            part
            for one in self.changes
            for part in (one.file.as_posix().encode(), one.before or b"-", one.after or b"-")
        )
        letters = (part.encode() for letter in self.letters for part in letter)
        for part in (*(line.encode() for line in self.words), *files, *letters):
            digest.update(sha256(part).digest())
        return digest.hexdigest()

    @cached_property
    def files(self) -> tuple[ChangedFile, ...]:
        """Each file with the lines that change."""
        return tuple(map(_changed, self.changes))


def _changed(change: FileChange) -> ChangedFile:
    verb = "new" if change.before is None else "deleted" if change.after is None else "changed"
    before, after = _lines(change.before), _lines(change.after)
    if before is None or after is None:
        return ChangedFile(change.file.as_posix(), verb)
    return ChangedFile(change.file.as_posix(), verb, tuple(_differing(before, after))[:_MOST_LINES])


def _lines(content: bytes | None) -> list[str] | None:
    """Return the lines of a file, None where it is no text."""
    try:
        return (content or b"").decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return None


def _differing(before: Sequence[str], after: Sequence[str]) -> Iterator[ChangedLine]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, begin, stop in matcher.get_opcodes():
        if what != "equal":
            yield from (ChangedLine("-", at + 1, before[at]) for at in range(start, end))
            yield from (ChangedLine("+", at + 1, after[at]) for at in range(begin, stop))
