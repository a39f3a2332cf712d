"""Each rule of the third gate, shown by the smallest mistake that breaks it."""

import json
from pathlib import Path
from random import Random

import pytest

import site_builder.site.checks
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.findings.rules import RULES
from site_builder.site.checks import check_site, finish_site
from site_builder.site.checks.addresses import Ground
from site_builder.site.rendering.artifact import Artifact

LEAVE = "https://www.bbc.co.uk/weather"
HOST = "https://liaison.example"
HEAD = """<meta charset="utf-8">
<title>{title}</title>
<meta name="description" content="About {title}.">
<meta name="referrer" content="no-referrer">
<link rel="canonical" href="https://liaison.example{root}">
<link rel="icon" href="{root}icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{root}site.css">
<script type="module" src="{root}site.js"></script>
"""
BEFORE = f"""<a href="#main">Skip to the main part</a>
<p>In danger now? <a href="tel:999">Call 999</a></p>
<a href="{LEAVE}" rel="nofollow noreferrer">Leave this site</a>
"""
MAIN = '<main id="main"><h1>{title}</h1>{body}</main>'
PAGE = f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>{HEAD}</head>\n<body>{BEFORE}{MAIN}</body>\n</html>\n'
SITEMAP = "<urlset><url><loc>https://liaison.example{root}</loc></url></urlset>"
OWN_FILES = {
    "site.css": ".page { background: url(icon.svg); color: #123; }",
    "site.js": "// No localStorage here.\nlocation.replace('https://www.bbc.co.uk/weather');",
    "icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"><style>path{fill:red}</style><path d="M0 0"/></svg>',
    "robots.txt": "User-agent: *\n",
}


def page(body: str = "", title: str = "Camden", root: str = "/") -> str:
    """Return a page without a mistake, with `body` below its main heading."""
    return PAGE.format(title=title, body=body, root=root)


def check(files: dict[str, str | bytes], root: str = "/") -> tuple[Diagnostic, ...]:
    """Return what is wrong with a site that has these files beside those every site has."""
    whole = {
        "index.html": page(title="Home", root=root),
        "404.html": page(title="Not found", root=root),
        "sitemap.xml": SITEMAP.format(root=root),
        **OWN_FILES,
        **files,
    }
    artifacts = [
        Artifact(path, content if isinstance(content, bytes) else content.encode())
        for path, content in whole.items()
    ]
    return check_site(finish_site(artifacts, Ground(root, HOST, LEAVE)))


def found(files: dict[str, str | bytes], root: str = "/") -> list[str]:
    """Return where and which rules are broken."""
    return [f"{diagnostic.place}: {diagnostic.rule}" for diagnostic in check(files, root)]


