"""What needs somebody's care on the directory's day: the facts that the desk and the command `status` show."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from site_builder.content.document import Document
from site_builder.content.plain_english import measure_reading, plain_text
from site_builder.content.schema import Officer
from site_builder.content.settings import FreshnessLimits
from site_builder.content.validation import Records
from site_builder.directory.asked import Asked, find_unanswered, name_of, record_of
from site_builder.directory.calendar import DATE_PASSES, Change, own_contacts, plan_changes
from site_builder.directory.freshness import Freshness, age_of, days_after
from site_builder.directory.model import Area, Directory
from site_builder.directory.standing import ChannelStanding, Standing, consent_holds, has_left
from site_builder.findings.diagnostics import Place
from site_builder.language.wording import format_day, format_list

DAYS_AHEAD = 90
"""How far the calendar looks."""
_A_YEAR = 366


@dataclass(frozen=True)
class Matter:
    """One thing to look after: what it is about, how it stands in words, since when and until when, and where."""

    kind: str
    name: str
    state: str
    words: str
    place: Place
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True)
class ReadAge:
    """How old a reader of a page has to be, in years, with its words and how many of its sentences are too long."""

    name: str
    age: float
    words: int
    long_sentences: int
    place: Place


@dataclass(frozen=True)
class Upkeep:
    """All that needs care on a day.

    `next_rebuild` is the first later day, within a year, on which a page of the site differs by itself;
    `publishing_stops` the first from which nothing can be published, because a consent has run out.
    """

    as_of: datetime.date
    checks: tuple[Matter, ...]
    vacancies: tuple[Matter, ...]
    consents: tuple[Matter, ...]
    alone: tuple[Matter, ...]
    photos: tuple[Matter, ...]
    reading: tuple[ReadAge, ...]
    calendar: tuple[Change, ...]
    next_rebuild: datetime.date | None
    publishing_stops: datetime.date | None
    asked: tuple[Matter, ...] = ()


def look_after(directory: Directory, records: Records, asked: Iterable[Asked] = ()) -> Upkeep:
    """Return what needs care; `asked` is whom the editors have written to."""
    today = directory.as_of
    year = plan_changes(
        records,
        directory.site,
        today,
        days_after(today, _A_YEAR) or datetime.date.max,
    )
    end = days_after(today, DAYS_AHEAD) or datetime.date.max
    return Upkeep(
        as_of=today,
        checks=tuple(sorted(_checks(directory, records), key=_most_urgent)),
        vacancies=tuple(_vacancies(directory)),
        consents=tuple(sorted(_consents(directory, records), key=_soonest)),
        alone=tuple(_alone(directory)),
        photos=tuple(_photos(directory, records)),
        reading=tuple(sorted(map(_read_age, _texts(records)), key=lambda read: (-read.age, read.name))),
        calendar=tuple(change for change in year if change.day <= end and change.kind != DATE_PASSES),
        next_rebuild=next((change.day for change in year if change.alters_pages), None),
        publishing_stops=_publishing_stops(directory, records),
        asked=tuple(sorted(_unanswered(directory, asked), key=_latest)),
    )


def _publishing_stops(directory: Directory, records: Records) -> datetime.date | None:
    """Return the day after the first consent ends, which may have passed, unless site.yaml lets that go."""
    if directory.site.levels.get("lapsed-consent", "error") != "error":
        return None
    ends = [officer.consent.review_by for officer in records.officers if officer.consent]
    return days_after(min(ends), 1) if ends else None


def _checks(directory: Directory, records: Records) -> Iterator[Matter]:
    """Yield officers, ways to report, contacts with a check of their own, and pages that are due or overdue."""
    limits = directory.site.freshness
    standings: tuple[Standing | ChannelStanding, ...] = (*directory.standings, *directory.channel_standings)
    for standing in standings:
        record, fresh = standing.record, standing.freshness
        kind, source = ("officer", "source") if isinstance(record, Officer) else ("way to report", "sources")
        place = record.origin.place("checked" if record.checked else source)
        yield from _aged(kind, record.name, fresh, place, limits)
        for field, _ in own_contacts(record):
            place, fresh = record.origin.place(field, "checked"), standing.contacts[field][1]
            yield from _aged("contact", f"{record.name}, {field}", fresh, place, limits)
    for page in records.pages:
        if page.review_by < directory.as_of:
            words = f"It was to be read through again by {format_day(page.review_by)}."
            since, place = days_after(page.review_by, 1), page.origin.place("review_by")
            yield Matter("page", page.title, "overdue", words, place, since)


def _aged(kind: str, name: str, fresh: Freshness, place: Place, limits: FreshnessLimits) -> Iterator[Matter]:
    if fresh.state == "never":
        yield Matter(kind, name, "never", "Nobody has checked it yet; the page says so.", place)
    elif fresh.state == "fixed":
        return
    elif fresh.dated is None:
        yield Matter(kind, name, fresh.state, "It has no date and was never checked.", place)
    elif fresh.state != "fresh":
        due, overdue = age_of(fresh.dated, limits)
        is_due, words = fresh.state == "due", f"Last known on {format_day(fresh.dated)}."
        until = days_after(overdue, -1) if is_due and overdue else None
        yield Matter(kind, name, fresh.state, words, place, due if is_due else overdue, until)


def _unanswered(directory: Directory, asked: Iterable[Asked]) -> Iterator[Matter]:
    """Yield whoever was asked and has not answered."""
    kinds = {"officer": "officer", "channel": "way to report", "force": "force"}
    for one in find_unanswered(asked, directory):
        record = record_of(one.kind, one.slug, directory)
        place = record.origin.place("checked") if record else directory.site.origin.place("forces", one.slug)
        is_late = one.answer_by < directory.as_of
        words = f"Asked on {format_day(one.on)}, to answer by {format_day(one.answer_by)}."
        state, name = "no answer in time" if is_late else "asked", name_of(one.kind, one.slug, directory)
        yield Matter(kinds[one.kind], name, state, words, place)


def _vacancies(directory: Directory) -> Iterator[Matter]:
    """Yield every area in which no officer is sure to answer, with whom its page names instead."""
    for area in directory.areas:
        if area.fallback is None:
            continue
        liaison = area.borough.liaison
        since = liaison.since if liaison and area.fallback.why == "vacant" else None
        served = area.standings[0].officer.origin.place("state") if area.standings else None
        place = served or area.borough.origin.key_place("liaison")
        words, state = _fallback_words(area, directory), area.fallback.why.replace("-", " ")
        yield Matter("area", area.borough.name, state, words, place, since)


def _fallback_words(area: Area, directory: Directory) -> str:
    """Return whom the page names, in its order: an officer, the force's own contact, its number and the charities."""
    officer = area.fallback.officer if area.fallback else None
    force = directory.site.forces[area.borough.force]
    call = directory.channel(force.call_channel)
    names = [
        f"{officer.officer.name}{', who covers' if area.fallback.how == 'cover' else ', of the same police team'}"
        if officer and area.fallback
        else "",
        force.contact.label if force.contact else "",
        call.name if call else "",
        *(charity.name for charity in directory.charities),
    ]
    return f"The page names {format_list([name for name in names if name])}."


