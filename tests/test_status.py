"""What needs care: the command `status`, the desk, and the calendar of what changes by itself."""

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from site_builder import cli
from site_builder.content.body import Body
from site_builder.content.geography import Edition, Geography
from site_builder.content.schema import Retired
from site_builder.content.settings import Site
from site_builder.content.sources import read_sources
from site_builder.content.validation import Records, validate_sources
from site_builder.desk.editing.content_state import read_content
from site_builder.desk.editing.status import (
    format_status,
    is_rebuild_needed,
    plan_desk_page,
    read_link_check,
    status_as_json,
    take_stock,
)
from site_builder.directory.assemble import assemble_directory
from site_builder.directory.calendar import Change, own_contacts, plan_changes
from site_builder.directory.model import Directory
from site_builder.directory.upkeep import Upkeep, look_after
from site_builder.directory.worklist import HARDEST
from site_builder.findings.diagnostics import Place
from site_builder.site.checks import check_site, finish_site
from site_builder.site.checks.addresses import Ground
from site_builder.site.pages.desk import LinkCheck, editor_url
from site_builder.site.pages.job import PageJob
from site_builder.site.pages.open_data.data_files import PAGE as OPEN_DATA
from site_builder.site.pages.plan import plan_site
from site_builder.site.rendering.renderer import render_page
from site_builder.site.rendering.theme import load_theme
from tests.page_outlines import format_outline
from tests.sites import CHANNEL, LONDON, SITE, borough, officer, page, read_site, small_site, write_files

ROOT = Path(__file__).resolve().parent.parent
DAY = datetime.date(2026, 11, 22)
A_YEAR = datetime.timedelta(days=365)
ONE_DAY = datetime.timedelta(days=1)


def read(content_dir: Path, overlay_dir: Path | None = None) -> tuple[Records, Site]:
    """Return the records and settings of a content folder."""
    site, _ = read_site(content_dir, overlay_dir)
    records, _ = validate_sources(read_sources(content_dir, overlay_dir)[0])
    assert site is not None
    return records, site


def directory_on(records: Records, site: Site, day: datetime.date = DAY) -> Directory:
    """Return the directory on a day."""
    return assemble_directory(records, site, day)[0]


def upkeep_of(folder: Path, files: Mapping[str, str | bytes], day: datetime.date = DAY) -> Upkeep:
    """Return what needs care in a small content folder."""
    records, site = read(write_files(folder, files))
    return look_after(directory_on(records, site, day), records)


def without_texts(records: Records) -> Records:
    """Return records without what no day changes and what takes most of the time.

    That is texts, maps, retired numbers, files of open data, and ways to report that nobody ever checked: they stay as they are for ever.
    """
    bare = {
        kind: tuple(record.model_copy(update={"body": Body()}) for record in getattr(records, kind))
        for kind in ("officers", "boroughs", "channels", "pages")
    }
    bare["channels"] = tuple(
        channel for channel in bare["channels"] if channel.checked or any(own_contacts(channel))
    )
    # Under another name the page on open data stays, and its files, which are no pages, are not made each day.
    bare["pages"] = tuple(
        page.model_copy(update={"slug": "about-data"}) if page.slug == OPEN_DATA else page
        for page in bare["pages"]
    )
    return replace(records, documents=(), retired=Retired(), geography=None, **bare)


def days_on_which_pages_differ(
    records: Records, site: Site, days: Iterable[datetime.date]
) -> set[datetime.date]:
    """Plan the whole site for each of these days and the one before; return those on which a page is not the same."""
    bare = without_texts(records)

    @cache
    def pages_of(day: datetime.date) -> tuple[PageJob, ...]:
        plan, _ = plan_site(directory_on(bare, site, day), bare)
        return tuple(job for job in plan.pages if not job.path.endswith("security.txt"))

    return {day for day in days if pages_of(day) != pages_of(day - ONE_DAY)}


def days_to_look_at(named: Iterable[datetime.date], days: int, whole: bool) -> list[datetime.date]:
    """Return every day of a time, or as a sample those that the calendar names, and each twentieth of the others."""
    step = 1 if whole else 20
    others = (DAY + number * ONE_DAY for number in range(1, days + 1, step))
    return sorted({*others, *named})


def days_in_the_calendar(
    records: Records, site: Site, days: int, first: datetime.date = DAY
) -> set[datetime.date]:
    """Return the days on which the calendar says that a page differs."""
    changes = plan_changes(records, site, first, first + days * ONE_DAY)
    return {change.day for change in changes if change.alters_pages}


