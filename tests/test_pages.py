"""What stands on the pages of a small site: each thing once, under the right name and in the right place."""

import dataclasses
import datetime
import re
from collections.abc import Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.content.html_pieces import VOID
from site_builder.content.sources import read_sources
from site_builder.content.validation import validate_sources
from site_builder.directory.assemble import assemble_directory
from site_builder.site.checks.weight import PAGE_LIMIT, packed_size
from site_builder.site.pages.job import SitePlan
from site_builder.site.pages.page_views import FramedView
from site_builder.site.pages.plan import plan_site
from site_builder.site.pages.views import ChannelCard, Fallback, OfficerCard
from site_builder.site.rendering.renderer import render_page
from site_builder.site.rendering.theme import load_theme
from tests.places_list import unpack_places
from tests.sites import borough, officer, page, read_site, small_site, write_files

THEMES_DIR = Path(__file__).resolve().parent.parent / "themes"
FRESH = "email: ada@example.org\nchecked: {on: 2026-11-01, by: us, how: rang}\n"
OVERDUE = "email: bo@example.org\nchecked: {on: 2026-01-01, by: us, how: rang}\n"
TEAM = {
    "ada": officer("Ada Fresh", "north", more=FRESH),
    "bo": officer("Bo Old", "north", more=OVERDUE),
}


def plan(
    folder: Path, files: Mapping[str, str], day: datetime.date = datetime.date(2026, 11, 22)
) -> SitePlan:
    """Plan a small site."""
    site, _ = read_site(write_files(folder, files))
    records, _ = validate_sources(read_sources(folder)[0])
    assert site is not None
    directory, _ = assemble_directory(records, site, day)
    return plan_site(directory, records)[0]


def html_of(planned: SitePlan) -> dict[str, str]:
    """Map the path of each page for people to its HTML."""
    theme = load_theme(THEMES_DIR, "liaison")
    pages = [job for job in planned.pages if isinstance(job.view, FramedView)]
    return {job.path: render_page(job, theme)[0].content.decode() for job in pages}


def words_of(planned: SitePlan) -> dict[str, str]:
    """Map the path of each page for people to all its words."""
    return {path: " ".join(re.sub("<[^>]*>", " ", text).split()) for path, text in html_of(planned).items()}


def views_in(value: object) -> Iterator[object]:
    """Yield every view inside a view, and the view itself."""
    if isinstance(value, tuple):
        for part in value:
            yield from views_in(part)
    elif dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from views_in(getattr(value, field.name))


def test_each_officer_of_a_team_stands_under_the_age_of_their_own_name(tmp_path: Path) -> None:
    planned = plan(tmp_path, small_site(**TEAM))
    words = words_of(planned)
    assert (
        "Ada Fresh Checked on 1 November 2026. Bo Old Not checked since 1 January 2026."
        in words["coverage/index.html"]
    )
    places = unpack_places(next(file.content for file in planned.files if "places." in file.path))
    card = next(one for one in places["boroughs"] if one["name"] == "Northton")
    shown = ". ".join(filter(None, (card["officer"], card["words"], card["detail"])))
    assert shown == (
        "Officer listed. Ada Fresh: Checked on 1 November 2026. Bo Old: Not checked since 1 January 2026."
    )
    assert "Checked on" not in words["boroughs/index.html"], "a date of one officer for all"


@pytest.mark.parametrize(
    ("more", "relay", "written"),
    [
        ("phone: 020 7946 0123\n", "tel:1800102079460123", ["A helpline"]),
        ("phone: 020 7946 0123\nemail: team@example.org\n", "tel:1800102079460123", []),
        ("phone: 020 7946 0123\ntext: 07700 900123\n", "tel:1800102079460123", []),
        ("email: team@example.org\n", "", []),
    ],
)
def test_a_voice_call_is_never_the_only_way_to_an_officer(
    more: str, relay: str, written: list[str], tmp_path: Path
) -> None:
    checked = "checked: {on: 2026-11-01, by: us, how: rang}\n"
    planned = plan(tmp_path, small_site(ada=officer("Ada", "north", more=more + checked)))
    for path in ("officers/ada/index.html", "boroughs/north/index.html"):
        text = render_page(
            next(job for job in planned.pages if job.path == path), load_theme(THEMES_DIR, "liaison")
        )[0].content.decode()
        note = re.search(
            r'<p class="voice-note">(.*?)</p>',
            re.split("Usual reply time|If you call 101", text)[0],
            re.DOTALL,
        )
        assert bool(note) is bool(relay)
        found = note[1] if note else ""
        assert relay in found
        assert re.findall(r">([^<]+)</a>, ", found) == written


