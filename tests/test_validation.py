"""What an editor is told about the fields of one file."""

from collections.abc import Callable
from typing import Literal

import pytest
from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field
from pydantic_core import PydanticCustomError

from site_builder.content.field_types import (
    USUAL_EMAIL,
    read_day,
    read_email,
    read_listed_slug,
    read_partial_date,
    read_phone,
    read_slug,
    read_time,
    read_web_address,
    read_yes_no,
)
from site_builder.content.models import Part, validate_model
from site_builder.content.sources import SourceFile
from site_builder.content.strict_yaml import parse_yaml
from site_builder.content.validation import validate_source
from site_builder.findings.diagnostics import Diagnostic, Findings, Place
from site_builder.inspect.reports.text import format_problems

OFFICER = """name: Sam Okoro
role: LGBT+ community liaison officer
boroughs: camden
state: in-post
source:
  publisher: Example Gazette
  published: 2026-11-01
basis: consent
consent:
  by: the officer
  on: 2026-11-01
  review_by: 2027-11-01
  fields: [phone, email, languages]"""

CHANNEL = """name: A helpline
kind: support
order: 1
summary: Somebody listens.
who_answers: Volunteers
phone: 020 7946 0123
reaches_police: police-not-told
anonymity: they-know-but-do-not-tell
cost: free
when_to_use: You want to talk.
sources:
  - publisher: Example Gazette
    published: undated
confidence: high"""


def findings(front_matter: str, folder: str = "officers") -> list[str]:
    """Return what a person would be told about a file's front matter."""
    name = f"{folder}/a-file.md"
    source = SourceFile(name, name, f"---\n{front_matter}\n---\n".encode())
    return [
        f"{found.place.line}:{found.place.column} [{found.rule}] {found.message} {found.hint}".strip()
        for found in validate_source(source)[2]
    ]


