"""Put officers, boroughs and channels together as they stand on one day. The day enters the program here."""

import datetime
from collections.abc import Sequence
from types import MappingProxyType
from typing import get_args

from site_builder.content.schema import Borough, Post
from site_builder.content.settings import Site
from site_builder.content.validation import Records
from site_builder.directory.consistency import find_faults
from site_builder.directory.model import Area, AreaState, Directory, Fallback, Reason
from site_builder.directory.standing import ChannelStanding, Standing, channel_standing_on, standing_on
from site_builder.findings.diagnostics import Diagnostic


def assemble_directory(
    records: Records, site: Site, as_of: datetime.date
) -> tuple[Directory, tuple[Diagnostic, ...]]:
    """Return the directory as it stands on a day, and what does not fit together."""
    standings = filter(None, (standing_on(one, as_of, site.freshness) for one in records.officers))
    channels = filter(None, (channel_standing_on(one, as_of, site.freshness) for one in records.channels))
    ranked = sorted(standings, key=_leads_first)
    directory = Directory(
        site=site,
        as_of=as_of,
        areas=tuple(
            _area(borough, ranked, records.boroughs)
            for borough in sorted(records.boroughs, key=lambda borough: borough.name)
            if borough.force in site.forces  # another force is a finding, and has nobody to turn to
        ),
        standings=tuple(sorted(ranked, key=_by_family_name)),
        channel_standings=tuple(sorted(channels, key=_by_order)),
        pages=records.pages,
        photos=MappingProxyType({photo.name: photo for photo in records.photos}),
        geography=records.geography,
    )
    return directory, tuple(find_faults(directory, records))


def _area(borough: Borough, ranked: Sequence[Standing], boroughs: Sequence[Borough]) -> Area:
    serving = tuple(standing for standing in ranked if borough.slug in standing.officer.boroughs)
    if any(standing.can_be_reached for standing in serving):
        return Area(borough, serving, "filled", None)
    why = _reason(borough, serving)
    fallback = _fallback(why, borough, serving, ranked, boroughs)
    state: AreaState = "filled" if why == "no-contact" else why
    return Area(borough, serving, "covered" if fallback.how == "cover" else state, fallback)


def _reason(borough: Borough, serving: Sequence[Standing]) -> Reason:
    if not serving:
        return borough.liaison.state if borough.liaison else "unlisted"
    if any(standing.is_at_work for standing in serving):
        return "no-contact"
    return "away" if any(not standing.freshness.is_overdue for standing in serving) else "overdue"


def _fallback(
    why: Reason,
    borough: Borough,
    serving: Sequence[Standing],
    ranked: Sequence[Standing],
    boroughs: Sequence[Borough],
) -> Fallback:
    """Return who stands in, by rule: whoever covers, else a reachable officer of the same grouping, else nobody."""
    reachable = [standing for standing in ranked if standing.can_be_reached]
    by_slug = {standing.officer.slug: standing for standing in reachable}
    covering = [standing.officer.covered_by for standing in serving] + [
        borough.liaison.covered_by if borough.liaison else None
    ]
    for slug in covering:
        if slug in by_slug:
            return Fallback(why, by_slug[slug], "cover")
    team = {other.slug for other in boroughs if borough.grouping and other.grouping == borough.grouping}
    for standing in reachable:
        if team & set(standing.officer.boroughs):
            return Fallback(why, standing, "team")
    return Fallback(why)


def _leads_first(standing: Standing) -> tuple[bool, int, str]:
    return (not standing.can_be_reached, get_args(Post).index(standing.officer.post), standing.officer.slug)


def _by_family_name(standing: Standing) -> tuple[str, str]:
    return (standing.officer.name.split()[-1].casefold(), standing.officer.slug)


def _by_order(standing: ChannelStanding) -> tuple[int, str]:
    return (standing.channel.order, standing.channel.slug)
