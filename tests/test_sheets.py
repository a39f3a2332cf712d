"""The sheet that goes round a force: out and in again without a byte changed, and what Excel does to it on the way."""

import datetime
import io
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from launcher.commands import _locks
from site_builder.cli import main
from site_builder.content.csv_tables import bare_cell, safe_cell
from site_builder.content.traces.person_in_text import Person
from site_builder.content.traces.search import search_files, walk_files
from site_builder.desk.editing.content_state import Content, content_after, read_content
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.sheets.sheet_columns import recognise_heading
from site_builder.desk.sheets.sheet_export import make_sheet
from site_builder.desk.sheets.sheet_import import ImportPlan, plan_import
from site_builder.desk.sheets.sheet_rows import read_sheet
from tests.conftest import PROJECT_DIR
from tests.sites import LONDON, officer, small_site, write_files

DAY = datetime.date(2026, 11, 28)
CONSENTING = officer(
    "Sam Okoro",
    "north",
    more="# the desk's own number\nphone: 020 7946 0123 # rung in May\nemail: team@example.org\n",
)
PUBLISHED = re.sub(
    "basis: consent\nconsent: .*", "basis: published", officer("Lin Kovalchuk", "south", more="")
)


@pytest.fixture(scope="module")
def content(tmp_path_factory) -> Content:
    files = small_site(sam_okoro=CONSENTING, lin_kovalchuk=PUBLISHED)
    return read_content(write_files(tmp_path_factory.mktemp("content"), files), None, DAY)


@pytest.fixture(scope="module")
def example() -> Content:
    return read_content(LONDON, PROJECT_DIR / "example", DAY)


def book(*rows, merged=(), hidden=(), more=None) -> bytes:
    """A workbook as Excel saves it: numbers are numbers and dates are dates."""
    stream = io.BytesIO()
    made = Workbook(stream, {"in_memory": True})
    sheet = made.add_worksheet("Officers")
    as_date = made.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for at, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write_datetime(number, at, datetime.datetime.combine(value, datetime.time()), as_date)
            elif isinstance(value, tuple):
                sheet.write_formula(number, at, value[0], None, value[1])
            elif value is not None:
                sheet.write(number, at, value)
    for cells in merged:
        sheet.merge_range(*cells)
    for number in hidden:
        sheet.set_row(number, None, None, {"hidden": True})
    if more:
        more(made)
    made.close()
    return stream.getvalue()


def plan(content: Content, folder: Path, sheet: bytes) -> ImportPlan:
    file = folder / "sheet"
    file.write_bytes(sheet)
    return plan_import(content, read_sheet(file))


def faults(planned: ImportPlan) -> list[str]:
    assert not (planned.faults and planned.changes), "with a fault nothing is written"
    return list(map(str, planned.faults))


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_the_sheet_of_the_example_changes_nothing(example, tmp_path, ending):
    planned = plan(example, tmp_path, make_sheet(example, ending).content)
    assert (planned.changes, planned.faults, planned.notes, planned.missing) == ((), (), (), ())


@pytest.mark.nightly
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_the_sheet_of_the_real_officers_changes_nothing(tmp_path, ending):
    real = read_content(LONDON, None, DAY)
    planned = plan(real, tmp_path, make_sheet(real, ending).content)
    assert (planned.changes, planned.faults, planned.notes, planned.missing) == ((), (), (), ())


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n;,'=+-@?"),
    max_size=30,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.dictionaries(
        st.sampled_from(["role", "rank", "availability", "helps_with", "languages", "until"]),
        CELL | st.lists(CELL, max_size=3),
    )
)
def test_whatever_stands_in_a_file_its_sheet_changes_no_byte(content, tmp_path, words):
    from site_builder.desk.editing.yaml_text import format_field

    lines = "".join(format_field(name, value) for name, value in words.items() if value and name != "role")
    text = CONSENTING.replace("state:", f"{lines}state:", 1)
    source = content.source("officers/sam-okoro.md")
    changed = content_after(content, [FileChange.of(source, text.encode())])
    for ending in (".xlsx", ".csv"):
        planned = plan(changed, tmp_path, make_sheet(changed, ending).content)
        assert planned.changes == ()
        assert [fault for fault in planned.faults if "cannot be read" not in str(fault)] == []


