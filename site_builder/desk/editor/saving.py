"""Write what was changed, and what areas have to say because of it: only if nothing is wrong then."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from site_builder.content.sources import SourceFile
from site_builder.desk.editing.area_liaison import settle_areas
from site_builder.desk.editing.content_state import Content, new_errors
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.editor.drafts import read_draft
from site_builder.desk.editor.record_lists import url_at
from site_builder.desk.editor.screens import Asked, Fault, News
from site_builder.desk.editor.workroom import Workroom
from site_builder.findings.diagnostics import Diagnostic

NOT_SAVED = "This was not saved, because then something would be wrong."


def save_change(room: Workroom, content: Content, changes: Sequence[FileChange]) -> tuple[str, ...]:
    """Write changes and return what else was changed, in words; raise EditRefused where something would be wrong."""
    changes = [change for change in changes if change.before != change.after]
    if not changes:
        return ()
    after, settled, words = settle_areas(content, changes)
    if found := new_errors(content, after):
        raise EditRefused(NOT_SAVED, found, after.texts())
    room.write(settled, after)
    return words


def saved_news(source: SourceFile, changed: bytes, words: tuple[str, ...]) -> News:
    """Return what to tell when a file was saved, and other files with it."""
    if changed == source.content:
        return News("Nothing was changed.")
    return News(f"{source.path} is saved.", words)


def before_of(room: Workroom, record: str, asked: Asked) -> bytes | None:
    """Return what the file held when the form was opened, also if the editor was started again since; else None."""
    digest = asked.one("base")
    draft = read_draft(room.desk, record)
    kept = draft.before if draft and draft.before is not None else None
    is_it = kept is not None and sha256(kept).hexdigest() == digest
    return kept if is_it else room.recall_version(digest)


def as_faults(content: Content, found: Iterable[Diagnostic]) -> Iterator[Fault]:
    """Yield findings as a screen tells them, each with the way to the record that it is about."""
    for one in found:
        yield Fault(one.message, one.hint, str(one.place), url_at(content, one.place))
