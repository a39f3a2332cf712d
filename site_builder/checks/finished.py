"""The finished site as the checks see it: files by path, pages by address, and where an address leads."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from site_builder.checks.elements import Element, PageOutline
from site_builder.checks.reader import read_outline
from site_builder.rendering.artifact import Artifact

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
    pages = {path: _read_page(path, files, root, host) for path in files if path.endswith(".html")}
    drawings = {path: _read_page(path, files, root, host) for path in files if path.endswith(".svg")}
    return FinishedSite(files, pages, drawings, root, host, leave_url)


def _read_page(path: str, files: Mapping[str, Artifact], root: str, host: str) -> FinishedPage:
    outline = read_outline(files[path].content.decode("utf-8", "replace"))
    references = tuple(
        Reference(element, url, find_destination(url, path, root, host), is_request)
        for element in outline.elements
        if element.attributes
        for url, is_request in list_addresses(element)
    )
    return FinishedPage(path, address_of(path), outline, references)


def find_destination(url: str, path: str, root: str, host: str) -> Destination:
    """Return where `url` leads when it is written in the file at `path`."""
    try:
        return _find_destination(url.strip(), path, root, host)
    except ValueError:
        return Destination(Kind.UNKNOWN)


def _find_destination(url: str, path: str, root: str, host: str) -> Destination:
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


def list_addresses(element: Element) -> Iterator[tuple[str, bool]]:
    """Yield the addresses an element holds, each with whether the browser uses it by itself."""
    attributes = element.attributes
    for name, value in attributes.items():
        if name in ("srcset", "imagesrcset"):
            yield from ((url, True) for url in list_candidates(value))
        elif name == "ping":
            yield from ((url, True) for url in value.split())
        elif name in _REQUESTING or (name, element.name) == ("data", "object"):
            yield value, True
        elif name == "href":
            yield value, not is_link(element)
    if element.name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield attributes.get("content", "").partition("=")[2].strip(" '\""), True
    elif (
        element.name == "meta" and attributes.get("property", attributes.get("name", "")).lower() in _SHARING
    ):
        yield attributes.get("content", ""), False


_REQUESTING = frozenset({"src", "poster", "action", "formaction", "background", "manifest", "xlink:href"})
_SHARING = frozenset({"og:image", "og:url", "twitter:image"})
_RESTING = frozenset(
    {"alternate", "author", "bookmark", "canonical", "help", "license", "me", "next", "prev"}
)


def is_link(element: Element) -> bool:
    """Tell whether an element with ``href`` waits until somebody follows it."""
    relations = element.attributes.get("rel", "").lower().split()
    return element.name in ("a", "area") or (
        element.name == "link" and bool(relations) and _RESTING.issuperset(relations)
    )


def list_candidates(srcset: str) -> Iterator[str]:
    """Yield the addresses of a ``srcset``: ``a.webp 1x, b.webp 2x``."""
    for candidate in srcset.replace("\n", " ").split(", "):
        yield from candidate.split()[:1]
