"""What a record says in another language: ``report.pl.md`` beside ``report.md``.

A translation has the words of a record and nothing else: numbers, hours and kinds stand in the original alone, so that
they cannot differ. Which fields are words is said by the schema (`TRANSLATED`).
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, cast

from pydantic import Field, create_model
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema

from site_builder.content.document import Document
from site_builder.content.field_facts import AS_DAY, HAPPENED, IN_WORDS, NOT_SHOWN, fields_that
from site_builder.content.field_types import Day, Text
from site_builder.content.schema import RECORDS, Borough, Channel, Page, Record
from site_builder.findings.diagnostics import Diagnostic, Place, suggest
from site_builder.language.languages import LANGUAGES

R = TypeVar("R", bound=Record)
_MARK_LENGTH = 8
_NAMES = frozenset({"name"})
"""Words that a translation may leave as they are: a name need not change with the language."""
_SHORT_TITLES = frozenset({"nav", "footer"})
_ADDED_LATER = frozenset({"in_short"})
"""Fields that there were not when translations got their marks: an empty one leaves each mark as it is."""


class Translation(Record):
    """The words of a record in another language, and who has read them."""

    OWN = Record.OWN | {"language"}

    language: SkipJsonSchema[Annotated[str, NOT_SHOWN]]
    reviewed_by: Annotated[Text, IN_WORDS] = Field(
        description="Who speaks the language and has read the translation through, written in it. A role is enough.",
        examples=["tłumaczka przysięgła"],
    )
    reviewed: Annotated[Day, AS_DAY, HAPPENED] = Field(
        description="The day on which they last did.", examples=["2026-11-21"]
    )
    translates: Annotated[Text, NOT_SHOWN] = Field(
        description="The mark of the words that were translated. A finding tells it, and tells when they have changed.",
        examples=["3f2a9c1b"],
    )


def _translation_of(model: type[Record]) -> type[Translation]:
    """Return the model of a translation: the words of a kind of record, needed where they are needed there."""
    fields: dict[str, Any] = {
        name: _as_translated(name, model.model_fields[name]) for name in translated_fields(model)
    }
    made = create_model(f"{model.__name__}Translation", __base__=Translation, __module__=__name__, **fields)
    made.KIND = model.KIND
    return made


def _as_translated(name: str, field: FieldInfo) -> tuple[Any, Any]:
    held: Any = Annotated[(field.annotation, *field.metadata)]
    about = partial(Field, title=field.title, description=field.description, examples=field.examples)
    if field.is_required() and name not in _NAMES:
        return held, about()
    return held | None, about(None)


def translated_fields(model: type[Record]) -> tuple[str, ...]:
    """Return the fields of a kind of record that a translation says in its own language."""
    return fields_that(model, lambda are: are.translated)


PageTranslation = _translation_of(Page)
ChannelTranslation = _translation_of(Channel)
BoroughTranslation = _translation_of(Borough)
TRANSLATIONS: Mapping[str, type[Translation]] = MappingProxyType(
    {"page": PageTranslation, "channel": ChannelTranslation, "borough": BoroughTranslation}
)
"""The model of a translation of each kind of record that can have one: an officer's file is facts about a person."""


def mark_of(record: Record) -> str:
    """Return the mark of a record's words: another as soon as one of the words is, and not for a comma."""
    said = [
        value
        for name in translated_fields(type(record))
        if (value := getattr(record, name)) or name not in _ADDED_LATER
    ]
    words = re.findall(r"\w+", f"{said} {record.body.text}".casefold())
    return sha256(" ".join(words).encode()).hexdigest()[:_MARK_LENGTH]


def in_words_of(original: R, translation: Translation) -> R:
    """Return a record as its translation says it; what the translation leaves out is not there."""
    facts = {name: getattr(original, name) for name in type(original).model_fields}
    said = {name: getattr(translation, name) for name in translated_fields(type(original))}
    names = {name: said[name] or facts[name] for name in said.keys() & _NAMES}
    names |= {
        name: said[name] or (said["title"] if facts[name] else None) for name in said.keys() & _SHORT_TITLES
    }
    own = {"body": translation.body, "origin": translation.origin}
    everything: dict[str, Any] = facts | said | names | own
    return cast("R", type(original).model_construct(original.model_fields_set, **everything))


def left_out(original: Record, translation: Translation) -> tuple[str, ...]:
    """Return the words of a record that its translation does not say, by the names of their fields."""
    fields = [name for name in translated_fields(type(original)) if name not in _NAMES]
    left = [name for name in fields if getattr(original, name) and not getattr(translation, name)]
    has_no_text = original.body.text.strip() and not translation.body.text.strip()
    return (*left, "the text below the fields") if has_no_text else tuple(left)


def find_odd_translation(document: Document) -> Iterator[Diagnostic]:
    """Yield what is wrong with a translation beside its words: language, kind, and facts that it repeats."""
    place = Place(document.path)
    if document.language not in LANGUAGES:
        message = f'"{document.language}" in the name of this file is no language that we know.'
        hint = suggest(document.language, LANGUAGES) or "The code of Welsh is cy, of Polish pl, of Arabic ar."
        advice = f"{hint} If this is no translation, leave the dot out of its name."
        yield Diagnostic(place, "unknown-language", message, advice)
    if document.kind not in TRANSLATIONS:
        message = "An officer's file has no translation: it is facts about a person."
        yield Diagnostic(place, "repeated-fact", message, "Delete this file.")
        return
    for name in repeated_facts(document):
        message = f'"{name}" stands in the original, and a translation has it from there.'
        hint = "Delete it here, so that the two can never differ."
        yield Diagnostic(document.origin.key_place(name), "repeated-fact", message, hint)


def repeated_facts(document: Document) -> tuple[str, ...]:
    """Return the fields of a translation that are facts of its original."""
    facts = RECORDS[document.kind].model_fields.keys() - TRANSLATIONS[document.kind].model_fields.keys()
    return tuple(name for name in document.fields if name in facts)
