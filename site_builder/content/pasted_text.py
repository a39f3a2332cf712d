"""Signs that a paste from Word, a mail or a web page leaves in a text, and that Markdown would print as they are.

Each finding shows the line as it should be; where no word changes, a program may put it right.
"""

import re
from collections.abc import Iterator

from site_builder.content.markdown_source import MarkdownSource
from site_builder.findings.diagnostics import Diagnostic, Fix, Place

MOST_FINDINGS = 100
LONGEST_HINT = 200
_SPACES = r"[ \t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]"
_BULLETS = "•·∙●○◦▪▫■□◆◇►▶➢➤➔→‣⁃∘✓✔❖★☆\u00b7\uf000-\uf0ff"
"""Bullets of word processors; the last are those of the fonts Symbol and Wingdings (private use)."""
_BULLET = re.compile(
    rf"(?P<lead>[ >]*+){_SPACES}*(?P<mark>[{_BULLETS}]){_SPACES}*(?P<words>[^\s{_BULLETS}].*)"
)
_DASH = re.compile(
    rf"(?P<lead>[ >]*+)(?:(?P<mark>[–—―−‐‑]){_SPACES}+"
    rf"|(?P<hyphen>[-*+])(?:[ ]*[\t\u00a0\u2000-\u200b\u202f\u3000]){_SPACES}*)"
    r"(?P<words>\S.*)"
)
_NO_SPACE = re.compile(r"(?P<lead>[ >]*+)(?P<mark>-)(?P<words>[A-Za-z][^-\s]*(?: .*)?)")
_STAR_NO_SPACE = re.compile(r"(?P<lead>[ >]*+)(?P<mark>[*+])(?P<words>[A-Za-z][^*]*)")
_NUMBER = re.compile(
    rf"(?P<lead>[ >]*+)\(?(?P<number>\d{{1,2}})(?:(?P<mark>\)){_SPACES}*"
    rf"|\.(?:[ ]*[\t\u00a0\u2000-\u200b\u202f\u3000]{_SPACES}*|(?=[A-Z])))(?P<words>\D.*)"
)
_LETTER = re.compile(rf"(?P<lead>[ >]*+)(?P<mark>\(?[a-zivx]{{1,4}}[.)]){_SPACES}+(?P<words>[\w\"“‘'*\[].*)")
_SPACED_MARK = re.compile(
    r"(?<![\w*])(\*\*|__)[ ]+(?P<words>[^*_\s](?:[^*_\n]{0,200}[^*_\s])?)[ ]*\1"
    r"|(?<![\w*])(\*\*)(?P<half>\S[^*\n]{0,200}?)[ ]+\3(?![\w*])"
)
_SPACED_LINK = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]\n]{1,200})\](?P<gap>[ \t\u00a0]+)\((?P<target>[^()\s]{1,500})\)"
    r"|\[(?P<inner>[^\[\]\n]{1,200})\]\([ ]+(?P<spaced>[^()\s]+)[ ]*\)"
)
_TABLE = re.compile(
    r"[ ]*\+(?:[-=]{2,}\+)+[ ]*|[ ]*[|│┃].*[│┃|][ ]*|[ ]*[─━═]{4,}[ ]*|[ ]*[┌├└╔╠╚].*"
    r"|[^\t\n]*\S\t+\S[^\n]*"
)
_DRAWN = re.compile(r"[─━═│┃┌├└╔╠╚]|\+[-=]{2,}\+|\t")
_HEADING = re.compile(r"(?P<lead>[ ]{0,3})(?P<mark>#{2,6})(?P<words>[A-Za-z].*)")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\u180e\ufeff]")
_QUOTATION = re.compile(
    r"``(?P<words>[^`'\n]{1,300})''|(?<!\w),,(?P<low>[^\s,][^,\n]{0,300}?)[“”\"]"
    r"|\u0093(?P<windows>[^\u0094\n]{1,300})\u0094"
)


def find_pasted(source: MarkdownSource) -> tuple[Diagnostic, ...]:
    """Return a finding for each line that would show the signs of another program."""
    lines = source.masked.split("\n")
    written = source.text.split("\n")
    found: list[Diagnostic] = []
    for index, line in enumerate(lines):
        if line.strip() and len(line) <= 2_500:  # noqa: PLR2004 (a longer one is no line of a list)
            around = (lines[index - 1] if index else "", lines[index + 1] if index + 1 < len(lines) else "")
            place = Place(source.path, source.line + index, 1, len(written[index]) + 1)
            found += _find_in_line(line, written[index], around, place)
        if len(found) >= MOST_FINDINGS:
            break
    return tuple(found[:MOST_FINDINGS])


