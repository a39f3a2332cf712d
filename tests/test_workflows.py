"""The ready workflows and the pages on hosting say only what the program and the hosts really do."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder import cli
from tests.sites import LONDON

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS_DIR, HOSTING_DIR = ROOT / ".github" / "workflows", ROOT / "docs" / "hosting"
GITLAB_FILE = HOSTING_DIR / "gitlab-ci.yml"
WORKFLOWS = sorted(file.name for file in WORKFLOWS_DIR.glob("*.yml"))
PAGES = sorted(file.name for file in HOSTING_DIR.glob("*.md"))
DAY = "2026-11-22"

ALLOWED_ACTIONS = frozenset(
    f"actions/{name}"
    for name in (
        "checkout",
        "setup-python",
        "cache",
        "upload-artifact",
        "download-artifact",
        "attest-build-provenance",
        "configure-pages",
        "upload-pages-artifact",
        "deploy-pages",
    )
)
RIGHTS = {
    ("check.yml", "check"): {"contents": "read"},
    ("check.yml", "audit"): {"contents": "read"},
    ("check.yml", "comment"): {"pull-requests": "write"},
    ("check.yml", "tests"): {"contents": "read"},
    ("publish.yml", "build"): {"contents": "read", "deployments": "read", "pages": "read"},
    ("publish.yml", "publish"): {"pages": "write", "id-token": "write"},
    ("links.yml", "links"): {"contents": "read"},
    ("nightly.yml", "everything"): {"contents": "read"},
    ("nightly.yml", "systems"): {"contents": "read"},
    ("nightly.yml", "same"): {"contents": "read"},
    ("release.yml", "make"): {"contents": "read"},
    ("release.yml", "prove"): {"attestations": "write", "id-token": "write"},
    ("release.yml", "offer"): {"contents": "write"},
}
"""Every job with all that it may do: more has to be written down here too, where a reviewer sees it."""

CRON_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def read_workflow(file: Path) -> dict[str, Any]:
    """Return a workflow with every value as text, so that `on` stays a word."""
    content = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(content, dict)
    return content


def list_jobs() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the file, the name and the content of every job on GitHub."""
    for name in WORKFLOWS:
        for job, content in read_workflow(WORKFLOWS_DIR / name)["jobs"].items():
            yield name, job, content


def list_steps() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the file and the content of every step on GitHub."""
    for name, _, job in list_jobs():
        yield from ((name, step) for step in job["steps"])


def find_commands(text: str) -> Iterator[list[str]]:
    """Yield the words after each `python3 build.py` in a text, with a day for what stands for a day, a target for `…`."""
    for line in re.findall(r"python3 build\.py\b([^\n`&|]*)", text):
        words = re.split(r"\)? [>#]|\.\s|;", f"{line} ".replace("…", "TARGET"), maxsplit=1)[0].rstrip(" :,.)")
        filled = re.sub(r'"?\$\{?\w+[^}\s"]*\}?"?|\bDATE\b', DAY, words)
        yield shlex.split(filled)


def complaint_about(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the program says to a command that it does not understand, or nothing."""
    if not words or words[0].startswith("--"):
        words = [words[0]] if words in (["--help"], ["--version"]) else ["build", *words]
    if words[0] in {"test", "lint", "refresh-postcodes", "release"}:  # words after these go to other programs
        words = words[:1]
    try:
        cli._parser().parse_args(words)
    except SystemExit as end:
        return capsys.readouterr().err if end.code else ""
    return ""


