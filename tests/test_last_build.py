"""A build that nothing has changed for is answered from the record of the last one, and any doubt is a whole build."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.cli import main
from site_builder.publish.output import last_build
from tests.sites import OFFICER, small_site, write_files

PROJECT = Path(__file__).parent.parent
GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]


@pytest.fixture
def built(tmp_path: Path) -> list[str]:
    """Build a small site in a repository, and return the words that did it."""
    text = OFFICER.format(name="Ann Example", boroughs="north", state="in-post", more="", body="Hello.")
    write_files(tmp_path / "content", small_site(ann=text))
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    commit(tmp_path)
    words = ["--content", str(tmp_path / "content"), "--output", str(tmp_path / "out"), "--keep", "own.txt"]
    assert main(words) == 0
    return words


def commit(folder: Path) -> None:
    subprocess.run([*GIT, "add", "content"], cwd=folder, check=True)
    subprocess.run([*GIT, "commit", "-qm", "x", "--allow-empty"], cwd=folder, check=True)


def recall(words: list[str]) -> str | None:
    return last_build.recall_report(words, time.time())


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(file): (file.stat().st_mtime_ns, file.stat().st_ino)
        for file in folder.rglob("*")
        if ".git" not in file.parts
    }


def test_the_same_words_are_answered_with_the_same_report_and_write_nothing(
    built: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    before = listing(tmp_path)
    report = recall(built)
    assert listing(tmp_path) == before
    assert main(built) == 0
    again = capsys.readouterr().out
    assert report is not None
    assert report.splitlines()[:-2] == again.splitlines()[:-2]
    assert "no page differs from the last build" in report
    assert recall(["build", *built]) == report


def edit_in_place(folder: Path) -> None:
    """Change a word for one of the same length, and give the file its former time back."""
    file = folder / "content/officers/ann.md"
    times = file.stat()
    file.write_text(file.read_text("utf-8").replace("Hello", "Howdy"), "utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word of the same length, at the same time": edit_in_place,
    "a new file": lambda folder: (folder / "content/officers/eve.md").write_text("---\n", "utf-8"),
    "a file gone": lambda folder: (folder / "content/officers/ann.md").unlink(),
    "a file renamed": lambda folder: (folder / "content/officers/ann.md").rename(
        folder / "content/officers/anna.md"
    ),
    "a setting": lambda folder: (folder / "content/site.yaml").write_text("name: x", "utf-8"),
    "a link among the content": lambda folder: (folder / "content/link.md").symlink_to("site.yaml"),
    "another commit": commit,
    "no repository any more": lambda folder: (folder / ".git").rename(folder / "git"),
    "a published page altered by hand": lambda folder: (folder / "out/index.html").write_text("x", "utf-8"),
    "a published page removed": lambda folder: (folder / "out/index.html").unlink(),
    "a stranger among the published files": lambda folder: (folder / "out/x.txt").write_text("x", "utf-8"),
    "what is kept for somebody": lambda folder: (folder / "out/own.txt").write_text("x", "utf-8"),
    "the manifest gone": lambda folder: (folder / "out.manifest.json").unlink(),
    "the whole site gone": lambda folder: (folder / "out").rename(folder / "gone"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_asks_for_a_whole_build(
    change: Callable[[Path], object], built: list[str], tmp_path: Path
) -> None:
    assert recall(built) is not None
    change(tmp_path)
    assert recall(built) is None


def test_other_words_another_folder_another_day_and_another_git_are_other_builds(
    built: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert recall([*built, "--warnings"]) is None
    assert recall(["check", *built]) is None
    assert last_build.recall_report(built, time.time() + 86_400) is None
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    assert recall(built) is None
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert recall(built) is None


def test_the_program_and_its_packages_are_among_what_a_site_is_made_from(tmp_path: Path) -> None:
    described = last_build.describe_inputs([str(tmp_path)])
    roots = described["roots"]
    assert isinstance(roots, list)
    assert str(PROJECT / "site_builder") in roots
    assert any(root.endswith(f"site-packages{os.sep}.") for root in roots)


def test_a_file_changed_while_the_site_is_built_counts_as_changed(built: list[str], tmp_path: Path) -> None:
    folders = [str(tmp_path / "content"), str(PROJECT / "themes")]
    before = last_build.describe_inputs(folders)
    edit_in_place(tmp_path)
    assert last_build.describe_inputs(folders)["digest"] != before["digest"]


def test_a_build_that_failed_is_never_answered_from_a_record(built: list[str], tmp_path: Path) -> None:
    (tmp_path / "content/officers/ann.md").write_text("---\nname:\n---\n", "utf-8")
    assert main(built) == 1
    assert recall(built) is None


@given(st.integers(0, 2_000), st.binary(max_size=4))
def test_a_damaged_record_is_a_whole_build(place: int, damage: bytes) -> None:
    folder = PROJECT / ".cache/damaged-records"
    folder.mkdir(parents=True, exist_ok=True)
    words = ["--output", str(folder / "out")]
    inputs, published = last_build.describe_inputs([]), last_build.describe_published(words[1], words[1])
    last_build.write_record(words, words[1], inputs, published, "same", None)
    assert recall(words) == "same"
    record = Path(last_build.record_file(words[1]))
    content = record.read_bytes()
    record.write_bytes(content[:place] + damage)
    assert recall(words) in {None, "same"}


def test_a_record_of_any_shape_is_a_whole_build(built: list[str], tmp_path: Path) -> None:
    record = Path(last_build.record_file(str(tmp_path / "out")))
    whole = json.loads(record.read_text("utf-8"))
    for name in whole:
        for value in ([], {}, None, "x", 0, 1e400):
            if value != whole[name]:
                record.write_text(json.dumps({**whole, name: value}), "utf-8")
                expected = {str(value)} if name == "report" else {None}
                assert recall(built) in (expected | ({None} if name != "ends" else {None, whole["report"]}))


def test_asking_imports_nothing_that_takes_time() -> None:
    code = "import sys; from site_builder.publish.output import last_build; print(*sys.modules)"
    asked = subprocess.run(
        [sys.executable, "-SIc", f"import sys; sys.path.insert(0, {str(PROJECT)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    slow = {"typing", "dataclasses", "inspect", "pathlib", "subprocess", "argparse", "pydantic"}
    assert not slow & set(asked.stdout.split())
