"""The surgeries of an area or an officer as pages show them: dates in words, where, and what the place has."""

import datetime
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from site_builder.directory.diary import Meeting
from site_builder.directory.model import Area, Directory
from site_builder.language.wording import begin_sentence
from site_builder.language.words import Words
from site_builder.site.pages.cards import display_name, source_link
from site_builder.site.pages.open_data.calendar_files import may_leave, moment
from site_builder.site.pages.views import Link, MeetingDate, MeetingList, MeetingView
from site_builder.site.published_files import CALENDAR_OF_AREA
from site_builder.site.urls import Urls


def list_meetings(
    meetings: Sequence[Meeting], area: Area | None, directory: Directory, urls: Urls, words: Words
) -> MeetingList | None:
    """Return what a page shows of these; `area` is the one whose calendar has them. None where none stand."""
    if not meetings:
        return None
    has_file = any(may_leave(one, directory.as_of) for one in meetings)
    path = CALENDAR_OF_AREA.path(area=area.borough.slug) if area else ""
    return MeetingList(
        meetings=tuple(_view(one, directory, urls, words) for one in meetings),
        calendar=Link(text=words("save_dates"), url=urls.root + path) if has_file and path else None,
    )


def _view(meeting: Meeting, directory: Directory, urls: Urls, words: Words) -> MeetingView:
    surgery, officer = meeting.surgery, meeting.officer
    holder = directory.standing(officer.slug) if officer else None
    url = urls.officer(officer.slug) if officer else ""
    zone = ZoneInfo(directory.site.region.time_zone)
    return MeetingView(
        name=surgery.name,
        officer=Link(text=display_name(holder), url=url) if holder else None,
        dates=tuple(_date(day, meeting, zone, words) for day in meeting.dates),
        place=surgery.place,
        address=surgery.address,
        access=begin_sentence(words.all_of(surgery.access or ())) or words("access_unknown"),
        expect=surgery.expect or "",
        freshness_words=meeting.freshness.told(words),
        source=source_link(surgery.source, words) if surgery.source else None,
    )


def _date(day: datetime.date, meeting: Meeting, zone: ZoneInfo, words: Words) -> MeetingDate:
    starts, ends = meeting.surgery.starts, meeting.surgery.ends
    when = words("from_to", day=words.weekday(day), begin=words.hour(starts), end=words.hour(ends))
    end = moment(day, ends, zone).astimezone(datetime.UTC)
    return MeetingDate(words=when, ends=f"{end:%Y-%m-%dT%H:%M:%SZ}")
