"""The whole road: what goes in, what comes out, and that nothing is published while anything is wrong."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nh3
import pytest

from site_builder.cli import main
from site_builder.content import body
from site_builder.content.body_limits import find_excess
from site_builder.content.prose import convert_markdown
from site_builder.site.rendering.artifact import Artifact
from tests.page_outlines import format_outline
from tests.sites import LONDON, officer, page, small_site, write_files

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-11-22"


def build(content: Path, output: Path, *options: str) -> int:
    """Build a site on the tests' day and return the exit code."""
    return main(["--content", str(content), "--output", str(output), "--as-of", DAY, *options])


def digest(folder: Path) -> str:
    """Return one digest of every name and byte below a folder."""
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        found.update(
            file.relative_to(folder).as_posix().encode()
            + b"\0"
            + (file.read_bytes() if file.is_file() else b"/")
        )
    return found.hexdigest()


@pytest.fixture
def real_content(tmp_path: Path) -> Path:
    """A copy of the real content that a test may spoil."""
    return Path(shutil.copytree(LONDON, tmp_path / "content"))


def spoil(content: Path, name: str, old: str, new: str) -> None:
    """Replace words in a content file."""
    file = content / name
    text = file.read_text("utf-8")
    assert old in text, f"{name} no longer holds {old!r}"
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_each_text_is_measured_converted_and_cleaned_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, list[str]] = {"measured": [], "converted": [], "cleaned": []}

    def counting(kind: str, make: Callable[..., Any]) -> Callable[..., Any]:
        def count(text: str, *rest: Any, **named: Any) -> Any:
            seen[kind].append(text)
            return make(text, *rest, **named)

        return count

    monkeypatch.setattr(body, "find_excess", counting("measured", find_excess))
    monkeypatch.setattr(body, "convert_markdown", counting("converted", convert_markdown))
    monkeypatch.setattr(nh3, "clean", counting("cleaned", nh3.clean))
    texts = [f"Text {number} with [a link](boroughs.md)." for number in range(5)]
    pages = {f"pages/text-{number}.md": page(f"Text {number}", text) for number, text in enumerate(texts)}
    assert build(write_files(tmp_path / "content", small_site() | pages), tmp_path / "public") == 0
    for kind, found in seen.items():
        of_ours = [one for one in found if "Text " in one]
        assert len(of_ours) == len(texts), kind


