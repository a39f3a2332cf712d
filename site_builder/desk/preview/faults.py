"""What stands in the way of a preview, whoever made the mistake, as findings that one report can show."""

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.findings.diagnostics import Diagnostic
from site_builder.site.rendering.theme_files import ThemeError

if TYPE_CHECKING:
    from site_builder.pipeline import Draft


@dataclass(frozen=True)
class Finding:
    """A mistake where a person can mend it: `file` is where it really is, if anywhere; `line` is what stands there."""

    diagnostic: Diagnostic
    file: Path | None
    line: str = ""


@dataclass(frozen=True)
class Trouble:
    """Why the pages cannot be shown: `summary` in one sentence, and what to mend, by file and line."""

    summary: str
    findings: tuple[Finding, ...] = ()


def describe_errors(draft: "Draft") -> Trouble | None:
    """Return the errors of a draft, or None if nothing stops it from being shown."""
    errors = draft.findings.errors
    if not errors:
        return None
    texts = draft.texts
    found = tuple(_locate(error, texts.get(error.place.path, "")) for error in errors)
    return Trouble("The site cannot be published like this.", found)


def describe_theme_error(error: ThemeError, themes_dir: Path) -> Trouble:
    """Return what is wrong with a theme; its places count from the folder above the themes."""
    place = error.place
    file = themes_dir.absolute().parent / place.path
    diagnostic = Diagnostic(place, "broken-theme", error.message)
    if not file.is_file():
        return Trouble("The theme cannot be used like this.", (Finding(diagnostic, None),))
    line = _line(file.read_text("utf-8", "replace"), place.line)
    return Trouble("The theme cannot be used like this.", (Finding(diagnostic, file, line),))


def describe_missing(error: OSError) -> Trouble:
    """Return which file or folder the disk would not give."""
    name = error.filename or "a file"
    return Trouble(
        f"{name} cannot be read: {error.strerror or 'the disk refused it'}. "
        "Put it back, and the pages return by themselves."
    )


def describe_our_fault(fault: Exception) -> Trouble:
    """Return, in plain words, a fault that is the program's own."""
    where = traceback.extract_tb(fault.__traceback__)[-1]
    return Trouble(
        "This is a fault of the program, not of your content. Undo your last change to see the pages again. "
        f"Please report it with what you did and these words: {type(fault).__name__} in "
        f"{Path(where.filename).name}, line {where.lineno}."
    )


def _locate(diagnostic: Diagnostic, text: str) -> Finding:
    file = Path(diagnostic.place.path).absolute()
    return Finding(diagnostic, file if file.is_file() else None, _line(text, diagnostic.place.line))


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""
