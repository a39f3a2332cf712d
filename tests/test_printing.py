"""Posters, leaflets and cards: what they say and of whom, that anybody can read them, and that no old one is left."""

import datetime
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.content.traces.pdf_words import read_pdf
from site_builder.directory.judgement import Folders, judge_folders
from site_builder.publish.output.output_folder import locate_output
from site_builder.publish.printing.press import SET_WITH, PressRefused, ready_press, refuse_unfit
from site_builder.site.pages.papers import KINDS, AreaPaper, PaperJob, make_paper_planner
from tests.conftest import PROJECT_DIR
from tests.sites import LONDON, SITE, officer, page, small_site, write_files

DAY = datetime.date(2026, 11, 28)
ADDRESS = "https://local.example.org/"
"""Stands for one that people can own: the Domain Name System has it, unlike those that end in .example."""
AREAS = ("camden", "islington", "city-of-london")
"""In the example: with an officer who may be named on paper, with nobody listed, and with a force of its own."""
SAMPLE = {"leaflet": AREAS}
PAGES = {"poster-a4": 1, "poster-a3": 1, "leaflet": 2, "cards": 1}
NAMES = {
    "poster-a4": "Poster, A4",
    "poster-a3": "Poster, A3",
    "leaflet": "Leaflet, A4 to fold",
    "cards": "Ten wallet cards, A4",
}
ON_PAPER = "fields: [email, phone, text, body, on-paper]"


def plan(
    content_dir: Path, overlay_dir: Path | None = None, day: datetime.date = DAY, **given: str
) -> dict[str, PaperJob]:
    judged = judge_folders(Folders(content_dir, overlay_dir, day), given)
    assert judged.directory is not None
    return {job.name: job for job in make_paper_planner(judged.directory).jobs()}


@pytest.fixture(scope="module")
def planned() -> dict[str, PaperJob]:
    """Every sheet of the example, as if it had an address of its own."""
    return plan(LONDON, PROJECT_DIR / "example", base_url=ADDRESS)


@pytest.fixture(scope="module")
def press():
    return ready_press()


def named_on_paper(text: str) -> str:
    """Let an officer of the tests agree to be named on paper."""
    return re.sub(r"fields: \[.*?\]", ON_PAPER, text)


def paper_of(folder: Path, slug: str = "north", day: datetime.date = DAY, **officers: str) -> AreaPaper:
    return plan(write_files(folder, small_site(**officers)), day=day)[f"{slug}-cards"].words


def said(content: bytes) -> str:
    """All that can be read out of a PDF, without spaces: by what looks for people who are to be gone."""
    return squeeze("".join(read_pdf(content)))


def squeeze(words: str) -> str:
    return re.sub(r"[\s\u2066-\u2069]", "", words)


def roles_in(content: bytes) -> list[str]:
    """What a screen reader is told of each part of a PDF, in the order in which it was set."""
    return [role.decode() for role in re.findall(rb"/StructElem/S/(\w+)", content)]


# What stands on a sheet


@pytest.mark.parametrize("kind", KINDS)
def test_every_sheet_is_pdf_ua_and_every_number_hour_and_day_can_be_read_out_of_it(
    kind, planned, press, whole
):
    """The press itself refuses what is not PDF/UA-1; this reads with a program that knows nothing of how it was made."""
    for job in planned.values():
        if job.kind != kind or not (whole or job.area in SAMPLE.get(kind, AREAS[:1])):
            continue
        content = press(job)
        words, heard = job.words, said(content)
        assert content.count(b"/Type/Page/") == PAGES[kind], job.name
        [title] = re.findall(rb"<dc:title>.*?>([^<]+)<", content)
        assert words.area in title.decode() and b"LGBT" not in title, "it would stand in a tab"
        ways = [*words.police, *words.support, *words.officers]
        numbers = [value for way in ways for kind, _, value, _ in way.reach[:1] if kind in {"phone", "text"}]
        hours = {way.hours for way in (*words.emergency[:1], *words.support)}
        for told in ["999", *numbers, *hours, words.check_by, words.address]:
            assert squeeze(told) in heard, (job.name, told)
        dialled = re.findall(rb"/URI\(tel:(\d+)\)", content)
        assert dialled[0] == b"999" and len(dialled) > len(numbers) / 2
        assert len(content) < 60_000


