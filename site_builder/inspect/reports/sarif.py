"""The report on a run as SARIF 2.1.0, which code hosts show beside the lines it is about.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html: columns count from 1 in Unicode code points
when `columnKind` says so, and a path is a relative URI reference.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from site_builder import __version__
from site_builder.findings.diagnostics import Acceptance, Diagnostic, Place
from site_builder.findings.rule import Severity
from site_builder.findings.rules import RULES
from site_builder.language.wording import format_day
from site_builder.pipeline import BuildOptions, Built

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def format_sarif(built: Built, asked: BuildOptions) -> str:
    """Return every finding as a SARIF log of one run; what is accepted stands there as suppressed."""
    accepted = dict(built.findings.sorted_accepted())
    findings = (*built.findings.sorted(), *accepted)
    rules = sorted({finding.rule for finding in findings})
    run = {
        "tool": {
            "driver": {
                "name": "liaison directory",
                "semanticVersion": __version__,
                "rules": [{"id": rule, "shortDescription": {"text": RULES[rule].asks}} for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "exitCode": 0 if built.passed else 1}],
        "results": list(_results(findings, rules, accepted)),
    }
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _results(
    findings: Sequence[Diagnostic], rules: Sequence[str], accepted: Mapping[Diagnostic, Acceptance]
) -> Iterator[dict[str, object]]:
    seen: Counter[str] = Counter()
    for finding in findings:
        # The same words a second time in a file are another finding, wherever their lines move to.
        same = f"{finding.place.path}\0{finding.rule}\0{finding.message}"
        fingerprint = hashlib.sha256(f"{same}\0{seen[same]}".encode("utf-8", "surrogateescape")).hexdigest()
        seen[same] += 1
        result: dict[str, object] = {
            "ruleId": finding.rule,
            "ruleIndex": rules.index(finding.rule),
            "level": _LEVELS[finding.severity],
            "message": {"text": f"{finding.message} {finding.hint}".strip()},
            "locations": [{"physicalLocation": _location(finding.place)}],
            "partialFingerprints": {"findingHash/v1": fingerprint},
        }
        yield result | _suppressions(accepted.get(finding)) | _fixes(finding)


def _suppressions(acceptance: Acceptance | None) -> dict[str, object]:
    if acceptance is None:
        return {}
    words = f"Accepted until {format_day(acceptance.until)} by {acceptance.by}: {acceptance.reason}"
    suppression = {
        "kind": "external",
        "status": "accepted",
        "justification": words,
        "location": {"physicalLocation": _location(acceptance.place)},
    }
    return {"suppressions": [suppression]}


def _location(place: Place) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": {"uri": quote(os.fsencode(place.path))}}
    if place.line:
        region = {"startLine": place.line}
        region |= {"startColumn": place.column} if place.column else {}
        region |= {"endColumn": place.end_column} if place.end_column > place.column else {}
        location["region"] = region
    return location


def _fixes(finding: Diagnostic) -> dict[str, object]:
    if finding.fix is None:
        return {}
    deleted = {
        "startLine": finding.place.line,
        "startColumn": finding.fix.column,
        "endColumn": finding.fix.end_column,
    }
    if finding.fix.deletes_line:
        deleted |= {"endLine": finding.place.line + 1, "endColumn": 1}
    change = {
        "artifactLocation": {"uri": quote(os.fsencode(finding.place.path))},
        "replacements": [{"deletedRegion": deleted, "insertedContent": {"text": finding.fix.text}}],
    }
    return {
        "fixes": [{"description": {"text": finding.hint or finding.message}, "artifactChanges": [change]}]
    }
