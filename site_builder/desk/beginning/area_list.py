"""Read which areas a new site covers, from a table or a plain list: a name and a code in each line, in any order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.content.schema import AREA_CODE
from site_builder.content.slug import make_slug
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.sheets.plain_tables import read_csv

_CODE = re.compile(rf"\b{AREA_CODE}\b", re.IGNORECASE)
_HEADINGS = {
    "name": re.compile(r"name|area|district|borough|\w{0,20}nm", re.IGNORECASE),
    "council": re.compile("(name of )?(the )?council", re.IGNORECASE),
    "website": re.compile("website|url|council('s)? (website|url)", re.IGNORECASE),
    "force": re.compile("(police )?force", re.IGNORECASE),
    "places": re.compile("places", re.IGNORECASE),
}
"""What a column is called; the Office for National Statistics calls that of the names LAD23NM, with the year."""
_WHERE = "Write in each line the name of an area and its code, a letter and eight digits: E07000105, Ashford"
_SHOWN = 5


@dataclass(frozen=True)
class NewArea:
    """An area as somebody wrote it down; what they did not say is empty."""

    name: str
    code: str
    council: str = ""
    website: str = ""
    force: str = ""
    places: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The name of its file."""
        return make_slug(self.name)


def read_area_list(content: bytes, shown: str) -> tuple[NewArea, ...]:
    """Return the areas of a file called `shown`; raise EditRefused with the lines that cannot be understood."""
    table = read_csv(content, lambda rows: sum(_has_own_cell(_texts(row)) for row in rows))
    return _require_sound([*_read_rows([_texts(row) for row in table.rows])], shown)


def read_areas(written: Sequence[str], shown: str) -> tuple[NewArea, ...]:
    """Return the areas that somebody typed one by one: ``E07000105 Ashford``."""
    return _require_sound([(number, _read_row([text], {})) for number, text in enumerate(written, 1)], shown)


def _read_rows(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, NewArea]]:
    columns: Mapping[str, int] = {}
    for number, row in enumerate(rows, 1):
        if not any(cell.strip() for cell in row):
            continue
        if not columns and not _code(row) and (found := _read_headings(row)):
            columns = found
            continue
        yield number, _read_row(row, columns)


def _read_headings(row: Sequence[str]) -> dict[str, int]:
    return {
        field: at
        for field, heading in _HEADINGS.items()
        for at, cell in enumerate(row)
        if heading.fullmatch(cell.strip())
    }


def _read_row(row: Sequence[str], columns: Mapping[str, int]) -> NewArea:
    def cell(field: str) -> str:
        at = columns.get(field, len(row))
        return row[at].strip() if at < len(row) else ""

    name = cell("name") if "name" in columns else next(iter(_without_code(row)), "")
    places = tuple(place.strip() for place in re.split("[;/]", cell("places")) if place.strip())
    return NewArea(name, _code(row), cell("council"), cell("website"), cell("force"), places)


def _texts(row: Sequence[object]) -> list[str]:
    return [str(cell) for cell in row]


def _code(row: Sequence[str]) -> str:
    found = next(filter(None, map(_CODE.search, row)), None)
    return found.group().upper() if found else ""


def _has_own_cell(row: Sequence[str]) -> bool:
    """Whether the code of a row stands in a cell of its own, so that the row is one of a table."""
    return any(_CODE.fullmatch(cell.strip()) for cell in row)


def _without_code(row: Sequence[str]) -> list[str]:
    """Return what a row says besides its code, without what stands between; a line of a list is one name."""
    row = row if _has_own_cell(row) else [",".join(row)]
    return [words for cell in row if (words := _CODE.sub("", cell).strip(" \t,;:|-"))]


def _require_sound(areas: Sequence[tuple[int, NewArea]], shown: str) -> tuple[NewArea, ...]:
    faults = [*_find_faults(areas)]
    if not areas:
        faults = ["It is empty."]
    if faults:
        more = [f"And {len(faults) - _SHOWN:,} more."] if len(faults) > _SHOWN else []
        raise EditRefused("\n  ".join([f"{shown} cannot be read:", *faults[:_SHOWN], *more, _WHERE]))
    return tuple(area for _, area in areas)


def _find_faults(areas: Sequence[tuple[int, NewArea]]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for number, area in areas:
        if not area.code:
            yield f'Line {number}: "{area.name}" has no code.'
        elif not area.name:
            yield f"Line {number}: {area.code} has no name."
        elif not area.slug:
            yield f'Line {number}: "{area.name}" has letters that no file name can have.'
        elif area.code.startswith("S"):
            yield (
                f"Line {number}: {area.name} is in Scotland, for which no way to report online is known here. "
                "Begin with --example-region, and put your own in its place."
            )
        for value in {area.code, area.slug} - {""}:
            if (first := seen.setdefault(value, number)) != number:
                yield f"Line {number}: {area.name} ({area.code}) stands in line {first} too."
