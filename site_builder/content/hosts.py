"""Who may serve the site, where nobody does, and how its text files may be packed beforehand."""

from typing import Literal
from urllib.parse import urlsplit

Host = Literal["none", "netlify", "cloudflare", "nginx", "apache", "caddy", "s3", "github-pages"]
Packing = Literal["gz", "br", "zst"]
"""The ending of a packed copy; the one that packs best comes last."""
CONFIGURED_APART: frozenset[Host] = frozenset({"nginx", "caddy", "s3"})
"""Hosts that read how to serve a site elsewhere, and nothing from the published folder."""
FRAME_ONE_PAGE: frozenset[Host] = frozenset({"nginx", "apache", "caddy"})
"""Hosts that can let one page be framed and protect all others, as tests with each of them show.

Netlify and Cloudflare Pages add up all rules that fit an address, so the exception would have to be taken out of the
rule for every page; GitHub Pages and whoever is not known send no headers; and on Amazon nobody has tried which headers
an error page has below an address of a card.
"""
PACK_THEMSELVES: frozenset[Host] = frozenset({"netlify", "cloudflare", "s3", "github-pages"})
"""Hosts that pack files by themselves (for s3 it is CloudFront)."""


def is_draft(base_url: str) -> bool:
    """Return whether an address is one that nobody can own (RFC 2606)."""
    return (urlsplit(base_url).hostname or "").endswith((".example", ".invalid", ".test"))
