"""Small changes to a record: an officer leaves, or somebody made sure that a record is still true."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.content.field_facts import fields_that
from site_builder.content.schema import RECORDS, Officer
from site_builder.content.sources import SourceFile
from site_builder.content.strict_yaml import parse_yaml
from site_builder.desk.editing.content_state import Content, content_after, find_source, require_sound
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.field_lines import delete_field, set_field
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.editing.round_trip import format_field
from site_builder.language.wording import format_day, format_list


@dataclass(frozen=True)
class Edit:
    """Files to write, and what to tell the editor about it."""

    changes: tuple[FileChange, ...]
    words: tuple[str, ...]


def plan_leave(content: Content, written: str, last_day: datetime.date) -> Edit:
    """Return the change for an officer whose last day is known; raise EditRefused when it cannot be made."""
    source = find_source(content, written, ("officer",))
    order = tuple(Officer.model_fields)
    text = set_field(source.path, source.content, "state", "leaving", order)
    text = set_field(source.path, text, "until", last_day.isoformat(), order)
    day = format_day(last_day)
    words = (
        (f"{source.path}: {day} is the last day.",)
        if text != source.content
        else (f"{source.path} says so already.",)
    )
    gone = last_day < content.folders.as_of
    news = (
        "That day has passed, so the officer is not shown any more."
        if gone
        else "After that day the officer is not shown any more."
    )
    return _finish(content, source, text, (*words, f"{news} Then run: python3 build.py remove {source.slug}"))


def plan_confirm(content: Content, written: str, on: datetime.date, by: str, how: str) -> Edit:
    """Return the change after a check of an officer or a way to report."""
    source = find_source(content, written, ("officer", "channel"))
    if on > content.folders.as_of:
        raise EditRefused(f"{format_day(on)} has not come yet. Write the day of the check.")
    check = {"on": on.isoformat(), "by": one_line("by", by), "how": one_line("how", how)}
    order = tuple(RECORDS[source.kind].model_fields)
    text = set_field(source.path, source.content, "checked", check, order)
    words = [f"{source.path}: checked on {format_day(on)} by {check['by']} ({check['how']})."]
    if own := _own_checks(content, source):
        names = format_list([f'"{name}"' for name in own])
        verb, noun = ("has", "a check") if len(own) == 1 else ("have", "checks")
        words.append(f"{names} {verb} {noun} of its own there, which was not changed.")
    return _finish(content, source, text, tuple(words))


def one_line(name: str, written: str) -> str:
    """Return an answer in words, tidied; raise EditRefused when it cannot stand in a file."""
    words = " ".join(written.split())
    if not words:
        raise EditRefused(f'"{name}" is empty. Write a few words.')
    _, found = parse_yaml(format_field(name, words), "")
    if found:
        raise EditRefused(f"{found[0].message} {found[0].hint}".strip())
    return words


def without_field(source: SourceFile, name: str) -> FileChange:
    """Return the change that takes a field out of a file."""
    return FileChange.of(source, delete_field(source.path, source.content, name))


def _own_checks(content: Content, source: SourceFile) -> list[str]:
    document = content.document(source.path)
    fields = document.fields if document else {}
    return [
        name
        for name in fields_that(RECORDS[source.kind], lambda are: are.contact)
        if isinstance(contact := fields.get(name), Mapping) and "checked" in contact
    ]


def _finish(content: Content, source: SourceFile, text: bytes, words: tuple[str, ...]) -> Edit:
    changes = (FileChange.of(source, text),)
    after = content_after(content, changes)
    require_sound(content, after, f"{source.path} was not changed, because then something would be wrong:")
    return Edit(changes if text != source.content else (), words)
