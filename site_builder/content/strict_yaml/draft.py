"""The lines of a YAML text on their way to something a parser can read."""

import re

from site_builder.content.strict_yaml.mistakes import (
    Mistake,
    find_indented_beginning,
    find_odd_space,
    find_open_end,
    find_pasted_entries,
    find_tab,
    recognise,
)
from site_builder.content.strict_yaml.yaml_events import StoppedError
from site_builder.findings.diagnostics import Diagnostic, Fix, Place

_MARKER = re.compile(r"(?:---|\.\.\.)(?: .*)?|%.*")
_ONLY_SIGNS = re.compile(
    r"(?P<lead>[ ]*(?:-[ ]+|(?:-[ ]+)?[A-Za-z_][\w-]*:[ ]+))(?P<signs>[-?*&%@`!,}\]]+)[ ]*"
)
"""A field in which a sign of YAML marks that nothing is filled in; ``|`` and ``>`` say so by themselves."""
_WORDLESS = re.compile(r"[\s\u00a0\u200b\ufeff\"'“”‘’„‚:：]")
_UNREADABLE_WORDS = (
    "This line cannot be read.",
    "Write the field's name, a colon, a space and the value, like name: Sam.",
)


class Draft:
    """The lines as they are mended one by one. Each keeps its number; `mended` counts them from 0."""

    def __init__(self, path: str, first_line: int, lines: list[str]) -> None:
        self.path = path
        self.first_line = first_line
        self.lines = lines
        self.mended: set[int] = set()
        self.findings: list[Diagnostic] = []
        self.whole = True

    def place(self, index: int, column: int, end_column: int = 0) -> Place:
        """Return a place in the file; lines of the draft count from 0, columns from 1."""
        return Place(self.path, self.first_line + index, column, end_column)

    def line(self, index: int) -> str:
        """Return a line; the parser also has one below the last."""
        return self.lines[index] if index < len(self.lines) else ""

    def put_in_shape(self) -> None:
        """Replace Tabs, and leave out lines that only look empty and what would begin a second document."""
        for index, entry in list(find_pasted_entries(self.lines)):
            self._report(index, entry)
            self.lines[index] = (entry.repaired or "").rpartition("\n")[2]
            self.mended.add(index)
        for index, line in enumerate(self.lines):
            if mistake := find_tab(self.lines, index):
                self._report(index, mistake)
                self.lines[index] = line if mistake.repaired is None else mistake.repaired
                self.mended.add(index)
            elif only := _ONLY_SIGNS.fullmatch(line):
                self.lines[index] = f'{only["lead"]}"{only["signs"]}"'
            elif not line.strip() and (mistake := find_odd_space(line)):
                self._report(index, mistake)
                self.lines[index] = ""
            elif _MARKER.fullmatch(line):
                if index or not line.startswith("---"):
                    self.findings.append(_second_document(self.place(index, 1, len(line) + 1), line))
                self.lines[index] = ""
        if found := find_indented_beginning(self.lines):
            self._report(*found)
            self.lines[found[0]] = found[1].repaired or ""
            self.mended.add(found[0])

    def mend(self, stopped: StoppedError) -> bool:
        """Report why the parser stopped and put that line right, or leave it out; False when that is no use."""
        index, mistake = _explain(stopped, self.lines)
        if not self.lines[index].strip():
            self.whole = False
            return False
        known = index in self.mended
        if not known:
            self._report(index, mistake)
        self.mended.add(index)
        if known or mistake.repaired is None:
            self._leave_out(index)
        else:
            self.lines[index] = mistake.repaired
        return True

    def _report(self, index: int, mistake: Mistake) -> None:
        place = self.place(index, mistake.column, mistake.end_column)
        line = self.lines[index]
        is_sure = mistake.is_sure and mistake.repaired is not None
        fix = Fix(1, len(line) + 1, mistake.repaired or "") if is_sure else find_fix(line, mistake.repaired)
        self.findings.append(Diagnostic(place, "yaml-syntax", mistake.message, mistake.hint, fix=fix))

    def _leave_out(self, index: int) -> None:
        """Empty a line and those that hang on it."""
        indent = _indent(self.lines[index])
        self.lines[index] = ""
        self.whole = False
        for below in range(index + 1, len(self.lines)):
            if self.lines[below].strip() and _indent(self.lines[below]) <= indent:
                return
            self.lines[below] = ""


def find_fix(line: str, repaired: str | None) -> Fix | None:
    """Return how a program may mend a line: only where quotes, spaces and colons change, and no word does."""
    if repaired is None or _WORDLESS.sub("", line) != _WORDLESS.sub("", repaired):
        return None
    return Fix(1, len(line) + 1, repaired)


def _explain(stopped: StoppedError, lines: list[str]) -> tuple[int, Mistake]:
    """Return the line, counted from 0, that stopped the parser, and what a person did there."""
    filled = [index for index, line in enumerate(lines) if line.strip()] or [0]
    stuck = min(stopped.line, filled[-1]) if stopped.line >= 0 else filled[-1]
    above = max((index for index in filled if index < stuck), default=stuck)
    if found := recognise(lines, [stopped.opening_line, stuck, above]) or find_open_end(lines, stuck):
        return found
    if not lines[stuck].strip():
        stuck = above
    column = stopped.column + 1 if stopped.line == stuck else 1
    return stuck, Mistake(column, len(lines[stuck].rstrip()) + 1, *_UNREADABLE_WORDS)


def _second_document(place: Place, line: str) -> Diagnostic:
    return Diagnostic(
        place,
        "yaml-feature",
        f'A line that begins with "{line[:3].strip()}" has a special meaning here.',
        "Delete the line: one file holds one set of fields.",
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
