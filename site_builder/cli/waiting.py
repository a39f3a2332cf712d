"""What a person reads while something takes long: a bar in a terminal, plain lines elsewhere."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

from site_builder.cli.plain_output import drawing

T = TypeVar("T")
_PATIENCE, _BETWEEN_LINES, _BETWEEN_BARS = 2.0, 4.0, 0.1
"""Seconds in which nothing is said at first, then between two lines, and between two states of the bar."""
_BAR, _WIDTH = 24, 60


class Waiting:
    """Passes things on, and says on stderr what is done with them and how far it is, once it all takes two seconds."""

    def __init__(self, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._clock = out or drawing(sys.stderr), clock
        self._draws = self._out.isatty() and not os.environ.get("CI")
        self._due = clock() + _PATIENCE
        self._drawn = False

    def __call__(self, things: Iterable[T], label: str, count: int) -> Iterator[T]:
        """Yield the things; `label` says what is done with them and `count` how many there are."""
        self._say(label, 0, count)
        for number, thing in enumerate(things, 1):
            yield thing
            self._say(label, number, count)
        if self._drawn:
            self._out.write(f"\r{'':{_WIDTH}}\r")
            self._drawn = False

    def _say(self, label: str, done: int, count: int) -> None:
        now = self._clock()
        if now < self._due or done == count:
            return
        share = done / count
        if self._draws:
            bar = "#" * round(share * _BAR)
            self._out.write(f"\r{f'{label} [{bar:.<{_BAR}}]':{_WIDTH}}")
        else:
            self._out.write(f"{label}: {share:.0%}\n" if done else f"{label} …\n")
        self._out.flush()
        self._drawn = self._draws
        self._due = now + (_BETWEEN_BARS if self._draws else _BETWEEN_LINES)
