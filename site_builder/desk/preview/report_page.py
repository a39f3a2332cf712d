"""The report on mistakes as a page: it stands in place of the page an editor looks at until they are mended."""

from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup, escape

from site_builder.desk.preview.faults import Finding, Trouble
from site_builder.findings.diagnostics import Place
from site_builder.language.wording import format_count

_PAGE = Markup("""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}: preview</title>
<link rel="stylesheet" href="/preview/report.css">
</head>
<body>
<main>
<h1>{title}</h1>
<p>{summary}</p>
{files}
<p>The page comes back by itself when this is mended.{before}</p>
</main>
</body>
</html>
""")
_FILE = Markup("<section>\n<h2>{path}</h2>\n<ol>\n{findings}</ol>\n</section>\n")
_FINDING = Markup("<li>\n<h3>{where}</h3>\n<p>{message}</p>\n{line}{hint}<p class=rule>{rule}</p>\n</li>\n")
_LINE = Markup(
    '<section aria-label="{label}" tabindex="0"><pre><code>{line}\n{carets}</code></pre></section>\n'
)
_HINT = Markup("<p>{hint}</p>\n")
_LINK = Markup('<a href="{href}">Open {what} in the editor</a>')
_BEFORE = Markup(' You can <a href="?last-good">look at this page as it was before</a>.')

_WIDEST_LINE = 110


def format_report(trouble: Trouble, *, is_shown_before: bool) -> bytes:
    """Return the report as a page; `is_shown_before` says whether there is a page from before the mistake."""
    count = len(trouble.findings)
    title = f"{format_count(count, 'problem')} to mend" if count else "The pages cannot be shown"
    by_file = groupby(trouble.findings, key=lambda finding: finding.diagnostic.place.path)
    files = Markup("").join(_format_file(path, list(found)) for path, found in by_file)
    before = _BEFORE if is_shown_before else ""
    return str(_PAGE.format(title=title, summary=trouble.summary, files=files, before=before)).encode()


def editor_address(finding: Finding) -> str:
    """Return the address that opens an editor at the place of a finding, or nothing where no file is known."""
    if finding.file is None:
        return ""
    place = finding.diagnostic.place
    path = quote(finding.file.as_posix().lstrip("/"), safe="/:")
    return f"vscode://file/{path}:{max(place.line, 1)}:{max(place.column, 1)}"


def _format_file(path: str, findings: list[Finding]) -> Markup:
    return _FILE.format(path=path, findings=Markup("").join(map(_format_finding, findings)))


def _format_finding(finding: Finding) -> Markup:
    found = finding.diagnostic
    what = f"line {found.place.line}" if found.place.line else "the file"
    href = editor_address(finding)
    where: str | Markup = _LINK.format(href=href, what=what) if href else f"In {what}"
    return _FINDING.format(
        where=where,
        message=found.message,
        line=_format_line(finding.line, found.place),
        hint=_HINT.format(hint=found.hint) if found.hint else "",
        rule=found.rule,
    )


def _format_line(text: str, place: Place) -> Markup:
    """Return a line as it is written, with a row of carets below the words it is about."""
    if not text.strip():
        return Markup("")
    text = text.replace("\t", "→")
    begin = max(0, place.column - _WIDEST_LINE // 2) if len(text) > _WIDEST_LINE else 0
    shown, margin = text[begin : begin + _WIDEST_LINE], f"{place.line} | "
    indent = max(0, place.column - 1 - begin)
    width = max(1, min(place.end_column - place.column, len(shown) - indent))
    carets = f"{' ' * (len(margin) + indent)}{'^' * width}" if place.column else ""
    return _LINE.format(label=f"Line {place.line}", line=escape(f"{margin}{shown}"), carets=carets)
