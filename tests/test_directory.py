"""Who serves where on a day, and whom to turn to where nobody does."""

import datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.content.record_groups import Check, Source
from site_builder.content.schema import Channel, Officer
from site_builder.content.settings import FreshnessLimits
from site_builder.content.sources import SourceFile, read_sources
from site_builder.content.validation import validate_sources
from site_builder.directory.assemble import assemble_directory
from site_builder.directory.freshness import assess_channel, assess_officer
from site_builder.directory.history.told_facts import facts_on
from site_builder.directory.judgement import Folders, judge_folders
from site_builder.directory.model import Directory
from site_builder.directory.standing import channel_standing_on, standing_on
from site_builder.directory.upkeep import look_after
from site_builder.findings.diagnostics import Diagnostic
from site_builder.language.words import read_english
from site_builder.site.pages.cards import channel_card, display_name, officer_profile
from site_builder.site.pages.listings import make_listings
from site_builder.site.pages.open_data.facts import collect_facts
from site_builder.site.pages.ways import Ways
from site_builder.site.urls import Urls
from tests.sites import CHANNEL, LONDON, SITE, borough, officer, page, read_site, small_site, write_files

TODAY = datetime.date(2026, 11, 22)
REACHABLE = "email: team@example.org\nchecked: {on: 2026-11-01, by: us, how: rang}\n"
LEVELS = "levels: {uncovered-area: warning}\n"
OVERDUE = "email: team@example.org\nchecked: {on: 2026-01-01, by: us, how: rang}\n"


def assembled(
    folder: Path, files: dict[str, str], as_of: datetime.date = TODAY
) -> tuple[Directory, tuple[Diagnostic, ...]]:
    """Return the directory of a small content folder, and what was found while assembling it."""
    write_files(folder, files)
    site, found = read_site(folder)
    assert site is not None, found
    records, found = validate_sources(read_sources(folder)[0])
    assert [str(finding) for finding in found] == []
    return assemble_directory(records, site, as_of)


def rules(found: tuple[Diagnostic, ...]) -> list[str]:
    """Return the rules of findings that are not about single unchecked channels."""
    return sorted(
        {finding.rule for finding in found}
        - {"never-checked", "uncovered-area", "unlisted-area", "unused-consent"}
    )


def outline(directory: Directory, slug: str) -> str:
    """Return how an area stands: its state, who serves it, and who stands in by which rule."""
    area = directory.area(slug)
    assert area is not None
    serving = ", ".join(one.officer.slug for one in area.standings) or "nobody"
    stand_in = area.fallback
    if stand_in is None:
        return f"{area.state}: {serving}"
    return f"{area.state}: {serving}; {stand_in.why}: {stand_in.officer.officer.slug if stand_in.officer else '101'} {stand_in.how}".rstrip()


@pytest.mark.parametrize(
    ("officers", "expected"),
    [
        ({"ada": officer("Ada", "north")}, "filled: ada"),
        ({}, "unlisted: nobody; unlisted: 101"),
        ({"bo": officer("Bo", "south")}, "unlisted: nobody; unlisted: bo team"),
        ({"cy": officer("Cy", "far")}, "unlisted: nobody; unlisted: 101"),
        ({"ada": officer("Ada", "north", more=OVERDUE)}, "overdue: ada; overdue: 101"),
        (
            {"ada": officer("Ada", "north", more=OVERDUE), "bo": officer("Bo", "south")},
            "overdue: ada; overdue: bo team",
        ),
        (
            {
                "ada": officer("Ada", "north", more=OVERDUE + "covered_by: cy\n"),
                "bo": officer("Bo", "south"),
                "cy": officer("Cy", "far"),
            },
            "covered: ada; overdue: cy cover",
        ),
        ({"ada": officer("Ada", "north", "away"), "bo": officer("Bo", "far")}, "away: ada; away: 101"),
        (
            {
                "ada": officer("Ada", "north", "away", REACHABLE + "covered_by: bo\n"),
                "bo": officer("Bo", "far"),
            },
            "covered: ada; away: bo cover",
        ),
        (
            {
                "ada": officer("Ada", "north", "away", REACHABLE + "covered_by: bo\n"),
                "bo": officer("Bo", "far", more=OVERDUE),
            },
            "away: ada; away: 101",
        ),
        (
            {
                "ada": officer("Ada", "north", "away"),
                "bo": officer("Bo", "north", more=REACHABLE + "post: deputy\n"),
            },
            "filled: bo, ada",
        ),
        ({"ada": officer("Ada", "north", "away", REACHABLE + "until: 2026-11-20\n")}, "filled: ada"),
        ({"ada": officer("Ada", "north", "away", REACHABLE + "since: 2026-12-01\n")}, "filled: ada"),
        ({"ada": officer("Ada", "north", "leaving", REACHABLE + "until: 2026-11-22\n")}, "filled: ada"),
        (
            {"ada": officer("Ada", "north", "leaving", REACHABLE + "until: 2026-11-21\n")},
            "unlisted: nobody; unlisted: 101",
        ),
        (
            {"ada": officer("Ada", "north", more="checked: {on: 2026-11-01, by: us, how: rang}\n")},
            "filled: ada; no-contact: 101",
        ),
    ],
)
def test_an_area_stands_as_its_officers_do_and_is_never_without_somebody(
    officers: dict[str, str], expected: str, tmp_path: Path
) -> None:
    directory, _ = assembled(tmp_path, small_site(**officers))
    assert outline(directory, "north") == expected


