"""Pages in other languages: the words beside the original, every fact in one place, and the reader told what is what."""

import datetime
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page

from site_builder.content.translations import TRANSLATIONS, mark_of
from site_builder.desk.editing.content_state import read_content
from site_builder.desk.editing.mentions import find_mentions
from site_builder.desk.editing.removal import plan_removal
from site_builder.directory.judgement import Folders, Judgement, judge_folders
from site_builder.language.languages import LANGUAGES
from site_builder.language.words import read_english
from site_builder.pipeline import BuildOptions, make_site
from site_builder.site.pages.views import Tongue
from site_builder.site.rendering.links_to_english import mark_links_to_english
from tests.conftest import AxeReport
from tests.sites import officer, page, small_site, write_files

THEMES_DIR = Path(__file__).resolve().parent.parent / "themes"
DAY = datetime.date(2026, 11, 28)
TONGUES = ("ar", "cy", "pl")
TRANSLATED = ("", "report/", "report/galop/", "boroughs/camden/")
"""What the example site has in each of its languages."""
WORDS = "".join(
    f"{name}: {json.dumps(words, ensure_ascii=False)}\n" for name, words in read_english().said.items()
).replace('"{areas_kind}"', '"Dzielnice"')
READ = "reviewed_by: tłumaczka\nreviewed: 2026-11-21\ntranslates: 00000000\n"
REPORT = f"---\ntitle: Zgłoś\nsummary: Jak zgłosić.\n{READ}---\nTekst po polsku.\n"
CALL = f"---\nsummary: Zadzwoń.\nwho_answers: Policja\nwhen_to_use: Gdy chcesz.\n{READ}---\n"
ORIGINALS = {
    "pages/report.md": page("The report page", "What to do.\n"),
    "words/pl.yaml": WORDS,
}


def judge(tmp_path: Path, files: dict[str, str]) -> Judgement:
    content = write_files(tmp_path / "content", small_site(ann=officer("Ann Example", "north")) | files)
    return judge_folders(Folders(content, None, DAY))


def told(tmp_path: Path, files: dict[str, str], *rules: str) -> list[str]:
    """Return what is found by rules of these names, without the folder that it lies in."""
    found = judge(tmp_path, ORIGINALS | files).findings.sorted()
    return [str(one).replace(f"{tmp_path.as_posix()}/", "") for one in found if one.rule in rules]


def mark(tmp_path: Path, kind: str, slug: str) -> str:
    """Return the mark of an original's words."""
    records = judge(tmp_path / "original", ORIGINALS).records
    return next(
        mark_of(one) for one in (*records.pages, *records.channels) if (one.KIND, one.slug) == (kind, slug)
    )


def built(tmp_path: Path, files: dict[str, str]) -> dict[str, str]:
    """Return the pages of a small site, by their paths."""
    content = write_files(
        tmp_path / "content", small_site(ann=officer("Ann Example", "north")) | ORIGINALS | files
    )
    options = BuildOptions(content, tmp_path / "out", THEMES_DIR, "liaison", DAY)
    draft = make_site(options, lambda things, label, count: iter(things))
    return {one.path: one.content.decode() for one in draft.artifacts if one.path.endswith((".html", ".xml"))}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "pages/report.pl.md",
            REPORT.replace("title:", "owner: us\ntitle:"),
            'content/pages/report.pl.md:2:1: error: "owner" stands in the original, and a translation has it from '
            "there. Delete it here, so that the two can never differ. [repeated-fact]",
        ),
        (
            "channels/call.pl.md",
            CALL.replace("summary:", "phone: 101\nsummary:"),
            'content/channels/call.pl.md:2:1: error: "phone" stands in the original, and a translation has it from '
            "there. Delete it here, so that the two can never differ. [repeated-fact]",
        ),
        (
            "officers/ann.pl.md",
            "---\nname: Ann\n---\n",
            "content/officers/ann.pl.md: error: An officer's file has no translation: it is facts about a person. "
            "Delete this file. [repeated-fact]",
        ),
        (
            "pages/reprot.pl.md",
            REPORT,
            "content/pages/reprot.pl.md: error: There is no page of reprot.md that this could translate. "
            'Did you mean "report"? [lost-translation]',
        ),
        (
            "pages/accessibility.pl.md",
            REPORT,
            "content/pages/accessibility.pl.md: error: The page accessibility.md is in English alone. "
            "Delete this file. [lost-translation]",
        ),
        (
            "pages/report.pol.md",
            REPORT,
            'content/pages/report.pol.md: error: "pol" in the name of this file is no language that we know. '
            'Did you mean "pl"? If this is no translation, leave the dot out of its name. [unknown-language]',
        ),
        (
            "words/pl.yaml",
            WORDS.replace("menu:", "menuu:"),
            'content/words/pl.yaml:9:1: error: "menuu" is the name of no words. Did you mean "menu"? [unknown-words]',
        ),
    ],
)
def test_a_mistake_in_a_translation_is_told_with_its_line_and_a_cure(
    name: str, text: str, expected: str, tmp_path: Path
) -> None:
    rules = ("repeated-fact", "lost-translation", "unknown-language", "unknown-words")
    assert told(tmp_path, {name: text}, *rules) == [expected]


