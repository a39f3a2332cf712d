"""Names that one record uses for another: each must exist."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from site_builder.content.document import Document, Location
from site_builder.content.field_facts import names_within
from site_builder.content.geography import REMAKE
from site_builder.content.kept import kept_with_value
from site_builder.content.schema import RECORDS, Borough, Officer, Record
from site_builder.content.settings import Site
from site_builder.content.slug import is_slug
from site_builder.content.sources import SourceFile
from site_builder.content.validation import Records
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Diagnostic, Fix, Place, suggest
from site_builder.findings.rule import Severity

_RULES = {
    "borough": "unknown-area",
    "officer": "unknown-officer",
    "channel": "unknown-channel",
    "force": "unknown-force",
}
"""The rule that asks for each kind of name."""


def say_kind(kind: str, area: str = "area") -> str:
    """Return what a record of a kind, or a force, is called in words to an editor; `area` is a part of the region."""
    words = {"borough": f"{area} page", "channel": "way to report", "force": "police force"}
    return words.get(kind, kind)


def find_unknown_names(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    """Yield a finding for each short name that stands for nothing, in whole and in failed records alike.

    A name whose own file has failed is passed over: that file's finding says enough.
    """
    known = {kind: _known(directory, records, kind) for kind in _RULES}
    held_back = {channel.slug for channel in records.channels if channel.held_back}
    for document in records.documents:
        for kind, slug, way in list_names(document):
            if slug not in known[kind] and (kind, slug) not in records.failed:
                place = document.origin.place(*way)
                taken = {name for _, name, other in list_names(document) if other[:1] == way[:1]}
                taken |= {document.slug} if kind == document.kind else set()
                taken |= held_back if kind == "channel" else set()
                free = [name for name in known[kind] if name not in taken]
                yield _unknown(kind, slug, place, free, directory.site.region.area)
    yield from _find_unknown_channels_in_settings(directory, records)
    yield from _find_unknown_forces_in_settings(directory)
    yield from _find_one_sided_borders(records)
    yield from _find_missing_photos(records)
    yield from _find_repeats(records)
    yield from _find_odd_cover(records)
    yield from _find_misfit_geography(records)


def _known(directory: Directory, records: Records, kind: str) -> Collection[str]:
    if kind == "force":
        return directory.site.forces.keys()
    of_a_kind = {"borough": records.boroughs, "officer": records.officers, "channel": records.channels}
    return dict.fromkeys(record.slug for record in of_a_kind[kind])


@kept_with_value
def list_names(document: Document) -> tuple[tuple[str, str, Location], ...]:
    """Return every use of a name in a file as (kind, short name, where it stands)."""
    return tuple(
        (kind, slug, way)
        for location, kind in names_within(RECORDS[document.kind])
        for slug, way in _written_at(document.fields, location)
    )


def _written_at(fields: Mapping[str, object], location: Location) -> Iterator[tuple[str, Location]]:
    """Yield each name written in a field, alone or in a list; what cannot be a name is another rule's business."""
    value: object = fields
    for name in location:
        value = value.get(name) if isinstance(value, Mapping) else None
    many = isinstance(value, list)
    for index, slug in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(slug, str) and is_slug(slug):
            yield slug, (*location, index) if many else location


def _unknown(kind: str, slug: str, place: Place, known: Collection[str], area: str) -> Diagnostic:
    names = f"The names are: {', '.join(sorted(known))}." if known else "Take it out."
    hint = suggest(slug, known) or names
    return Diagnostic(place, _RULES[kind], f'There is no {say_kind(kind, area)} called "{slug}".', hint)


