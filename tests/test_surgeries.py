"""Surgeries and drop-ins: on which days they are, whose are shown, what a calendar reads, and that past ones vanish."""

import datetime
import io
import json
import re
from collections.abc import Callable
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

import pytest
import vobject
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from playwright.sync_api import Browser, expect

from site_builder import cli
from site_builder.content.sources import read_sources
from site_builder.content.surgeries import Surgery
from site_builder.content.validation import validate_sources
from site_builder.directory.assemble import assemble_directory
from site_builder.directory.calendar import find_next_rebuild
from site_builder.directory.model import Directory
from site_builder.site.pages.open_data.calendar_files import plan_calendars
from site_builder.site.pages.plan import plan_site
from tests.sites import borough, officer, read_site, small_site, write_files

DAY = datetime.date(2026, 11, 28)
CHECKED = "checked: {on: 2026-11-01, by: us, how: rang}\n"
SOURCE = "source: {publisher: Example Gazette, published: 2026-11-02}"
AGREED = "fields: [email, phone, text, body"
WHERE = ("starts: 17:30", "ends: 19:00", "place: Old Library", 'address: "1 High Street, Northton"')


def surgery(days: str, *more: str) -> str:
    """Return the field with one surgery on these days."""
    return f"surgeries:\n  - days: {days}\n" + "".join(f"    {line}\n" for line in (*WHERE, *more))


def sam(field: str, state: str = "in-post", more: str = CHECKED) -> str:
    """Return an officer who agreed to have surgeries shown."""
    return officer("Sam Okoro", "north", state, f"{more}{field}").replace(AGREED, f"{AGREED}, surgeries")


def published(field: str) -> str:
    """Return an officer whom only a newspaper named, this month."""
    text = officer("Sam Okoro", "north", more=field).replace("basis: consent", "basis: published")
    return re.sub(r"consent: .*\n", "", text).replace("published: 2026-01-01", "published: 2026-11-02")


def directory_of(folder: Path, files: dict[str, str], day: datetime.date = DAY) -> Directory:
    """Return the directory that these files make on a day; nothing in them is an error."""
    content_dir = write_files(folder, files)
    site, _ = read_site(content_dir)
    assert site is not None
    records, found = validate_sources(read_sources(content_dir)[0])
    assert not records.failed, found
    return assemble_directory(records, site, day)[0]


def dates_on(folder: Path, files: dict[str, str], day: datetime.date = DAY) -> list[str]:
    """Return the dates that the page of Northton shows."""
    directory = directory_of(folder, files, day)
    area = directory.area("north")
    assert area is not None
    return [str(date) for one in directory.meetings_in(area) for date in one.dates]


def findings(folder: Path, files: dict[str, str], name: str) -> list[str]:
    """Return what an editor is told of one file."""
    _, found = validate_sources(read_sources(write_files(folder, files))[0])
    return [
        f"{one.place.line}:{one.place.column} {one.rule} {one.message} {one.hint}"
        for one in found
        if one.place.path.endswith(name)
    ]


# ----- on which days


@pytest.mark.parametrize(
    ("days", "since", "expected"),
    [
        ("Tuesday", "2026-11-28", ["2026-12-01", "2026-12-08", "2026-12-15"]),
        ("first Tuesday", "2026-11-01", ["2026-12-01", "2027-01-05", "2027-02-02"]),
        ("last Friday", "2026-11-01", ["2026-12-25", "2027-01-29", "2027-02-26"]),
        ("other Tuesday", "2026-11-03", ["2026-12-01", "2026-12-15", "2026-12-29"]),
        ("other Tuesday", "2026-11-10", ["2026-12-08", "2026-12-22", "2027-01-05"]),
        (["first Tuesday", "2026-12-01", "2026-12-02"], "2026-11-01", ["2026-12-01", "2026-12-02", "2027-01-05"]),
        (["2027-01-21", "2026-12-10", "2026-11-27"], None, ["2026-12-10", "2027-01-21"]),
    ],
)  # fmt: skip
def test_a_rule_and_a_date_are_days(days: str | list[str], since: str | None, expected: list[str]) -> None:
    written = {"days": days, "since": since, "starts": "17:30", "ends": "19:00", "place": "A", "address": "B"}
    one = Surgery.model_validate(written)
    assert list(map(str, islice(one.dates(DAY), 3))) == expected


