"""The directory in another language: the words of each translation in place of its original's, with all facts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from site_builder.content.schema import Record
from site_builder.content.translations import Translation, in_words_of, left_out, mark_of
from site_builder.content.validation import Records
from site_builder.directory.model import Area, Directory
from site_builder.directory.standing import ChannelStanding
from site_builder.directory.translated_numbers import find_other_numbers
from site_builder.findings.diagnostics import Diagnostic, Place, suggest
from site_builder.findings.rule import Severity
from site_builder.language.words import Words

R = TypeVar("R", bound=Record)
IN_ENGLISH_ALONE = frozenset({"accessibility", "changes", "not-found"})
"""Pages that have no translation: the law fixes the words of one, one tells of English words, and a host has one page
for all addresses that are not there."""


@dataclass(frozen=True)
class Translated:
    """A directory in another language. `translations` are those that have a page, by kind and short name.

    `outdated` are those whose original has other words by now, or words that the translation leaves out.
    """

    words: Words
    directory: Directory
    translations: Mapping[tuple[str, str], Translation]
    outdated: frozenset[tuple[str, str]]


def list_translated(directory: Directory, records: Records) -> Iterator[Translated]:
    """Yield the directory in each language that has words for its pages and at least one translation."""
    originals = _originals(directory)
    for words in records.words:
        known = {
            key: translation
            for translation in records.translations
            if translation.language == words.language and (key := _key(translation)) in originals
        }
        if known:
            outdated = frozenset(key for key, one in known.items() if _is_outdated(originals[key], one))
            yield Translated(words, _spoken(directory, known), known, outdated)


def find_translation_faults(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    """Yield translations without an original, those older than theirs, and languages without words for their pages."""
    originals = _originals(directory)
    documents = {document.path: document for document in records.documents} if records.translations else {}
    channels = {channel.slug: channel for channel in records.channels}
    languages = {words.language for words in records.words}
    failed = {slug for kind, slug in records.failed if kind == "words"}
    for translation in records.translations:
        key = _key(translation)
        if key not in originals:
            if key not in records.failed:
                yield _lost(translation, key, originals)
            continue
        original = originals[key]
        if _is_outdated(original, translation):
            yield _outdated(original, translation)
        translated, written = (documents.get(one.origin.path) for one in (translation, original))
        if translated and written:
            yield from find_other_numbers(translated, written, channels)
    for language in sorted({one.language for one in records.translations} - languages - failed):
        first = next(one for one in records.translations if one.language == language)
        message = f"No file has the words that frame a page in this language: words/{language}.yaml."
        hint = f"Copy site_builder/language/en.yaml to words/{language}.yaml, and translate it."
        yield Diagnostic(Place(first.origin.path), "missing-words", message, hint, Severity.ERROR)


def _originals(directory: Directory) -> Mapping[tuple[str, str], Record]:
    """Map kind and short name to each record that has a page which may be in another language."""
    areas = (area.borough for area in directory.areas)
    pages = (page for page in directory.pages if page.slug not in IN_ENGLISH_ALONE)
    return {(one.KIND, one.slug): one for one in (*pages, *areas, *directory.channels)}


def _key(translation: Translation) -> tuple[str, str]:
    return translation.KIND, translation.slug


def _is_outdated(original: Record, translation: Translation) -> bool:
    return translation.translates != mark_of(original) or bool(left_out(original, translation))


def _lost(translation: Translation, key: tuple[str, str], originals: Iterable[tuple[str, str]]) -> Diagnostic:
    kind, slug = key
    near = suggest(slug, [other for of, other in originals if of == kind])
    if slug in IN_ENGLISH_ALONE:
        message, near = f"The page {slug}.md is in English alone.", "Delete this file."
    else:
        message = f"There is no page of {slug}.md that this could translate."
    return Diagnostic(
        Place(translation.origin.path), "lost-translation", message, near or "Delete this file."
    )


def _outdated(original: Record, translation: Translation) -> Diagnostic:
    mark, rule = mark_of(original), "outdated-translation"
    if translation.translates != mark:
        message = f"{original.origin.path} has other words than those that were translated."
        hint = f"Mend the translation, have it read, and write: translates: {mark}"
        return Diagnostic(translation.origin.place("translates"), rule, message, hint)
    message = f"The original has more: {', '.join(left_out(original, translation))}."
    hint = "Translate it too. Until then readers are sent to the original."
    return Diagnostic(Place(translation.origin.path, 1, 1), rule, message, hint)


def _spoken(directory: Directory, known: Mapping[tuple[str, str], Translation]) -> Directory:
    def say(record: R) -> R:
        translation = known.get((record.KIND, record.slug))
        return in_words_of(record, translation) if translation else record

    def say_way(standing: ChannelStanding) -> ChannelStanding:
        return replace(standing, channel=say(standing.channel))

    def say_area(area: Area) -> Area:
        return replace(area, borough=say(area.borough))

    return replace(
        directory,
        areas=tuple(map(say_area, directory.areas)),
        channel_standings=tuple(map(say_way, directory.channel_standings)),
        pages=tuple(map(say, directory.pages)),
        charities=tuple(map(say, directory.charities)),
    )
