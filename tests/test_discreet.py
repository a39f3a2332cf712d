"""Discreet mode: nothing that leaves a page shows what is being read; without it, links are shown well where they are shared."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

from site_builder.content.settings import read_site
from site_builder.content.sources import read_sources
from site_builder.language.telling_words import telling_word
from tests.conftest import PROJECT_DIR, build_site
from tests.sites import LONDON

SETTING = "discreet_name: Local information"
HEAD = re.compile(r"<head>(.*?)</head>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>")
ICONS = re.compile(r'<link rel="(?:icon|apple-touch-icon)" href="([^"]+)"')
ADDRESSES = {"canonical", "stylesheet", "alternate"}
"""Links in a head whose address is the page's or a file's, which no setting hides."""
ATOM = "{http://www.w3.org/2005/Atom}"


def make_discreet(folder: Path, *layers: str) -> Path:
    """Build a site in discreet mode, as an editor would: with the # taken away in site.yaml."""
    for layer in layers:
        shutil.copytree(
            LONDON if layer == "content" else PROJECT_DIR / layer, folder / "content", dirs_exist_ok=True
        )
    settings_file = folder / "content/site.yaml"
    settings = settings_file.read_text("utf-8")
    assert settings.count(f"# {SETTING}") == 1
    settings_file.write_text(settings.replace(f"# {SETTING}", SETTING), "utf-8")
    return build_site(folder / "site", "--content", str(folder / "content"))


@pytest.fixture(scope="module")
def discreet_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site in discreet mode."""
    return make_discreet(tmp_path_factory.mktemp("discreet"), "content")


class Head(HTMLParser):
    """What the head of a page says to others than its reader: `words` that are shown, and `named` files by use."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.named: dict[str, str] = {}
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and not given.get("http-equiv"):
            self.words.append(given.get("content", ""))
        if tag == "link" and given["rel"] not in ADDRESSES:
            self.named[given["rel"]] = given["href"]
        self.words.append(given.get("title", ""))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def said_outside_a_page(site: Path, file: Path) -> list[str]:
    """Return every text of a published file that is shown where the page itself is not: all kinds of files have some."""
    text = file.read_text("utf-8", "replace")
    match file.suffix:
        case ".html":
            head = Head(HEAD.search(text)[1] if HEAD.search(text) else "")
            saved = re.findall(r'<a [^>]*href="(/[^"#]*\.\w+)"(?: download="([^"]*)")?', text)
            drawings = [
                (site / url.lstrip("/")).read_bytes().decode("latin-1") for url in head.named.values()
            ]
            return [
                *head.words,
                *head.named.values(),
                *(name or url.rsplit("/")[-1] for url, name in saved),
                *drawings,
            ]
        case ".atom":
            feed = ElementTree.fromstring(text)
            return [
                found.text or "" for name in ("title", "name", "subtitle") for found in feed.iter(ATOM + name)
            ]
        case ".json" if "jsonfeed.org" in text:
            feed = json.loads(text)
            titles = [item["title"] for item in feed["items"]]
            return [
                feed["title"],
                feed.get("description", ""),
                *(one["name"] for one in feed["authors"]),
                *titles,
            ]
        case ".vcf":
            return [file.name, text]
        case ".svg":
            return [file.name, text]
    return []


def test_no_published_file_says_outside_its_page_what_the_site_is_about(
    discreet_site: Path, tmp_path: Path, whole: bool
) -> None:
    """Titles, descriptions, data for machines, feeds, cards, downloads and icons: each file of each kind."""
    for site in (discreet_site, *([make_discreet(tmp_path, "content", "example")] if whole else [])):
        told = {
            (file.relative_to(site).as_posix(), words): telling_word(words)
            for file in site.rglob("*.*")
            if file.is_file()
            for words in said_outside_a_page(site, file)
        }
        assert {file.rpartition(".")[2] for file, _ in told} >= {"html", "atom", "json", "vcf", "svg"}
        assert {what: word for what, word in told.items() if word} == {}


def test_the_usual_site_would_tell_everywhere(real_site: Path) -> None:
    """So the test above looks where words stand."""
    told = {
        file.suffix
        for file in real_site.rglob("*.*")
        if file.is_file() and any(map(telling_word, said_outside_a_page(real_site, file)))
    }
    assert told == {".html", ".atom", ".json"}


@pytest.mark.parametrize(
    "words",
    (
        *(
            "LGBT+ help",
            "lgbtq",
            "Gay men",
            "lesbians",
            "Bi people",
            "trans",
            "transphobia",
            "queer",
            "Pride",
        ),
        *("hate-crime", "Police", "officers.csv", "attacked", "a_report", "assaults", "abuse", "rape"),
        *(
            "Homophobic",
            "Non-binary",
            "victims",
            "helpline",
            "Staying safe",
            "hide your visit",
            "discreet_name",
        ),
    ),
)
def test_a_telling_word_is_found_in_any_form(words: str) -> None:
    assert telling_word(words)


@pytest.mark.parametrize(
    "words",
    ["Gayton", "Transport", "Bicester", "Biggin Hill", "Crimea", "Bullring", "Local information", "Privacy"],
)
def test_names_of_places_and_everyday_words_tell_nothing(words: str) -> None:
    assert not telling_word(words)


