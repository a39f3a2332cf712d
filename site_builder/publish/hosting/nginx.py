"""The configuration of nginx: one file for ``/etc/nginx/conf.d/``, which holds everything but the certificate."""

from collections.abc import Iterator, Sequence

from site_builder.content.settings import Site
from site_builder.publish.hosting.header_policy import (
    ANY_SITE,
    ASK_EVERY_TIME,
    CLOSED_FOLDER,
    KEEP_A_YEAR,
    LASTING,
    OPEN_FOLDER,
    OPEN_NAMES,
    TYPES,
    UNKNOWN_TYPE,
    WRITTEN_AS_UTF_8,
    Policy,
)
from site_builder.publish.hosting.placement import Placement
from site_builder.publish.hosting.redirects import list_moves
from site_builder.site.rendering.artifact import Artifact

PACKED = {"gz": "gzip_static on;", "br": "brotli_static on;"}
"""How files that are packed beforehand are sent; nginx has no such words for Zstandard."""


def write_nginx(site: Site, policy: Policy, placement: Placement) -> Artifact:
    """Return ``liaison.conf``."""
    lines = [
        *_map_lines(policy),
        "server {",
        *(f"    {line}" for line in _server_lines(site, policy, placement)),
        "}",
    ]
    return Artifact("liaison.conf", "".join(f"{line}\n".replace("    \n", "\n") for line in lines).encode())


def _map_lines(policy: Policy) -> Iterator[str]:
    """Yield what differs by path. `$uri` is the file that is sent: for a wrong address that is the 404 page."""
    yield "map $uri $liaison_cache_control {"
    yield f'    default "{ASK_EVERY_TIME}";'
    yield from (f'    "~^{policy.root}{pattern}$" "{KEEP_A_YEAR}";' for pattern in LASTING)
    yield "}"
    yield "map $uri $liaison_open_to {"
    yield '    default "";'
    yield f'    "~^{policy.root}{OPEN_FOLDER}" "{ANY_SITE}";'
    yield from (f'    "~/{_literal(name)}$" "{ANY_SITE}";' for name in OPEN_NAMES)
    yield "}"


def _server_lines(site: Site, policy: Policy, placement: Placement) -> Iterator[str]:
    yield f"listen {placement.listen};"
    yield f"server_name {placement.name};"
    yield "server_tokens off;"
    yield "absolute_redirect off;"
    yield "index index.html;"
    yield from _type_lines()
    yield from _packed_lines(site)
    yield from _header_lines(policy)
    yield f"error_page 404 {policy.root}404.html;"
    yield f"error_page 403 =404 {policy.root}404.html;"
    yield from _place_lines(policy.root, placement.folder)
    yield f"location ^~ {policy.root}{CLOSED_FOLDER}/ {{ return 404; }}"
    yield from (f"location = {move.old} {{ return 301 {move.new}; }}" for move in list_moves(site))


def _type_lines() -> Iterator[str]:
    yield "types {"
    yield from (f"    {kind} {ending};" for ending, kind in TYPES.items())
    yield "}"
    yield f"default_type {UNKNOWN_TYPE};"
    yield "charset utf-8;"
    yield f"charset_types {_written_kinds()};"


def _packed_lines(site: Site) -> Sequence[str]:
    """Return how packed copies are sent, and that caches must not give one to a browser that cannot unpack it."""
    packed = [PACKED[kind] for kind in site.hosting.compress if kind in PACKED]
    return [*packed, "gzip_vary on;"] if packed else []


def _written_kinds() -> str:
    """Return the kinds that say how they are written; nginx always takes HTML to be one and warns of it."""
    return " ".join(TYPES[ending] for ending in sorted(WRITTEN_AS_UTF_8 - {"html"}))


def _header_lines(policy: Policy) -> Iterator[str]:
    """Yield the headers, for errors too ("always"); nginx leaves out those whose value is empty."""
    yield "add_header Cache-Control $liaison_cache_control always;"
    yield "add_header Access-Control-Allow-Origin $liaison_open_to always;"
    yield from (f'add_header {name} "{value}" always;' for name, value in policy.everywhere.items())


def _place_lines(root: str, folder: str) -> Sequence[str]:
    if root == "/":
        return (f'root "{folder}";',)
    return (
        f'location {root} {{ alias "{folder.rstrip("/")}/"; }}',
        f"location = {root.rstrip('/')} {{ return 301 {root}; }}",
    )


def _literal(text: str) -> str:
    return text.replace(".", r"\.")