@pytest.mark.parametrize(
    "file", [*(WORKFLOWS_DIR / name for name in WORKFLOWS), GITLAB_FILE], ids=lambda file: file.name
)
def test_every_command_of_a_workflow_is_one_that_the_program_understands(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = list(find_commands(file.read_text("utf-8")))
    assert commands
    assert {shlex.join(words): said for words in commands if (said := complaint_about(words, capsys))} == {}


@pytest.mark.parametrize("name", PAGES)
def test_every_command_on_a_page_about_hosting_is_one_that_the_program_understands(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = find_commands((HOSTING_DIR / name).read_text("utf-8"))
    assert {shlex.join(words): said for words in commands if (said := complaint_about(words, capsys))} == {}


def test_a_command_that_does_not_exist_would_be_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "`python3 build.py chekc --strict`, and `python3 build.py status --since DATE || python3 build.py`."
    )
    first, second, _ = find_commands(text)
    assert "chekc" in complaint_about(["check", *first], capsys)
    assert "--since" in complaint_about(second, capsys)


@pytest.mark.parametrize("name", PAGES)
def test_the_links_of_a_page_about_hosting_lead_somewhere(name: str) -> None:
    text = re.sub(r"```.*?```", "", (HOSTING_DIR / name).read_text("utf-8"), flags=re.DOTALL)
    for target, fragment in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", text):
        file = HOSTING_DIR / target if target else HOSTING_DIR / name
        assert file.exists(), f"{name} links to {target}"
        if fragment:
            assert fragment in set(_fragments(file)), f"{name} links to {target}#{fragment}"


def _fragments(file: Path) -> Iterator[str]:
    for heading in re.findall(r"^#+ (.+)$", file.read_text("utf-8"), flags=re.MULTILINE):
        yield re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("name", [name for name in PAGES if name != "README.md"])
def test_a_page_about_hosting_says_whether_it_was_tried(name: str) -> None:
    assert re.search(r"\b(not )?tried\b", (HOSTING_DIR / name).read_text("utf-8"), re.IGNORECASE)


@pytest.mark.parametrize("name", [name for name in PAGES if name != "README.md"])
def test_the_overview_leads_to_every_page_about_hosting(name: str) -> None:
    assert f"]({name})" in (HOSTING_DIR / "README.md").read_text("utf-8")


def test_every_job_has_the_least_rights_and_the_workflow_itself_none() -> None:
    assert {(name, job): content["permissions"] for name, job, content in list_jobs()} == RIGHTS
    assert [read_workflow(WORKFLOWS_DIR / name)["permissions"] for name in WORKFLOWS] == [{}] * len(WORKFLOWS)


def test_what_may_write_runs_nothing_of_ours() -> None:
    for name, job, content in list_jobs():
        if "write" in content["permissions"].values():
            text = str(content["steps"])
            assert "build.py" not in text and "checkout" not in text, f"{name}, {job}"


def test_only_githubs_own_actions_are_used_each_by_its_full_commit() -> None:
    used = [step["uses"] for _, step in list_steps() if "uses" in step]
    assert {action.partition("@")[0] for action in used} <= ALLOWED_ACTIONS
    assert [action for action in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action)] == []


def test_the_version_stands_beside_each_commit_and_one_action_has_one_commit() -> None:
    text = "\n".join((WORKFLOWS_DIR / name).read_text("utf-8") for name in WORKFLOWS)
    assert text.count("uses: ") == len(re.findall(r"uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n", text))
    pinned = set(re.findall(r"uses: (\S+)@(\S+)", text))
    assert len(pinned) == len({action for action, _ in pinned})


def test_the_whole_history_is_there_wherever_a_site_is_made() -> None:
    for name, job, content in list_jobs():
        if any("build.py" in step.get("run", "") for step in content["steps"]):
            checkout = next(step for step in content["steps"] if "actions/checkout" in step.get("uses", ""))
            assert checkout["with"] == {"fetch-depth": "0", "persist-credentials": "false"}, f"{name}, {job}"
    assert read_workflow(GITLAB_FILE)["variables"]["GIT_DEPTH"] == "0"


def test_nothing_that_a_stranger_can_write_reaches_a_shell_as_a_command() -> None:
    assert [step["name"] for _, step in list_steps() if "${{" in step.get("run", "")] == []


def test_no_workflow_has_a_secret_or_runs_with_rights_on_somebody_elses_change() -> None:
    for file in (*WORKFLOWS_DIR.glob("*.yml"), GITLAB_FILE):
        text = file.read_text("utf-8")
        assert not re.search(r"secrets\.|pull_request_target|workflow_run|password", text), file.name


