"""The kinds of value a field can hold, and how each reads the text that an editor wrote.

Front matter arrives as text, so `02071234567` keeps its zero and `no` stays a word. Each type here turns that text
into a value or raises a `PydanticCustomError` whose type is the rule, whose message says what is wrong, and whose
context may hold a `hint`. Beside its reader stands what a text editor may make of such a value (`as_written`).
"""

import datetime
import difflib
import re
import unicodedata
from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from site_builder.content.contacts_in_text import write_alike
from site_builder.content.empty_words import denies
from site_builder.content.odd_addresses import judge_address
from site_builder.content.slug import SLUG_PATTERN, is_slug, make_slug
from site_builder.content.telephone_numbers import (
    LIKE_A_NUMBER,
    explain_refusal,
    is_text_code,
    shown_form,
)
from site_builder.content.visible_letters import is_latin
from site_builder.language.wording import MONTHS, format_day

LONGEST_LINE = 2_000
FILL_IN = "Fill it in, or delete the line."
"""Said of a field that is there with nothing in it."""
NOT_ONE_LINE = "This field takes one line of text."
"""Said of a list or a group; whoever knows the field can say it better."""
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_DAY_AS_WRITTEN = (
    re.compile(
        r"(?P<day>[0-9]{1,2})[/. -]*(?P<month>(?<=[/. -])[0-9]{1,2}(?=[/. -])|[a-z]{3,9})[/. -]*"
        r"(?P<year>[0-9]{4}|[0-9]{2})"
    ),
    re.compile(
        r"(?P<year>[0-9]{4})[/. -]*(?P<month>(?<=[/. -])[0-9]{1,2}(?=[/. -])|[a-z]{3,9})[/. -]*(?P<day>[0-9]{1,2})"
    ),
    re.compile(
        r"(?P<month>[0-9]{1,2}|[a-z]{3,9})[/. -]+(?P<day>[0-9]{1,2})[/. -]+(?P<year>[0-9]{4}|[0-9]{2})"
    ),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
)
"""Days as people write them, in small letters; the third is also the American order, where the first makes no day."""
_AROUND_A_DAY = re.compile(
    r"(?<=[0-9])(?:st|nd|rd|th)\b|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\bof\b|\bthe\b|[,'’]"
    r"|(?<=[0-9])[t ]+[0-9]{1,2}:[0-9]{2}.*"
)
"""What stands beside a day without changing it: the day of the week, a time, ``st`` and ``of``."""
_DAY_WITH_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?"
)
"""A moment as programs write it where only a day was asked for (ISO 8601): by another clock it may be another day."""
_DAY_AMONG_WORDS = re.compile(r"[^0-9]*+([0-9]{4}-[0-9]{2}-[0-9]{2})[^0-9]*+")
_ZERO = re.compile(r"(?<=[0-9])[oO](?=[0-9o-])|(?<=-)[oO](?=[0-9])")
_DAYS_OF_A_TABLE = (datetime.date(1899, 12, 30), re.compile("[45][0-9]{4}"))
"""Spreadsheets count days from here: 46347 is 21 November 2026, as a cell shows it that was pasted as a number."""
_MONTH_AS_WRITTEN = (
    re.compile(r"(?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})[/.-](?P<month>[0-9]{1,2})"),
    re.compile(r"(?P<month>[a-z]{3,9})\.?,? (?P<year>[0-9]{4})", re.IGNORECASE),
)
USUAL_EMAIL = re.compile(
    r"[a-z0-9]{1,20}(?:[._-][a-z0-9]{1,20}){0,2}@(?:[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,2}\.){1,3}(?:com|example|lgbt|london|net|org|uk)"
)
"""Shorter than any limit, and in its normal form."""
_MOST_NUMBER = 9_999
_LIKE_A_DAY = "Write year-month-day, like 2026-11-21."
_LIKE_A_DATE = "Write 2023-06-15, 2023-06, 2023 or undated."
_LIKE_AN_ANSWER = "Write yes or no."
_LIKE_A_NAME = "Write the file's name without .md: "
_IN_LATIN_LETTERS = "small Latin letters (a to z), digits and hyphens."
_LIKE_A_COUNT = "Write digits only, like 3."
_LIKE_AN_ADDRESS = "Write it in full, like https://www.example.org/."
_LIKE_AN_EMAIL = "Write it like name@example.org."
_LIKE_A_TIME = "Write it like 09:30 or 22:30."
_TITLES = re.compile(
    r"(?:the )?(?:(?:[a-z]{1,20} )?(?:borough|district|county|council area) of )?", re.IGNORECASE
)
_BETWEEN_NAMES = re.compile(r"(?:(?<!\s)\s++)?[,;]\s*+(?:and\s++)?", re.IGNORECASE)
_AND = re.compile(r"(?<!\s)\s++(?:and|&)\s++", re.IGNORECASE)
"""Between two names of a list, or within one: some areas have an "and" in their own name."""
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_TIME_WITH_SECONDS = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9]):00(?:\.0{1,9})?")
_TIME_AS_WRITTEN = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?([ap])?\.?(?:m\.?)?", re.IGNORECASE)
_WEB = re.compile(r"""https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?::[0-9]+)?(?:[/?#][^\s<>"']*)?""")
_SCHEME_AS_WRITTEN = re.compile(r"https?:/{1,3}(?=[a-z0-9])|//", re.IGNORECASE)
_WRAPPED_ADDRESS = re.compile(r"\[[^\]]*\]\(<?(https?://[^\s()<>]+)>?\)|<(https?://[^\s<>]+)>")


