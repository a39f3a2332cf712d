"""The short name of a record: small letters, digits and hyphens. It is the name of its file and its address."""

import re
import unicodedata
from collections.abc import Collection
from itertools import count

SLUG_PATTERN = "[a-z0-9]+(-[a-z0-9]+)*"
DEVICE_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that Windows keeps for its devices, whatever ending follows: no file or folder there can be called so
(Microsoft, Naming Files, Paths, and Namespaces)."""
A_TO_Z = "a-to-z"
"""The folder below a list that holds its parts."""
RESERVED_SLUGS = DEVICE_NAMES | {"assets", "404", "index", "robots", "sitemap", "favicon", A_TO_Z}
"""Short names that no record can have; the others are those of our own files."""
_APOSTROPHES = "'’‘ʻʼʿʾ`"
"""Signs inside a name that part nothing: O'Shaughnessy is one word."""
_WRITTEN_OUT = str.maketrans(
    {
        "æ": "ae",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "œ": "oe",
        "ß": "ss",
        "þ": "th",
        "ŧ": "t",
        "&": " and ",
    }
    | dict.fromkeys(_APOSTROPHES, "")
)
"""Among others, Latin letters that are no other letter with a mark, so Unicode does not take them apart."""
_MARKS_ON_LATIN = re.compile("[\u0300-\u036f]")  # Unicode's block Combining Diacritical Marks


def make_slug(name: str) -> str:
    """Return the short name for a name: ``Łódź`` becomes ``lodz``.

    There is none, and the text is empty, where a letter has no form from a to z that is sure: how 张 or Жук is
    written in Latin letters is for the person to say.
    """
    plain = plain_letters(name)
    if any(unicodedata.category(sign)[0] in "LMN" for sign in plain if not sign.isascii()):
        return ""
    slug = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    return f"{slug}-1" if slug in RESERVED_SLUGS else slug


def plain_letters(name: str) -> str:
    """Return a name in small letters without marks or apostrophes, so that Ó stands beside O."""
    parted = unicodedata.normalize("NFKD", name.replace("´", "'")).lower().translate(_WRITTEN_OUT)
    return _MARKS_ON_LATIN.sub("", parted)


def sort_key(*names: str) -> str:
    """Return what names are sorted by, as people look them up: their letters and digits, in words."""
    signs = (sign if sign.isalnum() else " " for sign in plain_letters(" ".join(names)))
    return " ".join("".join(signs).split())


def person_key(name: str, slug: str) -> str:
    """Return what a person is sorted by: the last word of the name first; two of one name have two short names."""
    given, _, family = name.strip().rpartition(" ")
    return sort_key(family, given, slug)


def is_slug(text: str) -> bool:
    """Return whether a text has the form of a short name."""
    return bool(re.fullmatch(SLUG_PATTERN, text))


def advise_name(stem: str, ending: str = ".md", taken: Collection[str] = ()) -> str:
    """Return what to call a file that is called `stem` now, its ending left out; `taken` are names beside it."""
    near = make_slug(stem)
    if not near:
        return 'Rename it in Latin letters (a to z), for example to "sam-okoro.md".'
    if f"{near}{ending}" not in taken:
        return f'Rename it, for example to "{near}{ending}".'
    number = next(number for number in count(2) if f"{near}-{number}{ending}" not in taken)
    return (
        f'There is "{near}{ending}" already. Keep only the one that is right, '
        f'or rename this one, for example to "{near}-{number}{ending}".'
    )
