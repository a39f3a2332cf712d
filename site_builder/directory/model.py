"""The public directory: who serves where on a given day, and whom to turn to where nobody does."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from site_builder.content.geography import Geography
from site_builder.content.schema import Borough, Channel, Notice, Page, Record
from site_builder.content.settings import Site
from site_builder.content.sources import SourceFile
from site_builder.directory.diary import Meeting
from site_builder.directory.standing import ChannelStanding, Standing

AreaState = Literal["filled", "covered", "away", "vacant", "unlisted", "overdue"]
Reason = Literal["overdue", "unlisted", "vacant", "away", "no-contact"]
"""Why another than an area's own officer is shown."""


CHARITIES = 2
"""So many are named beside the police: whoever depends on one has nobody on the day on which it closes."""


@dataclass(frozen=True)
class Fallback:
    """Whom to turn to instead: an officer by rule, or nobody and then the force's own contact and 101.

    `how` says which rule found the officer: cover or team.
    """

    why: Reason
    officer: Standing | None = None
    how: str = ""


@dataclass(frozen=True)
class Area:
    """A borough and everyone who serves it."""

    borough: Borough
    standings: tuple[Standing, ...]
    state: AreaState
    fallback: Fallback | None


@dataclass(frozen=True)
class Directory:
    """The whole directory on one day."""

    site: Site
    as_of: datetime.date
    areas: tuple[Area, ...]
    standings: tuple[Standing, ...]
    channel_standings: tuple[ChannelStanding, ...]
    pages: tuple[Page, ...]
    photos: Mapping[str, SourceFile]
    geography: Geography | None = None
    charities: tuple[Channel, ...] = ()
    """The two independent charities that every area names, the one that was checked last first."""
    meetings: Mapping[tuple[str, str], tuple[Meeting, ...]] = field(default_factory=dict)
    """The surgeries that stand on the day, by kind and short name of those officers and areas that have any."""
    notices: tuple[Notice, ...] = ()
    """Those that are shown on the day, the newest first."""

    @cached_property
    def channels(self) -> tuple[Channel, ...]:
        """Every published channel, in the order in which they are shown."""
        return tuple(standing.channel for standing in self.channel_standings)

    def area(self, slug: str) -> Area | None:
        """Return the area of a borough, by short name."""
        return self._areas.get(slug)

    def standing(self, slug: str) -> Standing | None:
        """Return an officer's standing, by short name."""
        return self._standings.get(slug)

    def channel(self, slug: str) -> Channel | None:
        """Return a published channel, by short name."""
        return self._channels.get(slug)

    def areas_of(self, standing: Standing) -> tuple[Area, ...]:
        """Return the areas that an officer serves, in the order of their names."""
        return self._served.get(standing.officer.slug, ())

    def meetings_of(self, record: Record) -> tuple[Meeting, ...]:
        """Return the surgeries of an officer or an area itself, the next one first."""
        return self.meetings.get((record.KIND, record.slug), ())

    def meetings_in(self, area: Area) -> tuple[Meeting, ...]:
        """Return the surgeries of an area and of the officers who serve it, the next one first."""
        records: list[Record] = [area.borough, *(standing.officer for standing in area.standings)]
        found = (meeting for record in records for meeting in self.meetings_of(record))
        return tuple(sorted(found, key=lambda one: one.dates))

    @cached_property
    def _areas(self) -> Mapping[str, Area]:
        return {area.borough.slug: area for area in self.areas}

    @cached_property
    def _standings(self) -> Mapping[str, Standing]:
        return {standing.officer.slug: standing for standing in self.standings}

    @cached_property
    def _channels(self) -> Mapping[str, Channel]:
        return {channel.slug: channel for channel in self.channels}

    @cached_property
    def _served(self) -> Mapping[str, tuple[Area, ...]]:
        served: dict[str, tuple[Area, ...]] = {}
        for area in self.areas:
            for standing in area.standings:
                served[standing.officer.slug] = (*served.get(standing.officer.slug, ()), area)
        return served