def test_a_name_that_is_to_be_neutral_and_is_not_is_told_at_its_line(tmp_path: Path) -> None:
    shutil.copytree(LONDON, tmp_path / "content")
    settings = tmp_path / "content" / "site.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace(f"# {SETTING}", "discreet_name: LGBT help"), "utf-8"
    )
    sources, _ = read_sources(tmp_path / "content")
    site, found = read_site(sources, tmp_path / "content")
    assert site is None
    assert [(one.rule, one.message) for one in found] == [
        ("bad-value", '"LGBT" in discreet_name tells what the site is about.')
    ]
    assert found[0].place.line > 1


def titles(site_dir: Path) -> dict[str, str]:
    """Map the path of each page to its title."""
    pages = {file: TITLE.search(file.read_text("utf-8")) for file in site_dir.rglob("*.html")}
    return {file.relative_to(site_dir).as_posix(): found[1] for file, found in pages.items() if found}


def test_titles_still_say_which_page_it_is(discreet_site: Path, real_site: Path) -> None:
    """WCAG 2.4.2."""
    found = titles(discreet_site)
    assert found.keys() == titles(real_site).keys()
    assert len(set(found.values())) == len(found)
    assert found["index.html"] == "Local information"
    assert found["boroughs/camden/index.html"] == "Camden – Local information"
    assert found["officers/ida-quenby/index.html"] == "Ida Quenby – Local information"
    assert found["report/index.html"] == "Ways to get in touch – Local information"
    assert re.fullmatch(r"Contact \d+ – Local information", found["report/galop/index.html"])


def test_the_icons_are_others_wherever_a_browser_looks_for_them(discreet_site: Path, real_site: Path) -> None:
    usual = set(ICONS.findall((real_site / "index.html").read_text("utf-8")))
    for file in discreet_site.rglob("*.html"):
        icons = ICONS.findall(file.read_text("utf-8"))
        assert len(icons) == 2
        assert usual.isdisjoint(icons)
        assert all((discreet_site / icon.lstrip("/")).is_file() for icon in icons)
    for name in ("favicon.ico", "apple-touch-icon.png"):
        assert (discreet_site / name).read_bytes() != (real_site / name).read_bytes()


def test_a_phone_keeps_the_site_under_its_neutral_name(discreet_site: Path, real_site: Path) -> None:
    name = '<meta name="apple-mobile-web-app-title" content="Local information">'
    assert name in (discreet_site / "index.html").read_text("utf-8")
    assert "apple-mobile-web-app-title" not in (real_site / "index.html").read_text("utf-8")


def test_the_pages_themselves_and_what_feeds_tell_stay_as_they_are(
    discreet_site: Path, real_site: Path
) -> None:
    path = "boroughs/camden/index.html"
    discreet, usual = (
        (site / path).read_text("utf-8").partition("<body>")[2] for site in (discreet_site, real_site)
    )
    assert discreet == usual
    said = json.loads((discreet_site / "changes/feed.json").read_text("utf-8"))["items"]
    assert said[0]["content_text"] == "Page read through: About this directory."
    entries = ElementTree.parse(discreet_site / "changes/feed.atom").getroot().iter(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}content") for entry in entries] == [one["content_text"] for one in said]


def properties(site: Path, path: str) -> dict[str, str]:
    """Return what a page says to whoever shows a link to it (ogp.me)."""
    page = (site / path / "index.html").read_text("utf-8")
    found = re.findall(r'<meta (?:name="description" )?property="(og:\w+)" content="([^"]*)">', page)
    return {name: unescape(content) for name, content in found}


def test_a_shared_link_is_shown_with_title_words_and_picture(real_site: Path) -> None:
    said = properties(real_site, "boroughs/camden")
    assert said.pop("og:description").startswith("Who the LGBT+ liaison officer for Camden is")
    assert said == {
        "og:title": "Camden",
        "og:type": "website",
        "og:site_name": "LGBT+ liaison officers · London",
        "og:locale": "en_GB",
        "og:url": "https://liaison.example/boroughs/camden/",
        "og:image": "https://liaison.example/apple-touch-icon.png",
    }


def test_every_page_has_them_with_its_own_heading_and_none_in_discreet_mode(
    real_site: Path, discreet_site: Path
) -> None:
    for file in real_site.rglob("index.html"):
        path = file.parent.relative_to(real_site).as_posix()
        said = properties(real_site, path)
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", file.read_text("utf-8"), re.DOTALL)
        assert len(said) == 7, path
        assert heading and said["og:title"] == unescape(re.sub(r"<[^>]+>", "", heading[1])), path
        assert properties(discreet_site, path) == {}


@pytest.fixture(scope="module")
def address(discreet_site: Path, serve: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """The address at which the site in discreet mode is served."""
    with serve(discreet_site) as base_url:
        yield base_url


def test_a_file_is_kept_under_a_neutral_name(browser: Browser, address: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{address}/data/")
    with page.expect_download() as kept:
        page.click("a[href$='officers.csv']")
    assert kept.value.suggested_filename == "people.csv"
    page.context.close()


@pytest.mark.parametrize("url", ["/", "/boroughs/harrow/", "/report/galop/"])
def test_axe_finds_nothing_in_discreet_mode(
    url: str, browser: Browser, address: str, run_axe: Callable[[Page], Any]
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 900})
    page = context.new_page()
    page.goto(address + url)
    report = run_axe(page)
    assert list(report.required) == []
    assert list(report.enhanced) == []
    context.close()
