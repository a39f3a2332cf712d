"""All that a build asks of the history: the record of changes and, if the settings say so, where facts come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.content.sources import SourceFile
from site_builder.content.validation import Records
from site_builder.directory.history.change_record import ChangeRecord, record_changes
from site_builder.directory.history.provenance import TracedFact, trace_facts
from site_builder.directory.history.versions import choose_folders
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Diagnostic


@dataclass(frozen=True)
class History:
    """What is known of earlier days; None for what nobody asked for."""

    changes: ChangeRecord | None = None
    facts: tuple[TracedFact, ...] | None = None


def learn_history(
    content_dir: Path,
    overlay_dir: Path | None,
    sources: Sequence[SourceFile],
    records: Records,
    directory: Directory,
) -> tuple[History, tuple[Diagnostic, ...]]:
    """Return the history that a site shows, and why it is not whole; git is asked only if the site shows any."""
    folders = choose_folders(content_dir, overlay_dir, sources)
    changes, found = record_changes(folders, records, directory)
    facts = trace_facts(folders, sources, directory) if directory.site.provenance else None
    return History(changes, facts), found
