"""A branch of a git repository as a target, as GitHub Pages reads it: one commit for each deploy.

Nothing is seen by anybody before the commit is pushed, and a push that would lose somebody's commit is refused
by git. The branch is never rewritten unless a person asks for its past to be forgotten.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from site_builder.content.git import HistoryUnknown, Setting, list_settings, open_repository, order_git
from site_builder.publish.deploying.deploy_refusals import UNREACHED, DeployRefused, HostRefused, find_reason
from site_builder.publish.deploying.target import Claim
from site_builder.publish.output.safe_paths import keep_safe_paths

NO_JEKYLL = ".nojekyll"
"""Tells GitHub Pages to publish the files as they are, also those whose names begin with a dot or a line."""
_REASONS = (
    ("Authentication failed", "it did not accept your name or password"),
    ("could not read Username", "it asks for a name and password: log in with git first"),
    ("could not read Password", "it asks for a password: log in with git first"),
    ("Permission denied", "it did not accept your ssh key, or you are not allowed to write there"),
    ("protected branch", "that branch is protected: allow this deploy to write there"),
    ("denied", "you are not allowed to write there"),
    ("403", "you are not allowed to write there"),
    *UNREACHED,
    ("not found", "there is no such repository, or you may not see it"),
    ("does not appear to be a git repository", "there is no such repository"),
    ("does not exist", "there is no such repository"),
)
_WAYS = re.compile(
    r"url\..*\.(insteadof|pushinsteadof)|http\.(.*\.)?(extraheader|proxy|sslcainfo)|credential\.(.*\.)?username",
    re.DOTALL,
)
"""What a repository may say of the way to a host: nothing of it names a program."""
_PROGRAMS = re.compile(r"core\.(sshcommand|askpass|gitproxy)|credential\.(.*\.)?helper", re.DOTALL)
"""What logs in: used where a person's own settings name it."""
_NO_REPOSITORY = "This folder is not a git repository, so it has no remote to deploy to."
_NO_GIT = "The program git is not installed on this machine. Install it, then deploy again."
_UNREADABLE = (
    "Git does not read this repository. Run `git status` in it, put right what that says, then deploy again."
)
_TAKEN = ("fetch first", "non-fast-forward", "stale info", "cannot lock ref", "failed to update ref")


