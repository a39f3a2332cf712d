"""What builds remember of one another, by what it was made from: a record by its file, a page by its job and the theme.

The preview keeps it while it runs; a build reads what the last one left beside the output folder (`store`), and leaves
what it used itself. Whatever is not asked for in a build is gone after it.
"""

import marshal
import os
import sys
import sysconfig
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, TypeVar

from site_builder.content.body import Body
from site_builder.content.processors import WORTH_SHARING, count_processes, share_work
from site_builder.content.schema import Record
from site_builder.content.sources import SourceFile
from site_builder.content.validation import Validated, read_version, validate_source
from site_builder.findings.diagnostics import Checked, Diagnostic, Place
from site_builder.publish.output.last_build import Doubt
from site_builder.publish.output.last_site import LastSite
from site_builder.publish.output.safe_paths import is_safe_path
from site_builder.publish.output.store import Store
from site_builder.publish.output.stored_values import Unstorable, read_value, write_value
from site_builder.site.checks.addresses import Ground
from site_builder.site.checks.finished_site import PageFacts
from site_builder.site.checks.site_checks import Examiner
from site_builder.site.pages.job import FileJob, Job, KnownJob, PageJob, PageOutline, PaperFile, with_text
from site_builder.site.pages.outline import Outline
from site_builder.site.pages.page_views import FramedView
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.renderer import Progress, render_page
from site_builder.site.rendering.theme import Theme, fingerprint_files, make_theme
from site_builder.site.rendering.theme_files import ThemeFolder, read_lineage

V = TypeVar("V")

_SITE_KEY = sha256(b"site").digest()
_MOST_THEMES = 7
"""So many besides the newest are kept: themes are few, and somebody who works on one leaves many behind."""


@dataclass(frozen=True)
class LeftPage:
    """A page as the store holds it: its bytes lie in the published folder.

    `job` is what it was made from, packed and without its text, where it has one.
    """

    path: str
    digest: str
    origin: Place | None
    findings: tuple[Diagnostic, ...]
    job: bytes = b""

    @classmethod
    def of(cls, page: Artifact, findings: tuple[Diagnostic, ...], job: Job | None) -> Self:
        """Return what is left of a page."""
        left = cls(page.path, page.digest, page.origin, findings)
        job = job.planned if isinstance(job, KnownJob) else job
        if not (isinstance(job, PageJob) and isinstance(job.view, FramedView) and job.view.prose):
            return left
        return replace(left, job=zlib.compress(write_value(with_text(job, Body())), 1))


@dataclass(frozen=True)
class _LeftOutline:
    """An outline as the store holds it: its files, too, lie in the published folder, each with its digest here."""

    pages: tuple[PageOutline, ...]
    files: tuple[tuple[str, str], ...]
    renew_on: str
    papers: tuple[PaperFile, ...]


