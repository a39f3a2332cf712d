"""The folder beside the content that is nobody's business but the editor's: ``content.desk``, which git passes over.

Unfinished answers, mails and who was asked are kept there. It is never read for the site, and never published; it keeps
git away by itself, wherever the content lies.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from site_builder.content.csv_tables import format_table, read_table
from site_builder.content.traces.person_in_text import Person, find_traces
from site_builder.content.traces.search import search_files, walk_files
from site_builder.desk.editing.file_changes import FileChange, write_changes

DESK_ENDING = ".desk"
_KEEP_GIT_AWAY = {".gitignore": b"# Nothing in here is for others: no git, no site.\n*\n"}


@dataclass(frozen=True)
class DeskFolder:
    """Where the desk keeps its papers; each is named by its way from there."""

    folder: Path

    @classmethod
    def beside(cls, content_dir: Path, overlay_dir: Path | None) -> Self:
        """Return that of a content; the example has its own."""
        content = (overlay_dir or content_dir).absolute()
        return cls(content.with_name(f"{content.name}{DESK_ENDING}"))

    def read(self, name: str) -> bytes | None:
        """Return what a paper holds; None where there is none, or nobody can read it."""
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def write(self, papers: Mapping[str, bytes | None]) -> None:
        """Write papers, all of them or none; None deletes one. Raise EditRefused where that cannot be done."""
        wanted = papers if self.read(".gitignore") else {**_KEEP_GIT_AWAY, **papers}
        changes = [
            FileChange(self.folder / name, name, self.read(name), after) for name, after in wanted.items()
        ]
        write_changes([one for one in changes if one.before != one.after])

    def forget(self, people: Sequence[Person]) -> tuple[str, ...]:
        """Take people out of every paper, and return the names of those: a table loses rows, all others go whole."""
        changes: dict[str, bytes | None] = {}
        for name, content in self._papers():
            kept: bytes | None = content
            for person in people:
                kept = _without(name, kept, person) if kept is not None else None
            if kept != content:
                changes[name] = kept
        if changes:
            self.write(changes)
        return tuple(changes)

    def _papers(self) -> Iterator[tuple[str, bytes]]:
        for name, content in walk_files(self.folder, "") if self.folder.is_dir() else ():
            if content is not None and name not in _KEEP_GIT_AWAY:
                yield name, content


def _without(name: str, content: bytes, person: Person) -> bytes | None:
    if not search_files([(name, content)], person).sure:
        return content
    if not name.endswith(".csv"):
        return None
    rows = read_table(content)
    return format_table(row for row in rows if not _names(row, person))


def _names(row: Iterable[str], person: Person) -> bool:
    return any(trace.is_sure for trace in find_traces("\n".join(row), person))
