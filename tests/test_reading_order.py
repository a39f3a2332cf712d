"""A number is read in the order in which it is dialled, whatever stands beside it, and survives every way of reading."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.language.wording import isolate
from tests.conftest import build_site
from tests.sites import CHANNEL, officer, small_site, write_files
from tests.sites import page as page_file

READER = Path(__file__).resolve().parent / "readability"
NAMES = {"noam": "נועם בן־צור", "layla": "ليلى ٣ حداد", "ada": "Ada 12 Wrzesińska"}
PAINTED = """() => {
  const seen = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const found of node.data.matchAll(/\\b(?:18001 )?0\\d[\\d\\s]{7,}\\d/g)) {
      const places = [...found[0]].map((sign, at) => {
        const range = document.createRange();
        range.setStart(node, found.index + at);
        range.setEnd(node, found.index + at + 1);
        const { left, top } = range.getBoundingClientRect();
        return { sign, left, top: Math.round(top) };
      });
      if (!places.some(({ left, top }) => left || top)) continue;
      const painted = places.filter(({ sign }) => sign.trim());
      painted.sort((a, b) => Math.abs(a.top - b.top) > 6 ? a.top - b.top : a.left - b.left);
      seen.push([found[0].replace(/\\s/g, ""), painted.map(({ sign }) => sign).join("")]);
    }
  }
  return seen;
}"""


@pytest.fixture(scope="module")
def mixed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with officers whose names run from right to left, and a helpline that is called in Arabic."""
    own = "phone: 020 7946 0{}\nchecked: {{on: 2026-11-01, by: us, how: rang}}\n"
    files = small_site(
        noam=officer(NAMES["noam"], "north", more="rank: רב\n" + own.format("123")),
        layla=officer(NAMES["layla"], "south", more="rank: PC\n" + own.format("456")),
        ada=officer(NAMES["ada"], "far", more=own.format("789")),
    )
    files["pages/mixed.md"] = page_file(
        "Two ways", f"{NAMES['noam']}: 020 7946 0555, then [צהר](report.md) 020 7946 0555.\n"
    )
    files["channels/second.md"] = (
        CHANNEL.format(name="خط المساعدة", kind="support", phone="020 7946 0555", more="")
        .replace("Example Gazette", "צהר")
        .replace("listens at خط المساعدة", "يسمع 020 7946 0555 هنا")
    )
    folder = tmp_path_factory.mktemp("mixed")
    write_files(folder / "content", files)
    return build_site(folder / "site", "--content", str(folder / "content"))


@pytest.fixture
def page(
    mixed_site: Path, browser: Browser, serve: Callable[..., AbstractContextManager[str]]
) -> Iterator[Page]:
    """A page of a browser that stands on the home page of the mixed site."""
    with serve(mixed_site) as base_url:
        context = browser.new_context(base_url=base_url)
        page = context.new_page()
        page.goto("/")
        yield page
        context.close()


@pytest.mark.parametrize(
    "at",
    ["/", "/boroughs/north/", "/boroughs/south/", "/officers/", "/officers/layla/", "/report/", "/mixed/"],
)
def test_every_number_of_a_page_is_painted_as_it_is_dialled(at: str, page: Page) -> None:
    page.goto(at)
    numbers = page.evaluate(PAINTED)
    assert numbers
    assert [painted for _, painted in numbers] == [dialled for dialled, _ in numbers]


@pytest.mark.parametrize("typed", ["Northton", "Southton", "Farton"])
def test_the_finder_paints_the_number_behind_a_name_as_it_is_dialled(typed: str, page: Page) -> None:
    page.get_by_role("textbox").fill(typed)
    expect(page.locator(".finder__answer .action--main")).to_contain_text("020 7946 0")
    numbers = page.evaluate(PAINTED)
    assert [painted for _, painted in numbers] == [dialled for dialled, _ in numbers]


def test_names_that_run_to_the_left_stand_in_isolates_wherever_words_are_plain_text(mixed_site: Path) -> None:
    """Titles, descriptions, feeds, the finder's list and spreadsheets: in none is a name beside other words bare."""
    bare = re.compile(r"(?<!\u2068)(?:נועם|ليلى|خط|צהר)")
    for file in [*mixed_site.rglob("*.html"), *mixed_site.rglob("*.csv"), *mixed_site.rglob("*.atom")]:
        text = re.sub(r"<script.*?</script>", "", file.read_text("utf-8"), flags=re.DOTALL)
        if file.parent.name != "mixed":
            assert bare.findall(text) == [], file
    (places,) = mixed_site.glob("assets/places.*.json")
    assert bare.findall(places.read_text("utf-8")) == []
    assert not any(NAMES["noam"] in card.read_text("utf-8") for card in mixed_site.rglob("*.vcf"))


@pytest.mark.parametrize("words", ["", "Ada", "Ada 12", "Łódź", "中文 3"])
def test_words_that_run_to_the_right_stay_as_they_are(words: str) -> None:
    assert isolate(words) == words


# Ways of reading

READ = """([library, html]) => {
  const { Readability, isProbablyReaderable } = new Function(library + "; return { Readability, isProbablyReaderable };")();
  const page = new DOMParser().parseFromString(html, "text/html");
  const isOffered = isProbablyReaderable(page);
  const links = [...page.querySelectorAll("main a:is([href^='tel:'], [href^='sms:'])")];
  const numbers = links.map((link) => (link.querySelector("b") ?? link).textContent.match(/[0-9][0-9\\s]*[0-9]/)?.[0].replace(/\\s/g, " "));
  const read = new Readability(page).parse()?.content.replace(/<[^>]+>/g, "|").replaceAll("&nbsp;", " ") ?? "";
  return { isOffered, read, numbers: [...new Set(numbers.filter(Boolean))] };
}"""


@pytest.mark.parametrize("which", ["real_site", "example_site"])
def test_a_reader_view_keeps_every_number(
    which: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    site: Path = request.getfixturevalue(which)
    library = "".join(
        (READER / name).read_text("utf-8") for name in ("Readability.js", "Readability-readerable.js")
    )
    page = browser.new_page()
    lost, offered = {}, 0
    for file in sorted(site.rglob("*.html")):
        found = page.evaluate(READ, [library, file.read_text("utf-8")])
        missing = [
            one for one in found["numbers"] if not re.search(rf"(?<!\d)(?<!\d ){one}(?! ?\d)", found["read"])
        ]
        offered += found["isOffered"]
        if found["isOffered"] and missing:
            lost[file.relative_to(site).as_posix()] = missing
    page.close()
    assert lost == {}
    assert offered


def test_what_is_copied_and_what_is_printed_keep_every_number(page: Page) -> None:
    for medium in ("screen", "print"):
        page.emulate_media(media="print" if medium == "print" else "screen")
        for at in ("/report/", "/boroughs/north/"):
            page.goto(at)
            linked = page.locator("main a[href^='tel:'] b").all_inner_texts()
            copied = page.evaluate(
                "() => { getSelection().selectAllChildren(document.body); return getSelection().toString(); }"
            )
            assert linked
            assert [one for one in linked if one not in copied] == []


def test_a_translation_leaves_names_and_numbers_alone(page: Page) -> None:
    for at in ("/report/", "/boroughs/north/", "/officers/noam/"):
        page.goto(at)
        for number in page.locator("main a[href^='tel:'] b").all():
            assert number.evaluate("(element) => element.translate") is False
