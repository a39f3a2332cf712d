"""The files that a whole site has: the list of pages, the rules for robots, and whom to tell of a weakness."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from site_builder.directory.model import Directory
from site_builder.language.wording import earliest_day
from site_builder.site.pages.editions import Edition
from site_builder.site.pages.job import PageJob
from site_builder.site.pages.page_views import FramedView, SitemapView, TextFileView
from site_builder.site.published_files import CARD, NOT_FOUND, ROBOTS, SECURITY, SITEMAP

_SECURITY_DAYS = 180
"""How long security.txt holds; RFC 9116 wants less than a year."""


def plan_site_files(pages: Sequence[PageJob], editions: Sequence[Edition]) -> list[PageJob]:
    """Return sitemap.xml, robots.txt and, when somebody answers, security.txt for a site with these pages.

    `editions` are the site in each of its languages, English first.
    """
    directory = editions[0].directory
    return [_sitemap(pages, editions), _robots(directory), *_security(directory)]


def _sitemap(pages: Sequence[PageJob], editions: Sequence[Edition]) -> PageJob:
    directory = editions[0].directory
    changed = {
        path: day for edition in editions for path, day in _changed(edition.directory, edition.read).items()
    }
    listed = [
        (
            job.view.frame.canonical,
            changed.get(job.origin.path if job.origin else "", ""),
            job.view.frame.alternates,
        )
        for job in pages
        if isinstance(job.view, FramedView)
        and (job.view.frame.indexed or directory.site.example)
        and job.path != NOT_FOUND
        and not CARD.holds(job.path)
    ]
    has_alternates = any(alternates for *_, alternates in listed)
    view = SitemapView(has_alternates=has_alternates, pages=tuple(sorted(listed, key=lambda page: page[:2])))
    return PageJob(SITEMAP.path(), "sitemap.xml", view)


def _changed(directory: Directory, read: Mapping[str, datetime.date]) -> dict[str, str]:
    """Map each content file to the newest day that it or what it shows was published, checked or read: never today."""
    days: dict[str, list[datetime.date | None]] = {}
    for page in directory.pages:
        days[page.origin.path] = [page.reviewed]
    for notice in directory.notices:
        days[notice.origin.path] = [notice.day]
    for standing in directory.standings:
        days[standing.officer.origin.path] = [standing.freshness.dated]
    for offered in directory.channel_standings:
        days[offered.channel.origin.path] = [offered.freshness.dated]
    for area in directory.areas:
        source = area.borough.liaison.source if area.borough.liaison else None
        days[area.borough.origin.path] = [one.freshness.dated for one in area.standings] + [
            earliest_day(source.published) if source else None
        ]
    return {
        path: max(known).isoformat()
        for path, found in days.items()
        if (known := [day for day in (*found, read.get(path)) if day])
    }


def _robots(directory: Directory) -> PageJob:
    site = directory.site
    rule = "Disallow: /" if site.example else "Allow: /"
    lines = ("User-agent: *", rule, f"Sitemap: {site.base_url}{SITEMAP.path()}")
    return PageJob(ROBOTS.path(), "lines.txt", TextFileView(lines=lines))


def _security(directory: Directory) -> Iterator[PageJob]:
    """Yield security.txt (RFC 9116) when site.yaml names somebody who answers."""
    site = directory.site
    if site.security_contact is None:
        return
    left = datetime.date.max - directory.as_of
    expires = directory.as_of + min(datetime.timedelta(days=_SECURITY_DAYS), left)
    lines = (
        f"Contact: mailto:{site.security_contact}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {site.base_url}{SECURITY.path()}",
    )
    yield PageJob(SECURITY.path(), "lines.txt", TextFileView(lines=lines))
