"""What the last build was made from and what it left, so that the next can tell in a moment that nothing has changed.

The record lies beside the output folder. It knows files by their times, size and place on the disk, as git's index does
(git's documentation, "racy-git"). Any doubt, a link for example, means a whole build.

This is asked before the program's packages are there, and by whichever Python the person has: it imports only modules
that cost nothing.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import os
import sys

from site_builder.findings.front_door import IS_INSTALLED, PACKAGE_DIR, PROGRAM_DIR, site_dir

TYPE_CHECKING = False
"""Importing `typing` and `collections.abc` takes as long as the whole question."""
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    Mark = tuple[str, int, tuple[int, ...]]
    """A file, the moment of its last change in nanoseconds, and its marks; a folder has no moment and no marks."""

OUTPUT_OPTION = "--output"
EXAMPLE_OPTION = "--example"
OUTPUT_FOLDERS = {False: "public", True: "example-site"}
"""Where a site is published if nobody says where: the real one, and the example."""
FORMAT = 1

_BESIDE_PACKAGE = ("launcher", "requirements", "build.py", "pyproject.toml")
_IS_POSIX = os.name == "posix"
_GIT_FILES = ("HEAD", "packed-refs", "shallow", "config", "info/grafts", "refs/replace")
_MOMENT = 20_000_000
"""Nanoseconds in which two writings of a file may bear the same time, with room: Linux counts in 1 to 10 ms, and
Windows in 16."""
_ALWAYS_ALIKE = 2
"""The form of `marshal` that writes equal values as equal bytes; later ones also write which are one in memory."""
_LONG_MOMENT = 2_000_000_000
"""The same where the disk counts in whole seconds; FAT counts in twos."""


class Doubt(Exception):
    """It cannot be told whether anything has changed."""


def record_file(output_dir: str) -> str:
    """Return where the record of a folder's last build lies: ``.public.last-build.json``."""
    parent, name = os.path.split(os.path.abspath(output_dir))
    return os.path.join(parent, f".{name}.last-build.json")


def describe_inputs(folders: Iterable[str]) -> dict[str, object]:
    """Return what a build that begins now is made from: these folders of content and themes, and the program.

    Ask before anything is read, so that a file saved meanwhile counts as changed.
    """
    own = [os.path.abspath(folder) for folder in folders]
    roots = [*own, *_program_files()]
    return {"folders": own, "roots": roots, "digest": _digest_inputs(own, roots)}


def describe_published(
    output_dir: str, manifest_file: str, found: Sequence[Mark] | None = None
) -> dict[str, object]:
    """Return what a build has left in its output folder; ask while no other build can publish there.

    `found` is what `list_marks` says of these places, where that is known.
    """
    roots = [os.path.abspath(output_dir), os.path.abspath(manifest_file)]
    return {"roots": roots, "digest": digest_marks(list_marks(roots) if found is None else found)}


def describe_surroundings(folders: Iterable[str]) -> str:
    """Return what stands for all that a build hears from git and from the environment about these folders."""
    git = (file for folder in folders for file in _git_files(os.path.abspath(folder)))
    return f"{_digest(dict.fromkeys(git))} {_environment()} {os.getcwd()}"


def write_record(
    words: Sequence[str],
    output_dir: str,
    inputs: dict[str, object],
    published: Mapping[str, object],
    report: str,
    ends: float | None,
) -> None:
    """Remember a build: what was asked for, and the report that the same words are answered with.

    `ends` is the moment, in seconds since 1970, from which the same words mean another day.
    """
    record = {
        "format": FORMAT,
        "words": _as_asked(words),
        "folder": os.getcwd(),
        "environment": _environment(),
        "prefix": sys.prefix,
        "inputs": inputs,
        "published": dict(published),
        "report": report,
        "ends": ends,
    }
    file = record_file(output_dir)
    unfinished = f"{file}.{os.getpid()}"
    with open(unfinished, "w", encoding="utf-8") as stream:
        json.dump(record, stream)
    os.replace(unfinished, file)


def recall_report(words: Sequence[str], now: float) -> str | None:
    """Return the report on a site that is as the same words would make it now, or None where that is not certain.

    `now` is in seconds since 1970.
    """
    asked = _as_asked(words)
    if asked and not asked[0].startswith("-"):
        return None
    try:
        with open(record_file(_output_dir(asked)), encoding="utf-8") as stream:
            record = json.load(stream)
        return str(record["report"]) if _still_holds(record, asked, now) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, Doubt):
        return None


def _still_holds(record: dict[str, Any], asked: list[str], now: float) -> bool:
    same = {
        "format": FORMAT,
        "words": asked,
        "folder": os.getcwd(),
        "environment": _environment(),
        "prefix": _expected_prefix(),
    }
    inputs, published = record["inputs"], record["published"]
    return (
        all(record[name] == value for name, value in same.items())
        and (record["ends"] is None or now < record["ends"])
        and inputs["digest"] == _digest_inputs(inputs["folders"], inputs["roots"])
        and published["digest"] == _digest(published["roots"])
    )


def _as_asked(words: Sequence[str]) -> list[str]:
    """Return the words of a command line; `build` goes without saying."""
    return list(words[1:] if words and words[0] == "build" else words)


def _output_dir(asked: Sequence[str]) -> str:
    """Return where these words publish to. A wrong guess finds no record, or one of other words."""
    for place, word in enumerate(asked):
        if word == OUTPUT_OPTION and place + 1 < len(asked):
            return asked[place + 1]
        if word.startswith(f"{OUTPUT_OPTION}="):
            return word.partition("=")[2]
    return os.path.join(site_dir(), OUTPUT_FOLDERS[EXAMPLE_OPTION in asked])