def test_who_hears_a_sheet_hears_headings_one_picture_in_words_and_one_card_of_ten(planned, press):
    roles = {}
    for kind in KINDS:
        content = press(planned[f"camden-{kind}"])
        roles[kind] = roles_in(content)
        assert b"/Lang(en-GB)" in content and b"/DisplayDocTitle true" in content
        assert content.count(b"/Alt(QR code that opens local.example.org/boroughs/camden/)") == 1
        assert roles[kind].count("Figure") == 1
        levels = [role for role in roles[kind] if re.fullmatch("H[1-6]", role)]
        assert levels[0] == "H1" and levels.count("H1") == 1, kind
    assert roles["poster-a4"] == roles["poster-a3"]
    assert roles["poster-a4"].count("H2") == 2
    assert roles["cards"].count("H2") == 0


def test_a_site_without_an_address_has_no_code_and_says_that_its_sheets_are_drafts(tmp_path, press):
    settings = SITE.replace("example: yes", "example: no").replace("levels: {uncovered-area: warning}\n", "")
    files = {**small_site(), "site.yaml": settings}
    job = plan(write_files(tmp_path, files))["north-poster-a4"]
    assert (job.words.url, job.words.address) == ("", "")
    content = press(job)
    assert "Adraft,nottobehandedout" in said(content)
    assert "Figure" not in roles_in(content)


def test_paper_leads_to_the_short_address_of_the_settings(tmp_path):
    folder = write_files(tmp_path, small_site())
    words = plan(folder, base_url=f"{ADDRESS}liaison/", paper_url="https://near.example.org/")[
        "north-cards"
    ].words
    assert words.url == "https://near.example.org/boroughs/north/"
    assert (
        plan(folder, base_url=f"{ADDRESS}liaison/")["north-cards"].words.url
        == f"{ADDRESS}liaison/boroughs/north/"
    )


def test_only_who_agreed_to_paper_is_named_on_it(tmp_path):
    ann, bob = officer("Ann Alder", "north"), officer("Bob Birch", "north")
    silent = paper_of(tmp_path / "silent", ann=ann, bob=bob)
    assert "Ann" not in repr(silent) and "Bob" not in repr(silent)
    assert silent.officer_words == "Northton has a liaison officer. Our page for Northton says who it is now."
    named = paper_of(tmp_path / "named", ann=named_on_paper(ann), bob=bob)
    assert [one.name for one in named.officers] == ["Ann Alder"] and named.officer_words == ""
    assert "Bob" not in repr(named)


@pytest.mark.parametrize("more", ["", "phone: 020 7946 0999\nchecked: {on: 2025-11-01, by: us, how: rang}\n"])
def test_nobody_is_named_on_paper_who_cannot_be_reached_or_is_overdue(more, tmp_path):
    words = paper_of(tmp_path, ann=named_on_paper(officer("Ann Alder", "north", more=more)))
    assert "Ann" not in repr(words) and words.officer_words == ""


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ("", "1 May 2027"),  # 181 days after the check of 1 November 2026
        ("until: 2027-01-31\n", "1 February 2027"),  # the last day in post has passed
    ],
)
def test_a_sheet_says_by_when_it_has_to_be_checked_again_whatever_the_day(more, day, tmp_path):
    state = "leaving" if more else "in-post"
    checked = "email: team@example.org\nchecked: {on: 2026-11-01, by: us, how: rang}\n"
    ann = named_on_paper(officer("Ann Alder", "north", state, more=checked + more))
    for number, today in enumerate((DAY, datetime.date(2026, 12, 31))):
        assert paper_of(tmp_path / str(number), day=today, ann=ann).check_by == f"Check again by {day}."


def test_where_nobody_has_checked_anything_a_sheet_asks_to_be_checked_first(tmp_path):
    words = paper_of(tmp_path)
    assert words.check_by == "Check every number before you hand this out."
    assert words.checked == "Not every number is confirmed. The oldest source is of 1 October 2026."


def test_a_consent_to_paper_is_known_and_a_misspelt_one_is_told(tmp_path, capsys):
    ann = officer("Ann Alder", "north")
    folder = write_files(tmp_path, small_site(ann=named_on_paper(ann)))
    assert main(["check", "--content", str(folder), "--as-of", str(DAY)]) == 0
    write_files(folder, {"officers/ann.md": named_on_paper(ann).replace("on-paper", "on_papers")})
    assert main(["check", "--content", str(folder), "--as-of", str(DAY)]) == 1
    assert 'Did you mean "on-paper"?' in capsys.readouterr().err


