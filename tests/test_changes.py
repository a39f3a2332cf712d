"""The record of changes: told from real git histories, and from the content alone where there is none."""

import datetime
import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from site_builder.cli import main
from site_builder.directory.history.change_record import ChangeRecord
from site_builder.directory.history.history import History, learn_history
from site_builder.directory.judgement import Folders, judge_folders
from site_builder.findings.diagnostics import Diagnostic
from site_builder.findings.rule import Severity
from site_builder.site.pages.plan import plan_site
from tests.sites import CHANNEL, page, small_site, write_files
from tests.sites import officer as written_officer

DAY = datetime.date(2026, 11, 22)
ATOM = "{http://www.w3.org/2005/Atom}"
CHECKED = "checked: {on: 2026-11-01, by: us, how: rang}\n"


def officer(*asked: str, **named: str) -> str:
    """Return an officer's file with a source so late that nothing grows old by itself in these stories."""
    return written_officer(*asked, **named).replace("published: 2026-01-01", "published: 2026-06-01")


UNCHECKED = "email: team@example.org\n"
ADA = officer("Ada Wenlock", "north", more=UNCHECKED)
START = small_site() | {"pages/changes.md": page("What has changed")}
IN_NORTH = {
    "pages/boroughs/north.md": small_site(ada=ADA)["pages/boroughs/north.md"],
    "officers/ada-wenlock.md": ADA,
}


def north(more: str = "liaison: {state: unlisted}\n") -> dict[str, str]:
    """Return the file of Northton with other words about its officer."""
    return {
        "pages/boroughs/north.md": START["pages/boroughs/north.md"].replace(
            "liaison: {state: unlisted}\n", more
        )
    }


def channel(name: str = "A new line", more: str = "", phone: str = "020 7946 0002") -> str:
    """Return the file of a way to report."""
    return CHANNEL.format(name=name, kind="support", phone=phone, more=more)


@dataclass(frozen=True)
class Archive:
    """A real git repository with the content in its folder ``content``."""

    folder: Path

    @property
    def content(self) -> Path:
        """The folder of the content."""
        return self.folder / "content"

    def git(self, *arguments: str, when: str = "2026-01-05T12:00:00Z") -> str:
        """Run git with nobody's settings, and the clock at a moment."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        who = {"GIT_AUTHOR_NAME": "T", "GIT_AUTHOR_EMAIL": "t@example.org"}
        who |= {"GIT_COMMITTER_NAME": "T", "GIT_COMMITTER_EMAIL": "t@example.org", "GIT_CONFIG_NOSYSTEM": "1"}
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=own | who | dates, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def commit(self, when: str, files: Mapping[str, str | None]) -> str:
        """Write files (None takes one away), commit them at a moment, and return the id."""
        for name in (name for name, content in files.items() if content is None):
            (self.content / name).unlink()
        write_files(self.content, {name: content for name, content in files.items() if content is not None})
        moment = when if "T" in when else f"{when}T12:00:00Z"
        self.git("add", "--all", when=moment)
        self.git("commit", "-qm", "A change", when=moment)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A repository in which the small site was begun on 5 January 2026."""
    (tmp_path / "archive").mkdir()
    made = Archive(tmp_path / "archive")
    made.git("init", "-q", "-b", "main")
    made.commit("2026-01-05", START)
    return made


def learn(
    content: Path, overlay: Path | None = None, day: datetime.date = DAY
) -> tuple[History, tuple[Diagnostic, ...]]:
    """Return what a build would learn of the history."""
    judged = judge_folders(Folders(content, overlay, day))
    assert judged.directory is not None
    return learn_history(judged.folders, judged.sources, judged.records, judged.directory)


def files_in(folder: Path) -> dict[str, str]:
    """Return the text of each file of a folder, by its path in it."""
    return {
        one.relative_to(folder).as_posix(): one.read_text("utf-8")
        for one in folder.rglob("*")
        if one.is_file()
    }


def record_of(content: Path, overlay: Path | None = None, day: datetime.date = DAY) -> ChangeRecord:
    """Return the record of changes."""
    changes = learn(content, overlay, day)[0].changes
    assert changes is not None
    return changes


