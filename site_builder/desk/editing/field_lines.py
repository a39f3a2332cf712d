"""Change the fields of a content file. Every other line stays as it is, byte for byte: comments, order, line ends."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from site_builder.content.document import Document
from site_builder.content.frontmatter import FENCE, parse_document
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.field_edits import (
    FieldText,
    Order,
    TooOddError,
    Wanted,
    bare,
    kept,
    with_origins,
)
from site_builder.desk.editing.written_fields import LINES, Plain
from site_builder.findings.front_door import FRONT_DOOR

BYTE_ORDER_MARK = "\ufeff"
Group = Mapping[str, str]
Value = str | list[str] | Group


def set_field(path: str, content: bytes, name: str, value: Value, order: Sequence[str]) -> bytes:
    """Return a file with a field filled in; of a group only the lines given are changed, of a list the entries.

    Where the field is not there yet it is added below the nearest that stands before it in `order`.
    """
    document = _parsed(path, content)
    fields = dict(document.fields)
    old = fields.pop(name, None)
    whole = {**old, **value} if isinstance(value, Mapping) and isinstance(old, Mapping) else value
    return with_fields(document, content, {**fields, name: whole}, {(): order})


def add_to_list(path: str, content: bytes, name: str, entry: str, order: Sequence[str]) -> bytes:
    """Return a file with one more entry at the end of a list, which is added like a field where there is none."""
    document = _parsed(path, content)
    written = document.fields.get(name)
    entries = [*(written if isinstance(written, list) else [written] if written else ()), entry]
    return with_fields(document, content, {**document.fields, name: entries}, {(): order})


def delete_field(path: str, content: bytes, name: str) -> bytes:
    """Return a file without a field; the comments round it stay."""
    document = _parsed(path, content)
    left = {other: value for other, value in document.fields.items() if other != name}
    return with_fields(document, content, left)


def delete_inner_field(path: str, content: bytes, group: str, name: str) -> bytes:
    """Return a file without one line of a group."""
    document = _parsed(path, content)
    written = document.fields[group]
    inner = (
        {key: value for key, value in dict(written).items() if key != name}
        if isinstance(written, Mapping)
        else {}
    )
    return with_fields(document, content, {**document.fields, group: inner})


def with_fields(
    document: Document, content: bytes, fields: Mapping[str, object], order: Order = MappingProxyType({})
) -> bytes:
    """Return a file with these fields and no others; it is read again to be sure that they are in it as they should be.

    A field that is not there yet is added below the nearest that stands before it in the order of its group.
    """
    wanted = with_origins(_plain(document.fields), _plain(fields))
    assert isinstance(wanted, Mapping)
    try:
        file = fields_text(document, content, order)
        changed = with_mark(content, file.with_fields(_with_faulty(file, document, wanted)))
    except TooOddError:
        raise by_hand(document.path) from None
    after, _ = parse_document(document.path, changed)
    if after is None or after.fields != bare(wanted) or after.body.text != document.body.text:
        raise by_hand(document.path)
    return changed


def fields_text(document: Document, content: bytes, order: Order) -> FieldText:
    """Return the text of a file, without its byte order mark, and where its fields are; raise EditRefused."""
    text = content.decode("utf-8-sig")
    begins = [0, *(line.end() for line in LINES.finditer(text))]
    lines = [text[one:other].rstrip() for one, other in pairwise(begins)]
    end = next((at for at, line in enumerate(lines) if at and line == FENCE), 0)
    if not end or lines[0] != FENCE or document.body.line != end + 2:
        raise by_hand(document.path)
    return FieldText(text, begins[1], begins[end], order)


def with_mark(content: bytes, text: str) -> bytes:
    """Return a text as a file that begins as another does, with a byte order mark or without."""
    has_mark = content.startswith(BYTE_ORDER_MARK.encode())
    return (BYTE_ORDER_MARK if has_mark else "").encode() + text.encode()


def by_hand(path: str) -> EditRefused:
    """Return the refusal of a file that nobody can change without losing something of it."""
    return EditRefused(f"{path} is written in a way that cannot be changed line by line. Change it by hand.")


def _with_faulty(file: FieldText, document: Document, wanted: Mapping[str, Wanted]) -> Mapping[str, Wanted]:
    """Return the fields and those that a finding names: what nobody could read stays as it is."""
    written = file.read().plain
    assert isinstance(written, dict)
    unread = {name: value for name, value in written.items() if name not in document.fields}
    return {**wanted, **{name: kept(value) for name, value in unread.items()}}


def _plain(value: object) -> Plain:
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else str(value)


def _parsed(path: str, content: bytes) -> Document:
    document, _ = parse_document(path, content)
    if document is None:
        raise EditRefused(f"The fields of {path} cannot be read. Run {FRONT_DOOR} to see why.")
    return document
