"""Plan a new record: the one file, and the borough files that must no longer say that nobody serves there."""

from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.content.schema import RECORDS
from site_builder.content.sources import FOLDER_OF
from site_builder.desk.editing.content_state import (
    Content,
    content_after,
    new_errors,
    require_sound,
)
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.editing.file_names import require_free_slug
from site_builder.desk.editing.questions import Answers, nest
from site_builder.desk.editing.record_changes import without_field
from site_builder.desk.editing.record_text import format_record

_CALLED_EMPTY = "contradicting-liaison"
_REFUSED = "Nothing was written, because the new file would not pass the checks:"


@dataclass(frozen=True)
class NewRecord:
    """The new file, and the borough files that must change with it."""

    record: FileChange
    boroughs: tuple[FileChange, ...] = ()

    @property
    def changes(self) -> tuple[FileChange, ...]:
        """Every file to write."""
        return (self.record, *self.boroughs)


def plan_record(content: Content, kind: str, slug: str, answers: Answers) -> NewRecord:
    """Return what must be written for a new record; raise EditRefused when the checks would not accept it."""
    name = f"{FOLDER_OF[kind]}/{slug}.md"
    file = content.folders.new_file(name)
    require_free_slug(slug, files_beside(content, file, FOLDER_OF[kind]))
    if kind == "borough":  # nobody can serve it yet
        answers = {("liaison", "state"): "unlisted", **answers}
    text = format_record(RECORDS[kind], nest(answers))
    plan = NewRecord(FileChange(file, name, None, text.encode()))
    after = content_after(content, plan.changes)
    if boroughs := _boroughs_called_empty(content, after):
        plan = replace(plan, boroughs=boroughs)
        after = content_after(content, plan.changes)
    require_sound(content, after, _REFUSED)
    return plan


def files_beside(content: Content, file: Path, folder: str) -> list[str]:
    """Return the names of all files in the folder of a new one, those that are never read too."""
    read = [source.name.rpartition("/")[2] for source in content.sources if source.folder == folder]
    there = [entry.name for entry in file.parent.iterdir()] if file.parent.is_dir() else []
    return [*read, *there]


def _boroughs_called_empty(content: Content, after: Content) -> tuple[FileChange, ...]:
    """Return the change to each borough that would be called vacant or unlisted although the officer serves it."""
    paths = {error.place.path for error in new_errors(content, after) if error.rule == _CALLED_EMPTY}
    return tuple(without_field(source, "liaison") for source in content.sources if source.path in paths)