def told(content: Path, since: str = "2026-01-06", day: datetime.date = DAY) -> list[str]:
    """Return what is told, the newest first, from a day on; the small site's own dates are left out."""
    return [
        f"{change.on} {change.sentence}"
        for change in record_of(content, day=day).changes
        if change.on.isoformat() >= since
        and not (change.kind == "page" and change.id.endswith("checked/all"))
    ]


def files_of(content: Path, day: datetime.date = DAY) -> dict[str, bytes]:
    """Return every feed and file for machines."""
    judged = judge_folders(Folders(content, None, day))
    assert judged.directory is not None
    history, _ = learn_history(judged.folders, judged.sources, judged.records, judged.directory)
    plan, _ = plan_site(judged.directory, judged.records, history)
    return {file.path: file.content for file in plan.files}


def build(content: Path, output: Path) -> int:
    """Build a site on the tests' day."""
    return main(["build", "--content", str(content), "--output", str(output), "--as-of", DAY.isoformat()])


def notices(content: Path) -> list[str]:
    """Return why the history is not whole."""
    found = learn(content)[1]
    assert all(one.rule == "shallow-history" and one.severity is Severity.NOTICE for one in found)
    return [f"{one.message} {one.hint}" for one in found]


def test_a_new_officer_is_told_without_a_name_on_the_day_of_the_commit_in_london(archive: Archive) -> None:
    archive.commit("2026-07-01T23:30:00Z", IN_NORTH)
    assert told(archive.content) == ["2026-07-02 A new officer for Northton"]
    assert notices(archive.content) == []


def test_nothing_is_told_of_the_first_commit_and_nothing_after_the_day(archive: Archive) -> None:
    assert told(archive.content) == []
    archive.commit("2026-11-25", IN_NORTH)
    assert told(archive.content) == []
    assert told(archive.content, day=datetime.date(2026, 11, 25)) == ["2026-11-25 A new officer for Northton"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (ADA, officer("Ada Wenlock", "north, south", more=UNCHECKED), "A new officer for Southton"),
        (ADA, ADA.replace("in-post", "away"), "An officer for Northton is away"),
        (
            ADA,
            ADA.replace("state: in-post", "state: away\nuntil: 2027-03-03"),
            "An officer for Northton is away until 3 March 2027",
        ),
        (
            ADA,
            ADA.replace("state: in-post", "state: leaving\nuntil: 2026-12-31"),
            "An officer for Northton is leaving, last day 31 December 2026",
        ),
        (ADA.replace("in-post", "away"), ADA, "An officer for Northton is back"),
        (
            ADA,
            ADA.replace(UNCHECKED, f"{UNCHECKED}phone: 020 7946 0005\n"),
            "Phone number of an officer for Northton added",
        ),
        (
            ADA,
            ADA.replace("team@example.org", "other@example.org"),
            "Email address of an officer for Northton changed",
        ),
        (ADA, ADA.replace(UNCHECKED, ""), "Email address of an officer for Northton removed"),
        (
            ADA,
            ADA.replace("role: Liaison", "role: Senior liaison"),
            "Details of an officer for Northton changed",
        ),
    ],
)
def test_a_change_of_an_officer_is_told_in_words(
    archive: Archive, before: str, after: str, sentence: str
) -> None:
    archive.commit("2026-02-01", IN_NORTH | {"officers/ada-wenlock.md": before})
    archive.commit("2026-03-01", {"officers/ada-wenlock.md": after})
    assert told(archive.content, "2026-02-02") == [f"2026-03-01 {sentence}"]


def test_a_check_is_told_for_the_day_it_was_made(archive: Archive) -> None:
    archive.commit("2026-06-01", IN_NORTH)
    phone = "phone: {value: 020 7946 0005, checked: {on: 2026-06-10, by: us, how: rang}}\n"
    archive.commit("2026-06-12", {"officers/ada-wenlock.md": ADA.replace(UNCHECKED, UNCHECKED + phone)})
    again = UNCHECKED + CHECKED + phone.replace("06-10", "11-09")
    archive.commit("2026-11-12", {"officers/ada-wenlock.md": ADA.replace(UNCHECKED, again)})
    assert told(archive.content, "2026-06-02") == [
        "2026-11-09 Phone number of an officer for Northton checked",
        "2026-11-01 Details of an officer for Northton checked",
        "2026-06-12 Phone number of an officer for Northton added",
    ]


