"""The open data: in the forms it promises, with nobody in it who did not agree, and the same every day."""

import csv
import datetime
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from site_builder.content.csv_tables import safe_cell
from site_builder.content.field_facts import opened_as
from site_builder.content.schema import Borough, Channel, Officer, Record
from site_builder.content.sources import read_sources
from site_builder.content.telephone_numbers import digits_of
from site_builder.content.validation import Records, validate_sources
from site_builder.directory.assemble import assemble_directory
from site_builder.directory.model import Directory
from site_builder.language.words import read_english
from site_builder.site.pages.job import SitePlan
from site_builder.site.pages.open_data.directory_schema import (
    DESCRIPTION_FILE,
    OpenArea,
    OpenChannel,
    OpenOfficer,
    describe_form,
)
from site_builder.site.pages.open_data.facts import collect_facts, has_agreed
from site_builder.site.pages.open_data.human_services import by_day
from site_builder.site.pages.open_data.json_text import format_json
from site_builder.site.pages.plan import plan_site
from site_builder.site.urls import Urls
from tests.sites import LONDON, read_site, small_site, write_files

ROOT = Path(__file__).resolve().parent.parent
DAY = datetime.date(2026, 11, 22)
PUBLISHED_FORM = ROOT / "tests" / "golden" / "open-data.schema.json"
BOTH = pytest.mark.parametrize("example", [False, True], ids=["the real content", "the example"])


@cache
def read(example: bool) -> Records:
    return validate_sources(read_sources(LONDON, ROOT / "example" if example else None)[0])[0]


def assembled(
    example: bool, day: datetime.date = DAY, records: Records | None = None, **given: str
) -> Directory:
    site, _ = read_site(LONDON, ROOT / "example" if example else None, given)
    assert site is not None
    return assemble_directory(records or read(example), site, day)[0]


def planned(
    example: bool, day: datetime.date = DAY, records: Records | None = None, **given: str
) -> SitePlan:
    return plan_site(assembled(example, day, records, **given), records or read(example))[0]


def data_files(plan: SitePlan) -> dict[str, bytes]:
    return {file.path: file.content for file in plan.files if file.path.startswith("data/")}


@cache
def published(example: bool) -> Mapping[str, bytes]:
    return data_files(planned(example))


def directory_json(example: bool) -> dict:
    return json.loads(published(example)["data/directory.json"])


def services(example: bool) -> list[dict]:
    return json.loads(published(example)["data/hsds.json"])["contents"]


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def with_officer(slug: str, **changes: object) -> Records:
    """Return the example's records with one officer changed."""
    records = read(True)
    officers = tuple(
        officer.model_copy(update=changes) if officer.slug == slug else officer
        for officer in records.officers
    )
    return replace(records, officers=officers)


# ----- the form


@BOTH
def test_the_directory_file_is_what_its_own_description_says(example: bool) -> None:
    form = json.loads(published(example)["data/directory.schema.json"])
    Draft202012Validator.check_schema(form)
    validator = Draft202012Validator(form, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(directory_json(example))] == []


def test_the_form_that_is_kept_is_the_one_of_the_models() -> None:
    """Whoever changes a field sets LIAISON_WRITE_GOLDEN=1 once: making it takes longer than most builds."""
    if os.environ.get("LIAISON_WRITE_GOLDEN"):
        DESCRIPTION_FILE.write_bytes(describe_form())
    assert DESCRIPTION_FILE.read_bytes() == describe_form()


def test_a_change_of_the_form_is_seen_and_gets_a_new_version() -> None:
    """Whoever changes it raises `version`, adds a line to pages/data.md, and sets LIAISON_WRITE_GOLDEN=1 once."""
    made = published(False)["data/directory.schema.json"].decode()
    kept = PUBLISHED_FORM.read_text("utf-8")
    if os.environ.get("LIAISON_WRITE_GOLDEN") and version_of(made) != version_of(kept):
        PUBLISHED_FORM.write_text(made, "utf-8")
    assert made == PUBLISHED_FORM.read_text("utf-8")


@pytest.mark.parametrize(
    "record, form", [(Borough, OpenArea), (Officer, OpenOfficer), (Channel, OpenChannel)]
)
def test_a_field_that_leaves_is_marked_as_open_where_it_is_described(
    record: type[Record], form: type[BaseModel]
) -> None:
    """The forms word some fields themselves: what the schema calls closed must not stand among them."""
    assert set(form.model_fields) & set(record.model_fields) <= set(opened_as(record))