def test_a_good_officer_and_a_good_channel_are_whole() -> None:
    assert findings(OFFICER) == []
    assert findings(CHANNEL, "channels") == []


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        (
            f"{OFFICER}\nemial: sam@example.org",
            '15:1 [unknown-field] "emial" is not a field officers can have. Did you mean "email"?',
        ),
        (
            OFFICER.replace("in-post", "in post"),
            '5:8 [bad-choice] "in post" is not one of the choices for "state". Did you mean "in-post"? The choices are: in-post, acting, away, leaving.',
        ),
        (
            OFFICER.replace("2027-11-01", "2027-02-31"),
            "13:14 [bad-date] 31 February 2027 does not exist. Check the day of the month.",
        ),
        (
            OFFICER.replace("on: 2026-11-01", "on: 1/11/2026"),
            '12:7 [bad-date] "1/11/2026" is not a date we can read. Write year-month-day, like 2026-11-21. If you meant 1 November 2026: 2026-11-01.',
        ),
        (
            OFFICER.replace("camden", "Camden Town"),
            '4:11 [bad-name] "Camden Town" is not the name of a file. Write the file\'s name without .md: small letters, digits and hyphens, like "camden-town".',
        ),
        (
            f"{OFFICER}\nphone: 0207123456",
            '15:8 [bad-phone] "0207123456" is not a UK telephone number: it has 10 digits. '
            "A number looks like 01632 960123, a mobile like 07700 900123. Check each digit.",
        ),
        (
            f"{OFFICER}\nemail: sam at example.org",
            '15:8 [bad-email] "sam at example.org" is not an email address. Write it like name@example.org.',
        ),
        (
            f"{OFFICER}\ntext: 07700 900123",
            '15:1 [field-outside-basis] "text" may not be shown: the officer has not consented to it. '
            'Delete it, or add "text" to the fields of the consent once the officer agrees.',
        ),
        (
            OFFICER.replace("name: Sam Okoro\n", ""),
            '1:1 [missing-field] "name" is missing. Every officer needs it. The officer\'s name, without the rank. Add a line like: name: Sam Okoro',
        ),
        (
            OFFICER.replace("  publisher: Example Gazette\n", ""),
            '6:1 [missing-field] "publisher" is missing. "source" needs it. '
            "Who published it, as people know them. Add a line like: publisher: PinkNews",
        ),
        (
            OFFICER.replace("basis: consent", "basis: published"),
            "9:8 [field-outside-basis] Consent is filled in, but the basis is published. Write basis: consent.",
        ),
        (f"{OFFICER}\nslug: another", '15:1 [unknown-field] "slug" is not a field officers can have. '),
        (
            OFFICER.replace("boroughs: camden", "boroughs:\n  name: camden"),
            '5:3 [wrong-shape] "boroughs" takes a list, not a group of lines. Write boroughs: [ashwick, elderholt]',
        ),
        (
            OFFICER.replace("camden", "harrow, barnet and brent"),
            "4:11 [wrong-shape] This is a list, so each entry has a line of its own. "
            "Below the field's name write, each on its own line:   - harrow   - barnet   - brent",
        ),
        (
            OFFICER.replace("boroughs: camden", "boroughs:\n  - harrow\n   - barnet"),
            "6:4 [yaml-syntax] This looks like two entries of a list. Begin each line of the list with two spaces, a hyphen and a space.",
        ),
        (
            OFFICER.replace("boroughs:", "borough:"),
            '4:1 [unknown-field] "borough" is not a field officers can have. Did you mean "boroughs"?',
        ),
        (
            OFFICER.replace("state: in-post\n", ""),
            '1:1 [missing-field] "state" is missing. Every officer needs it. Whether the officer is at work. '
            "The choices are: in-post, acting, away, leaving. Add a line like: state: in-post",
        ),
        (
            OFFICER.replace("source:\n  publisher: Example Gazette\n  published: 2026-11-01\n", ""),
            '1:1 [missing-field] "source" is missing. Every officer needs it. Where the officer was named. Add source: '
            "and below it, each with two spaces before it: publisher: PinkNews, published: 2023-06-15",
        ),
        (
            f"{OFFICER}\nphoto:\n  file: sam.jpg",
            '15:1 [missing-field] "alt" is missing. "photo" needs it. '
            'What the picture shows, for people who cannot see it. Add a line that begins with "alt:".',
        ),
        (
            f"{OFFICER}\nphone:\n  number: 020 7946 0123",
            '16:3 [unknown-field] "number" is not a field "phone" can have. Did you mean "value"?',
        ),
        (
            f"{OFFICER}\nphone:\n  checked: {{on: 2026-11-20, by: Comms team, how: rang it}}",
            '15:1 [missing-field] "value" is missing. "phone" needs it. The number. Add a line like: value: 020 7946 0123',
        ),
        (
            f"{OFFICER}\nphone:\n  - 020 7946 0123",
            '16:3 [wrong-shape] "phone" takes one value, not a list. Write phone: 020 7946 0123',
        ),
        (
            OFFICER.replace("name: Sam Okoro", "name:\n  - Sam Okoro"),
            '3:3 [wrong-shape] "name" takes one value, not a list. Write name: Sam Okoro',
        ),
        (
            OFFICER.replace("boroughs: camden", "boroughs:\n  - name: camden"),
            '5:5 [wrong-shape] An entry of "boroughs" takes one value, not a group of lines. Write boroughs: [ashwick, elderholt]',
        ),
        (
            f"{OFFICER}\nchecked: 2026-11-21",
            '15:10 [wrong-shape] "checked" is a group of lines, not one value. Write checked: and below it, each with two spaces before it: '
            "on: 2026-11-21, by: Comms team, how: rang the number",
        ),
        (
            f"{OFFICER}\nchecked:\n  - on: 2026-11-21\n    by: Comms team",
            '16:3 [wrong-shape] "checked" is a group of lines, not a list. Delete the hyphens. Begin each line with two spaces.',
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_its_cure(front_matter: str, expected: str) -> None:
    found = findings(front_matter)
    assert any(line.startswith(expected) for line in found), found
    assert len(found) == 1


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        (
            CHANNEL.replace("    published", "    publisched"),
            '14:5 [unknown-field] "publisched" is not a field an entry of "sources" can have. Did you mean "published"?',
        ),
        (
            CHANNEL.replace("    published: undated\n", ""),
            '13:5 [missing-field] "published" is missing. Each entry of "sources" needs it. '
            'The date on the source: a day, a month, a year, or "undated". Add a line like: published: 2023-06-15',
        ),
        (
            CHANNEL.replace(
                "sources:\n  - publisher: Example Gazette\n    published: undated", "sources: PinkNews"
            ),
            '12:10 [wrong-shape] "sources" takes a list, not one value. Where the facts come from. '
            'Write sources: and below it "  - publisher: PinkNews" and "    published: 2023-06-15", spaces included.',
        ),
        (
            f"{CHANNEL}\nschedule: 24/7",
            '16:11 [wrong-shape] "schedule" takes a list, not one value. The same for machines: "24x7", or a list',
        ),
    ],
)
def test_mistakes_in_lists_of_groups_are_named_with_the_entry_they_are_in(
    front_matter: str, expected: str
) -> None:
    found = findings(front_matter, "channels")
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_lines_that_slid_out_of_their_group_are_told_in_one_finding() -> None:
    flat = OFFICER.replace("  publisher", "publisher").replace(
        "  published", "url: https://example.org/\npublished"
    )
    assert findings(flat) == [
        '6:1 [empty-field] "source" is empty. Fill it in, or delete the line.',
        '7:1 [wrong-shape] "publisher", "url" and "published" belong to "source" above. Begin these lines with two spaces.',
    ]