def test_what_is_cancelled_and_what_is_after_the_last_day_is_no_date(tmp_path: Path) -> None:
    more = ("since: 2026-11-01", "until: 2026-12-22", "cancelled: [2026-12-08]")
    found = dates_on(tmp_path, small_site(sam=sam(surgery("Tuesday", *more))))
    assert found == ["2026-12-01", "2026-12-15", "2026-12-22"]


@pytest.mark.parametrize(
    ("days", "hint"),
    [
        ("every 1st tuesday of the month", "Write: first Tuesday"),
        ("Tuesdays", "Write: Tuesday"),
        ("alternate Thurs", "Write: other Thursday"),
        ("monthly", "Write first Tuesday, last Friday, Tuesday,"),
        ("8 December 2026", "If you meant 8 December 2026: 2026-12-08."),
        ("2026-02-30", "Check the day of the month."),
    ],
)
def test_a_day_in_other_words_is_told_with_its_place_and_a_cure(days: str, hint: str, tmp_path: Path) -> None:
    [told] = findings(tmp_path, small_site(sam=sam(surgery(days))), "sam.md")
    assert told.startswith("8:11 bad-")
    assert hint in told


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (surgery("Tuesday"), '8:11 missing-field "since" is missing.'),
        (surgery("2026-12-08", "until: 2027-01-01"), '13:12 contradicting-state "until" belongs to a rule'),
        (
            surgery("Tuesday", "since: 2026-12-01", "until: 2026-11-01"),
            "14:12 contradicting-state until (1 November 2026) is before since (1 December 2026).",
        ),
        (surgery("2026-12-08").replace("19:00", "17:00"), "10:11 contradicting-state It ends at 17:00"),
        (surgery("2026-12-08").replace("19:00", "7pm"), '10:11 bad-time "7pm" is not a time of day'),
        (
            surgery("Tuesday", "since: 2026-12-01", "cancelled: 2026-12-28"),
            "14:16 bad-value 28 December 2026 is none of its days. Near it are 22 December 2026 and 29 December",
        ),
        (surgery("2026-12-08").replace("place:", "palce:"), '11:5 unknown-field "palce" is not a field'),
        (surgery("2026-12-08").replace("  - days", "    days"), '8:5 wrong-shape "surgeries" takes a list'),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_line_and_column(
    field: str, expected: str, tmp_path: Path
) -> None:
    told = findings(tmp_path, small_site(sam=sam(field)), "sam.md")
    assert [one for one in told if one.startswith(expected)], told


@pytest.mark.parametrize("days", ["0001-01-01", "9999-12-31", "[Monday, 9998-12-31]", "other Sunday"])
@pytest.mark.parametrize("since", ["0001-01-01", "9999-12-31"])
def test_a_day_at_an_end_of_time_is_no_fault(days: str, since: str, tmp_path: Path) -> None:
    more = (f"since: {since}", "until: 9999-12-31") if "day" in days else ()
    for day in (datetime.date(1, 1, 1), DAY, datetime.date(9999, 12, 31)):
        text = sam(surgery(days, *more), more=CHECKED.replace("2026-11-01", f"{day.year:04}-01-01"))
        directory = directory_of(tmp_path, small_site(sam=text), day)
        begun = [
            at for file in plan_calendars(directory) for at in re.findall(rb"London:(\d+)T", file.content)
        ]
        assert all(len(at) == len("20261208") for at in begun)
        find_next_rebuild(validate_sources(read_sources(tmp_path)[0])[0], directory.site, day)


# ----- whose are shown


def test_a_published_officer_s_are_refused_unless_a_source_printed_them(tmp_path: Path) -> None:
    named = published(surgery("2026-12-08"))
    [told] = findings(tmp_path, small_site(sam=named), "sam.md")
    assert told.startswith(
        '7:5 field-outside-basis "surgeries" may not be shown: this officer is published only'
    )
    assert "If a source printed it, add that source" in told
    printed = named.replace("    starts", f"    {SOURCE}\n    starts")
    assert dates_on(tmp_path, small_site(sam=printed)) == ["2026-12-08"]


def test_consent_has_to_name_them(tmp_path: Path) -> None:
    silent = officer("Sam Okoro", "north", more=CHECKED + surgery("2026-12-08"))
    [told] = findings(tmp_path, small_site(sam=silent), "sam.md")
    assert "field-outside-basis" in told
    assert 'add "surgeries" to the fields of the consent' in told


