"""Put the new folder where the old one is: one exchange on Linux, two renames elsewhere."""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

from site_builder.publish.output.output_folder import Output

Switch = Callable[[Output], None]

# linux/fcntl.h and linux/fs.h; Python's os module offers neither the call nor its numbers.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
# An old kernel, a file system without exchange (NFS, some overlays), or a sandbox that forbids unknown calls.
_NOT_OFFERED = {errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.ENOTSUP}


def switch_folders(output: Output) -> None:
    """Put the new site in place in the safest way that this system has."""
    if not output.folder.exists():
        output.next_dir.rename(output.folder)
    elif not exchange_folders(output.next_dir, output.folder):
        switch_by_renames(output)


def switch_by_renames(output: Output) -> None:
    """Move the old site aside, then the new one in. `repair` puts right a stop between the two."""
    output.folder.rename(output.previous_dir)
    output.next_dir.rename(output.folder)


def switch_back(output: Output) -> None:
    """Undo a switch: the old site stands again, or none where none stood before."""
    if output.previous_dir.exists():
        output.folder.rename(output.next_dir)
        output.previous_dir.rename(output.folder)
    elif output.next_dir.exists():
        exchange_folders(output.next_dir, output.folder)
    else:
        output.folder.rename(output.next_dir)


def exchange_folders(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; return False where the system cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    rename.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_OFFERED:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))
