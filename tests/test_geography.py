"""Generated data on postcodes: read whole or not at all, and turned into what the finder loads."""

import datetime
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from site_builder.content.sources import read_sources
from site_builder.content.validation import validate_sources
from site_builder.directory.assemble import assemble_directory
from site_builder.site.pages.job import SitePlan
from site_builder.site.pages.plan import plan_site
from tests.places_list import unpack_places
from tests.sites import officer, page, read_site, small_site, write_files

TABLE = b"a table of postcodes"
EDITION = f"""edition: Test Directory, November 2026
package: tests 1
made_by: python3 build.py refresh-postcodes
sha256: {hashlib.sha256(TABLE).hexdigest()}
postcodes: 30
inside: 20
attribution:
  - Contains test data.
areas:
  - E09000001
  - E09000002
  - E09000003
outside:
  - area: Kent
    name: Kent Police
    authorities:
      - E07000107
"""
DISTRICTS = """district,area,postcodes
N10,E09000001,500
N10,E09000002,4
N10,Kent,100
N10,unknown,7
N2,E09000003,3
N2,E09000002,3
TN1,Kent,20
"""
GEOGRAPHY = {
    "geography/edition.yaml": EDITION,
    "geography/districts.csv": DISTRICTS,
    "geography/postcodes.bin": TABLE,
}


def plan(folder: Path, files: dict[str, str | bytes]) -> tuple[SitePlan, list[str]]:
    """Plan a small site; return the plan and the findings as file and message."""
    site, _ = read_site(write_files(folder, files))
    assert site is not None
    records, found = validate_sources(read_sources(folder)[0])
    directory, more = assemble_directory(records, site, datetime.date(2026, 11, 22))
    planned, _ = plan_site(directory, records)
    names = [
        f"{Path(one.place.path).name}: {one.message}"
        for one in (*found, *more)
        if one.rule == "broken-geography"
    ]
    return planned, names


def loaded(planned: SitePlan, stem: str) -> Any:
    content = next(file.content for file in planned.files if f"assets/{stem}." in file.path)
    return unpack_places(content) if stem == "places" else json.loads(content)


def view(planned: SitePlan, path: str) -> Any:
    return next(job.view for job in planned.pages if job.path == path)


def test_a_district_lists_areas_by_share_and_names_those_under_one_per_cent_apart(tmp_path):
    planned, found = plan(tmp_path, small_site() | GEOGRAPHY)
    assert found == []
    assert loaded(planned, "districts") == {"N2": [[1, 2], []], "N10": [[0, 3], [1]], "TN1": [[3], []]}


def test_areas_go_by_number_in_the_order_of_their_codes_and_then_those_outside(tmp_path):
    planned, _ = plan(tmp_path, small_site() | GEOGRAPHY)
    places = loaded(planned, "places")
    assert [borough["name"] for borough in places["boroughs"]] == ["Northton", "Southton", "Farton"]
    assert places["outside"] == [{"area": "Kent", "name": "Kent Police"}]
    assert places["unknown"] == 4
    assert places["places"]["Southton Green"] == [1]


def test_the_first_step_for_a_borough_is_an_officer_who_can_be_reached_and_else_a_call(tmp_path):
    planned, _ = plan(tmp_path, small_site(ann=officer("Ann Ash", "south")))
    first, second, _ = loaded(planned, "places")["boroughs"]
    assert first["call"] == ["Call 101", "tel:101"]
    assert second["call"] == ["Email Ann Ash", "mailto:team@example.org"]
    assert second["officer"] == "Ann Ash"


def test_the_table_is_published_byte_for_byte_under_a_name_that_changes_with_it(tmp_path):
    planned, _ = plan(tmp_path, small_site() | GEOGRAPHY)
    digest = hashlib.sha256(TABLE).hexdigest()[:8]
    assert (f"assets/postcodes.{digest}.bin", TABLE) in [(file.path, file.content) for file in planned.files]


def test_the_page_of_districts_lists_those_inside_and_says_what_else_is_in_them(tmp_path):
    files = small_site() | GEOGRAPHY | {"pages/postcode-districts.md": page("Postcode districts")}
    planned, _ = plan(tmp_path, files)
    shown = view(planned, "postcode-districts/index.html")
    assert [(group.letters, [one.code for one in group.districts]) for group in shown.groups] == [
        ("N", ["N2", "N10"])
    ]
    last = shown.groups[0].districts[-1]
    assert [(link.text, link.url) for link in last.areas] == [
        ("Northton", "/boroughs/north/"),
        ("Kent (outside Testland)", ""),
    ]
    assert [link.text for link in last.few] == ["Southton"]
    assert shown.attribution == ("Contains test data.",)


def test_without_geography_the_finder_knows_names_only(tmp_path):
    planned, found = plan(tmp_path, small_site())
    assert found == []
    assert [file.path.split(".")[0] for file in planned.files if "assets/" in file.path] == ["assets/places"]
    assert view(planned, "index.html").finder.postcodes_url == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"geography/postcodes.bin": b"other"}, "postcodes.bin: This file is not the one that edition.yaml"),
        (
            {"geography/districts.csv": "district,area,postcodes\nN2,E09000001,many\n"},
            "districts.csv: This line",
        ),
        (
            {"geography/districts.csv": f"district,area,postcodes\nN2,{'E' * 150_000},1\n"},
            "districts.csv: This line",
        ),
        (
            {"geography/districts.csv": "district,area,postcodes\nN2,E09000001,١\n"},
            "districts.csv: This line",
        ),
        (
            {"geography/districts.csv": "district,area,postcodes\nN2,E09000001," + "9" * 5_000},
            "districts.csv: This line",
        ),
        (
            {"geography/edition.yaml": EDITION.replace("inside: 20\n", "")},
            'edition.yaml: "inside" is missing.',
        ),
    ],
)
def test_geography_that_does_not_hold_together_is_one_finding_with_its_cure(tmp_path, change, words):
    _, found = plan(tmp_path, small_site() | GEOGRAPHY | change)
    assert len(found) == 1
    assert found[0].startswith(words)


def test_postcodes_made_for_other_boroughs_are_refused_because_areas_go_by_number(tmp_path):
    edition = EDITION.replace("  - E09000003\n", "")
    _, found = plan(tmp_path, small_site() | GEOGRAPHY | {"geography/edition.yaml": edition})
    assert found == [
        "edition.yaml: The postcodes were not made for these areas: E09000003 is only in one of the two."
    ]


def test_a_missing_part_of_the_geography_is_named(tmp_path):
    files = small_site() | {name: text for name, text in GEOGRAPHY.items() if "districts" not in name}
    _, found = plan(tmp_path, files)
    assert found == ["geography: districts.csv is missing from this folder."]
