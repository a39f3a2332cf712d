"""The first half of the road: a content folder is read and judged. It needs no theme, and makes nothing."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from site_builder.content.acceptances import read_acceptances
from site_builder.content.plain_english import find_plain_english
from site_builder.content.settings import Site, read_site
from site_builder.content.sources import SITE_FILE, SourceFile, read_sources
from site_builder.content.validation import (
    RECORD_KINDS,
    Records,
    Validate,
    Validated,
    validate_source,
    validate_sources,
)
from site_builder.content.written_addresses import list_addresses
from site_builder.directory.assemble import assemble_directory
from site_builder.directory.coming_year import find_errors_to_come
from site_builder.directory.model import Directory
from site_builder.directory.references import list_names
from site_builder.directory.retired_contacts import prepare_contacts
from site_builder.findings.diagnostics import Acceptance, Diagnostic, Findings
from site_builder.language.reading_age import Syllables


@dataclass(frozen=True)
class Folders:
    """Which content is meant, and the day on which it is judged: the region's clock makes a day of a moment."""

    content_dir: Path
    overlay_dir: Path | None
    as_of: datetime.date

    def on_clock(self, time_zone: str) -> "Folders":
        """Return the same with a day where a moment was given, by the clock of a region."""
        moment = self.as_of
        if not isinstance(moment, datetime.datetime):
            return self
        return replace(self, as_of=moment.astimezone(ZoneInfo(time_zone)).date())

    def new_file(self, name: str) -> Path:
        """Return where a new file of this name belongs: with the example, never into the real content."""
        return (self.overlay_dir or self.content_dir) / name


@dataclass(frozen=True)
class Judgement:
    """Every file, what could be read of it, and all that is wrong; broken settings leave no `site` or `directory`."""

    folders: Folders
    sources: tuple[SourceFile, ...]
    records: Records
    findings: Findings
    site: Site | None = None
    directory: Directory | None = None

    def errors_to_come(self, acceptances: tuple[Acceptance, ...]) -> tuple[Diagnostic, ...]:
        """Return what is no error today and will be one within a year: none where today's settings are broken."""
        if self.site is None:
            return ()
        return tuple(find_errors_to_come(self.records, self.site, self.folders.as_of, acceptances))


def judge_folders(
    folders: Folders, given: Mapping[str, Any] | None = None, validate: Validate = validate_source
) -> Judgement:
    """Read and judge the content as it is on the disk; `given` are settings from the command line."""
    sources, found = read_sources(folders.content_dir, folders.overlay_dir)
    return judge_sources(folders, sources, found, given, validate)


def divide_reading(sources: Iterable[SourceFile], validate: Validate) -> list[Callable[[], object]]:
    """Return, for each file of a record, the work of finding out all that the judgement asks of it by itself."""
    syllables = Syllables()
    return [
        partial(read_whole, source, validate, syllables) for source in sources if source.kind in RECORD_KINDS
    ]


def read_whole(
    source: SourceFile, validate: Validate = validate_source, syllables: Syllables | None = None
) -> Validated:
    """Return what came of the file of a record, with all that the judgement asks of it by itself kept with it."""
    document, _, _ = read = validate(source)
    if document:
        if not document.language:
            find_plain_english(document, syllables)
        prepare_contacts(document)
        _ = list_names(document), list_addresses(document)
        _ = document.body.faults, document.body.markup, document.body.link_targets
    return read


def judge_sources(
    folders: Folders,
    sources: Sequence[SourceFile],
    found: Iterable[Diagnostic] = (),
    given: Mapping[str, Any] | None = None,
    validate: Validate = validate_source,
) -> Judgement:
    """Judge these files; `found` is what reading them has found already."""
    findings = Findings()
    findings.add(found)
    site, faults = read_site(sources, folders.content_dir, given)
    if site is not None or not _explains_missing_settings(findings):
        findings.add(faults)
    folders = folders.on_clock(site.region.time_zone if site else "UTC")
    records = findings.keep(validate_sources(sources, validate))
    if site is None:
        return Judgement(folders, tuple(sources), records, findings)
    findings.adjust(site.severities)
    findings.accept(findings.keep(read_acceptances(sources, folders.as_of)))
    directory = findings.keep(assemble_directory(records, site, folders.as_of))
    return Judgement(folders, tuple(sources), records, findings, site, directory)


def _explains_missing_settings(findings: Findings) -> bool:
    """Whether settings that are not there were refused when the files were read, so that one mistake is told once."""
    return any(
        found.rule == "too-many-files"
        or (found.rule in {"too-large", "unreadable-file"} and found.place.path.endswith(f"/{SITE_FILE}"))
        for found in findings.diagnostics
    )
