"""Contacts and names that were true once, and numbers that nobody answers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from site_builder.content.document import Document, Location
from site_builder.content.schema import RetiredContact, RetiredName
from site_builder.content.validation import Records
from site_builder.diagnostics import Diagnostic, Place, Severity
from site_builder.directory.model import Directory
from site_builder.field_types import digits_of, is_drama_number

_NUMBER = re.compile(r"(?<![\w/.-])\+?\d(?:[\d ()-]*\d)?(?![\w/-])")
_NOT_SHOWN = frozenset({"source", "sources", "consent", "checked", "confidence", "unverified"})
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class _Words:
    """A piece of text that would be shown, where it stands, and whether it is a field or the text of a page."""

    text: str
    place: Place
    is_field: bool


def find_retired(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    """Yield a finding wherever a retired contact or name, or a made-up one, would be shown, in failed records too."""
    for document in records.documents:
        if document.kind == "channel" and "held_back" in document.fields:
            continue
        for words in _shown(document):
            yield from _find_retired_contacts(words, records)
            yield from _find_retired_names(words, records)
            if not directory.site.example:
                yield from _find_made_up_contacts(words)


def _shown(document: Document) -> Iterator[_Words]:
    for name, value in document.fields.items():
        if name not in _NOT_SHOWN:
            yield from _texts(value, document, (name,))
    for number, line in enumerate(document.body.text.splitlines()):
        yield _Words(line, Place(document.path, document.body.line + number, 1), is_field=False)


def _texts(value: object, document: Document, location: Location) -> Iterator[_Words]:
    if isinstance(value, str):
        yield _Words(value, document.origin.place(*location), is_field=True)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts(part, document, (*location, index))
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _texts(part, document, (*location, str(name)))


def _find_retired_contacts(words: _Words, records: Records) -> Iterator[Diagnostic]:
    contacts = {_bare(contact.value): contact for contact in records.retired.contacts}
    for written, bare in _contacts_in(words.text):
        if bare in contacts:
            yield _retired_contact(written, contacts[bare], _within(words, written))


def _retired_contact(written: str, contact: RetiredContact, place: Place) -> Diagnostic:
    hint = (
        f"Use the way to report called {contact.replace_with} instead."
        if contact.replace_with
        else "Take it out."
    )
    message = f'"{written}" is out of use: it was {contact.was}.'
    return Diagnostic(place, "retired-contact", message, hint, Severity(contact.level))


def _find_retired_names(words: _Words, records: Records) -> Iterator[Diagnostic]:
    for name in records.retired.names:
        for found in re.finditer(rf"(?<!\w){re.escape(name.value)}(?!\w)", words.text, re.IGNORECASE):
            yield _retired_name(words, found.group(), name)


def _retired_name(words: _Words, written: str, name: RetiredName) -> Diagnostic:
    severity = Severity(name.level) if words.is_field else Severity.NOTICE
    return Diagnostic(
        _within(words, written),
        "retired-name",
        f'"{written}" is no longer its name.',
        f"It is now: {name.now}.",
        severity,
    )


def _find_made_up_contacts(words: _Words) -> Iterator[Diagnostic]:
    for written, bare in _contacts_in(words.text):
        if is_drama_number(bare) or bare.endswith(("@example.org", "@example.com", ".example")):
            message = f'"{written}" is kept free for examples: nobody answers there.'
            yield Diagnostic(
                _within(words, written), "made-up-contact", message, "Write the real one, or delete the line."
            )


def _contacts_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield each number and address in a text, as written and in the form in which two of them can be compared."""
    for pattern in (_NUMBER, _EMAIL):
        for found in pattern.finditer(text):
            yield found.group(), _bare(found.group())


def _bare(contact: str) -> str:
    return contact.casefold() if "@" in contact else digits_of(contact)


def _within(words: _Words, written: str) -> Place:
    """Return the place of some words inside a text, when they can be found on its line."""
    offset = words.text.find(written)
    if words.place.column == 0 or offset < 0:
        return words.place
    column = words.place.column + offset
    return Place(words.place.path, words.place.line, column, column + len(written))
