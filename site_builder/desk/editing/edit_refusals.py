"""Why a change to the content was not made."""

from collections.abc import Mapping

from site_builder.findings.diagnostics import Diagnostic


class EditRefused(Exception):
    """Nothing was written. `findings` are what the checks would say after the change, `texts` what they point into."""

    def __init__(
        self, message: str, findings: tuple[Diagnostic, ...] = (), texts: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.findings = findings
        self.texts = texts or {}
