"""The report on a run as one JSON document."""

import json

from site_builder.diagnostics import Diagnostic
from site_builder.pipeline import BuildOptions, Built


def format_json(built: Built, asked: BuildOptions) -> str:
    """Return the outcome and every finding as one JSON document."""
    document = {
        "published": built.published,
        "output": asked.output_dir.as_posix(),
        "as_of": asked.as_of.isoformat(),
        **built.counts,
        "findings": [_finding(finding) for finding in built.findings.sorted()],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _finding(finding: Diagnostic) -> dict[str, object]:
    place, fix = finding.place, finding.fix
    found: dict[str, object] = {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_column": place.end_column,
        "severity": str(finding.severity),
        "rule": finding.rule,
        "message": finding.message,
        "hint": finding.hint,
    }
    if fix:
        found["fix"] = {"column": fix.column, "end_column": fix.end_column, "text": fix.text}
    return found