def version_of(form: str) -> str:
    """Return the version that a form of the directory file has."""
    return str(json.loads(form)["properties"]["version"]["const"])


@BOTH
def test_every_reference_in_the_file_leads_to_something_in_the_file(example: bool) -> None:
    directory = directory_json(example)
    areas, officers, channels = (
        {one["id"] for one in directory[kind]} for kind in ("areas", "officers", "channels")
    )
    for area in directory["areas"]:
        assert officers.issuperset([*area["officers"], *filter(None, [area["stand_in"]])])
        assert areas.issuperset(area["neighbours"])
        assert area["force"] in {force["id"] for force in directory["forces"]}
    for officer in directory["officers"]:
        assert areas.issuperset(officer["areas"])
        assert officers.issuperset(filter(None, [officer["covered_by"]]))
    for channel in directory["channels"]:
        assert channels.issuperset(channel["instead_of_voice"])


def test_areas_tell_their_state_and_how_many_are_left_out() -> None:
    areas = {area["id"]: area for area in directory_json(False)["areas"]}
    assert len(areas) == 33
    assert (areas["harrow"]["state"], areas["harrow"]["officers"]) == ("overdue", [])
    assert areas["harrow"]["officers_left_out"] == 1
    assert (areas["camden"]["state"], areas["camden"]["officers_left_out"]) == ("unlisted", 0)


def test_a_site_that_does_not_explain_the_data_publishes_none(tmp_path: Path) -> None:
    folder = write_files(tmp_path, small_site())
    site, _ = read_site(folder)
    records, _ = validate_sources(read_sources(folder)[0])
    assert site is not None
    plan, _ = plan_site(assemble_directory(records, site, DAY)[0], records)
    assert [path for path in data_files(plan) if not path.endswith(".vcf")] == []


def test_the_page_links_to_every_file_below_a_path_too() -> None:
    plan = planned(False, base_url="https://directory.example/liaison/")
    page = next(job.view for job in plan.pages if job.path == "data/index.html")
    linked = {url.removeprefix("/liaison/") for written, url in page.prose.links if "/data/" in written}
    assert linked == {path for path in data_files(plan) if not path.endswith(".vcf")}


# ----- only by consent


def test_nobody_is_in_the_real_data_who_did_not_agree() -> None:
    assert directory_json(False)["officers"] == []
    assert rows(published(False)["data/officers.csv"]) == []
    for path, content in published(False).items():
        assert b"varnham" not in content.lower(), path


def test_no_file_holds_anything_that_is_withheld() -> None:
    hidden = set(withheld(read(True)))
    assert len(hidden) > 80, "the example has too little to hide"
    for path, content in published(True).items():
        text = content.decode()
        assert [value for value in hidden if value in text] == [], path


def withheld(records: Records) -> Iterator[str]:
    """Yield the words and numbers of the example that no file may hold, not even inside a longer text."""
    agreed = [officer for officer in records.officers if has_agreed(officer, DAY)]
    for officer in records.officers:
        if officer.consent:
            yield f'"{officer.consent.by}"'
        if officer.photo:
            yield from (officer.photo.file, officer.photo.alt)
        if officer.body.text.strip():
            yield officer.body.text.strip()
        if officer.checked:
            yield from (officer.checked.by, officer.checked.how)
        if officer not in agreed:
            yield from (officer.name, officer.slug)
    for borough in records.boroughs:
        if borough.grouping:
            yield f'"{borough.grouping}"'
    for channel in records.channels:
        yield from (f'"{words}"' for words in channel.unverified or () if " " in words)
        if channel.checked:
            yield from (channel.checked.by, channel.checked.how)
        if channel.held_back:
            yield from (channel.held_back, f"/report/{channel.slug}/")


def test_the_example_has_people_on_both_sides() -> None:
    names = {officer["id"] for officer in directory_json(True)["officers"]}
    assert len(names) > 20
    assert len(read(True).officers) - len(names) > 0


def test_a_field_that_the_officer_did_not_agree_to_stays_out_even_if_it_gets_that_far() -> None:
    officer = next(one for one in read(True).officers if one.slug == "amrit-singh-bhogalwal")
    assert officer.consent
    only_email = officer.consent.model_copy(update={"fields": ("email",)})
    facts = collect_facts(assembled(True, records=with_officer(officer.slug, consent=only_email)), Urls("/"))
    found = next(one for one in facts.officers if one.id == officer.slug)
    assert [contact.kind for contact in found.contacts] == ["email"]
    assert (found.languages, found.helps_with) == ((), ())


