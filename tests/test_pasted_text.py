"""What is pasted from Word, a mail or a page never becomes signs on the page without a word, and is mended where sure."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.markdown_source import MarkdownSource
from site_builder.content.pasted_text import find_pasted
from site_builder.content.prose import convert_markdown
from site_builder.content.sources import SourceFile
from site_builder.content.validation import validate_source
from site_builder.desk.editing.fixes import mend_files
from tests.sites import page, small_site, write_files

SPACES = ("\t", "\u00a0", " \u00a0", "   ", "\u2003", "\u200b")
FONT_MARKS = ("o", "§", "Ø", "ü", "q", "v")
"""What is left of a bullet of Wingdings or Courier without its font."""
MARKS = (
    *("⦁", "⚫", "🔹", "👉", "»", "☐", "✔\ufe0f"),
    "•",
    "·",
    "∙",
    "●",
    "○",
    "▪",
    "■",
    "➢",
    "✓",
    "‣",
    "\uf0b7",
    "\uf0a7",
    "\uf0fc",
    "–",
    "—",
    "‐",
    "−",
)
LISTS = (
    *(
        f"{mark}{space}your phone\n{mark}{space}a friend"
        for mark in FONT_MARKS
        for space in ("\t", "\u00a0", " \u00a0")
    ),
    *("\t•\tyour phone\n\t•\ta friend", "[ ] your phone\n[x] a friend", "- [ ] your phone\n- [x] a friend"),
    *(f"{mark}{space}your phone\n{mark}{space}a friend" for mark in MARKS for space in SPACES),
    *(f"-{space}your phone\n-{space}a friend" for space in SPACES if space.strip(" ")),
    *(
        "•your phone\n•a friend",
        "-your phone\n-a friend",
        "*your phone\n*a friend",
        "   •\tyour phone\n   •\ta friend",
    ),
)
NUMBERED = (
    "1)\tring\n2)\twait",
    "1) ring\n2) wait",
    "1.\u00a0ring\n2.\u00a0wait",
    "(1) ring\n(2) wait",
    "1.Ring\n2.Wait",
    "1.\tring\n2.\twait",
    *(
        "1.) ring\n2.) wait",
        "1 - ring\n2 - wait",
        "1 – ring\n2 – wait",
        "1: ring\n2: wait",
        "① ring\n② wait",
        "❶ring\n❷wait",
    ),
)
LINES = {
    "** bold ** words": "**bold** words",
    "some **bold ** words": "some **bold** words",
    "__ bold __ words": "**bold** words",
    "See [the list] (report.md).": "See [the list](report.md).",
    "See [the list] (https://www.example.org/a).": "See [the list](https://www.example.org/a).",
    "See [the list]( report.md ).": "See [the list](report.md).",
    "##Where we are": "## Where we are",
    "``Stay safe'' they say": "“Stay safe” they say",
    ",,Stay safe” they say": "“Stay safe” they say",
    "soft\u00adhyphen": "softhyphen",
    "zero\u200bwidth": "zerowidth",
    "**Call us: **020 7946 0123": "**Call us:** 020 7946 0123",
    "This is * very * urgent": "This is *very* urgent",
    "See (the list)[report.md].": "See [the list](report.md).",
    "See ［the list］（report.md）.": "See [the list](report.md).",
    "don`t wait and can`t go": "don’t wait and can’t go",
    "don´t wait": "don’t wait",
    "donâ€™t wait, 10amâ€“4pm": "don’t wait, 10am–4pm",
    "CafÃ© in SohoÂ\u00a01": "Café in Soho\u00a01",
}
TOLD = (
    "a. one\nb. two",
    "a)\tone\nb)\ttwo",
    "i. one\nii. two",
    "+-----+-----+\n| Day | Open |\n+-----+-----+",
    "Monday\t10am\t4pm\nTuesday\t10am\t4pm",
    *(
        "A. one\nB. two",
        "A) one\nB) two",
        "I. one\nII. two",
        "We help with: • one • two",
        "• one • two • three",
    ),
    *(
        "Day | Open\nMon | 10am",
        "| Day | Open |\n| Mon | 10am |",
        "Monday     10am   4pm\nTuesday    10am   4pm",
    ),
    *("~~old~~ new", "See [[report]] for more"),
    "│ Day │ Open │\n├─────┼──────┤",
)
GOOD = (
    *(
        "- one\n- two",
        "* one\n* two",
        "1. one\n2. two",
        "It is – as ever – fine.",
        "**bold** and *fine*",
        "[a](report.md) (b)",
        "[1] (see below)",
    ),
    *(
        "In 1980. We began.",
        "1980s and 90s",
        "| Day | Open |\n| --- | --- |\n| Mon | 10am |",
        "`• code`",
        r"\- no list",
        "e. g. this",
        "2.5 miles",
    ),
    *(
        "> - one\n> - two",
        "    code in a block",
        "## Head",
        "#101 is no heading",
        "10 to 4\n\n(ring first)",
        "Ring 101.\nThen wait.",
        "a – b",
        "o is a letter\no is round",
        "Mon · Tue · Wed",
        "**bold** and **more**",
        "2 * 3 * 4",
        "either | or",
        "Zoë Ñandú, Ångström, São Paulo, déjà vu",
        "Day | Open\n--- | ---\nMon | 10am",
        "Sentence one.   Sentence two.\nAnd so on.",
        "9:30 to 10\n10:30 to 11",
    ),
)


def rules(text: str) -> list[tuple[str, int]]:
    """Return the rule and the line of each finding on what was pasted."""
    source = SourceFile("pages/about.md", "pages/about.md", page("About", f"One.\n\n{text}\n").encode())
    return [(one.rule, one.place.line) for one in validate_source(source)[2] if one.rule == "pasted-signs"]


def mended(text: str, folder: Path) -> str:
    """Return the text of a page after a program has put right what is sure."""
    write_files(folder, small_site() | {"pages/about.md": page("About", text)})
    file = folder / "pages/about.md"
    for _ in range(3):
        source = SourceFile(file.as_posix(), "pages/about.md", file.read_bytes())
        mend_files(validate_source(source)[2])
    return file.read_text("utf-8").rpartition("---\n")[2].strip()


@pytest.mark.parametrize("text", [*LISTS, *NUMBERED, *LINES, *TOLD])
def test_what_would_be_printed_as_signs_is_told_at_its_line(text: str) -> None:
    lines = [line for _, line in rules(text)]
    first = page("About", "One.\n\n@").split("\n").index("@") + 1
    assert lines
    assert set(lines) <= {first + number for number in range(len(text.split("\n")))}


@pytest.mark.parametrize("text", LISTS)
def test_a_pasted_list_is_mended_to_a_list(text: str, tmp_path: Path) -> None:
    assert mended(text, tmp_path).split() == ["-", "your", "phone", "-", "a", "friend"]
    assert convert_markdown(mended(text, tmp_path)).count("<li>") == 2


@pytest.mark.parametrize("text", NUMBERED)
def test_a_pasted_numbered_list_is_mended_to_one(text: str, tmp_path: Path) -> None:
    html = convert_markdown(mended(text, tmp_path))
    assert (html.count("<ol>"), html.count("<li>")) == (1, 2)


@pytest.mark.parametrize("text", LINES)
def test_signs_with_spaces_are_mended(text: str, tmp_path: Path) -> None:
    assert mended(text, tmp_path) == LINES[text]


@pytest.mark.parametrize("text", TOLD)
def test_what_is_not_sure_is_left_to_the_editor(text: str, tmp_path: Path) -> None:
    assert mended(text, tmp_path) == text


@pytest.mark.parametrize("text", GOOD)
def test_a_good_text_is_no_finding(text: str) -> None:
    assert rules(text) == []


@given(st.text(alphabet="•·-–*_[](). \t\u00a01a)\n|+`\\#>", max_size=60))
def test_any_text_is_looked_through_without_a_stop(text: str) -> None:
    for found in find_pasted(MarkdownSource(text, 1, "a.md")):
        assert 1 <= found.place.line <= text.count("\n") + 1


def told_in_field(field: str, folder: Path) -> tuple[list[str], str]:
    """Return what is said of a field (its lines in YAML) and the file after `--fix`."""
    helpline = small_site()["channels/helpline.md"]
    lines = [
        line for line in helpline.split("\n") if not line.startswith(field.split(":", maxsplit=1)[0] + ":")
    ]
    text = "\n".join(lines).replace("\ncost: free", f"\n{field}\ncost: free")
    file = write_files(folder, {"channels/helpline.md": text}) / "channels" / "helpline.md"
    _, _, found = validate_source(SourceFile(str(file), "channels/helpline.md", text.encode()))
    mend_files(found)
    return [one.hint for one in found if one.rule == "pasted-signs"], file.read_text("utf-8")


LISTED = (
    *(f"{mark}{space}" for mark in "•·●▪➢✓\uf0b7–—" for space in (" ", "\u00a0")),
    *("1) ", "(1) ", "1.\u00a0", "① ", "§\u00a0"),
)
IN_FIELDS = {
    '"**Somebody** listens."': "Somebody listens.",
    '"**Somebody ** listens to __you__."': "Somebody listens to you.",
    "Somebody *really* listens.": "Somebody really listens.",
    "Somebody _really_ listens.": "Somebody really listens.",
    "Somebody <b>really</b> listens.": "Somebody really listens.",
    "Somebody<br>listens&nbsp;now &amp; then.": "Somebody listens now & then.",
    '"## Somebody listens."': "Somebody listens.",
    '"> Somebody listens."': "Somebody listens.",
    "Somebodyâ€™s there.": "Somebody’s there.",
    "Somebody`s there.": "Somebody’s there.",
    "Some\u00adbody lis\u200btens.": "Somebody listens.",
    "• Somebody **really** listens.": "Somebody really listens.",
}
NOT_SURE_IN_FIELDS = {
    "See [our page](https://example.org/) first.": "Write: See our page first.",
    "See [our page] (https://example.org/) first.": "Write: See our page first.",
    "See [[our page]] first.": "Write: See our page first.",
    '"[Our page](report.md) says more."': "Write: Our page says more.",
    "1. Somebody listens.": "Write: Somebody listens.",
    "• Ring. • Wait.": "Write a sentence, or a list in the text below the fields.",
    "Somebody ~~never~~ listens.": "Write: Somebody listens.",
}
GOOD_IN_FIELDS = (
    "Somebody listens at some_name_here@example.org.",
    "Open 9 - 5, at 5 * 3 places – and free.",
    "24/7, or 1.30 to 5.30pm (not on Sundays).",
    "Ask for M&S or R&D; press * or #, then 2.",
    '"#999 is no number here."',
    "“Somebody” listens at Anne's house.",
)


@pytest.mark.parametrize("mark", LISTED)
def test_the_sign_of_a_list_in_a_field_is_told_and_taken_away(mark: str, tmp_path: Path) -> None:
    hints, text = told_in_field(f"summary: {mark}Somebody listens.", tmp_path / "one")
    assert hints == ["Write: Somebody listens."]
    assert "\nsummary: Somebody listens.\n" in text
    hints, text = told_in_field(f"steps:\n  - {mark}Ring.\n  - {mark}Wait.", tmp_path / "two")
    assert hints == ["Write: Ring.", "Write: Wait."]
    assert "\nsteps:\n  - Ring.\n  - Wait.\n" in text


@pytest.mark.parametrize("value", IN_FIELDS)
def test_signs_that_a_field_would_show_are_told_and_mended(value: str, tmp_path: Path) -> None:
    hints, text = told_in_field(f"summary: {value}", tmp_path)
    assert hints == [f"Write: {IN_FIELDS[value]}"]
    assert IN_FIELDS[value] in text


@pytest.mark.parametrize("value", NOT_SURE_IN_FIELDS)
def test_what_is_not_sure_in_a_field_is_left_to_the_editor(value: str, tmp_path: Path) -> None:
    hints, text = told_in_field(f"summary: {value}", tmp_path)
    assert hints == [NOT_SURE_IN_FIELDS[value]]
    assert f"\nsummary: {value}\n" in text


@pytest.mark.parametrize("value", GOOD_IN_FIELDS)
def test_a_good_field_is_no_finding(value: str, tmp_path: Path) -> None:
    assert told_in_field(f"summary: {value}", tmp_path)[0] == []
