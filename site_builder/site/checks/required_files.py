"""The files that every site has once: the list of its pages, the word to search engines, the security contact."""

import re
from collections.abc import Iterator
from datetime import datetime

from site_builder.site.checks.addresses import Kind, find_destination
from site_builder.site.checks.finished_site import FinishedSite, Flaw
from site_builder.site.checks.page_reader import read_outline
from site_builder.site.published_files import NOT_FOUND, ROBOTS, SECURITY, SITEMAP

NEEDED = (NOT_FOUND, ROBOTS.path(), SITEMAP.path())


def find_missing_files(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    """Yield `missing-file` for what hosts and search engines ask every site for."""
    for path in NEEDED:
        if path not in site.files:
            hint = "This is a mistake in the program, not in your text."
            yield path, Flaw("missing-file", "the site lacks this file.", hint)


def find_broken_sitemaps(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    """Yield `broken-sitemap` for addresses in the list of pages that are no page."""
    listed = SITEMAP.path()
    if listed in site.files:
        for location in read_outline(site.text(listed)).find("loc"):
            kind, path, _ = find_destination(location.words, listed, site.ground)
            if (
                kind is not Kind.OWN
                or path not in site.pages
                or not location.words.startswith(site.ground.host)
            ):
                fault = f"{location.words or 'an empty entry'} is not a page of this site."
                yield listed, Flaw("broken-sitemap", fault, "Is `base_url` in site.yaml the site's address?")


def find_bad_security_files(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    """Yield `bad-security-file` unless it has a contact and one last day, as RFC 9116 asks."""
    file = SECURITY.path()
    if file not in site.files:
        return
    text = site.text(file)
    if not re.search(r"^Contact: *(?:https://|mailto:|tel:)\S+", text, re.MULTILINE):
        hint = "Write an email address or a web address in `security_contact` in site.yaml."
        yield file, Flaw("bad-security-file", "there is no line `Contact:` with an address.", hint)
    days = re.findall(r"^Expires: *(\S+)", text, re.MULTILINE)
    if len(days) != 1 or not _is_moment(days[0]):
        hint = "It looks like `Expires: 2027-11-21T00:00:00Z`. This is a mistake in the program, not in your text."
        fault = "there is not one line `Expires:` with a date and time."
        yield file, Flaw("bad-security-file", fault, hint)


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
