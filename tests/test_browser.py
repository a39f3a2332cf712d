"""The site as a visitor's browser shows it: what to see first, and what still works when something is missing.

What is asked of every page in a browser stands in test_audit.py.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def address(real_site: Path, serve: Callable[..., Any]) -> Any:
    """The address at which the real site is served."""
    with serve(real_site) as served:
        yield served


@pytest.fixture
def open_page(browser: Browser, address: str) -> Any:
    """Open a page in a fresh browser context; anything a context takes may be given."""
    contexts = []

    def open_it(url: str, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address + url)
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize("url", ["/", "/boroughs/harrow/", "/report/"])
def test_a_page_can_be_read_when_its_style_sheet_does_not_arrive(
    url: str, browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(address + url)
    order = page.evaluate("document.body.innerText")
    assert (
        order.index("Call 999")
        < order.index("Leave this site")
        < order.index(page.locator("h1").inner_text())
    )
    assert page.locator("main").get_by_role("link", name="101").first.is_visible()
    context.close()


def test_the_skip_link_leads_to_the_main_part(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_from_home_to_a_number_that_can_be_called_takes_two_steps(open_page: Callable[..., Page]) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("link", name=re.compile("^CAM Camden")).first.click()
    assert page.locator("main").get_by_role("link", name="101").first.get_attribute("href") == "tel:101"


def test_the_fallback_is_the_first_thing_a_phone_shows_where_nobody_is_listed(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/boroughs/camden/", viewport={"width": 390, "height": 844})
    box = page.locator("main").get_by_text("No named officer is published here yet").first.bounding_box()
    assert box is not None
    assert box["y"] < 844


def test_a_printed_borough_page_keeps_the_numbers_and_drops_the_chrome(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/boroughs/harrow/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").first.is_visible()
    assert page.get_by_text("101").first.is_visible()
    assert page.get_by_text("Not checked since 15 June 2023").first.is_visible()


def test_the_example_site_says_on_every_page_that_it_is_made_up(example_site: Path) -> None:
    words = [*(ROOT / "example/words").glob("*.yaml"), ROOT / "site_builder/language/en.yaml"]
    said = {file.stem: yaml.safe_load(file.read_text("utf-8"))["made_up"] for file in words}
    assert len(said) > 1
    for file in example_site.rglob("*.html"):
        text = file.read_text("utf-8")
        language = re.findall('<html lang="([^"]+)"', text)[0]
        assert said["en" if language == "en-GB" else language] in text, file
