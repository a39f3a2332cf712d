"""Numbers in a translation that its original does not have: a telephone number, a day or a time limit that went wrong.

Words differ between two languages and numbers do not. Digits of any script count, however thousands are grouped. An
hour on the clock of 24 hours, a month in digits and a number that English writes in letters are no other numbers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from site_builder.content.contacts_in_text import FoundContact, bare_contact, find_contacts, is_in_a_link
from site_builder.content.document import Document
from site_builder.content.schema import RECORDS, Channel
from site_builder.content.shown_words import ShownWords, list_words, place_within_words
from site_builder.content.telephone_numbers import in_plain_signs
from site_builder.content.translations import translated_fields
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.findings.rule import Severity
from site_builder.language.wording import MONTHS

_LETTERS = re.compile("[a-z]+")
_CARDINALS = _LETTERS.findall(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_ORDINALS = _LETTERS.findall(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
)
_AT_NOON_OR_MIDNIGHT = {"noon": "12", "midday": "12", "midnight": "0 24"}
_HOUR = re.compile(r"([0-9]{1,2})(?:[.:][0-9]{2})?\s?([ap])\.?m\b")
_DIGITS = re.compile("[0-9]+")
_MARKS = re.compile("[*_`]")
_THOUSANDS = re.compile(r"(?<![0-9])[0-9]{1,3}(?:[.,'’٬ \u00a0\u202f][0-9]{3})+(?![0-9])")
_DIALLED = re.compile(r"1[0-9]{2}|999|116[0-9]{3}|1800[0-2](?:[0-9]+)?|[68][0-9]{4}|0[0-9]{8,}")
"""Numbers that a person would ring or text: three digits, 116 123, by relay, five digits for texts, and all others."""
_SAID = {word: str(number) for words in (_CARDINALS, _ORDINALS) for number, word in enumerate(words)}
_SAID |= {month.casefold(): str(number) for number, month in enumerate(MONTHS, 1)} | _AT_NOON_OR_MIDNIGHT


_HINT = "Write the number of the original. If the original is wrong, mend it there first."
_TO_A_NUMBER = re.compile("(?i)(?:tel|sms):")
_TO_A_WAY = re.compile(r"channels/([^/]+)\.md")


def find_other_numbers(
    translation: Document, original: Document, channels: Mapping[str, Channel]
) -> Iterator[Diagnostic]:
    """Yield each number of a translation that its original has not, and each link whose words name another number."""
    known = _numbers_in(original)
    said = translated_fields(RECORDS[translation.kind])
    for words in list_words(translation):
        for found in words.contacts if words.field in said or not words.is_field else ():
            if "@" not in found.bare and _is_other(words, found, known):
                yield _tell(words, found)
    yield from _find_in_links(translation, original, channels, known)


def _numbers_in(document: Document) -> frozenset[str]:
    """Return the numbers that a text in English has, in digits or in letters, without the zeros before them."""
    said: list[str] = []
    for words in list_words(document):
        plain = in_plain_signs(words.text.casefold())
        said += (found.bare for found in words.contacts)
        said += _DIGITS.findall(plain)
        said += (re.sub("[^0-9]", "", one) for one in _THOUSANDS.findall(words.text))
        said += (number for word in _LETTERS.findall(plain) for number in _SAID.get(word, "").split())
        for hour, half in _HOUR.findall(words.text.casefold()):
            said += (str(int(hour) % 12 + (12 if half == "p" else 0)), "0")
    return frozenset(map(_bare, said))


def _bare(number: str) -> str:
    """Return a number as it is compared: 07 and 7 are one day, and 020… is another number than 20…."""
    return str(int(number)) if number.isdecimal() and len(number) <= 2 else number  # noqa: PLR2004


def _is_other(words: ShownWords, found: FoundContact, known: frozenset[str]) -> bool:
    written = _MARKS.sub("", words.text[found.start : found.end])
    if found.bare in known or re.sub("[^0-9]", "", in_plain_signs(written)) in known:
        return False
    if is_in_a_link(words.text, found.start):
        return False
    whole = _DIALLED.fullmatch(found.bare) and len(found.bare) > 6  # noqa: PLR2004 (a number with its code)
    return bool(whole) or any(_bare(one) not in known for one in _DIGITS.findall(in_plain_signs(written)))


def _find_in_links(
    translation: Document, original: Document, channels: Mapping[str, Channel], known: frozenset[str]
) -> Iterator[Diagnostic]:
    """Yield links whose words have a number of the original that is not the one behind this link."""
    had = {(target, bare) for target, bare, _ in _named(original)}
    for target, bare, place in _named(translation):
        behind = _behind(target, channels)
        if behind and bare not in behind and (target, bare) not in had and _bare(bare) in known:
            message = f'The words of this link say "{bare}", and those of its original do not.'
            yield Diagnostic(place, "other-telephone", message, _HINT)


def _behind(target: str, channels: Mapping[str, Channel]) -> frozenset[str]:
    """Return the numbers that a link leads to, if it leads to any: its own, or those of a way to report."""
    if dialled := _TO_A_NUMBER.match(target):
        return frozenset({bare_contact(target[dialled.end() :])})
    found = _TO_A_WAY.search(target)
    channel = channels.get(found[1]) if found else None
    if channel is None:
        return frozenset()
    numbers = (one.value for one in (channel.phone, channel.text, channel.textphone) if one)
    return frozenset(one.bare for one in find_contacts(" ; ".join((channel.name, *numbers))))


def _named(document: Document) -> Iterator[tuple[str, str, Place]]:
    """Yield the target of each link whose words have a number, that number, and where the target stands."""
    seen: Counter[str] = Counter()
    for words, target in document.body.named_links:
        places = document.body.places_of(target)
        place = places[min(seen[target], len(places) - 1)]
        seen[target] += 1
        yield from ((target, found.bare, place) for found in find_contacts(words) if "@" not in found.bare)


def _tell(words: ShownWords, found: FoundContact) -> Diagnostic:
    written = " ".join(words.text[found.start : found.end].split())
    place = place_within_words(words, found.start, found.end)
    message = f'"{written}" stands nowhere in the original.'
    if _DIALLED.fullmatch(found.bare):
        return Diagnostic(place, "other-telephone", message, _HINT)
    return Diagnostic(place, "other-number", message, _HINT, Severity.WARNING)
