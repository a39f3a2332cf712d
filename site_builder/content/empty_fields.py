"""Lines that say nothing, as editors with forms write them where nobody filled a field in: ``rank: null``.

They stay mistakes, because nobody knows what was meant to stand there. Where the record can do without the field, a
program may delete the line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pydantic import BaseModel

from site_builder.content.characters import normalise_line_ends
from site_builder.content.document import Document
from site_builder.content.models import model_within
from site_builder.content.strict_yaml import Location
from site_builder.findings.diagnostics import Diagnostic, Fix

_RULE = "empty-field"
_NEVER = "held_back"
"""A record without it is published: whether that is meant, only a person can say."""
_NOTHING = r"""(?:null|Null|NULL|~|""|''|\[[ ]*+\]|\{[ ]*+\})?"""
_EMPTY_LINE = re.compile(rf"[ ]*+(?:(?P<entry>-)|[A-Za-z_][\w-]*+[ ]*+:)[ \t]*+{_NOTHING}[ \t]*+")
"""A whole line with nothing in it but a name, or the hyphen of an entry, and what programs write for no value."""


def with_deletions(
    found: Iterable[Diagnostic], document: Document, model: type[BaseModel], text: str
) -> Iterator[Diagnostic]:
    """Yield findings; those on an empty line that the record can do without say that it may be deleted."""
    lines = normalise_line_ends(text).split("\n")
    for one in found:
        line = lines[one.place.line - 1] if one.rule == _RULE and 0 < one.place.line <= len(lines) else ""
        empty = _EMPTY_LINE.fullmatch(line) if line and not one.fix else None
        if empty and (empty["entry"] or _can_go(_location(document, one), document, model)):
            yield replace(one, fix=Fix(1, len(line) + 1, "", deletes_line=True))
        else:
            yield one


def _location(document: Document, finding: Diagnostic) -> Location:
    """Return where the field stands that a finding is about, or nothing where that is not sure."""
    places = document.origin.key_places.items()
    on_line = [at for at, place in places if place.line == finding.place.line]
    return on_line[0] if len(on_line) == 1 else ()


def _can_go(at: Location, document: Document, model: type[BaseModel]) -> bool:
    """Whether a record can do without a field, or without a group of which nothing is filled in."""
    around = (at[:length] for length in range(1, len(at) + 1) if isinstance(at[length - 1], str))
    return _NEVER not in at and any(
        _is_optional(one, model) and not _is_filled_in(one, document) for one in around
    )


def _is_optional(at: Location, model: type[BaseModel]) -> bool:
    group: type[BaseModel] | None = model
    *above, name = (part for part in at if isinstance(part, str))
    for part in above:
        field = group.model_fields.get(part) if group else None
        group = model_within(field.annotation) if field else None
    known = group.model_fields.get(name) if group else None
    return known is not None and not known.is_required()


def _is_filled_in(at: Location, document: Document) -> bool:
    value: object = document.fields
    for part in at:
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return False
    return value is not None
