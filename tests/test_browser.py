"""The site as a visitor's browser shows it: accessible, whole at every width, and silent towards everyone else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

KINDS = {
    "home": "/",
    "all boroughs": "/boroughs/",
    "a borough without an officer": "/boroughs/camden/",
    "a borough with an old name": "/boroughs/harrow/",
    "the City": "/boroughs/city-of-london/",
    "officers": "/officers/",
    "an officer": "/officers/sam-varnham/",
    "ways to report": "/report/",
    "an emergency channel": "/report/emergency-cannot-speak/",
    "a channel": "/report/galop/",
    "a text page": "/worth-reporting/",
    "coverage": "/coverage/",
    "accessibility": "/accessibility/",
    "not found": "/404.html",
}
EXAMPLE_KINDS = {
    "a served borough": "/boroughs/camden/",
    "a vacant post that is covered": "/boroughs/islington/",
    "an officer away": "/boroughs/greenwich/",
    "an officer with everything": "/officers/siobhan-oshaughnessy-quillane/",
    "an officer with next to nothing": "/officers/pip-tarn/",
    "all officers": "/officers/",
    "a long page": "/a-long-page/",
    "home": "/",
    "coverage": "/coverage/",
}
PLACES = [("real", name, url) for name, url in KINDS.items()] + [
    ("example", name, url) for name, url in EXAMPLE_KINDS.items()
]
IDS = [f"{site}: {name}" for site, name, _ in PLACES]
WIDTHS = (320, 1280)


@pytest.fixture(scope="session")
def addresses(real_site: Path, example_site: Path, serve: Callable[..., Any]) -> Any:
    """The addresses at which the real and the example site are served, by name."""
    with serve(real_site) as real, serve(example_site) as example:
        yield {"real": real, "example": example}


@pytest.fixture
def open_page(browser: Browser, addresses: dict[str, str]) -> Any:
    """Open a page in a fresh browser context; anything a context takes may be given."""
    contexts = []

    def open_it(site: str, url: str, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(addresses[site] + url)
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("site", "name", "url"), PLACES, ids=IDS)
def test_axe_finds_nothing_at_either_width_in_either_colour(
    site: str, name: str, url: str, open_page: Callable[..., Page], run_axe: Callable[[Page], Any]
) -> None:
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page = open_page(
                site,
                url,
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            report = run_axe(page)
            assert list(report.required) == [], f"{width} px, {scheme}"
            assert list(report.enhanced) == [], f"AAA at {width} px, {scheme}"


@pytest.mark.parametrize(("site", "name", "url"), PLACES, ids=IDS)
def test_nothing_has_to_be_scrolled_sideways_on_a_small_phone(
    site: str, name: str, url: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(site, url, viewport={"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    cut = page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter((part) => {
            const box = part.getBoundingClientRect();
            return box.width > 0 && box.right > 321 && !part.closest('[tabindex="0"]') && getComputedStyle(part).position !== 'absolute';
        }).map((part) => part.outerHTML.slice(0, 120))"""
    )
    assert cut == []