# The press


def test_a_sheet_that_cannot_be_read_by_everybody_is_refused_in_words(planned, press):
    import typst

    job = planned["camden-cards"]
    with pytest.raises(PressRefused, match=r"camden-cards is not PDF/UA-1\. .*title"):
        refuse_unfit(job, typst.compile(b"= Only a heading", format="pdf"))
    with pytest.raises(PressRefused, match=r"camden-cards cannot be set: none of its fonts has “\U000131cb”"):
        press(replace(job, words=replace(job.words, area="Camden \U000131cb")))  # an Egyptian hieroglyph
    with pytest.raises(PressRefused, match=r"camden-cards cannot be set: .*its words do not fit"):
        press(replace(job, words=replace(job.words, address="long " * 2_000)))


def test_the_letters_of_all_our_languages_are_there(planned, press):
    name = "Łukasz Ŵyn Þórdís Nguyễn Ọláyínká Жанна Ζωή נועם ليلى"
    job = planned["camden-poster-a4"]
    content = press(replace(job, words=replace(job.words, area=name)))
    fonts = {found.decode() for found in re.findall(rb"/FontName/[A-Z]{6}\+(\w+)", content)}
    assert fonts == {"NotoSans", "NotoSansArabic", "Heebo"}, "none of the system's"
    heard = said(content)
    assert squeeze("Łukasz Ŵyn Þórdís Nguyễn Ọláyínká Жанна Ζωή") in heard


def test_the_press_names_the_versions_that_are_locked():
    lock = (PROJECT_DIR / "requirements/print.lock").read_text("utf-8")
    for name, version in (words.split() for words in SET_WITH.split(", ")):
        assert f"\n{name}=={version} " in f"\n{lock}", "the lock was made anew: say so in press.py"


@pytest.mark.nightly
def test_two_machines_print_the_same_bytes(tmp_path):
    """Another folder for the program, another place, another language, another clock, another mask for new files."""
    program = tmp_path / "elsewhere, été"
    shutil.copytree(
        PROJECT_DIR / "site_builder", program / "site_builder", ignore=shutil.ignore_patterns("__pycache__")
    )
    content = write_files(tmp_path / "content", small_site(ann=named_on_paper(officer("Łucja Ŵyn", "north"))))
    machines = [
        (PROJECT_DIR, {"TZ": "UTC", "LC_ALL": "C.UTF-8"}, 0o022),
        (program, {"TZ": "Pacific/Kiritimati", "LC_ALL": "ar_EG.UTF-8", "SOURCE_DATE_EPOCH": "1"}, 0o077),
    ]
    for number, (folder, settings, mask) in enumerate(machines):
        words = ["print", "north", "--content", str(content), "--base-url", ADDRESS]
        words += ["--as-of", str(DAY), "--output", str(tmp_path / f"site-{number}")]
        command = [sys.executable, "-m", "site_builder", *words]
        subprocess.run(
            command, cwd=folder, env={**os.environ, **settings}, umask=mask, check=True, capture_output=True
        )
    first, second = (
        {file.name: file.read_bytes() for file in tmp_path.glob(f".site-{number}.paper/*")}
        for number in (0, 1)
    )
    assert len(first) == len(KINDS)
    assert first == second


# From the press to the site


