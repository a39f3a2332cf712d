"""Plain English: what is said about sentences, pages, words, links and tables, and what is left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.content.body import Body
from site_builder.content.frontmatter import parse_document
from site_builder.content.plain_english import FEWEST_WORDS, find_plain_english, plain_text
from site_builder.content.sources import read_sources
from site_builder.content.validation import validate_sources
from site_builder.findings.diagnostics import Diagnostic
from site_builder.findings.rule import Severity
from site_builder.language.plain_words import WORDS_TO_AVOID, better_word
from tests.sites import small_site, write_files

ROOT = Path(__file__).resolve().parent.parent
LONG = "You can " + "come and " * 12 + "go."
HARD = (
    "Following completion of registration documentation, administrative personnel facilitate communication. "
    * 12
)


def notices(body: str, fields: str = "summary: A page.") -> tuple[Diagnostic, ...]:
    """Return what is found in a page with this text below these fields, which take the lines from the second on."""
    document, found = parse_document("content/pages/a.md", f"---\n{fields}\n---\n{body}".encode())
    assert document is not None
    assert found == ()
    return find_plain_english(replace(document, kind="channel"))


def told(body: str, fields: str = "summary: A page.") -> list[str]:
    """Return each finding as its rule, line and columns."""
    return [
        f"{one.rule} {one.place.line}:{one.place.column}-{one.place.end_column}"
        for one in notices(body, fields)
    ]


def words(body: str) -> list[str]:
    """Return the words of a text that are to be avoided."""
    return [one.message.split('"')[1] for one in notices(body) if one.rule == "word-to-avoid"]


def test_a_long_sentence_is_named_at_its_line_and_column() -> None:
    assert told(f"Short.\n\nAlso short. {LONG}") == [f"long-sentence 6:13-{12 + len(LONG)}"]
    assert notices(LONG)[0].message.startswith("This sentence has 27 words")


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        (f"summary: {LONG}", "2:10"),
        (f'summary: "{LONG}"', "2:11"),
        (f"summary: Short.\nsteps:\n  - Ring.\n  - {LONG}", "5:5"),
    ],
)
def test_a_long_sentence_in_a_field_is_named_at_its_letters(fields: str, place: str) -> None:
    assert told("", fields) == [f"long-sentence {place}-{int(place.partition(':')[2]) + len(LONG) - 1}"]


def test_a_field_over_several_lines_is_named_where_it_begins() -> None:
    found = notices("", f"summary: >-\n  {LONG}")
    assert [(one.rule, one.place.line) for one in found] == [("long-sentence", 2)]


def test_a_field_that_nobody_reads_as_a_sentence_is_left_alone() -> None:
    assert told("", f"summary: A page.\nunverified: [{LONG} prior to]\nowner: Utilise") == []


def test_a_page_that_is_hard_to_read_is_named_once() -> None:
    assert [one.rule for one in notices(HARD) if one.rule == "hard-to-read"] == ["hard-to-read"]
    assert notices(HARD)[-1].place.line == 4
    assert notices(HARD)[-1].message.endswith("and 11 is our aim.")


def test_a_few_hard_words_are_no_hard_page() -> None:
    few = " ".join(HARD.split()[: FEWEST_WORDS // 2])
    assert len(few.split()) < FEWEST_WORDS
    assert "hard-to-read" not in {one.rule for one in notices(few)}


def test_a_word_to_avoid_is_named_with_a_better_one() -> None:
    (found,) = notices("Tell us prior to your visit.")
    assert (found.rule, found.severity) == ("word-to-avoid", Severity.NOTICE)
    assert (found.place.line, found.place.column, found.place.end_column) == (4, 9, 17)
    assert found.message == 'There is a plainer or kinder word than "prior to".'
    assert found.hint == "Try: before"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We Utilised it. Utilising it. Regarding you.", ["Utilising", "Regarding"]),
        ("The alleged victim rang.", ["alleged victim"]),
        ("She claimed to have been hit.", ["claimed to have been"]),
        ("Homosexuals and transsexuals.", ["Homosexuals", "transsexuals"]),
        ("She is a transgender.", ["a transgender"]),
        ("He committed suicide.", ["committed suicide"]),
        ("- Whilst you wait", ["Whilst"]),
        ("**Numerous** people", ["Numerous"]),
        ("## Commencing", ["Commencing"]),
        ("in order\nto", ["in order to"]),
    ],
)
def test_words_are_found_in_every_form(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lesbian, gay, bi, trans, queer, asexual, intersex and non-binary people.",
        "I am queer, she is a lesbian, he is gay and they are a transgender person.",
        "He said “the alleged victim was homosexual”.",
        'The report said "prior to".',
        "> The alleged victim, wrote the paper.",
        "Write `utilise` here.",
        "    utilise",
        "[the report](https://example.org/alleged victim)",
        "See https://www.example.org/homosexual and help.assistance@example.org.",
        "The Numerous Trust and the Homosexual Law Reform Society.",
        "Utilise Trust helps.",
        "The elderly man and the disabled parking space.",
        "Commencement-day",
    ],
)
def test_what_people_call_themselves_quotes_names_and_code_are_left_alone(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize("pattern", WORDS_TO_AVOID)
def test_no_better_word_is_itself_one_to_avoid(pattern: str) -> None:
    better = WORDS_TO_AVOID[pattern]
    assert better == better.strip()
    assert words(f"We say {better} here.") == []


def test_every_word_that_is_found_has_a_better_one() -> None:
    assert better_word("In order to") == "to"
    assert better_word("utilising") == "use"
    assert better_word("the elderly") == "older people"


@pytest.mark.parametrize(
    ("link", "columns"),
    [
        ("[click here](report.md)", "6-16"),
        ("[Here](report.md)", "6-10"),
        ("[read more…](report.md)", "6-16"),
        ("[**more**](report.md)", "6-14"),
        ("[link][ref]", "6-10"),
        ('<a href="/report/">here</a>', "24-28"),
    ],
)
def test_a_link_that_says_nothing_is_named_at_its_words(link: str, columns: str) -> None:
    assert told(f"See {link}") == [f"vague-link 4:{columns}"]


@pytest.mark.parametrize(
    "text",
    [
        "[all the ways to report](report.md)",
        "[here is what to do](report.md)",
        "`[here](report.md)`",
        r"\[here](report.md)",
        "Come here (by bus).",
    ],
)
def test_links_that_say_where_they_lead_are_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hello.\n\n<table><tr><td>Monday</td></tr></table>", "6:1-8"),
        ("Hello.\n\n|  |  |\n| --- | --- |\n| Monday | 10am |", "6:1-8"),
        ("| | |\n|---|---|\n| Monday | 10am |", "4:1-6"),
    ],
)
def test_a_table_without_headings_is_an_error_at_its_line(text: str, place: str) -> None:
    (found,) = notices(text)
    assert (found.rule, found.severity) == ("missing-table-headings", Severity.ERROR)
    assert told(text) == [f"missing-table-headings {place}"]


@pytest.mark.parametrize(
    "text",
    [
        "| Day | Open |\n| --- | --- |\n| Monday | 10am |",
        "|  | Open |\n| --- | --- |\n| Monday | 10am |",
        "Day | Open\n--- | ---\nMonday | ",
        "<table><tr><th>Day</th></tr></table>",
        "`<table><tr><td>`",
        "Hello.\n\n---\n\nBye.",
    ],
)
def test_a_table_with_headings_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_heading_that_skips_a_level_is_told_at_its_line() -> None:
    found = Body("## One\n\nWords.\n\n#### Three", 9, "content/pages/a.md").faults
    assert [str(one).split(": ")[0] for one in found] == ["content/pages/a.md:13:1"]
    assert [one.rule for one in found] == ["skipped-heading"]


def test_a_notice_never_stops_a_record(tmp_path: Path) -> None:
    files = small_site()
    files["pages/home.md"] += f"{LONG} Utilise [here](report.md)."
    records, _ = validate_sources(read_sources(write_files(tmp_path, files))[0])
    assert "home" in {page.slug for page in records.pages}


def test_a_text_with_thousands_of_faults_is_told_about_some() -> None:
    assert len(notices("Utilise it. Utilise it.\n\n" * 700)) <= 51


def test_what_the_public_reads_is_the_fields_and_the_text() -> None:
    document, _ = parse_document("a.md", b"---\nsummary: One.\nsteps: [Two, Three]\nowner: us\n---\nFour.")
    assert document is not None
    assert plain_text(replace(document, kind="channel")).split() == ["One.", "Two", "Three", "Four."]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 19,
        "“" * 3000,
        "<a " * 300,
        "| |\n" * 900,
        "'" * 5000,
        "<table>" * 400,
        "| " * 900 + "|",
        "“" * 90,
    ],
)
def test_strange_texts_end_soon(text: str) -> None:
    assert all(one.place.line for one in notices(f"{text} words"))
