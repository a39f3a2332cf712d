"""Find telephone numbers and email addresses in a text, however they are written.

A number may be broken up by spaces, dots, dashes, brackets, invisible characters, marks of Markdown or a line end, and
its digits may be those of another script; two numbers may stand side by side.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.content.field_types import digits_of

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![0-9A-Za-z])\+?[0-9](?:[ ()]{0,4}[0-9])*(?![0-9A-Za-z])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_MARKUP = frozenset("*_`\\")
_BETWEEN = frozenset("./\t")


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
    letters = list(_letters(text))
    for pattern, plain in (
        (_NUMBER, "".join(_plain(letter) for letter, _ in letters)),
        (_EMAIL, _joined(letters)),
    ):
        for found in pattern.finditer(plain):
            start, end = letters[found.start()][1], letters[found.end() - 1][1] + 1
            yield FoundContact(start, end, bare_contact(found.group()))


def bare_contact(written: str) -> str:
    """Return the form in which two contacts can be compared: digits as dialled at home, or small letters."""
    if "@" in written:
        return written.casefold()
    digits = digits_of(written)
    return digits.removeprefix("18001") if len(digits) > len("18001999") else digits


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Yield every visible letter in its simplest form, one character each, with its place in the text."""
    position = 0
    while position < len(text):
        entity = _ENTITY.match(text, position)
        written = html.unescape(entity.group()) if entity else text[position]
        for letter in unicodedata.normalize("NFKC", written):
            if unicodedata.category(letter) != "Cf":
                yield letter, position
        position += len(entity.group()) if entity else 1


def _joined(letters: list[tuple[str, int]]) -> str:
    return "".join(letter for letter, _ in letters)


def _plain(letter: str) -> str:
    """Return a letter as the search for numbers sees it: a digit, a space between digits, or itself."""
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    if (
        letter in _MARKUP
        or letter in _BETWEEN
        or letter.isspace()
        or unicodedata.category(letter) in {"Pd", "Zs"}
    ):
        return " "
    return letter