def test_every_job_ends_by_itself() -> None:
    assert [job for _, job, content in list_jobs() if int(content.get("timeout-minutes", 0)) == 0] == []


def test_two_publications_never_run_at_once_and_none_is_broken_off() -> None:
    workflow = read_workflow(WORKFLOWS_DIR / "publish.yml")
    assert workflow["concurrency"] == {"group": "publish", "cancel-in-progress": "false"}
    assert read_workflow(GITLAB_FILE)["pages"]["resource_group"] == "pages"


def test_it_is_checked_strictly_before_it_is_published() -> None:
    on_github = [
        step.get("run", "") for step in read_workflow(WORKFLOWS_DIR / "publish.yml")["jobs"]["build"]["steps"]
    ]
    on_gitlab = read_workflow(GITLAB_FILE)["pages"]["script"]
    for lines in (on_github, on_gitlab):
        strict = next(at for at, line in enumerate(lines) if "check --strict" in line)
        assert strict < lines.index("python3 build.py")
        assert lines.index("python3 build.py") < next(at for at, line in enumerate(lines) if "audit" in line)


def test_dot_files_like_security_txt_are_published_too() -> None:
    for _, step in list_steps():
        if "upload-pages-artifact" in step.get("uses", ""):
            assert step["with"]["include-hidden-files"] == "true"


def test_the_schedules_are_days_and_hours_that_exist() -> None:
    lines = [
        entry["cron"]
        for name in WORKFLOWS
        for entry in read_workflow(WORKFLOWS_DIR / name)["on"].get("schedule", [])
    ]
    lines += re.findall(r"`((?:[\d*/,-]+ ){4}[\d*/,-]+)`", (HOSTING_DIR / "gitlab.md").read_text("utf-8"))
    assert len(lines) == 5
    assert [line for line in lines if not is_cron(line)] == []


def test_what_is_left_to_the_night_runs_whole_on_a_schedule_and_with_the_servers_it_needs() -> None:
    nightly = read_workflow(WORKFLOWS_DIR / "nightly.yml")
    assert nightly["on"]["schedule"] != []
    commands = [step.get("run", "") for step in nightly["jobs"]["everything"]["steps"]]
    assert commands[-2:] == ["sudo bash .ci/install-debian-packages", "python3 build.py test --all"]


@pytest.mark.parametrize(
    ("path", "outputs"),
    [
        ("content/pages/about.md", ""),
        ("content/officers/sam-okoro.md", ""),
        ("content/site.yaml", ""),
        ("content/geography/map.yaml", ""),
        ("site_builder/content/schema.py", "program=yes\n"),
        ("tests/london/site.yaml", "program=yes\n"),
        ("example/site.yaml", "program=yes\n"),
        ("docs/editing.md", "program=yes\n"),
        ("contents/site.yaml", "program=yes\n"),
        ("site_builder/publish/deploying/target.py", "program=yes\nall=--all\n"),
        ("themes/liaison/components/card/card.css", "program=yes\nall=--all\n"),
        ("launcher/commands.py", "program=yes\nall=--all\n"),
        (".github/workflows/check.yml", "program=yes\nall=--all\n"),
    ],
)
def test_the_program_is_tested_when_it_changes_and_not_when_the_content_does(
    path: str, outputs: str, tmp_path: Path
) -> None:
    """Run the step of `check.yml` as GitHub would, in a repository in which one file has changed."""
    (step,) = (step for _, step in list_steps() if step.get("id") == "changed")
    (tmp_path / "output").touch()
    project, environ = tmp_path / "project", make_environ(tmp_path)
    commit = "git add --all && git commit --quiet --message A"
    for words in ("before", "after"):
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(words, "utf-8")
        run(f"git init --quiet && {commit}", project, environ)
    run(step["run"], project, environ)
    assert (tmp_path / "output").read_text("utf-8") == outputs


