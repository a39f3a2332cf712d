"""Whether a text is in plain English: notices on long sentences, hard pages, words to avoid and links that say nothing.

A notice never stops a build. What others wrote, names, addresses and code are left alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from site_builder.content.body import Body
from site_builder.content.document import Document
from site_builder.content.field_facts import facts_at, fields_that
from site_builder.content.kept import kept_with_value
from site_builder.content.markdown_source import MarkdownSource
from site_builder.content.schema import RECORDS
from site_builder.content.table_headings import find_bare_tables
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.language.plain_words import ANY_WORD, better_word, may_have_any
from site_builder.language.reading_age import (
    LONGEST_SENTENCE,
    Syllables,
    age_to_read,
    choose_long,
    find_sentences,
)

OLDEST_READER = 11
"""Years; nobody should have to be older to read a page with ease."""
GROWN_UP = 18
FEWEST_WORDS = 100
"""A shorter text has no sure reading age: the measure was made for samples of a hundred words."""
MOST_NOTICES = 50
"""Of each kind in one text."""
VAGUE_LINKS = frozenset(
    {
        *("click here", "here", "click", "click this", "link", "this link", "the link", "this page", "this"),
        *("more", "read more", "see more", "learn more", "find out more", "more info", "more information"),
        *("details", "more details", "continue", "go", "website", "visit"),
    }
)
"""Words of links that tell nobody where they lead, in small letters (WCAG 2.4.9)."""

_ADDRESS = r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_SAID_BY_OTHERS = re.compile(
    rf"(?=[\"“‘'(<])(?:\"[^\"\n]*\"|“[^“”]*”|(?<!\w)‘[^‘’\n]*’(?!\w)|(?<!\w)'[^'\n]*'(?!\w)|(?<=\])\([^()\n]*\)|<[^<>]*>)"
    rf"|^(?:[ ]{{0,3}}>|[ >]*\[[^\[\]\n]*\]:).*$|{_ADDRESS}",
    re.MULTILINE,
)
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]*)\](?=[(\[])|<a\b[^<>]*>(?P<tagged>[^<>]*)</a>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:^|[.!?:…|])[\s*_#>\[(“\"'‘-]*$")
_MORE_WORDS = re.compile(r"\w[^\s|]*")


@dataclass(frozen=True)
class Passage:
    """A stretch of text that the public reads: a body, or one value of a field whose letters begin at `place`."""

    text: str
    place: Place

    @property
    def is_as_written(self) -> bool:
        """Whether it is written letter for letter, alone or between quotes."""
        return self.place.end_column - self.place.column - len(self.text) in {0, 2}

    def at(self, start: int, end: int) -> Place:
        """Return the place of some letters, or of the whole value where it is not written letter for letter."""
        written = self.place.end_column - self.place.column - len(self.text)
        if not self.is_as_written:
            return self.place
        column = self.place.column + written // 2
        return Place(self.place.path, self.place.line, column + start, column + end)


@kept_with_value
def find_plain_english(document: Document, syllables: Syllables | None = None) -> tuple[Diagnostic, ...]:
    """Return the notices on a content file, and the errors on tables in it that have no headings."""
    passages = [(passage, find_sentences(passage.text)) for passage in list_passages(document)]
    sentences = find_sentences(document.body.text)
    fields = [found for passage, those in passages for found in _find_in_field(passage, those)]
    body = _find_in_body(document.body, sentences)
    read = [*chain.from_iterable(those for _, those in passages), *sentences]
    return (*fields, *body, *_find_hard(measure_reading(document, syllables, read), document))


def plain_text(document: Document) -> str:
    """Return all that the public reads of a file as Markdown: its fields of prose, then its text."""
    values = (passage.text for passage in list_passages(document))
    return "\n\n".join([*values, document.body.text])


@dataclass(frozen=True)
class Reading:
    """How a text reads: the age in years that it asks for, its words, and its sentences that are too long."""

    age: float
    words: int
    long_sentences: int


@kept_with_value
def measure_reading(
    document: Document, syllables: Syllables | None = None, read: Sequence[re.Match[str]] | None = None
) -> Reading:
    """Return how all that the public reads of a file reads; `read` are its sentences, where they are known."""
    text = plain_text(document)
    sentences = find_sentences(text) if read is None else read
    age = age_to_read(sentences, Syllables() if syllables is None else syllables)
    return Reading(age, len(_MORE_WORDS.findall(text)), len(choose_long(sentences)))


def _find_in_body(body: Body, sentences: Sequence[re.Match[str]]) -> tuple[Diagnostic, ...]:
    kinds = (
        (_long(body.place(found.start, found.end), found.words) for found in choose_long(sentences)),
        (_avoid(body.place(*span), word) for span, word in _words_to_avoid(body.masked)),
        _find_vague_links(body),
        find_bare_tables(body),
    )
    return tuple(finding for kind in kinds for finding in islice(kind, MOST_NOTICES))


def _find_in_field(passage: Passage, sentences: Sequence[re.Match[str]]) -> Iterator[Diagnostic]:
    for found in choose_long(sentences):
        yield _long(passage.at(found.start, found.end), found.words)
    for span, word in _words_to_avoid(passage.text):
        yield _avoid(passage.at(*span), word)


def _find_hard(reading: Reading, document: Document) -> Iterator[Diagnostic]:
    age = reading.age
    if reading.words < FEWEST_WORDS or age <= OLDEST_READER:
        return
    line = document.body.line if document.body.text.strip() else 1
    years = f"{age:.0f}" if age < GROWN_UP else f"{GROWN_UP} or more"
    message = f"To read this page with ease you have to be {years} years old, and {OLDEST_READER} is our aim."
    hint = "Write shorter sentences, and words that people say."
    yield Diagnostic(Place(document.path, line, 1), "hard-to-read", message, hint)


def list_passages(document: Document) -> Iterator[Passage]:
    """Yield each value in the fields of a file that the public reads as sentences, also each entry of a list."""
    for name in fields_that(RECORDS[document.kind], lambda are: are.prose):
        value = document.fields.get(name)
        if isinstance(value, str):
            yield Passage(value, document.origin.place(name))
        elif isinstance(value, Mapping):
            yield from _grouped(value, document, name)
        elif isinstance(value, Sequence):
            yield from _listed(name, value, document)


def _listed(name: str, values: Sequence[object], document: Document) -> Iterator[Passage]:
    for index, value in enumerate(values):
        if isinstance(value, str):
            yield Passage(value, document.origin.place(name, index))
        elif isinstance(value, Mapping):
            yield from _grouped(value, document, name, index)


def _grouped(group: Mapping[str, object], document: Document, *at: str | int) -> Iterator[Passage]:
    for inner, words in group.items():
        if isinstance(words, str) and facts_at(RECORDS[document.kind], (*at, inner)).prose:
            yield Passage(words, document.origin.place(*at, inner))


def _words_to_avoid(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    if not may_have_any(text):
        return
    blotted = _SAID_BY_OTHERS.sub(lambda found: re.sub(r"[^\n]", "\x1a", found.group()), text)
    for found in ANY_WORD.finditer(blotted):
        if not _is_name(blotted, found):
            yield found.span(), found.group()


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Whether a word is part of a name: it has a capital inside a sentence, or stands before another capital."""
    word = found.group()
    if not word[0].isupper():
        return False
    begins = _SENTENCE_END.search(text[max(0, found.start() - 80) : found.start()].rpartition("\n")[2])
    return not begins or word.isupper() or bool(re.match(r" [A-Z]", text[found.end() :]))


def _find_vague_links(source: MarkdownSource) -> Iterator[Diagnostic]:
    for found in _LINK.finditer(source.masked):
        group = "words" if found["words"] is not None else "tagged"
        words = " ".join(re.sub(r"[*_`>»→.…:!]", " ", found[group]).split())
        if words.lower() in VAGUE_LINKS:
            yield Diagnostic(
                source.place(*found.span(group)),
                "vague-link",
                f'A link that says "{words}" does not tell where it leads.',
                "Write what people find there, like: [all the ways to report](report.md)",
            )


def _long(place: Place, count: int) -> Diagnostic:
    message = f"This sentence has {count} words, and {LONGEST_SENTENCE} is the most that is easy to read."
    return Diagnostic(place, "long-sentence", message, "Make two sentences of it.")


def _avoid(place: Place, word: str) -> Diagnostic:
    message = f'There is a plainer or kinder word than "{" ".join(word.split())}".'
    hint = f"Try: {better_word(' '.join(word.split()))}"
    return Diagnostic(place, "word-to-avoid", message, hint)