def test_what_excel_did_to_a_sheet_is_mended_or_told_by_its_cell(content, tmp_path):
    sheet = book(
        ["Officers of the force, as of November"],
        [],
        ["Short name", "Name", "Tel", "Areas", "Last checked", "Checked by", "How"],
        [
            "sam-okoro",
            " Sam Okoro ",
            2079460199.0,
            "Northton; Southton",
            datetime.date(2026, 11, 23),
            "us",
            "rang",
        ],
        ["lin-kovalchuk", "Lin Kovalchuk", "", "SOUTHTON", 46347, "us", "rang"],
    )
    planned = plan(content, tmp_path, sheet)
    assert faults(planned) == []
    assert {"  phone: 020 7946 0123 becomes 020 7946 0199", "  boroughs: north becomes north; south"} <= set(
        planned.words
    )
    assert "  checked: on: 2026-11-21 is added" in planned.words
    told = "\n".join(map(str, planned.notes))
    assert "row 4, column Tel (C4): The 0 at the beginning, which Excel takes away, is put back." in told
    assert "row 5, column Last checked (E5): 46347 is read as 21 November 2026." in told


def test_a_moment_that_a_program_wrote_is_a_day_where_it_is_sure(content, tmp_path):
    heading = ["Short name", "Name", "Last checked", "Checked by", "How"]
    for written, sure in (("2026-11-21T00:00:00.000Z", True), ("2026-11-20T23:00:00Z", False)):
        planned = plan(
            content, tmp_path, book(heading, ["lin-kovalchuk", "Lin Kovalchuk", written, "us", "rang"])
        )
        told = "\n".join(map(str, [*planned.notes, *planned.faults]))
        assert ("  checked: on: 2026-11-21 is added" in planned.words) is sure
        assert ("is read as 21 November 2026" if sure else "look at the calendar") in told


def test_many_rows_are_written_by_several_processes_as_one_would(content, tmp_path, monkeypatch):
    from site_builder.desk.sheets import sheet_import

    head = ["Name", "Role", "Rank", "Languages", "Since"]
    sheet = book(
        head,
        ["Sam Okoro", "Lead: 'LGBT+'", "", "Welsh; Polish", "2024-01-01"],
        ["Lin Kovalchuk", "NaN-9", "PC", "", ""],
    )
    alone = plan(content, tmp_path, sheet)
    monkeypatch.setattr(sheet_import, "WORTH_SHARING", 1)
    assert alone.changes
    assert plan(content, tmp_path, sheet) == alone


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [
        ("Phone", "2.07946E+10", "lost its last digits"),
        ("Phone", True, "TRUE"),
        ("Until", "03/04/2027", "3 April 2027 or 4 March 2027"),
        ("Areas", "Nortton", 'Did you mean "north"?'),
        ("Role", ("=#REF!", "#REF!"), "#REF! is an error of Excel's"),
        ("Role", ("=A1", ""), "a formula whose result is not in the file"),
        ("Role", "", "every officer needs it"),
        ("Consent: fields", "email; phone; photo", "changes nothing about consent"),
        ("Basis", "", "changes nothing about consent"),
        ("Email", "nobody", "is not an email address"),
        ("Phone", "020 7946", "row 2, column Phone (B2)"),
    ],
)
def test_a_cell_that_nobody_can_be_sure_of_is_told_and_nothing_is_written(
    content, tmp_path, heading, cell, words
):
    planned = plan(content, tmp_path, book(["Name", heading, "Rank"], ["Sam Okoro", cell, "PC"]))
    assert [words in fault for fault in faults(planned)] == [True]
    assert faults(planned)[0].startswith(f"row 2, column {heading} (B2): ")


def test_two_rows_merged_cells_and_a_hidden_row_are_one_officer_or_told(content, tmp_path):
    head = ["Name", "Area", "Phone"]
    twice = plan(
        content,
        tmp_path,
        book(head, ["Sam Okoro", "Northton", "020 7946 0123"], ["Sam Okoro", "Farton"], hidden=[2]),
    )
    merged = plan(
        content,
        tmp_path,
        book(head, [None, "Northton", "020 7946 0123"], [None, "Farton"], merged=[(1, 0, 2, 0, "Sam Okoro")]),
    )
    assert twice.words == merged.words
    assert "  boroughs: north becomes north; far" in twice.words
    assert "Hidden rows are read like all others: 3." in map(str, twice.notes)
    assert "  liaison is taken out: an officer serves it" in twice.words
    across = book(head, ["Sam Okoro", None, None], merged=[(1, 1, 1, 2, "Northton")])
    assert "B2 to C2 are merged" in faults(plan(content, tmp_path, across))[0]
    nameless = book(head, ["Sam Okoro", "Northton", "020 7946 0123"], [None, "Farton"])
    assert (
        "row 3: Nobody's name stands in this row. If it goes on about Sam Okoro"
        in faults(plan(content, tmp_path, nameless))[0]
    )


