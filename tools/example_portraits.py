"""Draw the pictures of the example site: patterns on a soft palette, with no face, real or invented.

A picture depends on its seed and its pattern alone: no clock and no chance.
"""

import hashlib
from collections.abc import Callable, Iterator

from PIL import Image, ImageDraw

SIDE = 640
"""Width and height in pixels."""

_SCALE = 3  # drawn this much larger and averaged down, for smooth edges
_CELLS = 4
_CELL = SIDE * _SCALE // _CELLS
_COLOURS = 48  # keeps a file below 40 kB; the palette and its blends need no more
_PALETTES = (
    ("#f3eefb", "#40208c", "#8a6fd1", "#e8b4a0", "#f6dfa4"),
    ("#fbf3e6", "#1f5f66", "#6fb0ad", "#d98c6a", "#40208c"),
    ("#eef4f2", "#6b2d5c", "#c48bb4", "#2f6f73", "#f0c987"),
    ("#f7efe9", "#2b3a67", "#8fa3d1", "#b8627a", "#edc9b9"),
)

Pen = ImageDraw.ImageDraw
Cell = tuple[int, int, int, str, str]
"""A square of the grid: its left and top in drawn pixels, a number from 0 to 255, and two colours."""


def draw_portrait(pattern: str, seed: str) -> Image.Image:
    """Return a square picture of `SIDE` pixels; `pattern` is a key of `PATTERNS`."""
    paper, *inks = _PALETTES[_numbers(seed)[0] % len(_PALETTES)]
    large = Image.new("RGB", (SIDE * _SCALE, SIDE * _SCALE), paper)
    pen = ImageDraw.Draw(large)
    for cell in _cells(seed, inks):
        PATTERNS[pattern](pen, cell)
    return large.reduce(_SCALE).quantize(_COLOURS, dither=Image.Dither.NONE)


def _numbers(seed: str) -> bytes:
    return hashlib.sha256(seed.encode()).digest()


def _cells(seed: str, inks: list[str]) -> Iterator[Cell]:
    numbers = _numbers(seed)
    for place in range(_CELLS * _CELLS):
        row, column = divmod(place, _CELLS)
        number = numbers[place + 1]
        first = number % len(inks)
        second = (first + 1 + number // 16 % (len(inks) - 1)) % len(inks)
        yield column * _CELL, row * _CELL, number, inks[first], inks[second]


def _box(cell: Cell, margin: int) -> tuple[int, int, int, int]:
    left, top = cell[0] + margin, cell[1] + margin
    return left, top, left + _CELL - 2 * margin, top + _CELL - 2 * margin


def _circles(pen: Pen, cell: Cell) -> None:
    _, _, number, first, second = cell
    pen.ellipse(_box(cell, 30), fill=first)
    pen.ellipse(_box(cell, 90 + number % 90), fill=second)


def _rings(pen: Pen, cell: Cell) -> None:
    _, _, number, first, second = cell
    pen.ellipse(_box(cell, -60), outline=first, width=24 + number % 24)
    pen.ellipse(_box(cell, 110), outline=second, width=36)


def _waves(pen: Pen, cell: Cell) -> None:
    left, top, _, first, second = cell
    upwards = (left + top) // _CELL % 2 == 0
    for margin, colour in ((0, first), (80, second), (160, first)):
        pen.arc(_box(cell, margin), 180 if upwards else 0, 360 if upwards else 180, fill=colour, width=48)


def _halves(pen: Pen, cell: Cell) -> None:
    _, _, number, first, second = cell
    turn = number % 4 * 90
    pen.pieslice(_box(cell, 20), turn, turn + 180, fill=first)
    pen.pieslice(_box(cell, 120), turn + 180, turn + 360, fill=second)


def _triangles(pen: Pen, cell: Cell) -> None:
    _, _, number, first, second = cell
    left, top, right, bottom = _box(cell, 10)
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    turn = number % 4
    pen.polygon([corners[turn], corners[turn - 1], corners[turn - 2]], fill=first)
    pen.polygon([corners[turn], corners[turn - 3], ((left + right) // 2, (top + bottom) // 2)], fill=second)


def _dots(pen: Pen, cell: Cell) -> None:
    left, top, number, first, second = cell
    quarter = _CELL // 4
    for place in range(4):
        middle_x = left + quarter + place % 2 * 2 * quarter
        middle_y = top + quarter + place // 2 * 2 * quarter
        radius = 30 + (number >> place) % 4 * 22
        box = (middle_x - radius, middle_y - radius, middle_x + radius, middle_y + radius)
        pen.ellipse(box, fill=first if place % 3 else second)


def _petals(pen: Pen, cell: Cell) -> None:
    left, top, number, first, second = cell
    corner_x = left + (_CELL if left // _CELL % 2 == 0 else 0)
    corner_y = top + (_CELL if top // _CELL % 2 == 0 else 0)
    for radius, colour in ((_CELL - 24, first), (_CELL // 2 + number % 60, second)):
        start = (180 if corner_x > left else 270) if corner_y > top else (90 if corner_x > left else 0)
        box = (corner_x - radius, corner_y - radius, corner_x + radius, corner_y + radius)
        pen.pieslice(box, start, start + 90, fill=colour)


PATTERNS: dict[str, Callable[[Pen, Cell], None]] = {
    "circles": _circles,
    "rings": _rings,
    "waves": _waves,
    "halves": _halves,
    "triangles": _triangles,
    "dots": _dots,
    "petals": _petals,
}
