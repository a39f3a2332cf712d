"""Where postcodes and areas lie: generated data that stands in the content folder beside what people write.

`content/geography/` is made by `python3 build.py refresh-postcodes` and is not for editing. A content folder may do
without: the finder then knows names only, and there is no map with shapes.
"""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import Field

from site_builder.content.field_types import Day, Text, Texts, WholeNumber
from site_builder.content.merge_conflict import find_conflict
from site_builder.content.models import Part, validate_model
from site_builder.content.sources import SourceFile
from site_builder.content.strict_yaml import parse_yaml
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.findings.front_door import FRONT_DOOR

P = TypeVar("P", bound=Part)

REMAKE = f'A program makes these files. To make them again, run "{FRONT_DOOR} refresh-postcodes".'
UNKNOWN = "unknown"
"""The area of postcodes that the edition gives no local authority."""


class OutsideArea(Part):
    """A police area next to the directory's own."""

    area: Text = Field(description="The police area.")
    name: Text = Field(description="Its police force.")
    authorities: Texts = Field(description="Codes of its local authorities.")


class Edition(Part):
    """What the postcodes were made from."""

    edition: Text = Field(description="The edition, as people name it.")
    month: Day | None = Field(None, description="The first day of the month that the edition is of.")
    package: Text = Field(description="The package that carries it.")
    made_by: Text = Field(description="The command that makes these files.")
    sha256: Text = Field(description="The checksum of postcodes.bin.")
    postcodes: int = Field(description="How many postcodes the table answers.")
    inside: int = Field(description="How many of them lie in the directory's areas.")
    attribution: Texts = Field(description="What the licence asks to be said.")
    areas: Texts = Field(description="Codes of the areas, in the order of the table's area numbers.")
    outside: tuple[OutsideArea, ...] = Field((), description="Police areas, whose numbers follow.")


class AreaShape(Part):
    """The outline of an area."""

    path: Text = Field(description="The outline as an SVG path.")
    label: tuple[WholeNumber, WholeNumber] = Field(description="Where its letters go.")


class AreaMap(Part):
    """Outlines of all areas."""

    made_by: Text = Field(description="The command that makes this file.")
    source: Text = Field(description="What the outlines were drawn from.")
    width: WholeNumber = Field(description="The width of the drawing.")
    height: WholeNumber = Field(description="The height of the drawing.")
    river: Text | None = Field(None, description="The river as an SVG path.")
    areas: dict[str, AreaShape] = Field(description="The outline of each area, by its code.")


_COUNT = re.compile("[0-9]{1,9}")
_LONGEST_ROW = 1_000
"""Letters; a far longer one would make the reader of such tables fail."""


@dataclass(frozen=True)
class Geography:
    """`districts` counts the postcodes of each area in each outward code, most first; `table` is postcodes.bin."""

    path: str
    edition: Edition
    table: bytes = field(repr=False)
    districts: Mapping[str, tuple[tuple[str, int], ...]] = field(repr=False)
    map: AreaMap | None = field(repr=False)


def read_geography(sources: Sequence[SourceFile]) -> tuple[Geography | None, tuple[Diagnostic, ...]]:
    """Return the geography of a content folder, or None where there is none or it does not hold together."""
    files = {
        source.name.removeprefix("geography/"): source for source in sources if source.kind == "geography"
    }
    if not files:
        return None, ()
    found: list[Diagnostic] = []
    for name in ("edition.yaml", "districts.csv", "postcodes.bin"):
        if name not in files:
            place = Place(next(iter(files.values())).path.rpartition("/")[0])
            found.append(_broken(place, f"{name} is missing from this folder."))
    if found:
        return None, tuple(found)
    edition = _read_part(Edition, files["edition.yaml"], found)
    area_map = _read_part(AreaMap, files["map.yaml"], found) if "map.yaml" in files else None
    districts = dict(_read_districts(files["districts.csv"], found))
    table = files["postcodes.bin"]
    if edition and hashlib.sha256(table.content).hexdigest() != edition.sha256:
        found.append(_broken(Place(table.path), "This file is not the one that edition.yaml was made with."))
    if found or edition is None:
        return None, tuple(found)
    return Geography(files["edition.yaml"].path, edition, table.content, districts, area_map), ()


def _read_part(model: type[P], source: SourceFile, found: list[Diagnostic]) -> P | None:
    written, faults = parse_yaml(source.text, source.path)
    part = None
    if written is not None:
        part, more = validate_model(model, written, source.path, "generated file")
        faults = (*faults, *more)
    found += [_broken(fault.place, fault.message) for fault in faults]
    return part


def _read_districts(
    source: SourceFile, found: list[Diagnostic]
) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """Yield each outward code with its areas; rows of one code stand together."""
    rows: dict[str, list[tuple[str, int]]] = {}
    if conflict := find_conflict(source.text.replace("\r\n", "\n"), source.path):
        found.append(_broken(conflict[0].place, conflict[0].message))
        return
    lines = source.text.splitlines()
    if number := next((number for number, line in enumerate(lines, 1) if len(line) > _LONGEST_ROW), None):
        found.append(_broken(Place(source.path, number, 1), "This line cannot be read."))
        return
    for number, row in enumerate(csv.DictReader(lines), 2):
        district, area, count = (row.get(name) or "" for name in ("district", "area", "postcodes"))
        if not district or not area or not _COUNT.fullmatch(count):
            found.append(_broken(Place(source.path, number, 1), "This line cannot be read."))
            return
        rows.setdefault(district, []).append((area, int(count)))
    for district, areas in rows.items():
        yield district, tuple(sorted(areas, key=lambda one: (-one[1], one[0])))


def _broken(place: Place, message: str) -> Diagnostic:
    return Diagnostic(place, "broken-geography", message, REMAKE)
