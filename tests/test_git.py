"""Git starts no program that content, its attributes or a repository's own settings name."""

import datetime
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.content.git import order_git
from site_builder.publish.deploying.deploy_refusals import HostRefused
from site_builder.publish.deploying.target_address import Place, open_target
from tests.sites import officer, page, small_site, write_files

DAY = datetime.date(2026, 11, 22)
SITE = small_site(ada=officer("Ada Wenlock", "north", more="email: team@example.org\n"))
SITE |= {"pages/changes.md": page("What has changed"), "site.yaml": SITE["site.yaml"] + "provenance: yes\n"}
ADA = "officers/ada.md"
HOOKS = (
    *("applypatch-msg", "fsmonitor-watchman", "post-checkout", "post-commit", "post-index-change"),
    *("pre-auto-gc", "pre-commit", "pre-push", "prepare-commit-msg", "reference-transaction"),
)
SUBCOMMANDS = (
    *("blame", "cat-file", "config", "diff-tree", "fetch", "hash-object", "log", "ls-remote", "ls-tree"),
    *("push", "read-tree", "rev-list", "rev-parse", "show", "update-index", "write-tree", "commit-tree"),
)
SETTINGS = """
[core]
    fsmonitor = "{trap} fsmonitor"
    hooksPath = {hooks}
    pager = "{trap} pager"
    editor = "{trap} editor"
    sshCommand = "{trap} ssh-command"
    askPass = {trap}
    gitProxy = {trap}
    alternateRefsCommand = "{trap} alternate-refs"
    attributesFile = {attributes}
[diff]
    external = {trap}
[diff "x"]
    textconv = "{trap} textconv"
    command = "{trap} diff-command"
[filter "x"]
    clean = "{trap} clean"
    smudge = "{trap} smudge"
    required = true
[filter "y"]
    process = "{trap} process"
    required = true
[merge "x"]
    driver = "{trap} merge-driver"
[gpg]
    program = {trap}
[gpg "ssh"]
    program = {trap}
    defaultKeyCommand = {trap}
[commit]
    gpgSign = true
[push]
    gpgSign = if-asked
[log]
    showSignature = true
[credential]
    helper = "!{trap} credential"
[sequence]
    editor = {trap}
[interactive]
    diffFilter = {trap}
[trailer "x"]
    command = {trap}
[uploadpack]
    packObjectsHook = {trap}
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[init]
    templateDir = {hooks}
[gc]
    auto = 1
[extensions]
    partialClone = lazy
[remote "lazy"]
    url = "ext::{trap} lazy-fetch"
    promisor = true
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the traps are shell scripts")


class Traps:
    """A program that writes down that it was run, and every setting that could make git run it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.program, self._told = folder / "trap", folder / "told"
        hooks = folder / "hooks"
        script = f'#!/bin/sh\necho "$0 $*" >>"{self._told}"\n'
        for file in (self.program, *(hooks / name for name in HOOKS)):
            write_files(file.parent, {file.name: script})
            file.chmod(0o755)
        write_files(folder, {"attributes": "* filter=y\n", "included": self._aliases()})
        named = {"trap": self.program, "hooks": hooks, "attributes": folder / "attributes"}
        self.settings = SETTINGS.format(**named) + f"[include]\n    path = {folder / 'included'}\n"

    def sprung(self) -> list[str]:
        """Return which traps were run, as words."""
        return self._told.read_text().splitlines() if self._told.exists() else []

    def forget(self) -> None:
        """Begin anew."""
        self._told.unlink(missing_ok=True)

    def _aliases(self) -> str:
        aliases = "".join(f'    {name} = "!{self.program} alias"\n' for name in SUBCOMMANDS)
        pagers = "".join(f'    {name} = "{self.program} pager-of"\n' for name in SUBCOMMANDS)
        return f"[alias]\n{aliases}[pager]\n{pagers}"


@pytest.fixture
def traps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Traps:
    """Traps, and nobody's settings around them."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return Traps(tmp_path / "traps")


def git(folder: Path, *words: str) -> str:
    """Run git as a person would."""
    who = {"GIT_AUTHOR_NAME": "T", "GIT_AUTHOR_EMAIL": "t@example.org"}
    who |= {"GIT_COMMITTER_NAME": "T", "GIT_COMMITTER_EMAIL": "t@example.org"}
    done = subprocess.run(["git", *words], cwd=folder, env=os.environ | who, capture_output=True, check=True)
    return done.stdout.decode().strip()


def try_git(folder: Path, *words: str) -> None:
    """Run git as a person would, to see that the traps are sharp."""
    command = ["git", *words]
    subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)


def commit(folder: Path, files: Mapping[str, str]) -> str:
    """Commit files of the content and return the id."""
    write_files(folder / "content", files)
    git(folder, "add", "--all")
    git(folder, "commit", "-qm", "A change")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def project(tmp_path: Path, traps: Traps) -> Path:
    """A repository with content in two versions."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit(folder, SITE)
    commit(folder, {ADA: SITE[ADA].replace("team@", "other@")})
    return folder