def busy_site() -> dict[str, str]:
    """Return a small site in which as much as possible changes by itself, some of it on one day."""
    own = "email: {value: team@example.org, checked: {on: 2026-10-05, by: us, how: wrote}}\n"
    checked = "checked: {on: 2026-11-01, by: us, how: rang}\n"
    files = small_site(
        away=officer(
            "Ash Away",
            "north",
            "away",
            f"since: 2026-12-01\nuntil: 2027-02-10\nphone: 020 7946 0002\n{checked}",
        ),
        leaving=officer("Lee Leaving", "south", "leaving", f"until: 2026-12-31\n{own}{checked}"),
        acting=officer(
            "Ada Acting", "south", "acting", f"since: 2027-01-10\nuntil: 2027-03-31\n{own}{checked}"
        ),
        late=officer("Lou Late", "north", "in-post", f"since: 2027-06-20\n{own}"),
        old=officer("Ola Old", "far", "away", "since: 2027-01-05\nuntil: 2027-04-04\n" + own),
    )
    where = "starts: '17:30', ends: '19:00', place: Old Library, address: 1 High Street"
    held = f"surgeries:\n  - {{days: other Tuesday, since: 2026-10-01, cancelled: 2027-02-23, {where}}}\n"
    away = files["officers/away.md"].replace("fields: [", "fields: [surgeries, ")
    files["officers/away.md"] = away.replace("source:", f"{held}source:", 1)
    source = "source: {publisher: Example Gazette, published: 2026-11-02}"
    dates = f"surgeries:\n  - {{days: [2026-12-10, 2027-04-01, 2027-09-01], {where}, {source}}}\n"
    files["pages/boroughs/far.md"] = files["pages/boroughs/far.md"].replace("places:", f"{dates}places:")
    told = "title: The line is busy\nsummary: Try again.\nday: 2026-12-12\nuntil: 2026-12-15\nowner: Comms team\n"
    files["notices/busy.md"] = f"---\n{told}---\n"
    measured = "{value: Quickly., period: {begins: 2025-12-01, ends: 2026-02-28}, " + source + "}"
    files["channels/call.md"] = CHANNEL.format(
        name="The police line",
        kind="police-non-emergency",
        phone="{value: 101, checked: {on: 2026-09-09, by: us, how: rang}}",
        more=f'textphone: "18001 101"\nanswered: {measured}\nchecked: {{on: 2026-11-11, by: us, how: rang}}\n',
    )
    files["channels/helpline.md"] = CHANNEL.format(
        name="A helpline",
        kind="support",
        phone="{value: 020 7946 0001, checked: {on: 2026-08-08, by: us, how: rang}}",
        more="url: https://helpline.example.org/\nchecked: {on: 2026-10-12, by: us, how: rang}\n",
    )
    return files


def test_the_calendar_names_exactly_the_days_on_which_a_page_differs_in_busy_years(
    tmp_path: Path, whole: bool
) -> None:
    records, site = read(write_files(tmp_path, busy_site()))
    assert len(records.officers) == 5
    days = 730 if whole else 400
    named = days_in_the_calendar(records, site, days)
    assert len(named) > 12
    assert days_on_which_pages_differ(records, site, days_to_look_at(named, days, whole)) == named


def test_the_calendar_names_exactly_the_days_on_which_a_page_of_the_example_differs(whole: bool) -> None:
    records, site = read(LONDON, ROOT / "example")
    days, least = (365, 20) if whole else (60, 3)
    named = days_in_the_calendar(records, site, days)
    assert len(named) > least
    assert days_on_which_pages_differ(records, site, days_to_look_at(named, days, whole)) == named
    upkeep = look_after(directory_on(records, site), records)
    assert upkeep.next_rebuild == min(named)


