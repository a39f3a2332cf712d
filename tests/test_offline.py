"""Once a page was opened it is of use without a network: a borough prints on one sheet, and the finder finds."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

PAGE_OBJECT = re.compile(rb"/Type\s*/Page(?!s)\b")
"""What a PDF says once for each of its pages (ISO 32000-1, 7.7.3.3)."""
SHEETS = {
    "real": ("camden", "harrow", "city-of-london"),
    "example": ("camden", "islington", "greenwich", "haringey", "westminster", "kensington-and-chelsea"),
}
"""Boroughs without an officer, with an old one, with several, with one away, and with the longest names."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh context of the browser."""
    context = browser.new_context()
    yield context
    context.close()


def open_and_go_offline(context: BrowserContext, url: str) -> Page:
    """Open a page and cut the network."""
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    context.set_offline(True)
    return page


@pytest.mark.parametrize(
    ("site", "borough"), [(site, borough) for site, boroughs in SHEETS.items() for borough in boroughs]
)
def test_a_borough_prints_on_one_sheet_without_a_network(
    site: str, borough: str, context: BrowserContext, addresses: dict[str, str]
) -> None:
    page = open_and_go_offline(context, f"{addresses[site]}/boroughs/{borough}/")
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(PAGE_OBJECT.findall(pdf)) == 1
    assert re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", pdf) == [(b"594", b"841")]  # points: A4


def printed_words(page: Page) -> str:
    """Return the words that stand on paper."""
    page.emulate_media(media="print")
    return str(page.evaluate("document.body.innerText")).replace("\u00a0", " ")


def test_the_sheet_of_a_borough_without_an_officer_has_the_essentials(
    context: BrowserContext, addresses: dict[str, str]
) -> None:
    words = printed_words(open_and_go_offline(context, addresses["real"] + "/boroughs/camden/"))
    for essential in (
        "Call 999",
        "Camden",
        "No named officer is published here yet",
        "“I would like the LGBT+ community liaison officer for Camden to contact me.”",
        "Call 101",
        "18001 101",
        "0800 999 5428",
        "18001 0800 999 5428",
        "61016",
        "No date? We have not confirmed the number.",
        "https://liaison.example/boroughs/camden/",
        "It is not the police.",
    ):
        assert essential in words
    for needless in ("Leave this site", "Near the edge", "All the ways"):
        assert needless not in words


def test_the_sheet_of_a_borough_with_officers_has_each_with_numbers_and_dates(
    context: BrowserContext, addresses: dict[str, str]
) -> None:
    words = printed_words(open_and_go_offline(context, addresses["example"] + "/boroughs/westminster/"))
    for essential in (
        "Every officer here is made up.",
        "Featherstonehaugh-Cholmondeley-Marjoribanks",
        "020 7946 0108",
        "07700 900108",
        "Layla al-Zahrawiyan",
        "layla.al.zahrawiyan@example.org",
        "Away until 3 May 2027",
        "within 5 working days",
        "Checked on 9 November 2026.",
        "If you call 101 instead",
        "for Westminster to contact me.”",
    ):
        assert essential in words


def test_the_address_is_for_paper_only(context: BrowserContext, addresses: dict[str, str]) -> None:
    page = open_and_go_offline(context, addresses["real"] + "/boroughs/camden/")
    assert "https://liaison.example/boroughs/camden/" not in page.evaluate("document.body.innerText")


@pytest.mark.parametrize("with_style", [True, False], ids=["with its style sheet", "the page alone"])
def test_a_saved_page_can_be_read_and_its_numbers_dialled(
    with_style: bool, context: BrowserContext, addresses: dict[str, str], tmp_path: Path
) -> None:
    page = open_and_go_offline(context, addresses["real"] + "/boroughs/harrow/")
    saved_file = tmp_path / "Harrow.html"
    if with_style:
        # What “Save as” makes: the page with all it needs, in one file.
        snapshot = context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        saved_file = saved_file.with_suffix(".mhtml")
        saved_file.write_text(snapshot, "utf-8", newline="")
    else:
        saved_file.write_text(page.content(), "utf-8")
    again = context.new_page()
    again.goto(saved_file.as_uri())
    assert again.get_by_role("heading", name="Harrow").first.is_visible()
    assert again.get_by_text("Not checked since 15 June 2023").first.is_visible()
    assert again.get_by_role("link", name="Call 999").get_attribute("href") == "tel:999"
    numbers = again.locator("main a[href^='tel:']").evaluate_all("(links) => links.map((link) => link.href)")
    assert {"tel:101", "tel:08009995428"} <= set(numbers)
    assert again.locator("main a[href^='tel:']").first.is_visible()


