"""The long text on each rule: there for every rule, and true.

What an explanation shows as a mistake is found, and what it shows as put right is not. What exactly is said about each
mistake stands in golden/findings.txt. To write that anew: LIAISON_WRITE_GOLDEN=1 pytest tests/test_explanations.py
"""

import os
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from explained import BASE, content_with, find_early, find_whole
from staged_mistakes import NEVER_SEEN, STAGED

from site_builder.content.guide import format_rules_page
from site_builder.findings.diagnostics import Diagnostic, Severity
from site_builder.findings.explanations import (
    EXPLANATIONS,
    TOPICS,
    Explanation,
    explain,
    format_explanation,
    format_topic,
    level_advice,
    say_unknown,
)
from site_builder.findings.explanations.texts import TEXTS
from site_builder.findings.rules import ADJUSTABLE, EXTERNAL_RULES, FINISHED_RULES, FIRM, RULES, STRICT_RULES
from site_builder.language.reading_age import reading_age
from tools.make_content_guide import RULES_FILE

GOLDEN_FILE = Path(__file__).parent / "golden" / "findings.txt"
OLDEST_READER = 11
SHOWN = [explanation for explanation in EXPLANATIONS.values() if explanation.before is not None]
NAMES = [explanation.rule for explanation in SHOWN]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def find(explanation: Explanation, piece: str, *, is_mended: bool) -> tuple[Diagnostic, ...]:
    """Return what the rule of an explanation finds in its file, with a piece of it in the content folder."""
    files = content_with(explanation, piece, is_mended=is_mended)
    shutil.rmtree("content", ignore_errors=True)
    found = (find_whole if explanation in TEXTS else find_early)(Path.cwd(), files)
    at = f"content/{explanation.where}"
    return tuple(one for one in found if one.rule == explanation.rule and one.place.path == at)


@cache
def golden() -> dict[str, str]:
    """Return what is said about the mistake of each rule, as committed."""
    blocks = GOLDEN_FILE.read_text("utf-8").split("\n\n")[1:] if GOLDEN_FILE.exists() else []
    return {block.split("]")[0].strip("\n["): block.strip() for block in blocks}


def compare(rule: str, found: tuple[Diagnostic, ...]) -> None:
    """Compare what is said with what is committed, or commit it."""
    said = "\n".join(line for one in found[:3] for line in written(one))
    if os.environ.get("LIAISON_WRITE_GOLDEN"):
        kept = {name: block for name, block in golden().items() if name in RULES} | {rule: said}
        golden().update({rule: said})
        GOLDEN_FILE.parent.mkdir(exist_ok=True)
        head = "What is said about the mistake of each rule: its place, how much it weighs, and the words."
        blocks = "\n\n".join(kept[name] for name in sorted(kept))
        GOLDEN_FILE.write_text(f"{head}\n\n{blocks}\n", "utf-8")
    assert said == golden()[rule]


def written(finding: Diagnostic) -> Iterator[str]:
    """Yield the lines that stand for a finding."""
    place = finding.place
    end = f"-{place.end_column}" if place.end_column else ""
    yield f"[{finding.rule}] {place}{end} {finding.severity}"
    yield from (f"  {words}" for words in (finding.message, finding.hint) if words)


def test_every_rule_is_explained_and_nothing_else() -> None:
    assert set(EXPLANATIONS) == set(RULES)


@pytest.mark.parametrize("explanation", SHOWN, ids=NAMES)
def test_the_mistake_that_is_shown_is_found_in_its_file_and_gone_when_mended(
    explanation: Explanation,
) -> None:
    assert explanation.before is not None
    assert explanation.after is not None
    found = find(explanation, explanation.before, is_mended=False)
    assert found
    compare(explanation.rule, found)
    assert find(explanation, explanation.after, is_mended=True) == ()


@pytest.mark.parametrize("rule", sorted(set(RULES) - set(NAMES) - NEVER_SEEN))
def test_what_is_said_about_other_mistakes_stays_the_same(rule: str, tmp_path: Path) -> None:
    found = tuple(one for one in STAGED[rule](tmp_path) if one.rule == rule)
    assert found
    compare(rule, found)


def test_the_folder_in_which_mistakes_are_made_has_none(tmp_path: Path) -> None:
    found = find_early(tmp_path, BASE)
    assert [str(one) for one in found if one.severity is Severity.ERROR] == []
    assert {one.rule for one in found} <= {"never-checked", "unlisted-area", "uncovered-area"}