def _find_in_line(line: str, written: str, around: tuple[str, str], place: Place) -> Iterator[Diagnostic]:
    for kind in (
        _bullet,
        _number,
        _letter,
        _drawn_table,
        _heading,
        _spaced_marks,
        _spaced_link,
        _quotation,
        _unseen,
    ):
        if mistake := kind(line, around):
            message, mended, is_sure = mistake
            whole = _restore(mended, line, written)
            hint = (
                f"Write: {whole.strip()}"
                if whole
                else "Write it as a table: | Day | Open |, then | --- | --- |."
            )
            fix = Fix(1, len(written) + 1, whole) if is_sure and whole else None
            yield Diagnostic(place, "pasted-signs", message, _cut(hint), fix=fix)
            return


def _cut(hint: str) -> str:
    return hint if len(hint) <= LONGEST_HINT else f"{hint[: LONGEST_HINT - 1]}…"


Mended = tuple[str, str, bool] | None
"""What is wrong with a line, the line put right or nothing, and whether that is certain."""


def _restore(mended: str, line: str, written: str) -> str:
    """Return the mended line, unless code or escaped signs are blotted out in it: then only what is written."""
    return mended if line == written else ""


def _bullet(line: str, around: tuple[str, str]) -> Mended:
    if found := _BULLET.fullmatch(line):
        mark = found["mark"] if found["mark"].isprintable() else f"U+{ord(found['mark']):04X}"
        return _LIST_WORDS.format(mark), f"{found['lead']}- {found['words']}", True
    if found := _DASH.fullmatch(line):
        if found["hyphen"]:
            return (
                "There is a sign after the hyphen that only looks like a space.",
                f"{found['lead']}- {found['words']}",
                True,
            )
        is_sure = any(_DASH.fullmatch(other) for other in around)
        is_list = is_sure or not any(other.strip() for other in around)
        return (
            (_LIST_WORDS.format(found["mark"]), f"{found['lead']}- {found['words']}", is_sure)
            if is_list
            else None
        )
    found = _NO_SPACE.fullmatch(line) or _STAR_NO_SPACE.fullmatch(line)
    if found and any(
        _NO_SPACE.fullmatch(other) or _STAR_NO_SPACE.fullmatch(other) or re.match(r"[ >]*[-*+] ", other)
        for other in around
    ):
        return f'There is no space after the "{found["mark"]}".', f"{found['lead']}- {found['words']}", True
    return None


_LIST_WORDS = 'A list entry begins with a hyphen and a space, not with "{}".'


def _number(line: str, around: tuple[str, str]) -> Mended:
    found = _NUMBER.fullmatch(line)
    if not found:
        return None
    message = "A numbered entry begins with a number, a full stop and a space."
    return message, f"{found['lead']}{found['number']}. {found['words']}", True


def _letter(line: str, around: tuple[str, str]) -> Mended:
    found = _LETTER.fullmatch(line)
    if not found or not any(_LETTER.fullmatch(other) for other in around):
        return None
    return f'A list cannot have "{found["mark"]}" for a number.', f"{found['lead']}- {found['words']}", False


def _drawn_table(line: str, around: tuple[str, str]) -> Mended:
    if _TABLE.fullmatch(line) and _DRAWN.search(line) and any(_TABLE.fullmatch(other) for other in around):
        return "This is a table that is drawn with signs or Tabs, which would run together.", "", False
    return None


def _heading(line: str, around: tuple[str, str]) -> Mended:
    found = _HEADING.fullmatch(line)
    return found and (
        "There is no space after the signs of a heading.",
        f"{found['mark']} {found['words']}",
        True,
    )


def _spaced_marks(line: str, around: tuple[str, str]) -> Mended:
    if not _SPACED_MARK.search(line):
        return None
    mended = _SPACED_MARK.sub(lambda found: f"**{(found['words'] or found['half']).strip()}**", line)
    return "There is a space inside the stars, so they would be shown.", mended, True


def _spaced_link(line: str, around: tuple[str, str]) -> Mended:
    found = _SPACED_LINK.search(line)
    if not found or (
        found["words"] and not re.match(r"https?:|www\.|/|#|mailto:|tel:|sms:|[\w./-]+\.md", found["target"])
    ):
        return None
    mended = _SPACED_LINK.sub(
        lambda one: f"[{one['words'] or one['inner']}]({one['target'] or one['spaced']})", line
    )
    return "There is a space between the words of a link and its address.", mended, True


def _quotation(line: str, around: tuple[str, str]) -> Mended:
    if not _QUOTATION.search(line):
        return None
    mended = _QUOTATION.sub(lambda found: f"“{found['words'] or found['low'] or found['windows']}”", line)
    return "These quotation marks are made of other signs.", mended, True


def _unseen(line: str, around: tuple[str, str]) -> Mended:
    found = _UNSEEN.search(line)
    if not found:
        return None
    message = f"There is a sign here that nobody can see (U+{ord(found.group()):04X})."
    return message, _UNSEEN.sub("", line), True
