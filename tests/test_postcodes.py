"""The postcode table as shipped, answered by the shipped JavaScript, against every postcode of the package."""

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.content.geography import read_geography
from site_builder.content.sources import read_sources
from tests.conftest import PROJECT_DIR
from tests.sites import LONDON, SITE, write_files
from tools.mapped_region import read_region
from tools.police_areas import POLICE_AREAS
from tools.postcode_directory import read_postcodes
from tools.postcode_table import (
    AREA_LIMIT,
    NOBODY,
    UNIT_LETTERS,
    UNITS,
    DamagedTable,
    decode,
    encode,
    outward_order,
)
from tools.refresh_postcodes import make_files

GEOGRAPHY_DIR = LONDON / "geography"
SCRIPTS_DIR = PROJECT_DIR / "themes" / "liaison" / "scripts"
LONDON_LETTERS = "ABCDEGHIKNRSTUW"
BOROUGHS = [f"E09{number:06}" for number in range(1, 34)]
NO_DISTRICT, NO_SECTOR = -1, -2

COMPARE = """async (questions) => {
    const lines = (await (await fetch(questions)).text()).trim().split("\\n");
    const wrong = [];
    for (const line of lines) {
        const [outward, inward, area] = line.split(" ");
        const answer = table.find(outward, inward);
        if (answer !== Number(area)) wrong.push(`${line}, not ${answer}`);
    }
    return { asked: lines.length, wrong: wrong.length, some: wrong.slice(0, 5) };
}"""


