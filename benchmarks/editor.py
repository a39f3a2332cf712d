"""Measure the editor: ``python3 -m benchmarks.editor``: from its start to the first form, and a save of the real site.

The first is the processor time of the whole program, started anew each time. A save is the time on the clock from the
form being sent to the answer, while nothing else is made. Results go to ``RESULTS.md``.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.results import PROJECT_DIR, describe_machine, put_part, table

RUNS = 5
FORM = "/edit/areas/camden/"
MUST = {"to the first form, CPU": 1000, "a save, wall": 300}
"""The most milliseconds, of the medians."""


def main() -> int:
    """Print and write the medians."""
    with tempfile.TemporaryDirectory() as folder:
        content_dir = Path(folder) / "content"
        shutil.copytree(PROJECT_DIR / "content", content_dir)
        starts = [_start(content_dir) for _ in range(RUNS)]
        saves = _save_often(content_dir)
    figures = dict(zip(MUST, map(statistics.median, (starts, saves)), strict=True))
    rows = [
        (what, f"{figure:.0f}", f"**≤ {MUST[what]}**" if figure > MUST[what] else "")
        for what, figure in figures.items()
    ]
    lines = [
        f"{describe_machine()} {RUNS} starts, {len(saves)} saves.",
        "",
        *table(("", "ms", "missed"), rows),
    ]
    print("\nEditor\n", *lines, sep="\n")
    put_part("Editor", lines)
    return 0


@contextmanager
def _editor(content_dir: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    words = ["edit", "--no-browser", "--content", str(content_dir), "--as-of", "2026-11-22"]
    program = subprocess.Popen(
        [sys.executable, "-m", "site_builder", *words], cwd=PROJECT_DIR, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout
    found = re.search(r"http://([^/]+)/", program.stdout.readline())
    assert found
    try:
        yield program, found[1]
    finally:
        program.stdout.close()
        if program.returncode is None:
            program.kill()
            program.wait()


def _start(content_dir: Path) -> float:
    """Return the milliseconds of the processor until the first form was answered."""
    with _editor(content_dir) as (program, host):
        _get(host, FORM)
        program.kill()
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = status
    return (used.ru_utime + used.ru_stime) * 1000


def _save_often(content_dir: Path) -> list[float]:
    """Return the milliseconds of each of several saves."""
    saves = []
    with _editor(content_dir) as (_, host):
        cookie, _ = _get(host, FORM)
        for number in range(RUNS * 4):
            _, page = _get(host, FORM)
            [base] = re.findall(r'name="base" value="(\w+)"', page)
            sent = {"token": cookie.partition("=")[2], "base": base, "body": f"Words, number {number}."}
            headers = {
                "Origin": f"http://{host}",
                "Cookie": cookie,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            connection = HTTPConnection(host)
            begun = time.perf_counter()
            connection.request("POST", FORM, urlencode(sent), headers)
            answer = connection.getresponse()
            saves.append((time.perf_counter() - begun) * 1000)
            assert answer.status == 303, answer.read()  # noqa: PLR2004 (See Other)
            connection.close()
    return saves


def _get(host: str, path: str) -> tuple[str, str]:
    """Return the cookie that comes with a page, and the page."""
    connection = HTTPConnection(host)
    connection.request("GET", path)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return str(answer.headers["Set-Cookie"]).partition(";")[0], page


if __name__ == "__main__":
    sys.exit(main())
