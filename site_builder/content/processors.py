"""Work that several processors share: each takes every second, third or fourth piece, in a process of its own."""

import gc
import os
import sys
from collections.abc import Callable

MOST_PROCESSES = 4
"""More would wait for the one that gathers what they have made."""
WORTH_SHARING = 300
"""So many texts or pages take about as long as it takes to hand their results from one process to another."""


def count_processes() -> int:
    """Return how many processes can share work here: one where the system cannot double a process safely."""
    if sys.platform != "linux":  # on macOS a doubled process may hang in the system's own libraries
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def share_work(processes: int, work: Callable[[int], bytes]) -> tuple[bytes, ...]:
    """Do `work` for each number below `processes`, and return what the other processes answered, in any order.

    This process does number 0. What became of a process that failed is left out: its work is still to be done.
    """
    gc.freeze()  # or every process would copy all there is as soon as it looks through it for what it can forget
    others = [_start(number, work) for number in range(1, processes)]
    work(0)
    answers = [_wait(process, answer) for process, answer in others]
    gc.unfreeze()
    return tuple(filter(None, answers))


def _start(number: int, work: Callable[[int], bytes]) -> tuple[int, int]:
    """Start a process; return its id and where its answer can be read."""
    if sys.platform == "win32":  # never asked: there is one process alone
        raise NotImplementedError
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    code = 1
    try:
        os.close(reading)
        with open(writing, "wb") as answer:
            answer.write(work(number))
        code = 0
    finally:
        os._exit(code)  # what the parent has opened is for the parent to close


def _wait(process: int, reading: int) -> bytes:
    with open(reading, "rb") as answer:
        content = answer.read()
    _, status = os.waitpid(process, 0)
    return content if status == 0 else b""
