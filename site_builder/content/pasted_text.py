"""Signs that a paste from Word, a mail or a web page leaves in a text, and that Markdown would print as they are.

Each finding shows the line as it should be; where no word changes, a program may put it right.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from site_builder.content.document import Document
from site_builder.content.markdown_source import MarkdownSource
from site_builder.content.plain_english import Passage, list_passages
from site_builder.findings.diagnostics import Diagnostic, Fix, Place

MOST_FINDINGS = 100
LONGEST_HINT = 200
MOST_LETTERS = 2_500
"""A longer line is none of a list or a table."""
_AS_TABLE = "Write it as a table: | Day | Open |, then | --- | --- |."
_SPACES = r"[ \t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]"
_BULLETS = "•·∙●○◦▪▫■□◆◇►▶➢➤➔→‣⁃∘✓✔❖★☆⦁⚫⚪◾◽🔹🔸🔵👉➡⬤»☐☑☒✗✘⮞\u00b7\uf000-\uf0ff"
"""Bullets of word processors and mails; the last are those of the fonts Symbol and Wingdings (private use)."""
_NOT_A_SPACE = r"(?:[ ]*[\t\u00a0\u2000-\u200b\u202f\u3000][ \t\u00a0]*)"
_FONT_BULLET = re.compile(rf"(?P<lead>[ >]*+)(?P<mark>[oØüÜvqlnàð§¤Ã]){_NOT_A_SPACE}(?P<words>\S.*)")
"""The letters behind bullets of Wingdings and Courier, left when the font is not: ``o``, ``§``, ``Ø``, ``ü``."""
_CLEAR_BULLET = re.compile("[•●▪■➢‣◦⦁]")
"""A bullet that is never a sign within a sentence."""
_TASK = re.compile(r"(?P<lead>[ >]*+)(?:[-*+][ ]+)?\[[ xX]?\][ ]+(?P<words>\S.*)")
_BULLET = re.compile(
    rf"(?P<lead>[ >]*+){_SPACES}*(?P<mark>[{_BULLETS}])\ufe0f?{_SPACES}*(?P<words>[^\s{_BULLETS}].*)"
)
_DASH = re.compile(
    rf"(?P<lead>[ >]*+)(?:(?P<mark>[–—―−‐‑]){_SPACES}+"
    rf"|(?P<hyphen>[-*+])(?:[ ]*[\t\u00a0\u2000-\u200b\u202f\u3000]){_SPACES}*)"
    r"(?P<words>\S.*)"
)
_NO_SPACE = re.compile(r"(?P<lead>[ >]*+)(?P<mark>-)(?P<words>[A-Za-z][^-\s]*(?: .*)?)")
_STAR_NO_SPACE = re.compile(r"(?P<lead>[ >]*+)(?P<mark>[*+])(?P<words>[A-Za-z][^*]*)")
_NUMBER = re.compile(
    rf"(?P<lead>[ >]*+)\(?(?P<number>\d{{1,2}})(?:(?P<mark>\.?\)){_SPACES}*"
    rf"|\.(?:[ ]*[\t\u00a0\u2000-\u200b\u202f\u3000]{_SPACES}*|(?=[A-Z])))(?P<words>\D.*)"
)
_NUMBER_AND_DASH = re.compile(
    rf"(?P<lead>[ >]*+)(?P<number>\d{{1,2}})(?:{_SPACES}+[-–—]|:){_SPACES}+(?P<words>[^\W\d].*)"
)
_CIRCLED = re.compile(rf"(?P<lead>[ >]*+)(?P<number>[①-⑳❶-❿➀-➓]){_SPACES}*(?P<words>\S.*)")
_LETTER = re.compile(
    rf"(?P<lead>[ >]*+)(?P<mark>\(?(?:[a-zivx]{{1,4}}|[A-Z]|[IVX]{{2,4}})[.)]){_SPACES}+(?P<words>[\w\"“‘'*\[].*)"
)
_SPACED_MARK = re.compile(
    r"(?<![\w*])(\*\*|__)[ ]+(?P<words>[^*_\s](?:[^*_\n]{0,200}[^*_\s])?)[ ]*\1"
    r"|(?<![\w*])(\*\*)(?P<half>\S[^*\n]{0,200}?)[ ]+\3(?!\*)(?P<next>\w?)"
    r"|(?<=[\w,.] )\*[ ]+(?P<slanted>[A-Za-z][^*\n]{0,80}[A-Za-z])[ ]+\*(?= [A-Za-z]|[.,;:!?]|$)"
)
_STRUCK = re.compile(r"[ ]?~~(?=\S)[^~\n]{1,200}~~")
_SPACED_LINK = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]\n]{1,200})\](?P<gap>[ \t\u00a0]+)\((?P<target>[^()\s]{1,500})\)"
    r"|\[(?P<inner>[^\[\]\n]{1,200})\]\([ ]+(?P<spaced>[^()\s]+)[ ]*\)"
)
_TURNED_LINK = re.compile(
    r"\((?P<words>[^()\n]{1,200})\)\[(?P<target>(?:https?://|/|#|mailto:)[^\[\]\s]+|[\w./-]+\.md(?:#[\w-]+)?)\]"
    r"|［(?P<wide>[^［］\n]{1,200})］[ ]*（(?P<wider>[^（）\s]{1,500})）"
)
_WIKI_LINK = re.compile(r"\[\[(?P<target>[\w ./-]{1,100})(?:\|(?P<words>[^\[\]\n]{1,200}))?\]\]")
_READ_WRONGLY = re.compile(
    "(?:[\u00c2-\u00df][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|[\u00e0-\u00ef][\u0080-\u00bf\u0152-\u2122]{2})"
)
"""Two or three letters that were one: UTF-8 that was read as Windows-1252, as in ``donâ€™t``."""
_TICK = re.compile(r"(?<=[A-Za-z])[`´](?=(?:s|t|re|ve|ll|d|m)\b)")
_TABLE = re.compile(
    r"[ ]*\+(?:[-=]{2,}\+)+[ ]*|[ ]*[|│┃].*[│┃|][ ]*|[ ]*[─━═]{4,}[ ]*|[ ]*[┌├└╔╠╚].*"
    r"|[^\t\n]*\S\t+\S[^\n]*"
)
_BELOW_HEADS = re.compile(r"(?=[^|\n]*\|)(?=[^-\n]*-)[ |:-]++")
_GAP = re.compile("   +")
_DRAWN = re.compile(r"[─━═│┃┌├└╔╠╚]|\+[-=]{2,}\+|\t")
_HEADING = re.compile(r"(?P<lead>[ ]{0,3})(?P<mark>#{2,6})(?P<words>[A-Za-z].*)")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\u180e\ufeff]")
_QUOTATION = re.compile(
    r"``(?P<words>[^`'\n]{1,300})''|(?<!\w),,(?P<low>[^\s,][^,\n]{0,300}?)[“”\"]"
    r"|\u0093(?P<windows>[^\u0094\n]{1,300})\u0094"
)

_ENTRY = re.compile(r"\s*(?:[-*+]|(?P<number>\d{1,2})\.)[ ]+(?P<words>\D.*)", re.DOTALL)
_MARKED = re.compile(
    r"\*\*[ ]{0,9}(?P<bold>[^*\s](?:[^*\n]{0,300}[^*\s])?)[ ]{0,9}\*\*|(?<!\w)__(?P<lined>[^_\n]{1,300})__(?!\w)"
    r"|(?<![\w*])\*(?P<slanted>[^*\s](?:[^*\n]{0,300}[^*\s])?)\*(?![\w*])"
    r"|(?<!\w)_(?P<low>[^_\s](?:[^_\n]{0,300}[^_\s])?)_(?!\w)|`(?P<code>[^`\n]{1,300})`"
)
_HEAD = re.compile(r"\s*(?:#{1,6}|>)[ ]+(?P<words>\S.*)", re.DOTALL)
_TAG = re.compile(
    r"(?i)</?(?:b|i|u|em|strong|span|p|br|div|a|font|li|ul|ol|small|h[1-6])(?:[ ][^<>]{0,300})?/?>"
)
_REFERENCE = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,6});")
Mended = tuple[str, str, bool] | None
"""What is wrong with a line, the line put right or nothing, and whether that is certain."""


def find_pasted(source: MarkdownSource) -> tuple[Diagnostic, ...]:
    """Return a finding for each line that would show the signs of another program."""
    lines = source.masked.split("\n")
    found = (*_find_in_lines(source, lines), *_find_columns(source, lines))
    return found[:MOST_FINDINGS]


def find_pasted_in_fields(document: Document) -> Iterator[Diagnostic]:
    """Yield a finding for each value that would show such signs: a field shows every sign as it is written."""
    for passage in list_passages(document):
        if passage.text.strip() and len(passage.text) <= MOST_LETTERS:
            yield from _find_in_value(passage)


def _find_in_value(passage: Passage) -> Iterator[Diagnostic]:
    place = passage.at(0, len(passage.text))
    if row := _bullets_in_a_row(passage.text, ("", "")):
        hint = "Write a sentence, or a list in the text below the fields."
        yield Diagnostic(place, "pasted-signs", row[0], hint)
        return
    message, mended, is_certain = "", passage.text, passage.is_as_written
    for kind in (_entry, _head, _linked, _marked, _struck, _tags, _quotation, _read_wrongly, _tick, _unseen):
        if mistake := kind(mended, ("", "")):
            message, mended, is_certain = message or mistake[0], mistake[1], is_certain and mistake[2]
    if message:
        is_safe = mended[:1].isalnum() and '"' not in mended
        fix = Fix(place.column, place.end_column, mended) if is_certain and is_safe else None
        yield Diagnostic(place, "pasted-signs", message, _cut(f"Write: {mended}"), fix=fix)


def _entry(line: str, around: tuple[str, str]) -> Mended:
    """Return a value without the sign of a list before it: where there are several, the page makes the list."""
    mistake = _bullet(line, around) or _task(line, around) or _number(line, around)
    found = _ENTRY.fullmatch(mistake[1] if mistake else line)
    message = "The sign of a list would be shown: here is none needed."
    return (message, found["words"], not found["number"] or bool(mistake)) if found else None


def _head(line: str, around: tuple[str, str]) -> Mended:
    found = _HEAD.fullmatch(line)
    return found and ("A field has no headings and no quotations.", found["words"], True)


def _linked(line: str, around: tuple[str, str]) -> Mended:
    mended = _SPACED_LINK.sub(lambda one: one["words"] or one["inner"], line)
    mended = _TURNED_LINK.sub(lambda one: one["words"] or one["wide"], mended)
    mended = _WIKI_LINK.sub(lambda one: one["words"] or one["target"], mended)
    mended = re.sub(r"!?\[([^\[\]\n]{1,200})\]\([^()\n]{0,500}\)", r"\1", mended)
    message = "A link would be shown with its brackets: links stand in the text below the fields."
    return (message, mended, False) if mended != line else None


def _marked(line: str, around: tuple[str, str]) -> Mended:
    mended = _MARKED.sub(lambda found: next(filter(None, found.groups())), line)
    message = "The signs of bold or slanted words would be shown: a field has none."
    return (message, mended, True) if mended != line else None


def _tags(line: str, around: tuple[str, str]) -> Mended:
    bare = " ".join(_TAG.sub(" " if re.search(r"(?i)<(?:br|p|li|div)\b", line) else "", line).split(" "))
    mended = _REFERENCE.sub(lambda found: html.unescape(found.group()).replace("\u00a0", " "), bare)
    if mended == line:
        return None
    message = "The signs of a web page would be shown: a field has none."
    return message, " ".join(mended.split()), not re.search(r"(?i)<(?:a|li|ul|ol|h[1-6])\b", line)


def _tick(line: str, around: tuple[str, str]) -> Mended:
    mended = _TICK.sub("’", line)
    return ("The sign in this word is no apostrophe.", mended, True) if mended != line else None


def _find_columns(source: MarkdownSource, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield a finding where columns without a line of hyphens below their heads would run together."""
    at = 0
    for is_blank, group in groupby(lines, key=lambda line: not line.strip()):
        block = list(group)
        first, at = at, at + len(block)
        if is_blank or len(block) < 2 or any(map(_BELOW_HEADS.fullmatch, block)):  # noqa: PLR2004
            continue
        if all(map(_has_columns, block)):
            place = Place(source.path, source.line + first, 1, len(block[0]) + 1)
            yield Diagnostic(place, "pasted-signs", "These columns would run together.", _AS_TABLE)


