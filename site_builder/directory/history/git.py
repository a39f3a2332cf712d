"""Ask git what the content was. The only module that runs git.

It asks only the commands whose answers are made for programs, so that nobody's settings change them, and it never
lets git write, ask a question or go to the network.
"""

import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MOST_COMMITS = 200
_SECONDS = 60
"""After which an answer is no longer waited for."""
_SWITCHES = ("-c", "core.quotePath=false", "-c", "protocol.allow=never", "-c", "core.fsmonitor=false")
_SURROUNDINGS = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
}


class HistoryUnknown(Exception):
    """Git cannot tell; `why` is no-git, no-repository, not-trusted or unreadable."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Repository:
    """A working copy: its top folder, and whether git was told to fetch only the newest part of its history."""

    folder: Path
    is_shallow: bool


@dataclass(frozen=True)
class Commit:
    """A commit that touched the content: its id, its moment in seconds since 1970, and the one before it, if any."""

    id: str
    moment: int
    parent: str = ""


@dataclass(frozen=True)
class FileEdit:
    """What a commit did to a file: the ids of its content before and after, "" where there was no file."""

    path: str
    before: str
    after: str


def open_repository(content_dir: Path) -> Repository:
    """Return the working copy that a folder stands in; raise HistoryUnknown where there is none or git will not say."""
    folder = content_dir.absolute()
    # Asked first, because `git` on a Mac without its tools opens a window.
    if not any((above / ".git").exists() for above in (folder, *folder.parents)):
        raise HistoryUnknown("no-repository")
    top, shallow = (
        _run(folder, "rev-parse", "--show-toplevel", "--is-shallow-repository").decode().splitlines()
    )
    return Repository(Path(top), shallow == "true")


def locate_folder(folder: Path, repository: Repository) -> PurePosixPath | None:
    """Return the way from the top of the working copy to a folder, or None when it stands elsewhere."""
    top, prefix = (
        _run(folder.absolute(), "rev-parse", "--show-toplevel", "--show-prefix").decode().split("\n")[:2]
    )
    return PurePosixPath(prefix) if Path(top) == repository.folder else None


def list_commits(repository: Repository, paths: Sequence[str]) -> tuple[Commit, ...]:
    """Return the newest commits on the main line that touched these paths, newest first, one more than the most."""
    count = f"--max-count={MOST_COMMITS + 1}"
    line = ("rev-list", "--first-parent", "--parents", "--timestamp", count, "HEAD", "--")
    return tuple(map(_parse_commit, _run(repository.folder, *line, *paths).decode().splitlines()))


def list_edits(
    repository: Repository, commits: Sequence[Commit], paths: Sequence[str]
) -> tuple[tuple[Commit, tuple[FileEdit, ...]], ...]:
    """Return what each commit did to the files at these paths since the commit before it."""
    asked = "".join(f"{commit.id} {commit.parent}".strip() + "\n" for commit in commits)
    line = ("diff-tree", "--stdin", "-r", "-z", "--root", "--no-renames", "--", *paths)
    answer = _run(repository.folder, *line, stdin=asked.encode())
    edits = _parse_edits(answer.decode("utf-8", "surrogateescape").split("\0"))
    return tuple((commit, edits.get(commit.id, ())) for commit in commits)


def list_files(repository: Repository, paths: Sequence[str]) -> dict[str, str]:
    """Map every file at these paths in the newest commit to the id of its content."""
    answer = _run(repository.folder, "ls-tree", "-r", "-z", "HEAD", "--", *paths)
    entries = (
        entry.split("\t", 1) for entry in answer.decode("utf-8", "surrogateescape").split("\0") if entry
    )
    return {path: about.split()[2] for about, path in entries if about.startswith("100")}


def read_contents(repository: Repository, ids: Iterable[str]) -> dict[str, bytes]:
    """Map each id to the content of the file; those that git has not got are left out."""
    asked = "".join(f"{one}\n" for one in sorted(set(ids)))
    answer = _run(repository.folder, "cat-file", "--batch", stdin=asked.encode())
    contents, start = {}, 0
    while start < len(answer):
        end = answer.index(b"\n", start)
        about = answer[start:end].decode().split()
        start = end + 1
        if about[1] != "missing":
            size = int(about[2])
            contents[about[0]] = answer[start : start + size]
            start += size + 1
    return contents


def blame_lines(repository: Repository, path: str) -> dict[int, Commit]:
    """Map each line of a file to the commit that wrote it; lines that are not committed yet are left out."""
    line = ("-c", "blame.ignoreRevsFile=", "blame", "--porcelain", "--", path)
    moments: dict[str, int] = {}
    lines: dict[int, str] = {}
    unknown: set[str] = set()
    current = ""
    for row in _run(repository.folder, *line).decode("utf-8", "replace").split("\n"):
        words = row.split(" ")
        if row.startswith("\t"):
            continue
        if len(words) > 2 and len(words[0]) >= 40 and words[1].isdigit():  # noqa: PLR2004 (an id and its lines)
            current = words[0]
            lines[int(words[2])] = current
        elif words[0] == "committer-time":
            moments[current] = int(words[1])
        elif words[0] == "boundary" and repository.is_shallow:
            unknown.add(current)
    known = {one for one in moments if one.strip("0") and one not in unknown}
    return {number: Commit(one, moments[one]) for number, one in lines.items() if one in known}


def _run(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    # Settings stay, since they may say which folders to trust; what would point git at another repository goes.
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(("GIT_CONFIG", "GIT_EXEC_PATH"))
    }
    try:
        done = subprocess.run(
            ["git", *_SWITCHES, *arguments],
            cwd=folder,
            env=own | _SURROUNDINGS,
            input=stdin,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise HistoryUnknown("no-git") from error
    except (OSError, subprocess.SubprocessError) as error:
        raise HistoryUnknown("unreadable") from error
    if done.returncode != 0:
        raise HistoryUnknown("not-trusted" if b"dubious ownership" in done.stderr else "unreadable")
    return done.stdout


def _parse_commit(line: str) -> Commit:
    moment, one, *parents = line.split()
    return Commit(one, int(moment), parents[0] if parents else "")


def _parse_edits(pieces: Sequence[str]) -> dict[str, tuple[FileEdit, ...]]:
    """Read what diff-tree prints: the id of a commit, then what was done to each file and, by itself, its path."""
    edits: dict[str, list[FileEdit]] = {}
    commit, rest = "", iter(filter(None, pieces))
    for piece in rest:
        if not piece.startswith(":"):
            commit = piece.strip()
            continue
        _, _, before, after, _ = piece.split(" ")
        edit = FileEdit(next(rest), before.strip("0") and before, after.strip("0") and after)
        edits.setdefault(commit, []).append(edit)
    return {one: tuple(sorted(found, key=lambda edit: edit.path)) for one, found in edits.items()}
