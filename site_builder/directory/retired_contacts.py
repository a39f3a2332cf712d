"""Contacts that must not be shown: out of use, made up, or in words where no consent covers them; and old names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from site_builder.content.contacts_in_text import FoundContact, bare_contact, find_contacts
from site_builder.content.document import Document, Location, Origin
from site_builder.content.field_facts import facts_at, fields_that
from site_builder.content.field_types import format_phone, is_drama_number, is_text_code
from site_builder.content.kept import kept_with_value
from site_builder.content.schema import RECORDS, Retired, RetiredContact, RetiredName
from site_builder.content.settings import Site
from site_builder.content.sources import RETIRED_FILE
from site_builder.content.validation import Records
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.findings.rule import Severity

_TEXTED = re.compile(r"(?i)(?:\b(?:text(?:ing|s)?|sms|messages?)\b[^.!?]{0,60}|sms:)\Z")
"""What stands before a code of five digits, which would otherwise be a figure like any other."""
_MOBILE = re.compile("07[1-57-9][0-9]{8}")
_LIKE_A_NUMBER = re.compile("0[1-9][0-9]{7,11}")
"""Digits that people would dial; a number that costs extra is none that we name either."""
_SHORTEST_NUMBER, _SHORTEST_CODE = 9, 3
"""Digits of the shortest telephone number, and of the shortest code such as 101."""


@dataclass(frozen=True)
class _Words:
    """A piece of text that would be shown, where it stands, and whether it is a `field` or the text of a page."""

    text: str
    place: Place
    is_field: bool
    field: str = ""

    @cached_property
    def contacts(self) -> tuple[FoundContact, ...]:
        """Every number and address in it."""
        return find_contacts(self.text)


def find_retired(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    """Yield a finding wherever a retired contact or name, or a made-up one, would be shown, in failed records too."""
    example = directory.site.example
    if not records.retired.contacts and not records.retired.is_unread and not example:
        hint = "Put retired.yaml back, or write its first entry."
        message = "There is no list of contacts that are out of use."
        path = records.retired.origin.path or directory.site.beside(RETIRED_FILE)
        yield Diagnostic(Place(path), "missing-settings", message, hint)
    retired = {bare: contact for contact in records.retired.contacts if (bare := bare_contact(contact.value))}
    yield from _find_retired_sites(records)
    names = [(name, _pattern_of(name.value)) for name in records.retired.names]
    suspects = (
        document
        for document in _shown(records)
        if any(
            _is_out_of_use(bare, retired) or not (example or _is_real(bare))
            for _, bare in list_contacts(document)
        )
        or _names_any(document, [pattern for _, pattern in names])
    )
    for words in (*_words_of(suspects), *_settings(directory)):
        yield from _find_retired_contacts(words, retired)
        yield from _find_retired_names(words, names)
        if not example:
            yield from _find_made_up_contacts(words)
    yield from _find_stray_contacts(directory, records)
    yield from _find_impossible_numbers(records)
    yield from _find_unknown_codes(records)


def _words_of(documents: Iterable[Document]) -> Iterator[_Words]:
    """Yield the pieces of those files in which there is something to tell: most have nothing, and take no time."""
    return (words for document in documents for words in list_words(document))


def _is_out_of_use(bare: str, retired: Iterable[str]) -> bool:
    return any(_stands_in(one, bare) for one in retired)


def _names_any(document: Document, patterns: Sequence[re.Pattern[str]]) -> bool:
    """Whether any of these stands in the text of a file or in a field, shown or not."""
    text = "\n".join((document.body.text, *_strings(document.fields))) if patterns else ""
    return any(pattern.search(text) for pattern in patterns)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _strings(part)


def _shown(records: Records) -> Iterator[Document]:
    for document in records.documents:
        if document.kind != "channel" or "held_back" not in document.fields:
            yield document


def _find_retired_sites(records: Records) -> Iterator[Diagnostic]:
    """Yield wherever a site that is somebody else's now would be named or linked: a value without digits is a host."""
    sites = _sites_of(records.retired)
    for document in _shown(records) if sites else ():
        for words, contact, found in _find_sites(document, sites):
            yield _retired_contact(words, FoundContact(found.start(), found.end(), ""), contact)


def _sites_of(retired: Retired) -> list[tuple[RetiredContact, re.Pattern[str]]]:
    return [
        (contact, re.compile(rf"(?<![\w-]){re.escape(contact.value)}(?![\w-]|\.\w)", re.IGNORECASE))
        for contact in retired.contacts
        if not bare_contact(contact.value)
    ]


def _find_sites(
    document: Document, sites: Sequence[tuple[RetiredContact, re.Pattern[str]]]
) -> Iterator[tuple[_Words, RetiredContact, re.Match[str]]]:
    links = _texts(document.fields, *_written(document), (), "link")
    for words in (*list_words(document), *links):
        for contact, pattern in sites:
            yield from ((words, contact, found) for found in pattern.finditer(words.text))