def test_those_of_an_area_need_a_source(tmp_path: Path) -> None:
    files = small_site()
    files["pages/boroughs/north.md"] = borough(
        "north", "liaison: {state: unlisted}\n" + surgery("2026-12-08")
    )
    [told] = findings(tmp_path, files, "north.md")
    assert "missing-source A surgery stands here without a source." in told
    with_source = surgery("2026-12-08", SOURCE)
    files["pages/boroughs/north.md"] = borough("north", "liaison: {state: unlisted}\n" + with_source)
    assert dates_on(tmp_path, files) == ["2026-12-08"]


@pytest.mark.parametrize(
    ("state", "more", "expected"),
    [
        ("away", "since: 2026-11-01\nuntil: 2026-12-31\n", []),
        ("away", "since: 2026-12-07\nuntil: 2026-12-20\n", ["2026-12-01", "2026-12-22", "2026-12-29"]),
        ("away", "since: 2026-12-07\n", ["2026-12-01"]),
        ("leaving", "until: 2026-12-10\n", ["2026-12-01", "2026-12-08"]),
        ("in-post", "since: 2026-12-12\n", []),
    ],
)
def test_nobody_goes_to_an_officer_who_is_not_there(
    state: str, more: str, expected: list[str], tmp_path: Path
) -> None:
    field = surgery("Tuesday", "since: 2026-11-01")
    assert dates_on(tmp_path, small_site(sam=sam(field, state, CHECKED + more))) == expected


def test_what_nobody_has_checked_for_too_long_is_not_shown(tmp_path: Path) -> None:
    files = small_site(sam=sam(surgery("Tuesday", "since: 2026-11-01")))
    last = datetime.date(2026, 11, 1) + datetime.timedelta(days=180)
    assert len(dates_on(tmp_path, files, last)) == 3
    assert dates_on(tmp_path, files, last + datetime.timedelta(days=1)) == []


# ----- in calendars


def test_a_calendar_keeps_its_time_when_the_clocks_change_and_leaves_out_what_is_cancelled(
    tmp_path: Path,
) -> None:
    more = ("since: 2026-11-01", "until: 2027-12-31", "cancelled: [2027-04-13]")
    away = "since: 2027-05-01\nuntil: 2027-05-31\n"
    [area, whole] = calendars(
        tmp_path, small_site(sam=sam(surgery("second Tuesday", *more), "away", CHECKED + away))
    )
    assert area == whole
    starts = list(read_dates(area))
    assert len(starts) == 12
    assert {datetime.date(2027, 4, 13), datetime.date(2027, 5, 11)}.isdisjoint(one.date() for one in starts)
    assert {start.time() for start in starts} == {datetime.time(17, 30)}
    in_utc = {start.month: start.astimezone(datetime.UTC).hour for start in starts}
    assert (in_utc[3], in_utc[6], in_utc[10], in_utc[11]) == (17, 16, 16, 17)
    [event] = vobject.readOne(area).vevent_list
    assert event.dtend.value - event.dtstart.value == datetime.timedelta(minutes=90)


@pytest.mark.parametrize("days", ["Tuesday", "other Tuesday", "first Tuesday", "last Friday"])
def test_a_second_parser_reads_the_same_days(days: str, tmp_path: Path) -> None:
    more = ("since: 2026-11-01", "until: 2027-03-31")
    [area, _] = calendars(tmp_path, small_site(sam=sam(surgery(days, *more))))
    one = Surgery.model_validate(
        {"days": days, "since": "2026-11-01", "until": "2027-03-31", "starts": "17:30", "ends": "19:00"}
        | {"place": "A", "address": "B"}
    )
    expected = list(takewhile(lambda day: day.year < 2028, one.dates(datetime.date(2026, 11, 1))))
    assert [start.date() for start in read_dates(area)] == expected


def test_a_calendar_tells_nobody_what_it_is_about(tmp_path: Path) -> None:
    telling = ("name: Gay drop-in", "expect: Tell the police officer.", "access: [step-free; a lift, large]")
    [area, _] = calendars(tmp_path, small_site(sam=sam(surgery("2026-12-08", *telling))))
    [event] = vobject.readOne(area).vevent_list
    assert (event.summary.value, event.description.value) == ("Drop-in", "Step-free; a lift and large.")
    assert event.location.value == "Old Library, 1 High Street, Northton"
    for word in ("Sam", "Okoro", "police", "Gay", "directory.example", "liaison"):
        assert word not in area
    assert all(len(line.encode()) <= 75 for line in area.split("\r\n"))


