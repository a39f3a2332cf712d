"""The committed results: ``RESULTS.md``, one part for each thing that was measured, the others left as they are."""

import os
import platform
import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent.parent
RESULTS_FILE = PROJECT_DIR / "benchmarks" / "RESULTS.md"
INTRODUCTION = """# Results

Written by `python3 -m benchmarks.peers` and `python3 -m benchmarks.preview`; how they measure is said in README.md.
A figure that misses what was asked is called a miss.
"""


def put_part(title: str, lines: Iterable[str]) -> None:
    """Write one part of the results anew, or add it at the end."""
    text = RESULTS_FILE.read_text("utf-8") if RESULTS_FILE.exists() else INTRODUCTION
    parts = dict(re.findall(r"(?ms)^## (.+?)\n(.*?)(?=^## |\Z)", text))
    parts[title] = "\n" + "\n".join(lines).strip() + "\n\n"
    body = "".join(f"## {name}\n{part}" for name, part in sorted(parts.items()))
    RESULTS_FILE.write_text(f"{INTRODUCTION}\n{body.rstrip()}\n", "utf-8")


def describe_machine() -> str:
    """Return the processor, the system, the Python, the commit that was measured, and how busy the machine was.

    The load is that of the last 5 minutes, with the measuring itself: 1 to 2 on a machine that does nothing else.
    """
    cpu_info = Path("/proc/cpuinfo")
    models = re.findall(r"model name\s*: (.+)", cpu_info.read_text()) if cpu_info.exists() else []
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    commit = _git("log", "-1", "--format=%h of %cs")
    return (
        f"{os.cpu_count()} cores of {models[0] if models else platform.machine()}, {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}; commit {commit}; load {os.getloadavg()[1]:.1f}."
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table in Markdown."""
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def _git(*words: str) -> str:
    asked = subprocess.run(["git", *words], cwd=PROJECT_DIR, capture_output=True, text=True, check=False)
    return asked.stdout.strip() or "unknown"
