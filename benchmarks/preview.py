"""Measure a save in the preview, from the save to the page shown: ``python3 -m benchmarks.preview [--size real,M]``.

Each save adds a line to one file of a copy of the content, and then the site is made in a preview that runs: all that
stands between the save and the page, but for the watcher's 20 ms. Beside the real content, in pairs, it is made in a
preview that remembers nothing. Results go to ``RESULTS.md``.
"""

import argparse
import datetime
import math
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import DAY, content_files, make_corpus, write_files
from benchmarks.results import PROJECT_DIR, describe_machine, put_part, table
from site_builder.desk.preview.builder import Made, Maker
from site_builder.desk.preview.preview_options import PreviewOptions

REAL = "real"
EDITS = {
    "a line on a borough's page": "pages/boroughs/camden.md",
    "a line on a text page": "pages/about.md",
    "a line on the home page": "pages/home.md",
}
MUST = {REAL: {"CPU": 120, "wall": 150, "95th wall": 300}, "M": {"wall": 300}}
"""The most milliseconds of a save, by size: the medians, and the wall time of the 95th of 100 saves."""
ENOUGH_FOR_95TH = 20


@dataclass(frozen=True)
class Save:
    """Milliseconds on the processor and on the clock."""

    cpu: float
    wall: float


def main(argv: Sequence[str]) -> int:
    """Print and write the middle and the 95th of 100 of some saves for each kind of edit."""
    parser = argparse.ArgumentParser(prog="python3 -m benchmarks.preview", description=__doc__)
    parser.add_argument(
        "--size", default=REAL, help="real, S, M, L: some of them, with commas between (real)"
    )
    parser.add_argument(
        "--runs", type=int, default=ENOUGH_FOR_95TH, help=f"saves of each kind ({ENOUGH_FOR_95TH})"
    )
    options = parser.parse_args(argv)
    for size in options.size.split(","):
        lines = _measure(size, options.runs)
        print(f"\nPreview, {size}\n", *lines, sep="\n")
        put_part(f"Preview, {size}", lines)
    return 0


def _measure(size: str, runs: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        content_dir = Path(folder) / "content"
        edits = _write_content(size, content_dir)
        rows = [row for words, name in edits.items() for row in _rows(words, size, content_dir / name, runs)]
    head = ("a save that adds", "preview", "CPU ms", "wall ms", "95th of 100: wall ms", "missed")
    return [f"{describe_machine()} {runs} saves of each kind.", "", *table(head, rows)]


def _write_content(size: str, content_dir: Path) -> dict[str, str]:
    """Write the content and return the files to edit, by what is said of the edit."""
    if size == REAL:
        shutil.copytree(PROJECT_DIR / "content", content_dir)
        return EDITS
    corpus = make_corpus(size)
    write_files(content_files(corpus), content_dir)
    return {
        "a line to an officer's text": f"{corpus.officers[0].name}.md",
        "a line on an area's page": f"{corpus.areas[0].name}.md",
        "a line on a text page": "pages/about.md",
    }


def _rows(words: str, size: str, file: Path, runs: int) -> list[tuple[str, ...]]:
    day = datetime.date(2026, 11, 22) if size == REAL else DAY
    content_dir = next(parent for parent in file.parents if parent.name == "content")
    options = PreviewOptions(content_dir, PROJECT_DIR / "themes", "liaison", lambda: day)
    running = Maker(options)
    whole = [_take(running.make)]
    saves = []
    for number in range(runs):
        file.write_text(f"{file.read_text('utf-8')}\nOne more line, number {number}.\n", "utf-8")
        saves.append(_take(running.make))
        if size == REAL:
            whole.append(_take(Maker(options).make))
    return [_row(words, "runs", saves, MUST.get(size, {})), _row(words, "remembers nothing", whole, {})]


def _row(words: str, preview: str, saves: Sequence[Save], must: dict[str, int]) -> tuple[str, ...]:
    figures = {
        "CPU": statistics.median(save.cpu for save in saves),
        "wall": statistics.median(save.wall for save in saves),
        "95th wall": _ninety_fifth([save.wall for save in saves]),
    }
    missed = [f"**{name} ≤ {most}**" for name, most in must.items() if figures[name] > most]
    return (words, preview, *(f"{figure:.0f}" for figure in figures.values()), ", ".join(missed))


def _ninety_fifth(values: Sequence[float]) -> float:
    """Return what 95 of 100 stay at or below: of few values, the largest."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def _take(make: Callable[[], object]) -> Save:
    started_cpu, started = time.process_time(), time.perf_counter()
    made = make()
    wall, cpu = time.perf_counter() - started, time.process_time() - started_cpu
    assert isinstance(made, Made), made
    return Save(cpu * 1000, wall * 1000)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
