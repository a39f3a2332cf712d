"""A list too long for a page is divided by letters: everybody is found, and no address goes when somebody comes."""

import datetime
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.corpus_words import FIRST_NAMES
from site_builder.cli import main
from site_builder.content.slug import make_slug, person_key
from site_builder.site.checks.weight import HTML_LIMIT, packed_size
from site_builder.site.pages.a_to_z import Part, list_pages, make_entry
from tests.places_list import unpack_places
from tests.sites import BOROUGH, SITE, officer, page, small_site, write_files
from tests.test_pages import plan

AREAS, OFFICERS = 150, 300
MARKED = ["Ó Briain", "Łukasz", "Þórdís", "O'Hara", "De la Cruz", "Åkesson", "McAllister", "mac Aodha", "Ng"]
SYLLABLES = [
    "ba",
    "den",
    "fo",
    "gra",
    "hil",
    "ick",
    "jor",
    "ken",
    "lun",
    "mar",
    "nor",
    "ost",
    "pen",
    "quill",
    "rad",
    "stow",
    "ton",
    "ux",
    "ver",
    "wick",
    "yar",
    "zel",
]
PARTS = re.compile(r'href="(/[a-z-]+/a-to-z/[^"]+)"')


def names(count: int, seed: str, longest: int = 4) -> list[str]:
    """Make up that many names, all different, which pack no better than real ones."""
    chance, found = random.Random(seed), dict.fromkeys("")
    while len(found) < count:
        found["".join(chance.choices(SYLLABLES, k=chance.randint(2, longest))).capitalize()] = None
    return list(found)


