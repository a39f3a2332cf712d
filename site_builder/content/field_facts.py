"""What becomes of a field. Each field of the schema says so itself, and nobody else keeps a list of fields."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from site_builder.content.choices import Choices
from site_builder.content.models import model_within
from site_builder.content.strict_yaml import Location

Named = Literal["borough", "officer", "channel", "force"]
"""What has a short name that other records use."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """How a field leaves as open data: in ``directory.json``, and where else.

    `name` and `words` are what it is called and how it is described there, where that differs from the field's own.
    `table` says that it is a column of the spreadsheet, `services` that Open Referral's list of services carries it.
    """

    name: str = ""
    words: str = ""
    table: bool = True
    services: bool = False


@dataclass(frozen=True, kw_only=True)
class FieldFacts:
    """What becomes of what is written in a field.

    `shown`: how visitors meet it. In its own words; as a link; as a day; in other words for each `choice`; only in
    how the pages are arranged (`shape`); or never. A field whose name nobody knows counts as shown in words.
    `needs_consent`: of an officer, it is published only when the consent names the field.
    `told`: how /changes/ tells that it changed. As `updated` details of the record; by its `name`, like a number; or in
    a way of its `own`, like a state.
    `choices`: what each of its values says, where one could be misread.
    `opened`: how it leaves as open data, None when it does not.
    `prose`: the public reads it as sentences, so it is looked through for plain English.
    `contact`: it reaches somebody. It must not be out of use, and nobody relies on it once it is overdue.
    `searched`: the finder looks for it.
    `names`: it holds the short names of records of this kind.
    `asked`: `new` asks for it although a file can do without.
    `translated`: a translation of the record says it in its own language.
    `happened`: a day on which something was done or printed, which cannot be still to come.
    `called`: what people call it at the head of a column, beside its own name.
    """

    shown: Literal["words", "link", "day", "choice", "shape", "never"] = "words"
    choices: Choices = ()
    needs_consent: bool = False
    told: Literal["", "updated", "name", "own"] = ""
    opened: Opened | None = None
    prose: bool = False
    contact: bool = False
    searched: bool = False
    names: Named | Literal[""] = ""
    asked: bool = False
    translated: bool = False
    happened: bool = False
    called: tuple[str, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether a file of the published site depends on it."""
        return self.shown != "never" or self.opened is not None or self.searched


IN_WORDS = FieldFacts(shown="words")
AS_LINK = FieldFacts(shown="link")
AS_DAY = FieldFacts(shown="day")
AS_CHOICE = FieldFacts(shown="choice")
AS_SHAPE = FieldFacts(shown="shape")
NOT_SHOWN = FieldFacts(shown="never")
BY_CONSENT = FieldFacts(needs_consent=True)
TOLD = FieldFacts(told="updated")
TOLD_BY_NAME = FieldFacts(told="name")
TOLD_ITS_WAY = FieldFacts(told="own")
OPEN = FieldFacts(opened=Opened())
OPEN_IN_ALL = FieldFacts(opened=Opened(services=True))
PROSE = FieldFacts(prose=True)
CONTACT = FieldFacts(contact=True)
SEARCHED = FieldFacts(searched=True)
ASKED = FieldFacts(asked=True)
TRANSLATED = FieldFacts(translated=True)
HAPPENED = FieldFacts(happened=True)


def opened(name: str = "", words: str = "", *, table: bool = True, services: bool = False) -> FieldFacts:
    """Return the mark of a field that leaves as open data in a way of its own."""
    return FieldFacts(opened=Opened(name=name, words=words, table=table, services=services))


def one_of(choices: Choices) -> FieldFacts:
    """Return the mark of a field that visitors meet in other words for each of these values."""
    return FieldFacts(shown="choice", choices=choices)


def names(kind: Named) -> FieldFacts:
    """Return the mark of a field that holds the short names of other records."""
    return FieldFacts(names=kind)


def called(*others: str) -> FieldFacts:
    """Return the mark of a field that people have other names for."""
    return FieldFacts(called=others)


def facts_of(field: FieldInfo | None) -> FieldFacts:
    """Return what becomes of a field: all its marks together, or nothing special for a name that nobody knows."""
    marks = [mark for mark in (field.metadata if field else ()) if isinstance(mark, FieldFacts)]
    usual = vars(FieldFacts())
    return FieldFacts(
        **{name: fact for mark in marks for name, fact in vars(mark).items() if fact != usual[name]}
    )


def facts_at(model: type[BaseModel], location: Location) -> FieldFacts:
    """Return what becomes of the field at a location; of a list's entries it is what becomes of the list."""
    return _facts_at(model, tuple(part for part in location if isinstance(part, str)))


def fields_that(model: type[BaseModel], are: Callable[[FieldFacts], object]) -> tuple[str, ...]:
    """Return the names of a model's own fields whose facts are so, in their order."""
    return tuple(name for name, known in _known_fields(model).items() if are(known.facts))


@cache  # by the models of the schema
def opened_as(model: type[BaseModel]) -> Mapping[str, str]:
    """Map the name that each open field of a model has outside to its own."""
    found = ((name, known.facts.opened) for name, known in _known_fields(model).items())
    return MappingProxyType({as_open.name or name: name for name, as_open in found if as_open})


@cache  # by the models of the schema
def names_within(model: type[BaseModel]) -> tuple[tuple[Location, str], ...]:
    """Return where a model holds short names of other records, in its groups too, and the kind of the records."""
    return tuple((location, facts.names) for location, facts in _facts_within(model, ()) if facts.names)


@cache  # by the models of the schema
def happened_within(model: type[BaseModel]) -> tuple[Location, ...]:
    """Return where a model holds days on which something happened, in its groups too."""
    return tuple(location for location, facts in _facts_within(model, ()) if facts.happened)


def _facts_within(model: type[BaseModel], above: Location) -> Iterator[tuple[Location, FieldFacts]]:
    for name, field in model.model_fields.items():
        yield (*above, name), facts_of(field)
        if group := model_within(field.annotation):
            yield from _facts_within(group, (*above, name))


class _Known(NamedTuple):
    """A field of a model: what becomes of it, the group it holds, and whether it is a mapping of names to groups."""

    facts: FieldFacts
    group: type[BaseModel] | None
    has_keys: bool


_UNKNOWN = _Known(facts_of(None), None, has_keys=False)


@cache  # by the models of the schema, so that no name an editor made up is kept
def _known_fields(model: type[BaseModel]) -> Mapping[str, _Known]:
    return {
        name: _Known(facts_of(field), model_within(field.annotation), get_origin(field.annotation) is dict)
        for name, field in model.model_fields.items()
    }


def _facts_at(model: type[BaseModel] | None, names: tuple[str, ...]) -> FieldFacts:
    known = _UNKNOWN
    is_key = False
    for name in names:
        if is_key:  # the key of an entry is no field
            is_key = False
            continue
        known = _known_fields(model).get(name, _UNKNOWN) if model else _UNKNOWN
        model, is_key = known.group, known.has_keys
        if known.facts.shown in {"shape", "never"}:
            break  # what is in a group that is never shown is not shown either
    return known.facts
