"""Where each fact on the pages comes from: file, field, line, commit and day. Never what the fact says."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from site_builder.content.field_facts import facts_at
from site_builder.content.git import (
    Commit,
    HistoryUnknown,
    Repository,
    blame_lines,
    list_files,
    locate_folder,
    open_repository,
    read_contents,
)
from site_builder.content.schema import Record
from site_builder.content.sources import SourceFile
from site_builder.content.strict_yaml import Location
from site_builder.directory.history.versions import RecordFolders
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Place


@dataclass(frozen=True)
class TracedFact:
    """One filled-in field of a published record: `kind` and `slug` name the record, `field` reads ``phone.value``.

    Without `commit` the line is not committed yet, or this copy has not got the commit.
    """

    kind: str
    slug: str
    file: str
    field: str
    line: int
    commit: str = ""
    on: datetime.date | None = None


def trace_facts(
    folders: RecordFolders, sources: Sequence[SourceFile], directory: Directory
) -> tuple[TracedFact, ...]:
    """Return every fact of every record that is published, in the order of the files."""
    files = {source.path: source for source in sources}
    blame = _Blame.of(folders, sources)
    tell = partial(_fact, folders)
    facts: list[TracedFact] = []
    for record in _published(directory):
        source = files[record.origin.path]
        lines = blame.lines(source)
        for location, place in _leaves(record.origin.places):
            if facts_at(type(record), location).is_public:
                facts.append(
                    tell(
                        record.KIND, record.slug, source, _dotted(location), place.line, lines.get(place.line)
                    )
                )
        if record.body.text.strip():
            newest = _newest(record, lines)
            facts.append(tell(record.KIND, record.slug, source, "body", record.body.line, newest))
    settings = files[directory.site.origin.path]
    lines = blame.lines(settings)
    facts += (
        tell("site", "", settings, _dotted(location), place.line, lines.get(place.line))
        for location, place in _leaves(directory.site.origin.places)
    )
    return tuple(sorted(facts, key=lambda fact: (fact.file, fact.line, fact.field)))


@dataclass(frozen=True)
class _Blame:
    """Who wrote each line, as far as git says: what the newest commit holds, by the path that a source is read from."""

    repository: Repository | None
    committed: Mapping[str, tuple[str, bytes]]

    @classmethod
    def of(cls, folders: RecordFolders, sources: Sequence[SourceFile]) -> "_Blame":
        """Return what git can say of these folders: nothing where there is no git."""
        try:
            repository = open_repository(folders.content_dir)
            return cls(repository, _read_committed(repository, folders, sources))
        except HistoryUnknown:
            return cls(None, {})

    def lines(self, source: SourceFile) -> Mapping[int, Commit]:
        """Map the lines of a file to their commits, as far as they are known."""
        if self.repository is None or source.path not in self.committed:
            return {}
        try:
            return blame_lines(self.repository, *self.committed[source.path], source.content)
        except HistoryUnknown:
            return {}


def _read_committed(
    repository: Repository, folders: RecordFolders, sources: Sequence[SourceFile]
) -> dict[str, tuple[str, bytes]]:
    """Map where we read each file to its path in the repository and what the newest commit holds there."""
    given = [one for one in (folders.overlay_dir, folders.content_dir) if one]
    bases = {f"{one.as_posix()}/": locate_folder(one, repository) for one in given}
    paths = {source.path: _path_of(source, bases) for source in sources}
    ids = list_files(repository, ())
    known = {path: ids[there] for path, there in paths.items() if there in ids}
    contents = read_contents(repository, known.values())
    return {path: (paths[path], contents[one]) for path, one in known.items() if one in contents}


def _path_of(source: SourceFile, bases: Mapping[str, PurePosixPath | None]) -> str:
    base = next((base for path, base in bases.items() if source.path.startswith(path)), None)
    return (base / source.name).as_posix() if base is not None else ""


def _published(directory: Directory) -> Iterator[Record]:
    yield from (standing.officer for standing in directory.standings)
    yield from (area.borough for area in directory.areas)
    yield from directory.channels
    yield from directory.pages
    yield from directory.notices


def _leaves(places: Mapping[Location, Place]) -> Iterator[tuple[Location, Place]]:
    """Yield each field that holds a value and no further fields, with its place."""
    around = {location[:length] for location in places for length in range(len(location))}
    for location, place in places.items():
        if location not in around:
            yield location, place


def _dotted(location: Location) -> str:
    return ".".join(map(str, location))


def _newest(record: Record, lines: Mapping[int, Commit]) -> Commit | None:
    """Return the newest commit of a record's text, or None when a line of it has none."""
    first = record.body.line
    own: Iterable[int] = range(first, first + len(record.body.text.rstrip().splitlines()))
    found = [lines.get(number) for number in own]
    known = [commit for commit in found if commit]
    return (
        max(known, key=lambda commit: (commit.moment, commit.id))
        if known and len(known) == len(found)
        else None
    )


def _fact(
    folders: RecordFolders,
    kind: str,
    slug: str,
    source: SourceFile,
    field: str,
    line: int,
    commit: Commit | None,
) -> TracedFact:
    on = folders.day_of(commit) if commit else None
    return TracedFact(kind, slug, source.name, field, line, commit.id if commit else "", on)
