"""Both maps of London: drawn without gaps, reached by finger and by keyboard, and clear without colour."""

import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from site_builder.language.words import read_english
from site_builder.site.pages.areas import STATES, state_words
from site_builder.site.rendering.renderer import render_component
from site_builder.site.rendering.theme import load_theme
from tests.component_examples import real_arguments
from tests.sites import LONDON
from tools.map_tracing import (
    draw_path,
    drop_islands,
    enlarge,
    fill_gaps,
    find_label_place,
    join_lines,
    join_rings,
    ring_area,
    simplify_arcs,
    trace_arcs,
)

PROJECT_DIR = Path(__file__).resolve().parent.parent


# The drawing


def read_map():
    return yaml.safe_load((LONDON / "geography" / "map.yaml").read_text("utf-8"))


@cache
def read_boroughs():
    files = sorted((LONDON / "pages" / "boroughs").glob("*.md"))
    return {file.stem: yaml.safe_load(file.read_text("utf-8").split("---")[1]) for file in files}


def read_rings(path):
    """Read a path back into its rings of points."""
    rings = []
    for part in re.findall(r"M[^M]*", path):
        points = []
        for command, numbers in re.findall(r"([Mlhv])([^Mlhvz]*)", part):
            values = [int(number) for number in re.findall(r"-?\d+", numbers)]
            if command in "hv":
                values = [part for value in values for part in ((value, 0) if command == "h" else (0, value))]
            for dx, dy in zip(values[::2], values[1::2], strict=True):
                x, y = points[-1] if points else (0, 0)
                points.append((x + dx, y + dy))
        rings.append(points)
    return rings


def outline(path):
    (ring,) = read_rings(path)
    return ring


def edges(ring):
    return pairwise([*ring, ring[0]])


