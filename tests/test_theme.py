"""Themes: how they are read, what is wrong with a broken one, and how a page is made with one."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.content.body import Body
from site_builder.findings.diagnostics import Place
from site_builder.site.pages.job import PageJob
from site_builder.site.pages.page_views import NotFoundView, PageView, SitemapView, TextFileView
from site_builder.site.pages.views import Frame, Link, Prose, RegionWords
from site_builder.site.rendering.assets import render_assets
from site_builder.site.rendering.contrast import contrast_ratio, find_low_contrast
from site_builder.site.rendering.renderer import render_page
from site_builder.site.rendering.stylesheet import read_colours
from site_builder.site.rendering.theme import Theme, ThemeError, load_theme, make_theme

THEMES_DIR = Path(__file__).resolve().parent.parent / "themes"
SHIPPED = ("liaison", "high-contrast")

BADGE = {
    "components/badge/badge.html": "{% macro badge(words) %}<b>{{ words }}</b>{% endmacro %}",
    "components/badge/badge.css": "@layer components { .badge { color: red; } }",
    "components/badge/badge.yaml": "parameters: {words: what it says}\nexamples: {short: {words: Hello}}",
}
SMALL = {
    "theme.yaml": "name: small",
    "styles/site.css": "@layer tokens, components;",
    "styles/tokens.css": "@layer tokens { :root { --colour-text: #000; } }",
    "templates/not-found.html": (
        '{% from "components/badge/badge.html" import badge %}\n'
        "<h1>{{ frame.heading }}</h1>\n\n\n"
        "<p>{{ badge(frame.description) }}</p>\n"
    ),
    **BADGE,
}
FRAME = Frame(
    title="This page does not exist: Test directory",
    heading="This page does not exist",
    description="Where to go instead.",
    canonical="https://directory.example/404.html",
    root="/",
    url="/404.html",
    indexed=False,
    site_name="Test directory",
    origin="https://directory.example",
    home_url="/",
    breadcrumbs=(),
    navigation=(Link(text="Boroughs", url="/boroughs/"),),
    footer=(Link(text="Privacy", url="/privacy/"),),
    emergency_url="/report/emergency-cannot-speak/",
    report_url="/report/",
    leave_url="https://www.bbc.co.uk/weather",
    publisher="Run by a test. It is not the police.",
    contact=None,
    updated="Last checked on 21 November 2026.",
    example_notice="",
    json_ld="",
    licence="CC BY 4.0",
    region=RegionWords(
        name="Testland",
        area="borough",
        areas="boroughs",
        heading="Boroughs",
        has_tiles=True,
        river="",
        river_line="",
    ),
)

NOT_FOUND = NotFoundView(frame=FRAME, summary="", boroughs=())


def theme_of(themes_dir: Path, files: Mapping[str, str], name: str = "small") -> Theme:
    """Write a theme's files into a folder and load it."""
    for path, text in files.items():
        file = themes_dir / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return load_theme(themes_dir, name)


def fault_of(themes_dir: Path, files: Mapping[str, str], name: str = "small") -> str:
    """Return what a person is told about a broken theme, with its place."""
    with pytest.raises(ThemeError) as caught:
        theme_of(themes_dir, files, name)
    return str(caught.value)


def stylesheet(theme: Theme) -> str:
    return next(asset.content for asset in theme.assets if asset.name == "site.css").decode()


def render(theme: Theme, frame: Frame = FRAME, template: str = "not-found.html") -> str:
    artifact, findings = render_page(
        PageJob("404.html", template, NotFoundView(frame=frame, summary="", boroughs=())), theme
    )
    assert findings == ()
    return artifact.content.decode()


@pytest.fixture(scope="module")
def liaison():
    return load_theme(THEMES_DIR, "liaison")


# Reading a theme


def test_a_child_theme_comes_after_its_parent_and_wins(tmp_path):
    theme_of(tmp_path, SMALL)
    child = {
        "theme.yaml": "parent: small",
        "styles/tokens.css": "@layer tokens { :root { --colour-text: #111; color: var(--colour-text) } }",
    }
    theme = theme_of(tmp_path, child, "child")
    assert "#111" in stylesheet(theme)
    assert "#000" not in stylesheet(theme)
    assert theme.tokens("light")["text"] == "#111"


def test_a_child_theme_replaces_a_component_with_all_its_files(tmp_path):
    theme_of(tmp_path, SMALL)
    child = {"theme.yaml": "parent: small", **BADGE}
    del child["components/badge/badge.css"]
    child["components/badge/badge.html"] = "{% macro badge(words) %}<i>{{ words }}</i>{% endmacro %}"
    theme = theme_of(tmp_path, child, "child")
    assert "<i>Where to go instead.</i>" in render(theme)
    assert ".badge" not in stylesheet(theme)


