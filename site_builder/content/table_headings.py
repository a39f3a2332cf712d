"""Tables in a Markdown text that have no headings: who listens to the page cannot tell what a cell means."""

import re
from collections.abc import Iterator

from site_builder.content.markdown_source import MarkdownSource
from site_builder.findings.diagnostics import Diagnostic

_TABLE = re.compile(r"<table\b[^<>]*>(?P<inside>.*?)(?:</table\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_HEADING_CELL = re.compile(r"<th[\s>]", re.IGNORECASE)
_EMPTY_ROW = re.compile(
    r"(?:^|\n)(?P<row>[ >]*+\|[ \t|]*+)\n[ >]*+(?=[^\n]*\|)\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t:|-]*+)?(?=\n|\Z)"
)
"""A first row of empty cells, and the row of hyphens below it."""


def find_bare_tables(source: MarkdownSource) -> Iterator[Diagnostic]:
    """Yield `missing-table-headings` where a table begins; the same rule looks at the finished pages of a theme."""
    for found in _TABLE.finditer(source.masked):
        if not _HEADING_CELL.search(found["inside"]):
            yield _bare(source, found.start(), found.start("inside"))
    for found in _EMPTY_ROW.finditer(source.masked):
        yield _bare(source, *found.span("row"))


def _bare(source: MarkdownSource, start: int, end: int) -> Diagnostic:
    return Diagnostic(
        source.place(start, end),
        "missing-table-headings",
        "This table has no headings.",
        "Begin it with a row that says what is in each column, like: | Day | Open |",
    )
