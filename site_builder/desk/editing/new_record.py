"""Plan a new record: the one file, and the files of areas that would contradict it.

An area that an officer serves must not say that nobody does, and the neighbours of a new area must name it too.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from site_builder.content.photo_metadata import CannotClean, without_metadata
from site_builder.content.schema import RECORDS
from site_builder.content.sources import FOLDER_OF
from site_builder.desk.editing.content_state import (
    Content,
    content_after,
    new_errors,
    require_sound,
)
from site_builder.desk.editing.field_lines import add_to_list
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.editing.file_names import require_free_slug
from site_builder.desk.editing.questions import Answers, nest
from site_builder.desk.editing.record_changes import without_field
from site_builder.desk.editing.record_text import format_record

_CALLED_EMPTY = "contradicting-liaison"
_REFUSED = "Nothing was written, because the new file would not pass the checks:"


@dataclass(frozen=True)
class NewRecord:
    """The new file, the borough files that must change with it (`news` says how), and photographs to clean.

    `photo_to_come` is the name of a photograph that is not there yet: what is known of it stands in the file as notes.
    """

    record: FileChange
    boroughs: tuple[FileChange, ...] = ()
    photos: tuple[FileChange, ...] = ()
    news: str = ""
    photo_to_come: str = ""

    @property
    def changes(self) -> tuple[FileChange, ...]:
        """Every file to write."""
        return (self.record, *self.boroughs, *self.photos)


def _clean_photo(content: Content, name: object) -> Iterator[FileChange]:
    """Yield the change to the photograph that a new record names, if it holds more than the picture."""
    source = content.source(f"{FOLDER_OF['officer']}/{name}")
    if source is not None:
        with suppress(CannotClean):
            cleaned = without_metadata(source.content)
            yield from [FileChange.of(source, cleaned)] if cleaned != source.content else []


def plan_record(content: Content, kind: str, slug: str, answers: Answers) -> NewRecord:
    """Return what must be written for a new record by these answers; raise EditRefused as `plan_file` does."""
    return plan_file(content, kind, slug, nest(answers))


def plan_file(content: Content, kind: str, slug: str, fields: Mapping[str, Any], body: str = "") -> NewRecord:
    """Return what must be written for a new record; raise EditRefused when the checks would not accept it."""
    name = f"{FOLDER_OF[kind]}/{slug}.md"
    file = content.folders.new_file(name)
    require_free_slug(slug, files_beside(content, file, FOLDER_OF[kind]))
    if kind == "borough":  # nobody can serve it yet
        fields = {**fields, "liaison": {"state": "unlisted", **fields.get("liaison", {})}}
    awaited = _photo_to_come(content, fields)
    waiting = {"photo": fields["photo"]} if awaited else {}
    text = format_record(RECORDS[kind], {at: one for at, one in fields.items() if at not in waiting}, waiting)
    text += f"\n{body.strip()}\n" if body.strip() else ""
    plan = NewRecord(FileChange(file, name, None, text.encode()), photo_to_come=awaited)
    if kind == "borough":
        boroughs, news = tuple(_neighbours(content, slug, fields)), f'"{slug}" is added to its neighbours'
    else:
        after = content_after(content, plan.changes)
        boroughs, news = _boroughs_called_empty(content, after), '"liaison" is taken out'
    photos = tuple(_clean_photo(content, fields.get("photo", {}).get("file")))
    plan = replace(plan, boroughs=boroughs, photos=photos, news=news)
    require_sound(content, content_after(content, plan.changes), _REFUSED)
    return plan


def _photo_to_come(content: Content, fields: Mapping[str, Any]) -> str:
    name = str(fields.get("photo", {}).get("file", ""))
    return "" if content.source(f"{FOLDER_OF['officer']}/{name}") else name


def files_beside(content: Content, file: Path, folder: str) -> list[str]:
    """Return the names of all files in the folder of a new one, those that are never read too."""
    read = [source.name.rpartition("/")[2] for source in content.sources if source.folder == folder]
    there = [entry.name for entry in file.parent.iterdir()] if file.parent.is_dir() else []
    return [*read, *there]


def _neighbours(content: Content, slug: str, fields: Mapping[str, Any]) -> Iterator[FileChange]:
    """Yield the change to each neighbour of a new area, so that both name each other, across a river too."""
    order = tuple(RECORDS["borough"].model_fields)
    for source in content.sources:
        text = source.content
        for field in ("neighbours", "across_river"):
            if source.kind == "borough" and source.slug in fields.get(field, ()):
                text = add_to_list(source.path, text, field, slug, order)
        if text != source.content:
            yield FileChange(Path(source.path), source.name, source.content, text)


def _boroughs_called_empty(content: Content, after: Content) -> tuple[FileChange, ...]:
    """Return the change to each borough that would be called vacant or unlisted although the officer serves it."""
    paths = {error.place.path for error in new_errors(content, after) if error.rule == _CALLED_EMPTY}
    return tuple(without_field(source, "liaison") for source in content.sources if source.path in paths)
