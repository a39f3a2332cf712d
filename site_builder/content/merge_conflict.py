"""Marks that git leaves in a file where two people changed the same lines, and nobody has chosen yet."""

import re

from site_builder.findings.diagnostics import Diagnostic, Place

_MARK = re.compile(r"^(?:<{7}|\|{7}|>{7})(?:[ \t].*)?$", re.MULTILINE)
"""A mark stands at the start of its line and has seven signs: https://git-scm.com/docs/git-merge. Seven times ``=``
alone may also stand below a heading, so that one counts only between two others."""
_CONFLICT = re.compile(
    r"<{7}(?:[ \t].*)?\n(?P<one>(?:(?![<>|=]{7}).*\n)*)"
    r"(?:\|{7}(?:[ \t].*)?\n(?:(?![<>|=]{7}).*\n)*)?={7}[ \t]*\n(?P<other>(?:(?![<>|=]{7}).*\n)*)>{7}"
)
_MOST_LETTERS = 60
"""Of each version in the message: enough to know it again."""


def find_conflict(text: str, path: str, first_line: int = 1) -> tuple[Diagnostic, ...]:
    """Return one finding, at the first mark of all that are in the text, or none; line ends are line feeds."""
    mark = _MARK.search(text)
    if mark is None:
        return ()
    line = text.count("\n", 0, mark.start()) + first_line
    place = Place(path, line, 1, len(mark.group()) + 1)
    more = len(_MARK.findall(text, mark.end()))
    message = f"Two people changed this, and nobody has chosen yet.{_show_versions(text, mark.start())}"
    hint = f"Keep what is true, and delete the rest and the lines of marks ({_list_marks(more)})."
    return (Diagnostic(place, "merge-conflict", message, hint),)


def _list_marks(more: int) -> str:
    return '"<<<<<<<", "=======" and ">>>>>>>"' if more else "this one, and any like it"


def _show_versions(text: str, start: int) -> str:
    found = _CONFLICT.match(text, start)
    if found is None:
        return ""
    return f" One wrote {_shorten(found['one'])}, the other {_shorten(found['other'])}."


def _shorten(version: str) -> str:
    words = " ".join(version.split())
    if not words:
        return "nothing"
    return f'"{words}"' if len(words) <= _MOST_LETTERS else f'"{words[: _MOST_LETTERS - 1].rstrip()}…"'
