"""The links in a text, each with its place, before anything is rendered."""

from dataclasses import dataclass
from functools import lru_cache

from site_builder.content.body_limits import find_excess
from site_builder.content.html_pieces import read_pieces
from site_builder.content.markdown_source import MarkdownSource, normalise_target
from site_builder.content.prose import convert_markdown
from site_builder.findings.diagnostics import Place


@dataclass(frozen=True)
class WrittenLink:
    """A link as written: `target` with character references decoded, `place` covers it in the file."""

    target: str
    place: Place


@lru_cache(maxsize=1024)
def find_links(text: str, first_line: int, path: str) -> tuple[WrittenLink, ...]:
    """Return every place in a body where the target of a link stands, in order; a body beyond its limits has none.

    What is a link is what becomes one on the page, so an example in code is none.
    """
    if not ("[" in text or "<" in text) or find_excess(text, path, first_line):
        return ()
    try:
        pieces = read_pieces(convert_markdown(text))
    except Exception:  # noqa: BLE001 (rendering reports the same text as unreadable)
        return ()
    source = MarkdownSource(text, path, first_line)
    targets = dict.fromkeys(
        normalise_target(piece.get("href") or "")
        for piece in pieces
        if piece.name == "a" and piece.kind == "start"
    )
    links = [WrittenLink(target, place) for target in targets for place in source.places_of(target)]
    return tuple(sorted(links, key=lambda link: (link.place, link.target)))
