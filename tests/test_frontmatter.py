"""A content file taken apart: its name, its encoding, its fields, its text, and what is told when one is not right."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_builder.content.body import Body
from site_builder.content.body_limits import (
    MOST_BACKTICKS,
    MOST_COLUMNS,
    MOST_DEFINITIONS,
    MOST_LETTERS,
    MOST_LINES,
    MOST_MARKS,
    MOST_NESTING,
)
from site_builder.content.document import Document
from site_builder.content.frontmatter import MOST_FIELD_LINES, parse_document
from site_builder.content.sources import MOST_TEXT_BYTES
from site_builder.findings.diagnostics import Place

PATH = "content/officers/sam-okoro.md"


def read(content: bytes | str, path: str = PATH) -> Document:
    """Return the document of a file without mistakes."""
    document, found = parse_document(path, content.encode() if isinstance(content, str) else content)
    assert document is not None
    assert [str(finding) for finding in found] == []
    return document


def told(content: bytes | str, path: str = PATH) -> list[str]:
    """Return what a person would be told about a file."""
    found = parse_document(path, content.encode() if isinstance(content, str) else content)[1]
    return [str(finding).removeprefix("content/officers/") for finding in found]


def test_a_file_is_taken_apart_into_fields_and_body():
    document = read("---\nname: Sam Okoro\nphone: 02071234567\n---\n\nHello.\n")
    assert document.slug == "sam-okoro"
    assert document.fields == {"name": "Sam Okoro", "phone": "02071234567"}
    assert document.body == Body("\nHello.\n", 5, PATH)


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbf---\r\nname: \xc3\xa9 x\r\n---  \r\nHi\r\n", b"---\rname: \xc3\xa9 x\r---\rHi\r"],
)
def test_the_marks_and_line_ends_of_other_systems_do_not_shift_places(content):
    document = read(content)
    assert document.origin.place("name") == Place(PATH, 2, 7, 10)
    assert document.body == Body("Hi\n", 4, PATH)


def test_a_field_that_is_not_filled_in_points_at_what_is_around_it():
    origin = read("---\nsource:\n  url: https://example.org/\n---\n").origin
    assert origin.place("source", "published") == Place(PATH, 3, 3, 28)
    assert origin.key_place("source", "published") == Place(PATH, 2, 1, 7)
    assert origin.place("name") == Place(PATH, 1, 1)


def test_a_field_that_a_finding_names_is_not_called_missing_as_well():
    document, _ = parse_document(PATH, b"---\nname:\nsource:\n  url: a: b\n  date: x\n---\n")
    assert document is not None
    assert not document.can_be_missing("name")
    assert not document.can_be_missing("source", "url")
    assert document.can_be_missing("source", "publisher")
    assert document.can_be_missing("role")


def test_a_file_without_fields_is_left_to_the_schema():
    assert read("---\n---\n").fields == {}


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("Sam Okoro.md", "sam-okoro.md"),
        ("sam_okoro.md", "sam-okoro.md"),
        ("Zoë-O'Hara.md", "zoe-ohara.md"),
        ("sam--okoro.md", "sam-okoro.md"),
        ("-sam.md", "sam.md"),
        ("Łódź.md", "lodz.md"),
        ("Straße.md", "strasse.md"),
    ],
)
def test_a_file_name_that_cannot_be_an_address_gets_a_better_one(name, advice):
    assert told("---\na: b\n---\n", f"content/officers/{name}") == [
        f"{name}: error: The name of the file becomes the address of the page."
        f' Only small letters, digits and single hyphens work. Rename it, for example to "{advice}". [bad-file-name]'
    ]


@pytest.mark.parametrize(
    "words",
    [
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "Nguyê\u0303n",
        "سَلَامٌ",
        "می\u200cنا",
        "👩\u200d👩\u200d👧",
        "🏳️\u200d🌈",
    ],
    ids=["England's flag", "Vietnamese", "Arabic vowels", "Persian", "a family", "the rainbow flag"],
)
def test_a_sign_that_is_part_of_what_is_seen_is_let_through(words: str) -> None:
    document, found = parse_document("a.md", f"---\nname: {words}\n---\n{words}\n".encode())
    assert (document and document.fields["name"], found) == (words, ())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "1:1: error: This file is empty. Fill it in, or delete it. [empty-file]"),
        (b" \r\n\r\n", "1:1: error: This file is empty. Fill it in, or delete it. [empty-file]"),
        (
            b"PK\x03\x04rest",
            "1:1: error: This is a Word or other office document, not a plain text file."
            " Open it, choose Save as, and save it as plain text with the encoding UTF-8. [not-text]",
        ),
        (
            "---\nname: Sam\n---\n".encode("utf-16"),
            '1:1: error: This is text saved as "Unicode" (UTF-16), not a plain text file.'
            " Open it, choose Save as, and save it as plain text with the encoding UTF-8. [not-text]",
        ),
        (
            b"---\nname: Sam\x92s\n---\n",
            '2:10: error: This character is not saved as UTF-8. It may be "’".'
            " Save the file again with the encoding UTF-8. [not-utf-8]",
        ),
        (
            b"x" * (MOST_TEXT_BYTES + 1),
            "1:1: error: This file has 256 kB, and 256 kB is the most. Make two pages of it. [too-large]",
        ),
        (
            "# Sam\n",
            "1:1: error: There are no three hyphens on the first line, so the fields cannot be found."
            ' Write "---" on the first line of the file, and again after the fields. [missing-front-matter]',
        ),
        (
            "name: Sam\n---\n",
            "1:1: error: There are no three hyphens on the first line, so the fields cannot be found."
            ' Write "---" on the first line of the file, and again after the fields. [missing-front-matter]',
        ),
        (
            "\n---\nname: Sam\n---\n",
            "2:1: error: The fields begin on line 2, and must begin on line 1."
            " Delete the empty lines above. [missing-front-matter]",
        ),
        (
            "—-\nname: Sam\n---\n",
            "1:1: error: The first line must be three hyphens and nothing else. Write: --- [missing-front-matter]",
        ),
        (
            "---\nname: Sam\n----\nHello.\n",
            "3:1: error: The line after the fields must be three hyphens. Write: --- [missing-front-matter-end]",
        ),
        (
            "---\nname: Sam\n\nHello, world.\n",
            "2:1: error: The line of three hyphens after the fields is missing."
            ' Write "---" on a line of its own after the last field. [missing-front-matter-end]',
        ),
        (
            "---\nname: Sam\n\n## Hello\n\n---\n",
            "2:1: error: The line of three hyphens after the fields is missing."
            ' Write "---" on a line of its own after the last field. [missing-front-matter-end]',
        ),
        (
            "---\n" + "a: b\n" * (MOST_FIELD_LINES + 1) + "---\n",
            "202:1: error: The fields take 201 lines, and 200 is the most."
            ' Move long text below the second line "---". [too-many-lines]',
        ),
        (
            "---\na: b\n---\n\nHello\u2066 you.\n",
            "5:6: error: An invisible character (U+2066) turns the order of the text around here."
            " Delete it, or type the line again. Arabic and Hebrew words need no such character."
            " [bidirectional-character]",
        ),
        (
            "---\na: b\n---\nHello\x00 you.\n",
            "4:6: error: There is a sign here (U+0000) that nobody can see."
            " Delete it, or type the line again. [control-character]",
        ),
        *(
            (
                f"---\nname: S{blank}am\n---\n",
                f"2:8: error: There is a sign here (U+{ord(blank):04X}) that nobody can see."
                " Delete it, or type the line again. [control-character]",
            )
            for blank in "\u2800\u3164\uffa0\u115f\u034f\ufffa\U000e0041"
        ),
        *(
            (
                f"---\nname: S{mark * count}am\n---\n",
                f"2:8: error: There are {count} marks on one letter here, which nobody can read."
                " Delete them, or type the word again. [control-character]",
            )
            for mark, count in (("\u0301", 1500), ("\u20dd", 5), ("\u064e", 9))
        ),
    ],
)
def test_a_mistake_in_the_form_of_a_file_is_told_with_its_cure(content, expected):
    assert told(content) == [f"sam-okoro.md:{expected}"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "x\n" * MOST_LINES,
            "1504:1: error: This text has 1,501 lines, and 1,500 is the most. Make two pages of it. [too-many-lines]",
        ),
        (
            ">" * (MOST_NESTING + 1) + " x",
            "4:1: error: Lists and quotations are nested more than 20 deep here."
            " Delete some of the hyphens, signs or spaces at the start of the line. [too-deep]",
        ),
        (
            "\n".join("  " * level + "- x" for level in range(MOST_NESTING + 1)),
            "24:1: error: Lists and quotations are nested more than 20 deep here."
            " Delete some of the hyphens, signs or spaces at the start of the line. [too-deep]",
        ),
        (
            "[" * 1_500 + "]" * 1_500,
            "4:1: error: More than 20 brackets are opened before one is closed here."
            " Close each bracket, or delete some. [too-deep]",
        ),
        (
            "[a](" * 1_000,
            "4:1: error: Too many brackets are opened here and not closed. Close each bracket. [too-dense]",
        ),
        (
            "<a " * 3_000,
            "4:1: error: Too many brackets are opened here and not closed. Close each bracket. [too-dense]",
        ),
        (
            "*" * (MOST_MARKS + 1),
            "4:1: error: There are more than 4,000 characters for links and emphasis in this text."
            " Make two pages of it. [too-dense]",
        ),
        (
            "a\n" + "|-" * (MOST_COLUMNS + 1) + "|",
            "5:1: error: This table has more than 20 columns. Make two tables of it. [too-dense]",
        ),
        (
            "Term\n" + ": x\n" * (MOST_DEFINITIONS + 1),
            "505:1: error: This text has 501 definitions, and 500 is the most. Make two pages of it. [too-dense]",
        ),
        (
            "---\n" * 1_200 + "x" * 90_000,
            "4:1: error: Here follow 1,200 lines without an empty line between."
            " Put empty lines between paragraphs. [too-dense]",
        ),
        (
            "word\n" * 10 + "x" * MOST_LETTERS,
            "14:1: error: This text has 100,050 letters, and 100,000 is the most. Make two pages of it. [too-large]",
        ),
        (
            "`" * (MOST_BACKTICKS + 1),
            "4:1: error: More than 5 backticks stand in a row here. Delete some. [too-dense]",
        ),
    ],
)
def test_a_body_beyond_its_limits_is_refused_and_never_rendered(body, expected):
    content = f"---\na: b\n---\n{body}"
    assert told(content) == [f"sam-okoro.md:{expected}"]
    document = parse_document(PATH, content.encode())[0]
    assert document is not None
    assert document.body.text == ""


def test_a_long_ordinary_page_is_within_the_limits():
    paragraph = (
        "Words with a [link](x.md), *more* words, and (a remark) < 5.\n- one\n  - two\n    - three\n\n"
    )
    assert read("---\na: b\n---\n" + paragraph * 280).body.line == 4


def test_every_mistake_of_a_file_is_told_in_one_run():
    content = b"---\nname:Sam\nrole: PC\nrole: PC\n--\nHi \x00\n"
    lines = [finding.place.line for finding in parse_document("content/Sam.md", content)[1]]
    assert lines == [0, 5, 2, 4, 6]


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=200) | st.text(alphabet="-a: \n#[\r\ufeff\x00“", max_size=80).map(str.encode))
@example(b"---")
@example(b"---\n")
@example(b"\n\n---")
@example(b"--\n--\n")
@example(b"---\n" + b"\x00" * 1_000)
@example(b"---\na: " + b"[" * 100_000 + b"\n---\n")
def test_no_bytes_make_taking_apart_fail(content):
    document, found = parse_document(PATH, content)
    assert document is not None or found
    assert all(finding.place.path == PATH for finding in found)
