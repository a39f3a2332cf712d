"""What a reader sees of a text, however it is written: the one place where spellings are made alike for comparing.

Numbers are looked for in the visible letters (`contacts_in_text`), people in what is left of those when marks, capitals
and everything between two letters are gone (`person_in_text`).
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

_REFERENCE = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});"
_ODD = re.compile(rf"{_REFERENCE}|[^\x00-\x7f]")
_ESCAPE = rf"{_REFERENCE}|\\u[0-9a-fA-F]{{4}}|(?:%[0-9a-fA-F]{{2}})+"
"""References, and the escapes of JSON and of addresses."""
_MARKUP = r"<[^<>]{1,1000}>|\]\([^()\s]{1,500}\)"
"""Tags, and the address behind a link of Markdown."""
_READINGS = tuple(re.compile(rf"{_ESCAPE}|{more}[^\x00-\x7f]") for more in ("", f"{_MARKUP}|"))
"""A text as it is written, with what stands in its tags; and without markup."""
_ESCAPES, _TAGS = re.compile(_ESCAPE), re.compile(_MARKUP)
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_NO_LETTERS = re.compile(r"[\W_]+")
_ALONE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
)
"""Letters with a mark that Unicode does not tell apart from it, as people write them who have no such key."""


def is_latin(text: str) -> bool:
    """Return whether every letter of a text is one of the Latin script, or a sign that changes one before it."""
    return all(
        letter.isascii()
        or "LATIN " in (name := unicodedata.name(letter, ""))
        or name.startswith("MODIFIER LETTER")
        for letter in unicodedata.normalize("NFKC", text)
        if letter.isalpha()
    )


def find_visible(text: str) -> tuple[str, Sequence[int]]:
    """Return the visible letters of a text in their simplest form, and for each its place in the text."""
    return _replace(text, _ODD)


def find_readings(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield the same of a text with its markup, and without: a space stands in the place of each piece of markup."""
    yield from (_replace(text, odd_ones) for odd_ones in _READINGS)


def squeeze_readings(text: str) -> tuple[str, ...]:
    """Return small letters and digits alone: ``Zoë <b>O’</b>Neill`` and ``zoe o'neill`` are both ``zoeoneill``.

    The first is with the markup, the second without.
    """
    return tuple(
        squeeze(_ESCAPES.sub(lambda found: _visible(found.group()), written))
        for written in (text, _TAGS.sub(" ", text))
    )


def squeeze(shown: str) -> str:
    """Return what is left of visible letters when marks, capitals and all signs are gone."""
    small = shown.casefold()
    if not small.isascii():
        small = _FOREIGN.sub(_squeeze_foreign, unicodedata.normalize("NFKD", small))
    # By far the fastest way to take signs out of a text.
    return small.encode("utf-8", "surrogatepass").translate(None, _SIGNS).decode("utf-8", "surrogatepass")


def _squeeze_foreign(run: re.Match[str]) -> str:
    return _NO_LETTERS.sub("", run.group()).translate(_ALONE)


def squeeze_with_places(shown: str) -> tuple[str, Sequence[int]]:
    """Return the same with, for each letter that is left, its place among the visible ones."""
    known = {letter: squeeze(letter) for letter in set(shown)}
    pieces = [known[letter] for letter in shown]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]


def _replace(text: str, odd_ones: re.Pattern[str]) -> tuple[str, Sequence[int]]:
    if not odd_ones.search(text):
        return text, range(len(text))
    pieces: list[str] = []
    positions: list[int] = []
    done = 0
    for odd in odd_ones.finditer(text):
        simple = _visible(odd.group())
        pieces += (text[done : odd.start()], simple)
        positions += (*range(done, odd.start()), *[odd.start()] * len(simple))
        done = odd.end()
    return "".join([*pieces, text[done:]]), [*positions, *range(done, len(text))]


def _visible(written: str) -> str:
    """Return what a letter, a reference such as ``&nbsp;`` or an escape looks like; markup is a space."""
    if written[0] in "<]":
        return " "
    if written[0] == "%":
        written = unquote(written)
    elif written[0] == "\\":
        written = chr(int(written[2:], 16))
    simple = unicodedata.normalize("NFKC", html.unescape(written))
    return "".join(letter for letter in simple if unicodedata.category(letter) != "Cf")
