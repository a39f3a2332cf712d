"""Discreet mode: the tab and the home screen do not show what is being read."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import PROJECT_DIR, build_site

SETTING = "discreet_name: Local information"
TITLE = re.compile(r"<title>(.*?)</title>")
ICONS = re.compile(r'<link rel="(?:icon|apple-touch-icon)" href="([^"]+)"')
TELLING = re.compile(r"lgbt|police|liaison|officer|hate|crime|report", re.IGNORECASE)


@pytest.fixture(scope="module")
def discreet_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site in discreet mode: as an editor would, with the # taken away in site.yaml."""
    content_dir = tmp_path_factory.mktemp("discreet") / "content"
    shutil.copytree(PROJECT_DIR / "content", content_dir)
    settings_file = content_dir / "site.yaml"
    settings = settings_file.read_text("utf-8")
    assert settings.count(f"# {SETTING}") == 1
    settings_file.write_text(settings.replace(f"# {SETTING}", SETTING), "utf-8")
    return build_site(tmp_path_factory.mktemp("discreet") / "site", "--content", str(content_dir))


def titles(site_dir: Path) -> dict[str, str]:
    """Map the path of each page to its title."""
    pages = {file: TITLE.search(file.read_text("utf-8")) for file in site_dir.rglob("*.html")}
    return {file.relative_to(site_dir).as_posix(): found[1] for file, found in pages.items() if found}


def test_no_title_tells_what_the_site_is_about(discreet_site: Path, real_site: Path) -> None:
    found = titles(discreet_site)
    assert found.keys() == titles(real_site).keys()
    assert {path: title for path, title in found.items() if TELLING.search(title)} == {}


def test_titles_still_say_which_page_it_is(discreet_site: Path) -> None:
    """WCAG 2.4.2."""
    found = titles(discreet_site)
    assert len(set(found.values())) == len(found)
    assert found["index.html"] == "Local information"
    assert found["boroughs/camden/index.html"] == "Camden – Local information"
    assert found["officers/sam-varnham/index.html"] == "Sam Varnham – Local information"
    assert found["report/index.html"] == "Ways to get in touch – Local information"
    assert re.fullmatch(r"Contact \d+ – Local information", found["report/galop/index.html"])


def test_the_icons_are_others_on_every_page(discreet_site: Path, real_site: Path) -> None:
    usual = set(ICONS.findall((real_site / "index.html").read_text("utf-8")))
    for file in discreet_site.rglob("*.html"):
        icons = ICONS.findall(file.read_text("utf-8"))
        assert len(icons) == 2
        assert usual.isdisjoint(icons)
        assert all((discreet_site / icon.lstrip("/")).is_file() for icon in icons)


def test_a_phone_keeps_the_site_under_its_neutral_name(discreet_site: Path, real_site: Path) -> None:
    name = '<meta name="apple-mobile-web-app-title" content="Local information">'
    assert name in (discreet_site / "index.html").read_text("utf-8")
    assert "apple-mobile-web-app-title" not in (real_site / "index.html").read_text("utf-8")


def test_the_pages_themselves_stay_as_they_are(discreet_site: Path, real_site: Path) -> None:
    path = "boroughs/camden/index.html"
    discreet, usual = (
        (site / path).read_text("utf-8").partition("<body>")[2] for site in (discreet_site, real_site)
    )
    assert discreet == usual


@pytest.fixture(scope="module")
def address(discreet_site: Path, serve: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """The address at which the site in discreet mode is served."""
    with serve(discreet_site) as base_url:
        yield base_url


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