def test_ten_mistakes_in_six_files_are_all_reported_in_one_run(
    real_content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "public"
    assert build(real_content, output) == 0
    before = digest(output)
    capsys.readouterr()
    spoil(real_content, "channels/samaritans.md", "cost: free", "cost:free")  # YAML syntax
    spoil(real_content, "officers/ida-quenby.md", "rank: PC", "rnak: PC")  # misspelt field
    spoil(real_content, "officers/ida-quenby.md", "  - brent", "  - brnet")  # unknown borough
    spoil(real_content, "channels/galop.md", "0800 999 5428", "0207123456")  # digits 0 to 7 only
    spoil(real_content, "channels/galop.md", "published: 2023-02-02", "published: 2023-02-31")  # 31 February
    spoil(
        real_content, "channels/switchboard.md", "kind: support", "kind: support\nkind: support"
    )  # duplicate
    spoil(real_content, "channels/switchboard.md", "0800 0119 100", "0300 330 0630")  # retired number
    spoil(real_content, "pages/privacy.md", "owner: Comms team\n", "")  # missing field
    spoil(real_content, "pages/about.md", "## ", "[a link](nowhere.md)\n\n## ")  # broken link
    spoil(real_content, "pages/about.md", "## ", "[another](javascript:alert(1))\n\n## ")
    assert build(real_content, output) == 1
    told = capsys.readouterr().err
    expected = {
        "channels/samaritans.md:11:5: error [yaml-syntax]",
        "officers/ida-quenby.md:3:1: error [unknown-field]",
        "officers/ida-quenby.md:8:5: error [unknown-area]",
        "channels/galop.md:7:8: error [bad-phone]",
        "channels/galop.md:17:16: error [bad-date]",
        "channels/switchboard.md:4:1: error [duplicate-field]",
        "channels/switchboard.md:8:8: error [retired-contact]",
        "pages/privacy.md:1:1: error [missing-field]",
        "error [broken-link]",
        "error [unsafe-link]",
    }
    missing = {line for line in expected if line not in told}
    assert not missing, told
    assert "10 problems in 6 files. Nothing was published." in told
    assert digest(output) == before


def test_two_builds_are_the_same_wherever_and_whenever_they_run(tmp_path: Path, whole: bool) -> None:
    """A region of ten areas shows it by day, the real content at night."""
    digests = set()
    for number, (zone, language) in enumerate(
        [("Pacific/Kiritimati", "C"), ("America/Los_Angeles", "tr_TR.UTF-8")]
    ):
        home = tmp_path / f"copy {number}"
        folders = {name: ROOT / name for name in ("site_builder", "themes")}
        folders["content"] = LONDON if whole else ROOT / "example-region"
        for name, folder in folders.items():
            shutil.copytree(folder, home / name, ignore=shutil.ignore_patterns("__pycache__"))
        environment = os.environ | {
            "TZ": zone,
            "LC_ALL": language,
            "PYTHONHASHSEED": str(number + 1),
            "PYTHONPATH": str(home),
        }
        arguments = [sys.executable, "-m", "site_builder", "--as-of", DAY, "--output", "out"]
        subprocess.run(arguments, cwd=home, env=environment, check=True, capture_output=True)
        digests.add(digest(home / "out"))
    assert len(digests) == 1


@pytest.mark.parametrize("slug", ["harrow", "barnet", "brent"])
def test_the_last_known_officer_stands_behind_the_fallback(slug: str, real_site: Path) -> None:
    text = (real_site / "boroughs" / slug / "index.html").read_text("utf-8")
    named = text.index("PC Ida Quenby</a>")
    assert text.index("The last name we have is old, so start here.") < named
    assert "Named by Example Gazette on 15 June 2023. Not checked since 15 June 2023." in text


def test_every_other_area_says_that_nobody_is_listed_and_whom_to_turn_to(real_site: Path) -> None:
    others = [
        folder
        for folder in (real_site / "boroughs").iterdir()
        if folder.is_dir() and folder.name not in {"harrow", "barnet", "brent"}
    ]
    assert len(others) == 30
    for folder in others:
        text = (folder / "index.html").read_text("utf-8")
        assert "No named officer is published here yet" in text
        assert 'href="tel:101"' in text
        assert "0800\u00a0999\u00a05428" in text


def test_a_removed_officer_is_gone_from_every_file(tmp_path: Path) -> None:
    content, output = tmp_path / "content", tmp_path / "public"
    files = small_site(
        ada=officer("Ada Wenlock", "north", body="Ada Wenlock writes.\n"), bo=officer("Bo", "north")
    )
    write_files(content, files)
    assert build(content, output) == 0
    assert any(b"Wenlock" in file.read_bytes() for file in output.rglob("*.html"))
    (content / "officers/ada.md").unlink()
    assert build(content, output) == 0
    assert [file for file in output.rglob("*") if file.is_file() and b"enlock" in file.read_bytes()] == []
    assert not (output / "officers/ada").exists()


def test_unchanged_files_keep_their_bytes_and_times(tmp_path: Path) -> None:
    content, output = tmp_path / "content", tmp_path / "public"
    write_files(content, small_site(ada=officer("Ada", "north")))
    assert build(content, output) == 0
    times = {file: file.stat().st_mtime_ns for file in output.rglob("*") if file.is_file()}
    write_files(content, {"pages/about.md": page("About", "New words.\n")})
    assert build(content, output) == 0
    touched = {
        file.relative_to(output).as_posix() for file, time in times.items() if file.stat().st_mtime_ns != time
    }
    assert touched == {"sitemap.xml"}


def test_names_and_texts_never_become_markup(tmp_path: Path) -> None:
    content, output = tmp_path / "content", tmp_path / "public"
    mean = "'<script>alert(1)</script> {{ 7 * 7 }} \" onload=x'"
    write_files(content, small_site(ada=officer(mean, "north", body="{{ view }} {% raw %} & <\n")))
    assert build(content, output) == 0
    for file in output.rglob("*.html"):
        text = file.read_text("utf-8")
        assert "<script>alert" not in text
        assert ">49<" not in text and " 49 " not in text
    shown = (output / "officers/ada/index.html").read_text("utf-8")
    assert "&lt;script&gt;" in shown
    assert "{{ view }} {% raw %} &amp; &lt;" in shown


def test_a_site_below_a_sub_path_has_all_its_links_there(tmp_path: Path) -> None:
    content, output = tmp_path / "content", tmp_path / "public"
    write_files(
        content,
        small_site(ada=officer("Ada", "north"))
        | {"pages/about.md": page("About", "[Home](home.md) [ways](/report/)\n")},
    )
    assert build(content, output, "--base-url", "https://pages.example/liaison") == 0
    text = (output / "about/index.html").read_text("utf-8")
    assert 'href="/liaison/"' in text and 'href="/liaison/report/"' in text
    assert 'href="https://pages.example/liaison/about/"' in text
    assert 'href="/report/"' not in text


def test_a_broken_theme_or_folder_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, output = tmp_path / "content", tmp_path / "public"
    write_files(content, small_site())
    write_files(output, {"holiday.txt": "mine"})
    assert build(content, output) == 2
    assert "holiday.txt" in capsys.readouterr().err
    assert build(content, tmp_path / "new", "--theme", "nothing") == 2
    assert "nothing" in capsys.readouterr().err
    assert build(tmp_path / "no such folder", tmp_path / "new") == 2
    assert not (tmp_path / "new").exists()


OUTLINE_PAGES = (
    "index.html",
    "boroughs/harrow/index.html",
    "boroughs/camden/index.html",
    "officers/ida-quenby/index.html",
    "report/galop/index.html",
    "404.html",
)


@pytest.mark.parametrize("path", OUTLINE_PAGES)
def test_the_outline_of_a_page_is_what_we_mean_it_to_be(path: str, real_site: Path) -> None:
    """The expected outlines are in tests/outlines; write them anew with LIAISON_WRITE_OUTLINES=1 and read the diff."""
    golden = (
        ROOT
        / "tests"
        / "outlines"
        / f"{path.removesuffix('/index.html').removesuffix('.html').replace('/', '-')}.txt"
    )
    outline = format_outline(Artifact(path, (real_site / path).read_bytes()))
    if os.environ.get("LIAISON_WRITE_OUTLINES"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(outline, "utf-8")
    assert outline == golden.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ida-quenby.txt", "This file ends in .txt, so it is not read."),
        ("ida-quenby.MD", "This file ends in .MD, so it is not read."),
        ("ida-quenby.md.txt", 'Rename it, for example to "ida-quenby.md".'),
        ("harrow/ida-quenby.md", 'Pages in the folder "officers/harrow" are not read.'),
    ],
)
def test_an_officer_in_a_file_nobody_reads_is_one_mistake_and_not_three_deserted_boroughs(
    name: str, said: str, real_content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = real_content / "officers" / name
    moved.parent.mkdir(exist_ok=True)
    (real_content / "officers/ida-quenby.md").rename(moved)
    assert build(real_content, tmp_path / "public") == 1
    told = capsys.readouterr().err
    assert said in told
    assert "1 problem in 1 file." in told


def test_mistakes_in_the_settings_do_not_hide_those_in_other_files(
    real_content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(real_content, "site.yaml", "example: no", "example: nope")
    spoil(real_content, "officers/ida-quenby.md", "rank: PC", "rnak: PC")
    assert build(real_content, tmp_path / "public") == 2
    told = capsys.readouterr().err
    assert "[unknown-field]" in told
    assert "| example: nope" in told


def test_a_link_in_the_content_folder_is_not_followed(
    real_content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\nname: Secret\n---\n")
    (real_content / "officers/secret.md").symlink_to(secret)
    assert build(real_content, tmp_path / "public") == 1
    assert "This is a link to another place, which is not followed." in capsys.readouterr().err
