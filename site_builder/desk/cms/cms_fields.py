"""The form of a kind of record as Sveltia CMS has it: the control of each field, its words and what it may hold.

The walk over the models is `record_form`'s; the pattern of a text is the JSON Schema's.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from site_builder.content.json_schema import schema_of
from site_builder.content.models import SHORTHAND, title_of
from site_builder.content.record_groups import ALWAYS, ALWAYS_IN_FULL
from site_builder.content.schema import Record
from site_builder.content.sources import PHOTO_ENDINGS
from site_builder.desk.editing.field_edits import Way
from site_builder.desk.forms.record_form import Form, FormField

Control = dict[str, Any]
"""A field of a form as the configuration has it, or a part of one."""
Written = Mapping[str, Any]
"""What may be written in a field: a part of a JSON Schema."""

COLLECTIONS: Mapping[str, str] = MappingProxyType(
    {
        **{"officer": "officers", "borough": "areas", "channel": "ways-to-report"},
        **{"page": "pages", "notice": "notices"},
    }
)
"""What the editor calls the list of each kind of record, also in its addresses."""
_PICTURE: Way = ("photo", "file")
_DAY: Control = {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
_LABELS: Mapping[str, str] = MappingProxyType(
    {"url": "Web address", "gss": "Code of the area", "nav": "In the navigation", "footer": "At the foot"}
)
"""What a form calls a field whose name is no word."""


def make_controls(form: Form, model: type[Record], forces: Mapping[str, str]) -> list[Control]:
    """Return the fields of a form; `forces` maps the short names of police forces to their names."""
    schema = schema_of(model)
    return [_field(field, schema, forces) for field in form.fields]


def shape_of(fields: tuple[FormField, ...]) -> dict[str, Any]:
    """Return which of these fields can be written in two ways.

    ``list``: as one value or several. ``value``: as one value, or as a group that has one. ``short`` and ``long``: as a
    word, or as what it stands for. Groups have shapes of their own.
    """
    found = {field.way[-1]: _shape(field) for field in fields}
    return {name: shape for name, shape in found.items() if shape}


def _shape(field: FormField) -> object:
    if field.kind in {"entries", "several"}:
        return "list"
    if field.is_contact:
        return SHORTHAND
    if field.kind == "groups" and field.choices:
        return {"short": ALWAYS, "long": [ALWAYS_IN_FULL]}
    return shape_of(field.inner)


def _field(field: FormField, schema: Written, forces: Mapping[str, str]) -> Control:
    name = field.way[-1]
    example = f"Like: {field.example}" if field.example else ""
    return {
        "name": name,
        "label": _LABELS.get(name) or (title_of(field.way[-2]) if name == SHORTHAND else field.label),
        "hint": f"{field.words} {example}".strip(),
        "required": field.needed,
        **_control(field, schema, forces),
    }


def _control(field: FormField, schema: Written, forces: Mapping[str, str]) -> Control:
    inner = [_field(one, schema, forces) for one in field.inner]
    match field.kind:
        case "group":
            return {"widget": "object", "fields": inner}
        case "groups":
            return {"widget": "list", "collapsed": "auto", "min": int(field.needed), "fields": inner}
        case "entries":
            entry = {"name": "entry", "label": "Entry", "required": True, **_text(field, schema)}
            return {"widget": "list", "min": int(field.needed), "field": entry}
        case "several":
            return {**_choice(field, forces), "multiple": True}
        case "choice":
            return _choice(field, forces)
        case "day":
            return dict(_DAY)
        case "body":
            return {"widget": "markdown", "modes": ["raw", "rich_text"], "editor_components": []}
        case _:
            return _text(field, schema)


def _choice(field: FormField, forces: Mapping[str, str]) -> Control:
    """Return a choice of a few values, each with what it says; or of the records of a kind."""
    if field.names in COLLECTIONS:
        return {
            "widget": "relation",
            "collection": COLLECTIONS[field.names],
            "value_field": "{{slug}}",
            "display_fields": ["name"],
            "search_fields": ["name"],
        }
    own = {one.value: f"{one.words}: {one.means}" if one.means else one.words for one in field.choices}
    words = forces if field.names else own
    return {"widget": "select", "options": [{"label": said, "value": value} for value, said in words.items()]}


def _text(field: FormField, schema: Written) -> Control:
    """Return the control of a text, a number or a picture, with the form that it must have."""
    if field.way == _PICTURE:
        return {"widget": "image", "choose_url": False, "accept": ",".join(sorted(PHOTO_ENDINGS))}
    written = next((one for one in _written(field.way, schema) if "pattern" in one), {})
    if "maximum" in written:
        limits = {"min": written["minimum"], "max": written["maximum"]}
        return {"widget": "number", "value_type": "int/string", **limits}
    asked = {"pattern": [written["pattern"], written["patternErrorMessage"]]} if written else {}
    return {"widget": "text" if field.kind == "text" else "string", **asked}


def _written(way: Way, schema: Written) -> Iterator[Written]:
    """Yield each form in which a field may be written."""
    groups = [schema]
    for name in way[:-1]:
        groups = [
            inner
            for group in groups
            for inner in _forms(group["properties"][name], schema)
            if "properties" in inner
        ]
    for group in groups:
        yield from _forms(group["properties"][way[-1]], schema)


def _forms(written: Written, schema: Written) -> Iterator[Written]:
    for form in (written, *written.get("anyOf", ())):
        for one in (form, form.get("items", {})):
            name = one.get("$ref", "").rpartition("/")[2]
            yield schema["$defs"][name] if name else one