def fault(rule: str, message: str, hint: str = "", field: str = "", mended: str = "") -> PydanticCustomError:
    """Return the error that a field type raises: `rule` is the finding's, `field` the one to point at in a group.

    `mended` is what a program may write instead, where there is no doubt.
    """
    context = {"message": message, "hint": hint, "field": field, "mended": mended}
    return PydanticCustomError(rule, "{message}", context)


def in_small_form(word: str) -> str:
    """Return a word of a fixed list without capitals, with hyphens for what else may part it: ``In Post``."""
    return "-".join(re.split(r"[\s_-]+", word.strip().casefold()))


def read_text(value: object) -> str:
    """Return a single line of text with its spaces tidied; one that says there is none is refused as empty."""
    text = _read_line(value)
    if denies(text):
        raise fault("empty-field", f'"{text}" says nothing, so this field is empty.', FILL_IN)
    return text


def refuse_other_scripts(text: str) -> str:
    """Return a text that can be read aloud by whoever reads Latin letters."""
    if is_latin(text) and any(map(str.isalpha, text)):
        return text
    raise fault(
        "bad-value",
        f'"{text}" is not written in Latin letters alone.',
        "Write the name as the officer spells it in Latin letters (a to z, marks allowed), or delete the line.",
    )


def _read_line(value: object) -> str:
    if not isinstance(value, str):
        raise fault("wrong-shape", NOT_ONE_LINE, "Write it on one line, without a list.")
    text = " ".join(value.split())
    if len(text) > LONGEST_LINE:
        raise fault("too-long", f"This text has {len(text):,} letters; {LONGEST_LINE:,} is the most.")
    return text


def read_day(value: object) -> datetime.date:
    """Return a calendar day written as year-month-day."""
    text = read_text(value)
    found = _DAY.fullmatch(text)
    if not found:
        raise _no_day(text, _LIKE_A_DAY + _turned(text))
    return _existing_day(found, "Check the day of the month.")


def read_partial_date(value: object) -> str:
    """Return a source's date: a day, a month (``2023-06``), a year (``2023``) or the word ``undated``."""
    text = read_text(value)
    if text == "undated":
        return text
    if in_small_form(text) == "undated":
        raise fault("bad-date", f'"{text}" is written "undated".', _LIKE_A_DATE, mended="undated")
    found = _PARTIAL.fullmatch(text)
    if not found:
        raise _no_day(text, _LIKE_A_DATE + (_turned(text) or _turned_month(text)))
    _existing_day(found, "Check the day and the month.")
    return text


def _no_day(text: str, hint: str) -> PydanticCustomError:
    """Return the fault of a text that is no day; of a moment, with its day where that is sure."""
    day = day_of_moment(text)
    if not day and _moment(text):
        hint += " By the clock of the region it may be the day before or after: look at the calendar."
    return fault("bad-date", f'"{text}" is not a date we can read.', hint, mended=day)


def day_of_moment(text: str) -> str:
    """Return the day that a moment names, or nothing: at midnight, without a zone, far from midnight in Greenwich."""
    moment = _moment(text)
    if moment is None:
        return ""
    if moment.tzinfo is None or moment == moment.replace(hour=0, minute=0, second=0, microsecond=0):
        return moment.date().isoformat()
    try:
        near = [moment.astimezone(datetime.UTC) + datetime.timedelta(hours=hours) for hours in (-1, 1)]
    except OverflowError:  # at the ends of the calendar
        return ""
    return moment.date().isoformat() if {one.date() for one in near} == {moment.date()} else ""


