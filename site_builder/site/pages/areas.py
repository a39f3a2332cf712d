"""Boroughs as they stand in lists, on the map and in the coverage table."""

from collections.abc import Mapping

from site_builder.directory.model import Area, AreaState, Directory
from site_builder.language.words import Words
from site_builder.site.pages.cards import display_name
from site_builder.site.pages.views import AreaShape, BoroughEntry, Link, ListedOfficer, MapView
from site_builder.site.urls import Urls

STATES: tuple[AreaState, ...] = ("filled", "covered", "away", "overdue", "vacant", "unlisted")
"""Each state of an area, best first."""

MOST_ON_A_MAP = 56
"""Areas that a map can show: the tiles of the tile map, 8 by 7, each 40 pixels wide on a screen of 320. Of more areas
some would be less than the 24 pixels that a target needs (WCAG 2.2, 2.5.8), so a larger region has no map."""


def state_words(state: AreaState, words: Words) -> str:
    """Return the words for the state of an area."""
    return words(f"area_{state}")


def borough_entry(area: Area, urls: Urls, words: Words) -> BoroughEntry:
    """Return one borough as a list shows it."""
    borough = area.borough
    return BoroughEntry(
        name=borough.name,
        url=urls.borough(borough.slug),
        label=borough.tile.label if borough.tile else "",
        column=borough.tile.column if borough.tile else 0,
        row=borough.tile.row if borough.tile else 0,
        state=area.state,
        state_words=state_words(area.state, words),
        officers=tuple(
            ListedOfficer(
                name=display_name(one),
                url=urls.officer(one.officer.slug),
                freshness_words=one.freshness.told(words),
            )
            for one in area.standings
        ),
        detail=_detail(area, words),
        places=borough.places,
    )


def area_map(directory: Directory, entries: Mapping[str, BoroughEntry]) -> MapView | None:
    """Return the map with shapes, where the content has one for every borough; `entries` are by short name."""
    drawn = directory.geography.map if directory.geography else None
    if drawn is None or len(directory.areas) > MOST_ON_A_MAP:
        return None
    if any(area.borough.gss not in drawn.areas for area in directory.areas):
        return None
    shapes = tuple(
        AreaShape(
            name=entry.name,
            url=entry.url,
            path=shape.path,
            state=entry.state,
            state_words=entry.state_words,
            label_x=shape.label[0],
            label_y=shape.label[1],
            label=entry.label,
        )
        for area in directory.areas
        if (shape := drawn.areas[area.borough.gss]) and (entry := entries[area.borough.slug])
    )
    return MapView(
        width=drawn.width, height=drawn.height, shapes=shapes, river=drawn.river or "", source=drawn.source
    )


def neighbours(area: Area, directory: Directory, urls: Urls, *, across: bool) -> tuple[Link, ...]:
    """Return the boroughs next to an area, those across the river or all others."""
    beyond = set(area.borough.across_river or ())
    found = (directory.area(slug) for slug in area.borough.neighbours if (slug in beyond) == across)
    return tuple(
        Link(text=other.borough.name, url=urls.borough(other.borough.slug)) for other in found if other
    )


def _detail(area: Area, words: Words) -> str:
    """Return the words for an area where no officer is listed; an officer's own stand with the name."""
    if area.standings:
        return ""
    liaison, stand_in = area.borough.liaison, area.fallback.officer if area.fallback else None
    if area.state == "vacant" and liaison and liaison.since:
        return words("vacant_since", date=words.day(liaison.since))
    if stand_in and area.state == "covered":
        return words("covers_meanwhile", officer=display_name(stand_in))
    if stand_in:
        return words("you_can_try", officer=display_name(stand_in))
    return words("ask_on_101")
