"""Words and signs that people and programs write where nothing is filled in: ``null``, ``~``, ``n/a``, ``tbc``."""

import re
import unicodedata

_NULLS = frozenset({"null", "nil", "nan", "undefined"})
"""What programs write for no value (YAML 1.2, 10.2.1.1; JSON; JavaScript)."""
_PLACEHOLDERS = frozenset(
    {
        *("not applicable", "not available", "notknown", "not known", "unknown", "not sure", "unsure"),
        *("n a", "tbc", "t b c", "tba", "t b a", "tbd", "t b d"),
        *("to be confirmed", "to be announced", "to be decided", "to be determined"),
        *("todo", "to do", "fixme", "xx", "xxx", "xxxx", "empty", "blank", "leave blank", "left blank"),
        *("to follow", "pending", "awaiting", "not given", "not provided", "not recorded", "not stated"),
        *("placeholder", "fill in", "fill me in", "insert here", "lorem ipsum"),
    }
)
_FILLERS = _PLACEHOLDERS | _NULLS
_DENIALS = frozenset({"no", "none", "none given", "none known"})
_SIGNS = re.compile(r"[\W_]+")
_SILENT = ("C", "M", "P", "Z", "Sk", "Sm")
"""Kinds of sign (Unicode categories) that say nothing by themselves: marks, brackets, hyphens, spaces."""


def says_nothing(written: str) -> bool:
    """Return whether a text only marks that something is still to be filled in, whatever the field."""
    return _is_silent(written) or _bare(written) in _FILLERS


def is_null(written: str) -> bool:
    """Return whether a text is a program's word for no value, which may also be what somebody is called."""
    return written.casefold() in _NULLS


def denies(written: str) -> bool:
    """Return whether a text says that there is none: a value where a choice is asked for, and nothing elsewhere."""
    return _bare(written) in _DENIALS


def _is_silent(written: str) -> bool:
    return all(unicodedata.category(sign).startswith(_SILENT) for sign in written)


def _bare(written: str) -> str:
    """Return the words alone: ``[N/A]``, ``n.a.`` and ``<none>`` are what they look like, and NA may be a name."""
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", written).casefold()).strip()
