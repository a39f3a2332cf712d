"""Notice every change below some folders, however an editor saves, and the beginning of a new day."""

import asyncio
import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from watchfiles import awatch

_QUIET = 20
"""Milliseconds without another change after which a save counts as finished."""
_LONGEST_BURST = 200
"""Milliseconds after which changes are told even while more of them come."""
_GLANCE = 500
"""Milliseconds between two looks at what no change tells: the day, and whether a folder is still the same one."""


async def watch_folders(
    folders: Sequence[Path], changed: asyncio.Event, choose_day: Callable[[], datetime.date]
) -> None:
    """Set `changed` whenever something below the folders changes, or the day does. Ends only when cancelled."""
    while True:
        there = [folder for folder in folders if folder.is_dir()]
        if there:
            await _watch(there, _identify(folders), folders, changed, choose_day)
        else:
            await asyncio.sleep(_GLANCE / 1000)
        changed.set()


async def _watch(
    there: Sequence[Path],
    known: Sequence[object],
    folders: Sequence[Path],
    changed: asyncio.Event,
    choose_day: Callable[[], datetime.date],
) -> None:
    """Watch until a folder has gone, come, or been replaced by another of its name."""
    day, is_first = choose_day(), True
    changes = awatch(
        *there,
        watch_filter=None,
        debounce=_LONGEST_BURST,
        step=_QUIET,
        rust_timeout=_GLANCE,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    async for found in changes:
        if (
            found or is_first or choose_day() != day
        ):  # what changed before the watch began is seen by looking once more
            changed.set()
        day, is_first = choose_day(), False
        if _identify(folders) != known:
            return


def _identify(folders: Sequence[Path]) -> list[tuple[int, int] | None]:
    return [_mark(folder) for folder in folders]


def _mark(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