def test_a_language_without_its_words_has_no_page_and_staff_are_told(tmp_path: Path) -> None:
    [finding] = told(tmp_path, {"pages/report.cy.md": REPORT}, "missing-words")
    assert finding.startswith("content/pages/report.cy.md: error: No file has the words that frame a page")


def test_words_that_are_missing_are_said_in_english_and_told(tmp_path: Path) -> None:
    fewer = re.sub("^(menu|leave):.*\n", "", WORDS, flags=re.MULTILINE)
    files = {"words/pl.yaml": fewer, "pages/report.pl.md": REPORT}
    [finding] = told(tmp_path, files, "missing-words")
    assert "pl.yaml:1:1: warning: Words are missing: leave, menu." in finding
    assert "<summary>Menu</summary>" in built(tmp_path, files)["pl/report/index.html"]


def test_readers_of_an_old_translation_are_sent_on_and_staff_are_told_what_to_write(tmp_path: Path) -> None:
    right = mark(tmp_path, "page", "report")
    [finding] = told(tmp_path, {"pages/report.pl.md": REPORT}, "outdated-translation")
    assert "pages/report.pl.md:6:13" in finding
    assert f"write: translates: {right}" in finding
    notice = '<p class="warnings">This translation is older than the page in English, which has changed since. <a href="/report/"'
    assert notice in built(tmp_path, {"pages/report.pl.md": REPORT})["pl/report/index.html"]
    assert (
        told(tmp_path, {"pages/report.pl.md": REPORT.replace("00000000", right)}, "outdated-translation")
        == []
    )
    assert (
        "warnings"
        not in built(tmp_path, {"pages/report.pl.md": REPORT.replace("00000000", right)})[
            "pl/report/index.html"
        ]
    )


def test_a_comma_makes_no_translation_old_and_a_word_does(tmp_path: Path) -> None:
    translated = REPORT.replace("00000000", mark(tmp_path, "page", "report"))
    for text, is_old in (("What, to do.\n", False), ("What to do now.\n", True)):
        files = {"pages/report.pl.md": translated, "pages/report.md": page("The report page", text)}
        assert bool(told(tmp_path, files, "outdated-translation")) is is_old


def test_words_that_a_translation_leaves_out_are_told(tmp_path: Path) -> None:
    text = REPORT.replace("00000000", mark(tmp_path, "page", "report")).replace("Tekst po polsku.\n", "")
    [finding] = told(tmp_path, {"pages/report.pl.md": text}, "outdated-translation")
    assert "The original has more: the text below the fields." in finding


def test_a_fact_that_changes_is_changed_in_every_language(tmp_path: Path) -> None:
    call = small_site()["channels/call.md"]
    for number in ("101", "0800 555 111"):
        files = {
            "channels/call.md": call.replace("phone: 101", f"phone: {number}"),
            "channels/call.pl.md": CALL,
        }
        pages = built(tmp_path, files)
        for path in ("report/call/index.html", "pl/report/call/index.html"):
            assert f'<b dir="ltr" translate="no">{number}</b>' in pages[path].replace("\xa0", " ")


def test_no_translation_has_a_field_that_is_no_text_for_reading() -> None:
    facts = {
        "phone",
        "hours",
        "schedule",
        "kind",
        "sources",
        "gss",
        "owner",
        "review_by",
        "cost",
        "anonymity",
    }
    assert {name for model in TRANSLATIONS.values() for name in model.model_fields} & facts == set()


