"""A card for the phone's own address book, which says nothing to whoever looks over a shoulder.

The name is "Local contact" with the number's last four digits, and the file is called by its number: neither the
screen of a ringing phone nor its list of downloads shows an officer, the police or a charity. So there is no email
address in it either, and no link to this site. Whoever saves it can change the name.

The form is vCard 3.0 (RFC 2426), which iPhones and Android phones both take. Nothing in a card is long enough to be
folded, and nothing has a character that would have to be escaped.
"""

from collections.abc import Iterator, Sequence

from site_builder.content.telephone_numbers import digits_of
from site_builder.language.words import Words
from site_builder.site.pages.job import FileJob
from site_builder.site.pages.listings import Listings
from site_builder.site.pages.views import Contact, Link
from site_builder.site.published_files import CONTACT_CARD
from site_builder.site.urls import Urls

_SHORT_CODE, _ENDING = 5, 4
_NATIONAL_LENGTHS = (10, 11)


def plan_contact_cards(listings: Listings) -> tuple[FileJob, ...]:
    """Return the cards of all officers and channels, each number once; nobody needs to save 999."""
    contacts = [profile.card.contacts for profile in listings.officers.values()]
    contacts += [card.contacts for card in listings.channels.values() if not card.is_emergency]
    cards = {_path(numbers): _write_card(numbers) for written in contacts if (numbers := _dialable(written))}
    return tuple(FileJob(path, cards[path]) for path in sorted(cards))


def link_to_card(contacts: Sequence[Contact], urls: Urls, words: Words) -> Link | None:
    """Return the link to the card with these contacts, or None when there is no number that may be dialled."""
    numbers = _dialable(contacts)
    return Link(text=words("save_contact"), url=urls.root + _path(numbers)) if numbers else None


def _dialable(contacts: Sequence[Contact]) -> tuple[Contact, ...]:
    """Return the numbers among the contacts that are not too old to be linked."""
    return tuple(contact for contact in contacts if contact.is_number and contact.url)


def _path(numbers: Sequence[Contact]) -> str:
    """Return where a card stands: equal numbers are an equal file, whoever answers them."""
    names = (("t" if one.kind == "text" else "") + digits_of(one.value) for one in numbers)
    return CONTACT_CARD.path(numbers="-".join(names))


def _write_card(numbers: Sequence[Contact]) -> bytes:
    return "".join(f"{line}\r\n" for line in _lines(numbers)).encode()


def _lines(numbers: Sequence[Contact]) -> Iterator[str]:
    name = _neutral_name(numbers[0].value)
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"N:{name};;;;", f"FN:{name}")
    for number in numbers:
        yield f"TEL;TYPE={'CELL' if number.kind == 'text' else 'VOICE'}:{_dialled(number.value)}"
    yield "END:VCARD"


def _neutral_name(number: str) -> str:
    digits = digits_of(number)
    return f"Local contact {digits if len(digits) <= _SHORT_CODE else digits[-_ENDING:]}"


def _dialled(number: str) -> str:
    """Return a number as a phone knows it on a call and abroad: ``+442079460123``; short codes stay as they are."""
    digits = digits_of(number)
    is_national = digits.startswith("0") and len(digits) in _NATIONAL_LENGTHS
    return f"+44{digits[1:]}" if is_national else digits