SILENT, AWAY = (
    officer("Si Lent", "north", more=""),
    officer("Al Away", "north", "away", FRESH + "until: 2026-12-24\n"),
)
COVERED = officer("Cy Covered", "north", "away", FRESH + "covered_by: far\n")


@pytest.mark.parametrize(
    ("alone", "beside", "asked"),
    [
        (SILENT, True, "ada@example.org"),
        (AWAY, True, "ada@example.org"),
        (TEAM["bo"], True, "ada@example.org"),
        (COVERED, True, "far@example.org"),
        (SILENT, False, "tel:101"),
        (TEAM["ada"], True, "ada@example.org"),
    ],
)
def test_no_page_of_an_officer_is_a_dead_end(alone: str, beside: bool, asked: str, tmp_path: Path) -> None:
    others = {"ada": TEAM["ada"], "far": officer("Fa Afield", "far", more=FRESH.replace("ada", "far"))}
    planned = plan(tmp_path, small_site(alone=alone, **(others if beside else {})))
    html = html_of(planned)["officers/alone/index.html"]
    main = re.sub("<wbr>", "", html.partition("<main")[2].partition("</main>")[0])
    ways = ("tel:101", "tel:18001101", "/report/helpline/")
    assert [way for way in (*ways, asked) if f'href="{way}"' not in main.replace("mailto:", "")] == []


def test_an_overdue_lead_stands_apart_from_a_fresh_deputy(tmp_path: Path) -> None:
    checked = "checked: {on: 2026-11-01, by: us, how: rang}\n"
    team = {
        "ada": officer("Ada Lead", "north", more=OVERDUE),
        "bo": officer("Bo Deputy", "north", more=f"post: deputy\n{checked}"),
    }
    words = words_of(plan(tmp_path, small_site(**team)))["boroughs/north/index.html"]
    assert "Your liaison officer Bo Deputy" in words
    assert "Last known officer Ada Lead" in words


def test_it_is_the_officer_who_is_away_that_is_called_so(tmp_path: Path) -> None:
    team = {
        "ada": officer("Ada Old", "north", more=OVERDUE),
        "bo": officer("Bo Away", "north", "away", more=f"post: deputy\n{FRESH}"),
    }
    words = words_of(plan(tmp_path, small_site(**team)))["boroughs/north/index.html"]
    assert "Bo Away is away. Start here." in words


def test_a_vacant_post_that_somebody_covers_names_who(tmp_path: Path) -> None:
    vacant = (
        "liaison:\n  state: vacant\n  source: {publisher: Gazette, published: 2026-03-03}\n  covered_by: cy\n"
    )
    files = small_site(cy=officer("Cy Cover", "far")) | {"pages/boroughs/north.md": borough("north", vacant)}
    assert "Cy Cover covers meanwhile." in words_of(plan(tmp_path, files))["coverage/index.html"]


def test_no_page_says_twice_how_old_the_same_thing_is(tmp_path: Path) -> None:
    files = small_site(**TEAM) | {"pages/about.md": page("About us", "We are a few.\n")}
    for path, words in words_of(plan(tmp_path, files)).items():
        for statement in (
            "Last read through on",
            "Checked on 1 November 2026.",
            "Not checked since 1 January 2026.",
        ):
            assert words.count(statement) <= 1, (path, statement)


