"""The characters that no file of ours may hold: those nobody sees, and those that turn the order of text around."""

import itertools
import re
from collections.abc import Iterator

from site_builder.findings.diagnostics import Diagnostic, Place

MOST_FINDINGS = 20
"""A file with more refused characters than this is not text: the rest of them is not listed."""

_BIDIRECTIONAL = "\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2061-\u2064\u206a-\u206f\u2800\u3164\uffa0\ufff9-\ufffb"
"""Letters without a shape (Unicode: default ignorable, and fillers), and what stands round annotations."""
_TAGS = "\U000e0000-\U000e0fff"
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f"
"""The flag of a part of a country, such as England's: the one use of tag letters (Unicode Technical Standard 51)."""
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_OTHER_MARKS = "\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u093a-\u094d\u0e31-\u0e4e\u0f71-\u0fbc"
_PILE = f"[{_MARKS}]{{5,}}|[{_OTHER_MARKS}]{{9,}}"
"""More marks on one letter than any language writes: they lie over the lines above and below."""
_REFUSED = re.compile(f"{_FLAG}|{_PILE}|[{_BIDIRECTIONAL}{_CONTROL}{_BLANKS}{_TAGS}]")
_TURNS = re.compile(f"[{_BIDIRECTIONAL}]")


def find_refused_characters(text: str, path: str, first_line: int = 1) -> tuple[Diagnostic, ...]:
    """Return a finding for the first refused character of each line: control characters and bidirectional overrides.

    The marks U+200E, U+200F and U+061C stay allowed: they only say on which side a word stands. Overrides and isolates
    can make text read otherwise than it is stored (Unicode Technical Report 36, 3.1).
    """
    return tuple(itertools.islice(_find_refused_characters(text, path, first_line), MOST_FINDINGS))


def replace_refused_characters(text: str) -> str:
    """Return the text with a space for each refused character, so that columns stay and reading can go on."""
    return _REFUSED.sub(lambda found: found.group() if _is_flag(found) else " " * len(found.group()), text)


def normalise_line_ends(text: str) -> str:
    """Return the text with a line feed at the end of each line, as Windows and old Macintosh files have other ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _find_refused_characters(text: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    if not _REFUSED.search(text):
        return
    for number, line in enumerate(text.split("\n"), first_line):
        if found := next(itertools.filterfalse(_is_flag, _REFUSED.finditer(line)), None):
            place = Place(path, number, found.start() + 1, found.end() + 1)
            yield _finding(place, found.group())


def _is_flag(found: re.Match[str]) -> bool:
    return found.group().startswith("\U0001f3f4")


def _finding(place: Place, written: str) -> Diagnostic:
    if len(written) > 1:
        message = f"There are {len(written)} marks on one letter here, which nobody can read."
        return Diagnostic(place, "control-character", message, "Delete them, or type the word again.")
    code = f"U+{ord(written):04X}"
    if _TURNS.match(written):
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
