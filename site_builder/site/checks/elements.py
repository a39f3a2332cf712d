"""What a finished page is made of: its elements in the order of the page, with the words people see.

It lives only while its page is looked at: what is known of the page afterwards are its facts (`finished_site.py`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from site_builder.content.safe_markup import HEADINGS

RAW_NAMES = "script|style|textarea|title"
RAW = frozenset(RAW_NAMES.split("|"))
"""Elements whose text holds no tags."""
PICTURES = frozenset({"area", "img"})
NAMED = frozenset({"a", "button", "caption", "label", "legend", "loc", "summary", "th", *HEADINGS})
"""Elements whose text is their name."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as written: equal tags of many pages are one.

    `indexed` are the names of the attributes that an element is found by: all but its classes. `start` is how the tag
    begins, for people to read. `is_plain` says that it has an end, and neither says nor hides anything itself; `apart`
    is the space that sets it apart from the text around it, `label` what a part of a drawing is called, and `ends` are
    the elements that end where it begins.
    """

    name: str
    attributes: Mapping[str, str]
    indexed: tuple[str, ...]
    start: str
    is_end: bool
    is_certain: bool
    is_slashed: bool
    is_plain: bool
    is_void: bool
    hides: bool
    apart: str
    label: str
    ends: tuple[str, ...]


class Element:
    """An element of a page.

    `position` and `end` count tags: what is inside stands from `position + 1` to before `end`. `words` is the text of
    links, headings and other elements whose text is their name, and the source of scripts and styles. `hidden` tells
    whether it, or what it stands in, is kept from people or from screen readers.
    """

    __slots__ = ("around", "attributes", "end", "hidden", "name", "position", "tag", "words")

    def __init__(self, tag: Tag, position: int, around: "Element | None") -> None:
        self.tag = tag
        self.name = tag.name
        self.attributes = tag.attributes
        self.position = self.end = position
        self.around = around
        self.hidden: bool = tag.hides or (around is not None and around.hidden)
        self.words = ""

    @property
    def outer(self) -> Iterator["Element"]:
        """The elements around it, innermost first."""
        around = self.around
        while around:
            yield around
            around = around.around

    @property
    def within(self) -> frozenset[str]:
        """The names of the elements around it."""
        return frozenset(outer.name for outer in self.outer)

    @property
    def level(self) -> int:
        """1 to 6 for a heading, 0 for anything else."""
        return int(self.name[1]) if self.name in HEADINGS else 0

    def has_word(self, attribute: str, word: str) -> bool:
        """Tell whether an attribute that is a list of words (``rel``, ``class``) has this one."""
        return word in self.attributes.get(attribute, "").lower().split()


class PageOutline:
    """A page as checks see it.

    `texts` has what stands behind each tag, `hiding` the elements that hide what is in them, and `unreadable` the
    beginnings of tags that cannot be read with certainty.
    """

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.by_name: defaultdict[str, list[Element]] = defaultdict(list)
        self.by_attribute: defaultdict[str, list[Element]] = defaultdict(list)
        self.ids: dict[str, list[Element]] = {}
        self.texts: list[str] = []
        self.hiding: list[Element] = []
        self.unreadable: list[str] = []

    def find(self, *names: str) -> Iterator[Element]:
        """Yield the elements with one of these names, in the order of the names, then of the page."""
        for name in names:
            yield from self.by_name.get(name, ())

    def find_with(self, attribute: str) -> list[Element]:
        """Return the elements that have an attribute, in the order of the page."""
        return self.by_attribute.get(attribute, [])

    def first(self, *names: str) -> Element | None:
        """Return the first element with one of these names."""
        return min(self.find(*names), key=lambda element: element.position, default=None)

    def inside(self, element: Element) -> list[Element]:
        """Return everything inside an element."""
        return [inner for inner in self.elements if element.position < inner.position < element.end]

    @property
    def headings(self) -> list[Element]:
        """The headings in the order of the page."""
        return sorted(self.find(*HEADINGS), key=lambda heading: heading.position)

    @property
    def title(self) -> str:
        """The document's title; titles of drawings are not it."""
        return next((title.words for title in self.find("title") if "svg" not in title.within), "")

    def meta(self, name: str) -> str:
        """Return what ``<meta name=…>`` says, or nothing."""
        named = (meta for meta in self.find("meta") if meta.attributes.get("name", "").lower() == name)
        return next((meta.attributes.get("content", "").strip() for meta in named), "")

    def name_of(self, element: Element) -> str:
        """Return the words a screen reader calls an element by (the short form of the W3C's Accessible Name)."""
        return (
            self._label_of(element) or self.words_of(element) or element.attributes.get("title", "").strip()
        )

    def label_of(self, element: Element) -> str:
        """Return the name that an element's attributes give it, whatever its own words are."""
        return self._label_of(element) or element.attributes.get("title", "").strip()

    def words_of(self, element: Element) -> str:
        """Return the words of an element; those of a part with an id, which may name another, are all its text."""
        return element.words or (self.text_of(element) if "id" in element.attributes else "")

    def text_of(self, element: Element) -> str:
        """Return the text inside an element, pictures by their alternative text, without what is hidden further in."""
        if element.tag.is_void:
            return " ".join(unescape(element.attributes.get("alt", "")).split())
        parts: list[str] = []
        position = element.position
        for hiding in self.hiding:
            if hiding is not element and position <= hiding.position < element.end:
                parts += self.texts[position : hiding.position]
                position = hiding.end
        parts += self.texts[position : element.end]
        return " ".join(unescape("".join(parts)).split())

    def _label_of(self, element: Element) -> str:
        attributes, labelled = element.attributes, ""
        if "aria-labelledby" in attributes:
            labels = [
                self.ids[label][0] for label in attributes["aria-labelledby"].split() if label in self.ids
            ]
            labelled = " ".join(map(self.words_of, labels))
        return labelled or element.tag.label