class Settings(Part):
    """Rules and their levels: names that an editor chooses."""

    levels: dict[str, Literal["error", "warning", "notice"]] = Field(description="How much a rule weighs.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "levels: {x: warn}",
            '"warn" is not one of the choices for "x". Did you mean "warning"? The choices are: error, warning, notice.',
        ),
        ("levels: warning", '"levels" is a group of lines, not one value. How much a rule weighs.'),
    ],
)
def test_a_group_whose_names_the_editor_chooses_is_explained_by_its_values(text: str, expected: str) -> None:
    written, _ = parse_yaml(text, "site.yaml")
    assert written is not None
    found = validate_model(Settings, written, "site.yaml", "settings file")[1]
    assert [f"{finding.message} {finding.hint}" for finding in found] == [expected]


@pytest.mark.parametrize(
    ("read", "written", "message", "hint"),
    [
        (read_phone, "O800 999 5428", '"O800 999 5428" has a letter in it.', "Write: 0800 999 5428"),
        (
            read_phone,
            "0800 GALOP",
            '"0800 GALOP" has a letter in it.',
            "Write digits and spaces only, like 0800 999 5428.",
        ),
        (
            read_phone,
            "020 8123 4567 ext 12",
            '"020 8123 4567 ext 12" has an extension, and only the number itself can be called from a page.',
            'Write 020 8123 4567, and put "ask for extension 12" into the text.',
        ),
        (
            read_phone,
            "Tel: 0800 999 5428 (free)",
            '"Tel: 0800 999 5428 (free)" has more in it than a number.',
            'Delete "Tel:" and "(free)".',
        ),
        (
            read_slug,
            "London Borough of Barking & Dagenham",
            '"London Borough of Barking & Dagenham" is not the name of a file.',
            'Write the file\'s name without .md: small letters, digits and hyphens, like "barking-and-dagenham".',
        ),
        (read_yes_no, "Maybe", '"Maybe" is neither yes nor no.', "Write yes or no."),
        (
            read_email,
            "mailto: help@example.org.",
            '"mailto: help@example.org." is not an email address.',
            "Write: help@example.org",
        ),
        (
            read_web_address,
            "www.example.org",
            '"www.example.org" is not a full web address.',
            "Write: https://www.example.org",
        ),
        (
            read_web_address,
            "[Page](https://example.org/a)",
            '"[Page](https://example.org/a)" is not a full web address.',
            "Write only the address: https://example.org/a",
        ),
        (read_time, "10am", '"10am" is not a time of day on the 24-hour clock.', "Write: 10:00"),
        (read_time, "8.30pm", '"8.30pm" is not a time of day on the 24-hour clock.', "Write: 20:30"),
        (read_time, "12am", '"12am" is not a time of day on the 24-hour clock.', "Write: 00:00"),
        (
            read_time,
            "13pm",
            '"13pm" is not a time of day on the 24-hour clock.',
            "Write it like 09:30 or 22:30.",
        ),
    ],
)
def test_a_value_in_another_form_is_put_right_in_the_hint(
    read: Callable[[object], object], written: str, message: str, hint: str
) -> None:
    assert told(read, written) == (message, hint)


