"""What a finished page is made of: its elements in the order of the page, with the words people see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Element(NamedTuple):
    """An element of a page.

    `within` are the names of the elements around it, outermost first. `position` and `end` count elements: what is
    inside stands from `position + 1` to before `end`. `words` is the text of links, headings and other elements that
    need a name (pictures by their alternative text), and the source of scripts and styles.
    """

    name: str
    attributes: Mapping[str, str]
    within: tuple[str, ...]
    position: int
    end: int
    words: str
    hidden: bool

    @property
    def level(self) -> int:
        """Return 1 to 6 for a heading, 0 for anything else."""
        return int(self.name[1]) if self.name in HEADINGS else 0

    def has_word(self, attribute: str, word: str) -> bool:
        """Tell whether an attribute that is a list of words (``rel``, ``class``) has this one."""
        return word in self.attributes.get(attribute, "").lower().split()


@dataclass(frozen=True)
class PageOutline:
    """A page as checks see it. `unreadable` are the beginnings of tags that cannot be read with certainty."""

    elements: tuple[Element, ...]
    by_name: Mapping[str, tuple[Element, ...]]
    by_attribute: Mapping[str, tuple[Element, ...]]
    ids: Mapping[str, tuple[Element, ...]]
    unreadable: tuple[str, ...]

    def find(self, *names: str) -> Iterator[Element]:
        """Yield the elements with one of these names, in the order of the names, then of the page."""
        for name in names:
            yield from self.by_name.get(name, ())

    def find_with(self, attribute: str) -> tuple[Element, ...]:
        """Return the elements that have an attribute, in the order of the page."""
        return self.by_attribute.get(attribute, ())

    def first(self, *names: str) -> Element | None:
        """Return the first element with one of these names."""
        return min(self.find(*names), key=lambda element: element.position, default=None)

    def inside(self, element: Element) -> tuple[Element, ...]:
        """Return everything inside an element."""
        return self.elements[element.position + 1 : element.end]

    @property
    def headings(self) -> tuple[Element, ...]:
        """Return the headings in the order of the page."""
        return tuple(sorted(self.find(*HEADINGS), key=lambda heading: heading.position))

    @property
    def title(self) -> str:
        """Return the document's title; titles of drawings are not it."""
        return next((title.words for title in self.find("title") if "svg" not in title.within), "")

    def meta(self, name: str) -> str:
        """Return what ``<meta name=…>`` says, or nothing."""
        named = (meta for meta in self.find("meta") if meta.attributes.get("name", "").lower() == name)
        return next((meta.attributes.get("content", "").strip() for meta in named), "")

    def name_of(self, element: Element) -> str:
        """Return the words a screen reader calls an element by (the short form of the W3C's Accessible Name)."""
        labels = element.attributes.get("aria-labelledby", "").split()
        labelled = " ".join(self.ids[label][0].words for label in labels if label in self.ids)
        label = element.attributes.get("aria-label", "").strip()
        return labelled or label or element.words or element.attributes.get("title", "").strip()
