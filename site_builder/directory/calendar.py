"""What changes by itself as days go by: facts grow old, leave ends, consent lapses, an officer comes or goes.

`alters_pages` is exact: a page of the site differs from the day before on these days and on no others, as long as
nobody changes the content (tests/test_status.py plans the site day by day to hold it).
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.content.schema import Channel, Contact, Officer, Page
from site_builder.content.settings import FreshnessLimits, Site
from site_builder.content.validation import Records
from site_builder.findings.diagnostics import Place
from site_builder.language.wording import earliest_day, format_day

_LONG_AGO = datetime.date.min


@dataclass(frozen=True)
class Change:
    """Something that is different from `day` on: in `words` for the public, in `advice` what to do before."""

    day: datetime.date
    kind: str
    name: str
    words: str
    advice: str
    place: Place
    alters_pages: bool = True


@dataclass(frozen=True)
class Ageing:
    """The days on which a fact becomes due and overdue; None for one that never does."""

    due: datetime.date | None
    overdue: datetime.date | None


def plan_changes(
    records: Records,
    site: Site,
    after: datetime.date,
    until: datetime.date,
    never_step_back: frozenset[str] = frozenset(),
) -> tuple[Change, ...]:
    """Return what changes by itself after one day and up to another, in order.

    `never_step_back` are the numbers of the whole country, which keep their links however old they are.
    """
    limits = site.freshness
    changes = [change for officer in records.officers for change in _officer_changes(officer, limits)]
    for channel in records.channels:
        if channel.held_back is None:
            changes += _channel_changes(channel, limits, never_step_back)
    changes += [change for page in records.pages for change in _page_changes(page)]
    coming = (change for change in changes if after < change.day <= until)
    return tuple(sorted(coming, key=lambda change: (change.day, change.name, change.kind)))


def find_next_rebuild(
    records: Records, site: Site, after: datetime.date, never_step_back: frozenset[str] = frozenset()
) -> datetime.date | None:
    """Return the first day after one on which a page differs by itself, however far; None when none ever will.

    There is no limit such as a year from today: that day would move on every day, and with it every page, though
    nothing about anybody has changed. A site without such a day grows no falser than its own dates say.
    """
    coming = plan_changes(records, site, after, datetime.date.max, never_step_back)
    return next((change.day for change in coming if change.alters_pages), None)


def age_of(dated: datetime.date | None, limits: FreshnessLimits) -> Ageing:
    """Return when a fact of this day grows old; one without a day was overdue from the first."""
    if dated is None:
        return Ageing(None, _LONG_AGO)
    overdue = days_after(dated, limits.overdue_days + 1)
    due = days_after(dated, limits.due_days + 1) if limits.due_days < limits.overdue_days else None
    return Ageing(due, overdue)


def dated_on(officer: Officer) -> datetime.date | None:
    """Return the day an officer's page counts from: the last check, else the date of the source."""
    return officer.checked.on if officer.checked else earliest_day(officer.source.published)


def days_after(day: datetime.date, days: int) -> datetime.date | None:
    """Return a later day, or None where the calendar ends before it."""
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        return None


def _officer_changes(officer: Officer, limits: FreshnessLimits) -> Iterator[Change]:
    """Yield what changes while an officer is listed, and the consent's end at any time."""
    last = _last_day(officer)
    for change in (
        *_comings_and_goings(officer, limits),
        *_officer_ages(officer, limits),
        *_contact_ages(officer, limits, frozenset()),
    ):
        if _first_day(officer) <= change.day and (
            last is None or change.day <= last or change.kind == "last-day"
        ):
            yield change
    if officer.consent and (day := days_after(officer.consent.review_by, 1)):
        yield Change(
            day,
            "consent-lapses",
            officer.name,
            "The officer's consent has run out, so no change can be published.",
            "Ask the officer again and write the new dates, or take the officer out.",
            officer.origin.place("consent", "review_by"),
            alters_pages=False,
        )


def _first_day(officer: Officer) -> datetime.date:
    begins = officer.since if officer.state in {"in-post", "acting"} else None
    return begins or _LONG_AGO


def _last_day(officer: Officer) -> datetime.date | None:
    return officer.until if officer.state in {"leaving", "acting"} else None


