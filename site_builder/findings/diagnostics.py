"""What a person is told about a mistake: which file, which line, what is wrong and what to write instead.

Findings are collected, never raised: a stage returns its value together with what it found.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple, TypeVar

from site_builder.findings.rule import Severity
from site_builder.findings.rules import RULES

T = TypeVar("T")

_ABOUT_AS_NEAR = 0.12
"""Difference of two likenesses, from 0 to 1, below which nobody can tell which word was meant."""


class Place(NamedTuple):
    """A place in a file that a person can open: lines and columns count from 1, 0 stands for the whole file.

    Of nothing else are there so many: each field of a file has two.
    """

    path: str
    line: int = 0
    column: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        """Return ``path:line:column``, leaving out what is not known."""
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


_NOWHERE = Place("")


@dataclass(frozen=True)
class Fix:
    """What may stand instead of a part of a finding's line, where there is no doubt: columns as in `Place`.

    `deletes_line` says that the line goes with it.
    """

    column: int
    end_column: int
    text: str
    deletes_line: bool = False


@dataclass(frozen=True)
class Diagnostic:
    """One finding: `message` says what is wrong, `hint` how to put it right, `fix` what a program may put right.

    `level` is given only where the finding does not weigh what its rule does.
    """

    place: Place
    rule: str
    message: str
    hint: str = ""
    level: Severity | None = None
    fix: Fix | None = None

    @property
    def severity(self) -> Severity:
        """How much the finding weighs."""
        return self.level or RULES[self.rule].weight

    def __str__(self) -> str:
        """Return the finding on one line, as compilers print it."""
        words = f"{self.message} {self.hint}".strip()
        return f"{self.place}: {self.severity}: {words} [{self.rule}]"


Checked = tuple[T, tuple[Diagnostic, ...]]


@dataclass(frozen=True)
class Acceptance:
    """What somebody agreed to let pass until a day: findings of one rule in one file, `match` being part of the words.

    `path` is the end of the file's path, `place` where the agreement is written down.
    """

    rule: str
    path: str
    reason: str
    until: datetime.date
    by: str
    match: str = ""
    place: Place = _NOWHERE

    def covers(self, finding: Diagnostic) -> bool:
        """Whether a finding is one of those that were agreed on."""
        return (
            finding.rule == self.rule
            and f"/{finding.place.path}".endswith(f"/{self.path}")
            and self.match in finding.message
        )


@dataclass
class Findings:
    """The diagnostics gathered along one build, each at the level that site.yaml gives its rule.

    What an acceptance covers stands apart in `accepted` and decides nothing.
    """

    levels: dict[str, Severity] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    acceptances: tuple[Acceptance, ...] = ()
    accepted: dict[Diagnostic, Acceptance] = field(default_factory=dict)

    def keep(self, checked: tuple[T, Sequence[Diagnostic]]) -> T:
        """Remember what was found and hand on the value."""
        value, found = checked
        self.add(found)
        return value

    def adjust(self, levels: dict[str, Severity]) -> None:
        """Give rules the levels that site.yaml sets, to what was found before too."""
        self.levels = levels
        self._add_again()

    def accept(self, acceptances: tuple[Acceptance, ...]) -> None:
        """Let pass what was agreed on, of what was found before too."""
        self.acceptances = acceptances
        self._add_again()

    def plus(self, found: Iterable[Diagnostic]) -> "Findings":
        """Return these findings and others together; these stay as they are."""
        both = Findings(self.levels, list(self.diagnostics), self.acceptances, dict(self.accepted))
        both.add(found)
        return both

    def _add_again(self) -> None:
        earlier, self.diagnostics = self.diagnostics, []
        self.add(earlier)

    def add(self, found: Iterable[Diagnostic]) -> None:
        """Remember findings that come without a value."""
        for finding in found:
            levelled = replace(finding, level=self.levels.get(finding.rule, finding.severity))
            acceptance = next((one for one in self.acceptances if one.covers(levelled)), None)
            if acceptance:
                self.accepted[levelled] = acceptance
            else:
                self.diagnostics.append(levelled)

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity is severity for finding in self.diagnostics)

    @property
    def publishable(self) -> bool:
        """Whether nothing found is an error."""
        return self.count(Severity.ERROR) == 0

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Every error once, by file and line."""
        return tuple(one for one in self.sorted() if one.severity is Severity.ERROR)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """Return every finding once, by file and line."""
        return tuple(sorted(set(self.diagnostics), key=_in_order))

    def sorted_accepted(self) -> tuple[tuple[Diagnostic, Acceptance], ...]:
        """Return every finding that is let pass, by file and line, with the agreement on it."""
        return tuple((finding, self.accepted[finding]) for finding in sorted(self.accepted, key=_in_order))


def _in_order(finding: Diagnostic) -> tuple[Place, str, str]:
    return finding.place, finding.rule, finding.message


def suggest(word: str, known: Iterable[str]) -> str:
    """Return ``Did you mean "elderholt"?`` for the nearest known word, two that are about as near, or nothing."""
    near = find_near(word, known)
    words = " or ".join(f'"{one}"' for one in near)
    return f"Did you mean {words}?" if words else ""


def find_near(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known word that was probably meant, two when both are about as near, or none."""
    near = get_close_matches(word.lower(), list(known), n=2, cutoff=0.6)
    nearness = [SequenceMatcher(None, one, word.lower()).ratio() for one in near]
    is_sure = len(near) < 2 or nearness[0] == 1 or nearness[0] - nearness[1] >= _ABOUT_AS_NEAR  # noqa: PLR2004
    return tuple(near[:1] if is_sure else near)
