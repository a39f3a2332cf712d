"""The file name of a new record: small letters, digits and hyphens, made from its name."""

import re
import unicodedata
from collections.abc import Iterable

from site_builder.content.field_types import is_slug
from site_builder.content.validation import RESERVED_SLUGS
from site_builder.desk.editing.edit_refusals import EditRefused

LONGEST_SLUG = 80
_WHOLE_LETTERS = str.maketrans(
    {
        "Æ": "Ae",
        "æ": "ae",
        "Ð": "D",
        "ð": "d",
        "Đ": "D",
        "đ": "d",
        "Ħ": "H",
        "ħ": "h",
        "ı": "i",
        "Ł": "L",
        "ł": "l",
        "Ø": "O",
        "ø": "o",
        "Œ": "Oe",
        "œ": "oe",
        "ẞ": "Ss",
        "ß": "ss",
        "Þ": "Th",
        "þ": "th",
        "Ŧ": "T",
        "ŧ": "t",
        "&": " and ",
    }
)
"""Latin letters that are no other letter with a mark, so Unicode does not take them apart."""
_JOINERS = str.maketrans("", "", "'’‘ʻʼʿʾ`´")
"""Signs inside a name that part nothing: O'Shaughnessy is one word."""


def propose_slug(name: str) -> str:
    """Return the short name for a name, or nothing when some of its letters have no form from a to z."""
    marked = unicodedata.normalize("NFKD", name.translate(_JOINERS).translate(_WHOLE_LETTERS))
    plain = "".join(letter for letter in marked if not unicodedata.combining(letter))
    if any(letter.isalnum() and not letter.isascii() for letter in plain):
        return ""
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def require_free_slug(slug: str, present: Iterable[str]) -> None:
    """Raise EditRefused for a short name that cannot be used; `present` are the names of files beside the new one."""
    if not is_slug(slug):
        words = f'"{slug}" cannot be the name of a file. Use small letters from a to z, digits and hyphens.'
        raise EditRefused(words)
    if slug in RESERVED_SLUGS:
        message = f'"{slug}" is a name that a computer or this site needs for itself.'
        raise EditRefused(f"{message} Give another name with --slug.")
    if len(slug) > LONGEST_SLUG:
        words = f"A file name of {len(slug)} letters is too long; {LONGEST_SLUG} is the most."
        raise EditRefused(f"{words} Give a shorter one with --slug.")
    for name in present:
        if name.casefold() == f"{slug}.md":
            raise EditRefused(
                f'There is a file called "{name}" already, and it stays as it is. '
                "Change that file, or give another name with --slug."
            )
