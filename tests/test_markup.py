"""The text of a page as markup: what an editor expects of it, what is refused, and what never gets through."""

import re
import time
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import takewhile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_builder.content.body import Body
from site_builder.content.html_pieces import read_clean_pieces, read_pieces
from site_builder.content.prose import convert_markdown, lay_out, make_converter, make_quick_converter
from site_builder.content.safe_markup import ATTRIBUTES, SCHEMES, TAGS
from site_builder.site.pages.views import Prose
from site_builder.site.rendering.markup import render_prose

PATH = "pages/about.md"
LINE = 10

SLOWEST = 1.0
"""Seconds that any text of 256 kB may take, at the best of three: other work on the machine is not ours."""


def render(text: str, *links: tuple[str, str]) -> str:
    """Return a text without mistakes as markup on one line."""
    markup, found = render_prose(Prose(body=Body(text, LINE, PATH), links=links))
    assert [str(finding) for finding in found] == []
    return re.sub(r"\s*\n\s*", "", markup)


def told(text: str) -> list[str]:
    """Return what a person would be told about a text that begins on line 10, without the path."""
    return [
        str(finding).removeprefix(f"{PATH}:")
        for finding in render_prose(Prose(body=Body(text, LINE, PATH)))[1]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You can:\n- call\n- write", "<p>You can:</p><ul><li>call</li><li>write</li></ul>"),
        ("You can:\n1. call\n2. write", "<p>You can:</p><ol><li>call</li><li>write</li></ol>"),
        ("- a\n  - b\n    - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("1. a\n  - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("- a\n\n  more\n- b", "<ul><li><p>a</p><p>more</p></li><li><p>b</p></li></ul>"),
        ("- a\n  goes on\n- b", "<ul><li>agoes on</li><li>b</li></ul>"),
        ("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("- a\n## B", '<ul><li>a</li></ul><h2 id="b">B</h2>'),
        ("- a\n\nB", "<ul><li>a</li></ul><p>B</p>"),
        ("It began in\n2023. It ended.", "<p>It began in2023. It ended.</p>"),
        (
            "> said\n> - a\n>   - b",
            "<blockquote><p>said</p><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>",
        ),
        (
            "Term\n: one\n: two\nNext\n: x",
            "<dl><dt>Term</dt><dd>one</dd><dd>two</dd><dt>Next</dt><dd>x</dd></dl>",
        ),
        (
            "Compare:\n| a | b |\n|:--|--:|\n| 1 | 2 |",
            '<p>Compare:</p><div class="scrolls">'
            '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
            "<tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>",
        ),
        (
            "| a | b | c | d |\n|---|---|---|---|",
            '<div class="scrolls" role="group" aria-label="Table" tabindex="0"><table><thead><tr>'
            + "".join(f'<th scope="col">{name}</th>' for name in "abcd")
            + "</tr></thead><tbody><tr><td></td><td></td><td></td><td></td></tr></tbody></table></div>",
        ),
        ("x\n\n    - code", "<p>x</p><pre><code>- code</code></pre>"),
        ("*a* **b** `<c>` d  \ne", "<p><em>a</em> <strong>b</strong> <code>&lt;c&gt;</code> d<br>e</p>"),
        (r"5 < 6 & 7 \<b> \*no\*", "<p>5 &lt; 6 &amp; 7 &lt;b&gt; *no*</p>"),
        ('H<sub>2</sub>O <abbr title="a">A</abbr>', '<p>H<sub>2</sub>O <abbr title="a">A</abbr></p>'),
        ("{{ officer }} {% raw %} {# x #}", "<p>{{ officer }} {% raw %} {# x #}</p>"),
        (
            "## Will I be wasting police time?",
            '<h2 id="will-i-be-wasting-police-time">Will I be wasting police time?</h2>',
        ),
        ("## Main\n\n## Main", '<h2 id="main-section">Main</h2><h2 id="main-section_1">Main</h2>'),
        (
            "[call](tel:101) [text](sms:61016)",
            '<p><a href="tel:101">call</a> <a href="sms:61016">text</a></p>',
        ),
        ("<a@example.org>", '<p><a href="mailto:a@example.org">a@example.org</a></p>'),
        ("[a](https://a.org/)", '<p><a href="https://a.org/" rel="noreferrer">a</a></p>'),
        ("", ""),
    ],
)
def test_markdown_becomes_what_an_editor_expects(text, expected):
    assert render(text) == expected


def test_links_are_finished_wherever_they_stand():
    links = (("../a.md", "/sub/a/"), ("b.md?x&y", "/b/"))
    text = '[1](../a.md) [2][two] <a href="../a.md">3</a> [4](b.md?x&y) [5](c.md "title")\n\n[two]: ../a.md'
    assert re.findall('href="([^"]*)"', render(text, *links)) == [
        "/sub/a/",
        "/sub/a/",
        "/sub/a/",
        "/b/",
        "c.md",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a\n\nb <script>alert(1)</script>",
            '12:3: error: "<script>" cannot stand in a text: it would be taken out.'
            ' Delete it. For the sign itself write "\\<". [unsafe-html]',
        ),
        (
            '<a href="x.md" onclick="y">z</a>',
            '10:1: error: "onclick" cannot stand in "<a>": it would be taken out. Delete it. [unsafe-html]',
        ),
        (
            "`<b>` and <b>this</b>",
            '10:11: error: "<b>" cannot stand in a text: it would be taken out.'
            " For strong words write **like this**. [unsafe-html]",
        ),
        (
            "one\n<!-- two -->",
            "11:1: error: A note between <!-- and --> cannot stand in a text: it would be published nowhere."
            " Delete it. [unsafe-html]",
        ),
        (
            "see ![me](me.png)",
            "10:5: error: A picture cannot stand in a text. Describe it in words. [unsafe-html]",
        ),
        (
            "x </abbr>",
            "10:3: error: A tag or a link here has no end or stands inside another, so that something would be taken"
            " out. Close each tag, and put no link inside a link. [unsafe-html]",
        ),
        (
            "# Title",
            "10:1: error: Only the page's title may be a heading of the first level. Write: ## Title [heading-level]",
        ),
        (
            "a\n\nTitle\n=====",
            "12:1: error: Only the page's title may be a heading of the first level. Write: ## Title [heading-level]",
        ),
        (
            "### First",
            "10:1: error: This heading has 3 #, but stands below the page's title."
            " Write: ## First [skipped-heading]",
        ),
        (
            "## A\n\n    ## code\n\n#### *D* [e](x.md)",
            "14:1: error: This heading has 4 #, but stands below a heading with 2 #."
            " Write: ### D e [skipped-heading]",
        ),
        (
            "## A\n\n##\n",
            "12:1: error: This heading has no words. Write some, or delete the line. [empty-heading]",
        ),
    ],
)
def test_what_cannot_stand_in_a_text_is_an_error_with_its_place(text, expected):
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("[a](javascript:alert(1))", 5),
        ("see [a](JavaScript&colon;alert)", 9),
        ("see [a](&#106;avascript:x)", 9),
        ("see [a](<java\u200bscript:x>)", 10),
        ("see [a](data:text/html,x)", 9),
        ("see [a](vbscript:x)", 9),
        ("see [a](//example.org/)", 9),
        ("see [a](/\\example.org/)", 9),
        ("see [a](ftp://example.org/)", 9),
        ('see <a href="javascript:x">y</a>', 14),
        ("see <javascript:alert(1)>", 5),
        ("[a]\n\n[a]: javascript:x", 6),
    ],
)
def test_a_link_that_could_do_harm_is_an_error_with_its_place(text, column):
    markup, found = render_prose(Prose(body=Body(text, LINE, PATH)))
    assert [(finding.rule, finding.place.column) for finding in found] == [("unsafe-link", column)]
    assert "href" not in markup


