"""The report on a run as GitHub Actions shows it: a note at each line, and a summary of the whole step.

GitHub shows ten notes of a kind per step, so errors come first and the summary lists everything.
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Sequence
from dataclasses import replace

from site_builder.findings.diagnostics import Diagnostic
from site_builder.findings.rule import Severity
from site_builder.language.wording import format_count, format_day
from site_builder.pipeline import BuildOptions, Built

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


def format_github(built: Built, asked: BuildOptions) -> str:
    """Return one workflow command for each finding, errors first, and last of all what is accepted."""
    return "\n".join(_command(finding) for finding in (*_by_weight(built), *_accepted(built)))


def format_step_summary(built: Built, asked: BuildOptions) -> str:
    """Return every finding as a table in Markdown, for the file that `GITHUB_STEP_SUMMARY` names."""
    findings = _by_weight(built)
    lines = [f"## {_outcome(built)}", "", _counts(findings), ""]
    if findings or built.findings.accepted:
        lines += ["| Where | What | Rule |", "| --- | --- | --- |"]
        lines += [
            f"| `{_cell(str(finding.place))}` | {finding.severity}: {_cell(finding.message)} {_cell(finding.hint)} "
            f"| {finding.rule} |"
            for finding in (*findings, *_accepted(built))
        ]
    return "\n".join(lines) + "\n"


def _outcome(built: Built) -> str:
    if built.is_check:
        return "Nothing stops the site." if built.passed else "The site cannot be published."
    return "The site was published." if built.published else "Nothing was published."


def _accepted(built: Built) -> Sequence[Diagnostic]:
    """Return what is let pass as notices that say until when and why."""
    return [
        replace(
            finding,
            message=f"Accepted until {format_day(acceptance.until)}: {finding.message}",
            hint=f"{acceptance.by}: {acceptance.reason}",
            level=Severity.NOTICE,
        )
        for finding, acceptance in built.findings.sorted_accepted()
    ]


def _by_weight(built: Built) -> Sequence[Diagnostic]:
    return sorted(built.findings.sorted(), key=lambda finding: _ORDER.index(finding.severity))


def _command(finding: Diagnostic) -> str:
    place = finding.place
    fields = {"file": place.path, "line": place.line, "endLine": place.line, "col": place.column}
    if place.end_column > place.column:
        fields["endColumn"] = place.end_column - 1  # GitHub counts the last column itself
    fields["title"] = finding.rule
    written = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items() if value)
    return f"::{finding.severity} {written}::{_data(f'{finding.message} {finding.hint}'.strip())}"


def _counts(findings: Sequence[Diagnostic]) -> str:
    words = {Severity.ERROR: "problem", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
    counts = [format_count(sum(one.severity is level for one in findings), words[level]) for level in _ORDER]
    return f"{', '.join(counts)}."


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def _cell(words: str) -> str:
    for sign in "\\|<>`[]*_":
        words = words.replace(sign, f"\\{sign}" if sign not in "<>`" else f"&#{ord(sign)};")
    return words.replace("\n", " ")
