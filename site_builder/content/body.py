"""The text below the fields of a file, taken apart once: every stage reads here what it needs of it."""

from dataclasses import dataclass
from functools import cached_property

from site_builder.content.body_limits import find_excess
from site_builder.content.contacts_in_text import write_alike
from site_builder.content.html_pieces import Piece, read_clean_pieces, read_pieces
from site_builder.content.kept import kept_with_value
from site_builder.content.markdown_source import MarkdownSource, normalise_target
from site_builder.content.prose import convert_markdown
from site_builder.content.safe_markup import clean_html, find_unsafe
from site_builder.findings.diagnostics import Diagnostic, Place


@dataclass(frozen=True)
class WrittenLink:
    """A link as written: `target` with character references decoded, `place` covers it in the file."""

    target: str
    place: Place


@dataclass(frozen=True)
class Body(MarkdownSource):
    """The Markdown below the front matter.

    What is made of it is made when somebody first asks, and kept with it, so that it goes when the text does.
    """

    @property
    @kept_with_value
    def excess(self) -> tuple[Diagnostic, ...]:
        """A finding for each limit that the text goes beyond; nothing is made of such a text."""
        return find_excess(self.text, self.path, self.line) if self.text else ()

    @property
    @kept_with_value
    def markup(self) -> str:
        """The text as HTML that is safe to show, its links as written; nothing where it cannot be made."""
        return self._converted[1] if self._converted else ""

    @property
    @kept_with_value
    def faults(self) -> tuple[Diagnostic, ...]:
        """A finding for everything that cannot stand in the text."""
        if self.excess or self._converted is None:
            return self.excess or (self._unreadable,)
        pieces, _, left = self._converted
        return find_unsafe(pieces, left, self)

    @property
    @kept_with_value
    def links(self) -> tuple[WrittenLink, ...]:
        """Every place where the target of a link stands, in order.

        What is a link is what becomes one on the page, so an example in code is none.
        """
        pieces = self._converted[0] if self._converted else ()
        starts = (piece for piece in pieces if piece.name == "a" and piece.kind == "start")
        targets = dict.fromkeys(normalise_target(piece.get("href") or "") for piece in starts)
        links = [WrittenLink(target, place) for target in targets for place in self.places_of(target)]
        return tuple(sorted(links, key=lambda link: (link.place, link.target)))

    @property
    @kept_with_value
    def link_targets(self) -> tuple[str, ...]:
        """Where the links lead, each once."""
        return tuple(dict.fromkeys(link.target for link in self.links))

    @property
    @kept_with_value
    def named_links(self) -> tuple[tuple[str, str], ...]:
        """The words of each link that has some, and where it leads, in order."""
        found: list[tuple[str, str]] = []
        target, words = "", ""
        for piece in self._converted[0] if self._converted else ():
            if piece.name == "a":
                found += [(" ".join(words.split()), target)] if piece.kind == "end" and words.strip() else []
                target, words = normalise_target(piece.get("href") or ""), ""
            elif piece.kind == "text":
                words += piece.text
        return tuple(found)

    @cached_property
    def _converted(self) -> tuple[tuple[Piece, ...], str, tuple[Piece, ...]] | None:
        """The pieces of the text as HTML that is not safe yet, what cleaning leaves of it, and the pieces of that."""
        if self.excess or not self.text:
            return None if self.excess else ((), "", ())
        try:
            html = convert_markdown(write_alike(self.text))
            clean = clean_html(html)
            left = read_clean_pieces(clean)
            return left if clean == html else read_pieces(html), clean, left
        except Exception:  # noqa: BLE001 (a fault of a library in a strange text is a finding like any other)
            return None

    @property
    def _unreadable(self) -> Diagnostic:
        message = "This text cannot be turned into a page."
        place = Place(self.path, self.line, 1)
        return Diagnostic(place, "unreadable-text", message, "Look for stray brackets and signs.")
