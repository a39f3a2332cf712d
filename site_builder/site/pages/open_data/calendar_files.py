"""Surgeries as calendars (iCalendar, RFC 5545): one file for each area that has any, and one for all.

An entry says nothing to whoever looks over a shoulder: no officer, no police, no address of this site, and a name that
tells what it is about becomes "Drop-in". An officer's are there by the officer's own consent only. Repeated days are
rules on the region's clock, so that a time stays the same when the clocks change, and the files hang on no day.
"""

import datetime
import re
import uuid
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, pairwise, takewhile
from zoneinfo import ZoneInfo

from site_builder.content.schema import Officer
from site_builder.content.surgeries import Surgery, read_rule
from site_builder.directory.diary import Meeting, dates_of
from site_builder.directory.freshness import days_after
from site_builder.directory.model import Directory
from site_builder.directory.standing import consent_holds
from site_builder.language.telling_words import telling_word
from site_builder.language.wording import begin_sentence, format_list
from site_builder.site.pages.job import FileJob
from site_builder.site.published_files import CALENDAR_OF_ALL, CALENDAR_OF_AREA

_NEUTRAL = "Drop-in"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_HOURS_OF_A_YEAR = 366 * 24
_LONGEST_LINE = 75
"""Bytes of a line, without its end (RFC 5545, section 3.1)."""


def plan_calendars(directory: Directory) -> tuple[FileJob, ...]:
    """Return the calendar of each area that has surgeries which may leave the site, and that of all together."""
    every = _open((one for _, of in sorted(directory.meetings.items()) for one in of), directory)
    if not every:
        return ()
    zone, base_url = ZoneInfo(directory.site.region.time_zone), directory.site.base_url
    clock = _time_zone(zone, min(next(_dates(one)) for one in every).year - 1)
    of_areas = {area.borough.slug: _open(directory.meetings_in(area), directory) for area in directory.areas}
    files = {CALENDAR_OF_AREA.path(area=slug): meetings for slug, meetings in of_areas.items() if meetings}
    files[CALENDAR_OF_ALL.path()] = every
    return tuple(FileJob(path, _write(files[path], clock, zone, base_url)) for path in files)


def may_leave(meeting: Meeting, as_of: datetime.date) -> bool:
    """Whether a surgery may be taken away as a file: an area's own, or an officer's by a consent that names it."""
    officer = meeting.officer
    if officer is None:
        return True
    return consent_holds(officer, as_of) and "surgeries" in (
        officer.consent.fields if officer.consent else ()
    )


def moment(day: datetime.date, clock: str, zone: ZoneInfo) -> datetime.datetime:
    """Return a time of day on a region's clock; 24:00 is the midnight at its end."""
    midnight = datetime.datetime(day.year, day.month, day.day, tzinfo=zone)
    return midnight + datetime.timedelta(hours=int(clock[:2]), minutes=int(clock[3:]))


def _open(meetings: Iterable[Meeting], directory: Directory) -> tuple[Meeting, ...]:
    return tuple(one for one in meetings if may_leave(one, directory.as_of))


def _write(meetings: Sequence[Meeting], clock: Sequence[str], zone: ZoneInfo, base_url: str) -> bytes:
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Drop-ins//EN", "CALSCALE:GREGORIAN"),
        *("NAME:Drop-ins", "X-WR-CALNAME:Drop-ins"),
        *("REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D"),
        *clock,
        *(line for one in meetings for event in _events(one, zone, base_url) for line in event),
        "END:VCALENDAR",
    )
    return "".join(f"{_fold(line)}\r\n" for line in lines).encode()


def _dates(meeting: Meeting) -> Iterator[datetime.date]:
    """Yield every date of a surgery, those that are past too."""
    return dates_of(meeting.officer, meeting.surgery.dates, datetime.date.min)


def _events(meeting: Meeting, zone: ZoneInfo, base_url: str) -> Iterator[tuple[str, ...]]:
    """Yield an event for each rule and each date of a surgery."""
    surgery, officer = meeting.surgery, meeting.officer
    for day in surgery.days:
        kept = dates_of(officer, partial(surgery.kept_dates, day), datetime.date.min)
        first = next(kept, None)
        if first is None:
            continue
        name = f"{base_url}{officer.slug if officer else ''} {surgery.place} {surgery.starts} {day}"
        dated = meeting.freshness.dated or first
        words = " ".join((_neutral(surgery.expect or ""), _neutral(_access(surgery)))).strip()
        yield (
            *("BEGIN:VEVENT", f"UID:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"),
            f"DTSTAMP:{_digits(dated)}T000000Z",
            f"SUMMARY:{_escape(_neutral(surgery.name) or _NEUTRAL)}",
            f"DTSTART{_at(first, surgery.starts, zone)}",
            f"DTEND{_at(first, surgery.ends, zone)}",
            *_repeats(meeting, day, first, zone),
            f"LOCATION:{_escape(f'{surgery.place}, {surgery.address}')}",
            *((f"DESCRIPTION:{_escape(words)}",) if words else ()),
            *("TRANSP:TRANSPARENT", "END:VEVENT"),
        )


