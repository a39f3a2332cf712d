"""Put officers, boroughs and channels together as they stand on one day. The day enters the program here."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import get_args

from site_builder.content.contacts_in_text import bare_contact
from site_builder.content.schema import Borough, Channel, Notice, Post
from site_builder.content.settings import Site
from site_builder.content.slug import person_key, sort_key
from site_builder.content.validation import Records
from site_builder.directory.consistency import find_faults
from site_builder.directory.diary import Meeting, meetings_on
from site_builder.directory.model import CHARITIES, Area, AreaState, Directory, Fallback, Reason
from site_builder.directory.standing import ChannelStanding, Standing, channel_standing_on, standing_on
from site_builder.findings.diagnostics import Diagnostic


def assemble_directory(
    records: Records, site: Site, as_of: datetime.date
) -> tuple[Directory, tuple[Diagnostic, ...]]:
    """Return the directory as it stands on a day, and what does not fit together."""
    standings = filter(None, (standing_on(one, as_of, site.freshness) for one in records.officers))
    channels = tuple(
        filter(None, (channel_standing_on(one, as_of, site.freshness) for one in records.channels))
    )
    ranked = sorted(_tell_apart(tuple(standings), records.boroughs), key=_leads_first)
    roster = _make_roster(ranked, records.boroughs)
    directory = Directory(
        site=site,
        as_of=as_of,
        areas=tuple(
            _area(borough, roster)
            for borough in sorted(records.boroughs, key=lambda borough: sort_key(borough.name, borough.slug))
            if borough.force in site.forces  # another force is a finding, and has nobody to turn to
        ),
        standings=tuple(sorted(ranked, key=_by_family_name)),
        channel_standings=tuple(sorted(channels, key=_by_order)),
        pages=records.pages,
        notices=tuple(sorted((one for one in records.notices if one.stands_on(as_of)), key=_newest_first)),
        photos=MappingProxyType({photo.name: photo for photo in records.photos}),
        geography=records.geography,
        charities=tuple(_charities(channels, site, records)),
        meetings=MappingProxyType(dict(_meetings(records, site, as_of))),
    )
    return directory, tuple(find_faults(directory, records))


def _meetings(
    records: Records, site: Site, as_of: datetime.date
) -> Iterator[tuple[tuple[str, str], tuple[Meeting, ...]]]:
    for record in records.with_surgeries:
        if found := meetings_on(record, as_of, site.freshness):
            yield (record.KIND, record.slug), tuple(sorted(found, key=lambda one: one.dates))


def _charities(channels: Sequence[ChannelStanding], site: Site, records: Records) -> Iterable[Channel]:
    """Return two charities: of those in the settings, or else of all that support, the ones checked last.

    None is of the police, and no two answer at one number.
    """
    retired = {bare_contact(contact.value) for contact in records.retired.contacts}
    known = {
        one.channel.slug: one
        for one in sorted(channels, key=_by_order)
        if one.contacts and one.channel.is_independent and not retired & _contacts_of(one)
    }
    named = [known[slug] for slug in dict.fromkeys(site.named_charities) if slug in known]
    others = (one for one in known.values() if one.channel.kind == "support" and one not in named)
    chosen: list[ChannelStanding] = []
    for one in (*named, *others):
        is_needed = one in named or len(chosen) < CHARITIES
        if is_needed and not any(_contacts_of(one) & _contacts_of(other) for other in chosen):
            chosen.append(one)
    return (one.channel for one in sorted(chosen, key=lambda one: one.freshness.rank)[:CHARITIES])


def _contacts_of(standing: ChannelStanding) -> set[str]:
    return {bare_contact(value) for value, _ in standing.contacts.values()}


@dataclass(frozen=True)
class _Roster:
    """Who serves each area, who of them all can be reached, and who can for each grouping: always the first to ask."""

    serving: Mapping[str, Sequence[Standing]]
    reachable: Mapping[str, Standing]
    of_grouping: Mapping[str, Standing]


def _make_roster(ranked: Sequence[Standing], boroughs: Iterable[Borough]) -> _Roster:
    grouping_of = {borough.slug: borough.grouping for borough in boroughs}
    serving: dict[str, list[Standing]] = defaultdict(list)
    of_grouping: dict[str, Standing] = {}
    for standing in ranked:
        for slug in dict.fromkeys(standing.officer.boroughs):
            serving[slug].append(standing)
            if standing.can_be_reached and (grouping := grouping_of.get(slug)):
                of_grouping.setdefault(grouping, standing)
    reachable = {standing.officer.slug: standing for standing in ranked if standing.can_be_reached}
    return _Roster(serving, reachable, of_grouping)


def _tell_apart(standings: Sequence[Standing], boroughs: Iterable[Borough]) -> Iterator[Standing]:
    """Yield the standings; people of one name are told apart by the first of their areas."""
    names = {borough.slug: borough.name for borough in boroughs}
    counts = Counter(standing.officer.name for standing in standings)
    for standing in standings:
        known = [names[slug] for slug in standing.officer.boroughs if slug in names]
        is_shared = counts[standing.officer.name] > 1 and known
        yield replace(standing, told_apart_by=known[0]) if is_shared else standing


def _area(borough: Borough, roster: _Roster) -> Area:
    serving = tuple(roster.serving.get(borough.slug, ()))
    if any(standing.can_be_reached for standing in serving):
        return Area(borough, serving, "filled", None)
    why = _reason(borough, serving)
    fallback = _fallback(why, borough, serving, roster)
    state: AreaState = "filled" if why == "no-contact" else why
    return Area(borough, serving, "covered" if fallback.how == "cover" else state, fallback)


def _reason(borough: Borough, serving: Sequence[Standing]) -> Reason:
    if not serving:
        return borough.liaison.state if borough.liaison else "unlisted"
    if any(standing.is_at_work for standing in serving):
        return "no-contact"
    return "away" if any(not standing.freshness.is_overdue for standing in serving) else "overdue"


def _fallback(why: Reason, borough: Borough, serving: Sequence[Standing], roster: _Roster) -> Fallback:
    """Return who stands in, by rule: whoever covers, else a reachable officer of the same grouping, else nobody."""
    covering = [standing.officer.covered_by for standing in serving] + [
        borough.liaison.covered_by if borough.liaison else None
    ]
    for slug in filter(None, covering):
        if slug in roster.reachable:
            return Fallback(why, roster.reachable[slug], "cover")
    in_team = roster.of_grouping.get(borough.grouping or "")
    return Fallback(why, in_team, "team") if in_team else Fallback(why)


def _leads_first(standing: Standing) -> tuple[bool, int, str]:
    return (not standing.can_be_reached, get_args(Post).index(standing.officer.post), standing.officer.slug)


def _newest_first(notice: Notice) -> tuple[int, str]:
    return (-notice.day.toordinal(), notice.slug)


def _by_family_name(standing: Standing) -> str:
    return person_key(standing.officer.name, standing.officer.slug)


def _by_order(standing: ChannelStanding) -> tuple[int, str]:
    return (standing.channel.order, standing.channel.slug)
