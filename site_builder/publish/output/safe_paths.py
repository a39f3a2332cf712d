"""Paths that mean the same file on every disk and never lead out of the site."""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath


def require_safe_paths(paths: Iterable[str]) -> None:
    """Raise ValueError, a mistake of ours, for paths that escape, repeat or cannot lie beside each other.

    Paths that differ only by case or by Unicode form are one file on Windows and macOS, so they count as one.
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        _require_inside(path)
        _require_new(path, files)
        for folder in PurePosixPath(path).parents:
            _require_one_spelling(str(folder), folders)
    for folded in sorted(files.keys() & folders.keys()):
        raise ValueError(f"{files[folded]!r} is planned both as a file and as a folder.")
    if not files:
        raise ValueError("There is not a single file to publish.")


def fold(path: str) -> str:
    """Return `path` as a disk that ignores case and Unicode forms would compare it."""
    return unicodedata.normalize("NFC", path.casefold())


def _require_inside(path: str) -> None:
    if any(part in ("", ".", "..") for part in path.split("/")) or set(path) & set("\\:\0"):
        raise ValueError(f"{path!r} is not a path inside the site.")


def _require_new(path: str, files: dict[str, str]) -> None:
    folded = fold(path)
    if folded in files:
        raise ValueError(f"{files[folded]!r} and {path!r} would be the same file.")
    files[folded] = path


def _require_one_spelling(folder: str, folders: dict[str, str]) -> None:
    same = folders.setdefault(fold(folder), folder)
    if same != folder:
        raise ValueError(f"The folders {same!r} and {folder!r} differ only by case.")
