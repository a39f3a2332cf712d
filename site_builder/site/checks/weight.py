"""Pages stay light: on a train, on an old phone, each is there at once.

A page weighs what a first visit loads: its HTML, style sheets, scripts and icon, each packed with
gzip at level 6. A kilobyte is 1,024 bytes. Photographs are weighed apart, as they are; so are the files that a
component loads only when somebody uses it.
"""

import gzip
from collections.abc import Iterator
from typing import NamedTuple

from site_builder.site.checks.finished_site import LOADED_WHEN_USED, FinishedPage, FinishedSite, Flaw, Kind
from site_builder.site.published_files import KINDS, kind_of

KILOBYTE = 1024
PAGE_LIMIT = 12 * KILOBYTE
HTML_LIMIT = 7 * KILOBYTE
STYLE_LIMIT = 5 * KILOBYTE
SCRIPT_LIMIT = 2 * KILOBYTE
ALL_SCRIPTS_LIMIT = 8 * KILOBYTE  # with those that are loaded when used
PLACES_LIMIT = 8 * KILOBYTE
POSTCODES_LIMIT = 14 * KILOBYTE  # the table of postcodes and the list of their districts
PHOTO_LIMIT = 40 * KILOBYTE
REQUEST_LIMIT = 4


class Load(NamedTuple):
    """Paths of what a first visit to a page loads beside the page. What stands after `pictures` weighs apart."""

    styles: frozenset[str]
    scripts: frozenset[str]
    pictures: frozenset[str]
    photos: frozenset[str]
    later: frozenset[str]  # scripts that are loaded when used
    places: frozenset[str]
    postcodes: frozenset[str]


def find_heavy_pages(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    """Yield `heavy-page` for pages, or parts of pages, above their limit."""
    packed: dict[str, int] = {}
    for page in site.pages.values():
        load = _list_load(site, page)
        for path in {page.path}.union(*load) - load.photos - packed.keys():
            packed[path] = packed_size(site.files[path].content)
        for what, weight, limit in _weigh(page, load, packed):
            if weight > limit:
                fault = f"{what} {_in_words(weight)}, which is more than {_in_words(limit)}."
                yield page.path, Flaw("heavy-page", fault, "Shorten the text, or divide it into two pages.")
        count = 1 + sum(map(len, (load.styles, load.scripts, load.pictures)))
        if count > REQUEST_LIMIT:
            fault = f"it takes {count} files to show it, more than {REQUEST_LIMIT}."
            yield page.path, Flaw("heavy-page", fault, "Join style sheets, scripts or drawings in the theme.")


def find_heavy_photos(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    """Yield `heavy-photo` for each photograph in a page above its limit."""
    shown = {path for page in site.pages.values() for path in _list_load(site, page).photos}
    for path in sorted(shown):
        size = len(site.files[path].content)
        if size > PHOTO_LIMIT:
            fault = f"the photograph weighs {_in_words(size)}, which is more than {_in_words(PHOTO_LIMIT)}."
            yield path, Flaw("heavy-photo", fault, "Save it smaller or at a lower quality.")


def packed_size(content: bytes) -> int:
    """Return the bytes that travel when a host packs `content` with gzip at level 6."""
    return len(gzip.compress(content, 6, mtime=0))


def _list_load(site: FinishedSite, page: FinishedPage) -> Load:
    """Sort what a page loads; of several icons a browser takes one, so the heaviest counts."""
    found: dict[str, set[str]] = {kind: set() for kind in (*Load._fields, "icons")}
    for element, url, destination, is_request in page.references:
        path = destination.path
        if not is_request or destination.kind is not Kind.OWN or path not in site.files:
            continue
        used = [what for name, what in LOADED_WHEN_USED.items() if element.attributes.get(name) == url]
        if used:
            found[used[0]].add(path)
        elif element.name == "link" and element.has_word("rel", "icon"):
            found["icons"].add(path)
        elif kind_of(path) is KINDS["css"]:
            found["styles"].add(path)
        elif kind_of(path) is KINDS["js"]:
            found["scripts"].add(path)
        elif element.name in ("img", "source", "image", "use"):
            found["photos" if kind_of(path).is_photo else "pictures"].add(path)
    icons = sorted(found.pop("icons"), key=lambda path: len(site.files[path].content))
    found["pictures"].update(icons[-1:])
    return Load(**{kind: frozenset(paths) for kind, paths in found.items()})


def _weigh(page: FinishedPage, load: Load, packed: dict[str, int]) -> Iterator[tuple[str, int, int]]:
    """Yield what is weighed, its bytes and its limit."""

    def weigh(paths: frozenset[str]) -> int:
        return sum(packed[path] for path in paths)

    html, styles, scripts = packed[page.path], weigh(load.styles), weigh(load.scripts)
    yield "the page itself weighs", html, HTML_LIMIT
    yield "its style sheets weigh", styles, STYLE_LIMIT
    yield "its scripts weigh", scripts, SCRIPT_LIMIT
    yield "all the scripts it may load weigh", scripts + weigh(load.later), ALL_SCRIPTS_LIMIT
    yield "the list of places weighs", weigh(load.places), PLACES_LIMIT
    yield "the postcodes and their districts weigh", weigh(load.postcodes), POSTCODES_LIMIT
    yield "the page and what it needs weigh", html + styles + scripts + weigh(load.pictures), PAGE_LIMIT


def _in_words(size: int) -> str:
    return f"{size / KILOBYTE:.1f}".removesuffix(".0") + " kB"
