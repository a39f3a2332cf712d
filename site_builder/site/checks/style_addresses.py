"""The addresses in style sheets."""

import re
from collections.abc import Iterator

from site_builder.site.checks.addresses import Destination, find_destination
from site_builder.site.checks.finished_site import FinishedSite

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
ADDRESS = re.compile(
    r"""(?:url|src)\(\s*(?:"([^"]*)" | '([^']*)' | ([^"'()\s]*))
      | @import\s+["']([^"']*) | ["']((?:https?:)?//[^"']*)""",
    re.IGNORECASE | re.VERBOSE,
)


def list_style_addresses(site: FinishedSite, path: str) -> Iterator[tuple[str, Destination]]:
    """Yield each address that a style sheet (or a drawing) asks for, and where it leads."""
    for found in ADDRESS.finditer(COMMENT.sub("", site.text(path))):
        url = next((address for address in found.groups() if address), "")
        if url and not url.startswith("#"):
            yield url, find_destination(url, path, site.ground)
