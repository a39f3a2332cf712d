"""What ``site.yaml`` has to say before the site is put online."""

from collections.abc import Iterator

from site_builder.content.hosts import is_draft
from site_builder.content.settings import Site
from site_builder.findings.diagnostics import Diagnostic


def find_draft_address(site: Site) -> Iterator[Diagnostic]:
    """Yield the address of the site when it is one for drafts."""
    if is_draft(site.base_url):
        message = f"{site.base_url} is an address for drafts, so the site cannot be put online with it."
        hint = "Write where the site will be, or add --base-url to the command."
        yield Diagnostic(site.origin.place("base_url"), "draft-address", message, hint)


def find_missing_contact(site: Site) -> Iterator[Diagnostic]:
    """Yield that nobody can write to the publisher."""
    if site.publisher.contact is None:
        message = "Nobody can write to the publisher when a page is wrong."
        hint = "Below publisher, add a line like: contact: team@example.org"
        place = site.origin.key_place("publisher")
        yield Diagnostic(place, "missing-publisher-contact", message, hint)
