"""What was seen in the browser, in words: the rule that is broken, how, and by which part of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from site_builder.findings.rule import Severity

_KINDS = {
    "a": "link",
    "button": "button",
    "img": "picture",
    "input": "field",
    "select": "field",
    "svg": "drawing",
}
_MOST_LETTERS = 60


@dataclass(frozen=True)
class Part:
    """A part of a page: its HTML (the first 160 letters), its words, where it leads, and whether it is in `main`."""

    code: str
    words: str = ""
    url: str = ""
    in_main: bool = False

    def __str__(self) -> str:
        """Return what to call the part in a sentence: ``the link "Call 101"``."""
        name = self.code.lstrip("<").partition(" ")[0].partition(">")[0]
        kind = _KINDS.get(name, "part")
        short = self.words if len(self.words) <= _MOST_LETTERS else f"{self.words[: _MOST_LETTERS - 1]}…"
        return f'the {kind} "{short}"' if short else f"the {kind} {self.code[:_MOST_LETTERS]}"


@dataclass(frozen=True)
class Sighting:
    """One fault of a page: `fault` is a sentence without its page, `hint` how to mend it, `part` what shows it."""

    rule: str
    fault: str
    hint: str = ""
    part: Part | None = None
    severity: Severity = Severity.ERROR


def read_part(told: Mapping[str, Any]) -> Part:
    """Return a part as ``probes/describe.js`` tells of it."""
    return Part(str(told["code"]), str(told["words"]), str(told["url"]), bool(told["inMain"]))
