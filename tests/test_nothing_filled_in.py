"""Whatever stands for nothing is told as empty, in every field and list of every file, and is never published."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.acceptances import AcceptedFindings
from site_builder.content.empty_words import denies, says_nothing
from site_builder.content.schema import Retired
from site_builder.content.settings import Site
from site_builder.content.settings_file import SettingsFile, read_settings
from site_builder.content.sources import SourceFile
from site_builder.content.validation import validate_source
from site_builder.findings.diagnostics import Diagnostic

NOTHING = (
    *(
        "null",
        "~",
        "Null",
        "NULL",
        '""',
        "''",
        '" "',
        '"-"',
        '"\u00a0"',
        "n/a",
        "N/A",
        "N.A.",
        "tbc",
        "TBC",
        "T.B.C.",
    ),
    *("'n/a'", '"tbc"', "tba", "TBD", "(tbc)", "[n/a]", "<null>", "'?'", "???", "…", "...", "–", "—", "--"),
    *(
        "unknown",
        "not known",
        "to be confirmed",
        "Not applicable",
        "xxx",
        "nil",
        "undefined",
        "NaN",
        "ｎｕｌｌ",
        "ｎ／ａ",
        '"\u200b"',
    ),
    *("-", "?", "|", ">", "*", "_", ".", "/", "TODO", "to follow", "[]", "{}", "", "# none"),
    *(
        "Click or tap here to enter text.",
        "Choose an item.",
        "Please select",
        "-- select --",
        "Insert name here",
        "your name",
    ),
    *(
        "'[name]'",
        "'<name>'",
        "'{{ name }}'",
        "«Name»",
        "'#REF!'",
        "'#VALUE!'",
        "'#####'",
        "XXXXX",
        "XX XX XXXX",
    ),
    *(
        "to be agreed",
        "TBC by Comms",
        "not yet known",
        "none yet",
        "n.k.",
        "coming soon",
        "as above",
        "not set",
    ),
)
"""As people and programs write it."""
DENIED = ("none", "None", "no", "'none'", "none given", "None!", "(no)", "nothing")
"""Words that are values where a field has them among its choices, and say nothing anywhere else."""
OFFICER = """name: Sam Okoro
rank: PC
role: LGBT+ community liaison officer
boroughs: camden
post: lead
state: acting
since: 2026-10-01
until: 2027-03-01
covered_by: alex-reed
source:
  publisher: Example Gazette
  url: https://www.example.org/page
  published: 2026-11-01
checked:
  on: 2026-11-01
  by: Comms team
  how: rang the number
basis: consent
consent:
  by: the officer
  on: 2026-11-01
  review_by: 2027-11-01
  fields: [phone, email, photo, pronouns, availability, languages, reply_time, helps_with]
email: liaison@example.org
phone:
  value: 020 7946 0123
  checked:
    on: 2026-11-01
    by: Comms team
    how: rang the number
photo:
  file: sam.jpg
  alt: Sam in uniform
  focus: 50% 30%
pronouns: they/them
availability: Most days
reply_time: within 2 days
languages:
  - English
  - Polish
helps_with:
  - Hate crime
  - Reporting"""
CHANNEL = """name: A helpline
kind: support
order: 1
summary: Somebody listens.
who_answers: Volunteers
phone: 020 7946 0123
phone_also:
  - 020 7946 0124
  - 020 7946 0125
text: 07700 900123
textphone: 18001 020 7946 0123
email: help@example.org
url: https://www.example.org/
url_note: Look for help
app: Helpline
sign_language: Ask for it
other_ways: [live chat, post]
instead_of_voice: [true-vision]
reaches_police: police-told-only-if-somebody-is-at-risk
anonymity: they-know-but-do-not-tell
anonymity_note: They see no number
cost: free
hours: Most days
schedule:
  - days: Mo-Fr
    opens: 10:00
    closes: 20:30
hours_as_of: 2026-11
when_to_use: You want to talk
do_not_use_for: Emergencies
steps: [Ring, Talk]
warnings: [It may be busy]
sources:
  - publisher: Example Gazette
    url: https://www.example.org/page
    published: undated
