"""The kinds of value a field can hold, and how each reads the text that an editor wrote.

Front matter arrives as text, so `02071234567` keeps its zero and `no` stays a word. Each type here turns that text
into a value or raises a `PydanticCustomError` whose type is the rule, whose message says what is wrong, and whose
context may hold a `hint`.
"""

import datetime
import re
from typing import Annotated

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from site_builder.wording import MONTHS

LONGEST_LINE = 2_000
SHORT_CODES = frozenset(
    {"999", "112", "101", "111", "105", "116 123", "116 000", "18000", "61016", "18001 101"}
)
"""Numbers too short for a numbering plan (Ofcom, National Telephone Numbering Plan; Relay UK prefixes)."""

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
_WEB = re.compile(r"https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?::\d+)?(?:[/?#][^\s<>\"']*)?")
_DRAMA = re.compile(r"02079460\d{3}|07700900\d{3}|01632960\d{3}|08081570\d{3}|03069990\d{3}")
"""Ofcom's numbers for drama use, as bare digits."""


def fault(rule: str, message: str, hint: str = "", field: str = "") -> PydanticCustomError:
    """Return the error that a field type raises: `rule` is the finding's, `field` the one to point at in a group."""
    return PydanticCustomError(rule, "{message}", {"message": message, "hint": hint, "field": field})


def read_text(value: object) -> str:
    """Return a single line of text with its spaces tidied."""
    if not isinstance(value, str):
        raise fault(
            "wrong-shape", "This field takes one line of text.", "Write it on one line, without a list."
        )
    text = " ".join(value.split())
    if len(text) > LONGEST_LINE:
        raise fault("too-long", f"This text has {len(text):,} letters; {LONGEST_LINE:,} is the most.")
    return text


def read_day(value: object) -> datetime.date:
    """Return a calendar day written as year-month-day."""
    text = read_text(value)
    found = _DAY.fullmatch(text)
    if not found:
        raise fault(
            "bad-date",
            f'"{text}" is not a date we can read.',
            "Write year-month-day, like 2026-11-21." + _turned(text),
        )
    try:
        return datetime.date(*map(int, found.groups()))
    except ValueError:
        raise fault(
            "bad-date", f"{_spoken_day(found)} does not exist.", "Check the day of the month."
        ) from None


def read_partial_date(value: object) -> str:
    """Return a source's date: a day, a month (``2023-06``), a year (``2023``) or the word ``undated``."""
    text = read_text(value)
    if text == "undated":
        return text
    found = _PARTIAL.fullmatch(text)
    if not found:
        raise fault(
            "bad-date",
            f'"{text}" is not a date we can read.',
            "Write 2023-06-15, 2023-06, 2023 or undated." + _turned(text),
        )
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        raise fault(
            "bad-date", f"{_spoken_day(found)} does not exist.", "Check the day and the month."
        ) from None
    return text


def read_yes_no(value: object) -> bool:
    """Return whether the editor wrote yes (or true)."""
    text = read_text(value).lower()
    if text in {"yes", "true"}:
        return True
    if text in {"no", "false"}:
        return False
    raise fault("bad-choice", f'"{text}" is neither yes nor no.', "Write yes or no.")


def read_slug(value: object) -> str:
    """Return the short name of another page: ``tower-hamlets``."""
    text = read_text(value)
    if not is_slug(text):
        near = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        raise fault(
            "bad-name",
            f'"{text}" cannot be the short name of a page.',
            "Use small letters, digits and hyphens" + (f', like "{near}".' if near else "."),
        )
    return text


def is_slug(text: str) -> bool:
    """Return whether a text has the form of a page's short name."""
    return bool(_SLUG.fullmatch(text))


def read_whole_number(value: object) -> int:
    """Return a whole number from 0 to 9,999."""
    text = read_text(value)
    if not re.fullmatch(r"\d{1,4}", text):
        raise fault("bad-number", f'"{text}" is not a whole number.', "Write digits only, like 3.")
    return int(text)


def read_web_address(value: object) -> str:
    """Return a full web address that begins with https:// or http://."""
    text = read_text(value)
    if not _WEB.fullmatch(text):
        raise fault(
            "bad-web-address",
            f'"{text}" is not a full web address.',
            "Write it in full, like https://www.example.org/.",
        )
    return text


