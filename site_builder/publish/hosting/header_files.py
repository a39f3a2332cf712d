"""``_headers`` and ``_redirects``, which Netlify and Cloudflare Pages both read from the published folder.

Both add up the headers of every rule that fits an address, and join two values of one header with a comma. So no
header is said by two rules that can fit one address. What is kept for a moment only is not said at all: both hosts
then send `ASK_EVERY_TIME` by themselves, for addresses that do not exist too.
"""

from collections.abc import Iterator, Mapping, Sequence

from site_builder.content.settings import Site
from site_builder.publish.hosting.header_policy import ANY_SITE, KEEP_A_YEAR, OPEN_FOLDER, OPEN_NAMES, Policy
from site_builder.publish.hosting.redirects import Move, list_moves
from site_builder.site.rendering.artifact import Artifact

LASTING_PLACES = ("/assets/*", "/officers/:officer/photo-*")
"""`policy.LASTING` in the stars and names of these files."""
OPEN_PLACES = (f"/{OPEN_FOLDER}*", *(f"/*/{name}" for name in OPEN_NAMES))

MOST_RULES, LONGEST_LINE, MOST_REDIRECTS = 100, 2_000, 2_000
"""Cloudflare's limits; Netlify's are wider. (developers.cloudflare.com/pages/configuration/headers and redirects)"""


def write_headers(policy: Policy) -> Artifact:
    """Return ``_headers``; raise ValueError, a mistake of ours, when Cloudflare would not read it whole."""
    rules: list[tuple[str, Mapping[str, str]]] = [("/*", policy.everywhere)]
    rules += [(place, {"Cache-Control": KEEP_A_YEAR}) for place in LASTING_PLACES]
    rules += [(place, {"Access-Control-Allow-Origin": ANY_SITE}) for place in OPEN_PLACES]
    lines = [line for rule in rules for line in _rule_lines(*rule)]
    if len(rules) > MOST_RULES or any(len(line) > LONGEST_LINE for line in lines):
        raise ValueError("_headers is more than Cloudflare Pages reads.")
    return _text_file("_headers", lines)


def write_redirects(site: Site) -> Artifact:
    """Return ``_redirects``; raise ValueError when there are more than Cloudflare reads."""
    moves = list_moves(site)
    if len(moves) > MOST_REDIRECTS:
        raise ValueError("_redirects is more than Cloudflare Pages reads.")
    return _text_file("_redirects", [_redirect_line(move) for move in moves])


def _rule_lines(place: str, headers: Mapping[str, str]) -> Iterator[str]:
    yield place
    yield from (f"  {name}: {value}" for name, value in headers.items())


def _redirect_line(move: Move) -> str:
    return f"{move.old} {move.new} 301"


def _text_file(path: str, lines: Sequence[str]) -> Artifact:
    return Artifact(path, "".join(f"{line}\n" for line in lines).encode())