def test_someone_who_is_taken_out_is_found_in_translations_too(tmp_path: Path) -> None:
    files = small_site(ann=officer("Ann Example", "north"), bob=officer("Bob Other", "north"))
    text = REPORT.replace("Tekst po polsku.", "Zadzwoń do [Ann Example](../officers/ann.md).")
    content = write_files(tmp_path / "content", files | ORIGINALS | {"pages/report.pl.md": text})
    removal = plan_removal(read_content(content, None, DAY), "ann")
    assert [change.name.rpartition("/")[2] for change in removal.changes] == ["ann.md", "report.pl.md"]
    found = [one for one in find_mentions(removal.after, removal.person) if one.file.name == "report.pl.md"]
    assert {(one.line, one.is_sure) for one in found} == {(8, True)}


def test_a_number_that_is_out_of_use_is_found_in_translations_too(tmp_path: Path) -> None:
    retired = "contacts:\n  - {value: 020 7946 0999, was: an old line, evidence: its website, level: error}\n"
    files = {"retired.yaml": retired, "pages/report.pl.md": REPORT.replace("Tekst", "020 7946 0999")}
    assert [one.split(": ")[0] for one in told(tmp_path, files, "retired-contact")] == [
        "content/pages/report.pl.md:8:1"
    ]


def test_no_rule_of_plain_english_is_asked_of_another_language(tmp_path: Path) -> None:
    long = " ".join(["utilise"] * 60)
    files = {"pages/report.pl.md": REPORT.replace("Tekst po polsku.", f"{long}.")}
    assert told(tmp_path, files, "long-sentence", "word-to-avoid", "hard-to-read") == []


def test_a_page_names_its_languages_to_search_engines_and_to_people(example_site: Path) -> None:
    for below in TRANSLATED:
        every = {
            tongue: (example_site / tongue / below / "index.html").read_text("utf-8") for tongue in TONGUES
        }
        every["en-GB"] = (example_site / below / "index.html").read_text("utf-8")
        links = {
            tongue: sorted(re.findall('<link rel="alternate" hreflang="[^>]*>', text))
            for tongue, text in every.items()
        }
        assert len(links["en-GB"]) == len(every)
        assert all(found == links["en-GB"] for found in links.values())
        for tongue, text in every.items():
            assert f'<html lang="{tongue}"' in text
            assert ('<html lang="ar" dir="rtl">' in text) == (tongue == "ar")
            others = {other for other in every if other != tongue}
            assert set(re.findall('<a href="[^"]*" hreflang="([^"]*)" lang=', text)) == others
    sitemap = (example_site / "sitemap.xml").read_text("utf-8")
    assert sitemap.count('hreflang="pl"') == len(TRANSLATED) * (len(TONGUES) + 1)


def test_the_real_site_is_in_english_alone(real_site: Path) -> None:
    assert not {folder.name for folder in real_site.iterdir()} & LANGUAGES.keys()
    assert "hreflang" not in "".join(file.read_text("utf-8") for file in real_site.rglob("*.html"))
    assert "xhtml" not in (real_site / "sitemap.xml").read_text("utf-8")


def test_a_link_to_a_page_in_english_says_so(example_site: Path) -> None:
    text = (example_site / "pl/report/index.html").read_text("utf-8")
    assert '<a href="/report/compare/" hreflang="en">' in text
    assert "porównaj wszystkie sposoby <small>(po angielsku)</small></a>" in text
    assert 'href="/worth-reporting/" hreflang="en"' in text
    assert re.search('<a href="/pl/report/galop/">', text)


def test_among_names_the_language_of_a_link_is_not_said_of_each() -> None:
    tongue = Tongue(code="pl", is_leftward=False, root="/pl/", said=(("in_english", "po angielsku"),))
    markup = '<ul translate="no"><li><ul><li><a href="/a/">A</a></ul></ul><a href="/b/">b</a><a href="/pl/c/">c</a><a href="/d.vcf">d</a>'
    assert mark_links_to_english(markup, "/", tongue) == (
        '<ul translate="no"><li><ul><li><a href="/a/" hreflang="en">A</a></ul></ul>'
        '<a href="/b/" hreflang="en">b <small>(po angielsku)</small></a><a href="/pl/c/">c</a><a href="/d.vcf">d</a>'
    )