def test_a_vacant_post_is_covered_by_the_officer_it_names(tmp_path: Path) -> None:
    vacant = "liaison:\n  state: vacant\n  source: {publisher: Example Gazette, published: 2026-03-03}\n  covered_by: cy\n"
    files = small_site(cy=officer("Cy", "far")) | {"pages/boroughs/north.md": borough("north", vacant)}
    assert outline(assembled(tmp_path, files)[0], "north") == "covered: nobody; vacant: cy cover"


def test_boroughs_without_a_group_are_not_one_team(tmp_path: Path) -> None:
    files = small_site(bo=officer("Bo", "south"))
    for slug in ("north", "south"):
        files[f"pages/boroughs/{slug}.md"] = files[f"pages/boroughs/{slug}.md"].replace(
            "grouping: team\n", ""
        )
    assert outline(assembled(tmp_path, files)[0], "north") == "unlisted: nobody; unlisted: 101"


def test_an_officer_without_a_date_is_overdue_wherever_somebody_asks(tmp_path: Path) -> None:
    undated = officer("Ada", "north", more="email: team@example.org\n").replace("2026-06-01", "undated")
    directory, found = assembled(tmp_path, small_site(ada=undated))
    (ada,) = directory.standings
    records, _ = validate_sources(read_sources(tmp_path)[0])
    assert outline(directory, "north").startswith("overdue: ada; overdue:")
    assert "overdue-officer" in rules(found)
    assert facts_on(ada.officer, TODAY, FreshnessLimits()).is_overdue
    assert ("Ada", "overdue") in {(one.name, one.state) for one in look_after(directory, records).checks}


@pytest.mark.parametrize(("last", "holds"), [("2026-11-22", True), ("2026-11-21", False)])
def test_consent_holds_through_its_last_day(last: str, holds: bool, tmp_path: Path) -> None:
    ada = officer("Ada", "north").replace("review_by: 2029-01-01", f"review_by: {last}")
    directory, found = assembled(tmp_path, small_site(ada=ada))
    assert ("lapsed-consent" not in rules(found)) is holds
    assert [one.name for one in collect_facts(directory, Urls("/")).officers] == ["Ada"] * holds


def test_no_area_is_a_dead_end_on_any_day_of_the_coming_year(tmp_path: Path, whole: bool) -> None:
    files = small_site(
        ada=officer("Ada", "north", "leaving", REACHABLE + "until: 2027-03-01\n"), bo=officer("Bo", "south")
    )
    for days in range(0, 366, 5 if whole else 15):
        directory, _ = assembled(tmp_path, files, TODAY + datetime.timedelta(days))
        for area in directory.areas:
            assert area.fallback is not None or any(one.can_be_reached for one in area.standings)


CHECKS = st.lists(
    st.tuples(st.sampled_from(["checked", "phone", "email", "text"]), st.integers(0, 400)), max_size=8
)


def offered(officer: Officer, channel: Channel) -> set[str]:
    """Return everything that can be dialled or written to, of an officer and of a way to report, and whether they lead."""
    limits = FreshnessLimits()
    standing, way = standing_on(officer, TODAY, limits), channel_standing_on(channel, TODAY, limits)
    assert standing
    assert way
    directory = Directory(None, TODAY, (), (standing,), (way,), (), {})
    cards = (
        officer_profile(standing, directory, Urls("/"), None, read_english()).card,
        channel_card(way, directory, Urls("/"), read_english()),
    )
    links = {f"{card.name} {one.url}" for card in cards for one in card.contacts if one.url}
    return links | {f"Relay {cards[1].relay_url}"} | ({"leads"} if standing.can_be_reached else set())


@given(published=st.integers(0, 400), checks=CHECKS)
@settings(max_examples=150, deadline=None)
def test_checking_more_or_later_never_makes_a_page_offer_less(
    published: int, checks: list[tuple[str, int]]
) -> None:
    person, way = officer_and_channel(TODAY - datetime.timedelta(published))
    before = offered(person, way)
    assert {
        "A helpline tel:02079460001",
        "A helpline sms:07700900123",
        "Relay tel:1800102079460001",
    } <= before
    for what, days in checks:
        on = TODAY - datetime.timedelta(days)
        person, way = with_check(person, what, on), with_check(way, what, on)
        after = offered(person, way)
        assert before <= after
        before = after


def test_beside_a_number_to_dial_stands_a_way_to_write_also_where_their_own_address_is_too_old(
    tmp_path: Path,
) -> None:
    number = "phone: {value: 020 7946 0123, checked: {on: 2026-11-01, by: us, how: rang}}\n"
    for written in ("", "email: team@example.org\n", "text: 07700 900123\n"):
        files = small_site(ada=officer("Ada", "north", more=number + written))
        files["officers/ada.md"] = files["officers/ada.md"].replace(
            "published: 2026-01-01", "published: 2025-01-01"
        )
        directory, _ = assembled(tmp_path, files)
        card = make_listings(directory, Urls("/"), read_english()).officers["ada"].card
        assert [one.kind for one in card.contacts if one.url] == ["phone"]
        assert card.relay_url == "tel:1800102079460123"
        assert [one.text for one in card.instead_of_voice] == ["A helpline"]


