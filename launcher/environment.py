"""The packages the program needs: an environment that has them is used as it is, otherwise ``.venv`` is made.

``.venv`` keeps a record of the lock files it was made from. The record says "unfinished" until the last
package is in place, so that an installation that was interrupted is made anew. It is compared on every run, so
that a changed lock file or an upgraded Python is noticed. A run that finds all in order installs nothing.
"""

import hashlib
import importlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from launcher.stop import Stop

RECORD_NAME = "installed-by-build.txt"
UNFINISHED = "unfinished\n"
# --no-compile: what is installed is compiled afterwards, on all processors (`_compile`).
PIP_OPTIONS = (
    "--require-hashes",
    "--no-input",
    "--no-compile",
    "--retries",
    "2",
    "--disable-pip-version-check",
)
NO_VENV = (
    "This Python comes without `venv`, which is needed to install packages: on Debian or Ubuntu run "
    "`sudo apt install python3-venv`, elsewhere install Python from python.org. Then try again."
)

# What pip prints when it fails, and what a person is told instead. The first that fits is used.
PIP_FAILURES = (
    ("DO NOT MATCH THE HASHES", "A downloaded package is not the one that was checked: it was not installed"),
    ("No space left on device", "The disk is full: free some space and run the same command again"),
    (
        "NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|Max retries",
        "The packages could not be downloaded: check the network or the proxy and run the same command again",
    ),
    ("", "The packages could not be installed"),
)


def ready_python(project_dir: Path, locks: Sequence[str]) -> Path | None:
    """Return the Python that has the packages of all `locks` (``build``, ``test``), or None for this one.

    Makes or completes ``.venv`` in the project's folder when it has to. Raises `Stop` when that fails.
    """
    venv_dir = project_dir / ".venv"
    lock_files = [project_dir / "requirements" / f"{name}.lock" for name in locks]
    inside_venv = venv_dir.exists() and os.path.samefile(sys.prefix, venv_dir)
    if not inside_venv and _is_activated() and _has_packages(lock_files):
        return None
    try:
        completed = _complete(venv_dir, lock_files)
    except OSError as problem:
        raise Stop(f"The folder {venv_dir} could not be written: {problem.strerror}.") from problem
    return venv_python(venv_dir) if completed or not inside_venv else None


def usable_python(project_dir: Path) -> Path | None:
    """Return the Python of ``.venv`` as it is, or None for this one: where that does not work, or is this already."""
    python = venv_python(project_dir / ".venv")
    if _is_activated() or not python.exists():
        return None
    try:
        works = subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        works = False
    return python if works else None


def can_join(venv_dir: Path) -> bool:
    """Return whether an environment belongs to this very Python, so that no second one has to be started for it.

    Where something has asked for the folders of this Python already (`sysconfig` keeps them), a second one is surer.
    """
    is_same = os.path.realpath(venv_python(venv_dir)) == os.path.realpath(sys.executable)
    return is_same and sys.prefix == sys.base_prefix and "sysconfig" not in sys.modules


def join(venv_dir: Path) -> None:
    """Go on in an environment as if its Python had been started: with its packages and without those of the system."""
    import site  # noqa: PLC0415 (Python has imported it)

    sys.path[:] = [place for place in sys.path if _comes_with_python(place) or place in _asked_for()]
    sys.prefix = sys.exec_prefix = str(venv_dir)
    sys.executable = str(venv_python(venv_dir))
    for packages in site.getsitepackages([str(venv_dir)]):
        site.addsitedir(packages)
    importlib.invalidate_caches()


def _comes_with_python(place: str) -> bool:
    own = os.path.dirname(os.__file__)
    is_own = place == own or place.startswith(own + os.sep) or place.endswith(".zip")
    return is_own and os.path.basename(place) not in {"site-packages", "dist-packages"}


def _asked_for() -> set[str]:
    """Return the folders that somebody has named: that of the program, and those of the setting for all Pythons."""
    return {sys.path[0], *os.environ.get("PYTHONPATH", "").split(os.pathsep)}


def venv_python(venv_dir: Path) -> Path:
    """Return where a virtual environment keeps its interpreter on this system."""
    return venv_dir / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def locked_versions(lock: str) -> dict[str, str]:
    """Return name and version of each package in a lock file, save those that only some systems need."""
    return dict(re.findall(r"(?m)^([\w.-]+)==([^\s;]+)[ \\]*$", lock))


def say(words: str) -> None:
    """Tell the person at the terminal. Standard output belongs to the command's own answer."""
    print(words, file=sys.stderr, flush=True)


def _is_activated() -> bool:
    return sys.prefix != sys.base_prefix or os.environ.get("CONDA_PREFIX") == sys.prefix