def test_a_new_row_is_published_by_its_source_alone_and_an_old_sheet_brings_nobody_back(content, tmp_path):
    head = ["Short name", "Name", "Role", "Areas", "Source", "Source date", "Telephone", "Basis"]
    new = ["", "Zoë Newcomer", "Liaison officer", "Northton", "Gazette", 2026, "07700 900123", "consent"]
    planned = plan(content, tmp_path, book(head, new))
    assert faults(planned) == []
    (made,) = planned.changes
    assert made.name == "officers/zoe-newcomer.md"
    assert "basis: published" in made.after.decode()
    assert "07700" not in made.after.decode()
    assert "no sheet can say that they did" in "".join(map(str, planned.notes))
    taken_out = plan(content, tmp_path, book(head, ["gone-person", *new[1:]]))
    assert 'There is no officer "gone-person"' in faults(taken_out)[0]


@pytest.mark.parametrize(
    ("coding", "between"),
    [("cp1252", ";"), ("utf-16", "\t"), ("utf-8-sig", ","), ("utf-16-le", ";"), ("utf-8", "|")],
)
def test_a_plain_table_is_read_in_every_coding_and_with_every_sign_between_cells(
    content, tmp_path, coding, between
):
    rows = [["Name", "Tel"], ["Sam Okoro", "2079460199"], ["Lin Kovalchuk", ""]]
    text = "\r\n".join(between.join(row) for row in rows) + ("\r\nZoé" if coding == "cp1252" else "")
    planned = plan(content, tmp_path, text.encode(coding))
    assert "phone: 020 7946 0123 becomes 020 7946 0199" in "\n".join(planned.words)


def test_only_what_changed_is_written_and_comments_and_line_ends_stay(tmp_path, capsys):
    text = CONSENTING.replace("\n", "\r\n")
    folder = write_files(tmp_path / "content", small_site(sam_okoro=text, lin_kovalchuk=PUBLISHED))
    sheet = tmp_path / "o.csv"
    assert main(["export", str(sheet), "--content", str(folder), "--as-of", "2026-11-28"]) == 0
    sheet.write_bytes(sheet.read_bytes().replace(b"020 7946 0123", b"020 7946 0199"))
    command = ["import", str(sheet), "--content", str(folder), "--as-of", "2026-11-28"]
    assert main([*command, "--dry-run"]) == 0
    assert main(command) == 2, "nobody is there to ask"
    assert (folder / "officers/sam-okoro.md").read_bytes() == text.encode()
    assert main([*command, "--yes"]) == 0
    assert (folder / "officers/sam-okoro.md").read_bytes() == text.replace("0123", "0199", 1).encode()
    assert "phone: 020 7946 0123 becomes 020 7946 0199" in capsys.readouterr().out


