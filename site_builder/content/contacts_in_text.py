"""Find telephone numbers and email addresses in a text, however they are written.

A number may be broken up by spaces, dots, dashes, brackets, invisible characters, marks of Markdown or a line end, and
its digits may be those of another script; two numbers may stand side by side. What is a number, and how it is shown, is
known by `telephone_numbers`.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from site_builder.content.telephone_numbers import (
    at_home,
    digits_of,
    form_from_abroad,
    in_plain_signs,
    is_number,
    plain_number,
    restore_zero,
    shown_form,
)
from site_builder.content.visible_letters import find_visible

_RUN = re.compile(r"\+?[0-9](?:[ ()]{0,10}[0-9])*")
_DIGITS = re.compile("[0-9]+")
_GROUPED_BY_COMMAS = re.compile(r"(?<![0-9.,:])[+0][0-9]{1,5}(?:[,:;|~][0-9]{2,8}){1,4}(?![0-9])")
_COMMAS = str.maketrans(dict.fromkeys(",:;|~", " "))
_LETTER_O = re.compile(r"(?<![A-Za-z0-9])[oO](?=[0-9]{2})|(?<=[0-9])[oO](?=[0-9])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
MAY_HAVE_CONTACTS = re.compile(
    r"[^\x00-%'-/:-?A-\x7f\u00c0-\u024f\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026]"
)
"""A digit, an ``@``, or a sign that may look like one or stand for one: other signs are never part of a contact."""
_MAY_HAVE_NUMBERS = re.compile(r"\d(?:[\W_]{0,10}\d){6}")
"""At least as many digits as the shortest number with a code has; most texts have no such row."""
_SHORTEST, _LONGEST, _MOST_GROUPS = 8, 16, 8
"""Digits of the numbers that are told apart from what stands beside them, and groups that one may have."""
_PREFIXES = ("18001", "18002")
_IN_A_LINK = re.compile(r"(?i)(?:\]\(|://|\bwww\.|<(?=\w+:)|\]:\s*|=[\"'])[^\s)>\"']*$")
"""What stands before a number that is a piece of an address: nobody reads it."""
_DIALLED_LINK = re.compile(r"(?i)\b(?:tel|sms|callto):$")
_ABROAD = re.compile(
    r"(?i)abroad|overseas|outside|international|another country|other countries|dramor|zagranic"
    r"|străinătate|extranjer|étranger|estrangeiro|estero|ausland|yurt ?dışı|خارج|বিদেশ|ਵਿਦੇਸ਼|विदेश|国外|海外"
)
"""Words near a number that is meant to be dialled from another country."""
_DIALLED_ABROAD = re.compile(r"[( *_]*(?:\+|00)")
_NEAR = 80
_LIKE_A_NUMBER = re.compile("0[1-9][0-9]{7,11}")
"""Digits that people would dial; a number that costs extra is none that we name either."""
_MARKS = re.compile(r"\*\*|__|[*_`]")
_DAY = re.compile(r"\b[0-9]{1,2} [0-9]{1,2} (?:19|20)[0-9]{2}\b|\b(?:19|20)[0-9]{2} [0-9]{1,2} [0-9]{1,2}\b")
_IS_ANOTHER_NUMBER = re.compile(
    r"(?i)\b(?:isbn|utr|vat|uprn|ukprn|ref|reference|case|crime|account|order|invoice|licen[cs]e|company|charity|register(?:ed)?"
    r"|registration)(?: (?:number|no))?\W{0,3}$"
)
"""Words before a row of digits that nobody dials."""
_TELEPHONES = re.compile(
    r"(?i)\b(?:call|phone|ring|rung|dial|tel|telephone|text|sms|mobile|number|helpline|line|on)\W{1,9}$"
)
"""Words before a short row of digits that can only be a number which lost its 0."""


@dataclass(frozen=True)
class FoundContact:
    """A number or address in a text: `start` and `end` count its letters, by `bare` two of them are compared."""

    start: int
    end: int
    bare: str


@dataclass(frozen=True)
class OddNumber:
    """A number that is not written as it is shown, or that is none, and the `form` to write instead.

    `fault`: it has another `spelling`; it lacks its first `zero`; behind ``tel:`` another number would be `dialled`; or
    it looks like a number and there is `none` like it.
    """

    start: int
    end: int
    form: str
    fault: Literal["spelling", "zero", "dialled", "none"] = "spelling"


def find_contacts(text: str) -> tuple[FoundContact, ...]:
    """Return each number (as digits in the national form) and each email address (in small letters)."""
    return tuple(_find_contacts(text)) if MAY_HAVE_CONTACTS.search(text) else ()


def _find_contacts(text: str) -> Iterator[FoundContact]:
    letters, positions = find_visible(text)
    spaced = _GROUPED_BY_COMMAS.sub(_without_commas, _LETTER_O.sub("0", in_plain_signs(letters)))
    for run in _RUN.finditer(spaced):
        for start, end in _divide(spaced, run):
            bare = bare_contact(spaced[start:end])
            is_bracketed = spaced.count(")", start, end) > spaced.count("(", start, end)
            first = start - (is_bracketed and spaced[start - 1 : start] == "(")
            yield FoundContact(positions[first], positions[end - 1] + 1, bare)
    for found in _EMAIL.finditer(letters):
        start, end = positions[found.start()], positions[found.end() - 1] + 1
        yield FoundContact(start, end, bare_contact(found.group()))


def _without_commas(found: re.Match[str]) -> str:
    is_long = sum(map(str.isdecimal, found[0])) > _SHORTEST
    return found[0].translate(_COMMAS) if is_long else found[0]


def _divide(text: str, run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield where the numbers of a run of digits begin and end, and what is left between them."""
    groups = [
        (one.start() - (text[one.start() - 1 : one.start()] == "+"), one.end())
        for one in _DIGITS.finditer(text, run.start(), run.end())
    ]
    at = begun = 0
    while at < len(groups):
        end = _end_of_number(text, groups, at)
        if end:
            yield from _rest(text, groups[begun:at])
            yield groups[at][0], groups[end - 1][1]
            begun = end
        at = end or at + 1
    yield from _rest(text, groups[begun:])