BODY_MISTAKES = [
    ('<a href="/nowhere/">Camden</a>', "broken-link"),
    ('<a href="nowhere/">Camden</a>', "broken-link"),
    ('<a href="/camden">Camden</a>', "broken-link"),
    ('<a href="https://liaison.example/nowhere/">Camden</a>', "broken-link"),
    ('<a href="">Camden</a>', "broken-link"),
    ('<a href="htps://example.org/">Camden</a>', "broken-link"),
    ('<a href="http://[">Camden</a>', "broken-link"),
    ('<img src="/lost.jpg" alt="A street">', "broken-link"),
    ('<img src="/icon.svg" srcset="/icon.svg 1x, /lost.svg 2x" alt="A street">', "broken-link"),
    ('<a href="#nobody">Camden</a>', "broken-fragment"),
    ('<a href="/#nobody">Home</a>', "broken-fragment"),
    ("<h1>Barnet</h1>", "repeated-h1"),
    ("<h2></h2>", "missing-heading"),
    ("<h3>Officers</h3>", "skipped-heading"),
    ("<h2>Officers</h2><h4>Sam</h4>", "skipped-heading"),
    ('<p id="a">1</p><p id="a">2</p>', "repeated-id"),
    ('<section aria-labelledby="nobody">Words</section>', "broken-reference"),
    ('<label for="nobody">Name</label>', "broken-reference"),
    ('<img src="/icon.svg">', "missing-alt"),
    ('<svg role="img"><path d="M0 0"/></svg>', "missing-alt"),
    ('<a href="/"></a>', "empty-link"),
    ('<a href="/"><span aria-hidden="true">Home</span></a>', "empty-link"),
    ('<a href="/"><img src="/icon.svg" alt=""></a>', "empty-link"),
    ("<button> </button>", "empty-link"),
    ("<table><tr><td>1</td></tr></table>", "missing-table-headings"),
    ('<input name="place">', "missing-label"),
    ('<select name="place"></select>', "missing-label"),
    ("<textarea></textarea>", "missing-label"),
    ('<img src="https://example.org/a.png" alt="A street">', "third-party-request"),
    ('<img src="//example.org/a.png" alt="A street">', "third-party-request"),
    ('<img src="/icon.svg" srcset="https://example.org/a.png 2x" alt="A street">', "third-party-request"),
    ('<iframe src="https://example.org/"></iframe>', "third-party-request"),
    ('<object data="https://example.org/"></object>', "third-party-request"),
    ('<embed src="https://example.org/">', "third-party-request"),
    ('<video poster="https://example.org/"></video>', "third-party-request"),
    ('<audio src="https://example.org/"></audio>', "third-party-request"),
    ('<form action="https://example.org/"></form>', "third-party-request"),
    ('<button formaction="https://example.org/">Send</button>', "third-party-request"),
    ('<a href="/" ping="/">Home</a>', "third-party-request"),
    ('<svg><image href="https://example.org/a.png"/></svg>', "third-party-request"),
    ('<noscript><img src="https://example.org/a.png" alt=""></noscript>', "third-party-request"),
    ("<script>alert(1)</script>", "inline-script"),
    ('<script type="module">alert(1)</script>', "inline-script"),
    ('<script type="application/ld+json">{"a": </script>', "bad-data-block"),
    ('<script type="application/ld+json">"<b>"</script>', "bad-data-block"),
    ("<style>p { color: red }</style>", "inline-style"),
    ('<p style="color: red">Words</p>', "inline-style"),
    ('<p onclick="alert(1)">Words</p>', "event-attribute"),
    ('<p ONCLICK="alert(1)">Words</p>', "event-attribute"),
    ('<a href="javascript:alert(1)">Words</a>', "javascript-link"),
    ('<a href=" java\nscript&#58;alert(1)">Words</a>', "javascript-link"),
    ('<a href="data:text/html,Words">Words</a>', "javascript-link"),
    ('<a href="/" target="_blank">Home</a>', "new-tab"),
    ('<a href="tel:020 7946 0123">020 7946 0123</a>', "bad-contact-link"),
    ('<a href="tel:02079460123">020 7946 0124</a>', "bad-contact-link"),
    ('<a href="tel:02079460">020 7946 0123</a>', "bad-contact-link"),
    ('<a href="tel:">Call us</a>', "bad-contact-link"),
    ('<a href="sms:six">Text us</a>', "bad-contact-link"),
    ('<a href="mailto:sam">Write to Sam</a>', "bad-contact-link"),
    ('<a href="mailto:a@example.org,b@example.org">Write to us</a>', "bad-contact-link"),
    ('<a href="mailto:a@example.org">b@example.org</a>', "bad-contact-link"),
    ("<main>More</main>", "missing-landmark"),
    ('<p class="a>Words</p>', "unreadable-markup"),
    ("<p class='a' =b>Words</p>", "unreadable-markup"),
    ("<p>Words</b></p>", "unreadable-markup"),
]


@pytest.mark.parametrize(("body", "rule"), BODY_MISTAKES)
def test_a_mistake_in_a_page_is_found_and_nothing_else(body, rule):
    assert set(found({"camden/index.html": page(body)})) == {f"camden/index.html: {rule}"}


