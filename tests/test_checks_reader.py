"""A page is read strictly and tells its outline."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.html_pieces import VOID
from site_builder.site.checks import check_site, finish_site
from site_builder.site.checks.addresses import Ground
from site_builder.site.checks.elements import NAMED, RAW
from site_builder.site.checks.page_reader import read_outline
from site_builder.site.checks.site_checks import Examiner
from site_builder.site.rendering.artifact import Artifact
from tests.page_outlines import format_outline

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head><title>Camden</title></head>
<body>
<a href="#main">Skip to the main part</a>
<header>
  <p>In danger now? <a href="tel:999">Call 999</a></p>
  <nav aria-label="Site"><ul><li><a href="/">Home</a><li><a href="/report/">Ways to report</a></ul></nav>
</header>
<main id="main">
  <h1>Camden</h1>
  <section aria-labelledby="officer">
    <h2 id="officer">Your officer</h2>
    <article><header><h3><a href="/officers/sam-okoro/">Sam &amp; Ada</a></h3></header>
    <img src="sam.webp" alt="Sam Okoro, smiling"></article>
  </section>
  <section><h2>Other ways</h2><table><caption>Ways to report</caption><tr><th>Name</table></section>
  <form aria-label="Find"><label for="place">Place</label><input id="place"><button>Find</button></form>
</main>
<footer><a href="/about/">About</a></footer>
</body>
</html>
"""
OUTLINE = """\
link Skip to the main part -> #main
header
  link Call 999 -> tel:999
  nav Site
    link Home -> /
    link Ways to report -> /report/
main
  h1 Camden
  section Your officer
      h2 Your officer
        h3 Sam & Ada -> /officers/sam-okoro/
    picture Sam Okoro, smiling
    h2 Other ways
  table Ways to report
  form Find
    field Place
    button Find
footer
  link About -> /about/
"""


def test_a_page_is_told_by_landmark_heading_and_link():
    assert format_outline(Artifact("boroughs/camden/index.html", PAGE.encode())) == OUTLINE


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<a>Call <b>999</b></a>", "Call 999"),
        ("<a>Call<br>999</a>", "Call 999"),
        ("<a><div>Call</div><div>999</div></a>", "Call 999"),
        ("<a>Call <span hidden>now</span>999</a>", "Call 999"),
        ("<a>Call <!-- now -->999</a>", "Call 999"),
        ("<a>Call <p hidden>now<p hidden>or</p>999</a>", "Call 999"),
        ("<a>R&amp;D &lt;b&gt;</a>", "R&D <b>"),
        ("<a>Call 999", "Call 999"),
    ],
)
def test_the_words_of_a_link_are_those_that_people_meet(source, words):
    assert [link.words for link in read_outline(source).find("a")] == [words]


@pytest.mark.parametrize(
    "source",
    [
        "<a href='x>words</a>",
        '<a href="x"y"z">',
        "<a href=it's>",
        "<a href=x=y>",
        "<a<b>",
        "</>",
        "<p>words</q></p>",
        "words <b",
    ],
)
def test_a_tag_that_browsers_would_have_to_guess_is_listed(source):
    assert read_outline(source).unreadable


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("<!--><img>-->", ["img"]),
        ("<!-- > <img> -->", []),
        ("<!-- --!><img>", ["img"]),
        ("<script>'<img>'</script ><p>", ["script", "p"]),
        ("<script>'<img>'</script x><p>", ["script", "p"]),
        ("<title><img></title>", ["title"]),
        ("<textarea><img></TEXTAREA><p>", ["textarea", "p"]),
        ("<svg><title/><path/></svg>", ["svg", "title", "path"]),
    ],
)
def test_elements_are_found_where_browsers_find_them(source, names):
    assert [element.name for element in read_outline(source).elements] == names


def test_of_two_attributes_with_one_name_the_first_counts_as_in_browsers():
    [link] = read_outline('<a href="/a/" HREF="/b/">').elements
    assert link.attributes["href"] == "/a/"