def test_a_vacant_post_and_who_covers_it_are_told(archive: Archive) -> None:
    vacant = "liaison: {state: vacant, since: 2026-03-03, source: {publisher: Example Gazette, published: 2026-03-04}"
    archive.commit(
        "2026-04-01",
        IN_NORTH | north() | {"officers/ada-wenlock.md": officer("Ada", "south", more=UNCHECKED)},
    )
    archive.commit("2026-04-10", north(f"{vacant}}}\n"))
    archive.commit("2026-05-01", north(f"{vacant}, covered_by: ada-wenlock}}\n"))
    archive.commit("2026-06-01", north(f"{vacant}}}\n"))
    archive.commit("2026-07-01", north())
    assert told(archive.content, "2026-04-02") == [
        "2026-07-01 Post in Northton no longer called vacant",
        "2026-06-01 Northton is no longer covered by another officer",
        "2026-05-01 Northton is now covered by another officer",
        "2026-04-10 Post vacant in Northton since 3 March 2026",
    ]


def test_ways_to_report_come_change_and_go_and_one_that_is_gone_is_not_named(archive: Archive) -> None:
    archive.commit("2026-02-01", {"channels/line.md": channel()})
    archive.commit("2026-02-02", {"channels/line.md": channel(phone="020 7946 0003")})
    archive.commit(
        "2026-02-03", {"channels/line.md": channel(phone="020 7946 0003", more="hours: at night\n")}
    )
    assert told(archive.content) == [
        "2026-02-03 Opening hours of A new line changed",
        "2026-02-02 Phone number of A new line changed",
        "2026-02-01 A way to report was added: A new line",
    ]
    archive.commit("2026-02-04", {"channels/line.md": None})
    assert told(archive.content) == [
        "2026-02-04 A way to report was removed",
        "2026-02-01 A way to report was added",
    ]
    assert b"new line" not in b"".join(files_of(archive.content).values())


def test_a_way_to_report_that_was_held_back_comes_when_it_is_shown(archive: Archive) -> None:
    archive.commit("2026-02-01", {"channels/line.md": channel(more="held_back: not sure yet\n")})
    assert told(archive.content) == []
    archive.commit("2026-02-05", {"channels/line.md": channel()})
    assert told(archive.content) == ["2026-02-05 A way to report was added: A new line"]


def test_pages_are_told_as_new_changed_read_through_and_removed(archive: Archive) -> None:
    about = page("About us").replace("2026-11-01", "2026-02-01")
    archive.commit("2026-02-01", {"pages/about.md": about})
    archive.commit("2026-02-02", {"pages/about.md": f"{about}More.\n"})
    archive.commit(
        "2026-03-01", {"pages/about.md": about.replace("reviewed: 2026-02-01", "reviewed: 2026-02-27")}
    )
    sentences = [
        f"{one.on} {one.sentence}" for one in record_of(archive.content).changes if one.subject == "about"
    ]
    assert sentences == [
        "2026-02-27 Page read through: About us",
        "2026-02-02 Page changed: About us",
        "2026-02-01 New page: About us",
    ]
    archive.commit("2026-03-05", {"pages/about.md": None})
    assert told(archive.content)[:1] == ["2026-03-05 A page was removed"]


def test_what_the_days_bring_is_told_without_any_commit(archive: Archive) -> None:
    away = officer("Ada", "north", "away", f"since: 2026-03-01\nuntil: 2026-05-31\n{UNCHECKED}").replace(
        "published: 2026-06-01", "published: 2026-01-10"
    )
    leaving = written_officer("Bo", "far", "leaving", f"until: 2026-08-31\n{UNCHECKED}{CHECKED}").replace(
        "2026-11-01", "2026-02-02"
    )
    begins = officer("Cy", "far", "in-post", f"since: 2026-09-15\n{UNCHECKED}")
    files = small_site(ada=away, bo=leaving, cy=begins)
    archive.commit(
        "2026-02-01", {name: text for name, text in files.items() if "officers" in name or "boroughs" in name}
    )
    assert told(archive.content, "2026-02-03") == [
        "2026-09-15 A new officer for Farton",
        "2026-09-01 An officer for Farton is no longer listed",
        "2026-08-02 Details of an officer for Farton not checked for more than 180 days",
        "2026-07-10 Details of an officer for Northton not checked for more than 180 days",
        "2026-06-01 An officer for Northton is back",
        "2026-03-01 An officer for Northton is away until 31 May 2026",
    ]


