"""What publishing changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """The paths of the site by what became of them, each in alphabetical order.

    `overwritten` are those of `changed` and `removed` that somebody had altered by hand since the last time.
    `left` describes the folder as this publishing left it (`last_build`), or is empty where nobody could later tell.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    overwritten: tuple[str, ...] = ()
    left: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether the folder was left exactly as it was."""
        return not (self.added or self.changed or self.removed)
