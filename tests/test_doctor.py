"""The doctor says of each thing whether it is there: each is really taken away here, and none ends in a traceback."""

import datetime
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest

from launcher.environment import usable_python, venv_python
from site_builder.cli import main
from site_builder.content.settings import Site
from site_builder.inspect.readiness import folder_rows, host_rows, machine_rows, settings_rows, workflow_rows
from site_builder.inspect.readiness.row import Row, look_at
from site_builder.inspect.readiness.screen import WIDEST, format_screen
from site_builder.publish.deploying.last_sent import Sent, note_sent, read_last_sent
from site_builder.publish.deploying.live_site import Answer, ask_host
from site_builder.publish.hosting.header_policy import policy_for
from tests.sites import SITE, officer, read_site, small_site, write_files

ROOT = Path(__file__).resolve().parent.parent
SYSTEM_PYTHON = getattr(sys, "_base_executable", None) or sys.executable
NOW = datetime.datetime(2026, 11, 29, 12, tzinfo=datetime.UTC)
CONTACTS = "publisher: {name: a test, is_the_police: no, contact: us@example.org}\nsecurity_contact: us@example.org\n"
PINNED = "actions/checkout@" + "a" * 40
WORKFLOW = f"""on:
  push: {{branches: [main]}}
  schedule: [{{cron: "17 4 * * *"}}]
jobs: {{build: {{runs-on: x, steps: [{{uses: "{PINNED}"}}]}}}}
"""
IGNORED = "*.desk/\n*.xlsx\n*.ods\n*.csv\n.env\n.cache/\n.venv/\n/public/\n/.public.*\n/example-site/\n/.example-site.*\n/.liaison-machine.yaml\n"
PRIVATE = {"content.desk/a.eml": "papers of the desk", "officers.xlsx": "sheets", ".env": "passwords"}


