"""What may stand in a text as HTML. Whatever Markdown makes of one, nh3 cleans it last.

What that takes away is an error with its line, never a silence.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import nh3

from site_builder.content.html_pieces import Piece
from site_builder.content.markdown_source import MarkdownSource, letters_of, normalise_target
from site_builder.findings.diagnostics import Diagnostic, Place

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TAGS = frozenset(
    {
        "a",
        "p",
        *HEADINGS[1:],
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "strong",
        "em",
        "code",
        "pre",
        "blockquote",
    }
    | {"table", "thead", "tbody", "tr", "th", "td", "hr", "br", "abbr", "sup", "sub"}
)
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "ol": frozenset({"start"}),
    **{heading: frozenset({"id"}) for heading in HEADINGS[1:]},
}
CONTACT_SCHEMES = frozenset({"mailto", "tel", "sms"})
SCHEMES = CONTACT_SCHEMES | {"https", "http"}
MOST_FINDINGS = 100
"""Of each kind in one text; after these, something is wrong with the text as a whole."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_WHOLE_ADDRESS = re.compile(r"https?://[^/\\].*|(?:tel|sms):\+?[0-9,]+|mailto:[^?&]+@[^?&]+", re.DOTALL)
"""An address without anything hidden behind it: no second recipient, no ready-made message."""
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_SAFE_LINKS = "Links may begin with https://, http://, mailto:, tel: or sms:, or lead to a page of this site."
_ADVICE = {
    "b": "For strong words write **like this**.",
    "i": "For emphasis write *like this*.",
    "img": "Describe it in words.",
}