confidence: high
unverified: [The hours]
held_back: Not asked yet"""
PAGE = """title: A page
summary: What it says.
nav: Page
nav_order: 1
owner: Comms team
reviewed: 2026-11-21
review_by: 2027-05-21"""
FILES = {"officers": OFFICER, "channels": CHANNEL, "pages": PAGE}


def judge(folder: str, front_matter: str) -> tuple[Diagnostic, ...]:
    """Return what is found in a file of a folder."""
    name = f"{folder}/a-file.md"
    return validate_source(SourceFile(name, name, f"---\n{front_matter}\n---\n".encode()))[2]


def spoilt(front_matter: str, nothing: str) -> Iterator[tuple[int, str, str]]:
    """Yield the front matter with nothing in the place of each value, the line in the file and the value."""
    lines = front_matter.split("\n")
    for index, line in enumerate(lines):
        lead, mark, value = line.partition(": ") if ": " in line else line.partition("- ")
        if value:
            yield index + 2, "\n".join([*lines[:index], lead + mark + nothing, *lines[index + 1 :]]), value


@pytest.mark.parametrize("folder", FILES)
def test_the_files_in_which_nothing_is_tried_are_good(folder: str) -> None:
    assert judge(folder, FILES[folder]) == ()


@pytest.mark.parametrize("nothing", NOTHING)
@pytest.mark.parametrize("folder", FILES)
def test_nothing_in_the_place_of_any_value_is_told_as_empty_at_its_line(
    folder: str, nothing: str, whole: bool
) -> None:
    every = 1 if whole else 5  # each field meets every fifth word, and each word every fifth field
    for line, written, value in list(spoilt(FILES[folder], nothing))[NOTHING.index(nothing) % every :: every]:
        found = judge(folder, written)
        assert [one.rule for one in found if one.place.line == line] == ["empty-field"], (value, found)
        assert all(one.place.line == line for one in found), (value, found)


@pytest.mark.parametrize("nothing", ["", "tbc", "null", "~", '""'])
@pytest.mark.parametrize("other", ["", "n/a"])
def test_each_empty_entry_of_a_list_is_told_at_its_own_line(nothing: str, other: str) -> None:
    text = OFFICER.replace(
        "  - English\n  - Polish", f"  - {nothing}\n  - Polish\n  - {other}\n  - {nothing}"
    )
    first = text.split("\n").index("languages:") + 3
    assert [one.place.line for one in judge("officers", text)] == [first, first + 2, first + 3]


@pytest.mark.parametrize("nothing", DENIED)
@pytest.mark.parametrize("folder", FILES)
def test_none_is_empty_but_where_a_field_has_choices_and_tells_what_it_once_said(
    folder: str, nothing: str
) -> None:
    for line, written, value in spoilt(FILES[folder], nothing):
        rules = {one.rule for one in judge(folder, written) if one.place.line == line}
        field = written.split("\n")[line - 2].partition(":")[0].strip()
        word = nothing.strip("'")
        if (field, word.lower()) in {("anonymity", "none"), ("reaches_police", "no")}:
            assert rules == {"renamed-value"}
        elif field in {
            "kind",
            "post",
            "state",
            "basis",
            "reaches_police",
            "anonymity",
            "cost",
            "confidence",
            "- days",
        }:
            assert rules == {"bad-choice"}, (value, rules)
        else:
            assert rules == {"empty-field"}, (value, rules)


@pytest.mark.parametrize(
    "name",
    [
        "Select Okafor",
        "Tobe Ahmed",
        "May Here",
        "Sam Null",
        "Null Sam",
        "Nan Ōta",
        '"Null"',
        "'NULL'",
        "Noone Bonetti",
        "Ng",
        "O",
        "X",
    ],
)
def test_somebody_may_be_called_null(name: str) -> None:
    assert judge("officers", OFFICER.replace("Sam Okoro", name)) == ()


@pytest.mark.parametrize("written", ["null", "~", "TBC", "n/a", "-", "…"])
def test_a_text_that_only_marks_its_place_is_told_as_empty(written: str) -> None:
    source = SourceFile("pages/a.md", "pages/a.md", f"---\n{PAGE}\n---\n\n{written}\n".encode())
    assert [(one.rule, one.place.line) for one in validate_source(source)[2]] == [("empty-field", 11)]


@pytest.mark.parametrize("written", ["null", "~", "TBC", "n/a", "-", '""', "none"])
@pytest.mark.parametrize(
    ("model", "text"),
    [
        (Retired, "contacts:\n  - value: 020 7946 0099\n    was: {}"),
        (AcceptedFindings, "accepted:\n  - rule: hard-to-read\n    by: {}"),
        (Site, "name: A site\npublisher:\n  name: {}"),
    ],
)
def test_files_of_settings_are_read_as_strictly(model: type[SettingsFile], text: str, written: str) -> None:
    source = SourceFile("a.yaml", "a.yaml", text.format(written).encode())
    found = read_settings(model, source, "file of settings")[1]
    assert [one.place.line for one in found if one.rule == "empty-field"] == [3]


@given(st.text(max_size=30))
def test_what_says_nothing_is_judged_without_a_stop_and_the_same_in_any_letters(text: str) -> None:
    if text.isascii():  # other letters may have no capital, or two
        assert says_nothing(text) == says_nothing(text.upper())
        assert denies(text) == denies(f" {text} ")
