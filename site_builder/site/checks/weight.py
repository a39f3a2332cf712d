"""Pages stay light: on a train, on an old phone, each is there at once.

A page weighs what a first visit loads: its HTML, style sheets, scripts and icon, each packed with
gzip at level 6. A kilobyte is 1,024 bytes. Photographs are weighed apart, as they are; so are the files that a
component loads only when somebody uses it.
"""

import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

from site_builder.site.checks.finished_site import FinishedSite, Flaw, PageFacts
from site_builder.site.published_files import AREA_PAGE

KILOBYTE = 1024
PAGE_LIMIT = 12 * KILOBYTE
HTML_LIMIT = 7 * KILOBYTE
STYLE_LIMIT = 5 * KILOBYTE
SCRIPT_LIMIT = 2 * KILOBYTE
ALL_SCRIPTS_LIMIT = 8 * KILOBYTE  # with those that are loaded when used
PLACES_LIMIT = 8 * KILOBYTE
PLACES_LIMIT_AN_AREA = 200
"""Bytes, for a region with more areas than London's 33. Measured: London's take 151 each, with fifteen names of places,
the example's 216, with an officer or two; those of a made-up country of 400 areas take 77, with seven names."""
POSTCODES_LIMIT = 14 * KILOBYTE  # the table of postcodes and the list of their districts
PHOTO_LIMIT = 40 * KILOBYTE
REQUEST_LIMIT = 4

Loads = defaultdict[str, set[str]]
"""What a first visit to a page loads beside the page: paths by what they are weighed as.

`later` are scripts that are loaded when used, and `photos` are weighed apart.
"""


def find_heavy_pages(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    """Yield `heavy-page` for pages, or parts of pages, above their limit."""
    weigh_file = cache(lambda path: packed_size(site.files[path].content))
    places_limit = _places_limit(site)
    for page in site.pages.values():
        loads = _list_loads(site, page)
        for what, weight, limit in _weigh(page, loads, weigh_file, places_limit):
            if weight > limit:
                fault = f"{what} {_in_words(weight)}, which is more than {_in_words(limit)}."
                yield page.path, Flaw("heavy-page", fault, "Shorten the text, or divide it into two pages.")
        count = 1 + sum(len(loads[use]) for use in ("styles", "scripts", "pictures"))
        if count > REQUEST_LIMIT:
            fault = f"it takes {count} files to show it, more than {REQUEST_LIMIT}."
            yield page.path, Flaw("heavy-page", fault, "Join style sheets, scripts or drawings in the theme.")


def find_heavy_photos(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    """Yield `heavy-photo` for each photograph in a page above its limit."""
    shown = {path for page in site.pages.values() for path in _list_loads(site, page)["photos"]}
    for path in sorted(shown):
        size = len(site.files[path].content)
        if size > PHOTO_LIMIT:
            fault = f"the photograph weighs {_in_words(size)}, which is more than {_in_words(PHOTO_LIMIT)}."
            yield path, Flaw("heavy-photo", fault, "Save it smaller or at a lower quality.")


def packed_size(content: bytes) -> int:
    """Return the bytes that travel when a host packs `content` with gzip at level 6."""
    return len(gzip.compress(content, 6, mtime=0))


def _list_loads(site: FinishedSite, page: PageFacts) -> Loads:
    """Sort what a page loads; of several icons a browser takes one, so the heaviest counts."""
    found: Loads = defaultdict(set)
    for use, path in page.loads:
        if path in site.files:
            found[use].add(path)
    icons = sorted(found["icons"], key=lambda path: len(site.files[path].content))
    found["pictures"].update(icons[-1:])
    return found


def _places_limit(site: FinishedSite) -> int:
    areas = sum(AREA_PAGE.holds(path) for path in site.pages)
    return max(PLACES_LIMIT, areas * PLACES_LIMIT_AN_AREA)


def _weigh(
    page: PageFacts, loads: Loads, weigh_file: Callable[[str], int], places_limit: int
) -> Iterator[tuple[str, int, int]]:
    """Yield what is weighed, its bytes and its limit."""

    def weigh(use: str) -> int:
        return sum(map(weigh_file, loads[use]))

    styles, scripts = weigh("styles"), weigh("scripts")
    yield "the page itself weighs", page.packed, HTML_LIMIT
    yield "its style sheets weigh", styles, STYLE_LIMIT
    yield "its scripts weigh", scripts, SCRIPT_LIMIT
    yield "all the scripts it may load weigh", scripts + weigh("later"), ALL_SCRIPTS_LIMIT
    yield "the list of places weighs", weigh("places"), places_limit
    yield "the postcodes and their districts weigh", weigh("postcodes"), POSTCODES_LIMIT
    yield "the page and what it needs weigh", page.packed + styles + scripts + weigh("pictures"), PAGE_LIMIT


def _in_words(size: int) -> str:
    return f"{size / KILOBYTE:.1f}".removesuffix(".0") + " kB"
