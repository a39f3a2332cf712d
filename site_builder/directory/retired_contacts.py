"""Contacts that must not be shown: out of use, made up, or in words where no consent covers them; and old names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from site_builder.content.contacts_in_text import FoundContact, bare_contact
from site_builder.content.document import Document
from site_builder.content.kept import kept_for_a_run, kept_with_value
from site_builder.content.schema import Retired, RetiredContact, RetiredName
from site_builder.content.settings import Site
from site_builder.content.shown_words import (
    ShownWords,
    contact_fields,
    find_texts,
    list_contacts,
    list_words,
    place_within_words,
    written_in,
)
from site_builder.content.sources import RETIRED_FILE
from site_builder.content.telephone_numbers import is_drama_number, is_text_code
from site_builder.content.validation import Records
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.findings.rule import Severity

_TEXTED = re.compile(r"(?i)(?:\b(?:text(?:ing|s)?|sms|messages?)\b[^.!?]{0,60}|sms:)\Z")
"""What stands before a code of five digits, which would otherwise be a figure like any other."""
_MOBILE = re.compile("07[1-57-9][0-9]{8}")
_SHORTEST_NUMBER, _SHORTEST_CODE = 9, 3
"""Digits of the shortest telephone number, and of the shortest code such as 101."""


def find_retired(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    """Yield a finding wherever a retired contact or name, or a made-up one, would be shown, in failed records too."""
    example = directory.site.example
    if not records.retired.contacts and not records.retired.is_unread and not example:
        hint = "Put retired.yaml back, or write its first entry."
        message = "There is no list of contacts that are out of use."
        path = records.retired.origin.path or directory.site.beside(RETIRED_FILE)
        yield Diagnostic(Place(path), "missing-settings", message, hint)
    offered = {channel.slug for channel in directory.channels}
    records = replace(records, retired=_with_offered(records.retired, offered))
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
    yield from _find_unknown_codes(records)


def _with_offered(retired: Retired, offered: Set[str]) -> Retired:
    """Return the list without the ways to use instead that are not published."""
    contacts = tuple(
        contact if contact.replace_with in offered else contact.model_copy(update={"replace_with": None})
        for contact in retired.contacts
    )
    return retired.model_copy(update={"contacts": contacts})


def _words_of(documents: Iterable[Document]) -> Iterator[ShownWords]:
    """Yield the pieces of those files in which there is something to tell: most have nothing, and take no time."""
    return (words for document in documents for words in list_words(document))


def _is_out_of_use(bare: str, retired: Iterable[str]) -> bool:
    return any(_stands_in(one, bare) for one in retired)


def _names_any(document: Document, patterns: Sequence[re.Pattern[str]]) -> bool:
    """Whether any of these stands in the text of a file or in a field, shown or not."""
    text = _whole_text(document) if patterns else ""
    return any(pattern.search(text) for pattern in patterns)


@kept_for_a_run
def _whole_text(document: Document) -> str:
    return "\n".join((document.body.text, *_strings(document.fields)))


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
) -> Iterator[tuple[ShownWords, RetiredContact, re.Match[str]]]:
    text = _whole_text(document)
    sites = [one for one in sites if one[1].search(text)]
    links = find_texts(document.fields, *written_in(document), (), "link") if sites else ()
    for words in (*list_words(document), *links) if sites else ():
        for contact, pattern in sites:
            yield from ((words, contact, found) for found in pattern.finditer(words.text))


def list_retired(document: Document, retired: Retired) -> tuple[str, ...]:
    """Return every name and site in a file that is out of use."""
    patterns = [_pattern_of(name.value) for name in retired.names]
    texts = [words.text for words in list_words(document)] if _names_any(document, patterns) else []
    names = (found.group() for text in texts for pattern in patterns for found in pattern.finditer(text))
    return (*names, *(found.group() for _, _, found in _find_sites(document, _sites_of(retired))))


def _settings(directory: Directory) -> Iterator[ShownWords]:
    """Yield the words of site.yaml that pages show."""
    site = directory.site
    yield from find_texts(site.written, Site, site.origin, ())


def _find_stray_contacts(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    """Yield numbers and addresses in words that no field, so no consent, covers.

    In words about an officer or an area that is whatever no field has; in all others, the settings and what no page
    shows, a mobile and what is an officer's own: who agreed to have a number on their page has not agreed to have it
    anywhere else.
    """
    known = set(_known_contacts(directory, records))
    lengths = sorted({len(one) for one in known if len(one) >= _SHORTEST_NUMBER}, reverse=True)
    private = dict(_private_contacts(directory, records))
    for document in records.documents:
        is_about_people = document.kind in {"officer", "borough"}
        own_fields = contact_fields(document)
        shown = {bare for field, bare in list_contacts(document) if field not in own_fields}
        strays = {bare for bare in shown if is_about_people and _is_stray(bare, known, lengths)}
        for bare in (*shown, *list_hidden(document)):
            is_anothers = private.get(bare, document.path) != document.path
            if is_anothers or (_MOBILE.fullmatch(bare) and _is_stray(bare, known, lengths)):
                strays.add(bare)
        if strays:
            pieces = (words for words in list_words(document) if words.field not in own_fields)
            yield from _tell_strays((*pieces, *_hidden_words(document)), strays)
    for words in _settings(directory):
        mobiles = {one.bare for one in words.contacts if _MOBILE.fullmatch(one.bare)} - known
        anothers = {one.bare for one in words.contacts if one.bare in private}
        yield from _tell_strays([words], mobiles | anothers)


def _tell_strays(pieces: Iterable[ShownWords], strays: Set[str]) -> Iterator[Diagnostic]:
    for words in pieces:
        for found in words.contacts if strays else ():
            if found.bare in strays:
                hint = "Put it into a field of its own, like phone or email, with consent, or take it out."
                written = words.text[found.start : found.end]
                message = f'"{written}" stands in the words, where no consent covers it.'
                place = place_within_words(words, found.start, found.end)
                yield Diagnostic(place, "stray-contact", message, hint)


def _hidden_words(document: Document) -> Iterator[ShownWords]:
    """Yield the words of a file that no page shows: whoever gets the folder reads them."""
    return find_texts(document.fields, *written_in(document), (), "never")


@kept_with_value
def list_hidden(document: Document) -> tuple[str, ...]:
    """Return each contact in the words of a file that no page shows."""
    return tuple(found.bare for words in _hidden_words(document) for found in words.contacts)


def _private_contacts(directory: Directory, records: Records) -> Iterator[tuple[str, str]]:
    """Yield each number and address that one officer alone has, with the officer's file."""
    owners: dict[str, set[str]] = {}
    for document in records.documents:
        owner = document.path if document.kind == "officer" else ""
        for bare in _own_contacts(document):
            owners.setdefault(bare, set()).add(owner)
    shared = set(_settings_contacts(directory))
    for bare, paths in owners.items():
        if len(paths) == 1 and "" not in paths and bare not in shared:
            yield bare, paths.pop()


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
                yield Diagnostic(
                    place_within_words(words, found.start, found.end), "unknown-code", message, hint
                )


