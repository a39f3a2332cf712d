"""Take people out of what the desk keeps: unfinished answers, mails, lists of who was asked."""

from collections.abc import Iterable, Sequence

from site_builder.content.csv_tables import format_table, read_table
from site_builder.content.traces.person_in_text import Person, find_traces
from site_builder.content.traces.search import search_files, walk_files
from site_builder.desk.editing.desk_folder import KEEP_GIT_AWAY, DeskFolder


def forget_people(desk: DeskFolder, people: Sequence[Person]) -> tuple[str, ...]:
    """Take people out of every paper, and return the names of those: a table loses rows, all others go whole."""
    changes: dict[str, bytes | None] = {}
    for name, content in walk_files(desk.folder, "") if desk.folder.is_dir() else ():
        kept = content
        for person in people if name not in KEEP_GIT_AWAY else ():
            kept = _without(name, kept, person) if kept is not None else None
        if kept != content:
            changes[name] = kept
    if changes:
        desk.write(changes)
    return tuple(changes)


def _without(name: str, content: bytes, person: Person) -> bytes | None:
    if not search_files([(name, content)], person).sure:
        return content
    if not name.endswith(".csv"):
        return None
    return format_table(row for row in read_table(content) if not _names(row, person))


def _names(row: Iterable[str], person: Person) -> bool:
    return any(trace.is_sure for trace in find_traces("\n".join(row), person))
