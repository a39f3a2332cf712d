"""The wheel: the program with all it reads, as `liaison`, on any folder of content; and what finishes words for it."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import pytest

from site_builder.cli import COMMANDS
from site_builder.cli.launched import LAUNCHED

ROOT = Path(__file__).resolve().parent.parent
START = "import sys; from site_builder.cli import start; sys.exit(start())"
"""What the script `liaison` does that an installer makes."""
DAY = "2026-11-28"


def make_wheel(folder: Path) -> Path:
    words = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(
        words,
        cwd=ROOT,
        check=True,
        capture_output=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1796000000"},
    )
    (wheel,) = folder.glob("liaison_directory-*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return make_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """A folder with the wheel's files, which nobody may write, and a script `liaison` that runs them."""
    folder = tmp_path_factory.mktemp("instálled here")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "packages")
    script = folder / "bin" / "liaison"
    script.parent.mkdir()
    script.write_text(
        f"#!/bin/sh\nPYTHONPATH='{folder}/packages' exec '{sys.executable}' -c '{START}' \"$@\"\n", "utf-8"
    )
    script.chmod(0o755)
    for path in (folder / "packages").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


@pytest.fixture(scope="module")
def site(installed, tmp_path_factory) -> Path:
    """A site that `liaison init` has laid out, in a folder with a space and an umlaut."""
    folder = tmp_path_factory.mktemp("some place") / "Fenmoor ü"
    code, said = liaison(installed, folder.parent, "init", folder.name, "--example-region", "--as-of", DAY)
    assert code == 0, said
    return folder


def liaison(installed: Path, folder: Path, *words: str, **environ: str) -> tuple[int, str]:
    """Run the installed program without a home, with nobody at the keyboard; return its exit code and its words."""
    clean = {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "PYTHONPYCACHEPREFIX": f"{installed}/compiled",
        **environ,
    }
    ended = subprocess.run([installed / "bin" / "liaison", *words], cwd=folder, env=clean, stdin=subprocess.DEVNULL,
                           capture_output=True, text=True, encoding="utf-8", check=False)  # fmt: skip
    return ended.returncode, ended.stdout + ended.stderr


def find_slips(said: str) -> list[str]:
    """Return the lines that name what only the repository has, or tell of a fault of the program."""
    wrong = re.compile(
        re.escape(str(ROOT)) + r"|build\.py|fault of the program|Traceback|requirements/|tests/"
    )
    return [line for line in said.splitlines() if wrong.search(line)]


def test_two_wheels_of_the_same_files_are_the_same_byte_for_byte(wheel, tmp_path):
    assert make_wheel(tmp_path).read_bytes() == wheel.read_bytes()


def test_a_wheel_holds_the_program_and_what_it_reads_and_no_more(wheel):
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    assert {"site_builder/py.typed", "site_builder/shipped/themes/liaison/theme.yaml"} <= set(names)
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {
        "site_builder",
        "liaison_directory",
    }
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".jpg"))]


def test_the_installed_program_finds_its_site_from_a_folder_in_it_and_calls_itself_by_its_name(
    installed, site
):
    code, said = liaison(installed, site / "content" / "pages", "status", "--as-of", DAY)
    assert code == 0, said
    assert "The directory on 28 November 2026" in said
    assert find_slips(said) == []
    code, said = liaison(installed, site, "--help")
    assert said.startswith("usage: liaison ")
    assert find_slips(said) == []


@pytest.mark.nightly
def test_the_installed_program_builds_beside_the_content(installed, site):
    code, said = liaison(installed, site / "content" / "pages", "build", "--as-of", DAY)
    assert code == 0, said
    assert (site / "public" / "officers" / "tove-ambergate" / "index.html").is_file()
    assert liaison(installed, site / "content", "verify", "--as-of", DAY)[0] == 0


@pytest.mark.nightly
@pytest.mark.parametrize(
    "place", ["in the site", "in an empty folder", "beside the site, which --content names"]
)
def test_every_command_says_what_to_do_in_words_that_are_true_of_what_is_installed(
    installed, site, tmp_path, place
):
    content = ["--content", str(site / "content")] if place.startswith("beside") else []
    folder = site if place == "in the site" else tmp_path
    more = {
        "new": [["officer"], ["officer", "--help"]],
        "explain": [["bad-date"], ["photo-metadata"], ["areas"]],
        "leave": [["tove-ambergate", "--on", "2026-12-31"]],
        "remove": [["nobody"]],
        "gone": [["Nobody Here"]],
        "export": [[str(tmp_path / "officers.csv")], [str(tmp_path / "officers.xlsx")]],
        "import": [[str(tmp_path / "officers.csv")]],
        "deploy": [[f"folder:{tmp_path}/www"], ["s3://bucket/folder"]],
        "rollback": [[f"folder:{tmp_path}/www"]],
        "host-files": [["nginx"]],
        "init": [["content"], [str(tmp_path / "new")]],
        "completion": [["bash"]],
    }
    for command in COMMANDS:
        _, help_of_it = liaison(installed, folder, command, "--help")
        assert find_slips(help_of_it) == [], command
        asked = content if "--content" in help_of_it else []
        for words in [] if command in {"serve", "edit"} else more.get(command, [[]]):
            code, said = liaison(installed, folder, command, *words, *asked)
            assert code in {0, 1, 2}, (command, words, said)
            assert find_slips(said) == [], (command, words)


