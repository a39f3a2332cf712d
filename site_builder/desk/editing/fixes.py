"""Put right what a program may: a misspelt field, quotes and spaces, in that line alone; and photographs."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from site_builder.content.photo_metadata import RULE, CannotClean, without_metadata
from site_builder.desk.editing.file_changes import FileChange, write_changes
from site_builder.findings.diagnostics import Diagnostic


@dataclass(frozen=True)
class MendedLine:
    """A line that was put right."""

    path: str
    line: int
    before: str
    after: str


def mend_files(findings: Iterable[Diagnostic]) -> tuple[MendedLine, ...]:
    """Put right every line whose finding says how, and return those lines; all else stays byte for byte.

    Only the first finding on a line is acted on: what is left of it comes with the next run. Raises EditRefused when a
    file cannot be written; then nothing was changed.
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
    lines = text.removeprefix(mark).splitlines(keepends=True)
    mended: list[MendedLine] = []
    for finding in findings:
        place, fix = finding.place, finding.fix
        if fix is None or place.line > len(lines) or any(one.line == place.line for one in mended):
            continue
        line = lines[place.line - 1]
        bare = line.rstrip("\r\n")
        written = fix.text.replace("\n", line[len(bare) :] or "\n")
        after = bare[: fix.column - 1] + written + bare[fix.end_column - 1 :]
        lines[place.line - 1] = after + line[len(bare) :]
        mended.append(MendedLine(place.path, place.line, bare, after))
    return (mark + "".join(lines)).encode("utf-8", "surrogateescape"), mended
