"""Write a few files together: each is whole at every moment, and either all of them change or none."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from site_builder.content.sources import SourceFile
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.publish.output.whole_acts import uninterrupted


@dataclass(frozen=True)
class FileChange:
    """What a file holds before and after; None where there is no file.

    `name` is its way from the content folder, as in `SourceFile`.
    """

    file: Path
    name: str
    before: bytes | None
    after: bytes | None

    @classmethod
    def of(cls, source: SourceFile, after: bytes | None) -> Self:
        """Return the change to a file that was read."""
        return cls(Path(source.path), source.name, source.content, after)


def write_changes(changes: Sequence[FileChange]) -> None:
    """Make all these changes; raise EditRefused and leave every file as it was when one of them cannot be made."""
    waiting = [(change, _waiting_file(change.file)) for change in changes]
    done: list[FileChange] = []
    try:
        for change, beside in waiting:
            _require_unchanged(change)
            if change.after is not None:
                _write_beside(change.file, beside, change.after)
        with uninterrupted():
            for change, beside in waiting:
                _make(change, beside)
                done.append(change)
    except OSError as error:
        _take_back(done)
        name = error.filename2 or error.filename or ""
        raise EditRefused(f"{Path(str(name)).parent} cannot be written: {error.strerror}.") from error
    finally:
        for _, beside in waiting:
            _forget(beside)


def _require_unchanged(change: FileChange) -> None:
    now = change.file.read_bytes() if change.file.exists() else None
    if now != change.before:
        raise EditRefused(f"{change.file} was changed by somebody else just now. Run the command again.")


def _waiting_file(file: Path) -> Path:
    """Return where a new content waits; the name tells the reader of the folder to pass it over."""
    return file.with_name(f".{os.getpid()}.{file.name[:100]}.tmp")


def _write_beside(file: Path, beside: Path, content: bytes) -> None:
    beside.parent.mkdir(parents=True, exist_ok=True)
    with beside.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    if file.exists():
        shutil.copymode(file, beside)


def _make(change: FileChange, beside: Path) -> None:
    if change.after is None:
        change.file.unlink()
    elif change.before is None and change.file.exists():
        raise FileExistsError(17, "there is a file of this name by now", str(change.file))
    else:
        os.replace(beside, change.file)


def _take_back(done: Sequence[FileChange]) -> None:
    for change in reversed(done):
        if change.before is None:
            change.file.unlink(missing_ok=True)
            continue
        beside = _waiting_file(change.file)
        _forget(beside)
        _write_beside(change.file, beside, change.before)
        os.replace(beside, change.file)


def _forget(beside: Path) -> None:
    try:
        beside.unlink(missing_ok=True)
    except OSError:
        return  # it was never written, or its folder cannot be written any more
