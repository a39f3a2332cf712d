"""Paths that mean the same file on every disk and never lead out of the site.

The one home of that rule, for what we publish and for every path that somebody else has written: a host, a manifest,
a folder on the disk.
"""

import re
import unicodedata
from collections.abc import Iterable

MOST_BYTES = 1_024
"""The longest path: what storage like S3 allows, and short enough for every disk."""
_NEVER = frozenset('\\:*?"<>|')
"""Signs that lead elsewhere on Windows, or that no file has there."""
_PLAIN_NAME = r"[a-z0-9_-]++(?:\.[a-z0-9_-]++)*"
_PLAIN = re.compile(rf"{_PLAIN_NAME}(?:/\.?{_PLAIN_NAME})*", re.ASCII)
"""Nearly all paths: nothing else has to be looked at in one of small letters, digits and single dots."""
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Kinds of characters that nobody sees, that cut a list of names in two, or that are half a character."""


def require_safe_paths(paths: Iterable[str]) -> None:
    """Raise ValueError for paths that escape, repeat or cannot lie beside each other.

    Paths that differ only by case or by Unicode form are one file on Windows and macOS, so they count as one.
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    spelled: set[str] = set()
    for path in paths:
        _require_inside(path)
        _require_new(path, files)
        folder = path.rpartition("/")[0]
        while folder and folder not in spelled:
            _require_one_spelling(folder, folders)
            spelled.add(folder)
            folder = folder.rpartition("/")[0]
    for folded in sorted(files.keys() & folders.keys()):
        raise ValueError(f"{files[folded]!r} is planned both as a file and as a folder.")


def is_safe_path(path: str) -> bool:
    """Return whether a path stays inside the site, wherever that lies."""
    if len(path) <= MOST_BYTES and _PLAIN.fullmatch(path):
        return True
    return len(path) <= MOST_BYTES and all(map(_is_name, path.split("/"))) and _fits(path)


def is_safe_name(name: str) -> bool:
    """Return whether `name` is that of a file or a folder at the top of the site."""
    return is_safe_path(name) and "/" not in name


def keep_safe_paths(listed: Iterable[str]) -> frozenset[str]:
    """Return what may be ours of all the files of a host; what no site can have is somebody else's, and left alone."""
    return frozenset(filter(is_safe_path, listed))


def fold(path: str) -> str:
    """Return `path` as a disk that ignores case and Unicode forms would compare it."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path.casefold())


def _is_name(part: str) -> bool:
    """Return whether a part of a path names the same thing everywhere: Windows drops a dot or a space at the end."""
    if not part or part.endswith((".", " ")) or _NEVER.intersection(part):
        return False
    return not any(unicodedata.category(letter) in _INVISIBLE for letter in part)


def _fits(path: str) -> bool:
    return len(path.encode()) <= MOST_BYTES


def _require_inside(path: str) -> None:
    if not is_safe_path(path):
        raise ValueError(f"{path[:MOST_BYTES]!r} is not a path inside the site.")


def _require_new(path: str, files: dict[str, str]) -> None:
    folded = fold(path)
    if folded in files:
        raise ValueError(f"{files[folded]!r} and {path!r} would be the same file.")
    files[folded] = path


def _require_one_spelling(folder: str, folders: dict[str, str]) -> None:
    same = folders.setdefault(fold(folder), folder)
    if same != folder:
        raise ValueError(f"The folders {same!r} and {folder!r} differ only by case.")
