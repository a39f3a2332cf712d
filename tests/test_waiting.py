"""What somebody reads while a build takes long, and that a quick one says nothing."""

import datetime
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from site_builder.cli.waiting import Waiting
from site_builder.pipeline import BuildOptions, build_site
from tests.sites import small_site, write_files

T = TypeVar("T")
THEMES_DIR = Path(__file__).resolve().parent.parent / "themes"


class Terminal(io.StringIO):
    """A place to write that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def told(out: io.StringIO, seconds_each: float, count: int, label: str = "Reading") -> str:
    """Return what is written while `count` things take so long each."""
    now = [0.0]
    for _ in Waiting(out, lambda: now[0])(range(count), label, count):
        now[0] += seconds_each
    return out.getvalue()


@pytest.mark.parametrize("out", [io.StringIO(), Terminal()], ids=["lines", "bar"])
def test_what_takes_less_than_two_seconds_says_nothing(out: io.StringIO) -> None:
    assert told(out, 0.019, 100) == ""


def test_without_a_terminal_a_line_stands_every_few_seconds() -> None:
    lines = told(io.StringIO(), 0.125, 160).splitlines()
    assert lines == ["Reading: 10%", "Reading: 30%", "Reading: 50%", "Reading: 70%", "Reading: 90%"]


def test_in_a_terminal_a_bar_grows_and_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    written = told(Terminal(), 1, 8)
    assert "Reading [######..................]" in written
    assert "\n" not in written
    assert written.split("\r")[-1] == ""
    assert not written.split("\r")[-2].strip()


def test_in_ci_there_are_lines_even_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert "\r" not in told(Terminal(), 1, 10)


def test_each_stage_of_a_build_says_what_it_is(tmp_path: Path) -> None:
    said: list[str] = []

    def note(things: Iterable[T], label: str, count: int) -> Iterator[T]:
        said.append(label)
        passed = list(things)
        assert len(passed) == count
        yield from passed

    content = write_files(tmp_path / "content", small_site())
    day = datetime.date(2026, 11, 22)
    build_site(BuildOptions(content, tmp_path / "out", THEMES_DIR, "liaison", day), note)
    assert said == [
        "Judging", "Reading the history", "Planning", "Making pages", "Photographs", "Checking", "Publishing",
        "Remembering",
    ]  # fmt: skip