def who(field: str) -> str:
    """Return an officer of the example whom others refer to: in `stand_in` or `covered_by`."""
    directory = directory_json(True)
    return next(one[field] for one in (*directory["areas"], *directory["officers"]) if one.get(field))


@pytest.mark.parametrize("field", ["stand_in", "covered_by"])
@pytest.mark.parametrize("lapsed", [False, True], ids=["never agreed", "lapsed"])
def test_an_officer_without_a_consent_that_holds_is_counted_and_not_named(field: str, lapsed: bool) -> None:
    slug = who(field)
    officer = next(one for one in read(True).officers if one.slug == slug)
    assert officer.consent
    yesterday = officer.consent.model_copy(update={"review_by": DAY - datetime.timedelta(1)})
    changes = {"consent": yesterday} if lapsed else {"consent": None, "basis": "published"}
    files = data_files(planned(True, records=with_officer(slug, **changes)))
    assert slug.encode() in published(True)["data/directory.json"]
    for path, content in files.items():
        assert slug.encode() not in content, path
        assert officer.name.encode() not in content, path
    areas = {area["id"]: area for area in json.loads(files["data/directory.json"])["areas"]}
    assert areas[officer.boroughs[0]]["officers_left_out"] > 0


# ----- the same every day


@BOTH
def test_the_day_of_the_build_is_in_no_file(example: bool) -> None:
    odd_day = datetime.date(2026, 12, 7)
    for path, content in data_files(planned(example, odd_day)).items():
        assert b"2026-12-07" not in content, path
        assert b"7 December 2026" not in content, path


def test_two_days_with_the_same_facts_make_the_same_bytes() -> None:
    assert data_files(planned(False, DAY + datetime.timedelta(9))) == published(False)


@BOTH
def test_every_file_ends_with_a_line_end_and_their_order_is_fixed(example: bool) -> None:
    assert all(content.endswith(b"\n") for content in published(example).values())
    ids = [officer["id"] for officer in directory_json(example)["officers"]]
    assert ids == sorted(ids)
    assert published(example) == data_files(planned(example))


# ----- tables


@BOTH
def test_the_tables_say_what_the_directory_file_says(example: bool) -> None:
    directory, files = directory_json(example), published(example)
    for kind in ("areas", "officers", "channels"):
        found = rows(files[f"data/{kind}.csv"])
        assert [row["id"] for row in found] == [one["id"] for one in directory[kind]]
        assert [row["name"].strip("\u2068\u2069") for row in found] == [
            one["name"] for one in directory[kind]
        ]
    for row, channel in zip(rows(files["data/channels.csv"]), directory["channels"], strict=True):
        phones = [contact["value"] for contact in channel["contacts"] if contact["kind"] == "phone"]
        assert row["phone"] == "; ".join(phones)
        assert row["warnings"] == "; ".join(channel["warnings"])


@BOTH
def test_the_tables_are_for_excel_and_rfc_4180(example: bool) -> None:
    for path, content in published(example).items():
        if path.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
            lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
            assert {len(line) for line in lines} == {len(lines[0])}
            assert content.count(b"\n") == content.count(b"\r\n")