@pytest.mark.parametrize(
    "written",
    [
        "3/4/26",
        "3 April 2026",
        "3rd April 2026",
        "2026-4-3",
        "3-4-2026",
        "April 3, 2026",
        "Friday 3 Apr 2026",
    ],
)
def test_a_day_in_another_form_is_turned_into_the_form_we_read(written: str) -> None:
    assert told(read_day, written)[1].endswith(" If you meant 3 April 2026: 2026-04-03.")
    assert told(read_partial_date, written)[1].endswith(" If you meant 3 April 2026: 2026-04-03.")


def test_a_month_in_words_is_turned_and_a_day_that_does_not_exist_is_not() -> None:
    assert told(read_partial_date, "June 2023")[1].endswith(" If you meant June 2023: 2023-06.")
    for written in ("31/02/2026", "2026-11", "11/2026"):
        assert told(read_day, written)[1] == "Write year-month-day, like 2026-11-21."


def test_a_month_that_does_not_exist_is_told_with_the_day_that_was_meant() -> None:
    assert told(read_day, "2026-13-01") == (
        "A month 13 does not exist.",
        "Check the day of the month. If you meant 13 January 2026: 2026-01-13.",
    )


@pytest.mark.parametrize(
    "written", ["Kensington and Chelsea", "hammersmith & fulham", "Barking and Dagenham"]
)
def test_an_and_in_the_name_of_a_borough_makes_no_list(written: str) -> None:
    message, hint = told(read_listed_slug, written)
    assert message == f'"{written}" is not the name of a file.'
    assert hint.startswith(
        f'If this is one name, write "{written.lower().replace("&", "and").replace(" ", "-")}".'
    )


def test_a_number_with_countless_extensions_is_refused_like_any_other() -> None:
    assert told(read_phone, "1" + "x1" * 900)[1] == "Write digits and spaces only, like 0800 999 5428."


def test_the_line_in_the_report_shows_where_a_tab_is() -> None:
    finding = Diagnostic(Place("a.md", 1, 6, 7), "yaml-syntax", "There is a Tab here.")
    report = format_problems(Findings(diagnostics=[finding]), {"a.md": "name:\tSam"})
    assert report.splitlines()[-2:] == ["        1 | name:→Sam", "          |      ^"]


def told(read: Callable[[object], object], written: str) -> tuple[str, str]:
    """Return message and hint of the fault that reading a value raises."""
    with pytest.raises(PydanticCustomError) as raised:
        read(written)
    context = raised.value.context or {}
    return context["message"], context["hint"]


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    wrong = (
        OFFICER.replace("state: in-post", "state: gone").replace("2026-11-01", "2026-11-31")
        + "\nnmae: x\nemail: x"
    )
    rules = [line.split("[")[1].split("]")[0] for line in findings(wrong)]
    assert sorted(rules) == ["bad-choice", "bad-date", "bad-date", "bad-email", "unknown-field"]


@pytest.mark.parametrize("written", ["02071234567", "020 7123 4567", "+44 20 7123 4567"])
def test_a_phone_number_of_small_digits_keeps_its_leading_zero(written: str) -> None:
    name = "officers/a-file.md"
    source = SourceFile(name, name, f"---\n{OFFICER}\nphone: {written}\n---\n".encode())
    record = validate_source(source)[1]
    assert record is not None
    assert record.phone.value == "020 7123 4567"  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", ["101", "999", "61016", "116 123", "18001 101"])
def test_short_codes_are_numbers_of_their_own(code: str) -> None:
    assert findings(CHANNEL.replace("020 7946 0123", code), "channels") == []


def test_an_officer_who_was_only_named_may_show_nothing_more() -> None:
    published = (
        OFFICER.split("basis", maxsplit=1)[0] + "basis: published\nlanguages: English\nphone: 020 7946 0123"
    )
    assert [line.split("]")[0] for line in findings(published)] == [
        "10:1 [field-outside-basis",
        "11:1 [field-outside-basis",
    ]