def read_email(value: object) -> str:
    """Return an email address; only its form is checked, no server is asked."""
    text = read_text(value)
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise fault(
            "bad-email", f'"{text}" is not an email address.', "Write it like name@example.org."
        ) from None


def read_phone(value: object) -> str:
    """Return a UK telephone number with its spaces as written, ``+44`` turned into ``0``.

    Short codes (101, 999, 61016) are a kind of their own: no numbering-plan library knows them.
    """
    text = read_text(value)
    if text in SHORT_CODES:
        return text
    relay = text.startswith("18001 ")
    bare = text.removeprefix("18001 ")
    try:
        number = phonenumbers.parse(bare, "GB")
    except phonenumbers.NumberParseException:
        raise fault(
            "bad-phone", f'"{text}" is not a telephone number.', "Write it like 020 8123 4567 or 101."
        ) from None
    is_uk = phonenumbers.is_valid_number(number) and number.country_code == 44  # noqa: PLR2004 (the UK)
    if not is_uk and not is_drama_number(bare):
        raise fault(
            "bad-phone",
            f'"{text}" is not a UK telephone number: it has {len(digits_of(bare))} digits.',
            "A London number looks like 020 8123 4567, a mobile like 07123 456789. Check each digit.",
        )
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    written = national if bare.startswith("+") or " " not in bare else bare
    return f"18001 {written}" if relay else written


def format_phone(written: str) -> str:
    """Return a UK number in the groups that people read, or nothing when it is not a valid number."""
    try:
        return read_phone(written)
    except PydanticCustomError:
        return ""


def read_time(value: object) -> str:
    """Return a time of day on the 24-hour clock: ``22:30``."""
    text = read_text(value)
    if not _TIME.fullmatch(text):
        raise fault(
            "bad-time",
            f'"{text}" is not a time of day.',
            "Write it on the 24-hour clock, like 09:30 or 22:30.",
        )
    return text


def digits_of(number: str) -> str:
    """Return the digits of a number in the national form, so that ``+44 20 …`` and ``020 …`` are the same."""
    bare = re.sub(r"\D", "", number)
    if number.strip().startswith("+44") or bare.startswith("0044"):
        return "0" + bare.removeprefix("00").removeprefix("44").removeprefix("0")
    return bare


def is_drama_number(number: str) -> bool:
    """Return whether Ofcom keeps this number free for films, so that nobody answers it."""
    return bool(_DRAMA.fullmatch(digits_of(number)))


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _limited(values: tuple[object, ...]) -> tuple[object, ...]:
    if not values:
        raise fault("empty-field", "This list is empty.", "Write at least one entry, or delete the line.")
    return values


def _spoken_day(found: re.Match[str]) -> str:
    year, month, day = (int(part) if part else 0 for part in found.groups())
    name = MONTHS[month - 1] if 1 <= month <= len(MONTHS) else f"Month {month}"
    return f"{day} {name} {year}" if day else f"{name} {year}"


def _turned(text: str) -> str:
    found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
    if not found:
        return ""
    day, month, year = found.groups()
    meant = _DAY.fullmatch(f"{year}-{month:>02}-{day:>02}")
    return f" If you meant {_spoken_day(meant)}: {meant.group()}." if meant else ""


Text = Annotated[str, BeforeValidator(read_text)]
Day = Annotated[datetime.date, BeforeValidator(read_day)]
PartialDate = Annotated[str, BeforeValidator(read_partial_date)]
YesNo = Annotated[bool, BeforeValidator(read_yes_no)]
Slug = Annotated[str, BeforeValidator(read_slug)]
WholeNumber = Annotated[int, BeforeValidator(read_whole_number)]
WebAddress = Annotated[str, BeforeValidator(read_web_address)]
Email = Annotated[str, BeforeValidator(read_email)]
Phone = Annotated[str, BeforeValidator(read_phone)]
TimeOfDay = Annotated[str, BeforeValidator(read_time)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_one_or_many), AfterValidator(_limited)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_one_or_many), AfterValidator(_limited)]
Phones = Annotated[tuple[Phone, ...], BeforeValidator(_one_or_many), AfterValidator(_limited)]