HEAD_MISTAKES = [
    ("<title>Camden</title>", "<title> </title>", "missing-title"),
    ("<title>Camden</title>", "", "missing-title"),
    ('content="About Camden."', 'content=""', "missing-description"),
    ('content="About Camden."', 'content="About Home."', "repeated-description"),
    ("<title>Camden</title>", "<title>Home</title>", "repeated-title"),
    (' lang="en-GB"', "", "missing-language"),
    ('content="no-referrer"', 'content="origin"', "missing-referrer-policy"),
    ("<h1>Camden</h1>", "", "missing-heading"),
    ('href="tel:999"', 'href="tel:101"', "missing-999"),
    (
        '<a href="tel:999">Call 999</a>',
        '<span aria-hidden="true"><a href="tel:999">999</a></span>',
        "missing-999",
    ),
    (LEAVE, "https://www.bbc.co.uk/", "missing-leave-link"),
    (' rel="nofollow noreferrer"', ' rel="nofollow"', "missing-leave-link"),
    (' rel="nofollow noreferrer"', ' rel="nofollow noreferrer" hidden', "missing-leave-link"),
    ('<a href="#main">Skip to the main part</a>', "", "missing-skip-link"),
    ('href="#main"', 'href="/"', "missing-skip-link"),
    ('<main id="main">', '<div id="main">', "missing-landmark"),
    (
        '<link rel="icon"',
        '<link rel="icon" href="https://example.org/a.ico"><link rel="icon"',
        "third-party-request",
    ),
    (
        '<link rel="icon"',
        '<link rel="preconnect" href="https://example.org"><link rel="icon"',
        "third-party-request",
    ),
    ('<link rel="icon"', '<link href="https://example.org"><link rel="icon"', "third-party-request"),
    (
        "<title>",
        '<meta http-equiv="refresh" content="0; url=https://example.org/"><title>',
        "third-party-request",
    ),
    ("<title>", '<script src="https://example.org/a.js"></script><title>', "third-party-request"),
    (
        "<title>",
        '<meta property="og:image" content="https://liaison.example/lost.png"><title>',
        "broken-link",
    ),
    ("<title>", '<base href="/"><title>', "broken-link"),
]


@pytest.mark.parametrize(("good", "bad", "rule"), HEAD_MISTAKES)
def test_a_mistake_in_what_surrounds_a_page_is_found(good, bad, rule):
    assert good in page()
    broken = page().replace(good, bad).replace("</main>", "</div>" if "<div id" in bad else "</main>")
    assert f"camden/index.html: {rule}" in found({"camden/index.html": broken})


FILE_MISTAKES = [
    ("site.css", "p { background: url(/lost.png) }", "broken-link"),
    ("site.css", "p { background: url( 'https://example.org/a.png' ) }", "third-party-request"),
    ("site.css", "@import '//example.org/a.css';", "third-party-request"),
    ("site.css", "p { background: image-set('https://example.org/a.png' 1x) }", "third-party-request"),
    ("icon.svg", '<svg><image xlink:href="https://example.org/a.png"/></svg>', "third-party-request"),
    ("icon.svg", "<svg><style>p { fill: url(https://example.org/a#b) }</style></svg>", "third-party-request"),
    ("icon.svg", "<svg><script>alert(1)</script></svg>", "inline-script"),
    ("icon.svg", '<svg onload="alert(1)"></svg>', "event-attribute"),
    ("site.js", "fetch('https://example.org/');", "third-party-request"),
    ("site.js", "import '//example.org/a.js';", "third-party-request"),
    ("site.js", "connect(`wss://liaison.example/`);", "third-party-request"),
    ("site.js", "document.cookie = 'a=b';", "storage-use"),
    ("site.js", "// A comment hides only its own line.\ndocument.cookie = 'a=b';", "storage-use"),
    ("site.js", "window.localStorage.a = 1;", "storage-use"),
    ("site.js", "sessionStorage.a = 1;", "storage-use"),
    ("site.js", "indexedDB.open('a');", "storage-use"),
    ("site.js", "navigator.serviceWorker.register('/a.js');", "storage-use"),
    ("site.js", "navigator.sendBeacon('/');", "storage-use"),
    ("site.js", "new XMLHttpRequest();", "storage-use"),
    ("site.js", "new WebSocket(address);", "storage-use"),
    ("site.js", "new EventSource('/');", "storage-use"),
    ("sitemap.xml", "<urlset><url><loc>https://liaison.example/lost/</loc></url></urlset>", "broken-sitemap"),
    ("sitemap.xml", "<urlset><url><loc>https://example.org/</loc></url></urlset>", "broken-sitemap"),
    ("sitemap.xml", "<urlset><url><loc>/</loc></url></urlset>", "broken-sitemap"),
    (".well-known/security.txt", "Expires: 2027-11-21T00:00:00Z\n", "bad-security-file"),
    (".well-known/security.txt", "Contact: mailto:a@example.org\n", "bad-security-file"),
    (".well-known/security.txt", "Contact: mailto:a@example.org\nExpires: 2027\n", "bad-security-file"),
]


@pytest.mark.parametrize(("path", "content", "rule"), FILE_MISTAKES)
def test_a_mistake_in_another_file_is_found_and_nothing_else(path, content, rule):
    assert set(found({path: content})) == {f"{path}: {rule}"}


