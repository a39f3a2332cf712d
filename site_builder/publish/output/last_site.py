"""What a build says of the site that it has published, for a next one that finds nothing changed but a text or two."""

import datetime
import marshal
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from site_builder.content.hosts import Packing
from site_builder.content.schema import Retired
from site_builder.content.sources import SourceFile, digest_listed
from site_builder.findings.diagnostics import Findings
from site_builder.publish.output.last_build import Doubt, choose_young
from site_builder.site.checks.addresses import Ground
from site_builder.site.pages.job import Job, KnownJob
from site_builder.site.pages.page_views import FramedView

if TYPE_CHECKING:
    from site_builder.publish.output.last_build import Mark


@dataclass(frozen=True, kw_only=True)
class LastSite:
    """A published site, as far as one text more or less in it asks for it.

    `asked` stands for what was asked for, and `surroundings` for git and the environment; `theme` is its fingerprint,
    `published` what stands for the folder as it was left. `retired` is what may not be shown, `packed` are the copies
    that the site is kept in, and `room` the bytes by which it may grow. `seen` holds how each file of the content stood
    before it was read, and which of them are sources; `pages` the page that each text stands on and the key of that
    page: both are packed, since there are thousands.
    """

    asked: str
    surroundings: str
    as_of: datetime.date
    time_zone: str
    theme: str
    published: str
    packed: tuple[Packing, ...]
    room: int
    ground: Ground
    retired: Retired
    findings: Findings
    counts: Mapping[str, int]
    seen: bytes
    pages: bytes

    def page_of(self, path: str) -> tuple[str, bytes]:
        """Return the page that the text of a file stands on, and its key; raise `Doubt` where it has none alone."""
        found: Mapping[str, tuple[str, bytes]] = marshal.loads(self.pages)
        if path not in found:
            raise Doubt
        return found[path]

    def pages_with(self, pages: Mapping[str, tuple[str, bytes]]) -> bytes:
        """Return `pages` with other pages of these texts."""
        return marshal.dumps({**marshal.loads(self.pages), **pages})


@dataclass(frozen=True)
class Seen:
    """The files of the content as they stood, and of each source its name, its path as it is told, and its digest."""

    marks: Sequence["Mark"]
    sources: Mapping[str, tuple[str, str, str]]

    @classmethod
    def of(cls, sources: Iterable[SourceFile], marks: Sequence["Mark"]) -> Self:
        """Return how the content stood before these sources were read from it."""
        return cls(marks, {}).renew(sources, marks)

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Return what was packed."""
        return cls(*marshal.loads(packed))

    @property
    def digest(self) -> str:
        """What stands for the whole content (`digest_sources`)."""
        return digest_listed((name, digest) for name, _, digest in self.sources.values())

    def pack(self) -> bytes:
        """Return it as bytes."""
        return marshal.dumps((list(self.marks), dict(self.sources)))

    def digest_of(self, source: SourceFile) -> str:
        """Return what stood for the content of a source before."""
        return self.sources[os.path.abspath(source.path)][2]

    def renew(self, changed: Iterable[SourceFile], marks: Sequence["Mark"]) -> Self:
        """Return the same with the files as they stand now."""
        again = {os.path.abspath(one.path): (one.name, one.path, one.digest) for one in changed}
        return replace(self, marks=marks, sources={**self.sources, **again})

    def find_changed(self, now: Sequence["Mark"]) -> tuple[SourceFile, ...] | None:
        """Return the sources with another content, or None where there is more to tell than that."""
        before = {path: marks for path, _, marks in self.marks}
        marks_now = {path: marks for path, _, marks in now}
        if before.keys() != marks_now.keys():
            return None
        changed = {path for path, marks in marks_now.items() if marks != before[path]}
        if not changed <= self.sources.keys():
            return None
        doubtful = sorted(changed | (choose_young(self.marks) & self.sources.keys()))
        sources = map(self._read, doubtful)
        return tuple(one for one in sources if one.digest != self.sources[os.path.abspath(one.path)][2])

    def _read(self, path: str) -> SourceFile:
        name, told, _ = self.sources[path]
        with open(path, "rb") as file:
            return SourceFile(told, name, file.read())

    def texts_of(self, paths: set[str]) -> dict[str, str]:
        """Return the text of those files."""
        return {told: self._read(path).text for path, (_, told, _) in self.sources.items() if told in paths}


def list_text_pages(jobs: Iterable[Job], key_of: Callable[[Job], bytes], others: Iterable[str]) -> bytes:
    """Return the page of each text that stands on one page, and its key, packed; `others` are texts to leave out."""
    found: dict[str, tuple[str, bytes]] = {}
    several = set(others)
    for job in jobs:
        if job.origin and _has_text(job):
            several |= {job.origin.path} & found.keys()
            found[job.origin.path] = job.path, key_of(job)
    return marshal.dumps({path: page for path, page in found.items() if path not in several})


def _has_text(job: Job) -> bool:
    if isinstance(job, KnownJob):
        return bool(job.outline.text)
    return isinstance(job.view, FramedView) and job.view.prose is not None
