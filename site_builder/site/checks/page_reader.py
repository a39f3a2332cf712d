"""Read a finished page once, strictly.

The pages are written by our own theme, so reading is short and fast (one regular expression finds all tags; a tree made
by a parser in C takes as long, and mends what a check should see) and guesses nothing: a tag it is not sure of is
listed as unreadable, which is a finding, and never passed over.
"""

import re
from html import unescape
from types import MappingProxyType

from site_builder.content.html_pieces import VOID
from site_builder.site.checks.elements import NAMED, PICTURES, RAW, RAW_NAMES, Element, PageOutline, Tag

_IN_TAG = r"""[^<>"']*+(?:(?:"[^"]*+"|'[^']*+')[^<>"']*+)*"""
# Comments end as browsers end them (HTML standard 13.2.5.43 on): "<!-->" is already a whole one.
TOKEN = re.compile(
    rf"""<(?:(/[a-zA-Z][a-zA-Z0-9:-]*+\s*+
           | (?!(?i:{RAW_NAMES})[\s>])[a-zA-Z]{_IN_TAG})>
          | ((?P<name>(?i:{RAW_NAMES}))(?=[\s>]){_IN_TAG})(?<!/)>
            ([^<]*+(?:<(?!/(?i:(?P=name))[\s/>])[^<]*+)*)(?:</(?i:(?P=name))(?=[\s/>])[^>]{{0,1000}}+>|\Z)
          | !--(?:-?>|.*?(?:--!?>|\Z))
          | [!?][^>]{{0,1000}}+>)([^<]*+)
      | (<[^<]*+)""",
    re.DOTALL | re.VERBOSE,
)
NAME = re.compile("[a-zA-Z][a-zA-Z0-9:-]*+")
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?""")
ATTRIBUTES = re.compile(rf"(?:[\s/]*+{ATTRIBUTE.pattern})*[\s/]*+")
TAG_START = re.compile(r"<[a-zA-Z/!?][^>]{0,40}")

INLINE_NAMES = "a abbr b bdi bdo cite code data dfn em i kbd mark q s small span strong sub sup time u wbr"
INLINE = frozenset(INLINE_NAMES.split())
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


def read_outline(source: str, known: dict[str, Tag] | None = None) -> PageOutline:
    """Return the elements of a page (or a drawing, or sitemap).

    `known` are the tags that were read before, as written, and the new ones are put to them: most tags of a page stand
    on many pages of its site.
    """
    reader = _Reader({} if known is None else known)
    start = source.find("<")
    for tag, raw_tag, _, raw, text, loose in TOKEN.findall(source, start) if start >= 0 else ():
        if reader.loose and not loose:
            reader.tell_loose()
        if tag:
            reader.add_tag(tag, text)
        elif raw_tag:
            reader.add_raw(raw_tag, raw, text)
        else:  # a comment, or a "<" that begins no tag
            reader.loose += loose
            reader.texts.append(loose or text)
    return reader.finish()


class _Reader:
    def __init__(self, known: dict[str, Tag]) -> None:
        self.known = known
        self.page = PageOutline()
        self.texts = self.page.texts
        self.elements = self.page.elements
        self.by_name = self.page.by_name
        self.by_attribute = self.page.by_attribute
        self.open: list[Element] = []
        self.loose = ""  # what stands between two tags and holds a "<"

    def add_tag(self, written: str, text: str) -> None:
        """Take in a tag and what stands behind it."""
        tag = self.known.get(written) or self.known.setdefault(written, read_tag(written))
        if tag.is_end:
            if self.open and self.open[-1].name == tag.name:
                self.open.pop().end = len(self.texts)
                self.texts.append(tag.apart + text)
            else:
                self.texts.append(self._close_several(tag) + text)
            return
        if tag.ends:
            while self.open and self.open[-1].name in tag.ends:
                self.open.pop().end = len(self.texts)
        element = self._begin(tag)
        if tag.is_plain:
            self.open.append(element)
            self.texts.append(tag.apart + text)
        else:
            self._add_special(element, text)

    def add_raw(self, written: str, raw: str, text: str) -> None:
        """Take in a script, style, title or text field with its text, in which tags are not tags."""
        tag = self.known.get(written) or self.known.setdefault(written, read_tag(written))
        self._begin(tag).words = raw if tag.name in ("script", "style") else " ".join(unescape(raw).split())
        is_said = tag.name == "title" and not tag.hides and self._is_in_drawing()
        self.texts.append(f" {raw} {text}" if is_said else f" {text}")

    def finish(self) -> PageOutline:
        """Return the page: what is still open ends with it."""
        self.tell_loose()
        for element in self.open:
            element.end = len(self.texts)
        for name in NAMED & self.page.by_name.keys():
            for element in self.page.by_name[name]:
                element.words = self.page.text_of(element)
        for element in self.page.find_with("id"):
            self.page.ids.setdefault(element.attributes["id"], []).append(element)
        return self.page

    def tell_loose(self) -> None:
        """Tell of the beginnings of tags in what stands between two tags."""
        self.page.unreadable += TAG_START.findall(self.loose)
        self.loose = ""

    def _begin(self, tag: Tag) -> Element:
        element = Element(tag, len(self.texts), self.open[-1] if self.open else None)
        self.elements.append(element)
        self.by_name[tag.name].append(element)
        for attribute in tag.indexed:
            self.by_attribute[attribute].append(element)
        if not tag.is_plain:
            self.page.hiding += [element] if tag.hides else []
            self.page.unreadable += [] if tag.is_certain else [tag.start]
        return element

    def _add_special(self, element: Element, text: str) -> None:
        """Add what stands behind a tag that may have no end, or says something itself."""
        tag = element.tag
        is_drawing = tag.name == "svg" or self._is_in_drawing()
        is_whole = tag.is_void or (tag.is_slashed and is_drawing)
        if tag.name in RAW and not is_whole:  # it does not say for certain where its text ends
            self.page.unreadable.append(tag.start)
            is_whole = True
        said = tag.attributes.get("alt", "") if tag.name in PICTURES else tag.label if is_drawing else ""
        if said and not (is_whole and tag.hides):
            text = f"{said}{tag.apart}{text}" if is_whole else f"{said}{text}"
        self.texts.append(tag.apart + text)
        if not is_whole:
            self.open.append(element)

    def _close_several(self, tag: Tag) -> str:
        """Close an element and what is open in it, and return what sets the text behind it apart."""
        if all(element.name != tag.name for element in self.open):
            self.page.unreadable.append(tag.start)
            return ""
        apart = ""
        while True:
            last = self.open.pop()
            last.end = len(self.texts)
            apart = apart or last.tag.apart
            if last.name == tag.name:
                return apart

    def _is_in_drawing(self) -> bool:
        return any(element.name == "svg" for element in self.open)


def read_tag(written: str) -> Tag:
    """Return a tag from what stands between its brackets: of attributes with one name the first, as in browsers."""
    is_end = written.startswith("/")
    found = NAME.match(written, is_end)
    name = found.group().lower() if found else ""
    source = "" if is_end else written[len(name) :]
    attributes: dict[str, str] = {}
    for key, double, single, bare in ATTRIBUTE.findall(source):
        attributes.setdefault(key.lower(), unescape(double or single or bare))
    is_certain = ATTRIBUTES.fullmatch(source) is not None and source[:1] in ("", *" \t\r\n\f/")
    is_slashed = source.endswith("/")
    hides = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    label = attributes.get("aria-label", "").strip()
    return Tag(
        name=name,
        attributes=MappingProxyType(attributes),
        indexed=tuple(key for key in attributes if key != "class"),
        start=f"</{name}>" if is_end else f"<{name}{source}>"[:40],
        is_end=is_end,
        is_certain=is_certain,
        is_slashed=is_slashed,
        is_plain=is_certain and not (is_slashed or hides or label or name in VOID | RAW),
        is_void=name in VOID,
        hides=hides,
        apart="" if name in INLINE else " ",
        label=label,
        ends=ENDED_BY.get(name, ()),
    )