def officer_and_channel(published: datetime.date) -> tuple[Officer, Channel]:
    """Return records that nobody ever checked, from a source of a day."""
    files = small_site(
        ada=officer(
            "Ada", "north", more="phone: 020 7946 0002\nemail: team@example.org\ntext: 07700 900456\n"
        ).replace("2026-01-01}", f"{published}}}")
    )
    helpline = files["channels/helpline.md"].replace("url:", "text: 07700 900123\nemail: a@example.org\nurl:")
    sources = [
        SourceFile("officers/ada.md", "officers/ada.md", files["officers/ada.md"].encode()),
        SourceFile("channels/helpline.md", "channels/helpline.md", helpline.encode()),
    ]
    records, _ = validate_sources(sources)
    return records.officers[0], records.channels[0]


R = TypeVar("R", Officer, Channel)


def with_check(record: R, what: str, on: datetime.date) -> R:
    """Return the record with one more check, of the whole or of a contact; a check that is there only grows newer."""
    old = record if what == "checked" else getattr(record, what)
    last = old.checked.on if old.checked else datetime.date.min
    check = Check(on=str(max(last, on)), by="us", how="rang")
    if what == "checked":
        return record.model_copy(update={"checked": check})
    return record.model_copy(update={what: old.model_copy(update={"checked": check})})


def test_every_area_of_the_real_site_has_two_charities_on_every_day_of_the_coming_year(whole: bool) -> None:
    records, _ = validate_sources(read_sources(LONDON)[0])
    site, _ = read_site(LONDON)
    assert site is not None
    for days in range(0, 366, 1 if whole else 30):  # what is out of date stays so
        directory, _ = assemble_directory(records, site, TODAY + datetime.timedelta(days))
        assert len(directory.areas) == 33
        assert [one.slug for one in directory.charities] == ["galop", "switchboard"]
    listings = make_listings(directory, Urls("/"), read_english())
    support = [card.name for card in Ways(directory, listings.channels, read_english()).to_support]
    assert support[:2] == ["Galop", "Switchboard"]
    for fallback in listings.fallbacks.values():
        assert [one.contact.url for one in fallback.charities] == ["tel:08009995428", "tel:08000119100"]


def _charity_files(setting: str) -> dict[str, str]:
    files = small_site()
    files["site.yaml"] = SITE.replace("charities: [helpline]", setting)
    for number, slug in enumerate(("one", "two", "same", "police"), 1):
        files[f"channels/{slug}.md"] = CHANNEL.format(
            name=f"Line {slug}",
            kind="police-non-emergency" if slug == "police" else "third-party",
            phone="020 7946 0012" if slug == "same" else f"020 7946 001{number}",
            more="",
        )
    del files["channels/helpline.md"]
    return files | {
        "site.yaml": files["site.yaml"].replace("online_channel: helpline", "online_channel: police")
    }


@pytest.mark.parametrize(
    ("setting", "retired", "named"),
    [
        ("charities: [one, two]", "", 2),
        ("charities: [two, same, one]", "", 2),
        ("charities: [police, one, two]", "", 2),
        ("charities: [one]", "", 1),
        ("charity: one", "", 1),
        ("charities: [one, police]", "", 1),
        ("charities: [two, same]", "", 1),
        ("charities: [one, two]", "020 7946 0011", 1),
        ("charities: [police]", "", 0),
        ("charities: [one]", "020 7946 0011", 0),
    ],
)
def test_fewer_than_two_independent_charities_on_any_day_of_the_year_are_told_at_the_setting(
    setting: str, retired: str, named: int, tmp_path: Path
) -> None:
    files = _charity_files(setting)
    if retired:
        listed = (
            f"contacts:\n  - {{value: {retired}, was: an old line, evidence: its website, level: error}}\n"
        )
        files["retired.yaml"] = listed
    for days in (0, 180, 365):
        directory, found = assembled(tmp_path, files, TODAY + datetime.timedelta(days))
        assert len(directory.charities) == named
        told = [one for one in found if "independent" in one.message]
        lines = files["site.yaml"].split("\n")
        assert [lines[one.place.line - 1] for one in told] == [setting] * (named < 2)


@pytest.mark.parametrize(
    ("setting", "checked", "retired", "expected"),
    [
        ("charities: [one, two, three]", {}, "", "one two"),
        ("charities: [three, two, one]", {}, "", "three two"),
        ("charities: [one, two, three]", {"three": "2026-11-01"}, "", "three one"),
        ("charities: [one, two, three]", {"three": "2026-08-01", "two": "2026-11-01"}, "", "two three"),
        ("charities: [one, two, three]", {"three": "2025-08-01"}, "", "one two"),
        ("charities: [one, two, three]", {}, "020 7946 0011", "two three"),
        ("charities: [one]", {}, "", "one helpline"),
        ("charity: three", {}, "", "helpline three"),
        ("name: Test directory", {}, "", "helpline one"),
    ],
)
def test_two_charities_are_named_the_one_checked_last_first_and_none_that_is_retired(
    setting: str, checked: dict[str, str], retired: str, expected: str, tmp_path: Path
) -> None:
    files = small_site()
    files["site.yaml"] = SITE.replace(
        "charities: [helpline]", setting if "char" in setting else "provenance: no"
    )
    for number, slug in enumerate(("one", "two", "three"), 1):
        more = f"checked: {{on: {checked[slug]}, by: us, how: rang}}\n" if slug in checked else ""
        files[f"channels/{slug}.md"] = CHANNEL.format(
            name=f"Line {slug}", kind="support", phone=f"020 7946 001{number}", more=more
        )
    if retired:
        files["retired.yaml"] = (
            f"contacts:\n  - {{value: {retired}, was: an old line, evidence: its website, level: error}}\n"
        )
    directory, _ = assembled(tmp_path, files)
    assert sorted(one.slug for one in directory.charities) == sorted(expected.split())
    if "charity:" not in setting and setting.count(",") > 1:
        assert " ".join(one.slug for one in directory.charities) == expected
    _, told = read_site(tmp_path)
    assert [one.rule for one in told] == (["old-setting"] if "charity:" in setting else [])


