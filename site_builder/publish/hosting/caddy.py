"""The configuration of Caddy, which gets its certificate by itself: a ``Caddyfile``."""

from collections.abc import Iterator

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
    Policy,
    content_type,
)
from site_builder.publish.hosting.placement import Placement
from site_builder.publish.hosting.redirects import list_moves
from site_builder.site.rendering.artifact import Artifact

CODINGS = {"zst": "zstd", "br": "br", "gz": "gzip"}


def write_caddyfile(site: Site, policy: Policy, placement: Placement) -> Artifact:
    """Return the ``Caddyfile``."""
    lines = (
        "(policy) {",
        *_indented(_policy_lines(policy)),
        "}",
        f"{placement.name} {{",
        *_indented(_site_lines(site, policy, placement)),
        "}",
    )
    return Artifact("Caddyfile", "".join(f"{line}\n" for line in lines).encode())


def _policy_lines(policy: Policy) -> Iterator[str]:
    yield "header {"
    yield from (f'\t{name} "{value}"' for name, value in policy.everywhere.items())
    yield "\t-Server"
    yield "}"


def _site_lines(site: Site, policy: Policy, placement: Placement) -> Iterator[str]:
    yield "import policy"
    yield from _varying_lines(policy)
    yield from _type_lines()
    yield from (f"redir {move.old} {move.new} 301" for move in list_moves(site))
    if policy.root != "/":
        yield f"redir {policy.root.rstrip('/')} {policy.root} 301"
    yield f'root * "{placement.folder}"'
    yield f"handle_path {policy.root}* {{"
    yield from _indented(_file_lines(site))
    yield "}"
    yield "handle {"
    yield "\terror 404"
    yield "}"
    yield "handle_errors {"
    yield from _indented(_error_lines())
    yield "}"


def _varying_lines(policy: Policy) -> Iterator[str]:
    """Yield what differs by path, with the longer time said after the shorter."""
    lasting = "|".join(LASTING)
    is_open = "|".join(
        (f"^{policy.root}{OPEN_FOLDER}", *(f"/{name.replace('.', '[.]')}$" for name in OPEN_NAMES))
    )
    yield f"@lasting path_regexp ^{policy.root}(?:{lasting})$"
    yield f"@passing not path_regexp ^{policy.root}(?:{lasting})$"
    yield f"@open path_regexp {is_open}"
    yield f'header @lasting Cache-Control "{KEEP_A_YEAR}"'
    yield f'header @passing Cache-Control "{ASK_EVERY_TIME}"'
    yield f'header @open Access-Control-Allow-Origin "{ANY_SITE}"'


def _type_lines() -> Iterator[str]:
    """Yield the kinds of files: Caddy would otherwise take them from whatever list its system has."""
    for ending in TYPES:
        yield f"@{ending} path *.{ending}"
        yield f'header @{ending} Content-Type "{content_type(f".{ending}")}"'
    yield "@page path */"
    yield f'header @page Content-Type "{content_type(".html")}"'


def _file_lines(site: Site) -> Iterator[str]:
    wanted = [name for ending, name in CODINGS.items() if ending in site.hosting.compress]
    yield f"@own path /{CLOSED_FOLDER}/*"
    yield "error @own 404"
    yield "file_server {"
    yield "\tindex index.html"
    if wanted:
        yield f"\tprecompressed {' '.join(wanted)}"
    yield "}"


def _error_lines() -> Iterator[str]:
    yield "import policy"
    yield f'header Cache-Control "{ASK_EVERY_TIME}"'
    yield f'header Content-Type "{content_type(".html")}"'
    yield "header -Access-Control-Allow-Origin"
    yield "rewrite * /404.html"
    yield "file_server"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"\t{line}" for line in lines)