@pytest.mark.parametrize(("site", "name", "url"), PLACES, ids=IDS)
def test_text_may_be_spaced_out_without_being_cut(
    site: str, name: str, url: str, open_page: Callable[..., Page]
) -> None:
    """WCAG 1.4.12, with the spacing set by the visitor's browser."""
    page = open_page(site, url, viewport={"width": 320, "height": 600}, bypass_csp=True)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    clipped = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter((part) => {
            const style = getComputedStyle(part);
            return ['hidden', 'clip'].includes(style.overflowY) && part.scrollHeight > part.clientHeight + 2 && part.clientHeight > 2;
        }).map((part) => part.outerHTML.slice(0, 120))"""
    )
    assert clipped == []


@pytest.mark.parametrize(("site", "name", "url"), PLACES, ids=IDS)
def test_a_visit_asks_nobody_else_and_stores_nothing(
    site: str, name: str, url: str, browser: Browser, addresses: dict[str, str]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    requests: list[Request] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request))  # noqa: PLW0108 (Playwright takes no builtin)
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(addresses[site] + url, wait_until="networkidle")
    assert [request.url for request in requests if not request.url.startswith(addresses[site])] == []
    assert len([request for request in requests if "photo-" not in request.url]) <= 4
    assert context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert complaints == []
    context.close()


@pytest.mark.parametrize(("site", "name", "url"), PLACES, ids=IDS)
def test_every_page_works_without_script(
    site: str, name: str, url: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(site, url, java_script_enabled=False)
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    assert page.locator('a[href="tel:999"]').first.is_visible()
    leave = page.locator('a[rel~="nofollow"]', has_text="Leave this site")
    assert leave.first.get_attribute("href") == "https://www.bbc.co.uk/weather"
    assert leave.first.get_attribute("target") is None


@pytest.mark.parametrize("url", ["/", "/boroughs/harrow/", "/report/"])
def test_a_page_can_be_read_when_its_style_sheet_does_not_arrive(
    url: str, browser: Browser, addresses: dict[str, str]
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(addresses["real"] + url)
    order = page.evaluate("document.body.innerText")
    assert (
        order.index("Call 999")
        < order.index("Leave this site")
        < order.index(page.locator("h1").inner_text())
    )
    assert page.locator("main").get_by_role("link", name="101").first.is_visible()
    context.close()


def test_the_keyboard_reaches_the_skip_link_first_and_every_stop_can_be_seen(
    open_page: Callable[..., Page],
) -> None:
    for url in ("/", "/boroughs/harrow/", "/report/"):
        page = open_page("real", url, viewport={"width": 320, "height": 640})
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
        stops = page.locator("a[href], button, [tabindex='0']").count()
        for _ in range(min(stops, 60) - 1):
            page.keyboard.press("Tab")
            hidden = page.evaluate(
                """() => {
                    const part = document.activeElement;
                    if (part === document.body) return '';
                    const box = part.getClientRects()[0];
                    const style = getComputedStyle(part);
                    if (style.outlineStyle === 'none' && style.boxShadow === 'none') return 'no focus ring: ' + part.outerHTML.slice(0, 120);
                    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                    return top && (part.contains(top) || top.contains(part)) ? '' : 'covered: ' + part.outerHTML.slice(0, 120);
                }"""
            )
            assert hidden == ""


def test_the_skip_link_leads_to_the_main_part(open_page: Callable[..., Page]) -> None:
    page = open_page("real", "/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_from_home_to_a_number_that_can_be_called_takes_two_steps(open_page: Callable[..., Page]) -> None:
    page = open_page("real", "/", java_script_enabled=False)
    page.get_by_role("link", name="Camden", exact=True).first.click()
    assert page.locator("main").get_by_role("link", name="101").first.get_attribute("href") == "tel:101"


def test_the_fallback_is_the_first_thing_a_phone_shows_where_nobody_is_listed(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("real", "/boroughs/camden/", viewport={"width": 390, "height": 844})
    box = page.locator("main").get_by_text("No named officer is published here yet").first.bounding_box()
    assert box is not None
    assert box["y"] < 844


def test_forced_colours_keep_the_outlines_of_buttons(open_page: Callable[..., Page]) -> None:
    page = open_page("real", "/boroughs/harrow/", forced_colors="active")
    width = (
        page.locator("main")
        .get_by_role("link", name="Call 101")
        .first.evaluate("(part) => parseFloat(getComputedStyle(part).borderTopWidth)")
    )
    assert width >= 1


def test_a_printed_borough_page_keeps_the_numbers_and_drops_the_chrome(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("real", "/boroughs/harrow/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").first.is_visible()
    assert page.get_by_text("101").first.is_visible()
    assert page.get_by_text("Not checked since 15 June 2023").first.is_visible()


def test_the_example_site_says_on_every_page_that_it_is_made_up(example_site: Path) -> None:
    for file in example_site.rglob("*.html"):
        assert "This is an example." in file.read_text("utf-8"), file
