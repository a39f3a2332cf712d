"""Long lists are divided by the letters that names begin with, so that every part is a light page.

A part that becomes too long is divided by the next letter and stays, as the index of its own parts: so no address
goes when somebody is added.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Generic, TypeVar

from site_builder.content.slug import A_TO_Z, DEVICE_NAMES
from site_builder.site.pages.views import Link, Parts

T = TypeVar("T")
MOST_WEIGHT = 4_600
"""What a list on a page may weigh: a page's 7 kB packed, less what its frame may weigh with long names in it."""
MOST_BESIDE = 2_000
"""What a list may weigh that stands beside other things, as the names of all areas do on the home page."""
_ENTRY, _WORD, _LETTER = 14, 1, 0.3
"""Packed bytes of an entry, of each text in it and of each letter. Measured: the 33 areas of London with 480 places
weigh 3.4 kB, 48 officers of the example 4.4 kB."""


@dataclass(frozen=True)
class Entry(Generic[T]):
    """What a list shows of somebody or somewhere; `key` is what it is sorted by, and nobody else's."""

    key: str
    weight: float
    shown: T


def make_entry(key: str, shown: T, words: Iterable[str]) -> Entry[T]:
    """Return an entry that shows these words of its own."""
    return Entry(key, _ENTRY + sum(_WORD + _LETTER * len(text) for text in words), shown)


@dataclass(frozen=True)
class Part(Generic[T]):
    """The entries of a list at `url` whose keys begin with `letters`; `above` are the parts that lead to it.

    Where the entries weigh more than `most`, it has `parts` of its own and shows nothing else.
    """

    url: str
    entries: tuple[Entry[T], ...]
    letters: str = ""
    above: "tuple[Part[T], ...]" = ()
    most: float = MOST_WEIGHT

    @cached_property
    def parts(self) -> "tuple[Part[T], ...]":
        """The parts by the next letter in which the names differ."""
        if sum(entry.weight for entry in self.entries) <= self.most:
            return ()
        longest = max(len(entry.key) for entry in self.entries)
        for length in range(len(self.letters) + 1, longest + 2):
            groups: dict[str, list[Entry[T]]] = defaultdict(list)
            for entry in self.entries:
                groups[entry.key.ljust(length)[:length]].append(entry)
            if len(groups) > 1:
                above = (*self.above, self)
                return tuple(
                    Part(self.url, tuple(groups[one]), one, above, self.most) for one in sorted(groups)
                )
        return ()

    @property
    def shown(self) -> tuple[T, ...]:
        """What its page lists: nothing where it leads to parts."""
        return () if self.parts else tuple(entry.shown for entry in self.entries)

    @property
    def link(self) -> Link:
        """The link to it: ``Mac``, or ``St …`` where another word follows."""
        words = self.letters.title()
        return Link(text=f"{words}…" if words.endswith(" ") else words, url=self.url + self._folder)

    @property
    def _folder(self) -> str:
        """Its folder below the list, with ``_5f20_`` for a letter other than a to z."""
        signs = (sign if sign.isascii() else f"_{ord(sign):x}_" for sign in self.letters.replace(" ", "-"))
        name = "".join(signs)
        return f"{A_TO_Z}/{name}{'_' if name in DEVICE_NAMES else ''}/" if name else ""


def list_pages(part: Part[T]) -> Iterator[tuple[Part[T], Parts | None]]:
    """Yield a list and all its parts from A to Z, each with the ways on from it; None where nothing was divided."""
    every = list(_walk(part))
    leaves = [one for one in every if not one.parts]
    before = {one.letters: other for other, one in pairwise(leaves)}
    after = {one.letters: other for one, other in pairwise(leaves)}
    for one in every:
        beside = before.get(one.letters), after.get(one.letters)
        yield one, lead_on(one, *beside) if part.parts else None


def lead_on(part: Part[T], before: Part[T] | None = None, after: Part[T] | None = None) -> Parts:
    """Return the links to the parts of a list, and to those beside it."""
    return Parts(
        links=tuple(inner.link for inner in part.parts),
        before=before.link if before else None,
        after=after.link if after else None,
    )


def _walk(part: Part[T]) -> Iterator[Part[T]]:
    yield part
    for inner in part.parts:
        yield from _walk(inner)
