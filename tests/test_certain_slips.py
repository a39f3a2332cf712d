"""Slips that only one thing can be meant by are mended by `--fix`: nothing else in the file changes, and all is well."""

import datetime
import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from site_builder.desk.editing.fixes import mend_files
from site_builder.directory.judgement import Folders, judge_folders
from site_builder.findings.diagnostics import Diagnostic
from tests.sites import officer, page, small_site, write_files

TODAY = datetime.date(2026, 11, 28)
ADA = officer("Ada", "north").replace("boroughs: [north]", "boroughs: # both\n  - north\n  - south # soon")
ADA = ADA.replace("email, phone, text, body", "email, phone, text, body, photo, on-paper")
ADA = ADA.replace("basis:", "photo: {file: ada-1.jpg, alt: Ada at a desk}\nbasis:") + "\n- One\n- Two\n"
LISTED = 'cost: free # always\nsteps:\n  - Ring us.\n  - "Wait: we answer."\nschedule: 24x7\n'
HELP = small_site()["channels/helpline.md"].replace("cost: free\n", LISTED)
ABOUT = page(
    "About", "See [them](https://www.example.org/a) and\nring 020 7946 0123.\n\n- your phone\n- a friend\n"
)
GOOD = small_site(ada=officer("Ada", "north, south")) | {
    "officers/ada.md": ADA,
    "channels/helpline.md": HELP,
    "pages/about.md": ABOUT,
}
SLIPS = (
    *(("officers/ada.md", "state: in-post", f"state: {word}") for word in ("In-Post", "IN POST", "in_post")),
    ("officers/ada.md", "basis: consent", "basis: 'Consent'"),
    ("officers/ada.md", "  - north\n", "  - North\n"),
    ("officers/ada.md", "  - south # soon", "  - SOUTH # soon"),
    ("officers/ada.md", "[email, phone", "[E-Mail, Phone"),
    ("officers/ada.md", "on-paper", "On Paper"),
    ("officers/ada.md", "ada-1.jpg", "ADA-1.JPG"),
    ("officers/ada.md", "\n- One\n- Two", "\n•\tOne\n•\tTwo"),
    ("officers/ada.md", "  - north\n  - south # soon", "  • north\n  • south # soon"),
    ("channels/helpline.md", "kind: support", 'kind: "Support"'),
    ("channels/helpline.md", "cost: free #", "cost: FREE #"),
    ("channels/helpline.md", "confidence: high", "confidence: High"),
    ("channels/helpline.md", "url: https://helpline", "url: helpline"),
    ("channels/helpline.md", "url: https://helpline", "url: HTTPS://helpline"),
    *(
        (
            "channels/helpline.md",
            '  - Ring us.\n  - "Wait: we answer."',
            f"{one}Ring us.\n{two}Wait: we answer.",
        )
        for one, two in (
            ("• ", "• "),
            ("o\t", "o\t"),
            ("  1. ", "  2. "),
            ("1)\t", "2)\t"),
            ("  · ", "  · "),
            ("– ", "– "),
        )
    ),
    ("channels/helpline.md", 'steps:\n  - Ring us.\n  - "Wait: we', "steps: • Ring us.\n  • Wait: we"),
    ("channels/helpline.md", "020 7946 0001", "(0207) 946.0001"),
    ("pages/boroughs/far.md", "gss: E", "gss: e"),
    ("pages/boroughs/far.md", '"https://far', '"far'),
    ("pages/about.md", "https://www.example.org/a", "www.example.org/a"),
    ("pages/about.md", "020 7946 0123", "0044 20 7946 0123"),
    ("pages/about.md", "- your phone\n- a friend", "•\u00a0your phone\n•\u00a0a friend"),
    ("site.yaml", "uncovered-area: warning", "uncovered-area: Warning"),
    ("site.yaml", "compliance: none", "compliance: None"),
    *(
        ("officers/ada.md", "state: in-post\n", f"state: in-post\n{empty}\n")
        for empty in (
            *("rank: null", "rank: ~", "rank:", 'rank: ""', "rank: ''  ", "languages: []", "surgeries: [ ]"),
            *("phone: {}", "phone:\n  value: ''\n  checked: null", "languages:\n  - ''\n  - null"),
            "surgeries:\n  -\n  - ~",
        )
    ),
    ("pages/about.md", "reviewed: 2026-11-01", "reviewed: 2026-11-01T00:00:00.000Z"),
    ("pages/about.md", "reviewed: 2026-11-01", "reviewed: '2026-11-01T00:00:00+01:00'"),
    ("pages/about.md", "reviewed: 2026-11-01", "reviewed: 2026-11-01 09:30"),
    ("channels/helpline.md", "published: 2026-10-01", "published: 2026-10-01T00:00:00Z"),
    ("channels/helpline.md", "order: 1\n", "order: 1.0\n"),
    ("officers/ada.md", "file: ada-1.jpg", "file: /content/officers/ada-1.jpg"),
    ("officers/ada.md", "file: ada-1.jpg", "file: ./ada%2D1.JPG"),
    ("officers/ada.md", "  - north\n", "  - content/pages/boroughs/north.md\n"),
    ("pages/about.md", "---\ntitle", "---yaml\ntitle"),
    ("pages/about.md", "review_by: 2028-11-01\n---", "review_by: 2028-11-01\n..."),
)


