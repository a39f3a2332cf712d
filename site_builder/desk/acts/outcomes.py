"""What came of the acts that were done while the editor runs, and the one that is still under way."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from site_builder.desk.acts.told_lines import Told, in_page_words, told
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editor.screens import Fault

if TYPE_CHECKING:
    from site_builder.content.traces.person_in_text import Person

T = TypeVar("T")
_MOST_KEPT = 50


@dataclass(frozen=True)
class NextStep:
    """What somebody may want to do now."""

    words: str
    url: str


@dataclass(frozen=True)
class Question:
    """What is asked once something long has shown what it would do: the form goes to `url`."""

    url: str
    words: str
    agree: str
    kept: tuple[tuple[str, str], ...]
    is_grave: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of an act, in lines, and what may come next."""

    title: str
    lines: tuple[str, ...]
    next: tuple[NextStep, ...] = ()
    faults: tuple[Fault, ...] = ()
    question: Question | None = None

    @property
    def told(self) -> tuple[Told, ...]:
        """The lines as a page shows them."""
        return told(self.lines)


def faults_in(words: str, url: str = "") -> tuple[Fault, ...]:
    """Return why something was refused, sentence by sentence, as a page says it."""
    return tuple(Fault(in_page_words(line.strip()), url=url) for line in words.split("\n") if line.strip())


class Errand:
    """Something that takes long and goes on beside the pages; `steps` say how far it is."""

    def __init__(self, number: str, title: str) -> None:
        self.number, self.title = number, title
        self.steps: tuple[str, ...] = ()

    def begin(self, step: str) -> None:
        """Say what is being done now."""
        self.steps = (*self.steps, step)

    def __call__(self, things: Iterable[T], label: str, count: int) -> Iterator[T]:
        """Yield the things, and say how far it is with them."""
        before = self.steps
        for done, thing in enumerate(things):
            self.steps = (*before, f"{label}: {done / count:.0%}" if count > 1 else label)
            yield thing
        self.steps = (*before, label)


Work = Callable[[Errand], Outcome]


class Deeds:
    """What was done, by the number of each deed; the oldest are forgotten. Nobody who was taken out is written down."""

    def __init__(self) -> None:
        self.errand: Errand | None = None
        self.people: dict[str, Person] = {}
        self.uploads: dict[str, bytes] = {}
        self._outcomes: dict[str, Outcome] = {}

    def note(self, number: str, outcome: Outcome) -> None:
        """Keep what came of a deed."""
        self._outcomes[number] = outcome
        while len(self._outcomes) > _MOST_KEPT:
            del self._outcomes[next(iter(self._outcomes))]

    def outcome(self, number: str) -> Outcome | None:
        """Return what came of a deed; None where it was not done, or long ago."""
        return self._outcomes.get(number)

    def is_known(self, number: str) -> bool:
        """Whether a deed is done or under way."""
        return number in self._outcomes or (self.errand is not None and self.errand.number == number)

    def send_on(self, number: str, title: str, work: Work) -> None:
        """Begin what takes long; raise EditRefused while something else is under way: there is one at a time."""
        if self.errand:
            raise EditRefused(
                f"{self.errand.title} is still under way, and there is only one at a time. Wait a moment."
            )
        errand = self.errand = Errand(number, title)
        Thread(target=self._carry_out, args=(errand, work), daemon=True).start()

    def _carry_out(self, errand: Errand, work: Work) -> None:
        try:
            self.note(errand.number, work(errand))
        finally:
            self.errand = None