def test_a_child_template_can_extend_the_one_it_replaces(tmp_path):
    theme_of(tmp_path, {**SMALL, "templates/not-found.html": "<h1>{% block title %}Gone{% endblock %}</h1>"})
    child = {"theme.yaml": "parent: small"}
    child["templates/not-found.html"] = (
        '{% extends "small/templates/not-found.html" %}{% block title %}Lost{% endblock %}'
    )
    assert render(theme_of(tmp_path, child, "child")) == "<h1>Lost</h1>\n"


def test_the_second_shipped_theme_replaces_tokens_and_one_component(liaison):
    child = load_theme(THEMES_DIR, "high-contrast")
    own = {path.parent.name for path in (THEMES_DIR / "high-contrast" / "components").rglob("*.html")}
    assert own == {"reach-list"}
    assert child.tokens("light") != liaison.tokens("light")
    assert [component.name for component in child.components] == [
        component.name for component in liaison.components
    ]


def test_styles_are_joined_in_the_order_of_their_layers(liaison):
    sheet = stylesheet(liaison)
    assert re.findall(r"@layer (\w+)\{", sheet) == list("abcde")
    assert (
        sheet.index(":root{")
        < sheet.index("body{")
        < sheet.index(".wrap{")
        < sheet.index(".tile{")
        < sheet.index(".muted{")
    )


def test_a_kind_of_page_may_have_a_style_sheet_with_what_only_it_uses(tmp_path):
    table = {path.replace("badge", "table"): text.replace("badge", "table") for path, text in BADGE.items()}
    files = {
        **SMALL,
        **table,
        "sheets.yaml": "lists: [list.html]",
        "styles/lists.css": "@layer components { td { color: #00f } }",
        "templates/list.html": '{% from "components/table/table.html" import table %}{{ style_sheet }}',
        "templates/not-found.html": '{% from "components/badge/badge.html" import badge %}{{ style_sheet }}',
    }
    theme = theme_of(tmp_path, files)
    sheets = {asset.path: asset.content.decode() for asset in theme.assets}
    shared, own = render(theme).strip(), render(theme, template="list.html").strip()
    assert [word in sheets[shared] for word in (".badge", ".table", "td{")] == [True, False, False]
    assert [word in sheets[own] for word in (".badge", ".table", "td{")] == [False, True, True]


def test_assets_are_named_by_what_is_in_them_save_those_with_a_fixed_address(tmp_path):
    files = {**SMALL, "assets/icon.svg": "<svg/>", "assets/favicon.ico": "icon"}
    first = theme_of(tmp_path / "one", files).addresses
    second = theme_of(tmp_path / "two", {**files, "assets/icon.svg": "<svg> </svg>"}).addresses
    assert first["favicon.ico"] == "favicon.ico"
    assert re.fullmatch(r"assets/icon\.[0-9a-f]{8}\.svg", first["icon.svg"])
    assert first["icon.svg"] != second["icon.svg"]
    assert first["site.css"] == second["site.css"]


@pytest.mark.parametrize("path", ["assets/letters.woff", "assets/icons/icon.svg", "assets/readme"])
def test_an_asset_that_could_not_be_served_as_what_it_is_is_refused(tmp_path, path):
    with pytest.raises(ThemeError, match=f"{path}: The site cannot publish `{path.removeprefix('assets/')}`"):
        theme_of(tmp_path, {**SMALL, path: "words"})


def test_scripts_of_components_are_joined_into_one_file(tmp_path):
    scripts = {
        "scripts/site.js": 'import { badge } from "../components/badge/badge.js";\nbadge();',
        "components/badge/badge.js": "export function badge() {}",
    }
    theme = theme_of(tmp_path, {**SMALL, **scripts})
    script = next(artifact for artifact in render_assets(theme) if artifact.path.endswith(".js"))
    assert script.path.startswith("assets/site.")
    assert script.content == b"function badge(){}\nbadge();\n"


def test_the_fingerprint_changes_with_any_file(tmp_path):
    before = theme_of(tmp_path, SMALL).fingerprint
    assert theme_of(tmp_path, {}).fingerprint == before
    assert theme_of(tmp_path, {"components/badge/badge.css": "/* other */"}).fingerprint != before


# Broken themes


