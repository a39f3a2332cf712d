r"""The one door through which words leave for a terminal or a log: it never fails, and lets through only what shows.

A name or a line that somebody else wrote may hold signs that a terminal obeys or that turn a line round. What has no
shape is written out (`\x1b`, `\u202e`, which JSON reads as the sign that it was), and what the terminal has no letter
for is a question mark. A reader who went away, or a disk that is full, ends the words and not the work.
"""

import errno
import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TextIO, cast

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls but for tab and line end, the signs that turn a line round, other line ends, and halves of letters."""


_ORDER = re.compile(r"^([ \t]*)(?=::|##\[|##vso\[)([:#])", re.MULTILINE)
"""What services that run workflows take for an order when a line begins with it, spaces before it or not."""


def show_plainly(text: str) -> str:
    """Return a text with each sign written out that has no shape of its own."""
    return _OBEYED.sub(lambda found: _written_out(ord(found.group())), text)


def show_without_orders(text: str) -> str:
    """Return the same with no line that a service would take for an order to itself."""
    return _ORDER.sub(lambda found: f"{found[1]}{_written_out(ord(found[2]))}", show_plainly(text))


def _written_out(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x7F else f"\\u{code:04x}"  # noqa: PLR2004 (from here on as JSON writes it)


class Outlet(io.TextIOBase):
    """Stands before one of the streams of a program; `lost` is what kept words from being written, if anything."""

    def __init__(self, stream: TextIO | None, *, draws: bool = False) -> None:
        self._stream = stream
        self._draws = draws
        self.lost: Exception | None = None

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """How the letters are written."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    @property
    def errors(self) -> str:  # type: ignore[override]
        """What becomes of a letter that cannot be written."""
        return "replace"

    def write(self, text: str, /) -> int:
        """Write what shows of a text, as long as somebody takes it."""
        shown = text if self._draws else show_without_orders(text)
        self._give(lambda stream: stream.write(self._fit(shown)))
        return len(text)

    def flush(self) -> None:
        """Pass on what was written."""
        self._give(lambda stream: stream.flush())

    def isatty(self) -> bool:
        """Whether somebody looks at it in a terminal."""
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """Return the number that the system has for it."""
        if self._stream is None:
            raise io.UnsupportedOperation("there is no stream")
        return self._stream.fileno()

    def as_drawn(self) -> TextIO:
        """Return the same with every sign let through."""
        return cast("TextIO", Outlet(self._stream, draws=True))

    def _fit(self, text: str) -> str:
        return text.encode(self.encoding, "replace").decode(self.encoding)

    def _give(self, act: Callable[[TextIO], object]) -> None:
        if self._stream is None or self.lost:
            return
        try:
            act(self._stream)
        except (OSError, ValueError) as error:  # ValueError: somebody closed it
            self.lost = error
            _let_go(self._stream)


def drawing(stream: TextIO) -> TextIO:
    """Return a stream for what the program itself draws: a bar goes back to the beginning of its line."""
    return stream.as_drawn() if isinstance(stream, Outlet) else stream


@dataclass(frozen=True)
class Outlets:
    """The two streams of a program."""

    out: Outlet
    err: Outlet

    def find_loss(self) -> str:
        """Return why words for the standard output were lost, or nothing where all are out or their reader left."""
        self.out.flush()
        self.err.flush()
        lost = self.out.lost
        if lost is None or getattr(lost, "errno", None) == errno.EPIPE:
            return ""
        return (getattr(lost, "strerror", None) or str(lost)).rstrip(".").lower()


@contextmanager
def speaking_plainly() -> Iterator[Outlets]:
    """Let everything that is printed meanwhile go through the door."""
    before = sys.stdout, sys.stderr
    outlets = Outlets(Outlet(sys.stdout), Outlet(sys.stderr))
    sys.stdout, sys.stderr = outlets.out, outlets.err
    try:
        yield outlets
    finally:
        outlets.out.flush()
        outlets.err.flush()
        sys.stdout, sys.stderr = before


def _let_go(stream: TextIO) -> None:
    """Give what still waits in a stream to nobody: Python would try once more at its end, and complain."""
    with suppress(OSError, ValueError), open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), stream.fileno())