@pytest.mark.parametrize("path", ["404.html", "robots.txt", "sitemap.xml"])
def test_a_site_has_the_files_that_everybody_asks_for(path):
    files = {
        "index.html": page(),
        "404.html": page(title="Not found"),
        "sitemap.xml": SITEMAP.format(root="/"),
        **OWN_FILES,
    }
    artifacts = [Artifact(name, content.encode()) for name, content in files.items() if name != path]
    findings = check_site(finish_site(artifacts, Ground("/", HOST, LEAVE)))
    assert [(str(finding.place), finding.rule) for finding in findings] == [(path, "missing-file")]


GOOD_BODIES = [
    '<a href="/">Home</a> <a href="../">Home</a> <a href="#main">Up</a> <a href="#top">Up</a> <a href="?q=1">Same</a>',
    '<a href="https://liaison.example/#main">Home</a> <a href="https://example.org/">Another site</a>',
    '<a href="/"><img src="/icon.svg" alt="Home"></a> <a href="/" aria-label="Home"></a>',
    '<a href="/"><svg role="img"><title>Home</title></svg></a> <a href="/"><svg role="img" aria-label="Home"/></a>',
    '<img src="/icon.svg" srcset="/icon.svg 1x, /icon.svg 2x" alt=""> <img src="data:image/gif;base64,R0" alt="">',
    "<h2>One</h2><h3>Two</h3><h2>Three</h2>",
    "<table><tr><th>Name<td>Sam</table>",
    '<label for="place">Place</label><input id="place"><label>Day <input></label><input type="hidden" name="a">',
    '<p id="a">Place</p><input aria-labelledby="a"><input aria-label="Day"><button>Find</button>',
    '<script type="application/ld+json">{"name": "\\u003cb\\u003e"}</script>',
    '<a href="tel:+442079460123">020 7946 0123</a> <a href="tel:02079460123">Call Sam on +44 (0)20 7946 0123</a>',
    '<a href="tel:18001101">18001 then 101</a> <a href="tel:18001,101">18001 101</a>',
    '<a href="sms:61016">Text 61016</a>',
    '<a href="tel:02079460123">020 7946 0123. 24 hours</a> <a href="tel:02079460123">020 7946 0123 24 hours</a>',
    '<a href="tel:101">Call 101 24 hours a day</a> <a href="tel:101">Call the police</a>',
    '<a href="mailto:sam@example.org">Sam@example.org</a>',
    '<a href="mailto:sam@example.org?subject=Help">Write to Sam</a>',
    "<p>1 < 2 &amp; 3 > 2</p><!-- <a href='/lost/'>x</a> --><ul><li>One<li>Two</ul>",
    '<div hidden><a href="/">Home</a></div>',
]


@pytest.mark.parametrize("body", GOOD_BODIES)
def test_what_is_right_is_left_alone(body):
    assert found({"camden/index.html": page(body)}) == []


def test_a_site_below_a_sub_path_finds_its_own_files():
    body = '<a href="/sub/">Home</a> <a href="../">Home</a> <a href="https://liaison.example/sub/camden/">Here</a>'
    assert found({"camden/index.html": page(body, root="/sub/")}, root="/sub/") == []


@pytest.mark.parametrize(
    "url", ["/", "/camden/", "../../", "https://liaison.example/", "/sub/nowhere/", "/subway/"]
)
def test_a_site_below_a_sub_path_finds_links_out_of_it(url):
    body = f'<a href="{url}">Words</a>'
    assert found({"camden/index.html": page(body, root="/sub/")}, root="/sub/") == [
        "camden/index.html: broken-link"
    ]


def test_file_names_with_spaces_and_letters_of_other_scripts_are_found():
    files = {"camden/index.html": page('<a href="/a%20b/%C5%82.txt">Words</a>'), "a b/ł.txt": "Words"}
    assert found(files) == []


def test_a_finding_stands_at_the_content_file_and_names_the_page_in_words():
    origin = Place("content/pages/boroughs/camden.md")
    artifacts = [
        Artifact(
            "boroughs/camden/index.html", page('<a href="/boroughs/camdem/">Camden</a>').encode(), origin
        )
    ]
    [finding] = [
        one for one in check_site(finish_site(artifacts, Ground("/", HOST, LEAVE))) if "camdem" in one.message
    ]
    assert finding == Diagnostic(
        origin,
        "broken-link",
        'Page /boroughs/camden/: "Camden" leads to /boroughs/camdem/, which does not exist.',
        'Did you mean "/boroughs/camden/"?',
    )


def test_a_link_without_its_last_slash_is_told_the_right_address():
    [finding] = check({"camden/index.html": page('<a href="/camden">Words</a>')})
    assert finding.hint == "Write a slash at the end: /camden/"


