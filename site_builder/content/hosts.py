"""Who may serve the site, and how its text files may be packed beforehand."""

from typing import Literal

Host = Literal["none", "netlify", "cloudflare", "nginx", "apache", "caddy", "s3", "github-pages"]
Packing = Literal["gz", "br", "zst"]
"""The ending of a packed copy; the one that packs best comes last."""
PACK_THEMSELVES: frozenset[Host] = frozenset({"netlify", "cloudflare", "s3", "github-pages"})
"""Hosts that pack files by themselves (for s3 it is CloudFront)."""