def test_what_only_the_repository_can_do_is_said_so(installed, tmp_path, whole):
    for command in LAUNCHED if whole else [*LAUNCHED][:1]:
        code, said = liaison(installed, tmp_path, command)
        assert code == 2
        assert "It is part of the program's own repository" in said


def test_what_can_be_added_to_the_program_needs_the_same_packages_as_here():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    parts = {"build": project["dependencies"], **project["optional-dependencies"]}
    for name, needed in parts.items():
        lines = (ROOT / "requirements" / f"{name}.in").read_text("utf-8").splitlines()
        wanted = {line.replace("ruamel-yaml", "ruamel.yaml") for line in lines if re.match("[a-z]", line)}
        assert wanted == set(needed), name


def ends_of(installed: Path, folder: Path, typed: str) -> list[str]:
    """Return how the word before the cursor can end, as a shell asks for it."""
    asked = {"_ARGCOMPLETE": "1", "_ARGCOMPLETE_IFS": "\n", "COMP_LINE": typed, "COMP_POINT": str(len(typed)),
             "COMP_TYPE": "9", "_ARGCOMPLETE_STDOUT_FILENAME": str(folder.parent / "ends.txt")}  # fmt: skip
    liaison(installed, folder, **asked)
    return [word.strip() for word in (folder.parent / "ends.txt").read_text("utf-8").split("\n")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("liaison sta", {"status"}),
        pytest.param("liaison check --stri", {"--strict"}, marks=pytest.mark.nightly),
        pytest.param(
            "liaison new ", {"officer", "page", "notice", "channel", "area"}, marks=pytest.mark.nightly
        ),
        ("liaison confirm tove", {"tove-ambergate"}),
        pytest.param("liaison new officer --state a", {"acting", "away"}, marks=pytest.mark.nightly),
        pytest.param("liaison new officer --boroughs du", {"dunlin-bay"}, marks=pytest.mark.nightly),
        pytest.param("liaison print gr", {"greywater"}, marks=pytest.mark.nightly),
        pytest.param("liaison --theme ", {"liaison", "high-contrast"}, marks=pytest.mark.nightly),
        pytest.param("liaison ask --force ", {"fenmoor"}, marks=pytest.mark.nightly),
        pytest.param("liaison explain bad-da", {"bad-date", "bad-data-block"}, marks=pytest.mark.nightly),
        pytest.param("liaison host-files ng", {"nginx"}, marks=pytest.mark.nightly),
        pytest.param("liaison check --content con", {"content/"}, marks=pytest.mark.nightly),
        pytest.param("liaison leave --on ", {""}, marks=pytest.mark.nightly),
    ],
)
def test_commands_options_and_known_names_are_finished(installed, site, typed, expected):
    assert set(ends_of(installed, site, typed)) == expected


SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], ['eval "$(liaison completion bash)"']),
    "zsh": (["zsh", "-f", "-i"], ["autoload -Uz compinit; compinit -u", 'eval "$(liaison completion zsh)"']),
    "fish": (["fish", "-N", "-i"], ["liaison completion fish | source"]),
}


@pytest.mark.nightly
@pytest.mark.parametrize("shell", SHELLS)
def test_the_tab_key_of_a_real_shell_finishes_a_name(installed, site, tmp_path, shell):
    words, lines = SHELLS[shell]
    if shutil.which(words[0]) is None:
        pytest.skip(f"{shell} is not installed here")
    assert press_tab(words, lines, "liaison confirm tove-am", b"bergate", installed, site, tmp_path)


def press_tab(words, lines, typed, expected, installed, folder, home) -> bool:
    """Return whether a shell writes what is expected when Tab is pressed behind what is typed."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        path = f"{installed}/bin:{os.environ['PATH']}"
        os.execvpe(words[0], words, {"PATH": path, "HOME": str(home), "TERM": "xterm", "LC_ALL": "C.UTF-8"})
    shown = b""
    try:
        for keys in (*(f"{line}\n".encode() for line in lines), typed.encode(), b"\t"):
            until = time.monotonic() + 3
            while time.monotonic() < until:
                if select.select([terminal], [], [], 0.1)[0]:
                    shown += os.read(terminal, 65_536)
                if b"\x1b[c" in shown:  # fish asks the terminal what it is
                    os.write(terminal, b"\x1b[?62;c")
                    shown = shown.replace(b"\x1b[c", b"")
            shown = b""
            os.write(terminal, keys)
        until = time.monotonic() + 30
        while expected not in shown and time.monotonic() < until:
            if select.select([terminal], [], [], 0.1)[0]:
                shown += os.read(terminal, 65_536)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
    return expected in shown
