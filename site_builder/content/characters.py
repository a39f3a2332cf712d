"""The characters that no file of ours may hold: those nobody sees, and those that turn the order of text around."""

import re
from collections.abc import Iterator
from itertools import islice

from site_builder.findings.diagnostics import Diagnostic, Place

MOST_FINDINGS = 20
"""A file with more refused characters than this is not text: the rest of them is not listed."""

_BIDIRECTIONAL = "\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_REFUSED = re.compile(f"[{_BIDIRECTIONAL}{_CONTROL}]")
_TURNS = re.compile(f"[{_BIDIRECTIONAL}]")


def find_refused_characters(text: str, path: str, first_line: int = 1) -> tuple[Diagnostic, ...]:
    """Return a finding for the first refused character of each line: control characters and bidirectional overrides.

    The marks U+200E, U+200F and U+061C stay allowed: they only say on which side a word stands. Overrides and isolates
    can make text read otherwise than it is stored (Unicode Technical Report 36, 3.1).
    """
    return tuple(islice(_find_refused_characters(text, path, first_line), MOST_FINDINGS))


def replace_refused_characters(text: str) -> str:
    """Return the text with a space for each refused character, so that columns stay and reading can go on."""
    return _REFUSED.sub(" ", text)


def normalise_line_ends(text: str) -> str:
    """Return the text with a line feed at the end of each line, as Windows and old Macintosh files have other ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _find_refused_characters(text: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    if not _REFUSED.search(text):
        return
    for number, line in enumerate(text.split("\n"), first_line):
        if found := _REFUSED.search(line):
            place = Place(path, number, found.start() + 1, found.end() + 1)
            yield _finding(place, found.group())


def _finding(place: Place, character: str) -> Diagnostic:
    code = f"U+{ord(character):04X}"
    if _TURNS.match(character):
        return Diagnostic(
            place,
            "bidirectional-character",
            f"An invisible character ({code}) turns the order of the text around here.",
            "Delete it, or type the line again. Arabic and Hebrew words need no such character.",
        )
    return Diagnostic(
        place,
        "control-character",
        f"There is a sign here ({code}) that nobody can see.",
        "Delete it, or type the line again.",
    )
