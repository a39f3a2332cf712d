"""What must hold between records: every rule is one function that yields findings."""

from collections.abc import Iterator

from site_builder.content.validation import Records
from site_builder.directory.coverage import find_coverage_faults
from site_builder.directory.model import Directory
from site_builder.directory.references import find_unknown_names
from site_builder.directory.retired_contacts import find_retired
from site_builder.directory.tongues import find_translation_faults
from site_builder.findings.diagnostics import Diagnostic


def find_faults(directory: Directory, records: Records) -> Iterator[Diagnostic]:
    """Yield everything that does not fit together on the directory's day."""
    yield from find_unknown_names(directory, records)
    yield from find_coverage_faults(directory, records)
    yield from find_retired(directory, records)
    yield from find_translation_faults(directory, records)
