"""Old addresses that lead to new ones: whether they can be right, and how they are said where a server cannot."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from site_builder.content.settings import Redirect, Site
from site_builder.findings.diagnostics import Diagnostic
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.urls import Urls

_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True)
class Move:
    """One address that a server answers with another: both from the root of the host, ``/liaison/old/``."""

    old: str
    new: str


def list_moves(site: Site) -> tuple[Move, ...]:
    """Return every redirect of a site; one that ends with a slash also stands without it."""
    found = [
        Move(old, site.root + redirect.new.lstrip("/"))
        for redirect in site.redirects
        for old in _spellings(site.root + redirect.old.lstrip("/"))
    ]
    return tuple(found)


def find_bad_redirects(site: Site, artifacts: Iterable[Artifact]) -> Iterator[Diagnostic]:
    """Yield `broken-link` for a redirect to nowhere and `bad-value` for one away from a page that is there.

    Only real pages are targets and no real page is an old address, so redirects cannot go round in circles.
    """
    paths = frozenset(artifact.path for artifact in artifacts)
    for number, redirect in enumerate(site.redirects):
        place = site.origin.place("redirects", number, "new")
        if _path(redirect.new) not in paths:
            hint = "Write the address of a page of this site, like /boroughs/camden/."
            yield Diagnostic(place, "broken-link", f'There is no page at "{redirect.new}" to lead to.', hint)
        if _path(redirect.old) in paths:
            words = f'There is a page at "{redirect.old}", so nobody would be led from there.'
            yield Diagnostic(place, "bad-value", words, "Take this redirect out.")


def write_signposts(site: Site) -> tuple[Artifact, ...]:
    """Return a small page at each old address, for hosts that know no redirects."""
    return tuple(_signpost(redirect, site) for redirect in site.redirects)


def _spellings(address: str) -> Sequence[str]:
    return (address, address.rstrip("/")) if address.endswith("/") else (address,)


def _path(address: str) -> str:
    """Return the file behind an address of this site, which is written without the site's own root."""
    return Urls("/").path(address)


def _signpost(redirect: Redirect, site: Site) -> Artifact:
    """Return a page that leads on at once (WCAG technique H76), and can be read where that is switched off."""
    new = escape(site.root + redirect.new.lstrip("/"))
    words = (
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>This page has moved</title>",
        '<meta name="referrer" content="no-referrer">',
        '<meta name="robots" content="noindex">',
        f'<link rel="canonical" href="{escape(site.host)}{new}">',
        f'<meta http-equiv="refresh" content="0; url={new}">',
        "</head>",
        "<body>",
        f'<main><h1>This page has moved</h1><p><a href="{new}">Go to the new page</a></p></main>',
        "</body>",
        "</html>",
    )
    return Artifact(_path(redirect.old), ("\n".join(words) + "\n").encode())
