"""Ask git what the content was, and have it write what is deployed. The only module that runs git.

Git runs programs that the settings and attributes beside the content name: filters, hooks, pagers, ways to log in.
So it is asked only what stands on a list, in words that start no program, about what is committed and never about
the files. It writes only into a repository of ours, which has no settings; a way to log in comes from the person's own.
"""

import os
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path, PurePosixPath

MOST_COMMITS = 200
_SECONDS = 60
"""After which an answer is no longer waited for."""
_NONE_IGNORED = 1
"""With which `check-ignore` ends where git would take in all that it was asked about."""
_MOST_PAIRS = 1_000_000
"""Of lines that are compared: a file that was turned around altogether is not worth more time."""
_QUESTIONS = {
    "blame": ("--no-textconv",),
    "cat-file": (),
    "check-ignore": ("-z", "--stdin", "--no-index"),
    "config": ("--null", "--show-scope", "--list"),
    "diff-tree": ("--no-ext-diff", "--no-textconv"),
    "ls-files": ("-z", "--cached"),
    "ls-tree": (),
    "merge-base": (),
    "rev-list": (),
    "rev-parse": (),
    "version": (),
}
"""All that is ever asked, each with the switches that keep other programs out."""
_ORDERS = {
    "cat-file": (),
    "commit-tree": ("--no-gpg-sign",),
    "fetch": ("--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-gc"),
    "hash-object": ("--no-filters",),
    "init": ("--quiet", "--bare", "--template="),
    "ls-remote": (),
    "ls-tree": (),
    "push": ("--quiet", "--no-verify", "--no-signed", "--no-recurse-submodules", "--no-follow-tags"),
    "read-tree": (),
    "rev-parse": (),
    "update-index": (),
    "write-tree": (),
}
"""All that is ever done in a repository of ours, likewise."""
_SWITCHES = (
    "--no-pager",
    *("-c", "core.quotePath=false"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "blame.ignoreRevsFile="),
    *("-c", f"core.hooksPath={os.devnull}"),
    # What looks like a repository, and has no folder .git around it, came with the content.
    *("-c", "safe.bareRepository=explicit"),
)
_SURROUNDINGS = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1"}
_READING = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    # Stronger than any setting; an older git fetches what it lacks, by whatever program the settings name.
    "GIT_ALLOW_PROTOCOL": "none",
}
_REFUSED_BY = {"GIT_LITERAL_PATHSPECS": ("check-ignore",)}
_WRITING = {
    "GIT_AUTHOR_NAME": "Liaison directory",
    "GIT_AUTHOR_EMAIL": "deploy@example.org",
    "GIT_COMMITTER_NAME": "Liaison directory",
    "GIT_COMMITTER_EMAIL": "deploy@example.org",
}
"""Who made a commit: the program did, and no person's name has to be published with it."""
_OWN_SETTINGS = ("GIT_CONFIG_", "GIT_EXEC_PATH")
_OWN_WAYS = ("GIT_SSH", "GIT_ASKPASS", "GIT_PROXY_COMMAND", "GIT_HTTP", "GIT_SSL", "GIT_ALLOW_PROTOCOL")
"""What a person has set for reaching other hosts; a program that is named there is theirs."""
_PROTOCOLS = "file:git:http:https:ssh"