def test_what_is_said_is_kept_for_every_rule() -> None:
    assert set(golden()) == set(RULES) - NEVER_SEEN


@pytest.mark.parametrize("rule", sorted(set(RULES) - NEVER_SEEN))
def test_a_child_of_eleven_can_read_what_is_said(rule: str) -> None:
    block = golden()[rule]
    for said in re.split(r"^\[.*\n", block, flags=re.MULTILINE)[1:]:
        words = " ".join(said.split())
        assert reading_age(words) <= OLDEST_READER, f"{reading_age(words):.1f} years: {words}"


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_child_of_eleven_can_read_the_explanation(rule: str) -> None:
    explanation = EXPLANATIONS[rule]
    assert reading_age(explanation.about) <= OLDEST_READER
    assert reading_age(f"{RULES[rule]} {explanation.about} {level_advice(rule)}") <= OLDEST_READER
    assert reading_age(RULES[rule]) <= OLDEST_READER, RULES[rule]


@pytest.mark.parametrize("rule", sorted(RULES))
def test_an_explanation_is_two_to_five_sentences(rule: str) -> None:
    about = re.sub(r"`[^`]*`", "code", EXPLANATIONS[rule].about)
    assert 2 <= len(re.findall(r"[.?!](?= |$)", about)) <= 5


def test_only_rules_that_no_piece_of_a_file_can_show_go_without_one() -> None:
    without = set(RULES) - set(NAMES) - set(FINISHED_RULES)
    assert without == {
        "bad-photo",
        "broken-geography",
        *(STRICT_RULES | EXTERNAL_RULES),
        "too-large",
        "too-many-files",
        "unreadable-file",
        "unreadable-text",
        "unused-acceptance",
    }


@pytest.mark.parametrize("rule", sorted(set(FINISHED_RULES) - set(NAMES)))
def test_a_rule_that_an_editor_cannot_break_says_whom_to_tell(rule: str) -> None:
    assert "tell whoever looks after" in EXPLANATIONS[rule].about


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_command_says_whether_the_level_of_a_rule_may_change(rule: str) -> None:
    told = " ".join(format_explanation(EXPLANATIONS[rule]).split())
    assert (f'"{rule}: notice"' in told) == (rule in ADJUSTABLE)
    assert ("only as an" in told) == (rule in FIRM)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_command_prints_plain_lines_of_at_most_eighty_letters(rule: str) -> None:
    lines = format_explanation(EXPLANATIONS[rule]).split("\n")
    assert all(len(line) <= 80 for line in lines if not line.startswith("    "))
    assert all(line == line.rstrip() for line in lines)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", "".join(lines))


def test_the_command_prints_the_text_then_the_mistake_then_the_cure() -> None:
    assert format_explanation(EXPLANATIONS["unknown-field"]) == (
        "unknown-field\n\n"
        "Every field has a name that is known.\n\n"
        "No field has this name, so what stands there would never be seen. Most often it\n"
        "is a slip of the keys. Mend the name, or delete the line. The content guide\n"
        "lists all names.\n\n"
        "Before (among the fields of officers/sam-okoro.md):\n\n"
        "    rnak: PC\n\n"
        "After (among the fields of officers/sam-okoro.md):\n\n"
        "    rank: PC"
    )


def test_a_rule_is_found_as_the_report_writes_it_and_an_unknown_one_is_not() -> None:
    assert explain("[bad-date]") == explain("Bad-Date") == EXPLANATIONS["bad-date"]
    assert explain("nothing") is None


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("bad-dat", 'There is no rule called "bad-dat". Did you mean "bad-date"?'),
        ("borough", 'There is no rule called "borough". Did you mean "boroughs"?'),
        (
            "xyz",
            'There is no rule called "xyz". You can also ask for boroughs, channels, fields or officers.',
        ),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest(word: str, said: str) -> None:
    assert say_unknown(word) == said


def test_a_topic_is_a_list_of_names_with_what_they_stand_for() -> None:
    told = format_topic("boroughs", {"camden": "Camden", "city-of-london": "City of London"})
    assert told == f"{TOPICS['boroughs']}\n\n  camden          Camden\n  city-of-london  City of London"


def test_the_page_of_rules_is_what_the_explanations_make() -> None:
    assert RULES_FILE.read_text("utf-8") == format_rules_page(), "run: python -m tools.make_content_guide"


def test_each_rule_has_an_address_of_its_own_on_the_page_of_rules() -> None:
    page = re.sub(r"(?ms)^(`{3,})\n.*?^\1$", "", format_rules_page())
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == sorted(RULES)