def test_a_contact_may_have_a_check_of_its_own() -> None:
    own = f"{OFFICER}\nphone:\n  value: 020 7946 0123\n  checked: {{on: 2026-11-20, by: Comms team, how: rang it}}"
    assert findings(own) == []
    assert findings(own.replace("2026-11-20", "2026-11-32")) == [
        "17:17 [bad-date] 32 November 2026 does not exist. Check the day of the month."
    ]


def test_a_way_to_report_that_nobody_can_reach_is_refused() -> None:
    assert "[no-contact]" in findings(CHANNEL.replace("phone: 020 7946 0123\n", ""), "channels")[0]


def test_a_post_is_not_called_vacant_without_a_source() -> None:
    borough = """name: Camden
gss: E09000007
force: met
council: {name: Camden Council, url: "https://www.camden.gov.uk/"}
tile: {label: CAM, column: 3, row: 2}
places: Camden Town
neighbours: barnet
liaison: {state: vacant}"""
    found = findings(borough, "pages/boroughs")
    assert len(found) == 1
    assert found[0].startswith("9:18 [missing-source] A post is called vacant here without a source.")


def test_a_number_without_spaces_is_read_but_the_editor_is_told_how_people_read_it() -> None:
    assert findings(f"{OFFICER}\nphone: 02071234567") == [
        '15:8 [phone-spacing] "02071234567" is not how this number is shown: it is hard to read out. Write it in groups: 020 7123 4567'
    ]


@pytest.mark.parametrize(
    "written", ["0044 20 7123 4567", "(020) 7123 4567", "0207 123 4567", "0207-123-4567"]
)
def test_a_number_in_old_groups_is_understood_warned_of_mended_and_shown_in_one_form(written: str) -> None:
    name = "officers/a-file.md"
    source = SourceFile(name, name, f"---\n{OFFICER}\nphone: {written}\n---\n".encode())
    _, record, found = validate_source(source)
    assert record is not None
    assert record.phone.value == "020 7123 4567"  # type: ignore[attr-defined]
    assert [(one.rule, one.fix.text if one.fix else "") for one in found] == [
        ("phone-spacing", "020 7123 4567")
    ]


@pytest.mark.parametrize(
    ("written", "right"), [("2071234567", "020 7123 4567"), ("7911 123456", "07911 123456")]
)
def test_a_number_that_a_spreadsheet_robbed_of_its_zero_is_refused_with_the_right_form(
    written: str, right: str
) -> None:
    assert findings(f"{OFFICER}\nphone: {written}") == [
        f'15:8 [bad-phone] "{written}" lacks the 0 at its beginning, which a spreadsheet takes away. Write: {right}'
    ]


@pytest.mark.parametrize("number", ["0909 879 0000", "070 1234 5678"])
def test_nobody_in_need_is_sent_to_a_number_that_costs_extra(number: str) -> None:
    (found,) = findings(CHANNEL.replace("020 7946 0123", number), "channels")
    assert "costs extra" in found


SHORT = (
    "999",
    "112",
    "101",
    "111",
    "105",
    "159",
    "116 000",
    "116 111",
    "116 123",
    "18000",
    "61016",
    "85258",
    "70007",
)


EMERGENCY = {"999", "112", "18000"}


@pytest.mark.parametrize(
    ("code", "prefix"),
    [(code, "") for code in SHORT]
    + [(code, prefix) for prefix in ("18001 ", "18001", "18002 ") for code in SHORT if code not in EMERGENCY],
)
def test_a_short_code_is_real_however_it_is_spaced_and_reached(code: str, prefix: str) -> None:
    bare = code.replace(" ", "")
    for written in (
        code,
        bare,
        " ".join(bare),
        "-".join(bare),
        f"{bare[:2]} {bare[2:]}",
        f"({bare})",
        f" {code} ",
    ):
        assert read_phone(prefix + written) == f"{prefix.strip()} {code}".strip()