def test_every_card_and_fallback_is_made_once_however_many_pages_show_it(tmp_path: Path) -> None:
    planned = plan(tmp_path, small_site(cy=officer("Cy", "south"), **TEAM))
    shown = [view for job in planned.pages for view in views_in(job.view)]
    for kind in (OfficerCard, ChannelCard):
        cards = [view for view in shown if isinstance(view, kind)]
        assert len(cards) > len({card.url for card in cards})
        assert len({id(card) for card in cards}) == len({card.url for card in cards})
    assert any(isinstance(view, Fallback) for view in shown)


@pytest.mark.parametrize(("label", "column", "row"), [("T1", 4, 2), ("T2", 2, 1), ("T3", 3, 1)])
def test_a_tile_stands_in_its_own_column_and_row(label: str, column: int, row: int, tmp_path: Path) -> None:
    files = small_site()
    north = files["pages/boroughs/north.md"].replace("column: 1, row: 1", "column: 4, row: 2")
    planned = plan(tmp_path, files | {"pages/boroughs/north.md": north})
    home = next(job for job in planned.pages if job.path == "index.html")
    html = render_page(home, load_theme(THEMES_DIR, "liaison"))[0].content.decode()
    tile = next(line for line in html.splitlines() if f">{label} <i" in line)
    assert f'class="tile-map__c{column} tile-map__r{row}"' in tile


