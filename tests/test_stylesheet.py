"""The one style sheet of a site: smaller than its sources, and a page looks the same with it."""

import re
from itertools import permutations
from pathlib import Path

import pytest

from site_builder.site.rendering.stylesheet import join_styles, minify_css, read_sheet
from site_builder.site.rendering.theme_files import ThemeError, ThemeFile

THEMES_DIR = Path(__file__).resolve().parent.parent / "themes"

CLASS = re.compile(r"(?<=\.)[a-z][a-z\d_-]*")

COMPUTED_STYLES = """() => [...document.querySelectorAll("body, body *")].flatMap((element) =>
  [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part);
    if (part && style.content === "none") return "";
    const names = [...style].filter((name) => !name.startsWith("--"));
    const words = names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
    return `${element.tagName}.${element.className}${part ?? ""} ${words}`;
  }))"""


def test_the_oldest_browser_can_read_queries_and_nested_rules():
    css = "@media (width >= 40em) { a { b: c } } @layer d { a { e { f: g } } }"
    assert minify_css(css) == "@media (min-width:40em){a{b:c}}@layer d{a e{f:g}}"


@pytest.mark.parametrize("path", sorted(THEMES_DIR.rglob("*.css")), ids=lambda path: path.name)
def test_the_shipped_style_sheets_have_no_query_that_only_newer_browsers_can_read(path):
    queries = re.findall(r"@media ([^{]*)", minify_css(path.read_text()))
    assert not [query for query in queries if re.search(r"[<>]|not \(", query)]


def test_a_broken_style_sheet_is_told_where_it_breaks():
    file = ThemeFile("styles/base.css", "themes/small/styles/base.css", b"a {\n  b: c;\n  d e }\n")
    with pytest.raises(ThemeError, match=r"^themes/small/styles/base.css:3:4: .*Unexpected token"):
        read_sheet(file)


def test_declarations_stand_in_one_order_however_they_were_written():
    written = [f"a{{{';'.join(order)}}}" for order in permutations(["color:red", "display:flex", "gap:0"])]
    assert len({join_styles([css]) for css in written}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        ("border:0", "border-color:red"),
        ("font:menu", "line-height:2"),
        ("gap:var(--x)", "column-gap:1px"),
        ("white-space:var(--x)", "text-wrap:wrap"),
        ("width:0", "inline-size:0"),
        ("all:unset", "color:red"),
    ],
)
def test_declarations_that_change_each_other_keep_their_order(pair):
    first, second = (join_styles([f"a{{{';'.join(order)}}}"]) for order in (pair, pair[::-1]))
    assert first != second


def test_custom_properties_get_short_names_the_most_used_first():
    names = " ".join(f"var(--many-{number})" for number in range(60))
    often = "margin:var(--often) var(--often)"
    joined = join_styles([f".a--x{{--often:2px;--many-0:1px}}.b{{--often:0;{often};x:{names}}}"])
    short = re.search(r"--often|--(\w):2px", joined)[1]
    assert joined.count(f"var(--{short})") == 2
    assert ".a--x{" in joined
    assert "--many-0" not in joined
    assert "--many-1)" in joined  # only a script or the page sets it


def test_a_value_that_never_changes_is_written_where_it_is_used():
    css = "@layer t{:root{--first:1px;--middle:a,b;--last:3px}}p{gap:calc(2*var(--first));b:var(--middle) var(--last)}"
    assert join_styles([css]) == "@layer a;p{b:a,b 3px;gap:2px}\n"


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
    assert re.sub(r"--[a-z]\b(?<!--x)", "--own", join_styles([css])) == css + "\n"


@pytest.mark.parametrize("ending", ["html", "js", "svg"])
def test_nothing_outside_the_style_sheets_knows_a_custom_property(ending):
    named = set(
        re.findall(r"[{;\s](--[\w-]+):", "".join(path.read_text() for path in THEMES_DIR.rglob("*.css")))
    )
    assert len(named) > 20
    for path in THEMES_DIR.rglob(f"*.{ending}"):
        assert not named & set(re.findall(r"(?<![\w-])--[a-z][\w-]*", path.read_text())), path


def test_every_page_has_the_styles_of_all_its_classes_and_of_those_its_scripts_draw(example_site):
    sheets = {file.name: set(CLASS.findall(file.read_text())) for file in example_site.glob("assets/*.css")}
    styled = set().union(*sheets.values())
    drawn = {
        name
        for script in (THEMES_DIR / "liaison/scripts/finder").glob("*.js")
        for words in re.findall(r'"([a-z][\w -]*)"', script.read_text())
        for name in words.split()
    }
    for page in example_site.rglob("*.html"):
        text = page.read_text()
        shown = {name for words in re.findall(r'class="([^"]*)"', text) for name in words.split()}
        shown |= drawn if "data-places" in text else set()
        sheet = re.search(r"assets/([^\"]+\.css)", text)[1]
        assert not shown & styled - sheets[sheet], page


@pytest.mark.parametrize(
    ("address", "media"),
    [("/", {"color_scheme": "dark"}), ("/report/", {"media": "print"}), ("/coverage/", {"contrast": "more"})],
)
def test_every_element_looks_as_the_sources_of_the_style_sheet_say(
    browser, serve, example_site, address, media
):
    theme_dir = THEMES_DIR / "liaison"
    general = [
        theme_dir / "styles" / f"{name}.css" for name in ("site", "tokens", "base", "layout", "tables")
    ]
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
