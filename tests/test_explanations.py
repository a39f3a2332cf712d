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

from site_builder.content.guide import format_rules_page
from site_builder.findings.diagnostics import Diagnostic
from site_builder.findings.explanation import (
    TOPICS,
    find_rule,
    format_explanation,
    format_topic,
    level_advice,
    say_unknown,
)
from site_builder.findings.rule import Rule, Severity
from site_builder.findings.rules import RULES, rules_asked
from site_builder.findings.rules.texts import TEXTS
from site_builder.language.reading_age import Syllables, age_to_read, find_sentences
from tests.explained import BASE, content_with, find_early, find_whole
from tests.staged_mistakes import NEVER_SEEN, STAGED
from tools.make_content_guide import RULES_FILE

GOLDEN_FILE = Path(__file__).parent / "golden" / "findings.txt"
OLDEST_READER = 11
SHOWN = [rule for rule in RULES.values() if rule.before is not None]
NAMES = [rule.name for rule in SHOWN]
ON_PAGES = {rule.name for rule in RULES.values() if rule.found_in == "pages"}


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def find(rule: Rule, piece: str, *, is_mended: bool) -> tuple[Diagnostic, ...]:
    """Return what the rule finds in its file, with a piece of it in the content folder."""
    files = content_with(rule, piece, is_mended=is_mended)
    shutil.rmtree("content", ignore_errors=True)
    found = (find_whole if rule in TEXTS else find_early)(Path.cwd(), files)
    at = f"content/{rule.where}"
    return tuple(one for one in found if one.rule == rule.name and one.place.path == at)


def reading_age(text: str) -> float:
    """Return how old a reader of a text has to be."""
    return age_to_read(find_sentences(text), Syllables())


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


@pytest.mark.parametrize("rule", SHOWN, ids=NAMES)
def test_the_mistake_that_is_shown_is_found_in_its_file_and_gone_when_mended(rule: Rule) -> None:
    assert rule.before is not None
    assert rule.after is not None
    found = find(rule, rule.before, is_mended=False)
    assert found
    compare(rule.name, found)
    assert find(rule, rule.after, is_mended=True) == ()


@pytest.mark.parametrize("rule", sorted(set(RULES) - set(NAMES) - NEVER_SEEN))
def test_what_is_said_about_other_mistakes_stays_the_same(rule: str, tmp_path: Path) -> None:
    found = tuple(one for one in STAGED[rule](tmp_path) if one.rule == rule)
    assert found
    compare(rule, found)


def test_the_folder_in_which_mistakes_are_made_has_none(tmp_path: Path) -> None:
    found = find_early(tmp_path, BASE)
    assert [str(one) for one in found if one.severity is Severity.ERROR] == []
    assert {one.rule for one in found} <= {
        "never-checked",
        "unlisted-area",
        "uncovered-area",
        "unused-consent",
    }


def test_what_is_said_is_kept_for_every_rule() -> None:
    assert set(golden()) == set(RULES) - NEVER_SEEN


def test_a_child_of_eleven_can_read_what_is_said() -> None:
    said = (
        " ".join(words.split())
        for block in golden().values()
        for words in re.split(r"^\[.*\n", block, flags=re.MULTILINE)[1:]
    )
    assert [words for words in said if reading_age(words) > OLDEST_READER] == []


def test_a_child_of_eleven_can_read_every_explanation() -> None:
    texts = [
        text
        for rule in RULES.values()
        for text in (rule.asks, rule.about, f"{rule.asks} {rule.about} {level_advice(rule)}")
    ]
    assert [text for text in texts if reading_age(text) > OLDEST_READER] == []


def test_an_explanation_is_two_to_five_sentences() -> None:
    abouts = {name: re.sub(r"`[^`]*`", "code", rule.about) for name, rule in RULES.items()}
    counts = {name: len(re.findall(r"[.?!](?= |$)", about)) for name, about in abouts.items()}
    assert {name: count for name, count in counts.items() if not 2 <= count <= 5} == {}


def test_only_rules_that_no_piece_of_a_file_can_show_go_without_one() -> None:
    without = set(RULES) - set(NAMES) - ON_PAGES
    assert without == {
        "bad-photo",
        "photo-metadata",
        "broken-geography",
        "missing-words",
        *rules_asked("release", "external"),
        "too-large",
        "too-many-files",
        "unreadable-file",
        "unreadable-text",
        "unused-acceptance",
    }


def test_a_rule_that_an_editor_cannot_break_says_whom_to_tell() -> None:
    told = [name for name in ON_PAGES if "tell whoever looks after" in RULES[name].about]
    assert set(told) >= ON_PAGES - set(NAMES)


def test_the_command_says_whether_the_level_of_a_rule_may_change() -> None:
    told = {name: " ".join(format_explanation(rule).split()) for name, rule in RULES.items()}
    for name, rule in RULES.items():
        assert (f'"{name}: notice"' in told[name]) == (rule.level == "adjustable"), name
        assert ("only as an" in told[name]) == (rule.level == "firm"), name


def test_the_command_prints_plain_lines_of_at_most_eighty_letters() -> None:
    for rule in RULES.values():
        lines = format_explanation(rule).split("\n")
        assert all(len(line) <= 80 for line in lines if not line.startswith("    ")), rule.name
        assert all(line == line.rstrip() for line in lines), rule.name
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", "".join(lines)), rule.name


def test_the_command_prints_the_text_then_the_mistake_then_the_cure() -> None:
    assert format_explanation(RULES["unknown-field"]) == (
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
    assert find_rule("[bad-date]") == find_rule("Bad-Date") == RULES["bad-date"]
    assert find_rule("nothing") is None


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("bad-dat", 'There is no rule called "bad-dat". Did you mean "bad-date"?'),
        ("area", 'There is no rule called "area". Did you mean "areas"?'),
        (
            "xyz",
            'There is no rule called "xyz". You can also ask for one of: areas, channels, fields, officers.',
        ),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest(word: str, said: str) -> None:
    assert say_unknown(word) == said


def test_a_topic_is_a_list_of_names_with_what_they_stand_for() -> None:
    told = format_topic("areas", {"camden": "Camden", "city-of-london": "City of London"})
    assert told == f"{TOPICS['areas']}\n\n  camden          Camden\n  city-of-london  City of London"


def test_the_page_of_rules_is_what_the_explanations_make() -> None:
    assert RULES_FILE.read_text("utf-8") == format_rules_page(), "run: python -m tools.make_content_guide"


def test_each_rule_has_an_address_of_its_own_on_the_page_of_rules() -> None:
    page = re.sub(r"(?ms)^(`{3,})\n.*?^\1$", "", format_rules_page())
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == sorted(RULES)