@pytest.mark.parametrize(
    ("published", "checked", "expected"),
    [
        ("2023-06-15", None, "overdue: Named by PinkNews on 15 June 2023. Not checked since 15 June 2023."),
        ("2026-10-01", None, "fresh: Named by PinkNews on 1 October 2026."),
        ("2026-07", None, "due: Named by PinkNews in July 2026. Not checked since July 2026."),
        ("undated", None, "overdue: Named by PinkNews, undated. Never checked."),
        ("2023-06-15", "2026-11-01", "fresh: Checked on 1 November 2026."),
        ("2023-06-15", "2026-08-24", "fresh: Checked on 24 August 2026."),
        ("2023-06-15", "2026-08-23", "due: Checked on 23 August 2026. Due to be checked again."),
        ("2023-06-15", "2026-05-26", "due: Checked on 26 May 2026. Due to be checked again."),
        ("2023-06-15", "2026-05-25", "overdue: Not checked since 25 May 2026."),
    ],
)
def test_an_officer_grows_old_by_the_day(published: str, checked: str | None, expected: str) -> None:
    source = Source(publisher="PinkNews", published=published)
    check = Check(on=checked, by="us", how="rang") if checked else None
    fresh = assess_officer(source, check, FreshnessLimits(), TODAY)
    assert f"{fresh.state}: {fresh.words}" == expected


def test_a_channel_nobody_checked_says_where_it_is_from() -> None:
    sources = (
        Source(publisher="Galop", published="2023-02-02"),
        Source(publisher="A newer newspaper", published="2024-02-02"),
    )
    fields: dict[str, Any] = {"sources": sources}
    channel = Channel.model_construct(**fields)
    fresh = assess_channel(channel, FreshnessLimits(), TODAY)
    assert (fresh.state, fresh.words) == (
        "never",
        "From Galop, 2 February 2023. We have not confirmed it ourselves.",
    )


@pytest.mark.parametrize(
    ("checked", "state", "words"),
    [
        (None, "fixed", "Fixed by Ofcom, 8 March 2006."),
        ("2026-11-01", "fresh", "Checked on 1 November 2026."),
        ("2026-01-01", "fixed", "Fixed by Ofcom, 8 March 2006."),
    ],
)
def test_a_number_that_is_fixed_for_everybody_does_not_grow_old(
    checked: str | None, state: str, words: str
) -> None:
    check = Check(on=checked, by="us", how="rang") if checked else None
    fixed = Source(publisher="Ofcom", published="2006-03-08")
    fields: dict[str, Any] = {"sources": (), "checked": check, "number_fixed_by": fixed}
    channel = Channel.model_construct(**fields)
    fresh = assess_channel(channel, FreshnessLimits(), TODAY)
    assert (fresh.state, fresh.words) == (state, words)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"officers/bo.md": officer("Bo", "nroth")},
            'officers/bo.md:4:12: error: There is no borough page called "nroth". Did you mean "north"? [unknown-area]',
        ),
        (
            {"officers/bo.md": officer("Bo", "far", more=REACHABLE + "covered_by: adda\n")},
            'officers/bo.md:8:13: error: There is no officer called "adda". Did you mean "ada"? [unknown-officer]',
        ),
        (
            {"pages/boroughs/north.md": borough("north", "liaison: {state: unlisted}\n")},
            "pages/boroughs/north.md:9:1: error: Northton is called unlisted, but Ada serves it. "
            "Delete liaison here, or take the area out of {folder}/officers/ada.md. [contradicting-liaison]",
        ),
        (
            {"pages/boroughs/far.md": borough("far")},
            "pages/boroughs/far.md:2:7: error: No officer serves Farton, and the page does not say why. "
            "Add liaison with state: unlisted, or state: vacant and a source. [missing-liaison]",
        ),
        (
            {
                "retired.yaml": "contacts:\n  - {value: 0207 946 0001, was: the old line, evidence: known, level: error, replace_with: call}\n"
            },
            'channels/helpline.md:7:8: error: "020 7946 0001" is out of use: it was the old line. Use the way to report called call instead. [retired-contact]',
        ),
        (
            {
                "retired.yaml": "names:\n  - {value: Old Name, now: New Name, level: error}\n",
                "pages/about.md": page("The old name"),
            },
            'pages/about.md:2:12: error: "old name" is no longer its name. It is now: New Name. [retired-name]',
        ),
        (
            {"officers/ada.md": officer("Ada", "north").replace("2029-01-01", "2026-11-21")},
            "officers/ada.md:10:55: error: The consent of Ada was to be renewed by 21 November 2026. "
            "Ask the officer again and write the new dates, or delete the file. [lapsed-consent]",
        ),
        (
            {
                "pages/boroughs/far.md": borough("far", "liaison: {state: unlisted}\n").replace(
                    "[north, south]", "[north]"
                )
            },
            "pages/boroughs/south.md:9:21: error: Southton names Farton as a neighbour, but not the other way round. "
            'Add "south" to the neighbours of {folder}/pages/boroughs/far.md. [one-sided-border]',
        ),
    ],
)
def test_what_does_not_fit_together_is_said_where_it_stands(
    changed: dict[str, str], expected: str, tmp_path: Path
) -> None:
    files = small_site(ada=officer("Ada", "north")) | changed
    _, found = assembled(tmp_path, files)
    lines = [str(finding).removeprefix(f"{tmp_path}/") for finding in found]
    assert expected.replace("{folder}", str(tmp_path)) in lines, lines


