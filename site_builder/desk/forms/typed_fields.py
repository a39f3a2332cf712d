"""What stands in a form, by the names under which a browser sends it: of a file, or as somebody typed it.

A field is called by its location, like ``source.url``; in a list of groups the number is that which the group has in
the file, like ``sources.0.title``, and a new one has a number that none has there. The list itself, ``sources``, has
the numbers in the order in which they stand in the form. A list whose entries are chosen has each of them, and an empty
one, which tells that the form had this field. What is not sent at all stays as it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from site_builder.content.models import SHORTHAND
from site_builder.content.strict_yaml import Location
from site_builder.content.strict_yaml.yaml_events import Kind
from site_builder.desk.editing.written_fields import Written
from site_builder.desk.forms.record_form import Form, FormField
from site_builder.desk.forms.text_lines import as_sent, text_in

Typed = Mapping[str, Sequence[str]]
"""What a browser sends: each name with its values."""

_NUMBER = re.compile("[0-9]{1,4}")


def name_of(location: Location) -> str:
    """Return what a field is called in a form."""
    return ".".join(map(str, location))


def single(typed: Typed, name: str) -> str | None:
    """Return the one value of a field, or None where none was sent."""
    values = typed.get(name)
    return as_sent(values[-1]) if values else None


def numbers_in(typed: Typed, name: str) -> list[int]:
    """Return the numbers of repeated groups in their order, each once."""
    found = (int(value) for value in typed.get(name, ()) if _NUMBER.fullmatch(value))
    return list(dict.fromkeys(found))


def typed_in(form: Form, written: Written, body: str) -> dict[str, tuple[str, ...]]:
    """Return what the form of a file holds: its fields, and the text below them."""
    found: dict[str, tuple[str, ...]] = {}
    for field in form.fields:
        if field.kind == "body":
            found[name_of(field.way)] = (text_in(body),)
        else:
            found |= dict(_typed(field, written.value(field.way[-1]), field.way))
    return found


def _typed(field: FormField, value: Written | None, at: Location) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the names of a field and of those in it, each with its values."""
    name = name_of(at)
    if field.kind == "group":
        for inner in field.inner:
            yield from _typed(inner, inner_value(field, inner, value), (*at, inner.way[-1]))
    elif field.kind == "groups":
        entries = value.entries if value and value.kind is Kind.LIST else ()
        short = as_sent(value.text) if field.choices and value and value.is_text else ""
        is_told = short and not _NUMBER.fullmatch(short)
        yield name, ("", *((short,) if is_told else ()), *map(str, range(len(entries))))
        for number, entry in enumerate(entries):
            for inner in field.inner:
                yield from _typed(inner, entry.value(inner.way[-1]), (*at, number, inner.way[-1]))
    elif field.kind == "several":
        yield name, ("", *(text for text in texts_of(value) if text))
    elif field.kind == "entries":
        yield name, ("\n".join(text.replace("\n", " ") for text in texts_of(value)),)
    else:
        yield name, (as_sent(value.text) if value and value.is_text else "",)


def in_short(typed: Typed, name: str) -> str:
    """Return what stands for all of several groups, like ``24x7``, or nothing."""
    return next((value for value in typed.get(name, ()) if value and not _NUMBER.fullmatch(value)), "")


def inner_value(group: FormField, inner: FormField, value: Written | None) -> Written | None:
    """Return what a field of a group holds; a contact in short is its value alone."""
    if value is not None and value.is_text:
        return value if group.is_contact and inner.way[-1] == SHORTHAND and value.text else None
    return value.value(inner.way[-1]) if value else None


def texts_of(value: Written | None) -> list[str]:
    """Return the entries of a list, which may be written as one value; nothing for one that is no text."""
    if value is None or (value.is_text and not value.text):
        return []
    parts = value.entries if value.kind is Kind.LIST else (value,)
    return [as_sent(part.text) if part.is_text else "" for part in parts]
