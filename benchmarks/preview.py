"""Measure a save in the preview against a whole build, in pairs: ``python3 -m benchmarks.preview``.

Each pair edits one file of a copy of the real content, then makes the site in a preview that runs (all that stands
between the save and the page, but for the watcher's 20 ms) and in one that remembers nothing. Times are of the
processor, so that neighbours on the machine do not count.
"""

import datetime
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from site_builder.desk.preview.builder import Made, Maker, PreviewOptions

PROJECT_DIR = Path(__file__).resolve().parent.parent
DAY = datetime.date(2026, 11, 22)
EDITS = {
    "a line on a borough's page": "pages/boroughs/camden.md",
    "a line on a text page": "pages/about.md",
    "a line on the home page": "pages/home.md",
}


def main(pairs: int) -> None:
    """Print the middle of some pairs for each kind of edit."""
    with tempfile.TemporaryDirectory() as folder:
        content_dir = Path(folder) / "content"
        shutil.copytree(PROJECT_DIR / "content", content_dir)
        for words, name in EDITS.items():
            _print_pairs(words, content_dir, content_dir / name, pairs)


def _print_pairs(words: str, content_dir: Path, file: Path, pairs: int) -> None:
    options = PreviewOptions(content_dir, PROJECT_DIR / "themes", "liaison", lambda: DAY)
    running = Maker(options)
    running.make()
    taken = []
    for number in range(pairs):
        file.write_text(f"{file.read_text('utf-8')}\nOne more line, number {number}.\n", "utf-8")
        taken.append((_milliseconds(running.make), _milliseconds(Maker(options).make)))
    saved, whole = (statistics.median(column) for column in zip(*taken, strict=True))
    ratio = statistics.median(one / other for one, other in taken)
    print(f"{words}: {saved:.0f} ms; a whole build: {whole:.0f} ms; ratio {ratio:.2f}")


def _milliseconds(make: Callable[[], object]) -> float:
    started = time.process_time()
    made = make()
    assert isinstance(made, Made), made
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
