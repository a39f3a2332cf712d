"""Where to write when something on a page is wrong: an address that opens a mail with a subject and no words.

The subject says which entry is meant, by its short name, and its version: the newest day that the entry gives. It names
no person, since it is read in lists of mails: an officer is the post in an area.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from site_builder.directory.model import Area, Directory
from site_builder.site.pages.discreet_mode import neutral_topic
from site_builder.site.urls import Urls

_PERSON = "Person"
"""In discreet mode, where even the post would tell."""
_UNDATED = "undated"
"""The version of what only a source without a date names."""


@dataclass(frozen=True)
class Corrections:
    """The mails about the pages of one edition; `original` is the directory in English where that is another."""

    directory: Directory
    urls: Urls
    original: Directory | None = None

    def address(self, url: str, day: datetime.date | None = None) -> str:
        """Return the address of a mail about the page at `url`, as of its own day or another; "" without a contact."""
        contact = self.directory.site.publisher.contact
        if contact is None:
            return ""
        return f"mailto:{quote(contact, safe='@')}?subject={quote(self._subject(url, day), safe='')}"

    def _subject(self, url: str, day: datetime.date | None) -> str:
        entry, rest = self._nearest(url)
        name, own_day = self._entries.get(entry, ("", None))
        if self.directory.site.discreet_name:
            name = self._neutral(entry, url)
            rest = ""
        elif self.urls.language and entry.startswith(self.urls.own_root):
            name = f"{name}.{self.urls.language}"
        version = day or own_day
        parts = (name, *rest.strip("/").split("/"), version.isoformat() if version else _UNDATED)
        return " ".join(filter(None, parts))

    def _nearest(self, url: str) -> tuple[str, str]:
        """Return the address of the entry that a page belongs to, and what of the page's own address follows it."""
        entry = url
        while entry not in self._entries and entry.startswith(self.urls.root) and entry != self.urls.root:
            entry = entry[: entry.rstrip("/").rfind("/") + 1]
        return entry, url.removeprefix(entry)

    def _neutral(self, entry: str, url: str) -> str:
        if entry in self._officers:
            return _PERSON
        original = self.original or self.directory
        below = url.removeprefix(self.urls.own_root if self.urls.language else self.urls.root)
        topic = neutral_topic(self.urls.root + below, original, Urls(self.urls.root))
        return topic or self.directory.site.discreet_name or ""

    @cached_property
    def _officers(self) -> frozenset[str]:
        return frozenset(self.urls.officer(one.officer.slug) for one in self.directory.standings)

    @cached_property
    def _entries(self) -> dict[str, tuple[str, datetime.date | None]]:
        """Map the address of each page that has a file of its own to its short name and the newest day it gives."""
        return {url: (name, day) for url, name, day in self._listed()}

    def _listed(self) -> Iterator[tuple[str, str, datetime.date | None]]:
        offered = {one.channel.slug: one.freshness.dated for one in self.directory.channel_standings}
        for page in self.directory.pages:
            yield self.urls.page(page.slug), page.slug, page.reviewed
        for notice in self.directory.notices:
            yield self.urls.notice(notice.slug), notice.slug, notice.day
        for slug, day in offered.items():
            yield self.urls.channel(slug), slug, day
        for area in self.directory.areas:
            force = self.directory.site.forces[area.borough.force]
            day = _newest_day(area) or offered.get(force.call_channel)
            yield self.urls.borough(area.borough.slug), area.borough.slug, day
        for standing in self.directory.standings:
            officer = standing.officer
            yield self.urls.officer(officer.slug), f"officer {officer.boroughs[0]}", standing.freshness.dated


def _newest_day(area: Area) -> datetime.date | None:
    return max((day for one in area.standings if (day := one.freshness.dated)), default=None)