@pytest.mark.parametrize("code", SHORT)
@pytest.mark.parametrize("form", ["{}!", "Tel: {}", "{} (free)", "+44 {}", "0044 {}", "text {}"])
def test_the_cure_for_a_short_code_among_other_signs_is_the_code(code: str, form: str) -> None:
    _, hint = told(read_phone, form.format(code))
    assert hint == f"Write: {code}" or (hint.startswith('Delete "') and code not in hint)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "０２０ ７９４６ ０１２３",
            "٠٢٠ ٧٩٤٦ ٠١٢٣",
            "०२० ७९४६ ०१२३",
            "020–7946–0123",
            "020‑7946‑0123",
            "020·7946·0123",
            "020.7946.0123",
        ),
        *(
            "020\u200b 7946\u200b 0123",
            "\u202a020 7946 0123\u202c",
            "020−7946−0123",
            "020\u00a07946\u00a00123",
            "0️⃣2️⃣0️⃣ 7946 0123",
            "020 7946 0123.",
            "020 79460123",
            "020/7946/0123",
        ),
    ],
)
def test_a_number_in_other_signs_is_shown_as_it_should_be(written: str) -> None:
    assert read_phone(written) == "020 7946 0123"


def test_letters_that_look_like_digits_are_for_the_editor_to_put_right() -> None:
    assert told(read_phone, "O2O 7946 OI23")[1] == "Write: 020 7946 0123"


@pytest.mark.parametrize(
    "written",
    [
        "+442079460123",
        "+44 20 7946 0123",
        "44 20 7946 0123",
        "0044 20 7946 0123",
        "+44 (0)20 7946 0123",
        "02079460123",
    ],
)
@pytest.mark.parametrize("prefix", ["", "18001 ", "18002", "18001"])
def test_a_number_is_kept_as_it_is_dialled_at_home(written: str, prefix: str) -> None:
    assert read_phone(prefix + written) == f"{prefix.strip()} 020 7946 0123".strip()


@pytest.mark.parametrize(
    "written", ["(18001) {}", "18001, {}", "18001 then {}", "1 8001 {}", "18001 + {}", "18001 followed by {}"]
)
@pytest.mark.parametrize("number", ["101", "020 7946 0123", "0800 40 50 40", "116 123"])
def test_the_cure_for_a_prefix_with_signs_or_words_about_it_is_the_number_behind_it(
    written: str, number: str
) -> None:
    assert told(read_phone, written.format(number))[1] == f"Write: 18001 {number}"


@pytest.mark.parametrize("number", sorted(EMERGENCY))
def test_a_textphone_reaches_999_by_the_number_that_is_made_for_it(number: str) -> None:
    assert told(read_phone, f"18001 {number}")[1] == "Write: 18000"


@pytest.mark.parametrize("written", ["{} / 0124", "{} or 020 7946 0124", "{}, 0124", "{} & 124"])
def test_two_numbers_in_one_field_are_both_shown(written: str) -> None:
    hint = "Write 020 7946 0123 here, and 020 7946 0124 where another number goes."
    assert told(read_phone, written.format("020 7946 0123"))[1] == hint


@pytest.mark.parametrize("words", ["(24 hours)", "(Mon-Fri 9 to 5)", "from 9am", "(free from 2020)"])
def test_words_with_digits_behind_a_number_are_told_to_be_deleted(words: str) -> None:
    assert told(read_phone, f"020 7946 0123 {words}")[1] == f'Delete "{words}".'


@pytest.mark.parametrize(
    "written",
    ["12345", "40404", "90000", "1161234", "99", "18001", "18002 ", "18001 18001 101", "0116123", "100000"],
)
def test_other_short_rows_of_digits_are_no_numbers(written: str) -> None:
    told(read_phone, written)


@pytest.mark.parametrize("field", ["phone", "text", "textphone", "phone_also"])
@pytest.mark.parametrize("code", ["85258", "61016", "60777"])
def test_a_code_of_five_digits_is_real_only_where_its_cost_is_said(field: str, code: str) -> None:
    assert (
        findings(
            f"{CHANNEL}\n{field}: {code}".replace(
                "phone: 020 7946 0123\n", "url: https://www.example.org/\n"
            ),
            "channels",
        )
        == []
    )
    if field in {"phone", "text"}:
        (found,) = findings(f"{OFFICER}\n{field}: {code}".replace("languages", "text"))
        assert found.endswith("Put it into a way to report, as text, with its cost.")


