"""One site on every system: with the line ends of Windows, on disks without links, in folders of any name.

What only another system can show is run there every night (`.github/workflows/nightly.yml`, job `systems`).
"""

import datetime
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from launcher.environment import _make_venv, venv_python
from site_builder import cli
from site_builder.pipeline import BuildOptions, build_site
from site_builder.publish.output.publication import publish_site
from site_builder.site.rendering.artifact import Artifact
from tests.conftest import AS_OF, PROJECT_DIR
from tests.sites import LONDON, officer, small_site, write_files

T = TypeVar("T")


def unseen(things: Sequence[T], label: str, count: int) -> Iterator[T]:
    return iter(things)


def built(content: Path, themes: Path, output: Path, overlay: Path | None = None) -> Mapping[str, bytes]:
    """Return the files of a site by path."""
    day = datetime.date.fromisoformat(AS_OF)
    options = BuildOptions(content, output, themes, "liaison", day, overlay_dir=overlay)
    build_site(options, unseen)
    return {
        file.relative_to(output).as_posix(): file.read_bytes() for file in output.rglob("*") if file.is_file()
    }


def copy_as_windows(folder: Path, to: Path) -> Path:
    """Copy a folder as git lays it out on Windows with `core.autocrlf`, and return it: every text ends its lines with CR LF."""
    shutil.copytree(folder, to)
    for file in to.rglob("*"):
        if file.is_file() and b"\0" not in (content := file.read_bytes()):
            file.write_bytes(content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    return to


def test_line_ends_of_windows_change_no_byte_of_the_site(tmp_path: Path, whole: bool) -> None:
    content, overlay = (LONDON, PROJECT_DIR / "example") if whole else (tmp_path / "content", None)
    if not whole:
        write_files(content, small_site(ada=officer("Ada", "north", body="One line\nand another.\n")))
    themes = PROJECT_DIR / "themes"
    expected = built(content, themes, tmp_path / "out", overlay)
    found = built(
        copy_as_windows(content, tmp_path / "content of windows"),
        copy_as_windows(themes, tmp_path / "themes of windows"),
        tmp_path / "out of windows",
        overlay and copy_as_windows(overlay, tmp_path / "overlay of windows"),
    )
    assert len(expected) > 30
    assert [path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path)] == []


def test_git_lays_texts_out_with_one_line_end_on_every_system() -> None:
    if not (PROJECT_DIR / ".git").exists():
        pytest.skip("this copy was not made by git")
    listed = subprocess.run(
        ["git", "ls-files", "--eol"], cwd=PROJECT_DIR, capture_output=True, check=True
    ).stdout.decode()
    found = {line.rpartition("\t")[2]: line.split()[:3:2] for line in listed.splitlines()}
    assert {name for name, (stored, _) in found.items() if "crlf" in stored or "mixed" in stored} == {
        name for name in found if name.endswith(".cmd")
    }
    assert {kind for stored, kind in found.values() if stored == "i/lf"} == {"attr/text=auto"}
    assert {kind for name, (_, kind) in found.items() if name.endswith(".cmd")} == {"attr/-text"}


def test_a_folder_may_have_any_name_and_a_long_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows takes 260 letters for a path that begins at its disk, unless somebody asked for more."""
    folder = tmp_path / "Ordner für Größe #1, 100 % & 'x'"
    long = folder if sys.platform == "win32" else folder / ("lang" * 30) / ("länger" * 20)
    content = write_files(long / "content", small_site(ada=officer("Ada", "north")))
    monkeypatch.chdir(long)
    for words in ([], ["check"], ["status"]):
        assert (
            cli.main(
                [
                    *words,
                    "--content",
                    str(content),
                    "--as-of",
                    AS_OF,
                    *(["--output", "out"] if not words else []),
                ]
            )
            == 0
        )
    assert "Ada" in (long / "out/officers/ada/index.html").read_text("utf-8")


def ignores_case(folder: Path) -> bool:
    (folder / "Case").touch()
    return (folder / "cASE").exists()


def test_what_is_kept_may_be_typed_as_the_disk_takes_it(tmp_path: Path) -> None:
    if not ignores_case(tmp_path):
        pytest.skip("on this disk CNAME and cname are two files")
    public = tmp_path / "public"
    publish_site([Artifact("index.html", b"one")], public)
    (public / "CNAME").write_text("directory.example", "utf-8")
    publish_site([Artifact("index.html", b"two")], public, keep=frozenset({"cname"}))
    assert sorted(os.listdir(public)) == ["CNAME", "index.html"]


NO_LINKS = """import errno, os
def refuse(*words, **options):
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))
os.symlink = os.link = refuse
"""


@pytest.mark.nightly
@pytest.mark.skipif(os.name != "posix", reason="venv makes no links on Windows")
def test_packages_have_a_place_on_a_disk_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a stick with exFAT, which was tried by hand: each Python that starts meanwhile can make no link."""
    write_files(tmp_path, {"python/sitecustomize.py": NO_LINKS})
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "python"))
    _make_venv(tmp_path / ".venv")
    monkeypatch.delenv("PYTHONPATH")
    told = subprocess.run(
        [venv_python(tmp_path / ".venv"), "-m", "pip", "--version"], capture_output=True, check=True
    )
    assert str(tmp_path / ".venv") in told.stdout.decode()
    assert not [file for file in (tmp_path / ".venv").rglob("*") if file.is_symlink()]


@pytest.mark.nightly
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_nothing_is_asked_of_a_system_that_it_does_not_have(system: str, tmp_path: Path) -> None:
    """Mypy knows which names of `os`, `signal` and others each system has, and what stands behind a question for it."""
    words = ["--strict", "--platform", system, "--cache-dir", str(tmp_path)]
    folders = ["site_builder", "launcher", "tools", "tests"]
    judged = subprocess.run(
        [sys.executable, "-m", "mypy", *words, *folders], cwd=PROJECT_DIR, capture_output=True, check=False
    )
    assert judged.returncode == 0, judged.stdout.decode()
