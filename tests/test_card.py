"""The card of an area: other sites may frame it and no other page, it has no script, and it leads out of the frame."""

import gzip
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from playwright.sync_api import Browser, Page

from site_builder import cli
from site_builder.content.hosts import FRAME_ONE_PAGE, Host
from site_builder.content.settings import Site
from site_builder.publish.hosting.header_policy import CARD_SECURITY, policy_for
from site_builder.site.published_files import CARD
from tests.host_forms import read_page_policy
from tests.running_servers import start_server
from tests.sites import SITE, page, read_site, small_site, write_files
from tests.test_hosting import SERVERS, files_of, read_form

CAMDEN = "boroughs/camden/card/index.html"
FRAME = '<iframe name="{name}" src="{url}" width="320" height="640"></iframe>'


def settings(folder: Path, host: str) -> Site:
    """Return settings for a host, without https, which a test has not."""
    text = SITE.replace("https://directory.example/", "http://directory.example/")
    site, found = read_site(
        write_files(folder / "content", {"site.yaml": f"{text}hosting: {{host: {host}}}\n"})
    )
    assert site is not None, found
    return site


# ----- who may frame it


@pytest.mark.parametrize("host", sorted(FRAME_ONE_PAGE))
def test_a_card_alone_may_be_framed(host: Host, example_site: Path, tmp_path: Path) -> None:
    site = settings(tmp_path, host)
    paths = [file.path for file in files_of(example_site)]
    read = read_form(host, site, paths)
    cards = [path for path in paths if CARD.holds(path)]
    assert len(cards) == 33
    for path in paths:
        said = read(path)
        assert said == policy_for(site).headers(path), path
        assert ("frame-ancestors *" in said["Content-Security-Policy"]) == (path in cards), path
        assert ("X-Frame-Options" in said) == (path not in cards), path
    assert "script-src" not in read(CAMDEN)["Content-Security-Policy"]


@pytest.mark.parametrize("host", sorted({*get_args(Host)} - FRAME_ONE_PAGE))
def test_where_the_exception_cannot_be_made_there_is_no_card(host: Host, tmp_path: Path) -> None:
    content = write_files(tmp_path / "content", small_site() | {"pages/for-others.md": page("For others")})
    text = (content / "site.yaml").read_text("utf-8")
    (content / "site.yaml").write_text(f"{text}hosting: {{host: {host}}}\n", "utf-8")
    site = tmp_path / "site"
    asked = ["--content", str(content), "--output", str(site), "--as-of", "2026-11-28"]
    assert cli.main(asked) == 0
    assert [file.path for file in files_of(site) if CARD.holds(file.path)] == []
    assert "This site has no card." in (site / "for-others/index.html").read_text("utf-8")
    assert "for-others" not in (site / "boroughs/north/index.html").read_text("utf-8")
    policy = policy_for(settings(tmp_path, host))
    assert policy.headers(CAMDEN)["X-Frame-Options"] == "DENY"


@pytest.fixture(scope="module", params=SERVERS)
def server(request: Any, example_site: Path, tmp_path_factory: Any) -> Iterator[str]:
    """The example behind each server that can make the exception."""
    with start_server(
        request.param, settings(tmp_path_factory.mktemp("card"), request.param), files_of(example_site)
    ) as url:
        yield url


@pytest.fixture
def framing(server: str, browser: Browser, serve: Callable[..., Any], tmp_path: Path) -> Iterator[Page]:
    """A page of another site with a card, the whole page, a card that does not exist and the start in frames."""
    urls = {
        "card": "boroughs/camden/card/",
        "whole": "boroughs/camden/",
        "gone": "boroughs/gone/card/",
        "start": "",
    }
    frames = "".join(FRAME.format(name=name, url=f"{server}/{url}") for name, url in urls.items())
    other = write_files(tmp_path, {"index.html": f"<!DOCTYPE html><title>A council</title>{frames}"})
    with serve(other) as elsewhere, browser.new_context() as context:
        shown = context.new_page()
        shown.goto(f"{elsewhere}/", wait_until="load")
        yield shown


def test_another_site_can_frame_the_card_and_nothing_else(framing: Page) -> None:
    frames = {frame.name: frame for frame in framing.frames}
    assert frames["card"].get_by_role("heading", level=1).inner_text() == "LGBT+ liaison officer for Camden"
    for name in ("whole", "gone", "start"):
        assert frames[name].url.startswith("chrome-error:"), name


