"""What publishing changed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Changes:
    """The paths of the site by what became of them, each in alphabetical order.

    `overwritten` are those of `changed` and `removed` that somebody had altered by hand since the last time.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    overwritten: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the folder was left exactly as it was."""
        return not (self.added or self.changed or self.removed)
