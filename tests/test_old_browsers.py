"""Safari 15.4 reads all finished style sheets and scripts, or what it passes over is named here with what shows instead.

The versions are those of MDN's browser-compat-data 7 for Safari. What is in no list is refused: whoever uses something
new looks it up first, and writes down since when Safari has it or what older ones show.
"""

import re
from collections.abc import Container, Iterator
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
    9: "align-content align-items columns flex flex-direction flex-shrink flex-wrap justify-content order place-content",
    9.1: "clip-path",
    10.1: """break-after break-before break-inside gap grid-area grid-auto-columns grid-auto-flow grid-column grid-row
             grid-template-columns""",
    12.1: """block-size border-block-end border-block-start border-inline-start inline-size margin-block-end
             margin-block-start margin-inline-start max-inline-size min-block-size min-inline-size padding-block-end
             padding-block-start padding-inline-start text-decoration-thickness text-underline-offset
             font-variant-numeric margin-inline-end padding-inline-end border-inline-end""",
    14.1: """border-block border-inline flex-basis inset inset-block-start inset-inline margin-block margin-inline
             padding-block padding-inline""",
    15: "aspect-ratio scroll-padding-block",
}
PROPERTIES = {name: version for version, names in SINCE.items() for name in names.split()}
PROPERTIES["text-wrap"] = 17.4  # lines of a heading are less even
PROPERTIES["size"] = 18.2  # paper keeps the size of its printer
HARMLESS = {"text-wrap", "size"}

FUNCTIONS = {"var", "min", "max", "clamp", "calc", "repeat", "minmax", "linear-gradient", "inset", "url"}
SELECTORS = {
    *(
        "root",
        "active",
        "before",
        "after",
        "not",
        "hover",
        "focus",
        "focus-visible",
        "focus-within",
        "is",
        "has",
        "target",
    ),
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


CALLS = {
    1: """abs append clearTimeout cloneNode contains createElement filter floor indexOf join map max min push replace setTimeout
          slice sort split splice test toLowerCase toString toUpperCase unshift""",
    5.1: """activeElement addEventListener altKey assign body children className clz32 ctrlKey dataset documentElement every
            fetch firstChild focus forEach format get getBoundingClientRect hash hidden host href imul lastElementChild
            length matchMedia metaKey nextElementSibling onclick onfocus parentElement parse pathname preventDefault
            querySelector querySelectorAll reduce scrollIntoView set shiftKey size some subarray tabIndex textContent
            translate trim""",
    10.1: """key match now target title add after arrayBuffer decode has includes isComposing isConnected keys matches normalize ok prepend startsWith
             entries find""",
    12.1: "flatMap fromEntries queueMicrotask",
    13.1: "matchAll replaceAll",
    14.1: "ListFormat replaceChildren",
    15.4: "at findLast",
}
KNOWN_CALLS = {name for version, names in CALLS.items() if version <= OLDEST for name in names.split()}
OPTIONAL = {"connection", "saveData"}
"""What Safari has in no version, and scripts ask for with `?.`."""

LATE = """toSorted toReversed toSpliced withResolvers groupBy fromAsync isWellFormed toWellFormed union intersection
    difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom getOrInsert canParse checkVisibility showPopover
    hidePopover togglePopover showPicker inert requestIdleCallback DecompressionStream CompressionStream OffscreenCanvas
    adoptedStyleSheets startViewTransition scheduler caretPositionFromPoint setHTMLUnsafe moveBefore Highlight navigation
    userActivation Temporal Iterator throwIfAborted waitAsync rawJSON toBase64 fromBase64 toHex fromHex sumPrecise f16round
    DisposableStack scrollend cookieStore wakeLock RegExp.escape AbortSignal.timeout AbortSignal.any meta.resolve
    CSSStyleSheet DurationFormat SharedWorker ContentVisibilityAutoStateChangeEvent"""
"""What a name of our own, or a call without a dot, could hide from the list above."""

LATER_SYNTAX = {
    r"\(\?<[=!]": "lookbehind",  # 16.4
    r"\(\?[a-z]*-?[a-z]+:": "flags for a part of a pattern",  # 26
    r"(?<=[^*/<])/[dgimsuy]*v[dgimsuy]*(?=[\s.,;)])": "flag v",  # 17
    r"\bstatic\s*\{": "static block",  # 16.4
    r"\bwith\s*\{\s*type\b": "import attributes",  # 17.2
    r"\b(?:await )?using \w+\s*=": "using",
    r"(?<![\w$])@[a-z]\w*\s+(?:class|static|\w+\()": "decorator",
}


def own_names(script: str) -> set[str]:
    """Return the names of a script's own: each stands somewhere without a dot, or behind `this`."""
    bare = re.sub(r'"[^"\n]*"', '""', script)
    return set(re.findall(r"(?<![\w$.])[a-zA-Z_]\w*|(?<=this\.)\w+|(?<=dataset\.)\w+", bare))


def find_unknown_calls(script: str, own: Container[str]) -> Iterator[str]:
    """Yield what a finished script has that the oldest browser lacks."""
    yield from (words for late, words in LATER_SYNTAX.items() if re.search(late, script))
    bare = re.sub(r'"[^"\n]*"', '""', script)
    called = set(re.findall(r"(?<!\.\.)\.#?([a-zA-Z_]\w*)", bare)) - KNOWN_CALLS - OPTIONAL
    yield from (name for name in sorted(called) if name not in own)
    yield from (name for name in LATE.split() if re.search(rf"(?<![\w$]){re.escape(name)}\b", bare))


OF_THE_LIST = {"officers", "slug"}
"""Fields of the list of places, which no script declares."""


@pytest.mark.parametrize("which", ["real", "example"])
def test_the_oldest_safari_runs_every_finished_script(which: str, request: pytest.FixtureRequest) -> None:
    scripts = {
        file.name: file.read_text("utf-8") for file in request.getfixturevalue(f"{which}_site").rglob("*.js")
    }
    assert len(scripts) > 3
    own = OF_THE_LIST.union(*map(own_names, scripts.values()))
    assert {name: list(find_unknown_calls(script, own)) for name, script in scripts.items()} == {
        name: [] for name in scripts
    }


@pytest.mark.parametrize(
    ("script", "unknown"),
    [
        (r"const WHOLE=/(?<=^| )([A-Z]{2})/g;", "lookbehind"),
        (r"text.replace(/(?<!x)y/,'')", "lookbehind"),
        (r"const LETTERS=/[\p{L}--[a-z]]/v;", "flag v"),
        (r"text.match(/[a-z]/gv)", "flag v"),
        (r"/(?i:a)b/.test(text)", "flags for a part of a pattern"),
        ("class A{static{this.b=1;}}", "static block"),
        ('import data from"./a.json"with{type:"json"};', "import attributes"),
        ("const union=(a)=>a;new Set(a).union(b);", "union"),
        ("const sorted=list.toSorted();", "toSorted"),
        ("Object.groupBy(list,(one)=>one.kind)", "groupBy"),
        ("requestIdleCallback(()=>load());", "requestIdleCallback"),
        ("new DecompressionStream('gzip')", "DecompressionStream"),
        ("if(link.checkVisibility())link.click();", "checkVisibility"),
        ("fetch(url,{signal:AbortSignal.timeout(500)})", "AbortSignal.timeout"),
        ("document.brandNewCall()", "brandNewCall"),
    ],
)
def test_a_script_that_the_oldest_browser_cannot_run_is_refused(script: str, unknown: str) -> None:
    assert unknown in find_unknown_calls(script, own_names(script))
