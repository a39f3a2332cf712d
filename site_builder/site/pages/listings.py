"""All of a directory as pages show it, each thing made once: pages, the finder and all files take it from here."""

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.directory.model import Directory
from site_builder.site.pages.areas import borough_entry
from site_builder.site.pages.cards import channel_card, officer_photo, officer_profile
from site_builder.site.pages.fallbacks import FallbackWriter
from site_builder.site.pages.job import PhotoJob
from site_builder.site.pages.views import BoroughEntry, ChannelCard, Fallback, OfficerProfile
from site_builder.site.urls import Urls


@dataclass(frozen=True, kw_only=True)
class Listings:
    """The views of one directory, by short name and in its order; an area that needs no fallback has none."""

    photos: Mapping[str, PhotoJob]
    officers: Mapping[str, OfficerProfile]
    channels: Mapping[str, ChannelCard]
    boroughs: Mapping[str, BoroughEntry]
    fallbacks: Mapping[str, Fallback]


def make_listings(directory: Directory, urls: Urls) -> Listings:
    """Return the views of a directory."""
    photos = {one.officer.slug: officer_photo(one, directory) for one in directory.standings}
    officers = {
        one.officer.slug: officer_profile(one, directory, urls, photos[one.officer.slug])
        for one in directory.standings
    }
    channels = {one.channel.slug: channel_card(one, directory, urls) for one in directory.channel_standings}
    writer = FallbackWriter(
        directory.site, urls, officers, channels, [charity.slug for charity in directory.charities]
    )
    return Listings(
        photos={slug: photo for slug, photo in photos.items() if photo},
        officers=officers,
        channels=channels,
        boroughs={area.borough.slug: borough_entry(area, urls) for area in directory.areas},
        fallbacks={
            area.borough.slug: writer.fallback(area, area.fallback)
            for area in directory.areas
            if area.fallback
        },
    )