def list_retired(document: Document, retired: Retired) -> tuple[str, ...]:
    """Return every name and site in a file that is out of use."""
    patterns = [_pattern_of(name.value) for name in retired.names]
    texts = [words.text for words in list_words(document)] if _names_any(document, patterns) else []
    names = (found.group() for text in texts for pattern in patterns for found in pattern.finditer(text))
    return (*names, *(found.group() for _, _, found in _find_sites(document, _sites_of(retired))))


def _settings(directory: Directory) -> Iterator[_Words]:
    """Yield the words of site.yaml that pages show."""
    site = directory.site
    yield from _texts(site.model_dump(mode="json", exclude_unset=True), Site, site.origin, ())


def _find_stray_contacts(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    """Yield numbers and addresses in words that no field, so no consent, covers.

    In words about an officer or an area that is whatever no field has; in all others a mobile, and what is an officer's
    own: who agreed to have a number on their page has not agreed to have it anywhere else.
    """
    known = set(_known_contacts(directory, records))
    lengths = sorted({len(one) for one in known if len(one) >= _SHORTEST_NUMBER}, reverse=True)
    private = dict(_private_contacts(directory, records))
    for document in records.documents:
        is_about_people = document.kind in {"officer", "borough"}
        contact_fields = _contact_fields(document)
        strays = {
            bare
            for field, bare in list_contacts(document)
            if field not in contact_fields
            and (
                private.get(bare, document.path) != document.path
                or ((is_about_people or _MOBILE.fullmatch(bare)) and _is_stray(bare, known, lengths))
            )
        }
        for words in list_words(document) if strays else ():
            for found in words.contacts:
                if words.field not in contact_fields and found.bare in strays:
                    written = words.text[found.start : found.end]
                    hint = (
                        "Put it into a field of its own, like phone or email, with consent, or take it out."
                    )
                    message = f'"{written}" stands in the words, where no consent covers it.'
                    yield Diagnostic(_within(words, found), "stray-contact", message, hint)


def _private_contacts(directory: Directory, records: Records) -> Iterator[tuple[str, str]]:
    """Yield each number and address that one officer alone has, with the officer's file."""
    owners: dict[str, set[str]] = {}
    for document in records.documents:
        owner = document.path if document.kind == "officer" else ""
        for bare in _own_contacts(document):
            owners.setdefault(bare, set()).add(owner)
    shared = {found.bare for words in _settings(directory) for found in words.contacts}
    for bare, paths in owners.items():
        if len(paths) == 1 and "" not in paths and bare not in shared:
            yield bare, paths.pop()


def _find_impossible_numbers(records: Records) -> Iterator[Diagnostic]:
    """Yield what looks like a telephone number in words and can be none: a digit too few, or one too many."""
    for document in records.documents:
        for words in list_words(document) if list_impossible(document) else ():
            for found in words.contacts:
                if _is_impossible(found.bare):
                    message = f'"{words.text[found.start : found.end]}" is no telephone number.'
                    hint = "Check each digit: one may be missing, or one too many."
                    yield Diagnostic(_within(words, found), "bad-phone", message, hint)


@kept_with_value
def list_impossible(document: Document) -> tuple[str, ...]:
    """Return what looks like a telephone number in the words of a file and is none; fields are read by their type."""
    fields = _contact_fields(document)
    return tuple(
        bare for field, bare in list_contacts(document) if field not in fields and _is_impossible(bare)
    )


def _is_impossible(bare: str) -> bool:
    return bool(_LIKE_A_NUMBER.fullmatch(bare)) and not format_phone(bare) and not is_drama_number(bare)


def _find_unknown_codes(records: Records) -> Iterator[Diagnostic]:
    """Yield numbers to text, of five digits, that no way to report has: what they cost would be said nowhere."""
    channels = (document for document in records.documents if document.kind == "channel")
    known = {bare for document in channels for bare in _own_contacts(document)}
    strange = (document for document in records.documents if not known.issuperset(list_codes(document)))
    for words in _words_of(strange):
        for found in _find_texted(words):
            if found.bare not in known:
                message = f'No way to report has the number "{found.bare}" to text.'
                hint = "Check each digit. If it is real, add it to a way to report, as text, with its cost."
                yield Diagnostic(_within(words, found), "unknown-code", message, hint)


def _find_texted(words: _Words) -> Iterator[FoundContact]:
    for found in words.contacts:
        before = words.text[max(0, found.start - 80) : found.start]
        if is_text_code(found.bare) and _TEXTED.search(before):
            yield found


@kept_with_value
def list_contacts(document: Document) -> tuple[tuple[str, str], ...]:
    """Return each contact that pages show of a file, after the field that it stands in."""
    return tuple((words.field, found.bare) for words in list_words(document) for found in words.contacts)


@kept_with_value
def list_codes(document: Document) -> tuple[str, ...]:
    """Return each number of five digits that pages say of a file is to be texted."""
    return tuple(found.bare for words in list_words(document) for found in _find_texted(words))


@kept_with_value
def _own_contacts(document: Document) -> tuple[str, ...]:
    """Return the contacts in the fields that are for them."""
    fields = ((name, document.fields.get(name)) for name in _contact_fields(document))
    words = (words for name, value in fields for words in _texts(value, *_written(document), (name,)))
    return tuple(bare_contact(one.text) for one in words)


def prepare_contacts(document: Document) -> None:
    """Find what is asked of a file each time, so that it is kept with it."""
    list_contacts(document), list_codes(document), list_impossible(document), _own_contacts(document)


def _known_contacts(directory: Directory, records: Records) -> Iterator[str]:
    for document in records.documents:
        yield from _own_contacts(document)
    for words in _settings(directory):
        yield from (found.bare for found in words.contacts)


def _is_stray(bare: str, known: Set[str], lengths: Iterable[int]) -> bool:
    """Whether more is left of a contact than the `known` ones in it; `lengths` are theirs, the longest first."""
    if "@" in bare:
        return bare not in known
    for length in lengths:
        bare = _without(bare, known, length)
    return len(bare) >= _SHORTEST_NUMBER


def _without(bare: str, known: Set[str], length: int) -> str:
    """Return digits without the known numbers of this length that stand in them."""
    start, kept = 0, []
    while start < len(bare):
        is_known = bare[start : start + length] in known
        kept += [] if is_known else [bare[start]]
        start += length if is_known else 1
    return "".join(kept)


def _contact_fields(document: Document) -> tuple[str, ...]:
    return fields_that(RECORDS[document.kind], lambda are: are.contact)


def _written(document: Document) -> tuple[type[BaseModel], Origin]:
    return RECORDS[document.kind], document.origin


@kept_with_value
def list_words(document: Document) -> tuple[_Words, ...]:
    """Return every piece of a file that pages show, with the contacts in it."""
    fields = _texts(document.fields, *_written(document), ())
    text = (
        _Words(paragraph, Place(document.path, document.body.line + first, 1), is_field=False)
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


def _texts(
    value: object, model: type[BaseModel], origin: Origin, location: Location, shown: str = "words"
) -> Iterator[_Words]:
    """Yield every text in a value that pages show in its own words, or otherwise as `shown` says."""
    if isinstance(value, str):
        if facts_at(model, location).shown == shown:
            yield _Words(value, origin.place(*location), is_field=True, field=str(location[0]))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts(part, model, origin, (*location, index), shown)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _texts(part, model, origin, (*location, str(name)), shown)


def _find_retired_contacts(words: _Words, retired: Mapping[str, RetiredContact]) -> Iterator[Diagnostic]:
    for found in words.contacts:
        for bare, contact in retired.items():
            if _stands_in(bare, found.bare):
                yield _retired_contact(words, found, contact)


def _stands_in(bare: str, found: str) -> bool:
    """Whether a contact is the one found, or one of two numbers found side by side."""
    if found == bare:
        return True
    if "@" in found or len(bare) < _SHORTEST_NUMBER or bare not in found:
        return False
    return all(not rest or len(rest) >= _SHORTEST_CODE for rest in found.split(bare, 1))


def _retired_contact(words: _Words, found: FoundContact, contact: RetiredContact) -> Diagnostic:
    hint = (
        f"Use the way to report called {contact.replace_with} instead."
        if contact.replace_with
        else "Take it out."
    )
    message = f'"{words.text[found.start : found.end]}" is out of use: it was {contact.was}.'
    return Diagnostic(_within(words, found), "retired-contact", message, hint, Severity(contact.level))


def _find_retired_names(
    words: _Words, names: Sequence[tuple[RetiredName, re.Pattern[str]]]
) -> Iterator[Diagnostic]:
    for name, pattern in names:
        for found in pattern.finditer(words.text):
            severity = Severity(name.level) if words.is_field else Severity.NOTICE
            place = _within(words, FoundContact(found.start(), found.end(), ""))
            message = f'"{" ".join(found.group().split())}" is no longer its name.'
            yield Diagnostic(place, "retired-name", message, f"It is now: {name.now}.", severity)


def _pattern_of(name: str) -> re.Pattern[str]:
    pattern = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def _is_real(bare: str) -> bool:
    return not (is_drama_number(bare) or bare.endswith(("@example.org", "@example.com", ".example")))


def _find_made_up_contacts(words: _Words) -> Iterator[Diagnostic]:
    for found in words.contacts:
        if not _is_real(found.bare):
            message = (
                f'"{words.text[found.start : found.end]}" is kept free for examples: nobody answers there.'
            )
            hint = "Write the real one, or delete the line."
            yield Diagnostic(_within(words, found), "made-up-contact", message, hint)


def _within(words: _Words, found: FoundContact) -> Place:
    """Return the place of some words inside a text."""
    place = words.place
    if place.column == 0:
        return place
    above = words.text.count("\n", 0, found.start)
    column = found.start - (words.text.rfind("\n", 0, found.start) + 1) + (place.column if not above else 1)
    length = len(words.text[found.start : found.end].split("\n")[0])
    if words.is_field and place.end_column and column + length > place.end_column:
        return place  # a value that goes on over several lines: where in them is not known
    return Place(place.path, place.line + above, column, column + length)