def test_links_of_the_card_open_in_the_whole_window(framing: Page, server: str) -> None:
    card = next(frame for frame in framing.frames if frame.name == "card")
    links = card.locator("a").evaluate_all(
        "(links) => links.map((link) => [link.href, link.target || document.querySelector('base').target])"
    )
    assert len(links) > 5
    assert {target for _, target in links} == {"_top"}
    assert (
        card.get_by_role("link", name="Leave this site").get_attribute("href")
        == "https://www.bbc.co.uk/weather"
    )
    card.get_by_role("link", name="Everything on Camden").click()
    framing.wait_for_url(f"{server}/boroughs/camden/")
    assert framing.title().startswith("Camden: LGBT+ liaison officer")


# ----- what it is


def test_a_card_has_no_script_and_says_so_of_itself(example_site: Path) -> None:
    text = (example_site / CAMDEN).read_text("utf-8")
    assert "<script" not in text
    expected = {name: value for name, value in CARD_SECURITY.items() if name != "frame-ancestors"}
    assert read_page_policy(text) == expected
    sheet = re.search(r'href="/(assets/card\.[0-9a-f]{8}\.css)"', text)
    assert sheet is not None
    weights = [len(gzip.compress((example_site / path).read_bytes(), 6)) for path in (CAMDEN, sheet[1])]
    assert sum(weights) < 4 * 1024


@pytest.mark.parametrize("width", [250, 320, 480])
def test_a_card_fits_a_narrow_frame_and_begins_with_999(
    width: int, browser: Browser, serve: Callable[..., Any], example_site: Path
) -> None:
    with (
        serve(example_site) as address,
        browser.new_context(viewport={"width": width, "height": 300}) as context,
    ):
        shown = context.new_page()
        for area in ("camden", "hounslow", "newham"):
            shown.goto(f"{address}/boroughs/{area}/card/")
            assert shown.evaluate("document.documentElement.scrollWidth") == width
            call, leave = (
                shown.locator(f"a[href='{url}']").bounding_box()
                for url in ("tel:999", "https://www.bbc.co.uk/weather")
            )
            assert call is not None
            assert leave is not None
            assert call["y"] < 30
            assert abs(call["y"] - leave["y"]) < 10
            assert leave["x"] - call["x"] - call["width"] > 24
            assert min(call["height"], leave["height"]) >= 40


def test_a_card_says_whom_to_turn_to_where_nobody_is_listed(example_site: Path) -> None:
    """Nobody who is too old to rely on, or away, is named first: whoever stands in is."""
    texts = {
        path.parent.parent.name: html.unescape(path.read_text("utf-8"))
        for path in (example_site / "boroughs").glob("*/card/index.html")
    }
    assert all("0800" in text and "tel:999" in text for text in texts.values())
    assert "This post has been vacant since" in texts["sutton"]


def test_a_card_has_the_words_to_say_where_nobody_stands_in(tmp_path: Path) -> None:
    files = small_site()
    files["site.yaml"] += "hosting: {host: nginx}\n"
    asked = ["--content", str(write_files(tmp_path / "content", files)), "--output", str(tmp_path / "site")]
    assert cli.main([*asked, "--as-of", "2026-11-28"]) == 0
    text = html.unescape((tmp_path / "site/boroughs/far/card/index.html").read_text("utf-8"))
    for words in (
        'href="tel:101"',
        "I would like the LGBT+ community liaison officer for Farton",
        "18001\xa0101",
    ):
        assert words in text


def test_the_code_to_copy_shows_the_card(example_site: Path) -> None:
    text = html.unescape((example_site / "for-others/index.html").read_text("utf-8"))
    [address] = re.findall(r'<iframe src="https://example-site\.example/([^"]+)" title="[^"]+"', text)
    assert (example_site / address / "index.html").is_file()
    assert CARD.holds(f"{address}index.html")
    assert "/for-others/" in (example_site / "boroughs/camden/index.html").read_text("utf-8")


def test_no_list_of_pages_has_a_card(example_site: Path) -> None:
    assert "/card/" not in (example_site / "sitemap.xml").read_text("utf-8")
    assert 'content="noindex"' in (example_site / CAMDEN).read_text("utf-8")
