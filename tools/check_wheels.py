"""Note for which systems and Pythons every package that a user installs has a wheel: `requirements/wheels.json`.

Run ``.venv/bin/python -m tools.check_wheels`` after the locks were made anew (it needs what test.lock installs). It
asks the package index that pip is set to use, and only for the names in the locks. A test compares table and locks.
"""

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms, parse_tag

REQUIREMENTS_DIR = Path(__file__).resolve().parent.parent / "requirements"
TABLE_FILE = REQUIREMENTS_DIR / "wheels.json"
LOCKS = ("build", "deploy", "audit", "postcodes", "print", "sheets")
"""What a user installs; test.lock and lint.lock are for those who work on the program."""
PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
SYSTEMS = (
    ("linux", "x86_64"),
    ("linux", "aarch64"),
    ("darwin", "x86_64"),
    ("darwin", "arm64"),
    ("win32", "AMD64"),
)
"""Each with its machine. Windows on ARM runs the AMD64 Python; for one of its own lightningcss has no wheel."""

_LINUX_LIBRARY = range(28, 4, -1)
"""Versions 2.x of the C library that a Linux of 2018 or later runs."""
_NAMES = {"linux": ("Linux", "posix"), "darwin": ("Darwin", "posix"), "win32": ("Windows", "nt")}


@dataclass(frozen=True)
class Target:
    """A system, the machine it runs on and a Python: each as a marker in a lock names it."""

    system: str
    machine: str
    python: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.system} {self.machine}, Python {self.python[0]}.{self.python[1]}"

    def wants(self, requirement: Requirement) -> bool:
        """Return whether a line of a lock is meant for this target."""
        platform_system, os_name = _NAMES[self.system]
        version = f"{self.python[0]}.{self.python[1]}"
        return requirement.marker is None or requirement.marker.evaluate({
            "sys_platform": self.system, "platform_system": platform_system, "os_name": os_name,
            "platform_machine": self.machine, "python_version": version, "python_full_version": f"{version}.0",
            "implementation_name": "cpython", "platform_python_implementation": "CPython",
        })  # fmt: skip

    def platforms(self) -> Iterator[str]:
        """Yield the names of the systems whose wheels run here, the newest first."""
        if self.system == "linux":
            for minor in _LINUX_LIBRARY:
                yield f"manylinux_2_{minor}_{self.machine}"
                if minor in {17, 12, 5}:  # as they were called before
                    yield f"manylinux{ {17: '2014', 12: '2010', 5: '1'}[minor] }_{self.machine}"
        elif self.system == "darwin":
            yield from mac_platforms((14, 0), self.machine)
        else:
            yield f"win_{self.machine.lower()}"


TARGETS = tuple(Target(*system, python) for system, python in product(SYSTEMS, PYTHONS))


def read_locks() -> dict[str, list[Requirement]]:
    """Return the lines of the locks that a user installs, by name and version: ``pillow==13.0.0``."""
    found: dict[str, list[Requirement]] = {}
    for line in re.findall(r"(?m)^[a-z][^\\\n]*==[^\\\n]*", _lock_texts()):
        wanted = Requirement(line)
        found.setdefault(f"{wanted.name}{wanted.specifier}", []).append(wanted)
    return found


def _lock_texts() -> str:
    return "\n".join((REQUIREMENTS_DIR / f"{lock}.lock").read_text("utf-8") for lock in LOCKS)


def find_gaps(
    locked: Mapping[str, Sequence[Requirement]], table: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Yield a line for each package that the table does not know, or that has no wheel for a target it is meant for."""
    for pinned, lines in locked.items():
        if pinned not in table:
            yield f"{pinned}: not in the table"
            continue
        for target in TARGETS:
            if any(target.wants(line) for line in lines) and not _best(target, table[pinned]):
                yield f"{pinned}: no wheel for {target}"


@cache
def _tags_for(target: Target) -> tuple[Tag, ...]:
    """Return the tags of the wheels that pip would take, the best first."""
    interpreter, platforms = f"cp{target.python[0]}{target.python[1]}", [*target.platforms()]
    exact = cpython_tags(target.python, abis=[interpreter], platforms=platforms)
    return (*exact, *compatible_tags(target.python, interpreter, platforms))


def _best(target: Target, wheels: Sequence[str]) -> str:
    """Return the wheel that pip would take, by its tags (``cp311-cp311-win_amd64``), or nothing."""
    tags = {tag: wheel for wheel in wheels for tag in parse_tag(wheel)}
    return next((tags[tag] for tag in _tags_for(target) if tag in tags), "")


def main() -> int:
    """Ask for every locked package, write the table, and say what is missing."""
    locked = read_locks()
    address = _index_address()
    hashes = frozenset(re.findall(r"sha256:([0-9a-f]{64})", _lock_texts()))
    table = {pinned: _ask(f"{address}/{lines[0].name}/", hashes) for pinned, lines in sorted(locked.items())}
    TABLE_FILE.write_text(json.dumps(table, indent=1) + "\n", "utf-8")
    gaps = [*find_gaps(locked, table)]
    print("\n".join(gaps) or f"All {len(table)} packages have their wheels.")
    return 1 if gaps else 0


def _index_address() -> str:
    """Return where pip looks for packages, as its own help tells it."""
    command = [sys.executable, "-m", "pip", "download", "--help"]
    words = " ".join(
        subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split()
    )
    found = re.search(r"--index-url <url> .*?\(default (\S+)\)", words)
    if found is None:
        raise SystemExit("pip does not say where it looks for packages.")
    return found[1].rstrip("/")


def _ask(address: str, hashes: Set[str]) -> list[str]:
    """Return the tags of each locked wheel that a target would take. The answer has the form of PEP 691."""
    form = {"Accept": "application/vnd.pypi.simple.v1+json"}
    with urllib.request.urlopen(urllib.request.Request(address, headers=form)) as answer:
        files = json.load(answer)["files"]
    names = [file["filename"] for file in files if file["hashes"].get("sha256") in hashes]
    wheels = ["-".join(name.removesuffix(".whl").split("-")[-3:]) for name in names if name.endswith(".whl")]
    return sorted({best for target in TARGETS if (best := _best(target, wheels))})


if __name__ == "__main__":
    sys.exit(main())