def region_files(count: int = AREAS) -> dict[str, str]:
    """Return the files of a region of many areas and officers, with short texts."""
    chance, areas = random.Random(3), names(count, "areas")
    slugs = [make_slug(name) for name in areas]
    codes = [f"E09{number:06}" for number in range(1, count + 1)]
    files = {name: text for name, text in small_site().items() if not name.startswith("pages/boroughs/")}
    files["site.yaml"] = SITE.replace("E09000001, E09000002, E09000003", ", ".join(codes))
    files["pages/find.md"] = page("Find yours")
    for at, (name, slug) in enumerate(zip(areas, slugs, strict=True)):
        text = BOROUGH.format(
            name=name, slug=slug, number=0, neighbours=slugs[at - 1] if at % 2 else slugs[(at + 1) % count],
            more="", grouping="",
        )  # fmt: skip
        places = ", ".join(names(6, slug, 3))
        text = re.sub("tile: .*\n", "", text).replace("E09000000", codes[at])
        files[f"pages/boroughs/{slug}.md"] = re.sub("places: .*", f"places: [{places}]", text)
    for at, family in enumerate((*names(OFFICERS - len(MARKED), "people"), *MARKED)):
        name = f"{chance.choice(FIRST_NAMES)} {family}"
        files[f"officers/{make_slug(name)}.md"] = officer(
            f'"{name}"',
            slugs[at % count],
            more=f"email: {make_slug(name)}@example.org\nchecked: {{on: 2026-11-01, by: us, how: rang}}\n",
        )
    return files


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Build a large region, and return its pages by address."""
    folder = tmp_path_factory.mktemp("country")
    content = write_files(folder / "content", region_files())
    assert main(["--content", str(content), "--output", str(folder / "out"), "--as-of", "2026-11-28"]) == 0
    out = folder / "out"
    return {"sitemap": (out / "sitemap.xml").read_text("utf-8")} | {
        "/" + file.relative_to(out).as_posix().removesuffix("index.html"): file.read_text("utf-8")
        for file in out.rglob("*.html")
    }


def led_to(pages: Mapping[str, str], url: str, pattern: str) -> set[str]:
    """Return the addresses that a list and its parts link to, following nothing but parts of the same list."""
    found, waiting, seen = set(), [url], set()
    while waiting:
        here = waiting.pop()
        seen.add(here)
        found |= set(re.findall(f'href="({pattern})"', pages[here]))
        waiting += {to for to in PARTS.findall(pages[here]) if to.startswith(url)} - seen - set(waiting)
    return found


@pytest.mark.parametrize("url", ["/officers/", "/coverage/", "/find/"])
def test_a_long_list_leads_to_its_parts_and_every_part_is_light(country: Mapping[str, str], url: str) -> None:
    parts = {to for to in PARTS.findall(country[url])}
    assert len(parts) > 5
    assert all(packed_size(country[to].encode()) < HTML_LIMIT for to in (url, *parts))


def test_a_page_with_other_things_leads_to_the_list_instead_of_naming_every_area(
    country: Mapping[str, str], tmp_path: Path
) -> None:
    for url in ("/", "/404.html"):
        assert PARTS.findall(country[url]) == PARTS.findall(country["/boroughs/"])
        assert not re.search(r'href="/boroughs/(?!a-to-z/)[^"]', country[url])
    home = planned(tmp_path, region_files(100))["index.html"]
    assert [(link.text, link.url) for link in home.parts.links] == [
        ("All boroughs from A to Z", "/boroughs/")
    ]


def test_everybody_and_everywhere_is_found_from_a_list_by_links(country: Mapping[str, str]) -> None:
    officers = {url for url in country if re.fullmatch(r"/officers/[a-z0-9-]+/", url)}
    areas = {url for url in country if re.fullmatch(r"/boroughs/[a-z0-9-]+/", url)}
    assert (len(officers), len(areas)) == (OFFICERS, AREAS)
    assert led_to(country, "/officers/", r"/officers/[a-z0-9-]+/") >= officers
    for url in ("/coverage/", "/find/", "/boroughs/"):
        assert led_to(country, url, r"/boroughs/[a-z0-9-]+/") >= areas


def test_from_the_first_part_to_the_last_there_is_a_next_one_and_back(country: Mapping[str, str]) -> None:
    def beside(url: str, rel: str) -> str | None:
        found = re.search(f'rel="{rel}" href="([^"]+)"', country[url])
        return found[1] if found else None

    lists = [url for url in country if url.startswith("/officers/a-to-z/") and "officer-card" in country[url]]
    here = next(url for url in lists if not beside(url, "prev"))
    walked = [here]
    while after := beside(here, "next"):
        assert beside(after, "prev") == here
        walked.append(here := after)
    assert sorted(walked) == sorted(lists)
    shown = [
        name
        for url in walked
        for name in re.findall(r'officer-card__name"[^>]*><a href="/officers/([^/]+)', country[url])
    ]
    assert len(shown) == len(set(shown)) == OFFICERS


def test_a_part_says_where_it_is(country: Mapping[str, str]) -> None:
    part = country["/officers/a-to-z/m/"]
    assert "<h1>The officers page: M</h1>" in part
    crumbs = part[part.index("breadcrumbs") :]
    assert re.findall(r'href="([^"]+)"', crumbs)[:2] == ["/", "/officers/"]
    assert "<loc>https://directory.example/officers/a-to-z/m/</loc>" in country["sitemap"]


def planned(
    folder: Path, files: Mapping[str, str], day: datetime.date = datetime.date(2026, 11, 22)
) -> Mapping[str, Any]:
    """Plan a site, and return what each of its pages shows, by path."""
    return {job.path: job.view for job in plan(folder, files, day).pages}


def test_a_list_is_divided_alike_on_every_day(country: Mapping[str, str], tmp_path: Path) -> None:
    later = planned(tmp_path, region_files(), datetime.date(2028, 3, 1))
    parts = {path for path in later if "/a-to-z/" in path}
    assert parts == {url.removeprefix("/") + "index.html" for url in country if "/a-to-z/" in url}


def test_where_nobody_serves_a_hundred_areas_the_coverage_page_says_so(tmp_path: Path) -> None:
    files = {name: text for name, text in region_files().items() if not name.startswith("officers/")}
    [link] = planned(tmp_path, files)["officers/index.html"].areas_without
    assert (link.text, link.url) == ("150 boroughs: see how each stands", "/coverage/")


def test_a_site_without_any_list_of_areas_names_them_all_at_home(tmp_path: Path) -> None:
    lists = {"pages/find.md", "pages/boroughs.md"}
    home = planned(tmp_path, {name: text for name, text in region_files().items() if name not in lists})
    assert len(home["index.html"].boroughs) == AREAS


def test_in_discreet_mode_a_part_has_a_neutral_title_of_its_own(tmp_path: Path) -> None:
    files = region_files()
    files["site.yaml"] += "discreet_name: Local information\n"
    views = planned(tmp_path, files)
    assert views["officers/a-to-z/m/index.html"].frame.title == "People: m – Local information"


def test_a_large_team_is_not_named_one_by_one_in_the_finder(tmp_path: Path) -> None:
    team = {f"one_{at}": officer(f"Ann Number{at}", "north") for at in range(7)}
    files = {file.path: file.content for file in plan(tmp_path, small_site(**team)).files}
    [places] = (content for path, content in files.items() if path.startswith("assets/places."))
    [card] = (area for area in unpack_places(places)["boroughs"] if area["name"] == "Northton")
    assert card["detail"].endswith("Ann Number4: Checked on 1 November 2026. And 2 more.")


def test_marks_and_small_letters_stand_where_people_look_for_them(country: Mapping[str, str]) -> None:
    of_letter = {letter: country[f"/officers/a-to-z/{letter}/"] for letter in "abhlmnt"}
    expected = {"Åkesson": "a", "Briain": "b", "O&#39;Hara": "o", "Łukasz": "l", "Þórdís": "t", "Ng": "n"}
    for name, letter in expected.items():
        assert name in of_letter.get(letter, country[f"/officers/a-to-z/{letter}/"])


def parts_of(people: Mapping[str, str], most: float) -> list[Part[str]]:
    """Divide people, by short name, into parts that weigh little."""
    keys = {slug: person_key(name, slug) for slug, name in people.items()}
    entries = tuple(
        make_entry(keys[slug], slug, [people[slug]]) for slug in sorted(people, key=keys.__getitem__)
    )
    return [part for part, _ in list_pages(Part("/officers/", entries, most=most))]


def leaves(parts: list[Part[str]]) -> Iterator[Part[str]]:
    return (part for part in parts if not part.parts)


PEOPLE = st.dictionaries(
    st.from_regex(r"\A[a-z0-9]{1,3}(-[a-z0-9]{1,3})?\Z"),
    st.text("aábÓøßcCoOnNz19' -’.張Ж", min_size=1, max_size=8).filter(str.strip),
    max_size=40,
)


@given(PEOPLE, st.tuples(st.from_regex(r"\Anew-[a-z]{1,2}\Z"), st.text("acon'Ó張 ", min_size=1, max_size=5)))
@example({"a": "Li", "b": "Li", "c": "Lin"}, ("new-a", "Con"))
@example({"con": "Con Con", "cox": "Con Con", "li": "Li"}, ("new-b", "Li Li"))
def test_a_list_is_divided_wholly_and_keeps_its_addresses(
    people: dict[str, str], more: tuple[str, str]
) -> None:
    parts, grown = parts_of(people, 40), parts_of(dict([*people.items(), more]), 40)
    shown = [slug for part in leaves(parts) for slug in part.shown]
    assert sorted(shown) == sorted(people)
    assert shown == sorted(people, key=lambda slug: person_key(people[slug], slug))
    urls = [part.link.url for part in parts]
    assert len(urls) == len(set(urls)) == len({part.link.text for part in parts})
    assert all(re.fullmatch(r"/officers/(a-to-z/[a-z0-9_-]+/)?", url) for url in urls)
    assert set(urls) <= {part.link.url for part in grown}
