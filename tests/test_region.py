"""A site for another region is made from a content folder alone: `example-region/` has ten made-up districts."""

import ast
import csv
import datetime
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from site_builder.cli import main
from site_builder.content.sources import read_sources
from site_builder.content.telephone_numbers import digits_of, is_drama_number
from site_builder.directory.judgement import Folders, judge_folders
from tests.sites import LONDON

PROJECT_DIR = Path(__file__).resolve().parent.parent
REGION = PROJECT_DIR / "example-region"
DAY = "2026-11-28"
ELSEWHERE = re.compile(
    r"\b(london|boroughs?|thames|met|metropolitan|tube|dlr|square mile|galop|england|true vision|e09\w*)\b",
    re.I,
)
"""Words of the real site's region, and those that this one does not use."""
IN_WORDS = {"alt", "aria-label", "content", "title", "placeholder", "data-hint"}


class Words(HTMLParser):
    """Gathers what people read or hear of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in IN_WORDS and value and "://" not in value]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def build(content: Path, output: Path) -> int:
    return main(["--content", str(content), "--output", str(output), "--as-of", DAY])


def changed(folder: Path, changes: dict[str, tuple[str, str]]) -> Path:
    """Return a copy of the region in which each file that fits has its lines replaced."""
    shutil.copytree(REGION, folder)
    for name, (old, new) in changes.items():
        for file in sorted(folder.glob(name)):
            text, count = re.subn(old, new, file.read_text(encoding="utf-8"), flags=re.MULTILINE)
            assert count, f"{file.name} has no {old}"
            file.write_text(text, encoding="utf-8")
    return folder


def pages_of(site: Path) -> dict[str, str]:
    """Return what people read on each page, by its file."""
    return {
        file.relative_to(site).as_posix(): " ".join(Words(file.read_text(encoding="utf-8")).found)
        for file in site.rglob("*.html")
    }


def values(data: Any) -> Iterator[str]:
    """Yield each text in some JSON that is no address."""
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else []:
        yield from values(one)
    if isinstance(data, str) and not re.match(r"/|https?:|tag:|borough$", data):
        yield data


def data_of(site: Path) -> dict[str, str]:
    """Return the words in each file of data, by its path."""
    found = {}
    for file in site.rglob("*"):
        text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        if file.suffix == ".json":
            found[file.relative_to(site).as_posix()] = " ".join(values(json.loads(text)))
        if file.suffix in {".csv", ".vcf", ".txt"}:
            cells = [cell for row in csv.reader(text.splitlines()) for cell in row if "://" not in cell]
            found[file.relative_to(site).as_posix()] = " ".join(cells)
        if file.suffix == ".atom":
            found[file.relative_to(site).as_posix()] = " ".join(
                re.findall(r">([^<>]*[^<>:/]+ [^<>]*)<", text)
            )
    return found


@pytest.fixture(scope="module")
def region_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The region's site, built with every rule at its usual weight."""
    assert "levels:" not in (REGION / "site.yaml").read_text(encoding="utf-8")
    output = tmp_path_factory.mktemp("region") / "site"
    assert build(REGION, output) == 0
    return output


def test_ten_areas_and_another_force_make_a_site_from_a_content_folder_alone(region_site: Path) -> None:
    areas = [path.parent.name for path in region_site.glob("boroughs/*/index.html")]
    assert len(areas) == 10
    home = pages_of(region_site)["index.html"]
    assert "Choose your district" in home
    assert "Districts from A to Z" in home
    assert "The 10 areas of Fenmoor" in pages_of(region_site)["coverage/index.html"]
    assert "Outside Fenmoor: Wetherland." in pages_of(region_site)["boroughs/juniper-cross/index.html"]


def test_nothing_that_people_read_names_another_region(region_site: Path) -> None:
    for path, words in {**pages_of(region_site), **data_of(region_site)}.items():
        assert not ELSEWHERE.findall(re.sub(r"\S*[/=]\S*", "", words)), path


def spoken_by_the_program() -> Iterator[tuple[str, str]]:
    """Yield each text in the code that is no documentation, with its place."""
    for file in sorted(Path(PROJECT_DIR / name) for name in ("build.py", "launcher", "site_builder")):
        for module in [file] if file.is_file() else sorted(file.rglob("*.py")):
            nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
            alone = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
            for node in nodes:
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
                    yield f"{module.name}:{node.lineno}", node.value


