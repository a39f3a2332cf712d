"""Where things stand, measured in a browser: what belongs together is near, what does not is apart, and nothing moves
while one types. The same in forced colours and on paper."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

SHEET = re.compile(rb"/Type ?/Page\b(?!s)")
Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, addresses: dict[str, str]) -> Iterator[Open]:
    """Open a page of a site; `width` in CSS pixels, and anything else that a browser's context takes."""
    contexts = []

    def open_it(url: str, width: int = 1280, which: str = "real", **options: str) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(addresses[which] + url)
        return page

    yield open_it
    for context in contexts:
        context.close()


def box(part: Locator) -> dict[str, float]:
    """Return the box of the first one's words."""
    found: dict[str, float] = part.first.evaluate(
        """(part) => {
            const words = document.createRange();
            words.selectNodeContents(part);
            const {left, top, right, bottom} = (part.matches("p, dt, li") ? words : part).getBoundingClientRect();
            return {left, top, right, bottom};
        }"""
    )
    return found


def below(upper: Locator, lower: Locator) -> float:
    """Return how many pixels lie between two parts that stand below each other."""
    return box(lower)["top"] - box(upper)["bottom"]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_button_below_the_finder_stands_apart_from_it(width: int, open_page: Open) -> None:
    page = open_page("/", width)
    assert below(page.locator(".finder"), page.locator(".page-head > .actions .action")) >= 15


TYPED = "c", "ca", "camden", "SW9 8HE", "SE1", "zzzzq", "help", "\U0001f600", ""
STANDS = """() => [...document.querySelectorAll("main, main *, footer *")]
    .filter((part) => part.checkVisibility() && !part.closest(".finder__answer"))
    .map((part) => `${part.tagName} ${Math.round(part.getBoundingClientRect().top + scrollY)}`)"""


SIZES = "320x568", "390x664", "600x900", "768x1024", "820x1180", "1280x800"


@pytest.mark.parametrize(("url", "size"), [*(("/", size) for size in SIZES), ("/find/", "390x664")])
def test_nothing_moves_while_somebody_types(url: str, size: str, open_page: Open) -> None:
    width, height = map(int, size.split("x"))
    page = open_page(url)
    page.set_viewport_size({"width": width, "height": height})
    before = page.evaluate(STANDS)
    for typed in TYPED:
        page.locator(".finder__field").fill(typed)
        lead = page.locator(".finder__lead")
        page.wait_for_function(
            "(lead) => !lead.textContent.includes('One moment')", arg=lead.element_handle()
        )
        assert lead.is_visible() == bool(typed)
        assert page.evaluate(STANDS) == before, typed
        # A phone shows the field and its answer above the keyboard; elsewhere nobody is taken anywhere.
        assert page.evaluate("scrollY") == 0 or width < 700
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_answer_gives_way_to_what_the_keyboard_is_on(open_page: Open) -> None:
    page = open_page("/", 820)
    page.locator(".finder__field").fill("camden")
    page.locator(".finder__answer .say").wait_for()
    seen = """(part) => {
        const { left, top, width, height } = part.getBoundingClientRect();
        return part.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }"""
    link = page.locator(".finder__answer a").last
    assert not page.locator(".finder > .link-list a").first.evaluate(seen)
    link.focus()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.locator(":focus").evaluate(seen)
    assert not link.evaluate(seen)
    link.focus()
    assert link.evaluate(seen)
    link.evaluate("(part) => part.blur()")  # as when the keyboard of a phone is put away
    assert link.evaluate(seen)


def test_without_a_script_nobody_is_asked_to_type(browser: Browser, addresses: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["real"] + "/find/")
    assert not page.locator("main .lead, main input").locator("visible=true").count()
    context.close()


def test_words_to_say_in_an_answer_stand_apart_from_what_leads_to_them(open_page: Open) -> None:
    page = open_page("/")
    page.locator(".finder__field").fill("camden")
    page.locator(".finder__answer .say").wait_for()
    assert below(page.locator(".finder__answer p", has_text="Call and say"), page.locator(".say")) >= 8


