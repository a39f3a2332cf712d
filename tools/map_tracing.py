"""Trace the boundaries between the areas of a grid, and draw each area with few points.

A boundary between two areas is one line, an *arc*, from one meeting of three areas to the next. Both areas are drawn
with that same line, so that after it was made simpler they still touch and never overlap.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise

Point = tuple[int, int]
Cell = tuple[int, int]
Arc = tuple[Point, ...]
Ring = tuple[Point, ...]

SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))


def fill_gaps(cells: Mapping[Cell, str], width: int, height: int) -> dict[Cell, str]:
    """Return a grid without gaps: each empty cell takes the area that reaches it first, step by step."""
    filled = dict(cells)
    edge = sorted(filled)
    while edge:
        reached: dict[Cell, list[str]] = defaultdict(list)
        for cell in edge:
            for beside in _beside(cell):
                if beside not in filled and 0 <= beside[0] < width and 0 <= beside[1] < height:
                    reached[beside].append(filled[cell])
        for cell, areas in reached.items():
            filled[cell] = _most_frequent(areas)
        edge = sorted(reached)
    return filled


def drop_islands(cells: Mapping[Cell, str]) -> dict[Cell, str]:
    """Return the grid with each area in one piece: smaller pieces go to the area around them."""
    largest: dict[str, set[Cell]] = {}
    for area, piece in _pieces(cells):
        if len(piece) > len(largest.get(area, ())):
            largest[area] = piece
    kept = {cell: area for area, piece in largest.items() for cell in piece}
    width, height = (1 + max(cell[side] for cell in cells) for side in (0, 1))
    return fill_gaps(kept, width, height)


def smooth(cells: Mapping[Cell, str]) -> dict[Cell, str]:
    """Return the grid with each cell given to the area that has most of the nine cells around it."""
    return {
        (x, y): _most_frequent(
            [area, *(cells.get((x + dx, y + dy), area) for dx in (-1, 0, 1) for dy in (-1, 0, 1))]
        )
        for (x, y), area in cells.items()
    }


def enlarge(cells: Mapping[Cell, str], area: str, givers: Set[str]) -> dict[Cell, str]:
    """Return the grid with an area larger by one cell all around, where one of the `givers` lies beside it."""
    grown = {
        (x + dx, y + dy)
        for (x, y), own in cells.items()
        if own == area
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
        if cells.get((x + dx, y + dy)) in givers
    }
    return {**cells, **dict.fromkeys(grown, area)}


def find_label_place(cells: Set[Cell]) -> Point:
    """Return the middle of the widest place of an area, where words in one line fit best."""
    deepest = cells
    while deeper := {
        (x, y)
        for x, y in deepest
        if all((x + dx, y + dy) in deepest for dx in (-2, -1, 0, 1, 2) for dy in (-1, 0, 1))
    }:
        deepest = deeper
    middle = [sum(cell[side] for cell in deepest) / len(deepest) for side in (0, 1)]
    return min(sorted(deepest), key=lambda cell: (cell[0] - middle[0]) ** 2 + (cell[1] - middle[1]) ** 2)


def trace_arcs(cells: Mapping[Cell, str]) -> dict[Arc, tuple[str, str]]:
    """Return every arc of the grid with the areas on its left and on its right. Beyond the grid stands ""."""
    sides = dict(_boundary_steps(cells))
    ways: dict[Point, list[Point]] = defaultdict(list)
    for start, end in sides:
        ways[start].append(end)
    arcs: dict[Arc, tuple[str, str]] = {}
    done: set[tuple[Point, Point]] = set()
    meetings = sorted(point for point, ends in ways.items() if len(ends) != 2)  # noqa: PLR2004 (a line goes on)
    for start in [*meetings, *sorted(ways)]:
        for end in sorted(ways[start]):
            if (start, end) not in done:
                arc = _follow(start, end, ways)
                done.update(pairwise(arc))
                done.update(pairwise(arc[::-1]))
                arcs[arc] = sides[start, end]
    return arcs


def simplify_arcs(arcs: Iterable[Arc], least_area: float) -> dict[Arc, Arc]:
    """Map each arc to one with fewer points (Visvalingam and Whyatt): every corner that is left spans `least_area`.

    A corner stays where another point lies inside it, so that no line ever crosses another.
    """
    lines = {arc: list(arc) for arc in arcs}
    points = {point for line in lines.values() for point in line}
    fixed = {end for line in lines.values() for end in (line[0], line[-1])}
    corners = [
        (_corner_area(before, point, after), point, arc)
        for arc, line in lines.items()
        for before, point, after in zip(line, line[1:], line[2:], strict=False)
    ]
    heapq.heapify(corners)
    while corners and corners[0][0] < least_area:
        size, point, arc = heapq.heappop(corners)
        line = lines[arc]
        if point in fixed or point not in line or len(line) <= (4 if line[0] == line[-1] else 2):
            continue
        at = line.index(point)
        before, after = line[at - 1], line[at + 1]
        if size != _corner_area(before, point, after) or _holds_another(before, point, after, points):
            continue
        del line[at]
        points.discard(point)
        for place in (at - 1, at):
            if 0 < place < len(line) - 1:
                corner = line[place - 1 : place + 2]
                heapq.heappush(corners, (_corner_area(*corner), line[place], arc))
    return {arc: tuple(line) for arc, line in lines.items()}


def join_rings(arcs: Mapping[Arc, tuple[str, str]], area: str) -> tuple[Ring, ...]:
    """Return the outlines of an area, the largest first, each once around with the area on its left."""
    ways: dict[Point, list[Arc]] = defaultdict(list)
    for arc, (left, right) in arcs.items():
        if left == area and right != area:
            ways[arc[0]].append(arc)
        if right == area and left != area:
            ways[arc[-1]].append(arc[::-1])
    rings = []
    while any(ways.values()):
        start = min(point for point, lines in ways.items() if lines)
        ring: list[Point] = [start]
        while len(ring) == 1 or ring[-1] != start:
            ring.extend(ways[ring[-1]].pop()[1:])
        rings.append(tuple(ring[:-1]))
    return tuple(sorted(rings, key=ring_area, reverse=True))


def join_lines(arcs: Iterable[Arc]) -> tuple[Arc, ...]:
    """Join arcs end to end into as few lines as there are."""
    lines = sorted(arcs)
    joined: list[Arc] = []
    while lines:
        line = lines.pop(0)
        while following := next((one for one in lines if {one[0], one[-1]} & {line[0], line[-1]}), None):
            lines.remove(following)
            line = _join(line, following)
        joined.append(line)
    return tuple(joined)


def draw_path(points: Sequence[Point], *, closed: bool) -> str:
    """Write the points as the shortest relative path of SVG: ``M10 20h5l-3 4z``."""
    (x, y), parts, last = points[0], [f"M{points[0][0]} {points[0][1]}"], ""
    for to_x, to_y in points[1:]:
        command, numbers = _step(to_x - x, to_y - y)
        if command != last or command != "l":
            parts.append(command + numbers)
        else:
            parts.append(numbers if numbers.startswith("-") else f" {numbers}")
        x, y, last = to_x, to_y, command
    return "".join(parts) + ("z" if closed else "")


def ring_area(ring: Sequence[Point]) -> float:
    """Return the size of what a ring encloses."""
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def _step(dx: int, dy: int) -> tuple[str, str]:
    if dy == 0:
        return "h", str(dx)
    if dx == 0:
        return "v", str(dy)
    return "l", f"{dx}{dy}" if dy < 0 else f"{dx} {dy}"


def _beside(cell: Cell) -> Iterator[Cell]:
    for dx, dy in SIDES:
        yield cell[0] + dx, cell[1] + dy


def _most_frequent(areas: Sequence[str]) -> str:
    return min(areas, key=lambda area: (-areas.count(area), area))


def _pieces(cells: Mapping[Cell, str]) -> Iterator[tuple[str, set[Cell]]]:
    left = set(cells)
    for start in sorted(cells):
        if start in left:
            piece, edge = {start}, [start]
            left.discard(start)
            while edge:
                for beside in _beside(edge.pop()):
                    if beside in left and cells[beside] == cells[start]:
                        left.discard(beside)
                        piece.add(beside)
                        edge.append(beside)
            yield cells[start], piece


def _boundary_steps(cells: Mapping[Cell, str]) -> Iterator[tuple[tuple[Point, Point], tuple[str, str]]]:
    """Yield each side of a cell that is a boundary, in both directions, with the areas left and right of it.

    Y counts downwards, so with y upwards in mind "left" is the side that stands left when one looks along the step.
    """
    for (x, y), area in cells.items():
        for (start, end), beside in (
            (((x, y), (x + 1, y)), (x, y - 1)),
            (((x + 1, y), (x + 1, y + 1)), (x + 1, y)),
            (((x + 1, y + 1), (x, y + 1)), (x, y + 1)),
            (((x, y + 1), (x, y)), (x - 1, y)),
        ):
            other = cells.get(beside, "")
            if other != area:
                yield (start, end), (area, other)
                yield (end, start), (other, area)


def _follow(start: Point, end: Point, ways: Mapping[Point, Sequence[Point]]) -> Arc:
    line = [start, end]
    while len(ways[line[-1]]) == 2 and line[-1] != start:  # noqa: PLR2004 (a line goes on)
        line.append(next(point for point in ways[line[-1]] if point != line[-2]))
    return tuple(line)


def _corner_area(before: Point, point: Point, after: Point) -> float:
    return ring_area((before, point, after))


def _holds_another(before: Point, point: Point, after: Point, points: set[Point]) -> bool:
    """Say whether any other point lies in or on the corner."""
    corner = (before, point, after)
    columns, rows = zip(*corner, strict=True)
    return any(
        (x, y) in points and (x, y) not in corner and _lies_in((x, y), corner)
        for x in range(min(columns), max(columns) + 1)
        for y in range(min(rows), max(rows) + 1)
    )


def _lies_in(point: Point, corner: Sequence[Point]) -> bool:
    (x, y), turns = point, []
    for (ax, ay), (bx, by) in zip(corner, [*corner[1:], corner[0]], strict=True):
        turns.append((bx - ax) * (y - ay) - (by - ay) * (x - ax))
    return all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns)


def _join(line: Arc, other: Arc) -> Arc:
    if line[-1] == other[0]:
        return line + other[1:]
    if line[-1] == other[-1]:
        return line + other[-2::-1]
    if line[0] == other[-1]:
        return other + line[1:]
    return other[::-1] + line[1:]
