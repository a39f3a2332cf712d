"""Put right what a program may: a misspelt field, quotes and spaces, in that line alone; and photographs."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from site_builder.content.photo_metadata import RULE, CannotClean, without_metadata
from site_builder.desk.editing.file_changes import FileChange, write_changes
from site_builder.findings.diagnostics import Diagnostic, Fix

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line as findings count them: other signs that some programs take for the end of one are part of it."""


@dataclass(frozen=True)
class MendedLine:
    """A line that was put right."""

    path: str
    line: int
    before: str
    after: str


def mend_files(findings: Iterable[Diagnostic]) -> tuple[MendedLine, ...]:
    """Put right every line whose finding says how, and return those lines; all else stays byte for byte.

    Raises EditRefused when a file cannot be written; then nothing was changed.
    """
    fixable = sorted((one for one in findings if one.fix and one.place.line), key=lambda one: one.place)
    changes, mended = [], []
    for path, found in groupby(fixable, key=lambda one: one.place.path):
        before = Path(path).read_bytes()
        after, lines = _mend(before, list(found))
        if after != before:
            changes.append(FileChange(Path(path), path, before, after))
            mended += lines
    write_changes(changes)
    return tuple(mended)


def clean_photos(findings: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Cut what a camera wrote out of each photograph of which that was found, where it can be; return their paths."""
    changes = []
    for path in sorted({one.place.path for one in findings if one.rule == RULE}):
        before = Path(path).read_bytes()
        with suppress(CannotClean):
            changes.append(FileChange(Path(path), path, before, without_metadata(before)))
    write_changes(changes)
    return tuple(change.name for change in changes)


def _mend(content: bytes, findings: Sequence[Diagnostic]) -> tuple[bytes, list[MendedLine]]:
    text = content.decode("utf-8", "surrogateescape")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = _LINE.findall(text.removeprefix(mark))
    mended: list[MendedLine] = []
    for number, found in groupby(findings, key=lambda one: one.place.line):
        if number <= len(lines):
            line = lines[number - 1]
            bare = line.rstrip("\r\n")
            end = line[len(bare) :]
            fixes = [one.fix for one in found if one.fix]
            is_gone = any(one.deletes_line for one in fixes)
            after = "" if is_gone else _mend_line(bare, fixes, end or "\n")
            lines[number - 1] = "" if is_gone else after + end
            mended.append(MendedLine(findings[0].place.path, number, bare, after))
    return (mark + "".join(lines)).encode("utf-8", "surrogateescape"), mended


def _mend_line(line: str, fixes: Iterable[Fix], line_end: str) -> str:
    """Return a line with every fix made, from its end to its beginning; of two that touch, one waits."""
    begun = len(line) + 1
    for fix in sorted(fixes, key=lambda one: one.column, reverse=True):
        if fix.end_column <= begun:
            written = fix.text.replace("\n", line_end)
            line = line[: fix.column - 1] + written + line[fix.end_column - 1 :]
            begun = fix.column
    return line
