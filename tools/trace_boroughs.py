"""Draw the map of a region's areas from where its postcodes lie.

The region is cut into squares, each given to the area with most postcodes in it. The lines between the areas are made
simpler. The map is approximate: it knows postcodes, not boundaries, and draws a very small area a little larger so that
a finger finds it. A second run changes nothing.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
from tools.mapped_region import MappedRegion
from tools.postcode_directory import Postcode, read_edition

CELL = 250
"""How wide a square is in a region like London, in metres: also the unit of the drawing."""
MOST_CELLS = 252
"""So many squares is the drawing wide or high at most: of a larger region they are larger."""
SMALLEST = 60
"""An area of fewer squares is drawn larger: the City of London has 47."""
AROUND = 2_000
"""Metres around the region that are looked at, so that its outline is one between it and others."""
LEAST_CORNER = 5.0
"""A corner of a line is left out when it spans less than this many squares."""
MARGIN = 2
"""How many squares stay free around the drawing."""
BANKS = " near", " other"


def draw_grid(region: MappedRegion, postcodes: Sequence[Postcode]) -> dict[Cell, str]:
    """Return the squares with their areas and, for each, the bank of the river: ``E09000027 other``.

    Squares around the region have "".
    """
    west, east, south, north = _frame(region, postcodes)
    cell_size = CELL * max(1, math.ceil(max(east - west, north - south) / (CELL * MOST_CELLS)))
    counts: dict[Cell, Counter[str]] = defaultdict(Counter)
    for postcode in postcodes:
        if west <= postcode.easting < east and south <= postcode.northing < north:
            cell = (postcode.easting - west) // cell_size, (north - postcode.northing) // cell_size
            counts[cell][_area(region, postcode)] += 1
    most = {cell: min(areas, key=lambda area: (-areas[area], area)) for cell, areas in counts.items()}
    size = math.ceil((east - west) / cell_size), math.ceil((north - south) / cell_size)
    cells = drop_islands(smooth(drop_islands(fill_gaps(most, *size))))
    for area, count in sorted(Counter(cells.values()).items()):
        if area and count < SMALLEST:
            cells = enlarge(
                cells, area, {other for other in set(most.values()) if _bank(other) == _bank(area)}
            )
    return _move_to_corner(cells)


def _frame(region: MappedRegion, postcodes: Iterable[Postcode]) -> tuple[int, int, int, int]:
    """Return the grid references, west, east, south and north, between which the region lies."""
    own = [one for one in postcodes if one.authority in region.codes and one.easting]
    eastings, northings = [one.easting for one in own], [one.northing for one in own]
    west, south = (min(side) // 1_000 * 1_000 - AROUND for side in (eastings, northings))
    east, north = ((max(side) // 1_000 + 1) * 1_000 + AROUND for side in (eastings, northings))
    return west, east, south, north


def map_text(region: MappedRegion, postcodes: Sequence[Postcode]) -> str:
    """Return the text of ``map.yaml``."""
    cells = draw_grid(region, postcodes)
    traced = trace_arcs(cells)
    simpler = simplify_arcs(traced, LEAST_CORNER)
    arcs = {simpler[arc]: sides for arc, sides in traced.items()}
    river = "".join(draw_path(line, closed=False) for line in join_lines(_river(arcs)))
    width, height = (1 + max(cell[side] for cell in cells) for side in (0, 1))
    return "".join(
        [
            f"# The {region.areas} of {region.name}, drawn from where their postcodes lie. Generated: see made_by.\n",
            "made_by: python3 build.py refresh-postcodes\n",
            f"source: Drawn from the postcodes of the ONS Postcode Directory ({read_edition()}). Approximate.\n",
            f"width: {width}\n",
            f"height: {height}\n",
            *([f"river: {river}\n"] if river else []),
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
        # The words of an area on both banks stand on one of them, not across the river.
        largest = max((parts[area] for area in sorted(parts) if _borough(area) == borough), key=len)
        yield f"  {borough}:\n"
        yield f"    path: {''.join(draw_path(ring, closed=True) for ring in rings)}\n"
        yield f"    label: {list(find_label_place(largest))}\n"


def _area(region: MappedRegion, postcode: Postcode) -> str:
    if postcode.authority not in region.codes:
        return ""
    is_far = (
        postcode.authority in region.far_bank
        or (postcode.authority, postcode.outward) in region.far_districts
    )
    return postcode.authority + BANKS[is_far]


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