def use_everything(content: Path, output: Path) -> None:
    """Run the commands that read content."""
    for command in ("check", "build", "status"):
        more = ["--output", str(output)] if command == "build" else []
        main([command, "--content", str(content), "--as-of", DAY.isoformat(), *more])


def commits_of(output: Path) -> dict[str, str | None]:
    """Return the commit of each fact about the officer, by field."""
    rows = json.loads((output / "data/provenance.json").read_text("utf-8"))["facts"]
    return {row["field"]: row["commit"] for row in rows if row["file"] == ADA}


def test_no_program_that_the_repository_names_is_run(project: Path, traps: Traps, tmp_path: Path) -> None:
    write_files(project, {".gitattributes": "* filter=x diff=x merge=x\n"})
    with (project / ".git/config").open("a") as settings:
        settings.write(traps.settings)
    for words in (("status",), ("diff", "HEAD"), ("add", "--renormalize", ".")):
        try_git(project, *words)
    assert {line.split()[1] for line in traps.sprung()} >= {"fsmonitor", "clean"}
    traps.forget()
    use_everything(project / "content", tmp_path / "public")
    assert traps.sprung() == []
    assert commits_of(tmp_path / "public")["email"] == git_head(project)


def git_head(project: Path) -> str:
    """Return the newest commit without asking git, which would spring the traps."""
    return (project / ".git/refs/heads/main").read_text().strip()


def test_what_is_missing_from_a_repository_is_not_fetched(
    project: Path, traps: Traps, tmp_path: Path
) -> None:
    old = git(project, "rev-parse", f"HEAD~:content/{ADA}")
    (project / ".git/objects" / old[:2] / old[2:]).unlink()
    with (project / ".git/config").open("a") as settings:
        settings.write(traps.settings)
    try_git(project, "cat-file", "blob", old)
    assert any("lazy-fetch" in line for line in traps.sprung())
    traps.forget()
    use_everything(project / "content", tmp_path / "public")
    assert traps.sprung() == []


def test_a_repository_that_came_as_files_of_the_content_is_not_entered(
    project: Path, traps: Traps, tmp_path: Path
) -> None:
    content = project / "content"
    git(content, "init", "-q")
    git(content, "add", "--all")
    git(content, "commit", "-qm", "A change")
    for file in ("HEAD", "index", "objects", "refs"):
        shutil.move(content / ".git" / file, content / file)
    shutil.rmtree(content / ".git")
    settings = f"[core]\n    repositoryFormatVersion = 0\n    worktree = .\n{traps.settings}"
    write_files(content, {".gitattributes": "* filter=x diff=x\n", "config": settings})
    use_everything(content, tmp_path / "public")
    assert traps.sprung() == []


