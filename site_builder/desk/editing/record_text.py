"""Write a new record down: its fields with a note on each, and those not filled in as lines to take up later."""

import textwrap
from collections.abc import Iterator, Mapping

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from site_builder.content.models import SHORTHAND, choices_of, list_within, model_within
from site_builder.content.schema import Officer, Record
from site_builder.desk.editing.yaml_text import format_field

_WIDTH = 100
_NOTE = "Lines that begin with # are notes to you and are never published. To use one, take away the # and one space."
_NEEDS_CONSENT = (
    "More about the officer (an email address, a number, a photograph) may be shown once they agree. "
    'Then write "basis: consent", and fill in consent as the content guide says.'
)


def format_record(
    model: type[Record], fields: Mapping[str, object], waiting: Mapping[str, object] | None = None
) -> str:
    """Return the text of a new file that holds these fields, ready for a body below them.

    Fields that are `waiting` are filled in as notes: they count once somebody takes the # away.
    """
    left_out = _left_out(model, fields)
    lines = ["---", *_note(_NOTE)]
    for name, field in model.model_fields.items():
        if waiting and name in waiting:
            written = list(_lines(name, field, waiting[name]))
            lines += [line if line.startswith("#") else f"# {line}" for line in written]
        elif name not in Record.OWN | left_out:
            lines += _lines(name, field, fields.get(name))
    lines += _note(_NEEDS_CONSENT) if left_out else []
    return "\n".join([*lines, "---", ""])


def group_of(field: FieldInfo) -> type[BaseModel] | None:
    """Return the model of a field that is a group of lines; a contact is written as one value."""
    model = model_within(field.annotation)
    return model if model and SHORTHAND not in model.model_fields else None


def _left_out(model: type[Record], fields: Mapping[str, object]) -> frozenset[str]:
    """Return the open fields that could not be used anyway: of an officer who has not agreed, what needs consent."""
    if model is not Officer or fields.get("basis") == "consent":
        return frozenset()
    return frozenset({*Officer.consentable(), "consent"}) - fields.keys()


def _lines(name: str, field: FieldInfo, value: object) -> Iterator[str]:
    for words in _words(field):
        yield from _note(words)
    if value is None:
        yield from (f"# {line}".rstrip() for line in _sample(name, field))
        return
    group = group_of(field)
    if group is None:
        yield from format_field(name, value).splitlines()
    elif isinstance(value, list):
        yield f"{name}:"
        for entry in value:
            inner = _group_lines(group, entry)
            yield from _as_entry(inner)
    elif isinstance(value, Mapping):
        yield f"{name}:"
        yield from (f"  {line}" for line in _group_lines(group, value))


def _group_lines(group: type[BaseModel], values: Mapping[str, object]) -> list[str]:
    return [
        line for name, field in group.model_fields.items() for line in _lines(name, field, values.get(name))
    ]


def _as_entry(lines: list[str]) -> Iterator[str]:
    """Yield the lines of one entry of a list of groups: the hyphen stands before its first field."""
    first = next(at for at, line in enumerate(lines) if not line.startswith("#"))
    for at, line in enumerate(lines):
        yield f"  - {line}" if at == first else f"    {line}"


def _words(field: FieldInfo) -> Iterator[str]:
    yield (field.description or "").replace("`", '"')
    if choices := choices_of(field.annotation) if group_of(field) is None else ():
        yield f"One of: {', '.join(choices)}."


def _sample(name: str, field: FieldInfo) -> list[str]:
    """Return the lines of a field not filled in; where no example is known the value is left open, so it is missed."""
    group = group_of(field)
    if group is not None:
        inner = [line for key, part in group.model_fields.items() for line in _sample(key, part)]
        return [
            f"{name}:",
            *(_as_entry(inner) if list_within(field.annotation) else [f"  {line}" for line in inner]),
        ]
    example = field.examples[0] if field.examples else next(iter(choices_of(field.annotation)), "")
    if example:
        return format_field(name, example).splitlines()
    return [f"{name}:", "  - "] if list_within(field.annotation) else [f"{name}:"]


def _note(words: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(words, _WIDTH)]
