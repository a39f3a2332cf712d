"""The example site is made up and whole, and what it shares with London is the same there."""

import datetime
import re
import shutil
import unicodedata
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest
import yaml
from PIL import Image

from site_builder.content.body import Body
from site_builder.content.document import Origin
from site_builder.content.schema import ON_PAPER, Borough, Officer, Page, Record
from site_builder.content.telephone_numbers import digits_of, is_drama_number
from tests.sites import LONDON
from tools.make_example import borough_text, site_text, write_example

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "example"
DAY = datetime.date(2026, 11, 22)
HEAVIEST_PICTURE = 40_000
PICTURE_SIDE = 640
MOST_COLOURS = 48
"""A drawing of flat shapes has no more; a photograph has thousands."""


def text_value(node: yaml.Node) -> object:
    """Return a composed YAML node with every scalar kept as text."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: text_value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return tuple(text_value(entry) for entry in node.value)
    return node.value


def record(kind: type[Record], file: Path) -> Record:
    """Return the record of a file, or raise pydantic's error."""
    _, front_matter, body = file.read_text(encoding="utf-8").split("---\n", 2)
    fields = text_value(yaml.compose(front_matter))
    assert isinstance(fields, dict)
    return kind(slug=file.stem, origin=Origin(str(file)), body=Body(body), **fields)


@pytest.fixture(scope="module")
def officers() -> dict[str, Officer]:
    return {file.stem: record(Officer, file) for file in sorted((EXAMPLE / "officers").glob("*.md"))}


@pytest.fixture(scope="module")
def boroughs() -> dict[str, Borough]:
    files = sorted(file for file in (EXAMPLE / "pages/boroughs").glob("*.md") if "." not in file.stem)
    return {file.stem: record(Borough, file) for file in files}


