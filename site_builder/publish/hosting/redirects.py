"""Old addresses that lead to new ones, and whether they can be right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from site_builder.content.settings import Site
from site_builder.findings.diagnostics import Diagnostic
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.urls import Urls


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
            hint = "Write the address of a page of this site, like /boroughs/ashwick/."
            yield Diagnostic(place, "broken-link", f'There is no page at "{redirect.new}" to lead to.', hint)
        if _path(redirect.old) in paths:
            words = f'There is a page at "{redirect.old}", so nobody would be led from there.'
            yield Diagnostic(place, "bad-value", words, "Take this redirect out.")


def _spellings(address: str) -> Sequence[str]:
    return (address, address.rstrip("/")) if address.endswith("/") else (address,)


def _path(address: str) -> str:
    """Return the file behind an address of this site, which is written without the site's own root."""
    return Urls("/").path(address)