def photograph() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (900, 900), (90, 120, 140)).save(written, "JPEG")
    return written.getvalue()


PHOTO = photograph()


def with_slips(
    slips: Iterable[tuple[str, str, str]], line_end: str
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the good files and the same with slips, one for each line of a file at most."""
    files = dict(GOOD)
    for name, right, wrong in slips:
        assert GOOD[name].count(right) == 1, (name, right)
        if right in files[name]:
            files[name] = files[name].replace(right, wrong)
    good, bad = (
        {name: text.replace("\n", line_end).encode() for name, text in one.items()} for one in (GOOD, files)
    )
    return good, bad


def find(folder: Path) -> tuple[Diagnostic, ...]:
    rules = {
        "never-checked",
        "unused-consent",
        "uncovered-area",
        "unlisted-area",
        "due-officer",
        "overdue-officer",
        "old-setting",
    }
    return tuple(
        one for one in judge_folders(Folders(folder, None, TODAY)).findings.sorted() if one.rule not in rules
    )


def assert_mended(folder: Path, slips: Iterable[tuple[str, str, str]], line_end: str) -> None:
    good, bad = with_slips(slips, line_end)
    write_files(folder, bad | {"officers/ada-1.jpg": PHOTO})
    while mend_files(find(folder)):
        pass
    said = {name: (folder / name).read_bytes() for name in good}
    for name in good:
        assert said[name].replace(b"'", b"").replace(b'"', b"") == good[name].replace(b'"', b""), name
    assert find(folder) == ()


def test_without_slips_nothing_is_found_and_nothing_is_mended(tmp_path: Path) -> None:
    assert_mended(tmp_path, (), "\n")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_slip_is_mended_and_all_else_stays(line_end: str, whole: bool, tmp_path: Path) -> None:
    chosen = [[slip] for slip in SLIPS] if whole else [SLIPS[start::9] for start in range(9)]
    for number, slips in enumerate(chosen):
        assert_mended(tmp_path / str(number), slips, line_end)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(slips=st.sets(st.sampled_from(SLIPS), max_size=8), line_end=st.sampled_from(["\n", "\r\n"]))
def test_any_slips_together_are_mended(
    slips: set[tuple[str, str, str]], line_end: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert_mended(tmp_path_factory.mktemp("slips"), sorted(slips), line_end)


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\x0c", "\x1c", "\r"])
def test_a_sign_that_some_programs_take_for_a_line_end_moves_no_fix(sign: str, tmp_path: Path) -> None:
    text = page("About", f"One{sign}two.\n\nRing 0207 946 0123 or 0207 946 0124.\n")
    file = (
        write_files(tmp_path, GOOD | {"pages/about.md": text, "officers/ada-1.jpg": PHOTO}) / "pages/about.md"
    )
    mend_files(find(tmp_path))
    assert file.read_bytes().decode() == text.replace("0207 946", "020 7946")


HIDDEN = HELP.replace("name: A helpline", "name: A hidden line").replace("020 7946 0001", "020 7946 0077")
HIDDEN = HIDDEN.replace("cost: free", "held_back: We wait for a source.\ncost: free")
CURES = {
    "a field that is there": (
        "channels/helpline.md",
        "cost: free",
        "phones: 101\ncost: free",
        '"phone" already',
    ),
    "a way that is held back": (
        "channels/helpline.md",
        "cost: free",
        "instead_of_voice: [hiden]\ncost: free",
        "The names are: call.",
    ),
    "an officer's own name": (
        "officers/ada.md",
        "state: in-post",
        "state: in-post\ncovered_by: adda",
        "Take it out.",
    ),
    "an area that is listed": (
        "officers/ada.md",
        "  - south # soon",
        "  - nort # soon",
        "The names are: far, south.",
    ),
    "another area's code": (
        "pages/boroughs/far.md",
        "E09000003",
        "E09000009",
        "Without a page yet: E09000003.",
    ),
    "a picture in other capitals": (
        "officers/ada.md",
        "ada-1.jpg",
        "Ada-1.jpg",
        'The picture is called "ada-1.jpg": only its capital letters differ. Write it so.',
    ),
}


@pytest.mark.parametrize("slip", CURES)
def test_no_cure_names_what_is_taken_or_not_published(slip: str, tmp_path: Path) -> None:
    name, right, wrong, cure = CURES[slip]
    files = GOOD | {"channels/hidden.md": HIDDEN, name: GOOD[name].replace(right, wrong)}
    write_files(tmp_path, files | {"officers/ada-1.jpg": PHOTO})
    assert [one.hint for one in find(tmp_path) if cure in one.hint] != [], find(tmp_path)


def test_a_name_whose_marks_are_stored_in_another_way_is_told_and_mended(tmp_path: Path) -> None:
    files = GOOD | {"officers/ada.md": ADA.replace("ada-1.jpg", "zoë.jpg")}
    write_files(tmp_path, files | {"officers/zoe\u0308.jpg": PHOTO})
    (found,) = find(tmp_path)
    assert "its letters with marks are stored otherwise" in found.hint
    mend_files([found])
    assert find(tmp_path) == ()


def test_what_is_out_of_use_is_not_replaced_by_what_is_held_back(tmp_path: Path) -> None:
    retired = "contacts:\n  - {value: 020 7946 0001, was: old, evidence: known, level: error, replace_with: hidden}\n"
    write_files(tmp_path, GOOD | {"channels/hidden.md": HIDDEN, "retired.yaml": retired})
    assert [one.hint for one in find(tmp_path) if one.rule == "retired-contact"] == ["Take it out."]


@pytest.mark.parametrize(
    ("name", "right", "wrong", "told"),
    [
        ("officers/ada.md", "role: Liaison officer", "role: ''", '"role" is empty.'),
        ("officers/ada.md", "alt: Ada at a desk", "alt: ''", '"alt" is empty.'),
        ("officers/ada.md", "state: in-post\n", "state: in-post\nrank: # ask her\n", '"rank" is empty'),
        ("officers/ada.md", "state: in-post\n", "state: in-post\nrank: tbc\n", '"rank" is empty.'),
        ("officers/ada.md", "how: rang", "how: ''", '"how" is empty.'),
        ("channels/helpline.md", "order: 1\n", "order: 1\nheld_back: null\n", '"held_back" is empty.'),
        (
            "pages/about.md",
            "reviewed: 2026-11-01",
            "reviewed: 2026-10-31T23:00:00.000Z",
            "look at the calendar",
        ),
        ("pages/about.md", "reviewed: 2026-11-01", "reviewed: 2026-02-31T00:00:00Z", "is not a date"),
        ("pages/about.md", "reviewed: 2026-11-01", "reviewed: 9999-12-31T23:59:59Z", "is not a date"),
        ("officers/ada.md", "ada-1.jpg", "https://www.example.org/ada-1.jpg", "There is no picture called"),
    ],
)
def test_where_somebody_must_decide_it_is_told_and_left(
    name: str, right: str, wrong: str, told: str, tmp_path: Path
) -> None:
    text = GOOD[name].replace(right, wrong)
    write_files(tmp_path, GOOD | {"officers/ada-1.jpg": PHOTO, name: text})
    while mend_files(find(tmp_path)):
        pass
    assert (tmp_path / name).read_text("utf-8") == text
    assert any(told in f"{one.message} {one.hint}" for one in find(tmp_path) if one.place.path.endswith(name))


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("+++\ntitle = 'x'\n+++\n", "TOML"),
        ("---toml\ntitle = 'x'\n---\n", "TOML"),
        ('{\n  "title": "x"\n}\n', "JSON"),
        ('---json\n{"title": "x"}\n---\n', "JSON"),
        (";;;\n{}\n;;;\n", "JSON"),
    ],
)
def test_another_notation_than_yaml_is_called_by_its_name(text: str, notation: str, tmp_path: Path) -> None:
    write_files(tmp_path, GOOD | {"officers/ada-1.jpg": PHOTO, "pages/about.md": text})
    (found,) = (one for one in find(tmp_path) if one.place.path.endswith("about.md"))
    assert found.message == f"The fields are written in {notation}, and YAML is read here."
    assert "YAML front matter" in found.hint


def test_seconds_are_taken_from_a_time_and_a_moment_from_a_date(tmp_path: Path) -> None:
    when = "surgeries:\n  - {days: 2026-12-08, starts: 17:30, ends: 19:00, place: Hall, address: 1 Road}\n"
    good = ADA.replace("photo, on-paper", "photo, surgeries").replace("basis:", f"{when}basis:")
    bad = good.replace("17:30", "17:30:00").replace("19:00", "'19:00:00.000'")
    write_files(tmp_path, GOOD | {"officers/ada-1.jpg": PHOTO, "officers/ada.md": bad})
    while mend_files(find(tmp_path)):
        pass
    assert (tmp_path / "officers/ada.md").read_text("utf-8") == good.replace("19:00", "'19:00'")
