"""What is made from a value is kept with it: it is made once, and gone when the value is."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

V = TypeVar("V")
R = TypeVar("R")


def kept_with_value(make: Callable[[V], R]) -> Callable[[V], R]:
    """Let a function of one frozen value keep its result in that value, as `functools.cached_property` does.

    A cache with a size would forget everything when more values than that are read in the same order again and again,
    as the preview reads them. `V` must have a ``__dict__``, and what is kept is no part of its equality.
    """
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def recall(value: V) -> R:
        kept = vars(value)
        if name not in kept:
            kept[name] = make(value)
        result: R = kept[name]
        return result

    return recall
