"""Measure the postcode table in Chromium: size, unpacking, look-ups. That its answers are right is for the tests.

Run it with ``python -m benchmarks.postcodes [--json]``.
"""

import argparse
import gzip
import json
import os
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copy, copytree
from typing import Any

import brotli
from playwright.sync_api import Browser, sync_playwright

from site_builder.cli.chromium import ready_chromium

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "content" / "geography" / "postcodes.bin"
SCRIPTS = ROOT / "themes" / "liaison" / "scripts" / "postcodes"
PAGES = 7
"""So many fresh pages unpack the table."""

UNPACK = """async () => {
    const { PostcodeTable } = await import("/postcodes/postcodes.js");
    const bytes = new Uint8Array(await (await fetch("/postcodes.bin")).arrayBuffer());
    const start = performance.now();
    window.table = new PostcodeTable(bytes);
    const first = performance.now() - start;
    for (let i = 0; i < 4; i++) new PostcodeTable(bytes);
    const again = performance.now();
    new PostcodeTable(bytes);
    return { first, warm: performance.now() - again };
}"""
LOOK_UP = """() => {
    const letters = [..."ABDEFGHJLNPQRSTUWXYZ"];
    const units = letters.flatMap((row) => letters.map((column) => row + column));
    const inward = [..."0123456789"].flatMap((digit) => units.map((unit) => digit + unit));
    const questions = [...table.districts.keys()].flatMap((outward) => inward.map((rest) => [outward, rest]));
    const start = performance.now();
    for (const [outward, rest] of questions) table.find(outward, rest);
    return { asked: questions.length, microseconds: ((performance.now() - start) * 1000) / questions.length };
}"""
"""Asks for whatever could be a postcode in a district of the table."""


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure the postcode table in Chromium.")
    parser.add_argument("--json", action="store_true", help="print the figures for other programs")
    options = parser.parse_args()
    figures = measure()
    print(json.dumps(figures, indent=2) if options.json else describe(figures))
    return 0


def measure() -> dict[str, Any]:
    """Return all figures."""
    table = TABLE.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder))
        with _serve(Path(folder)) as address, _chromium() as browser:
            times, answers = _run(browser, address)
            version = browser.version
    return {
        "asked": answers["asked"],
        "bytes": len(table),
        "bytes_gzip": len(gzip.compress(table, 6)),
        "bytes_brotli": len(brotli.compress(table)),
        "unpack_first_ms": round(statistics.median(time["first"] for time in times), 1),
        "unpack_warm_ms": round(statistics.median(time["warm"] for time in times), 1),
        "look_up_microseconds": round(answers["microseconds"], 2),
        "chromium": version,
    }


def describe(figures: dict[str, Any]) -> str:
    """Return the figures in words."""
    return "\n".join(
        (
            f"Table: {figures['bytes']:,} bytes ({figures['bytes_gzip']:,} with gzip, "
            f"{figures['bytes_brotli']:,} with Brotli: it is packed already)",
            f"Unpacking: {figures['unpack_first_ms']} ms in a fresh page, {figures['unpack_warm_ms']} ms once warm "
            f"(medians of {PAGES} pages)",
            f"One look-up of {figures['asked']:,}: {figures['look_up_microseconds']} microseconds",
            f"Chromium {figures['chromium']}",
        )
    )


def _fill(folder: Path) -> None:
    copytree(SCRIPTS, folder / "postcodes")
    copy(TABLE, folder)
    (folder / "index.html").write_text("<!doctype html><title>Postcodes</title>", encoding="utf-8")


def _run(browser: Browser, address: str) -> tuple[list[dict[str, float]], dict[str, Any]]:
    times = []
    for _ in range(PAGES):
        page = browser.new_context().new_page()
        page.goto(address)
        times.append(page.evaluate(UNPACK))
    answers = page.evaluate(LOOK_UP)
    return times, answers


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietRequests, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class _QuietRequests(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep quiet: the figures are what counts."""


@contextmanager
def _chromium() -> Iterator[Browser]:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=ready_chromium(), args=["--no-sandbox"] if is_root else []
        )


if __name__ == "__main__":
    sys.exit(main())
