"""A folder on another machine as a target, reached with the program rsync: over ssh, or an rsync service.

rsync itself writes each file aside and moves it into place.
"""

import os
import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from site_builder.publish.deploying.deploy_lock import hold_lock, hold_marker
from site_builder.publish.deploying.deploy_refusals import UNREACHED, DeployRefused, HostRefused, find_reason
from site_builder.publish.deploying.folder_target import is_file_inside
from site_builder.publish.deploying.target import MARKER_PATH, OWN_FOLDER, Claim
from site_builder.publish.output.safe_paths import keep_safe_paths

BATCH = 25
"""How many files go with one run of rsync: few enough for the progress bar to move."""
SSH = "ssh -o BatchMode=yes -o ConnectTimeout=20 -o StrictHostKeyChecking=yes"
_VANISHED = 24
"""How rsync says that a folder in its list is not there; nothing of ours is in such a folder."""
_NOTHING_THERE = ("No such file or directory", "No such file or dir")
_REASONS = (
    ("Permission denied (", "it did not accept your ssh key"),
    ("auth failed", "it did not accept the name or the password"),
    ("Unknown module", "its rsync service has no module of that name"),
    ("read only", "its rsync service lets nobody write there"),
    *UNREACHED,
    ("Connection closed", "it closed the connection"),
    ("No space left", "there is no room left on its disk"),
    ("Permission denied", "you are not allowed to write there"),
    ("Operation not permitted", "you are not allowed to write there"),
    ("command not found", "the program rsync is not installed there"),
    *((words, "the folder is not there") for words in _NOTHING_THERE),
)  # fmt: skip


@dataclass(frozen=True)
class RsyncTarget:
    """A folder that rsync can reach. `place` is as rsync wants it, with a slash at its end."""

    place: str
    shown: str
    lock_place: Path
    port: int | None = None

    @contextmanager
    def hold(self, claim: Claim) -> Iterator[None]:
        """Lock this machine, and leave a marker for others."""
        with hold_lock(self.lock_place, self.shown), hold_marker(self, claim):
            yield

    def list_files(self) -> frozenset[str]:
        """Return the path of every file that can be one of a site; a folder that is not there yet has none."""
        return keep_safe_paths(self._list())

    def _list(self) -> frozenset[str]:
        with TemporaryDirectory() as empty:
            options = ["--recursive", "--links", "--dry-run", "--out-format=%n", f"{self.place}"]
            ended = self._run([*options, f"{empty}/"])
        if _nothing_there(ended):
            return frozenset()
        self._require(ended)
        return frozenset(path for path in ended.stdout.split("\n") if path and not path.endswith("/"))

    def find_differing(self, files: Mapping[str, bytes]) -> frozenset[str]:
        """Let rsync compare checksums on both sides; nothing is sent."""
        with _staged(files) as (folder, names):
            found = self._send(folder, names, "--checksum", "--dry-run", "--out-format=%n")
        return frozenset(found.stdout.splitlines()) & files.keys()

    def read(self, paths: Collection[str]) -> Mapping[str, bytes]:
        """Fetch files in one run."""
        if not paths:
            return {}
        with TemporaryDirectory() as name, _name_list(paths) as names:
            ended = self._run(["--ignore-missing-args", *_listed(names), self.place, f"{name}/"])
            if _nothing_there(ended):
                return {}
            self._require(ended)
            files = {path: Path(name, path) for path in paths}
            return {
                path: file.read_bytes() for path, file in files.items() if is_file_inside(file, Path(name))
            }

    def put(self, files: Mapping[str, bytes]) -> Iterator[str]:
        """Send files, a few with each run."""
        paths = list(files)
        # What an interrupted run leaves aside lies where the next deploy cleans up; the marker makes that folder.
        aside = [] if paths == [MARKER_PATH] else [f"--temp-dir={OWN_FOLDER}"]
        for start in range(0, len(paths), BATCH):
            batch = paths[start : start + BATCH]
            with _staged({path: files[path] for path in batch}) as (folder, names):
                self._send(folder, names, "--ignore-times", "--perms", *aside)
            yield from batch

    def delete(self, paths: Collection[str]) -> Iterator[str]:
        """Remove files; then, from the deepest, the folders that hold nothing any more."""
        self._delete(paths)
        if any(not path.startswith(f"{OWN_FOLDER}/") for path in paths):
            for folders in _empty_folders(paths, self._list()):
                self._delete(folders)
        yield from paths

    def settle(self, words: str) -> None:
        """Nothing is left to do: every file is in its place."""

    def _delete(self, paths: Collection[str]) -> None:
        with _name_list(paths) as names, TemporaryDirectory() as empty:
            for path in paths:  # rsync wants to see the folders that stay
                Path(empty, path).parent.mkdir(parents=True, exist_ok=True)
            if paths:
                self._send(Path(empty), names, "--delete-missing-args", "--dirs")

    def _send(self, folder: Path, names: Path, *options: str) -> subprocess.CompletedProcess[str]:
        ended = self._run([*options, *_listed(names), f"{folder}/", self.place])
        self._require(ended)
        return ended

    def _run(self, words: list[str]) -> subprocess.CompletedProcess[str]:
        program = shutil.which("rsync")
        if program is None:
            raise DeployRefused(
                "The program rsync is not installed on this machine. Install it, then deploy again."
            )
        command = [program, "--protect-args", "--timeout=60", *self._way(), *words]
        settings = {**os.environ, "LC_ALL": "C"}
        return subprocess.run(
            command,
            env=settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    def _way(self) -> list[str]:
        """Return how to get there; with a shell named, rsync would look for its service behind ssh."""
        if self.place.startswith("rsync://"):
            return []
        return [f"--rsh={SSH} -p {self.port}" if self.port else f"--rsh={SSH}"]

    def _require(self, ended: subprocess.CompletedProcess[str]) -> None:
        if ended.returncode not in {0, _VANISHED}:
            reason = find_reason(_REASONS, ended.stderr, f"rsync ended with code {ended.returncode}")
            raise HostRefused(f"{self.shown} could not be used: {reason}. Put that right and deploy again.")


def _nothing_there(ended: subprocess.CompletedProcess[str]) -> bool:
    return ended.returncode not in {0, _VANISHED} and any(words in ended.stderr for words in _NOTHING_THERE)


def _listed(names: Path) -> list[str]:
    return ["--from0", f"--files-from={names}", "--links"]


@contextmanager
def _name_list(paths: Collection[str]) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        names = Path(folder, "names")
        names.write_bytes(b"".join(path.encode() + b"\0" for path in paths))
        yield names


@contextmanager
def _staged(files: Mapping[str, bytes]) -> Iterator[tuple[Path, Path]]:
    """Write files into a folder that is soon gone again, with the rights they shall have on the host."""
    with TemporaryDirectory() as name, _name_list(list(files)) as names:
        for path, content in files.items():
            file = Path(name, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            file.chmod(0o644)
            for folder in PurePosixPath(path).parents[:-1]:
                Path(name, folder).chmod(0o700 if folder.parts[0] == OWN_FOLDER else 0o755)
        yield Path(name), names


def _empty_folders(removed: Collection[str], left: Collection[str]) -> Iterator[list[str]]:
    """Yield the folders that hold nothing any more, the deepest first, those of one depth together."""
    full = {above for path in left for above in PurePosixPath(path).parents}
    empty = {above for path in removed for above in PurePosixPath(path).parents[:-1]} - full
    for depth in sorted({len(folder.parts) for folder in empty}, reverse=True):
        yield sorted(str(folder) for folder in empty if len(folder.parts) == depth)
