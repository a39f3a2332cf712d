"""What changes by itself as days go by: facts grow old, leave ends, consent lapses, an officer comes or goes.

`alters_pages` is exact: a page of the site differs from the day before on these days and on no others, as long as
nobody changes the content (tests/test_status.py plans the site day by day to hold it).
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from site_builder.content.record_groups import Contact
from site_builder.content.schema import Borough, Channel, Notice, Officer, Page
from site_builder.content.settings import FreshnessLimits, Site
from site_builder.content.validation import Records
from site_builder.directory.diary import meetings_on, turning_days
from site_builder.directory.freshness import Freshness, days_after
from site_builder.directory.standing import (
    Standing,
    channel_standing_on,
    standing_on,
    telling_days,
)
from site_builder.findings.diagnostics import Place
from site_builder.language.wording import format_day

DATE_PASSES = "date-passes"
"""The kind of change that needs nobody: a date of a surgery is past."""
Shown = Mapping[str, tuple[str, Freshness]]
"""The contacts of a standing, by field name."""


@dataclass(frozen=True)
class Change:
    """Something that is different from `day` on: in `words` for the public, in `advice` what to do before.

    `command` is what to run then, and `slug` whom or what it is about: both are empty where only a person can help.
    """

    day: datetime.date
    kind: str
    name: str
    words: str
    advice: str
    place: Place
    alters_pages: bool = True
    command: str = ""
    slug: str = ""


def plan_changes(
    records: Records,
    site: Site,
    after: datetime.date,
    until: datetime.date,
) -> tuple[Change, ...]:
    """Return what changes by itself after one day and up to another, in order."""
    limits = site.freshness
    changes = [change for officer in records.officers for change in _officer_changes(officer, limits)]
    for channel in records.channels:
        changes += _channel_changes(channel, limits)
    changes += [change for page in records.pages for change in _page_changes(page)]
    changes += [change for notice in records.notices for change in _notice_changes(notice)]
    for record in records.with_surgeries:
        changes += _diary_changes(record, limits, after, until)
    coming = (change for change in changes if after < change.day <= until)
    return tuple(sorted(coming, key=lambda change: (change.day, change.name, change.kind)))


def find_next_rebuild(records: Records, site: Site, after: datetime.date) -> datetime.date | None:
    """Return the first day after one on which a page differs by itself, however far; None when none ever will.

    There is no limit such as a year from today: that day would move on every day, and with it every page, though
    nothing about anybody has changed. A site without such a day grows no falser than its own dates say.
    """
    first: datetime.date | None = None
    dated: tuple[Officer | Channel, ...] = (*records.officers, *records.channels)
    for record in dated:
        for day in telling_days(record, site.freshness):
            if day > after and (first is None or day < first) and _alters_pages(record, day, site.freshness):
                first = day
    turns = [change.day for notice in records.notices for change in _notice_changes(notice)]
    first = min(filter(None, (first, *(day for day in turns if day > after))), default=None)
    for meeting in records.with_surgeries:
        turning = _diary_changes(meeting, site.freshness, after, first or datetime.date.max)
        first = min(filter(None, (first, next((change.day for change in turning), None))), default=None)
    return first


def _diary_changes(
    record: Officer | Borough, limits: FreshnessLimits, after: datetime.date, until: datetime.date
) -> Iterator[Change]:
    """Yield the days on which a date of a surgery is past, or the surgery is listed no more."""
    for day in turning_days(record, limits, after, until):
        before = meetings_on(record, days_after(day, -1) or day, limits)
        now = meetings_on(record, day, limits)
        if before != now:
            ended = {one.number for one in before} - {one.number for one in now}
            words = "A date of a surgery is past, and the next ones are shown."
            if ended:
                words = "A surgery is not shown any more: no date is left, or nobody has checked it lately."
            advice = "If it goes on, write its new dates and the day of the check."
            place = record.origin.place("surgeries", min(ended, default=0))
            yield Change(day, "surgery-ends" if ended else DATE_PASSES, record.name, words, advice, place)


def _alters_pages(record: Officer | Channel, day: datetime.date, limits: FreshnessLimits) -> bool:
    if isinstance(record, Officer):
        changes = _officer_changes_on(record, day, limits)
    else:
        changes = _channel_changes_on(record, day, limits)
    return any(change.alters_pages for change in changes)


def _officer_changes(officer: Officer, limits: FreshnessLimits) -> Iterator[Change]:
    """Yield what changes while an officer is listed, and the consent's end at any time."""
    for day in telling_days(officer, limits):
        yield from _officer_changes_on(officer, day, limits)
    if officer.consent and (day_after := days_after(officer.consent.review_by, 1)):
        yield Change(
            day_after,
            "consent-lapses",
            officer.name,
            "The officer's consent has run out, so no change can be published.",
            "Ask the officer again and write the new dates, or take the officer out.",
            officer.origin.place("consent", "review_by"),
            alters_pages=False,
        )


