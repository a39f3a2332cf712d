"""The addresses in a page, and where each leads."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from site_builder.content.safe_markup import CONTACT_SCHEMES
from site_builder.site.checks.elements import Element, PageOutline
from site_builder.site.published_files import KINDS, kind_of

LOADED_WHEN_USED: Mapping[str, str] = {
    "data-script": "later",
    "data-places": "places",
    "data-districts": "postcodes",
    "data-postcodes": "postcodes",
    "data-unpacker": "postcodes",
}
"""Attributes with the address of a file that a component loads when somebody turns to it, and what it is weighed as."""


class Ground(NamedTuple):
    """Where the site stands.

    `root` is ``/`` or ``/sub/``, `host` like ``https://liaison.example``, and `leave_url` where its visitors leave to.
    """

    root: str
    host: str
    leave_url: str


class Kind(StrEnum):
    """Where an address leads."""

    OWN = "own"  # a file of this site
    OUTSIDE = "outside"  # an address of this host that is not below the site's root
    FOREIGN = "foreign"  # another host
    CONTACT = "contact"  # tel:, sms:, mailto:
    INLINE = "inline"  # data:, blob: and about:, which ask nobody
    UNKNOWN = "unknown"  # javascript: and whatever else, or nothing that can be read


class Destination(NamedTuple):
    """Where an address leads; `path` is the file in the site, "" unless the address is our own."""

    kind: Kind
    path: str = ""
    fragment: str = ""


class Reference(NamedTuple):
    """An address in a page, with the name and the words of its element.

    `use` is "" unless the browser asks for it (or sends something there) by itself: "ping" for what it only tells, or
    what the file is weighed as, like "styles"; "other" weighs nothing.
    """

    element: str
    words: str
    url: str
    destination: Destination
    use: str

    @property
    def leads_away(self) -> bool:
        """Whether somebody who follows it comes to another site."""
        return self.element == "a" and self.destination.kind is Kind.FOREIGN


def find_destination(url: str, path: str, ground: Ground) -> Destination:
    """Return where `url` leads when it is written in the file at `path`."""
    try:
        return _split_destination(url.strip(), path, ground)
    except ValueError:
        return Destination(Kind.UNKNOWN)


def is_absolute(url: str) -> bool:
    """Tell whether an address leads to the same place in whatever file it is written."""
    return url.startswith("/") or ":" in url


def _split_destination(url: str, path: str, ground: Ground) -> Destination:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https") or (parts.netloc and not parts.scheme):
        if f"{parts.scheme}://{parts.netloc}".lower() != ground.host.lower().rstrip("/"):
            return Destination(Kind.FOREIGN)
    elif parts.scheme:
        return Destination(_SCHEMES.get(parts.scheme, Kind.UNKNOWN))
    full = parts.path or "/" if parts.netloc else urljoin(ground.root + quote(path), parts.path)
    if not full.startswith(ground.root):
        return Destination(Kind.OUTSIDE)
    return Destination(Kind.OWN, file_at(unquote(full[len(ground.root) :])), unquote(parts.fragment))


_SCHEMES = dict.fromkeys(CONTACT_SCHEMES, Kind.CONTACT) | dict.fromkeys(
    ("data", "blob", "about"), Kind.INLINE
)


def address_of(path: str) -> str:
    """Return a page's address below the site's root: ``boroughs/ashwick/index.html`` is ``/boroughs/ashwick/``."""
    return f"/{path.removesuffix('index.html') if path.rpartition('/')[2] == 'index.html' else path}"


def file_at(address: str) -> str:
    """Return the file that a host shows at an address below the root: ``boroughs/`` is ``boroughs/index.html``."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def list_references(
    outline: PageOutline, path: str, find: Callable[[str, str], Destination]
) -> Iterator[Reference]:
    """Yield the addresses in the page at `path`; `find` says where one leads that is written in a file."""
    for element, url, use in _list_addresses(outline):
        destination = find(url, "" if is_absolute(url) else path)
        if use == "other" and destination.kind is Kind.OWN:
            use = _weighed_as(element, destination.path)  # noqa: PLW2901
        yield Reference(element.name, outline.words_of(element), url, destination, use)


def list_candidates(srcset: str) -> Iterator[str]:
    """Yield the addresses of a ``srcset``: ``a.webp 1x, b.webp 2x``."""
    for candidate in re.split(r",\s", srcset):
        yield from candidate.split()[:1]


def _list_addresses(outline: PageOutline) -> Iterator[tuple[Element, str, str]]:
    """Yield the addresses in a page with their elements, and what a browser uses each for by itself."""
    for element in outline.find_with("href"):
        yield element, element.attributes["href"], "" if _is_link(element) else "other"
    for name, split in _REQUESTING.items():
        for element in outline.find_with(name):
            use = "ping" if "ping" in element.attributes else "other"
            yield from ((element, url, use) for url in split(element.attributes[name]))
    for name, use in LOADED_WHEN_USED.items():
        for element in outline.find_with(name):
            if address := element.attributes[name]:  # a finder without postcodes has none to load
                yield element, address, use
    for element in outline.find("object"):
        yield element, element.attributes.get("data", "#"), "other"
    for element in outline.find("meta"):
        content = element.attributes.get("content", "")
        if element.attributes.get("http-equiv", "").lower() == "refresh":
            yield element, content.partition("=")[2].strip(" '\"") or "#", "other"
        elif element.attributes.get("property", element.attributes.get("name", "")).lower() in _SHARING:
            yield element, content, ""


def _is_link(element: Element) -> bool:
    """Tell whether an element with ``href`` waits until somebody follows it."""
    relations = element.attributes.get("rel", "").lower().split()
    is_resting = element.name == "link" and bool(relations) and _RESTING.issuperset(relations)
    return element.name in ("a", "area") or is_resting


def _weighed_as(element: Element, path: str) -> str:
    """Return what a file of this site is weighed as when a page loads it with this element."""
    if element.name == "link" and element.has_word("rel", "icon"):
        return "icons"
    if kind_of(path) is KINDS["css"]:
        return "styles"
    if kind_of(path) is KINDS["js"]:
        return "scripts"
    if element.name in ("img", "source", "image", "use"):
        return "photos" if kind_of(path).is_photo else "pictures"
    return "other"


def _whole(value: str) -> Iterator[str]:
    yield value


_REQUESTING: Mapping[str, Callable[[str], Iterable[str]]] = {
    "src": _whole,
    "poster": _whole,
    "action": _whole,
    "formaction": _whole,
    "background": _whole,
    "manifest": _whole,
    "xlink:href": _whole,
    "srcset": list_candidates,
    "imagesrcset": list_candidates,
    "ping": str.split,
}
_SHARING = frozenset({"og:image", "og:url", "twitter:image"})
_RESTING = frozenset(
    {"alternate", "author", "bookmark", "canonical", "help", "license", "me", "next", "prev"}
)
