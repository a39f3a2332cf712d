"""Find telephone numbers and email addresses in a text, however they are written.

A number may be broken up by spaces, dots, dashes, brackets, invisible characters, marks of Markdown or a line end, and
its digits may be those of another script; two numbers may stand side by side.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.content.field_types import digits_of
from site_builder.content.visible_letters import find_visible

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
    letters, positions = find_visible(text)
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


def _plain(letter: str) -> str:
    """Return a letter outside ASCII as the search for numbers sees it: a digit, a space between digits, or itself."""
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    return " " if letter.isspace() or unicodedata.category(letter) in {"Pd", "Zs"} else letter