def test_retired_numbers_are_found_in_texts_however_they_are_written(tmp_path: Path) -> None:
    retired = "contacts:\n  - {value: 020 7946 0099, was: the old line, evidence: known, level: error}\n"
    spellings = (
        *("020 7946 0099", "(020) 7946 0099", "+44 20 7946 0099", "02079460099", "020-7946-0099"),
        *("0044 20 7946 0099", "0207 946 0099", "2079460099", "44 20 7946 0099", "(+44) 20 7946 0099"),
        *("020.7946.0099", "020,7946,0099", "020 **7946** 0099", "T020 7946 0099", "020 7946 0099ext4"),
        *("24/7 020 7946 0099", "0300 123 1234/02079460099", "O20 7946 0099", "[us](tel:+44(0)2079460099)"),
    )
    for written in spellings:
        files = small_site() | {
            "retired.yaml": retired,
            "pages/about.md": page("About", f"Ring {written} now.\n"),
        }
        write_files(tmp_path, files)
        judged = judge_folders(Folders(tmp_path, None, TODAY))
        assert "retired-contact" in rules(judged.findings.sorted()), written
    files = small_site() | {
        "retired.yaml": retired,
        "pages/about.md": page("About", "Ring 020 7946 00991 now.\n"),
    }
    judged = judge_folders(Folders(write_files(tmp_path, files), None, TODAY))
    assert "retired-contact" not in rules(judged.findings.sorted())


def test_a_site_that_is_out_of_use_is_found_in_texts_links_and_fields(tmp_path: Path) -> None:
    gone = "contacts:\n  - {value: old-helpline.example.com, was: an old helpline, evidence: lapsed, level: error}\n"
    files = small_site() | {"retired.yaml": gone}
    files["pages/about.md"] = page(
        "About", "See [it](https://www.Old-Helpline.example.com/now) and not-old-helpline.example.com.\n"
    )
    files["channels/helpline.md"] = files["channels/helpline.md"].replace(
        "url: https://helpline.example.org/", "url: https://old-helpline.example.com/"
    )
    _, found = assembled(tmp_path, files)
    told = [(Path(one.place.path).name, one.place.line) for one in found if one.rule == "retired-contact"]
    assert sorted(told) == [("about.md", 8), ("helpline.md", 8)]


def test_made_up_numbers_are_refused_unless_the_whole_site_is_an_example(tmp_path: Path) -> None:
    files = small_site(ada=officer("Ada", "north"))
    assert "made-up-contact" not in rules(assembled(tmp_path, files)[1])
    real = files | {
        "site.yaml": files["site.yaml"].replace("example: yes", "example: no").replace(LEVELS, "")
    }
    assert "made-up-contact" in rules(assembled(tmp_path, real)[1])


def test_what_follows_only_from_a_broken_officer_is_not_reported(tmp_path: Path) -> None:
    files = small_site() | {"officers/bo.md": officer("Bo", "north").replace("state: in-post", "state: gone")}
    files["pages/boroughs/north.md"] = borough("north", grouping="team")
    files["officers/cy.md"] = officer("Cy", "far", more=REACHABLE + "covered_by: bo\n")
    files["pages/boroughs/far.md"] = borough("far")
    write_files(tmp_path, files)
    site, _ = read_site(tmp_path)
    assert site is not None
    records, _ = validate_sources(read_sources(tmp_path)[0])
    assert rules(assemble_directory(records, site, TODAY)[1]) == []


def test_the_order_of_the_files_makes_no_difference(tmp_path: Path) -> None:
    files = small_site(ada=officer("Ada", "north"), bo=officer("Bo", "north, south"), cy=officer("Cy", "far"))
    write_files(tmp_path, files)
    site, _ = read_site(tmp_path)
    assert site is not None
    sources, _ = read_sources(tmp_path)
    forwards = assemble_directory(validate_sources(sources)[0], site, TODAY)[0]
    backwards = assemble_directory(validate_sources(sources[::-1])[0], site, TODAY)[0]
    assert repr(forwards) == repr(backwards)


def test_the_day_after_an_officer_has_left_the_site_still_builds_with_a_warning(tmp_path: Path) -> None:
    gone = officer("Ada", "north", "leaving", REACHABLE + "until: 2026-11-21\n")
    _, found = assembled(tmp_path, small_site(ada=gone))
    assert [str(finding.severity) for finding in found if finding.rule == "officer-gone"] == ["warning"]
    assert not {"missing-liaison", "contradicting-liaison"} & set(rules(found))