def test_no_message_of_the_program_names_a_region_or_its_word_for_an_area() -> None:
    told = []
    for place, text in spoken_by_the_program():
        words = re.sub(r"\S*/\S*|Write them in boroughs", "", text)
        if " " in words and re.search(r"(?<!-)\bboroughs?\b(?![:|])", words):
            told.append(f"{place}: {text}")
    assert told == []


def written_in_the_look() -> Iterator[tuple[str, str]]:
    """Yield each line of the theme's scripts, templates and examples of components, with its place."""
    for file in sorted((PROJECT_DIR / "themes").rglob("*")):
        if file.suffix in {".css", ".html", ".js", ".yaml"}:
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                yield f"{file.name}:{number}", line


def names_of_the_real_region() -> re.Pattern[str]:
    """Return what the content has made its own: areas, places, councils, police areas outside and forces."""
    judged = judge_folders(Folders(LONDON, None, datetime.date(2026, 11, 28)))
    assert judged.site
    names = {"London", "Thames", "Metropolitan", "Tube", "DLR", "Leeds", "Yorkshire"}
    for area in judged.records.boroughs:
        names |= {area.slug, area.name, area.council.name, *area.places, *(area.outside or ())}
    in_words = "|".join(re.escape(name) for name in sorted(names))
    forces = "|".join(judged.site.forces)
    return re.compile(rf"\b(?:{in_words}|E09\d*)\b|(?:^|[:\[`] ?)(?:{forces})(?=$|[\],`\n])")


def test_no_text_of_the_program_and_no_example_in_it_names_a_real_place_or_its_police() -> None:
    """The before and after of rules, examples of fields and of components name places of `example-region/`."""
    named = names_of_the_real_region()
    texts = [*spoken_by_the_program(), *written_in_the_look()]
    spoken = [(place, named.findall(text.replace("Europe/London", ""))) for place, text in texts]
    assert [told for told in spoken if told[1]] == []


def test_without_data_on_postcodes_the_finder_does_not_speak_of_them(region_site: Path) -> None:
    pages = pages_of(region_site)
    assert "Your district or area" in pages["find/index.html"]
    assert "For example Saltergate. What you type" in pages["index.html"]
    assert [path for path, words in pages.items() if "postcode" in words.lower()] == []
    assert [path.name for path in region_site.glob("assets/*") if path.suffix in {".bin"}] == []
    [places] = region_site.glob("assets/places.*.json")
    assert json.loads(places.read_text(encoding="utf-8"))["region"] == {
        "name": "Fenmoor",
        "area": "district",
        "areas": "districts",
        "tries": "a district or a nearby area",
    }


def test_a_region_without_a_river_has_none_on_its_map(region_site: Path) -> None:
    home = (region_site / "index.html").read_text(encoding="utf-8")
    assert '<section aria-label="Map of Fenmoor">' in home
    assert "river" not in home.lower()


def test_a_river_runs_on_the_map_where_the_settings_say(tmp_path: Path) -> None:
    river = "areas: districts\n  river: {name: Fen Water, across: Across the Fen, on_tiles: [0 1, 3 1, 3 4]}"
    content = changed(tmp_path / "content", {"site.yaml": ("areas: districts", river)})
    assert build(content, tmp_path / "site") == 0
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert '<path d="M0 1 3 1 3 4"/>' in home
    assert "Fen Water" in home


def test_without_places_on_the_map_there_is_no_map_and_nobody_speaks_of_one(tmp_path: Path) -> None:
    tile = r"^tile:\n(?:  .*\n)+"
    content = changed(tmp_path / "content", {"pages/boroughs/*.md": (tile, "")})
    assert build(content, tmp_path / "site") == 0
    spoken = {
        path for path, words in pages_of(tmp_path / "site").items() if re.search(r"\bmap\b", words, re.I)
    }
    assert spoken == set()


