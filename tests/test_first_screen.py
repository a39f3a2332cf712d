"""What a phone shows first: the way out and 999 at every moment, the answer without scrolling, and pages that end."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

PHONE = (390, 664)
"""A common phone with its bars, in CSS pixels."""
WINDOWS = (
    (320, 256),
    (320, 568),
    (360, 640),
    (375, 667),
    (384, 700),
    PHONE,
    (800, 360),
    (844, 390),
    (932, 430),
    (1024, 470),
    (1280, 479),
    (1280, 800),
)
SLIP = 24
"""The fewest CSS pixels between the number to call and the way out: half a thumb (WCAG 2.5.8 asks for 24)."""
MOST_SCREENS: dict[str, dict[str, float]] = {
    "real": {
        "/": 4,
        "/boroughs/camden/": 4,
        "/boroughs/harrow/": 4,
        "/report/": 8,
        "/find/": 4,
        "/report/compare/": 11,
    },
    "example": {"/": 4.2, "/boroughs/lewisham/": 4.25, "/boroughs/islington/": 4.25},
}
"""Screens of a phone; an area of which one officer answers has a little more, and one of many as many as they need."""

STRIP = """() => {
    const box = (selector) => {
        const part = document.querySelector(selector);
        const {left, top, right, bottom} = part.getBoundingClientRect();
        const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return {left, top, right, bottom, isOnTop: part === at || part.contains(at)};
    };
    return {call: box('.emergency-strip a[href="tel:999"]'), leave: box('.emergency-strip__leave'),
            height: document.querySelector('.emergency-strip').getBoundingClientRect().height};
}"""
SEEN = """(selector) => [...document.querySelectorAll('main ' + selector)].filter((part) => {
    const words = document.createRange();
    words.selectNodeContents(part);
    const box = (part.firstChild ? words : part).getBoundingClientRect();
    return box.height && box.bottom <= innerHeight;
}).length"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, bypass_csp=True)
    yield context.new_page()
    context.close()


LETTERS = {
    "plain text": "",
    "text twice the size": "html { font-size: 225% !important }",
    "text set wide": """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
                        p { margin-block-end: 2em !important }""",
}
WHERE = {"plain text": (0, 0.5, 1)}
"""Parts of a page to look at; with other letters its middle is enough."""


@pytest.mark.parametrize("letters", LETTERS)
@pytest.mark.parametrize(
    ("which", "url"), [("real", "/"), ("real", "/report/compare/"), ("example", "/cy/"), ("example", "/pl/")]
)
def test_999_and_the_way_out_can_be_reached_wherever_one_is(
    which: str, url: str, letters: str, page: Page, addresses: dict[str, str]
) -> None:
    page.goto(addresses[which] + url)
    page.add_style_tag(content=LETTERS[letters] or " ")
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        for part in WHERE.get(letters, (0.5,)):
            page.evaluate(f"scrollTo(0, document.documentElement.scrollHeight * {part})")
            strip = page.evaluate(STRIP)
            middles = [one["top"] + one["bottom"] for one in (strip["call"], strip["leave"])]
            assert abs(middles[0] - middles[1]) < 20, (width, height, "two rows")
            for one in (strip["call"], strip["leave"]):
                assert one["isOnTop"], (width, height, part)
                assert (
                    one["left"] >= 0 and one["right"] <= width and 0 <= one["top"] < one["bottom"] <= height
                )
            assert apart(strip["call"], strip["leave"]) >= SLIP, (width, height)
            assert strip["height"] <= height / (3 if height < 300 else 4), (width, height)


@pytest.mark.parametrize("letters", LETTERS)
def test_nothing_that_has_the_focus_is_behind_the_strip(
    letters: str, page: Page, addresses: dict[str, str]
) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(addresses["real"] + "/report/")
    page.add_style_tag(content=LETTERS[letters] or " ")
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(IN_FOCUS))
    assert len({name for name, _ in seen}) > 20
    assert [name for name, room in seen if room < 20] == []


IN_FOCUS = """() => {
    const part = document.activeElement;
    const strip = document.querySelector('.emergency-strip');
    const {top, bottom} = part.getBoundingClientRect();
    const above = strip.contains(part) || part.matches('.skip-link') ? 0 : strip.getBoundingClientRect().bottom;
    return [part.textContent, Math.min(bottom, innerHeight) - Math.max(top, above)];
}"""