def test_every_occurrence_is_told():
    text = "[a](javascript:x) [b](javascript:x)\n\n<b>x</b> `<b>` <b>y</b>"
    places = [finding.place for finding in render_prose(Prose(body=Body(text, LINE, PATH)))[1]]
    assert [(place.line, place.column) for place in places] == [(12, 1), (12, 16), (10, 5), (10, 23)]


def test_links_are_found_with_their_places_and_examples_in_code_are_none():
    text = (
        "é [a](../channels/galop.md) `[b](b.md)` \\[c](c.md)\n\n    [d](d.md)\n\n"
        "- [e](e.md#part 'title') and <https://example.org/?x=1&amp;y=2>\n"
        '- [f][f], <a href="g.md">g</a>, [a](../channels/galop.md)\n\n[f]: <f.md>\n[unused]: u.md'
    )
    assert [
        (link.target, str(link.place), link.place.end_column) for link in Body(text, LINE, PATH).links
    ] == [
        ("../channels/galop.md", f"{PATH}:10:7", 27),
        ("e.md#part", f"{PATH}:14:7", 16),
        ("https://example.org/?x=1&y=2", f"{PATH}:14:31", 63),
        ("g.md", f"{PATH}:15:20", 24),
        ("../channels/galop.md", f"{PATH}:15:37", 57),
        ("f.md", f"{PATH}:17:7", 11),
    ]