def clean_html(html: str) -> str:
    """Return HTML without anything that is not listed here, and without links that are not safe."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
        attribute_filter=lambda tag, name, value: value if name != "href" or _is_safe(value) else None,
    )


def find_unsafe(
    pieces: Sequence[Piece], left: Sequence[Piece], source: MarkdownSource
) -> tuple[Diagnostic, ...]:
    """Return a finding for everything in a text that cleaning takes away, and for headings out of order.

    `pieces` are the text's HTML before cleaning, `left` is what it leaves of them.
    """
    is_whole = left == pieces
    checks = (_find_headings,) if is_whole else (_find_unsafe_html, _find_unsafe_links, _find_headings)
    found = tuple(finding for check in checks for finding in islice(check(pieces, source), MOST_FINDINGS))
    return found if found or is_whole else (_misplaced_html(source),)


def _is_safe(target: str) -> bool:
    bare = _INVISIBLE.sub("", normalise_target(target)).lower()
    scheme = _SCHEME.match(bare)
    if scheme is None:
        return not re.match(r"[/\\]{2}", bare)
    return scheme[1] in SCHEMES and bool(_WHOLE_ADDRESS.fullmatch(bare))


def _find_unsafe_links(pieces: Sequence[Piece], source: MarkdownSource) -> Iterator[Diagnostic]:
    targets = dict.fromkeys(
        piece.get("href") or "" for piece in pieces if piece.kind == "start" and piece.name == "a"
    )
    for target in targets:
        if not _is_safe(target):
            for place in source.places_of(target):
                message = f'The link to "{_shorten(target)}" is not safe.'
                yield Diagnostic(place, "unsafe-link", message, _SAFE_LINKS)


def _find_unsafe_html(pieces: Sequence[Piece], source: MarkdownSource) -> Iterator[Diagnostic]:
    seen: Counter[str] = Counter()
    for piece in pieces:
        if piece.kind == "comment":
            place = _nth(source, r"<[!?]", seen["<!"], "<!")
            seen["<!"] += 1
            words = "A note between <!-- and --> cannot stand in a text: it would be published nowhere."
            yield Diagnostic(place, "unsafe-html", words, "Delete it.")
        elif piece.kind == "start":
            place = _nth(source, _pattern(piece.name), seen[piece.name], f"<{piece.name}")
            seen[piece.name] += 1
            yield from _find_unsafe_tag(piece, place, source)


def _find_unsafe_tag(piece: Piece, place: Place, source: MarkdownSource) -> Iterator[Diagnostic]:
    if piece.name == "h1":
        return  # told with the headings
    if ":" in piece.name:
        yield Diagnostic(
            place, "unsafe-link", f'The link to "{_shorten(piece.name)}" is not safe.', _SAFE_LINKS
        )
        return
    if piece.name not in TAGS:
        if piece.name == "img":
            message = "A picture cannot stand in a text."
        else:
            message = f'"<{_shorten(piece.name)}>" cannot stand in a text: it would be taken out.'
        hint = _ADVICE.get(piece.name, r'Delete it. For the sign itself write "\<".')
        yield Diagnostic(place, "unsafe-html", message, hint)
        return
    for name, _ in piece.attributes:
        if name not in ATTRIBUTES.get(piece.name, ()):
            message = f'"{_shorten(name)}" cannot stand in "<{piece.name}>": it would be taken out.'
            yield Diagnostic(place, "unsafe-html", message, "Delete it.")


def _pattern(tag: str) -> str:
    pattern = rf"<{re.escape(tag)}(?![\w-])"
    return rf"!\[|{pattern}" if tag == "img" else pattern


def _nth(source: MarkdownSource, pattern: str, number: int, words: str) -> Place:
    """Return where a pattern is found for the n-th time, counted from 0."""
    places = source.find(pattern)
    return places[number] if number < len(places) else source.nearest(words)


def _find_headings(pieces: Sequence[Piece], source: MarkdownSource) -> Iterator[Diagnostic]:
    headings = list(_headings(pieces))
    above = [1, *(max(level, 2) for level, _ in headings)]
    if all(
        1 < level <= before + 1 and words for (level, words), before in zip(headings, above, strict=False)
    ):
        return
    for (level, words), before, place in zip(headings, above, _places_of(headings, source), strict=False):
        if level == 1:
            message = "Only the page's title may be a heading of the first level."
            yield Diagnostic(place, "heading-level", message, f"Write: ## {_shorten(words)}")
        elif not words:
            yield Diagnostic(
                place, "empty-heading", "This heading has no words.", "Write some, or delete the line."
            )
        elif level > before + 1:
            stands_below = "the page's title" if before == 1 else f"a heading with {before} #"
            message = f"This heading has {level} #, but stands below {stands_below}."
            yield Diagnostic(
                place, "skipped-heading", message, f"Write: {'#' * (before + 1)} {_shorten(words)}"
            )


def _places_of(headings: Sequence[tuple[int, str]], source: MarkdownSource) -> Iterator[Place]:
    """Yield where each heading stands: the n-th with these words, or else the n-th of its level."""
    places: dict[tuple[int, str], list[Place]] = defaultdict(list)
    for written in source.headings:
        places[(written.level, written.letters)].append(written.place)
        places[(written.level, "")].append(written.place)
    seen: Counter[tuple[int, str]] = Counter()
    for level, words in headings:
        exact, any_words = (level, letters_of(words)), (level, "")
        for key in (exact, any_words):
            if seen[key] < len(places[key]):
                yield places[key][seen[key]]
                break
        else:
            yield _nth(source, rf"<h{level}(?![\w-])", seen[any_words], words)
        seen.update({exact, any_words})


def _headings(pieces: Sequence[Piece]) -> Iterator[tuple[int, str]]:
    """Yield the level and the words of each heading."""
    level, words = 0, ""
    for piece in pieces:
        if piece.name in HEADINGS:
            if piece.kind == "end" and level:
                yield level, " ".join(words.split())
            level, words = (int(piece.name[1]), "") if piece.kind == "start" else (0, "")
        else:
            words += piece.text if piece.kind == "text" else ""


def _misplaced_html(source: MarkdownSource) -> Diagnostic:
    place = next(iter(source.find(r"<[a-zA-Z/]|\[[^\]]*\[")), Place(source.path, source.line, 1))
    message = (
        "A tag or a link here has no end or stands inside another, so that something would be taken out."
    )
    return Diagnostic(place, "unsafe-html", message, "Close each tag, and put no link inside a link.")


def _shorten(words: str) -> str:
    return words if len(words) <= 60 else words[:59].rstrip() + "…"  # noqa: PLR2004
