"""A release is refused where its papers disagree, and what is made of it is whole and always the same."""

import datetime
import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder import __version__
from tests.sites import write_files
from tools.bill_of_materials import format_bill, read_lock
from tools.changelog import find_faults, read_sections
from tools.make_release import NAME, SHIPPED_LOCKS, find_disagreements, make_release

ROOT = Path(__file__).resolve().parent.parent
NOON = datetime.datetime(2026, 11, 29, 12, tzinfo=datetime.UTC)
BEGINNING = "# Changelog\n\nWords.\n\n## [Unreleased]\n"
SECTION = "\n## [1.2.0] - 2026-11-29\n\n### Added\n\n- A thing.\n"
OLDER = "\n## [1.1.9] - 2026-10-01\n\n### Fixed\n\n- Another.\n\n### Security\n\n- A third.\n"
CITATION = "cff-version: 1.2.0\nversion: 1.2.0\n"


def test_our_own_changelog_keeps_to_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [*find_faults(text)] == []
    assert len(read_sections(text)) >= 1


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (BEGINNING, []),
        (BEGINNING + SECTION + OLDER, []),
        (BEGINNING + SECTION.replace("29\n", "29 [YANKED]\n") + OLDER, []),
        ("# Changes\n\n## [Unreleased]\n", ["CHANGELOG.md:1: it begins with the line: # Changelog"]),
        ("# Changelog\n", ["CHANGELOG.md: its first section is: ## [Unreleased]"]),
        ("# Changelog\n" + SECTION, ["CHANGELOG.md: its first section is: ## [Unreleased]"]),
        (
            BEGINNING + "## 1.2.0 - 2026-11-29\n",
            ["CHANGELOG.md:6: a version is written like: ## [1.2.0] - 2026-11-29"],
        ),
        (
            BEGINNING + SECTION.replace("29\n", "31\n"),
            ["CHANGELOG.md:7: a version has the day of its release: 2026-11-29"],
        ),
        (
            BEGINNING + SECTION.replace(" - 2026-11-29", ""),
            ["CHANGELOG.md:7: a version has the day of its release: 2026-11-29"],
        ),
        (
            BEGINNING + SECTION.replace("1.2.0", "v1.2"),
            ['CHANGELOG.md:7: "v1.2" is not a version; write it like 1.2.0'],
        ),
        (
            BEGINNING + SECTION.replace("Added", "Improved"),
            ['CHANGELOG.md:9: "Improved" is none of Added, Changed, Deprecated, Removed, Fixed, Security'],
        ),
        (
            BEGINNING + SECTION + "\n### Added\n\n- More.\n",
            ['CHANGELOG.md:13: "Added" stands twice in this version'],
        ),
        (
            BEGINNING + SECTION.replace("- A thing.\n", ""),
            ["CHANGELOG.md:7: a version says what changed, in lines that begin with a hyphen"],
        ),
        (
            BEGINNING + "- A thing.\n",
            [
                "CHANGELOG.md:6: what kind of change is it? Above it belongs one of "
                "Added, Changed, Deprecated, Removed, Fixed, Security"
            ],
        ),
        (
            BEGINNING + OLDER + SECTION,
            ["CHANGELOG.md:17: the newest version comes first, and 1.2.0 is not older"],
        ),
        (
            BEGINNING + SECTION + OLDER.replace("1.1.9", "1.2.0"),
            ["CHANGELOG.md:13: the newest version comes first, and 1.2.0 is not older"],
        ),
        (
            BEGINNING + SECTION + OLDER.replace("2026-10", "2027-10"),
            ["CHANGELOG.md:13: the newest version comes first, and 1.1.9 is not older"],
        ),
    ],
)
def test_a_changelog_in_another_form_is_told_at_its_line(text: str, faults: list[str]) -> None:
    assert [*find_faults(text)] == faults