@pytest.mark.parametrize("width", [390, 1280])
def test_links_to_all_ways_and_to_one_s_contacts_stand_apart(width: int, open_page: Open) -> None:
    ways = open_page("/report/", width)
    compare = ways.locator("main > p a[href='/report/compare/']")
    assert below(ways.locator("main details:not(.fold)").last, compare) >= 15
    assert below(compare, ways.locator(".emergency-block")) >= 15
    officer = open_page("/officers/thordis-aerudottir-vane/", width, "example")
    assert below(officer.locator(".officer-profile > p").last, officer.locator("a[href$='.vcf']")) >= 12


def test_across_the_river_is_said_nearer_to_what_follows(open_page: Open) -> None:
    page = open_page("/boroughs/lambeth/", 390)
    page.locator("summary", has_text="Near the edge").click()
    words = page.locator(".aside p", has_text="Across the Thames")
    near, across = page.locator(".aside details[open] a").first, page.locator(".aside p + div a").first
    assert below(near, words) > below(words, across)


@pytest.mark.parametrize("width", [320, 390, 600, 768, 1000, 1280])
def test_no_count_is_left_alone_in_a_row(width: int, open_page: Open) -> None:
    tiles = open_page("/coverage/", width, "example").locator(".coverage-table__count")
    rows = tiles.evaluate_all("(tiles) => tiles.map((tile) => Math.round(tile.getBoundingClientRect().top))")
    assert len(set(rows)) in {1, len(rows)}


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_line_begins_with_a_comma(width: int, open_page: Open) -> None:
    page = open_page("/officers/", width, "example")
    commas = page.locator(".officer-card [translate=no]").evaluate_all(
        """(parts) => parts.flatMap((part) => [...part.childNodes].flatMap((node, number) => {
            if (!node.data?.startsWith(",")) return [];
            const comma = document.createRange();
            comma.setStart(node, 0);
            comma.setEnd(node, 1);
            return [comma.getBoundingClientRect().top - [...part.childNodes[number - 1].getClientRects()].at(-1).top];
        }))"""
    )
    assert len(commas) > 5
    assert max(map(abs, commas)) < 6


@pytest.mark.parametrize("width", [1024, 1280])
def test_the_first_lines_of_each_row_stand_at_one_height(width: int, open_page: Open) -> None:
    rows = open_page("/report/compare/", width).locator(".channel-table tbody tr")
    spreads = rows.evaluate_all(
        f"""(rows) => rows.map((row) => {{
            const lines = [...row.cells].map({BASELINE.strip().rstrip(";")});
            return Math.max(...lines) - Math.min(...lines);
        }})"""
    )
    assert len(spreads) > 20
    assert max(spreads) <= 3, spreads


def test_what_is_compared_unfolds_on_a_phone_and_stands_on_paper(open_page: Open) -> None:
    page = open_page("/report/compare/", 390)
    row = page.locator(".channel-table tbody tr").first
    number, knows = row.locator(".reach-list a").first, row.locator("td").nth(3)
    assert number.is_visible()
    assert not knows.is_visible()
    row.locator("summary").click()
    assert knows.is_visible()
    row.locator("summary").click()
    page.emulate_media(media="print")
    assert knows.is_visible()


BASELINE = """(part) => {
    const text = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (text.nextNode()) if (text.currentNode.data.trim() && text.currentNode.parentElement.checkVisibility()) break;
    const words = document.createRange();
    words.selectNodeContents(text.currentNode);
    return words.getClientRects()[0].bottom;
}"""


def test_what_ways_are_for_stands_at_one_height_in_cards_side_by_side(open_page: Open) -> None:
    cards = open_page("/").locator(".channel-cards .channel-card > p:nth-child(3)")
    heights = cards.evaluate_all(
        "(parts) => parts.map((part) => Math.round(part.getBoundingClientRect().top))"
    )
    assert len(heights) == 3
    assert max(heights) - min(heights) <= 1


