"""Write what was changed, and what areas have to say because of it: only if nothing is wrong then."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from site_builder.content.sources import SourceFile
from site_builder.desk.editing.area_liaison import settle_areas
from site_builder.desk.editing.content_state import Content, new_errors
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.editor.record_lists import url_at
from site_builder.desk.editor.screens import Fault
from site_builder.desk.editor.workroom import Workroom
from site_builder.findings.diagnostics import Diagnostic

NOT_SAVED = "This was not saved, because then something would be wrong."


def save_change(room: Workroom, content: Content, changes: Sequence[FileChange]) -> tuple[str, ...]:
    """Write changes and return what else was changed, in words; raise EditRefused where something would be wrong."""
    after, settled, words = settle_areas(content, changes)
    if found := new_errors(content, after):
        raise EditRefused(NOT_SAVED, found, after.texts())
    room.write(settled, after)
    return words


def as_faults(content: Content, found: Iterable[Diagnostic]) -> Iterator[Fault]:
    """Yield findings as a screen tells them, each with the way to the record that it is about."""
    for one in found:
        yield Fault(one.message, one.hint, str(one.place), url_at(content, one.place))


def text_with_ends(source: SourceFile, typed: str) -> bytes:
    """Return a whole text as it was typed, with the line ends, and the mark at its beginning, that its file has."""
    before = source.content.decode("utf-8-sig").splitlines(keepends=True)
    mark = b"\xef\xbb\xbf" if source.content.startswith(b"\xef\xbb\xbf") else b""
    bare = [line.rstrip("\r\n") for line in before]
    ends = [line[len(old) :] for line, old in zip(before, bare, strict=True)]
    usual = next(filter(None, ends), "\n")
    lines = typed.split("\n")
    new = [usual] * len(lines)
    if {*ends, ""} != {usual, ""}:
        for block in SequenceMatcher(None, bare, lines, autojunk=False).get_matching_blocks():
            new[block.b : block.b + block.size] = [
                end or usual for end in ends[block.a : block.a + block.size]
            ]
    return mark + "".join(map("".join, zip(lines, [*new[:-1], ""], strict=True))).encode()