def _has_packages(lock_files: Iterable[Path]) -> bool:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 (slow to import, seldom needed)

    others = []
    for lock_file in lock_files:
        for name, locked in locked_versions(lock_file.read_text("utf-8")).items():
            try:
                installed = version(name)
            except PackageNotFoundError:
                return False
            others += [f"{name} {installed}"] if installed != locked else []
    if others:
        say(f"Using the active environment. Not the locked versions: {', '.join(others)}.")
    return True


def _complete(venv_dir: Path, lock_files: Sequence[Path]) -> bool:
    """Install what is missing from ``.venv``. Return whether there was anything."""
    installed = _installed_locks(venv_dir)
    missing = [file for file in lock_files if file.name not in installed]
    if not missing:
        return False
    started = time.monotonic()
    if not installed:
        _make_venv(venv_dir)
    _install(venv_dir, missing)
    _compile(venv_dir)
    digests = {**installed, **{file.name: _digest(file) for file in missing}}
    _write_record(venv_dir, digests)
    say(f"The packages are in place after {time.monotonic() - started:.1f} seconds.")
    return True


def _installed_locks(venv_dir: Path) -> dict[str, str]:
    """Return the digest of every lock file that is in place, or nothing when ``.venv`` has to be made anew."""
    record_file = venv_dir / RECORD_NAME
    if not record_file.exists():
        return {}
    record = dict(line.split(" ", 1) for line in record_file.read_text("utf-8").splitlines() if " " in line)
    python = venv_python(venv_dir)
    if record.pop("python", "") != os.path.realpath(python) or not python.exists():
        return {}
    lock_dir = venv_dir.parent / "requirements"
    unchanged = all(digest == _digest(lock_dir / name) for name, digest in record.items())
    return record if unchanged else {}


def _write_record(venv_dir: Path, digests: Mapping[str, str]) -> None:
    lines = {"python": os.path.realpath(venv_python(venv_dir)), **digests}
    record = "".join(f"{name} {value}\n" for name, value in lines.items())
    (venv_dir / RECORD_NAME).write_text(record, "utf-8")


def _digest(lock_file: Path) -> str:
    return hashlib.sha256(lock_file.read_bytes()).hexdigest() if lock_file.exists() else "gone"


def _make_venv(venv_dir: Path) -> None:
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        raise Stop(NO_VENV)
    record_file = venv_dir / RECORD_NAME
    if record_file.exists():
        say("The packages here are out of date or were not installed to the end: starting afresh.")
        shutil.rmtree(venv_dir)
    venv_dir.mkdir(exist_ok=True)
    record_file.write_text(UNFINISHED, "utf-8")
    say(f"Making {venv_dir}, a place for the packages this program needs.")
    # Not sys.executable: inside an active environment that one may be what has just been removed.
    python = getattr(sys, "_base_executable", None) or sys.executable
    make = [python, "-m", "venv", str(venv_dir)]
    made = _run(make)
    if made.returncode and not (beside := venv_dir / "lib64").exists() and os.name == "posix":
        beside.mkdir()  # venv wants a link here, which a stick cannot hold; all others it replaces by copies
        made = _run(make)
    if made.returncode:
        raise Stop(f"The folder {venv_dir} could not be made. Python says: {_last_line(made.stdout)}")


def _install(venv_dir: Path, lock_files: Sequence[Path]) -> None:
    count = sum(len(locked_versions(file.read_text("utf-8"))) for file in lock_files)
    packages = f"{count} packages" if count != 1 else "1 package"
    say(f"Installing {packages}, checked by hash. This happens once and may take a minute.")
    (venv_dir / RECORD_NAME).write_text(UNFINISHED, "utf-8")
    requirements = [word for file in lock_files for word in ("--requirement", str(file))]
    installed = _run([str(venv_python(venv_dir)), "-m", "pip", "install", *PIP_OPTIONS, *requirements])
    if installed.returncode:
        words_file = venv_dir / "pip-output.txt"
        words_file.write_text(installed.stdout, "utf-8")
        reason = next(reason for pattern, reason in PIP_FAILURES if re.search(pattern, installed.stdout))
        raise Stop(f"{reason}. pip says: {_last_line(installed.stdout)} (All its words are in {words_file}.)")


def _compile(venv_dir: Path) -> None:
    """Compile the packages and the program once: where nothing may be written on import, each run would do it anew."""
    packages = [path for path in (venv_dir / "lib", venv_dir / "Lib") if path.is_dir()]
    program = [venv_dir.parent / name for name in ("site_builder", "launcher")]
    # What some packages carry for other Pythons cannot be compiled, and does not have to be.
    _run([str(venv_python(venv_dir)), "-m", "compileall", "-q", "-j", "0", *map(str, [*packages, *program])])


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    # PIP_USER in a person's settings would send the packages elsewhere, and pip refuses it here.
    settings = {**os.environ, "PIP_USER": "0", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command,
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _last_line(words: str) -> str:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    return (errors or lines or ["nothing"])[-1]
