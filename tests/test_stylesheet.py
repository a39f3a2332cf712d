"""The one style sheet of a site: smaller than its sources, and a page looks the same with it."""

import re
from itertools import permutations
from pathlib import Path

import pytest

from site_builder.site.rendering.stylesheet import join_styles, minify_css

THEMES_DIR = Path(__file__).resolve().parent.parent / "themes"

COMPUTED_STYLES = """() => [...document.querySelectorAll("body, body *")].flatMap((element) =>
  [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part);
    if (part && style.content === "none") return "";
    const names = [...style].filter((name) => !name.startsWith("--"));
    const words = names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
    return `${element.tagName}.${element.className}${part ?? ""} ${words}`;
  }))"""


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".a > b + c ~ d , e { f: g }", ".a>b+c~d,e{f:g}"),
        ("li:nth-child( -n + 2 ) a :hover { f: g }", "li:nth-child(-n+2) a :hover{f:g}"),
        (
            "@media ( min-width : 4em ) and (color) { a { b: c } }",
            "@media (min-width:4em) and (color){a{b:c}}",
        ),
        ("a { margin: -0.5em 10.05px 0 0.25rem }", "a{margin:-.5em 10.05px 0 .25rem}"),
        ("a { grid-area: 1 / 2 }", "a{grid-area:1/2}"),
        ("a { top: calc( 2 * 3px - 1px / 0.5 ) }", "a{top:calc(2*3px - 1px/.5)}"),
        ('a[title=" > 0.5 , "] { b: url(a.svg?0.5, {;) }', 'a[title=" > 0.5 , "]{b:url(a.svg?0.5, {;)}'),
    ],
)
def test_needless_characters_go(css, expected):
    assert minify_css(css) == expected


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("@layer a { b { c: d } } @layer a { e { f: g } }", "@layer a{b{c:d}e{f:g}}"),
        (
            "@layer a{@media print{b{c:d}}} @layer a{@media print{e{f:g}}}",
            "@layer a{@media print{b{c:d}e{f:g}}}",
        ),
        ("@media print{a{b:c}} d{e:f} @media print{g{h:i}}", None),
        ("@media print{a{b:c}}@media screen{a{b:c}}", None),
        ("@layer{a{b:c}}@layer{a{b:c}}", None),
        ("@font-face{src:a}@font-face{src:b}", None),
    ],
)
def test_only_neighbours_in_the_same_layer_or_media_query_are_joined(css, expected):
    assert minify_css(css) == (expected or minify_css(css.replace("}}", "} }")))
    if expected is None:
        assert minify_css(css).count("@") == css.count("@")


@pytest.mark.parametrize(
    ("css", "stays"),
    [
        ("@layer a,b;@layer a{c{d:e}}@layer b{c{d:e}}", False),
        ("@layer a,b,x;@layer b{c{d:e}}", False),
        ("@layer a,b;@layer b{c{d:e}}@layer a{c{d:e}}", True),
        ("@layer a,b;@layer a{c{d:e}}@layer b{c{d:e}}@layer a{c{d:e}}", True),
        ("@layer a;@layer b{c{d:e}}@layer a{c{d:e}}", True),
        ("@layer a,b;@import 'x' layer(b);@layer a{c{d:e}}", True),
    ],
)
def test_the_order_of_the_layers_goes_where_they_stand_in_it_anyway(css, stays):
    assert minify_css(css) == (css if stays else css.partition(";")[2])


def test_declarations_stand_in_one_order_however_they_were_written():
    written = [
        f"a{{{';'.join(order)}}}"
        for order in permutations(["color:red", "display:flex", "margin:0", "gap:0"])
    ]
    assert len({minify_css(css) for css in written}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        ("border:0", "border-color:red"),
        ("font:menu", "line-height:2"),
        ("gap:0", "column-gap:1px"),
        ("white-space:nowrap", "text-wrap:wrap"),
        ("color:red", "color:oklch(1 0 0)"),
        ("width:0", "inline-size:0"),
        ("all:unset", "color:red"),
        ("--x:1px", "gap:var(--x)"),
    ],
)
def test_declarations_that_change_each_other_keep_their_order(pair):
    for order in (pair, pair[::-1]):
        assert minify_css(f"a{{{';'.join(order)}}}") == f"a{{{';'.join(order)}}}"


def test_custom_properties_get_short_names_the_most_used_first():
    css = ".a--x{--rare:1px;--often:2px;gap:var(--often) var(--often)}.b{--often:0;gap:var(--rare)}"
    assert join_styles([css]) == ".a--x{--b:1px;--a:2px;gap:var(--a) var(--a)}.b{--a:0;gap:var(--b)}\n"


def test_a_custom_property_that_the_sheet_does_not_set_keeps_its_name():
    css = ".a{--mine:0;gap:var(--mine) var(--mine) var(--a) var(--from-script)}"
    assert join_styles([css]) == ".a{--b:0;gap:var(--b) var(--b) var(--a) var(--from-script)}\n"


def test_a_value_that_never_changes_is_written_where_it_is_used():
    css = "@layer t{:root{--first:1px;--middle:a,b;--last:3px}}p{gap:calc(2*var(--first));b:var(--middle) var(--last)}"
    assert join_styles([css]) == "@layer t{:root{}}p{gap:calc(2*1px);b:a,b 3px}\n"


@pytest.mark.parametrize(
    "css",
    [
        ":root{--own:1px}@media print{:root{--own:0}}p{gap:var(--own)}",
        ":root{--own:1px}p{--own:0;gap:var(--own)}",
        "@media print{:root{--own:1px}}p{gap:var(--own)}",
        "p{--own:1px;gap:var(--own)}",
        ":root{--own:var(--x)}p{gap:var(--own)}",
        ":root{--own:1px}p{gap:var(--own,2px)}",
    ],
)
def test_a_value_that_may_change_stays_a_custom_property(css):
    assert join_styles([css]) == css.replace("--own", "--a") + "\n"


@pytest.mark.parametrize("ending", ["html", "js", "svg"])
def test_nothing_outside_the_style_sheets_knows_a_custom_property(ending):
    named = set(
        re.findall(r"[{;\s](--[\w-]+):", "".join(path.read_text() for path in THEMES_DIR.rglob("*.css")))
    )
    assert len(named) > 20
    for path in THEMES_DIR.rglob(f"*.{ending}"):
        assert not named & set(re.findall(r"(?<![\w-])--[a-z][\w-]*", path.read_text())), path


@pytest.mark.parametrize(
    ("address", "media"),
    [("/", {"color_scheme": "dark"}), ("/report/", {"media": "print"}), ("/coverage/", {"contrast": "more"})],
)
def test_every_element_looks_as_the_sources_of_the_style_sheet_say(
    browser, serve, example_site, address, media
):
    theme_dir = THEMES_DIR / "liaison"
    general = [theme_dir / "styles" / f"{name}.css" for name in ("site", "tokens", "base", "layout")]
    components = sorted((theme_dir / "components").rglob("*.css"))
    sheets = [*general, *components, theme_dir / "styles" / "utilities.css"]
    sources = "\n".join(sheet.read_text() for sheet in sheets)
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.emulate_media(**media)
    with serve(example_site) as base_url:
        page.goto(base_url + address)
        published = page.evaluate(COMPUTED_STYLES)
        page.route("**/*.css", lambda route: route.fulfill(body=sources, content_type="text/css"))
        page.goto(base_url + address)
        assert page.evaluate(COMPUTED_STYLES) == published
    page.close()
