"""`build.py` on a machine that has nothing but Python: real interpreters, real pip, packages made on the spot."""

import ast
import hashlib
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from launcher.commands import LOCKS
from launcher.environment import RECORD_NAME, locked_versions
from site_builder.cli.chromium import NoBrowser, find_chromium, usual_places

PROJECT_DIR = Path(__file__).resolve().parent.parent
LOCK_NAMES = LOCKS["lint"]
SYSTEM_PYTHON = getattr(sys, "_base_executable", None) or sys.executable

#: Stands in for the site builder, so that these tests need none of its packages. Says where it runs and what it sees.
STAND_IN = """
import json, sys
from importlib.metadata import PackageNotFoundError, version

def main(arguments):
    seen = {}
    for name in ("lantern", "compass"):
        try:
            seen[name] = version(name)
        except PackageNotFoundError:
            pass
    print(json.dumps({"arguments": list(arguments), "prefix": sys.prefix, "packages": seen}))
    return 1 if "fail" in arguments else 0
"""


@dataclass(frozen=True)
class Run:
    """How a run of `build.py` ended and what it printed."""

    exit_code: int
    output: str
    words: str

    @property
    def packages(self) -> dict[str, str]:
        """Name and version of what the site builder found installed."""
        return json.loads(self.output)["packages"]


