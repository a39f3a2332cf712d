"""The columns of a sheet of officers, one for each line of a file that has one value or one list, read from the schema.

Surgeries and the text below the fields are no columns: they stay in the file, whatever a sheet says.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Literal, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from site_builder.content.field_facts import facts_at, facts_of
from site_builder.content.field_types import read_day, read_partial_date, read_phone
from site_builder.content.models import list_within, model_within, readers_of
from site_builder.content.schema import Officer
from site_builder.content.slug import plain_letters
from site_builder.content.strict_yaml import Location
from site_builder.desk.editing.questions import Question, questions_for

Form = Literal["text", "entries", "lines", "day", "date", "phone", "choice", "names"]
"""What a cell holds: one text; a list told apart by semicolons, or by lines; a day; a day, month or year; a number; one
of a few words; or short names of other records."""

SHORT_NAME: Location = ("slug",)
_ABOUT_CONSENT = frozenset({"basis", "consent"})
"""What an officer agreed to is between them and whoever writes it down: a sheet shows it, and never changes it."""
_SAYING_LITTLE = frozenset(
    {"no", "nr", "num", "number", "address", "the", "of", "officer", "work", "contact"}
)
_NEARLY = 0.82
"""Likeness of two headings, from 0 to 1: a letter or two are wrong."""
_READERS: Mapping[object, Form] = {read_day: "day", read_partial_date: "date", read_phone: "phone"}


@dataclass(frozen=True)
class SheetColumn:
    """A column: where its value stands in a file, its heading in our own sheets, and what its cells hold.

    `names` is the kind of record that it names: ``borough``.
    """

    location: Location
    heading: str
    form: Form
    words: str
    choices: tuple[str, ...] = ()
    example: str = ""
    names: str = ""
    is_needed: bool = False

    @property
    def is_list(self) -> bool:
        """Whether a file has a list there."""
        return self.form in {"entries", "lines"} or (
            self.form == "names" and self.location != ("covered_by",)
        )

    @property
    def is_for_reading(self) -> bool:
        """Whether a sheet shows it and an import never changes it."""
        return self.location[0] in _ABOUT_CONSENT

    @property
    def needs_consent(self) -> bool:
        """Whether it may be published only of an officer who agreed to it."""
        return self.location[0] in Officer.consentable()


@cache
def sheet_columns() -> tuple[SheetColumn, ...]:
    """Return the columns in the order of the lines of a file; the short name stands first."""
    words = "The file's name without .md. It tells whose row this is: leave it as it is, and empty for somebody new."
    own = SheetColumn(SHORT_NAME, "Short name", "text", words, example="sam-okoro")
    return (own, *map(_column, questions_for(Officer)))


def _column(question: Question) -> SheetColumn:
    kind = facts_at(Officer, question.location).names
    return SheetColumn(
        question.location,
        ": ".join(str(part).replace("_", " ") for part in question.location).capitalize(),
        _form(question, kind),
        question.words,
        question.choices,
        question.example,
        kind,
        question.needed,
    )


def _form(question: Question, kind: str) -> Form:
    if kind:
        return "names"
    field = _fields(question.location)[-1]
    if question.is_list and get_args(list_within(field.annotation))[-1:] == (...,):
        return "entries" if question.commas else "lines"
    if question.choices:
        return "choice"
    readers = (_READERS.get(reader) for reader in readers_of(field))
    return next((form for form in readers if form), "text")


def _fields(location: Location) -> list[FieldInfo]:
    """Return the field at a location, the groups round it before it."""
    model: type[BaseModel] | None = Officer
    found = []
    for name in location:
        assert model is not None
        found.append(model.model_fields[str(name)])
        model = model_within(found[-1].annotation)
    return found


def recognise_heading(written: str) -> SheetColumn | None:
    """Return the column that a heading means, by one of its names or nearly so; None for no column."""
    known, key = _known_headings(), _key(written)
    if key in known:
        return known[key]
    near = get_close_matches(key, known, n=3, cutoff=_NEARLY) if len(key) > 2 else []  # noqa: PLR2004 (ID, No)
    meant = {known[one].location: known[one] for one in near}
    return next(iter(meant.values())) if len(meant) == 1 else None


@cache
def _known_headings() -> Mapping[str, SheetColumn]:
    """Map every way to head a column, as `_key` gives it, to the column; what two are called is in nobody's name."""
    known: dict[str, SheetColumn] = {}
    for called in (_whole_names, _last_names):
        pairs = {(_key(name), column) for column in sheet_columns() for name in called(column)}
        times = Counter(key for key, _ in pairs)
        for key, column in pairs:
            if times[key] == 1:
                known.setdefault(key, column)
    return known


def _whole_names(column: SheetColumn) -> Iterator[str]:
    yield column.heading
    if column.location == SHORT_NAME:
        yield from ("slug", "id", "file", "file name")
    elif len(column.location) == 1:
        yield from _called(column)


def _last_names(column: SheetColumn) -> Iterator[str]:
    """Yield names of a line of a group without the group before them."""
    if len(column.location) > 1:
        yield str(column.location[-1])
        for name in _called(column):
            yield from (name, f"{column.location[0]} {name}")


def _called(column: SheetColumn) -> Iterator[str]:
    facts = facts_of(_fields(column.location)[-1])
    yield from facts.called
    if facts.opened and facts.opened.name:
        yield facts.opened.name


def _key(heading: str) -> str:
    """Return what counts of a heading: its words in small letters, one for several, without those that say little."""
    words = re.findall("[a-z0-9]+", plain_letters(heading).replace("e-mail", "email").replace("(s)", "s"))
    kept = [word for word in words if word not in _SAYING_LITTLE] or words
    return " ".join(word.removesuffix("s") if len(word) > 2 else word for word in kept)  # noqa: PLR2004 (a plural's s)