def _moment(text: str) -> datetime.datetime | None:
    if not _DAY_WITH_TIME.fullmatch(text):
        return None
    try:
        return datetime.datetime.fromisoformat(re.sub("[ tT]", "T", text, count=1).replace(" ", ""))
    except ValueError:
        return None


def read_yes_no(value: object) -> bool:
    """Return whether the editor wrote yes (or true)."""
    text = _read_line(value)
    if text.lower() in {"yes", "true"}:
        return True
    if text.lower() in {"no", "false"}:
        return False
    raise fault("bad-choice", f'"{text}" is neither yes nor no.', _LIKE_AN_ANSWER)


def read_slug(value: object) -> str:
    """Return the short name of another page, which is the name of its file: ``dunlin-bay``."""
    text = read_text(value)
    if not is_slug(text):
        near = _near_slug(text)
        raise fault(
            "bad-name",
            f'"{text}" is not the name of a file.',
            _LIKE_A_NAME
            + (f'small letters, digits and hyphens, like "{near}".' if near else _IN_LATIN_LETTERS),
            mended=near if in_small_form(_name_alone(text)) == near else "",
        )
    return text


def _name_alone(text: str) -> str:
    """Return the name of a file without its ending, and without the way to it where that is told."""
    return (text.rpartition("/")[2] if text.endswith(".md") else text).removesuffix(".md")


def read_listed_slug(value: object) -> str:
    """Return one short name of a list; several on one line are told apart for the editor."""
    text = read_text(value)
    parts = _BETWEEN_NAMES.split(text)
    names = _near_slugs(parts if len(parts) == 1 else [name for part in parts for name in _AND.split(part)])
    if len(names) > 1:
        raise fault("wrong-shape", "This is a list, so each entry has a line of its own.", _list_hint(names))
    several = _near_slugs(_AND.split(text))
    if len(several) > 1 and not is_slug(text):
        hint = f'If this is one name, write "{names[0]}". If they are several: {_list_hint(several)}'
        raise fault("bad-name", f'"{text}" is not the name of a file.', hint)
    return read_slug(text)


def read_whole_number(value: object) -> int:
    """Return a whole number from 0 to 9,999."""
    text = read_text(value)
    if not re.fullmatch(r"[0-9]{1,4}", text):
        whole = re.fullmatch(r"([0-9]{1,4})\.0{1,9}", text)
        message = f'"{text}" is not a whole number.'
        raise fault("bad-number", message, _LIKE_A_COUNT, mended=whole[1] if whole else "")
    return int(text)


def read_web_address(value: object) -> str:
    """Return a full web address that begins with https:// or http://."""
    text = read_text(value)
    if not _WEB.fullmatch(text):
        odd = judge_address(text) if "//" in text or "\\" in text or ":" in text else None
        if odd and odd.rule == "private-address" and not _WEB.fullmatch(f"https://{text}"):
            raise fault(odd.rule, odd.message, odd.hint)
        mended = _mend_web_address(text)
        hint = f"Write: {mended}" if mended else _LIKE_AN_ADDRESS
        raise fault(
            "bad-web-address",
            f'"{text}" is not a full web address.',
            _web_hint(text) or hint,
            mended=mended,
        )
    return text


def read_email(value: object) -> str:
    """Return an email address; only its form is checked, no server is asked."""
    text = read_text(value)
    if address := _normal_email(text):
        return address
    likely = re.sub(r"\s|^<|>$", "", re.sub(r"^<?\s*mailto\s*:", "", text, flags=re.IGNORECASE)).rstrip(".,;")
    hint = f"Write: {likely}" if _normal_email(likely) else _LIKE_AN_EMAIL
    raise fault("bad-email", f'"{text}" is not an email address.', hint)


def read_phone(value: object) -> str:
    """Return a UK telephone number in the one form in which it is shown.

    Short codes (101, 116 123, 61016) are a kind of their own, whatever spaces they are written with.
    """
    text = read_text(value)
    if form := shown_form(text):
        return form
    raise fault("bad-phone", *explain_refusal(text))


def refuse_text_code(number: str) -> str:
    """Return the number of a person or a force: five digits for texts would cost what nobody says beside it."""
    if is_text_code(number):
        message = f'"{number}" is a number for texts, and what it costs is said nowhere.'
        raise fault("bad-phone", message, "Put it into a way to report, as text, with its cost.")
    return number


