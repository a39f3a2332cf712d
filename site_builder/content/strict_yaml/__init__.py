"""Read YAML the strict way: every value stays the text that was written, and every field knows its line and column.

After a mistake the line is put right, or left out, and reading starts again, so that one run finds every mistake.
No text makes this raise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from site_builder.content.characters import (
    find_refused_characters,
    normalise_line_ends,
    replace_refused_characters,
)
from site_builder.content.merge_conflict import find_conflict
from site_builder.content.strict_yaml.draft import Draft
from site_builder.content.strict_yaml.reading import MOST_ENTRIES, MOST_NESTING, Reading, Repeat
from site_builder.content.strict_yaml.yaml_events import Location
from site_builder.findings.diagnostics import Diagnostic, Place

__all__ = ["MOST_ENTRIES", "MOST_NESTING", "MOST_REPAIRS", "Location", "Repeat", "YamlFields", "parse_yaml"]

MOST_REPAIRS = 20
"""After this many mistakes that stop the parser, the rest of the file waits for the next run."""


@dataclass(frozen=True)
class YamlFields:
    """What was filled in: texts, lists and groups of them, without the fields that a finding already names.

    `places` says where each value stands and `key_places` where its name stands; `end_column` is one past the last
    character, on the same line. `faulty` are the locations already reported, so that nobody calls them missing.
    `whole` is false when lines had to be left out: then nothing can be called missing. `repeats` are the
    values of fields that are filled in twice.
    """

    fields: Mapping[str, object]
    places: Mapping[Location, Place]
    key_places: Mapping[Location, Place]
    faulty: frozenset[Location] = frozenset()
    whole: bool = True
    repeats: tuple[Repeat, ...] = ()


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[YamlFields | None, tuple[Diagnostic, ...]]:
    """Return the fields of a YAML text that begins on line `first_line` of its file, with every mistake found in it.

    There are no fields at all when the text is a list instead, or holds two versions that nobody has chosen from.
    """
    text = normalise_line_ends(text)
    if conflict := find_conflict(text, path, first_line):
        return None, conflict
    draft = Draft(path, first_line, replace_refused_characters(text).split("\n"))
    draft.put_in_shape()
    reading = _read_and_mend(draft)
    found = {*find_refused_characters(text, path, first_line), *draft.findings, *reading.findings}
    return _fields(draft, reading), tuple(sorted(found, key=lambda finding: (finding.place, finding.rule)))


def _read_and_mend(draft: Draft) -> Reading:
    for _ in range(2 * MOST_REPAIRS):
        reading = Reading(draft)
        stopped = reading.read()
        if stopped is None or not draft.mend(stopped):
            break
    return reading


def _fields(draft: Draft, reading: Reading) -> YamlFields | None:
    if reading.is_list:
        return None
    return YamlFields(
        MappingProxyType(reading.fields),
        MappingProxyType(reading.places),
        MappingProxyType(reading.key_places),
        frozenset(reading.faulty),
        reading.whole and draft.whole,
        tuple(reading.repeats),
    )
