"""“Leave this site” in a real browser: at once, without a way back to the page, and for every hand that asks for it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

AWAY = "https://www.bbc.co.uk/weather"
BOROUGH = "/boroughs/harrow/"
NOTHING_BUT_WHITE_SPACE = "document.body.childElementCount === 0 && document.body.innerText.trim() === ''"


@pytest.fixture(scope="module")
def address(real_site: Path, serve: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """The address at which the real site is served."""
    with serve(real_site) as base_url:
        yield base_url


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh context in which the page that one leaves to is a small page of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 600})
    context.route(
        "https://www.bbc.co.uk/**",
        lambda route: route.fulfill(content_type="text/html", body="<title>Weather</title><h1>Sunny</h1>"),
    )
    yield context
    context.close()


def open_page(context: BrowserContext, url: str) -> Page:
    """Open a page and wait until its way out is listening."""
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("window.onkeydown !== null")
    return page


def keep_away(page: Page) -> list[Request]:
    """Let the page that one leaves to never come: what is seen meanwhile stays. Return the requests, as they come."""
    asked: list[Request] = []

    def answer(route: Route) -> None:
        asked.append(route.request)
        route.fulfill(status=204)

    page.route("https://www.bbc.co.uk/**", answer)
    return asked


def wait_for(page: Page, asked: list[Request], count: int = 1) -> None:
    """Wait until the page that one leaves to was asked for `count` times."""
    for _ in range(200):
        if len(asked) >= count:
            return
        page.wait_for_timeout(25)
    pytest.fail(f"the other page was asked for {len(asked)} times, not {count}")


def press_shift(page: Page, times: int) -> None:
    """Press and release Shift by itself."""
    for _ in range(times):
        page.keyboard.press("Shift")


def words_of_the_link(page: Page) -> str:
    """Return what the link and the status behind it say at this moment."""
    parts = page.locator(".emergency-strip__leave, .emergency-strip [aria-live]").all_inner_texts()
    return " ".join(" ".join(parts).split())


def test_a_click_leads_away_and_back_does_not_return(context: BrowserContext, address: str) -> None:
    page = open_page(context, address + "/")
    page.goto(address + BOROUGH)
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url(AWAY)
    page.go_back()
    assert page.url == address + "/"  # the earlier page stays, and the borough's is gone
    page.go_forward()
    assert page.url == AWAY


def test_shift_three_times_leads_away_and_back_does_not_return(context: BrowserContext, address: str) -> None:
    page = open_page(context, address + "/")
    page.goto(address + BOROUGH)
    press_shift(page, 3)
    page.wait_for_url(AWAY)
    page.go_back()
    assert page.url == address + "/"


def test_the_page_that_follows_is_not_told_where_one_came_from(context: BrowserContext, address: str) -> None:
    asked: list[Request] = []
    page = open_page(context, address + BOROUGH)
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 (Playwright takes no builtin)
    press_shift(page, 3)
    page.wait_for_url(AWAY)
    assert [request.url for request in asked if request.is_navigation_request()] == [AWAY]
    assert "referer" not in asked[0].all_headers()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("way", ["click", "Shift"])
def test_until_the_other_page_comes_nothing_can_be_seen(
    way: str, scheme: Any, context: BrowserContext, address: str
) -> None:
    page = open_page(context, address + BOROUGH)
    page.emulate_media(color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    asked = keep_away(page)
    if way == "click":
        page.get_by_role("link", name="Leave this site").click()
    else:
        press_shift(page, 3)
    wait_for(page, asked)
    assert page.evaluate(NOTHING_BUT_WHITE_SPACE)
    assert page.title() == "www.bbc.co.uk"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
    assert one_colour(page)


def one_colour(page: Page) -> bool:
    """Tell whether the whole screen shows one colour."""
    colours = Image.open(BytesIO(page.screenshot())).convert("RGB").getcolors()
    return colours is not None and len(colours) == 1


def test_a_blank_page_that_the_browser_shows_again_leads_away_again(
    context: BrowserContext, address: str
) -> None:
    page = open_page(context, address + BOROUGH)
    asked = keep_away(page)
    press_shift(page, 3)
    wait_for(page, asked)
    page.wait_for_timeout(300)  # the browser has to be done with the first answer
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    wait_for(page, asked, 2)
    assert page.evaluate(NOTHING_BUT_WHITE_SPACE)


def test_the_presses_that_are_left_are_announced_and_shown(context: BrowserContext, address: str) -> None:
    page = open_page(context, address + BOROUGH)
    status = page.locator(".emergency-strip [aria-live]")
    press_shift(page, 1)
    assert status.inner_text() == "(press Shift twice more to leave)"
    assert status.is_visible()
    press_shift(page, 1)
    assert status.inner_text() == "(press Shift once more to leave)"


def test_the_count_is_forgotten_after_some_seconds(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.clock.install(time=0)
    page.goto(address + BOROUGH)
    page.wait_for_function("window.onkeydown !== null")
    page.clock.pause_at(3_600_000)  # from here the clock moves only as told, however slow the machine
    press_shift(page, 2)
    page.clock.run_for(4_900)
    assert words_of_the_link(page).endswith("(press Shift once more to leave)")
    page.clock.run_for(200)
    assert words_of_the_link(page) == "Leave this site"
    press_shift(page, 2)
    assert words_of_the_link(page).endswith("(press Shift once more to leave)")
    assert page.url == address + BOROUGH


@pytest.mark.parametrize(
    "between",
    ["a", "Shift+A", "Tab", "Shift+Tab", "Control+Shift", "Alt+Shift", "Meta+Shift", "ArrowDown", "Escape"],
)
def test_any_other_key_starts_the_count_afresh(between: str, context: BrowserContext, address: str) -> None:
    page = open_page(context, address + BOROUGH)
    press_shift(page, 2)
    page.keyboard.press(between)
    press_shift(page, 2)
    assert words_of_the_link(page).endswith("(press Shift once more to leave)")
    assert page.url == address + BOROUGH


@pytest.mark.parametrize(
    "shortcut", ["Control+Shift", "Alt+Shift", "Meta+Shift", "Shift+Control", "Shift+Tab"]
)
def test_shortcuts_with_shift_are_not_counted(shortcut: str, context: BrowserContext, address: str) -> None:
    page = open_page(context, address + BOROUGH)
    for _ in range(4):
        page.keyboard.press(shortcut)
    assert words_of_the_link(page) in ("Leave this site", "Leave this site (or press Shift 3 times)")
    assert page.url == address + BOROUGH


def test_selecting_text_with_shift_and_the_mouse_is_not_counted(
    context: BrowserContext, address: str
) -> None:
    page = open_page(context, address + BOROUGH)
    for _ in range(4):
        page.keyboard.down("Shift")
        page.locator("main p").first.click()
        page.keyboard.up("Shift")
    assert words_of_the_link(page) == "Leave this site"


def test_holding_shift_down_is_one_press(context: BrowserContext, address: str) -> None:
    page = open_page(context, address + BOROUGH)
    for _ in range(6):
        page.keyboard.down("Shift")  # from the second on, what a held key repeats
    assert words_of_the_link(page) == "Leave this site"
    page.keyboard.up("Shift")
    assert words_of_the_link(page).endswith("(press Shift twice more to leave)")


def test_capitals_can_be_typed_in_a_field_and_shift_three_times_leads_away_from_it(
    context: BrowserContext, address: str
) -> None:
    page = open_page(context, address + "/")
    field = page.locator("main input").first
    field.focus()
    for letter in "SWNWSE":
        page.keyboard.press(f"Shift+{letter}")
    assert field.input_value() == "SWNWSE"
    assert words_of_the_link(page) == "Leave this site"
    press_shift(page, 3)
    page.wait_for_url(AWAY)


def test_the_keyboard_learns_of_shift_at_the_link(context: BrowserContext, address: str) -> None:
    page = open_page(context, address + BOROUGH)
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "emergency-strip__leave"
    assert words_of_the_link(page) == "Leave this site (or press Shift 3 times)"
    page.keyboard.press("Tab")
    assert words_of_the_link(page) == "Leave this site"


def test_enter_on_the_link_leads_away(context: BrowserContext, address: str) -> None:
    page = open_page(context, address + BOROUGH)
    page.locator(".emergency-strip__leave").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(AWAY)


@pytest.mark.parametrize("with_key", ["Control", "Shift"])
def test_a_click_for_another_tab_or_window_opens_it_and_keeps_the_page(
    with_key: Any, context: BrowserContext, address: str
) -> None:
    page = open_page(context, address + BOROUGH)
    with context.expect_page():
        page.get_by_role("link", name="Leave this site").click(modifiers=[with_key])
    assert page.url == address + BOROUGH
    assert page.get_by_role("heading", name="Harrow").first.is_visible()


def test_without_script_it_is_a_plain_link_in_the_same_tab(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Sunny"))
    page.goto(address + BOROUGH)
    assert words_of_the_link(page) == "Leave this site"
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url(AWAY)
    assert len(context.pages) == 1
    context.close()


def test_axe_finds_nothing_while_presses_are_counted(
    context: BrowserContext, address: str, run_axe: Callable[[Page], Any]
) -> None:
    for width in (320, 1280):
        page = open_page(context, address + BOROUGH)
        page.set_viewport_size({"width": width, "height": 600})
        press_shift(page, 1)
        page.clock.install()
        report = run_axe(page)
        assert list(report.required) == []
        assert list(report.enhanced) == []


@pytest.mark.parametrize(
    ("width", "height", "url"),
    [(320, 568, "/"), (320, 568, BOROUGH), (1280, 600, "/"), (640, 300, BOROUGH)],
    ids=["home on a phone", "a borough on a phone", "home on a laptop", "a borough on a laptop at 200 %"],
)
def test_nothing_that_has_the_focus_is_hidden_by_the_strip_or_the_bar(
    width: int, height: int, url: str, context: BrowserContext, address: str
) -> None:
    """WCAG 2.4.11 and 2.4.12: with the Tab key through the whole page, forwards and back."""
    page = open_page(context, address + url)
    page.set_viewport_size({"width": width, "height": height})
    stops = page.locator("a[href], button, input, summary, [tabindex='0']").count()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(stops):
            page.keyboard.press(key)
            assert page.evaluate(FIND_WHAT_HIDES_THE_FOCUS) == ""


FIND_WHAT_HIDES_THE_FOCUS = """() => {
    const part = document.activeElement;
    const cover = document.querySelector('.emergency-strip__leave');
    if (part === document.body || part === cover) return '';
    const strip = document.querySelector('.emergency-strip');
    const boxes = [cover, strip].filter((one) => !one.contains(part)
        && ['fixed', 'sticky'].includes(getComputedStyle(one).position)).map((one) => one.getBoundingClientRect());
    for (const box of part.getClientRects()) {
        if (box.top < 0 || box.bottom > innerHeight) {
            if (box.height < innerHeight / 2) return 'outside the window: ' + part.outerHTML.slice(0, 120);
            continue;
        }
        const by = boxes.find((one) => one.top < box.bottom - 1 && box.top < one.bottom - 1 && one.left < box.right && box.left < one.right);
        if (by) return 'covered: ' + part.outerHTML.slice(0, 120);
    }
    return '';
}"""