def test_what_the_tests_are_asked_to_do_is_done() -> None:
    (command,) = (step["run"] for _, step in list_steps() if step.get("id") == "changed")
    watched = re.search(r"-- (\.github .*); then", command)
    assert watched is not None
    assert [path for path in watched[1].split() if not (ROOT / path).exists()] == []
    last = read_workflow(WORKFLOWS_DIR / "check.yml")["jobs"]["tests"]["steps"][-1]
    assert last["env"]["ALL"] == "${{ steps.changed.outputs.all }}"
    assert last["run"].endswith('${ALL:+"$ALL"}')


@pytest.mark.parametrize(
    "line", ["60 4 * * *", "17 24 * * *", "17 4 0 * *", "17 4 * *", "17 4 * * 1-9", "x 4 * * *"]
)
def test_a_schedule_that_could_never_start_would_be_noticed(line: str) -> None:
    assert not is_cron(line)


def is_cron(line: str) -> bool:
    """Return whether a line is a schedule: minute, hour, day, month and weekday, as numbers, lists, spans or stars."""
    fields = line.split(" ")
    return len(fields) == len(CRON_RANGES) and all(map(_is_cron_field, fields, CRON_RANGES))


def _is_cron_field(field: str, between: tuple[int, int]) -> bool:
    parts = [re.fullmatch(r"(?:\*|(\d+)(?:-(\d+))?)(?:/[1-9]\d*)?", part) for part in field.split(",")]
    numbers = [int(number) for part in parts if part for number in part.groups() if number]
    return all(parts) and all(between[0] <= number <= between[1] for number in numbers)


@pytest.mark.nightly
def test_the_check_runs_from_beginning_to_end_and_says_in_words_what_changes_for_people(
    tmp_path: Path,
) -> None:
    """Run the lines of `check.yml` as GitHub would, on a pull request that takes an officer out and gives a number."""
    project = copy_project(tmp_path / "project")
    (officer,) = (project / "content" / "officers").glob("*.md")
    name = re.findall(r"(?m)^name: (.+)$", officer.read_text("utf-8"))[0]
    galop = project / "content" / "channels" / "galop.md"
    galop.write_text(galop.read_text("utf-8").replace("0800 999 5428", "0800 999 5477"), "utf-8")
    environ = make_environ(tmp_path)
    run(
        "python3 build.py remove " + officer.stem + " --yes && git commit --quiet --all --message After",
        project,
        environ,
    )
    steps = read_workflow(WORKFLOWS_DIR / "check.yml")["jobs"]["check"]["steps"]
    for step in steps:
        if "run" in step:
            run(on_our_day(step["run"]), project, environ)
    words = (tmp_path / "output").read_text("utf-8")
    told = "- Galop: phone number 0800 999 5428 becomes 0800 999 5477."
    assert "Barnet, Brent and Harrow: an officer becomes nobody listed." in words and told in words
    assert name not in words and officer.stem not in words
    assert words.startswith("words<<end-of-words-")
    summary = (tmp_path / "summary").read_text("utf-8")
    assert "Nothing stops the site." in summary and told in summary
    assert (project / "public" / "index.html").is_file()


@pytest.mark.nightly
def test_a_merge_request_on_gitlab_gets_the_same_words_or_the_reason_why_not(tmp_path: Path) -> None:
    project, environ = copy_project(tmp_path / "project"), make_environ(tmp_path)
    galop = project / "content" / "channels" / "galop.md"
    galop.write_text(galop.read_text("utf-8").replace("0800 999 5428", "0800 999 5477"), "utf-8")
    (line,) = (one for one in read_workflow(GITLAB_FILE)["check"]["script"] if "build.py changes" in one)
    for base, told in (
        ("HEAD", "0800 999 5428 becomes 0800 999 5477."),
        ("gone", 'This copy has no "gone".'),
    ):
        run(on_our_day(line), project, environ | {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base})
        assert told in (project / "difference.txt").read_text("utf-8")


