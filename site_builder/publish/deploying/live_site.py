"""Look at a site as a visitor's browser gets it, and compare that with what was sent."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Answer:
    """What a host sends: the content, its headers, and since when it is so, in the host's own words, if it says so."""

    content: bytes
    headers: Mapping[str, str]

    @property
    def changed(self) -> str:
        """The moment of the last change, as HTTP writes it (RFC 9110, section 8.8.2)."""
        return next((value for name, value in self.headers.items() if name.lower() == "last-modified"), "")


def ask_host(url: str) -> Answer | None:
    """Return what a visitor gets at an address, or None where nobody answers with a page."""
    request = Request(url, headers={"Cache-Control": "no-cache", "User-Agent": "liaison-doctor"})
    try:
        with urlopen(request, timeout=20) as answer:
            return Answer(answer.read(), dict(answer.headers.items()))
    except (URLError, HTTPException, OSError, ValueError):
        return None


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
