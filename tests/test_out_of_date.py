"""A page that nobody renewed says so by itself, in the browser of whoever reads it, and asks nobody for anything."""

import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from site_builder.content.sources import read_sources
from site_builder.content.validation import Records, validate_sources
from site_builder.directory.assemble import assemble_directory
from site_builder.directory.calendar import find_next_rebuild, plan_changes
from site_builder.directory.upkeep import look_after
from site_builder.language.wording import format_day
from site_builder.site.pages.plan import plan_site
from site_builder.site.rendering.renderer import render_page
from site_builder.site.rendering.theme import load_theme
from tests.conftest import AS_OF, PROJECT_DIR
from tests.sites import LONDON, read_site

TODAY = datetime.date.fromisoformat(AS_OF)
ONE_DAY = datetime.timedelta(days=1)
URLS = ("/", "/boroughs/harrow/", "/officers/", "/report/", "/nowhere/")
BEGIN = "This page should have been renewed on"
COUNT_WHAT_IS_KEPT = """async () => localStorage.length + sessionStorage.length + document.cookie.length
    + (await caches.keys()).length + (await indexedDB.databases()).length"""


@pytest.fixture(scope="module")
def address(example_site: Path, serve: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """The address at which the example site is served: in the real one nothing changes by itself yet."""
    with serve(example_site) as base_url:
        yield base_url


@pytest.fixture(scope="module")
def renew_on(example_site: Path) -> datetime.date:
    """The day on which the pages of the example say that they have to be renewed."""
    day = day_in((example_site / "index.html").read_text("utf-8"))
    assert day is not None
    return day


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh context on a narrow screen, far from London."""
    with browser.new_context(
        viewport={"width": 320, "height": 640}, timezone_id="Pacific/Honolulu"
    ) as context:
        yield context


def day_in(page: str) -> datetime.date | None:
    """Return the day that a page carries, if any."""
    found = re.search(r'<main [^>]*data-renew="([^"]+)"', page)
    if found is None:
        return None
    return datetime.datetime.strptime(found[1], "%d %B %Y").replace(tzinfo=datetime.UTC).date()


def at(day: datetime.date, clock: str = "12:00:00") -> datetime.datetime:
    """Return a moment in UTC."""
    return datetime.datetime.combine(day, datetime.time.fromisoformat(clock), datetime.UTC)


def open_page(context: BrowserContext, url: str, now: datetime.datetime) -> Page:
    """Open a page at a moment, and wait until all its script has had its turn."""
    return visit(context.new_page(), url, now)


def visit(page: Page, url: str, now: datetime.datetime) -> Page:
    """Go to an address at a moment, and wait until all its script has had its turn."""
    page.clock.set_fixed_time(now)
    page.goto(url, wait_until="load")
    page.wait_for_function("window.onkeydown !== null")
    page.evaluate("new Promise((done) => setTimeout(done, 50))")
    return page


def notice_on(page: Page) -> Locator:
    """Return the words at the very top of the page's own part, if they say that it is late."""
    return page.locator("main > :first-child").filter(has_text=BEGIN)


def read(*folders: Path) -> tuple[Records, Any]:
    """Return the records and the settings of a content folder, and of one laid over it."""
    site, _ = read_site(*folders)
    return validate_sources(read_sources(*folders)[0])[0], site


def test_every_page_carries_the_day_that_the_desk_names(real_site: Path, example_site: Path) -> None:
    for built, folders in ((real_site, (LONDON,)), (example_site, (LONDON, PROJECT_DIR / "example"))):
        records, site = read(*folders)
        upkeep = look_after(assemble_directory(records, site, TODAY)[0], records)
        pages = [page.read_text("utf-8") for page in built.rglob("*.html")]
        # A card for other websites has no script that could tell, and redirects have nothing to tell.
        told = {day_in(page) for page in pages if "<main" in page and "<script" in page}
        assert told == {upkeep.next_rebuild}
        assert len(pages) >= 80


def test_the_day_is_the_first_later_one_on_which_a_page_differs_however_far() -> None:
    records, site = read(LONDON, PROJECT_DIR / "example")
    days = [change.day for change in plan_changes(records, site, TODAY, datetime.date.max)]
    altering = {
        change.day for change in plan_changes(records, site, TODAY, datetime.date.max) if change.alters_pages
    }
    assert find_next_rebuild(records, site, TODAY) == min(altering)
    assert find_next_rebuild(records, site, min(altering) - ONE_DAY) == min(altering)
    assert find_next_rebuild(records, site, min(altering)) != min(altering)
    assert find_next_rebuild(records, site, max(days)) is None


def test_a_site_that_never_differs_by_itself_carries_no_day_and_stays_the_same_on_every_later_day() -> None:
    records, site = read(LONDON, PROJECT_DIR / "example")
    theme = load_theme(PROJECT_DIR / "themes", "liaison")
    end = max(change.day for change in plan_changes(records, site, TODAY, datetime.date.max))
    made = []
    for day in (end, end + 1000 * ONE_DAY):
        plan, _ = plan_site(assemble_directory(records, site, day)[0], records)
        job = next(job for job in plan.pages if job.path == "officers/index.html")
        made.append(render_page(job, theme)[0].content)
    assert b"data-renew" not in made[0]
    assert made[0] == made[1]


@pytest.mark.parametrize("url", URLS)
def test_on_the_day_itself_a_page_says_nothing(
    url: str, context: BrowserContext, address: str, renew_on: datetime.date
) -> None:
    page = context.new_page()
    for now in (at(TODAY), at(renew_on, "00:00:00"), at(renew_on, "23:59:59")):
        assert visit(page, address + url, now).get_by_text(BEGIN).count() == 0


@pytest.mark.parametrize("url", URLS)
def test_from_the_day_after_a_page_says_that_it_is_late_and_what_still_works(
    url: str, context: BrowserContext, address: str, renew_on: datetime.date
) -> None:
    page = context.new_page()
    for now in (at(renew_on + ONE_DAY, "00:00:00"), at(renew_on + 900 * ONE_DAY)):
        visit(page, address + url, now)
        assert notice_on(page).inner_text() == (
            f"{BEGIN} {format_day(renew_on)}. Officers and numbers may have changed since. "
            "You can still call 999 or 101, or use another way to report."
        )
        way = notice_on(page).get_by_role("link", name="another way to report", exact=True)
        assert way.evaluate("(link) => link.href") == f"{address}/report/"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Europe/London", "America/Los_Angeles"])
def test_london_decides_wherever_the_visitor_is(
    zone: str, browser: Browser, address: str, renew_on: datetime.date
) -> None:
    with browser.new_context(timezone_id=zone) as context:
        early = open_page(context, address + "/", at(renew_on, "23:59:00"))
        assert notice_on(early).count() == 0
        late = open_page(context, address + "/", at(renew_on + ONE_DAY, "00:01:00"))
        assert format_day(renew_on) in notice_on(late).inner_text()


def test_nothing_is_asked_for_or_kept_because_a_page_is_late(
    context: BrowserContext, address: str, renew_on: datetime.date
) -> None:
    asked: list[set[str]] = []
    for now in (at(TODAY), at(renew_on + 9 * ONE_DAY)):
        page = context.new_page()
        asked.append(set())
        page.on("request", lambda request: asked[-1].add(request.url))
        page.clock.set_fixed_time(now)
        page.goto(address + "/officers/", wait_until="networkidle")
        assert page.evaluate(COUNT_WHAT_IS_KEPT) == 0
        page.close()
    assert asked[0] == asked[1]


def test_the_focus_stays_where_a_page_begins(
    context: BrowserContext, address: str, renew_on: datetime.date
) -> None:
    page = open_page(context, address + "/report/", at(renew_on + 9 * ONE_DAY))
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("skip-link")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "another way to report"


def test_a_late_page_is_printed_with_its_notice(
    context: BrowserContext, address: str, renew_on: datetime.date
) -> None:
    page = open_page(context, address + "/boroughs/harrow/", at(renew_on + 9 * ONE_DAY))
    page.emulate_media(media="print")
    assert notice_on(page).is_visible()


@pytest.mark.parametrize(
    "look", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str
)
def test_axe_finds_nothing_on_a_late_page_and_it_fits_a_narrow_screen(
    look: dict[str, Any],
    context: BrowserContext,
    address: str,
    renew_on: datetime.date,
    run_axe: Callable[[Page], Any],
) -> None:
    for width in (320, 1280):
        page = open_page(context, address + "/about/", at(renew_on + 9 * ONE_DAY))
        page.set_viewport_size({"width": width, "height": 640})
        page.emulate_media(**look)
        assert notice_on(page).is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (
            notice_on(page).evaluate("(notice) => getComputedStyle(notice).borderInlineStartWidth") == "3px"
        )
        report = run_axe(page)
        found = [*report.required, *report.enhanced]
        # axe computes contrast from colours that a system with forced colours does not show.
        assert [line for line in found if "forced_colors" not in look or "contrast" not in line] == []
        page.close()


def test_the_way_out_works_though_the_notice_fails(
    context: BrowserContext, address: str, renew_on: datetime.date
) -> None:
    page = context.new_page()
    page.add_init_script("Node.prototype.cloneNode = () => { throw new Error('no copies here'); };")
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Sunny"))
    page.clock.set_fixed_time(at(renew_on + 9 * ONE_DAY))
    page.goto(address + "/boroughs/harrow/")
    page.wait_for_function("window.onkeydown !== null")
    page.evaluate("new Promise((done) => setTimeout(done, 50))")
    assert page.get_by_text(BEGIN).count() == 0
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/weather")


def test_a_day_that_cannot_be_read_says_nothing(
    context: BrowserContext, address: str, renew_on: datetime.date
) -> None:
    page = context.new_page()
    page.route(
        f"{address}/",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace("data-renew=", 'data-renew="soon" x='),
        ),
    )
    page.clock.set_fixed_time(at(renew_on + 9 * ONE_DAY))
    page.goto(address + "/")
    page.evaluate("new Promise((done) => setTimeout(done, 50))")
    assert page.get_by_text(BEGIN).count() == 0
    assert page.locator("main[data-renew=soon]").count() == 1