def read_time(value: object) -> str:
    """Return a time of day on the 24-hour clock: ``22:30``."""
    text = read_text(value)
    if not _TIME.fullmatch(text):
        exact = _TIME_WITH_SECONDS.fullmatch(text)
        meant = exact[1] if exact else _turned_time(text)
        raise fault(
            "bad-time",
            f'"{text}" is not a time of day on the 24-hour clock.',
            f"Write: {meant}" if meant else _LIKE_A_TIME,
            mended=meant if exact else "",
        )
    return text


def one_or_many(value: object) -> object:
    """Return a list, where an editor may write one value alone."""
    return [value] if isinstance(value, str) else value


def limit_list(values: tuple[object, ...]) -> tuple[object, ...]:
    """Return a list with something in it."""
    if not values:
        raise fault("empty-field", "This list is empty.", "Write at least one entry, or delete the line.")
    return values


def _existing_day(found: re.Match[str], advice: str) -> datetime.date:
    """Return the day, the first one where the month or the day is left out."""
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return datetime.date(year, month, day)
    except ValueError:
        turned = _turned(f"{day}/{month}/{year}") if 1 <= day <= len(MONTHS) else ""
        raise fault("bad-date", f"{_spoken_day(found)} does not exist.", advice + turned) from None


def _spoken_day(found: re.Match[str]) -> str:
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not 1 <= month <= len(MONTHS):
        return f"A month {month}"
    return f"{day} {MONTHS[month - 1]} {year}" if day else f"{MONTHS[month - 1]} {year}"


def _turned(text: str) -> str:
    """Return the hint for a day written in another way: ``3rd April 2026``."""
    plain = "".join(
        "-" if unicodedata.category(sign) == "Pd" else sign for sign in unicodedata.normalize("NFKC", text)
    )
    digits = "".join(str(unicodedata.digit(sign, sign)) for sign in plain.casefold())
    bare = " ".join(_AROUND_A_DAY.sub(" ", _ZERO.sub("0", digits)).split()).rstrip(".")
    among = _DAY_AMONG_WORDS.fullmatch(bare)
    for form in _DAY_AS_WRITTEN:
        if found := form.fullmatch(among[1] if among else bare):
            try:
                day = datetime.date(_year(found["year"]), _month(found["month"]), int(found["day"]))
            except ValueError:
                continue
            return _meant(day)
    begin, numbers = _DAYS_OF_A_TABLE
    return _meant(begin + datetime.timedelta(days=int(bare))) if numbers.fullmatch(bare) else ""


def _meant(day: datetime.date) -> str:
    return f" If you meant {format_day(day)}: {day.isoformat()}."


def _turned_month(text: str) -> str:
    """Return the hint for a month written in another way: ``June 2023``."""
    found = next((found for form in _MONTH_AS_WRITTEN if (found := form.fullmatch(text))), None)
    month = _month(found["month"]) if found else 0
    if not found or not 1 <= month <= len(MONTHS):
        return ""
    return f" If you meant {MONTHS[month - 1]} {found['year']}: {found['year']}-{month:02}."


def _year(written: str) -> int:
    return int(written) if len(written) > 2 else 2000 + int(written)  # noqa: PLR2004 (two digits: this century)


def _month(written: str) -> int:
    """Return the number of a month, 0 when there is none of this name."""
    if written.isdecimal():
        return int(written)
    names = [name.lower() for name in MONTHS]
    near = difflib.get_close_matches(written.lower(), names, n=1, cutoff=0.8)
    return next((at for at, name in enumerate(names, 1) if name.startswith((written.lower(), *near))), 0)