def test_every_day_of_the_calendar_says_what_changes_and_what_to_do(tmp_path: Path) -> None:
    records, site = read(write_files(tmp_path, busy_site()))
    told = {
        f"{change.day} {change.kind} {change.name}"
        for change in plan_changes(records, site, DAY, DAY + A_YEAR)
    }
    assert {
        "2026-12-01 leave-begins Ash Away",
        "2027-02-11 leave-ends Ash Away",
        "2027-01-01 last-day Lee Leaving",
        "2027-01-10 first-day Ada Acting",
        "2027-04-01 last-day Ada Acting",
        "2027-06-20 first-day Lou Late",
        "2027-01-31 officer-due Ash Away",
        "2027-05-01 officer-overdue Ash Away",
        "2027-02-10 channel-due The police line",
        "2026-12-12 notice-begins The line is busy",
        "2026-12-16 notice-ends The line is busy",
        "2027-02-28 answered-ends The police line",
    } <= told
    assert "2027-01-31 officer-due Lee Leaving" not in told
    for change in plan_changes(records, site, DAY, DAY + A_YEAR):
        assert change.words.endswith(".")
        assert change.advice
        assert change.place.line


def test_a_day_near_the_end_of_the_calendar_is_no_fault(tmp_path: Path) -> None:
    old = officer("Sam Okoro", "north", more="checked: {on: 9999-12-30, by: us, how: rang}\n")
    upkeep = upkeep_of(tmp_path, small_site(sam=old), datetime.date(9999, 12, 31))
    assert upkeep.calendar == ()


def test_what_is_overdue_comes_first_with_the_day_since_when(tmp_path: Path) -> None:
    def checked(day: str) -> str:
        return f"email: team@example.org\nchecked: {{on: {day}, by: us, how: rang}}\n"

    files = small_site(
        due=officer("Dee Due", "north", more=checked("2026-07-01")),
        fresh=officer("Fay Fresh", "south", more=checked("2026-11-01")),
        old=officer("Ola Old", "far", more=checked("2026-01-01")),
    )
    files["pages/about.md"] = page("About us").replace("review_by: 2028-11-01", "review_by: 2026-11-05")
    found = [
        (matter.kind, matter.name, matter.state, str(matter.since), str(matter.until))
        for matter in upkeep_of(tmp_path, files).checks
        if matter.state != "never"
    ]
    assert found == [
        ("officer", "Ola Old", "overdue", "2026-07-01", "None"),
        ("page", "About us", "overdue", "2026-11-06", "None"),
        ("officer", "Dee Due", "due", "2026-09-30", "2026-12-28"),
    ]


def test_a_contact_with_a_check_of_its_own_is_named(tmp_path: Path) -> None:
    own = "phone: {value: 020 7946 0002, checked: {on: 2026-05-01, by: us, how: rang}}\n"
    sam = officer("Sam Okoro", "north", more=own + "checked: {on: 2026-04-01, by: us, how: rang}\n")
    names = [
        matter.name for matter in upkeep_of(tmp_path, small_site(sam=sam)).checks if matter.kind == "contact"
    ]
    assert names == ["Sam Okoro, phone"]


def test_an_area_without_an_officer_says_whom_its_page_names(tmp_path: Path) -> None:
    files = small_site(sam=officer("Sam Okoro", "north"))
    vacant = (
        "liaison: {state: vacant, since: 2026-10-01, source: {publisher: Gazette, published: 2026-10-02}}\n"
    )
    files["pages/boroughs/south.md"] = borough("south", vacant, "team")
    found = [(one.name, one.state, str(one.since), one.words) for one in upkeep_of(tmp_path, files).vacancies]
    assert found == [
        ("Farton", "unlisted", "None", "The page names The police line and A helpline."),
        (
            "Southton",
            "vacant",
            "2026-10-01",
            "The page names Sam Okoro, of the same police team, The police line and A helpline.",
        ),
    ]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2026-11-21", [("lapsed", "2026-11-22", "None")]),
        ("2026-11-22", [("lapsing", "None", "2026-11-22")]),
        ("2027-02-20", [("lapsing", "None", "2027-02-20")]),
        ("2027-02-21", []),
    ],
)
def test_consent_that_runs_out_within_ninety_days_is_told(
    tmp_path: Path, last: str, expected: list[tuple[str, str, str]]
) -> None:
    sam = officer("Sam Okoro", "north").replace("review_by: 2029-01-01", f"review_by: {last}")
    upkeep = upkeep_of(tmp_path, small_site(sam=sam))
    assert [(one.state, str(one.since), str(one.until)) for one in upkeep.consents] == expected
    assert upkeep.publishing_stops == datetime.date.fromisoformat(last) + ONE_DAY


def test_an_officer_who_never_consented_is_told(tmp_path: Path) -> None:
    sam = officer("Sam Okoro", "north", more="").replace("basis: consent", "basis: published")
    sam = re.sub(r"consent: .*\n", "", sam)
    assert [one.state for one in upkeep_of(tmp_path, small_site(sam=sam)).consents] == ["missing"]