def _has_columns(line: str) -> bool:
    """Return whether a line is divided by upright strokes, or by wide gaps."""
    bare = line.strip(" |")
    return "|" in bare or (len(line) <= MOST_LETTERS and len(_GAP.split(bare)) > 1)


def _find_in_lines(source: MarkdownSource, lines: Sequence[str]) -> tuple[Diagnostic, ...]:
    written = source.text.split("\n")
    found: list[Diagnostic] = []
    for index, line in enumerate(lines):
        if line.strip() and len(line) <= MOST_LETTERS:
            around = (lines[index - 1] if index else "", lines[index + 1] if index + 1 < len(lines) else "")
            place = Place(source.path, source.line + index, 1, len(written[index]) + 1)
            found += _find_in_line(line, written[index], around, place)
        if len(found) >= MOST_FINDINGS:
            break
    return tuple(found[:MOST_FINDINGS])


def _find_in_line(line: str, written: str, around: tuple[str, str], place: Place) -> Iterator[Diagnostic]:
    if _TICK.search(written):  # looked for in what is written: two of them look like code
        mended = _TICK.sub("’", written)
        hint = _cut(f"Write: {mended.strip()}")
        message = "The sign in this word is no apostrophe."
        yield Diagnostic(place, "pasted-signs", message, hint, fix=Fix(1, place.end_column, mended))
        return
    if line != written and _BULLET.fullmatch(written.lstrip("\t ")):
        line = written = written.lstrip("\t ")
    for kind in (
        _bullets_in_a_row,
        _bullet,
        _task,
        _number,
        _letter,
        _drawn_table,
        _heading,
        _spaced_marks,
        _spaced_link,
        _other_link,
        _struck,
        _quotation,
        _read_wrongly,
        _unseen,
    ):
        if mistake := kind(line, around):
            message, mended, is_sure = mistake
            whole = _restore(mended, line, written)
            hint = (
                f"Write: {whole.strip()}" if whole else _ADVICE.get(kind, "Type the line again without them.")
            )
            fix = Fix(1, place.end_column, whole) if is_sure and whole else None
            yield Diagnostic(place, "pasted-signs", message, _cut(hint), fix=fix)
            return


