"""A number is one number in every spelling and in every place of the content: told, put right, and published alike."""

import datetime
import re
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import pytest

from site_builder.content.contacts_in_text import find_odd_numbers, write_alike
from site_builder.desk.editing.fixes import mend_files
from site_builder.directory.judgement import Folders, Judgement, judge_folders
from tests.conftest import build_site
from tests.sites import page, small_site, write_files
from tests.test_languages import ORIGINALS, REPORT

TODAY = datetime.date(2026, 11, 28)
RIGHT = "020 7946 0123"
SPELLINGS = (
    *("02079460123", "0207 946 0123", "0207-946-0123", "(020) 7946 0123", "(0207) 946 0123", "020 79460123"),
    *("0044 20 7946 0123", "00442079460123", "0044 (0)20 7946 0123", "+44 (0)20 7946 0123", "+442079460123"),
    *(
        "(+44) 20 7946 0123",
        "44 20 7946 0123",
        "020.7946.0123",
        "020/7946/0123",
        "020–7946–0123",
        "020-7946 0123",
    ),
    *(
        "0207\u00a0946\u00a00123",
        "٠٢٠ ٧٩٤٦ ٠١٢٣",
        "０２０７ ９４６ ０１２３",
        "020\u20117946\u20110123",
        "020−7946−0123",
    ),
)
LACKING = {
    "2079460123": RIGHT,
    "20 7946 0123": RIGHT,
    "207 946 0123": RIGHT,
    "7700 900123": "07700 900123",
    "800 555 111": "0800 555 111",
    "1632 960123": "01632 960123",
}
FILES = small_site() | ORIGINALS
PLACES = {
    "channels/helpline.md": {
        "020 7946 0001": "{value: 'N', checked: {on: 2026-11-01, by: us, how: rang}}",
        "cost: free": 'cost: free\nphone_also: # ours\n  - 0800 555 111\n  - N\ntext: "N"\nwarnings:\n  - "Ring N: shut." # why',
    },
    "pages/home.md": {"summary: What": "summary: >-\n  Ring us on\n  N or\n  write. What"},
    "pages/about.md": {"What stands": "Ring N here. It stands"},
    "pages/coverage.md": {
        "2028-11-01\n---\n": "2028-11-01\n---\nOne.\n\n- Ring **N**, or\n- 101.\n\n"
        "| Who | Tel |\n| --- | --- |\n| Us | N |\n"
    },
    "site.yaml": {
        "by hand": "by hand, and on N too",
        "    online_channel: helpline": "    online_channel: helpline\n    contact: {label: Team, phone: N}",
    },
    "pages/report.md": {"What stands": "Ring N. It stands"},
    "pages/report.pl.md": {"Tekst": "Pod N tekst"},
}
"""Where a number is written in the files of a small site: N stands for it."""
NUMBERS = sum(text.count("N") for changes in PLACES.values() for text in changes.values())


def write(folder: Path, numbers: Sequence[str]) -> Path:
    """Write a small site with a number in every place, with the line ends of Windows, and return the folder."""
    files = FILES | {"pages/about.md": page("About"), "pages/report.pl.md": REPORT}
    left = cycle(numbers)
    for name, changes in PLACES.items():
        for before, after in changes.items():
            assert before in files[name]
            files[name] = files[name].replace(before, re.sub("N", lambda _: next(left), after))
    return write_files(folder, {name: text.replace("\n", "\r\n") for name, text in files.items()})


def judge(folder: Path) -> Judgement:
    return judge_folders(Folders(folder, None, TODAY))


def told(folder: Path) -> list[tuple[str, str, str]]:
    """Return the rule, the level and the cure of what is said about numbers."""
    findings = judge(folder).findings.sorted()
    rules = {"phone-spacing", "bad-phone", "unreadable-file"}
    return [(one.rule, str(one.severity), one.hint) for one in findings if one.rule in rules]


def read_all(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in PLACES}