def _comings_and_goings(officer: Officer, limits: FreshnessLimits) -> Iterator[Change]:
    back = days_after(officer.until, 1) if officer.until else None
    if officer.state == "away":
        yield from _leave(officer, back, limits)
    elif officer.since:
        yield Change(
            officer.since,
            "first-day",
            officer.name,
            "The officer is listed from this day.",
            "Check the boroughs: delete liaison where this officer serves.",
            officer.origin.place("since"),
        )
    if back and _last_day(officer):
        yield Change(
            back,
            "last-day",
            officer.name,
            "The officer is not shown any more. The boroughs show whom to turn to instead.",
            f"Name who follows, then run: python3 build.py remove {officer.slug}",
            officer.origin.place("until"),
        )


def _leave(officer: Officer, back: datetime.date | None, limits: FreshnessLimits) -> Iterator[Change]:
    """Yield when an officer goes away and comes back: an overdue page shows neither."""
    overdue = age_of(dated_on(officer), limits).overdue
    if officer.since:
        yield Change(
            officer.since,
            "leave-begins",
            officer.name,
            "The officer is shown as away. The boroughs show whom to turn to instead.",
            "Make sure that covered_by names who stands in.",
            officer.origin.place("since"),
            alters_pages=overdue is None or officer.since < overdue,
        )
    if back and officer.until:
        yield Change(
            back,
            "leave-ends",
            officer.name,
            "The officer is shown as in post again.",
            "Ask whether the officer is back. If so, write state: in-post and delete until.",
            officer.origin.place("until"),
            alters_pages=overdue is None or back < overdue,
        )


def _officer_ages(officer: Officer, limits: FreshnessLimits) -> Iterator[Change]:
    ageing = age_of(dated_on(officer), limits)
    place = officer.origin.place("checked" if officer.checked else "source")
    advice = f"Check with the force, then run: python3 build.py confirm {officer.slug}"
    if ageing.due:
        words = "The page says that the officer is due to be checked again."
        yield Change(ageing.due, "officer-due", officer.name, words, advice, place)
    if ageing.overdue:
        words = "The officer steps behind the other ways to get help, and the contacts lose their links."
        yield Change(ageing.overdue, "officer-overdue", officer.name, words, advice, place)


def _channel_changes(
    channel: Channel, limits: FreshnessLimits, never_step_back: frozenset[str]
) -> Iterator[Change]:
    if channel.checked:
        ageing = age_of(channel.checked.on, limits)
        place = channel.origin.place("checked")
        advice = f"Check it, then run: python3 build.py confirm {channel.slug}"
        if ageing.due:
            words = "The page says that this way to report is due to be checked again."
            yield Change(ageing.due, "channel-due", channel.name, words, advice, place)
        if ageing.overdue:
            words = "The page says that nobody has checked it since, and the contacts lose their links."
            yield Change(ageing.overdue, "channel-overdue", channel.name, words, advice, place)
    yield from _contact_ages(channel, limits, never_step_back)


def _contact_ages(
    record: Officer | Channel, limits: FreshnessLimits, never_step_back: frozenset[str]
) -> Iterator[Change]:
    """Yield when contacts with a check of their own grow old; the page of a channel does not say which are due."""
    for field, contact in own_contacts(record):
        if contact.checked is None:
            continue
        ageing = age_of(contact.checked.on, limits)
        name, place = f"{record.name}, {field}", record.origin.place(field, "checked")
        advice = "Check it, then change the day of its check in the file."
        if ageing.due:
            shown = isinstance(record, Officer)
            words = (
                "The page says that it is due to be checked again."
                if shown
                else "Nothing is different for the public yet."
            )
            yield Change(ageing.due, "contact-due", name, words, advice, place, shown)
        if ageing.overdue and contact.value not in never_step_back:
            words = "It is still shown, and loses its link."
            yield Change(ageing.overdue, "contact-overdue", name, words, advice, place)


def own_contacts(record: Officer | Channel) -> Iterator[tuple[str, Contact]]:
    """Return the contacts of a record that have a check of their own, with their fields."""
    return ((field, contact) for field, contact in record.contacts().items() if contact.checked is not None)


def _page_changes(page: Page) -> Iterator[Change]:
    day = days_after(page.review_by, 1)
    if day:
        yield Change(
            day,
            "page-due",
            page.title,
            f"Nothing is different for the public: the page still says {format_day(page.reviewed)}.",
            "Read it, mend it, then set reviewed and review_by.",
            page.origin.place("review_by"),
            alters_pages=False,
        )
