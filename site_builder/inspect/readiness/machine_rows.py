"""Whether this machine can make the site: by the standard library alone, because much of the machine may be missing."""

import datetime
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from site_builder.content.git import HistoryUnknown, read_version
from site_builder.findings.front_door import DISTRIBUTION, FRONT_DOOR
from site_builder.inspect.readiness.row import Row, missing, ready, unknown
from site_builder.language.wording import format_count, format_day

OLDEST, NEWEST = (3, 11), (3, 14)
"""The Pythons that are tried."""
NEEDED_BYTES = 1_000_000_000
"""For the packages, the site, the one before it, and what is remembered between builds."""
LETTERS = "“”…–’éł"
"""What messages are written with, and names."""
_GIGABYTE = 1_000_000_000


def look_at_python(own: Sequence[int]) -> Iterator[Row]:
    """Yield whether this Python, like ``(3, 11, 4)``, is one that is tried."""
    said = ".".join(map(str, own[:3]))
    if OLDEST <= tuple(own[:2]) <= NEWEST:
        yield ready("python", f"Python {said}")
    elif tuple(own[:2]) < OLDEST:
        yield missing("python", f"Python {said} is too old.", "Install Python 3.11 or newer from python.org.")
    else:
        yield unknown("python", f"Python {said} is newer than any that this program was tried with.")


def look_at_packages(lock_file: Path, venv_dir: Path) -> Iterator[Row]:
    """Yield whether what the program needs is there for this Python, at the versions that the lock names."""
    wanted = dict(_list_wanted(lock_file))
    there = {name: _version(name) for name in wanted}
    absent = sorted(name for name, found in there.items() if not found)
    others = sorted(name for name, found in there.items() if found and wanted[name] not in {found, ""})
    if absent:
        yield _lacking(absent, venv_dir)
    elif others:
        words = f"Other versions than {lock_file.name} names: {_first(others)}."
        yield missing("packages", words, f"{FRONT_DOOR} brings .venv up to date.")
    else:
        yield ready("packages", format_count(len(wanted), "package"))


def _lacking(absent: Sequence[str], venv_dir: Path) -> Row:
    words = f"Packages that the program needs are not there: {_first(absent)}."
    if venv_dir.is_dir():
        words = f"{words} The folder .venv is there, and this Python could not use it."
        return missing("packages", words, f"Delete the folder .venv, then: {FRONT_DOOR}")
    return missing("packages", words, f"{FRONT_DOOR} (it makes .venv with them, once, from the internet)")


def _list_wanted(lock_file: Path) -> Iterable[tuple[str, str]]:
    """Return each package with its version, without those that only some systems need."""
    if lock_file.is_file():
        return re.findall(r"(?m)^([\w.-]+)==([^\s;]+)[ \\]*$", lock_file.read_text("utf-8"))
    try:
        listed = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        listed = []
    return [(re.split(r"[^\w.-]", one)[0], "") for one in listed if "extra ==" not in one]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def look_at_browser(program: Path | None, why: str) -> Iterator[Row]:
    """Yield whether there is a browser for the audit; `why` says what to do where there is none."""
    if program:
        yield ready("browser", f"a browser ({program.stem})")
    else:
        yield missing("browser", "No browser was found for the audit.", why)


def look_at_git() -> Iterator[Row]:
    """Yield whether git is there."""
    try:
        yield ready("history", f"git {read_version()}")
    except HistoryUnknown:
        yield missing(
            "history",
            "There is no git here. Without it nobody sees what changed since when.",
            "Install git: Debian: sudo apt install git; macOS: xcode-select --install; Windows: winget install Git.Git",
        )


def look_at_disk(folder: Path, needed: int = NEEDED_BYTES) -> Iterator[Row]:
    """Yield whether there is room for a site beside a folder; `needed` is in bytes."""
    free = shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists())).free
    if free >= needed:
        yield ready("disk", f"{free // _GIGABYTE:,} GB free")
    else:
        words = f"Only {free / _GIGABYTE:.1f} GB are free on this disk."
        yield missing("disk", words, f"Free {needed / _GIGABYTE:.0f} GB, or what a build writes may not fit.")


def look_at_writing(folders: Iterable[Path]) -> Iterator[Row]:
    """Yield whether files can be written where the program writes: by writing one."""
    refused = [folder for folder in folders if folder.exists() and not _can_write(folder)]
    for folder in refused:
        words = f"Nothing can be written in the folder {folder}."
        yield missing(
            "writing", words, "Change who may write there, or take a copy of all that you may change."
        )
    if not refused:
        yield ready("writing", "files can be written")


def _can_write(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def look_at_clock(now: datetime.datetime, newest: datetime.datetime | None) -> Iterator[Row]:
    """Yield whether the clock is right, as far as can be told: it is never before the `newest` commit or build."""
    if newest and now < newest - datetime.timedelta(hours=1):
        words = f"The clock says {format_day(now)}, which is before the last change here, of {format_day(newest)}."
        yield missing("clock", words, "Set the clock of this computer: what a page says hangs on the day.")
    else:
        yield ready("clock", f"the clock ({format_day(now)})")


def look_at_letters(encoding: str) -> Iterator[Row]:
    """Yield whether the terminal can show what messages are written with."""
    try:
        LETTERS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        words = (
            f"This terminal is set to {encoding or 'no letters at all'}, and cannot show some of our letters."
        )
        yield missing("letters", words, "Set PYTHONUTF8=1 (Windows: setx PYTHONUTF8 1, then a new window).")
    else:
        yield ready("letters", f"letters ({encoding.lower()})")


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004 (enough to know what kind)
    return f"{', '.join(names[:3])}{more}"
