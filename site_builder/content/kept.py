"""What is made from a value is kept with it: it is made once, and gone when the value is."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

V = TypeVar("V")
P = ParamSpec("P")
R = TypeVar("R")


class Deferred:
    """A kept value as it was written down: `make` makes it again when somebody asks for it."""

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make


def is_kept(name: str) -> bool:
    """Whether what stands under a name in the ``__dict__`` of a value is kept with it, and not a field."""
    return "." in name


def kept_with_value(make: Callable[Concatenate[V, P], R]) -> Callable[Concatenate[V, P], R]:
    """Let a function of one frozen value keep its result in that value, as `functools.cached_property` does.

    A cache with a size would forget everything when more values than that are read in the same order again and again,
    as the preview reads them. `V` must have a ``__dict__``, and what is kept is no part of its equality. Whatever else
    the function takes may make it faster, but never changes what it returns.
    """
    return _keep(make, f"{make.__module__}.{make.__qualname__}")


def kept_for_a_run(make: Callable[Concatenate[V, P], R]) -> Callable[Concatenate[V, P], R]:
    """Do the same with what the next build hardly ever asks for: its name is one that nobody writes down."""
    return _keep(make, f"_{make.__module__}.{make.__qualname__}")


def _keep(make: Callable[Concatenate[V, P], R], name: str) -> Callable[Concatenate[V, P], R]:
    @wraps(make)
    def recall(value: V, /, *others: P.args, **named: P.kwargs) -> R:
        kept = vars(value)
        if name not in kept:
            kept[name] = make(value, *others, **named)
        elif isinstance(kept[name], Deferred):
            kept[name] = kept[name].make()
        result: R = kept[name]
        return result

    return recall