def _repeats(meeting: Meeting, day: str, first: datetime.date, zone: ZoneInfo) -> Iterator[str]:
    """Yield the rule behind a day, and the dates that fall out: cancelled, or while the officer is away."""
    surgery, officer, rule = meeting.surgery, meeting.officer, read_rule(day)
    if rule is None:
        return
    often = (
        "FREQ=MONTHLY" if rule.week else "FREQ=WEEKLY;INTERVAL=2" if rule.is_fortnightly else "FREQ=WEEKLY"
    )
    known = (day for day in (surgery.until, _last_there(officer)) if day and day.year < datetime.MAXYEAR)
    last = min(known, default=None)
    end = f";UNTIL={moment(last, '24:00', zone).astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}" if last else ""
    yield f"RRULE:{often};BYDAY={rule.week or ''}{_WEEKDAYS[rule.weekday]}{end}"
    back = officer.until if officer and officer.state == "away" else None
    horizon = max(filter(None, (*(surgery.cancelled or ()), back)), default=first)
    planned = takewhile(lambda date: date <= min(horizon, last or horizon), surgery.planned_dates(day, first))
    kept = dates_of(officer, partial(surgery.kept_dates, day), first)
    held = set(takewhile(lambda date: date <= horizon, kept))
    for date in planned:
        if date not in held:
            yield f"EXDATE{_at(date, surgery.starts, zone)}"


def _last_there(officer: Officer | None) -> datetime.date | None:
    """Return the last day on which an officer is known to be there, if one is known."""
    if officer is None or officer.state == "in-post":
        return None
    if officer.state == "away":
        return days_after(officer.since, -1) if officer.since and officer.until is None else None
    return officer.until


def _access(surgery: Surgery) -> str:
    return f"{begin_sentence(format_list(surgery.access))}." if surgery.access else ""


def _neutral(words: str) -> str:
    """Return words that tell nobody what they are about, or nothing."""
    return "" if telling_word(words) else words


def _at(day: datetime.date, clock: str, zone: ZoneInfo) -> str:
    return f";TZID={zone.key}:{moment(day, clock, zone):%Y%m%dT%H%M%S}"


def _digits(day: datetime.date) -> str:
    return day.isoformat().replace("-", "")


def _time_zone(zone: ZoneInfo, year: int) -> tuple[str, ...]:
    """Return the rules of a clock as they are in a year, which hold for the years after it too."""
    first = datetime.datetime(year, 1, 1, tzinfo=datetime.UTC)
    hours = (first + datetime.timedelta(hours=number) for number in range(_HOURS_OF_A_YEAR))
    clocks = [hour.astimezone(zone) for hour in hours]
    changes = [(now, before) for before, now in pairwise(clocks) if _offset(before) != _offset(now)]
    rules = [_clock_rule(now, _offset(before), is_yearly=True) for now, before in changes]
    rules = rules or [_clock_rule(clocks[0], _offset(clocks[0]), is_yearly=False)]
    return ("BEGIN:VTIMEZONE", f"TZID:{zone.key}", *chain.from_iterable(rules), "END:VTIMEZONE")


def _clock_rule(now: datetime.datetime, before: datetime.timedelta, *, is_yearly: bool) -> Iterator[str]:
    """Yield what begins at a moment, by the clock as it was `before`: each year on the same weekday of a month."""
    begins = (now.astimezone(datetime.UTC) + before).replace(tzinfo=None)
    kind = "DAYLIGHT" if now.dst() else "STANDARD"
    yield from (f"BEGIN:{kind}", f"DTSTART:{begins:%Y%m%dT%H%M%S}", f"TZNAME:{now.tzname()}")
    yield from (f"TZOFFSETFROM:{_hours(before)}", f"TZOFFSETTO:{_hours(_offset(now))}")
    if is_yearly:
        is_last = begins.day + 7 > monthrange(begins.year, begins.month)[1]
        week = -1 if is_last else (begins.day - 1) // 7 + 1
        yield f"RRULE:FREQ=YEARLY;BYMONTH={begins.month};BYDAY={week}{_WEEKDAYS[begins.weekday()]}"
    yield f"END:{kind}"


def _offset(clock: datetime.datetime) -> datetime.timedelta:
    return clock.utcoffset() or datetime.timedelta()


def _hours(offset: datetime.timedelta) -> str:
    minutes = round(abs(offset).total_seconds() / 60)
    return f"{'-' if offset < datetime.timedelta() else '+'}{minutes // 60:02}{minutes % 60:02}"


def _escape(words: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", words)


def _fold(line: str) -> str:
    """Return a line with an end and a space after each 75 bytes at most, never within a letter."""
    folded, size = "", 0
    for letter in line:
        weight = len(letter.encode())
        if size + weight > _LONGEST_LINE:
            folded, size = f"{folded}\r\n ", 1
        folded, size = folded + letter, size + weight
    return folded
