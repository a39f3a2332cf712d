"""Links on a page in another language that lead to a page in English say so."""

import re
from html import escape

from site_builder.site.pages.views import Tongue

_TAG = re.compile(r"(<[^<>]+>)")
_LINK = re.compile(r'<a\b[^>]* href="([^"]*)"[^>]*>')
_NAMES_ONLY = 'translate="no"'
_TOLD_ALREADY = (_NAMES_ONLY, ' hreflang="', ' lang="en"')


def mark_links_to_english(markup: str, root: str, tongue: Tongue) -> str:
    """Return a page in which each such link names its language, and says it behind words in the reader's language.

    Words in English say so themselves. Among names, which stay as they are in every language, as in the list of all
    areas, it is not said of each.
    """
    words = f" <small>({escape(dict(tongue.said)['in_english'])})</small>"
    pieces = _TAG.split(markup)
    names: list[str] = []  # the open elements inside one that holds names alone
    ends = ""
    for number, piece in enumerate(pieces):
        if not number % 2:
            continue
        name = piece.strip("</>").split()[0]
        if piece.startswith("</"):
            if names and names[-1] == name:
                names.pop()
            if name == "a" and ends:
                pieces[number] = f"{ends}</a>"
                ends = ""
        elif (found := _LINK.fullmatch(piece)) and _is_english(found[1], root, tongue):
            if " hreflang=" not in piece:
                pieces[number] = piece[:-1] + ' hreflang="en">'
            ends = "" if names or any(mark in piece for mark in _TOLD_ALREADY) else words
        elif names or _NAMES_ONLY in piece:
            names += [name] if (names and names[-1] == name) or _NAMES_ONLY in piece else []
    return "".join(pieces)


def _is_english(url: str, root: str, tongue: Tongue) -> bool:
    """Whether an address is that of a page of ours outside the language; files end in a name with a dot."""
    page = url.split("#", maxsplit=1)[0]
    return page.startswith(root) and not page.startswith((tongue.root, "//")) and page.endswith("/")