def test_a_number_in_any_spelling_is_told_mended_and_published_alike_in_every_place(
    whole: bool, tmp_path: Path
) -> None:
    right = read_all(write(tmp_path / "right", [RIGHT]))
    for turn in range(len(SPELLINGS)) if whole else (0, NUMBERS):
        written = [SPELLINGS[(turn + place) % len(SPELLINGS)] for place in range(NUMBERS)]
        folder = write(tmp_path / str(turn), written)
        if not turn:
            assert_published_alike(folder, tmp_path / "public")
        assert told(folder) == [("phone-spacing", "warning", f"Write it in groups: {RIGHT}")] * NUMBERS
        while mend_files(judge(folder).findings.diagnostics):
            pass
        assert told(folder) == []
        assert read_all(folder) == right


def assert_published_alike(folder: Path, site: Path) -> None:
    """Build a site, and look through every file of it for a number in another form."""
    build_site(site, "--content", str(folder))
    texts = [file.read_text("utf-8", "replace") for file in sorted(site.rglob("*")) if file.is_file()]
    shown = re.compile(r"(?<![:0-9])\+?[0-9(][0-9 ()./\-\u00a0\u2000-\u2060\u2212]{7,}[0-9](?![0-9])")
    numbers = [" ".join(found.group().split()) for text in texts for found in shown.finditer(text)]
    for_people = {one.removeprefix("18001 ") for one in numbers if not one.replace("-", "").isdecimal()}
    assert {one for one in for_people if "7946" in one and "123" in one} == {RIGHT}
    assert not any(
        spelling in text for text in texts for spelling in SPELLINGS if not spelling.lstrip("+").isdecimal()
    )


def test_a_number_without_its_first_zero_is_refused_in_every_place(whole: bool, tmp_path: Path) -> None:
    for written, right in LACKING.items() if whole else list(LACKING.items())[:3]:
        folder = write(tmp_path, [written])
        assert told(folder) == [("bad-phone", "error", f"Write: {right}")] * NUMBERS
        before = read_all(folder)
        mend_files(judge(folder).findings.diagnostics)
        assert read_all(folder) == before


@pytest.mark.parametrize(
    "text",
    [
        *(
            "ISBN 1-85723-112-4",
            "UTR 1234567890",
            "charity 1101607",
            "28/11/2026 10",
            "in 2019-2020 12 345 people",
        ),
        *(
            "[it](https://www.example.org/02079460123.pdf)",
            "Ring 0800 1111 24/7",
            "0808 2000 247",
            "0800 555 111",
        ),
        *(
            "09.00-17.00 and 10.00-12.00",
            "From abroad: +44 20 7946 0123",
            "020&nbsp;7946&nbsp;0123",
            "020 7946\n0123",
        ),
        *(
            "[call](tel:02079460123)",
            "Call +353 1 234 5678 in Dublin",
            "101, 999 or 116 123",
            "7 900 900 123 people",
        ),
    ],
)
def test_what_is_right_or_no_number_is_left_as_it_is(text: str) -> None:
    assert list(find_odd_numbers(text)) == []
    assert write_alike(text) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("020 7946 0123/02079460124", "020 7946 0123/020 7946 0124"),
        ("24/7 02079460123", "24/7 020 7946 0123"),
        ("0207 **946** 0123", "020 7946 0123"),
        ("**0207** 946 0123", "020 7946 0123"),
        ("0207 **946 0123**", "020 7946 0123"),
        ("T0207 946 0123", "T020 7946 0123"),
        ("0207 946 0123ext4", "020 7946 0123ext4"),
        ("O207 946 0123", "020 7946 0123"),
        ("020,7946,0123", "020 7946 0123"),
        ("0207&nbsp;946&nbsp;0123", "020 7946 0123"),
        ("18001 02079460123", "18001 020 7946 0123"),
        ("From abroad: 0044 (0)20 7946 0123", "From abroad: +44 20 7946 0123"),
        ("(Tel:0207 946 0123)", "(Tel:020 7946 0123)"),
        ("0800555111", "0800 555 111"),
        ("(0207 946 0123)", "(020 7946 0123)"),
    ],
)
def test_a_number_in_a_text_is_shown_in_one_form(text: str, right: str) -> None:
    assert write_alike(text) == right
    assert write_alike(right) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [("[call](tel:2079460123)", "02079460123"), ("[call](tel:+44(0)2079460123)", "02079460123")],
)
def test_a_link_that_would_dial_another_number_is_told_with_the_right_one(text: str, right: str) -> None:
    assert [(one.fault, one.form) for one in find_odd_numbers(text)] == [("dialled", right)]
    assert write_alike(text) == text
