"""Why a change to the content was not made."""

from collections.abc import Mapping
from pathlib import Path

from site_builder.content.sources import SourceFile
from site_builder.findings.diagnostics import Diagnostic


class EditRefused(Exception):
    """Nothing was written. `findings` are what the checks would say after the change, `texts` what they point into."""

    def __init__(
        self, message: str, findings: tuple[Diagnostic, ...] = (), texts: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.findings = findings
        self.texts = texts or {}


def require_ours(source: SourceFile, overlay_dir: Path | None) -> None:
    """Raise EditRefused for a file of the real directory where the example is meant."""
    if overlay_dir is not None and not Path(source.path).is_relative_to(overlay_dir):
        words = f"{source.path} belongs to the real directory, not to the example. Leave out --example."
        raise EditRefused(words)
