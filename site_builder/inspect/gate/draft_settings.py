"""What ``site.yaml`` has to say before the site is put online."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from site_builder.content.settings import SITE_FILE, Site
from site_builder.content.sources import SourceFile
from site_builder.content.strict_yaml import parse_yaml
from site_builder.findings.diagnostics import Diagnostic, Place

DRAFT_ENDING = ".example"
"""No real address ends like this (RFC 2606)."""


def find_draft_address(site: Site, sources: Sequence[SourceFile]) -> Iterator[Diagnostic]:
    """Yield the address of the site when it is one for drafts."""
    host = urlsplit(site.base_url).hostname or ""
    if host.endswith(DRAFT_ENDING):
        message = f"{site.base_url} is an address for drafts, so the site cannot be put online with it."
        hint = "Write where the site will be, or add --base-url to the command."
        yield Diagnostic(find_setting(sources, "base_url"), "draft-address", message, hint)


def find_missing_contact(site: Site, sources: Sequence[SourceFile]) -> Iterator[Diagnostic]:
    """Yield that nobody can write to the publisher."""
    if site.publisher.contact is None:
        message = "Nobody can write to the publisher: the site says that no contact is known."
        hint = "Add a line to publisher like: contact: team@example.org"
        place = find_setting(sources, "publisher", is_name=True)
        yield Diagnostic(place, "missing-publisher-contact", message, hint)


def find_setting(sources: Sequence[SourceFile], name: str, *, is_name: bool = False) -> Place:
    """Return where a setting stands in site.yaml: its value, or the name before it."""
    source = next((source for source in sources if source.name == SITE_FILE), None)
    if source is None:
        return Place(SITE_FILE)
    written, _ = parse_yaml(source.content.decode("utf-8-sig", "replace"), source.path)
    if written is None:
        return Place(source.path, 1, 1)
    places = written.key_places if is_name else written.places
    return places.get((name,), Place(source.path, 1, 1))
