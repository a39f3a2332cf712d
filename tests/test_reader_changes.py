"""What is said of a change before it goes online: all that a reader would notice, and nobody who is not to be named."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from site_builder import cli
from tests.sites import CHANNEL, borough, officer, page, small_site, write_files
from tests.test_changes import Archive

DAY = "2026-11-22"
LINE = "channels/line.md"
CARD = ("https://hooks.example.net", "@everyone", "<img", "#1", "![", "[x]")


def channel(name: str = "Galop", phone: str = "020 7946 0002", more: str = "") -> str:
    """Return the file of a way to report."""
    return CHANNEL.format(name=name, kind="support", phone=phone, more=more)


def area(slug: str, more: str = "liaison: {state: unlisted}\n") -> str:
    """Return the file of an area with nobody listed."""
    return borough(slug, more)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Ask what changes; return the exit code and what was said."""
    code = cli.main(["changes", "--as-of", DAY, *words])
    said = capsys.readouterr()
    return code, said.out, said.err


class Told:
    """Lays one content beside another, as somebody without git does."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def __call__(self, before: Mapping[str, str], after: Mapping[str, str | None], form: str = "text") -> str:
        """Return what is said when `after` is written over `before`; None takes a file away."""
        old = write_files(self.folder / "before", small_site() | before)
        files = small_site() | before | after
        new = write_files(
            self.folder / "after", {name: text for name, text in files.items() if text is not None}
        )
        code, said, complained = run(
            self.capsys, "--content", str(new), "--before", str(old), "--format", form
        )
        assert (code, complained) == (0, "")
        return said if form == "markdown" else re.sub(r"\n  +", " ", said)


@pytest.fixture
def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(tmp_path, capsys)


def test_a_number_and_an_officer_are_said_as_a_reader_meets_them(told: Told) -> None:
    before = {LINE: channel(), "pages/boroughs/north.md": area("north")}
    after = {
        LINE: channel(phone="020 7946 0003"),
        "pages/boroughs/north.md": borough("north"),
        "officers/ada.md": officer("Ada Wenlock", "north", more="rank: DC\n"),
    }
    lines = told(before, after).splitlines()
    assert lines[:2] == [
        "- Northton: nobody listed becomes DC Ada Wenlock.",
        "- Galop: phone number 020 7946 0002 becomes 020 7946 0003.",
    ]
    assert re.fullmatch(r"- So \d+ pages change.* and \d+ pages? (is|are) new\.", lines[2])
    assert len(lines) == 3


def test_what_a_text_says_is_not_repeated_but_that_it_changed_is_said(told: Told) -> None:
    lines = told(
        {"pages/about.md": page("About", "Old words.\n")}, {"pages/about.md": page("About", "New words.\n")}
    )
    assert lines.startswith("- Page “About”: text changes.\n- So 1 page changes.\n")


def test_what_happens_alike_to_many_is_one_line(told: Told) -> None:
    names = [f"channels/line{number}.md" for number in range(9)]
    before = {name: channel(f"Line {name[13]}", f"020 7946 01{name[13]}0") for name in names}
    after = {name: text.replace("cost: free", "cost: usual-call-price") for name, text in before.items()}
    assert "- Line 0, Line 1, Line 2 and 6 more: cost free becomes usual call price.\n" in told(before, after)


GONE = ("Wenlock", "wenlock", "Zelda", "0111", "zelda@", "7700 900111")
ZELDA = officer(
    "Zelda Wenlock",
    "north",
    more="email: zelda@example.org\nphone: 020 7946 0111\nchecked: {on: 2026-11-01, by: us, how: rang}\n",
    body="Zelda Wenlock writes.\n",
)
HERS = {
    "officers/zelda-wenlock.md": ZELDA,
    "pages/boroughs/north.md": borough("north"),
    "pages/about.md": page("About", "[Zelda Wenlock](officers/zelda-wenlock.md) began it.\n"),
    LINE: channel("Zelda Wenlock’s line", "020 7946 0111", "email: zelda@example.org\n"),
}


@pytest.mark.parametrize(
    "after",
    [
        {
            "officers/zelda-wenlock.md": None,
            "pages/boroughs/north.md": area("north"),
            "pages/about.md": page("About", "Somebody began it.\n"),
            LINE: channel("The line", "020 7946 0003", "email: team@example.org\n"),
        },
        {
            "officers/zelda-wenlock.md": None,
            "pages/boroughs/north.md": area("north"),
            "pages/about.md": page("About"),
            LINE: None,
        },
        {
            "officers/zelda-wenlock.md": ZELDA.replace("state: in-post", "state: in-post\nsince: 2027-03-01"),
            "pages/boroughs/north.md": area("north"),
            "pages/about.md": page("About"),
            LINE: channel("The line"),
        },
        {
            "officers/zelda-wenlock.md": ZELDA.replace("role:", "rloe:"),
            "pages/boroughs/north.md": area("north"),
            "pages/about.md": page("About"),
            LINE: channel("The line"),
        },
    ],
    ids=["taken out", "taken out with all that names them", "yet to begin", "with a mistake"],
)
def test_nobody_who_is_not_shown_any_more_is_named(after: Mapping[str, str | None], told: Told) -> None:
    said = told(HERS, after)
    assert "Northton: an officer becomes nobody listed." in said
    assert [sign for sign in GONE if sign in said] == []


def test_what_an_officer_has_taken_back_is_not_repeated(told: Told) -> None:
    after = ZELDA.replace("phone: 020 7946 0111\n", "").replace("email: zelda@", "email: team@")
    after = after.replace("name: Zelda Wenlock", "name: Zel Fairholm")
    said = told({name: HERS[name] for name in list(HERS)[:2]}, {"officers/zelda-wenlock.md": after})
    words = "name becomes “Zel Fairholm”; email address becomes team@example.org; phone number is not shown any more"
    assert f"- Zel Fairholm: {words}.\n" in said
    assert [sign for sign in GONE if sign in said] == []


def test_an_officer_whose_file_got_another_name_is_nobody_new(told: Told) -> None:
    before = {"officers/ada.md": officer("Ada", "north"), "pages/boroughs/north.md": borough("north")}
    said = told(before, {"officers/ada.md": None, "officers/ada-w.md": officer("Ada", "north")})
    assert "listed" not in said and "becomes Ada" not in said


def test_what_is_held_back_is_only_counted(told: Told) -> None:
    held = channel("Secret line", more="held_back: nobody has rung it\n")
    assert told({}, {LINE: held}) == "- 1 file changes of which a reader notices nothing today.\n"
    said = told({LINE: held}, {LINE: held.replace("020 7946 0002", "020 7946 0009")})
    assert said == "- 1 file changes of which a reader notices nothing today.\n"


def test_an_address_or_a_mobile_that_may_have_been_somebodys_own_is_not_repeated(told: Told) -> None:
    before = channel(phone="07700 900222", more="email: jo.bloggs@example.org\n")
    after = channel(more="email: team@example.org\n")
    said = told({LINE: before}, {LINE: after})
    assert "phone number becomes 020 7946 0002;" in said and "email address becomes team@example.org." in said
    assert "900222" not in said and "bloggs" not in said


def test_settings_are_said_too(told: Told) -> None:
    site = small_site()["site.yaml"]
    new = site.replace("is_the_police: no}", "is_the_police: yes, contact: us@example.org}")
    said = told({}, {"site.yaml": new})
    words = "publisher is the police becomes yes; publisher contact is added: us@example.org"
    assert f"- Settings of the site: {words}.\n" in said


def test_nothing_is_said_to_be_nothing(told: Told) -> None:
    assert told({LINE: channel()}, {}) == "Nothing changes that a reader would notice.\n".join(["- ", ""])


def test_no_name_can_become_a_mark_a_link_or_call_anybody(told: Told) -> None:
    hostile = "'~~~~~ ](https://hooks.example.net) @everyone <img src=x> `x` #1 ![x](y) [x]'"
    closing = f"'{'x' * 97} ~~~~~ {'y' * 99}'"  # the line ends before the marks, and after them
    named = {"channels/other.md": channel().replace("name: Galop", f"name: {closing}")}
    named[LINE] = channel().replace("name: Galop", f"name: {hostile}")
    named["pages/about.md"] = page("About").replace("title: About", f"title: {hostile}")
    said = told({LINE: channel()}, named, "markdown")
    assert [sign for sign in CARD if sign not in said] == []
    tokens = MarkdownIt("commonmark").parse(said)
    assert [token.type for token in tokens] == ["heading_open", "inline", "heading_close", "fence"]
    assert all(sign in tokens[-1].content for sign in CARD)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A repository with a first commit and a branch on which a number was changed."""
    (tmp_path / "archive").mkdir()
    made = Archive(tmp_path / "archive")
    made.git("init", "-q", "-b", "main")
    made.commit("2026-11-01", small_site() | {LINE: channel()})
    made.git("checkout", "-qb", "change")
    made.commit("2026-11-02", {LINE: channel(phone="020 7946 0003")})
    return made


