"""The finished site as the checks see it: files by path, pages by address, and where an address leads."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from site_builder.site.checks.elements import Element, PageOutline
from site_builder.site.checks.page_reader import Attributes, read_attributes, read_outline
from site_builder.site.rendering.artifact import Artifact

LOADED_WHEN_USED: Mapping[str, str] = {
    "data-script": "later",
    "data-places": "places",
    "data-districts": "postcodes",
    "data-postcodes": "postcodes",
    "data-unpacker": "postcodes",
}
"""Attributes with the address of a file that a component loads when somebody turns to it, and what it is weighed as."""
IN_THE_THEME = "This is a mistake in the theme, not in your text."


class Flaw(NamedTuple):
    """What is wrong with a page, before anyone has said with which: equal flaws of many pages are one finding."""

    rule: str
    fault: str
    hint: str = ""


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
    """An address in a page; `is_request` when the browser asks for it (or sends something there) by itself."""

    element: Element
    url: str
    destination: Destination
    is_request: bool


class FinishedPage(NamedTuple):
    """A page or a drawing, its address below the site's root (``/boroughs/camden/``), and what it is made of."""

    path: str
    address: str
    outline: PageOutline
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class FinishedSite:
    """All files of the site by path. `root` is ``/`` or ``/sub/``, `host` is like ``https://liaison.example``."""

    files: Mapping[str, Artifact]
    pages: Mapping[str, FinishedPage]
    drawings: Mapping[str, FinishedPage]
    root: str
    host: str
    leave_url: str

    def text(self, path: str) -> str:
        """Return a file's text; bytes that are not UTF-8 become question marks."""
        return self.files[path].content.decode("utf-8", "replace")

    def files_ending(self, *endings: str) -> Iterator[str]:
        """Yield the paths of files with one of these endings."""
        return (path for path in self.files if path.endswith(endings))


def finish_site(artifacts: Iterable[Artifact], *, root: str, leave_url: str, host: str) -> FinishedSite:
    """Read every page and drawing once and lay out the site for the checks."""
    files = {artifact.path: artifact for artifact in artifacts}
    read, find = cache(read_attributes), cache(_find_destination)  # the same few hundred stand on every page
    finished = {
        path: _read_page(artifact, root, host, read, find)
        for path, artifact in files.items()
        if path.endswith((".html", ".svg"))
    }
    pages = {path: page for path, page in finished.items() if path.endswith(".html")}
    drawings = {path: page for path, page in finished.items() if path.endswith(".svg")}
    return FinishedSite(files, pages, drawings, root, host, leave_url)


def _read_page(
    artifact: Artifact,
    root: str,
    host: str,
    read: Callable[[str], Attributes],
    find: Callable[[str, str, str, str], Destination],
) -> FinishedPage:
    outline = read_outline(artifact.content.decode("utf-8", "replace"), read)
    references = tuple(
        Reference(element, url, find(url.strip(), _path_for(url, artifact.path), root, host), is_request)
        for element, url, is_request in list_addresses(outline)
    )
    return FinishedPage(artifact.path, address_of(artifact.path), outline, references)


def find_destination(url: str, path: str, root: str, host: str) -> Destination:
    """Return where `url` leads when it is written in the file at `path`."""
    return _find_destination(url.strip(), _path_for(url, path), root, host)


def _path_for(url: str, path: str) -> str:
    """Return the file that an address is relative to: nothing for one that leads to the same from everywhere."""
    return "" if url.startswith("/") or ":" in url else path


def _find_destination(url: str, path: str, root: str, host: str) -> Destination:
    try:
        return _split_destination(url, path, root, host)
    except ValueError:
        return Destination(Kind.UNKNOWN)


def _split_destination(url: str, path: str, root: str, host: str) -> Destination:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https") or (parts.netloc and not parts.scheme):
        if f"{parts.scheme}://{parts.netloc}".lower() != host.lower().rstrip("/"):
            return Destination(Kind.FOREIGN)
    elif parts.scheme:
        return Destination(_SCHEMES.get(parts.scheme, Kind.UNKNOWN))
    full = parts.path or "/" if parts.netloc else urljoin(root + quote(path), parts.path)
    if not full.startswith(root):
        return Destination(Kind.OUTSIDE)
    return Destination(Kind.OWN, file_at(unquote(full[len(root) :])), unquote(parts.fragment))


_SCHEMES = {
    "tel": Kind.CONTACT,
    "sms": Kind.CONTACT,
    "mailto": Kind.CONTACT,
    "data": Kind.INLINE,
    "blob": Kind.INLINE,
    "about": Kind.INLINE,
}


def address_of(path: str) -> str:
    """Return a page's address below the site's root: ``boroughs/camden/index.html`` is ``/boroughs/camden/``."""
    return f"/{path.removesuffix('index.html') if path.rpartition('/')[2] == 'index.html' else path}"


def file_at(address: str) -> str:
    """Return the file that a host shows at an address below the root: ``boroughs/`` is ``boroughs/index.html``."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def list_addresses(outline: PageOutline) -> Iterator[tuple[Element, str, bool]]:
    """Yield the addresses in a page with their elements, and whether a browser uses them by itself."""
    for element in outline.find_with("href"):
        yield element, element.attributes["href"], not is_link(element)
    for name, split in _REQUESTING.items():
        for element in outline.find_with(name):
            yield from ((element, url, True) for url in split(element.attributes[name]))
    for name in LOADED_WHEN_USED:
        for element in outline.find_with(name):
            if address := element.attributes[name]:  # a finder without postcodes has none to load
                yield element, address, True
    for element in outline.find("object"):
        yield element, element.attributes.get("data", "#"), True
    for element in outline.find("meta"):
        content = element.attributes.get("content", "")
        if element.attributes.get("http-equiv", "").lower() == "refresh":
            yield element, content.partition("=")[2].strip(" '\"") or "#", True
        elif element.attributes.get("property", element.attributes.get("name", "")).lower() in _SHARING:
            yield element, content, False


def is_link(element: Element) -> bool:
    """Tell whether an element with ``href`` waits until somebody follows it."""
    relations = element.attributes.get("rel", "").lower().split()
    is_resting = element.name == "link" and bool(relations) and _RESTING.issuperset(relations)
    return element.name in ("a", "area") or is_resting


def list_candidates(srcset: str) -> Iterator[str]:
    """Yield the addresses of a ``srcset``: ``a.webp 1x, b.webp 2x``."""
    for candidate in re.split(r",\s", srcset):
        yield from candidate.split()[:1]


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
