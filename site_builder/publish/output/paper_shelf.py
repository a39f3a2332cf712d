"""The sheets that were made, beside the output folder: a build takes from here those that are still right.

A sheet is called after what it says, how it was set and which bytes came of it. So one that has grown old, was altered
by hand or was broken off is never found. Those that a published site no longer uses are deleted: a person who was taken
down must not stay here.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from site_builder.publish.printing.press import SET_WITH, SHEETS_FILE
from site_builder.site.pages.job import PaperFile
from site_builder.site.pages.papers import PaperJob
from site_builder.site.rendering.artifact import Artifact

_NAME = re.compile(
    r"(?P<name>[^.]+)\.(?P<digest>[0-9a-f]{16})\.(?P<recipe>[0-9a-f]{8})\.(?P<content>[0-9a-f]{16})\.pdf"
)
_UNFINISHED = ".part"


@dataclass(frozen=True)
class Shelf:
    """The sheets in `folder`."""

    folder: Path

    @cached_property
    def printed(self) -> dict[tuple[str, str], bytes]:
        """Every sheet that is whole and set as it would be set now, by its name and the digest of its words."""
        return {(found["name"], found["digest"]): content for found, content in self._whole()}

    @property
    def sizes(self) -> dict[tuple[str, str], int]:
        """How many bytes each of them has."""
        return {key: len(content) for key, content in self.printed.items()}

    def put(self, job: PaperJob, content: bytes) -> None:
        """Put a sheet there, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{'.'.join(job.key)}.{self._recipe}.{_digest(content)}.pdf"
        unfinished = self.folder / f"{name}{_UNFINISHED}"
        unfinished.write_bytes(content)
        unfinished.replace(self.folder / name)

    def take(self, papers: Iterable[PaperFile]) -> Iterator[Artifact]:
        """Yield sheets as files of the site."""
        return (Artifact(paper.path, self.printed[paper.key]) for paper in papers)

    def forget_others(self, used: Iterable[tuple[str, str]]) -> None:
        """Delete every sheet that is not among those used."""
        kept = set(used)
        for file, found in self._files():
            if (
                found is None
                or (found["name"], found["digest"]) not in kept
                or found["recipe"] != self._recipe
            ):
                with suppress(OSError):
                    file.unlink()

    def _whole(self) -> Iterator[tuple[re.Match[str], bytes]]:
        for file, found in self._files():
            if found and found["recipe"] == self._recipe:
                content = file.read_bytes()
                if _digest(content) == found["content"]:
                    yield found, content

    def _files(self) -> Iterator[tuple[Path, re.Match[str] | None]]:
        """Yield every file of ours; of one that was broken off there is no match."""
        try:
            listed = sorted(self.folder.iterdir())
        except OSError:
            return
        for file in listed:
            found = _NAME.fullmatch(file.name)
            if found or file.name.endswith(f".pdf{_UNFINISHED}"):
                yield file, found

    @cached_property
    def _recipe(self) -> str:
        return sha256(SET_WITH.encode() + SHEETS_FILE.read_bytes()).hexdigest()[:8]


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]
