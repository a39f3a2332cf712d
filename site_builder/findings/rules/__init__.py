"""Every rule that a finding can name. A test holds the table against the code.

The content guide, docs/rules.md and the command `explain` are made from it, and each piece of a file in it is tried:
the rule must find the first and leave the second alone (tests/test_explanations.py).
"""

from collections.abc import Mapping
from types import MappingProxyType

from site_builder.findings.rule import Rule
from site_builder.findings.rules.accessibility import AUDIT
from site_builder.findings.rules.finished_pages import FINISHED
from site_builder.findings.rules.form import FORM
from site_builder.findings.rules.other_languages import TRANSLATIONS
from site_builder.findings.rules.places import PLACES
from site_builder.findings.rules.records import RECORDS
from site_builder.findings.rules.release import GATE
from site_builder.findings.rules.texts import TEXTS
from site_builder.findings.rules.values import VALUES

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.name: rule
        for group in (FORM, VALUES, RECORDS, PLACES, TEXTS, TRANSLATIONS, FINISHED, AUDIT, GATE)
        for rule in group
    }
)


def rules_asked(*occasions: str) -> frozenset[str]:
    """Return the names of the rules that are asked on these occasions (`Rule.asked`)."""
    return frozenset(rule.name for rule in RULES.values() if rule.asked in occasions)