def test_no_link_says_its_language_twice(example_site: Path) -> None:
    links = [
        (page, *found)
        for code in ("ar", "cy", "pl")
        for page in example_site.glob(f"{code}/**/index.html")
        for found in re.findall(r">([^<>]+) <small>\(([^<>]+)\)</small></a>", page.read_text("utf-8"))
    ]
    assert len(links) > 50
    assert [(page, words) for page, words, language in links if language in words] == []


def test_the_finder_leads_straight_to_each_area(example_site: Path) -> None:
    lists = list(example_site.glob("assets/places*.json"))
    assert len(lists) > 3
    assert [file.name for file in lists if ".." in file.read_text("utf-8")] == []


def test_words_in_english_on_another_page_are_marked(example_site: Path) -> None:
    text = (example_site / "ar/report/index.html").read_text("utf-8")
    assert '<p lang="en" dir="ltr">Call if someone is in danger' in text
    camden = (example_site / "ar/boroughs/camden/index.html").read_text("utf-8")
    assert '<blockquote class="say" lang="en" dir="ltr">' in camden


def test_every_language_has_a_code_that_browsers_know_and_a_name_in_itself() -> None:
    assert all(re.fullmatch("[a-z]{2,3}(-[A-Z][a-z]{3})?", code) for code in LANGUAGES)
    assert len({language.name for language in LANGUAGES.values()}) == len(LANGUAGES)


