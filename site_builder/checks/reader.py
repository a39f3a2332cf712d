"""Read a finished page once, strictly.

The pages are written by our own theme, so reading is short and fast (the standard library's parser takes five times as
long) and guesses nothing: a tag it is not sure of is listed as unreadable, which is a finding, and never passed over.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import unescape
from types import MappingProxyType

from site_builder.checks.elements import HEADINGS, Element, PageOutline

# Comments end as browsers end them (HTML standard 13.2.5.43 on): "<!-->" is already a whole one.
TOKEN = re.compile(
    r"""<!--(?:-?>|.*?(?:--!?>|\Z)) | <[!?][^>]*> | </(?P<closed>[a-zA-Z][a-zA-Z0-9:-]*)\s*>
      | <(?P<opened>[a-zA-Z][a-zA-Z0-9:-]*) (?P<attributes>(?:[^>"']++ | "[^"]*+" | '[^']*+')*+) >""",
    re.DOTALL | re.VERBOSE,
)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?+""")
ATTRIBUTES = re.compile(rf"(?:[\s/]*+{ATTRIBUTE.pattern})*+[\s/]*+")
TAG_START = re.compile(r"<[a-zA-Z/!?][^>]{0,40}")

VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
INLINE_NAMES = "a abbr b bdi bdo cite code data dfn em i kbd mark q s small span strong sub sup time u"
VOID = frozenset(VOID_NAMES.split())
INLINE = frozenset(INLINE_NAMES.split())
RAW = frozenset({"script", "style", "textarea", "title"})
NAMED = frozenset({"a", "button", "caption", "label", "legend", "loc", "summary", "th", *HEADINGS})
ENDED_BY = {
    "dd": ("dt", "dd"),
    "dt": ("dt", "dd"),
    "li": ("li",),
    "option": ("option",),
    "p": ("p",),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("td", "th", "tr"),
}


def read_outline(source: str) -> PageOutline:
    """Return the elements of a page (or a drawing, or sitemap) with their words."""
    reader = _Reader()
    position = 0
    while token := TOKEN.search(source, position):
        reader.add_text(source[position : token.start()])
        position = reader.add_tag(token, source)
    reader.add_text(source[position:])
    reader.close_all()
    return reader.outline()


class _Open:
    """An element whose end has not been met."""

    __slots__ = ("attributes", "hidden", "name", "position", "text_from", "within")

    def __init__(self, name: str, attributes: Mapping[str, str], around: "_Open | None") -> None:
        self.name = name
        self.attributes = attributes
        self.within: tuple[str, ...] = (*around.within, around.name) if around else ()
        hides = "hidden" in attributes or attributes.get("aria-hidden") == "true"
        self.hidden: int = (around.hidden if around else 0) + hides
        self.position = 0
        self.text_from = 0


class _Reader:
    def __init__(self) -> None:
        self.elements: list[Element | None] = []
        self.open: list[_Open] = []
        self.texts: list[str] = []
        self.depths: list[int] = []  # in how many hidden elements each text stands
        self.unreadable: list[str] = []

    def add_text(self, text: str) -> None:
        if "<" in text:
            self.unreadable += TAG_START.findall(text)
        if text:
            self._keep(text)

    def add_tag(self, token: re.Match[str], source: str) -> int:
        """Take a tag in and return where reading goes on."""
        if name := token["closed"]:
            self._close(name.lower())
        elif name := token["opened"]:
            return self._open(name.lower(), token, source)
        return token.end()

    def close_all(self) -> None:
        while self.open:
            self._close_last()

    def outline(self) -> PageOutline:
        elements = tuple(element for element in self.elements if element is not None)
        by_name = _group((element.name, element) for element in elements)
        by_attribute = _group((name, element) for element in elements for name in element.attributes)
        ids = _group((element.attributes["id"], element) for element in by_attribute.get("id", ()))
        return PageOutline(elements, by_name, by_attribute, ids, tuple(self.unreadable))

    def _open(self, name: str, token: re.Match[str], source: str) -> int:
        while self.open and self.open[-1].name in ENDED_BY.get(name, ()):
            self._close_last()
        attributes, is_certain = read_attributes(token["attributes"])
        if not is_certain:
            self.unreadable.append(token[0][:40])
        element = _Open(name, attributes, self.open[-1] if self.open else None)
        self._begin(element)
        if name in VOID or (token["attributes"].endswith("/") and "svg" in (name, *element.within)):
            self._close_last()
        elif name in RAW:
            return self._read_raw(source, token.end())
        return token.end()

    def _begin(self, element: _Open) -> None:
        if element.name not in INLINE:
            self._keep(" ")
        self.open.append(element)
        element.position, element.text_from = len(self.elements), len(self.texts)
        if element.name in ("img", "area"):
            self._keep(element.attributes.get("alt", ""))
        elif "aria-label" in element.attributes and (element.name == "svg" or "svg" in element.within):
            self._keep(element.attributes["aria-label"])
        self.elements.append(None)

    def _keep(self, text: str) -> None:
        self.texts.append(text)
        self.depths.append(self.open[-1].hidden if self.open else 0)

    def _read_raw(self, source: str, start: int) -> int:
        name = self.open[-1].name
        end = re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE).search(source, start)
        text = source[start : end.start() if end else len(source)]
        if name == "title" and "svg" in self.open[-1].within:
            self._keep(text)
        self._close_last(text if name in ("script", "style") else " ".join(unescape(text).split()))
        return end.end() if end else len(source)

    def _close(self, name: str) -> None:
        if self.open and self.open[-1].name == name:
            self._close_last()
        elif any(element.name == name for element in self.open):
            while self._close_last() != name:
                pass
        else:
            self.unreadable.append(f"</{name}>")

    def _close_last(self, words: str = "") -> str:
        last = self.open.pop()
        if last.name in NAMED or "id" in last.attributes:
            words = words or self._words(last)
        self.elements[last.position] = Element(
            last.name, last.attributes, last.within, last.position, len(self.elements), words, last.hidden > 0
        )
        if last.name not in INLINE:
            self._keep(" ")
        return last.name

    def _words(self, element: _Open) -> str:
        """Return the text inside an element, without what is hidden further in."""
        texts, depths = self.texts[element.text_from :], self.depths[element.text_from :]
        if max(depths, default=0) > element.hidden:
            texts = [text for text, depth in zip(texts, depths, strict=True) if depth <= element.hidden]
        return " ".join(unescape("".join(texts)).split())


@lru_cache(maxsize=4096)
def read_attributes(source: str) -> tuple[Mapping[str, str], bool]:
    """Return the attributes of a tag, the first of each name as in browsers, and whether all of it was understood."""
    attributes: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(source):
        attributes.setdefault(name.lower(), unescape(double or single or bare))
    is_certain = ATTRIBUTES.fullmatch(source) is not None and (not source or source[0] in " \t\r\n\f/")
    return MappingProxyType(attributes), is_certain


def _group(pairs: Iterable[tuple[str, Element]]) -> Mapping[str, tuple[Element, ...]]:
    groups: dict[str, list[Element]] = {}
    for key, element in pairs:
        groups.setdefault(key, []).append(element)
    return {key: tuple(group) for key, group in groups.items()}
