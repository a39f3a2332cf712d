"""The site in each of its languages: which pages it has there, at which address, and what it calls them."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from site_builder.content.translations import Translation
from site_builder.content.validation import Records
from site_builder.directory.model import Directory
from site_builder.directory.tongues import Translated, list_translated
from site_builder.language.languages import ENGLISH, LANGUAGES
from site_builder.language.words import Words, read_english
from site_builder.site.pages.views import Alternate, Tongue
from site_builder.site.urls import Urls


@dataclass(frozen=True)
class Edition:
    """The site in one language: the directory in its words, and the addresses where its readers find each page.

    `readings` say who read a translation, and `newer` has the original of each that is older than it, both by the
    address of the page; `read` is the day on which somebody last did, by the file of the translation; `original` is the
    directory in English. An English edition has nothing of these.
    """

    directory: Directory
    urls: Urls
    words: Words
    tongue: Tongue | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    newer: Mapping[str, str] = field(default_factory=dict)
    read: Mapping[str, datetime.date] = field(default_factory=dict)
    original: Directory | None = None


def make_editions(directory: Directory, records: Records) -> tuple[Edition, ...]:
    """Return the site in English, then in each other language that it has a page in."""
    others = (_translate(one, directory) for one in list_translated(directory, records))
    return Edition(directory, Urls(directory.site.root), read_english()), *others


def list_alternates(editions: Iterable[Edition]) -> Mapping[str, tuple[Alternate, ...]]:
    """Map the address of each page that is in several languages to the page in each of them, English first."""
    english, *others = editions
    keys = {key: None for other in others for key in sorted(other.urls.translated)}
    groups = (tuple(_in_each(key, english, others)) for key in keys)
    return {one.url: group for group in groups for one in group}


def _in_each(key: tuple[str, str], english: Edition, others: Iterable[Edition]) -> Iterator[Alternate]:
    host = english.directory.site.host
    for edition in (english, *(other for other in others if key in other.urls.translated)):
        language = LANGUAGES.get(edition.urls.language, ENGLISH)
        url = edition.urls.record(*key)
        yield Alternate(code=language.code, name=language.name, url=url, canonical=host + url, current=False)


def _translate(translated: Translated, original: Directory) -> Edition:
    words, english = translated.words, Urls(original.site.root)
    language = LANGUAGES[words.language]
    urls = Urls(english.root, language.code, frozenset(translated.translations))
    said = tuple(words.said.items())
    return Edition(
        translated.directory,
        urls,
        words,
        Tongue(code=language.code, is_leftward=language.is_leftward, root=urls.own_root, said=said),
        {urls.record(*key): _say_reader(one, words) for key, one in translated.translations.items()},
        {urls.record(*key): english.record(*key) for key in sorted(translated.outdated)},
        {one.origin.path: one.reviewed for one in translated.translations.values()},
        original,
    )


def _say_reader(translation: Translation, words: Words) -> str:
    return words("translation_read", reader=translation.reviewed_by, date=words.day(translation.reviewed))