def test_two_new_officers_on_a_day_are_one_sentence_and_a_renamed_file_is_none(archive: Archive) -> None:
    archive.commit("2026-02-01", IN_NORTH | {"officers/bo.md": officer("Bo", "north", more=UNCHECKED)})
    archive.commit("2026-02-02", {"officers/ada-wenlock.md": None, "officers/ada.md": ADA})
    assert told(archive.content) == ["2026-02-01 2 new officers for Northton"]


def test_a_branch_is_told_on_the_day_it_was_merged(archive: Archive) -> None:
    archive.git("checkout", "-qb", "draft")
    archive.commit("2026-02-01", IN_NORTH)
    archive.git("checkout", "-q", "main")
    archive.commit("2026-02-10", {"channels/line.md": channel()})
    archive.git("merge", "-q", "--no-ff", "-m", "Merge", "draft", when="2026-03-01T12:00:00Z")
    archive.git("checkout", "-q", "main")
    assert told(archive.content) == [
        "2026-03-01 A new officer for Northton",
        "2026-02-10 A way to report was added: A new line",
    ]


def test_somebody_who_is_taken_down_is_in_no_file_of_the_site(archive: Archive, tmp_path: Path) -> None:
    archive.commit("2026-02-01", IN_NORTH)
    archive.commit("2026-03-01", {"officers/ada-wenlock.md": ADA.replace("in-post", "away")})
    archive.commit("2026-04-01", north() | {"officers/ada-wenlock.md": None})
    write_files(archive.content, {"site.yaml": START["site.yaml"] + "provenance: yes\n"})
    output = tmp_path / "public"
    assert build(archive.content, output) == 0
    files = [file for file in tmp_path.glob("public*/**/*") if file.is_file()]
    assert len(files) > 20
    assert [
        file for file in files if re.search(rb"(?i)wenlock", file.read_bytes() + str(file).encode())
    ] == []
    text = (output / "changes/index.html").read_text("utf-8")
    assert "An officer for Northton is no longer listed" in text
    assert 'href="/boroughs/north/"' in text


def test_no_officer_is_named_in_any_feed_even_while_published(archive: Archive) -> None:
    archive.commit("2026-02-01", IN_NORTH)
    files = files_of(archive.content)
    feeds = {
        path: text for path, text in files.items() if path.endswith((".atom", "feed.json", "changes.json"))
    }
    assert len(feeds) == 2 + 1 + 2 * 3
    assert b"A new officer for Northton" in feeds["boroughs/north/changes.atom"]
    assert [path for path, text in feeds.items() if b"enlock" in text or b"team@example" in text] == []


def test_edits_that_are_not_committed_are_not_told(archive: Archive) -> None:
    write_files(archive.content, IN_NORTH | {"channels/line.md": channel()})
    assert told(archive.content) == []


def test_versions_that_could_not_be_read_are_passed_over(archive: Archive) -> None:
    archive.commit("2026-02-01", IN_NORTH | {"channels/odd.md": "---\nname: [\n"})
    archive.commit(
        "2026-02-02", {"officers/ada-wenlock.md": "---\nnmae: Ada\n", "channels/odd.md": channel("Odd line")}
    )
    archive.commit("2026-02-03", {"officers/ada-wenlock.md": ADA})
    assert told(archive.content) == ["2026-02-01 A new officer for Northton"]


def test_a_version_is_told_though_its_words_break_a_rule_of_today(archive: Archive) -> None:
    archive.commit("2026-02-01", {"channels/line.md": channel() + "\nAsk <http://localhost/>.\n"})
    archive.commit("2026-02-02", {"channels/line.md": channel() + "\nAsk anybody.\n"})
    assert told(archive.content) == [
        "2026-02-02 Details of A new line changed",
        "2026-02-01 A way to report was added: A new line",
    ]


