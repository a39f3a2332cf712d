"""What is let pass for a time: ``accepted.yaml`` names findings with a reason and an end date, for all to see.

A finding that is accepted is still told, apart from the others, and decides nothing until its last day.
"""

import datetime
from collections.abc import Collection, Iterator, Sequence

from pydantic import Field

from site_builder.content.field_types import Day, Text
from site_builder.content.models import Part
from site_builder.content.settings_file import SettingsFile, find_file, read_settings
from site_builder.content.sources import ACCEPTED_FILE, SourceFile
from site_builder.findings.diagnostics import Acceptance, Checked, Diagnostic, Findings, suggest
from site_builder.findings.rules import RULES
from site_builder.language.wording import format_day

MOST_DAYS = 180
"""For so many days ahead somebody may accept a finding; then it is looked at again."""


class AcceptedFinding(Part):
    """One finding, or all of one rule in one file, that may pass until a day."""

    rule: Text = Field(
        description="The rule, as it stands in [ ] after a finding.",
        examples=["hard-to-read"],
        json_schema_extra={"enum": [name for name, rule in sorted(RULES.items()) if rule.is_acceptable]},
    )
    path: Text = Field(
        description="The file, as it stands before a finding.", examples=["content/pages/privacy.md"]
    )
    match: Text | None = Field(
        None, description="Words of the finding, where not all of the file's are meant."
    )
    reason: Text = Field(description="Why it may pass for now.", examples=["The lawyers look at the words"])
    until: Day = Field(
        description=f"The last day on which it may pass, at most {MOST_DAYS} days ahead.",
        examples=["2027-03-03"],
    )
    by: Text = Field(description="Who agreed to it.", examples=["Comms team"])


class AcceptedFindings(SettingsFile):
    """What is let pass for a time: `content/accepted.yaml`."""

    accepted: tuple[AcceptedFinding, ...] = Field((), description="The findings that may pass.")


def read_acceptances(sources: Sequence[SourceFile], as_of: datetime.date) -> Checked[tuple[Acceptance, ...]]:
    """Return what may pass on a day; none is given where the file itself has a mistake."""
    source = find_file(sources, ACCEPTED_FILE)
    accepted, found = (
        read_settings(AcceptedFindings, source, "list of accepted findings") if source else (None, ())
    )
    if accepted is None:
        return (), found
    judged = [
        (_acceptance(accepted, index), _find_wrong(accepted, index, as_of))
        for index in range(len(accepted.accepted))
    ]
    wrong = (finding for _, finding in judged if finding)
    return tuple(one for one, finding in judged if finding is None), (*found, *wrong)


def find_unused_acceptances(findings: Findings, asked: Collection[str]) -> Iterator[Diagnostic]:
    """Yield what may pass and was not found, of the rules that were `asked`.

    Ask only when no file has failed: what stands in it is not looked through.
    """
    used = set(findings.accepted.values())
    for acceptance in findings.acceptances:
        if acceptance not in used and acceptance.rule in asked:
            message = f'Nothing of the rule "{acceptance.rule}" is found in {acceptance.path}.'
            hint = "Delete these lines. Or check the path and the words in match."
            yield Diagnostic(acceptance.place, "unused-acceptance", message, hint)


def _acceptance(accepted: AcceptedFindings, index: int) -> Acceptance:
    entry, place = accepted.accepted[index], accepted.origin.place("accepted", index, "rule")
    return Acceptance(entry.rule, entry.path, entry.reason, entry.until, entry.by, entry.match or "", place)


def _find_wrong(accepted: AcceptedFindings, index: int, as_of: datetime.date) -> Diagnostic | None:
    """Return why an entry does not hold on a day, if it does not."""
    entry = accepted.accepted[index]
    rule = accepted.origin.place("accepted", index, "rule")
    until = accepted.origin.place("accepted", index, "until")
    last = as_of + datetime.timedelta(days=MOST_DAYS)
    if entry.rule not in RULES:
        words = f'There is no rule called "{entry.rule}".'
        return Diagnostic(rule, "unknown-rule", words, suggest(entry.rule, RULES))
    if not RULES[entry.rule].is_acceptable:
        words = f'Nobody can accept a finding of "{entry.rule}": it keeps people safe, or the site whole.'
        return Diagnostic(
            rule, "bad-acceptance", words, "Put right what it is about, and delete these lines."
        )
    if entry.until < as_of:
        words = f'"{entry.rule}" in {entry.path} was accepted until {format_day(entry.until)}.'
        hint = "Put it right and delete these lines. Or agree on a new day."
        return Diagnostic(until, "expired-acceptance", words, hint)
    if entry.until > last:
        words = f"{format_day(entry.until)} is too far away: {MOST_DAYS} days is the most."
        return Diagnostic(until, "bad-acceptance", words, f"Write a day up to {last.isoformat()}.")
    return None
