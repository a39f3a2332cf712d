"""What an editor is told about the fields of one file."""

import pytest

from site_builder.content.sources import SourceFile
from site_builder.content.validation import validate_source

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
reaches_police: no
anonymity: confidential
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
            '4:11 [bad-name] "Camden Town" cannot be the short name of a page. Use small letters, digits and hyphens, like "camden-town".',
        ),
        (
            f"{OFFICER}\nphone: 0207123456",
            '15:8 [bad-phone] "0207123456" is not a UK telephone number: it has 10 digits. '
            "A London number looks like 020 8123 4567, a mobile like 07123 456789. Check each digit.",
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
            '5:3 [wrong-shape] "boroughs" is not filled in the way it should be. Write it like [camden, islington].',
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_its_cure(front_matter: str, expected: str) -> None:
    found = findings(front_matter)
    assert any(line.startswith(expected) for line in found), found
    assert len(found) == 1


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
        '15:8 [phone-spacing] "02071234567" is hard to read as one row of digits. Write it in groups: 020 7123 4567'
    ]
