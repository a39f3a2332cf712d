"""Read CHANGELOG.md, and say where it keeps not to its form: Keep a Changelog 1.1."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

UNRELEASED = "Unreleased"
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
"""As Semantic Versioning 2.0 has it; nothing goes before a release here."""
_HEADING = re.compile(r"## \[([^\]]+)\](?: - ([0-9]{4}-[0-9]{2}-[0-9]{2}))?(?: \[YANKED\])?")


@dataclass(frozen=True)
class Section:
    """What changed in a version; `line` is that of its heading, and `day` as it is written, "" if not released."""

    version: str
    day: str
    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that is said, without its heading."""
        return "\n".join(self.lines).strip()


def read_sections(text: str) -> tuple[Section, ...]:
    """Return every section whose heading is one, from top to bottom."""
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("## ")]
    spans = zip(starts, [*starts[1:], len(lines)], strict=False)
    found = [(start, end, _HEADING.fullmatch(lines[start])) for start, end in spans]
    return tuple(
        Section(match[1], match[2] or "", start + 1, tuple(lines[start + 1 : end]))
        for start, end, match in found
        if match
    )


def find_faults(text: str) -> Iterator[str]:
    """Yield each place where the form is not kept, with its line."""
    lines, sections = text.splitlines(), read_sections(text)
    if lines[:1] != ["# Changelog"]:
        yield "CHANGELOG.md:1: it begins with the line: # Changelog"
    for number, line in enumerate(lines, 1):
        if line.startswith("## ") and not _HEADING.fullmatch(line):
            yield f"CHANGELOG.md:{number}: a version is written like: ## [1.2.0] - 2026-11-29"
    if not sections or sections[0].version != UNRELEASED:
        yield "CHANGELOG.md: its first section is: ## [Unreleased]"
    for section in sections:
        yield from (f"CHANGELOG.md:{line}: {words}" for line, words in _find_in_section(section))
    yield from _find_in_order([section for section in sections if section.version != UNRELEASED])


def _find_in_section(section: Section) -> Iterator[tuple[int, str]]:
    released = section.version != UNRELEASED
    if released and not VERSION.fullmatch(section.version):
        yield section.line, f'"{section.version}" is not a version; write it like 1.2.0'
    if released and not _is_day(section.day):
        yield section.line, "a version has the day of its release: 2026-11-29"
    if released and not any(line.startswith("- ") for line in section.lines):
        yield section.line, "a version says what changed, in lines that begin with a hyphen"
    kinds = [
        (number, line[4:])
        for number, line in enumerate(section.lines, section.line + 1)
        if line[:4] == "### "
    ]
    for number, kind in kinds:
        if kind not in KINDS:
            yield number, f'"{kind}" is none of {", ".join(KINDS)}'
        elif [other for _, other in kinds].index(kind) != kinds.index((number, kind)):
            yield number, f'"{kind}" stands twice in this version'
    first = kinds[0][0] if kinds else section.line + len(section.lines) + 1
    for number, line in enumerate(section.lines, section.line + 1):
        if number < first and line.startswith("- "):
            yield number, f"what kind of change is it? Above it belongs one of {', '.join(KINDS)}"


def _find_in_order(released: Sequence[Section]) -> Iterator[str]:
    for newer, older in pairwise(released):
        if _rank(newer) <= _rank(older) or newer.day < older.day:
            yield f"CHANGELOG.md:{older.line}: the newest version comes first, and {older.version} is not older"


def _rank(section: Section) -> tuple[int, ...]:
    return tuple(map(int, re.findall("[0-9]+", section.version)))


def _is_day(written: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(written))
    except ValueError:
        return False
