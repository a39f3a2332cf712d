"""Find a person in a text, however they are written: for taking them out, and for the proof that they are gone.

A name counts with marks or without, over two lines, with any hyphen and apostrophe, with markup, references and soft
hyphens in it, surname first, without middle names, and as a short name in addresses and names of files. A surname alone
may be somebody else's: whoever takes the person out looks at it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from site_builder.content.contacts_in_text import bare_contact
from site_builder.content.visible_letters import (
    find_readings,
    squeeze,
    squeeze_readings,
    squeeze_with_places,
)

_SHORTEST_NUMBER = 9
_SHORTEST_SURNAME = 2
_SHORTEST_SURE = 6
"""Letters of a name without a space that can hardly be anything else, however it is written."""
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa"}
)
_MIDDLE_NAMES = 20
"""Letters that may stand between the first name and the last."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Trace:
    """Where a person stands in a text, in letters from its beginning; one that is not sure is a surname alone."""

    start: int
    end: int
    is_sure: bool


@dataclass(frozen=True)
class Person:
    """Somebody to look for: `names` are names and short names, `pictures` the SHA-256 of files that show them."""

    names: tuple[str, ...]
    contacts: tuple[str, ...] = ()
    pictures: frozenset[str] = frozenset()

    @classmethod
    def of_words(cls, words: tuple[str, ...]) -> "Person":
        """Return whom a person means who wrote names, addresses, numbers and digests one after the other."""
        pictures = frozenset(word for word in words if _SHA256.fullmatch(word))
        contacts = tuple(bare_contact(word) for word in words if word not in pictures and _is_contact(word))
        names = (word for word in words if word not in pictures and not _is_contact(word))
        return cls(tuple(name for name in names if squeeze(name)), contacts, pictures)

    @cached_property
    def sure(self) -> frozenset[str]:
        """Every squeezed spelling of the whole name; those of one short word are left out."""
        return frozenset(one for name in self.names for one in _spellings(name) if len(one) >= _SHORTEST_SURE)

    @cached_property
    def exact(self) -> frozenset[str]:
        """Names of one short word, which count where no letter and no hyphen joins them to another."""
        return frozenset(one for name in self.names for one in _spellings(name) if len(one) < _SHORTEST_SURE)

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last word of each name of several."""
        words = [name.replace("’", "'").split() for name in self.names]
        last = {squeeze(one[-1]) for one in words if len(one) > 1}
        return frozenset(one for one in last if len(one) >= _SHORTEST_SURNAME) - self.sure - self.exact

    @cached_property
    def first_names(self) -> frozenset[str]:
        """The first word of each name of several."""
        words = [name.split() for name in self.names]
        return frozenset(squeeze(one[0]) for one in words if len(one) > 1) - {""}

    @cached_property
    def marks(self) -> frozenset[str]:
        """Numbers and addresses as they stand in a squeezed text: a number without its zero, which +44 replaces."""
        return frozenset(
            squeeze(one) if "@" in one else one.removeprefix("0")
            for one in self.contacts
            if len(one) >= _SHORTEST_NUMBER
        )

    def is_shown_by(self, content: bytes) -> bool:
        """Return whether a file is one of the pictures."""
        return bool(self.pictures) and sha256(content).hexdigest() in self.pictures


def find_traces(text: str, person: Person) -> tuple[Trace, ...]:
    """Return each place where the person stands, in the order of the text; what is sure hides what is not."""
    if not any(_may_hold(squeezed, person) for squeezed in squeeze_readings(text)):
        return ()
    found = {trace for shown, places in find_readings(text) for trace in _find_traces(shown, places, person)}
    kept: list[Trace] = []
    for trace in sorted(found, key=lambda one: (not one.is_sure, one.start - one.end, one.start)):
        if not any(one.start < trace.end and trace.start < one.end for one in kept):  # the longest of several
            kept.append(trace)
    return tuple(sorted(kept, key=lambda one: one.start))


def _may_hold(squeezed: str, person: Person) -> bool:
    """Return whether a closer look is worth while; this one takes a hundredth of it."""
    signs = person.sure | person.exact | person.surnames | person.marks | person.pictures
    return any(sign in squeezed for sign in signs)


def _find_traces(shown: str, places: Sequence[int], person: Person) -> Iterator[Trace]:
    squeezed, letters = squeeze_with_places(shown)

    def trace(start: int, end: int, *, is_sure: bool) -> Trace:
        return Trace(places[letters[start]], places[letters[end - 1]] + 1, is_sure)

    for sign in person.marks | person.pictures:
        for start, end in _occurrences(sign, squeezed):
            yield trace(start, end, is_sure=True)
    for sign in person.sure | person.exact | person.surnames:
        for start, end in _occurrences(sign, squeezed):
            first, last = letters[start], letters[end - 1]
            if not _stands_alone(shown, first, last, is_strict=sign in person.exact):
                continue
            if sign not in person.surnames:
                yield trace(start, end, is_sure=True)
            elif not shown[first].islower():
                begins = _find_first_name(squeezed, letters, shown, start, person)
                yield trace(start if begins is None else begins, end, is_sure=begins is not None)


def _find_first_name(
    squeezed: str, letters: Sequence[int], shown: str, surname: int, person: Person
) -> int | None:
    """Return where the first name stands before a surname, with names between that the person is not known by."""
    for name in person.first_names:
        at = squeezed.rfind(name, max(0, surname - _MIDDLE_NAMES - len(name)), surname)
        if at >= 0 and _stands_alone(shown, letters[at], letters[at + len(name) - 1], is_strict=True):
            between = shown[letters[at + len(name) - 1] + 1 : letters[surname]]
            if all(word[:1].isupper() for word in re.findall(r"\w+", between)):
                return at
    return None


def _occurrences(sign: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(sign)
    while start >= 0:
        yield start, start + len(sign)
        start = text.find(sign, start + 1)


def _stands_alone(shown: str, first: int, last: int, *, is_strict: bool) -> bool:
    """Return whether no letter goes on before or behind; a capital after a small letter begins a word."""
    before, after = shown[:first][-2:], shown[last + 1 :][:2]
    if before[-1:].isalpha() and not (before[-1:].islower() and shown[first].isupper()):
        return False
    if after[:1].isalpha():
        return False
    return not (
        is_strict
        and ((before[-1:] == "-" and before[:1].isalnum()) or (after[:1] == "-" and after[1:].isalnum()))
    )


def _spellings(name: str) -> Iterator[str]:
    """Yield the squeezed forms of a name: as it is, surname first, and without what stands between."""
    for written in dict.fromkeys((name, name.translate(_UMLAUTS))):
        words = [squeezed for word in written.split() if (squeezed := squeeze(word))]
        orders = [words, [*words[-1:], *words[:-1]], [*words[:1], *words[-1:]], [*words[-1:], *words[:1]]]
        yield from ("".join(order) for order in (orders if len(words) > 1 else orders[:1]))


def _is_contact(word: str) -> bool:
    return "@" in word or (
        len(re.sub(r"\D", "", word)) >= _SHORTEST_NUMBER and not re.search("[a-zA-Z]", word)
    )
