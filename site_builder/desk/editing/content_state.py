"""The content as it stands, and as it would stand after a change: what the checks say about each.

What makes pages is imported where it is asked for: the editor's first form is shown without it.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from site_builder.content.document import Document
from site_builder.content.sources import FOLDER_OF, SourceFile, read_sources
from site_builder.content.validation import Records, Validate
from site_builder.desk.editing.edit_refusals import EditRefused, require_ours
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.editing.spelled_names import KnownNames
from site_builder.directory.judgement import Folders, Judgement, divide_reading, judge_sources
from site_builder.directory.references import say_kind
from site_builder.findings.diagnostics import Diagnostic

if TYPE_CHECKING:
    from site_builder.site.rendering.renderer import Progress


class Readers(Protocol):
    """What reads files, and remembers what came of each; `share` does work that will be asked for ahead."""

    @property
    def validate(self) -> Validate:
        """What reads one file."""
        ...

    @property
    def share(self) -> Callable[[Sequence[Callable[[], object]], str, "Progress"], None]:
        """What does many pieces of work on all processors."""
        ...


@dataclass(frozen=True)
class Content:
    """The content as it was judged; `makers` know what came of each file: after a change only what changed is read."""

    judged: Judgement
    makers: Readers

    @cached_property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Every error, those of links too, which are known only when the addresses of all pages are."""
        if self.judged.directory is None:
            return self.judged.findings.errors
        from site_builder.site.pages.outline import Outline
        from site_builder.site.pages.plan import plan_site

        no_pages = Outline((), (), "", ())
        _, found = plan_site(self.judged.directory, self.records, revise=lambda make: no_pages)
        return self.judged.findings.plus(found).errors

    @cached_property
    def known_errors(self) -> Counter[tuple[str, str, str]]:
        """How often each error is there, wherever in its file."""
        return Counter(map(_likeness, self.errors))

    @property
    def validate(self) -> Validate:
        """What reads one file."""
        return self.makers.validate

    @property
    def folders(self) -> Folders:
        """Which content is meant, and the day on which it is judged."""
        return self.judged.folders

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """Every file."""
        return self.judged.sources

    @property
    def records(self) -> Records:
        """What could be read of the files."""
        return self.judged.records

    def source(self, name: str) -> SourceFile | None:
        """Return a file by its way from the content folder."""
        return next((source for source in self.sources if source.name == name), None)

    def source_at(self, path: str) -> SourceFile | None:
        """Return a file by its path."""
        return next((source for source in self.sources if source.path == path), None)

    def document(self, path: str) -> Document | None:
        """Return what could be read of a file."""
        return next((document for document in self.records.documents if document.path == path), None)

    def texts(self) -> dict[str, str]:
        """Map the path of each file of text to what is in it."""
        return {source.path: source.text for source in self.sources if source.kind != "photo"}

    def names(self, kind: str) -> KnownNames:
        """Return how each record of a kind, or each force, can be called."""
        if kind == "force":
            forces = self.judged.site.forces if self.judged.site else {}
            return KnownNames.of(
                (slug, name) for slug, force in forces.items() for name in (force.short_name, force.name)
            )
        pairs = [
            (one.slug, name) for one in self.records.documents if _is_of(one, kind) for name in _names(one)
        ]
        return KnownNames.of([*pairs, *((one.slug, one.slug) for one in self.sources if one.kind == kind)])


def read_content(content_dir: Path, overlay_dir: Path | None, as_of: datetime.date) -> Content:
    """Return the content as it is on the disk, judged on a day."""
    if not content_dir.is_dir():
        raise EditRefused(f"There is no folder {content_dir}. Is --content right?")
    sources, found = read_sources(content_dir, overlay_dir)
    from site_builder.pipeline import remember_builds

    makers = remember_builds()()
    read_ahead(makers, sources)
    folders = Folders(content_dir, overlay_dir, as_of)
    return Content(judge_sources(folders, sources, found, validate=makers.validate), makers)


def read_ahead(makers: Readers, sources: Iterable[SourceFile]) -> None:
    """Read files that will be asked for, on all processors where they are many."""
    makers.share(divide_reading(sources, makers.validate), "", lambda work, *_: work)


def content_after(content: Content, changes: Iterable[FileChange]) -> Content:
    """Return the content as it would be after these changes; nothing is written."""
    files = {source.name: source for source in content.sources}
    for change in changes:
        if change.after is None:
            files.pop(change.name, None)
        elif change.name in files:
            files[change.name] = replace(files[change.name], content=change.after)
        else:
            files[change.name] = SourceFile(change.file.as_posix(), change.name, change.after)
    sources = tuple(files[name] for name in sorted(files))
    return replace(content, judged=judge_sources(content.folders, sources, validate=content.validate))


def is_new(content: Content, error: Diagnostic) -> bool:
    """Whether the content has no such error."""
    return _likeness(error) not in content.known_errors


def new_errors(before: Content, after: Content) -> tuple[Diagnostic, ...]:
    """Return the errors that a change would bring; lines that only moved are not new."""
    known = before.known_errors.copy() if after.errors else Counter()
    new = []
    for error in after.errors:
        known[_likeness(error)] -= 1
        if known[_likeness(error)] < 0:
            new.append(error)
    return tuple(new)


def require_sound(before: Content, after: Content, message: str) -> None:
    """Raise EditRefused when a change would bring errors."""
    if found := new_errors(before, after):
        raise EditRefused(message, found, after.texts())


def find_source(content: Content, written: str, kind: str) -> SourceFile:
    """Return the file that an editor means by a short name, a name or a way to the file."""
    names = content.names(kind)
    source = content.source(f"{FOLDER_OF[kind]}/{find_slug(names, written, kind)}.md")
    if source is None:
        raise EditRefused(names.refusal(say_kind(kind), written))
    require_ours(source, content.folders.overlay_dir)
    return source


def find_slug(names: KnownNames, written: str, kind: str) -> str:
    """Return the short name of the record that an editor means; raise EditRefused where nothing is called so."""
    slug = names.read(written).slug
    if not slug:
        raise EditRefused(names.refusal(say_kind(kind), written))
    return slug


def _is_of(document: Document, kind: str) -> bool:
    return document.kind == kind and not document.language


def _names(document: Document) -> Iterator[str]:
    """Yield what a record is called: its name, its name in Latin letters, and short forms that people type."""
    short = document.fields.get("short_names")
    forms = short if isinstance(short, list) else [short]
    for name in (document.fields.get("name"), document.fields.get("romanised_name"), *forms):
        if isinstance(name, str):
            yield name


def _likeness(error: Diagnostic) -> tuple[str, str, str]:
    return error.place.path, error.rule, error.message
