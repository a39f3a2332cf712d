"""The public directory: who serves where on a given day, and whom to turn to where nobody does."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.content.geography import Geography
from site_builder.content.schema import Borough, Channel, Officer, Page
from site_builder.content.settings import Site
from site_builder.content.sources import SourceFile
from site_builder.directory.freshness import Freshness


@dataclass(frozen=True)
class Standing:
    """An officer as they stand on the day.

    `state` is in-post, acting, away or leaving: what holds on the day, so an officer back from leave is in post.
    `contacts` are those that may be shown, by field name, each with its own freshness.
    """

    officer: Officer
    state: str
    freshness: Freshness
    contacts: Mapping[str, tuple[str, Freshness]]

    @property
    def is_at_work(self) -> bool:
        """Whether somebody is there to answer, as far as we know."""
        return self.state != "away" and not self.freshness.is_overdue

    @property
    def can_be_reached(self) -> bool:
        """Whether a person can lead with this officer: at work, and with a contact that is not overdue."""
        return self.is_at_work and any(not fresh.is_overdue for _, fresh in self.contacts.values())


@dataclass(frozen=True)
class Fallback:
    """Whom to turn to instead: an officer by rule, or nobody and then the force's own contact and 101.

    `why` is overdue, unlisted, vacant, away or no-contact; `how` says which rule found the officer: cover or team.
    """

    why: str
    officer: Standing | None = None
    how: str = ""


@dataclass(frozen=True)
class Area:
    """A borough and everyone who serves it; `state` is filled, covered, away, vacant, unlisted or overdue."""

    borough: Borough
    standings: tuple[Standing, ...]
    state: str
    fallback: Fallback | None


@dataclass(frozen=True)
class Directory:
    """The whole directory on one day."""

    site: Site
    as_of: datetime.date
    areas: tuple[Area, ...]
    standings: tuple[Standing, ...]
    channels: tuple[Channel, ...]
    pages: tuple[Page, ...]
    photos: Mapping[str, SourceFile]
    geography: Geography | None = None

    def area(self, slug: str) -> Area | None:
        """Return the area of a borough, by short name."""
        return next((area for area in self.areas if area.borough.slug == slug), None)

    def standing(self, slug: str) -> Standing | None:
        """Return an officer's standing, by short name."""
        return next((standing for standing in self.standings if standing.officer.slug == slug), None)

    def channel(self, slug: str) -> Channel | None:
        """Return a published channel, by short name."""
        return next((channel for channel in self.channels if channel.slug == slug), None)
