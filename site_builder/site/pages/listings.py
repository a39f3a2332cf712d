"""All of a directory as pages show it, each thing made once: pages, the finder and all files take it from here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeVar

from site_builder.directory.model import Area, Directory
from site_builder.directory.model import Fallback as Rule
from site_builder.directory.standing import Standing
from site_builder.language.words import Words
from site_builder.site.pages.areas import borough_entry
from site_builder.site.pages.cards import channel_card, officer_photo, officer_profile
from site_builder.site.pages.fallbacks import FallbackWriter
from site_builder.site.pages.job import PhotoJob
from site_builder.site.pages.views import BoroughEntry, ChannelCard, Fallback, OfficerProfile
from site_builder.site.urls import Urls

S = TypeVar("S")
V = TypeVar("V")


@dataclass(frozen=True, kw_only=True)
class Listings:
    """The views of one directory, by short name and in its order; an area that needs no fallback has none.

    `others` are whom to turn to besides, or instead of, the officers of every area; `instead` by the name of an officer
    who cannot be reached and whose area needs no fallback, because another can.
    """

    officers: Mapping[str, OfficerProfile]
    channels: Mapping[str, ChannelCard]
    boroughs: Mapping[str, BoroughEntry]
    fallbacks: Mapping[str, Fallback]
    others: Mapping[str, Fallback]
    instead: Mapping[str, Fallback]


class _Made(Mapping[str, V]):
    """Views by short name, each made when somebody asks for it: often one page alone is planned."""

    def __init__(self, shown: Mapping[str, S], make: Callable[[S], V]) -> None:
        self._make = {slug: partial(make, one) for slug, one in shown.items()}
        self._made: dict[str, V] = {}

    def __getitem__(self, slug: str) -> V:
        if slug not in self._made:
            self._made[slug] = self._make[slug]()
        return self._made[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._make)

    def __len__(self) -> int:
        return len(self._make)


def make_listings(directory: Directory, urls: Urls, words: Words) -> Listings:
    """Return the views of a directory in the words of a language."""
    photos = officer_photos(directory)
    standings = {one.officer.slug: one for one in directory.standings}
    ways = {one.channel.slug: one for one in directory.channel_standings}
    areas = {area.borough.slug: area for area in directory.areas}
    officers = _Made(
        standings, lambda one: officer_profile(one, directory, urls, photos.get(one.officer.slug), words)
    )
    channels = _Made(ways, lambda one: channel_card(one, directory, urls, words))
    charities = [charity.slug for charity in directory.charities]
    writer = FallbackWriter(directory.site, urls, words, officers, channels, charities)
    without = {slug: (area, area.fallback) for slug, area in areas.items() if area.fallback}
    return Listings(
        officers=officers,
        channels=channels,
        boroughs=_Made(areas, lambda area: borough_entry(area, urls, words)),
        fallbacks=_Made(without, lambda one: writer.fallback(*one)),
        others=_Made(areas, lambda area: writer.fallback(area, area.fallback or Rule("no-contact"))),
        instead=_Made(dict(_stand_ins(directory)), lambda one: writer.instead_of(*one)),
    )


def _stand_ins(directory: Directory) -> Iterator[tuple[str, tuple[Standing, Area, Standing]]]:
    """Yield by name who cannot be reached, an area of theirs, and who is asked there: who covers, or who serves too."""
    for absent in directory.standings:
        areas = directory.areas_of(absent)
        if absent.can_be_reached or any(area.fallback for area in areas):
            continue
        covering = directory.standing(absent.officer.covered_by or "")
        beside = ((area, one) for area in areas for one in area.standings if one.can_be_reached)
        for area, other in islice(beside, 1):
            asked = covering if covering and covering.can_be_reached else other
            yield absent.officer.slug, (absent, area, asked)


def officer_photos(directory: Directory) -> Mapping[str, PhotoJob]:
    """Return the photographs of those officers who have one, by short name."""
    photos = {one.officer.slug: officer_photo(one, directory) for one in directory.standings}
    return {slug: photo for slug, photo in photos.items() if photo}