FINDER_FILES = ("finder", "places", "postcodes", "districts")
"""The finder's files are called so, each with a digest and an ending; two are called postcodes."""


def open_finder(context: BrowserContext, url: str) -> tuple[Page, list[str]]:
    """Open a page with the finder, and return it when nothing is loading, with a list that gets whatever it asks for."""
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.goto(url, wait_until="networkidle")
    return page, asked


def finder_files(asked: list[str]) -> list[str]:
    """Return which of the finder's files were asked for."""
    return sorted(name for name in asked if name.split(".")[0] in FINDER_FILES)


def lead(page: Page, typed: str) -> str:
    """Type into the finder and return the first sentence of the answer, once it is there."""
    page.fill("#finder-field", typed)
    found = page.locator(".finder__lead")
    expect(found).not_to_contain_text("One moment")
    return found.inner_text()


def kept_on_the_device(page: Page) -> object:
    """Return everything that a site can keep in a browser."""
    return page.evaluate("""async () => [
        document.cookie, Object.keys(localStorage), Object.keys(sessionStorage), await indexedDB.databases(),
        await (self.caches?.keys() ?? []), await (navigator.serviceWorker?.getRegistrations() ?? []),
    ]""")


def test_a_whole_postcode_finds_its_borough_when_the_network_goes_after_the_page_was_opened(
    context: BrowserContext, addresses: dict[str, str]
) -> None:
    page, asked = open_finder(context, f"{addresses['real']}/find/")
    assert len(finder_files(asked)) == len(set(asked) & set(finder_files(asked))) == 5
    before = list(asked)
    context.set_offline(True)
    assert lead(page, "SW9 8HE") == "SW9 8HE is in Lambeth."
    assert lead(page, "E8 1EA") == "E8 1EA is in Hackney."
    assert lead(page, "EC2V 7HH") == "EC2V 7HH is in City of London."
    assert lead(page, "Brixton") == "Brixton is in Lambeth."
    assert page.locator(".finder__answer a[href^='tel:']").count() > 0
    assert asked == before
    assert kept_on_the_device(page) == ["", [], [], [], [], []]


def test_nothing_is_fetched_before_the_page_is_there(
    context: BrowserContext, addresses: dict[str, str]
) -> None:
    page, early = context.new_page(), []
    page.add_init_script("addEventListener('load', () => { performance.mark('there'); })")
    page.goto(f"{addresses['real']}/find/", wait_until="networkidle")
    early = page.evaluate("""performance.getEntriesByType("resource")
        .filter(({startTime}) => startTime < performance.getEntriesByName("there")[0].startTime)
        .map(({name}) => name.split("/").pop())""")
    assert early
    assert finder_files(early) == []


def test_home_fetches_the_finder_only_when_somebody_turns_to_it(
    context: BrowserContext, addresses: dict[str, str]
) -> None:
    page, asked = open_finder(context, addresses["real"] + "/")
    assert finder_files(asked) == []
    with page.expect_response("**/places.*.json"):
        page.focus("#finder-field")
    assert [name.split(".")[0] for name in finder_files(asked)] == ["finder", "places"]


def test_where_data_is_saved_the_finder_is_fetched_as_it_is_used(
    context: BrowserContext, addresses: dict[str, str]
) -> None:
    context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page, asked = open_finder(context, f"{addresses['real']}/find/")
    assert finder_files(asked) == []
    with page.expect_response("**/places.*.json"):
        page.focus("#finder-field")
    assert [name.split(".")[0] for name in finder_files(asked)] == ["finder", "places"]
    assert lead(page, "SW9 8HE") == "SW9 8HE is in Lambeth."


def test_a_file_that_did_not_come_is_asked_for_again_when_it_is_wanted(
    context: BrowserContext, addresses: dict[str, str]
) -> None:
    context.route("**/postcodes.*.bin", lambda route: route.abort(), times=1)
    page, _ = open_finder(context, f"{addresses['real']}/find/")
    assert lead(page, "SW9 8HE") == "SW9 8HE is in Lambeth."
