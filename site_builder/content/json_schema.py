"""The fields of every kind of file, described for text editors: JSON Schema, made from the models.

An editor reads YAML in its own way, and takes ``101`` for a number and ``true`` for an answer, where the program keeps
the text. So each field accepts every form that an editor may make of what the program accepts. The one exception is a
bare ``null`` or ``~``, which an editor cannot tell from a field that was left empty.
"""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from site_builder.content.acceptances import AcceptedFindings
from site_builder.content.schema import Borough, Channel, Officer, Page, Record, Retired
from site_builder.content.settings import Site
from site_builder.content.slug import SLUG_PATTERN
from site_builder.findings.rules import RULES

KINDS: Mapping[str, tuple[str, type[BaseModel]]] = MappingProxyType(
    {
        "officer": ("The fields of an officer", Officer),
        "borough": ("The fields of an area", Borough),
        "channel": ("The fields of a way to report", Channel),
        "page": ("The fields of a page of text", Page),
        "site": ("The settings", Site),
        "retired": ("What is out of use", Retired),
        "accepted": ("What may pass for a time", AcceptedFindings),
    }
)
"""Each kind of file, with its title and its model."""

_MADE = "Made by `python -m tools.make_schemas` from the models. Do not change it by hand."
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DEFINITIONS = "#/$defs/"
_Part = Any  # a piece of JSON: only a look at it tells which
_OR_ITS_VALUE = "$orItsValue"
"""Marks, until the parts are put together, a group that may also be written as its value alone: ``phone: 101``."""
_MOST_NUMBER = 9999
_ONE_LINE = "This field takes one line of text."


def _pattern(form: str, advice: str, *other_types: str) -> JsonSchemaValue:
    """Return a text of a form, spaces around it allowed; `other_types` are what an editor may take it for."""
    types = ["string", *other_types]
    return {
        "type": types if other_types else types[0],
        "pattern": rf"^\s*{form}\s*$",
        "patternErrorMessage": advice,
    }


_FORMS: Mapping[str, JsonSchemaValue] = MappingProxyType(
    {
        "read_text": {"type": ["string", "number", "boolean"], "errorMessage": _ONE_LINE},
        "read_day": _pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}", "Write year-month-day, like 2026-11-21."),
        "read_partial_date": _pattern(
            "([0-9]{4}(-[0-9]{2}){0,2}|undated)", "Write 2023-06-15, 2023-06, 2023 or undated.", "integer"
        ),
        "read_yes_no": {
            "anyOf": [
                {"enum": ["yes", "no"]},
                {"type": "boolean"},
                _pattern("([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])", "Write yes or no."),
            ]
        },
        "read_slug": _pattern(
            SLUG_PATTERN,
            "Write the file's name without .md: small letters, digits and hyphens.",
            "number",
            "boolean",
        ),
        "read_whole_number": {
            **_pattern("[0-9]{1,4}", "Write digits only, like 3.", "integer"),
            "minimum": 0,
            "maximum": _MOST_NUMBER,
        },
        "read_web_address": _pattern(
            r"https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:[0-9]+)?([/?#][^\s<>\"']*)?".replace(r"\"", '"'),
            "Write it in full, like https://www.example.org/.",
        ),
        "read_email": _pattern(r"[^\s@]+@[^\s@]+", "Write it like name@example.org."),
        "read_phone": _pattern("[0-9 +()-]+", "Write digits and spaces only, like 0800 999 5428.", "integer"),
        "read_time": _pattern("(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)", "Write it like 09:30 or 22:30."),
    }
)
"""What each reader of `field_types` accepts, as an editor sees it, by the reader's name.

`errorMessage` and `patternErrorMessage` are words of editors; the standard passes over them.
"""
_SAME_FORM = {"read_listed_slug": "read_slug"}
_SHORT_FORMS: Mapping[str, JsonSchemaValue] = MappingProxyType({"_as_schedule": {"const": "24x7"}})
"""What may be written instead of a list, by the name of the function that makes the list of it."""


def format_schemas() -> dict[str, str]:
    """Return every schema as the text of a file, by the file's name."""
    return {
        f"{kind}.schema.json": json.dumps(make_schema(kind), indent=2, ensure_ascii=False) + "\n"
        for kind in KINDS
    }