def test_an_unknown_theme_is_answered_with_the_nearest(tmp_path):
    theme_of(tmp_path, SMALL)
    with pytest.raises(ThemeError, match=r'no theme `smal`.*Did you mean "small"\?'):
        load_theme(tmp_path, "smal")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"theme.yaml": "name: small\nparent: nobody"}, "small/theme.yaml:2: There is no theme `nobody`"),
        ({"theme.yaml": "parent: small"}, "small/theme.yaml:1: The theme `small` builds on itself"),
        ({"theme.yaml": "name: [small"}, "small/theme.yaml:1: This cannot be read"),
        ({"theme.yaml": "small"}, "small/theme.yaml:1: This file should hold names and values"),
        ({"theme.yaml": "parrent: liaison"}, "small/theme.yaml:1: `parrent` is not a setting"),
        (
            {"templates/page.html": "<p>\n{% if view %}"},
            "small/templates/page.html:2: This template cannot be read",
        ),
        (
            {"templates/page.html": "<p>\n{{ body|safe }}"},
            "small/templates/page.html:2: This template cannot be read: No filter named 'safe'",
        ),
        (
            {"templates/page.html": "\n{{ view.x|default(1) }}"},
            "small/templates/page.html:2: This template cannot be read: No filter named 'default'",
        ),
        (
            {"templates/page.html": "{% autoescape false %}{{ view.x }}{% endautoescape %}"},
            "Escaping cannot be switched off",
        ),
        (
            {"templates/page.html": '\n{% from "components/bagde/bagde.html" import badge %}'},
            'small/templates/page.html:2: There is no template "components/bagde/bagde.html". '
            'Did you mean "components/badge/badge.html"?',
        ),
        (
            {"templates/page.html": '{% from "components/badge/badge.html" import bagde %}'},
            'small/components/badge/badge.html has no macro `bagde`. Did you mean "badge"?',
        ),
        (
            {"templates/page.html": "<p>\n{{ words.menuu }}"},
            'small/templates/page.html:2: There is no `words.menuu`. Did you mean "menu"?',
        ),
        (
            {"templates/page.html": "{% include view.name %}"},
            "small/templates/page.html:1: Write the name of the other template",
        ),
        (
            {"components/tag/tag.html": "{% macro tag() %}{% endmacro %}"},
            "The component `tag` has no file tag.yaml",
        ),
        (
            {"components/badge/badge.yaml": "parameters: {}"},
            "small/components/badge/badge.yaml:1: This file should have `parameters`",
        ),
        ({"components/badge/badge.html": "{% macro other() %}{% endmacro %}"}, "has no macro `badge`"),
        (
            {"sheets.yaml": "lists: [not-fond.html]"},
            "small/sheets.yaml:1: The sheet `lists` is for `not-fond.html`, and the theme has no such template. "
            'Did you mean "not-found.html"?',
        ),
        ({"contrast.yaml": "text: 7"}, "small/contrast.yaml:1: Write two colour tokens and a ratio"),
    ],
)
def test_a_broken_theme_is_explained_with_its_place(tmp_path, change, expected):
    assert expected in fault_of(tmp_path, {**SMALL, **change})


def test_a_file_that_is_not_text_is_explained(tmp_path):
    theme_of(tmp_path, SMALL)
    (tmp_path / "small" / "styles" / "base.css").write_bytes(b"\xff\xfe")
    with pytest.raises(ThemeError, match=r"small/styles/base\.css: This file is not UTF-8 text"):
        load_theme(tmp_path, "small")


# Style sheets


def test_colours_are_resolved_for_light_and_dark():
    sheet = """@layer tokens {
      :root { --plum: #4f1d74; --colour-link: var(--plum); --colour-page: #fff; --space-1: 1px }
      @media screen and (prefers-color-scheme: dark) { :root { --colour-page: #000; } }
      @media print { :root { --colour-page: #eee; } }
    }"""
    assert read_colours([sheet]) == {
        "light": {"link": "#4f1d74", "page": "#fff"},
        "dark": {"link": "#4f1d74", "page": "#000"},
    }


# Contrast


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000", "#ffffff", 21), ("#777777", "#fff", 4.48), ("#fff", "#FFF", 1)]
)
def test_contrast_is_counted_as_wcag_does(one, other, ratio):
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_themes_keep_their_contrast(name):
    theme = load_theme(THEMES_DIR, name)
    assert len(theme.contrast_pairs) > 20
    assert find_low_contrast(theme) == ()


def test_low_contrast_is_found_with_the_line_of_the_pair(tmp_path):
    tokens = "@layer tokens { :root { --colour-text: #999; --colour-page: #fff; --colour-edge: red; } }"
    pairs = "# what must stand apart\ntext on page: 4.5\nedge on page: 3\n"
    theme = theme_of(tmp_path, {**SMALL, "styles/tokens.css": tokens, "contrast.yaml": pairs})
    light, unmeasured = find_low_contrast(theme)[:2]
    assert light.rule == "low-contrast"
    assert light.place.line == 2
    assert light.message == "In the light scheme `text` on `page` has a contrast of 2.85, less than 4.5."
    assert unmeasured.message == "The light colour `edge` cannot be measured."


# Pages


def test_a_page_is_the_same_whenever_it_is_rendered(liaison):
    before = render(liaison)
    make_theme.cache_clear()
    assert render(load_theme(THEMES_DIR, "liaison")) == before


