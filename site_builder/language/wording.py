"""Words for values: dates, lists and places in sources, in the style of GOV.UK."""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import urlsplit

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_GROUPED = re.compile(r"(?<![0-9])\+?[0-9]++(?: [0-9]++)+")
"""A number whose groups stand apart by spaces at which a line may end."""
_APART = re.compile(r"[0-9] [0-9]")
"""What each of them has; most texts have none, and are passed over quickly."""
_PARTS_OF_A_DAY, _PARTS_OF_A_MONTH = 3, 2


def format_day(day: datetime.date) -> str:
    """Return ``21 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_partial_date(written: str) -> str:
    """Return a source's date in words: ``15 June 2023``, ``June 2023``, ``2023`` or ``undated``."""
    parts = written.split("-")
    if len(parts) == _PARTS_OF_A_DAY:
        return format_day(datetime.date.fromisoformat(written))
    if len(parts) == _PARTS_OF_A_MONTH:
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return written


def earliest_day(written: str) -> datetime.date | None:
    """Return the first day that a source's date can mean, or None when it is undated."""
    if written == "undated":
        return None
    year, month, day = (*map(int, written.split("-")), 1, 1)[:3]
    return datetime.date(year, month, day)


def format_list(words: Sequence[str], last: str = "and") -> str:
    """Return ``Ashwick, Brackenfold and Cindermere``."""
    if len(words) < 2:  # noqa: PLR2004 (one word needs no joining)
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def isolate(words: str) -> str:
    """Return words that run from right to left in a Unicode isolate, so that no number beside them turns round.

    Others stay as they are. In the isolate the words keep their own order, and what stands around them keeps its.
    """
    return f"\u2068{words}\u2069" if _has_leftward(words) else words


def keep_numbers(words: str, among: str = "") -> str:
    """Return a text in which no line ends inside a spaced number, nor between Relay UK's code and what follows it.

    Where some words run from right to left each number gets an isolate. Without it its groups are painted in the order
    of those words: 0555 7946 020. `among` is the whole that the text is a piece of.
    """
    if not _APART.search(words):
        return words
    begin, end = ("\u2066", "\u2069") if _has_leftward(among or words) else ("", "")
    return _GROUPED.sub(lambda found: begin + found[0].replace(" ", "\u00a0") + end, words)


def _has_leftward(words: str) -> bool:
    return not words.isascii() and any(unicodedata.bidirectional(sign) in {"R", "AL", "AN"} for sign in words)


def begin_sentence(words: str) -> str:
    """Return words with a capital first letter, and no other letter changed."""
    return words[:1].upper() + words[1:]


def format_count(number: int, one: str, many: str = "") -> str:
    """Return ``1 officer`` or ``1,204 officers``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def format_host(url: str) -> str:
    """Return the name of a website as people say it: ``galop.org.uk``."""
    return (urlsplit(url).hostname or url).removeprefix("www.")
