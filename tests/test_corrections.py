"""Each page and each thing that is new says where to write when it is wrong; the subject names no person."""

import html
import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from site_builder.cli import main
from site_builder.publish.deploying.deploy_refusals import DeployRefused
from site_builder.publish.deploying.published_site import refuse_without_contact
from site_builder.publish.output.manifest import About, Manifest
from tests.sites import SITE, officer, page, small_site, write_files

CONTACT = "a+b&c@example.org"
LINK = re.compile(r'<a href="(mailto:[^"?]*\?subject=[^"]*)"[^>]*>([^<]*)')
ATOM = "{http://www.w3.org/2005/Atom}"


def build(folder: Path, more: str = "", contact: str = CONTACT) -> dict[str, str]:
    """Return the text of each page and feed of a small site, by its path."""
    line = f", contact: '{contact}'" if contact else ""
    settings = SITE.replace("is_the_police: no}", f"is_the_police: no{line}}}") + more
    files = small_site(zoe_odd=officer("Zoë Ödd", "north")) | {"pages/changes.md": page("What has changed")}
    files |= {"pages/gay-life.md": page("Gay life"), "site.yaml": settings}
    content = write_files(folder / "content", files)
    made = ["--content", str(content), "--output", str(folder / "out"), "--as-of", "2026-11-22"]
    assert main(made) == 0
    return {
        one.relative_to(folder / "out").as_posix(): one.read_text("utf-8")
        for one in (folder / "out").rglob("*")
        if one.suffix in {".html", ".atom", ".json"}
    }


def mails(text: str) -> list[tuple[str, str]]:
    """Return the subject of each mail that a page offers about itself, and the words of its link."""
    found = LINK.findall(text)
    assert all(html.unescape(url).startswith("mailto:a%2Bb%26c@example.org?subject=") for url, _ in found)
    return [
        (unquote(urlsplit(html.unescape(url)).query.removeprefix("subject=")), said) for url, said in found
    ]


def test_every_page_has_one_line_with_its_short_name_and_the_newest_day_it_gives(tmp_path: Path) -> None:
    pages = {path: mails(text) for path, text in build(tmp_path).items() if path.endswith(".html")}
    assert {path for path, found in pages.items() if len(found) != 1} == {"accessibility/index.html"}
    assert all(found[-1][1].startswith("Something wrong here? a+b") for found in pages.values())
    subjects = {path: found[0][0] for path, found in pages.items()}
    assert subjects["index.html"] == "home 2026-11-01"
    assert subjects["boroughs/north/index.html"] == "north 2026-11-01"
    assert subjects["officers/zoe-odd/index.html"] == "officer north 2026-11-01"
    assert subjects["report/helpline/index.html"] == "helpline 2026-10-01"
    assert subjects["404.html"] == "not-found 2026-11-01"
    assert all(subject.count("20") == 1 for subject in subjects.values())
    assert not any("zo" in subject or "odd" in subject.lower() for subject in subjects.values())


def test_in_discreet_mode_no_subject_tells_anything(tmp_path: Path) -> None:
    made = build(tmp_path, "discreet_name: Local information\n")
    subjects = {path: mails(text)[0][0] for path, text in made.items() if path.endswith(".html")}
    assert subjects["index.html"] == "Local information 2026-11-01"
    assert subjects["officers/zoe-odd/index.html"] == "Person 2026-11-01"
    assert subjects["report/helpline/index.html"] == "Contact 2 2026-10-01"
    assert not re.search("(?i)gay|officer|police|helpline|zo", " ".join(subjects.values()))
    feed = ElementTree.fromstring(made["changes/feed.atom"])
    told = " ".join(entry.findtext(f"{ATOM}content", "") for entry in feed.iter(f"{ATOM}entry"))
    assert not re.search("(?i)officer|helpline", unquote(" ".join(re.findall('subject=([^"]*)', told))))


def test_each_item_of_a_feed_has_the_line_with_the_day_of_the_change(tmp_path: Path) -> None:
    made = build(tmp_path)
    for path in ("changes/feed.atom", "boroughs/north/changes.atom"):
        entries = list(ElementTree.fromstring(made[path]).iter(f"{ATOM}entry"))
        assert entries
        for entry in entries:
            told = entry.find(f"{ATOM}content")
            assert told is not None
            assert told.get("type") == "html"
            [(subject, said)] = mails(told.text or "")
            assert said == "Something wrong here?"
            assert subject.endswith(entry.findtext(f"{ATOM}updated", "")[:10])
            assert "zo" not in subject
    items = json.loads(made["changes/feed.json"])["items"]
    assert all(len(mails(item["content_html"])) == 1 and item["content_text"] for item in items)


def test_without_a_contact_no_page_and_no_feed_has_the_line(tmp_path: Path) -> None:
    made = build(tmp_path, contact="")
    assert not [path for path, text in made.items() if "Something wrong" in text or "subject=" in text]
    assert "No contact address is published here yet." in made["index.html"]
    assert '"has_contact": false' in (tmp_path / "out.manifest.json").read_text("utf-8")


def test_a_site_without_a_contact_is_not_sent_unless_it_is_a_draft() -> None:
    for has_contact, address in ((True, "https://real.org/"), (False, "https://draft.example/")):
        refuse_without_contact(Manifest(about=About(address, has_contact=has_contact)))
    with pytest.raises(DeployRefused, match=r"below publisher in site\.yaml.* contact: team@example\.org"):
        refuse_without_contact(Manifest(about=About("https://real.org/", has_contact=False)))