def tell(rows: Iterable[Row]) -> list[str]:
    """Return each row with how it stands: ``! sentence > what to type``."""
    signs = {"ready": "", "missing": "! ", "unknown": "? "}
    return [f"{signs[row.standing]}{row.words}" + (f" > {row.then}" if row.then else "") for row in rows]


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def keep(folder: Path, **files: str) -> Path:
    """Make a repository of these files, `_` for `/` in no name: every file that is there is committed."""
    write_files(folder, files)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Before")
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which nothing is missing: its site is built, its papers name somebody, git keeps it."""
    folder = tmp_path_factory.mktemp("whole")
    site = SITE.replace("publisher: {name: a test, is_the_police: no}\n", CONTACTS)
    site = site.replace("directory.example", "directory.example.org") + "hosting: {host: netlify}\n"
    content = {**small_site(ada=officer("Ada Wenlock", "north")), "site.yaml": site}
    papers = {name: "**Write to:** us@example.org\n" for name in ("SECURITY.md", "CODE_OF_CONDUCT.md")}
    write_files(folder, {f"content/{name}": text for name, text in content.items()})
    write_files(folder, {**papers, ".gitignore": IGNORED, ".github/CODEOWNERS": "* @some/team\n"})
    write_files(folder, {".github/workflows/publish.yml": WORKFLOW})
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All")
    day = ["--as-of", "2026-11-29"]
    assert main(["--content", str(folder / "content"), "--output", str(folder / "public"), *day]) == 0
    return folder


def examine(folder: Path, *words: str) -> int:
    return main(["doctor", "--content", str(folder / "content"), "--as-of", "2026-11-29", *words])


def test_where_nothing_is_missing_it_says_so_on_one_screen(
    whole: Path, chromium: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIAISON_CHROMIUM", str(chromium))
    assert examine(whole) == 0
    said = capsys.readouterr().out
    lines = said.splitlines()
    assert lines[-1] == "All is ready."
    assert [line for line in lines if line.startswith("  !")] == []
    assert len(lines) <= 24 and max(map(len, lines)) <= WIDEST
    in_one_row = " ".join(said.split())  # a long name of the folder breaks lines elsewhere
    assert "netlify, _headers, " in in_one_row and "example.org/" in in_one_row


def test_what_is_missing_is_named_with_what_to_type_and_ends_with_one(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(whole, folder)
    (folder / "SECURITY.md").write_text("**Write to:** nobody is named here yet.\n", "utf-8")
    shutil.rmtree(folder / "public")
    assert examine(folder, "--format", "json") == 1
    said = json.loads(capsys.readouterr().out)
    missing = {
        row["name"]: row["then"]
        for part in said["parts"]
        for row in part["rows"]
        if row["standing"] == "missing"
    }
    assert missing.keys() - {"browser"} == {"security", "built", "headers"}
    assert all(missing.values()) and said["ready"] is False


def test_a_machine_with_nothing_but_python_is_told_what_to_type_first(tmp_path: Path) -> None:
    """`build.py doctor` in a Python without any package: it installs nothing, and looks at what it can."""
    for name in ("site_builder", "launcher"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build.py", "requirements/build.in", "requirements/build.lock", "SECURITY.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    bare = {"PATH": str(tmp_path / "empty"), "PYTHONIOENCODING": "ascii"}
    command = [SYSTEM_PYTHON, "-S", str(tmp_path / "build.py"), "doctor"]
    ended = subprocess.run(command, cwd=tmp_path, env=bare, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (1, "")
    for said in (
        "Packages that the program needs are not there",
        "There is no git here",
        "This terminal is set to ascii",
        "SECURITY.md does not say who hears of a weakness",
        "> python3 build.py (it makes .venv",
        "Not looked at, because packages are missing: content",
        "The host: not seen from here",
    ):
        assert said in ended.stdout
    assert not (tmp_path / ".venv").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not start a script by its first line")
@pytest.mark.parametrize(
    ("program", "works"),
    [(None, False), ("no program", False), ("#!/bin/sh\nexit 1\n", False), ("#!/bin/sh\nexit 0\n", True)],
)
def test_a_venv_is_used_as_it_is_and_not_where_it_does_not_work(
    tmp_path: Path, program: str | None, works: bool
) -> None:
    python = venv_python(tmp_path / ".venv")
    python.parent.mkdir(parents=True)
    if program is None:
        python.symlink_to(tmp_path / "a Python that was taken away")
    else:
        python.write_text(program, "utf-8")
        python.chmod(0o755)
    asked = f"print(usable_python(Path({str(tmp_path)!r})))"
    script = f"from pathlib import Path; from launcher.environment import usable_python; {asked}"
    command = [SYSTEM_PYTHON, "-S", "-c", script]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.stdout.strip() == (str(python) if works else "None"), ended.stderr
    assert usable_python(tmp_path) is None  # this one is an environment already


def test_a_venv_that_this_python_could_not_use_is_told_and_left_alone(tmp_path: Path) -> None:
    write_files(tmp_path, {"build.lock": "nowhere-to-be-found==1.0 \\\n", ".venv/pyvenv.cfg": ""})
    assert tell(machine_rows.look_at_packages(tmp_path / "build.lock", tmp_path / ".venv")) == [
        "! Packages that the program needs are not there: nowhere-to-be-found. The folder .venv is there, and this "
        "Python could not use it. > Delete the folder .venv, then: python3 build.py"
    ]


@pytest.mark.parametrize(
    ("version", "sign"), [((3, 10, 9), "! "), ((3, 11, 0), "P"), ((3, 14, 2), "P"), ((3, 15, 0), "? ")]
)
def test_a_python_is_too_old_or_newer_than_was_tried(version: tuple[int, ...], sign: str) -> None:
    (said,) = tell(machine_rows.look_at_python(version))
    assert said.startswith(sign)


def test_packages_are_compared_with_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "build.lock"
    look = partial(machine_rows.look_at_packages, lock, tmp_path / "none")
    lock.write_text(f"pytest=={pytest.__version__} \\\nonly-there==1 ; sys_platform == 'x' \\\n", "utf-8")
    assert tell(look()) == ["1 package"]
    lock.write_text("pytest==0.1 \\\n", "utf-8")
    assert tell(look())[0].startswith("! Other versions than build.lock names: pytest.")


def test_without_git_without_room_and_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tell(machine_rows.look_at_git())[0].startswith("! There is no git here.")
    assert tell(machine_rows.look_at_disk(tmp_path, 10**18))[0].startswith("! Only ")
    assert tell(machine_rows.look_at_disk(tmp_path, 1))[0].endswith("GB free")
    assert len(tell(machine_rows.look_at_disk(tmp_path / "not" / "there"))) == 1
    assert tell(machine_rows.look_at_writing([tmp_path])) == ["files can be written"]


@pytest.mark.skipif(
    not Path("/proc/self").is_dir(), reason="a folder that not even root can write to is Linux's /proc"
)
def test_a_folder_that_cannot_be_written_is_named() -> None:
    (said,) = tell(machine_rows.look_at_writing([Path("/proc/self")]))
    assert said.startswith("! Nothing can be written in the folder /proc/self. > ")


def test_a_browser_that_is_not_there_or_wrongly_named(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIAISON_CHROMIUM", str(tmp_path / "gone"))
    assert examine(whole) == 1
    assert "there is no such file: correct or remove" in " ".join(capsys.readouterr().out.split())


def test_a_clock_before_the_newest_commit_is_wrong() -> None:
    day = datetime.timedelta(days=1)
    assert tell(machine_rows.look_at_clock(NOW, NOW - day)) == ["the clock (29 November 2026)"]
    assert tell(machine_rows.look_at_clock(NOW, None)) == ["the clock (29 November 2026)"]
    (said,) = tell(machine_rows.look_at_clock(NOW, NOW + day))
    assert "before the last change here, of 30 November 2026" in said


@pytest.mark.parametrize(
    ("encoding", "is_fine"),
    [("utf-8", True), ("ascii", False), ("cp437", False), ("", False), ("x-none", False)],
)
def test_a_terminal_that_cannot_show_our_letters(encoding: str, is_fine: bool) -> None:
    (said,) = tell(machine_rows.look_at_letters(encoding))
    assert said.startswith("letters") is is_fine


def test_a_folder_without_a_repository_or_without_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tell(folder_rows.look_at_repository(tmp_path, PRIVATE)) == [
        "! This folder is in no git repository. Nobody can see what changed, or bring a text back. "
        "> git init, then: git add --all, then: git commit"
    ]
    keep(tmp_path)
    monkeypatch.setenv("PATH", "")
    assert tell(folder_rows.look_at_repository(tmp_path, PRIVATE))[0].startswith("? There is no git here")


def test_what_git_would_take_in_is_named_with_the_line_that_keeps_it_away(tmp_path: Path) -> None:
    keep(tmp_path)
    said = tell(folder_rows.look_at_repository(tmp_path, PRIVATE))
    assert said[1] == (
        "! Git would take in papers of the desk, sheets and passwords: .gitignore does not name them. "
        "> Write into .gitignore, each on a line of its own: /content.desk/, *.xlsx, /.env"
    )
    assert said[2] == "no private papers in git"
    write_files(tmp_path, {".gitignore": "/content.desk/\n*.xlsx\n/.env\n"})
    assert tell(folder_rows.look_at_repository(tmp_path, PRIVATE)) == [
        "a git repository",
        ".gitignore",
        "no private papers in git",
    ]


@pytest.mark.parametrize(
    "name", ["content.desk/unfinished.json", "deep/er/list of officers.xlsx", ".env", ".liaison-machine.yaml"]
)
def test_a_private_paper_that_git_has_is_named(tmp_path: Path, name: str) -> None:
    """Whether .gitignore names it or not."""
    write_files(tmp_path, {name: "private"})
    keep(tmp_path, **({".gitignore": IGNORED} if name.startswith(".") else {}))
    assert f"! Git has what is nobody else's business: {name}." in "\n".join(
        tell(folder_rows.look_at_repository(tmp_path, PRIVATE))
    )


def test_a_folder_below_the_top_of_its_repository_is_asked_about_too(tmp_path: Path) -> None:
    folder = tmp_path / "a site" / "of ours"
    write_files(folder, {"x.md": ""})
    keep(tmp_path, **{".gitignore": IGNORED})
    assert tell(folder_rows.look_at_repository(folder, PRIVATE))[1] == ".gitignore"


@pytest.mark.parametrize(
    ("line", "is_named"),
    [
        ("us@example.org", True),
        ("<https://example.org/report>", True),
        ("nobody is named here yet.", False),
        ("", False),
    ],
)
def test_a_paper_names_somebody_or_says_that_it_does_not(tmp_path: Path, line: str, is_named: bool) -> None:
    for name in folder_rows.CONTACT_PAPERS:
        write_files(tmp_path, {name: f"# Words\n\n**Write to:** {line}\n\nOr a@b.org.\n"})
    write_files(tmp_path, {".github/CODEOWNERS": "# * @nobody\n" + ("* @some/team\n" if is_named else "")})
    rows = list(folder_rows.look_at_papers(tmp_path))
    assert [row.standing for row in rows] == ["ready" if is_named else "missing"] * 3


def test_a_lock_that_lacks_what_is_wanted_is_named(tmp_path: Path) -> None:
    write_files(tmp_path, {"build.in": "one>=1\nTwo.b\n", "build.lock": "# x\none==1 \\\ntwo-b==2 \\\n"})
    write_files(tmp_path, {"test.in": "-c build.lock\nthree\n"})
    (said,) = tell(folder_rows.look_at_locks(tmp_path))
    assert said.startswith("! test.lock lacks packages")
    write_files(tmp_path, {"test.lock": "three==3 \\\n"})
    assert tell(folder_rows.look_at_locks(tmp_path)) == ["the locks"]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ({"site.yaml": "name: ["}, "The settings, "),
        ({"site.yaml": "\0"}, "The settings, "),
        ({"officers/ada.md": "---\nname: Ada\n"}, " in the content would stop the site."),
        ({"pages/home.md": "[x](nowhere.md)"}, " in the content would stop the site."),
    ],
)
def test_content_that_stops_a_build_is_told(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: dict[str, str], words: str
) -> None:
    shutil.copytree(whole / "content", tmp_path / "content")
    write_files(tmp_path / "content", spoil)
    assert examine(tmp_path) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert words in said and "check (it names each line)" in said


@pytest.mark.parametrize("there", ["nothing", "file"])
def test_a_content_folder_that_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], there: str
) -> None:
    if there == "file":
        (tmp_path / "content").write_text("x", "utf-8")
    assert examine(tmp_path) == 1
    assert "the content belongs there" in " ".join(capsys.readouterr().out.split())


def settings_with(folder: Path, more: str, old: str = "", new: str = "") -> Site:
    site, found = read_site(write_files(folder / "content", {"site.yaml": SITE.replace(old, new) + more}))
    assert site is not None and found == ()
    return site


def test_a_site_without_contacts_or_an_address_or_a_host(tmp_path: Path) -> None:
    site = settings_with(tmp_path, "")
    rows = [
        *settings_rows.look_at_contacts(site),
        *host_rows.look_at_address(site),
        *host_rows.look_at_host(site, tmp_path, "build"),
    ]
    assert [row.name for row in rows] == ["contact", "security-contact", "address", "host"]
    assert {row.standing for row in rows} == {"missing"}


@pytest.mark.parametrize(
    ("host", "headers"),
    [
        ("nginx", "?"),
        ("caddy", "?"),
        ("s3", "?"),
        ("github-pages", "?"),
        ("netlify", "!"),
        ("cloudflare", "!"),
        ("apache", "!"),
    ],
)
def test_the_headers_are_in_the_site_or_somewhere_that_cannot_be_seen(
    tmp_path: Path, host: str, headers: str
) -> None:
    site = settings_with(tmp_path, f"hosting: {{host: {host}}}\n")
    first, second = tell(host_rows.look_at_host(site, tmp_path / "public", "build"))
    assert first == host and second[0] == headers


def test_a_site_that_was_made_for_another_address_is_told(whole: Path, tmp_path: Path) -> None:
    site = settings_with(tmp_path, "")
    (said,) = tell(host_rows.look_at_built(whole / "public", site, datetime.UTC, "build"))
    assert "was made for https://directory.example.org/" in said


@pytest.mark.parametrize("spoilt", ["{", '{"files": 3}', "[]", "\0"])
def test_a_list_of_the_sites_files_that_cannot_be_read_is_told(tmp_path: Path, spoilt: str) -> None:
    write_files(tmp_path, {"public.manifest.json": spoilt, "public/index.html": ""})
    (said,) = tell(
        host_rows.look_at_built(tmp_path / "public", settings_with(tmp_path, ""), datetime.UTC, "build")
    )
    assert (
        said.startswith("! public.manifest.json, the list of the files")
        and "Delete public.manifest.json" in said
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("target: folder:/srv/www\n", "goes to folder:/srv/www"),
        ("target: s3://x/y\npassword: hunter2\n", "! .liaison-machine.yaml:2:1: this holds something"),
        ("target: [\n", "! .liaison-machine.yaml:"),
        ("", "! .liaison-machine.yaml"),
        (None, "? It is not said where this machine sends the site."),
    ],
)
def test_where_this_machine_sends_the_site_is_told(tmp_path: Path, written: str | None, told: str) -> None:
    site = settings_with(tmp_path, "hosting: {host: nginx}\n")
    if written is not None:
        write_files(tmp_path, {".liaison-machine.yaml": written})
    (said,) = tell(host_rows.look_at_target(site, tmp_path / "content"))
    assert said.startswith(told) and "hunter2" not in said


def test_a_deploy_is_remembered_on_this_machine(tmp_path: Path) -> None:
    site = settings_with(tmp_path, "hosting: {host: nginx}\n")
    note = tmp_path / ".public.sent.json"
    for noted in (
        None,
        b"{",
        b"[]",
        b'{"target": 1, "moment": 2}',
        b'{"target": "x", "moment": "2026"}',
        b"\xff",
    ):
        if noted is not None:
            note.write_bytes(noted)
        (said,) = tell(host_rows.look_at_sent(site, read_last_sent(note), datetime.UTC))
        assert said.startswith("? This machine")
    note_sent(tmp_path / "no folder" / "note", Sent("/srv/www", NOW))
    note_sent(note, Sent("/srv/www", NOW))
    assert tell(host_rows.look_at_sent(site, read_last_sent(note), datetime.UTC)) == [
        "sent to /srv/www on 29 November 2026"
    ]


def test_the_site_that_is_online_is_asked_only_if_somebody_wants_that(
    whole: Path, tmp_path: Path, serve
) -> None:
    with serve(whole / "public") as address:
        site = settings_with(tmp_path, "hosting: {host: nginx}\n").model_copy(
            update={"base_url": f"{address}/"}
        )
        first, second = host_rows.look_online(site, whole / "public", ask_host)
        assert first.standing == "ready" and second.standing == "missing"
        assert "Content-Security-Policy" in second.words
        other = host_rows.look_online(site, tmp_path, ask_host)
        assert "shows another start page" in next(iter(other)).words
    assert tell(host_rows.look_online(site, whole / "public", ask_host))[0].startswith(
        f"! {address}/ does not answer"
    )


def test_a_host_that_sends_every_header_is_ready(tmp_path: Path) -> None:
    site = settings_with(tmp_path, "hosting: {host: nginx}\n")
    write_files(tmp_path / "public", {"index.html": "start"})
    headers = {name.lower(): value for name, value in policy_for(site).headers("index.html").items()}
    answer = Answer(b"start", {**headers, "last-modified": "Sun, 29 Nov 2026 04:17:00 GMT"})
    assert tell(host_rows.look_online(site, tmp_path / "public", lambda _: answer)) == [
        "online since Sun, 29 Nov 2026 04:17:00 GMT",
        "all headers",
    ]


def workflows(folder: Path, text: str = WORKFLOW, name: str = "publish.yml") -> Path:
    return write_files(folder, {f".github/workflows/{name}": text})


def test_a_folder_without_workflows_and_one_that_cannot_be_read(tmp_path: Path) -> None:
    assert tell(workflow_rows.look_at_files(tmp_path))[0].startswith("! There are no workflows")
    for spoilt in ("on: [", "just words", "", "- a\n- b\n", "[" * 300, "a: *b\n"):
        workflows(tmp_path, spoilt)
        assert "cannot be read as a workflow" in tell(workflow_rows.look_at_files(tmp_path))[0]
        for look in (workflow_rows.look_at_pins, workflow_rows.look_at_names):
            assert all(row.standing != "missing" for row in look(tmp_path))
        assert [*workflow_rows.look_at_branches(tmp_path, ["main"])] == []
    write_files(tmp_path, {".gitlab-ci.yml": "pages: {script: [x]}\n"})
    workflows(tmp_path)
    assert tell(workflow_rows.look_at_files(tmp_path)) == ["2 workflows"]


@pytest.mark.parametrize(
    ("used", "is_pinned"),
    [
        (PINNED, True),
        ("./.github/actions/own", True),
        ("actions/checkout@v6", False),
        ("actions/checkout@main", False),
        ("actions/checkout@" + "a" * 39, False),
        ("actions/checkout", False),
        ("docker://alpine:3", False),
        ("docker://alpine@sha256:" + "0" * 64, True),
    ],
)
def test_an_action_that_is_not_named_by_its_commit_is_told(
    tmp_path: Path, used: str, is_pinned: bool
) -> None:
    workflows(
        tmp_path, f"jobs:\n  a:\n    steps:\n      - uses: '{used}' # v6\n      # uses: other/thing@v1\n"
    )
    (row,) = workflow_rows.look_at_pins(tmp_path)
    assert (row.standing == "ready") is is_pinned


@pytest.mark.parametrize(
    ("push", "branches", "standing"),
    [
        ("[main]", ["main"], "ready"),
        ("[main]", ["master"], "missing"),
        ("main", ["trunk", "main"], "ready"),
        ("[main]", [], "ready"),
    ],
)
def test_a_workflow_that_starts_on_a_branch_that_is_not_here(
    tmp_path: Path, push: str, branches: list[str], standing: str
) -> None:
    workflows(tmp_path, f"on:\n  push: {{branches: {push}}}\njobs: {{}}\n")
    (row,) = workflow_rows.look_at_branches(tmp_path, branches)
    assert row.standing == standing
    workflows(tmp_path, "on: [push, pull_request]\njobs: {}\n")
    assert [*workflow_rows.look_at_branches(tmp_path, branches)] == []


def test_a_schedule_that_is_missing_or_was_stopped_after_quiet_days(tmp_path: Path) -> None:
    workflows(tmp_path)
    look = partial(workflow_rows.look_at_schedules, tmp_path)
    assert tell(look(NOW - datetime.timedelta(days=59), NOW)) == ["1 by the clock"]
    assert tell(look(None, NOW)) == ["1 by the clock"]
    assert tell(look(NOW - datetime.timedelta(days=60), NOW))[0].startswith(
        "! Nothing was changed for 60 days"
    )
    workflows(tmp_path, "on: push\njobs: {}\n")
    assert tell(look(None, NOW))[0].startswith("! No workflow starts by itself")


def test_the_secrets_and_variables_that_a_workflow_waits_for_are_named(tmp_path: Path) -> None:
    workflows(
        tmp_path, "if: vars.PUBLISH == 'yes'\nrun: ${{ secrets.SSH_KEY }} ${{ secrets.GITHUB_TOKEN }}\n"
    )
    assert [said.split(",")[0] for said in tell(workflow_rows.look_at_names(tmp_path))] == [
        "? The workflows wait for the secret SSH_KEY",
        "? The workflows wait for the variable PUBLISH",
    ]


def test_a_question_that_fails_hides_no_other() -> None:
    def fails() -> Iterable[Row]:
        raise ZeroDivisionError("nothing\nmore")

    def lacks() -> Iterable[Row]:
        raise ModuleNotFoundError("No module named 'pydantic'")

    part = look_at(
        "Here", {"one": fails, "two": lacks, "three": partial(machine_rows.look_at_python, (3, 12, 1))}
    )
    assert tell(part.rows) == [
        "? Could not be looked at: one (ZeroDivisionError: nothing).",
        "Python 3.12.1",
        "? Not looked at, because packages are missing: two.",
    ]
    assert format_screen([part]).splitlines()[0] == "Here: ready"
    assert max(map(len, format_screen([part], 50).splitlines())) <= 50


def test_our_own_repository_lacks_nothing_but_what_only_whoever_runs_it_can_name() -> None:
    papers = [*folder_rows.look_at_papers(ROOT), *folder_rows.look_at_locks(ROOT / "requirements")]
    assert {row.name for row in papers if row.standing == "missing"} <= {
        "security",
        "code_of_conduct",
        "codeowners",
    }
    looks = (workflow_rows.look_at_files, workflow_rows.look_at_pins, workflow_rows.look_at_names)
    rows = [row for look in looks for row in look(ROOT)]
    rows += [
        *workflow_rows.look_at_branches(ROOT, ["main"]),
        *workflow_rows.look_at_schedules(ROOT, NOW, NOW),
    ]
    assert [row.words for row in rows if row.standing == "missing"] == []