@pytest.fixture(scope="module")
def opened(browser: Browser, addresses: dict[str, str]) -> Iterator[Callable[..., Page]]:
    """Open a page of the example site at a width."""
    context = browser.new_context()

    def open_page(url: str, width: int) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(addresses["example"] + url)
        return page

    yield open_page
    context.close()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_page_from_right_to_left_is_laid_out_so_and_its_numbers_are_not(
    width: int, opened: Callable[..., Page]
) -> None:
    page = opened("/ar/boroughs/camden/", width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heading, call = page.locator("h1").bounding_box(), page.locator(".emergency-strip__call").bounding_box()
    leave = page.locator(".emergency-strip__leave").bounding_box()
    assert heading
    assert call
    assert leave
    assert leave["x"] < width / 4
    assert call["x"] + call["width"] > width * 0.8
    number = page.locator(".reach-list__number a").first
    directions = number.evaluate("link => getComputedStyle(link.firstElementChild).direction")
    assert directions == "ltr"
    assert number.inner_text().replace("\xa0", " ") == "020 7946 0178"
    page.close()


def test_the_map_lies_as_it_does_on_earth_in_every_language(opened: Callable[..., Page]) -> None:
    page = opened("/ar/", 1280)
    west = page.locator(".tile-map a", has_text="HIL").bounding_box()
    east = page.locator(".tile-map a", has_text="HAV").bounding_box()
    assert west
    assert east
    assert west["x"] < east["x"]
    page.close()


@pytest.mark.parametrize(
    ("tongue", "typed", "lead", "link"),
    [
        ("pl", "Camden", "Do „Camden” pasuje na liście: 1.", "/pl/boroughs/camden/"),
        ("pl", "SW9 8HE", "SW9 8HE: dzielnica Lambeth.", "/boroughs/lambeth/"),
        ("ar", "help", "هل أنت في خطر الآن؟ اتصل بالرقم 999.", None),
        ("ar", "النجدة", "هل أنت في خطر الآن؟ اتصل بالرقم 999.", None),
        ("pl", "ZGWAŁTOWANO mnie", "Jesteś w niebezpieczeństwie? Zadzwoń pod 999.", None),
        ("cy", "Mae gan rywun gyllell, perygl", "Mewn perygl nawr? Ffoniwch 999.", None),
        (
            "cy",
            "xyzzy",
            "Nid ydym yn adnabod “xyzzy”. Gwiriwch y sillafu, neu rhowch gynnig ar le arall gerllaw.",
            None,
        ),
    ],
)
def test_the_finder_answers_in_the_language_of_the_page(
    tongue: str, typed: str, lead: str, link: str | None, opened: Callable[..., Page]
) -> None:
    page = opened(f"/{tongue}/", 390)
    page.locator(".finder__field").fill(typed)
    page.get_by_text(lead).first.wait_for()
    if link:
        found = page.locator(".officer-card__name")
        assert found.locator("a").get_attribute("href") in {link, f"/boroughs/../{link[1:]}"}
        assert ("po angielsku" in found.inner_text()) == (not link.startswith("/pl/"))
        assert page.locator(".finder__answer blockquote").evaluate_all(
            "all => all.every(({lang}) => lang === 'en')"
        )
    page.close()


def test_no_place_sounds_like_danger_in_another_language(example_site: Path) -> None:
    files = example_site.glob("assets/places.*.json")
    names = {name for file in files for name in re.findall(r"[\w' -]{3,}", file.read_text("utf-8").lower())}
    for words in (Path(__file__).resolve().parent.parent / "example/words").glob("*.yaml"):
        alarms = yaml.safe_load(words.read_text("utf-8"))["finder_alarms"].split(", ")
        assert [(alarm, name) for alarm in alarms for name in names if alarm in name] == [], words.name


def test_the_way_out_says_its_keys_in_the_language_of_the_page(opened: Callable[..., Page]) -> None:
    page = opened("/pl/report/galop/", 1280)
    page.locator(".emergency-strip__leave").focus()
    assert page.locator(".emergency-strip [aria-live]").inner_text() == "(lub naciśnij 3 razy Shift)"
    page.close()


@pytest.mark.parametrize("url", ["/ar/", "/ar/boroughs/camden/", "/ar/report/galop/"])
def test_axe_finds_nothing_on_a_page_from_right_to_left(
    url: str, opened: Callable[..., Page], run_axe: Callable[[Page], AxeReport]
) -> None:
    page = opened(url, 390)
    assert run_axe(page).required == ()
    page.close()


NUMBERS = (
    "In February 2026 we counted 1,500 calls. Call [101](../channels/call.md) within five working days, from "
    "10am to 6pm, or 020 7946 0001. Text [61016](sms:61016). We are open 24 hours. The law is of 1 April 2021.\n"
)


OTHER_NUMBERS = {
    "Zadzwoń pod [102](../channels/call.md).": "other-telephone",
    "Zadzwoń pod 103.": "other-telephone",
    "اتصل بالرقم ١٠٤.": "other-telephone",
    "Zadzwoń pod 1**0**5.": "other-telephone",
    "Zadzwoń pod 020 7946 0002.": "other-telephone",
    "Wyślij SMS na [61017](sms:61016).": "other-telephone",
    "Zadzwoń pod [61016](../channels/call.md).": "other-telephone",
    "Wyślij SMS na [tu](sms:61018).": "other-telephone",
    "W lutym 2025 było tak.": "other-number",
    "W ciągu 7 dni.": "other-number",
    "Było 1 600 połączeń.": "other-number",
    "3 kwietnia 2021.": "other-number",
}
THE_SAME_NUMBERS = (
    "Zadzwoń pod [101](../channels/call.md) w ciągu 5 dni, od 10:00 do 18:00.",
    "اتصل بالرقم ١٠١ خلال ٥ أيام، ٢٤ ساعة، في ٢٠٢٦.",
    "1.04.2021 było 1.500 albo 1 500 połączeń, a w 02.2026 nie.",
    "Zadzwoń pod 020 7946 0001 albo [zadzwoń](../channels/call.md).",
    "Numery 61016, 101 i 1 kwietnia, kod SW9 8HE.",
)


def test_a_number_that_the_original_has_not_is_told_at_its_place(tmp_path: Path) -> None:
    found = told_of_numbers(tmp_path, "\n\n".join(OTHER_NUMBERS))
    lines = [int(one.split(":")[1]) for one in found]
    assert lines == [8 + 2 * number for number in range(len(OTHER_NUMBERS))], found
    assert [one.rpartition("[")[2].rstrip("]") for one in found] == list(OTHER_NUMBERS.values())


def test_a_number_may_be_written_as_its_language_writes_it(tmp_path: Path) -> None:
    assert told_of_numbers(tmp_path, "\n\n".join(THE_SAME_NUMBERS)) == []


def told_of_numbers(tmp_path: Path, text: str) -> list[str]:
    files = {
        "pages/report.md": page("The report page", NUMBERS),
        "pages/report.pl.md": REPORT.replace("Tekst po polsku.", text),
    }
    return told(tmp_path, files, "other-number", "other-telephone")