def test_only_what_may_leave_is_in_the_data(tmp_path: Path) -> None:
    """An officer whom a newspaper named is on the page by the newspaper's leave, and in no file."""
    files = small_site(sam=published(surgery("2026-12-08", SOURCE))) | {
        "pages/data.md": small_site()["pages/home.md"].replace("home", "data")
    }
    assert dates_on(tmp_path, files) == ["2026-12-08"]
    assert calendars(tmp_path, files) == []
    page = page_of(tmp_path, files, "boroughs/north/index.html")
    assert page.view.diary is not None
    assert page.view.diary.calendar is None


def test_a_calendar_stays_the_same_from_day_to_day(tmp_path: Path) -> None:
    files = small_site(sam=sam(surgery("Tuesday", "since: 2026-11-01")))
    assert calendars(tmp_path, files) == calendars(tmp_path, files, datetime.date(2027, 2, 1))


def test_whoever_is_taken_down_is_in_no_calendar(tmp_path: Path, capsys: Any) -> None:
    files = small_site(sam=sam(surgery("Tuesday", "since: 2026-11-01")))
    folder = write_files(tmp_path / "content", files)
    assert cli.main(["remove", "sam", "--content", str(folder), "--yes"]) == 0
    directory = directory_of(folder, {})
    assert plan_calendars(directory) == ()
    assert "Old Library" not in repr(directory)


def read_dates(calendar: str) -> Any:
    """Return when the one event of a calendar begins, each time, by the clock in the calendar itself, as dateutil reads it.

    vobject reads the events, but takes the clock from elsewhere.
    """
    zone = tzical(io.StringIO(calendar)).get()
    event = calendar.partition("BEGIN:VEVENT")[2]
    rules = re.findall(r"^(?:DTSTART|RRULE|EXDATE).*$", event.replace("\r", ""), re.MULTILINE)
    return rrulestr("\n".join(rules), forceset=True, tzids={"Europe/London": zone})


def calendars(folder: Path, files: dict[str, str], day: datetime.date = DAY) -> list[str]:
    """Return every calendar of a site."""
    return [file.content.decode() for file in plan_calendars(directory_of(folder, files, day))]


def page_of(folder: Path, files: dict[str, str], path: str) -> Any:
    """Return the plan of one page."""
    directory = directory_of(folder, files)
    records, _ = validate_sources(read_sources(folder)[0])
    return next(job for job in plan_site(directory, records)[0].pages if job.path == path)


# ----- in the browser


@pytest.mark.parametrize(
    ("now", "shown"), [("2026-12-08T18:59:00Z", 3), ("2026-12-08T19:00:00Z", 2), ("2027-03-01T00:00:00Z", 0)]
)
def test_past_dates_vanish_in_the_browser_too(
    now: str, shown: int, browser: Browser, serve: Callable[..., Any], example_site: Path
) -> None:
    with serve(example_site) as address, browser.new_context() as context:
        page = context.new_page()
        page.clock.set_fixed_time(now)
        page.goto(f"{address}/officers/casey-thornbridge-lowecliffe/")
        expect(page.locator("[data-ends]:visible")).to_have_count(shown)
        assert page.get_by_text("These dates are past.").is_visible() == (shown == 0)


def test_without_a_script_the_dates_are_said_plainly(
    browser: Browser, serve: Callable[..., Any], example_site: Path
) -> None:
    with serve(example_site) as address, browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/boroughs/bromley/")
        assert page.get_by_text("Tuesday 8 December 2026, 5:30pm to 7pm").is_visible()
        assert not page.get_by_text("These dates are past.").first.is_visible()


def test_the_directory_file_has_them_with_their_days(example_site: Path) -> None:
    directory = json.loads((example_site / "data/directory.json").read_text("utf-8"))
    [casey] = [one for one in directory["officers"] if one["surgeries"]]
    [bromley] = [one for one in directory["areas"] if one["surgeries"]]
    assert casey["surgeries"][0]["days"] == ["second Tuesday"]
    assert casey["surgeries"][0]["checked_on"] == "2026-11-06"
    assert bromley["surgeries"][0]["source"]["publisher"] == "Example Council"
