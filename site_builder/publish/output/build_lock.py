"""One build at a time: the second one is told so and stops.

The system lets go of the lock when the process ends, however it ends, so a lock never goes stale.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from site_builder.publish.output.output_folder import Output
from site_builder.publish.output.publish_refusals import PublishRefused

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def only_one_build(output: Output) -> Iterator[None]:
    """Hold the lock of this output folder; raise PublishRefused if another build holds it."""
    try:
        descriptor = _open_and_take(output.lock_file)
    except BlockingIOError as error:
        raise PublishRefused(
            f"Another build is publishing to {output.shown} at this moment: wait for it, then build again."
        ) from error
    try:
        yield
    finally:
        _let_go(descriptor, output.lock_file)


def _open_and_take(lock_file: Path) -> int:
    """Return the descriptor of the lock file, locked and still the one that other builds would open."""
    while True:
        descriptor = os.open(lock_file, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _take(descriptor)
            if os.path.samestat(os.fstat(descriptor), os.stat(lock_file)):
                return descriptor
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _let_go(descriptor: int, lock_file: Path) -> None:
    """Remove the file before unlocking it, so that no other build can hold a lock on a file that is gone."""
    with suppress(OSError):
        lock_file.unlink()
    os.close(descriptor)
    if sys.platform == "win32":  # there an open file cannot be removed
        with suppress(OSError):
            lock_file.unlink()
