"""The fields of every kind of file, described for text editors: JSON Schema, made from the models.

What an editor may write stands beside each type of field (`field_types.as_written`) and is every form that an editor
may make of what the program accepts, but a bare ``null`` or ``~``: it cannot tell one from a field left empty.
"""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from site_builder.content.acceptances import AcceptedFindings
from site_builder.content.field_facts import facts_of
from site_builder.content.schema import Borough, Channel, Notice, Officer, Page, Retired
from site_builder.content.settings import Site

KINDS: Mapping[str, tuple[str, type[BaseModel]]] = MappingProxyType(
    {
        "officer": ("The fields of an officer", Officer),
        "borough": ("The fields of an area", Borough),
        "channel": ("The fields of a way to report", Channel),
        "page": ("The fields of a page of text", Page),
        "notice": ("The fields of a notice", Notice),
        "site": ("The settings", Site),
        "retired": ("What is out of use", Retired),
        "accepted": ("What may pass for a time", AcceptedFindings),
    }
)
"""Each kind of file, with its title and its model."""

_MADE = "Made by `python -m tools.make_schemas` from the models. Do not change it by hand."


def format_schemas() -> dict[str, str]:
    """Return every schema as the text of a file, by the file's name."""
    return {
        f"{kind}.schema.json": json.dumps(make_schema(kind), indent=2, ensure_ascii=False) + "\n"
        for kind in KINDS
    }


def make_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the fields that a kind of file may have."""
    title, model = KINDS[kind]
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$comment": _MADE,
        "title": title,
        **schema_of(model),
    }


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the fields of a model, without what the file of a schema has around them."""
    made = model.model_json_schema(schema_generator=_Generator)
    for name, field in model.model_fields.items():
        if choices := facts_of(field).choices:  # `enumDescriptions` is a word of editors
            made["properties"][name]["enumDescriptions"] = [one.means for one in choices]
    if model is Officer:
        _name_consents(made["$defs"]["Consent"]["properties"]["fields"])
    return made


class _Generator(GenerateJsonSchema):
    """Says of a field what an editor may write: it is filled in or not there, and no list is empty."""

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """Return a list, which is not empty: the program asks for at least one entry."""
        return {**super().tuple_schema(schema), "minItems": 1}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Leave out the empty value."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave out what stands for a field that is not there."""
        made = super().default_schema(schema)
        return {name: part for name, part in made.items() if name != "default" or part not in (None, [], {})}


def _name_consents(fields: dict[str, Any]) -> None:
    """Offer the names of the fields that an officer may agree to."""
    names = {"enum": list(Officer.may_agree_to())}
    fields["anyOf"] = [names, {"type": "array", "items": names, "minItems": 1}]
