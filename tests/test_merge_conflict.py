"""What git leaves where two people changed the same lines is told once, in whichever file, and never published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import cli
from site_builder.content.merge_conflict import find_conflict
from site_builder.content.sources import SourceFile
from site_builder.content.strict_yaml import parse_yaml
from site_builder.content.validation import validate_source
from site_builder.site.rendering.theme_files import ThemeError, ThemeFile
from tests.sites import officer, page, small_site, write_files

THREE_MARKS = "<<<<<<< HEAD\n{mine}\n=======\n{theirs}\n>>>>>>> main"
FOUR_MARKS = "<<<<<<< ours\n{mine}\n||||||| base\nnone\n=======\n{theirs}\n>>>>>>> theirs"
LEFT_BEHIND = (
    "{mine}\n>>>>>>> 1a2b3c4 (Camden: new number)",
    "<<<<<<< Updated upstream\n{mine}",
    "|||||||\n{mine}",
)


def conflicted(text: str, line: int, marks: str) -> str:
    """Return a text with the given line, counted from nothing, in conflict with another of its kind."""
    lines = text.split("\n")
    lines[line] = marks.format(mine=lines[line], theirs=f"{lines[line]} or not")
    return "\n".join(lines)


@pytest.mark.parametrize("marks", [THREE_MARKS, FOUR_MARKS, *LEFT_BEHIND])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_conflict_on_any_line_of_a_record_is_its_one_finding_at_the_first_mark(marks, ends):
    text = officer("Sam Okoro", "ashwick") + "\nSam listens.\n\nAsk for Sam.\n"
    for line in range(len(text.split("\n"))):
        content = conflicted(text, line, marks).replace("\n", ends).encode()
        source = SourceFile("officers/sam-okoro.md", "officers/sam-okoro.md", content)
        document, record, found = validate_source(source)
        assert (document, record) == (None, None)
        assert [finding.rule for finding in found] == ["merge-conflict"]
        at = marks.split("\n")
        first = next(number for number, words in enumerate(at) if words[0] in "<>|")
        assert found[0].place.line == line + 1 + first


def test_the_finding_shows_both_versions_and_shortens_long_ones():
    (found,) = find_conflict(conflicted("rank: PC", 0, THREE_MARKS), "sam.md")
    assert 'One wrote "rank: PC", the other "rank: PC or not".' in found.message
    (found,) = find_conflict(f"<<<<<<< a\n=======\n{'long ' * 40}\n>>>>>>> b", "sam.md")
    assert "One wrote nothing, the other" in found.message
    assert "…" in found.message
    assert len(found.message) < 200


@pytest.mark.parametrize(
    "text",
    [
        "A heading\n=======\n",
        "> quoted\n>> twice\n",
        "<<<<<<<< eight\n",
        "a <<<<<<< b\n",
        "  <<<<<<< indented\n",
        "<<<<<<<no space\n",
        "| a | b |\n| --- | --- |\n",
    ],
)
def test_what_only_looks_like_a_mark_is_left_alone(text):
    assert find_conflict(text, "about.md") == ()


@given(st.text(alphabet="<>|=\n ab", max_size=200))
def test_no_mixture_of_marks_is_told_more_than_once(text):
    assert len(find_conflict(text, "about.md")) <= 1


RETIRED = (
    "contacts:\n  - value: 020 7946 0999\n    was: A line\n    level: error\n    evidence: Nobody answers.\n"
)


@pytest.mark.parametrize("name", ["site.yaml", "retired.yaml", "pages/home.md", "pages/boroughs/north.md"])
def test_nothing_follows_from_a_conflict_and_nothing_is_published(name, tmp_path, capsys):
    linking = page("About", "See [home](https://liaison.example/) and [north](/boroughs/north/).\n")
    files = {**small_site(), "retired.yaml": RETIRED, "pages/about.md": linking}
    write_files(tmp_path / "content", {**files, name: conflicted(files[name], 1, THREE_MARKS)})
    options = ["--content", str(tmp_path / "content"), "--as-of", "2026-11-28"]
    assert cli.main(["check", *options]) in {1, 2}
    told = "".join(capsys.readouterr())
    assert told.count("[merge-conflict]") == 1
    assert told.count(": error [") == 1, told
    assert cli.main([*options, "--output", str(tmp_path / "out")]) in {1, 2}
    assert not (tmp_path / "out").exists()


def test_a_yaml_text_in_conflict_has_no_fields():
    fields, found = parse_yaml(conflicted("name: London\nforce: met", 1, THREE_MARKS), "site.yaml")
    assert fields is None
    assert [(finding.rule, finding.place.line) for finding in found] == [("merge-conflict", 2)]


@pytest.mark.parametrize(
    "path", ["theme.yaml", "templates/base.html", "styles/base.css", "scripts/finder.js"]
)
def test_a_theme_file_in_conflict_is_refused_before_it_could_be_shown(path):
    content = conflicted("first\nsecond", 1, THREE_MARKS).encode()
    with pytest.raises(ThemeError, match="nobody has chosen") as refused:
        ThemeFile(path, f"themes/liaison/{path}", content).text  # noqa: B018
    assert refused.value.place.line == 2
