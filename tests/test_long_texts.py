"""No text keeps the program busy: texts made from its own regular expressions take no longer than others of their size."""

import random
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser  # type: ignore[import-not-found]
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_builder import cli
from site_builder.content.body_limits import MOST_LETTERS
from tests.attack_texts import attack_texts, find_uses
from tests.sites import page, small_site, write_files

PROJECT_DIR = Path(__file__).resolve().parent.parent
BYTES = 250_000
PATIENCE = 60
"""Seconds of a clock after which a text is called endless."""
SLOWEST_CHECK = 1.0
"""Seconds that a check of a small folder may take because of one text."""
KINDS = ("line", "lines", "field", "settings", "accepted", "districts")
FOUND = ("www.a.uk ", "1,", "https://a.example/ ", "+44 ", "a@b.co ", "|", "a-b", "é", "word. ", "• a ")
"""What stands for something each time: an address, a number, a sign, a sentence."""


def test_every_regular_expression_takes_time_in_step_with_the_length_of_a_text():
    command = [sys.executable, "-m", "tests.attack_texts"]
    try:
        ended = subprocess.run(
            command, cwd=PROJECT_DIR, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as late:
        pytest.fail(f"no end: {(late.stdout or b'').decode().splitlines()[-1:]}")
    assert ended.returncode == 0, ended.stderr
    slow = [line for line in ended.stdout.splitlines() if line.startswith("slow")]
    assert slow == []


def test_the_texts_are_made_from_every_repetition_of_an_expression():
    assert len(find_uses()) > 100
    pattern = find_uses()[0].pattern
    assert all(isinstance(text, str) for text in attack_texts(pattern, 100))


@pytest.mark.parametrize("kind", KINDS)
def test_a_check_of_a_file_full_of_such_a_text_ends_soon(kind, tmp_path, capsys):
    chance = random.Random(kind)
    uses = chance.sample(find_uses(), 20)
    shapes = [text for use in uses for text in attack_texts(use.pattern, 400)]
    usual = _seconds_of_check(tmp_path / "usual", {})
    for number, shape in enumerate(["|" + "-" * 370 + "|" * 22 + "x", chance.choice(shapes)]):
        taken = _seconds_of_check(tmp_path / str(number), _file(kind, _stretched(shape)))
        assert taken - usual < SLOWEST_CHECK, shape[:60]
    assert "Traceback" not in capsys.readouterr().err


def test_the_longest_text_takes_less_than_a_second_however_much_is_found_in_it(tmp_path, capsys):
    usual = _seconds_of_check(tmp_path / "usual", {})
    for found in FOUND:
        files = {"pages/about.md": page("About", found * (MOST_LETTERS // len(found)))}
        tries = (_seconds_of_check(tmp_path / "site", files) - usual for _ in range(3))
        assert any(taken < SLOWEST_CHECK for taken in tries), found
    assert "[too-large]" not in capsys.readouterr().err


def _stretched(shape: str) -> str:
    """Return a text with its middle repeated to the most that a file may hold."""
    clean = shape.replace("\x00", "!")
    middle = clean[40:-30] or clean
    text = clean[:40] + middle * (BYTES // len(middle.encode())) + clean[-30:]
    return text.encode()[:BYTES].decode(errors="ignore") + clean[-30:]


def _file(kind: str, text: str) -> dict[str, str]:
    one_line = " ".join(text.split("\n"))
    return {
        "line": {"pages/about.md": page("About", one_line)},
        "lines": {"pages/about.md": page("About", text)},
        "field": {"pages/about.md": page("About").replace("Comms team", one_line)},
        "settings": {"site.yaml": f"{small_site()['site.yaml']}notice: {one_line}\n"},
        "accepted": {"accepted.yaml": f"accepted:\n  - rule: {one_line}\n    path: x\n{text}\n"},
        "districts": {"geography/districts.csv": f"district,area,postcodes\nN1,{one_line},1\n"},
    }[kind]


@contextmanager
def _patience() -> Iterator[None]:
    """Fail after a time, even amid a regular expression; Windows has no such alarm and waits."""
    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("no end"))
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _seconds_of_check(folder: Path, more: dict[str, str]) -> float:
    """Return the processor's time of a check."""
    write_files(folder, small_site() | more)
    began = time.process_time()
    with _patience():
        assert cli.main(["check", "--content", str(folder), "--as-of", "2026-11-20"]) in {0, 1, 2}
    return time.process_time() - began


def test_no_regular_expression_repeats_a_group_possessively():
    """Python 3.11 up to 3.11.4 reads such a repetition wrongly (gh-106052); Debian 12 has 3.11.2."""
    assert [use.where for use in find_uses() if any(_repeated_groups(use.pattern))] == []
    assert any(_repeated_groups(re.compile(r"x(?:ab?)*+")))
    assert not any(_repeated_groups(re.compile(r"x[ab]*+(?:ab?)*")))


def _repeated_groups(pattern: re.Pattern[str]) -> Iterator[object]:
    """Yield what an expression repeats possessively that is more than a choice of letters."""
    letters = {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}
    waiting = [re._parser.parse(pattern.pattern, pattern.flags)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, re._parser.SubPattern):
            waiting += list(part)
        elif isinstance(part, tuple | list):
            if (
                part
                and part[0] is op.POSSESSIVE_REPEAT
                and (len(part[1][2]) > 1 or part[1][2][0][0] not in letters)
            ):
                yield part
            waiting += [*part]
