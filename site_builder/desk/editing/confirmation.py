"""Somebody made sure that records are still true: write down when, by whom and how, for as many as there are.

Only the files of officers and ways to report are read: mistakes elsewhere hold up no check, and a check makes none.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from site_builder.content.document import Document
from site_builder.content.field_facts import fields_that
from site_builder.content.frontmatter import parse_document
from site_builder.content.schema import RECORDS
from site_builder.content.settings import Force, read_site
from site_builder.content.sources import FOLDER_OF, SourceFile, read_sources
from site_builder.content.strict_yaml import parse_yaml
from site_builder.content.validation import validate_source
from site_builder.desk.editing.asking_register import note_answers
from site_builder.desk.editing.desk_folder import DeskFolder
from site_builder.desk.editing.edit_refusals import EditRefused, require_ours
from site_builder.desk.editing.field_lines import set_field
from site_builder.desk.editing.file_changes import FileChange, write_changes
from site_builder.desk.editing.spelled_names import KnownNames
from site_builder.desk.editing.yaml_text import format_field
from site_builder.directory.asked import Asked
from site_builder.directory.judgement import Folders
from site_builder.findings.diagnostics import Diagnostic
from site_builder.findings.rule import Severity
from site_builder.language.wording import format_day, format_list

KINDS = ("officer", "channel")
"""What has a check."""
WHO_CHECKED = "Who checked? A role is enough, like: Comms team"
HOW_CHECKED = "How? Like: rang the number"
READ_THE_PAGE = "read the page"
"""How, where a page was read from which several facts come."""
NOBODY_CHOSEN = "Nobody is chosen. Tick who was checked, or choose the page that was read."
NOBODY_NAMED = "Write what was checked: one name or several, or --all-read and the address of a page."
_FORCES = "forces/"
_REFUSED = "Nothing was written, because then something would be wrong:"


@dataclass(frozen=True)
class Check:
    """A check as it is written into a file."""

    on: datetime.date
    by: str
    how: str

    @property
    def fields(self) -> dict[str, str]:
        """The lines of the group ``checked``; raise EditRefused for words that cannot stand in a file."""
        return {"on": self.on.isoformat(), "by": _one_line("by", self.by), "how": _one_line("how", self.how)}


@dataclass(frozen=True)
class Checkable:
    """Every file of an officer or a way to report by its way from the content folder, and the day."""

    folders: Folders
    files: Mapping[str, tuple[SourceFile, Document | None]]
    forces: Mapping[str, Force] = field(default_factory=dict)

    @cached_property
    def names(self) -> KnownNames:
        """Return how each can be called; the short name of a file is its way from the content folder.

        A force has no file: what its answer closes is only the question that was put to it.
        """
        pairs = [
            (f"{_FORCES}{one}", name)
            for one, force in self.forces.items()
            for name in (force.name, force.short_name, one)
        ]
        for name, (source, document) in self.files.items():
            fields = document.fields if document else {}
            called = [fields.get("name"), source.slug, fields.get("romanised_name")]
            pairs += [(name, one) for one in called if isinstance(one, str) and one]
        return KnownNames.of(pairs)

    def from_page(self, url: str) -> tuple[str, ...]:
        """Return the files that name this page as a source, however its address is written; refuse where none does."""
        page = _page(url)
        if read := tuple(name for name, pages in self._pages.items() if page in pages):
            return read
        beside = self._pages_beside(url)
        words = f'No officer and no way to report has "{url}" as its source.'
        raise EditRefused(
            "\n".join([words, *(["Pages of that website that are sources:"] if beside else []), *beside])
        )

    @property
    def pages(self) -> tuple[tuple[str, int], ...]:
        """The pages from which several facts come, each with how many."""
        counts = Counter(page for pages in self._pages.values() for page in pages)
        return tuple(sorted((page, times) for page, times in counts.items() if times > 1))

    def refuse_unknown(self, written: Iterable[str]) -> None:
        """Raise EditRefused where any of these names nobody."""
        if words := [self.names.refusal("officer or way to report", one) for one in written]:
            raise EditRefused("\n".join(words))

    def _pages_beside(self, url: str) -> tuple[str, ...]:
        """Return the pages of the same website that are sources."""
        host = _page(url).partition("/")[0]
        pages = {page for pages in self._pages.values() for page in pages}
        return tuple(sorted(page for page in pages if page.partition("/")[0] == host))

    @cached_property
    def _pages(self) -> Mapping[str, frozenset[str]]:
        return {
            name: frozenset(map(_page, _source_urls(document.fields))) if document else frozenset()
            for name, (_, document) in self.files.items()
        }


@dataclass(frozen=True)
class Confirmation:
    """Files to write, and what to tell the editor about each that was named."""

    names: tuple[str, ...]
    changes: tuple[FileChange, ...]
    words: tuple[str, ...]


def write_confirmation(
    plan: Confirmation,
    desk: DeskFolder,
    on: datetime.date,
    write: Callable[[Sequence[FileChange]], None] = write_changes,
) -> None:
    """Write what was checked, and that whoever was asked has answered."""
    write(plan.changes)
    note_answers(desk, plan.names, on)


def read_checkable(
    content_dir: Path, overlay_dir: Path | None, as_of: datetime.date, asked: Iterable[Asked] = ()
) -> Checkable:
    """Return what can be checked, as it is on the disk, and the forces that were asked."""
    if not content_dir.is_dir():
        raise EditRefused(f"There is no folder {content_dir}. Is --content right?")
    sources, _ = read_sources(content_dir, overlay_dir)
    folders = Folders(content_dir, overlay_dir, as_of)
    site, _ = read_site(sources, content_dir)
    folders = folders.on_clock(site.region.time_zone if site else "UTC")
    chosen = (one for folder in map(FOLDER_OF.get, KINDS) for one in sources if one.folder == folder)
    files = {one.name: (one, _parsed(one)) for one in chosen if one.kind in KINDS}
    forces = site.forces if site else {}
    waiting = (one.slug for one in asked if one.kind == "force" and one.slug in forces)
    return Checkable(folders, files, {slug: forces[slug] for slug in waiting})


def plan_confirmation(checkable: Checkable, names: Sequence[str], check: Check) -> Confirmation:
    """Return the change to each of these files after a check; raise EditRefused, and write none, if one cannot be."""
    if check.on > checkable.folders.as_of:
        raise EditRefused(f"{format_day(check.on)} has not come yet. Write the day of the check.")
    fields = check.fields
    changes: list[FileChange] = []
    words: list[str] = []
    found: list[Diagnostic] = []
    for name in names:
        if name.startswith(_FORCES):
            words.append(
                f"{checkable.names.shown[name]}: the answer is noted. Write what it says into the files."
            )
            continue
        source, document = checkable.files[name]
        require_ours(source, checkable.folders.overlay_dir)
        order = tuple(RECORDS[source.kind].model_fields)
        text = set_field(source.path, source.content, "checked", fields, order)
        found += _new_errors(source, text)
        changes += [FileChange.of(source, text)] if text != source.content else []
        words += _words(source, document, check.on, fields)
    if found:
        texts = {
            str(change.file.as_posix()): (change.after or b"").decode("utf-8", "replace")
            for change in changes
        }
        raise EditRefused(_REFUSED, tuple(found), texts)
    return Confirmation(tuple(names), tuple(changes), tuple(words))


def _words(
    source: SourceFile, document: Document | None, on: datetime.date, fields: Mapping[str, str]
) -> Iterator[str]:
    yield f"{source.path}: checked on {format_day(on)} by {fields['by']} ({fields['how']})."
    if own := _own_checks(source, document):
        names = format_list([f'"{name}"' for name in own])
        verb, noun = ("has", "a check") if len(own) == 1 else ("have", "checks")
        yield f"{names} {verb} {noun} of its own there, which was not changed."


def _own_checks(source: SourceFile, document: Document | None) -> list[str]:
    fields = document.fields if document else {}
    return [
        name
        for name in fields_that(RECORDS[source.kind], lambda are: are.contact)
        if isinstance(contact := fields.get(name), Mapping) and "checked" in contact
    ]


def _new_errors(source: SourceFile, text: bytes) -> list[Diagnostic]:
    """Return the errors that a file has with its new text and has not without."""
    after = _errors(replace(source, content=text))
    before = {(one.rule, one.message) for one in (_errors(source) if after else ())}
    return [one for one in after if (one.rule, one.message) not in before]


def _errors(source: SourceFile) -> list[Diagnostic]:
    return [one for one in validate_source(source)[2] if one.severity is Severity.ERROR]


def _parsed(source: SourceFile) -> Document | None:
    return parse_document(source.path, source.content)[0]


def _source_urls(fields: Mapping[str, object]) -> Iterator[str]:
    """Yield the address of each source of a record: an officer has one, a way to report a list."""
    for written in (fields.get("source"), fields.get("sources")):
        entries: Iterable[object] = written if isinstance(written, list) else (written,)
        for entry in entries:
            url = entry.get("url") if isinstance(entry, Mapping) else None
            if isinstance(url, str):
                yield url


def _page(url: str) -> str:
    """Return what tells a page: neither how it is fetched, nor a place on it, nor how its address is spelled."""
    address = url.strip().strip("<>").replace("\\", "/")
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return address
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{unquote(parts.path).rstrip('/')}{query}"


def _one_line(name: str, written: str) -> str:
    """Return an answer in words, tidied; raise EditRefused when it cannot stand in a file."""
    words = " ".join(written.split())
    if not words:
        raise EditRefused(f'"{name}" is empty. Write a few words.')
    _, found = parse_yaml(format_field(name, words), "")
    if found:
        raise EditRefused(f"{found[0].message} {found[0].hint}".strip())
    return words
