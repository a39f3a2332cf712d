"""Change one field of a content file. Every other line stays as it is, byte for byte: comments, order, line ends."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from site_builder.content.document import Document
from site_builder.content.frontmatter import FENCE, parse_document
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.round_trip import (
    as_value,
    dump_fields,
    format_field,
    is_surely_plain,
    load_fields,
)

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
Group = Mapping[str, str]
_Edit = tuple[int, int, str]


def set_field(
    path: str, content: bytes, name: str, value: str | list[str] | Group, order: Sequence[str]
) -> bytes:
    """Return a file with a field filled in; of a group only the lines given are changed, of a list the entries.

    Where the field is not there yet it is added below the nearest that stands before it in `order`.
    """
    return set_fields(_parsed(path, content), content, {name: value}, order)


def set_fields(
    document: Document, content: bytes, values: Mapping[str, str | list[str] | Group], order: Sequence[str]
) -> bytes:
    """Return the file of a document with fields filled in as `set_field` does, without those with an empty value."""
    file = _take_apart(document, content)
    edits, fields = [], dict(document.fields)
    for name in sorted(values, key=order.index):
        edits.append(_edit(file, name, values[name], order))
        old, value = fields.pop(name, None), values[name]
        whole = {**old, **value} if isinstance(value, Mapping) and isinstance(old, Mapping) else value
        fields |= {name: whole} if whole else {}
    return _checked(file, file.with_edits(edits), fields)


def _edit(file: "_File", name: str, value: str | list[str] | Group, order: Sequence[str]) -> _Edit:
    """Return which lines go, from the first to before the last, and what comes in their place."""
    if not value:
        return *file.span(name), ""
    if name in file.keys:
        first, stop = file.span(name)
        return first, stop, _renewed(file, first, stop, name, value)
    at = file.place_for(name, order)
    return at, at, format_field(name, dict(value) if isinstance(value, Mapping) else value)


def add_to_list(path: str, content: bytes, name: str, entry: str, order: Sequence[str]) -> bytes:
    """Return a file with one more entry at the end of a list, which is added like a field where there is none."""
    file = _take_apart(_parsed(path, content), content)
    written = file.document.fields.get(name)
    entries = [*(written if isinstance(written, list) else [written] if written else ()), entry]
    if name in file.keys:
        first, stop = file.span(name)
        lines = _longer(file, first, stop, name, entries)
    else:
        first = stop = file.place_for(name, order)
        lines = format_field(name, entries)
    return _checked(file, file.with_lines(first, stop, lines), {**file.document.fields, name: entries})


def delete_field(path: str, content: bytes, name: str) -> bytes:
    """Return a file without a field; the comments round it stay."""
    file = _take_apart(_parsed(path, content), content)
    fields = {other: value for other, value in file.document.fields.items() if other != name}
    return _checked(file, file.with_lines(*file.span(name), ""), fields)


def delete_inner_field(path: str, content: bytes, group: str, name: str) -> bytes:
    """Return a file without one line of a group."""
    file = _take_apart(_parsed(path, content), content)
    first, stop = file.span(group)
    written = file.document.fields[group]
    inner = dict(written) if isinstance(written, Mapping) else {}
    inner.pop(name, None)
    line = file.document.origin.key_place(group, name).line - 1
    on_it = [place for place in file.document.origin.key_places.values() if place.line - 1 == line]
    if len(on_it) == 1:
        changed = file.with_lines(line, line + 1, "")
    else:
        data = load_fields(file.text(first, stop))
        del data[group][name]
        changed = file.with_lines(first, stop, dump_fields(data))
    return _checked(file, changed, {**file.document.fields, group: inner})


@dataclass(frozen=True)
class _File:
    """A content file as lines; `keys` says on which line, from 0, each field begins, `end` where the fields end."""

    document: Document
    lines: tuple[str, ...]
    keys: Mapping[str, int]
    end: int

    def span(self, name: str) -> tuple[int, int]:
        """Return the first line of a field and the line after its last; comments below it are not its own."""
        first = self.keys[name]
        stop = min((line for line in self.keys.values() if line > first), default=self.end)
        while stop > first + 1 and _is_aside(self.lines[stop - 1]):
            stop -= 1
        return first, stop

    def place_for(self, name: str, order: Sequence[str]) -> int:
        """Return the line where a new field belongs."""
        before = [other for other in order[: order.index(name)] if other in self.keys]
        return self.span(before[-1])[1] if before else 1

    def text(self, first: int, stop: int) -> str:
        """Return some lines with the line ends that the reader of fields knows."""
        return "".join(line.rstrip("\r\n") + "\n" for line in self.lines[first:stop])

    def with_lines(self, first: int, stop: int, text: str) -> bytes:
        """Return the file with other lines in the place of some, ended as the first line is."""
        return self.with_edits([(first, stop, text)])

    def with_edits(self, edits: Iterable[_Edit]) -> bytes:
        """Return the file with several changes; new lines in one place stand in the order in which they are given."""
        ending = self.lines[0][len(self.lines[0].rstrip("\r\n")) :]
        lines, done = [], 0
        for first, stop, text in sorted(edits, key=lambda edit: edit[:2]):
            new = (line + ending for line in text.removesuffix("\n").split("\n")) if text else ()
            lines += [*self.lines[done:first], *new]
            done = stop
        return "".join([*lines, *self.lines[done:]]).encode()


def _parsed(path: str, content: bytes) -> Document:
    document, _ = parse_document(path, content)
    if document is None:
        raise EditRefused(f"The fields of {path} cannot be read. Run python3 build.py to see why.")
    return document


def _take_apart(document: Document, content: bytes) -> _File:
    lines = tuple(_LINES.findall(content.decode("utf-8")))
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == FENCE), 0)
    places = {str(at[0]): place for at, place in document.origin.key_places.items() if len(at) == 1}
    is_plain = lines[0].lstrip("\ufeff").rstrip() == FENCE and all(
        place.column == 1 for place in places.values()
    )
    if not end or not is_plain or len({place.line for place in places.values()}) < len(places):
        raise _by_hand(document.path)
    return _File(document, lines, {name: place.line - 1 for name, place in places.items()}, end)


def _renewed(file: _File, first: int, stop: int, name: str, value: str | list[str] | Group) -> str:
    before, line = file.document.fields[name], file.text(first, stop)
    if isinstance(value, str) and is_surely_plain(value) and line == f"{name}: {before}\n":
        return f"{name}: {value}\n"
    data = load_fields(line)
    if data is None:
        raise _by_hand(file.document.path)
    if isinstance(value, Mapping) and isinstance(data[name], Mapping):
        for inner, words in value.items():
            data[name][inner] = as_value(words)
    elif isinstance(value, list) and isinstance(data[name], list):
        _renew_entries(data[name], value)
    elif isinstance(value, list):
        data[name] = list(map(as_value, value))
    else:
        data[name] = dict(value) if isinstance(value, Mapping) else as_value(value)
    return dump_fields(data, _indent(file.lines[first + 1 : stop]))


def _renew_entries(entries: list[str], wanted: list[str]) -> None:
    """Make the entries of a list those that are wanted; those that stay keep their comments."""
    steps = SequenceMatcher(None, list(map(str, entries)), wanted, autojunk=False).get_opcodes()
    for step, first, stop, begin, end in reversed(steps):
        if step != "equal":
            for at in range(stop - 1, first - 1, -1):
                del entries[at]
            for entry in reversed(wanted[begin:end]):
                entries.insert(first, as_value(entry))


def _longer(file: _File, first: int, stop: int, name: str, entries: Sequence[str]) -> str:
    data = load_fields(file.text(first, stop))
    if data is None:
        raise _by_hand(file.document.path)
    if isinstance(data[name], list):
        data[name].append(as_value(entries[-1]))
    else:
        data[name] = list(map(as_value, entries))
    return dump_fields(data, _indent(file.lines[first + 1 : stop]))


def _indent(lines: Sequence[str]) -> int:
    """Return how far the lines of a group stand in."""
    inside = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "  x")
    return max(2, len(inside) - len(inside.lstrip(" ")))


def _checked(file: _File, changed: bytes, fields: Mapping[str, object]) -> bytes:
    """Return the changed file after reading it again: the one change is in it and nothing else."""
    document, _ = parse_document(file.document.path, changed)
    if document is None or document.fields != fields or document.body.text != file.document.body.text:
        raise _by_hand(file.document.path)
    return changed


def _by_hand(path: str) -> EditRefused:
    return EditRefused(f"{path} is written in a way that cannot be changed line by line. Change it by hand.")


def _is_aside(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
