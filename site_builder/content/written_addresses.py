"""Every web address that a content file would publish: in its fields, its words, and the links of its text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel

from site_builder.content.body import Body, WrittenLink
from site_builder.content.document import Document, Location, Origin
from site_builder.content.field_facts import facts_at
from site_builder.content.kept import kept_with_value
from site_builder.content.odd_addresses import (
    FoundAddress,
    fault_of_host,
    find_addresses,
    is_of_one_script,
    is_private_host,
    judge_address,
)
from site_builder.content.schema import RECORDS
from site_builder.content.sources import FOLDER_OF
from site_builder.findings.diagnostics import Diagnostic, Fix, Place

_NAMED = re.compile(
    r"(?i)(?:(?:https?://)?(?:[a-z0-9-]{1,63}\.){1,4}(?:uk|org|com|net|lgbt|london|info|gov|eu|scot|wales)(?!\S*@)\S*)"
)
_MAIL = re.compile(r"[^\s@<>()\[\]\"'`,;:/]{1,64}@[^\s@<>()\[\]\"'`,;:/]{1,255}(?<![.!?])")
_SURE = frozenset({"tracked-address", "wrapped-address"})
"""Rules whose cure may be written by a program: the page stays the same."""


@kept_with_value
def find_odd_addresses(document: Document) -> tuple[Diagnostic, ...]:
    """Return a finding for each address of a file that should not be published, or that is not what its words name."""
    folder = FOLDER_OF[document.kind]
    fields = find_odd_values(document.fields, RECORDS[document.kind], document.origin)
    return (*fields, *_in_text(document.body, folder), *_find_elsewhere(document.body))


def find_odd_values(
    value: object, model: type[BaseModel], origin: Origin, location: Location = ()
) -> Iterator[Diagnostic]:
    """Yield a finding for each such address in a value that is published."""
    if isinstance(value, str):
        if facts_at(model, location).is_public:
            yield from _in_value(value, origin.place(*location))
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from find_odd_values(part, model, origin, (*location, str(name)))
    elif isinstance(value, Sequence):
        for index, part in enumerate(value):
            yield from find_odd_values(part, model, origin, (*location, index))


@kept_with_value
def list_addresses(document: Document) -> tuple[tuple[str, Location], ...]:
    """Return each value in a file's fields that may hold a web address, and where it stands."""
    return tuple(find_addresses_within(document.fields, RECORDS[document.kind]))


def find_addresses_within(
    value: object, model: type[BaseModel], location: Location = ()
) -> Iterator[tuple[str, Location]]:
    """Yield each published value that may hold a web address, and where it stands."""
    if isinstance(value, str):
        if re.search(r"\w\.\w", value) and facts_at(model, location).is_public:
            yield value, location
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from find_addresses_within(part, model, (*location, str(name)))
    elif isinstance(value, Sequence):
        for index, part in enumerate(value):
            yield from find_addresses_within(part, model, (*location, index))


def _in_value(value: str, place: Place) -> Iterator[Diagnostic]:
    if (
        "@" in value
        and re.fullmatch(r"[^@\s]+@[^@\s:/]+", value)
        and is_private_host(value.rpartition("@")[2])
    ):
        message = f'No mail from outside reaches "{value}".'
        yield Diagnostic(place, "private-address", message, "Write an address that everybody can write to.")
    yield from (_tell_mail(mail, place) for mail in _odd_mails(value))
    for found in find_addresses(value):
        yield from _judge(found.url, place_within(place, value, found), "")


def place_within(place: Place, value: str, found: FoundAddress) -> Place:
    """Return where an address stands in a value: the whole value's place where it is written in another way."""
    if place.end_column - place.column != len(value):
        return place
    return Place(place.path, place.line, place.column + found.start, place.column + found.end)