def test_a_borough_on_one_officer_names_the_others_that_hang_on_the_same(tmp_path: Path) -> None:
    files = small_site(
        sam=officer("Sam Okoro", "north, far"),
        alex=officer("Alex Marsh", "south"),
        robin=officer("Robin Hale", "south"),
    )
    words = [(one.name, one.words) for one in upkeep_of(tmp_path, files).alone]
    assert words == [
        ("Farton", "Only Sam Okoro serves here, who is also alone in Northton."),
        ("Northton", "Only Sam Okoro serves here, who is also alone in Farton."),
    ]


def test_officers_without_a_photo_and_photos_without_consent_are_told(tmp_path: Path) -> None:
    files = small_site(
        sam=officer("Sam Okoro", "north"),
        alex=officer("Alex Marsh", "south", more="photo: {file: alex.jpg, alt: Alex}\n"),
    )
    found = [(one.name, one.state) for one in upkeep_of(tmp_path, files).photos]
    assert found == [("Alex Marsh", "without consent"), ("Sam Okoro", "no photo")]


def test_pages_are_listed_by_reading_age_hardest_first(tmp_path: Path) -> None:
    files = small_site()
    files["pages/about.md"] = page(
        "About us", "Administrative personnel facilitate organisational procedures."
    )
    reading = upkeep_of(tmp_path, files).reading
    assert reading[0].name == "About us"
    assert [one.age for one in reading] == sorted((one.age for one in reading), reverse=True)


def test_links_to_other_sites_are_not_checked_yet_without_a_file(tmp_path: Path) -> None:
    assert read_link_check(tmp_path) == LinkCheck()
    for nonsense in (
        "",
        "[]",
        "{}",
        '{"checked": "soon", "broken": []}',
        '{"checked": "2026-11-20", "broken": [1]}',
    ):
        (tmp_path / "external-links.json").write_text(nonsense)
        assert read_link_check(tmp_path) == LinkCheck()


def test_broken_links_of_the_last_check_are_told_in_all_three_forms(tmp_path: Path) -> None:
    link = {"url": "https://old.example.org/", "why": "Not found", "path": "content/pages/a.md", "line": 7}
    cache = {"checked": "2026-11-20T04:00:00", "broken": [link]}
    (tmp_path / "external-links.json").write_text(json.dumps(cache))
    records, site = read(write_files(tmp_path / "content", small_site()))
    directory = directory_on(records, site)
    status = take_stock(directory, records, tmp_path)
    assert "https://old.example.org/ (Not found)\n    content/pages/a.md:7" in format_status(status)
    assert json.loads(status_as_json(status))["links"]["broken"][0]["url"] == link["url"]
    assert "https://old.example.org/" in desk_of(directory, records, tmp_path)


def desk_of(directory: Directory, records: Records, cache_dir: Path) -> str:
    """Return the desk as HTML."""
    job = plan_desk_page(directory, records, cache_dir, Path("/home/sam/liaison"))
    artifact, found = render_page(job, load_theme(ROOT / "themes", "liaison"))
    assert found == ()
    assert artifact.path == "desk/index.html"
    return artifact.content.decode()


def facts(upkeep: Upkeep) -> Iterator[str]:
    """Yield what each fact says."""
    for matters in (upkeep.checks, upkeep.vacancies, upkeep.consents, upkeep.alone, upkeep.photos):
        for matter in matters:
            yield from (matter.name, matter.words)
    for change in upkeep.calendar:
        yield from (change.name, change.words, change.advice)
    yield from (read.name for read in upkeep.reading[:HARDEST])


def test_the_terminal_the_json_and_the_desk_hold_the_same_facts(tmp_path: Path) -> None:
    records, site = read(LONDON, ROOT / "example")
    directory = directory_on(records, site)
    status = take_stock(directory, records, tmp_path)
    shown = " ".join(format_status(status).split())
    as_json = json.loads(status_as_json(status))
    desk = " ".join(desk_of(directory, records, tmp_path).replace("&#39;", "'").split())
    told = set(facts(status.upkeep))
    assert len(told) > 100
    assert [fact for fact in told if fact not in shown] == []
    assert [fact for fact in told if fact not in desk] == []
    everything = json.dumps(as_json, ensure_ascii=False)
    assert [fact for fact in told if json.dumps(fact, ensure_ascii=False)[1:-1] not in everything] == []
    assert as_json["next_rebuild"] == str(status.upkeep.next_rebuild)
    assert "The next rebuild is needed on 7 December 2026" in shown
    assert "The next rebuild is needed on 7 December 2026" in desk


