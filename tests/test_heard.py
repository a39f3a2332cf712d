"""What is heard and what is read aloud: each control by its visible words, each place once, each number in one piece."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from site_builder.language.wording import keep_numbers

CONTROLS = {"link", "button", "textbox", "DisclosureTriangle", "searchbox", "checkbox", "combobox"}
"""The roles that a person can speak to, as Chromium's accessibility tree calls them."""
SOME = {
    "example": """/ /find/ /boroughs/ /boroughs/westminster/ /officers/ /officers/shirin-akhtarunnahar-mollickpur/ /report/
/report/compare/ /report/galop/ /after-you-report/ /postcode-districts/ /coverage/ /changes/ /data/ /accessibility/
/404.html""",
    "real": "/ /boroughs/harrow/ /who-watches/ /can-i-trust-them/",
}
NUMBER = r"(?:\b18001\s)?(?:\+44\s?|\b0)\d[\d\s]{5,}\d|\b18001\s101\b"

VISIBLE = """() => {
    document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
    const isSeen = (part) => {
        const { width, height } = part.getBoundingClientRect();
        return width > 1 && height > 1 && getComputedStyle(part).clipPath === "none";
    };
    const shown = (node) => {
        for (let part = node.parentElement; part; part = part.parentElement) if (!isSeen(part)) return false;
        return true;
    };
    const words = (part) => {
        const found = [];
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            if (shown(walker.currentNode)) found.push(walker.currentNode.data);
        }
        return found.join(" ");
    };
    return [...document.querySelectorAll("a, button, input, summary, select, textarea")].map((part, at) => {
        part.setAttribute("data-at", at);
        return (part.labels?.length ? [...part.labels].map(words) : [words(part)]).join(" ");
    });
}"""
BROKEN = """(pattern) => {
    const broken = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        for (const found of node.data.matchAll(new RegExp(pattern, "g"))) {
            const range = document.createRange();
            range.setStart(node, found.index);
            range.setEnd(node, found.index + found[0].length);
            const boxes = [...range.getClientRects()].filter((box) => box.width > 2);
            const isCut = boxes.some((box) => box.right > innerWidth);
            if (isCut || new Set(boxes.map((box) => Math.round(box.top / 4))).size > 1) broken.push(found[0]);
        }
    }
    return broken;
}"""


class Heard(NamedTuple):
    """A control: its role and name in the accessibility tree, and the words that are seen of it."""

    role: str
    name: str
    seen: str


class Visit(NamedTuple):
    """What was found on a page of a site."""

    url: str
    controls: list[Heard]
    broken_numbers: list[str]


def listen(page: Page, session: CDPSession) -> list[Heard]:
    """Return the controls of an open page as Chromium's accessibility tree has them; everything is unfolded."""
    seen = page.evaluate(VISIBLE)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    spoken = {node.get("backendDOMNodeId"): node for node in tree if not node["ignored"]}
    document = session.send("DOM.getDocument", {"depth": -1})["root"]
    found = []
    for node in walk(document):
        attributes = node.get("attributes", [])
        if "data-at" in attributes and (told := spoken.get(node["backendNodeId"])):
            at = int(attributes[attributes.index("data-at") + 1])
            found.append(Heard(told["role"]["value"], told["name"]["value"], seen[at]))
    return found


def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("children", []):
        yield from walk(child)


def plain(words: str) -> str:
    """Return words without what a voice leaves out: signs, and how they are spaced."""
    return " ".join(re.findall(r"\w+", words.lower()))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def visits(
    browser: Browser, addresses: dict[str, str], real_site: Path, example_site: Path, whole: bool
) -> list[Visit]:
    context = browser.new_context(viewport={"width": 320, "height": 568}, bypass_csp=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    found = []
    for which, site in (("example", example_site), ("real", real_site)):
        for url in pages_of(site) if whole else SOME[which].split():
            page.set_viewport_size({"width": 320, "height": 568})
            page.goto(addresses[which] + url)
            controls = listen(page, session)
            broken = page.evaluate(BROKEN, NUMBER)
            page.set_viewport_size({"width": 390, "height": 664})
            page.add_style_tag(content="html { font-size: 225% !important }")
            found.append(Visit(which + url, controls, broken + page.evaluate(BROKEN, NUMBER)))
    context.close()
    return found


def pages_of(site: Path) -> list[str]:
    return ["/" + page.relative_to(site).as_posix() for page in sorted(site.rglob("*.html"))]


def test_every_control_is_called_by_the_words_that_are_seen_of_it(visits: list[Visit]) -> None:
    """WCAG 2.5.3: whoever speaks to the page says what they read there."""
    other = [
        (visit.url, heard)
        for visit in visits
        for heard in visit.controls
        if plain(heard.seen) not in plain(heard.name) or not plain(heard.name)
    ]
    assert other == []
    assert {heard.role for visit in visits for heard in visit.controls} <= CONTROLS
    assert sum(len(visit.controls) for visit in visits) > 40 * len(visits)


def test_no_number_is_broken_by_the_end_of_a_line(visits: list[Visit]) -> None:
    """Neither on the smallest phone nor where text is twice as large, nor Relay UK's code from its number."""
    assert [(visit.url, visit.broken_numbers) for visit in visits if visit.broken_numbers] == []


@pytest.mark.parametrize("url", ["/", "/boroughs/", "/find/", "/404.html"])
def test_each_place_is_heard_once(url: str, page: Page, addresses: dict[str, str], real_site: Path) -> None:
    """What shows the same places in another way is folded, and heard by whoever unfolds it."""
    page.goto(addresses["real"] + url)
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    names = [
        node["name"]["value"] for node in tree if not node["ignored"] and node["role"]["value"] == "link"
    ]
    (places,) = real_site.glob("assets/places.*.json")
    areas = json.loads(places.read_text("utf-8"))["areas"]["name"]
    assert {area: len([name for name in names if area in name]) for area in areas} == dict.fromkeys(areas, 1)


def test_the_map_is_one_list_that_can_be_skipped(page: Page, addresses: dict[str, str]) -> None:
    page.goto(addresses["real"] + "/")
    region = page.get_by_role("region", name="Map of London")
    assert region.get_by_role("list").count() == 1
    assert region.get_by_role("listitem").count() == 33
    page.get_by_role("link", name="Skip the map").press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "All boroughs from A to Z"


def test_what_is_said_by_itself_is_part_of_no_control(page: Page, addresses: dict[str, str]) -> None:
    for url in ("/", "/boroughs/"):
        page.goto(addresses["real"] + url)
        assert page.locator(":is(a, button, summary) [aria-live], [aria-live] :is(a, button)").count() == 0
        assert page.locator("[aria-live]").count() > 1


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("Call 0800 999 5428, or 101 in 2 days", "Call 0800_999_5428, or 101 in 2 days"),
        ("Relay UK, 18001 020 7946 0123", "Relay UK, 18001_020_7946_0123"),
        ("+44 20 7946 0123", "+44_20_7946_0123"),
        ("On 21 November 2026", "On 21 November 2026"),
        ("חיים 020 7946 0123", "חיים \u2066020_7946_0123\u2069"),
    ],
)
def test_a_number_is_held_together_and_nothing_else_is(words: str, held: str) -> None:
    assert keep_numbers(words) == held.replace("_", "\u00a0")