def test_one_text_leaves_no_trace_in_the_next():
    alone = render("[a][b]\n\n## Same")
    render("## Same\n\n[a][b]\n\n[b]: b.md")
    assert render("[a][b]\n\n## Same") == alone


def test_a_text_beyond_the_limits_is_refused_at_once():
    began = time.monotonic()
    markup, found = render_prose(Prose(body=Body("[" * 3_000, LINE, PATH)))
    assert (markup, [finding.rule for finding in found]) == ("", ["too-deep"])
    assert Body("[" * 3_000, LINE, PATH).links == ()
    assert time.monotonic() - began < 1


MARKS = [
    "[", "](", ")", "[a](b.md) ", "<", ">", "<a ", "</a>", '<a href="', "<b>", "<script>", "</script>",
    "<!--", "-->", "<svg>", "<style>", "<img src=x onerror=y>", " onclick=x", "javascript:x", "`", "``",
    "*", "**", "_", "\\", "&", "&lt;", "&#60;", "&colon;", "!", "![a](b)", "|", "|-|-|\n", "\n", "\n\n",
    "- ", "  - ", "1. ", "> ", "# ", "## a\n", "===\n", ": ", "[a]: b\n", "<http://a.b>", "<a@b.c>",
    "    ", "\t", '"', "'", "x", "é", "{{", "}}", "\x02", "\x03", "\x00",
]  # fmt: skip