def _end_of_number(text: str, groups: Sequence[tuple[int, int]], at: int) -> int:
    """Return behind which group a number ends that begins with this one, or 0: the longest that reads as one."""
    first = text[groups[at][0] : groups[at][1]]
    behind = at + 1 if first in _PREFIXES else at
    if behind == len(groups) or not text.startswith(("0", "+", "44", *_PREFIXES), groups[behind][0]):
        return 0
    begin, digits, ends = groups[behind][0], "", []
    for end in range(behind + 1, min(len(groups), behind + _MOST_GROUPS) + 1):
        digits += text[groups[end - 1][0] : groups[end - 1][1]].lstrip("+")
        bare = digits[len(_PREFIXES[0]) :] if digits.startswith(_PREFIXES) else digits
        if len(bare) > _LONGEST:
            break
        if len(bare) >= _SHORTEST and is_number(at_home(bare, is_abroad=text[begin] == "+")):
            written = text[begin : groups[end - 1][1]]
            ends.append((shown_form(written) == plain_number(written), end))
    return max(ends)[1] if ends else 0


def _rest(text: str, groups: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where groups stand that are no number by themselves, without those that touch a letter."""
    kept = list(groups)
    if kept and text[kept[0][0] - 1 : kept[0][0]].isalnum():
        kept = kept[1:]
    if kept and text[kept[-1][1] : kept[-1][1] + 1].isalnum():
        kept = kept[:-1]
    if kept:
        yield kept[0][0], kept[-1][1]


def bare_contact(written: str) -> str:
    """Return the form in which two contacts can be compared: digits as dialled at home, or small letters."""
    if "@" in written:
        return written.casefold()
    if written.isdigit() and len(written) < _SHORTEST - 1:
        return written
    digits = digits_of(written)
    if len(digits) > len("18001999") and digits.startswith(_PREFIXES):
        return digits_of(plain_number(written).removeprefix(_PREFIXES[0]).removeprefix(_PREFIXES[1]).strip())
    return digits


def find_odd_numbers(text: str, contacts: Sequence[FoundContact] | None = None) -> Iterator[OddNumber]:
    """Yield each number of a text that is not written as it is shown, and what looks like one and is none.

    `contacts` are those in it, where they are known already.
    """
    if contacts or not text.isascii() or "&" in text or _MAY_HAVE_NUMBERS.search(text):
        for found in find_contacts(text) if contacts is None else contacts:
            if len(found.bare) >= _SHORTEST and "@" not in found.bare and (odd := _judge(text, found)):
                yield odd


def write_alike(text: str) -> str:
    """Return a text with every number in the one form in which it is shown."""
    if not MAY_HAVE_CONTACTS.search(text):
        return text
    pieces: list[str] = []
    done = 0
    for odd in find_odd_numbers(text):
        if odd.fault == "spelling":
            pieces += (text[done : odd.start], odd.form)
            done = odd.end
    return "".join([*pieces, text[done:]]) if pieces else text


def is_in_a_link(text: str, start: int) -> bool:
    """Return whether what begins there is a piece of an address that is not dialled."""
    before = text[max(0, start - 300) : start]
    return bool(_IN_A_LINK.search(before)) and not _DIALLED_LINK.search(before)


def _judge(text: str, found: FoundContact) -> OddNumber | None:
    if is_in_a_link(text, found.start):
        return None
    before = text[max(0, found.start - 300) : found.start]
    if _IN_A_LINK.search(before):
        return _judge_dialled(text[found.start : found.end], found)
    start, end = _with_whole_marks(text, found.start, found.end)
    written = html.unescape(text[start:end])
    plain = plain_number(written)
    if form := restore_zero(written):
        return OddNumber(start, end, form, "zero") if _is_sure_to_lack(plain, form, before) else None
    form = shown_form(written) or (shown_form(found.bare) if is_number(found.bare) else "")
    if not form:
        is_none = plain[:1] in {"0", "+", "("} and _LIKE_A_NUMBER.fullmatch(found.bare)
        return OddNumber(start, end, "", "none") if is_none and not _is_no_number(plain, before) else None
    near = before[-_NEAR:] + text[found.end : found.end + _NEAR // 2]
    if found.bare[0] == "0" and _DIALLED_ABROAD.match(written) and _ABROAD.search(near):
        form = form_from_abroad(form)
    is_written_so = " ".join(written.split()) == form or " " not in form
    return None if is_written_so else OddNumber(start, end, form)


def _with_whole_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch with the marks of bold words before or behind it of which it holds the other half."""
    marks = _MARKS.findall(text, start, end)
    if len(marks) % 2 and text.endswith(marks[0], 0, start):
        return start - len(marks[0]), end
    if len(marks) % 2 and text.startswith(marks[-1], end):
        return start, end + len(marks[-1])
    return start, end


def _judge_dialled(written: str, found: FoundContact) -> OddNumber | None:
    """Return a number behind ``tel:`` that would not be dialled as it is meant."""
    if not restore_zero(written) and "(0)" not in written:
        is_none = written[0] in "0+" and not shown_form(written)
        return OddNumber(found.start, found.end, "", "none") if is_none else None
    form = restore_zero(written) or shown_form(written)
    return OddNumber(found.start, found.end, form.replace(" ", ""), "dialled") if form else None


def _is_sure_to_lack(plain: str, form: str, before: str) -> bool:
    """Return whether a row of digits is a number without its 0, and no other figure."""
    code, groups = form.split(maxsplit=1)[0][1:], plain.split()
    if _is_no_number(plain, before):
        return False
    if len(groups) == 1:
        return len(form.replace(" ", "")) > 10 or bool(_TELEPHONES.search(before))  # noqa: PLR2004
    is_code = groups[0] == code or (code.startswith("2") and groups[0][:2] == code and len(groups[0]) == 3)  # noqa: PLR2004
    return is_code and all(len(group) > 1 for group in groups)


def _is_no_number(plain: str, before: str) -> bool:
    """Return whether a row of digits is a day, a time, or the number of a book or a case."""
    is_day_or_time = _DAY.search(plain) or all(len(group) <= 2 for group in plain.split())  # noqa: PLR2004
    return bool(is_day_or_time or _IS_ANOTHER_NUMBER.search(before))
