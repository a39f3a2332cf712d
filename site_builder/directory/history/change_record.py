"""The public record of changes: each with a day, a sentence, an area or none, and an id that stays the same.

Nothing that an earlier version of a file said is ever quoted, and no officer is named: whoever is taken down is
gone from the record too. Names of areas, ways to report and pages are those of today.
"""

import datetime
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.content.git import HistoryUnknown
from site_builder.content.schema import Record
from site_builder.content.validation import Records
from site_builder.directory.history.events import Event, join_renamed, tell_story
from site_builder.directory.history.sentences import say_event
from site_builder.directory.history.versions import (
    LONGEST,
    RecordFolders,
    Stories,
    read_stories,
    tell_only_today,
)
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Diagnostic, Place

PAGE = "changes"
"""The page that shows the record: without it none is made."""

_UNTOLD = frozenset({PAGE, "not-found"})
"""Pages whose own changes nobody wants to hear of."""
_WHY: dict[str, tuple[str, str]] = {
    "shallow": (
        "This copy has only the newest part of the history. The page on changes tells less than it could.",
        "Get all of it with: git fetch --unshallow. On GitHub, write fetch-depth: 0 below actions/checkout.",
    ),
    "no-git": (
        "The program git is not on this computer. The page on changes tells only what the dates in the files say.",
        "Install git and build again.",
    ),
    "no-repository": (
        "This folder came without its history. The page on changes tells only what the dates in the files say.",
        "Build from a copy that was made with: git clone.",
    ),
    "partial": (
        "This copy knows when files changed but not what they said. "
        "The page on changes tells only what the dates in the files say.",
        "Get all of it with: git fetch --refetch --no-filter. Or clone without --filter. "
        "If the copy is shallow as well, add: --unshallow.",
    ),
    "apart": (
        "The history of this folder is kept in another folder, which is not there. "
        "The page on changes tells only what the dates in the files say.",
        "Build in the clone itself, or in one made with: git clone --recurse-submodules.",
    ),
    "not-trusted": (
        "Another user owns this folder, so git does not read it. "
        "The page on changes tells only what the dates in the files say.",
        "Type git status in this folder: it says how to trust it.",
    ),
    "unreadable": (
        "git cannot read the history here. The page on changes tells only what the dates in the files say.",
        "Type git status in this folder: it says what is wrong.",
    ),
    "none": (
        "The content is not in the history yet. The page on changes tells only what the dates in the files say.",
        "Add it to git and commit it.",
    ),
}


@dataclass(frozen=True)
class Change:
    """One change: `id` names it for ever, `kind` and `subject` say what to link to, `area` is a short name or ""."""

    id: str
    on: datetime.date
    sentence: str
    kind: str
    subject: str
    area: str = ""


@dataclass(frozen=True)
class ChangeRecord:
    """All changes we know of, newest first; `begins` and `extent` are as in `Stories`."""

    changes: tuple[Change, ...] = ()
    begins: datetime.date | None = None
    extent: str = "none"


def record_changes(
    folders: RecordFolders, records: Records, directory: Directory
) -> tuple[ChangeRecord | None, tuple[Diagnostic, ...]]:
    """Return the record of changes up to the directory's day, or None when the site has no page for it.

    The finding `shallow-history` says why the record tells less than it could.
    """
    if all(page.slug != PAGE for page in directory.pages):
        return None, ()
    why = "none"
    try:
        stories = read_stories(folders, directory.as_of)
        why = stories.extent
    except HistoryUnknown as unknown:
        stories, why = tell_only_today(()), unknown.why
    if stories.extent == "none":
        stories = tell_only_today(_all(records))
    record = ChangeRecord(tuple(_tell(stories, directory)), stories.begins, stories.extent)
    return record, tell_why(folders.content_dir, why)


def tell_why(content_dir: Path, why: str) -> tuple[Diagnostic, ...]:
    """Return the finding that says why the record tells less than it could; none for a whole or recent one."""
    if why not in _WHY:
        return ()
    message, hint = _WHY[why]
    place = Place(content_dir.as_posix())
    return (Diagnostic(place, "shallow-history", message, hint),)


def _all(records: Records) -> tuple[Record, ...]:
    return (*records.officers, *records.boroughs, *records.channels, *records.pages)


def _tell(stories: Stories, directory: Directory) -> list[Change]:
    first = max(directory.as_of, datetime.date.min + LONGEST) - LONGEST
    events = {
        found if _is_shown(found, directory) else replace(found, subject="")
        for story in join_renamed(stories.stories)
        for found in tell_story(story, directory.site.freshness, first, directory.as_of)
        if first <= found.on <= directory.as_of and _may_be_told(found, directory)
    }
    counted = Counter(replace(event, who="") for event in events)
    happened = {(event.on, event.kind, event.subject, event.what) for event in counted}
    changes = (
        _change(event, count, directory)
        for event, count in counted.items()
        if not (event.what == "updated" and _says_more(event, happened))
    )
    return sorted(changes, key=lambda change: (-change.on.toordinal(), change.id))


def _says_more(event: Event, happened: Set[tuple[object, ...]]) -> bool:
    """Whether something else that happened on the day tells of this change too."""
    others = {"added", "checked"} if event.kind == "page" else {"added"}
    return any((event.on, event.kind, event.subject, what) in happened for what in others)


def _is_shown(event: Event, directory: Directory) -> bool:
    """Whether the site of today has a page for what an event is about."""
    if event.kind == "borough":
        return directory.area(event.subject) is not None
    if event.kind == "channel":
        return directory.channel(event.subject) is not None
    return any(page.slug == event.subject for page in directory.pages)


def _may_be_told(event: Event, directory: Directory) -> bool:
    """Whether an event says anything without quoting what is no longer there."""
    if event.kind == "page" and event.subject in _UNTOLD:
        return False
    return _is_shown(event, directory) or (event.kind != "borough" and event.what in {"added", "removed"})


def _change(event: Event, count: int, directory: Directory) -> Change:
    dated = event.dated.isoformat() if event.dated else ""
    parts = (event.on.isoformat(), event.kind, event.subject, event.what, event.detail, dated)
    return Change(
        "/".join(part for part in parts if part),
        event.on,
        say_event(event, count, directory),
        event.kind,
        event.subject,
        event.subject if event.kind == "borough" else "",
    )
