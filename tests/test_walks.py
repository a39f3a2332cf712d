"""From the front page to a number to call: how many steps it takes, what is loaded, and who is asked."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

MOST_BYTES = 45 * 1024
"""For the front page, one search for a postcode and the page of a borough, each file packed with gzip (issue's limit)."""


@pytest.fixture(scope="module")
def address(real_site: Path, serve: Callable[..., Any]) -> Iterator[str]:
    with serve(real_site) as found:
        yield found


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open the front page in a context where every other host is out of reach."""
    contexts = []

    def open_it(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        own = urlsplit(address).netloc
        context.route(lambda url: urlsplit(url).netloc != own, lambda route: route.abort())
        page = context.new_page()
        page.goto(f"{address}/")
        return page

    yield open_it
    for context in contexts:
        context.close()


def test_with_the_keyboard_alone_a_postcode_leads_to_a_call_in_three_steps(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    field = page.get_by_label("Your borough, area or postcode")
    for _ in range(40):  # 1: the Tab key, as often as it takes to come to the field
        page.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            break
    page.keyboard.type("sw98he")  # 2
    expect(page.locator(".finder__lead", has_text="SW9 8HE is in Lambeth.")).to_be_visible()
    for _ in range(6):  # 3: on to the call
        page.keyboard.press("Tab")
        call = page.evaluate("document.activeElement.getAttribute('href')")
        if call == "tel:101":
            break
    assert call == "tel:101"


def test_the_map_leads_to_a_call_in_two_steps(visit: Callable[..., Page]) -> None:
    page = visit(java_script_enabled=False)
    page.locator(".tile-map a[href='/boroughs/lambeth/']").click()  # 1
    expect(page.get_by_role("main").locator("a[href='tel:101']").first).to_be_visible()  # 2


def test_without_a_script_a_postcode_district_leads_to_a_call_in_three_steps(
    visit: Callable[..., Page],
) -> None:
    page = visit(java_script_enabled=False)
    page.get_by_role("main").get_by_role("link", name="postcode districts").click()  # 1
    row = page.get_by_role("listitem").filter(has_text="SW9").first
    row.get_by_role("link", name="Lambeth").click()  # 2
    expect(page.get_by_role("main").locator("a[href='tel:101']").first).to_be_visible()  # 3


def test_front_page_search_and_borough_are_light_and_come_from_this_host_alone(
    visit: Callable[..., Page], address: str, real_site: Path
) -> None:
    page = visit()
    asked: list[str] = [f"{address}/"]
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.get_by_label("Your borough, area or postcode").fill("SW9 8HE")
    page.get_by_role("link", name="Lambeth").first.click()
    page.wait_for_url("**/boroughs/lambeth/")
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}
    files = {urlsplit(url).path for url in asked}
    assert sum(_packed(real_site, path) for path in files) <= MOST_BYTES


def test_two_different_searches_ask_for_exactly_the_same_and_leave_no_trace(
    visit: Callable[..., Page],
) -> None:
    first = _search(visit(), "SW9 8HE", "SW9 8HE is in Lambeth.")
    second = _search(visit(), "e17 4aa", "E17 4AA is in Waltham Forest.")
    requests, left = first
    others, left_by_the_other = second
    assert (
        [one for one in requests if one not in others] == [one for one in others if one not in requests] == []
    )
    assert left == left_by_the_other


def _search(page: Page, words: str, answer: str) -> tuple[list[tuple[object, ...]], object]:
    """Return everything a search leaves to be seen: requests with their headers, address, history, storage."""
    asked: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []

    def note(request: Request) -> None:
        if "/icon." not in request.url:  # the browser fetches it for the tab, when it finds the time
            asked.append((request.method, request.url, tuple(sorted(request.headers.items()))))

    page.on("request", note)
    page.get_by_label("Your borough, area or postcode").press_sequentially(words)
    expect(page.get_by_text(answer).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    left = page.evaluate(
        "[location.href, document.title, window.name, history.length, JSON.stringify(history.state),"
        " JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]"
    )
    return sorted(asked), left


def _packed(site: Path, path: str) -> int:
    file = site / path.lstrip("/")
    content = (file / "index.html" if file.is_dir() else file).read_bytes()
    return min(len(content), len(gzip.compress(content, 6)))
