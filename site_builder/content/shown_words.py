"""The words of content files that pages show, piece by piece, with the telephone numbers and addresses in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from site_builder.content.contacts_in_text import FoundContact, find_contacts
from site_builder.content.document import Document, Location, Origin
from site_builder.content.field_facts import facts_at, fields_that
from site_builder.content.kept import kept_for_a_run, kept_with_value
from site_builder.content.schema import RECORDS
from site_builder.findings.diagnostics import Place


@dataclass(frozen=True)
class ShownWords:
    """A piece of text that would be shown, where it stands, and whether it is a `field` or the text of a page."""

    text: str
    place: Place
    is_field: bool
    field: str = ""

    @cached_property
    def contacts(self) -> tuple[FoundContact, ...]:
        """Every number and address in it."""
        return find_contacts(self.text)


@kept_with_value
def list_contacts(document: Document) -> tuple[tuple[str, str], ...]:
    """Return each contact that pages show of a file, after the field that it stands in."""
    return tuple((words.field, found.bare) for words in list_words(document) for found in words.contacts)


def contact_fields(document: Document) -> tuple[str, ...]:
    """Return the fields of a file that hold nothing but a number or an address."""
    return fields_that(RECORDS[document.kind], lambda are: are.contact)


def written_in(document: Document) -> tuple[type[BaseModel], Origin]:
    """Return the model of a file's fields, and where they stand."""
    return RECORDS[document.kind], document.origin


@kept_for_a_run
def list_words(document: Document) -> tuple[ShownWords, ...]:
    """Return every piece of a file that pages show, with the contacts in it."""
    fields = find_texts(document.fields, *written_in(document), ())
    text = (
        ShownWords(paragraph, Place(document.path, document.body.line + first, 1), is_field=False)
        for first, paragraph in _paragraphs(document.body.text)
    )
    return (*fields, *text)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield each stretch of lines that may hold one number, with its first line counted from 0."""
    lines: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""]):
        if lines and (not line.strip() or line.lstrip()[0] in "-*+>#|"):
            yield number - len(lines), "\n".join(lines)
            lines = []
        lines += [line] if line.strip() else []


def find_texts(
    value: object, model: type[BaseModel], origin: Origin, location: Location, shown: str = "words"
) -> Iterator[ShownWords]:
    """Yield every text in a value that pages show in its own words, or otherwise as `shown` says."""
    if isinstance(value, str):
        if facts_at(model, location).shown == shown:
            yield ShownWords(value, origin.place(*location), is_field=True, field=str(location[0]))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from find_texts(part, model, origin, (*location, index), shown)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from find_texts(part, model, origin, (*location, str(name)), shown)


def place_within_words(words: ShownWords, start: int, end: int) -> Place:
    """Return the place of some letters of a text: the whole value's where it is not written letter for letter."""
    place = words.place
    more = place.end_column - place.column - len(words.text)
    if place.column == 0 or (words.is_field and place.end_column and more not in {0, 2}):
        return place
    above = words.text.count("\n", 0, start)
    first = place.column + (1 if words.is_field and more == 2 else 0)  # noqa: PLR2004 (two quotation marks)
    column = start - (words.text.rfind("\n", 0, start) + 1) + (1 if above else first)
    length = len(words.text[start:end].split("\n")[0])
    return Place(place.path, place.line + above, column, column + length)
