"""Write a new record down: its fields with a note on each, and those not filled in as lines to take up later."""

import textwrap
from collections.abc import Iterator, Mapping

from site_builder.content.schema import Officer, Record
from site_builder.desk.editing.yaml_text import format_field
from site_builder.desk.forms.record_form import FormField, fields_of

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
    for field in fields_of(model):
        if waiting and field.name in waiting:
            written = list(_lines(field, waiting[field.name]))
            lines += [line if line.startswith("#") else f"# {line}" for line in written]
        elif field.name not in left_out:
            lines += _lines(field, fields.get(field.name))
    lines += _note(_NEEDS_CONSENT) if left_out else []
    return "\n".join([*lines, "---", ""])


def _left_out(model: type[Record], fields: Mapping[str, object]) -> frozenset[str]:
    """Return the open fields that could not be used anyway: of an officer who has not agreed, what needs consent."""
    if model is not Officer or fields.get("basis") == "consent":
        return frozenset()
    return frozenset({*Officer.consentable(), "consent"}) - fields.keys()


def _lines(field: FormField, value: object) -> Iterator[str]:
    for words in _words(field):
        yield from _note(words)
    if value is None:
        yield from (f"# {line}".rstrip() for line in _sample(field))
    elif isinstance(value, list) and field.kind == "groups":
        yield f"{field.name}:"
        for entry in value:
            yield from _as_entry(_group_lines(field, entry))
    elif isinstance(value, Mapping):
        yield f"{field.name}:"
        yield from (f"  {line}" for line in _group_lines(field, value))
    else:
        yield from format_field(field.name, value).splitlines()


def _group_lines(group: FormField, values: Mapping[str, object]) -> list[str]:
    return [line for field in group.inner for line in _lines(field, values.get(field.name))]


def _as_entry(lines: list[str]) -> Iterator[str]:
    """Yield the lines of one entry of a list of groups: the hyphen stands before its first field."""
    first = next(at for at, line in enumerate(lines) if not line.startswith("#"))
    for at, line in enumerate(lines):
        yield f"  - {line}" if at == first else f"    {line}"


def _words(field: FormField) -> Iterator[str]:
    yield field.words
    if field.kind == "choice" and field.choices:
        yield f"One of: {', '.join(choice.value for choice in field.choices)}."


def _sample(field: FormField) -> list[str]:
    """Return the lines of a field not filled in; where no example is known the value is left open, so it is missed."""
    if field.inner and not field.is_contact:
        inner = [line for one in field.inner for line in _sample(one)]
        is_list = field.kind == "groups"
        return [f"{field.name}:", *(_as_entry(inner) if is_list else (f"  {line}" for line in inner))]
    samples = field.samples or tuple(choice.value for choice in field.choices[:1] if field.kind == "choice")
    if samples:
        return format_field(field.name, list(samples) if field.is_list else samples[0]).splitlines()
    return [f"{field.name}:", "  - "] if field.is_list else [f"{field.name}:"]


def _note(words: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(words, _WIDTH)]