def test_liaison_may_be_filled_in_before_the_file_of_an_officer_who_left_is_deleted(tmp_path: Path) -> None:
    gone = officer("Ada", "north", "leaving", REACHABLE + "until: 2026-11-21\n")
    files = small_site(ada=gone) | {
        "pages/boroughs/north.md": borough("north", "liaison: {state: unlisted}\n")
    }
    assert "contradicting-liaison" not in rules(assembled(tmp_path, files)[1])


def test_a_misspelt_borough_does_not_make_another_one_look_deserted(tmp_path: Path) -> None:
    files = small_site() | {
        "officers/ada.md": officer("Ada", "nroth"),
        "pages/boroughs/north.md": borough("north"),
    }
    assert rules(assembled(tmp_path, files)[1]) == ["unknown-area"]


@pytest.mark.parametrize(("day", "severity"), [("2026-11-23", "warning"), ("2062-11-21", "error")])
def test_a_check_on_a_day_to_come_is_told(day: str, severity: str, tmp_path: Path) -> None:
    checked = REACHABLE.replace("2026-11-01", day)
    _, found = assembled(tmp_path, small_site(ada=officer("Ada", "north", more=checked)))
    assert [str(finding.severity) for finding in found if finding.rule == "day-to-come"] == [severity]


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("officers/bo.md", officer("Bo 07700 900456", "far")),
        ("officers/bo.md", officer("Bo", "far", body="Ring Bo at home: 07700 900456.\n")),
        (
            "pages/boroughs/far.md",
            borough("far", "liaison: {state: unlisted}\n") + "Write to bo@home.example.org.\n",
        ),
    ],
)
def test_no_number_or_address_hides_in_words_where_no_consent_covers_it(
    slug: str, text: str, tmp_path: Path
) -> None:
    files = small_site(ada=officer("Ada", "north")) | {slug: text}
    if slug.startswith("officers"):
        files["pages/boroughs/far.md"] = borough("far")
    assert rules(assembled(tmp_path, files)[1]) == ["stray-contact"]


@pytest.mark.parametrize(
    "text", ["Ring 07700 900456 at night.", "Write to ada@force.example.org.", "Ring 07700 900 111."]
)
@pytest.mark.parametrize("kind", ["page", "way to report"])
def test_a_private_number_or_an_officers_own_address_stands_nowhere_else(
    text: str, kind: str, tmp_path: Path
) -> None:
    more = REACHABLE.replace("team@example.org", "ada@force.example.org") + "phone: 07700 900111\n"
    files = small_site(ada=officer("Ada", "north", more=more))
    assert rules(assembled(tmp_path, files)[1]) == []
    if kind == "page":
        files["pages/report.md"] = page("The report page", f"{text}\n")
    else:
        files["channels/helpline.md"] = files["channels/helpline.md"].replace("You want to talk.", text)
    assert rules(assembled(tmp_path, files)[1]) == ["stray-contact"]


@pytest.mark.parametrize("text", ["Sam on 07700 900456", "ada@force.example.org", "+44 (0)7700 900 111"])
def test_a_private_number_stands_neither_in_settings_nor_in_what_no_page_shows(
    text: str, tmp_path: Path
) -> None:
    more = REACHABLE.replace("team@example.org", "ada@force.example.org") + "phone: 07700 900111\n"
    for name, before, after in (
        ("site.yaml", "tested_by: nobody", f"tested_by: us and {text}"),
        ("pages/report.md", "owner: Comms team", f"owner: {text}"),
        ("channels/helpline.md", "confidence: high", f"confidence: high\nunverified: [It is {text}.]"),
        (
            "channels/call.md",
            "confidence: high",
            f"checked: {{on: 2026-11-01, by: {text}, how: x}}\nconfidence: high",
        ),
    ):
        files = small_site(ada=officer("Ada", "north", more=more))
        files[name] = files[name].replace(before, after)
        judged = judge_folders(Folders(write_files(tmp_path / name, files), None, TODAY))
        assert "stray-contact" in rules(judged.findings.sorted()), name


def test_consent_to_what_the_file_has_not_is_told(tmp_path: Path) -> None:
    ada = officer("Ada", "north", body="I listen.\n").replace("text, body", "text, body, on-paper")
    _, found = assembled(tmp_path, small_site(ada=ada))
    told = [one.message for one in found if one.rule == "unused-consent"]
    assert told == [f'Ada agreed to "{name}", and this file has none.' for name in ("phone", "text")]


@pytest.mark.parametrize(
    ("link", "level"),
    [
        *(
            (link, "error")
            for link in (
                "https://north.example.org/",
                "http://www.North.example.org",
                "https://north.example.org/?a=1#b",
            )
        ),
        ("https://north.example.org/hate-crime", "warning"),
        ("https://northern.example.org/", ""),
    ],
)
def test_a_council_has_a_link_of_its_own(link: str, level: str, tmp_path: Path) -> None:
    files = small_site(ada=officer("Ada", "north"))
    files["pages/boroughs/far.md"] = files["pages/boroughs/far.md"].replace("https://far.example.org/", link)
    found = [one for one in assembled(tmp_path, files)[1] if one.rule == "repeated-value"]
    assert [str(one.severity) for one in found] == [level] * bool(level)


def test_an_address_that_a_force_has_too_is_nobodys_own(tmp_path: Path) -> None:
    files = small_site(ada=officer("Ada", "north"), bo=officer("Bo", "far"))
    files["pages/report.md"] = page("The report page", "Write to team@example.org.\n")
    assert rules(assembled(tmp_path, files)[1]) == []