def files_below(folder: Path) -> dict[PurePosixPath, bytes]:
    return {
        PurePosixPath(file.relative_to(folder).as_posix()): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def age(officer: Officer) -> int:
    """Return for how many days nobody has checked, counted from the source where nobody ever has."""
    year, month, day = (int(part) for part in (officer.source.published + "-01-01").split("-")[:3])
    last = officer.checked.on if officer.checked else datetime.date(year, month, day)
    return (DAY - last).days


def contacts(officer: Officer) -> list[str]:
    return [found.value for found in (officer.email, officer.phone, officer.text) if found]


def test_what_the_tool_derives_is_committed_and_all_else_is_left_alone(tmp_path):
    copy = shutil.copytree(EXAMPLE, tmp_path / "example")
    (copy / "site.yaml").unlink()
    for file in (one for one in (copy / "pages/boroughs").iterdir() if "." not in one.stem):
        own = re.search(
            r"^(?:liaison|surgeries):.*?(?=^---)", file.read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
        file.write_text(f"---\nname: Old\n{own[0] if own else ''}---\nOld.\n", "utf-8", newline="\n")
    (copy / "pages/boroughs/left-over.md").write_text("left over")
    write_example(copy, LONDON)
    written, committed = files_below(copy), files_below(EXAMPLE)
    assert sorted(written) == sorted(committed), "run: python -m tools.make_example"
    assert [path for path in written if written[path] != committed[path]] == [], "run the tool again"


def test_there_are_enough_people_of_every_kind(officers):
    assert len(officers) >= 45
    assert Counter(officer.state for officer in officers.values()).keys() == {
        "in-post", "acting", "away", "leaving",
    }  # fmt: skip
    assert Counter(officer.post for officer in officers.values()).keys() == {"lead", "deputy", "volunteer"}
    assert sum(len(officer.boroughs) > 1 for officer in officers.values()) >= 10
    assert sum(officer.photo is not None for officer in officers.values()) == 12
    assert sum(officer.basis == "published" for officer in officers.values()) >= 4


def test_pages_are_fresh_due_overdue_and_never_checked(officers):
    ages = [age(officer) for officer in officers.values()]
    assert sum(days < 90 for days in ages) >= 20
    assert sum(90 < days < 180 for days in ages) >= 5
    assert sum(days > 180 for days in ages) >= 4
    assert any(officer.checked is None and age(officer) > 180 for officer in officers.values())
    assert any(officer.checked is None and age(officer) < 90 for officer in officers.values())


def test_some_contacts_were_checked_by_themselves(officers):
    own = [
        contact.checked
        for officer in officers.values()
        for contact in (officer.email, officer.phone, officer.text)
        if contact and contact.checked
    ]
    assert len(own) >= 3
    assert all(check.on <= DAY for check in own)


def test_names_come_from_many_places_and_file_names_are_plain(officers):
    names = " ".join(officer.name for officer in officers.values())
    for script in ("ARABIC", "CJK", "HANGUL", "HEBREW", "DEVANAGARI", "ETHIOPIC"):
        assert any(unicodedata.name(letter, "").startswith(script) for letter in names), script
    assert all(unicodedata.is_normalized("NFC", officer.name) for officer in officers.values())
    assert max(len(officer.name) for officer in officers.values()) > 60
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", slug) for slug in officers)


def test_nobody_in_the_example_could_be_reached(officers):
    for slug in officers:
        written = (EXAMPLE / f"officers/{slug}.md").read_text("utf-8")
        numbers = re.findall(r"[+0-9][0-9 ()-]+[0-9]", written.replace("-", ""))
        long = [number for number in numbers if len(digits_of(number)) > len("20261122")]
        assert [number for number in long if not is_drama_number(number)] == [], slug
        assert set(re.findall(r"@[^\s,;)>]+", written)) <= {"@example.org"}, slug


def test_every_source_is_a_publisher_that_does_not_exist(officers, boroughs):
    gaps = [borough.liaison for borough in boroughs.values() if borough.liaison]
    sources = [said.source for said in [*officers.values(), *gaps] if said.source]
    assert len(sources) == len(officers) + 3
    for source in sources:
        assert source.publisher.startswith("Example "), source
        assert source.url.split("/")[2].endswith(".example.org"), source


def test_no_two_officers_share_a_contact(officers):
    shared = Counter(
        digits_of(value) or value for officer in officers.values() for value in contacts(officer)
    )
    assert [value for value, count in shared.items() if count > 1] == []


def test_every_officer_says_that_it_is_made_up(officers):
    for officer in officers.values():
        words = officer.body.text.strip() or officer.role
        assert words.startswith("A made-up officer") or words.endswith("made up for this example"), (
            officer.slug
        )


def test_consent_names_exactly_the_fields_it_is_for(officers):
    for officer in officers.values():
        assert officer.fields_outside_basis() == (), officer.slug
        if officer.consent:
            personal = officer.model_fields_set & set(Officer.consentable())
            assert set(officer.consent.fields) - {ON_PAPER} == personal, officer.slug
            assert officer.consent.on <= DAY < officer.consent.review_by, officer.slug
        else:
            assert not officer.body.text.strip(), officer.slug


def test_one_officer_has_only_what_is_required(officers):
    required = {name for name, field in Officer.model_fields.items() if field.is_required()} - Record.OWN
    assert officers["pip-tarn"].model_fields_set - Record.OWN == required


def test_fields_stand_in_the_order_of_the_content_guide():
    order = list(Officer.model_fields)
    for file in (EXAMPLE / "officers").glob("*.md"):
        fields = re.findall(
            r"^(\w+):", file.read_text(encoding="utf-8").split("---\n")[1], flags=re.MULTILINE
        )
        assert fields == sorted(fields, key=order.index), file.name


def test_whoever_covers_is_at_work_and_known(officers, boroughs):
    gaps = [borough.liaison for borough in boroughs.values() if borough.liaison]
    for slug in [officer.covered_by for officer in officers.values()] + [gap.covered_by for gap in gaps]:
        if slug:
            assert officers[slug].state != "away"
            assert age(officers[slug]) <= 180
    away = [officer for officer in officers.values() if officer.state == "away"]
    assert all(officer.until for officer in away)
    assert [officer.slug for officer in away if not officer.covered_by] == ["tane-te-whaitirangi-huna"]
    assert all(officer.until is None or officer.until > DAY for officer in officers.values())


def test_every_area_has_officers_or_says_how_it_stands(officers, boroughs):
    served = {slug for officer in officers.values() for slug in officer.boroughs}
    states = {slug: borough.liaison.state for slug, borough in boroughs.items() if borough.liaison}
    assert len(boroughs) == 33
    assert served | set(states) == set(boroughs)
    assert served & set(states) == set()
    assert Counter(states.values()) == {"vacant": 3, "unlisted": 1}
    assert all(gap.liaison.since <= DAY for gap in boroughs.values() if gap.liaison and gap.liaison.since)


def test_officers_of_several_boroughs_stay_in_one_grouping(officers, boroughs):
    for officer in officers.values():
        assert len({boroughs[slug].grouping for slug in officer.boroughs}) == 1, officer.slug


def test_pictures_are_square_light_drawings_and_each_belongs_to_an_officer(officers):
    files = {file.name: file for file in (EXAMPLE / "officers").glob("*.png")}
    assert sorted(files) == sorted(officer.photo.file for officer in officers.values() if officer.photo)
    for file in files.values():
        assert file.stat().st_size < HEAVIEST_PICTURE
        with Image.open(file) as picture:
            assert picture.size == (PICTURE_SIDE, PICTURE_SIDE)
            assert picture.getcolors(MOST_COLOURS), f"{file.name} is not a drawing"


def test_the_long_page_is_a_page():
    page = record(Page, EXAMPLE / "pages/a-long-page.md")
    assert isinstance(page, Page)
    assert [level for level in ("## ", "### ", "#### ") if f"\n{level}" in page.body.text] == [
        "## ",
        "### ",
        "#### ",
    ]


def test_a_borough_is_the_real_one_and_stands_as_the_example_says():
    real = "---\nname: Sutton\nliaison:\n  state: vacant\n  source:\n    publisher: A\nplaces:\n  - B\n---\n\nText.\n"
    own = "---\nname: Old\nliaison:\n  state: unlisted\nplaces:\n  - C\n---\n"
    kept = "---\nname: Sutton\nplaces:\n  - B\n"
    assert borough_text(real, own) == f"{kept}liaison:\n  state: unlisted\n---\n\nText.\n"
    assert borough_text(real, "") == f"{kept}---\n\nText.\n"


def test_the_settings_say_that_it_is_an_example():
    settings = text_value(yaml.compose((EXAMPLE / "site.yaml").read_text(encoding="utf-8")))
    assert isinstance(settings, dict)
    assert settings["example"] == "yes"
    assert settings["publisher"]["contact"] == "directory@example.org"
    assert settings["security_contact"] == "security@example.org"


def test_settings_without_a_line_to_replace_are_refused():
    with pytest.raises(ValueError, match="0 lines that begin with 'name'"):
        site_text("base_url: https://liaison.example/\n")
