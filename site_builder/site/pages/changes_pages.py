"""What changed, as a page by month and as feeds (Atom and JSON) for the whole directory and for each area."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from html import escape
from itertools import groupby
from urllib.parse import urlsplit
from xml.etree import ElementTree

from site_builder.content.schema import Notice
from site_builder.directory.history.change_record import PAGE, Change, ChangeRecord
from site_builder.directory.model import Directory
from site_builder.language.wording import MONTHS, format_count, format_day
from site_builder.language.words import read_english
from site_builder.site.pages.changes_views import ChangeDay, ChangeMonth, ChangesView, NoticeEntry
from site_builder.site.pages.corrections import Corrections
from site_builder.site.pages.frames import licence
from site_builder.site.pages.job import FileJob
from site_builder.site.pages.open_data.json_text import format_json
from site_builder.site.pages.views import Frame, Link, Prose
from site_builder.site.published_files import (
    CHANGES_DATA,
    FEED_OF_ALL,
    FEED_OF_AREA,
    JSON_FEED_OF_ALL,
    JSON_FEED_OF_AREA,
    kind_of,
)
from site_builder.site.urls import Urls

MOST_SHOWN = 100
"""Changes on the page and in a feed; the file for machines has them all."""
_OWNED_SINCE = "2026"
"""The year in the ids of feeds (RFC 4151); it never changes, or readers would see every entry again."""


@dataclass(frozen=True)
class _Entry:
    """What is new, as feeds tell it; `report` is the address of a mail about it, or "".

    `is_whole` says that the headline is all there is.
    """

    id: str
    on: datetime.date
    headline: str
    text: str
    url: str
    report: str
    is_whole: bool

    @property
    def html(self) -> str:
        """The words with the way to say that they are wrong; "" where nobody can be written to."""
        if not self.report:
            return ""
        asked = escape(read_english()("something_wrong"))
        return f'<p>{escape(self.text)}</p><p><a href="{escape(self.report)}">{asked}</a></p>'


@dataclass(frozen=True)
class ChangesPlanner:
    """Plans the page and the feeds of one record of changes."""

    directory: Directory
    urls: Urls
    record: ChangeRecord

    @property
    def feed_of_all(self) -> str:
        """The address of the Atom feed of all changes."""
        return self.urls.root + FEED_OF_ALL.path()

    def feed_of_area(self, slug: str) -> str:
        """Return the address of the Atom feed of one area."""
        return self.urls.root + FEED_OF_AREA.path(area=slug)

    def view(self, frame: Frame, summary: str, prose: Prose | None) -> ChangesView:
        """Return the page on which people read what changed."""
        shown = self.record.changes[:MOST_SHOWN]
        months = tuple(
            ChangeMonth(name=f"{MONTHS[month - 1]} {year}", days=tuple(self._days(tuple(changes))))
            for (year, month), changes in groupby(shown, key=lambda change: (change.on.year, change.on.month))
        )
        feeds = (
            Link(text="All changes, as an Atom feed", url=self.feed_of_all),
            Link(text="All changes, as a JSON feed", url=self.urls.root + JSON_FEED_OF_ALL.path()),
            Link(text="All changes, as data", url=self.urls.root + CHANGES_DATA.path()),
        )
        area = self.directory.areas[0].borough if self.directory.areas else None
        example = self._full(self.feed_of_area(area.slug)) if area else ""
        return ChangesView(
            frame=replace(frame, feed=self.feed_of_all),
            summary=summary,
            notices=tuple(map(self._notice, self.directory.notices)),
            months=months,
            notes=self._notes(),
            feeds=feeds,
            area_feed=example,
            prose=prose,
        )

    def files(self) -> tuple[FileJob, ...]:
        """Return the feeds and the record for machines."""
        changes = self.record.changes
        files = [FileJob(CHANGES_DATA.path(), format_json(self._data()))]
        paths = (FEED_OF_ALL.path(), JSON_FEED_OF_ALL.path())
        files += self._feeds("Changes", self.urls.page(PAGE), changes, self.directory.notices, *paths)
        by_area: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            by_area[change.area].append(change)
        for area in self.directory.areas:
            slug, name = area.borough.slug, area.borough.name
            own, ours = tuple(by_area.get(slug, ())), partial(_is_about, slug=slug)
            paths = (FEED_OF_AREA.path(area=slug), JSON_FEED_OF_AREA.path(area=slug))
            news = tuple(filter(ours, self.directory.notices))
            files += self._feeds(f"Changes in {name}", self.urls.borough(slug), own, news, *paths)
        return tuple(files)

    def _days(self, changes: Sequence[Change]) -> list[ChangeDay]:
        return [
            ChangeDay(
                name=format_day(day),
                changes=tuple(Link(text=change.sentence, url=self._link(change)) for change in found),
            )
            for day, found in groupby(changes, key=lambda change: change.on)
        ]

    def _notes(self) -> tuple[str, ...]:
        begins = format_day(self.record.begins) if self.record.begins else ""
        older = len(self.record.changes) - MOST_SHOWN
        sentences = {
            "whole": f"This record begins on {begins}.",
            "recent": f"This record goes back to {begins}. Older changes are not told." if begins else "",
            "shallow": f"This copy of the site knows its history only since {begins}.",
            "none": "This copy of the site was made without its history. It shows only the dates that its pages give.",
        }
        more = f"{format_count(older, 'older change')} can be found in the file “All changes, as data”."
        return tuple(filter(None, (sentences[self.record.extent], more if older > 0 else "")))

    def _link(self, change: Change) -> str:
        """Return the address of what changed, or "" where it is gone."""
        if not change.subject:
            return self.urls.page("report") if change.kind == "channel" else ""
        return self.urls.record(change.kind, change.subject)

    def _full(self, url: str) -> str:
        return self.directory.site.host + url

    def _full_link(self, change: Change) -> str:
        return self._full(self._link(change) or self.urls.page(PAGE))

    def _tag(self, day: str, specific: str) -> str:
        """Return an id that stays the same wherever a change is shown (a tag URI, RFC 4151)."""
        host = urlsplit(self.directory.site.base_url).hostname
        return f"tag:{host},{day}:{self.urls.root}{PAGE}/{specific}"

    def _id(self, change: Change) -> str:
        day, _, rest = change.id.partition("/")
        return self._tag(day, rest)

    def _newest(self, entries: Sequence[_Entry]) -> datetime.date:
        """Return the day a feed last changed: never today for its own sake."""
        known = (page.reviewed for page in self.directory.pages if page.slug == PAGE)
        return entries[0].on if entries else self.record.begins or next(known, datetime.date.min)

    def _title(self, title: str) -> str:
        site = self.directory.site
        return f"{title}: {site.discreet_name or site.name}"

    def _author(self) -> str:
        site = self.directory.site
        return site.discreet_name or site.publisher.name

    def _notice(self, notice: Notice) -> NoticeEntry:
        words, day, until = read_english(), format_day(notice.day), format_day(notice.until)
        link = Link(text=notice.title, url=self.urls.notice(notice.slug))
        return NoticeEntry(link=link, summary=notice.summary, days=words("notice_days", day=day, until=until))

    @cached_property
    def _corrections(self) -> Corrections:
        return Corrections(self.directory, self.urls)

    def _change_entry(self, change: Change) -> _Entry:
        """Return a change as feeds tell it. Their readers show headlines where others may see them."""
        is_discreet = bool(self.directory.site.discreet_name)
        headline = f"Change on {format_day(change.on)}" if is_discreet else change.sentence
        text = f"{change.sentence}."
        url = self._link(change) or self.urls.page(PAGE)
        report = self._corrections.address(url, change.on)
        return _Entry(self._id(change), change.on, headline, text, self._full(url), report, not is_discreet)

    def _notice_entry(self, notice: Notice) -> _Entry:
        is_discreet = bool(self.directory.site.discreet_name)
        headline = f"Notice of {format_day(notice.day)}" if is_discreet else notice.title
        text = f"{notice.title}: {notice.summary}" if is_discreet else notice.summary
        url = self.urls.notice(notice.slug)
        own = self._tag(notice.day.isoformat(), f"notice/{notice.slug}")
        report = self._corrections.address(url)
        return _Entry(own, notice.day, headline, text, self._full(url), report, is_whole=False)

    def _feeds(
        self, title: str, url: str, changes: Sequence[Change], notices: Sequence[Notice], atom: str, json: str
    ) -> tuple[FileJob, FileJob]:
        news = [*map(self._notice_entry, notices), *map(self._change_entry, changes[:MOST_SHOWN])]
        shown = sorted(news, key=lambda entry: -entry.on.toordinal())[:MOST_SHOWN]
        feed_id = self._tag(_OWNED_SINCE, url.removeprefix(self.urls.root))
        return (
            FileJob(atom, self._atom(feed_id, self._title(title), url, atom, shown)),
            FileJob(json, format_json(self._json(self._title(title), url, json, shown))),
        )

    def _atom(self, feed_id: str, title: str, url: str, path: str, entries: Sequence[_Entry]) -> bytes:
        """Return an Atom feed (RFC 4287)."""
        feed = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en-GB"})
        _add(feed, "id", feed_id)
        _add(feed, "title", title)
        if self.directory.site.example:
            _add(feed, "subtitle", "An example. Everybody in it is made up.")
        _add(feed, "updated", _moment(self._newest(entries)))
        _add(_add(feed, "author"), "name", self._author())
        _add(feed, "link", rel="alternate", type="text/html", href=self._full(url))
        _add(feed, "link", rel="self", type=kind_of(path).media_type, href=self._full(self.urls.root + path))
        _add(feed, "rights", licence(self.directory.site.region, read_english()))
        for entry in entries:
            told = _add(feed, "entry")
            _add(told, "id", entry.id)
            _add(told, "title", entry.headline)
            _add(told, "updated", _moment(entry.on))
            _add(told, "link", rel="alternate", type="text/html", href=entry.url)
            if entry.html:
                _add(told, "content", entry.html, type="html")
            elif not entry.is_whole:
                _add(told, "content", entry.text, type="text")
        ElementTree.indent(feed, " ")
        return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(feed, "unicode")}\n'.encode()

    def _json(self, title: str, url: str, path: str, entries: Sequence[_Entry]) -> dict[str, object]:
        """Return a JSON feed (version 1.1, jsonfeed.org)."""
        return {
            "version": "https://jsonfeed.org/version/1.1",
            "title": title,
            "home_page_url": self._full(url),
            "feed_url": self._full(self.urls.root + path),
            "language": "en-GB",
            "authors": [{"name": self._author()}],
            "items": [
                {
                    "id": entry.id,
                    "url": entry.url,
                    "content_text": entry.text,
                    **({"content_html": entry.html} if entry.html else {}),
                    "title": entry.headline,
                    "date_published": _moment(entry.on),
                }
                for entry in entries
            ],
        }

    def _data(self) -> dict[str, object]:
        site = self.directory.site
        return {
            "version": "1.0",
            "name": site.name,
            "home": site.base_url,
            "is_example": site.example,
            "licence": licence(self.directory.site.region, read_english()),
            "begins": self.record.begins.isoformat() if self.record.begins else None,
            "history": self.record.extent,
            "changes": [
                {
                    "id": self._id(change),
                    "date": change.on.isoformat(),
                    "sentence": change.sentence,
                    "area": change.area or None,
                    "page": self._full_link(change),
                }
                for change in self.record.changes
            ],
        }


def _is_about(notice: Notice, slug: str) -> bool:
    return notice.boroughs is None or slug in notice.boroughs


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _moment(day: datetime.date) -> str:
    """Return a day as feeds write it (RFC 3339); we know no hour, so it is midnight."""
    return f"{day.isoformat()}T00:00:00Z"