@pytest.mark.parametrize(
    ("number", "is_one"), [("020 7946 0123", True), ("020 7946 012", False), ("07700 9001234", False)]
)
def test_a_number_in_a_text_with_a_digit_too_few_or_too_many_is_told(
    number: str, is_one: bool, tmp_path: Path
) -> None:
    files = small_site() | {"pages/report.md": page("The report page", f"Ring {number} or 101.\n")}
    write_files(tmp_path, files)
    judged = judge_folders(Folders(tmp_path, None, TODAY))
    found = [str(one.severity) for one in judged.findings.sorted() if one.rule == "bad-phone"]
    assert found == ([] if is_one else ["error"])


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        ("pages/about.md", "reviewed: 2026-11-01", "reviewed: 2026-11-29", "reviewed"),
        ("channels/helpline.md", "published: 2026-10-01", "published: 2026-11-29", "published"),
        (
            "channels/helpline.md",
            "url: https",
            "checked: {on: 2026-11-29, by: us, how: rang}\nurl: https",
            "on:",
        ),
        (
            "channels/helpline.md",
            "phone: 020 7946 0001",
            "phone: {value: 020 7946 0001, checked: {on: 2026-11-29, by: us, how: rang}}",
            "on:",
        ),
        (
            "channels/helpline.md",
            "url: https",
            "answered: {value: Soon., period: {begins: 2026-01-01, ends: 2026-11-29}, "
            "source: {publisher: Us, published: 2026}}\nurl: https",
            "ends",
        ),
        (
            "pages/boroughs/far.md",
            "liaison: {state: unlisted}",
            "liaison: {state: vacant, since: 2026-11-29, source: {publisher: Us, published: 2026-01-02}}",
            "since",
        ),
    ],
)
def test_whatever_happened_happened_on_a_day_that_has_come(
    name: str, old: str, new: str, where: str, tmp_path: Path
) -> None:
    files = small_site() | {"pages/about.md": page("About")}
    assert old in files[name]
    _, found = assembled(tmp_path, files | {name: files[name].replace(old, new)})
    told = [one for one in found if one.rule == "day-to-come"]
    assert [one.place.path.endswith(name) for one in told] == [True]
    line = (tmp_path / name).read_text().splitlines()[told[0].place.line - 1]
    assert line[told[0].place.column - 1 :].startswith("2026-11-29")
    assert where in line


def test_a_figure_cannot_be_older_than_what_it_measured_and_is_gone_a_year_later(tmp_path: Path) -> None:
    answered = (
        "answered: {{value: Soon., period: {{begins: 2025-09-01, ends: {ends}}}, "
        "source: {{publisher: Us, published: {published}}}}}\nurl: https"
    )
    for ends, published, faults, is_shown in [
        ("2025-11-24", "2025-11-24", [], True),
        ("2025-11-23", "2025-12", [], True),
        ("2025-11-22", "2025", [], False),
        ("2026-10-01", "2026-09", ["contradicting-state"], False),
        ("2026-10-01", "2025", ["contradicting-state"], False),
        ("2026-10-01", "undated", [], True),
    ]:
        files = small_site()
        text = files["channels/helpline.md"].replace(
            "url: https", answered.format(ends=ends, published=published)
        )
        folder = write_files(tmp_path / ends / published, files | {"channels/helpline.md": text})
        records, found = validate_sources(read_sources(folder)[0])
        assert rules(found) == faults
        site, _ = read_site(folder)
        assert site
        offered = assemble_directory(records, site, TODAY)[0].channel_standings
        assert any(one.answered for one in offered) is is_shown


def test_consent_of_a_day_to_come_is_none_yet(tmp_path: Path) -> None:
    ada = officer("Ada", "north").replace("on: 2026-01-01, review_by", "on: 2026-12-01, review_by")
    _, found = assembled(tmp_path, small_site(ada=ada))
    assert [str(one.severity) for one in found if one.rule == "day-to-come"] == ["error"]


def test_a_borough_page_may_name_the_number_of_a_channel(tmp_path: Path) -> None:
    text = borough("far", "liaison: {state: unlisted}\n") + "Ring 020 7946 0001 or 101.\n"
    files = small_site(ada=officer("Ada", "north")) | {"pages/boroughs/far.md": text}
    assert rules(assembled(tmp_path, files)[1]) == []


def test_an_unknown_force_is_a_finding_and_not_a_fault_of_ours(tmp_path: Path) -> None:
    files = small_site() | {
        "pages/boroughs/far.md": borough("far", "liaison: {state: unlisted}\n").replace(
            "force: met", "force: mett"
        )
    }
    directory, found = assembled(tmp_path, files)
    assert rules(found) == ["unknown-force"]
    assert directory.area("far") is None


def test_an_officer_who_begins_later_does_not_serve_yet(tmp_path: Path) -> None:
    later = officer("Ada", "north", more=REACHABLE + "since: 2026-12-01\n")
    assert (
        outline(assembled(tmp_path, small_site(ada=later))[0], "north") == "unlisted: nobody; unlisted: 101"
    )