@dataclass(frozen=True)
class Project:
    """A copy of the front door in a folder of its own, and a shelf of packages instead of a network."""

    root: Path
    shelf: Path

    def run(
        self, *arguments: str, python: str | Path = SYSTEM_PYTHON, cwd: Path | None = None, **environ: str
    ) -> Run:
        clean = {
            name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "LIAISON_"))
        }
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.shelf.as_uri(), "PIP_CONFIG_FILE": os.devnull}
        ended = subprocess.run(
            [str(python), str(self.root / "build.py"), *arguments],
            env={**clean, **offline, **environ},
            cwd=cwd or self.root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Run(ended.returncode, ended.stdout, ended.stderr)

    def lock(self, lock: str = "build", /, **versions: str) -> None:
        """Write a lock file: `lock("test", lantern="1.0")` pins that package with the hash of the file on the shelf."""
        lines = [
            f"{name}=={version} \\\n    --hash=sha256:{self.put_on_shelf(name, version)}"
            for name, version in versions.items()
        ]
        (self.root / "requirements" / f"{lock}.lock").write_text("\n".join(lines) + "\n", "utf-8")

    def put_on_shelf(self, name: str, version: str) -> str:
        """Make a package that pip can install, and return its hash."""
        file = self.shelf / f"{name}-{version}-py3-none-any.whl"
        notes = f"{name}-{version}.dist-info"
        members = {
            f"{name}.py": f"version = {version!r}\n",
            f"{notes}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{notes}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        record = "".join(f"{member},,\n" for member in [*members, f"{notes}/RECORD"])
        with zipfile.ZipFile(file, "w") as wheel:
            for member, content in {**members, f"{notes}/RECORD": record}.items():
                wheel.writestr(zipfile.ZipInfo(member), content)
        return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Run]:
    """A project after its first run, in a folder with spaces and an accent. Tests that change it take a copy."""
    project = _new_project(tmp_path_factory.mktemp("first run"))
    project.lock(lantern="1.0")
    return project, project.run("--content", "officers here")


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    """A project that was never run."""
    return _new_project(tmp_path)


@pytest.fixture
def copied(installed: tuple[Project, Run], tmp_path: Path) -> Project:
    """A copy of the installed project, free to be changed."""
    shutil.copytree(installed[0].root.parent, tmp_path / "copy", symlinks=True)
    root = tmp_path / "copy" / installed[0].root.name
    return Project(root, root.parent / "shelf")


def _new_project(parent: Path) -> Project:
    project = Project(parent / "São Paulo road", parent / "shelf")
    shutil.copytree(
        PROJECT_DIR / "launcher", project.root / "launcher", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(PROJECT_DIR / "build.py", project.root)
    for folder in (project.root / "requirements", project.shelf):
        folder.mkdir()
    for asked_first in ("publish/output/last_build.py", "findings/front_door.py"):
        copy = project.root / "site_builder" / asked_first
        copy.parent.mkdir(parents=True)
        shutil.copy(PROJECT_DIR / "site_builder" / asked_first, copy)
    (project.root / "site_builder" / "__init__.py").touch()
    (project.root / "site_builder" / "cli.py").write_text(STAND_IN, "utf-8")
    for name in (
        "postcodes",
        "deploy",
        "audit",
        "print",
        "sheets",
        "release",
    ):  # the command `test` asks for these too
        project.lock(name)
    return project


def test_the_first_run_makes_an_environment_and_goes_on_in_it(installed):
    project, first = installed
    assert first.exit_code == 0, first.words
    said = json.loads(first.output)
    assert said["arguments"] == ["--content", "officers here"]
    assert Path(said["prefix"]).samefile(project.root / ".venv")
    assert said["packages"] == {"lantern": "1.0"}


def test_the_first_run_says_in_words_what_it_does_and_how_long_it_took(installed):
    words = installed[1].words.splitlines()
    assert len(words) == 3, words
    assert words[0].startswith("Making ")
    assert words[1].startswith("Installing 1 package, ")
    assert re.fullmatch(r"The packages are in place after \d+\.\d seconds\.", words[2])


def test_packages_and_program_are_compiled_once_even_where_python_writes_nothing_on_import(installed):
    project, _ = installed
    for name in ("lantern", "cli"):
        assert list(project.root.rglob(f"{name}.cpython-*.pyc")), name


def test_a_second_run_installs_nothing_and_says_nothing(installed):
    project, _ = installed
    before = _files_with_times(project.root / ".venv")
    second = project.run(PIP_FIND_LINKS="/nowhere")
    assert (second.exit_code, second.words) == (0, "")
    assert _files_with_times(project.root / ".venv") == before


@pytest.mark.parametrize("command", ["audit", "build", "lint", "serve", "test"])
@pytest.mark.parametrize("asked", [["--help"], ["--all", "-h"]])
def test_whoever_asks_what_a_command_does_gets_words_and_never_the_work(installed, command, asked):
    told = installed[0].run(command, *asked)
    assert told.exit_code == 0, told.words
    assert json.loads(told.output)["arguments"][0] == command


def test_no_second_python_is_started_where_the_first_is_the_one_of_the_environment(installed, tmp_path):
    count = f"open({str(tmp_path / 'starts')!r}, 'a').write('one ')"
    (tmp_path / "sitecustomize.py").write_text(f"{count}\n", "utf-8")
    run = installed[0].run(PYTHONPATH=str(tmp_path))
    assert run.packages == {"lantern": "1.0"}, run.words
    assert Path(json.loads(run.output)["prefix"]).samefile(installed[0].root / ".venv")
    assert (tmp_path / "starts").read_text("utf-8").split() == ["one"]


def test_packages_of_the_system_are_not_taken_for_those_of_the_environment(installed, tmp_path):
    (tmp_path / "site-packages").mkdir()
    (tmp_path / "site-packages" / "compass-9.dist-info").mkdir()
    (tmp_path / "site-packages" / "compass-9.dist-info" / "METADATA").write_text(
        "Name: compass\nVersion: 9\n"
    )
    place = str(tmp_path / "site-packages")
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.path.append({place!r})\n", "utf-8")
    assert installed[0].run(PYTHONPATH=str(tmp_path)).packages == {"lantern": "1.0"}


def test_the_folder_the_person_stands_in_does_not_matter(installed, tmp_path):
    assert installed[0].run(cwd=tmp_path).exit_code == 0


def test_the_exit_code_of_the_build_is_passed_on(installed):
    assert installed[0].run("fail").exit_code == 1


def test_an_active_project_environment_is_used_as_it_is(installed):
    project, _ = installed
    run = project.run(python=project.root / ".venv" / _python_in_venv())
    assert (run.exit_code, run.words) == (0, "")


@pytest.mark.nightly
def test_a_changed_lock_file_installs_again_and_leaves_nothing_old(copied):
    copied.lock(compass="2.0")
    run = copied.run()
    assert run.packages == {"compass": "2.0"}, run.words
    assert "starting afresh" in run.words


@pytest.mark.nightly
def test_an_interrupted_installation_heals_on_the_next_run(copied):
    (copied.root / ".venv" / "installed-by-build.txt").write_text("unfinished\n", "utf-8")
    package = next((copied.root / ".venv").rglob("lantern.py"))
    package.unlink()
    run = copied.run()
    assert run.exit_code == 0, run.words
    assert package.exists()
    assert copied.run().words == ""


@pytest.mark.nightly
def test_a_failed_installation_is_told_in_a_sentence_and_heals_on_the_next_run(copied):
    copied.lock("test", compass="2.0")
    compass = copied.shelf / "compass-2.0-py3-none-any.whl"
    compass.write_bytes(compass.read_bytes() + b"tampered with")
    failed = copied.run("test")
    assert failed.exit_code == 2
    assert "is not the one that was checked" in failed.words
    assert "Traceback" not in failed.words
    healed = copied.run()
    assert "starting afresh" in healed.words
    assert healed.packages == {"lantern": "1.0"}


@pytest.mark.parametrize("lost", ["its Python", "its record"])
def test_an_environment_that_lost_something_is_taken_for_none(copied, tmp_path, lost):
    (copied.root / ".venv" / (_python_in_venv() if lost == "its Python" else RECORD_NAME)).unlink()
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['venv'] = None\n", "utf-8")
    run = copied.run(PYTHONPATH=str(tmp_path))
    assert run.exit_code == 2
    assert "sudo apt install python3-venv" in run.words


@pytest.mark.nightly
def test_an_environment_whose_python_is_gone_is_made_anew(copied):
    (copied.root / ".venv" / _python_in_venv()).unlink()
    run = copied.run()
    assert run.exit_code == 0, run.words
    assert "starting afresh" in run.words


def test_without_a_network_a_sentence_says_so(copied):
    copied.lock("test", compass="2.0")
    # A port on this machine where nothing listens refuses as a network does that is down.
    nobody = {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}
    run = copied.run("test", **nobody)
    assert run.exit_code == 2
    assert "could not be downloaded: check the network" in run.words
    assert "Traceback" not in run.words


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_says_what_to_install(fresh, tmp_path, module):
    fresh.lock()
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules[{module!r}] = None\n", "utf-8")
    run = fresh.run(PYTHONPATH=str(tmp_path))
    assert run.exit_code == 2
    assert run.words.count("\n") == 1
    assert "sudo apt install python3-venv" in run.words
    assert not (fresh.root / ".venv").exists()


def test_a_file_in_the_way_of_the_environment_is_told_in_a_sentence(fresh):
    fresh.lock()
    (fresh.root / ".venv").write_text("a file, not a folder", "utf-8")
    run = fresh.run()
    assert run.exit_code == 2
    assert "could not be written" in run.words
    assert "Traceback" not in run.words


def test_an_active_environment_that_has_the_packages_is_used_and_nothing_is_made(installed, fresh):
    fresh.lock(lantern="1.0")
    run = fresh.run(python=installed[0].root / ".venv" / _python_in_venv())
    assert run.packages == {"lantern": "1.0"}
    assert run.words == ""
    assert not (fresh.root / ".venv").exists()


def test_an_active_environment_with_another_version_is_used_and_said(installed, fresh):
    fresh.lock(lantern="1.1")
    run = fresh.run(python=installed[0].root / ".venv" / _python_in_venv())
    assert run.exit_code == 0
    assert "lantern 1.0" in run.words
    assert not (fresh.root / ".venv").exists()


@pytest.mark.nightly
def test_an_active_environment_without_the_packages_is_left_alone(installed, fresh):
    fresh.lock(compass="2.0")
    before = _files_with_times(installed[0].root / ".venv")
    run = fresh.run(python=installed[0].root / ".venv" / _python_in_venv())
    assert run.packages == {"compass": "2.0"}
    assert Path(json.loads(run.output)["prefix"]).samefile(fresh.root / ".venv")
    assert _files_with_times(installed[0].root / ".venv") == before


def test_more_packages_are_added_for_the_tests_which_do_not_start_themselves_again(copied):
    copied.lock("test", compass="2.0")
    run = copied.run("test", LIAISON_TESTING="yes")
    assert run.exit_code == 2
    assert "running already" in run.words
    assert copied.run().packages == {"lantern": "1.0", "compass": "2.0"}


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_an_old_python_is_told_what_is_needed(version):
    complaint = runpy.run_path(str(PROJECT_DIR / "build.py"))["complaint_about"](version)
    assert complaint.startswith(
        f"This is Python {version[0]}.{version[1]}, and the site needs Python 3.11 or newer: "
    )


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
def test_a_new_enough_python_is_welcome(version):
    assert runpy.run_path(str(PROJECT_DIR / "build.py"))["complaint_about"](version) == ""


def test_an_old_python_can_read_the_front_door():
    source = (PROJECT_DIR / "build.py").read_text("ascii")
    tree = ast.parse(source, feature_version=(3, 4))
    too_new = (
        ast.JoinedStr,
        ast.AnnAssign,
        ast.NamedExpr,
        ast.AsyncFunctionDef,
        ast.Nonlocal,
        ast.Starred,
        ast.YieldFrom,
    )
    assert [node for node in ast.walk(tree) if isinstance(node, too_new)] == []
    assert [node for node in ast.walk(tree) if isinstance(node, ast.arg) and node.annotation] == []
    assert not re.search(r"\bprint\b", source), "Python 2 has another idea of print"


def test_the_browser_named_by_the_environment_wins(tmp_path):
    mine = _program(tmp_path / "my browser")
    _program(tmp_path / "bin" / "chromium")
    environ = {"LIAISON_CHROMIUM": str(mine), "PATH": str(tmp_path / "bin")}
    assert find_chromium(environ) == mine


def test_a_browser_that_the_environment_names_wrongly_is_not_replaced_in_silence(tmp_path):
    with pytest.raises(NoBrowser, match="there is no such file"):
        find_chromium({"LIAISON_CHROMIUM": str(tmp_path / "nothing here")})


@pytest.mark.skipif(os.name == "nt", reason="programs have other names there")
@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome", "microsoft-edge"])
def test_a_browser_on_the_path_is_found(tmp_path, name):
    program = _program(tmp_path / name)
    assert find_chromium({"PATH": str(tmp_path)}) == program


@pytest.mark.parametrize(
    "place",
    [
        ".cache/ms-playwright/chromium-1200/chrome-linux64/chrome",
        "Library/Caches/ms-playwright/chromium-1200/chrome-mac/Chromium.app/Contents/MacOS/Chromium",
        "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
)
def test_a_browser_in_a_usual_place_of_the_home_folder_is_looked_for(tmp_path, place):
    program = _program(tmp_path / place)
    assert program in usual_places({"HOME": str(tmp_path)})


def test_edge_is_looked_for_on_windows(tmp_path):
    expected = tmp_path / r"Microsoft\Edge\Application\msedge.exe"
    assert expected in usual_places({"PROGRAMFILES(X86)": str(tmp_path)})


@pytest.mark.parametrize("name", LOCK_NAMES)
def test_a_lock_file_pins_every_wanted_package_with_hashes(name):
    lock = (PROJECT_DIR / "requirements" / f"{name}.lock").read_text("utf-8")
    wanted = re.findall(
        r"(?m)^[a-z][\w.-]*", (PROJECT_DIR / "requirements" / f"{name}.in").read_text("utf-8")
    )
    assert wanted
    assert set(wanted) <= set(locked_versions(lock))
    pins = re.split(r"(?m)^(?=[a-z])", lock)
    assert all("--hash=sha256:" in pin for pin in pins if "==" in pin)


@pytest.mark.parametrize("name", LOCK_NAMES)
def test_a_lock_file_names_no_host_and_no_folder(name):
    lock = (PROJECT_DIR / "requirements" / f"{name}.lock").read_text("utf-8")
    assert re.findall(r"(?i)https?:|file:|--(?:extra-)?index|--find-links|^/", lock) == []


def test_the_lock_files_agree_with_each_other():
    versions: dict[str, set[str]] = {}
    for name in LOCKS["lint"]:
        for package, version in locked_versions(
            (PROJECT_DIR / "requirements" / f"{name}.lock").read_text("utf-8")
        ).items():
            versions.setdefault(package, set()).add(version)
    assert {package for package, found in versions.items() if len(found) > 1} == set()


def _python_in_venv() -> str:
    return "Scripts/python.exe" if os.name == "nt" else "bin/python"


def _program(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("#!/bin/sh\n", "utf-8")
    file.chmod(0o755)
    return file


def _files_with_times(folder: Path) -> dict[str, int]:
    return dict(_walk(folder))


def _walk(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield name and time of change of every file, save the compiled ones that Python writes as it goes."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield str(file), file.stat().st_mtime_ns