BLOCKS = {"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "td", "th", "figcaption", "blockquote", "caption"}
SEEN_WITHOUT_WORDS = {"img", "svg", "input", "button", "select", "textarea"}


class EmptyBlocks(HTMLParser):
    """Gathers blocks that show nothing; what a script fills is none (`aria-live`, `hidden`, and what can be
    given the focus and not reached), and paper is not the screen.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[tuple[str, str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, given.get("class") or "", False))
        if (
            tag in SEEN_WITHOUT_WORDS
            or given.keys() & {"aria-live", "hidden"}
            or given.get("tabindex") == "-1"
        ):
            self.fill()

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, classes, is_filled = self.open.pop()
            if name in BLOCKS and not is_filled:
                self.found.append(f'<{name} class="{classes}">')
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.fill()

    def fill(self) -> None:
        """Remember that all that is open shows something, as far out as it is not only for paper."""
        for number in range(len(self.open) - 1, -1, -1):
            name, classes, _ = self.open[number]
            self.open[number] = (name, classes, True)
            if "print-only" in classes:
                return


def test_no_page_has_a_block_with_nothing_in_it(real_site: Path, example_site: Path) -> None:
    for site in (real_site, example_site):
        for file in site.rglob("*.html"):
            assert EmptyBlocks(file.read_text(encoding="utf-8")).found == [], file


def test_an_empty_block_is_told_from_one_that_a_script_fills() -> None:
    empty = "<p> <span class='print-only'>https://a.example/</span></p><ul><li></li></ul><td>\n<i></i></td>"
    assert len(EmptyBlocks(empty).found) == 3
    assert (
        EmptyBlocks("<p aria-live='polite'></p><li><p><b>a</b></p></li><p class='print-only'>a</p>").found
        == []
    )


@pytest.mark.parametrize("root", ["/", "/liaison/"])
def test_the_heaviest_page_has_room_for_a_longer_sentence(
    root: str, real_site: Path, example_site: Path
) -> None:
    """At least 150 bytes, so that an editor's next sentence on /report/ does not stop the site."""
    for site in (real_site, example_site):
        page = (site / "report/index.html").read_text(encoding="utf-8")
        loaded = {
            site / name
            for name in re.findall(r'="/(assets/(?:site\.\w+\.(?:css|js)|icon[\w.-]*\.svg))"', page)
        }
        assert len(loaded) == 3
        page = re.sub(r'="/', f'="{root}', page).replace(".example/report/", f".example{root}report/")
        weight = sum(map(packed_size, [page.encode(), *(file.read_bytes() for file in loaded)]))
        assert weight <= PAGE_LIMIT - 150


class Translated(HTMLParser):
    """The words of a page that a translating browser would put into another language."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.kept: list[tuple[str, bool]] = [("", False)]
        self.words: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        asked = dict(attrs).get("translate")
        if tag not in VOID:
            self.kept.append((tag, self.kept[-1][1] if asked is None else asked == "no"))

    def handle_endtag(self, tag: str) -> None:
        while self.kept[-1][0] != tag:
            self.kept.pop()
        self.kept.pop()

    def handle_data(self, data: str) -> None:
        if not self.kept[-1][1]:
            self.words.append(data.strip())


def test_a_translated_page_keeps_the_names_of_places_and_people_wherever_they_stand_by_themselves(
    example_site: Path,
) -> None:
    """Nobody finds Barking by its translation. A name within a sentence of an editor's is the editor's."""
    pages = {
        file.relative_to(example_site).as_posix(): file.read_text(encoding="utf-8")
        for file in example_site.rglob("*.html")
    }
    names = {
        unescape(heading[1])
        for path, page in pages.items()
        if re.fullmatch(r"(boroughs|officers)/(?!a-to-z)[^/]+/index\.html", path)
        and (heading := re.search(r"<h1[^>]*>(.*?)</h1>", page))
    }
    assert len(names) > 70
    editors_own = "a-long-page/index.html"  # names stand in its tables
    lost = {
        path: found
        for path, page in pages.items()
        if path != editors_own
        and (found := names & set(Translated(page[page.index("<body") : page.index("</html>")]).words))
    }
    assert lost == {}


# Directories made up at random

CHECKS = (
    "",
    "checked: {on: 2026-11-01, by: us, how: rang}\n",
    "checked: {on: 2026-01-01, by: us, how: rang}\n",
)
CONTACTS = ("", "email: team@example.org\n", "phone: 020 7946 0123\n")
STATES = {
    "in-post": ("",),
    "acting": ("until: 2027-03-01\n", ""),
    "away": ("", "until: 2027-03-01\n", "covered_by: cy\n", "until: 2027-03-01\ncovered_by: cy\n"),
    "leaving": ("until: 2027-03-01\n",),
}


@st.composite
def someone(draw: st.DrawFn, name: str, boroughs: str = "north") -> str:
    """Draw an officer's file: any state, checked or not, with any way to be reached or none."""
    state = draw(st.sampled_from(sorted(STATES)))
    lines = [draw(st.sampled_from(options)) for options in (STATES[state], CHECKS, CONTACTS)]
    return officer(name, boroughs, state, more="".join(lines))


@settings(max_examples=12)
@given(
    st.integers(1, 3).flatmap(lambda size: st.tuples(*(someone(f"Officer {name}") for name in "ABC"[:size]))),
    someone("Cy Cover", "south"),
)
def test_what_an_area_says_of_its_officers_is_said_once_and_by_name(
    team: tuple[str, ...], cover: str
) -> None:
    files = small_site(**{f"o{number}": text for number, text in enumerate(team)}, cy=cover)
    with TemporaryDirectory() as folder:
        planned = plan(Path(folder), files)
    theme = load_theme(THEMES_DIR, "liaison")
    for job in planned.pages:
        if job.path.startswith(("boroughs/north", "officers/o")):
            text = render_page(job, theme)[0].content.decode()
            answer = text.partition('class="answer')[2].partition("<h2>Other ways")[0].partition("<footer")[0]
            said = [
                words
                for words in paragraphs_in(answer)
                if words.endswith(".") and not words.startswith("Liaison officer.")
            ]
            assert [one for one in said if said.count(one) > 1] == [], job.path
            now = answer.partition("<h2>Last known")[0]
            assert "Not checked since" not in now.partition("<h2>Your liaison")[2], job.path
            if job.path.startswith("boroughs") and len(team) > 1:
                for profile in answer.split('<section class="officer-profile')[1:]:
                    name = re.findall(r">(Officer .)</a>", profile)[0]
                    assert re.search(rf'<p class="freshness[^>]*>{name}: ', profile), job.path


def paragraphs_in(markup: str) -> list[str]:
    """Return the paragraphs, headings and entries of a piece of a page."""
    blocks = re.split(r"</?(?:p|li|h\d|dd|dt|div|section|ul|dl|blockquote)\b[^>]*>", markup)
    return [" ".join(re.sub("<[^>]*>", "", block).split()) for block in blocks]