def _environment() -> str:
    """Return a digest of what git listens to; it may hold secrets."""
    heard = sorted(item for item in os.environ.items() if item[0] == "HOME" or item[0].startswith("GIT_"))
    return hashlib.sha256(repr(heard).encode("utf-8", "surrogateescape")).hexdigest()


def _expected_prefix() -> str:
    """Return the environment whose Python would run the program (`launcher.environment.ready_python`)."""
    is_active = sys.prefix != sys.base_prefix or os.environ.get("CONDA_PREFIX") == sys.prefix
    return sys.prefix if is_active or IS_INSTALLED else os.path.join(PROGRAM_DIR, ".venv")


def _program_files() -> list[str]:
    """Return the program itself, and what tells its packages: their folder gets a new time when one comes or goes."""
    import sysconfig  # noqa: PLC0415 (who only asks does not need it)

    packages = [os.path.join(sysconfig.get_path("purelib"), "."), os.path.realpath(sys.executable)]
    marks = [os.path.join(sys.prefix, name) for name in ("pyvenv.cfg", "installed-by-build.txt")]
    beside = () if IS_INSTALLED else (os.path.join(PROGRAM_DIR, name) for name in _BESIDE_PACKAGE)
    return [PACKAGE_DIR, *beside, *packages, *marks]


def _digest_inputs(folders: Iterable[str], roots: Iterable[str]) -> str:
    git = (file for folder in folders for file in _git_files(folder))
    return _digest([*roots, *dict.fromkeys(git)])


def _digest(roots: Iterable[str]) -> str:
    """Return one fingerprint of all files at and below these places; raise `Doubt` at a link."""
    return digest_marks(list_marks(roots))


def list_marks(roots: Iterable[str]) -> list[Mark]:
    """Return all files and folders at and below these places; raise `Doubt` at a link."""
    return [about for root in roots for about in _describe(root)]


def digest_marks(found: Sequence[Mark]) -> str:
    """Return one fingerprint of files: the content of those of which the time alone does not tell is in it."""
    young = choose_young(found)
    contents = [(path, _hash_file(path)) for path, _, _ in found if path in young]
    return hashlib.sha256(marshal.dumps((list(found), contents), _ALWAYS_ALIKE)).hexdigest()


def choose_young(found: Sequence[Mark]) -> set[str]:
    """Return the files that may be changed again and keep their time: those of the moment of the newest change of all.

    So no clock is needed to tell which.
    """
    newest = max((changed for _, changed, _ in found), default=0)
    return {
        path
        for path, changed, _ in found
        if changed and changed > newest - (_LONG_MOMENT if changed % 1_000_000_000 == 0 else _MOMENT)
    }


def mark_file(path: str) -> Mark:
    """Return how a file stands now."""
    return _describe_file(path, os.stat(path))


def _describe(path: str) -> list[Mark]:
    """Return each file with the moment of its last change, in nanoseconds, and its marks: folders have no moment.

    A place that ends in a dot is a folder whose own time is enough.
    """
    try:
        about = os.stat(path)
    except FileNotFoundError:
        return [(path, 0, ())]
    if path.endswith(f"{os.sep}."):
        return [(path, 0, (about.st_mtime_ns, about.st_ino))]
    return _describe_folder(path) if os.path.isdir(path) else [_describe_file(path, about)]


def _describe_folder(folder: str) -> list[Mark]:
    """Return what is in a folder; there are thousands, and this is all that a build with nothing changed does."""
    found: list[Mark] = []
    folders = [folder]
    while folders:
        inner = folders.pop()
        found.append((inner, 0, ()))
        with os.scandir(inner) as entries:
            listed = sorted((entry.name, entry) for entry in entries)
        for name, entry in listed:
            if entry.is_symlink():
                raise Doubt
            if not entry.is_dir():
                found.append(_describe_file(entry.path, entry.stat()))
            elif name != "__pycache__":
                folders.append(entry.path)
    return found


def _describe_file(path: str, about: os.stat_result) -> Mark:
    marks = (about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino, about.st_mode)
    # What a person sets is the other time; on Windows this one is that of the file's making.
    return path, marks[1] if _IS_POSIX else marks[0], marks


def _hash_file(path: str) -> str:
    with open(path, "rb", buffering=0) as stream:
        return hashlib.sha256(stream.read()).hexdigest()


def _git_files(content_dir: str) -> Iterator[str]:
    """Yield what tells that another commit is checked out, or that there is a repository at all now."""
    folder = content_dir
    while True:
        git = os.path.join(folder, ".git")
        if os.path.isdir(git):
            yield from _repository_files(git, git)
            return
        if os.path.isfile(git):  # a further working copy, or a submodule
            yield from _linked_repository(folder, git)
            return
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _linked_repository(folder: str, git: str) -> Iterator[str]:
    own = os.path.join(folder, _read_line(git).removeprefix("gitdir: "))
    common = os.path.join(own, "commondir")
    yield git
    yield from _repository_files(
        own, os.path.join(own, _read_line(common)) if os.path.exists(common) else own
    )


def _repository_files(own: str, common: str) -> Iterator[str]:
    yield os.path.join(own, "HEAD")
    head = _read_line(os.path.join(own, "HEAD"))
    if head.startswith("ref: "):
        yield os.path.join(common, head.removeprefix("ref: "))
    yield from (os.path.join(common, name) for name in _GIT_FILES)


def _read_line(path: str) -> str:
    with open(path, encoding="utf-8", errors="surrogateescape") as stream:
        return stream.readline().strip()
