"""What an area says of itself while nobody serves it: taken out when an officer does, added when none does any more."""

from collections.abc import Sequence

from site_builder.desk.editing.content_state import Content, content_after, new_errors
from site_builder.desk.editing.field_lines import delete_field, set_field
from site_builder.desk.editing.file_changes import FileChange
from site_builder.findings.diagnostics import Diagnostic

_CALLED_EMPTY, _CALLED_NOTHING = "contradicting-liaison", "missing-liaison"
"""Rules of the files of areas: an officer serves an area that says that nobody does, or the other way round."""


def is_of_area(error: Diagnostic) -> bool:
    """Whether an error goes when its area says the truth about who serves it."""
    return error.rule in {_CALLED_EMPTY, _CALLED_NOTHING}


def change_liaison(content: Content, error: Diagnostic) -> tuple[FileChange, str] | None:
    """Return the change to the area that an error is about, and what it is in words."""
    source = next((one for one in content.sources if one.path == error.place.path), None)
    if source is None:
        return None
    if error.rule == _CALLED_EMPTY:
        text = delete_field(source.path, source.content, "liaison")
        return FileChange.of(source, text), "liaison is taken out: an officer serves it"
    text = set_field(source.path, source.content, "liaison", {"state": "unlisted"}, ("liaison",))
    return FileChange.of(
        source, text
    ), "liaison is added, with state: unlisted: no officer serves it any more"


def settle_areas(
    content: Content, given: Sequence[FileChange]
) -> tuple[Content, tuple[FileChange, ...], tuple[str, ...]]:
    """Return the content after changes, with each other area made to say the truth: all changes, and those in words."""
    changes = {one.name: one for one in given}
    after, words = content_after(content, changes.values()), []
    for error in filter(is_of_area, new_errors(content, after)):
        found = change_liaison(content, error)
        if found and found[0].name not in changes:
            changes[found[0].name] = found[0]
            words.append(f"{found[0].file.as_posix()}: {found[1]}.")
    if words:
        after = content_after(content, changes.values())
    return after, tuple(changes.values()), tuple(words)
