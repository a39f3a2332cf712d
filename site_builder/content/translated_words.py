"""The words that frame pages, in another language than English: ``words/pl.yaml`` in the content folder."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from site_builder.content.contacts_in_text import write_alike
from site_builder.content.models import Part
from site_builder.content.number_spellings import find_misspelt_in_settings
from site_builder.content.sources import SourceFile
from site_builder.content.strict_yaml import YamlFields, parse_yaml
from site_builder.findings.diagnostics import Checked, Diagnostic, Place, suggest
from site_builder.findings.rule import Severity
from site_builder.language.languages import LANGUAGES
from site_builder.language.words import Words, read_english, slots_of

_MOST_NAMED = 5
_MAY_BE_LEFT_OUT = frozenset({"{area_kind}", "{areas_kind}", "{nearby}"})
"""English words that site.yaml has for its areas: another language says them in its own way, or not at all."""


def read_words(source: SourceFile) -> Checked[Words | None]:
    """Return the words of a language, or None with everything that is wrong with their file.

    Words that are missing stand there in English, so that a new one does not hold up the site.
    """
    code = PurePosixPath(source.name).stem
    if code not in LANGUAGES:
        message = f'"{code}" is no language that we know.'
        hint = suggest(code, LANGUAGES) or "The file of Welsh is called cy.yaml, of Polish pl.yaml."
        return None, (Diagnostic(Place(source.path), "unknown-language", message, hint),)
    written, found = parse_yaml(source.text, source.path)
    if written is None:
        return None, found
    misspelt = find_misspelt_in_settings(written, Part, source)
    found = (*found, *_find_faults(written, source.path), *misspelt)
    if any(finding.severity is Severity.ERROR for finding in found):
        return None, found
    said = {name: write_alike(words) for name, words in written.fields.items() if isinstance(words, str)}
    return Words(code, MappingProxyType({**read_english().said, **said})), found


def _find_faults(written: YamlFields, path: str) -> Iterator[Diagnostic]:
    english = read_english().said
    for name, words in written.fields.items():
        if name not in english:
            hint = suggest(name, english) or "Delete it."
            message = f'"{name}" is the name of no words.'
            yield Diagnostic(written.key_places[name,], "unknown-words", message, hint)
        elif not isinstance(words, str):
            message = f'"{name}" is one text.'
            yield Diagnostic(written.key_places[name,], "unknown-words", message, f"English: {english[name]}")
        else:
            yield from _find_slots(words, english[name], written.places[name,])
    if written.whole:
        yield from _find_missing({*written.fields, *(way[0] for way in written.faulty)}, english, path)


def _find_slots(words: str, english: str, place: Place) -> Iterator[Diagnostic]:
    """Yield the finding on words with other braces than the English ones have."""
    needed, known = slots_of(english) - _MAY_BE_LEFT_OUT, slots_of(english)
    odd = sorted((slots_of(words) - known) | (needed - slots_of(words)))
    if odd:
        message = f"{odd[0]} is in only one of these words and the English ones."
        yield Diagnostic(place, "unknown-words", message, f"English: {english}")


def _find_missing(known: Collection[object], english: Mapping[str, str], path: str) -> Iterator[Diagnostic]:
    missing = [name for name in english if name not in known]
    if missing:
        named = ", ".join(missing[:_MOST_NAMED])
        more = f" and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
        message = f"Words are missing: {named}{more}."
        hint = f"Add a line and translate it: {missing[0]}: {english[missing[0]]}"
        yield Diagnostic(Place(path, 1, 1), "missing-words", message, hint)