class Office:
    """A small site on the disk, where somebody edits, prints and builds."""

    def __init__(self, folder: Path) -> None:
        self.content, self.output = folder / "content", folder / "site"
        self.paper = locate_output(self.output).paper_dir
        ann = named_on_paper(officer("Ann Alder", "north"))
        write_files(self.content, {**small_site(ann=ann), "pages/print.md": page("On paper")})

    def run(self, command: str, *words: str) -> int:
        asked = ["--content", str(self.content), "--output", str(self.output), "--as-of", str(DAY)]
        return main([command, *words, *asked])

    def published(self) -> set[str]:
        return {file.name for file in (self.output / "print").glob("*.pdf")}

    def page(self, path: str) -> str:
        return (self.output / path / "index.html").read_text("utf-8")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_pages_lead_to_sheets_only_when_they_are_there_and_say_their_size(office):
    assert office.run("build") == 0
    assert office.published() == set() and not office.paper.exists()
    assert ".pdf" not in office.page("boroughs/north") + office.page("print")
    assert office.run("print", "north") == 0
    assert office.run("build") == 0
    assert office.published() == {f"north-{kind}.pdf" for kind in KINDS}
    for path, before in (("boroughs/north", ""), ("print", "Northton: ")):
        for kind, words in NAMES.items():
            size = -(-(office.output / f"print/north-{kind}.pdf").stat().st_size // 1000)
            link = f'<a href="/print/north-{kind}.pdf">{before}{words} (PDF, {size} kB)</a>'
            assert link in office.page(path)
    assert ".pdf" not in office.page("boroughs/south")
    assert office.run("verify") == 0


def test_a_page_in_another_language_leads_to_the_same_sheets(office):
    polish = "---\nreviewed_by: somebody\nreviewed: 2026-11-28\ntranslates: e3b0c442\n---\nPo polsku.\n"
    words = (PROJECT_DIR / "example/words/pl.yaml").read_text("utf-8")
    write_files(office.content, {"pages/boroughs/north.pl.md": polish, "words/pl.yaml": words})
    assert office.run("print", "north") == 0 and office.run("build") == 0
    assert '<a href="/print/north-leaflet.pdf">Ulotka, A4' in office.page("pl/boroughs/north")


def test_only_sheets_of_areas_that_changed_are_printed_again(office, capsys):
    assert office.run("print") == 0
    assert "Made 12 sheets; 0 were right already" in capsys.readouterr().out
    times = {file.name: file.stat().st_mtime_ns for file in office.paper.iterdir()}
    text = (office.content / "officers/ann.md").read_text("utf-8")
    write_files(office.content, {"officers/ann.md": text.replace("team@example.org", "new@example.org")})
    assert office.run("print") == 0
    assert "Made 4 sheets; 8 were right already" in capsys.readouterr().out
    kept = {name: when for name, when in times.items() if not name.startswith("north")}
    assert kept.items() <= {file.name: file.stat().st_mtime_ns for file in office.paper.iterdir()}.items()
    assert len([*office.paper.iterdir()]) == 12


def test_who_is_taken_down_is_gone_from_paper_with_the_next_build_though_nobody_prints_again(office):
    assert office.run("print", "north", "south") == 0 and office.run("build") == 0
    assert "AnnAlder" in said((office.output / "print/north-leaflet.pdf").read_bytes())
    assert main(["remove", "ann", "--yes", "--content", str(office.content)]) == 0
    assert office.run("build") == 0
    assert {name.partition("-")[0] for name in office.published()} == {"south"}
    assert {file.name.partition("-")[0] for file in office.paper.iterdir()} == {"south"}
    assert ".pdf" not in office.page("boroughs/north") and "north-" not in office.page("print")
    assert "print/north-leaflet.pdf" not in (office.output.parent / "site.manifest.json").read_text("utf-8")
    assert office.run("verify") == 0


def test_who_must_vanish_tonight_vanishes_from_paper_too_and_no_page_leads_to_what_is_gone(office):
    assert office.run("print", "north", "south") == 0 and office.run("build") == 0
    assert office.run("remove", "ann", "--publish", "--yes") == 0
    assert {name.partition("-")[0] for name in office.published()} == {"south"}
    assert "north-" not in office.page("print") and ".pdf" not in office.page("boroughs/north")
    assert not office.paper.exists()


@pytest.mark.nightly
def test_a_sheet_that_was_altered_by_hand_or_broken_off_is_not_published_but_printed_again(office):
    assert office.run("print", "north") == 0
    [poster, cards] = sorted(office.paper.glob("north-poster-a4*")) + sorted(
        office.paper.glob("north-cards*")
    )
    poster.write_bytes(poster.read_bytes() + b"%")
    cards.rename(cards.with_name(f"{cards.name}.part"))
    assert office.run("print", "south") == 0, "which makes these alone"
    assert office.run("build") == 0
    assert office.published().isdisjoint({"north-poster-a4.pdf", "north-cards.pdf"})
    assert office.run("print", "north") == 0 and office.run("build") == 0
    assert len(office.published()) == 8


def test_nothing_is_printed_of_content_with_mistakes_or_of_an_area_that_is_not_there(office, capsys):
    assert office.run("print", "norht") == 2
    write_files(office.content, {"officers/ann.md": "---\nname: Ann\n"})
    assert office.run("print") == 1
    told = capsys.readouterr().err
    assert (
        'There is no area "norht".' in told and "officers/ann.md:" in told and "Nothing was printed." in told
    )
    assert not office.paper.exists()