def test_an_area_without_a_page_and_a_code_that_the_region_does_not_have_are_told_with_a_right_code(
    tmp_path: Path,
) -> None:
    files = small_site()
    north = files["pages/boroughs/north.md"]
    files["pages/boroughs/north.md"] = north.replace("gss: E09000001", "gss: E09000009")
    _, found = assembled(tmp_path, files)
    told = {finding.rule: f"{finding.message} {finding.hint}" for finding in reversed(found)}
    assert told["uncovered-area"] == (
        "1 area of Testland has no page: code E09000001. Every borough needs a file in pages/boroughs: python3 build.py new area makes one."
    )
    assert told["bad-value"] == "E09000009 is not a code of Testland. Without a page yet: E09000001."


def test_settings_may_not_silence_what_protects_people(tmp_path: Path) -> None:
    files = small_site()
    files["site.yaml"] = files["site.yaml"].replace(
        "levels: {uncovered-area: warning}", "levels: {unsafe-html: notice}"
    )
    site, found = read_site(write_files(tmp_path, files))
    assert site is None
    assert [finding.rule for finding in found] == ["unknown-rule"]


def test_a_real_site_has_a_list_of_what_is_out_of_use(tmp_path: Path) -> None:
    files = small_site()
    files["site.yaml"] = (
        files["site.yaml"]
        .replace("example: yes", "example: no")
        .replace("levels: {uncovered-area: warning}\n", "")
    )
    assert "missing-settings" in rules(assembled(tmp_path, files)[1])


def test_a_copied_officer_is_told_at_the_copy(tmp_path: Path) -> None:
    files = small_site(ada=officer("Ada", "north"), zoe=officer("Ada", "north"))
    _, found = assembled(tmp_path, files)
    assert [
        (finding.rule, Path(finding.place.path).name, finding.place.line)
        for finding in found
        if finding.rule == "repeated-value"
    ] == [("repeated-value", "zoe.md", 2)]


TEAM = "email: {}@example.org\nchecked: {{on: 2026-11-01, by: us, how: rang}}\n"


def test_two_people_of_one_name_are_told_apart_by_their_areas_wherever_they_are_named(tmp_path: Path) -> None:
    files = small_site(
        ada=officer("Ada Example", "north", more=TEAM.format("ada")),
        ada_two=officer("Ada Example", "south, far", more=TEAM.format("other")),
        zoe=officer("Zoe Example", "far", more=TEAM.format("zoe")),
    )
    directory, found = assembled(tmp_path, files)
    assert "repeated-value" not in rules(found)
    names = {one.officer.slug: display_name(one) for one in directory.standings}
    assert names == {
        "ada": "Ada Example (Northton)", "ada-two": "Ada Example (Southton)", "zoe": "Zoe Example",
    }  # fmt: skip


def test_one_person_twice_is_told_by_an_area_or_an_address_that_two_files_share(tmp_path: Path) -> None:
    files = small_site(
        ada=officer("Ada Example", "north", more=TEAM.format("ada")),
        ada_two=officer("Ada Example", "south", more=TEAM.format("Ada")),
    )
    _, found = assembled(tmp_path, files)
    assert [Path(one.place.path).name for one in found if one.rule == "repeated-value"] == ["ada-two.md"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"site.yaml": "# " + "x" * 300_000}, ["too-large"]),
        ({"site.yaml": None}, ["missing-settings"]),
    ],
)
def test_settings_that_cannot_be_taken_are_told_once(
    files: dict[str, str | None], expected: list[str], tmp_path: Path
) -> None:
    content = {name: text for name, text in {**small_site(), **files}.items() if text is not None}
    judged = judge_folders(Folders(write_files(tmp_path, content), None, TODAY))
    assert [
        found.rule for found in judged.findings.sorted() if found.place.path.endswith("site.yaml")
    ] == expected


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Pacific/Auckland", "2026-11-23"), ("Europe/London", "2026-11-22"), ("Asia/Kolkata", "2026-11-23")],
)
def test_a_moment_becomes_the_day_of_the_region(zone: str, day: str, tmp_path: Path) -> None:
    files = small_site()
    files["site.yaml"] = files["site.yaml"].replace("Europe/London", zone)
    moment = datetime.datetime(2026, 11, 22, 23, 30, tzinfo=datetime.UTC)
    judged = judge_folders(Folders(write_files(tmp_path, files), None, moment))
    assert judged.directory is not None
    assert str(judged.directory.as_of) == str(judged.folders.as_of) == day


@pytest.mark.parametrize(
    "words",
    [
        "Text HELP to {}.",
        "SMS {}",
        "Send a message to {}",
        "[text us](sms:{})",
        "Text SHOUT\nto **{}**",
        "Texts go to ６１０７{last}",
    ],
)
def test_a_code_of_five_digits_in_words_is_real_only_if_a_way_to_report_has_it(
    words: str, tmp_path: Path
) -> None:
    written = words.format("61071", last="1")
    for number, expected in (("61072", ["unknown-code"]), ("61071", [])):
        files = small_site() | {"pages/about.md": page("About", written)}
        line = files["channels/helpline.md"].replace("reaches_police", f"text: {number}\nreaches_police")
        found = assembled(tmp_path, files | {"channels/helpline.md": line})[1]
        assert [rule for rule in rules(found) if rule == "unknown-code"] == expected


def test_a_figure_of_five_digits_is_no_number_to_text(tmp_path: Path) -> None:
    files = small_site() | {"pages/about.md": page("About", "In 2025, 72500 people did. Read the text.")}
    assert "unknown-code" not in rules(assembled(tmp_path, files)[1])
