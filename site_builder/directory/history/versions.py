"""Each record as it was, version after version. What could not be read then is passed over."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from site_builder.content.git import (
    MOST_COMMITS,
    Commit,
    FileEdit,
    Repository,
    list_commits,
    list_edits,
    list_files,
    locate_folder,
    open_repository,
    read_contents,
)
from site_builder.content.schema import Record
from site_builder.content.sources import FOLDERS, MOST_TEXT_BYTES, SourceFile, language_of
from site_builder.content.validation import ReadVersion, read_version

LONGEST = datetime.timedelta(days=2 * 366)
"""How far the record of changes goes back."""
_LAST_MOMENT = 253_402_200_000
"""Seconds since 1970; the year 9999, after which Python has no dates."""


@dataclass(frozen=True)
class Version:
    """A record from a day on; without `since` for as long as we know, without `record` it was not there."""

    since: datetime.date | None
    record: Record | None


@dataclass(frozen=True)
class Story:
    """All versions of one record, oldest first; `kind` is officer, borough, channel or page."""

    kind: str
    slug: str
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Stories:
    """The stories of all records. `begins` is the day from which we know of changes.

    `extent` is whole, recent (older ones are left out), shallow (this copy has not got the older ones) or none.
    """

    stories: tuple[Story, ...]
    begins: datetime.date | None
    extent: str


@dataclass(frozen=True)
class RecordFolders:
    """Where each kind of record is kept: the folders of the content, some of them replaced by those of an overlay.

    `read` reads a version of a record, which it may have read before.
    """

    content_dir: Path
    overlay_dir: Path | None = None
    replaced: frozenset[str] = frozenset()
    read: ReadVersion = read_version
    time_zone: str = "UTC"

    def locate(self, repository: Repository) -> dict[str, PurePosixPath]:
        """Map each of our folders to the way there from the top of the working copy."""
        bases = {"": locate_folder(self.content_dir, repository)}
        if self.overlay_dir and self.replaced:
            bases["over"] = locate_folder(self.overlay_dir, repository)
        chosen = {folder: bases["over" if folder in self.replaced else ""] for folder in FOLDERS}
        return {folder: base / folder for folder, base in chosen.items() if base is not None}

    def day_of(self, commit: Commit) -> datetime.date:
        """Return the day of a commit on the region's clock."""
        moment = min(max(commit.moment, 0), _LAST_MOMENT)
        return datetime.datetime.fromtimestamp(moment, ZoneInfo(self.time_zone)).date()

    def source(self, folder: str, file_name: str, content: bytes) -> SourceFile:
        """Return a version of a file as if it stood in its place today, where it may have been read already."""
        base = self.overlay_dir if self.overlay_dir and folder in self.replaced else self.content_dir
        name = f"{folder}/{file_name}"
        return SourceFile((base / name).as_posix(), name, content)


def choose_folders(
    content_dir: Path,
    overlay_dir: Path | None,
    sources: Iterable[SourceFile],
    read: ReadVersion,
    time_zone: str,
) -> RecordFolders:
    """Return where the records that are shown today come from."""
    beginning = f"{overlay_dir.as_posix()}/" if overlay_dir else None
    own = (source for source in sources if not source.language)  # the overlay may translate what it has not
    over = {source.folder for source in own if beginning and source.path.startswith(beginning)}
    return RecordFolders(content_dir, overlay_dir, frozenset(over & FOLDERS.keys()), read, time_zone)


def read_stories(folders: RecordFolders, as_of: datetime.date) -> Stories:
    """Return what git knows of every record up to a day; raises HistoryUnknown when it does not say."""
    repository = open_repository(folders.content_dir)
    places = folders.locate(repository)
    paths = sorted(path.as_posix() for path in places.values())
    known = list_commits(repository, paths)
    recent = tuple(commit for commit in known[:MOST_COMMITS] if folders.day_of(commit) >= as_of - LONGEST)
    edits = list_edits(repository, recent, paths)
    files = list_files(repository, paths)
    kept_in = _folders_of(files, edits, places)
    wanted = {files.get(path, "") for path in kept_in}
    by_path: dict[str, list[tuple[Commit, FileEdit]]] = {path: [] for path in kept_in}
    for commit, edit in ((commit, edit) for commit, found in reversed(edits) for edit in found):
        if edit.path in by_path:
            by_path[edit.path].append((commit, edit))
            wanted |= {edit.before, edit.after}
    contents = read_contents(repository, wanted - {""})
    stories = []
    for path, folder in sorted(kept_in.items()):
        file = _File(folders, folder, path.rpartition("/")[2], contents)
        stories.append(file.tell(by_path[path], files.get(path, "")))
    begins = folders.day_of(recent[-1]) if recent else None
    return Stories(tuple(stories), begins, _extent(repository, known, recent))


def tell_only_today(records: Iterable[Record]) -> Stories:
    """Return the stories of records of which nothing is known but how they are."""
    stories = (Story(record.KIND, record.slug, (Version(None, record),)) for record in records)
    return Stories(tuple(stories), None, "none")


def _extent(repository: Repository, known: Sequence[Commit], recent: Sequence[Commit]) -> str:
    if not known:
        return "none"
    if len(recent) < len(known):
        return "recent"
    return "shallow" if repository.is_shallow and not known[-1].parent else "whole"


def _folders_of(
    files: Mapping[str, str],
    edits: Sequence[tuple[Commit, tuple[FileEdit, ...]]],
    places: Mapping[str, PurePosixPath],
) -> dict[str, str]:
    """Map every file that is or was a record to our folder that it stands in."""
    folders = {path.as_posix(): folder for folder, path in places.items()}
    paths = {*files, *(edit.path for _, found in edits for edit in found)}
    return {
        path: folders[parent]
        for path in paths
        if path.endswith(".md")
        and (parent := path.rpartition("/")[0]) in folders
        and not language_of(f"{folders[parent]}/{path.rpartition('/')[2]}")
    }


@dataclass(frozen=True)
class _File:
    """A file that is or was a record, and the contents of all files by their ids."""

    folders: RecordFolders
    folder: str
    name: str
    contents: Mapping[str, bytes]

    def tell(self, edits: Sequence[tuple[Commit, FileEdit]], newest: str) -> Story:
        """Return its story from what was done to it, oldest first, or from its newest content alone."""
        kind, slug = FOLDERS[self.folder], self.folders.source(self.folder, self.name, b"").slug
        if not edits:
            return Story(kind, slug, (Version(None, self._read(newest)),))
        versions: list[Version] = []
        if edits[0][1].before:
            versions.append(Version(None, self._read(edits[0][1].before)))
        for commit, edit in edits:
            record = self._read(edit.after)
            if edit.after and record is None:
                continue  # what stood there could not be published either
            is_first_reading = not any(version.record for version in versions)
            since_ever = not commit.parent or (is_first_reading and bool(edit.before))
            day = self.folders.day_of(commit)
            versions.append(Version(None if since_ever else _not_before(versions, day), record))
        return Story(kind, slug, tuple(versions))

    def _read(self, one: str) -> Record | None:
        content = self.contents.get(one)
        if content is None or len(content) > MOST_TEXT_BYTES:
            return None
        return self.folders.read(self.folders.source(self.folder, self.name, content))


def _not_before(versions: Sequence[Version], day: datetime.date) -> datetime.date:
    """Return a day that is not before the last version: the clocks of two computers may differ."""
    earlier = versions[-1].since if versions else None
    return max(day, earlier) if earlier else day