def _find_texted(words: ShownWords) -> Iterator[FoundContact]:
    for found in words.contacts:
        before = words.text[max(0, found.start - 80) : found.start]
        if is_text_code(found.bare) and _TEXTED.search(before):
            yield found


@kept_with_value
def list_codes(document: Document) -> tuple[str, ...]:
    """Return each number of five digits that pages say of a file is to be texted."""
    return tuple(found.bare for words in list_words(document) for found in _find_texted(words))


@kept_with_value
def _own_contacts(document: Document) -> tuple[str, ...]:
    """Return the contacts in the fields that are for them."""
    fields = ((name, document.fields.get(name)) for name in contact_fields(document))
    words = (words for name, value in fields for words in find_texts(value, *written_in(document), (name,)))
    return tuple(bare_contact(one.text) for one in words)


def prepare_contacts(document: Document) -> None:
    """Find what is asked of a file each time, so that it is kept with it."""
    list_contacts(document), list_codes(document), list_hidden(document), _own_contacts(document)


def _known_contacts(directory: Directory, records: Records) -> Iterator[str]:
    for document in records.documents:
        yield from _own_contacts(document)
    yield from _settings_contacts(directory)


def _settings_contacts(directory: Directory) -> Iterator[str]:
    """Yield the settings that are a number or an address and nothing else."""
    for words in _settings(directory):
        for found in words.contacts:
            if words.text[found.start : found.end] == words.text.strip():
                yield found.bare


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


def _find_retired_contacts(words: ShownWords, retired: Mapping[str, RetiredContact]) -> Iterator[Diagnostic]:
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


def _retired_contact(words: ShownWords, found: FoundContact, contact: RetiredContact) -> Diagnostic:
    hint = (
        f"Use the way to report called {contact.replace_with} instead."
        if contact.replace_with
        else "Take it out."
    )
    message = f'"{words.text[found.start : found.end]}" is out of use: it was {contact.was}.'
    return Diagnostic(
        place_within_words(words, found.start, found.end),
        "retired-contact",
        message,
        hint,
        Severity(contact.level),
    )


def _find_retired_names(
    words: ShownWords, names: Sequence[tuple[RetiredName, re.Pattern[str]]]
) -> Iterator[Diagnostic]:
    for name, pattern in names:
        for found in pattern.finditer(words.text):
            severity = Severity(name.level) if words.is_field else Severity.NOTICE
            place = place_within_words(words, found.start(), found.end())
            message = f'"{" ".join(found.group().split())}" is no longer its name.'
            yield Diagnostic(place, "retired-name", message, f"It is now: {name.now}.", severity)


def _pattern_of(name: str) -> re.Pattern[str]:
    pattern = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def _is_real(bare: str) -> bool:
    return not (is_drama_number(bare) or bare.endswith(("@example.org", "@example.com", ".example")))


def _find_made_up_contacts(words: ShownWords) -> Iterator[Diagnostic]:
    for found in words.contacts:
        if not _is_real(found.bare):
            message = (
                f'"{words.text[found.start : found.end]}" is kept free for examples: nobody answers there.'
            )
            hint = "Write the real one, or delete the line."
            yield Diagnostic(
                place_within_words(words, found.start, found.end), "made-up-contact", message, hint
            )
