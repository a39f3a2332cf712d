"""The long text on each rule: what it means for the public, why we ask it and how to mend it.

The command `explain` prints these texts and docs/rules.md is made from them. Each piece of a file in them is tried:
the rule must find the first and leave the second alone (tests/test_explanations.py).
"""

from collections.abc import Mapping
from types import MappingProxyType

from site_builder.findings.diagnostics import suggest
from site_builder.findings.explanations.accessibility import AUDIT
from site_builder.findings.explanations.explanation import Explanation
from site_builder.findings.explanations.finished import FINISHED
from site_builder.findings.explanations.form import FORM
from site_builder.findings.explanations.gate import GATE
from site_builder.findings.explanations.layout import (
    format_explanation,
    format_names,
    format_section,
    level_advice,
)
from site_builder.findings.explanations.places import PLACES
from site_builder.findings.explanations.records import RECORDS
from site_builder.findings.explanations.texts import TEXTS
from site_builder.findings.explanations.values import VALUES
from site_builder.language.wording import format_list

__all__ = [
    "EXPLANATIONS",
    "TOPICS",
    "Explanation",
    "explain",
    "format_explanation",
    "format_names",
    "format_section",
    "format_topic",
    "level_advice",
    "say_unknown",
]

EXPLANATIONS: Mapping[str, Explanation] = MappingProxyType(
    {
        explanation.rule: explanation
        for group in (FORM, VALUES, RECORDS, PLACES, TEXTS, FINISHED, AUDIT, GATE)
        for explanation in group
    }
)

TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "boroughs": "The short names of the boroughs and the City. Write them in boroughs, neighbours and the like.",
        "channels": "The short names of the ways to report. Write them in channels and replace_with.",
        "fields": "The fields of each kind of file. The content guide says more about each.",
        "officers": "The short names of the officers. Write them in covered_by.",
    }
)
"""What can be explained beside the rules, with the words above its list."""


def explain(rule: str) -> Explanation | None:
    """Return the long text on a rule, or None when there is no such rule."""
    return EXPLANATIONS.get(rule.strip().lower().strip("[]"))


def format_topic(topic: str, names: Mapping[str, str]) -> str:
    """Return a topic for a terminal; `names` maps each short name (or field) to what it stands for."""
    return f"{TOPICS[topic]}\n\n{format_names(names)}"


def say_unknown(word: str) -> str:
    """Return what to say when there is neither a rule nor a topic of this name."""
    known = [*EXPLANATIONS, *TOPICS]
    hint = suggest(word.strip("[]"), known) or f"You can also ask for {format_list([*TOPICS], 'or')}."
    return f'There is no rule called "{word}". {hint}'