@dataclass
class _Draft:
    """The commit that is being made: the tip it stands on, the blobs of that, and what is to change."""

    tip: str = ""
    blobs: dict[str, str] = field(default_factory=dict)
    changes: dict[str, bytes | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Remote:
    """Where a branch is: an address, or a name and the settings that explain it.

    A way on this disk begins in `folder`. `unused` are the settings that would have named a program to log in with.
    """

    name: str
    folder: Path
    settings: tuple[Setting, ...] = ()
    unused: tuple[str, ...] = ()


@dataclass(frozen=True)
class GitTarget:
    """A branch of a remote. `repository` is a folder of our own for git's objects, without settings or hooks."""

    repository: Path
    remote: Remote
    branch: str
    shown: str
    forgets: bool = False
    _draft: _Draft = field(default_factory=_Draft)

    def make_repository(self) -> None:
        """Make the local folder a repository without files."""
        self._git("init")

    def fetch(self) -> None:
        """Learn what the host has; the commit that is being made starts from there."""
        draft, name, branch = self._draft, self.remote.name, f"refs/heads/{self.branch}"
        draft.tip = ""
        draft.changes.clear()
        draft.blobs.clear()
        if self._git("ls-remote", "--heads", "--", name, branch):
            self._git("fetch", "--depth=1", "--", name, branch)
            draft.tip = self._git("rev-parse", "--verify", "FETCH_HEAD").decode().strip()
            listed = self._git("ls-tree", "-r", "-z", draft.tip).decode(errors="surrogateescape")
            draft.blobs.update(_read_tree(listed))

    @contextmanager
    def hold(self, claim: Claim) -> Iterator[None]:
        """Fetch the branch: a commit of somebody else in the meantime makes the push fail, so no lock is needed."""
        self.fetch()
        yield

    def list_files(self) -> frozenset[str]:
        """Return the path of every file in the commit that is being made."""
        changes = self._draft.changes
        added = {path for path, content in changes.items() if content is not None}
        return keep_safe_paths((self._draft.blobs.keys() - changes.keys()) | added)

    def find_differing(self, files: Mapping[str, bytes]) -> frozenset[str]:
        """Compare byte for byte."""
        there = self.read(files)
        return frozenset(path for path, content in files.items() if there.get(path) != content)

    def read(self, paths: Collection[str]) -> Mapping[str, bytes]:
        """Return what the files of the commit that is being made hold."""
        changes, blobs = self._draft.changes, self._draft.blobs
        written = {path: changes[path] for path in paths if path in changes}
        old = [path for path in paths if path not in changes and path in blobs]
        found = dict(zip(old, self._read_blobs([blobs[path] for path in old]), strict=True))
        return found | {path: content for path, content in written.items() if content is not None}

    def put(self, files: Mapping[str, bytes]) -> Iterator[str]:
        """Put files into the commit that is being made."""
        for path, content in files.items():
            self._draft.changes[path] = content
            yield path

    def delete(self, paths: Collection[str]) -> Iterator[str]:
        """Leave files out of the commit that is being made."""
        for path in paths:
            self._draft.changes[path] = None
            yield path

    def settle(self, words: str) -> None:
        """Commit and push, then ask the host which commit it has."""
        draft = self._draft
        if NO_JEKYLL not in self.list_files():
            draft.changes[NO_JEKYLL] = b""
        tree = self._write_tree()
        parent = ["-p", draft.tip] if draft.tip and not self.forgets else []
        commit = self._git("commit-tree", tree, *parent, "-m", words).decode().strip()
        self._push(commit)
        self.fetch()
        if draft.tip != commit:
            raise HostRefused(f"{self.shown} does not show the new commit. Look at it, then deploy again.")

    def _read_blobs(self, names: list[str]) -> Iterator[bytes]:
        said = self._git("cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
        for _ in names:
            head, said = said.split(b"\n", 1)
            size = int(head.split()[2])
            yield said[:size]
            said = said[size + 1 :]

    def _write_tree(self) -> str:
        """Return the tree of the tip with the changes, made in an index of its own."""
        draft = self._draft
        with TemporaryDirectory() as folder:
            index = Path(folder, "index")
            self._git("read-tree", draft.tip or "--empty", index=index)
            lines = []
            for path, content in sorted(draft.changes.items()):
                if content is None:
                    lines.append(f"0 {'0' * 40}\t{path}\0")
                else:
                    blob = self._git("hash-object", "-w", "--stdin", given=content).decode().strip()
                    lines.append(f"100644 {blob}\t{path}\0")
            self._git("update-index", "-z", "--index-info", given="".join(lines).encode(), index=index)
            return self._git("write-tree", index=index).decode().strip()

    def _push(self, commit: str) -> None:
        # Without the lease a branch that somebody has just pushed to would lose that commit.
        lease = [f"--force-with-lease=refs/heads/{self.branch}:{self._draft.tip}"] if self.forgets else []
        target = f"{commit}:refs/heads/{self.branch}"
        self._git("push", *lease, "--", self.remote.name, target)

    def _git(self, *words: str, given: bytes = b"", index: Path | None = None) -> bytes:
        remote = self.remote
        try:
            ended = order_git(
                self.repository,
                *words,
                beside=remote.folder,
                stdin=given,
                settings=remote.settings,
                index=index,
            )
        except FileNotFoundError as error:
            raise DeployRefused(_NO_GIT) from error
        if ended.returncode:
            raise self._refusal(ended.stderr.decode(errors="replace"))
        return ended.stdout

    def _refusal(self, said: str) -> Exception:
        if any(words in said for words in _TAKEN):
            words = (
                f"Another deploy to {self.shown} came first. Nothing was changed by this one: deploy again."
            )
            return HostRefused(words)
        reason = find_reason(_REASONS, said, "git refused")
        words = f"{self.shown} could not be used: {reason}. Put that right and deploy again."
        return HostRefused(words + self._tell_unused())

    def _tell_unused(self) -> str:
        if not self.remote.unused:
            return ""
        names = " and ".join(self.remote.unused)
        return (
            f" This repository's own settings name a program to log in with ({names}), and such a program "
            "is never run. If you know it, name it in your own settings: `git config --global`."
        )


def _read_tree(listed: str) -> Iterator[tuple[str, str]]:
    """Yield path and blob of each file; another repository inside this one is none."""
    for line in filter(None, listed.split("\0")):
        kind, path = line.split("\t", 1)
        if kind.split()[1] == "blob":
            yield path, kind.split()[2]


def find_remote(name: str, project_dir: Path) -> Remote:
    """Return the remote that a project's repository knows by this name.

    Of the repository's own settings only the way there is used: a program that they name may have come with them.
    """
    try:
        folder = open_repository(project_dir).folder
        found = list_settings(folder)
        with TemporaryDirectory() as elsewhere:
            everywhere = Counter(list_settings(Path(elsewhere)))
    except HistoryUnknown as unknown:
        words = {"no-repository": _NO_REPOSITORY, "no-git": _NO_GIT}
        raise DeployRefused(words.get(unknown.why, _UNREADABLE)) from unknown
    # A person's settings may hold for some folders only, and ours is none of them.
    own = Counter(setting for setting in found if setting.is_own) - everywhere
    names = (f"remote.{name}.url", f"remote.{name}.pushurl")
    ways = [one for one in found if not one.is_own and (one.key in names or _WAYS.fullmatch(one.key))]
    unused = {one.key for one in found if not one.is_own and _PROGRAMS.fullmatch(one.key)}
    return Remote(name, folder, (*own.elements(), *ways), tuple(sorted(unused)))
