"""The coming year, as it changes by itself: who would be left without help, and what would stop the site."""

import datetime
from collections.abc import Iterator, Mapping
from itertools import groupby

from site_builder.content.settings import Site
from site_builder.content.validation import Records
from site_builder.directory.assemble import assemble_directory
from site_builder.directory.calendar import plan_changes
from site_builder.directory.freshness import days_after
from site_builder.directory.model import Area
from site_builder.findings.diagnostics import Acceptance, Diagnostic, Findings, Place
from site_builder.language.wording import format_day, format_list
from site_builder.site.pages.listings import Listings, make_listings
from site_builder.site.pages.views import Contact
from site_builder.site.urls import Urls

DAYS_AHEAD = 365
MOST_NAMES = 4


def find_days_without_help(records: Records, site: Site, as_of: datetime.date) -> Iterator[Diagnostic]:
    """Yield the areas that would have neither a reachable officer nor another way, from the first such day on."""
    first_days: dict[str, tuple[datetime.date, Area]] = {}
    for day in list_days(records, site, as_of):
        directory, _ = assemble_directory(records, site, day)
        listings = make_listings(directory, Urls(site.root))
        for area in directory.areas:
            if area.borough.slug not in first_days and not has_help(area, listings):
                first_days[area.borough.slug] = day, area
    in_order = sorted(first_days.values(), key=lambda found: (found[0], found[1].borough.name))
    for day, group in groupby(in_order, key=lambda found: found[0]):
        yield _without_help(day, [area for _, area in group])


def find_errors_to_come(
    records: Records, site: Site, as_of: datetime.date, acceptances: tuple[Acceptance, ...] = ()
) -> Iterator[Diagnostic]:
    """Yield what is right on the day of the build and will be an error later: each once, with its first day."""
    known = set(_errors_on(as_of, records, site, acceptances))
    for day in list_days(records, site, as_of)[1:]:
        for (rule, place), error in _errors_on(day, records, site, acceptances).items():
            if (rule, place) not in known:
                known.add((rule, place))
                message = f"From {format_day(day)} on nothing can be published. {error.message}"
                yield Diagnostic(place, "error-to-come", message, error.hint)


def list_days(records: Records, site: Site, as_of: datetime.date) -> tuple[datetime.date, ...]:
    """Return the day of the build, and each day of the year after it on which something changes by itself."""
    last = days_after(as_of, DAYS_AHEAD) or datetime.date.max
    changes = plan_changes(records, site, as_of, last)
    return (as_of, *sorted({change.day for change in changes}))


def has_help(area: Area, listings: Listings) -> bool:
    """Whether the page of an area leads to somebody: an officer who serves or stands in, the force or its numbers."""
    fallback = listings.fallbacks.get(area.borough.slug)
    if fallback is None:
        return True
    ways = [fallback.force_contact, fallback.call, fallback.relay, fallback.online]
    return fallback.officer is not None or any(_leads_out(way) for way in ways)


def _leads_out(way: Contact | None) -> bool:
    """Whether a contact can still be used: one that is too old has no address, and a page of ours is none."""
    return way is not None and bool(way.url) and not way.url.startswith("/")


def _errors_on(
    day: datetime.date, records: Records, site: Site, acceptances: tuple[Acceptance, ...]
) -> Mapping[tuple[str, Place], Diagnostic]:
    findings = Findings()
    findings.adjust(site.severities)
    findings.accept(tuple(one for one in acceptances if day <= one.until))
    findings.keep(assemble_directory(records, site, day))
    return {(error.rule, error.place): error for error in findings.errors}


def _without_help(day: datetime.date, areas: list[Area]) -> Diagnostic:
    names = [area.borough.name for area in areas]
    shown = (
        names
        if len(names) <= MOST_NAMES
        else [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more"]
    )
    message = f"From {format_day(day)} on nobody could be reached in {format_list(shown)}."
    hint = "Check the ways to report of its police force, and confirm those that still hold."
    return Diagnostic(areas[0].borough.origin.place("name"), "uncovered-day", message, hint)
