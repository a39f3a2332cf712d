"""How deep and how dense the text of a page may be, measured before it is turned into HTML."""

from site_builder.diagnostics import Diagnostic


def find_excess(text: str, path: str, first_line: int) -> tuple[Diagnostic, ...]:
    """Return a finding for each limit that a body goes beyond."""
    return ()