class Watch(HTMLParser):
    """Reads markup as a browser would, and fails on everything that is not allowed."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if (tag, dict(attrs).get("class")) == ("div", "scrolls"):
            return  # ours, around a table
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, ()) or (tag, name) in {("a", "rel"), ("th", "scope")}
            bare = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name == "href" and (scheme := re.match(r"([a-z][a-z0-9+.-]*):", bare)):
                assert scheme[1] in SCHEMES

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


TEXTS = st.lists(st.sampled_from(MARKS), max_size=30).map("".join) | st.text(max_size=60)


@settings(deadline=None, max_examples=500)
@given(TEXTS)
@example("<a href='java\nscript:x'>y</a>")
@example("<<script>script>")
@example('[a](b "c\\"onclick=x")')
@example("*_" * 800 + "x" + "_*" * 800)
@example("![![![a](b)](c)](d)")
def test_no_text_escapes_into_markup_or_makes_rendering_fail(text):
    markup, found = render_prose(Prose(body=Body(text, LINE, PATH)))
    watch = Watch()
    watch.feed(markup)
    watch.close()
    last = LINE + text.count("\n")
    assert all(LINE <= finding.place.line <= last for finding in found)
    assert all(LINE <= link.place.line <= last for link in Body(text, LINE, PATH).links)
    assert render_prose(Prose(body=Body(text, LINE, PATH))) == (markup, found)
    clean = Body(text, LINE, PATH).markup
    assert read_clean_pieces(clean) == read_pieces(clean)


def outcome(convert: Callable[[str], str], text: str) -> str:
    """Return what becomes of a text, or which fault of the library stops it."""
    try:
        return convert(text)
    except Exception as fault:  # noqa: BLE001 (the same fault is the same outcome)
        return repr(fault)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_one_converter_for_all_texts_is_as_good_as_a_new_one_for_each(texts):
    for text in texts:
        if not Body(text).excess:
            laid_out = "\n".join(lay_out(text.split("\n")))
            assert outcome(convert_markdown, text) == outcome(make_converter().convert, laid_out)


SIGNS = [
    "`",
    "\\",
    "[",
    "]",
    "(",
    ")",
    "!",
    "<",
    ">",
    "&",
    "amp",
    "#",
    ";",
    "*",
    "_",
    "a",
    " ",
    "  \n",
    "\n",
    ": b",
]
EVERY_PATTERN = (
    *("`a`", "\\*", "[a](b)", "[a][b]\n\n[b]: c", "[a]\n\n[a]: b", "![a](b)", "![a][b]\n\n[b]: c"),
    *("![a]\n\n[a]: b", "<http://a.b>", "<a@b.c>", "a  \nb", "a <i>b</i>", "a &amp; b", "*a* **b** _c_"),
)


@given(st.lists(st.sampled_from([*SIGNS, *EVERY_PATTERN])).map("".join))
@example("\n\n".join(EVERY_PATTERN))
def test_a_pattern_that_is_sought_only_where_its_sign_stands_is_found_wherever_it_fits(text):
    assert outcome(make_quick_converter().convert, text) == outcome(make_converter().convert, text)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="abé1 <&>\n(;\"'{%|", max_size=60))
def test_a_text_without_findings_loses_no_letter(text):
    markup, found = render_prose(Prose(body=Body(text, LINE, PATH)))
    if not found:
        shown = "".join(piece.text for piece in read_pieces(markup))
        assert re.sub(r"\W", "", shown) == re.sub(r"\W", "", text)


@pytest.mark.parametrize(
    "unit",
    [
        "`", "*", "_ ", "*_", "\\", "&", "## a\n", "---\n", "[a]: b\n", "[a](b) ", "[a][b] ",
        "<http://a.b> ", '<b c="> ', "> ", "- a\n", "a\n\n", "|a|\n", "Term\n: x\n", "    ", "<div>\n",
        "*a **b", "</a>", "  - *a*", "a@b.c", "<a@b.c> ", "![a](b) ", "**a** ", "__a_", "<br>", "\u00a0",
        "|a|b|\n|-|-|\n|*c*|d|\n\n", "1. a\n\n   b\n\n", "x\n===\n", "&amp;",
    ],
)  # fmt: skip
def test_the_worst_text_within_the_limits_takes_less_than_a_second(unit):
    text = _longest_within_the_limits(unit)
    more = "x" * (250_000 - len(text))
    text = next(text for text in (text + more, f"{text}\n\n{more}", text) if not Body(text).excess)
    assert any(_seconds(text) < SLOWEST for _ in range(3))


def _longest_within_the_limits(unit: str) -> str:
    """Return the unit again and again: from short to long, as judging what is too much takes the longest."""
    text, sizes = unit * (250_000 // len(unit)), [250_000]
    while sizes[0] > 1:
        sizes.insert(0, sizes[0] * 3 // 4)
    return text[: max(takewhile(lambda size: not Body(text[:size]).excess, sizes))]


def _seconds(text: str) -> float:
    began = time.process_time()
    render_prose(Prose(body=Body(text)))
    return time.process_time() - began