@given(
    st.text()
    | st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", " =", "＝"]), st.text())
)
def test_no_cell_begins_a_formula_and_none_loses_a_sign(text: str) -> None:
    written = safe_cell(text)
    assert written.lstrip(" ")[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
    assert written in {text, f"'{text}"}


def test_telephone_numbers_need_no_apostrophe() -> None:
    for example in (False, True):
        for kind in ("officers", "channels"):
            for row in rows(published(example)[f"data/{kind}.csv"]):
                assert not row["phone"].startswith(("+", "'"))


# ----- Open Referral


@BOTH
def test_the_services_keep_the_rules_of_hsds_3(example: bool) -> None:
    form = json.loads((ROOT / "tests" / "hsds-3.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(form)
    validator = Draft202012Validator(form, format_checker=Draft202012Validator.FORMAT_CHECKER)
    page = json.loads(published(example)["data/hsds.json"])
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(page)] == []
    assert page["total_items"] == page["size"] == len(page["contents"]) > 33


@BOTH
def test_no_two_things_in_the_services_share_an_id(example: bool) -> None:
    for kind in ("phones", "schedules", "service_areas", "languages"):
        ids = [one["id"] for service in services(example) for one in service.get(kind, ())]
        assert len(ids) == len(set(ids)), kind
    assert len({service["id"] for service in services(example)}) == len(services(example))


def test_a_service_says_when_it_was_assured_only_if_somebody_checked() -> None:
    assert all("assured_date" not in service for service in services(False)), (
        "nobody has checked anything yet"
    )
    assured = [service for service in services(True) if "assured_date" in service]
    assert assured
    assert {service["assurer_email"] for service in assured} == {"directory@example.org"}


def test_an_area_without_an_officer_says_what_to_do() -> None:
    found = {service["name"]: service for service in services(False)}
    camden = found["LGBT+ community liaison officer for Camden"]
    assert camden["status"] == "active"
    assert camden["alert"] == (
        "No named officer is published here yet. Call 101 and ask for the LGBT+ liaison officer."
    )
    city = found["LGBT+ community liaison officer for City of London"]
    assert city["alert"].endswith(
        "Call 101, ask for the City of London Police, and ask for the LGBT+ liaison officer."
    )


@pytest.mark.parametrize(
    ("days", "listed"),
    [("Mo", "MO"), ("Mo-Th", "MO,TU,WE,TH"), ("Sa-Su", "SA,SU"), ("Mo-Su", "MO,TU,WE,TH,FR,SA,SU")],
)
def test_days_are_listed_as_in_calendars(days: str, listed: str) -> None:
    assert by_day(days) == listed


# ----- contact cards


def cards(example: bool) -> dict[str, bytes]:
    return {path: content for path, content in published(example).items() if path.endswith(".vcf")}


@BOTH
def test_another_program_reads_every_contact_card(example: bool) -> None:
    assert len(cards(example)) > 10
    for path, content in cards(example).items():
        card = vobject.readOne(content.decode())
        assert (card.version.value, card.n.value.family) == ("3.0", card.fn.value)
        assert set(card.contents) == {"version", "n", "fn", "tel"}, path
        assert re.findall(r"\d+", path) == [digits_of(line.value) for line in card.contents["tel"]]


@BOTH
def test_a_contact_card_gives_nobody_away(example: bool) -> None:
    for path, content in cards(example).items():
        text = content.decode("ascii")
        assert all(len(line) <= 75 for line in text.split("\r\n")), "a long line would have to be folded"
        assert "\n" not in text.replace("\r\n", "")
        name = vobject.readOne(text).fn.value
        words, _, digits = name.rpartition(" ")
        assert words == "Local contact"
        assert digits.isdigit()
        assert digits in path


@BOTH
def test_every_page_links_to_its_card_and_every_card_is_linked(example: bool) -> None:
    plan = planned(example)
    in_english = [job for job in plan.pages if not re.match(r"[a-z]{2}/", job.path)]
    links = [job.view.save for job in in_english if getattr(job.view, "save", None)]
    assert {link.text for link in links} == {read_english()("save_contact")}
    assert {link.url.removeprefix("/") for link in links} == set(cards(example))


def test_nobody_saves_999_and_nobody_gets_a_card_without_consent() -> None:
    plan = planned(True)
    saved = {job.path for job in plan.pages if getattr(job.view, "save", None)}
    assert "report/emergency-999/index.html" not in saved
    assert "report/emergency-sms/index.html" not in saved
    for officer in read(True).officers:
        if officer.basis == "published":
            assert f"officers/{officer.slug}/index.html" not in saved


def test_a_number_that_is_too_old_has_no_card() -> None:
    slug = "amrit-singh-bhogalwal"
    officer = next(one for one in read(True).officers if one.slug == slug)
    assert isinstance(officer, Officer)
    assert officer.checked
    path = f"data/contacts/{digits_of('020 7946 0304')}.vcf"
    assert path in cards(True)
    long_ago = officer.checked.model_copy(update={"on": DAY - datetime.timedelta(181)})
    assert path not in data_files(planned(True, records=with_officer(slug, checked=long_ago)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),  # no file of ours has a number with a point
    lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts) | st.lists(parts).map(tuple),
)


@given(JSON)
def test_json_is_written_as_the_library_writes_it(value: object) -> None:
    assert format_json(value) == (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode(
        "utf-8", "surrogatepass"
    )