def test_a_sheet_is_never_written_where_it_would_be_published_and_a_search_for_somebody_finds_it(
    tmp_path, capsys
):
    folder = write_files(tmp_path / "content", small_site(sam_okoro=CONSENTING, lin_kovalchuk=PUBLISHED))
    for place in (folder / "o.xlsx", PROJECT_DIR / "public" / "o.csv", PROJECT_DIR / "example" / "o.xlsx"):
        assert main(["export", str(place), "--content", str(folder)]) == 2
    assert main(["export", str(tmp_path / "kept" / "o.xlsx"), "--content", str(folder)]) == 2, (
        "no such folder"
    )
    (tmp_path / "kept").mkdir()
    assert main(["export", str(tmp_path / "kept" / "o.xlsx"), "--content", str(folder)]) == 0
    found = search_files(walk_files(tmp_path / "kept", ""), Person.of_words(("Sam Okoro",)))
    assert {one.path for one in found.sure} == {"o.xlsx"}


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "has a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "before 2007"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (b"<html><table>", "page of the web"),
        (b"  \n", "empty"),
        (b"a,b\nc,d\n", "names of columns"),
        (b"\x00\x01\x02\x03\x04\x05\x00" * 9, "no table"),
        (book(["Name", "Rank"], more=lambda made: made.worksheets()[0].write(1_048_575, 16_383, "x")), "reaches to row 1,048,576"),
        (book(["Name", "Rank"], ["x" * 30_000] * 2, more=lambda made: [made.add_worksheet(f"{n}").write(0, 0, "a") for n in range(3)]), ""),
        (book(["Name", "Rank"], more=lambda made: made.add_worksheet("B").write_row(0, 0, ["Name", "Rank"])), "Several sheets"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_sheet_of_officers_is_refused_in_words(content, tmp_path, sheet, words):
    try:
        planned = plan(content, tmp_path, sheet)
    except EditRefused as refused:
        assert words in str(refused)
    else:
        assert words == "" and planned.faults


def test_a_workbook_that_unpacks_to_too_much_or_was_damaged_anywhere_is_refused(
    content, tmp_path, monkeypatch
):
    from site_builder.desk.sheets import workbook_reading

    sheet = make_sheet(content, ".xlsx").content
    for at in range(0, len(sheet), max(1, len(sheet) // 60)):
        broken = sheet[:at] + bytes([sheet[at] ^ 0xFF]) + sheet[at + 1 :]
        with suppress(EditRefused):
            plan(content, tmp_path, broken)
    monkeypatch.setattr(workbook_reading, "MOST_UNPACKED", 1_000)
    with pytest.raises(EditRefused, match="more than"):
        plan(content, tmp_path, sheet)


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Telephone", "Phone"), ("Phone no.", "Phone"), ("TEL", "Phone"), ("Telehpone", "Phone"), ("E-mail address", "Email"),
     ("Officer name", "Name"), ("Area(s)", "Boroughs"), ("Source link", "Source: url"), ("Mobile", ""), ("Notes", "")],
)  # fmt: skip
def test_a_column_is_known_by_its_name_and_by_near_ones(heading, field):
    meant = recognise_heading(heading)
    assert (meant.heading if meant else "") == field


@given(st.text("'=+-@ \ta", max_size=6))
def test_no_cell_is_run_and_every_text_comes_back(text):
    assert bare_cell(safe_cell(text)) == text
    assert not safe_cell(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t"))


def test_a_workbook_has_text_help_and_lists_of_choices(example):
    import zipfile

    made = make_sheet(example, ".xlsx").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert book.sheet_names == ["Officers", "How to", "Names"]
    rows = book.get_sheet_by_index(0).to_python()
    assert {type(value) for row in rows for value in row} == {str}
    sheet = zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()
    assert '"in-post,acting,away,leaving"' in sheet
    assert "<pane" in sheet and "<f>" not in sheet


def test_a_row_that_is_missing_deletes_nobody_and_is_told(content, tmp_path):
    text = make_sheet(content, ".csv").content.decode()
    without = "\r\n".join(line for line in text.split("\r\n") if not line.startswith("sam-okoro"))
    planned = plan(content, tmp_path, without.replace("[south]", "south").encode())
    assert (planned.changes, planned.missing) == ((), ("sam-okoro",))


def test_of_whoever_stands_in_no_row_it_asks_for_a_last_day(tmp_path, monkeypatch, capsys):
    folder = write_files(
        tmp_path / "content",
        small_site(sam_okoro=CONSENTING, lin_kovalchuk=PUBLISHED.replace("south", "north")),
    )
    (tmp_path / "o.csv").write_text("Name,Rank\nLin Kovalchuk,\n")
    command = ["import", str(tmp_path / "o.csv"), "--content", str(folder), "--as-of", "2026-11-28"]
    for typed, left in (("no\n", False), ("yes\n\n", False), ("yes\nsoon\n2026-12-31\n", True)):
        keyboard = io.StringIO(typed)
        monkeypatch.setattr(keyboard, "isatty", lambda: True)
        monkeypatch.setattr("sys.stdin", keyboard)
        assert main(command) == 0
        assert ("until: 2026-12-31" in (folder / "officers/sam-okoro.md").read_text()) == left
    assert "31 December 2026 is the last day" in capsys.readouterr().out


def test_a_plain_table_needs_no_packages_of_its_own():
    assert _locks("import", ["import", "list.CSV"]) == ("build",)
    assert _locks("export", ["export", "list.xlsx"]) == ("build", "sheets")
