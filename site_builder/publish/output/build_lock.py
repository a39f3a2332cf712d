"""One build at a time: the second one is told so and stops.

The system lets go of the lock when the process ends, however it ends, so a lock never goes stale.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout

from site_builder.publish.output.output_folder import Output
from site_builder.publish.output.publish_refusals import PublishRefused

CROSSING_SECONDS = 0.2
"""How long to try: a build that ends at this moment removes the file that another has just opened."""


@contextmanager
def only_one_build(output: Output) -> Iterator[None]:
    """Hold the lock of this output folder; raise PublishRefused if another build holds it.

    A link in the lock's place is not followed; that, like any other refusal of the system, is an OSError.
    """
    lock = FileLock(output.lock_file, timeout=CROSSING_SECONDS, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise PublishRefused(
            f"Another build is publishing to {output.shown} at this moment: wait for it, then build again."
        ) from error
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(output.lock_file)) from error
    try:
        yield
    finally:
        with suppress(OSError):  # Windows keeps an open file; the lock removes it there by itself
            output.lock_file.unlink()
        lock.release()