@pytest.mark.parametrize(
    "field", ["phone: {}", "phone:\n  value: {}", "phone_also:\n  - 0800 555 111\n  - {}", "phone_also: [{}]"]
)
def test_a_row_of_digits_is_told_wherever_a_number_may_stand(field: str) -> None:
    for written, spaced in {
        "02079460123": "020 7946 0123",
        "116123": "116 123",
        "18001116123": "18001 116 123",
    }.items():
        channel = CHANNEL.replace("phone: 020 7946 0123", field.format(written)).replace(
            "kind: support", "kind: third-party"
        )
        (found,) = findings(channel, "channels")
        assert found.endswith(f"Write it in groups: {spaced}")


@pytest.mark.parametrize(
    "written",
    [
        *(
            "28/11/2026",
            "28.11.2026",
            "28-11-26",
            "28–11–2026",
            "2026/11/28",
            "2026.11.28",
            "20261128",
            "2026 11 28",
            "11/28/2026",
        ),
        *(
            "28 Nov 2026",
            "28-Nov-2026",
            "28. November 2026",
            "28th of November, 2026",
            "Nov 28th, 2026",
            "November 28 2026",
            "28NOV2026",
        ),
        *(
            "Sat 28 November 2026",
            "Saturday, 28 Nov. 2026",
            "Sat, 28 Nov 2026 10:30:00 GMT",
            "2026-11-28T10:30:00Z",
            "2026-11-28 10:30",
        ),
        *(
            "2026 November 28",
            "the 28th of Nov ’26",
            "２０２６-１１-２８",
            "٢٨/١١/٢٠٢٦",
            "2026‑11‑28",
            "28 / 11 / 2026",
            "28\u00a0Nov\u00a02026",
        ),
        *("46354", "2026-11-28 (rang)", "on 2026-11-28", "2026-11-28.", "2O26-11-28", "28 Novemebr 2026"),
        *("28 Novembre 2026", "~2026-11-28", "2026-Nov-28"),
    ],
)
def test_a_day_in_any_common_form_is_refused_with_the_day_that_was_meant(written: str) -> None:
    for read in (read_day, read_partial_date):
        assert told(read, written)[1].endswith(" If you meant 28 November 2026: 2026-11-28."), written


@pytest.mark.parametrize("first", ["state: in-post", "state: acting\nsince: 2026-02-30"])
@pytest.mark.parametrize(
    ("again", "rule"),
    [
        ("since: 31/12/2026", "bad-date"),
        ("checked: {on: 2026-02-31, by: Comms team, how: rang it}", "bad-date"),
        ("role: null", "empty-field"),
        ("boroughs: Camden Town", "bad-name"),
        ("post: boss", "bad-choice"),
        ("consent: {by: me, on: 1/2/26, review_by: 2026-10-01, fields: [email]}", "bad-date"),
    ],
)
def test_a_field_that_is_filled_in_twice_hides_no_other_mistake(first: str, again: str, rule: str) -> None:
    name = again.partition(":")[0]
    good = OFFICER.replace("state: in-post", first)
    if name not in {line.partition(":")[0] for line in good.split("\n")}:
        good += {
            "since": "\nsince: 2026-01-01",
            "post": "\npost: lead",
            "checked": "\nchecked: {on: 2026-01-01, by: us, how: rang}",
        }[name]
    rules = [line.split("[")[1].split("]")[0] for line in findings(f"{good}\n{again}")]
    assert "duplicate-field" in rules
    assert rule in rules
    assert rules.count("bad-date") == (rule == "bad-date") + ("02-30" in first)


@given(st.from_regex(USUAL_EMAIL, fullmatch=True))
def test_an_address_that_is_known_without_the_library_is_one_that_the_library_leaves_as_it_is(
    address: str,
) -> None:
    found = validate_email(address, check_deliverability=False, test_environment=True)
    assert found.normalized == read_email(address) == address
