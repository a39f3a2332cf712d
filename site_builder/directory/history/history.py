"""All that a build asks of the history: the record of changes and, if the settings say so, where facts come from."""

from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.content.sources import SourceFile
from site_builder.content.validation import ReadVersion, Records, read_version
from site_builder.directory.history.change_record import ChangeRecord, record_changes
from site_builder.directory.history.provenance import TracedFact, trace_facts
from site_builder.directory.history.versions import choose_folders
from site_builder.directory.judgement import Folders
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Diagnostic


@dataclass(frozen=True)
class History:
    """What is known of earlier days; None for what nobody asked for."""

    changes: ChangeRecord | None = None
    facts: tuple[TracedFact, ...] | None = None


def learn_history(
    folders: Folders,
    sources: Sequence[SourceFile],
    records: Records,
    directory: Directory,
    read: ReadVersion = read_version,
) -> tuple[History, tuple[Diagnostic, ...]]:
    """Return the history that a site shows, and why it is not whole; git is asked only if the site shows any."""
    zone = directory.site.region.time_zone
    chosen = choose_folders(folders.content_dir, folders.overlay_dir, sources, read, zone)
    changes, found = record_changes(chosen, records, directory)
    facts = trace_facts(chosen, sources, directory) if directory.site.provenance else None
    return History(changes, facts), found