def _cut(hint: str) -> str:
    return hint if len(hint) <= LONGEST_HINT else f"{hint[: LONGEST_HINT - 1]}…"


def _restore(mended: str, line: str, written: str) -> str:
    """Return the mended line, unless code or escaped signs are blotted out in it: then only what is written."""
    return mended if line == written else ""


def _bullet(line: str, around: tuple[str, str]) -> Mended:
    if found := _BULLET.fullmatch(line):
        mark = found["mark"] if found["mark"].isprintable() else f"U+{ord(found['mark']):04X}"
        return _LIST_WORDS.format(mark), f"{found['lead']}- {found['words']}", True
    found = _FONT_BULLET.fullmatch(line)
    others = [other for one in around if (other := _FONT_BULLET.fullmatch(one))]
    if found and (found["mark"] in "§¤" or found["mark"] in {other["mark"] for other in others}):
        return _LIST_WORDS.format(found["mark"]), f"{found['lead']}- {found['words']}", True
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


def _task(line: str, around: tuple[str, str]) -> Mended:
    found = _TASK.fullmatch(line)
    return found and ("A box to tick would be shown as brackets.", f"{found['lead']}- {found['words']}", True)


def _bullets_in_a_row(line: str, around: tuple[str, str]) -> Mended:
    is_row = len(_CLEAR_BULLET.findall(line)) > 1
    return ("This is a list in one line.", "", False) if is_row else None