def test_what_an_area_is_called_is_what_the_settings_say(tmp_path: Path) -> None:
    words = ("  area: district\n  areas: districts", "  area: council area\n  areas: council areas")
    content = changed(tmp_path / "content", {"site.yaml": words})
    assert build(content, tmp_path / "site") == 0
    pages = pages_of(tmp_path / "site")
    assert "Choose your council area" in pages["404.html"]
    assert "Your council area or place" in pages["index.html"]
    assert "All council areas and their places" in pages["find/index.html"]
    assert "Council areas: Office for National Statistics" in pages["about/index.html"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"site.yaml": ("X01000010\\]", "X01000011]")}, "X01000010 is not a code of Fenmoor"),
        (
            {"site.yaml": ("X01000010\\]", "X01000010, X01000011]")},
            "1 area of Fenmoor has no page: code X01000011.",
        ),
        ({"site.yaml": ("Europe/London", "Europe/Londn")}, 'There is no time zone called "Europe/Londn".'),
        ({"site.yaml": ("X01000010\\]", "X0100001]")}, '"X0100001" is not the code of an area.'),
        (
            {"site.yaml": (r"charities: \[lantern-line", "charities: [lantern")},
            'names the way to report "lantern"',
        ),
        (
            {"pages/boroughs/ashwick.md": ("force: fenmoor", "force: met")},
            'There is no police force called "met"',
        ),
        ({"pages/boroughs/ashwick.md": ("column: 2", "column: 8")}, "The map has no column 8."),
        (
            {
                "site.yaml": (
                    "areas: districts",
                    "areas: districts\n  river: {name: A, across: B, on_tiles: [9 1]}",
                )
            },
            '"9 1" is not a corner of tiles on the map.',
        ),
        (
            {"pages/boroughs/ashwick.md": ("^force:", "forze:")},
            '"forze" is not a field areas can have.',
        ),
        (
            {"pages/boroughs/ashwick.md": ("^force: fenmoor\n", "")},
            '"force" is missing. Every area needs it.',
        ),
    ],
)
def test_the_firm_rules_hold_for_any_region(
    changes: dict[str, tuple[str, str]], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(changed(tmp_path / "content", changes), tmp_path / "site") != 0
    assert told in capsys.readouterr().err


def test_everybody_in_the_region_is_made_up() -> None:
    sources, _ = read_sources(REGION)
    text = "\n".join(source.content.decode() for source in sources)
    numbers = re.findall(r"^(?:phone|text): (0[0-9 ]{9,})$", text, re.MULTILINE)
    assert numbers
    assert all(is_drama_number(digits_of(number)) for number in numbers)
    hosts = set(
        re.findall(r"https?://(?:[a-z0-9-]+\.)*([a-z0-9-]+\.[a-z.]+)/?|@([a-z.]+)$", text, re.MULTILINE)
    )
    assert {host or mail for host, mail in hosts} <= {"example.org", "fenmoor-site.example", "co.uk"}


def test_new_area_makes_one_that_the_region_then_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = changed(tmp_path / "content", {"site.yaml": ("X01000010\\]", "X01000010, X01000011]")})
    given = {
        "--name": "Kelpgate",
        "--gss": "X01000011",
        "--force": "fenmoor",
        "--council-name": "Kelpgate District Council",
        "--council-url": "https://kelpgate.example.org/",
        "--places": "Kelp Quay",
        "--tile-label": "KEL",
        "--tile-column": "5",
        "--tile-row": "1",
    }
    answers = [word for pair in given.items() for word in pair]
    command = ["new", "area", *answers, "--content", str(content), "--as-of", DAY]
    before = {file: file.read_text(encoding="utf-8") for file in content.rglob("*.md")}
    assert main([*command, "--neighbours", "ashwick, elderholt"]) != 0
    asked = capsys.readouterr().err
    assert re.findall(r"(\w+)\.md: \"kelpgate\" is added to its neighbours", asked) == [
        "ashwick",
        "elderholt",
    ]
    assert {file: file.read_text(encoding="utf-8") for file in content.rglob("*.md")} == before
    assert main([*command, "--neighbours", "ashwick, elderholt", "--tidy-area"]) == 0
    for name in ("ashwick", "elderholt"):
        file = content / f"pages/boroughs/{name}.md"
        lines = file.read_text(encoding="utf-8").splitlines()
        added = lines.index("  - kelpgate")
        assert [*lines[:added], *lines[added + 1 :]] == before[file].splitlines()
        assert "neighbours:" in lines[:added]
    text = (content / "pages/boroughs/kelpgate.md").read_text(encoding="utf-8")
    assert re.search(r"^liaison:\n(?:  #.*\n)*  state: unlisted$", text, re.MULTILINE)
    assert "Changed: " in capsys.readouterr().out
    assert build(content, tmp_path / "site") == 0
    assert "Map of Fenmoor" in pages_of(tmp_path / "site")["index.html"]