def test_a_mistake_that_many_pages_share_is_one_finding():
    files = {
        f"area-{number}/index.html": page('<a href="/x/">X</a>', f"Area {number}") for number in range(5)
    }
    findings = [(str(finding.place), finding.message) for finding in check(files)]
    assert findings == [
        ("area-0/index.html", 'Page /area-0/ and 4 more: "X" leads to /x/, which does not exist.')
    ]


def test_a_mistake_on_three_pages_is_three_findings():
    files = {
        f"area-{number}/index.html": page('<a href="/x/">X</a>', f"Area {number}") for number in range(3)
    }
    assert [str(finding.place) for finding in check(files)] == [
        f"area-{number}/index.html" for number in range(3)
    ]


def noise(length: int) -> str:
    """Return text that cannot be packed well: the same each time."""
    return "".join(Random(7).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=length))


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"index.html": page(noise(11_000), "Home")}, "the page itself weighs"),
        ({"site.css": noise(8_500)}, "its style sheets weigh"),
        ({"site.js": noise(4_000)}, "its scripts weigh"),
        ({"icon.svg": noise(19_000), "camden/index.html": page()}, "the page and what it needs weigh"),
    ],
)
def test_a_page_above_its_limit_of_weight_is_found(files, fault):
    heavy = [finding for finding in check(files) if finding.rule == "heavy-page"]
    assert heavy
    assert all(fault in finding.message for finding in heavy)


@pytest.mark.parametrize(
    ("attribute", "ending", "light", "heavy"),
    [
        ("script", "js", 10_000, 13_000),
        ("places", "json", 10_000, 14_000),
        ("postcodes", "bin", 19_000, 24_000),
    ],
)
def test_what_is_loaded_only_when_used_has_a_limit_of_its_own(attribute, ending, light, heavy):
    shown = page(f'<div data-{attribute}="/used.{ending}"></div>')
    assert found({"find/index.html": shown, f"used.{ending}": noise(light)}) == []
    assert found({"find/index.html": shown, f"used.{ending}": noise(heavy)}) == [
        "find/index.html: heavy-page"
    ]


def test_the_list_of_places_of_a_larger_region_may_weigh_more():
    site = {"find/index.html": page('<div data-places="/used.json"></div>'), "used.json": noise(14_000)}
    many = site | {f"boroughs/area-{number}/index.html": page() for number in range(60)}
    assert "find/index.html: heavy-page" in found(site)
    assert "find/index.html: heavy-page" not in found(many)


def test_what_is_loaded_only_when_used_must_be_there():
    shown = page('<div data-script="/missing.js"></div>')
    assert found({"find/index.html": shown}) == ["find/index.html: broken-link"]


def test_a_page_that_takes_more_than_four_files_is_found():
    more = page().replace("<title>", '<link rel="stylesheet" href="/more.css"><title>')
    assert found({"camden/index.html": more, "more.css": ""}) == ["camden/index.html: heavy-page"]


def test_of_several_icons_only_one_is_loaded():
    more = page().replace(
        "<title>", '<link rel="icon" href="/icon.png"><link rel="icon" href="/b.png"><title>'
    )
    assert found({"camden/index.html": more, "icon.png": b"", "b.png": b""}) == []


def test_photographs_are_weighed_apart():
    shown = page('<img src="/sam.webp" srcset="/sam.webp 1x, /large.webp 2x" alt="Sam Okoro">')
    files = {"camden/index.html": shown, "sam.webp": b"0" * 40 * 1024, "large.webp": b"0" * (40 * 1024 + 1)}
    assert found(files) == ["large.webp: heavy-photo"]


def test_every_rule_is_shown_by_a_mistake_and_has_its_sentence():
    cases = [*(rule for _, rule in BODY_MISTAKES), *(case[2] for case in (*HEAD_MISTAKES, *FILE_MISTAKES))]
    code = "\n".join(
        file.read_text("utf-8") for file in Path(site_builder.site.checks.__file__).parent.glob("*.py")
    )
    named = {rule for rule in RULES if f'"{rule}"' in code}
    assert {*cases, "heavy-page", "heavy-photo", "missing-file"} == named


def test_data_for_search_engines_may_hold_whatever_json_may():
    block = json.dumps({"@type": "PoliceStation", "areaServed": ["Camden", "ł"]})
    assert found({"camden/index.html": page(f'<script type="application/ld+json">{block}</script>')}) == []
