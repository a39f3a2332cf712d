"""Find telephone numbers and email addresses in a text, however they are written.

A number may be broken up by spaces, dots, dashes, brackets, invisible characters, marks of Markdown or a line end, and
its digits may be those of another script; two numbers may stand side by side.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.content.field_types import digits_of

_ODD = re.compile(r"(?i:&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});)|[^\x00-\x7f]")
_NUMBER = re.compile(r"(?<![0-9A-Za-z])\+?[0-9](?:[ ()]{0,4}[0-9])*(?![0-9A-Za-z])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_BETWEEN = str.maketrans(dict.fromkeys("*_`\\./-\t\n\v\f\r\x1c\x1d\x1e\x1f", " "))
"""Marks of Markdown and whatever else of ASCII may stand between two digits."""


@dataclass(frozen=True)
class FoundContact:
    """A number or address in a text: `start` and `end` count its letters, by `bare` two of them are compared."""

    start: int
    end: int
    bare: str


def find_contacts(text: str) -> tuple[FoundContact, ...]:
    """Return each number (as digits in the national form) and each email address (in small letters)."""
    return tuple(_find_contacts(text))


def _find_contacts(text: str) -> Iterator[FoundContact]:
    letters, positions = _simplify(text)
    spaced = _NOT_ASCII.sub(lambda found: _plain(found.group()), letters).translate(_BETWEEN)
    for pattern, searched in ((_NUMBER, spaced), (_EMAIL, letters)):
        for found in pattern.finditer(searched):
            start, end = positions[found.start()], positions[found.end() - 1] + 1
            yield FoundContact(start, end, bare_contact(found.group()))


def bare_contact(written: str) -> str:
    """Return the form in which two contacts can be compared: digits as dialled at home, or small letters."""
    if "@" in written:
        return written.casefold()
    digits = digits_of(written)
    return digits.removeprefix("18001") if len(digits) > len("18001999") else digits


def _simplify(text: str) -> tuple[str, Sequence[int]]:
    """Return the visible letters of a text in their simplest form, and for each its place in the text."""
    if not _ODD.search(text):
        return text, range(len(text))
    pieces: list[str] = []
    positions: list[int] = []
    done = 0
    for odd in _ODD.finditer(text):
        simple = _visible(odd.group())
        pieces += (text[done : odd.start()], simple)
        positions += (*range(done, odd.start()), *[odd.start()] * len(simple))
        done = odd.end()
    return "".join([*pieces, text[done:]]), [*positions, *range(done, len(text))]


def _visible(written: str) -> str:
    """Return what a letter, or a reference such as ``&nbsp;``, looks like."""
    simple = unicodedata.normalize("NFKC", html.unescape(written))
    return "".join(letter for letter in simple if unicodedata.category(letter) != "Cf")


def _plain(letter: str) -> str:
    """Return a letter outside ASCII as the search for numbers sees it: a digit, a space between digits, or itself."""
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    return " " if letter.isspace() or unicodedata.category(letter) in {"Pd", "Zs"} else letter