def _consents(directory: Directory, records: Records) -> Iterator[Matter]:
    end = days_after(directory.as_of, DAYS_AHEAD) or datetime.date.max
    for officer in records.officers:
        if has_left(officer, directory.as_of):
            continue
        if officer.consent is None:
            words = "Never asked: only what the source printed is shown."
            yield Matter("officer", officer.name, "missing", words, officer.origin.place("basis"))
        elif officer.consent.review_by <= end:
            yield _lapsing(officer, officer.consent.review_by, directory)


def _lapsing(officer: Officer, last: datetime.date, directory: Directory) -> Matter:
    place = officer.origin.place("consent", "review_by")
    if not consent_holds(officer, directory.as_of):
        stops = directory.site.levels.get("lapsed-consent", "error") == "error"
        words = (
            "The consent has run out. Nothing can be published until it is renewed."
            if stops
            else "The consent has run out."
        )
        return Matter("officer", officer.name, "lapsed", words, place, days_after(last, 1))
    return Matter("officer", officer.name, "lapsing", "The consent runs out soon.", place, until=last)


def _alone(directory: Directory) -> Iterator[Matter]:
    """Yield every area with one officer only, and the other areas that this officer serves alone."""
    single = [(area, area.standings[0]) for area in directory.areas if len(area.standings) == 1]
    names: dict[str, list[str]] = {}
    for area, standing in single:
        names.setdefault(standing.officer.slug, []).append(area.borough.name)
    for area, standing in single:
        others = [name for name in names[standing.officer.slug] if name != area.borough.name]
        words = _alone_words(standing, others)
        yield Matter("area", area.borough.name, "alone", words, standing.officer.origin.place("boroughs"))


def _alone_words(standing: Standing, others: list[str]) -> str:
    also = f", who is also alone in {format_list(others)}" if others else ""
    return f"Only {standing.officer.name} serves here{also}."


def _photos(directory: Directory, records: Records) -> Iterator[Matter]:
    """Yield officers without a photo, and files with one that the officer has not agreed to."""
    for document in records.documents:
        if document.kind != "officer" or "photo" not in document.fields:
            continue
        consent = document.fields.get("consent")
        agreed = consent.get("fields") if isinstance(consent, Mapping) else None
        if "photo" not in (agreed if isinstance(agreed, list | tuple | str) else ()):
            words, place = "The officer has not agreed to the photo.", document.origin.key_place("photo")
            yield Matter("officer", _name(document), "without consent", words, place)
    for standing in directory.standings:
        officer = standing.officer
        if officer.photo is None:
            words = "There is no photo; the page needs none."
            yield Matter("officer", officer.name, "no photo", words, officer.origin.place("name"))


def _texts(records: Records) -> Iterator[Document]:
    return (
        document for document in records.documents if not document.language and plain_text(document).strip()
    )


def _read_age(document: Document) -> ReadAge:
    reading = measure_reading(document)
    place = Place(document.path, document.body.line if document.body.text.strip() else 1, 1)
    return ReadAge(_name(document), round(reading.age, 1), reading.words, reading.long_sentences, place)


def _name(document: Document) -> str:
    name = document.fields.get("name") or document.fields.get("title")
    return name if isinstance(name, str) else document.slug


def _most_urgent(matter: Matter) -> tuple[int, datetime.date, str]:
    order = ("overdue", "due", "never")
    return (order.index(matter.state), matter.since or datetime.date.min, matter.name)


def _latest(matter: Matter) -> tuple[bool, str]:
    return (matter.state == "asked", matter.name)


def _soonest(matter: Matter) -> tuple[int, datetime.date, str]:
    order = ("lapsed", "lapsing", "missing")
    return (order.index(matter.state), matter.since or matter.until or datetime.date.max, matter.name)