def apart(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Return the pixels between two boxes, across or down."""
    return float(
        max(
            other["left"] - one["right"],
            one["left"] - other["right"],
            other["top"] - one["bottom"],
            one["top"] - other["bottom"],
        )
    )


def areas(site: Path, folder: str) -> list[str]:
    return sorted(
        f"/{folder}/{page.parent.name}/"
        for page in (site / folder).glob("*/index.html")
        if page.parent.name != "a-to-z"
    )


@pytest.mark.parametrize("which", ["real", "example"])
def test_a_borough_shows_who_a_number_and_a_way_to_write_without_scrolling(
    which: str, page: Page, addresses: dict[str, str], request: pytest.FixtureRequest
) -> None:
    lacking = []
    urls = areas(request.getfixturevalue(f"{which}_site"), "boroughs")
    for url in urls if which == "example" else ("/boroughs/camden/", "/boroughs/harrow/"):
        page.goto(addresses[which] + url)
        has_number = page.evaluate(SEEN, ":is(a[href^='tel:'], a[href^='sms:'])")
        can_write = page.evaluate(
            SEEN, ":is(a[href^='mailto:'], a[href^='sms:'], a[href^='https:'], .voice-note a)"
        )
        if not (page.evaluate(SEEN, ".answer h2") and has_number and can_write):
            lacking.append(url)
    assert lacking == []


def test_an_officer_shows_how_to_be_reached_without_scrolling(
    page: Page, addresses: dict[str, str], example_site: Path
) -> None:
    lacking = []
    for url in areas(example_site, "officers"):
        page.goto(addresses["example"] + url)
        if page.locator(".officer-profile .reach-list a").count():
            ways = ":is(a[href^='tel:'], a[href^='sms:'], a[href^='mailto:'])"
            if not page.evaluate(SEEN, ways):
                lacking.append(url)
    assert lacking == []


@pytest.mark.parametrize("language", ["", "ar/", "cy/", "pl/"])
def test_home_shows_the_search_field_and_the_ways_to_report_without_scrolling(
    language: str, page: Page, addresses: dict[str, str]
) -> None:
    for which in ["example"] if language else ["real", "example"]:
        page.goto(f"{addresses[which]}/{language}")
        assert page.evaluate(SEEN, ".finder__field")
        assert page.evaluate(SEEN, f"a[href='/{language}report/']")
        page.goto(f"{addresses[which]}/{language}report/")
        assert page.evaluate(SEEN, "a[href='tel:999']"), "what is happening now"
        if language:
            page.goto(f"{addresses[which]}/{language}boroughs/camden/")
            assert page.evaluate(SEEN, "a[href^='tel:']")


def test_999_and_the_way_out_stay_on_a_card_in_a_low_frame(page: Page, addresses: dict[str, str]) -> None:
    for height in (256, 480):
        page.set_viewport_size({"width": 320, "height": height})
        page.goto(addresses["example"] + "/boroughs/camden/card/")
        page.evaluate("scrollTo(0, 1e6)")
        for part in ("a[href='tel:999']", ".card__leave"):
            box = page.locator(part).first.bounding_box()
            assert box
            assert 0 <= box["y"] <= 60, part


def test_the_ways_to_report_begin_with_what_people_come_with(page: Page, addresses: dict[str, str]) -> None:
    page.goto(addresses["real"] + "/report/")
    assert page.evaluate(SEEN, "summary") == 6
    for need in page.locator("main summary").all():
        need.click()
    for fold in page.locator("main details:not(.fold)").all():
        assert 2 <= fold.locator("li").count() <= 4
        assert fold.locator("li > a:nth-child(2)").count() >= 1, "an address or a number"


def test_whoever_saw_it_happen_reads_what_to_do_first_without_scrolling(
    page: Page, addresses: dict[str, str]
) -> None:
    page.goto(addresses["real"] + "/report/")
    page.locator("main summary", has_text="I saw it happen").click()
    page.get_by_role("link", name="What to do first").click()
    page.wait_for_url(addresses["real"] + "/i-saw-it-happen/")
    assert page.evaluate(SEEN, "a[href='tel:999']")
    assert page.evaluate(SEEN, "ul:first-of-type li") >= 3


@pytest.mark.parametrize("which", MOST_SCREENS)
def test_a_page_ends(which: str, page: Page, addresses: dict[str, str], real_site: Path, whole: bool) -> None:
    """By day a page of each kind; at night every area of the real directory."""
    most = MOST_SCREENS[which]
    if whole and which == "real":
        most = dict.fromkeys(areas(real_site, "boroughs"), 4.0) | most
    screens = {}
    for url in most:
        page.goto(addresses[which] + url)
        screens[url] = page.evaluate("document.documentElement.scrollHeight") / PHONE[1]
    assert {url: round(screens[url], 2) for url in most if screens[url] > most[url]} == {}


def test_an_area_names_each_number_once(page: Page, addresses: dict[str, str]) -> None:
    page.goto(addresses["real"] + "/boroughs/harrow/")
    numbers = page.locator("main a[href^='tel:']").evaluate_all("(all) => all.map((one) => one.href)")
    assert sorted(numbers) == sorted(set(numbers))
    assert len(numbers) == 10, "101 and its relay, and four charities with theirs"


def test_a_menu_that_is_shut_opens_without_a_script(browser: Browser, addresses: dict[str, str]) -> None:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["real"] + "/")
    ways = page.locator("header").get_by_role("link", name="Ways to report")
    assert not ways.is_visible()
    page.locator("header summary").click()
    assert ways.is_visible()
    context.close()
