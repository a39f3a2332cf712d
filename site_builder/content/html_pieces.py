"""HTML taken apart into pieces that can be compared and counted."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
"""Elements without an end tag (HTML standard, 13.1.2)."""


class Piece(NamedTuple):
    """A start tag, an end tag, a run of text or a comment; `name` is the tag's, or nothing for text."""

    kind: str  # start, end, text, comment
    name: str = ""
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, attribute: str) -> str | None:
        """Return the value of an attribute."""
        return dict(self.attributes).get(attribute)


def read_pieces(html: str) -> tuple[Piece, ...]:
    """Return the pieces of an HTML fragment, character references decoded and neighbouring texts joined."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_text()
    return tuple(reader.pieces)


def read_clean_pieces(html: str) -> tuple[Piece, ...]:
    """Return the same of HTML that nh3 wrote, in which every sign that is not a tag's is a character reference."""
    return tuple(_read_clean(html))


_CLEAN_TAG = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z]+="[^"]*")*)>')
_CLEAN_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')


def _read_clean(html: str) -> Iterator[Piece]:
    first, *parts = _CLEAN_TAG.split(html)
    if first:
        yield Piece("text", text=unescape(first))
    for slash, name, written, text in zip(*[iter(parts)] * 4, strict=True):
        if slash:
            yield Piece("end", name)
        else:
            attributes = ((key, unescape(value)) for key, value in _CLEAN_ATTRIBUTE.findall(written))
            yield Piece("start", name, attributes=tuple(sorted(attributes)))
        if text:
            yield Piece("text", text=unescape(text))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._text: list[str] = []

    def end_text(self) -> None:
        if self._text:
            self.pieces.append(Piece("text", text="".join(self._text)))
            self._text = []

    def _add(self, piece: Piece) -> None:
        self.end_text()
        self.pieces.append(piece)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        first = {name: value or "" for name, value in reversed(attrs)}
        self._add(Piece("start", tag, attributes=tuple(sorted(first.items()))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._add(Piece("end", tag))

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self._add(Piece("comment", text=data))

    handle_pi = unknown_decl = handle_comment

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)
