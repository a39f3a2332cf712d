"""Strict reading of fields: what is kept as text, and what a person is told about each mistake."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_builder.content.strict_yaml import MOST_ENTRIES, MOST_NESTING, YamlFields, parse_yaml, yaml_events
from site_builder.findings.diagnostics import Place

PATH = "officers/sam.md"
GOOD = """name: Sam
role: PC
boroughs:
  - camden
  - brent
source:
  publisher: PinkNews
  published: 2023-06-15
"""


def read(text: str) -> YamlFields:
    """Return the fields of a text without mistakes."""
    fields, found = parse_yaml(text, PATH, 2)
    assert fields is not None
    assert found == ()
    return fields


def told(text: str) -> list[str]:
    """Return what a person would be told about fields that begin on line 2, without the path."""
    return [str(finding).removeprefix(f"{PATH}:") for finding in parse_yaml(text, PATH, 2)[1]]


@pytest.mark.parametrize(
    "written",
    [
        "02071234567",
        "0777",
        "22:30",
        "no",
        "2026-02-31",
        "999",
        "1e3",
        "0x10",
        "3.10",
        "0o17",
        "1_000",
    ],
)
def test_a_value_stays_the_text_that_was_written(written):
    assert read(f"value: {written}\nlist:\n  - {written}").fields == {"value": written, "list": [written]}


def test_quotes_folded_lines_and_blocks_are_text():
    fields = read("a: 'it''s'\nb: \"x: y\"\nc: >\n  one\n  two\nd: |\n  one\n  two\ne: one\n  two").fields
    assert fields == {"a": "it's", "b": "x: y", "c": "one two", "d": "one\ntwo", "e": "one two"}


def test_every_field_knows_its_line_and_columns():
    fields = read("name: Sám 🏳️\nsource:\n  url: https://example.org/\nboroughs: [camden, brent]\n")
    assert fields.places[("name",)] == Place(PATH, 2, 7, 13)
    assert fields.places[("source", "url")] == Place(PATH, 4, 8, 28)
    assert fields.places[("boroughs", 1)] == Place(PATH, 5, 20, 25)
    assert fields.key_places[("source", "url")] == Place(PATH, 4, 3, 6)


def test_comments_empty_lines_and_a_first_line_of_hyphens_are_no_fields():
    assert read("---\n# a note\n\nname: Sam # a note\n").fields == {"name": "Sam"}
    assert read("").fields == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "role: PC\nname:Sam",
            "3:5: error: There is no space after the colon. Write: name: Sam [yaml-syntax]",
        ),
        (
            "name:Sam\nrole: PC",
            "2:5: error: There is no space after the colon. Write: name: Sam [yaml-syntax]",
        ),
        (
            "source:\n  publisher:PinkNews",
            "3:12: error: There is no space after the colon. Write: publisher: PinkNews [yaml-syntax]",
        ),
        (
            "name:\u00a0Sam\nrole: PC",
            "2:5: error: There is a non-breaking space here, as word processors make it."
            " Write: name: Sam [yaml-syntax]",
        ),
        (
            "\u00a0name: Sam",
            "2:1: error: There is a non-breaking space here, as word processors make it."
            " Delete it and write: name: Sam [yaml-syntax]",
        ),
        (
            "role: Officer: Harrow\nname: Sam",
            "2:14: error: There is a second colon in this value."
            ' Put quotes round the value: role: "Officer: Harrow" [yaml-syntax]',
        ),
        (
            "a: b\n\tname: Sam",
            "3:1: error: There is a Tab here, and fields take only spaces. Write: name: Sam [yaml-syntax]",
        ),
        (
            "source:\n\turl:\tx",
            "3:1: error: There is a Tab here, and fields take only spaces."
            " Begin the line with 2 spaces instead: url: x [yaml-syntax]",
        ),
        (
            "sources:\n  - url: x\n\tpublished: y",
            "4:1: error: There is a Tab here, and fields take only spaces."
            " Begin the line with 4 spaces instead: published: y [yaml-syntax]",
        ),
        (
            "name: Sam\n\t",
            "3:1: error: There is a Tab here, and fields take only spaces. Delete it. [yaml-syntax]",
        ),
        (
            "name: “Sam”",
            "2:7: error: The value stands in curly quotes, which would be shown."
            ' Write: name: "Sam" [yaml-syntax]',
        ),
        (
            "name: “Sam: PC”",
            "2:7: error: Curly quotes do not work round a value."
            ' Use straight ones: name: "Sam: PC" [yaml-syntax]',
        ),
        (
            'name: "Sam\nrole: PC',
            '2:7: error: The quote " opens here and is never closed. Write: name: "Sam" [yaml-syntax]',
        ),
        (
            'name: "Sam" Okoro',
            '2:7: error: There are words after the closing quote ".'
            " Write: name: '\"Sam\" Okoro' [yaml-syntax]",
        ),
        (
            "name: 'Sam's team'",
            "2:7: error: The apostrophe ends the quoted words too early."
            ' Write: name: "Sam\'s team" [yaml-syntax]',
        ),
        (
            "name: @sam",
            '2:7: error: The value begins with "@", which has a special meaning here.'
            ' Put quotes round it: name: "@sam" [yaml-syntax]',
        ),
        (
            "name: `sam`",
            '2:7: error: The value begins with "`", which has a special meaning here.'
            ' Put quotes round it: name: "`sam`" [yaml-syntax]',
        ),
        (
            "name: % of calls",
            '2:7: error: The value begins with "%", which has a special meaning here.'
            ' Put quotes round it: name: "% of calls" [yaml-syntax]',
        ),
        (
            "name: > 5 years\nrole: PC",
            '2:7: error: The value begins with ">", which has a special meaning here.'
            ' Put quotes round it: name: "> 5 years" [yaml-syntax]',
        ),
        (
            "name: {{ officer }}",
            '2:7: error: The value begins with "{", which has a special meaning here.'
            ' Put quotes round it: name: "{{ officer }}" [yaml-syntax]',
        ),
        (
            r'name: "C:\q"',
            "2:7: error: The backslash has a special meaning between these quotes."
            r" Write: name: 'C:\q' [yaml-syntax]",
        ),
        (
            "boroughs: [camden, brent\nname: Sam",
            '2:11: error: The bracket "[" opens here and is never closed.'
            " Write: boroughs: [camden, brent] [yaml-syntax]",
        ),
        (
            "boroughs:\n  -camden",
            "3:3: error: There is no space after the hyphen. Write: - camden [yaml-syntax]",
        ),
        (
            "boroughs:\n* camden\nname: Sam",
            '3:1: error: A list entry begins with a hyphen, not with "*". Write: - camden [yaml-syntax]',
        ),
        (
            "boroughs: - camden\nname: Sam",
            "2:11: error: A list begins on a new line. Write this on the next line: - camden [yaml-syntax]",
        ),
        (
            "role: PC\nname Sam",
            "3:5: error: There is no colon between the field's name and its value."
            " If this is a field, write: name: Sam [yaml-syntax]",
        ),
        (
            "name: Sam\nrank = PC",
            "3:5: error: There is no colon between the field's name and its value. Write: rank: PC [yaml-syntax]",
        ),
        (
            "name: Sam\non 2026-11-21",
            "3:3: error: There is no colon between the field's name and its value."
            " If this is a field, write: on: 2026-11-21 [yaml-syntax]",
        ),
        (
            "steps: Dial 999\non a phone, then press 55\nname: Sam",
            "3:1: error: This line seems to belong to the line above."
            " Put it on the same line, or begin it with two spaces. [yaml-syntax]",
        ),
        (
            "name: Sam\nOkoro",
            "3:1: error: This line seems to belong to the line above."
            " Put it on the same line, or begin it with two spaces. [yaml-syntax]",
        ),
        (
            "source:\n  publisher: The Gazette\n  and Mail\n  url: x",
            "4:3: error: This line seems to belong to the line above."
            " Put it on the same line, or begin it with two spaces more. [yaml-syntax]",
        ),
        (
            "boroughs:\n  - harrow\n   - barnet",
            "4:4: error: This looks like two entries of a list."
            " Begin each line of the list with two spaces, a hyphen and a space. [yaml-syntax]",
        ),
        (
            "role: PC\n name: Sam",
            "3:1: error: This line begins with 1 space, the line above with no space."
            " Begin the lines of one group with the same number of spaces. [yaml-syntax]",
        ),
        (
            "source:\n    url: x\n  date: y",
            "4:1: error: This line begins with 2 spaces, the line above with 4 spaces."
            " Begin the lines of one group with the same number of spaces. [yaml-syntax]",
        ),
        (
            " name: Sam\nrole: PC",
            "2:1: error: The first field begins with 1 space. Begin it in the first column: name: Sam [yaml-syntax]",
        ),
        (
            "\u00a0",
            "2:1: error: There is a non-breaking space here, as word processors make it. Delete it. [yaml-syntax]",
        ),
        (
            ": Sam",
            "2:1: error: This line cannot be read."
            " Write the field's name, a colon, a space and the value, like name: Sam. [yaml-syntax]",
        ),
        (
            "- a\n- b",
            "2:1: error: This is a list, and fields belong here."
            " Write each field on a line of its own: its name, a colon, a space and the value. [yaml-syntax]",
        ),
        (
            "? [a]: b",
            "2:3: error: This is not the name of a field. Before the colon stands one plain name."
            " If this belongs to a text, put quotes round the text. [yaml-syntax]",
        ),
        (
            "name: Sam #1",
            '2:12: error: The words after "#" would be lost.'
            ' If they belong to the text, put quotes round it: "Sam #1" [yaml-syntax]',
        ),
        (
            "email: a\nname: Sam\nemail: b",
            '4:1: error: "email" is filled in twice, here and on line 2. Only one can be used.'
            " Delete one of them. [duplicate-field]",
        ),
        ("name:", '2:1: error: "name" is empty. Fill it in, or delete the line. [empty-field]'),
        ('name: ""', '2:1: error: "name" is empty. Fill it in, or delete the line. [empty-field]'),
        (
            "phone: #101",
            '2:1: error: "phone" is empty, because "#" begins a comment.'
            ' If it belongs to the text, put quotes round it: "#101" [empty-field]',
        ),
        ("boroughs: []", "2:1: error: This list is empty. Write an entry, or delete the line. [empty-field]"),
        (
            "source: {}",
            "2:1: error: Nothing is filled in here. Fill it in, or delete the line. [empty-field]",
        ),
        (
            "boroughs:\n  - camden\n  -\n",
            "4:4: error: This entry of the list is empty. Fill it in, or delete the line. [empty-field]",
        ),
        (
            "name: *sam",
            '2:7: error: The value begins with "*", which has a special meaning here.'
            ' If it belongs to the text, put quotes round it: "*sam" [yaml-feature]',
        ),
        (
            "name: &sam Sam",
            '2:7: error: The value begins with "&", which has a special meaning here.'
            ' If it belongs to the text, put quotes round it: "&sam Sam" [yaml-feature]',
        ),
        (
            "name: !important Sam",
            '2:7: error: The value begins with "!", which has a special meaning here.'
            ' If it belongs to the text, put quotes round it: "!important Sam" [yaml-feature]',
        ),
        (
            "<<: Sam",
            '2:1: error: Fields cannot be copied from elsewhere with "<<".'
            " Write the fields here again. [yaml-feature]",
        ),
        (
            "name: Sam\n--- more\nrole: PC",
            '3:1: error: A line that begins with "---" has a special meaning here.'
            " Delete the line: one file holds one set of fields. [yaml-feature]",
        ),
        (
            "name: S\x07am",
            "2:8: error: There is a sign here (U+0007) that nobody can see."
            " Delete it, or type the line again. [control-character]",
        ),
        (
            "name: Sam\u202eokoro",
            "2:10: error: An invisible character (U+202E) turns the order of the text around here."
            " Delete it, or type the line again. Arabic and Hebrew words need no such character."
            " [bidirectional-character]",
        ),
        (
            r'name: "\u202e"',
            "2:7: error: An invisible character (U+202E) turns the order of the text around here."
            " Delete the backslash and the code after it. [bidirectional-character]",
        ),
        (
            "a: [[[[x]]]]",
            f"2:7: error: Lists and groups are nested more than {MOST_NESTING} deep here."
            " If this belongs to a text, put quotes round it. [too-deep]",
        ),
    ],
)
def test_a_mistake_is_told_in_one_finding_with_its_place_and_cure(text, expected):
    assert told(text) == [expected]


def test_a_list_may_be_long_but_not_endless():
    assert len(read("a:\n" + "  - b\n" * MOST_ENTRIES).fields["a"]) == MOST_ENTRIES
    assert told("a:\n" + "  - b\n" * (MOST_ENTRIES + 9)) == [
        f"{MOST_ENTRIES + 3}:5: error: There are more than {MOST_ENTRIES:,} entries here. Delete some, or make two files. [too-many]"
    ]


def test_one_mistake_does_not_hide_another_nor_the_fields_that_are_right():
    text = 'name:Sam\nrole: a: b\npost: lead\npost: deputy\nstate:\nemail: "x\nrank: PC\nphone: @1'
    fields, found = parse_yaml(text, PATH, 2)
    assert [(finding.place.line, finding.rule) for finding in found] == [
        (2, "yaml-syntax"),
        (3, "yaml-syntax"),
        (5, "duplicate-field"),
        (6, "empty-field"),
        (7, "yaml-syntax"),
        (9, "yaml-syntax"),
    ]
    assert fields is not None
    assert fields.fields == {"rank": "PC"}
    assert {location[0] for location in fields.faulty} == {"name", "role", "post", "state", "email", "phone"}
    assert fields.whole


def test_nothing_can_be_called_missing_when_a_line_could_not_be_read():
    fields, _ = parse_yaml("name: Sam\n: x", PATH)
    assert fields is not None
    assert fields.fields == {"name": "Sam"}
    assert not fields.whole


@pytest.mark.parametrize("text", ["name: Sam\nrole:x\n", "a: [b\nc: d", "a: 'b", "a:\n\tb: c", "a: é🏳️: x"])
def test_both_parsers_of_the_library_say_the_same(text, monkeypatch):
    quick = told(text)
    monkeypatch.setattr(yaml_events, "_PARSER", yaml.SafeLoader)
    assert told(text) == quick


def as_the_library_reads(text: str) -> object:
    """Return what PyYAML makes of a text when it keeps every value as text."""
    return without_line_ends(yaml.load(text, yaml.BaseLoader) or {})


def without_line_ends(value):
    if isinstance(value, dict):
        return {name: without_line_ends(inner) for name, inner in value.items()}
    return [without_line_ends(inner) for inner in value] if isinstance(value, list) else value.rstrip("\n")


@settings(deadline=None, max_examples=600)
@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@`,? \n\t\\\u00a0\x00\x85\u2028é“", max_size=60))
@example("[" * 100_000)
@example("a: " + "{" * 100_000)
@example("- " * 50_000)
@example("? " * 3_000)
@example(" " * 100_000 + "x")
@example("a:\n" + " " * 3_000 + ":" * 3_000)
@example("\ud800")
@example('a: "\\UFFFFFFFF"')
@example("%YAML 99999999999999999999.1\n---\na: b")
def test_no_text_makes_reading_fail(text):
    fields, found = parse_yaml(text, PATH)
    last = text.count("\n") + text.count("\r") + 1
    assert all(1 <= finding.place.line <= last and finding.place.column >= 1 for finding in found)
    if not found:
        assert fields is not None
        assert fields.whole
        assert fields.fields == as_the_library_reads(text)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_damaged_file_is_read_right_or_reported(data):
    at = data.draw(st.integers(0, len(GOOD) - 1))
    scrap = data.draw(st.sampled_from(["", "\t", "\x00", ":", '"', "[", "\u202e", "#", "\n", " "]))
    damaged = GOOD[:at] + scrap + GOOD[at + 1 :]
    fields, found = parse_yaml(damaged, PATH)
    assert found or (fields is not None and fields.fields == as_the_library_reads(damaged))
