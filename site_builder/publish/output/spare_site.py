"""The folder that stood before is kept beside the site as its double, and the next site is made of it by changes.

Linking all files anew and removing as many takes longer than all the rest of publishing one changed page. The spare
holds the very files that are published, as hard links, and nothing else: nobody who was taken down is in it when
the command ends. One that is not exactly the double of the site is never used.
"""

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from site_builder.publish.output.changes import Changes
from site_builder.publish.output.output_folder import Output
from site_builder.publish.output.ownership import NO_FILE, folders_of
from site_builder.publish.output.publish_refusals import PublishRefused, format_names

Marks = tuple[int, ...]
"""What tells that a file is the very same one, or a folder as we would make it now."""


def check_spare(output: Output, present: Mapping[str, int], ours: Collection[str]) -> None:
    """Remove a spare that is not the double of the site as it stands; `present` are its files and their numbers.

    A folder must also be as this process would make it: another umask, owner or disk is a doubt. Raises PublishRefused
    where somebody has put something there.
    """
    if not os.path.lexists(output.spare_dir):
        return
    if output.spare_dir.is_symlink() or not output.spare_dir.is_dir():
        raise PublishRefused(
            f"{output.spare_dir} was not made by this program. Move it away and build again."
        )
    output.work_dir.mkdir()
    usual = _mark_folder(output.work_dir.stat())
    expected: dict[str, Marks] = {path: (number,) for path, number in present.items()}
    expected |= {f"{folder}/": usual for folder in folders_of(present)}
    found = dict(_list(str(output.spare_dir), ""))
    if found != expected:
        _require_own_files(output, found, ours)
        shutil.rmtree(output.spare_dir)


def keep_spare(output: Output, changes: Changes, kept: frozenset[str], lost: Iterable[str]) -> None:
    """Make the site that stood before the double of the one that stands, and keep it; without links it cannot be.

    It gets a new folder at its top: whoever holds the old one open finds it empty, and never a site that is half old.
    Where none stood before, all is linked, so that the next site need not wait for it. `lost` are our files that
    somebody had deleted there: their folders may be left. What fails is left to be cleared away with the rest.
    """
    before = output.previous_dir if output.previous_dir.exists() else output.next_dir
    with suppress(OSError):
        output.double_dir.mkdir()
        for name in set(os.listdir(before)) - kept if before.exists() else ():
            (before / name).rename(output.double_dir / name)
        gone = replace(changes, removed=(*changes.removed, *lost))
        bring_up(output.double_dir, gone, lambda path, file: os.link(output.folder / path, file))
        output.double_dir.rename(output.spare_dir)


def bring_up(folder: Path, changes: Changes, put: Callable[[str, Path], object]) -> None:
    """Make an old site the new one: `put` is asked for each path that it shall hold, with where that belongs."""
    for path in (*changes.removed, *changes.changed):
        (folder / path).unlink(missing_ok=True)
    for above in sorted(folders_of(changes.removed), reverse=True):
        with suppress(OSError):  # it is not empty, or not there
            (folder / above).rmdir()
    wanted = (*changes.changed, *changes.added)
    for above in sorted(folders_of(wanted)):
        (folder / above).mkdir(exist_ok=True)
    for path in wanted:
        put(path, folder / path)


def _list(folder: str, above: str) -> Iterator[tuple[str, Marks]]:
    """Yield each path below a folder with its marks; folders end with a slash."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = above + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield f"{path}/", _mark_folder(os.lstat(entry.path))
                yield from _list(entry.path, f"{path}/")
            else:
                yield path, (entry.inode() if entry.is_file(follow_symlinks=False) else NO_FILE,)


def _mark_folder(about: os.stat_result) -> Marks:
    return about.st_mode, about.st_uid, about.st_gid, about.st_dev


def _require_own_files(output: Output, found: Mapping[str, Marks], ours: Collection[str]) -> None:
    """Refuse to remove what the list of our files does not name; with no list, all of it is left over from our site."""
    strangers = sorted(path for path in found.keys() - set(ours) if not path.endswith("/"))
    if ours and strangers:
        raise PublishRefused(
            f"{output.spare_dir} holds what this program did not make: {format_names(strangers)}. "
            "Move that away and build again."
        )
