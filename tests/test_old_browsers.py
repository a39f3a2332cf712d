"""Safari 15.4 reads the whole finished style sheet, or what it passes over is named here with what it shows instead.

The versions are those of MDN's browser-compat-data 7 for Safari. What is in no list is refused: whoever uses something
new looks it up first, and writes down since when Safari has it or what older ones show.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

OLDEST = 15.4
"""The oldest Safari (March 2022; iPhones back to the 6s) that lays out every page; it is the first with `@layer`."""

SINCE = {
    1: """background background-color border border-color border-width color content display font font-family
          font-size font-style font-weight letter-spacing line-height list-style margin outline overflow padding
          position table-layout text-align text-decoration text-indent vertical-align white-space z-index""",
    1.1: "border-collapse outline-offset",
    3: "column-gap overflow-x",
    4: "fill pointer-events stroke stroke-width text-anchor -webkit-text-size-adjust",
    5.1: "border-radius box-shadow box-sizing",
    7: "overflow-wrap",
    9: "align-content align-items columns flex flex-direction flex-wrap justify-content order place-content",
    9.1: "clip-path",
    10.1: """break-after break-inside gap grid-area grid-auto-columns grid-auto-flow grid-column grid-row
             grid-template-columns""",
    12.1: """block-size border-block-end border-block-start border-inline-start inline-size margin-block-end
             margin-block-start margin-inline-start max-inline-size min-block-size min-inline-size padding-block-end
             padding-block-start padding-inline-start text-decoration-thickness text-underline-offset
             font-variant-numeric margin-inline-end padding-inline-end border-inline-end""",
    14.1: """border-block border-inline flex-basis inset inset-block-start margin-block margin-inline padding-block
             padding-inline""",
    15: "aspect-ratio scroll-padding-block",
}
PROPERTIES = {name: version for version, names in SINCE.items() for name in names.split()}
PROPERTIES["text-wrap"] = 17.4  # lines of a heading are less even
PROPERTIES["size"] = 18.2  # paper keeps the size of its printer
HARMLESS = {"text-wrap", "size"}

FUNCTIONS = {"var", "min", "max", "clamp", "calc", "repeat", "minmax", "linear-gradient", "inset", "url"}
SELECTORS = {
    *("root", "active", "before", "after", "not", "hover", "focus", "focus-visible", "is", "has", "target"),
    *("first-child", "last-child", "nth-child", "first-of-type"),
}
RULES = {"layer", "media", "page"}
FEATURES = {
    "prefers-color-scheme",
    "prefers-contrast",
    "min-width",
    "max-width",
    "min-height",
    "forced-colors",  # 16: a system with colours of its own has them since then
    "scripting",  # 17: the field is shown and its links work
}
LATE_VALUES = {
    r'content:"[^"]*" / "[^"]*"': r'content:"[^"]*"',  # 17.4: read aloud too
}
"""Values that came later, each by what has to stand before it for those who do not know it."""


def find_unknown(css: str) -> Iterator[str]:
    """Yield what a finished style sheet has that the oldest browser lacks."""
    bare = re.sub(r'"[^"]*"|\[[^]]*\]', '""', css)  # what quotes and attribute selectors hold is no style
    for name in re.findall(r"(?<=[{;])(?!--)([a-z-]+)(?=:[^{}]*[;}])", bare):
        if name not in HARMLESS and PROPERTIES.get(name, 99) > OLDEST:
            yield name
    for name in re.findall(r"([\w-]+)\((?=[^{}]*[;}])", re.sub(r"@media[^{]*", "", bare)):
        if name not in FUNCTIONS | SELECTORS:
            yield f"{name}()"
    selectors = re.findall(r"(?:^|[{}])([^@{};]*)(?=\{)", bare)
    yield from (
        f":{name}" for one in selectors for name in re.findall(r":([\w-]+)", one) if name not in SELECTORS
    )
    yield from (f"@{name}" for name in re.findall(r"@([\w-]+)", bare) if name not in RULES)
    for query in re.findall(r"@media ([^{]*)", bare):
        if re.search(r"[<>]|not \(", query):
            yield query
        yield from (name for name in re.findall(r"\(([\w-]+)", query) if name not in FEATURES)
    yield from (f"nested {one}" for one in re.findall(r"\{[^{}@]*[;{](&[^{;]*|[.:][\w-]+[^{};]*)\{", bare))
    for late, before in LATE_VALUES.items():
        whole = re.findall(late, css)
        if len(whole) != len(re.findall(f"{before};{late}", css)):
            yield whole[0]


@pytest.mark.parametrize("which", ["real", "example"])
def test_the_oldest_safari_lacks_nothing_that_a_finished_page_needs(
    which: str, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue(f"{which}_site")
    sheets = list(site.rglob("*.css"))
    assert len(sheets) > 1
    assert {sheet.name: sorted(set(find_unknown(sheet.read_text("utf-8")))) for sheet in sheets} == {
        sheet.name: [] for sheet in sheets
    }


def test_no_page_or_drawing_has_styles_of_its_own(example_site: Path) -> None:
    files = [file for ending in ("html", "svg") for file in example_site.rglob(f"*.{ending}")]
    assert len(files) > 100
    assert [file.name for file in files if re.search(r"<style|<[^>]*\sstyle=", file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("css", "unknown"),
    [
        ("a{color:light-dark(#000,#fff)}", "light-dark()"),
        ("@media (width>=40em){a{color:red}}", "(width>=40em)"),
        ("@media not (hover){a{color:red}}", "not (hover)"),
        ("a{color:red;&:hover{color:blue}}", "nested &:hover"),
        ("a{color:red;.b{color:blue}}", "nested .b"),
        ("@container (min-width:1em){a{color:red}}", "@container"),
        ("@layer a{p{text-box-trim:none}}", "text-box-trim"),
        ("a{color:oklch(50% 0 0)}", "oklch()"),
        ("a:user-invalid{color:red}", ":user-invalid"),
        ("a{inline-size:calc(1px*round(2px,1px))}", "round()"),
        ('a:after{content:"x" / ""}', 'content:"x" / ""'),
    ],
)
def test_what_came_after_the_oldest_browser_is_refused(css: str, unknown: str) -> None:
    assert unknown in [one.strip() for one in find_unknown(css)]