@pytest.fixture(scope="module")
def edition():
    return yaml.safe_load((GEOGRAPHY_DIR / "edition.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def districts():
    """What districts.csv says: outward code -> area -> number of postcodes."""
    found = defaultdict(dict)
    with (GEOGRAPHY_DIR / "districts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["area"] not in found[row["district"]]
            found[row["district"]][row["area"]] = int(row["postcodes"])
    return dict(found)


@pytest.fixture(scope="module")
def reading(districts):
    """One reading of the package: its postcodes in the outward codes of districts.csv, and the files made from it."""
    found = []

    def watch():
        for postcode in read_postcodes(LONDON_LETTERS):
            if postcode.outward in districts:
                found.append(postcode)
            yield postcode

    made = make_files(BOROUGHS, watch())
    return found, made


@pytest.fixture(scope="module")
def postcodes(reading):
    """Every postcode of the package whose outward code districts.csv knows."""
    return reading[0]


@pytest.fixture(scope="module")
def inside(districts):
    """London's outward codes."""
    return {outward for outward, areas in districts.items() if areas.keys() & set(BOROUGHS)}


@pytest.fixture(scope="module")
def area_of(edition):
    """The number of the area of each authority."""
    numbers = {code: number for number, code in enumerate(BOROUGHS)}
    for number, outside in enumerate(edition["outside"], len(BOROUGHS)):
        numbers |= dict.fromkeys(outside["authorities"], number)
    return {**numbers, "": len(BOROUGHS) + len(edition["outside"])}


@pytest.fixture(scope="module")
def site_dir(tmp_path_factory):
    folder = tmp_path_factory.mktemp("postcodes")
    shutil.copytree(SCRIPTS_DIR / "postcodes", folder / "postcodes")
    shutil.copy(GEOGRAPHY_DIR / "postcodes.bin", folder / "postcodes.bin")
    (folder / "index.html").write_text("<!doctype html><title>Postcodes</title>", "utf-8")
    return folder


@pytest.fixture(scope="module")
def page(browser, serve, site_dir):
    """A page that has read the shipped table with the shipped script."""
    with serve(site_dir) as base_url:
        page = browser.new_page()
        page.goto(f"{base_url}/index.html")
        page.evaluate(
            """async () => {
                window.PostcodeTable = (await import("/postcodes/postcodes.js")).PostcodeTable;
                const answers = await import("/postcodes/answers.js");
                window.constants = [answers.NO_DISTRICT, answers.NO_SECTOR];
                window.bytes = new Uint8Array(await (await fetch("/postcodes.bin")).arrayBuffer());
                window.table = new PostcodeTable(bytes);
            }"""
        )
        yield page
        page.close()


@pytest.fixture(scope="module")
def ask(page, site_dir):
    """Ask the page many postcodes: (outward, inward, expected answer)."""

    def ask(questions):
        lines = [" ".join(map(str, question)) for question in questions]
        (site_dir / "questions.txt").write_text("\n".join(lines), "utf-8")
        answer = page.evaluate(COMPARE, f"/questions.txt?{hashlib.sha256(repr(lines).encode()).hexdigest()}")
        assert answer["asked"] == len(lines)
        return answer

    return ask


@pytest.mark.nightly
def test_every_london_postcode_gives_its_borough(ask, postcodes, inside, area_of):
    london = [
        (outward, inward, area_of[authority])
        for outward, inward, authority, *_ in postcodes
        if authority in BOROUGHS
    ]
    assert len(london) == 331_981
    assert {outward for outward, *_ in london} == inside
    assert ask(london) == {"asked": 331_981, "wrong": 0, "some": []}


@pytest.mark.nightly
def test_every_postcode_of_londons_outward_codes_gives_its_area(ask, postcodes, inside, area_of):
    asked = [
        (outward, inward, area_of[authority])
        for outward, inward, authority, *_ in postcodes
        if outward in inside
    ]
    assert len(inside) == 330
    assert len(asked) == 366_738
    assert ask(asked) == {"asked": 366_738, "wrong": 0, "some": []}


@pytest.mark.nightly
def test_postcodes_outside_londons_outward_codes_are_not_in_the_table(ask, postcodes, inside, districts):
    outside = [(row.outward, row.inward, NO_DISTRICT) for row in postcodes if row.outward not in inside]
    assert {outward for outward, *_ in outside} == districts.keys() - inside
    assert len(outside) > 100_000
    assert ask(outside)["some"] == []


@pytest.mark.nightly
def test_a_sector_that_does_not_exist_says_so(ask, postcodes, inside):
    existing = {(postcode.outward, postcode.inward[0]) for postcode in postcodes}
    missing = [
        (outward, f"{digit}{units}", NO_SECTOR)
        for outward in sorted(inside)
        for digit in "0123456789"
        for units in ("AA", "HE", "ZZ")
        if (outward, digit) not in existing
    ]
    assert ("SW9", "3HE", NO_SECTOR) in missing
    assert len(missing) == (3300 - 1535) * 3
    assert ask(missing)["some"] == []


def test_what_no_postcode_ends_with_is_in_no_sector(ask):
    endings = ["8HC", "8CH", "8IA", "8KA", "8MA", "8OA", "8VA", "88A", "AAA", "8H", "8HEE", "8he", "8É"]
    assert ask([("SW9", ending, NO_SECTOR) for ending in endings])["some"] == []
    assert ask([("sw9", "8HE", NO_DISTRICT), ("", "8HE", NO_DISTRICT)])["some"] == []


@pytest.mark.parametrize(
    ("outward", "inward", "authority"),
    [
        pytest.param("W1X", "1AA", "E09000033", id="terminated: W1X went out of use in 2000"),
        pytest.param("SW1A", "0AA", "E09000033", id="large user: the House of Commons"),
        pytest.param("W1A", "1AA", "E09000033", id="large user: Broadcasting House"),
        pytest.param("SW9", "8HE", "E09000022", id="ordinary"),
        pytest.param("EN9", "1AD", "E07000072", id="outside: Waltham Abbey in Epping Forest"),
    ],
)
def test_postcodes_of_every_kind_are_right(ask, area_of, outward, inward, authority):
    assert ask([(outward, inward, area_of[authority])])["some"] == []


@pytest.mark.nightly
def test_a_postcode_without_an_authority_is_in_the_last_area(ask, postcodes, inside, edition):
    unknown = len(BOROUGHS) + len(edition["outside"])
    asked = [
        (row.outward, row.inward, unknown) for row in postcodes if row.outward in inside and not row.authority
    ]
    assert len(asked) == 2_659
    assert ask(asked)["some"] == []


def test_the_script_names_its_answers(page):
    assert page.evaluate("constants") == [NO_DISTRICT, NO_SECTOR]


def test_a_table_cut_short_is_refused(page):
    read = page.evaluate(
        """() => {
            const read = [];
            for (let length = 0; length < bytes.length; length += 7) {
                try { new PostcodeTable(bytes.slice(0, length)); read.push(length); } catch (error) {
                    if (!error.message.includes("postcode table")) read.push(`${length}: ${error}`);
                }
            }
            return read;
        }"""
    )
    assert read == []


def test_a_table_with_one_bit_turned_is_refused(page):
    read = page.evaluate(
        """() => {
            const read = [];
            for (let place = 0; place < bytes.length; place++) {
                const damaged = bytes.slice();
                damaged[place] ^= 1 << place % 8;
                try { new PostcodeTable(damaged); read.push(place); } catch (error) {
                    if (!error.message.includes("postcode table")) read.push(`${place}: ${error}`);
                }
            }
            return read;
        }"""
    )
    assert read == []


def test_a_table_of_another_format_or_another_file_is_refused(page):
    assert (
        page.evaluate(
            """() => [[2, ...bytes.slice(1)], [...new TextEncoder().encode("<!doctype html><title>No</title>")], []].map(
            (other) => { try { new PostcodeTable(new Uint8Array(other)); return "read"; } catch (error) { return error.message; } }
        )"""
        )
        == ["This is not a whole postcode table."] * 3
    )


def test_the_table_may_stand_anywhere_in_a_larger_buffer(page):
    assert page.evaluate(
        """() => {
            const larger = new Uint8Array(bytes.length + 30);
            larger.set(bytes, 13);
            return new PostcodeTable(larger.subarray(13, 13 + bytes.length)).find("SW9", "8HE");
        }"""
    ) == BOROUGHS.index("E09000022")


@pytest.mark.nightly
def test_the_files_are_what_the_command_makes(reading, edition):
    assert edition["made_by"] == "python3 build.py refresh-postcodes"
    made = reading[1]
    assert sorted(made) == ["districts.csv", "edition.yaml", "postcodes.bin"]
    different = [name for name, content in made.items() if (GEOGRAPHY_DIR / name).read_bytes() != content]
    assert different == []


def test_the_edition_describes_the_table(edition):
    table = (GEOGRAPHY_DIR / "postcodes.bin").read_bytes()
    assert hashlib.sha256(table).hexdigest() == edition["sha256"]
    assert len(table) <= 12_000
    assert (edition["inside"], edition["postcodes"]) == (331_981, 366_738)
    assert edition["areas"] == BOROUGHS
    assert " ".join(edition["attribution"]).count("©") == 3
    assert "Open Government Licence" in edition["attribution"][-1]


@pytest.mark.nightly
def test_the_districts_count_every_postcode(districts, postcodes, edition):
    names = {"": "unknown"} | {code: code for code in BOROUGHS}
    for outside in edition["outside"]:
        names |= dict.fromkeys(outside["authorities"], outside["area"])
    counted = defaultdict(Counter)
    for postcode in postcodes:
        counted[postcode.outward][names[postcode.authority]] += 1
    assert counted == districts
    assert districts["SE1"] == {"E09000028": 3_235, "E09000022": 442, "E09000033": 1}
    assert list(districts) == sorted(districts, key=outward_order)


def test_most_of_londons_outward_codes_lie_in_several_boroughs(districts, inside):
    several = [code for code in inside if len(districts[code].keys() & set(BOROUGHS)) > 1]
    assert len(several) == 211


def test_the_neighbouring_outward_codes_lie_wholly_outside(districts, inside, edition):
    outside = {area["area"] for area in edition["outside"]} | {"unknown"}
    neighbours = districts.keys() - inside
    assert {"AL1", "SL0", "RH1", "CM1", "HP9", "TN1", "WD17", "KT10", "GU25", "SS17"} <= neighbours
    assert {code: districts[code] for code in neighbours if not districts[code].keys() <= outside} == {}


@pytest.mark.parametrize(
    ("authority", "area"),
    [
        ("E06000034", "Essex"),  # Thurrock
        ("E07000072", "Essex"),  # Epping Forest
        ("E07000095", "Hertfordshire"),  # Broxbourne
        ("E07000240", "Hertfordshire"),  # St Albans
        ("E07000107", "Kent"),  # Dartford
        ("E07000111", "Kent"),  # Sevenoaks
        ("E07000208", "Surrey"),  # Epsom and Ewell
        ("E07000213", "Surrey"),  # Spelthorne
        ("E07000065", "Sussex"),  # Wealden
        ("E06000039", "Thames Valley"),  # Slough
        ("E06000060", "Thames Valley"),  # Buckinghamshire
    ],
)
def test_authorities_around_london_belong_to_their_police_area(authority, area):
    assert [police.area for police in POLICE_AREAS if authority in police.authorities] == [area]


def test_no_authority_belongs_to_two_police_areas():
    codes = [code for police in POLICE_AREAS for code in police.authorities]
    assert len(codes) == len(set(codes))


SECTOR = st.lists(st.tuples(st.integers(NOBODY, 39), st.integers(1, UNITS)), min_size=1, max_size=40).map(
    lambda runs: ([area for area, length in runs for _ in range(length)] + [NOBODY] * UNITS)[:UNITS]
)
TABLES = st.dictionaries(
    st.from_regex(r"[A-Z]{1,2}[0-9]{1}[A-Z]?|[A-Z]{1,2}[1-9][0-9][A-Z]?", fullmatch=True),
    st.dictionaries(st.integers(0, 9), SECTOR.filter(lambda units: max(units) > NOBODY), max_size=3),
    max_size=4,
)


def test_every_postcode_of_one_letter_gives_its_area(ask, inside, area_of):
    """The letter has codes inside London and outside, and some of no authority; the others are for the night."""
    asked = [
        (outward, inward, area_of[authority])
        for outward, inward, authority, *_ in read_postcodes("H")
        if outward in inside
    ]
    assert {area for *_, area in asked} >= {area_of["E09000015"], area_of[""]}
    assert ask(asked)["some"] == []


@settings(max_examples=40)
@given(TABLES)
def test_any_table_reads_back_as_it_was_written(sectors):
    unpacked = decode(encode(sectors))
    assert list(unpacked) == sorted(sectors, key=outward_order)
    for code, digits in sectors.items():
        assert sorted(unpacked[code]) == sorted(digits)
        for digit, units in digits.items():
            answers = unpacked[code][digit]
            assert [place for place, area in enumerate(units) if area not in (NOBODY, answers[place])] == []


@pytest.mark.parametrize("damaged", [b"", b"\x01", b"\x02\x00\x00\x00\x00\x00", b"<!doctype html>"])
def test_the_command_reads_back_only_whole_tables(damaged):
    with pytest.raises(DamagedTable):
        decode(damaged)


def test_the_browser_reads_any_table_as_the_command_does(page):
    sectors = {
        "A1": {0: [0, 1] * 200, 9: [39] + [NOBODY] * 399},
        "A10": {digit: [(unit * unit // 7 + digit) % 40 for unit in range(UNITS)] for digit in range(10)},
        "ZZ9Z": {1: [AREA_LIMIT - 1] * 200 + [0] * 200},
        "ZZ99Z": {5: [NOBODY] * 399 + [38]},
    }
    answers = page.evaluate(
        """([packed, questions]) => {
            const other = new PostcodeTable(new Uint8Array(packed));
            return questions.map(([outward, inward]) => other.find(outward, inward));
        }""",
        [
            list(encode(sectors)),
            [[code, f"{digit}{end}"] for code in sectors for digit in range(10) for end in ENDS],
        ],
    )
    unpacked = decode(encode(sectors))
    expected = [
        unpacked[code][digit][place] if digit in unpacked[code] else NO_SECTOR
        for code in sectors
        for digit in range(10)
        for place in range(UNITS)
    ]
    assert json.dumps(answers) == json.dumps(expected)


ENDS = [first + last for first in "ABDEFGHJLNPQRSTUWXYZ" for last in "ABDEFGHJLNPQRSTUWXYZ"]


def test_asking_for_help_makes_nothing() -> None:
    before = {file: file.stat().st_mtime_ns for file in (PROJECT_DIR / "content").rglob("*")}
    command = [sys.executable, "-m", "tools.refresh_postcodes", "--help"]
    told = subprocess.run(command, cwd=PROJECT_DIR, check=True, capture_output=True, text=True).stdout
    assert "refresh-postcodes" in told
    assert {file: file.stat().st_mtime_ns for file in (PROJECT_DIR / "content").rglob("*")} == before


SURREY = [f"E07000{number}" for number in range(207, 218)]


@pytest.mark.nightly
def test_any_list_of_areas_gets_postcodes_and_a_map_in_its_own_folder(tmp_path: Path) -> None:
    codes = f"codes: [{', '.join(SURREY)}]"
    site = re.sub(r"codes: \[.*\]", codes, SITE).replace("Testland", "Surrey").replace("borough", "district")
    write_files(tmp_path, {"site.yaml": site})
    before = {file: file.stat().st_mtime_ns for file in GEOGRAPHY_DIR.iterdir()}
    command = [sys.executable, "-m", "tools.refresh_postcodes", "--content", str(tmp_path)]
    told = subprocess.run(command, cwd=PROJECT_DIR, check=True, capture_output=True, text=True)
    assert "postcodes in Surrey" in told.stdout
    assert "E09000027" in told.stderr, "nobody says which police force serves the areas of London"
    made = {file.name for file in (tmp_path / "geography").iterdir()}
    assert made == {"postcodes.bin", "districts.csv", "edition.yaml", "map.yaml"}
    assert {file: file.stat().st_mtime_ns for file in GEOGRAPHY_DIR.iterdir()} == before
    geography, found = read_geography(read_sources(tmp_path)[0])
    assert found == ()
    assert geography is not None
    assert geography.map is not None
    assert (sorted(geography.map.areas), geography.map.river) == (SURREY, None)
    assert {"Kent", "Sussex", "Thames Valley"} <= {outside.area for outside in geography.edition.outside}
    table = decode(geography.table)
    ends = {first + last: number for number, (first, last) in enumerate(product(UNIT_LETTERS, UNIT_LETTERS))}
    asked = [one for one in read_postcodes("GKRST") if one.authority in SURREY]
    answers = {
        table[one.outward][int(one.inward[0])][ends[one.inward[1:]]] == SURREY.index(one.authority)
        for one in asked
    }
    assert len(asked) > 30_000
    assert answers == {True}


@pytest.mark.nightly
def test_a_code_that_no_postcode_lies_in_is_told_at_its_line(tmp_path: Path) -> None:
    write_files(tmp_path, {"site.yaml": SITE.replace("E09000003", "E09000099")})
    command = [sys.executable, "-m", "tools.refresh_postcodes", "--content", str(tmp_path)]
    told = subprocess.run(command, cwd=PROJECT_DIR, check=False, capture_output=True, text=True)
    assert told.returncode == 1
    assert "site.yaml:11:33: no postcode lies in E09000099" in told.stderr
    assert not (tmp_path / "geography").exists()


@pytest.mark.nightly
def test_codes_of_the_river_that_are_not_the_regions_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    river = "  river: {name: Test, across: Across it, far_bank: [E09000001, E09000077], far_districts: [E0 SW1]}\n"
    write_files(tmp_path, {"site.yaml": SITE.replace("  time_zone:", f"{river}  time_zone:")})
    with pytest.raises(SystemExit) as told:
        read_region(tmp_path)
    lines = str(told.value).splitlines()
    assert [line.partition(": ")[2] for line in lines] == [
        "E09000077 is not among the codes of Testland.", "E0 is not among the codes of Testland.",
    ]  # fmt: skip
    with pytest.raises(SystemExit, match="There is no folder"):
        read_region(tmp_path / "nowhere")


def test_northern_ireland_lies_nowhere_on_the_british_grid() -> None:
    belfast = [one for one in read_postcodes("B") if one.authority.startswith("N")]
    assert len(belfast) > 10_000
    assert {(one.easting, one.northing) for one in belfast} == {(0, 0)}


@pytest.mark.nightly
def test_the_letters_around_london_are_found() -> None:
    region = read_region(LONDON)
    assert set(LONDON_LETTERS) <= set(region.letters)
    assert region.codes == tuple(BOROUGHS)
