"""Boroughs as they stand in lists, on the map and in the coverage table."""

from site_builder.directory.model import Area, Directory
from site_builder.language.wording import format_day
from site_builder.site.pages.cards import display_name
from site_builder.site.pages.views import AreaShape, BoroughEntry, Link, MapView
from site_builder.site.urls import Urls

STATES = {
    "filled": "Officer listed",
    "covered": "Covered by another officer",
    "away": "Officer away",
    "overdue": "Not checked lately",
    "vacant": "Post vacant",
    "unlisted": "Nobody listed yet",
}
"""Each state of an area and the words for it, best first."""


def borough_entries(directory: Directory, urls: Urls) -> tuple[BoroughEntry, ...]:
    """Return every borough, A to Z."""
    return tuple(borough_entry(area, directory, urls) for area in directory.areas)


def borough_entry(area: Area, directory: Directory, urls: Urls) -> BoroughEntry:
    """Return one borough as a list shows it."""
    borough = area.borough
    officers = tuple(Link(display_name(one), urls.officer(one.officer.slug)) for one in area.standings)
    return BoroughEntry(
        borough.name,
        urls.borough(borough.slug),
        borough.tile.label,
        borough.tile.column,
        borough.tile.row,
        area.state,
        STATES[area.state],
        officers,
        _detail(area),
        borough.places,
        directory.site.forces[borough.force].short_name,
    )


def area_map(directory: Directory, urls: Urls) -> MapView | None:
    """Return the map with shapes, where the content has one for every borough."""
    drawn = directory.geography.map if directory.geography else None
    if drawn is None or any(area.borough.gss not in drawn.areas for area in directory.areas):
        return None
    shapes = tuple(
        AreaShape(
            entry.name, entry.url, shape.path, entry.state, entry.state_words, *shape.label, entry.label
        )
        for area in directory.areas
        if (shape := drawn.areas[area.borough.gss]) and (entry := borough_entry(area, directory, urls))
    )
    return MapView(drawn.width, drawn.height, shapes, drawn.river or "", drawn.source)


def neighbours(area: Area, directory: Directory, urls: Urls, *, across: bool) -> tuple[Link, ...]:
    """Return the boroughs next to an area, those across the Thames or all others."""
    beyond = set(area.borough.across_thames or ())
    found = (directory.area(slug) for slug in area.borough.neighbours if (slug in beyond) == across)
    return tuple(Link(other.borough.name, urls.borough(other.borough.slug)) for other in found if other)


def _detail(area: Area) -> str:
    if area.state in {"filled", "covered", "away", "overdue"} and area.standings:
        return area.standings[0].freshness.words
    liaison = area.borough.liaison
    if area.state == "vacant" and liaison and liaison.since:
        return f"Vacant since {format_day(liaison.since)}."
    if area.fallback and area.fallback.officer:
        return f"You can try {display_name(area.fallback.officer)}, of the same police team."
    return "Ask for one on 101."
