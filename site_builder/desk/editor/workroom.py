"""The content that is edited, as it is on the disk at this moment, and the one way to write into it."""

import secrets
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path

from site_builder.content.sources import SourceFile, read_sources
from site_builder.content.validation import Validate, Validated, validate_source
from site_builder.desk.acts.outcomes import Deeds
from site_builder.desk.acts.premises import Premises
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.desk_folder import DeskFolder
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.file_changes import FileChange, write_changes
from site_builder.desk.editor.screens import News
from site_builder.desk.preview.preview_options import PreviewOptions
from site_builder.directory.judgement import Folders, judge_sources
from site_builder.findings.diagnostics import Diagnostic
from site_builder.publish.output.output_folder import locate_output

_MOST_NEWS = 50
_MOST_VERSIONS = 300


class _Readers:
    """Remembers what came of each file that is still there, and nothing older: a person taken out is gone here too."""

    def __init__(self, before: dict[tuple[str, str], Validated], read: Validate = validate_source) -> None:
        self._before, self._read = before, read
        self.now: dict[tuple[str, str], Validated] = {}

    def validate(self, source: SourceFile) -> Validated:
        """Return what came of a file before, or read it."""
        key = source.path, source.digest
        read = self.now.get(key) or self._before.get(key) or self._read(source)
        self.now[key] = read
        return read

    def share(self, *work: object) -> None:
        """Do nothing ahead: what is asked for is read then."""


class Workroom:
    """One editor at work. Everything here happens in one thread, one request after another."""

    def __init__(
        self, options: PreviewOptions, premises: Premises, wrote: Callable[[], object] = lambda: None
    ) -> None:
        """Begin with nothing read; `wrote` is called after each change to the content."""
        self.options, self.premises = options, premises
        self.desk = DeskFolder.beside(options.content_dir, options.overlay_dir)
        self.token = secrets.token_urlsafe(32)
        self.deeds = Deeds()
        self._wrote = wrote
        self._readers = _Readers({})
        self._left = locate_output(premises.output_dir).store_file
        self._content: Content | None = None
        self._news: dict[str, News] = {}
        self._numbers = count(1)
        self._versions: dict[str, bytes] = {}

    def content(self) -> Content:
        """Return the content as it is now; only files that changed since are read again. Raises EditRefused."""
        options = self.options
        try:
            sources, found = read_sources(options.content_dir, options.overlay_dir)
        except OSError as error:
            raise EditRefused(f"{error.filename} cannot be read: {error.strerror}.") from error
        folders = Folders(options.content_dir, options.overlay_dir, options.choose_day())
        if self._content is None or not self._is_same(folders, sources):
            self._content = self._judge(folders, sources, found)
        return self._content

    def write(self, changes: Sequence[FileChange], after: Content | None = None) -> None:
        """Make all these changes or none; raises EditRefused where a file is not what it was `before`.

        `after` is the content as it will be, where somebody has judged it.
        """
        write_changes(changes)
        self._content = after or self._content
        self._wrote()

    def remember_version(self, content: bytes) -> str:
        """Remember what a file holds while a form of it is open; return what stands for it in the form."""
        digest = sha256(content).hexdigest()
        self._versions[digest] = content
        while len(self._versions) > _MOST_VERSIONS:
            del self._versions[next(iter(self._versions))]
        return digest

    def recall_version(self, digest: str) -> bytes | None:
        """Return what a file held when a form of it was opened; None where nobody remembers."""
        return self._versions.get(digest)

    def keep_news(self, news: News) -> str:
        """Keep what the next screen tells, and return its number."""
        number = str(next(self._numbers))
        self._news[number] = news
        while len(self._news) > _MOST_NEWS:
            del self._news[next(iter(self._news))]
        return number

    def recall_news(self, number: str) -> News | None:
        """Return what was kept under a number."""
        return self._news.get(number)

    def _is_same(self, folders: Folders, sources: tuple[SourceFile, ...]) -> bool:
        known = self._content
        site = known.judged.site if known else None
        day = folders.on_clock(site.region.time_zone if site else "UTC").as_of
        return known is not None and known.folders.as_of == day and known.sources == sources

    def _judge(
        self, folders: Folders, sources: tuple[SourceFile, ...], found: tuple[Diagnostic, ...]
    ) -> Content:
        read = validate_source if self._content else _read_of_build(self._left)
        readers = self._readers = _Readers(self._readers.now, read)
        return Content(judge_sources(folders, sources, found, validate=readers.validate), readers)


def _read_of_build(store_file: Path) -> Validate:
    """Return what reads files with the help of what the last build has left, if any: so the first form comes sooner."""
    if not store_file.is_file():
        return validate_source
    from site_builder.publish.output.build_memory import BuildMemory

    memory = BuildMemory(store_file)
    memory.start_build()
    return memory.validate