class BuildMemory:
    """Remembers what the last build made, and nothing older: a person taken out is gone here too."""

    def __init__(
        self, file: Path | None = None, theme_file: Path | None = None, published_dir: Path | None = None
    ) -> None:
        """Begin with what a build left in `file`, and with the themes that any build has left in `theme_file`.

        The pages themselves are taken from `published_dir`, as long as they are there as they were made.
        """
        self._published_dir = published_dir
        program = digest_program() if file or theme_file else ""
        self._store, self._themes = Store(file, program), Store(theme_file, program)
        self._before: dict[bytes, Any] = {}
        self._now: dict[bytes, Any] = {}
        self._given: dict[bytes, bytes] = {}
        self._classes: dict[str, type] = {}
        self._jobs: dict[bytes, Job] = {}
        self._theme: tuple[tuple[ThemeFolder, ...], Theme] | None = None

    @property
    def is_damaged(self) -> bool:
        """Whether what an earlier build left could not be used."""
        return self._store.is_damaged

    def start_build(self) -> None:
        """Begin a build: what only the build before the last one used is forgotten."""
        if self._now:  # else the last build did not come as far as this
            self._before, self._now, self._given, self._jobs = self._now, {}, {}, {}

    def save(self) -> None:
        """Leave what this build used, and nothing else, for the next one."""
        for key in self._jobs.keys() & self._given.keys():
            del self._given[key]  # they were handed over whole
        self._store.save(self._now, self._written(self._now))

    def note_site(self, site: LastSite) -> None:
        """Remember what the next build may ask of the site that was published."""
        self._store.pass_over(_SITE_KEY)
        self._now[_SITE_KEY] = site

    @property
    def last_site(self) -> LastSite | None:
        """The site that was published last, as the store holds it."""
        found = self._pick(_SITE_KEY)
        return found if isinstance(found, LastSite) else None

    def pick_source(self, key: bytes) -> Validated:
        """Return what came of a file, as the store holds it; raise `Doubt`, as the others do, where it does not."""
        found = self._pick(key)
        if not isinstance(found, tuple):
            raise Doubt
        validated: Validated = found
        return validated

    def pick_page(self, key: bytes) -> tuple[LeftPage, PageJob]:
        """Return what the store holds of a page, and what it was made from, without its text."""
        left = self._pick(key)
        if not isinstance(left, LeftPage) or not left.job:
            raise Doubt
        try:
            job = read_value(zlib.decompress(left.job), self._classes)
        except (Unstorable, zlib.error) as error:
            raise Doubt from error
        if not isinstance(job, PageJob):
            raise Doubt
        return left, job

    def pick_facts(self, key: bytes) -> PageFacts:
        """Return the facts of a page as the store holds them."""
        facts = self._pick(key)
        if not isinstance(facts, PageFacts):
            raise Doubt
        return facts

    def revise(self, site: LastSite, gone: Iterable[bytes], new: Mapping[bytes, object]) -> None:
        """Let go of some entries of the store, and leave new ones for the next build."""
        written = {key: content for key, value in new.items() if (content := _write(value))}
        written[_SITE_KEY] = write_value(site)
        self._store.revise(set(gone) - written.keys(), written.items())

    def _pick(self, key: bytes) -> object:
        content = self._store.pick(key)
        try:
            return None if content is None else read_value(content, self._classes)
        except Unstorable:
            return None

    def share(self, tasks: Sequence[Callable[[], object]], label: str, progress: Progress) -> None:
        """Do tasks that make what a build will ask for, where there are so many that several processors are faster."""
        if len(tasks) < WORTH_SHARING or not self._is_cold:
            return
        processes = count_processes()
        before = set(self._now)

        def work(number: int) -> bytes:
            own = tasks[number::processes]
            for task in own if number else progress(own, label, len(own)):
                task()
            new = self._now.keys() - before if number else ()
            return marshal.dumps([(key, content) for key in new if (content := _write(self._now[key]))])

        for answer in share_work(processes, work):
            self._given.update(marshal.loads(answer))

    def validate(self, source: SourceFile) -> Validated:
        """Return what came of a file before, or read it."""
        key = source_key(source.path, source.name, source.digest)
        return self._recall(key, lambda: validate_source(source))

    def read_version(self, source: SourceFile) -> Record | None:
        """Return the record of an earlier version of a file: of one that is as it was, the record of today."""
        _, today, _ = self._now.get(source_key(source.path, source.name, source.digest), (None, None, ()))
        key = _key("version", source.path, source.name, source.digest)
        [record] = [today] if today else self._recall(key, lambda: (read_version(source),))
        return record

    def load_theme(self, themes_dir: Path, name: str) -> Theme:
        """Return the theme as its files are now."""
        files = read_lineage(themes_dir, name)
        if self._theme and self._theme[0] == files:
            return self._theme[1]
        theme = self._recall_theme(_theme_key(themes_dir, name, files), lambda: make_theme(name, files))
        self._theme = files, theme
        return theme

    def revise_outline(self, inputs: str, make: Callable[[Outline | None], Outline]) -> Outline:
        """Return an outline made from the one that these inputs had before, if they had one."""
        key = _key("outline", inputs)
        before = self._now.get(key) or self._before.get(key) or self._read(key)
        self._now[key] = outline = make(before if isinstance(before, Outline) else None)
        if outline != before:
            self._store.pass_over(key)
        return outline

    def render_page(self, job: Job, theme: Theme) -> Checked[Artifact]:
        """Return the page that this job made before, or make it."""
        key = page_key(job, theme)
        self._jobs[key] = job
        return self._recall(key, lambda: render_page(job, theme))

    def examine(self, examiner: Examiner, artifact: Artifact) -> PageFacts:
        """Return the facts of a page as they were found before, or look at it."""
        key = facts_key(examiner.ground, artifact.path, artifact.digest)
        return self._recall(key, lambda: examiner.examine(artifact))

    def _recall_theme(self, key: bytes, make: Callable[[], Theme]) -> Theme:
        """Themes are left for the builds of all sites: making one takes longer than all the rest of a small site."""
        known = self._decode(self._themes, key, self._themes.pick(key))
        if isinstance(known, Theme):
            return known
        theme = make()
        if written := _write(theme):
            self._themes.save(self._themes.keys(_MOST_THEMES), [(key, written)])
        return theme

    def _recall(self, key: bytes, make: Callable[[], V]) -> V:
        known = self._now.get(key) or self._before.get(key) or self._read(key)
        self._now[key] = make() if known is None else known
        value: V = self._now[key]
        return value

    @property
    def _is_cold(self) -> bool:
        return not self._store and not self._before

    def _read(self, key: bytes) -> object:
        given = self._given.get(key)
        known = self._decode(self._store, key, given or self._store.read(key))
        if not isinstance(known, LeftPage | _LeftOutline):
            return known
        value = self._take_page(known) if isinstance(known, LeftPage) else self._take_outline(known)
        if value is None:
            self._store.pass_over(key)
        return value

    def _take_page(self, left: LeftPage) -> Checked[Artifact] | None:
        content = self.read_published(left.path)
        if content is None:
            return None
        artifact = Artifact(left.path, content, left.origin)
        return (artifact, left.findings) if artifact.digest == left.digest else None

    def _take_outline(self, left: _LeftOutline) -> Outline | None:
        contents = [(path, self.read_published(path), digest) for path, digest in left.files]
        files = tuple(
            FileJob(path, content)
            for path, content, digest in contents
            if content is not None and sha256(content).hexdigest() == digest
        )
        return Outline(left.pages, files, left.renew_on, left.papers) if len(files) == len(contents) else None

    def read_published(self, path: str) -> bytes | None:
        """Return a file as it lies in the published folder, or None where it does not."""
        if self._published_dir is None or not is_safe_path(path):
            return None
        try:
            with open(
                f"{self._published_dir}/{path}", "rb"
            ) as file:  # joining thousands of paths takes as long as reading
                return file.read()
        except OSError:
            return None

    def _decode(self, store: Store, key: bytes, content: bytes | None) -> object:
        try:
            return None if content is None else read_value(content, self._classes)
        except Unstorable:
            store.forget(key)
            return None

    def _leave(self, key: bytes) -> object:
        """Return what is left of a value for the next build."""
        match self._now[key]:
            case (Artifact() as page, tuple(findings)):
                return LeftPage.of(page, findings, self._jobs.get(key))
            case Outline(pages, files, renew_on, papers):
                digests = tuple((one.path, sha256(one.content).hexdigest()) for one in files)
                return _LeftOutline(pages, digests, renew_on, papers)
        return self._now[key]

    def _written(self, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Yield what is not in the store yet, as it stands there."""
        for key in keys:
            if self.is_damaged or key not in self._store:
                content = self._given.get(key) or _write(self._leave(key))
                if content:
                    yield key, content


def source_key(path: str, name: str, digest: str) -> bytes:
    """Return the key of what came of a file with this content."""
    return _key("source", path, name, digest)


def page_key(job: Job, theme: Theme) -> bytes:
    """Return the key of a page."""
    return _key("page", job.digest, theme.fingerprint)


def facts_key(ground: Ground, path: str, digest: str) -> bytes:
    """Return the key of what a finished page with these bytes is to the others."""
    return _key("facts", repr(ground), path, digest)


def digest_program() -> str:
    """Return a digest of this program and of the versions of all packages beside it."""
    package = Path(__file__).parent.parent.parent
    packages = sorted(
        name for name in os.listdir(sysconfig.get_path("purelib")) if name.endswith(".dist-info")
    )
    seen = sha256(repr((sys.version, packages)).encode())
    for folder, folders, names in os.walk(package):
        folders.sort()
        for name in sorted(names) if not folder.endswith("__pycache__") else ():
            with open(f"{folder}/{name}", "rb") as file:
                seen.update(file.read())
    return seen.hexdigest()


def _theme_key(themes_dir: Path, name: str, files: tuple[ThemeFolder, ...]) -> bytes:
    return _key("theme", themes_dir.name, name, fingerprint_files(files))


def _write(value: object) -> bytes | None:
    try:
        return write_value(value)
    except Unstorable:
        return None


def _key(*parts: str) -> bytes:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
