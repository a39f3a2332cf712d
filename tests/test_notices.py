"""Notices: news that begins on a day and is gone after another."""

import json
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from site_builder.cli import main
from site_builder.content.sources import read_sources
from site_builder.content.validation import validate_sources
from tests.sites import SITE, page, small_site, write_files
from tests.test_changes import ATOM, START, Archive, archive, told

__all__ = ["archive"]
ADDRESS = "/notices/mail-over-christmas/"
FEEDS = ("changes/feed.atom", *(f"boroughs/{slug}/changes.atom" for slug in ("north", "south", "far")))


def notice(
    day: str = "2026-12-20", until: str = "2026-12-27", more: str = "", title: str = "Nobody answers our mail"
) -> str:
    """Return a notice's file."""
    fields = f"title: {title}\nsummary: We read it again after Christmas.\nday: {day}\nuntil: {until}\n"
    return f"---\n{fields}{more}owner: Comms team\n---\n\nIf you are in danger, call 999.\n"


def site_with(text: str, more: Mapping[str, str] = {}) -> dict[str, str]:
    """Return a small site with one notice and a page of changes."""
    return (
        small_site()
        | {"pages/changes.md": page("What has changed")}
        | more
        | {"notices/mail-over-christmas.md": text}
    )


def build(folder: Path, files: Mapping[str, str], day: str = "2026-12-22") -> Path:
    """Build a site for a day and return its folder."""
    content, output = write_files(folder / "content", files), folder / f"on-{day}"
    assert main(["build", "--content", str(content), "--output", str(output), "--as-of", day]) == 0
    return output


def news_in(feed: Path) -> list[str]:
    """Return the headlines of an Atom feed."""
    return [str(one.text) for one in ElementTree.parse(feed).iterfind(f"{ATOM}entry/{ATOM}title")]


def test_a_notice_is_shown_from_its_first_to_the_end_of_its_last_day_and_then_nowhere(tmp_path: Path) -> None:
    for day, is_shown in [
        ("2026-12-19", False),
        ("2026-12-20", True),
        ("2026-12-27", True),
        ("2026-12-28", False),
    ]:
        output = build(tmp_path, site_with(notice()), day)
        assert (output / ADDRESS.strip("/") / "index.html").exists() is is_shown
        naming = [
            file for file in output.rglob("*") if file.is_file() and b"answers our mail" in file.read_bytes()
        ]
        assert bool(naming) is is_shown
        assert all(("Nobody answers our mail" in news_in(output / feed)) is is_shown for feed in FEEDS)
        assert (ADDRESS in (output / "changes/index.html").read_text()) is is_shown
        assert (ADDRESS in (output / "sitemap.xml").read_text()) is is_shown


def test_its_page_says_when_it_is_of_and_how_long_it_stays(tmp_path: Path) -> None:
    output = build(tmp_path, site_with(notice()))
    html = (output / ADDRESS.strip("/") / "index.html").read_text()
    assert "<h1>Nobody answers our mail</h1>" in html
    assert "Notice of 20 December 2026. It is shown until 27 December 2026." in html
    assert "If you are in danger, call 999." in html
    assert 'href="/changes/"' in html


def test_a_notice_on_some_areas_is_in_their_feeds_alone_and_leads_to_their_pages(tmp_path: Path) -> None:
    output = build(tmp_path, site_with(notice(more="boroughs: [south, far]\n")))
    assert [feed for feed in FEEDS if "Nobody answers our mail" not in news_in(output / feed)] == [FEEDS[1]]
    html = (output / ADDRESS.strip("/") / "index.html").read_text()
    assert [slug for slug in ("north", "south", "far") if f'href="/boroughs/{slug}/"' in html] == [
        "south",
        "far",
    ]


def test_both_kinds_of_feed_hold_the_same_news_in_order_of_the_days(tmp_path: Path) -> None:
    older = {
        "notices/older.md": notice("2026-12-18", title="Another line is busy").replace("We read", "They read")
    }
    output = build(tmp_path, site_with(notice(), older))
    as_json = json.loads((output / "changes/feed.json").read_text())["items"]
    assert [one["title"] for one in as_json] == news_in(output / "changes/feed.atom")
    assert [one["title"] for one in as_json][:2] == ["Nobody answers our mail", "Another line is busy"]
    assert as_json[0]["content_text"] == "We read it again after Christmas."
    assert as_json[0]["url"].endswith(ADDRESS)
    assert len({one["id"] for one in as_json}) == len(as_json)


def test_in_discreet_mode_no_headline_or_title_says_what_a_notice_is_about(tmp_path: Path) -> None:
    discreet = {"site.yaml": f"{SITE}discreet_name: Local information\n"}
    output = build(tmp_path, site_with(notice(title="The LGBT+ drop-in moves"), discreet))
    assert "Notice of 20 December 2026" in news_in(output / "changes/feed.atom")
    html = (output / ADDRESS.strip("/") / "index.html").read_text()
    assert "<title>News 1 – Local information</title>" in html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (notice("2026-12-28"), "until (27 December 2026) is before day (28 December 2026)."),
        (notice(more="boroughs: [nroth]\n"), 'Did you mean "north"?'),
        (notice().replace("until:", "untill:"), 'Did you mean "until"?'),
        (notice().replace("owner: Comms team\n", ""), '"owner" is missing.'),
    ],
)
def test_a_mistake_in_a_notice_is_told_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    content = write_files(tmp_path / "content", site_with(text))
    assert (
        main(["build", "--content", str(content), "--output", str(tmp_path / "out"), "--as-of", "2026-12-22"])
        == 1
    )
    said = capsys.readouterr().err
    assert words in said
    assert "notices/mail-over-christmas.md:" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("target", ["../notices/mail-over-christmas.md", ADDRESS])
def test_a_link_to_a_notice_is_refused_before_it_leads_nowhere_by_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    files = site_with(notice()) | {"pages/about.md": page("About", f"Read [the news]({target}).")}
    content = write_files(tmp_path / "content", files)
    assert (
        main(["build", "--content", str(content), "--output", str(tmp_path / "out"), "--as-of", "2026-12-22"])
        == 1
    )
    assert "A notice is gone after its last day" in capsys.readouterr().err


def test_a_notice_is_news_itself_and_not_told_once_more_as_a_change(archive: Archive) -> None:
    archive.commit("2026-02-01", {"notices/mail.md": notice()})
    archive.commit("2026-02-03", {"notices/mail.md": notice(title="Nobody answers")})
    archive.commit("2026-02-05", {"notices/mail.md": None})
    assert told(archive.content) == []
    assert START


def test_a_new_notice_is_made_by_a_command(tmp_path: Path) -> None:
    content = write_files(tmp_path / "content", small_site())
    words = [
        "--title",
        "Nobody answers our mail",
        "--summary",
        "We read it again soon.",
        "--until",
        "2026-12-27",
    ]
    asked = [
        "new",
        "notice",
        *words,
        "--boroughs",
        "north",
        "--content",
        str(content),
        "--as-of",
        "2026-12-20",
    ]
    assert main(asked) == 0
    records, found = validate_sources(read_sources(content)[0])
    assert [one.title for one in records.notices] == ["Nobody answers our mail"]
    assert [one for one in found if "notices" in one.place.path] == []
    assert records.notices[0].boroughs == ("north",)
    assert records.notices[0].owner == "Comms team"