@pytest.mark.nightly
def test_the_audit_of_a_pull_request_runs_from_beginning_to_end(tmp_path: Path, chromium: Path) -> None:
    """Run the lines of the job `audit` as GitHub would, on one page: tests/test_audit.py looks at the others."""
    project = copy_project(tmp_path / "project")
    environ = make_environ(tmp_path) | {"LIAISON_CHROMIUM": str(chromium)}
    steps = read_workflow(WORKFLOWS_DIR / "check.yml")["jobs"]["audit"]["steps"]
    scripts = [on_our_day(step["run"]) for step in steps if "run" in step]
    assert scripts
    for script in scripts:
        run(script.replace(" audit ", " audit --page /boroughs/camden/ "), project, environ)
    assert "Nothing stops the site." in (tmp_path / "summary").read_text("utf-8")


def on_our_day(script: str) -> str:
    """Return a script in which checks and builds are those of the tests' day: nothing turns red because time passed."""
    return re.sub(
        r"(?m)(python3 build\.py(?: check| audit| changes)?)(?= --|$)", rf"\1 --as-of {DAY}", script
    )


def copy_project(project: Path) -> Path:
    """Copy what the site is made of into a repository of its own, with one commit."""
    folders = {name: ROOT / name for name in ("launcher", "site_builder", "themes", "requirements")}
    for name, folder in {**folders, "content": LONDON}.items():
        shutil.copytree(folder, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build.py", ".gitignore"):
        shutil.copy2(ROOT / name, project / name)
    commit = "git init --quiet && git add --all && git commit --quiet --message Before"
    run(commit, project, make_environ(project.parent))
    return project


def make_environ(folder: Path) -> dict[str, str]:
    """Return the settings of a machine on which this Python is the one that is called `python3`."""
    author = {
        f"GIT_{who}_{what}": "test@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    return {
        **{name: os.environ[name] for name in ("HOME", "LANG", "SYSTEMROOT") if name in os.environ},
        **author,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "CI": "true",
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
    }


def run(script: str, project: Path, environ: Mapping[str, str]) -> None:
    """Run a script as GitHub's runner does; fail with all that it said."""
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    ended = subprocess.run(shell, cwd=project, env=environ, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"{script}\n{ended.stdout}\n{ended.stderr}"


def test_the_line_for_cron_is_one_that_its_shell_reads_and_has_no_sign_that_cron_reads_for_itself() -> None:
    lines = (HOSTING_DIR / "README.md").read_text("utf-8").splitlines()
    line = next(line for line in lines if re.match(r"\d+ \d+ \* \* \* ", line))
    command = line.split(maxsplit=5)[5]
    assert "%" not in command
    assert subprocess.run(["/bin/sh", "-n", "-c", command], check=False).returncode == 0
    steps = [words[0] if words and words[0].isalpha() else "build" for words in find_commands(command)]
    assert steps == ["check", "print", "build", "audit", "deploy"]


@pytest.mark.nightly
def test_the_emergency_run_takes_somebody_out_though_another_file_has_a_mistake(tmp_path: Path) -> None:
    """Run the step of `publish.yml` as GitHub would, after a file was deleted in the browser and another was spoilt."""
    project, environ = copy_project(tmp_path / "project"), make_environ(tmp_path)
    officer = sorted((project / "content" / "officers").glob("*.md"))[0]
    write_program(tmp_path / "bin" / "gh", "git rev-parse HEAD~1")
    environ["PATH"] = f"{tmp_path / 'bin'}{os.pathsep}{environ['PATH']}"
    officer.unlink()
    (project / "content" / "channels" / "galop.md").write_text("---\nname: [\n", "utf-8")
    run("git commit --quiet --all --message After", project, environ)
    (step,) = (step for _, step in list_steps() if step.get("if") == "inputs.takedown")
    run(
        on_our_day(step["run"]).replace("remove --publish", f"remove --as-of {DAY} --publish"),
        project,
        environ,
    )
    public = project / "public"
    assert (public / "report/galop/index.html").is_file()
    pages = [file for file in public.rglob("*") if file.is_file()]
    assert [file for file in pages if officer.stem.encode() in f"{file}".encode() + file.read_bytes()] == []


def write_program(file: Path, command: str) -> None:
    """Write a program that answers for one that is not here."""
    file.parent.mkdir()
    file.write_text(f"#!/bin/sh\n{command}\n", "utf-8")
    file.chmod(0o755)