def test_words_never_become_markup(liaison):
    page = render(liaison, replace(FRAME, heading="<script>alert(1)</script>", description='"><img src=x>'))
    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_page_has_no_empty_lines_and_ends_with_one_line_end(tmp_path):
    assert (
        render(theme_of(tmp_path, SMALL))
        == "<h1>This page does not exist</h1><p><b>Where to go instead.</b></p>\n"
    )


def test_preformatted_text_keeps_its_lines(tmp_path):
    theme = theme_of(tmp_path, {**SMALL, "templates/page.html": "<main>\n  {{ body }}\n</main>"})
    prose = Prose(body=Body("Before:\n\n    one\n\n      two\n", 5, "content/pages/about.md"))
    view = PageView(frame=FRAME, summary="", prose=prose, sources=(), related=())
    page = render_page(PageJob("about/index.html", "page.html", view), theme)[0].content.decode()
    assert "one\n\n  two" in page


def test_a_misspelt_field_is_an_error_with_the_template_and_line(tmp_path):
    theme = theme_of(tmp_path, {**SMALL, "templates/not-found.html": "<p>\n{{ frame.headign }}\n</p>"})
    with pytest.raises(ThemeError, match=r"small/templates/not-found\.html:2: .*headign"):
        render(theme)


def test_a_mistake_inside_a_component_names_the_component(tmp_path):
    badge = "{% macro badge(words) %}\n{{ words.title.text }}\n{% endmacro %}"
    theme = theme_of(tmp_path, {**SMALL, "components/badge/badge.html": badge})
    with pytest.raises(ThemeError, match=r"small/components/badge/badge\.html:2: "):
        render(theme)


@pytest.mark.parametrize("slip", ["frame.contact", "frame.navigation", "frame.title.upper", "frame.indexed"])
def test_only_words_and_numbers_reach_a_page(tmp_path, slip):
    theme = theme_of(tmp_path, {**SMALL, "templates/not-found.html": f"<p>{{{{ {slip} }}}}</p>"})
    with pytest.raises(ThemeError, match="neither words nor a number"):
        render(theme)


def test_a_missing_template_is_explained(liaison):
    with pytest.raises(ThemeError, match=r"no templates/nothing\.html"):
        render_page(PageJob("x.html", "nothing.html", NOT_FOUND), liaison)


def test_a_page_remembers_the_file_it_came_from(liaison):
    origin = Place("content/pages/not-found.md", 1, 1)
    job = PageJob("404.html", "not-found.html", NOT_FOUND, origin)
    assert render_page(job, liaison)[0].origin == origin


def test_plain_text_is_not_escaped(liaison):
    job = PageJob(
        "robots.txt",
        "lines.txt",
        TextFileView(lines=("User-agent: *", "Sitemap: https://a.example/?a=1&b=2")),
    )
    assert render_page(job, liaison)[0].content == b"User-agent: *\nSitemap: https://a.example/?a=1&b=2\n"


def test_the_sitemap_is_escaped(liaison):
    job = PageJob(
        "sitemap.xml",
        "sitemap.xml",
        SitemapView(
            pages=(("https://a.example/?a=1&b=2", "2026-11-21", ()), ("https://a.example/b/", "", ()))
        ),
    )
    assert render_page(job, liaison)[0].content.decode().splitlines()[2:4] == [
        "<url><loc>https://a.example/?a=1&amp;b=2</loc><lastmod>2026-11-21</lastmod></url>",
        "<url><loc>https://a.example/b/</loc></url>",
    ]


def test_data_for_machines_cannot_leave_their_block(liaison):
    page = render(liaison, replace(FRAME, json_ld='{"name":\n "</script><b>"}'))
    block = re.findall(r'<script type="application/ld\+json">(.*)</script>', page)
    assert block == ['{"name":"\\u003c/script>\\u003cb>"}']


@pytest.mark.parametrize("name", SHIPPED)
def test_every_page_starts_with_the_way_to_the_text_and_999_and_has_the_way_out(name):
    page = render(load_theme(THEMES_DIR, name))
    addresses = re.findall(r'<a [^>]*href="([^"]*)"', page)
    assert addresses[:4] == ["#main", "tel:999", FRAME.emergency_url, FRAME.leave_url]
    assert '<html lang="en-GB">' in page
    assert page.count("<h1") == 1
    assert 'content="no-referrer"' in page
    assert 'content="noindex"' in page


def test_addresses_of_assets_begin_at_the_root_of_the_site(liaison):
    page = render(liaison, replace(FRAME, root="/sub/"))
    assert f'<link rel="stylesheet" href="/sub/{liaison.addresses["site.css"]}">' in page


def test_the_example_site_says_so_on_every_page(liaison):
    notice = "Everyone on these pages is invented."
    assert notice in render(liaison, replace(FRAME, example_notice=notice))
    assert notice not in render(liaison)