def holds(ring, point):
    x, y = point
    return (
        sum(
            (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
            for (ax, ay), (bx, by) in edges(ring)
        )
        % 2
        == 1
    )


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def lies_on(point, edge):
    (ax, ay), (bx, by) = edge
    return (
        point not in edge
        and turn(edge[0], edge[1], point) == 0
        and min(ax, bx) <= point[0] <= max(ax, bx)
        and min(ay, by) <= point[1] <= max(ay, by)
    )


def cross(first, second):
    """Say whether two lines cross, or one ends in the middle of the other."""
    if any(lies_on(point, second) for point in first) or any(lies_on(point, first) for point in second):
        return True
    sides = turn(first[0], first[1], second[0]) * turn(first[0], first[1], second[1])
    return sides < 0 and turn(second[0], second[1], first[0]) * turn(second[0], second[1], first[1]) < 0


def test_every_borough_has_one_shape_in_one_piece():
    areas = read_map()["areas"]
    assert sorted(areas) == sorted(borough["gss"] for borough in read_boroughs().values())
    assert [code for code, shape in areas.items() if len(read_rings(shape["path"])) != 1] == []


def test_neighbours_share_their_boundary_point_for_point():
    shapes = {code: outline(shape["path"]) for code, shape in read_map()["areas"].items()}
    drawn = Counter(edge for ring in shapes.values() for edge in edges(ring))
    assert max(drawn.values()) == 1, "two areas lie on the same side of a line"
    lines = sorted({tuple(sorted(edge)) for edge in drawn})
    crossing = [pair for pair in combinations(lines, 2) if cross(*pair)]
    assert crossing == []
    border = [edge for edge in drawn if edge[::-1] not in drawn]
    starts = dict(border)
    assert len(starts) == len(border)
    around, point = [], border[0][0]
    while point not in around:
        around.append(point)
        point = starts[point]
    assert len(around) == len(border), "there is a gap between boroughs"
    assert ring_area(around) == sum(map(ring_area, shapes.values()))


def test_the_letters_of_every_borough_stand_in_its_own_shape():
    areas = read_map()["areas"]
    for code, area in areas.items():
        assert [other for other, shape in areas.items() if holds(outline(shape["path"]), area["label"])] == [
            code
        ]


def test_neighbours_by_land_touch_on_the_map():
    boroughs, areas = read_boroughs(), read_map()["areas"]
    points = {slug: set(outline(areas[borough["gss"]]["path"])) for slug, borough in boroughs.items()}
    apart = [
        (slug, other)
        for slug, borough in boroughs.items()
        for other in borough.get("neighbours") or ()
        if other not in (borough.get("across_river") or ()) and not points[slug] & points[other]
    ]
    assert apart == []


def test_the_river_runs_between_all_boroughs_that_face_each_other_across_it():
    drawing, boroughs = read_map(), read_boroughs()
    (river,) = read_rings(drawing["river"])
    site = yaml.safe_load((LONDON / "site.yaml").read_text("utf-8"))["region"]["river"]
    far, on_both = set(site["far_bank"]), {pair.split()[0] for pair in site["far_districts"]}
    banks = {frozenset(edge) for edge in pairwise(river)}
    for borough in boroughs.values():
        for other in borough.get("across_river") or ():
            pair = {borough["gss"], boroughs[other]["gss"]}
            assert len(pair & far) == 1 or on_both & pair
            for code in pair:
                assert banks & {frozenset(edge) for edge in edges(outline(drawing["areas"][code]["path"]))}


def test_all_shapes_together_stay_small():
    paths = "".join(area["path"] for area in read_map()["areas"].values())
    assert len(paths) <= 4400
    assert len(gzip.compress(paths.encode(), 6)) <= 1400


@pytest.mark.nightly
def test_the_map_is_what_the_tool_makes_anew_and_most_postcodes_lie_in_their_borough():
    from tools import trace_boroughs
    from tools.mapped_region import read_region
    from tools.postcode_directory import read_postcodes

    region = read_region(LONDON)
    postcodes = list(read_postcodes(region.letters))
    text = trace_boroughs.map_text(region, postcodes)
    assert text == (LONDON / "geography" / "map.yaml").read_text("utf-8")

    shapes = {code: outline(area["path"]) for code, area in yaml.safe_load(text)["areas"].items()}
    inside = [postcode for postcode in postcodes if postcode.authority in shapes]
    west, north = min(one.easting for one in inside), max(one.northing for one in inside)
    shares = []
    # The drawing does not say where its corner lies, so a few places are tried.
    for left, top in product((1, 2, 3), (2, 3, 4, 5)):
        found = [
            holds(
                shapes[one.authority],
                (
                    left + (one.easting - west) / trace_boroughs.CELL,
                    top + (north - one.northing) / trace_boroughs.CELL,
                ),
            )
            for one in inside[::400]
        ]
        shares.append(sum(found) / len(found))
    assert max(shares) > 0.95


# Tracing


def grid(*rows):
    return {(x, y): area.strip(".") for y, row in enumerate(rows) for x, area in enumerate(row)}


def test_a_gap_goes_to_the_area_that_is_nearest():
    cells = {(0, 0): "a", (5, 0): "b"}
    assert "".join(fill_gaps(cells, 6, 1)[x, 0] for x in range(6)) == "aaabbb"


def test_an_island_goes_to_the_area_around_it():
    assert drop_islands(grid("aaabb", "abaab", "aaabb")) == grid("aaabb", "aaaab", "aaabb")


def test_an_area_grows_only_into_those_that_may_give():
    assert enlarge(grid("bbc", "bac", "bbc"), "a", {"b"}) == grid("aac", "aac", "aac")


def test_words_stand_where_an_area_is_widest():
    cells = grid("a......", "a......", "aaaaaaa", "aaaaaaa", "aaaaaaa")
    assert find_label_place({cell for cell, area in cells.items() if area}) == (3, 3)


def test_two_areas_share_one_line_between_the_points_where_a_third_begins():
    arcs = trace_arcs(grid("ab", "ab", "cc"))
    between = [arc for arc, sides in arcs.items() if set(sides) == {"a", "b"}]
    assert [sorted(arc) for arc in between] == [[(1, 0), (1, 1), (1, 2)]]


def test_simpler_lines_still_close_every_area():
    cells = grid("aaaab", "aaabb", "aabbb", "abbbc", "bbccc")
    arcs = trace_arcs(cells)
    simpler = simplify_arcs(arcs, 1.5)
    assert sum(map(len, simpler.values())) < sum(map(len, arcs))
    sides = {simpler[arc]: sides for arc, sides in arcs.items()}
    areas = [ring_area(ring) for area in "abc" for ring in join_rings(sides, area)]
    assert len(areas) == 3
    assert sum(areas) == pytest.approx(
        ring_area(join_rings({arc: ("x", "") for arc in _around(sides)}, "x")[0])
    )


def _around(sides):
    return [arc if left else arc[::-1] for arc, (left, right) in sides.items() if not (left and right)]


def test_a_corner_that_holds_another_point_is_kept():
    corner, other = ((0, 0), (0, 4), (4, 4)), ((1, 3), (1, 2), (2, 3))
    simpler = simplify_arcs([corner, other], 100)
    assert simpler[corner] == corner
    assert simplify_arcs([corner], 100)[corner] == ((0, 0), (4, 4))


def test_lines_are_joined_end_to_end_whichever_way_they_run():
    lines = [((2, 2), (1, 1)), ((2, 2), (3, 3)), ((0, 0), (1, 1))]
    (joined,) = join_lines(lines)
    assert sorted(joined) == [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert joined in {tuple(sorted(joined)), tuple(sorted(joined, reverse=True))}


def test_a_path_is_written_short():
    assert (
        draw_path([(10, 20), (15, 20), (12, 24), (13, 23), (13, 20)], closed=True) == "M10 20h5l-3 4 1-1v-3z"
    )


# In the browser


@pytest.fixture(scope="session")
def maps_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page that has both maps, every state on them, and the theme's own style sheet and scripts."""
    folder = tmp_path_factory.mktemp("maps")
    theme = load_theme(PROJECT_DIR / "themes", "liaison")
    for asset in theme.assets:
        if asset.name.endswith((".css", ".js")):
            (folder / asset.name).write_bytes(asset.content)
    components = {component.name: component for component in theme.components}
    drawing = read_map()
    boroughs, shapes = [], []
    for number, (slug, borough) in enumerate(read_boroughs().items()):
        state = STATES[number % len(STATES)]
        words = state_words(state, read_english())
        shared = {"name": borough["name"], "url": f"/boroughs/{slug}/", "state": state, "state_words": words}
        shape, tile = drawing["areas"][borough["gss"]], borough["tile"]
        at = dict(zip(("label_x", "label_y"), shape["label"], strict=True))
        boroughs.append(shared | tile)
        shapes.append(shared | at | {"path": shape["path"], "label": tile["label"]})
    given = {"script_url": "/tile-map.js"}
    region = {"name": "London", "river": "River Thames", "river_line": "M1 4 7 4 7 3 8 3"}
    size = {name: drawing[name] for name in ("width", "height", "river", "source")}
    shown = {
        "borough-map": {"map": size | {"shapes": shapes}, "region": region},
        "tile-map": {"boroughs": boroughs, "region": region},
    }
    drawn = {
        name: render_component(components[name], real_arguments(components[name], arguments | given), theme)
        for name, arguments in shown.items()
    }
    shapes, tiles = drawn["borough-map"], drawn["tile-map"]
    for name, part in (("index", shapes + tiles), ("tiles", tiles)):
        (folder / f"{name}.html").write_text(
            '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Map</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="stylesheet" href="/lists.css"><script type="module" src="/site.js"></script></head>'
            f'<body><main class="wrap page"><h1>Map</h1><section><p><a href="#before">Before</a></p>{part}'
            '<p><a href="#after">After</a></p></section></main></body></html>',
            encoding="utf-8",
        )
    return folder


@pytest.fixture
def open_map(browser: Browser, serve: Callable[..., Any], maps_site: Path) -> Iterator[Callable[..., Page]]:
    """Open the page with both maps, or with the tiles only; anything a browser context takes may be given."""
    contexts = []
    with serve(maps_site) as address:

        def open_it(page_name: str = "", width: int = 1280, **options: Any) -> Page:
            context = browser.new_context(viewport={"width": width, "height": 900}, **options)
            contexts.append(context)
            page = context.new_page()
            page.goto(f"{address}/{page_name}")
            return page

        yield open_it
        for context in contexts:
            context.close()


@pytest.fixture
def focus(open_map: Callable[..., Page]) -> Callable[..., tuple[Page, Callable[[str], str]]]:
    """Open a page, put the focus on a borough and wait for the script; gives the page and a way to press keys."""

    def focus_on(slug: str, page_name: str = "", width: int = 1280) -> tuple[Page, Callable[[str], str]]:
        page = open_map(page_name, width)
        page.locator(f'a[href="/boroughs/{slug}/"]:visible').focus()
        page.get_by_text("Arrow keys move about the map.").first.wait_for()

        def press(keys: str) -> str:
            for key in keys.split():
                page.keyboard.press(key)
            return (
                page.evaluate("document.activeElement.getAttribute('href')")
                .strip("/")
                .removeprefix("boroughs/")
            )

        return page, press

    return focus_on


TILE_WALKS = [
    ("camden", "ArrowRight", "islington"),
    ("camden", "ArrowLeft", "brent"),
    ("camden", "ArrowUp", "barnet"),
    ("camden", "ArrowDown", "kensington-and-chelsea"),
    ("camden", "ArrowRight ArrowRight ArrowDown ArrowLeft", "westminster"),
    ("camden", "Home", "hillingdon"),
    ("camden", "End", "barking-and-dagenham"),
    ("hillingdon", "ArrowLeft", "hillingdon"),
    ("enfield", "Home", "enfield"),
    ("enfield", "ArrowLeft", "barnet"),
    ("sutton", "ArrowDown", "sutton"),
    ("camden", "Control+ArrowRight", "camden"),
    ("camden", "Shift+ArrowRight", "camden"),
]
SHAPE_WALKS = [
    ("camden", "ArrowRight", "islington"),
    ("hackney", "ArrowRight", "newham"),
    ("croydon", "ArrowRight", "bromley"),
    ("sutton", "ArrowRight", "croydon"),
    ("enfield", "ArrowDown", "haringey"),
    ("harrow", "ArrowLeft", "hillingdon"),
    ("hillingdon", "ArrowLeft", "hillingdon"),
]


@pytest.mark.parametrize(("page_name", "walks"), [("tiles.html", TILE_WALKS), ("", SHAPE_WALKS)])
def test_arrows_home_and_end_move_between_tiles_and_shapes(page_name, walks, focus) -> None:
    page, press = focus(walks[0][0], page_name)
    for start, keys, end in walks:
        page.locator(f'a[href="/boroughs/{start}/"]:visible').focus()
        assert press(keys) == end, (start, keys)


@pytest.mark.parametrize("page_name", ["", "tiles.html"])
def test_the_arrows_lead_to_every_borough(page_name, focus) -> None:
    page, _ = focus("camden", page_name)
    reached = page.evaluate(
        """() => {
            const left = [document.activeElement];
            const seen = new Set(left);
            while (left.length) {
                const from = left.pop();
                for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
                    from.focus();
                    from.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
                    const to = document.activeElement;
                    if (!seen.has(to)) left.push(to);
                    seen.add(to);
                }
            }
            return [...seen].map((link) => link.getAttribute('href'));
        }"""
    )
    assert sorted(reached) == [f"/boroughs/{slug}/" for slug in sorted(read_boroughs())]


@pytest.mark.parametrize("page_name", ["", "tiles.html"])
def test_tab_passes_the_map_in_one_step_and_comes_back_to_the_same_borough(page_name, focus) -> None:
    page, press = focus("camden", page_name)
    assert press("ArrowRight") == "islington"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "After"
    assert press("Shift+Tab") == "islington"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.textContent") == "Before"


def test_the_arrows_do_not_scroll_the_page(focus) -> None:
    page, press = focus("sutton", "tiles.html", 320)
    page.set_viewport_size({"width": 320, "height": 300})
    before = page.evaluate("scrollY")
    press("ArrowDown ArrowDown")
    assert page.evaluate("scrollY") == before


@pytest.mark.parametrize(("page_name", "selector"), [("", "svg a"), ("tiles.html", "a.tile")])
def test_without_script_every_borough_is_a_plain_stop(page_name, selector, open_map) -> None:
    page = open_map(page_name, java_script_enabled=False)
    links = page.locator(f"{selector}:visible")
    assert links.count() == 33
    assert {link.get_attribute("tabindex") for link in links.all()} == {None}
    assert page.get_by_text("Arrow keys").count() == 0


def test_nobody_is_told_of_keys_where_there_are_none(open_map) -> None:
    page = open_map("tiles.html", 390, is_mobile=True, has_touch=True)
    page.locator("a.tile").nth(3).focus()
    page.locator("a.tile[tabindex='-1']").first.wait_for()
    assert page.get_by_text("Arrow keys").count() == 0


@pytest.mark.parametrize(("width", "shown", "hidden"), [(959, "a.tile", "svg a"), (960, "svg a", "a.tile")])
def test_only_one_of_the_maps_is_shown(width, shown, hidden, open_map) -> None:
    page = open_map("", width)
    assert page.locator(f"{shown}:visible").count() == 33
    assert page.locator(f"{hidden}:visible").count() == 0


def test_paper_gets_the_tiles(open_map) -> None:
    page = open_map("", 700)
    page.emulate_media(media="print")
    assert page.locator("a.tile:visible").count() == 33


@pytest.mark.parametrize(
    ("width", "page_name", "map_part"), [(1280, "", "svg"), (320, "tiles.html", ".tile-map")]
)
def test_every_area_is_called_by_its_letters_its_name_and_its_state(
    width, page_name, map_part, open_map
) -> None:
    page = open_map(page_name, width)
    area = page.locator(map_part)
    for number, borough in enumerate(read_boroughs().values()):
        link = area.get_by_role("link", name=borough["name"])
        link = link.filter(has_text=borough["tile"]["label"]).first
        name = link.aria_snapshot()
        assert borough["tile"]["label"] in name
        assert state_words(STATES[number % len(STATES)], read_english()) in name


def test_every_state_has_a_mark_or_an_edge_of_its_own(open_map) -> None:
    page = open_map("tiles.html", 320)
    marks = page.locator("a.tile").evaluate_all(
        "(tiles) => tiles.map((tile) => [tile.className, tile.querySelector('i').textContent].join(':'))"
    )
    assert len(set(marks)) == len(STATES)
    assert len({mark.split(":")[1] for mark in marks}) == len(STATES)


def test_the_tile_in_focus_shows_its_name_and_state_in_full(focus) -> None:
    page, _ = focus("kensington-and-chelsea", "tiles.html", 320)
    words = page.locator("a.tile:focus span")
    assert page.locator("a.tile:not(:focus) span").first.bounding_box()["width"] <= 1
    box = words.bounding_box()
    assert box["width"] > 100
    others = page.locator("a.tile").evaluate_all(
        "(tiles) => tiles.map((tile) => tile.getBoundingClientRect()).map((box) => [box.x, box.y, box.right, box.bottom])"
    )
    covered = [
        other
        for other in others
        if other[0] < box["x"] + box["width"] - 1
        and other[2] > box["x"] + 1
        and other[1] < box["y"] + box["height"] - 1
        and other[3] > box["y"] + 1
    ]
    assert covered == []


def test_the_focused_shape_has_a_ring_that_no_neighbour_covers(focus) -> None:
    page, _ = focus("camden")
    styles = page.evaluate(
        """() => {
            const style = (part) => getComputedStyle(part);
            const ring = document.activeElement.querySelector('path');
            const other = document.querySelector('a[href="/boroughs/enfield/"] path');
            return [style(ring).stroke, style(other).stroke, parseFloat(style(ring).strokeWidth)];
        }"""
    )
    assert styles[0] != styles[1]
    assert styles[2] >= 2, "half of it lies inside the shape: at least 3 pixels"


FREE_SQUARE = """(size) => [...document.querySelectorAll('svg a')].filter((link) => {
    const box = link.getBoundingClientRect();
    const mine = (x, y) => document.elementFromPoint(x, y)?.closest('a') === link;
    link.scrollIntoView({ block: 'center' });
    const at = link.getBoundingClientRect();
    for (let x = at.left; x + size <= at.right + 1; x += 1) {
        for (let y = at.top; y + size <= at.bottom + 1; y += 1) {
            const steps = [0, size / 4, size / 2, (3 * size) / 4, size];
            if (steps.every((dx) => steps.every((dy) => mine(x + dx, y + dy)))) return false;
        }
    }
    return true;
}).map((link) => link.getAttribute('href'))"""


def test_every_shape_holds_a_square_of_24_pixels_where_the_map_is_smallest(open_map) -> None:
    page = open_map("", 960)
    assert page.evaluate(FREE_SQUARE, 24) == []


def test_every_tile_is_40_pixels_wide_on_the_smallest_phone(real_site: Path, serve, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    with serve(real_site) as address:
        page.goto(address)
        page.get_by_text("On the map").click()
        sizes = page.locator("a.tile").evaluate_all(
            "(tiles) => tiles.map((tile) => tile.getBoundingClientRect()).map((box) => Math.min(box.width, box.height))"
        )
        assert len(sizes) == 33
        assert min(sizes) >= 39.99
    context.close()


def test_every_tile_leads_to_a_page_of_its_own(real_site: Path) -> None:
    page = (real_site / "index.html").read_text("utf-8")
    addresses = re.findall(r'<a class="tile [^"]*" href="([^"]+)"', page)
    assert len(set(addresses)) == len(addresses) == 33
    assert [url for url in addresses if not (real_site / url.strip("/") / "index.html").is_file()] == []


@pytest.mark.parametrize(
    ("width", "options"),
    [
        *product((320, 1280), ({"color_scheme": "light"}, {"color_scheme": "dark"})),
        (320, {"forced_colors": "active"}),
        (1280, {"forced_colors": "active"}),
    ],
    ids=str,
)
def test_axe_finds_nothing_on_either_map(width, options, open_map, run_axe) -> None:
    page = open_map("", width, **options)
    page.locator("a:visible", has_text="CAM").focus()
    page.get_by_text("Arrow keys move about the map.").first.wait_for()
    report = run_axe(page)
    # In forced colours the browser picks the colours, and axe measures the ones that are not shown.
    found = [
        line
        for line in (*report.required, *report.enhanced)
        if "forced_colors" not in options or not line.startswith("color-contrast")
    ]
    assert found == []


def test_the_script_of_the_maps_is_small(maps_site: Path) -> None:
    assert len(gzip.compress((maps_site / "tile-map.js").read_bytes(), 6)) <= 600
