"""One thing that has to be in place: whether it is, in words, and what to type next where it is not."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from site_builder.language.wording import format_list

Standing = Literal["ready", "missing", "unknown"]
Look = Callable[[], Iterable["Row"]]


@dataclass(frozen=True)
class Row:
    """What was found of one thing, by a name that stays.

    Of what is ready, `words` are a few words (``git 2.39``); of the rest a sentence. `unknown` is what cannot be seen
    from here, and holds nothing up. `then` is what to type or do next.
    """

    name: str
    standing: Standing
    words: str
    then: str = ""


@dataclass(frozen=True)
class Part:
    """What was found of the machine, the folder, the host or the workflows."""

    name: str
    rows: tuple[Row, ...]

    @property
    def missing(self) -> tuple[Row, ...]:
        """What is not ready."""
        return self.of("missing")

    def of(self, standing: Standing) -> tuple[Row, ...]:
        """Return what stands so."""
        return tuple(row for row in self.rows if row.standing == standing)


def ready(name: str, words: str) -> Row:
    """Return that a thing is in place."""
    return Row(name, "ready", words)


def missing(name: str, words: str, then: str) -> Row:
    """Return that a thing is not in place, and what to do."""
    return Row(name, "missing", words, then)


def unknown(name: str, words: str, then: str = "") -> Row:
    """Return that it cannot be seen from here whether a thing is in place."""
    return Row(name, "unknown", words, then)


def look_at(name: str, looks: Mapping[str, Look]) -> Part:
    """Return all that was found; whatever happens while one thing is looked at hides no other."""
    found, needing = [], []
    for what, look in looks.items():
        try:
            found += list(look())
        except ImportError:
            needing.append(what)
        except Exception as fault:  # noqa: BLE001 (who asks what is wrong gets an answer, also where a question fails)
            why = f"{type(fault).__name__}: {fault}".splitlines()[0][:100]
            found.append(unknown(what, f"Could not be looked at: {what} ({why})."))
    if needing:
        words = f"Not looked at, because packages are missing: {format_list(needing)}."
        found.append(unknown("not-looked-at", words))
    return Part(name, tuple(found))
