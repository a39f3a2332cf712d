"""What one build leaves for the next: values by the digest of all that they were made from, in one file.

Nothing in it is ever out of date, because what anything depends on is in its key, and the program's own digest in the
file. Every entry bears a checksum of its key and its content, so a damaged one is as good as none. What the last build
did not use is deleted and overwritten: a person who was taken down must not stay here. Nothing that goes wrong with
this file stops a build; the file is then made anew.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

_FORMAT = 1
_CHECKSUM_BYTES = 16


class Store:
    """The entries in `file`, for a program with this digest; where `file` is None, nothing is remembered.

    `is_damaged` says whether something was there that could not be used. All of it is read at once when somebody first
    asks, which takes a fifth of asking for each entry, and what was asked for is let go of. Who needs a few entries and
    no others may `pick` them instead.
    """

    def __init__(self, file: Path | None, program: str) -> None:
        self.file = file
        self.is_damaged = False
        self._program = f"{_FORMAT} {program}"

    @cached_property
    def _unread(self) -> dict[bytes, object]:
        return self._read_entries(self.file) if self.file and self.file.exists() else {}

    @cached_property
    def _known(self) -> frozenset[bytes]:
        return frozenset(self._unread)

    def __contains__(self, key: bytes) -> bool:
        return key in self._known

    def __len__(self) -> int:
        return len(self._known)

    def keys(self, most: int) -> frozenset[bytes]:
        """Return the keys of the entries, or none where there are more than `most`."""
        return self._known if len(self._known) <= most else frozenset()

    def read(self, key: bytes) -> bytes | None:
        """Return the content of an entry, or None where it is not there whole."""
        if key not in self._known:
            return None
        content = _verify(key, self._unread.pop(key, None))
        if content is None:
            self.forget(key)
        return content

    def pick(self, key: bytes) -> bytes | None:
        """Return the content of one entry, without reading the others, or None where it is not there whole."""
        if self.file is None or not self.file.exists():
            return None
        try:
            with _open(self.file) as connection:
                if connection.execute("SELECT digest FROM program").fetchall() != [(self._program,)]:
                    return None
                row = connection.execute("SELECT content FROM entries WHERE key = ?", (key,)).fetchone()
                return _verify(key, row[0]) if row else None
        except (sqlite3.Error, TypeError, ValueError):
            return None

    def revise(self, gone: Iterable[bytes], new: Iterable[tuple[bytes, bytes]]) -> None:
        """Delete some entries of what is there and add others. Where that fails, nothing is left."""
        self._change(lambda connection: self._write(connection, gone, new))

    def forget(self, key: bytes) -> None:
        """Do without an entry that turned out to be damaged."""
        self.is_damaged = True
        self._known -= {key}

    def pass_over(self, key: bytes) -> None:
        """Do without an entry that is whole and of no use any more."""
        self._known -= {key}

    def save(self, used: Iterable[bytes], new: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep the entries that were `used`, add the `new` ones, and delete the others. What fails is left undone."""
        if self.file is None:
            return
        if self.is_damaged or not self._known:
            with suppress(OSError):
                self.file.unlink(missing_ok=True)
        gone = self._known - frozenset(used)
        self._change(lambda connection: self._write(connection, gone, new))

    def _change(self, change: Callable[[sqlite3.Connection], None]) -> None:
        if self.file is None:
            return
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with _open(self.file) as connection:
                change(connection)
        except (sqlite3.Error, OSError, ValueError):
            with suppress(OSError):
                self.file.unlink(missing_ok=True)

    def _write(
        self, connection: sqlite3.Connection, gone: Iterable[bytes], new: Iterable[tuple[bytes, bytes]]
    ) -> None:
        with connection:
            connection.execute("CREATE TABLE IF NOT EXISTS program (digest TEXT)")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, content BLOB) WITHOUT ROWID"
            )
            connection.execute("DELETE FROM program")
            connection.execute("INSERT INTO program VALUES (?)", (self._program,))
            connection.executemany("DELETE FROM entries WHERE key = ?", ((key,) for key in gone))
            rows = ((key, _checksum(key, content) + content) for key, content in new)
            connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", rows)

    def _read_entries(self, file: Path) -> dict[bytes, object]:
        try:
            with _open(file) as connection:
                if connection.execute("SELECT digest FROM program").fetchall() != [(self._program,)]:
                    return {}
                return dict(connection.execute("SELECT key, content FROM entries"))
        except (sqlite3.Error, TypeError, ValueError):  # a byte of a name is damaged
            self.is_damaged = True
            return {}


@contextmanager
def _open(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=1)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        # The worst that a power cut can do to it is a store that is made anew.
        connection.execute("PRAGMA synchronous = OFF")
        yield connection


def _verify(key: bytes, entry: object) -> bytes | None:
    """Return the content of an entry, or None where it is not as it was written."""
    if not isinstance(entry, bytes):
        return None
    content = entry[_CHECKSUM_BYTES:]
    return content if _checksum(key, content) == entry[:_CHECKSUM_BYTES] else None


def _checksum(key: bytes, content: bytes) -> bytes:
    return blake2b(key + content, digest_size=_CHECKSUM_BYTES).digest()