NUMBER = "- Galop: phone number 020 7946 0002 becomes 020 7946 0003.\n"


def test_git_knows_what_was_there_before(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    content = ("--content", str(archive.content))
    for revision in ("main", "HEAD^", archive.git("rev-parse", "HEAD~1")[:10]):
        assert run(capsys, *content, "--since", revision)[:2] == (0, f"{NUMBER}- So 5 pages change.\n")
    assert run(capsys, *content) == (0, "- Nothing changes that a reader would notice.\n", "")
    write_files(archive.content, {LINE: channel(phone="020 7946 0004")})
    assert "020 7946 0003 becomes 020 7946 0004" in run(capsys, *content)[1]


def test_what_others_have_done_since_is_not_said(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.git("checkout", "-q", "main")
    archive.commit("2026-11-03", {"pages/other.md": page("Other")})
    archive.git("checkout", "-q", "change")
    assert run(capsys, "--content", str(archive.content), "--since", "main")[1].startswith(NUMBER)
    assert "Other" not in run(capsys, "--content", str(archive.content), "--since", "main")[1]


def test_the_example_is_compared_as_it_lies_over_the_content(
    archive: Archive, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive.folder)
    monkeypatch.setattr("site_builder.cli.arguments.site_dir", lambda: str(archive.folder))
    write_files(archive.folder / "example", {"pages/extra.md": page("Extra", "One.\n")})
    archive.git("add", "--all")
    archive.git("commit", "-qm", "An example")
    write_files(archive.folder / "example", {"pages/extra.md": page("Extra", "Two.\n")})
    assert run(capsys, "--example")[1].startswith("- Page “Extra”: text changes.\n")


def clone(archive: Archive, folder: Path, *options: str) -> Path:
    """Return the content of a copy that a server would make."""
    line = ["git", "clone", "-q", *options, archive.folder.as_uri(), str(folder)]
    subprocess.run(line, check=True, capture_output=True)
    return folder / "content"


def test_a_copy_that_has_not_got_the_earlier_version_says_how_to_get_it(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shallow = clone(archive, tmp_path / "shallow", "--depth=1")
    for revision in ("main", "HEAD^", "-x", "two words", "a..b", "HEAD:content"):
        code, said, complained = run(capsys, "--content", str(shallow), f"--since={revision}")
        assert (code, said) == (2, "")
        assert complained.startswith(f'What changes cannot be told. This copy has no "{revision}".')
        assert "git fetch --unshallow" in complained and "--before DIR" in complained
    subprocess.run(
        ["git", "fetch", "-q", "--depth=1", "origin", "main:main"],
        cwd=shallow,
        check=True,
        capture_output=True,
    )
    code, said, _ = run(capsys, "--content", str(shallow), "--since", "main")
    assert code == 0
    assert said.startswith("- Compared with main as it is: this copy does not know where the two parted.\n")
    assert NUMBER in said


def test_a_folder_without_any_earlier_version_says_so(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = write_files(tmp_path / "copy", small_site())
    assert "This folder came without its history." in run(capsys, "--content", str(copy))[2]
    new = write_files(archive.folder / "new", small_site())
    code, said, complained = run(capsys, "--content", str(new))
    assert (code, said) == (2, "")
    assert "There was no content in this folder then." in complained
    assert run(capsys, "--content", str(new), "--before", str(tmp_path / "nowhere"))[0] == 2


def test_settings_with_a_mistake_are_put_right_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = small_site()
    old = write_files(tmp_path / "old", {**files, "site.yaml": "nmae: x\n"})
    new = write_files(tmp_path / "new", files)
    assert (
        "Settings of the site: could not be read before"
        in run(capsys, "--content", str(new), "--before", str(old))[1]
    )
    code, _, complained = run(capsys, "--content", str(old), "--before", str(new))
    assert code == 2 and "The settings have to be put right first." in complained


def test_a_file_with_a_mistake_is_named_and_nothing_is_made_of_it(told: Told) -> None:
    broken = channel().replace("cost:", "cots:")
    said = told({LINE: channel()}, {LINE: broken})
    assert said.startswith("- Not everything can be read yet")
    assert "- channels/line.md: cannot be read, so what changes is not told.\n" in said
    assert "not on the site" not in said
    assert "could not be read before" in told({LINE: broken}, {LINE: channel()})