def test_without_git_the_dates_in_the_files_are_told(tmp_path: Path) -> None:
    checked = {"officers/ada-wenlock.md": ADA.replace(UNCHECKED, UNCHECKED + CHECKED)}
    line = {"channels/line.md": channel(more=CHECKED)}
    content = write_files(tmp_path / "content", START | IN_NORTH | checked | line)
    assert told(content) == [
        "2026-11-01 Details of an officer for Northton checked",
        "2026-11-01 Details of A new line checked",
    ]
    record = record_of(content)
    assert (record.begins, record.extent) == (None, "none")
    assert notices(content) == [
        "This folder came without its history. The page on changes tells only what the dates in the files say. "
        "Build from a copy that was made with: git clone."
    ]


def test_a_shallow_clone_says_so_and_tells_what_it_knows(archive: Archive, tmp_path: Path) -> None:
    archive.commit("2026-02-01", IN_NORTH)
    archive.commit("2026-03-01", {"channels/line.md": channel()})
    for depth, expected in ((1, []), (2, ["2026-03-01 A way to report was added: A new line"])):
        clone = tmp_path / f"depth-{depth}"
        archive.git("clone", "-q", f"--depth={depth}", archive.folder.as_uri(), str(clone))
        assert told(clone / "content") == expected
        assert "git fetch --unshallow" in notices(clone / "content")[0]
    assert build(tmp_path / "depth-2" / "content", tmp_path / "public") == 0
    text = (tmp_path / "public/changes/index.html").read_text("utf-8")
    assert "This copy of the site knows its history only since 1 February 2026." in text


@pytest.mark.parametrize("kept_out", ["blob:none", "tree:0", "blob:limit=10"])
def test_a_clone_without_old_contents_says_so_and_tells_nothing_untrue(
    kept_out: str, archive: Archive, tmp_path: Path
) -> None:
    archive.git("config", "uploadpack.allowFilter", "true")
    archive.commit("2026-02-01", IN_NORTH)
    archive.commit("2026-03-01", {"channels/line.md": channel()})
    archive.commit("2026-03-02", {"channels/line.md": channel(phone="020 7946 0003")})
    clone = Archive(tmp_path / "clone")
    archive.git("clone", "-q", f"--filter={kept_out}", archive.folder.as_uri(), str(clone.folder))
    assert told(clone.content) == told(write_files(tmp_path / "no-git", files_in(archive.content)))
    (notice,) = notices(clone.content)
    assert "not what they said" in notice
    assert build(clone.content, tmp_path / "public") == 0
    assert "made without its history" in (tmp_path / "public/changes/index.html").read_text("utf-8")
    cure = notice.partition("with: git ")[2].partition(". Or")[0]
    clone.git(*cure.split())
    assert notices(clone.content) == []
    assert told(clone.content) == told(archive.content)


def test_a_filter_that_left_nothing_out_is_not_spoken_of(archive: Archive, tmp_path: Path) -> None:
    archive.git("config", "uploadpack.allowFilter", "true")
    archive.commit("2026-02-01", IN_NORTH)
    archive.git("clone", "-q", "--filter=blob:limit=1m", archive.folder.as_uri(), str(tmp_path / "clone"))
    assert notices(tmp_path / "clone/content") == []


def test_a_submodule_and_a_head_on_no_branch_tell_the_same_and_a_copy_without_its_history_says_so(
    archive: Archive, tmp_path: Path
) -> None:
    archive.commit("2026-02-01", IN_NORTH)
    expected = told(archive.content)
    around = Archive(tmp_path / "around")
    around.folder.mkdir()
    around.git("init", "-q")
    around.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", archive.folder.as_uri(), "site")
    inside = around.folder / "site/content"
    assert (notices(inside), told(inside)) == ([], expected)
    archive.git("checkout", "-q", "--detach")
    assert (notices(archive.content), told(archive.content)) == ([], expected)
    archive.git("worktree", "add", "-q", str(tmp_path / "beside"))
    for number, folder in enumerate((around.folder / "site", tmp_path / "beside")):
        copy = tmp_path / f"copy-{number}"
        shutil.copytree(folder, copy)
        (copy / ".git").write_text("gitdir: /nowhere/.git/modules/site\n")
        (notice,) = notices(copy / "content")
        assert "kept in another folder, which is not there" in notice
        assert build(copy / "content", tmp_path / "public") == 0


