"""Fields as the text of a file: plain where the reader takes the words as they are, else between quotes."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from site_builder.content.empty_words import is_null, says_nothing
from site_builder.content.strict_yaml import parse_yaml

_SURELY_PLAIN = re.compile("[A-Za-z0-9](?:[A-Za-z0-9 ,.()/-]*[A-Za-z0-9)])?")
"""Most values: to read each of them to see that it needs no quotes would take most of the time."""


def format_field(name: str, value: object) -> str:
    """Return the lines of one new field."""
    return "".join(f"{line}\n" for line in block_lines({name: value}, 0))


def block_lines(value: object, column: int) -> list[str]:
    """Return the lines of a list or a group that begins at a column, counted from 0."""
    pad = " " * column
    if isinstance(value, Mapping):
        return [line for name, part in value.items() for line in _field_lines(pad, str(name), part)]
    assert isinstance(value, Sequence)
    return [line for entry in value for line in _entry_lines(pad, entry)]


def _field_lines(pad: str, name: str, value: object) -> Iterator[str]:
    key = format_text(name)
    if isinstance(value, str) or not value:
        yield f"{pad}{key}: {format_text(value) if isinstance(value, str) else '[]'}"
        return
    yield f"{pad}{key}:"
    yield from block_lines(value, len(pad) + 2)


def _entry_lines(pad: str, entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield f"{pad}- {format_text(entry)}"
        return
    first, *others = block_lines(entry, len(pad) + 2)
    yield f"{pad}- {first.lstrip()}"
    yield from others


def format_text(text: str, quotes: str = "", *, in_brackets: bool = False) -> str:
    """Return a text as a value, between the quotes that it had before, if any."""
    if quotes == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if quotes != '"' and (_stands_in_brackets(text) if in_brackets else stands_plain(text)):
        return text
    return json.dumps(text, ensure_ascii=False)


def stands_plain(text: str) -> bool:
    """Return whether a value needs no quotes."""
    if _SURELY_PLAIN.fullmatch(text) and not (says_nothing(text) or is_null(text)):
        return True
    read, found = parse_yaml(f"text: {text}\n", "")
    return not found and read is not None and read.fields == {"text": text}


def _stands_in_brackets(text: str) -> bool:
    return bool(_SURELY_PLAIN.fullmatch(text)) and "," not in text and stands_plain(text)
