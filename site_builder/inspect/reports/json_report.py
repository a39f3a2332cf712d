"""The report on a run as one JSON document."""

import json

from site_builder.findings.diagnostics import Acceptance, Diagnostic
from site_builder.pipeline import BuildOptions, Built


def format_json(built: Built, asked: BuildOptions) -> str:
    """Return the outcome and every finding as one JSON document."""
    document = {
        "passed": built.passed,
        "published": built.published,
        "output": asked.output_dir.as_posix(),
        "as_of": built.as_of.isoformat(),
        **built.counts,
        "findings": [_finding(finding) for finding in built.findings.sorted()],
        "accepted": [_accepted(*pair) for pair in built.findings.sorted_accepted()],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _accepted(finding: Diagnostic, acceptance: Acceptance) -> dict[str, object]:
    agreed = {
        "until": acceptance.until.isoformat(),
        "by": acceptance.by,
        "reason": acceptance.reason,
        "path": acceptance.place.path,
        "line": acceptance.place.line,
    }
    return _finding(finding) | {"acceptance": agreed}


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
        whole = {"deletes_line": True} if fix.deletes_line else {}
        found["fix"] = {"column": fix.column, "end_column": fix.end_column, "text": fix.text, **whole}
    return found
