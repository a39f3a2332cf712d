"""Which files in the output folder are ours, which are kept for somebody, and which belong to nobody we know.

Links are never followed: a link where a page should be is a stranger.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from site_builder.publish.output.manifest import Manifest
from site_builder.publish.output.output_folder import Output
from site_builder.publish.output.publish_refusals import PublishRefused, format_names, printable
from site_builder.publish.output.safe_paths import fold, is_safe_name

NO_FILE = -1
"""The number of what is no plain file."""


def refuse_unfit_folder(output: Output, protected: Sequence[Path]) -> None:
    """Refuse what is no folder of its own: a file, a link, a whole disk, a place among the sources."""
    folder, shown = output.folder, output.shown
    if folder.is_symlink():
        raise PublishRefused(f"{shown} is a link. Give the folder that it leads to instead.")
    if folder.exists() and not folder.is_dir():
        raise PublishRefused(f"{shown} is a file. The site needs a folder: give another name.")
    if os.path.ismount(folder):
        raise PublishRefused(f"{shown} is a whole disk or a mounted folder. Give a folder inside it instead.")
    for source in protected:
        if _overlap(folder, Path(os.path.realpath(source))):
            raise PublishRefused(
                f"{shown} and {source} are the same or lie one in the other. Publish to a folder of its own."
            )


def choose_kept(
    output: Output, keep: frozenset[str], old: Manifest, planned: Iterable[str]
) -> frozenset[str]:
    """Return the names to carry over that are really there: those asked for now, and those kept last time."""
    remembered = _present(output, old.kept)
    ours = {fold(PurePosixPath(path).parts[0]) for path in (*old.files, *planned)}
    for name in sorted(keep | remembered):
        _require_top_name(name)
        if fold(name) in ours:
            raise PublishRefused(
                f"{printable(name)} cannot be kept: the site itself has a file or folder of that name."
            )
    return remembered | _present(output, keep)


def find_our_files(output: Output, ours: Collection[str], kept: frozenset[str]) -> Mapping[str, int]:
    """Return which of our files the output folder holds, each with its number on the disk (its inode).

    Raises PublishRefused if it holds any others.
    """
    if not output.folder.exists():
        return {}
    found = dict(_walk(str(output.folder), "", folders_of(ours), kept))
    strangers = sorted(path for path, number in found.items() if number == NO_FILE or path not in ours)
    if strangers:
        raise PublishRefused(_format_strangers(output, strangers))
    return found


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """Return every folder that these files lie in, without the one that holds all."""
    folders: set[str] = set()
    for path in paths:
        above = path.rpartition("/")[0]
        while above and above not in folders:
            folders.add(above)
            above = above.rpartition("/")[0]
    return frozenset(folders)


def _present(output: Output, names: frozenset[str]) -> frozenset[str]:
    """Return those that are there, as the disk spells them: on Windows and macOS `cname` finds CNAME."""
    there = {name for name in names if os.path.lexists(output.folder / name)}
    spelled = os.listdir(output.folder) if there else ()
    alike = {fold(name): name for name in spelled}
    return frozenset(name if name in spelled else alike.get(fold(name), name) for name in there)


def _walk(folder: str, above: str, ours: frozenset[str], kept: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Yield each path with its number on the disk, or `NO_FILE`.

    Our folders are entered, others end with a slash.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            path = above + entry.name
            if path in kept:
                continue
            if not entry.is_dir(follow_symlinks=False):
                yield path, entry.inode() if entry.is_file(follow_symlinks=False) else NO_FILE
            elif path in ours:
                yield from _walk(entry.path, f"{path}/", ours, kept)
            else:
                yield f"{path}/", NO_FILE


def _format_strangers(output: Output, strangers: Sequence[str]) -> str:
    words = (
        f"{output.shown} holds what this program did not make: {format_names(strangers)}. "
        "Publishing replaces the whole folder, so nothing was published. "
        "Move that away, or publish to another folder."
    )
    at_the_top = [name.rstrip("/") for name in strangers if "/" not in name.rstrip("/")]
    if at_the_top:
        words += f" To carry it over into the new site, add --keep NAME: --keep {printable(at_the_top[0])}."
    if not output.manifest_file.exists():
        words += f" ({output.manifest_file.name}, the list of our own files, is not there.)"
    return words


def _require_top_name(name: str) -> None:
    if not is_safe_name(name):
        raise PublishRefused(
            f"{printable(name) or 'An empty name'} cannot be kept: --keep takes the name of a file or folder "
            "at the top of the output folder that every disk can have, such as CNAME."
        )


def _overlap(one: Path, other: Path) -> bool:
    return any(_same(folder, other) for folder in (one, *one.parents)) or any(
        _same(one, folder) for folder in other.parents
    )


def _same(one: Path, other: Path) -> bool:
    """Compare as the disk does: Windows and macOS ignore case."""
    try:
        return one.samefile(other)
    except OSError:
        return one == other
