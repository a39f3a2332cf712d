"""Whether the whole region is covered, and what is out of date."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from site_builder.content.document import Location
from site_builder.content.field_facts import happened_within
from site_builder.content.schema import Borough, Record
from site_builder.content.settings import Site
from site_builder.content.validation import Records
from site_builder.directory.model import CHARITIES, Directory
from site_builder.directory.standing import Standing, consent_holds, has_left
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.findings.rule import Severity
from site_builder.language.wording import earliest_day, format_count, format_day, format_list

_FAR_AWAY = 366
"""Days; a slip in a year goes further, a build for a day of last year does not."""


def find_coverage_faults(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    """Yield areas nobody covers, boroughs that contradict the officers, lapsed consent, and what needs a check."""
    yield from _find_missing_areas(directory, records)
    yield from _find_unknown_codes(directory, records)
    yield from _find_too_few_charities(directory, records)
    yield from _find_contradictions(directory, records)
    yield from _find_officers_gone(directory, records)
    yield from _find_lapsed_consent(directory, records)
    yield from _find_unused_consent(records)
    yield from _find_old_facts(directory)
    yield from _find_old_pages(directory, records)
    yield from _find_days_to_come(directory, records)
    yield from _find_unspoken_names(directory)


def _find_missing_areas(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    if any(kind == "borough" for kind, _ in records.failed):
        return
    region = directory.site.region
    paged = {borough.gss for borough in records.boroughs}
    missing = [code for code in region.codes if code not in paged]
    if missing:
        verb = "has" if len(missing) == 1 else "have"
        areas = format_count(len(missing), "area")
        yield Diagnostic(
            Place(_borough_folder(directory, records)),
            "uncovered-area",
            f"{areas} of {region.name} {verb} no page: code {format_list(missing)}.",
            f"Every {region.area} needs a file in pages/boroughs: {FRONT_DOOR} new area makes one.",
        )


def _borough_folder(directory: Directory, records: Records) -> str:
    """Return where the files of areas lie: beside those there are, else beside the settings."""
    paths = (PurePosixPath(borough.origin.path).parent.as_posix() for borough in records.boroughs)
    return next(paths, directory.site.beside("pages/boroughs"))


def _find_unknown_codes(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    """Yield `bad-value` for codes that site.yaml does not list; the cure offers those that have no page yet."""
    region = directory.site.region
    free = sorted(set(region.codes) - {borough.gss for borough in records.boroughs})
    for borough in records.boroughs:
        if borough.gss not in region.codes:
            yield Diagnostic(
                borough.origin.place("gss"),
                "bad-value",
                f"{borough.gss} is not a code of {region.name}.",
                f"Without a page yet: {format_list(free[:3])}."
                if free
                else "Add it to site.yaml, under region.",
            )


def _find_too_few_charities(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    """Yield `uncovered-area` where pages name fewer than two charities: none goes by itself, so it holds all year."""
    named = [channel.name for channel in directory.charities]
    is_explained = any(directory.channel(slug) is None for slug in directory.site.named_charities)
    if (
        len(named) < CHARITIES
        and not is_explained
        and not any(kind == "channel" for kind, _ in records.failed)
    ):
        yield Diagnostic(
            directory.site.origin.place("charity" if directory.site.charity else "charities"),
            "uncovered-area",
            f"Pages without an officer name two independent charities, but here is only {named[0]}."
            if named
            else "Pages without an officer name two independent charities, but here is none.",
            "Name two with files in channels/: not the police, not retired, each with a number of its own.",
            Severity.WARNING,
        )


def _find_contradictions(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    uncertain = _officers_are_uncertain(records)
    named = {slug for officer in records.officers for slug in officer.boroughs}
    served = {slug: one.officer for one in directory.standings for slug in one.officer.boroughs}
    for borough in records.boroughs:
        if borough.liaison is not None and borough.slug in served:
            officer = served[borough.slug]
            message = f"{borough.name} is called {borough.liaison.state}, but {officer.name} serves it."
            yield Diagnostic(
                borough.origin.key_place("liaison"),
                "contradicting-liaison",
                message,
                f"Delete liaison here, or take the area out of {officer.origin.path}.",
            )
        if borough.liaison is None and borough.slug not in named and not uncertain:
            yield Diagnostic(
                borough.origin.place("name"),
                "missing-liaison",
                f"No officer serves {borough.name}, and the page does not say why.",
                "Add liaison with state: unlisted, or state: vacant and a source.",
            )


def _officers_are_uncertain(records: Records) -> bool:
    """Whether a broken officer, or one with a misspelt borough, may serve a borough that seems to have nobody."""
    known = {borough.slug for borough in records.boroughs}
    named = {slug for officer in records.officers for slug in officer.boroughs}
    return bool(named - known) or any(kind == "officer" for kind, _ in records.failed)


def _find_officers_gone(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    for officer in records.officers:
        if officer.until and has_left(officer, directory.as_of):
            last = format_day(officer.until)
            message = f"The last day of {officer.name} was {last}, so the page is no longer published."
            yield Diagnostic(
                officer.origin.place("until"),
                "officer-gone",
                message,
                "Delete this file and fill in liaison for the areas.",
            )


def _find_lapsed_consent(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    for officer in records.officers:
        if officer.consent and not consent_holds(officer, directory.as_of):
            message = (
                f"The consent of {officer.name} was to be renewed by {format_day(officer.consent.review_by)}."
            )
            yield Diagnostic(
                officer.origin.place("consent", "review_by"),
                "lapsed-consent",
                message,
                "Ask the officer again and write the new dates, or delete the file.",
            )


def _find_unused_consent(records: Records) -> Iterator[Diagnostic]:
    """Yield fields that an officer agreed to and that are not filled in."""
    for officer in records.officers:
        for index, name in enumerate(officer.consent.fields if officer.consent else ()):
            is_filled = officer.body.text.strip() if name == "body" else getattr(officer, name, None)
            if name in officer.consentable() and not is_filled:
                what = "a text below the fields" if name == "body" else f'"{name}"'
                yield Diagnostic(
                    officer.origin.place("consent", "fields", index),
                    "unused-consent",
                    f"{officer.name} agreed to {what}, and this file has none.",
                    "Fill it in, or take it out of the consent.",
                )


def _find_old_facts(directory: Directory) -> Iterator[Diagnostic]:
    for standing in directory.standings:
        if standing.freshness.state in {"due", "overdue"}:
            yield _old_officer(standing)
    for offered in directory.channel_standings:
        if offered.freshness.state == "never":
            message = f"Nobody has checked {offered.channel.name} yet; the page says so."
            yield Diagnostic(
                offered.channel.origin.place("sources"),
                "never-checked",
                message,
                "Check it and add checked with on, by and how.",
            )
    for area in directory.areas:
        if area.borough.liaison is not None and area.state == "unlisted":
            yield _unlisted(area.borough)


def _find_unspoken_names(directory: Directory) -> Iterator[Diagnostic]:
    for standing in directory.standings:
        officer = standing.officer
        if not officer.spoken_name:
            yield Diagnostic(
                officer.origin.place("name"),
                "unspoken-name",
                f'Not everybody who calls can read "{officer.name}" out. So we give them the post to say.',
                "Ask how they write their name in Latin letters. Then add it as romanised_name.",
            )


def _old_officer(standing: Standing) -> Diagnostic:
    officer, fresh = standing.officer, standing.freshness
    return Diagnostic(
        officer.origin.place("checked" if officer.checked else "source"),
        f"{fresh.state}-officer",
        f"{officer.name}: {fresh.words}",
        "Check with the force, then fill in checked with on, by and how.",
    )


def _unlisted(borough: Borough) -> Diagnostic:
    return Diagnostic(
        borough.origin.key_place("liaison"),
        "unlisted-area",
        f"No named officer is published for {borough.name}.",
        "When there is one, add a file in officers/ and delete liaison here.",
    )


def _find_old_pages(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    for page in records.pages:
        if page.review_by < directory.as_of:
            message = f"This page was to be read through again by {format_day(page.review_by)}."
            yield Diagnostic(
                page.origin.place("review_by"),
                "overdue-page",
                message,
                "Read it, mend it, then set reviewed and review_by.",
            )


def _find_days_to_come(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    """Yield what was checked, read, printed or agreed to on a day that has not come yet; a far one is a slip."""
    dated: tuple[Record | Site, ...] = (*records.everything, directory.site)
    for record in dated:
        for location in happened_within(type(record)):
            for way, written in _values_at(record, location):
                day = earliest_day(written) if isinstance(written, str) else written
                if isinstance(day, datetime.date) and day > directory.as_of:
                    found = _to_come(record.origin.place(*way), day, directory.as_of)
                    is_no_consent = way[0] == "consent"  # there is none yet
                    yield replace(found, level=Severity.ERROR) if is_no_consent else found


def _values_at(value: object, location: Location, way: Location = ()) -> Iterator[tuple[Location, object]]:
    """Yield what a record holds at a location, and the way there; a list on the way is gone through."""
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _values_at(entry, location, (*way, index))
    elif location and value is not None:
        yield from _values_at(getattr(value, str(location[0])), location[1:], (*way, location[0]))
    elif value is not None:
        yield way, value


def _to_come(place: Place, day: datetime.date, as_of: datetime.date) -> Diagnostic:
    """Return the finding: an error when the day is over a year away, so that a build for an earlier day works."""
    level = Severity.ERROR if (day - as_of).days > _FAR_AWAY else None
    message = f"{format_day(day)} has not come yet on {format_day(as_of)}."
    return Diagnostic(
        place, "day-to-come", message, f"Write the day it happened, like {as_of.isoformat()}.", level
    )
