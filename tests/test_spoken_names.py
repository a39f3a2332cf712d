"""Words to say on the telephone hold only names that can be read aloud by somebody who does not know the script."""

import datetime
import html
from pathlib import Path

import pytest

from site_builder import cli
from site_builder.content.visible_letters import is_latin
from site_builder.desk.editing.content_state import read_content
from site_builder.desk.editing.mentions import find_mentions
from site_builder.desk.editing.removal import plan_removal
from site_builder.directory.judgement import Folders, judge_folders
from tests.sites import officer, page, small_site, write_files

DAY = datetime.date(2026, 11, 28)
CYRILLIC = "Лін Ковальчук"
READING = "Lin Kovalchuk"
POST = "LGBT+ community liaison officer for Northton"
MAILBOX = "email: lin@example.org\nchecked: {on: 2026-11-01, by: us, how: rang}\n"


def content_with(folder: Path, name: str, more: str = "", **files: str) -> Path:
    """Write a small content folder whose one officer has this name."""
    return write_files(
        folder / "content", small_site(lin=officer(name, "north", more=more + MAILBOX)) | {**files}
    )


def told(content: Path) -> set[str]:
    """Return what is found about the officer's name, as ``rule:line``."""
    found = judge_folders(Folders(content, None, DAY)).findings.sorted()
    about = (one for one in found if one.place.path.endswith("lin.md") and one.rule != "unused-consent")
    return {f"{one.rule}:{one.place.line}" for one in about}


def officer_page(folder: Path, content: Path) -> str:
    """Return the officer's published page."""
    asked = ["--content", str(content), "--output", str(folder / "site"), "--as-of", DAY.isoformat()]
    assert cli.main(asked) == 0
    return html.unescape((folder / "site/officers/lin/index.html").read_text("utf-8"))


@pytest.mark.parametrize(
    "name",
    ["Zoë O’Neill", "Ọ̀ṣunbọ́lá", "Nguyễn", "Makuaʻole", "Þórdís Ærudóttir", "Zoe\u0308", "Ａｎｎ", "Łódź ß"],
)
def test_letters_with_marks_and_borrowed_ones_are_latin(name: str) -> None:
    assert is_latin(name)


@pytest.mark.parametrize("name", [CYRILLIC, "Lin 林", "Нoam", "Ελένη", "נועם", "조봄이솔", "देवांशी", "Аnn"])
def test_one_letter_of_another_script_is_enough(name: str) -> None:
    assert not is_latin(name)


@pytest.mark.parametrize(
    ("more", "asked", "beside"),
    [
        ("", f"I would like the {POST} to contact me.", False),
        (f"romanised_name: {READING}\n", f"I would like {READING}, the {POST}, to contact me.", True),
        (
            f"romanised_name: {READING}\nrank: Сержант\n",
            f"I would like {READING}, the {POST}, to contact me.",
            True,
        ),
    ],
)
def test_words_to_say_hold_the_reading_or_the_post(
    tmp_path: Path, more: str, asked: str, beside: bool
) -> None:
    content = content_with(tmp_path, CYRILLIC, more)
    text = officer_page(tmp_path, content)
    assert f"“{asked}”" in text
    assert CYRILLIC in text
    assert text.count(f'<bdi translate="no">{READING}</bdi>') == int(beside)


def test_a_name_in_latin_letters_is_said_as_it_is(tmp_path: Path) -> None:
    content = content_with(tmp_path, "Zoë O’Neill")
    assert f"“I would like Zoë O’Neill, the {POST}, to contact me.”" in officer_page(tmp_path, content)
    assert told(content) == set()


def test_a_name_that_few_can_read_is_asked_for_in_latin_letters(tmp_path: Path) -> None:
    assert told(content_with(tmp_path, CYRILLIC)) == {"unspoken-name:2"}
    assert told(content_with(tmp_path, CYRILLIC, f"romanised_name: {READING}\n")) == set()


@pytest.mark.parametrize("reading", [CYRILLIC, "Lin 林", '"123"'])
def test_a_reading_in_other_letters_is_refused_at_its_line(tmp_path: Path, reading: str) -> None:
    assert "bad-value:6" in told(content_with(tmp_path, CYRILLIC, f"romanised_name: {reading}\n"))


def test_who_is_taken_out_is_found_by_the_reading_too(tmp_path: Path) -> None:
    about = page("About", f"Ask {READING} on Mondays.\n")
    content = content_with(tmp_path, CYRILLIC, f"romanised_name: {READING}\n", **{"pages/coverage.md": about})
    removal = plan_removal(read_content(content, None, DAY), "lin")
    assert {READING, CYRILLIC} <= set(removal.person.names)
    found = [one for one in find_mentions(removal.after, removal.person) if one.file.name == "coverage.md"]
    assert [one.is_sure for one in found] == [True]
