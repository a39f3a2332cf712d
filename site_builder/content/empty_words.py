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
        *(
            "n k",
            "nk",
            "coming soon",
            "ditto",
            "as above",
            "see above",
            "same as above",
            "as below",
            "see below",
        ),
        *("not set", "not specified", "unspecified", "no data", "no value", "no information"),
    }
)
_FILLERS = _PLACEHOLDERS | _NULLS
_FORM = re.compile(
    r"(?:please )?(?:click|tap|click or tap)(?: or tap)?(?: here)? to (?:enter|choose|select|add)\b.*"
    r"|(?:please )?(?:choose|select|pick)(?: an? (?:item|option|date|value|answer)| one)?"
    r"|(?:enter|insert|add|type)(?: your| the| a)? (?:text|name|date|number|email|title|details)(?: here)?"
    r"|(?:your )?(?:name|text|date|number|email|title) here|your (?:name|text|email|number)"
)
"""What the fields of a form say until somebody fills them in (Word's content controls, web forms)."""
_LATER = re.compile(
    r"to be \w+ed|(?:tbc|tba|tbd)(?: \w+){1,3}|(?:none|not|not known|unknown)(?: as)? yet|not yet known|x{2,}(?: x+)*"
)
"""Ways to say that it comes later: ``to be agreed``, ``TBC by Comms``, ``not yet known``; and rows of ``x``."""
_OF_A_TABLE = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)(?: N/A)?|#+")
"""What the cells of a spreadsheet show where their sum fails, or is too wide."""
_SLOT = re.compile(
    r"\[[A-Za-z_ ]+\]|<[A-Za-z_ ]+>|\{\{?[A-Za-z_. ]+\}?\}|«[A-Za-z_ ]+»|\$\{?[A-Za-z_]+\}?|%[A-Za-z_]+%"
)
"""A place in a template that nothing was put into: ``[name]``, ``{{ name }}``, ``«Name»``."""
_DENIALS = frozenset({"no", "none", "none given", "none known", "nothing"})
_LONGEST_FILLER = 60
_SIGNS = re.compile(r"[\W_]+")
_SILENT = ("C", "M", "P", "Z", "Sk", "Sm")
"""Kinds of sign (Unicode categories) that say nothing by themselves: marks, brackets, hyphens, spaces."""


def says_nothing(written: str) -> bool:
    """Return whether a text only marks that something is still to be filled in, whatever the field."""
    bare = _bare(written)
    if _is_silent(written) or bare in _FILLERS:
        return True
    is_short = len(written) <= _LONGEST_FILLER
    return is_short and bool(
        _FORM.fullmatch(bare)
        or _LATER.fullmatch(bare)
        or _OF_A_TABLE.fullmatch(written)
        or _SLOT.fullmatch(written)
    )


def is_null(written: str) -> bool:
    """Return whether a text is a program's word for no value, which may also be what somebody is called."""
    return written.casefold() in _NULLS


def denies(written: str) -> bool:
    """Return whether a text says that there is none: a value where a choice is asked for, and nothing elsewhere."""
    return _bare(written) in _DENIALS


def _is_silent(written: str) -> bool:
    return not written[:1].isalnum() and all(
        unicodedata.category(sign).startswith(_SILENT) for sign in written
    )


def _bare(written: str) -> str:
    """Return the words alone: ``[N/A]``, ``n.a.`` and ``<none>`` are what they look like, and NA may be a name."""
    plain = written if written.isascii() else unicodedata.normalize("NFKC", written)
    return _SIGNS.sub(" ", plain.casefold()).strip()
