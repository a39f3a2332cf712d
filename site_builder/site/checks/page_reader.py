"""Read a finished page once, strictly.

The pages are written by our own theme, so reading is short and fast (the standard library's parser takes five times as
long) and guesses nothing: a tag it is not sure of is listed as unreadable, which is a finding, and never passed over.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from types import MappingProxyType

from site_builder.site.checks.elements import HEADINGS, Element, PageOutline

# Comments end as browsers end them (HTML standard 13.2.5.43 on): "<!-->" is already a whole one.
TOKEN = re.compile(
    r"""<!--(?:-?>|.*?(?:--!?>|\Z)) | <[!?][^>]{0,1000}+> | </(?P<closed>[a-zA-Z][a-zA-Z0-9:-]*)\s*>
      | <(?P<opened>[a-zA-Z][a-zA-Z0-9:-]*) (?P<attributes>(?:[^<>"']++ | "[^"]*+" | '[^']*+')*+) >""",
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


Attributes = tuple[Mapping[str, str], bool]


def read_outline(source: str, read: Callable[[str], Attributes] | None = None) -> PageOutline:
    """Return the elements of a page (or a drawing, or sitemap) with their words.

    `read` may stand for `read_attributes` and remember what it read, as long as the run that it belongs to.
    """
    reader = _Reader(source, read or read_attributes)
    position = 0
    while token := TOKEN.search(source, position):
        if token.start() > position:
            reader.add_text(source[position : token.start()])
        position = reader.add_tag(token)
    reader.add_text(source[position:])
    return reader.finish()


class _Open:
    """An element whose end has not been met."""

    __slots__ = ("attributes", "hidden", "inside", "name", "position", "text_from", "within")

    def __init__(
        self, name: str, attributes: Mapping[str, str], within: tuple[str, ...], hidden: int
    ) -> None:
        self.name = name
        self.attributes = attributes
        self.within = within
        self.inside = (*within, name) if name else ()
        self.hidden = hidden  # in how many hidden elements it stands, itself among them
        self.position = 0
        self.text_from = 0


class _Reader:
    def __init__(self, source: str, read: Callable[[str], Attributes]) -> None:
        self.source = source
        self.read = read
        self.elements: list[Element | None] = []
        self.open = [_Open("", {}, (), 0)]  # the page itself, which stays
        self.texts: list[str] = []
        self.depths: list[int] = []  # in how many hidden elements each text stands
        self.unreadable: list[str] = []

    def add_text(self, text: str) -> None:
        if "<" in text:
            self.unreadable += TAG_START.findall(text)
        self._keep(text)

    def add_tag(self, token: re.Match[str]) -> int:
        """Take a tag in and return where reading goes on."""
        closed, opened, written = token.group("closed", "opened", "attributes")
        if closed:
            self._close(closed.lower())
        elif opened:
            self._open(opened.lower(), written)
            if opened.lower() in RAW and self.open[-1].name in RAW:
                return self._read_raw(token.end())
        return token.end()

    def finish(self) -> PageOutline:
        while len(self.open) > 1:
            self._close_last()
        elements = tuple(element for element in self.elements if element is not None)
        by_name = _group((element.name, element) for element in elements)
        by_attribute = _group((name, element) for element in elements for name in element.attributes)
        ids = _group((element.attributes["id"], element) for element in by_attribute.get("id", ()))
        return PageOutline(elements, by_name, by_attribute, ids, tuple(self.unreadable))

    def _open(self, name: str, written: str) -> None:
        while self.open[-1].name in ENDED_BY.get(name, ()):
            self._close_last()
        attributes, is_certain = self.read(written)
        if not is_certain:
            self.unreadable.append(f"<{name}{written}>"[:40])
        around = self.open[-1]
        hides = "hidden" in attributes or attributes.get("aria-hidden") == "true"
        element = _Open(name, attributes, around.inside, around.hidden + hides)
        self._begin(element)
        if name in VOID or (written.endswith("/") and "svg" in element.inside):
            self._close_last()

    def _begin(self, element: _Open) -> None:
        if element.name not in INLINE:
            self._keep(" ")
        element.position, element.text_from = len(self.elements), len(self.texts)
        self.open.append(element)
        self.elements.append(None)
        if element.name in ("img", "area"):
            self._keep(element.attributes.get("alt", ""))
        elif "aria-label" in element.attributes and "svg" in element.inside:
            self._keep(element.attributes["aria-label"])

    def _keep(self, text: str) -> None:
        self.texts.append(text)
        self.depths.append(self.open[-1].hidden)

    def _read_raw(self, start: int) -> int:
        """Read the text of a script, style, title or text field, in which tags are not tags."""
        name = self.open[-1].name
        end = re.compile(rf"</{name}(?=[\s/>])[^>]{{0,1000}}+>", re.IGNORECASE).search(self.source, start)
        text = self.source[start : end.start() if end else len(self.source)]
        if "svg" in self.open[-1].within and name == "title":
            self._keep(text)
        self._close_last(text if name in ("script", "style") else " ".join(unescape(text).split()))
        return end.end() if end else len(self.source)

    def _close(self, name: str) -> None:
        if name not in self.open[-1].inside:
            self.unreadable.append(f"</{name}>")
            return
        while self._close_last() != name:
            pass

    def _close_last(self, words: str = "") -> str:
        last = self.open.pop()
        name, attributes = last.name, last.attributes
        if name in NAMED or "id" in attributes:
            words = words or self._words(last)
        self.elements[last.position] = Element(
            name, attributes, last.within, last.position, len(self.elements), words, last.hidden > 0
        )
        if name not in INLINE:
            self._keep(" ")
        return name

    def _words(self, element: _Open) -> str:
        """Return the text inside an element, without what is hidden further in."""
        texts, depths = self.texts[element.text_from :], self.depths[element.text_from :]
        if max(depths, default=0) > element.hidden:
            texts = [text for text, depth in zip(texts, depths, strict=True) if depth <= element.hidden]
        return " ".join(unescape("".join(texts)).split())


def read_attributes(source: str) -> Attributes:
    """Return the attributes of a tag, the first of each name as in browsers, and whether all of it was understood."""
    attributes: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(source):
        attributes.setdefault(name.lower(), unescape(double or single or bare))
    is_certain = ATTRIBUTES.fullmatch(source) is not None and (not source or source[0] in " \t\r\n\f/")
    return MappingProxyType(attributes), is_certain


def _group(pairs: Iterable[tuple[str, Element]]) -> Mapping[str, tuple[Element, ...]]:
    groups: defaultdict[str, list[Element]] = defaultdict(list)
    for key, element in pairs:
        groups[key].append(element)
    return {key: tuple(group) for key, group in groups.items()}