def _find_unknown_channels_in_settings(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    site = directory.site
    published = [channel.slug for channel in directory.channels]
    for location, slug in _channels_of(site):
        if slug not in published and ("channel", slug) not in records.failed:
            message = f'site.yaml names the way to report "{slug}", which is not published.'
            free = [name for name in published if name not in site.named_charities]
            hint = suggest(slug, free) or "Without it some areas would have nobody to turn to."
            yield Diagnostic(site.origin.place(*location), "uncovered-area", message, hint)


def _channels_of(site: Site) -> Iterator[tuple[Location, str]]:
    """Yield each way to report that the settings name, with where they do."""
    if site.charities:
        yield from ((("charities", number), slug) for number, slug in enumerate(site.charities))
    elif site.charity:
        yield ("charity",), site.charity
    if site.region.any_force:
        yield ("region", "any_force", "channel"), site.region.any_force.channel
    for name, force in site.forces.items():
        for field in ("call_channel", "relay_channel", "online_channel"):
            yield ("forces", name, field), getattr(force, field)


def _find_unknown_forces_in_settings(directory: Directory) -> Iterator[Diagnostic]:
    known = list(directory.site.forces)
    for number, answer in enumerate(directory.site.region.force_answers):
        if answer.force not in known:
            place = directory.site.origin.place("region", "force_answers", number, "force")
            yield _unknown("force", answer.force, place, known, directory.site.region.area)


def _find_one_sided_borders(records: Records) -> Iterator[Diagnostic]:
    boroughs = {borough.slug: borough for borough in records.boroughs}
    for borough in records.boroughs:
        for index, slug in enumerate(borough.neighbours):
            if slug in boroughs and borough.slug not in boroughs[slug].neighbours:
                message = (
                    f"{borough.name} names {boroughs[slug].name} as a neighbour, but not the other way round."
                )
                hint = f'Add "{borough.slug}" to the neighbours of {boroughs[slug].origin.path}.'
                yield Diagnostic(borough.origin.place("neighbours", index), "one-sided-border", message, hint)
        for index, slug in enumerate(borough.across_river or ()):
            if slug not in borough.neighbours:
                message = f'"{slug}" lies across the river but is not among the neighbours.'
                yield Diagnostic(
                    borough.origin.place("across_river", index),
                    "one-sided-border",
                    message,
                    "Add it to neighbours.",
                )


def _find_missing_photos(records: Records) -> Iterator[Diagnostic]:
    photos = {photo.name.rpartition("/")[2]: photo for photo in records.photos}
    used = set()
    named = {officer.photo.file for officer in records.officers if officer.photo}
    for officer in records.officers:
        if officer.photo is None:
            continue
        if officer.photo.file in used:
            message = f'"{officer.photo.file}" is the picture of somebody else already.'
            hint = "Each officer needs a picture of their own."
            yield Diagnostic(officer.origin.place("photo", "file"), "repeated-value", message, hint)
        used.add(officer.photo.file)
        if (
            officer.photo.file not in photos
            and ("officer", officer.photo.file.split(".")[0].lower()) not in records.failed
        ):
            found = _tell_missing(officer, officer.photo.file, [name for name in photos if name not in named])
            used |= {name for name in photos if f'"{name}"' in found.hint}
            yield found
    if any(kind == "officer" for kind, _ in records.failed):
        return
    for name in sorted(set(photos) - used):
        yield _unused(photos[name])


def _tell_missing(officer: Officer, written: str, photos: Collection[str]) -> Diagnostic:
    """Return the finding on a picture that is not there, with the one that is called nearly so."""
    place = officer.origin.place("photo", "file")
    message = f'There is no picture called "{written}".'
    alone = written if "//" in written else unquote(written).rpartition("/")[2]
    alike = [name for name in photos if _as_some_disks_read(name) == _as_some_disks_read(alone)]
    if len(alike) != 1:
        hint = suggest(alone, photos) or "Put the picture into the same folder as this file."
        return Diagnostic(place, "missing-photo", message, hint)
    is_capital = unicodedata.normalize("NFC", alike[0]) != unicodedata.normalize("NFC", alone)
    what = "only its capital letters differ" if is_capital else "its letters with marks are stored otherwise"
    what = what if alone == written else "the way to it, and signs like %20, do not belong here"
    more = place.end_column - place.column - len(written)
    column = place.column + more // 2
    fix = Fix(column, column + len(written), alike[0]) if more in {0, 2} else None
    hint = f'The picture is called "{alike[0]}": {what}. Write it so.'
    return Diagnostic(place, "missing-photo", message, hint, fix=fix)


def _as_some_disks_read(name: str) -> str:
    """Return a name as Windows and macOS compare it: without capitals, and with each letter stored in one way."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _unused(photo: SourceFile) -> Diagnostic:
    message = "No officer's file names this picture, so nobody has agreed to it."
    return Diagnostic(
        Place(photo.path), "unused-photo", message, "Delete it, or name it in the officer's file."
    )


def _find_repeats(records: Records) -> Iterator[Diagnostic]:
    """Yield a finding where two areas share what must be their own, or two pages a title."""
    yield from _find_persons_twice(records)
    yield from _find_shared_councils(records)
    seen: dict[tuple[str, object], Record] = {}
    for borough in records.boroughs:
        tile = (borough.tile.column, borough.tile.row) if borough.tile else borough.slug
        for name, value in (("gss", borough.gss), ("name", borough.name), ("tile", tile)):
            other = seen.setdefault((name, value), borough)
            if other is not borough:
                message = f'"{name}" is the same here as in {other.origin.path}.'
                yield Diagnostic(
                    borough.origin.place(name), "repeated-value", message, "Each area needs its own."
                )


def _find_shared_councils(records: Records) -> Iterator[Diagnostic]:
    """Yield councils whose link another area has; another page of one site may be right, where two share a council."""
    seen: dict[str, Borough] = {}
    for borough in records.boroughs:
        host, path = _host_and_path(borough.council.url)
        other = seen.setdefault(host, borough)
        if other is not borough:
            is_same = _host_and_path(other.council.url)[1] == path
            what = "is the same here" if is_same else f"leads into the same site ({host})"
            message = f"The council's link {what} as in {other.origin.path}."
            place = borough.origin.place("council", "url")
            hint = f"Write the address of {borough.council.name}."
            yield Diagnostic(place, "repeated-value", message, hint, None if is_same else Severity.WARNING)


def _host_and_path(url: str) -> tuple[str, str]:
    """Return what tells two links apart: the site without ``www.``, and the page on it."""
    parts = urlsplit(url.casefold())
    return (parts.hostname or "").removeprefix("www.").rstrip("."), parts.path.rstrip("/")


def _find_persons_twice(records: Records) -> Iterator[Diagnostic]:
    """Yield officers who seem to be in the directory twice: two people may share a name, but no area and no address."""
    seen: dict[tuple[str, str], Officer] = {}
    for officer in records.officers:
        marks = [*officer.boroughs, *([officer.email.value.casefold()] if officer.email else [])]
        twin = next((seen[officer.name, mark] for mark in marks if (officer.name, mark) in seen), None)
        if twin:
            message = f"Two officers are called {officer.name}: this file and {twin.origin.path}."
            hint = (
                "If they are one person, keep one file, and name every area in it. Else write a name in full."
            )
            yield Diagnostic(officer.origin.place("name"), "repeated-value", message, hint)
        seen |= {(officer.name, mark): officer for mark in marks}


def _find_odd_cover(records: Records) -> Iterator[Diagnostic]:
    """Yield officers who cover for themselves, and boroughs that one of them names twice."""
    for officer in records.officers:
        if officer.covered_by == officer.slug:
            message = f"{officer.name} cannot cover for {officer.name}."
            yield Diagnostic(
                officer.origin.place("covered_by"), "unknown-officer", message, "Name another officer."
            )
        for index, slug in enumerate(officer.boroughs):
            if slug in officer.boroughs[:index]:
                place = officer.origin.place("boroughs", index)
                yield Diagnostic(
                    place, "repeated-value", f'"{slug}" is in this list twice.', "Delete one of them."
                )


def _find_misfit_geography(records: Records) -> Iterator[Diagnostic]:
    """Yield a finding when the table of postcodes was made for other boroughs than there are.

    Its areas go by number, so one borough more or less would give every postcode a wrong answer.
    """
    geography = records.geography
    if geography is None or any(kind == "borough" for kind, _ in records.failed):
        return
    written, known = set(geography.edition.areas), {borough.gss for borough in records.boroughs}
    if written != known:
        odd = ", ".join(sorted(written ^ known)[:3])
        message = f"The postcodes were not made for these areas: {odd} is only in one of the two."
        yield Diagnostic(Place(geography.path), "broken-geography", message, REMAKE)