def test_the_desk_is_a_page_that_can_be_heard_and_opens_the_editor_at_the_line(tmp_path: Path) -> None:
    content_dir = write_files(tmp_path / "content", small_site(sam=officer("Sam Okoro", "north")))
    records, site = read(content_dir)
    job = plan_desk_page(directory_on(records, site), records, tmp_path, Path("/home/sam"))
    artifact, _ = render_page(job, load_theme(ROOT / "themes", "liaison"))
    outline = format_outline(artifact)
    assert re.findall(r"^ *(h[1-6] .*)$", outline, re.MULTILINE)[:2] == ["h1 The desk", "h2 Due and overdue"]
    tables = re.findall(r"^ *table (.+)$", outline, re.MULTILINE)
    assert "2 areas: unlisted" in tables
    assert len(tables) == len(re.findall("<table", artifact.content.decode())) > 3
    html = artifact.content.decode()
    assert f'href="vscode://file/{tmp_path.as_posix().lstrip("/")}/content/officers/sam.md:' in html
    rules = {
        found.rule for found in check_site(finish_site([artifact], Ground("/", site.host, site.leave_url)))
    }
    structure = {"missing-table-headings", "skipped-heading", "repeated-id", "broken-reference", "empty-link"}
    assert not rules & (structure | {"missing-landmark", "missing-heading", "missing-999", "broken-fragment"})


def test_the_desk_folds_what_is_alike_and_so_stays_short_however_long_the_lists(tmp_path: Path) -> None:
    records, site = read(LONDON, ROOT / "example")
    desk = desk_of(directory_on(records, site), records, tmp_path)
    folds = re.findall(r"<summary[^>]*>(.+)</summary>", desk)
    assert desk.count("<tr>") > 150
    assert len(folds) < 25
    assert "<details open" not in desk
    assert "30 ways to report: never" in folds


def test_changes_that_are_alike_are_told_once_with_what_to_do_about_all_of_them(tmp_path: Path) -> None:
    checked = "email: {slug}@example.org\nchecked: {{on: 2026-09-01, by: us, how: rang}}\n"
    for names in (("ann", "bea"), ("ann", "bea", "cat", "dot", "eve")):
        files = small_site(
            **{name: officer(f"{name} Okoro", "north", more=checked.format(slug=name)) for name in names}
        )
        records, site = read(write_files(tmp_path / str(len(names)), files))
        shown = format_status(take_stock(directory_on(records, site), records, tmp_path))
        again = "The page says that the officer is due to be checked again."
        command = "Check with the force. Then run: python3 build.py confirm"
        if len(names) < 4:
            assert shown.count(again) == 2
            assert f"{command} ann\n" in shown
        else:
            assert shown.count(again) == 1
            assert f"5 times, first on 1 December 2026: {again}\n    {command} NAME\n" in shown
        assert all(f"officers/{name}.md:" in shown for name in names)


def test_only_the_ten_hardest_pages_are_named_and_of_how_many(tmp_path: Path) -> None:
    files = small_site() | {
        f"pages/page-{number}.md": page(f"Page {number}", "We help.") for number in range(12)
    }
    records, site = read(write_files(tmp_path, files))
    status = take_stock(directory_on(records, site), records, tmp_path)
    shown = format_status(status).split("Reading age of the 10 hardest of")[1].split("\n\n")[0]
    assert len(status.upkeep.reading) > 12
    assert shown.count(" years  ") == 10


@pytest.mark.parametrize(("today", "is_old"), [("2026-05-03", False), ("2026-05-04", True)])
def test_postcodes_of_an_edition_that_is_six_months_old_are_told(
    tmp_path: Path, today: str, *, is_old: bool
) -> None:
    edition = Edition.model_construct(
        edition="The directory of November",
        month=datetime.date(2025, 11, 1),
        package="none",
        made_by="hand",
        sha256="none",
        postcodes=0,
        inside=0,
        attribution=(),
        areas=(),
    )
    records, site = read(write_files(tmp_path / "content", small_site()))
    directory = directory_on(records, site, datetime.date.fromisoformat(today))
    records = replace(records, geography=Geography("edition.yaml", edition, b"", {}, None))
    status = take_stock(directory, records, tmp_path)
    for told in (format_status(status), desk_of(directory, records, tmp_path), status_as_json(status)):
        assert (edition.edition in told) is is_old
    assert ("python3 build.py refresh-postcodes" in format_status(status)) is is_old


