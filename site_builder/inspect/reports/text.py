"""The report on a run as people read it: every mistake with its line, and what became of the site."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from site_builder.findings.diagnostics import Diagnostic, Findings, Place
from site_builder.findings.rule import Severity
from site_builder.language.wording import format_count, format_day
from site_builder.pipeline import BuildOptions, Built

_WIDEST_LINE = 110


def format_problems(findings: Findings, texts: Mapping[str, str]) -> str:
    """Return every error, grouped by file, with the line it is on; `texts` maps a file's path to what is in it."""
    errors = findings.errors
    blocks = []
    for path, found in groupby(errors, key=lambda finding: finding.place.path):
        problems = list(found)
        lines = texts.get(path, "").splitlines()
        blocks.append(f"{path}   {format_count(len(problems), 'problem')}")
        blocks += ["\n".join(_problem(problem, lines)) for problem in problems]
    return "\n\n".join(blocks)


def format_remarks(findings: Findings, *, each: bool) -> str:
    """Return warnings and notices: one line for each when `each`, else one line for each rule with an example."""
    remarks = [finding for finding in findings.sorted() if finding.severity is not Severity.ERROR]
    if not remarks:
        return "" if findings.errors else "Nothing needs care."
    if each:
        return "\n".join(map(str, remarks))
    counts = Counter(finding.rule for finding in remarks)
    lines = ["Worth knowing; none of it stops the site (--warnings lists each):"]
    for rule, count in sorted(counts.items(), key=lambda item: (item[1], item[0])):
        first = next(finding for finding in remarks if finding.rule == rule)
        more = f" And {count - 1} more like it." if count > 1 else ""
        lines.append(f"  {rule}: {first.message}{more}\n    {first.place}")
    return "\n".join(lines)


def format_accepted(findings: Findings) -> str:
    """Return what was found and is let pass, each with its last day and the reason."""
    return "\n".join(
        f"Accepted until {format_day(acceptance.until)}: {finding.message} [{finding.rule}]\n"
        f"    {finding.place}\n    {acceptance.by}: {acceptance.reason}"
        for finding, acceptance in findings.sorted_accepted()
    )


def format_outcome(built: Built, asked: BuildOptions, seconds: float) -> str:
    """Return what was built and what became of the published site."""
    if built.is_check:
        return _passed(built, seconds) if built.passed else f"{_problems(built)}. A check publishes nothing."
    return _success(built, asked, seconds) if built.changes else _failure(built, asked)


def _success(built: Built, asked: BuildOptions, seconds: float) -> str:
    changes = built.changes
    if changes is None or changes.is_empty:
        news = "no page differs from the last build"
    else:
        added = format_count(len(changes.added), "file")
        news = f"{added} added, {len(changes.changed)} changed, {len(changes.removed)} removed"
    return (
        f"Built {_contents(built)}, as of {format_day(built.as_of)}, in {seconds:.1f} seconds: {news}.\n"
        f"The site is in {asked.output_dir}. Open {asked.output_dir / 'index.html'} to look at it."
    )


def _passed(built: Built, seconds: float) -> str:
    return (
        f"Checked {_contents(built)}, as of {format_day(built.as_of)}, in {seconds:.1f} seconds. "
        "Nothing stops the site."
    )


def _contents(built: Built) -> str:
    counts = built.counts
    return (
        f"{format_count(counts['areas'], 'area')}, {format_count(counts['officers'], 'officer')} and "
        f"{format_count(counts['channels'], 'way')} to report, on {format_count(counts['pages'], 'page')}"
    )


def _problems(built: Built) -> str:
    errors = built.findings.errors
    files = format_count(len({finding.place.path for finding in errors}), "file")
    return f"{format_count(len(errors), 'problem')} in {files}"


def _failure(built: Built, asked: BuildOptions) -> str:
    rest = (
        f"The site in {asked.output_dir} is unchanged."
        if asked.output_dir.exists()
        else "There is no site yet."
    )
    return f"{_problems(built)}. Nothing was published. {rest}"


def _problem(problem: Diagnostic, lines: Sequence[str]) -> Iterator[str]:
    yield f"  {problem.place}: {problem.severity} [{problem.rule}]"
    yield f"    {problem.message}"
    if problem.hint:
        yield f"    {problem.hint}"
    yield from _excerpt(problem.place, lines)


def _excerpt(place: Place, lines: Sequence[str]) -> Iterator[str]:
    """Yield the line a finding is on, and a row of carets below the words it is about."""
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return
    line = lines[place.line - 1].replace("\t", "→")
    begin = max(0, place.column - _WIDEST_LINE // 2) if len(line) > _WIDEST_LINE else 0
    shown = line[begin : begin + _WIDEST_LINE]
    carets = max(1, min(place.end_column - place.column, len(shown) - (place.column - 1 - begin)))
    yield f"    {place.line:>5} | {shown}"
    if place.column:
        yield f"          | {' ' * (place.column - 1 - begin)}{'^' * carets}"
