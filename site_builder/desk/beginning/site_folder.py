"""Lay out the folder of a new site: it is written aside, looked through, and only then stands in its place, whole."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.publish.output.whole_acts import uninterrupted

_ASIDE = ".new-site-"


def require_empty(folder: Path) -> None:
    """Raise EditRefused where a site cannot begin: nothing is ever laid over what somebody has."""
    try:
        if folder.is_dir():
            there = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith(_ASIDE))
            if there and there != [".git"]:  # somebody may have begun with Git
                raise EditRefused(f"{folder} is not empty: it holds {there[0]}. Name a folder that is new.")
        elif folder.exists() or folder.is_symlink():
            raise EditRefused(f"{folder} is a file. Name a folder that is new.")
        elif not folder.absolute().parent.is_dir():
            raise EditRefused(
                f"There is no folder {folder.absolute().parent}, in which {folder.name} could be."
            )
    except OSError as error:
        raise EditRefused(f"{folder} cannot be looked into: {error.strerror}.") from error


@contextmanager
def laid_out_aside(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write files into a folder beside the one they are for, on the same disk; it is gone again in the end."""
    require_empty(folder)
    try:
        beside = folder if folder.is_dir() else folder.absolute().parent
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=beside))
        try:
            for path, content in files.items():
                file = aside / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise EditRefused(f"{folder} cannot be written: {error.strerror}. Nothing was laid out.") from error


def put_in_place(aside: Path, folder: Path) -> None:
    """Move a finished site to where it belongs; a folder that is there already keeps its own identity."""
    require_empty(folder)
    aside.chmod(0o777 & ~_umask())
    with uninterrupted():
        if not folder.is_dir():
            os.rename(aside, folder)
            return
        moved = []
        try:
            for entry in sorted(aside.iterdir()):
                os.rename(entry, folder / entry.name)
                moved.append(entry)
        except OSError:
            for entry in moved:
                os.rename(folder / entry.name, entry)
            raise


def _umask() -> int:
    """Return which rights new folders do not get; a temporary folder gets none for others."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
