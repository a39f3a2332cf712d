"""Look for a person in files of every kind: in their names, their words, whatever is packed in them, and pictures."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from site_builder.content.traces.packed_files import Unreadable, read_words
from site_builder.content.traces.person_in_text import Person, find_traces

_MOST_OF_A_FILE = 20
_AROUND = 30
"""Letters that are shown before and after a name."""
IN_NAME = "in its name"
MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class Sighting:
    """Where a person was found: `line` counts from 1, 0 stands for the name of the file or for a packed one."""

    path: str
    words: str
    is_sure: bool
    line: int = 0

    def __str__(self) -> str:
        """Return the place and the words on one line."""
        return f"{self.path}{f':{self.line}' if self.line else ''}: {self.words}"


@dataclass(frozen=True)
class Found:
    """What came of a search: where the person is, what could not be read and why, and how many files were searched."""

    sightings: tuple[Sighting, ...] = ()
    unread: tuple[str, ...] = ()
    files: int = 0

    def and_also(self, other: "Found") -> "Found":
        """Return both together."""
        return Found(
            (*self.sightings, *other.sightings), (*self.unread, *other.unread), self.files + other.files
        )

    @property
    def sure(self) -> tuple[Sighting, ...]:
        """Where it is certainly the person."""
        return tuple(one for one in self.sightings if one.is_sure)

    @property
    def unsure(self) -> tuple[Sighting, ...]:
        """Where the surname stands alone."""
        return tuple(one for one in self.sightings if not one.is_sure)


def search_files(files: Iterable[tuple[str, bytes | None]], person: Person) -> Found:
    """Search files, each with its path; None stands for one that nobody could read."""
    sightings: list[Sighting] = []
    unread: list[str] = []
    count = 0
    for path, content in files:
        count += 1
        sightings += find_in_name(path, person)
        if content is None:
            unread.append(f"{path}: it cannot be opened")
            continue
        try:
            sightings += find_in_content(path, content, person)
        except Unreadable as why:
            unread.append(f"{path}: {why}")
    return Found(tuple(dict.fromkeys(sightings)), tuple(unread), count)


def find_in_name(path: str, person: Person) -> Iterator[Sighting]:
    """Yield the person in the name of a file or of a folder above it, once."""
    found = find_traces(path, person)
    if found:
        yield Sighting(path, IN_NAME, any(trace.is_sure for trace in found))


def find_in_content(path: str, content: bytes, person: Person) -> Iterator[Sighting]:
    """Yield the first places in what a file holds; raise `Unreadable` where that cannot be told."""
    if person.is_shown_by(content):
        yield Sighting(path, "the picture itself", is_sure=True)
    found: dict[tuple[str, bool], Sighting] = {}
    for text in read_words(path, content):
        is_plain = text.encode("utf-8", "surrogatepass") == content
        for trace in find_traces(text, person)[:_MOST_OF_A_FILE]:
            words = _excerpt(text, trace.start, trace.end)
            line = text.count("\n", 0, trace.start) + 1 if is_plain else 0
            found.setdefault((words, trace.is_sure), Sighting(path, words, trace.is_sure, line))
    yield from list(found.values())[:_MOST_OF_A_FILE]


def walk_files(
    folder: Path, shown: str, passed_over: Callable[[Path], bool] = lambda _: False
) -> Iterator[tuple[str, bytes | None]]:
    """Yield every file at or below a place, what systems hide and git ignores too; no link is followed."""
    if not folder.is_dir():
        yield Path(shown).as_posix(), _read(folder)
    for above, folders, names in os.walk(folder):
        place = Path(above)
        folders[:] = sorted(name for name in folders if not passed_over(place / name))
        for name in sorted(names):
            file = place / name
            yield (Path(shown) / file.relative_to(folder)).as_posix(), _read(file)


def _read(file: Path) -> bytes | None:
    try:
        if file.is_symlink():
            return os.fsencode(os.readlink(file))
        if not file.is_file():
            return b""
        return file.read_bytes() if file.stat().st_size <= MOST_BYTES else None
    except OSError:
        return None


def _excerpt(text: str, start: int, end: int) -> str:
    around = text[max(0, start - _AROUND) : end + _AROUND]
    return " ".join("".join(sign if sign.isprintable() else " " for sign in around).split())
