"""The configuration of Apache: ``.htaccess`` in the published folder, so that nothing else has to be set up."""

import re
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
    WRITTEN_AS_UTF_8,
    Policy,
)
from site_builder.publish.hosting.redirects import list_moves
from site_builder.site.rendering.artifact import Artifact

CODINGS = {"zst": "zstd", "br": "br", "gz": "gzip"}
"""The name of each way of packing between browser and server, by ending, the best first."""


def write_htaccess(site: Site, policy: Policy) -> Artifact:
    """Return ``.htaccess``. It needs mod_headers and mod_dir, and mod_rewrite where files are packed beforehand."""
    lines = (*_basic_lines(policy), *_header_lines(policy), *_move_lines(site), *_packed_lines(site))
    return Artifact(".htaccess", "".join(f"{line}\n" for line in lines).encode())


def _basic_lines(policy: Policy) -> Iterator[str]:
    yield "Options -Indexes -MultiViews"
    yield "DirectoryIndex index.html"
    yield f"ErrorDocument 404 {policy.root}404.html"
    yield f"ErrorDocument 403 {policy.root}404.html"
    yield f'RedirectMatch 404 "^{policy.root}{re.escape(CLOSED_FOLDER)}/"'
    yield "AddDefaultCharset Off"
    yield from (f"AddType {kind} .{ending}" for ending, kind in TYPES.items())
    yield f"AddCharset utf-8 {' '.join(f'.{ending}' for ending in sorted(WRITTEN_AS_UTF_8))}"


def _header_lines(policy: Policy) -> Iterator[str]:
    """Yield the headers, for errors too ("always"). REQUEST_URI is the file that is sent, as after a wrong address."""
    yield from (f'Header always set {name} "{value}"' for name, value in policy.everywhere.items())
    yield f'Header always set Cache-Control "{ASK_EVERY_TIME}"'
    for pattern in LASTING:
        yield from _where(f"^{policy.root}{pattern}$", "Cache-Control", KEEP_A_YEAR)
    for pattern in (f"^{policy.root}{OPEN_FOLDER}", *(f"/{re.escape(name)}$" for name in OPEN_NAMES)):
        yield from _where(pattern, "Access-Control-Allow-Origin", ANY_SITE)


def _where(pattern: str, name: str, value: str) -> Iterator[str]:
    yield f'<If "%{{REQUEST_URI}} =~ m#{pattern}#">'
    yield f'Header always set {name} "{value}"'
    yield "</If>"


def _move_lines(site: Site) -> Iterator[str]:
    for move in list_moves(site):
        yield f'RedirectMatch 301 "^{re.escape(move.old)}$" "{move.new}"'


def _packed_lines(site: Site) -> Iterator[str]:
    """Yield what sends a packed file to a browser that takes it. An address without a file name means its index."""
    wanted = [ending for ending in CODINGS if ending in site.hosting.compress]
    if not wanted:
        return
    yield "RewriteEngine On"
    yield r"RewriteCond %{REQUEST_FILENAME} -d"
    yield r"RewriteRule ^(.*/)?$ $1index.html"
    for ending in wanted:
        yield rf'RewriteCond %{{HTTP:Accept-Encoding}} "(?:^|[\s,]){CODINGS[ending]}(?:$|[\s,;])"'
        yield rf"RewriteCond %{{REQUEST_FILENAME}}.{ending} -f"
        yield rf"RewriteRule ^(.+)$ $1.{ending} [E=packed:{CODINGS[ending]},L]"
    yield from _packed_types(wanted)


def _packed_types(wanted: Sequence[str]) -> Iterator[str]:
    for ending in wanted:
        yield f'<FilesMatch "\\.{ending}$">'
        yield f"Header always set Content-Encoding {CODINGS[ending]}"
        yield "Header always merge Vary Accept-Encoding"
        yield "SetEnv no-gzip 1"
        yield "SetEnv no-brotli 1"
        yield "</FilesMatch>"
        for kind, name in TYPES.items():
            letters = "; charset=utf-8" if kind in WRITTEN_AS_UTF_8 else ""
            yield f'<FilesMatch "\\.{kind}\\.{ending}$">'
            yield f'ForceType "{name}{letters}"'
            yield "</FilesMatch>"