def _in_text(body: Body, folder: str) -> Iterator[Diagnostic]:
    if not body.text:
        return
    seen = {(link.place.line, link.place.column) for link in body.links}
    for link in body.links:
        if not link.target.lower().startswith("file:") and re.match(
            r"(?i)https?:|www\.|[\w.]+:\d|localhost|\[", link.target
        ):
            yield from _judge(link.target, link.place, folder)
    for link in body.links:
        if is_without_scheme(link.target):
            yield _tell_scheme(link)
    yield from _odd_mails_in(body)
    for found in find_addresses(body.masked):
        at = body.place(found.start, found.end)
        before = body.masked[max(0, found.start - 2) : found.start]
        if (at.line, at.column) not in seen and not before.endswith(("](", "](<", "(<")):
            yield from _judge(found.url, at, folder)


def _odd_mails_in(body: Body) -> Iterator[Diagnostic]:
    for found in _MAIL.finditer(body.masked):
        if _is_odd(found.group()):
            yield _tell_mail(found.group(), body.place(found.start(), found.end()))
    for link in body.links:
        address = unquote(link.target.partition(":")[2].partition("?")[0])
        is_escaped = link.target.lower().startswith("mailto:") and "%" in link.target
        if is_escaped and _is_odd(address):
            yield _tell_mail(address, link.place)


def _odd_mails(text: str) -> Iterator[str]:
    return (found.group() for found in _MAIL.finditer(text) if _is_odd(found.group()))


def _is_odd(mail: str) -> bool:
    """Whether a mail address has letters that only look like those of the address that is meant."""
    name, _, host = mail.rpartition("@")
    return bool(fault_of_host(host)) or not is_of_one_script(name + host)


def _tell_mail(mail: str, place: Place) -> Diagnostic:
    why = fault_of_host(mail.rpartition("@")[2]) or "a letter in it only looks like one of ours"
    message = f'Mail to "{mail}" does not go where it seems to: {why}.'
    return Diagnostic(place, "bad-email", message, "Type the address again, letter by letter.")


def is_without_scheme(target: str) -> bool:
    """Return whether a link leads to another site, and a browser would look for a page of this one."""
    return bool(re.match(r"(?i)www\.[\w-]+\.\w", target))


def _tell_scheme(link: WrittenLink) -> Diagnostic:
    place, mended = link.place, f"https://{link.target}"
    is_written_so = place.end_column - place.column == len(link.target)
    fix = Fix(place.column, place.end_column, mended) if is_written_so else None
    message = f'"{link.target}" is not a full web address.'
    return Diagnostic(place, "bad-web-address", message, f"Write: {mended}", fix=fix)


def _judge(url: str, place: Place, folder: str) -> Iterator[Diagnostic]:
    odd = judge_address(url, folder)
    if odd:
        is_sure = odd.rule in _SURE and odd.likely and place.end_column - place.column == len(url)
        fix = Fix(place.column, place.end_column, odd.likely) if is_sure else None
        yield Diagnostic(place, odd.rule, odd.message, odd.hint, fix=fix)


def _find_elsewhere(body: Body) -> Iterator[Diagnostic]:
    """Yield links whose words are one address while they lead to another."""
    for words, target in dict.fromkeys(body.named_links):
        if not target.lower().startswith(("http://", "https://")) or not _NAMED.fullmatch(words):
            continue
        if not _is_same(words, target) and judge_address(target) is None:
            for place in body.places_of(target):
                message = f'The words name "{words}", and the link leads to "{target}".'
                yield Diagnostic(place, "link-elsewhere", message, "Write the same address in both places.")


def _is_same(words: str, target: str) -> bool:
    """Return whether the address that words name is where a link leads, or the site that it leads into."""
    try:
        named = urlsplit(words if "//" in words else f"https://{words}")
        real = urlsplit(target)
    except ValueError:
        return True
    one, other = (part.netloc.lower().removeprefix("www.") for part in (named, real))
    paths = [unquote(part.path).rstrip("/.,") for part in (named, real)]
    is_part = paths[1].startswith(paths[0].removesuffix("…"))
    return (one == other or other.endswith(f".{one}")) and is_part
