"""The files to double-click: for somebody who never opens a terminal."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

START = Path(__file__).resolve().parent.parent / "start"
IN_SHELL = ("edit-linux.sh", "edit-mac.command")
posix = pytest.mark.skipif(os.name != "posix", reason="a shell script is for systems that have a shell")


def laid_out(folder: Path, *pythons: str) -> tuple[Path, Path]:
    """Return a copy of the files beside a front door that tells how it was opened, and a PATH with these Pythons."""
    shutil.copytree(START, folder / "a place" / "start")
    (folder / "a place" / "build.py").write_text("import sys; print('begun', sys.argv[1:])\n", "utf-8")
    path = folder / "bin"
    path.mkdir()
    for python in pythons:
        (path / python).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', "utf-8")
        (path / python).chmod(0o755)
    return folder / "a place" / "start", path


def run(file: Path, path: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run(
        ["/bin/sh", str(file), *words],
        env={"PATH": str(path)},
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


@posix
@pytest.mark.parametrize("name", IN_SHELL)
def test_a_double_click_starts_the_editor_wherever_the_folder_lies(tmp_path: Path, name: str) -> None:
    start, path = laid_out(tmp_path, "python3")
    assert run(start / name, path, "--no-browser") == (0, "begun ['edit', '--no-browser']\n")
    assert os.access(START / name, os.X_OK)


@posix
@pytest.mark.parametrize("name", IN_SHELL)
def test_without_python_it_is_said_what_to_install(tmp_path: Path, name: str) -> None:
    start, path = laid_out(tmp_path)
    status, said = run(start / name, path)
    assert status == 2
    assert "needs Python 3.11 or newer, and there is none on this computer." in said
    assert "https://www.python.org/downloads/" in said
    assert "not found" not in said


@posix
@pytest.mark.parametrize("name", IN_SHELL)
def test_an_old_python_is_told_from_none(tmp_path: Path, name: str) -> None:
    start, path = laid_out(tmp_path, "python3")
    (path / "python3").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    status, said = run(start / name, path)
    assert status == 2
    assert "The Python on this computer is older." in said


@posix
def test_the_entry_of_the_linux_desktop_leads_to_its_script(tmp_path: Path) -> None:
    start, path = laid_out(tmp_path, "python3")
    entry = start / "edit-linux.desktop"
    [line] = [line for line in entry.read_text("utf-8").splitlines() if line.startswith("Exec=")]
    command = line.removeprefix("Exec=").replace("\\\\", "\\")  # Desktop Entry Specification, 7
    words = shlex.split(command.replace("\\$", "$"))
    words[words.index("%k")] = str(entry)
    done = subprocess.run(
        words,
        env={"PATH": f"{path}:/usr/bin:/bin"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "begun ['edit']\n"


def test_the_windows_file_has_windows_line_ends_and_says_what_is_missing() -> None:
    content = (START / "edit-windows.cmd").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    text = content.decode("ascii")
    assert "%PYTHON% build.py edit %*\r\n" in text
    assert text.index("goto missing") < text.index("build.py edit") < text.index(":missing")
    said = text[text.index(":missing") :]
    assert "needs Python 3.11 or newer, and there is none on this computer." in said
    assert "https://www.python.org/downloads/" in said
    assert said.rstrip().endswith("pause\r\nexit /b 2")  # the window would close before anybody has read it
