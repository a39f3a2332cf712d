"""Run a whole command and say what it took: its time on the processor, on the clock, and its memory."""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ONE_COMMAND = Path(__file__).resolve().parent / "one_command.py"

Files = dict[str, tuple[int, int, int]]
"""The files of a folder: when each was last written in nanoseconds, its bytes, and its place on the disk."""


class CommandFailed(Exception):
    """A command that did not end well, with its last words."""


@dataclass(frozen=True)
class Taken:
    """What one run took, and what it left.

    `cpu` is in seconds, user and system, of all its processes; `wall` in seconds; `memory` is the most that one of its
    processes held, in MB. `written` are the files of the site that are new or were written again.
    """

    cpu: float
    wall: float
    memory: float
    written: int = 0
    files: int = 0
    bytes: int = 0


def run(command: Sequence[str], folder: Path, site: Path | None = None) -> Taken:
    """Run a command in a folder to its end, and look at what it did to the site. Raises `CommandFailed`."""
    before = _list_files(site)
    words = [sys.executable, "-IS", str(ONE_COMMAND), *command]
    told = json.loads(subprocess.run(words, cwd=folder, check=True, capture_output=True).stdout)
    if told["code"]:
        raise CommandFailed(told["words"].rpartition("\n")[2])
    after = _list_files(site)
    return Taken(
        **told["taken"],
        written=sum(before.get(name) != facts for name, facts in after.items()),
        files=len(after),
        bytes=sum(size for _, size, _ in after.values()),
    )


def middle(taken: Sequence[Taken], what: Callable[[Taken], float]) -> float:
    """Return the median of one figure."""
    return statistics.median(map(what, taken))


def middle_ratio(taken: Sequence[Taken], others: Sequence[Taken], what: Callable[[Taken], float]) -> float:
    """Return the median of the ratios of runs that were made side by side."""
    return statistics.median(what(one) / what(other) for one, other in zip(taken, others, strict=True))


def _list_files(folder: Path | None) -> Files:
    if folder is None:
        return {}
    files = [(str(file), file.stat()) for file in folder.rglob("*") if file.is_file()]
    return {name: (facts.st_mtime_ns, facts.st_size, facts.st_ino) for name, facts in files}
