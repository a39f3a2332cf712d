"""Somebody in danger finds 999, a way out and numbers that can be dialled, on every page."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from site_builder.site.checks.addresses import Kind
from site_builder.site.checks.finished_site import IN_THE_THEME, FinishedPage, Flaw

NUMBER = re.compile(r"\+?[0-9]+(?:,+[0-9]+)*")  # a comma is a pause, as in 18001,02079460123
DIGITS = re.compile(r"(?:\+\s*+)?\d[\d\s()-]*+")
SHORT_CODE = re.compile(r"[1-9]\d{2,5}")  # may stand beside other figures: "101 24 hours a day"
LONG_NUMBER = 10  # digits: a whole number of the United Kingdom, which is no part of another by chance
MAIL = re.compile(r"[^@\s,;:<>]+@[^@\s,;:<>]+\.[^@\s,;:<>.]+")


def find_missing_999(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `missing-999` unless a link that says and dials 999 stands before the main heading."""
    start = page.outline.first("h1") or page.outline.first("main")
    if not any(
        link.attributes.get("href") == "tel:999"
        and "999" in link.words
        and not link.hidden
        and (start is None or link.position < start.position)
        for link in page.outline.find("a")
    ):
        yield Flaw("missing-999", "999 does not stand, as a link, before the main heading.", IN_THE_THEME)


def find_missing_leave_links(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `missing-leave-link` unless a link leads away to the leave page, telling nobody where from."""
    links = [link for link in page.outline.find("a") if link.attributes.get("href") == page.ground.leave_url]
    if not any(not link.hidden for link in links):
        yield Flaw("missing-leave-link", f"no link leads away to {page.ground.leave_url}.", IN_THE_THEME)
    for link in links:
        lacking = [word for word in ("nofollow", "noreferrer") if not link.has_word("rel", word)]
        if lacking:
            hint = f'Write rel="nofollow noreferrer". {IN_THE_THEME}'
            yield Flaw("missing-leave-link", f"the link that leads away lacks {' and '.join(lacking)}.", hint)


def find_bad_contact_links(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `bad-contact-link` for numbers and email addresses that would not reach whom the words promise."""
    for reference in page.references:
        if reference.destination.kind is Kind.CONTACT:
            fault = _find_contact_fault(reference.url.strip(), reference.words)
            if fault:
                hint = "Write the number or the email address once more, in the field of the contact."
                yield Flaw("bad-contact-link", f'"{reference.words}": {fault}', hint)


def find_missing_skip_links(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `missing-skip-link` unless the first link leads to the main part, or stands in it (WCAG 2.4.1)."""
    main = page.outline.first("main")
    first = next((link for link in page.outline.find("a") if "href" in link.attributes), None)
    aims = page.outline.ids.get(first.attributes["href"].removeprefix("#"), ()) if first else ()
    if first and main and main.position < first.position < main.end:
        return  # nothing stands before the main part that could be passed over
    if main and not any(main.position <= aim.position <= main.end for aim in aims):
        yield Flaw("missing-skip-link", "the first link does not lead to the main part.", IN_THE_THEME)


def find_missing_landmarks(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `missing-landmark` unless the page has exactly one main part that holds its main heading."""
    mains = list(page.outline.find("main"))
    if len(mains) != 1:
        yield Flaw("missing-landmark", f"there are {len(mains) or 'no'} main parts, not one.", IN_THE_THEME)
    elif any("main" not in heading.within for heading in page.outline.find("h1")):
        yield Flaw("missing-landmark", "the main heading stands outside the main part.", IN_THE_THEME)


def _find_contact_fault(url: str, words: str) -> str:
    scheme, _, rest = url.partition(":")
    target = rest.partition("?")[0]
    if scheme.lower() == "mailto":
        return _find_mail_fault(unquote(target), words)
    if not NUMBER.fullmatch(target):
        return f"{target or 'nothing'} is not a number that a phone can dial."
    if not _says_number(words, target):
        return f"the words show another number than the one that is dialled, {target}."
    return ""


def _find_mail_fault(target: str, words: str) -> str:
    if not MAIL.fullmatch(target):
        return f"{target or 'nothing'} is not one email address."
    if "@" in words and target.lower() not in words.lower():
        return f"the words show another email address than the one that is written to, {target}."
    return ""


def _says_number(words: str, number: str) -> bool:
    """Tell whether the words, if they hold digits at all, show this number, however it is spaced."""
    dialled, all_digits = normalise_number(number), re.sub(r"\D", "", words)
    if all_digits in ("", dialled):
        return True
    shown = [normalise_number(group) for group in DIGITS.findall(words)]
    if SHORT_CODE.fullmatch(dialled):
        shown += re.findall(r"\d+", words)
    return dialled in shown or (len(dialled) >= LONG_NUMBER and dialled in all_digits)


def normalise_number(number: str) -> str:
    """Return the digits of a number as dialled within the United Kingdom: +44 (0)20 7946 0123 is 02079460123."""
    digits = re.sub(r"\D", "", number)
    if number.strip().startswith("+44") or digits.startswith("0044"):
        return "0" + digits.removeprefix("00").removeprefix("44").removeprefix("0")
    return digits
