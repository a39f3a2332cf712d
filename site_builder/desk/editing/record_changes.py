"""Small changes to a record: an officer leaves, or a field goes."""

import datetime
from dataclasses import dataclass

from site_builder.content.schema import Officer
from site_builder.content.sources import SourceFile
from site_builder.desk.editing.content_state import (
    Content,
    content_after,
    find_slug,
    find_source,
    require_sound,
)
from site_builder.desk.editing.field_lines import delete_field, set_field
from site_builder.desk.editing.file_changes import FileChange
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.language.wording import format_day


@dataclass(frozen=True)
class Edit:
    """Files to write, and what to tell the editor about it."""

    changes: tuple[FileChange, ...]
    words: tuple[str, ...]


def plan_leave(content: Content, written: str, last_day: datetime.date, cover: str = "") -> Edit:
    """Return the change for an officer whose last day is known; raise EditRefused when it cannot be made.

    `cover` names who stands in for them until that day, if anybody does.
    """
    source = find_source(content, written, "officer")
    order = tuple(Officer.model_fields)
    text = set_field(source.path, source.content, "state", "leaving", order)
    text = set_field(source.path, text, "until", last_day.isoformat(), order)
    words = [f"{source.path}: {format_day(last_day)} is the last day."]
    if cover:
        names = content.names("officer")
        slug = find_slug(names, cover, "officer")
        text = set_field(source.path, text, "covered_by", slug, order)
        words.append(f"{source.path}: {names.shown[slug]} covers until then.")
    if text == source.content:
        words = [f"{source.path} says so already."]
    gone = last_day < content.folders.as_of
    news = (
        "That day has passed, so the officer is not shown any more."
        if gone
        else "After that day the officer is not shown any more."
    )
    return _finish(content, source, text, (*words, f"{news} Then run: {FRONT_DOOR} remove {source.slug}"))


def without_field(source: SourceFile, name: str) -> FileChange:
    """Return the change that takes a field out of a file."""
    return FileChange.of(source, delete_field(source.path, source.content, name))


def _finish(content: Content, source: SourceFile, text: bytes, words: tuple[str, ...]) -> Edit:
    changes = (FileChange.of(source, text),)
    after = content_after(content, changes)
    require_sound(content, after, f"{source.path} was not changed, because then something would be wrong:")
    return Edit(changes if text != source.content else (), words)