def make_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the fields that a kind of file may have."""
    title, model = KINDS[kind]
    made = model.model_json_schema(schema_generator=_Generator, ref_template=_DEFINITIONS + "{model}")
    definitions = made.pop("$defs", {})
    schema = {"$schema": _DIALECT, "$comment": _MADE, **_put_together(made, definitions), "title": title}
    if model is Officer:
        _name_consents(schema)
    if model is Site:
        _name_rules(schema)
    if model is AcceptedFindings:
        _name_acceptable(schema)
    return schema


class _Generator(GenerateJsonSchema):
    """Says of a value what an editor may write, where pydantic would say what the program makes of it."""

    def get_title_from_name(self, name: str) -> str:
        """Return a field's name as words."""
        return _words(name)

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """Return what the function that reads a text accepts."""
        inner = super().function_before_schema(schema)
        reader = _name_of(schema["function"])
        if reader == "_one_or_many":
            return {"anyOf": [inner["items"], inner]}
        if reader == "_as_contact":
            return {_OR_ITS_VALUE: inner}
        if reader in _SHORT_FORMS:
            return {"anyOf": [_SHORT_FORMS[reader], inner]}
        if "pattern" in inner:
            return {"type": "string", "pattern": inner["pattern"]}
        return dict(_FORMS[_SAME_FORM.get(reader, reader)])

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """Say nothing of what the program itself adds to a record: it is taken out again."""
        return {}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """Return a list, which is not empty: the program asks for at least one entry."""
        return {**super().tuple_schema(schema), "minItems": 1}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Leave out the empty value: a field is filled in or not there."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave out what stands for a field that is not there."""
        made = super().default_schema(schema)
        return {name: part for name, part in made.items() if name != "default" or part not in (None, [], {})}


def _name_of(function: Mapping[str, Any]) -> str:
    return str(function["function"].__name__)


def _put_together(part: _Part, definitions: Mapping[str, _Part]) -> _Part:
    """Return a part of a schema with every definition where it is used, so that it can be read from top to bottom."""
    if isinstance(part, list):
        return [_put_together(one, definitions) for one in part]
    if not isinstance(part, dict):
        return part
    if reference := part.get("$ref"):
        definition = {**definitions[reference.removeprefix(_DEFINITIONS)]}
        del definition["title"]  # the name of a class means nothing to an editor
        return _put_together(definition | {name: part[name] for name in part if name != "$ref"}, definitions)
    if group := part.get(_OR_ITS_VALUE):
        others = {name: part[name] for name in part if name != _OR_ITS_VALUE}
        return {"anyOf": _short_and_long(_put_together(group, definitions)), **others}
    made = {name: _put_together(value, definitions) for name, value in part.items() if name != "properties"}
    if "properties" in part:
        made |= _put_fields_together(part, definitions)
    return made


def _put_fields_together(group: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields an editor may write, each with its name as words, and those that are needed."""
    own = Record.OWN if set(group["properties"]) >= Record.OWN else frozenset()
    fields = {
        name: {"title": _words(name)} | _put_together(field, definitions)
        for name, field in group["properties"].items()
        if name not in own
    }
    needed = [name for name in group.get("required", ()) if name not in own]
    return {"properties": fields, "required": needed}


def _short_and_long(group: dict[str, Any]) -> list[Any]:
    value = group["properties"]["value"]
    spoken = {"title", "description", "examples"}
    return [{name: part for name, part in value.items() if name not in spoken}, group]


def _name_consents(schema: dict[str, Any]) -> None:
    """Offer the names of the fields that an officer may agree to."""
    names = {"enum": list(Officer.consentable())}
    fields = schema["properties"]["consent"]["properties"]["fields"]
    fields["anyOf"] = [names, {"type": "array", "items": names, "minItems": 1}]


def _name_rules(schema: dict[str, Any]) -> None:
    """Offer the rules whose level can be set, each with what it asks."""
    levels = schema["properties"]["levels"]
    level = levels.pop("additionalProperties")
    levels["properties"] = {
        name: {"title": name, "description": rule.asks, **level}
        for name, rule in sorted(RULES.items())
        if rule.level != "fixed"
    }
    levels["additionalProperties"] = False


def _name_acceptable(schema: dict[str, Any]) -> None:
    """Offer the rules whose findings may be accepted, without which none is."""
    entry = schema["properties"]["accepted"]["items"]["properties"]
    names = sorted(name for name, rule in RULES.items() if rule.is_acceptable)
    entry["rule"] = {"title": "Rule", "description": entry["rule"]["description"], "enum": names}


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
