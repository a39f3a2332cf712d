"""Names as people type them: several on one line, with other signs or capitals, and nearly right."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from site_builder.content.visible_letters import squeeze
from site_builder.findings.diagnostics import find_near

_APART = re.compile(r"[,;|\n\t]+")
_JOINING = frozenset({"and", "", "plus"})
"""Words between two names, by their letters alone: "&" and "+" have none."""
_SHORTEST_WITHIN = 4
"""Letters of a name that is looked for inside a longer one: "London Borough of Camden"."""
_HARDLY_WRONG = 0.85
_MOST_LETTERS = 300


@dataclass(frozen=True)
class Spelled:
    """A name as somebody typed it: the short name that is certainly meant, or those that may be."""

    written: str
    slug: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownNames:
    """What can be named: each spelling, by its letters alone, with its short name; and what each is called."""

    slugs: Mapping[str, str]
    shown: Mapping[str, str]

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> "KnownNames":
        """Return what is known by these pairs of a short name and a name; a short name is a name too."""
        pairs = tuple(names)
        slugs = {_letters(slug): slug for slug, _ in pairs}
        for slug, name in pairs:
            slugs.setdefault(_letters(name), slug)
        shown: dict[str, str] = {}
        for slug, name in pairs:
            shown.setdefault(slug, name)
        return cls({letters: slug for letters, slug in slugs.items() if letters}, shown)

    def read(self, written: str) -> Spelled:
        """Return what one name means; a file may stand for it: ``content/channels/galop.md``."""
        name = _without_folder(written.strip())
        if slug := self.slugs.get(_letters(name)):
            return Spelled(written.strip(), slug)
        return Spelled(written.strip(), near=self._near(_letters(name[:_MOST_LETTERS])))

    def read_several(self, written: str) -> tuple[Spelled, ...]:
        """Return what each name means, whatever stands between them: ``Camden; Hackney``, ``Camden and Hackney``."""
        whole = self.read(written)
        if whole.slug or not _APART.search(written):
            return (whole,) if whole.slug else tuple(self._read_words(whole))
        parts = (part for part in _APART.split(written) if part.strip())
        return tuple(dict.fromkeys(one for part in parts for one in self.read_several(part)))

    def refusal(self, kind: str, written: str) -> str:
        """Return what to say of a name that nothing has, with what may be meant."""
        near = self.read(written).near
        known = sorted({_short(slug) for slug in self.slugs.values()})
        meant = " or ".join(f'"{_short(slug)}"' for slug in near)
        hint = f"Did you mean {meant}?" if near else f"The names are: {', '.join(known)}."
        return f'There is no {kind} called "{written}". {hint}'

    def _read_words(self, whole: Spelled) -> Iterator[Spelled]:
        """Yield the names of which a piece without commas is made, or else the piece."""
        words = _without_folder(whole.written)[:_MOST_LETTERS].replace("/", " ").split()
        names = self._longest_names(words)
        if names is not None or not _letters(whole.written):
            yield from names or ()
        elif len(parts := list(_joined(words))) == 1 or self._is_hardly_wrong(whole.written):
            yield whole
        else:
            yield from map(self.read, parts)

    def _longest_names(self, words: Sequence[str]) -> tuple[Spelled, ...] | None:
        """Return the names that words put together make, each as long as can be; None where a word is left over."""
        found: list[Spelled] = []
        at = 0
        while at < len(words):
            ends = (
                end for end in range(len(words), at, -1) if _letters(" ".join(words[at:end])) in self.slugs
            )
            if end := next(ends, 0):
                found.append(self.read(" ".join(words[at:end])))
            elif squeeze(words[at]) not in _JOINING:
                return None
            at = end or at + 1
        return tuple(found)

    def _is_hardly_wrong(self, written: str) -> bool:
        return bool(get_close_matches(_letters(written), self.slugs, n=1, cutoff=_HARDLY_WRONG))

    def _near(self, letters: str) -> tuple[str, ...]:
        within = {
            slug for name, slug in self.slugs.items() if len(name) >= _SHORTEST_WITHIN and name in letters
        }
        if len(within) > 1:
            return ()  # several names, and what stands between them is no word that we know
        near = within or [self.slugs[one] for one in find_near(letters, self.slugs)]
        return tuple(dict.fromkeys(near))


def _letters(name: str) -> str:
    """Return what counts of a name: its letters and digits, with "&" read as "and"."""
    return squeeze(name.replace("&", " and "))


def _short(slug: str) -> str:
    """Return a short name as it is told: that of a file is also known by its way from the content folder."""
    return slug.rpartition("/")[2].removesuffix(".md")


def _without_folder(name: str) -> str:
    if not name.endswith(".md"):
        return name
    return name.replace("\\", "/").rpartition("/")[2].removesuffix(".md")


def _joined(words: Sequence[str]) -> Iterator[str]:
    """Yield the words that stand between "and" and "and"."""
    part: list[str] = []
    for word in words:
        if squeeze(word) not in _JOINING:
            part.append(word)
        elif part:
            yield " ".join(part)
            part = []
    if part:
        yield " ".join(part)
