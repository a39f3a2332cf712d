"""Put officers, boroughs and channels together as they stand on one day. The day enters the program here."""

import datetime
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from site_builder.content.schema import Borough, Officer
from site_builder.content.settings import Site
from site_builder.content.validation import Records
from site_builder.directory.consistency import find_faults
from site_builder.directory.freshness import assess_check, assess_officer
from site_builder.directory.model import Area, Directory, Fallback, Standing
from site_builder.findings.diagnostics import Diagnostic

_POSTS = ("lead", "deputy", "volunteer")


def assemble_directory(
    records: Records, site: Site, as_of: datetime.date
) -> tuple[Directory, tuple[Diagnostic, ...]]:
    """Return the directory as it stands on a day, and what does not fit together."""
    standings = tuple(
        standing for officer in records.officers if (standing := _standing(officer, site, as_of)) is not None
    )
    by_slug = {standing.officer.slug: standing for standing in standings}
    directory = Directory(
        site=site,
        as_of=as_of,
        areas=tuple(
            _area(borough, standings, by_slug, records.boroughs)
            for borough in _by_name(records.boroughs)
            if borough.force in site.forces  # another force is a finding, and has nobody to turn to
        ),
        standings=tuple(sorted(standings, key=_by_family_name)),
        channels=tuple(
            sorted(
                (channel for channel in records.channels if channel.held_back is None),
                key=lambda channel: (channel.order, channel.slug),
            )
        ),
        pages=records.pages,
        photos=MappingProxyType({photo.name: photo for photo in records.photos}),
        geography=records.geography,
    )
    return directory, tuple(find_faults(directory, records))


def has_left(officer: Officer, as_of: datetime.date) -> bool:
    """Whether the last day of an officer who leaves, or stood in for another, has passed."""
    return officer.state in {"leaving", "acting"} and officer.until is not None and officer.until < as_of


def _has_yet_to_begin(officer: Officer, as_of: datetime.date) -> bool:
    return officer.state in {"in-post", "acting"} and officer.since is not None and officer.since > as_of


def _standing(officer: Officer, site: Site, as_of: datetime.date) -> Standing | None:
    if has_left(officer, as_of) or _has_yet_to_begin(officer, as_of):
        return None
    freshness = assess_officer(officer.source, officer.checked, site.freshness, as_of)
    contacts = {
        name: (
            contact.value,
            assess_check(contact.checked, site.freshness, as_of) if contact.checked else freshness,
        )
        for name, contact in officer.contacts().items()
    }
    return Standing(officer, _state_on(officer, as_of), freshness, MappingProxyType(contacts))


def _state_on(officer: Officer, as_of: datetime.date) -> str:
    not_yet = officer.since is not None and officer.since > as_of
    back = officer.until is not None and officer.until < as_of
    return "in-post" if officer.state == "away" and (not_yet or back) else officer.state


def _area(
    borough: Borough,
    standings: Sequence[Standing],
    by_slug: Mapping[str, Standing],
    boroughs: Sequence[Borough],
) -> Area:
    serving = tuple(
        sorted(
            (standing for standing in standings if borough.slug in standing.officer.boroughs),
            key=_leads_first,
        )
    )
    if any(standing.can_be_reached for standing in serving):
        return Area(borough, serving, "filled", None)
    why = _reason(borough, serving)
    fallback = _fallback(why, borough, serving, standings, by_slug, boroughs)
    state = {"no-contact": "filled"}.get(why, why)
    return Area(borough, serving, "covered" if fallback.how == "cover" else state, fallback)


def _reason(borough: Borough, serving: Sequence[Standing]) -> str:
    if not serving:
        return borough.liaison.state if borough.liaison else "unlisted"
    if any(standing.is_at_work for standing in serving):
        return "no-contact"
    return "away" if any(not standing.freshness.is_overdue for standing in serving) else "overdue"


def _fallback(
    why: str,
    borough: Borough,
    serving: Sequence[Standing],
    standings: Sequence[Standing],
    by_slug: Mapping[str, Standing],
    boroughs: Sequence[Borough],
) -> Fallback:
    """Return who stands in, by rule: whoever covers, else a reachable officer of the same grouping, else nobody."""
    covering = [standing.officer.covered_by for standing in serving] + [
        borough.liaison.covered_by if borough.liaison else None
    ]
    for slug in covering:
        standing = by_slug.get(slug or "")
        if standing is not None and standing.can_be_reached:
            return Fallback(why, standing, "cover")
    team = {other.slug for other in boroughs if borough.grouping and other.grouping == borough.grouping}
    for standing in sorted(standings, key=_leads_first):
        if standing.can_be_reached and team & set(standing.officer.boroughs):
            return Fallback(why, standing, "team")
    return Fallback(why)


def _leads_first(standing: Standing) -> tuple[bool, int, str]:
    return (not standing.can_be_reached, _POSTS.index(standing.officer.post), standing.officer.slug)


def _by_name(boroughs: Sequence[Borough]) -> list[Borough]:
    return sorted(boroughs, key=lambda borough: borough.name)


def _by_family_name(standing: Standing) -> tuple[str, str]:
    return (standing.officer.name.split()[-1].casefold(), standing.officer.slug)
