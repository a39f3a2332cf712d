"""Look at a site as a visitor's browser gets it, and compare that with what was sent."""

import time
from collections.abc import Iterator, Sequence
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from site_builder.publish.deploying.deploy_refusals import HostRefused
from site_builder.publish.deploying.published_site import PublicSite
from site_builder.publish.deploying.target import HISTORY_PATH
from site_builder.publish.output.publish_refusals import format_names
from site_builder.site.published_files import NOT_FOUND

TRIES = 3
PAUSE_SECONDS = 2.0
"""Hosts that copy a site to many places need a moment."""


def check_over_http(base_url: str, site: PublicSite, paths: Sequence[str]) -> Iterator[str]:
    """Yield each path that a visitor gets as it was sent; raise `HostRefused` at the end if any others are left."""
    left = list(paths)
    for attempt in range(TRIES):
        if attempt and left:
            time.sleep(PAUSE_SECONDS)
        seen = [path for path in left if _fetch(base_url, path) == site.contents[path]]
        left = [path for path in left if path not in seen]
        yield from seen
    if left:
        raise HostRefused(
            f"The files are in their places, but {base_url} shows something else for {format_names(left)}. "
            "Is that the right address? A host that keeps copies may need some minutes more."
        )


def shows_history(base_url: str) -> bool:
    """Return whether everybody can read what only deploys need."""
    return _fetch(base_url, HISTORY_PATH) is not None


def _fetch(base_url: str, path: str) -> bytes | None:
    address = (
        path.removesuffix("index.html") if path.endswith("/index.html") or path == "index.html" else path
    )
    request = Request(
        base_url + quote(address), headers={"Cache-Control": "no-cache", "User-Agent": "liaison-deploy"}
    )
    try:
        with urlopen(request, timeout=20) as answer:
            content: bytes = answer.read()
            return content
    except HTTPError as error:
        content = error.read()
        error.close()
        return content if path == NOT_FOUND else None
    except (URLError, HTTPException, OSError):
        return None