def _turned_time(text: str) -> str:
    """Return the time that ``8.30pm`` means on the 24-hour clock, or nothing."""
    found = _TIME_AS_WRITTEN.fullmatch(text)
    if not found or not (found[2] or found[3]):
        return ""
    hour, half = int(found[1]), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 (hours on a clock's face)
        return ""
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    meant = f"{hour:02}:{found[2] or '00'}"
    return meant if _TIME.fullmatch(meant) else ""


def _list_hint(names: Sequence[str]) -> str:
    return "Below the field's name write, each on its own line:" + "".join(f"   - {name}" for name in names)


def _near_slugs(parts: Sequence[str]) -> list[str]:
    return [near for part in parts if (near := _near_slug(part))]


def _near_slug(text: str) -> str:
    """Return the short name that a title most likely stands for, or nothing."""
    return make_slug(_TITLES.sub("", text.strip().rpartition("/")[2].removesuffix(".md"), count=1))


def _web_hint(text: str) -> str:
    if wrapped := _WRAPPED_ADDRESS.fullmatch(text):
        return f"Write only the address: {wrapped[1] or wrapped[2]}"
    return ""


def _mend_web_address(text: str) -> str:
    """Return an address with its scheme, in small letters; or nothing where another may be meant."""
    found = _SCHEME_AS_WRITTEN.match(text)
    bare = text[found.end() :] if found else text
    scheme = "http" if found and found[0].lower().startswith("http:") else "https"
    mended = f"{scheme}://{bare}"
    return mended if _WEB.fullmatch(mended) and "@" not in bare.partition("/")[0] else ""


def _normal_email(text: str) -> str:
    """Return an address in its normal form, or nothing: what most addresses look like is known without a library."""
    if USUAL_EMAIL.fullmatch(text):
        return text
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 (33 ms, for new texts only)

    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return ""


def as_written(form: str, advice: str, *other_types: str, **bounds: int) -> WithJsonSchema:
    """Return what an editor takes: a text of this form, spaces around it allowed, or one of `other_types`.

    YAML in an editor makes a number of ``101`` and an answer of ``true``, where the program keeps the text.
    `patternErrorMessage` (like `errorMessage`) is a word of editors; the standard passes over it.
    """
    types = ["string", *other_types] if other_types else "string"
    return WithJsonSchema(
        {"type": types, "pattern": rf"^\s*({form})\s*$", "patternErrorMessage": advice, **bounds}
    )


Text = Annotated[
    str,
    BeforeValidator(read_text),
    AfterValidator(write_alike),
    WithJsonSchema({"type": ["string", "number", "boolean"], "errorMessage": NOT_ONE_LINE}),
]
LatinText = Annotated[Text, AfterValidator(refuse_other_scripts)]
Day = Annotated[datetime.date, BeforeValidator(read_day), as_written(_DAY.pattern, _LIKE_A_DAY)]
PartialDate = Annotated[
    str,
    BeforeValidator(read_partial_date),
    as_written(f"{_PARTIAL.pattern}|undated", _LIKE_A_DATE, "integer"),
]
_ANY_ANSWER = as_written("[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]", _LIKE_AN_ANSWER)
YesNo = Annotated[
    bool,
    BeforeValidator(read_yes_no),
    WithJsonSchema({"anyOf": [{"enum": ["yes", "no"]}, {"type": "boolean"}, _ANY_ANSWER.json_schema]}),
]
_SLUG_AS_WRITTEN = as_written(SLUG_PATTERN, _LIKE_A_NAME + _IN_LATIN_LETTERS, "number", "boolean")
Slug = Annotated[str, BeforeValidator(read_slug), _SLUG_AS_WRITTEN]
ListedSlug = Annotated[str, BeforeValidator(read_listed_slug), _SLUG_AS_WRITTEN]
WholeNumber = Annotated[
    int,
    BeforeValidator(read_whole_number),
    as_written("[0-9]{1,4}", _LIKE_A_COUNT, "integer", minimum=0, maximum=_MOST_NUMBER),
]
WebAddress = Annotated[str, BeforeValidator(read_web_address), as_written(_WEB.pattern, _LIKE_AN_ADDRESS)]
Email = Annotated[str, BeforeValidator(read_email), as_written(r"[^\s@]+@[^\s@]+", _LIKE_AN_EMAIL)]
_PHONE_AS_WRITTEN = as_written("[0-9 +()-]+", LIKE_A_NUMBER, "integer")
Phone = Annotated[str, BeforeValidator(read_phone), AfterValidator(refuse_text_code), _PHONE_AS_WRITTEN]
PhoneOrCode = Annotated[str, BeforeValidator(read_phone), _PHONE_AS_WRITTEN]
"""Also a code of five digits that takes texts: only where the cost stands beside it."""
TimeOfDay = Annotated[str, BeforeValidator(read_time), as_written(_TIME.pattern, _LIKE_A_TIME)]
Texts = Annotated[
    tuple[Text, ...], BeforeValidator(one_or_many, Text | tuple[Text, ...]), AfterValidator(limit_list)
]
Slugs = Annotated[
    tuple[ListedSlug, ...],
    BeforeValidator(one_or_many, ListedSlug | tuple[ListedSlug, ...]),
    AfterValidator(limit_list),
]
Phones = Annotated[
    tuple[PhoneOrCode, ...],
    BeforeValidator(one_or_many, PhoneOrCode | tuple[PhoneOrCode, ...]),
    AfterValidator(limit_list),
]
