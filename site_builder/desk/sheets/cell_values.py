"""What a cell means for the field it belongs to. What Excel did to it is put right where there is one way, else told.

A cell that says what the file says already, in whatever form, changes nothing.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from site_builder.content.field_types import day_of_moment
from site_builder.content.telephone_numbers import digits_of, shown_form
from site_builder.desk.editing.questions import Answer
from site_builder.desk.sheets.sheet_columns import Form, SheetColumn
from site_builder.desk.sheets.tables import CellValue
from site_builder.language.wording import MONTHS, format_day

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]+")
"""Signs without width that tables carry along; those that join letters of other scripts are none of them."""
_SCIENTIFIC = re.compile(r"([0-9])(?:[.,]([0-9]{1,20}))?[eE]\+?([0-9]{1,2})")
_MOST_DIGITS = 15
"""Excel keeps so many digits of a number, and writes zeros for the others."""
_FIRST_DAY, _SERIAL = datetime.date(1899, 12, 30), re.compile(r"([1-6][0-9]{4})(?:\.[0-9]*)?")
"""Excel counts days from here: 46347 is 21 November 2026."""
_IN_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_IN_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]+([A-Za-z]{3,9})\.?,?[ -]+([0-9]{4}|[0-9]{2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? +([0-9]{1,2})(?:st|nd|rd|th)?,? +([0-9]{4})")
_MONTH_ALONE = re.compile(r"([A-Za-z]{3,9})\.?[ -]+([0-9]{4}|[0-9]{2})")
_CLOCK = re.compile(
    r"[T ]{1,8}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?(?: ?[AaPp][Mm])?$|^[A-Za-z]{3,9}day,? +"
)
_BULLET = re.compile(r"^(?:[•·▪◦‣*–-] +|[•·▪◦‣])")
_LOST_LETTER = re.compile(r"[^\W\d_]\?[^\W\d_]|\?\?|�")


@dataclass(frozen=True)
class Reading:
    """What a cell means: `answer` as a file takes it, empty for nothing.

    `mended` says what was put right, `fault` why nobody can tell what is meant.
    """

    answer: Answer = ""
    mended: str = ""
    fault: str = ""


def read_cell(column: SheetColumn, value: CellValue, current: Answer) -> Reading:
    """Return what a cell means; `current` is what the file says, which is returned where the cell says the same."""
    if isinstance(value, bool):
        return Reading(fault=f"This is {str(value).upper()}, yes or no in Excel. Write words.")
    if isinstance(value, str):
        value = tidy(value, keep_lines=column.is_list)
        if value == shown(column, current):
            return Reading(current)
        if not value:
            return Reading()
        if value != shown(column, current) and value in _with_lost_letters(shown(column, current)):
            return Reading(current, "letters that Excel wrote as ? are kept as the file has them")
    return _READ[column.form](column, value, current)


def shown(column: SheetColumn, answer: Answer) -> str:
    """Return what a file says as the text of a cell."""
    if isinstance(answer, str):
        return tidy(answer, keep_lines=column.is_list)
    parts = [tidy(part, keep_lines=False) for part in answer]
    return ("\n" if column.form == "lines" else "; ").join(part for part in parts if part)


def tidy(text: str, *, keep_lines: bool) -> str:
    """Return a text without spaces at its ends, doubled ones and signs that nobody sees."""
    seen = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    lines = (" ".join(line.split()) for line in (seen.splitlines() if keep_lines else [seen]))
    return "\n".join(line for line in lines if line)


def _with_lost_letters(text: str) -> set[str]:
    """Return a text as Excel writes it in a .csv: each letter that English Windows lacks becomes a question mark."""
    return {text.encode(coding, "replace").decode(coding) for coding in ("cp1252", "ascii")}


def _read_text(column: SheetColumn, value: CellValue, current: Answer) -> Reading:
    if isinstance(value, datetime.time):
        return Reading(value.strftime("%H:%M"))
    if isinstance(value, datetime.date | datetime.timedelta):
        return Reading(fault="Excel made a date of this. Write the words again, in a cell of the kind Text.")
    text = value if isinstance(value, str) else _digits(value)
    if not text:
        return Reading(fault=_LOST_DIGITS)
    if _LOST_LETTER.search(text) and "://" not in text:
        return Reading(fault=f'Letters were lost: "{text}". Save the sheet as .xlsx, and write them again.')
    return Reading(text)


_LOST_DIGITS = (
    "Excel has shortened this number and lost its last digits. Write it again, in a cell of the kind Text."
)


def _read_entries(column: SheetColumn, value: CellValue, current: Answer) -> Reading:
    return _read_list(column, value, current, re.compile("[;,\n]"))


def _read_lines(column: SheetColumn, value: CellValue, current: Answer) -> Reading:
    return _read_list(column, value, current, re.compile("\n" if "\n" in str(value) else ";"))


def _read_list(column: SheetColumn, value: CellValue, current: Answer, between: re.Pattern[str]) -> Reading:
    read = _read_text(column, value, current)
    if read.fault or not isinstance(read.answer, str):
        return read
    parts = (_BULLET.sub("", part.strip()).strip() for part in between.split(read.answer))
    return Reading([part for part in parts if part])


def _read_choice(column: SheetColumn, value: CellValue, current: Answer) -> Reading:
    read = _read_text(column, value, current)
    letters = {_letters(choice): choice for choice in column.choices}
    return Reading(letters.get(_letters(str(read.answer)), read.answer), fault=read.fault)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _read_phone(column: SheetColumn, value: CellValue, current: Answer) -> Reading:
    if not isinstance(value, str | float | int):
        return Reading(fault="Excel made a date of this. Write the number again, in a cell of the kind Text.")
    text = _digits(value) if not isinstance(value, str) else value.removeprefix("'")
    if found := _SCIENTIFIC.fullmatch(text):
        text = _written_out(found)
    if not text:
        return Reading(fault=_LOST_DIGITS)
    number = next((form for one in _numbers_meant(text) if (form := shown_form(one))), text)
    if isinstance(current, str) and current and digits_of(number) == digits_of(current):
        number = current
    lacks = text.isdigit() and not number.startswith(text[:2]) and digits_of(number) != text
    return Reading(number, "the 0 at the beginning, which Excel takes away, is put back" if lacks else "")


def _numbers_meant(text: str) -> Iterator[str]:
    """Yield a number as it stands, then with what Excel takes away before it."""
    yield text
    if text.replace(" ", "").isdigit():
        yield f"0{text}"
        yield f"+{text}"


def _digits(value: CellValue) -> str:
    """Return a number as it was typed, or nothing where Excel cannot have kept every digit."""
    assert isinstance(value, int | float)
    if value != value or abs(value) >= 10**_MOST_DIGITS:  # noqa: PLR0124 (what is no number is not itself)
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def _written_out(found: re.Match[str]) -> str:
    """Return ``2.0794601230E+10`` in digits, or nothing where it stands for more digits than it shows."""
    first, rest, power = found[1], found[2] or "", int(found[3])
    return str(int(Decimal(f"{first}.{rest or 0}E{power}"))) if len(rest) == power else ""


def _read_day(column: SheetColumn, value: CellValue, current: Answer) -> Reading:
    """Return a day, or of a source also a month or a year."""
    if isinstance(value, datetime.time | datetime.timedelta):
        return Reading(fault="This is a time. Write a date like 2026-11-21.")
    if isinstance(value, datetime.date):
        return _chosen([value.strftime("%Y-%m-%d")], current, value, column.form)
    text = value if isinstance(value, str) else _digits(value)
    if day := day_of_moment(text):
        return _chosen([day], current, text, column.form)
    meant = list(dict.fromkeys(_days_meant(_CLOCK.sub("", text).strip(), column.form)))
    if not meant:
        return Reading(text)
    return _chosen(meant, current, text, column.form)


def _chosen(meant: list[str], current: Answer, value: object, form: Form) -> Reading:
    """Return the one day that is meant; where there are two, and the file has one of them, it stays."""
    shorter = [day.removesuffix("-01") for day in meant if form == "date" and day.endswith("-01")]
    if current and current in (*meant, *shorter):
        kept = f"{value} is read as the {current} that the file has" if len(meant) > 1 else ""
        return Reading(current, kept)
    if len(meant) > 1:
        days = " or ".join(_spoken(day) for day in meant)
        return Reading(fault=f"{value} may be {days}. Write {' or '.join(meant)}.")
    if isinstance(current, str) and _turned(meant[0]) == current != meant[0]:
        return Reading(
            fault=f"{_spoken(meant[0])} is {_spoken(current)} with day and month exchanged, as Excel does. "
            f"If it is right, write it into the file itself."
        )
    is_plain = str(value) == meant[0] or isinstance(value, datetime.date)
    return Reading(meant[0], "" if is_plain else f"{value} is read as {_spoken(meant[0])}")


def _days_meant(text: str, form: Form) -> Iterator[str]:
    """Yield each day that a text may stand for, as a file takes it."""
    if found := _IN_NUMBERS.fullmatch(text):
        yield from _day(found[3], found[2], found[1])
        yield from _day(found[3], found[1], found[2])
    elif found := _IN_WORDS.fullmatch(text):
        yield from _day(found[3], found[2], found[1])
    elif found := _MONTH_FIRST.fullmatch(text):
        yield from _day(found[3], found[1], found[2])
    elif form == "date" and (found := _MONTH_ALONE.fullmatch(text)):
        yield from (day.removesuffix("-01") for day in _day(found[2], found[1], "1"))
    elif found := _SERIAL.fullmatch(text):
        yield (_FIRST_DAY + datetime.timedelta(days=int(found[1]))).isoformat()


def _day(year: str, month: str, day: str) -> Iterator[str]:
    number = int(month) if month.isdigit() else _month(month)
    try:
        yield datetime.date(int(year) if len(year) > 2 else 2000 + int(year), number, int(day)).isoformat()  # noqa: PLR2004
    except ValueError:
        return


def _month(name: str) -> int:
    """Return the number of a month by its name or the first letters of it, 0 for none."""
    return next((at for at, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower())), 0)


def _turned(day: str) -> str:
    year, _, rest = day.partition("-")
    return "-".join((year, *reversed(rest.split("-"))))


def _spoken(day: str) -> str:
    try:
        return format_day(datetime.date.fromisoformat(day))
    except ValueError:
        return day


_READ: Mapping[Form, Callable[[SheetColumn, CellValue, Answer], Reading]] = {
    "text": _read_text,
    "entries": _read_entries,
    "lines": _read_lines,
    "names": _read_text,
    "choice": _read_choice,
    "phone": _read_phone,
    "day": _read_day,
    "date": _read_day,
}