class Tags(HTMLParser):
    """What the standard library's parser makes of a page: tags, attributes and letters that are not hidden further in."""

    def __init__(self):
        super().__init__()
        self.seen = []
        self.open = []

    def handle_starttag(self, tag, attrs):
        """Keep a start tag with its attributes; pictures say their alternative text."""
        attributes = {name: value or "" for name, value in reversed(attrs)}
        self.seen.append((tag, attributes, []))
        self.open.append(self.seen[-1])
        if tag in VOID:
            if "hidden" not in attributes and tag == "img":
                self.handle_data(attributes.get("alt", ""))
            self.open.pop()

    def handle_endtag(self, tag):
        """End the element that is open."""
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        """Keep the letters of every element around them, up to one that keeps them from people."""
        for name, attributes, letters in reversed(self.open):
            letters.extend(data.split())
            if "hidden" in attributes or name in RAW:
                break


TEXT = st.text("ab <>;\"'=/\n", max_size=8).map(lambda text: text.replace("<", "&lt;"))
VALUES = TEXT.map(lambda text: text.replace('"', "&quot;"))
ATTRIBUTES = st.dictionaries(st.sampled_from(["id", "href", "data-a", "hidden", "ALT"]), VALUES, max_size=3)
NAMES = st.sampled_from(["div", "a", "h2", "IMG", "br", "span", "BUTTON", "label"])
RAW_TEXTS = ["<script>'<p>' < \"</p>\"</SCRIPT>", "<style>a > b</style>", "<!-- <a> -->"]


@st.composite
def elements(draw, inside):
    """Return an element with what is in it, well formed."""
    name, attributes = draw(NAMES), draw(ATTRIBUTES)
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>" + ("" if name.lower() in VOID else f"{draw(inside)}</{name}>")


MARKUP = st.recursive(
    TEXT | st.sampled_from(RAW_TEXTS),
    lambda inside: st.lists(elements(inside) | inside, max_size=5).map("".join),
)


@given(MARKUP)
def test_well_formed_pages_are_read_as_the_standard_library_reads_them(source):
    parser = Tags()
    parser.feed(source)
    parser.close()
    outline = read_outline(source)
    assert [(element.name, dict(element.attributes)) for element in outline.elements] == [
        (name, attributes) for name, attributes, _ in parser.seen
    ]
    assert [re.sub(r"\s", "", element.words) for element in outline.elements if element.name in NAMED] == [
        "".join(letters) for name, _, letters in parser.seen if name in NAMED
    ]
    assert outline.unreadable == []


def is_plain(value):
    """Tell whether a value is made of words, numbers and tuples of them."""
    return all(map(is_plain, value)) if isinstance(value, tuple) else isinstance(value, str | int)


@given(
    st.permutations(
        [("a.html", PAGE), ("b/a.html", PAGE), ("c.html", "<a href=''><b"), ("d.svg", "<svg><script>")]
    )
)
def test_what_is_known_of_a_page_hangs_on_nothing_but_the_page_and_the_ground(files):
    ground = Ground("/", "https://liaison.example", "https://example.org/")
    examiner = Examiner(ground)
    for path, source in files:
        page = Artifact(path, source.encode())
        facts = examiner.examine(page)
        assert facts == Examiner(ground).examine(page)
        assert is_plain(facts)


@given(st.one_of(st.binary(), st.text("<>/!-=\"' abhref:?#[]\\&;", max_size=60).map(str.encode)))
def test_whatever_stands_in_a_file_is_told_as_findings_and_never_raised(content):
    names = ("index.html", "site.css", "site.js", "icon.svg", "sitemap.xml", ".well-known/security.txt")
    artifacts = [Artifact(name, content) for name in names]
    findings = check_site(
        finish_site(artifacts, Ground("/", "https://liaison.example", "https://example.org/"))
    )
    assert "missing-title" in {finding.rule for finding in findings}