def test_without_the_program_git_the_site_is_built_and_says_why(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.commit("2026-02-01", IN_NORTH)
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert "git is not on this computer" in notices(archive.content)[0]
    assert build(archive.content, tmp_path / "public") == 0
    assert "made without its history" in (tmp_path / "public/changes/index.html").read_text("utf-8")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_folder_of_another_user_is_not_read_and_the_cure_is_told(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    if sys.platform == "win32":
        return
    os.chown(archive.folder, 12345, 12345)
    assert "Another user owns this folder" in notices(archive.content)[0]
    (tmp_path / "settings").write_text("[safe]\n\tdirectory = *\n")
    assert notices(archive.content) == []


def test_a_repository_without_commits_or_with_lost_files_is_no_traceback(
    archive: Archive, tmp_path: Path
) -> None:
    empty = Archive(tmp_path / "empty")
    empty.folder.mkdir()
    empty.git("init", "-q")
    write_files(empty.content, START)
    assert "not in the history yet" in notices(empty.content)[0]
    archive.git("checkout", "-q", "--orphan", "begun-anew")
    assert "not in the history yet" in notices(archive.content)[0]
    archive.git("checkout", "-q", "main")
    archive.git("config", "core.bare", "true")
    assert "Type git status" in notices(archive.content)[0]
    archive.git("config", "core.bare", "false")
    other = write_files(archive.folder / "other", START)
    assert "not in the history yet" in notices(other)[0]
    for folder in (archive.folder / ".git/objects").iterdir():
        shutil.rmtree(folder)
    assert "cannot read the history" in notices(archive.content)[0]


def test_a_working_tree_beside_the_first_tells_the_same(archive: Archive, tmp_path: Path) -> None:
    archive.commit("2026-02-01", IN_NORTH)
    archive.git("worktree", "add", "-q", str(tmp_path / "beside"))
    assert told(tmp_path / "beside/content") == told(archive.content) != []


def test_a_link_to_the_content_has_the_history_of_where_it_leads(archive: Archive, tmp_path: Path) -> None:
    archive.commit("2026-02-01", IN_NORTH)
    (tmp_path / "linked").symlink_to(archive.content, target_is_directory=True)
    assert notices(tmp_path / "linked") == []
    assert told(tmp_path / "linked") == told(archive.content) != []


def test_a_program_that_is_called_git_and_answers_nothing_is_no_traceback(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path / "programs", {"git": "#!/bin/sh\nexit 0\n"})
    (tmp_path / "programs/git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    assert "cannot read the history" in notices(archive.content)[0]


def test_a_clone_that_is_shallow_and_without_old_contents_gets_all_by_the_cure_it_is_told(
    archive: Archive, tmp_path: Path
) -> None:
    archive.git("config", "uploadpack.allowFilter", "true")
    archive.commit("2026-03-01", {"channels/line.md": channel()})
    archive.commit("2026-03-02", {"channels/line.md": channel(phone="020 7946 0003")})
    clone = Archive(tmp_path / "clone")
    archive.git("clone", "-q", "--depth=2", "--filter=blob:none", archive.folder.as_uri(), str(clone.folder))
    (notice,) = notices(clone.content)
    cure, addition = notice.partition("with: git ")[2].partition(". Or")[0], notice.rpartition("add: ")[2]
    clone.git(*cure.split(), addition.rstrip("."))
    assert notices(clone.content) == []
    assert told(clone.content) == told(archive.content)


def test_an_overlay_is_told_in_place_of_what_it_replaces(archive: Archive) -> None:
    archive.commit("2026-02-01", IN_NORTH)
    over = Archive(archive.folder)
    write_files(archive.folder / "example", {"officers/bo.md": officer("Bo", "far", more=UNCHECKED)})
    over.commit("2026-03-01", {})
    write_files(archive.folder / "example", {"officers/cy.md": officer("Cy", "far", more=UNCHECKED)})
    over.commit("2026-04-01", {})
    changes = record_of(archive.content, archive.folder / "example").changes
    assert [f"{one.on} {one.sentence}" for one in changes if one.area] == [
        "2026-04-01 A new officer for Farton",
        "2026-03-01 A new officer for Farton",
    ]


def test_the_files_are_the_same_on_any_machine(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.commit("2026-02-01", IN_NORTH | {"pages/about.md": page("About us")})
    archive.commit("2026-02-02", {"pages/about.md": page("About us", "Ünïcode.\n")})
    expected = files_of(archive.content)
    clone = tmp_path / "an other place"
    archive.git("clone", "-q", str(archive.folder), str(clone))
    lines = "[color]\nui=always\n[diff]\nnoprefix=true\nexternal=false\nrenames=copies\norderFile=/none\n"
    lines += "[log]\nshowSignature=true\ndiffMerges=combined\n[core]\nquotePath=true\nabbrev=5\n[blame]\nignoreRevsFile=none\n"
    (tmp_path / "settings").write_text(lines)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    assert files_of(clone / "content") == expected


def test_a_site_without_the_page_has_no_feeds_and_no_notice(tmp_path: Path) -> None:
    content = write_files(tmp_path / "content", small_site())
    history, found = learn(content)
    assert (history.changes, history.facts, found) == (None, None, ())
    assert [path for path in files_of(content) if "changes" in path or "feed" in path] == []


def test_ids_stay_when_more_happens_and_no_two_are_the_same(archive: Archive) -> None:
    archive.commit("2026-02-01", IN_NORTH)
    early = {change.id for change in record_of(archive.content).changes}
    archive.commit(
        "2026-03-01",
        {"channels/line.md": channel(), "officers/bo.md": officer("Bo", "north", more=UNCHECKED)},
    )
    later = [change.id for change in record_of(archive.content).changes]
    assert early < set(later)
    assert len(later) == len(set(later))


def check_atom(content: bytes) -> list[str]:
    """Return what RFC 4287 asks of a feed and this one lacks."""
    feed = ElementTree.fromstring(content)
    parts = [feed, *feed.iter(f"{ATOM}entry")]
    faults = [] if feed.tag == f"{ATOM}feed" else ["the root is not a feed"]
    for part in parts:
        for name in ("id", "title", "updated"):
            if len(part.findall(ATOM + name)) != 1:
                faults.append(f"not one {name}")
        if not re.fullmatch(
            r"tag:[a-z0-9.-]+,\d{4}(-\d{2}-\d{2})?:[\w./:-]+", part.findtext(f"{ATOM}id", "")
        ):
            faults.append("no tag URI")
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}T00:00:00Z", part.findtext(f"{ATOM}updated", "")):
            faults.append("no moment")
        links = [(link.get("rel"), link.get("type")) for link in part.findall(f"{ATOM}link")]
        if links.count(("alternate", "text/html")) != 1:
            faults.append("not one page to read")
        if not all(str(link.get("href")).startswith("https://") for link in part.findall(f"{ATOM}link")):
            faults.append("an address that is not whole")
    if len({part.findtext(f"{ATOM}id") for part in parts}) != len(parts):
        faults.append("an id twice")
    faults += [] if feed.find(f"{ATOM}author/{ATOM}name") is not None else ["no author"]
    known = {"id", "title", "subtitle", "updated", "author", "name", "link", "rights", "entry", "feed"}
    return faults + [one.tag for one in feed.iter() if one.tag.removeprefix(ATOM) not in known]


def test_every_atom_feed_is_valid_and_another_parser_reads_it(archive: Archive) -> None:
    archive.commit("2026-02-01", IN_NORTH | {"channels/line.md": channel("'Q&A <now>'")})
    feeds = {path: text for path, text in files_of(archive.content).items() if path.endswith(".atom")}
    assert len(feeds) == 4
    for path, text in feeds.items():
        assert check_atom(text) == []
        parsed = feedparser.parse(text)
        assert not parsed.bozo
        assert parsed.version == "atom10"
        assert parsed.feed.links[1].href == f"https://directory.example/{path}"
    parsed = feedparser.parse(feeds["changes/feed.atom"])
    assert "A way to report was added: Q&A <now>" in [html.unescape(entry.title) for entry in parsed.entries]
    assert [entry.title for entry in feedparser.parse(feeds["boroughs/north/changes.atom"]).entries] == [
        "A new officer for Northton",
    ]


def test_every_json_feed_has_what_version_1_1_asks(archive: Archive) -> None:
    archive.commit("2026-02-01", IN_NORTH)
    files = files_of(archive.content)
    for path in ("changes/feed.json", "boroughs/north/changes.json", "boroughs/far/changes.json"):
        feed = json.loads(files[path])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"] and feed["feed_url"] == f"https://directory.example/{path}"
        assert all(author["name"] for author in feed["authors"])
        for item in feed["items"]:
            assert set(item) == {"id", "url", "title", "content_text", "date_published"}
            assert all(isinstance(value, str) and value for value in item.values())
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    machine = json.loads(files["data/changes.json"])
    assert (machine["begins"], machine["history"]) == ("2026-01-05", "whole")
    assert [one["area"] for one in machine["changes"] if one["area"]] == ["north"]


def test_the_page_links_to_the_feeds_and_the_pages_of_areas_to_theirs(
    archive: Archive, tmp_path: Path
) -> None:
    archive.commit("2026-02-01", IN_NORTH)
    assert build(archive.content, tmp_path / "public") == 0
    shown = (tmp_path / "public/changes/index.html").read_text("utf-8")
    assert '<link rel="alternate" type="application/atom+xml" href="/changes/feed.atom"' in shown
    assert shown.index("<h2>November 2026</h2>") < shown.index("<h2>February 2026</h2>")
    assert "This record begins on 5 January 2026." in shown
    area = (tmp_path / "public/boroughs/north/index.html").read_text("utf-8")
    assert '<link rel="alternate" type="application/atom+xml" href="/boroughs/north/changes.atom"' in area
    assert 'rel="alternate"' not in (tmp_path / "public/index.html").read_text("utf-8")


def test_a_hundred_changes_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    pages = {f"pages/page-{number}.md": page(f"Page {number}") for number in range(110)}
    content = write_files(tmp_path / "content", START | pages)
    files = files_of(content)
    assert len(json.loads(files["changes/feed.json"])["items"]) == 100
    assert len(json.loads(files["data/changes.json"])["changes"]) == 116
    assert build(content, tmp_path / "public") == 0
    shown = (tmp_path / "public/changes/index.html").read_text("utf-8")
    assert "16 older changes can be found in the file" in shown


def test_where_facts_come_from_is_published_only_when_asked_for_and_says_no_values(archive: Archive) -> None:
    assert "data/provenance.json" not in files_of(archive.content)
    first = archive.commit("2026-02-01", IN_NORTH | {"site.yaml": START["site.yaml"] + "provenance: yes\n"})
    moved = ADA.replace("team@example.org", "other@example.org")
    second = archive.commit("2026-03-01", {"officers/ada-wenlock.md": moved})
    write_files(
        archive.content, {"officers/ada-wenlock.md": moved.replace("Liaison officer", "Senior officer")}
    )
    text = files_of(archive.content)["data/provenance.json"]
    rows = {(row["file"], row["field"]): row for row in json.loads(text)["facts"]}
    ada = "officers/ada-wenlock.md"
    line = next(number for number, line in enumerate(moved.splitlines(), 1) if line.startswith("email"))
    assert rows[ada, "email"] == {
        "page": "/officers/ada-wenlock/",
        "file": ada,
        "field": "email",
        "line": line,
        "commit": second,
        "date": "2026-03-01",
    }
    assert (rows[ada, "name"]["commit"], rows[ada, "name"]["date"]) == (first, "2026-02-01")
    assert (rows[ada, "role"]["commit"], rows[ada, "role"]["date"]) == (None, None)
    assert ("site.yaml", "publisher.name") in rows
    assert {field for _, field in rows if field.startswith(("consent", "checked"))} <= {
        *("consent.on", "consent.review_by", "checked.on"),
    }
    assert b"example.org" not in text and b"Ada Wenlock" not in text
