"""What a record says in its own words, by the names of its fields: a template asks for ``own.availability``.

Every field that the schema calls shown in words is there, so that a new one needs no more than its place in a template.
"""

from collections import namedtuple
from collections.abc import Callable
from functools import cache

from site_builder.content.field_facts import facts_of
from site_builder.content.models import list_within, model_within
from site_builder.content.schema import RECORDS, Record

Words = str | tuple[str, ...]
OwnWords = tuple[Words, ...]
"""A named tuple: the name of each value is that of the field."""


def own_words(record: Record) -> OwnWords:
    """Return the words and lists of words of a record, empty for a field that is not filled in."""
    nothing, form = form_of(type(record))
    return form(*(getattr(record, name) or empty for name, empty in nothing.items()))


@cache
def form_of(model: type[Record]) -> tuple[dict[str, Words], Callable[..., OwnWords]]:
    """Return what stands for each empty field of words in a kind of record, and what makes a tuple of them all."""
    nothing: dict[str, Words] = {
        name: () if list_within(field.annotation) else ""
        for name, field in model.model_fields.items()
        if facts_of(field).shown == "words" and name not in Record.OWN and not model_within(field.annotation)
    }
    return nothing, namedtuple(f"{model.__name__}Words", nothing)


def __getattr__(name: str) -> Callable[..., OwnWords]:
    """Return the form of a kind of record by its name: what is stored of a view names it as it names each class."""
    for model in RECORDS.values():
        if name == f"{model.__name__}Words":
            return form_of(model)[1]
    raise AttributeError(name)