def _officer_changes_on(officer: Officer, day: datetime.date, limits: FreshnessLimits) -> Iterator[Change]:
    before, after = _standing(officer, days_after(day, -1), limits), standing_on(officer, day, limits)
    if after and not before:
        yield _first_day(officer, day)
    elif before and not after:
        yield _last_day(officer, day)
    elif before and after:
        yield from _leave(before, after, day)
        yield from _officer_ages(before, after, day)
        yield from _contact_ages(officer, before.contacts, after.contacts, day)


def _standing(officer: Officer, day: datetime.date | None, limits: FreshnessLimits) -> Standing | None:
    return standing_on(officer, day, limits) if day else None


def _first_day(officer: Officer, day: datetime.date) -> Change:
    words = "The officer is listed from this day."
    advice = "Check the areas: delete liaison where this officer serves."
    return Change(day, "first-day", officer.name, words, advice, officer.origin.place("since"))


def _last_day(officer: Officer, day: datetime.date) -> Change:
    words = "The officer is not shown any more. The areas show whom to turn to instead."
    advice, place = "Name who follows.", officer.origin.place("until")
    return Change(day, "last-day", officer.name, words, advice, place, command="remove", slug=officer.slug)


def _leave(before: Standing, after: Standing, day: datetime.date) -> Iterator[Change]:
    """Yield when an officer goes away and comes back: an overdue page shows neither."""
    if before.state == after.state:
        return
    officer, differs = after.officer, before.shown_state != after.shown_state
    if after.state == "away":
        words = "The officer is shown as away. The areas show whom to turn to instead."
        advice, place = "Make sure that covered_by names who stands in.", officer.origin.place("since")
        yield Change(day, "leave-begins", officer.name, words, advice, place, differs)
    else:
        words, place = "The officer is shown as in post again.", officer.origin.place("until")
        advice = "Ask whether the officer is back. If so, write state: in-post and delete until."
        yield Change(day, "leave-ends", officer.name, words, advice, place, differs)


def _officer_ages(before: Standing, after: Standing, day: datetime.date) -> Iterator[Change]:
    officer, state = after.officer, after.freshness.state
    if before.freshness.state != state:
        words = {
            "due": "The page says that the officer is due to be checked again.",
            "overdue": "The officer steps behind the other ways to get help, and the contacts lose their links.",
        }
        place = officer.origin.place("checked" if officer.checked else "source")
        advice, told = "Check with the force.", words[state]
        yield Change(
            day, f"officer-{state}", officer.name, told, advice, place, command="confirm", slug=officer.slug
        )


def _channel_changes(channel: Channel, limits: FreshnessLimits) -> Iterator[Change]:
    for day in telling_days(channel, limits):
        yield from _channel_changes_on(channel, day, limits)


def _channel_changes_on(channel: Channel, day: datetime.date, limits: FreshnessLimits) -> Iterator[Change]:
    words = {
        "due": "The page says that this way to report is due to be checked again.",
        "overdue": "The page says that nobody has checked it since. Its numbers keep their links.",
    }
    eve, after = days_after(day, -1), channel_standing_on(channel, day, limits)
    before = channel_standing_on(channel, eve, limits) if eve else None
    if before is None or after is None:
        return
    if before.freshness.state != after.freshness.state:
        state, place = after.freshness.state, channel.origin.place("checked")
        told, name = words[state], channel.name
        yield Change(
            day, f"channel-{state}", name, told, "Check it.", place, command="confirm", slug=channel.slug
        )
    if before.answered and not after.answered:
        told = "The page does not say any more how long it takes until somebody answers: that was a year ago."
        advice = "Look for newer figures, and write them with their period and source."
        yield Change(day, "answered-ends", channel.name, told, advice, channel.origin.place("answered"))
    yield from _contact_ages(channel, before.contacts, after.contacts, day)


def _contact_ages(
    record: Officer | Channel,
    before: Shown,
    after: Shown,
    day: datetime.date,
) -> Iterator[Change]:
    """Yield when contacts with a check of their own grow old; the page of a channel does not say which."""
    is_told = isinstance(record, Officer)
    for field, _ in own_contacts(record):
        state, place = after[field][1].state, record.origin.place(field, "checked")
        if before[field][1].state == state:
            continue
        words = {
            "due": "The page says that it is due to be checked again.",
            "overdue": "It is still shown, and loses its link.",
        }
        told = words[state] if is_told else "Nothing is different for the public."
        advice = "Check it, then change the day of its check in the file."
        yield Change(day, f"contact-{state}", f"{record.name}, {field}", told, advice, place, is_told)


def own_contacts(record: Officer | Channel) -> Iterator[tuple[str, Contact]]:
    """Return the contacts of a record that have a check of their own, with their fields."""
    return ((field, contact) for field, contact in record.contacts().items() if contact.checked is not None)


def _notice_changes(notice: Notice) -> Iterator[Change]:
    place = notice.origin.place
    words = "The notice is shown from this day."
    yield Change(notice.day, "notice-begins", notice.title, words, "Read it once more before.", place("day"))
    if after := days_after(notice.until, 1):
        words = "The notice is not shown any more."
        advice = "If it still holds, write a later day. If not, delete the file."
        yield Change(after, "notice-ends", notice.title, words, advice, place("until"))


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