class HistoryUnknown(Exception):
    """Git cannot tell; `why` is no-git, no-repository, none, apart, partial, not-trusted, no-revision or unreadable.

    With `none`, nothing was ever committed. A repository that is kept `apart`, as a worktree's or a submodule's is, was
    not copied with the folder; one that is `partial` was cloned with a filter, so that it knows the commits but not
    what the files said.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Repository:
    """A working copy: its top folder, and whether git was told to fetch only the newest part of its history."""

    folder: Path
    is_shallow: bool


@dataclass(frozen=True)
class Setting:
    """A setting of git; `is_own` where the person or the machine has it, and not the repository."""

    key: str
    value: str
    is_own: bool


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


def read_version() -> str:
    """Return which git is here, like ``2.39.5``; raise HistoryUnknown where there is none."""
    return _run(Path.cwd(), "version").decode("utf-8", "replace").split()[-1]


def open_repository(content_dir: Path) -> Repository:
    """Return the working copy that a folder stands in; raise HistoryUnknown where there is none or git will not say."""
    folder = content_dir.resolve()
    # Looked for first, because `git` on a Mac without its tools opens a window; and git, which would take a folder that
    # only looks like a repository for one, is asked where there is no doubt.
    around = next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)
    if around is None:
        raise HistoryUnknown("no-repository")
    answer = _run(around, "rev-parse", "--show-toplevel", "--is-shallow-repository")
    top, _, shallow = answer.decode("utf-8", "surrogateescape").rstrip().rpartition("\n")
    if not top:
        raise HistoryUnknown("unreadable")
    return Repository(Path(top), shallow == "true")


def locate_folder(folder: Path, repository: Repository) -> PurePosixPath | None:
    """Return the way from the top of the working copy to a folder, or None when it stands elsewhere."""
    top, prefix = (
        _run(folder.absolute(), "rev-parse", "--show-toplevel", "--show-prefix").decode().split("\n")[:2]
    )
    return PurePosixPath(prefix) if Path(top) == repository.folder else None


def list_settings(folder: Path) -> tuple[Setting, ...]:
    """Return what is set for a folder, in the order in which later ones win."""
    pieces = _run(folder, "config").decode("utf-8", "surrogateescape").split("\0")
    return tuple(
        Setting(*_parse_setting(written), is_own=scope in {"system", "global"})
        for scope, written in zip(pieces[::2], pieces[1::2], strict=False)
    )


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


def list_files(repository: Repository, paths: Sequence[str], commit: str = "HEAD") -> dict[str, str]:
    """Map every file at these paths in a commit, the newest if none is named, to the id of its content."""
    answer = _run(repository.folder, "ls-tree", "-r", "-z", commit, "--", *paths)
    entries = (
        entry.split("\t", 1) for entry in answer.decode("utf-8", "surrogateescape").split("\0") if entry
    )
    return {path: about.split()[2] for about, path in entries if about.startswith("100")}


def list_branches(repository: Repository) -> tuple[str, ...]:
    """Return the branches here, and those that others have, each by its own name, once."""
    answer = _run(repository.folder, "rev-parse", "--symbolic", "--branches", "--remotes")
    names = answer.decode("utf-8", "surrogateescape").split()
    own = [name for name in names if "/" not in name]
    return tuple(dict.fromkeys([*own, *(name.partition("/")[2] for name in names)]))


def list_ignored(repository: Repository, paths: Sequence[str]) -> frozenset[str]:
    """Return which of these paths git passes over, by what .gitignore says, whether they are there or not."""
    # With "./" no path begins with a sign that means something else to git.
    asked = "".join(f"./{path}\0" for path in paths).encode("utf-8", "surrogateescape")
    answer = _run(repository.folder, "check-ignore", stdin=asked, ends=(0, _NONE_IGNORED))
    found = answer.decode("utf-8", "surrogateescape").split("\0")
    return frozenset(path.removeprefix("./") for path in found if path)


def list_tracked(repository: Repository, patterns: Sequence[str]) -> tuple[str, ...]:
    """Return what git keeps although .gitignore or one of these patterns would keep it away."""
    away = [f"--exclude={pattern}" for pattern in patterns]
    answer = _run(repository.folder, "ls-files", "--ignored", "--exclude-standard", *away)
    return tuple(filter(None, answer.decode("utf-8", "surrogateescape").split("\0")))


def is_in_index(file: Path) -> bool:
    """Return whether git knows a file, if only for the next commit; its list is read, and no file of the folder."""
    open_repository(file.parent)
    return bool(_run(file.absolute().parent, "ls-files", "--", file.name))


def find_parting(folder: Path, revision: str) -> tuple[str, bool]:
    """Return the commit at which what is here parted from a branch, a tag or a commit, and whether that is sure.

    What others have done since on that branch is no change of what is here. Where this copy has too little of the
    history to tell, it is the revision itself. Raises HistoryUnknown where that is not here.
    """
    repository = open_repository(folder)
    if revision.startswith("-"):
        raise HistoryUnknown("no-revision")
    try:
        written = f"{revision}^{{commit}}"
        commit = _run(repository.folder, "rev-parse", "--verify", "--quiet", written).decode().strip()
    except (HistoryUnknown, ValueError) as unknown:
        why = getattr(unknown, "why", "")
        raise HistoryUnknown(why if why in {"no-git", "not-trusted", "apart"} else "no-revision") from unknown
    try:
        return _run(repository.folder, "merge-base", commit, "HEAD").decode().strip(), True
    except HistoryUnknown:
        return commit, False


def read_committed(folder: Path, commit: str = "HEAD") -> dict[str, bytes]:
    """Map each file below a folder, by its way from there, to what a commit holds, the newest if none is named."""
    repository = open_repository(folder)
    base = locate_folder(folder, repository)
    ids = list_files(repository, [base.as_posix()], commit) if base is not None else {}
    contents = read_contents(repository, ids.values())
    return {
        PurePosixPath(path).relative_to(base or "").as_posix(): contents[one]
        for path, one in ids.items()
        if one in contents
    }


def read_contents(repository: Repository, ids: Iterable[str]) -> dict[str, bytes]:
    """Map each id to the content of the file; those that git has not got are left out.

    Raises HistoryUnknown where they were left out of the clone, as a filter asked.
    """
    asked = "".join(f"{one}\n" for one in sorted(set(ids)))
    answer = _run(repository.folder, "cat-file", "--batch", stdin=asked.encode())
    contents, start = {}, 0
    while start < len(answer):
        end = answer.index(b"\n", start)
        about = answer[start:end].decode().split()
        start = end + 1
        if about[1] == "missing":
            _require_whole(repository)
        else:
            size = int(about[2])
            contents[about[0]] = answer[start : start + size]
            start += size + 1
    return contents


def _require_whole(repository: Repository) -> None:
    """Raise HistoryUnknown if a repository was cloned with a filter."""
    if any(
        one.key.startswith("remote.") and one.key.endswith(".promisor")
        for one in list_settings(repository.folder)
    ):
        raise HistoryUnknown("partial")


def blame_lines(repository: Repository, path: str, committed: bytes, content: bytes) -> dict[int, Commit]:
    """Map each line of a file to the commit that wrote it; lines that are not committed yet are left out.

    `committed` is what the newest commit holds. Git is not asked about the file itself: it would run the filters that
    the attributes beside it name.
    """
    known = _blame_committed(repository, path)
    pairs = _pair_lines(_split_lines(committed), _split_lines(content))
    return {new + 1: known[old + 1] for old, new in pairs if old + 1 in known}


def _blame_committed(repository: Repository, path: str) -> dict[int, Commit]:
    line = ("blame", "--porcelain", "HEAD", "--", path)
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
    known = moments.keys() - unknown
    return {number: Commit(one, moments[one]) for number, one in lines.items() if one in known}


def _split_lines(content: bytes) -> list[bytes]:
    """Return the lines as git counts them. A folder's settings may give a file other line ends than its commit."""
    return [line.removesuffix(b"\r") for line in content.split(b"\n")]


