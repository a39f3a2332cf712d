"""Draw the map of London's boroughs from where its postcodes lie: ``python -m tools.trace_boroughs``.

London is cut into squares of 250 metres, each given to the borough with most postcodes in it. The lines between the
boroughs are made simpler and written to ``content/geography/map.yaml``. The map is approximate: it knows postcodes,
not boundaries, and draws the City a little larger so that a finger finds it. A second run changes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tools.map_tracing import (
    Arc,
    Cell,
    draw_path,
    drop_islands,
    enlarge,
    fill_gaps,
    find_label_place,
    join_lines,
    join_rings,
    simplify_arcs,
    smooth,
    trace_arcs,
)
from tools.postcode_directory import Postcode, read_edition, read_postcodes

ROOT = Path(__file__).resolve().parent.parent
LETTERS = "ABCDEGHIKLMNRSTUW"
"""First letters of the postcodes in London and around it."""

CELL = 250
"""How wide a square is, in metres: also the unit of the drawing."""
LEAST_CORNER = 5.0
"""A corner of a line is left out when it spans less than this many squares."""
WEST, EAST, SOUTH, NORTH = 501_000, 564_000, 153_000, 204_000
"""The grid references between which London lies."""
MARGIN = 2
"""How many squares stay free around the drawing."""

LONDON = "E09"
CITY, RICHMOND = "E09000001", "E09000027"
SOUTH_BANK = frozenset(f"E09{number:06}" for number in (4, 6, 8, 11, 21, 22, 23, 24, 28, 29, 32))
"""Boroughs south of the Thames. Richmond alone lies on both banks."""
RICHMOND_SOUTH = frozenset({"TW9", "TW10", "SW13", "SW14", "SW15"})
"""Richmond's postcode districts on the bank of Kew, Richmond Hill and Barnes; the others are across the river."""
BANKS = " north", " south"


def write_map(content_dir: Path) -> Path:
    """Write ``geography/map.yaml`` into the content folder and return where it stands."""
    file = content_dir / "geography" / "map.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(map_text(draw_grid(read_postcodes(LETTERS))), encoding="utf-8", newline="\n")
    return file


def draw_grid(postcodes: Iterable[Postcode]) -> dict[Cell, str]:
    """Return the squares with their boroughs and, for each, the bank of the Thames: ``E09000027 south``.

    Squares around London have "".
    """
    counts: dict[Cell, Counter[str]] = defaultdict(Counter)
    for postcode in postcodes:
        if WEST <= postcode.easting < EAST and SOUTH <= postcode.northing < NORTH:
            cell = (postcode.easting - WEST) // CELL, (NORTH - postcode.northing) // CELL
            counts[cell][_area(postcode)] += 1
    most = {cell: min(areas, key=lambda area: (-areas[area], area)) for cell, areas in counts.items()}
    whole = drop_islands(fill_gaps(most, (EAST - WEST) // CELL, (NORTH - SOUTH) // CELL))
    city = CITY + BANKS[0]
    cells = enlarge(
        drop_islands(smooth(whole)), city, {area for area in set(most.values()) if _bank(area) == BANKS[0]}
    )
    return _move_to_corner(cells)


def map_text(cells: Mapping[Cell, str]) -> str:
    """Return the text of ``map.yaml``."""
    traced = trace_arcs(cells)
    simpler = simplify_arcs(traced, LEAST_CORNER)
    arcs = {simpler[arc]: sides for arc, sides in traced.items()}
    river = "".join(draw_path(line, closed=False) for line in join_lines(_river(arcs)))
    width, height = (1 + max(cell[side] for cell in cells) for side in (0, 1))
    return "".join(
        [
            "# The boroughs of London, drawn from where their postcodes lie. Generated: see made_by.\n",
            "made_by: python3 build.py refresh-postcodes\n",
            f"source: Drawn from the postcodes of the ONS Postcode Directory ({read_edition()}). Approximate.\n",
            f"width: {width}\n",
            f"height: {height}\n",
            f"river: {river}\n",
            "areas:\n",
            *_area_lines(cells, arcs),
        ]
    )


def _area_lines(cells: Mapping[Cell, str], arcs: Mapping[Arc, tuple[str, str]]) -> Iterator[str]:
    boroughs = {arc: (_borough(left), _borough(right)) for arc, (left, right) in arcs.items()}
    parts: dict[str, set[Cell]] = defaultdict(set)
    for cell, area in cells.items():
        parts[area].add(cell)
    for borough in sorted({_borough(area) for area in parts if area}):
        rings = join_rings(boroughs, borough)
        # Richmond's words stand on one bank, not across the river.
        largest = max((parts[area] for area in sorted(parts) if _borough(area) == borough), key=len)
        yield f"  {borough}:\n"
        yield f"    path: {''.join(draw_path(ring, closed=True) for ring in rings)}\n"
        yield f"    label: {list(find_label_place(largest))}\n"


def _area(postcode: Postcode) -> str:
    if not postcode.authority.startswith(LONDON):
        return ""
    is_south = postcode.authority in SOUTH_BANK or (
        postcode.authority == RICHMOND and postcode.outward in RICHMOND_SOUTH
    )
    return postcode.authority + BANKS[is_south]


def _borough(area: str) -> str:
    return area.partition(" ")[0]


def _bank(area: str) -> str:
    return area[len(_borough(area)) :]


def _river(arcs: Mapping[Arc, tuple[str, str]]) -> list[Arc]:
    return [arc for arc, (left, right) in arcs.items() if {_bank(left), _bank(right)} == set(BANKS)]


def _move_to_corner(cells: Mapping[Cell, str]) -> dict[Cell, str]:
    """Return the squares counted from a corner close to London, without those that lie far from it."""
    inside = [cell for cell, area in cells.items() if area]
    (left, right), (top, bottom) = (
        (min(cell[side] for cell in inside) - MARGIN, max(cell[side] for cell in inside) + MARGIN)
        for side in (0, 1)
    )
    return {
        (x - left, y - top): area
        for (x, y), area in cells.items()
        if left <= x <= right and top <= y <= bottom
    }


if __name__ == "__main__":
    print(f"Wrote {write_map(ROOT / 'content').relative_to(ROOT).as_posix()}.")