@pytest.mark.parametrize(
    ("tag", "papers", "reason"),
    [
        ("v1.2.0", {}, ""),
        ("1.2.0", {}, 'The tag "1.2.0" is not one: write it like v1.2.0.'),
        ("v1.2", {}, 'The tag "v1.2" is not one'),
        ("v01.2.0", {}, 'The tag "v01.2.0" is not one'),
        ("v1.2.0-rc1", {}, 'The tag "v1.2.0-rc1" is not one'),
        ("", {}, 'The tag "" is not one'),
        ("v1.2.1", {}, 'The tag is v1.2.1 and the program is 1.2.0: write __version__ = "1.2.1"'),
        ("v1.2.0", {"CITATION.cff": "version: 1.1.9\n"}, "CITATION.cff: write version: 1.2.0"),
        ("v1.2.0", {"CITATION.cff": "cff-version: 1.2.0\n"}, "CITATION.cff: write version: 1.2.0"),
        (
            "v1.2.0",
            {"CITATION.cff": CITATION + "date-released: 2026-11-28\n"},
            "CITATION.cff: 1.2.0 was released on 2026-11-29 by CHANGELOG.md, and on 2026-11-28 by this.",
        ),
        ("v1.2.0", {"CHANGELOG.md": BEGINNING}, "CHANGELOG.md: its newest version is not 1.2.0"),
        ("v1.2.0", {"CHANGELOG.md": BEGINNING + OLDER}, "CHANGELOG.md: its newest version is not 1.2.0"),
        (
            "v1.2.0",
            {"CHANGELOG.md": BEGINNING + "\n### Fixed\n\n- It.\n" + SECTION},
            "CHANGELOG.md:5: something is left under Unreleased",
        ),
        ("v1.2.0", {"CHANGELOG.md": BEGINNING + SECTION.replace("Added", "New")}, "CHANGELOG.md:9: "),
    ],
)
def test_a_release_is_refused_where_tag_version_changelog_and_citation_disagree(
    tmp_path: Path, tag: str, papers: Mapping[str, str], reason: str
) -> None:
    write_files(tmp_path, {"CHANGELOG.md": BEGINNING + SECTION + OLDER, "CITATION.cff": CITATION, **papers})
    reasons = [*find_disagreements(tmp_path, tag, "1.2.0")]
    assert [one[: len(reason)] for one in reasons] == ([reason] if reason else [])


def test_the_bill_of_materials_has_every_package_of_the_locks_with_each_of_its_files() -> None:
    locks = {name: (ROOT / "requirements" / f"{name}.lock").read_text("utf-8") for name in SHIPPED_LOCKS}
    bill = json.loads(format_bill(NAME, "1.2.0", NOON, locks))
    named = {one["purl"]: one for one in bill["components"]}
    for name, text in locks.items():
        for line in (line for line in text.splitlines() if "==" in line and line[0].isalnum()):
            package, _, version = line.split()[0].partition("==")
            assert (
                named[f"pkg:pypi/{package}@{version}"]["scope"]
                == ("required" if name == "build" else "optional")
                or name != "build"
            )
    build = read_lock(locks["build"])
    assert sum(len(package.digests) for package in build) == locks["build"].count("--hash=sha256:")
    assert all(len(one["hashes"]) >= 1 for one in named.values())
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    assert needs.keys() == {*named, f"{NAME}@1.2.0"}
    assert {ref for wanted in needs.values() for ref in wanted} == set(named)
    pydantic = next(ref for ref in named if ref.startswith("pkg:pypi/pydantic@"))
    assert pydantic in needs[f"{NAME}@1.2.0"]
    assert any(ref.startswith("pkg:pypi/pydantic-core@") for ref in needs[pydantic])
    assert named[pydantic]["scope"] == "required"
    assert bill["metadata"]["timestamp"] == "2026-11-29T12:00:00Z"


@pytest.mark.nightly
def test_what_a_release_consists_of_is_made_twice_the_same_and_its_sums_are_right(tmp_path: Path) -> None:
    """The lines of the workflow's step, in a copy of the repository that is ready to be released."""
    from tests.test_workflows import WORKFLOWS_DIR, copy_project, make_environ, read_workflow, run

    project = copy_project(tmp_path / "project")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    brought = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for name in {"tools", *(Path(path).parts[0] for path in brought)}:
        shutil.copytree(ROOT / name, project / name, dirs_exist_ok=True)
    for name in ("pyproject.toml", "README.md", "LICENSE", "CITATION.cff"):
        shutil.copy(ROOT / name, project / name)
    papers = {"CHANGELOG.md": BEGINNING + SECTION.replace("1.2.0", __version__)}
    write_files(project, papers)
    environ = make_environ(tmp_path)
    run("git add --all && git commit --quiet --message Ready", project, environ)
    steps = read_workflow(WORKFLOWS_DIR / "release.yml")["jobs"]["make"]["steps"]
    (step,) = (step for step in steps if "build.py release" in step.get("run", ""))
    run(step["run"], project, environ | {"TAG": f"v{__version__}"})
    dist = project / "dist"
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=dist, check=True)
    assert (dist / "notes.md").read_text("utf-8") == "### Added\n\n- A thing.\n"
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as files:
        assert any(name.endswith("site_builder/pipeline.py") for name in files.namelist())
        (metadata,) = (name for name in files.namelist() if name.endswith("dist-info/METADATA"))
        assert f"Version: {__version__}" in files.read(metadata).decode()
    again = make_release(project, __version__, tmp_path / "again")
    assert [file.read_bytes() for file in again] == [(dist / file.name).read_bytes() for file in again]
    refused = subprocess.run(
        [sys.executable, "-m", "tools.make_release", "v9.9.9"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1 and "v9.9.9 is not made." in refused.stderr