def test_a_place_opens_the_editor_on_every_system() -> None:
    place = Place("content/pages/a b.md", 3, 7)
    assert (
        editor_url(place, PurePosixPath("/home/sam")) == "vscode://file/home/sam/content/pages/a%20b.md:3:7"
    )
    windows = editor_url(place, PureWindowsPath("C:/Users/sam"))
    assert windows == "vscode://file/C:/Users/sam/content/pages/a%20b.md:3:7"


@pytest.mark.parametrize("which", ["real_site", "example_site"])
def test_the_desk_is_never_in_a_published_site(which: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(which)
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert len(files) > 80
    assert not (folder / "desk").exists()
    for file in files:
        content = file.read_bytes().lower()
        assert b"/desk/" not in content, file
        assert b"the desk" not in content, file
        assert b"vscode:" not in content, file


def test_the_command_prints_the_status_and_ends_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["status", "--content", str(LONDON), "--example", "--as-of", "2026-11-22"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("The directory on 22 November 2026\nThe next rebuild is needed on 7 December 2026")
    assert "Not checked yet." in told or "Links to other sites that are broken" in told


def test_the_command_prints_json_for_any_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["status", "--content", str(LONDON), "--as-of", "2027-06-01", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["as_of"] == "2027-06-01"
    assert {"checks", "vacancies", "consents", "alone", "photos", "reading", "calendar", "links"} <= set(told)


def test_the_command_still_tells_when_a_file_has_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = small_site(sam=officer("Sam Okoro", "north").replace("role:", "rloe:"))
    content_dir = write_files(tmp_path / "content", files)
    assert cli.main(["status", "--content", str(content_dir), "--as-of", "2026-11-22"]) == 0
    assert "in the content" in capsys.readouterr().out.split("\n\n")[0]


def test_what_is_accepted_for_a_time_is_no_problem_in_the_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = SITE.replace("levels: {", "levels: {long-sentence: error, hard-to-read: notice, ")
    words = " ".join(["and we go on"] * 10)
    files = small_site() | {"site.yaml": site, "pages/about.md": page("About", f"We go on {words}.\n")}
    accepted = (
        "accepted:\n  - {rule: long-sentence, path: content/pages/about.md, reason: It waits, "
        "until: 2027-03-03, by: Comms team}\n"
    )
    content_dir = write_files(tmp_path / "content", files)
    for accepts, problems in ({}, 1), ({"accepted.yaml": accepted}, 0):
        write_files(content_dir, accepts)
        assert cli.main(["status", "--content", str(content_dir), "--as-of", "2026-11-22", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["errors"] == problems
        assert len(read_content(content_dir, None, DAY).errors) == problems


def test_without_settings_there_is_no_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["status", "--content", str(tmp_path)]) == 2
    assert "There are no settings" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("since", "today", "code"),
    [("2026-11-22", "2026-12-06", 0), ("2026-11-22", "2026-12-07", 1), ("2026-12-07", "2026-12-07", 0)],
)
def test_a_script_is_told_whether_a_rebuild_is_needed(
    since: str, today: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "status",
        "--content",
        str(LONDON),
        "--example",
        "--as-of",
        today,
        "--needs-rebuild-since",
        since,
    ]
    assert cli.main(words) == code
    assert capsys.readouterr().out.startswith("Build again" if code else "Nothing has changed")


def test_a_security_file_that_grows_old_needs_a_rebuild_too(tmp_path: Path) -> None:
    files = small_site()
    later = DAY + 121 * ONE_DAY
    records, site = read(write_files(tmp_path, files))
    assert not is_rebuild_needed(records, site, DAY, later)
    answered = site.model_copy(update={"security_contact": "security@example.org"})
    assert is_rebuild_needed(records, answered, DAY, later)


def test_changes_are_in_the_order_of_their_days(tmp_path: Path) -> None:
    records, site = read(write_files(tmp_path, busy_site()))
    changes: tuple[Change, ...] = plan_changes(records, site, DAY, DAY + A_YEAR)
    assert [change.day for change in changes] == sorted(change.day for change in changes)