def _number(line: str, around: tuple[str, str]) -> Mended:
    found = _NUMBER.fullmatch(line) or _CIRCLED.fullmatch(line)
    dashed = _NUMBER_AND_DASH.fullmatch(line)
    if dashed and any(_NUMBER_AND_DASH.fullmatch(other) for other in around):
        found = dashed
    if not found:
        return None
    message = "A numbered entry begins with a number, a full stop and a space."
    written = found["number"]
    number = written if written.isdecimal() else f"{unicodedata.numeric(written):.0f}"
    return message, f"{found['lead']}{number}. {found['words']}", True


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
    return (
        "There is a space inside the stars, so they would be shown.",
        _SPACED_MARK.sub(_close_up, line),
        True,
    )


def _close_up(found: re.Match[str]) -> str:
    if found["slanted"]:
        return f"*{found['slanted']}*"
    behind = f" {found['next']}" if found["next"] else ""
    return f"**{(found['words'] or found['half']).strip()}**{behind}"


def _other_link(line: str, around: tuple[str, str]) -> Mended:
    if _TURNED_LINK.search(line):
        mended = _TURNED_LINK.sub(
            lambda one: f"[{one['words'] or one['wide']}]({one['target'] or one['wider']})", line
        )
        return "The words of a link stand in [square] brackets, its address in (round) ones.", mended, True
    if _WIKI_LINK.search(line):
        mended = _WIKI_LINK.sub(
            lambda one: f"[{one['words'] or one['target']}]({one['target'].removesuffix('.md')}.md)", line
        )
        return "This link has the brackets of another program.", mended, False
    return None


def _struck(line: str, around: tuple[str, str]) -> Mended:
    if not _STRUCK.search(line):
        return None
    mended = _STRUCK.sub("", line)
    return "What is struck out would be shown, with the signs about it.", mended or "nothing", False


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


def _read_wrongly(line: str, around: tuple[str, str]) -> Mended:
    mended = _READ_WRONGLY.sub(_read_again, line)
    return ("Letters in this line were read wrongly.", mended, True) if mended != line else None


def _read_again(found: re.Match[str]) -> str:
    try:
        return found.group().encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found.group()


def _unseen(line: str, around: tuple[str, str]) -> Mended:
    found = _UNSEEN.search(line)
    if not found:
        return None
    message = f"There is a sign here that nobody can see (U+{ord(found.group()):04X})."
    return message, _UNSEEN.sub("", line), True


_ADVICE = {
    _drawn_table: _AS_TABLE,
    _bullets_in_a_row: "Write each entry on a line of its own, with a hyphen and a space before it.",
}
"""What to do where no line can be shown."""
