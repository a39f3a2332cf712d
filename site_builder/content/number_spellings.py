"""Telephone numbers that are not written as they are shown, wherever one can stand: told with the form to write."""

import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from site_builder.content.contacts_in_text import OddNumber, find_odd_numbers
from site_builder.content.document import Document, Origin
from site_builder.content.shown_words import (
    ShownWords,
    contact_fields,
    find_texts,
    list_words,
    place_within_words,
)
from site_builder.content.sources import SourceFile
from site_builder.content.strict_yaml import YamlFields
from site_builder.content.telephone_numbers import explain_refusal, restore_zero, shown_form
from site_builder.findings.diagnostics import Diagnostic, Fix, Place

_NEXT_FIELD = re.compile(r"[\w-]+:|---|\.\.\.")


def find_misspelt_numbers(document: Document, source: str) -> Iterator[Diagnostic]:
    """Yield a finding for each number of a file that is written in another way; `source` is the whole file."""
    lines = source.split("\n")
    fields = contact_fields(document)
    for words in list_words(document):
        if words.field in fields:
            yield from _find_in_contact(words)
        else:
            yield from _find_in_words(words, lines)


def find_misspelt_in_settings(
    written: YamlFields, model: type[BaseModel], source: SourceFile
) -> Iterator[Diagnostic]:
    """Yield the same of a file of settings."""
    lines = source.text.split("\n")
    for words in find_texts(written.fields, model, Origin(source.path, written.places), ()):
        if not _is_refused(words):
            yield from _find_in_words(words, lines)


def _is_refused(words: ShownWords) -> bool:
    """Return whether a value is nothing but a number that cannot be shown: its type says so."""
    return bool(restore_zero(words.text))


def _find_in_contact(words: ShownWords) -> Iterator[Diagnostic]:
    """Yield the finding on a field that is one number; what is none there is refused by its type."""
    form = shown_form(words.text)
    if form and form != " ".join(words.text.split()):
        yield _tell(words, OddNumber(0, len(words.text), form), ())


def _find_in_words(words: ShownWords, lines: Sequence[str]) -> Iterator[Diagnostic]:
    for odd in find_odd_numbers(words.text, words.contacts):
        yield _tell(words, odd, lines)


def _tell(words: ShownWords, odd: OddNumber, lines: Sequence[str]) -> Diagnostic:
    written = words.text[odd.start : odd.end]
    place = place_within_words(words, odd.start, odd.end)
    is_there = place.end_column - place.column == len(written)
    if not is_there and (found := _find_below(lines, place, written)):
        place, is_there = found, True
    shown = " ".join(written.split())
    fix = Fix(place.column, place.end_column, odd.form) if is_there else None
    if odd.fault == "spelling":
        message = f'"{shown}" is not how this number is shown: it is hard to read out.'
        return Diagnostic(place, "phone-spacing", message, f"Write it in groups: {odd.form}", fix=fix)
    if odd.fault == "dialled":
        message = f'"{shown}" would not be dialled as it is meant.'
        return Diagnostic(place, "bad-phone", message, f"Write: {odd.form}", fix=fix)
    message, hint = explain_refusal(shown)
    if odd.fault == "none" and "costs extra" not in message:
        message = f'"{shown}" is no telephone number.'
        hint = "Check each digit: one may be missing, or one too many."
    return Diagnostic(place, "bad-phone", message, hint)


def _find_below(lines: Sequence[str], place: Place, written: str) -> Place | None:
    """Return where letters stand in a value that goes on over several lines."""
    for number in range(place.line, len(lines) + 1) if place.line else ():
        line = lines[number - 1]
        if number > place.line and _NEXT_FIELD.match(line):
            return None
        if (at := line.find(written)) >= 0:
            return Place(place.path, number, at + 1, at + 1 + len(written))
    return None
