"""The form of a record: every field of the schema, with its own words and examples, in the form that a browser can ask.

This is the one walk over the models for whoever asks people: forms here, questions on a command line in
``desk/editing/questions.py``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from site_builder.content.field_facts import facts_of
from site_builder.content.field_types import (
    Text,
    read_day,
    read_email,
    read_phone,
    read_web_address,
    read_whole_number,
    read_yes_no,
)
from site_builder.content.models import (
    choices_of,
    is_list,
    is_shorthand,
    list_within,
    model_within,
    readers_of,
    short_choices_of,
    title_of,
)
from site_builder.content.schema import RECORDS, Officer, Record
from site_builder.content.translations import TRANSLATIONS
from site_builder.desk.editing.field_edits import Order, Way

Kind = Literal["line", "text", "day", "choice", "entries", "several", "group", "groups", "body"]
"""How a field is asked: one line; sentences; a day; one of a few; a list, each entry on a line; several of many; the
lines of one group; groups that are added, moved and taken away; the text below the fields."""
Keyboard = Literal["text", "email", "tel", "url", "numeric"]
"""Which keys a telephone shows for a field."""

BODY: Way = ("body",)
_AGREED: Way = ("consent", "fields")
_KEYBOARDS: Mapping[object, Keyboard] = MappingProxyType(
    {read_email: "email", read_phone: "tel", read_web_address: "url", read_whole_number: "numeric"}
)
_ABOUT_THE_BODY = (
    "The text of the page, in Markdown: an empty line between two paragraphs, two # before a heading, and a hyphen "
    "before each entry of a list."
)


@dataclass(frozen=True)
class FormChoice:
    """One of the values that a field can have: its words, and in a sentence what it says where it could be misread."""

    value: str
    words: str
    means: str = ""


@dataclass(frozen=True)
class FormField:
    """A field as it is asked for. `way` are the names that lead to it, without the numbers of entries.

    `needed` says whether its file or group needs it, `names` is the kind of record whose short names it takes. A group
    `is_contact` that may also be written as its value alone. `choices` of repeated groups may stand for all of them.
    `samples` are what a field may look like, of a list its entries, and `commas` says that none has a comma of its own.
    """

    way: Way
    kind: Kind
    label: str
    words: str = ""
    needed: bool = False
    samples: tuple[str, ...] = ()
    commas: bool = False
    choices: tuple[FormChoice, ...] = ()
    names: str = ""
    keyboard: Keyboard = "text"
    is_contact: bool = False
    inner: tuple["FormField", ...] = ()

    @property
    def name(self) -> str:
        """What it is called in its file or group."""
        return self.way[-1]

    @property
    def is_list(self) -> bool:
        """Whether it takes a list of single values."""
        return self.kind in {"entries", "several"}

    @property
    def example(self) -> str:
        """What it may look like on one line."""
        return ", ".join(self.samples)


@dataclass(frozen=True)
class Form:
    """The form of a kind of file; `order` has the names of the fields of each of its groups in their order."""

    kind: str
    fields: tuple[FormField, ...]
    order: Order

    def field(self, way: Way) -> FormField | None:
        """Return the field to which these names lead."""
        return next((one for one in self.everything() if one.way == way), None)

    def everything(self) -> Iterator[FormField]:
        """Yield each field, and after a group those in it."""
        return _everything(self.fields)


def form_of(kind: str, *, is_translation: bool = False) -> Form:
    """Return the form of a kind of record: ``officer``."""
    return _form(TRANSLATIONS[kind] if is_translation else RECORDS[kind])


@cache  # by the models of the schema
def _form(model: type[Record]) -> Form:
    fields = (*fields_of(model), FormField(BODY, "body", "Text of the page", _ABOUT_THE_BODY))
    order = {one.way: tuple(inner.way[-1] for inner in one.inner) for one in _everything(fields) if one.inner}
    return Form(model.KIND, fields, {(): tuple(model.model_fields), **order})


def fields_of(model: type[BaseModel], way: Way = ()) -> tuple[FormField, ...]:
    """Return how each field of a model is asked that an editor may write."""
    own = model.OWN if issubclass(model, Record) else frozenset()
    return tuple(_field((*way, name), field) for name, field in model.model_fields.items() if name not in own)


def _field(way: Way, field: FieldInfo) -> FormField:
    facts, group, kind = facts_of(field), model_within(field.annotation), _kind(way, field)
    samples, is_told_apart = _samples(field)
    return FormField(
        way,
        kind,
        field.title or title_of(way[-1]),
        (field.description or "").replace("`", '"'),
        field.is_required(),
        samples,
        is_told_apart or get_args(list_within(field.annotation))[:1] != (Text,),
        tuple(_choices(way, field)),
        facts.names,
        next((_KEYBOARDS[one] for one in readers_of(field) if one in _KEYBOARDS), "text"),
        kind == "group" and group is not None and is_shorthand(group),
        fields_of(group, way) if group else (),
    )


def _kind(way: Way, field: FieldInfo) -> Kind:
    facts, many = facts_of(field), is_list(field.annotation)
    if model_within(field.annotation):
        return "groups" if many else "group"
    if many:
        return "several" if facts.names or way == _AGREED else "entries"
    if facts.names or choices_of(field.annotation) or read_yes_no in readers_of(field):
        return "choice"
    if read_day in readers_of(field):
        return "day"
    return "text" if facts.prose else "line"


def _choices(way: Way, field: FieldInfo) -> Iterator[FormChoice]:
    if way == _AGREED:
        yield from (FormChoice(name, title_of(name)) for name in Officer.may_agree_to())
    elif read_yes_no in readers_of(field):
        yield from (FormChoice("yes", "Yes"), FormChoice("no", "No"))
    elif model_within(field.annotation):
        yield from (FormChoice(value, value) for value in short_choices_of(field))
    else:
        means = {one.value: one.means for one in facts_of(field).choices}
        for value in choices_of(field.annotation):
            yield FormChoice(value, title_of(value.replace("-", " ")), means.get(value, ""))


def _samples(field: FieldInfo) -> tuple[tuple[str, ...], bool]:
    """Return what a field may look like, and whether that is a list."""
    example = field.examples[0] if field.examples else ()
    return (tuple(example), bool(example)) if isinstance(example, list | tuple) else ((str(example),), False)


def _everything(fields: tuple[FormField, ...]) -> Iterator[FormField]:
    for one in fields:
        yield one
        yield from _everything(one.inner)
