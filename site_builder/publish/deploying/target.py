"""What every place that a site can be deployed to has to offer."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from site_builder.site.published_files import CLOSED_FOLDER

T = TypeVar("T")

OWN_FOLDER = CLOSED_FOLDER
"""The folder on the host for what visitors are not shown; no page links to it."""
HISTORY_PATH = f"{OWN_FOLDER}/deployed.json"
MARKER_PATH = f"{OWN_FOLDER}/deploying.json"
KEPT_FOLDER = f"{OWN_FOLDER}/kept"
INCOMING_FOLDER = f"{OWN_FOLDER}/incoming"


@dataclass(frozen=True)
class Claim:
    """Who deploys: `holder` stands for this machine and folder, `token` for this very run, `now` for its beginning.

    `take_over` is said by a person who knows that the other deploy has ended.
    """

    holder: str
    token: str
    now: datetime.datetime
    take_over: bool = False


class Target(Protocol):
    """A place for a site. All paths are relative to it, with forward slashes; every method may raise `HostRefused`."""

    @property
    def shown(self) -> str:
        """The place as a person wrote it, without anything secret."""
        ...

    def hold(self, claim: Claim) -> AbstractContextManager[None]:
        """Keep other deploys out for as long as it is open."""
        ...

    def list_files(self) -> frozenset[str]:
        """Return the path of every file that is there, ours or not."""
        ...

    def find_differing(self, files: Mapping[str, bytes]) -> frozenset[str]:
        """Return the paths of those files that are missing there or hold something else."""
        ...

    def read(self, paths: Collection[str]) -> Mapping[str, bytes]:
        """Return what the files hold; those that are not there are left out."""
        ...

    def put(self, files: Mapping[str, bytes]) -> Iterator[str]:
        """Write files, each whole or not at all, and yield each path when it is there."""
        ...

    def delete(self, paths: Collection[str]) -> Iterator[str]:
        """Remove files, and folders left empty by that, and yield each path."""
        ...

    def settle(self, words: str) -> None:
        """Make what was written and removed last, where that is a step of its own; `words` say what changed."""
        ...


class Progress(Protocol):
    """Passes things on one by one and may draw how far it is."""

    def __call__(self, things: Iterable[T], label: str, count: int) -> Iterator[T]:
        """Yield the things; `label` says what they are and `count` how many."""
        ...
