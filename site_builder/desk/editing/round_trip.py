"""Fields as YAML and back, with comments, order and quotes kept: every plain value stays the text that was written."""

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from site_builder.content.empty_words import is_null, says_nothing
from site_builder.content.strict_yaml import parse_yaml

_NEVER_WRAPPED = 1_000_000
_SURELY_PLAIN = re.compile("[A-Za-z0-9](?:[A-Za-z0-9 ,.()/-]*[A-Za-z0-9)])?")
"""Most values: to write and read each of them to see that it needs no quotes would take most of the time."""


class _TextResolver(VersionedResolver):
    """Takes no word for a number, a date or yes and no."""

    @property
    def versioned_resolver(self) -> dict[str, Any]:
        """Nothing stands for anything but itself."""
        return {}


def load_fields(text: str) -> Any:  # noqa: ANN401 (the library gives its own kinds of list and group)
    """Return the fields of a text so that `dump_fields` gives them back as they were; None when it cannot be read."""
    try:
        return _yaml(2).load(text)
    except (YAMLError, ValueError, RecursionError):
        return None


def dump_fields(fields: object, indent: int = 2) -> str:
    """Return fields as text."""
    stream = io.StringIO()
    _yaml(indent).dump(fields, stream)
    return stream.getvalue()


def format_field(name: str, value: object) -> str:
    """Return the lines of one new field, with double quotes where the reader of fields needs some."""
    return dump_fields({name: _quoted_where_needed(value)})


def is_surely_plain(text: str) -> bool:
    """Return whether a value needs no quotes, seen from its letters alone; of some that need none it is not seen."""
    return bool(_SURELY_PLAIN.fullmatch(text)) and not (says_nothing(text) or is_null(text))


def as_value(text: str) -> str:
    """Return a new value with quotes where it needs some; the library keeps those that the old one had."""
    return text if is_surely_plain(text) or _stands_plain(text) else DoubleQuotedScalarString(text)


def _quoted_where_needed(value: object) -> object:
    if isinstance(value, str):
        return as_value(value)
    if isinstance(value, list):
        return [_quoted_where_needed(part) for part in value]
    if isinstance(value, Mapping):
        return {name: _quoted_where_needed(part) for name, part in value.items()}
    return value


def _stands_plain(text: str) -> bool:
    line = f"text: {text}\n"
    read, found = parse_yaml(line, "")
    return (
        dump_fields({"text": text}) == line
        and not found
        and read is not None
        and read.fields == {"text": text}
    )


def _yaml(indent: int) -> YAML:
    yaml = YAML()
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.width = _NEVER_WRAPPED
    yaml.indent(mapping=indent, sequence=indent + 2, offset=indent)
    return yaml
