"""A plain folder as a target: one that a web server reads, or a disk that is carried there."""

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from site_builder.publish.deploying.deploy_lock import hold_lock
from site_builder.publish.deploying.deploy_refusals import DeployRefused, HostRefused
from site_builder.publish.deploying.target import INCOMING_FOLDER, OWN_FOLDER, Claim
from site_builder.publish.output.publish_refusals import PublishRefused, refuse_in_words
from site_builder.publish.output.safe_paths import keep_safe_paths

_READABLE_BY_US, _READABLE_BY_ALL = 0o700, 0o755


@dataclass(frozen=True)
class FolderTarget:
    """A folder on this machine. Files are written aside and moved into place, so no visitor meets half a file."""

    folder: Path
    shown: str

    def hold(self, claim: Claim) -> AbstractContextManager[None]:
        """Lock the folder, for every deploy on every machine that sees this disk."""
        with _in_words(self.shown):
            self.folder.mkdir(exist_ok=True)
            (self.folder / OWN_FOLDER).mkdir(mode=_READABLE_BY_US, exist_ok=True)
            self._require_inside(f"{OWN_FOLDER}/.deploying.lock")
        return hold_lock(self.folder / OWN_FOLDER / "deploying", self.shown)

    def list_files(self) -> frozenset[str]:
        """Return the path of every file that can be one of a site; links are listed and not followed."""
        found: set[str] = set()
        for above, _, names in os.walk(self.folder):
            inside = Path(above).relative_to(self.folder)
            found.update((inside / name).as_posix() for name in names)
        return keep_safe_paths(found) - {f"{OWN_FOLDER}/.deploying.lock"}

    def find_differing(self, files: Mapping[str, bytes]) -> frozenset[str]:
        """Compare byte for byte."""
        there = self.read(files)
        return frozenset(path for path, content in files.items() if there.get(path) != content)

    def read(self, paths: Collection[str]) -> Mapping[str, bytes]:
        """Read files; a link is none of ours."""
        with _in_words(self.shown):
            places = {path: self.folder / path for path in paths}
            return {
                path: file.read_bytes() for path, file in places.items() if is_file_inside(file, self.folder)
            }

    def put(self, files: Mapping[str, bytes]) -> Iterator[str]:
        """Write each file aside, then move it to its place in one step."""
        aside = self.folder / INCOMING_FOLDER
        for path, content in files.items():
            with _in_words(self.shown):
                aside.parent.mkdir(mode=_READABLE_BY_US, exist_ok=True)
                aside.mkdir(exist_ok=True)
                incoming = aside / "file"
                self._require_inside(f"{INCOMING_FOLDER}/file")
                incoming.unlink(missing_ok=True)  # it may be a link, and be followed
                incoming.write_bytes(content)
                self._make_folders(path)
                os.replace(incoming, self.folder / path)
            yield path

    def delete(self, paths: Collection[str]) -> Iterator[str]:
        """Remove each file, and the folders above it as far as they are empty now."""
        for path in paths:
            with _in_words(self.shown):
                self._require_inside(path)
                (self.folder / path).unlink(missing_ok=True)
                self._remove_empty_folders(path)
            yield path

    def settle(self, words: str) -> None:
        """See everything safely on the disk."""
        with _in_words(self.shown):
            self._remove_empty_folders(f"{INCOMING_FOLDER}/file")
            if hasattr(os, "sync"):
                os.sync()

    def _make_folders(self, path: str) -> None:
        above = (self.folder / path).parent
        self._require_inside(path)
        above.mkdir(mode=_READABLE_BY_ALL, parents=True, exist_ok=True)

    def _require_inside(self, path: str) -> None:
        if not (self.folder / path).parent.resolve().is_relative_to(self.folder.resolve()):
            raise HostRefused(f"A link in {self.shown} leads out of that folder: {path}. Remove the link.")

    def _remove_empty_folders(self, path: str) -> None:
        for above in (self.folder / path).parents:
            if above == self.folder or not above.is_dir() or any(above.iterdir()):
                return
            above.rmdir()


def is_file_inside(file: Path, folder: Path) -> bool:
    """Return whether there is a file and no link, neither itself nor above it, that leads out of the folder."""
    return file.is_file() and not file.is_symlink() and file.parent.resolve().is_relative_to(folder.resolve())


def open_folder(folder: Path, shown: str, protected: Collection[Path]) -> FolderTarget:
    """Return a folder as a target; raise `DeployRefused` for one that holds or lies in what we need."""
    real = folder.resolve()
    for other in (path.resolve() for path in protected):
        if real.is_relative_to(other) or other.is_relative_to(real):
            raise DeployRefused(
                f"{shown} and {other.name} are the same or lie one in the other. Deploy to a folder of its own."
            )
    if not real.parent.is_dir():
        raise HostRefused(f"There is no folder {real.parent} to make {real.name} in. Is the address right?")
    return FolderTarget(real, shown)


@contextmanager
def _in_words(shown: str) -> Iterator[None]:
    try:
        with refuse_in_words(f"{shown} could not be used", "Put that right and deploy again."):
            yield
    except PublishRefused as refused:
        raise HostRefused(str(refused)) from refused