def test_a_table_in_a_text_has_room_for_its_words_on_the_smallest_phone(open_page: Open) -> None:
    widths = (
        open_page("/data/", 320)
        .locator(".prose td")
        .evaluate_all("(cells) => cells.map((cell) => cell.getBoundingClientRect().width)")
    )
    assert min(widths) > 250


def test_forced_colours_keep_the_edges_and_the_key_of_the_map(open_page: Open) -> None:
    page = open_page("/", which="example", forced_colors="active")
    style = """(part, name) => getComputedStyle(part)[name]"""
    for part in (".emergency-strip", ".finder"):
        edge = page.locator(part).evaluate(style, "borderBottomColor")
        assert page.locator(part).evaluate(style, "borderBottomWidth") == "1px"
        assert edge != page.locator("body").evaluate(style, "backgroundColor")
    for name in ("borderTopColor", "color", "backgroundColor"):
        on_map = page.locator("a.tile--filled").first.evaluate(style, name)
        assert page.locator(".tile-map__key .tile--filled").evaluate(style, name) == on_map
    river = page.locator(".tile-map__water").evaluate(style, "stroke")
    assert page.locator(".tile-map__river").evaluate(style, "borderTopColor") == river


PRINTED = {
    "real": "/boroughs/camden/ /boroughs/harrow/ /report/police-101/ /report/galop/ /i-saw-it-happen/ /",
    "example": """/boroughs/lambeth/ /boroughs/islington/ /officers/oluwadamilare-ajala-osunbola/
                  /officers/siobhan-oshaughnessy-quillane/""",
}


@pytest.mark.parametrize("which", PRINTED)
def test_what_a_person_would_print_is_one_sheet(
    which: str, open_page: Open, whole: bool, request: pytest.FixtureRequest
) -> None:
    site: Path = request.getfixturevalue(f"{which}_site")
    areas = sorted(file for file in site.glob("boroughs/*/index.html") if "a-to-z" not in str(file))
    urls = PRINTED[which].split() + [f"/boroughs/{file.parent.name}/" for file in areas if whole]
    sheets = {}
    for url in urls:
        page = open_page(url, 794, which)
        sheets[url] = len(SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True)))
    assert {url: count for url, count in sheets.items() if count > 1} == {}


def test_a_printed_page_has_each_number_with_its_hours_and_day_and_no_empty_field(open_page: Open) -> None:
    for url, card in (("/boroughs/camden/", ".channel-card"), ("/report/", ".way-list li")):
        page = open_page(url)
        page.emulate_media(media="print")
        cards = [text.replace("\xa0", " ") for text in page.locator(f"{card}:visible").all_inner_texts()]
        assert len(cards) >= 3
        for text in cards:
            assert re.search(r"hours|opening times|Monday|Every day|form", text), text
            assert re.search(r"Checked on|confirmed it ourselves", text), text
    page = open_page("/boroughs/camden/")
    page.emulate_media(media="print")
    facts = page.locator(".fallback .print-only").all_inner_texts()
    assert [text.split(":")[0] for text in facts] == [
        "101",
        "Report online to the Met",
        "Galop",
        "Switchboard",
    ]
    assert all(re.search(r"hours|opening times|Monday|Every day|form", text) for text in facts), facts
    home = open_page("/")
    home.emulate_media(media="print")
    assert not home.locator(".finder__field").is_visible()


def test_all_the_ways_to_report_are_two_sheets_in_each_language(open_page: Open) -> None:
    for which, url in (("real", "/report/"), ("example", "/cy/report/"), ("example", "/pl/report/")):
        pdf = open_page(url, 794, which).pdf(format="A4", prefer_css_page_size=True)
        assert len(SHEET.findall(pdf)) == 2, url