def test_a_program_named_git_in_the_folder_is_not_taken_for_git(
    project: Path, traps: Traps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (project, project / "content"):
        shutil.copy(traps.program, folder / "git")
    monkeypatch.chdir(project)
    monkeypatch.setenv("PATH", f":.:{os.environ['PATH']}")
    use_everything(Path("content"), tmp_path / "public")
    assert traps.sprung() == []
    assert commits_of(tmp_path / "public")["email"] == git_head(project)


@pytest.mark.parametrize("attributes", ["* text eol=crlf\n", "* -text\n", ""])
def test_lines_have_their_commit_whatever_the_line_ends(
    project: Path, tmp_path: Path, attributes: str
) -> None:
    write_files(project, {".gitattributes": attributes})
    ada = project / "content" / ADA
    ada.write_bytes(ada.read_bytes().replace(b"\n", b"\r\n"))
    use_everything(project / "content", tmp_path / "public")
    first, last = git(project, "rev-parse", "HEAD~"), git(project, "rev-parse", "HEAD")
    found = commits_of(tmp_path / "public")
    assert (found["email"], found["name"], found["role"]) == (last, first, first)


def test_only_lines_that_are_not_committed_have_no_commit(project: Path, tmp_path: Path) -> None:
    ada = project / "content" / ADA
    text = ada.read_text("utf-8").replace("role: Liaison officer", "role: Senior officer")
    ada.write_text(text.replace("---\n", "---\n# A remark\n\n", 1) + "More words.\n", "utf-8")
    use_everything(project / "content", tmp_path / "public")
    first, last = git(project, "rev-parse", "HEAD~"), git(project, "rev-parse", "HEAD")
    found = commits_of(tmp_path / "public")
    assert (found["role"], found["email"], found["name"]) == (None, last, first)
    assert found.get("body") is None


def test_a_file_that_is_not_committed_has_no_commits(project: Path, tmp_path: Path) -> None:
    git(project, "rm", "-q", "--cached", f"content/{ADA}")
    git(project, "commit", "-qm", "A change")
    use_everything(project / "content", tmp_path / "public")
    assert set(commits_of(tmp_path / "public").values()) == {None}


def deploy(project: Path, target: str = "git:pages") -> None:
    """Put one file on a branch."""
    with open_target(target, Place(project / "locks", project)) as branch:
        list(branch.put({"index.html": f"Version {len(branch.list_files())}".encode()}))
        branch.settle("Publish")


@pytest.fixture
def site(project: Path, tmp_path: Path) -> Path:
    """A bare repository that the project calls origin, by a way that begins in the project."""
    git(tmp_path, "init", "-q", "--bare", "site.git")
    git(project, "remote", "add", "origin", "../site.git")
    return tmp_path / "site.git"


def test_a_deploy_runs_no_program_that_the_repository_names(project: Path, site: Path, traps: Traps) -> None:
    with (project / ".git/config").open("a") as settings:
        settings.write(traps.settings)
        settings.write(f'[remote "origin"]\nuploadpack = {traps.program}\nreceivepack = {traps.program}\n')
    shutil.copytree(traps.program.parent / "hooks", project / ".git/hooks", dirs_exist_ok=True)
    write_files(project, {".gitattributes": "* filter=x diff=x\n"})
    try_git(project, "fetch", "origin")
    assert traps.sprung()
    traps.forget()
    deploy(project)
    deploy(project)
    assert traps.sprung() == []
    assert git(site, "rev-list", "--count", "pages") == "2"


def test_an_address_that_is_a_program_is_refused(
    project: Path, traps: Traps, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = traps.program.parent
    shutil.copy(traps.program, folder / "git-remote-trap")
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    for number, address in enumerate((f"ext::{traps.program} address", "trap::address")):
        with (project / ".git/config").open("a") as settings:
            settings.write(f'{traps.settings}[remote "r{number}"]\nurl = "{address}"\n')
        for name in (f"r{number}", address):
            with pytest.raises(HostRefused):
                deploy(project, f"git:pages@{name}")
    assert traps.sprung() == []


def test_a_program_to_log_in_with_is_run_only_when_it_is_in_the_persons_own_settings(
    project: Path, traps: Traps, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    git(project, "remote", "add", "origin", "ssh://host.example.org/site.git")
    git(project, "config", "core.sshCommand", f"{traps.program} of-the-repository")
    with pytest.raises(
        HostRefused, match=r"log in with \(core\.sshcommand\), and such a program is never run"
    ):
        deploy(project)
    assert not any("of-the-repository" in line for line in traps.sprung())
    own = f'[core]\n    sshCommand = "{traps.program} my-own"\n'
    (tmp_path / "for-some").write_text(own)
    (tmp_path / "own").write_text(
        f'[includeIf "gitdir:{project}/"]\n    path = {tmp_path / "for-some"}\n', "utf-8"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "own"))
    with pytest.raises(HostRefused):
        deploy(project)
    assert any("my-own" in line for line in traps.sprung())


def test_the_way_to_a_host_may_stand_in_the_repository(project: Path, site: Path) -> None:
    git(project, "remote", "set-url", "origin", "short:site.git")
    git(project, "config", f"url.{site.parent}/.insteadOf", "short:")
    deploy(project)
    assert git(site, "rev-list", "--count", "pages") == "1"


def test_a_deploy_leaves_nothing_in_the_repository_of_the_project(project: Path, site: Path) -> None:
    before = sorted(file for file in (project / ".git").rglob("*") if file.is_file())
    deploy(project)
    assert sorted(file for file in (project / ".git").rglob("*") if file.is_file()) == before


@pytest.mark.parametrize("subcommand", ["gc", "commit", "add", "diff", "submodule", "config"])
def test_what_stands_on_no_list_is_not_ordered(tmp_path: Path, subcommand: str) -> None:
    with pytest.raises(KeyError):
        order_git(tmp_path, subcommand, beside=tmp_path)
