"""What happened to a record, and when: two versions compared, and one version compared with itself as days pass.

A check counts for the day on which it was made, all else for the day on which it was committed or came about.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from site_builder.content.schema import Record
from site_builder.content.settings import FreshnessLimits
from site_builder.directory.history.told_facts import WHOLE, Facts, days_to_compare, facts_on
from site_builder.directory.history.versions import Story, Version

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """One thing that happened on a day to an area, a channel or a page: `subject` is its short name.

    `detail` says what of it, `dated` a day that belongs to it. `who` is the record it happened to; it is only for
    counting and is never shown.
    """

    on: datetime.date
    what: str
    kind: str
    subject: str
    detail: str = ""
    dated: datetime.date | None = None
    who: str = ""


def tell_story(
    story: Story, limits: FreshnessLimits, first: datetime.date, last: datetime.date
) -> Iterator[Event]:
    """Yield what happened to a record from the day `first` to the day `last`."""
    versions = [version for version in story.versions if version.since is None or version.since <= last]
    for index, version in enumerate(versions):
        start = version.since or first
        end = _end(versions, index, last)
        if version.since:
            earlier = versions[index - 1].record if index else None
            before, after = facts_on(earlier, start, limits), facts_on(version.record, start, limits)
            yield from _compare(story, before, after, start)
        for day in days_to_compare(version.record, limits):
            if max(start, first) < day <= end:
                before = facts_on(version.record, day - _DAY, limits)
                yield from _compare(story, before, facts_on(version.record, day, limits), day)


def join_renamed(stories: Sequence[Story]) -> tuple[Story, ...]:
    """Join the stories of files that got another name: nothing changed for the public."""
    ended = {
        (story.kind, _name(story.versions[-2].record), story.versions[-1].since): story
        for story in stories
        if len(story.versions) > 1 and story.versions[-1].record is None and story.versions[-2].record
    }
    renamed = {
        story: old
        for story in stories
        if story.versions
        and story.versions[0].since
        and (old := ended.get((story.kind, _name(story.versions[0].record), story.versions[0].since)))
    }
    if not renamed:
        return tuple(stories)
    gone = set(renamed.values())
    return tuple(
        replace(story, versions=(*renamed[story].versions[:-1], *story.versions))
        if story in renamed
        else story
        for story in stories
        if story not in gone or story in renamed
    )


def _end(versions: Sequence[Version], index: int, last: datetime.date) -> datetime.date:
    """Return the last day on which a version counts: the next takes over on the day it was committed."""
    following = versions[index + 1] if index + 1 < len(versions) else None
    if following is None:
        return last
    return following.since or datetime.date.min


def _compare(story: Story, before: Facts, after: Facts, on: datetime.date) -> Iterator[Event]:
    if story.kind in {"officer", "borough"}:
        for area in sorted(before.areas | after.areas):
            happened = (_officer if story.kind == "officer" else _borough)(area, before, after, on)
            yield from (replace(event, who=story.slug) for event in happened)
    elif before.is_shown != after.is_shown:
        yield Event(on, "added" if after.is_shown else "removed", story.kind, story.slug, who=story.slug)
    else:
        yield from _whole(story.kind, story.slug, before, after, on)


def _officer(area: str, before: Facts, after: Facts, on: datetime.date) -> Iterator[Event]:
    if area not in before.areas:
        yield Event(on, "joined", "borough", area)
        return
    if area not in after.areas:
        yield Event(on, "left", "borough", area)
        return
    if before.state != after.state:
        what = "back" if (before.state, after.state) == ("away", "in-post") else after.state
        yield Event(on, what, "borough", area, dated=after.until if what in {"away", "leaving"} else None)
    yield from _cover(area, before, after, on, has_gap=after.state == "away")
    yield from _whole("officer", area, before, after, on)


def _borough(area: str, before: Facts, after: Facts, on: datetime.date) -> Iterator[Event]:
    if not (before.is_shown and after.is_shown):
        return  # areas are never new; a file that comes or goes is a mistake being put right
    if after.state == "vacant" and (before.state, before.since) != (after.state, after.since):
        yield Event(on, "vacant", "borough", area, dated=after.since)
    if before.state == "vacant" and after.state == "unlisted":
        yield Event(on, "not-vacant", "borough", area)
    yield from _cover(area, before, after, on, has_gap=bool(after.state))
    for what, slugs in (
        ("local-added", after.local - before.local),
        ("local-removed", before.local - after.local),
    ):
        if slugs:
            yield Event(on, what, "borough", area)
    if before.rest != after.rest:
        yield Event(on, "page-updated", "borough", area)


def _cover(area: str, before: Facts, after: Facts, on: datetime.date, *, has_gap: bool) -> Iterator[Event]:
    if after.is_covered and not before.is_covered:
        yield Event(on, "covered", "borough", area)
    if before.is_covered and not after.is_covered and has_gap:
        yield Event(on, "uncovered", "borough", area)


def _whole(kind: str, subject: str, before: Facts, after: Facts, on: datetime.date) -> Iterator[Event]:
    """Yield what happened to contacts, checks and all the rest; an officer's are told of the area."""
    prefix, kind = ("officer-", "borough") if kind == "officer" else ("", kind)
    for detail in sorted(before.contacts.keys() | after.contacts.keys()):
        old, new = before.contacts.get(detail), after.contacts.get(detail)
        if old != new:
            what = "changed" if old and new else "contact-added" if new else "contact-removed"
            yield Event(on, prefix + what, kind, subject, detail)
    checked = False
    for detail, day in sorted(after.checks.items()):
        is_known = detail == WHOLE or detail in before.contacts
        if is_known and day > before.checks.get(detail, datetime.date.min):
            checked = True
            yield Event(day, prefix + "checked", kind, subject, detail)
    if after.is_overdue and not before.is_overdue:
        yield Event(on, prefix + "overdue", kind, subject)
    if before.rest != after.rest and not (kind == "page" and checked):
        yield Event(on, prefix + "updated", kind, subject)


def _name(record: Record | None) -> str:
    return getattr(record, "name", "") or getattr(record, "title", "")