def _pair_lines(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the places of each line that stayed, counted from 0, before and after."""
    start = _count_equal(old, new)
    end = _count_equal(reversed(old[start:]), reversed(new[start:]))
    yield from ((number, number) for number in range(start))
    yield from ((len(old) - number, len(new) - number) for number in range(1, end + 1))
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if len(left) * len(right) <= _MOST_PAIRS:
        for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
            yield from ((start + block.a + step, start + block.b + step) for step in range(block.size))


def _count_equal(some: Iterable[bytes], others: Iterable[bytes]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False)))


def _run(folder: Path, *arguments: str, stdin: bytes = b"", ends: Collection[int] = (0,)) -> bytes:
    # Settings stay, since they may say which folders to trust; what would point git at another repository goes.
    reading = {
        name: value for name, value in _READING.items() if arguments[0] not in _REFUSED_BY.get(name, ())
    }
    try:
        done = _start(folder, _QUESTIONS, arguments, _keep(_OWN_SETTINGS) | reading, stdin, _SECONDS)
    except FileNotFoundError as error:
        raise HistoryUnknown("no-git") from error
    except (OSError, subprocess.SubprocessError) as error:
        raise HistoryUnknown("unreadable") from error
    if done.returncode not in ends:
        raise HistoryUnknown(_why_refused(folder, done.stderr))
    return done.stdout


def _why_refused(folder: Path, said: bytes) -> str:
    if b"dubious ownership" in said:
        return "not-trusted"
    if b"not a git repository" in said and (folder / ".git").is_file():
        return "apart"
    if b"bad revision 'HEAD'" in said:
        return "none"
    return "partial" if b"promisor remote" in said or b"lazy fetching" in said else "unreadable"


def order_git(
    repository: Path,
    *words: str,
    beside: Path,
    stdin: bytes = b"",
    settings: Sequence[Setting] = (),
    index: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Have git write in a repository of ours, or send it; remotes that are written as a way begin in `beside`.

    Raises FileNotFoundError where git is not installed.
    """
    own = {"GIT_ALLOW_PROTOCOL": _PROTOCOLS} | _keep(_OWN_SETTINGS + _OWN_WAYS)
    environment = own | _WRITING | _pass_on(settings) | {"GIT_DIR": str(repository.absolute())}
    if index is not None:
        environment["GIT_INDEX_FILE"] = str(index.absolute())
    return _start(beside, _ORDERS, words, environment, stdin)


def _pass_on(settings: Sequence[Setting]) -> dict[str, str]:
    """Return the environment that adds settings to those that the environment has; nobody else can see them there."""
    first = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    passed = {"GIT_CONFIG_COUNT": str(first + len(settings))}
    for number, setting in enumerate(settings, first):
        passed |= {f"GIT_CONFIG_KEY_{number}": setting.key, f"GIT_CONFIG_VALUE_{number}": setting.value}
    return passed


def _keep(beginnings: tuple[str, ...]) -> dict[str, str]:
    """Return the environment without what speaks to git, apart from what begins with these words."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(beginnings)
    }


def _start(
    folder: Path,
    allowed: Mapping[str, tuple[str, ...]],
    words: Sequence[str],
    environment: Mapping[str, str],
    stdin: bytes,
    seconds: float | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run one of the `allowed` subcommands. One that is not there is a mistake of ours, and a KeyError."""
    subcommand, *rest = words
    return subprocess.run(
        [_find_program(), *_SWITCHES, subcommand, *allowed[subcommand], *rest],
        cwd=folder,
        env={**environment, **_SURROUNDINGS},
        input=stdin,
        capture_output=True,
        timeout=seconds,
        check=False,
    )


def _find_program() -> str:
    """Return where git is installed: a program of that name in the folder we stand in came with the content."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in map(Path, os.get_exec_path()):
        if folder.is_absolute() and os.access(folder / name, os.X_OK):
            return str(folder / name)
    raise FileNotFoundError(name)


def _parse_setting(written: str) -> tuple[str, str]:
    """Return the key and the value; one without a value is true."""
    key, line, value = written.partition("\n")
    return key, value if line else "true"


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
