"""The audit: each pass finds its mistake in a real browser, at the line where it was made, and nothing on our pages."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from site_builder import cli
from site_builder.cli.arguments import day
from site_builder.content.settings import Site
from site_builder.findings.diagnostics import Place
from site_builder.findings.rule import Severity
from site_builder.findings.rules import rules_asked
from site_builder.inspect.audit.audit import Audited, audit_site, choose_thorough, list_pages
from site_builder.inspect.audit.audit_cache import Memory, fingerprint_browser, read_memory, write_memory
from site_builder.inspect.audit.browser import AuditRefused, Browsing, look_at_pages
from site_builder.inspect.audit.offline_site import ShownSite
from site_builder.inspect.audit.page_findings import tell
from site_builder.inspect.audit.sightings import Part, Sighting
from site_builder.inspect.audit.source_lines import find_line
from site_builder.pipeline import BuildOptions, Draft, make_site
from site_builder.publish.hosting.header_policy import Policy, policy_for
from tests.conftest import AS_OF, PROJECT_DIR
from tests.sites import LONDON, officer, page, read_site, small_site, write_files

HEAD = '<html lang="en"><meta charset="utf-8"><title>A page</title><link rel="stylesheet" href="/{css}">'
SKIP = '<body><header><a href="#main">Skip to the text</a></header><main id="main"><h1>A page</h1>'
STYLE = """body { color: #000; background: #fff; font: 1rem/1.5 sans-serif; margin: 1rem; overflow-wrap: anywhere }
a:focus-visible, button:focus-visible { outline: 3px solid #000; outline-offset: 2px }
a { color: #00c; display: inline-block; padding: 8px } .call { background: #024; color: #fff; border: 2px solid #024 }
@media print { .call { color: #000 } }
img { max-width: 100% }
"""

#: Each mistake: its name, what stands in the page, what the style sheet says of it, the rule, and words of the finding.
#: Most stand on one page together; each that would get in the way of others has a page of its own (`ALONE`).
MISTAKES = (
    ("a picture without words", '<img src="/dot.png">', "", "axe-rule", "(image-alt)"),
    (
        "pale words",
        '<p class="pale">Call the number.</p>',
        ".pale { color: #aaa }",
        "axe-rule",
        "color-contrast",
    ),
    (
        "words that are pale in the dark only",
        '<p class="late">Call the number.</p>',
        "@media (prefers-color-scheme: dark) { .late { color: #aaa } }",
        "axe-rule",
        "320 px wide in dark colours",
    ),
    (
        "a word that does not break",
        '<p class="whole">Incomprehensibilities-and-counterrevolutionaries</p>',
        ".whole { overflow-wrap: normal; white-space: nowrap }",
        "sideways-scroll",
        "reaches past the edge of a screen 320 px wide",
    ),
    (
        "a box of a fixed height",
        '<p class="low">These words just fit here.</p>',
        ".low { font-family: monospace; height: 1.5rem; overflow: hidden }",
        "cut-text",
        "is cut off",
    ),
    (
        "a link without a mark",
        '<a class="bare" href="/">Unmarked</a>',
        ".bare:focus-visible { outline: none }",
        "lost-focus",
        'nothing marks the link "Unmarked"',
    ),
    (
        "a link below a bar",
        '<p class="bar">The bar</p><a class="below" href="/">Home</a>',
        ".bar { position: fixed; inset: 0; background: #fff; margin: 0 }",
        "lost-focus",
        'the link "Home" cannot be seen',
    ),
    ("a turn out of order", '<a href="/" tabindex="3">Home</a>', "", "lost-focus", "out of order"),
    (
        "a trap",
        '<script src="/trap.js" defer></script><a href="/">Home</a> <a href="/more/">More</a>',
        "",
        "lost-focus",
        'does not get to the link "More"',
    ),
    (
        "a button that is only a colour",
        '<a class="flat" href="/">Flat</a>',
        ".flat { background: #024; color: #fff }",
        "lost-colours",
        'shows the edge of the link "Flat"',
    ),
    (
        "a mark that is only a shadow",
        '<a class="glow" href="/">Glowing</a>',
        ".glow:focus-visible { outline: none; box-shadow: 0 0 0 3px #000 }",
        "lost-colours",
        'marks the link "Glowing"',
    ),
    (
        "something that slides",
        '<a class="slow" href="/">Slow</a>',
        ".slow { transition: color 1s }",
        "unasked-motion",
        'the link "Slow" moves',
    ),
    (
        "a number that is not printed",
        '<p class="screen"><a href="tel:+442079460002">020 7946 0002</a></p>',
        "@media print { .screen { display: none } }",
        "lost-in-print",
        'number or address of the link "020 7946 0002"',
    ),
    (
        "a number that only the link knows",
        '<a href="tel:+442079460001">Call us</a>',
        "",
        "lost-in-print",
        'number or address of the link "Call us"',
    ),
    (
        "pale ink",
        "<p>Call the number.</p>",
        "@media print { p { color: #ccc } }",
        "lost-in-print",
        "too pale to read",
    ),
    (
        "words that only a script writes",
        '<p id="words"></p><script src="/write.js" defer></script>',
        "",
        "needs-script",
        'without script the part "Written by a script." is missing',
    ),
    ("a button for nothing", "<button>Go on</button>", "", "needs-script", 'the button "Go on" is there'),
    (
        "a file that is not there",
        '<img src="/gone.png" alt="A map">',
        "",
        "browser-complaint",
        "it asks for https://directory.example/gone.png",
    ),
    (
        "a file of another site",
        '<img src="https://spy.example.org/dot.png" alt="A dot">',
        "",
        "browser-complaint",
        "https://spy.example.org/dot.png",
    ),
    (
        "a script in the page",
        "<script>document.title = 'Another'</script>",
        "",
        "browser-complaint",
        "Content Security Policy",
    ),
    (
        "a script that stops",
        '<script src="/stop.js" defer></script>',
        "",
        "browser-complaint",
        "a script stops with: ",
    ),
    (
        "a note on the device",
        '<script src="/keep.js" defer></script>',
        "",
        "browser-complaint",
        "leaves something behind on the device (local)",
    ),
)
SCRIPTS = {
    "trap.js": "addEventListener('keydown', (event) => { if (document.activeElement.href?.endsWith('/')) event.preventDefault(); });",
    "write.js": "document.getElementById('words').textContent = 'Written by a script.';",
    "stop.js": "throw new Error('Too bad.');",
    "keep.js": "localStorage.setItem('visited', 'yes');",
}
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fea735"
    "81840000000049454e44ae426082"
)


@pytest.fixture(scope="session")
def browsing(chromium: Path) -> Browsing:
    """The browser that the audit starts, two tabs at a time."""
    return Browsing(chromium, 2)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The settings of a site at https://directory.example/."""
    site, found = read_site(write_files(tmp_path_factory.mktemp("settings"), small_site()))
    assert site is not None
    assert found == ()
    return site


ALONE = frozenset({"a link below a bar", "a trap", "pale ink", "words that only a script writes"})


@pytest.fixture(scope="module")
def seen(browsing: Browsing, settings: Site) -> Mapping[str, Sequence[Sighting]]:
    """What the browser shows of a page with most of the mistakes, of one for each other, and of a sound one."""
    files = {"dot.png": DOT, **{path: text.encode() for path, text in SCRIPTS.items()}}
    together = [mistake for mistake in MISTAKES if mistake[0] not in ALONE]
    pages = {
        "together": (
            "".join(body for _, body, *_ in together),
            "".join(style for _, _, style, *_ in together),
        ),
        "sound": (
            '<p><a class="call" href="tel:101">Call 101</a></p><p class="leads">Type:</p><div data-script="/write.js"></div>',
            "@media (scripting: none) { .leads { display: none } }",
        ),
        **{name: (body, style) for name, body, style, *_ in MISTAKES if name in ALONE},
    }
    for name, (body, style) in pages.items():
        css = f"{name}.css".replace(" ", "-")
        files[f"{name}.html"] = f"<!DOCTYPE html>{HEAD.format(css=css)}{SKIP}{body}</main>".encode()
        files[css] = (STYLE + style).encode()
    site = ShownSite(files, settings.base_url, policy_for(settings), day(AS_OF))
    return look_at_pages(browsing, site, lambda _: {f"{name}.html": False for name in pages}, print)[1]


def test_each_mistake_is_found_and_a_sound_page_has_none(seen: Mapping[str, Sequence[Sighting]]) -> None:
    missed = {
        name: words
        for name, _, _, rule, words in MISTAKES
        for sightings in [seen[f"{name if name in ALONE else 'together'}.html"]]
        if not any(words in one.fault for one in sightings if one.rule == rule)
    }
    assert missed == {}, [one.fault for one in seen["together.html"]]
    assert seen["sound.html"] == ()


def test_a_page_that_spoils_its_tab_spoils_no_other(browsing: Browsing, settings: Site) -> None:
    """One page leaves a note on the device, one leads away, one is late and says so: the others have no fault."""
    page_of = f"<!DOCTYPE html>{HEAD.format(css='site.css')}{SKIP}{{}}</main>"
    late = page_of.replace('id="main"', 'id="main" data-renew="1 January 2026"').format("<p>Late.</p>")
    files = {
        "a keeping.html": page_of.format('<script src="/keep.js" defer></script>'),
        "b leaving.html": page_of.format('<script src="/leave.js" defer></script>'),
        "c sound, 100 %.html": page_of.format("<p>Some words.</p>"),
        "d late.html": late.replace("</main>", '</main><script src="/late.js" defer></script>'),
        "e sound.html": page_of.format("<p>Some words.</p>"),
    }
    scripts = {
        "site.css": STYLE,
        "leave.js": "location.href = '/site.css';",
        "late.js": "const p = document.createElement('p'); p.className = 'warnings'; p.textContent = 'Too late.'; document.querySelector('main').prepend(p);",
    }
    contents = {path: text.encode() for path, text in (*files.items(), *scripts.items(), *SCRIPTS.items())}
    site = ShownSite(contents, settings.base_url, policy_for(settings), day(AS_OF))
    one_tab = replace(browsing, at_a_time=1)
    _, found = look_at_pages(one_tab, site, lambda _: dict.fromkeys(files, False), print)
    assert [one.fault for one in found["a keeping.html"]] == [
        "the visit leaves something behind on the device (local)."
    ]
    assert found["b leaving.html"] != ()
    assert [found[path] for path in ("c sound, 100 %.html", "d late.html", "e sound.html")] == [(), (), ()]


def test_a_page_at_an_old_address_that_only_leads_on_is_not_looked_at() -> None:
    leads_on = b'<!DOCTYPE html><meta http-equiv="refresh" content="0; url=/about/">'
    assert list_pages({"old/index.html": leads_on, "index.html": b"<!DOCTYPE html>", "a.css": b""}) == [
        "index.html"
    ]


def test_every_rule_of_the_audit_has_its_mistake() -> None:
    assert {rule for *_, rule, _ in MISTAKES} == rules_asked("audit")


# Our own pages

PAGES = {
    "site": (
        "",
        "boroughs/harrow",
        "boroughs/city-of-london",
        "officers/ida-quenby",
        "report",
        "worth-reporting",
    ),
    "example": (
        "boroughs/camden",
        "boroughs/islington",
        "boroughs/greenwich",
        "officers",
        "officers/siobhan-oshaughnessy-quillane",
        "officers/pip-tarn",
        "a-long-page",
        "coverage",
    ),
}
"""Pages to look at besides the longest of each template: other states of an area or an officer."""
SAMPLE = {"site": ("boroughs/harrow",), "example": ("officers/pip-tarn",)}
"""Enough by day: of the real site, each pull request is audited page by page. At night all are looked at."""
THOROUGH = frozenset({"index.html", "boroughs/harrow/index.html"})


@pytest.mark.parametrize("name", ["site", "example"])
def test_every_kind_of_page_can_be_used_by_everybody(
    name: str, request: pytest.FixtureRequest, browsing: Browsing, whole: bool
) -> None:
    folder: Path = request.getfixturevalue("real_site" if name == "site" else "example_site")
    settings, _ = read_site(LONDON, PROJECT_DIR / "example" if name == "example" else None)
    assert settings is not None
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }
    site = ShownSite(files, settings.base_url, policy_for(settings), day(AS_OF))
    wanted = {f"{path}/index.html".lstrip("/") for path in (PAGES[name] if whole else SAMPLE[name])}
    if whole and name == "site":
        wanted |= choose_thorough(draft_of(LONDON).plan.pages, files)
    _, seen = look_at_pages(
        browsing, site, lambda _: {path: path in THOROUGH for path in sorted(wanted)}, print
    )
    assert seen.keys() == wanted
    assert [str(finding) for finding in tell(seen, {}, {})] == []


def draft_of(content_dir: Path) -> Draft:
    options = BuildOptions(content_dir, Path("public"), PROJECT_DIR / "themes", "liaison", day(AS_OF))
    return make_site(options, lambda things, _label, _count: iter(things))


# Where a finding stands

TEXT = """---
title: About
---
Some words, and [the *police* website](https://police.example.org/lgbt).

A word: Incomprehensibilities-and-counterrevolutionaries.
"""


@pytest.mark.parametrize(
    ("part", "place"),
    [
        (Part("<a>", "the police website", "https://police.example.org/lgbt", in_main=True), (4, 40)),
        (Part("<p>", "Some words, and the police website.", in_main=True), (4, 1)),
        (Part("<p>", "A word: Incomprehensibilities-and-counterrevolutionaries.", in_main=True), (6, 9)),
        (Part("<em>", "the police", in_main=True), (4, 18)),
    ],
    ids=["a link", "a paragraph", "a long word", "words with signs between"],
)
def test_a_part_is_found_at_its_line(part: Part, place: tuple[int, int]) -> None:
    found = find_line(part, "content/pages/about.md", {"content/pages/about.md": TEXT})
    assert found is not None
    assert (found.line, found.column) == place


@pytest.mark.parametrize(
    "part",
    [
        None,
        Part("<p>", "Some words", in_main=False),
        Part("<p>", "Other words", in_main=True),
        Part("<b>", "Title", in_main=True),
        Part("<b>", "word", in_main=False),
        Part("<svg>", "", in_main=True),
    ],
    ids=[
        "nothing",
        "a part of the frame",
        "words of the theme",
        "the name of a field",
        "a word of the frame",
        "no words",
    ],
)
def test_what_no_editor_wrote_is_found_at_no_line(part: Part | None) -> None:
    assert find_line(part, "content/pages/about.md", {"content/pages/about.md": TEXT}) is None


def test_a_fault_of_many_pages_is_told_once_and_one_of_few_for_each() -> None:
    fault = Sighting("lost-focus", "the Tab key does not get to the end of the page.")
    many = {f"{name}/index.html": [fault] for name in "abcd"}
    assert [(one.place, one.message) for one in tell(many, {}, {})] == [
        (Place("a/index.html"), "Page /a/ and 3 more: the Tab key does not get to the end of the page.")
    ]
    few = {f"{name}/index.html": [fault] for name in "ab"}
    assert [one.place.path for one in tell(few, {}, {})] == ["a/index.html", "b/index.html"]


def test_what_only_the_highest_level_asks_for_stops_nothing() -> None:
    fault = Sighting("axe-rule", "pale.", severity=Severity.WARNING)
    assert [one.severity for one in tell({"a.html": [fault]}, {}, {})] == [Severity.WARNING]


# The command


SMALL = ("--content", "content", "--output", "out", "--as-of", AS_OF)
UNSAID = "Some words.\n\nYou can also ring [the helpline](tel:+442079460001) at any time.\n"
STRANGER = "<!DOCTYPE html><html lang=en><title>An old page</title><main><h1>An old page</h1><img src=/dot.png></main>"


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chromium: Path) -> Path:
    """A small site, built, with a link that dials a number which no words say."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIAISON_CHROMIUM", str(chromium))
    files = small_site(ada=officer("Ada", "north"))
    files["pages/privacy.md"] = page("Privacy", UNSAID)
    write_files(tmp_path / "content", files)
    assert cli.main(["build", *SMALL]) == 0
    return tmp_path


def test_a_finding_names_the_line_of_the_content(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.main(["audit", *SMALL, "--page", "/privacy/", "--format", "sarif"]) == 1
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (result["ruleId"], place["artifactLocation"]["uri"]) == (
        "lost-in-print",
        "content/pages/privacy.md",
    )
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (10, 34)


def test_a_page_that_is_wrong_ends_with_exit_code_one_until_it_is_accepted(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(built / "out", {"old/index.html": STRANGER})
    assert cli.main(["build", *SMALL, "--keep", "old"]) == 0
    assert cli.main(["audit", *SMALL, "--page", "old"]) == 1
    said = capsys.readouterr().err
    assert "old/index.html: error [axe-rule]" in said
    assert "Page /old/: the picture <img src" in said
    assert "An audit publishes nothing." in said
    write_files(built / "content", {"accepted.yaml": f"accepted:\n{ACCEPTED}"})
    # What keeps people safe cannot be accepted: the file that is not there still counts.
    assert cli.main(["audit", *SMALL, "--page", "old", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {one["rule"] for one in told["findings"]} == {"browser-complaint"}
    assert "axe-rule" in {one["rule"] for one in told["accepted"]}


ACCEPTED = "".join(
    f"  - {{rule: {rule}, path: old/index.html, reason: The page goes soon, until: 2027-03-01, by: Comms team}}\n"
    for rule in sorted(rules_asked("audit") - {"browser-complaint", "needs-script"})
)


def test_the_audit_refuses_what_it_cannot_look_at_in_a_sentence(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*more: str) -> str:
        assert cli.main(["audit", *SMALL, *more]) == 2
        return capsys.readouterr().err

    assert 'There is no page "/privcy/". Did you mean "/privacy/"?' in said("--page", "/privcy/")
    assert "There is no finished site in nowhere. Run `python3 build.py` first." in said(
        "--output", "nowhere"
    )
    monkeypatch.setenv("LIAISON_CHROMIUM", str(built / "content" / "site.yaml"))
    assert "did not do what it should" in said("--page", "/privacy/")
    monkeypatch.setenv("LIAISON_CHROMIUM", "nowhere")
    assert "LIAISON_CHROMIUM names the browser nowhere, but there is no such file" in said()


def test_broken_content_is_put_right_before_an_audit(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(built / "content", {"pages/privacy.md": "no fields"})
    assert cli.main(["audit", *SMALL]) == 1
    assert "Put this right first. Nothing was looked at." in capsys.readouterr().err


@pytest.mark.nightly
def test_an_older_build_is_audited_as_it_is_and_that_is_said(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(built / "content", {"pages/privacy.md": page("Privacy", "Other words.\n")})
    assert cli.main(["audit", *SMALL, "--page", "/privacy/"]) == 1
    told = capsys.readouterr()
    assert "the content would make 1 page of out differently today" in told.err
    assert "privacy/index.html: error [lost-in-print]" in told.err
    assert "Looked at 1 page in Chromium" in told.err


# What is remembered


def test_a_page_without_fault_is_not_looked_at_again_until_it_differs(
    built: Path, browsing: Browsing, tmp_path: Path
) -> None:
    draft = draft_of(built / "content")
    sound = f"<!DOCTYPE html>{HEAD.format(css='site.css')}{SKIP}<p>Some words.</p></main>".encode()
    wrong = sound.replace(b"Some words.", b"<button>Go on</button>")
    slugs = ("boroughs/north", "boroughs/south", "boroughs/far", "privacy")
    files = {f"{slug}/index.html": wrong if slug == "privacy" else sound for slug in slugs}
    site = {"site.css": STYLE.encode(), **files}
    first, looked_at = audit(draft, site, browsing, Memory())
    assert looked_at == files.keys()
    # A page with a fault is looked at until that is mended, and the longest of each template always.
    assert first.memory.clean.keys() == files.keys() - {"privacy/index.html"}
    write_memory(tmp_path / "memory.json", first.memory)
    memory = read_memory(tmp_path / "memory.json")
    assert memory == first.memory
    site["boroughs/south/index.html"] += b"<!-- more -->"
    second, looked_at = audit(draft, site, browsing, memory)
    assert looked_at == {"privacy/index.html", "boroughs/south/index.html"}
    assert (second.thorough, second.quick, second.as_before) == (2, 0, 2)


def audit(
    draft: Draft, files: Mapping[str, bytes], browsing: Browsing, memory: Memory
) -> tuple[Audited, set[str]]:
    assert draft.site is not None
    looked_at: set[str] = set()
    site = ShownSite(files, draft.site.base_url, policy_for(draft.site), day(AS_OF))
    return audit_site(draft, site, browsing, looked_at.add, memory), looked_at


def test_another_browser_and_other_headers_forget_what_was_seen(settings: Site, tmp_path: Path) -> None:
    page_bytes = b"<!DOCTYPE html>"
    policy = policy_for(settings)
    fingerprint = fingerprint_browser("156.0", policy)
    memory = Memory(fingerprint, {"index.html": "a" * 64})
    assert fingerprint_browser("157.0", policy) != fingerprint
    assert fingerprint_browser("156.0", Policy({})) != fingerprint
    assert not memory.knows("index.html", page_bytes, fingerprint)
    assert read_memory(tmp_path / "nothing.json") == Memory()
    (tmp_path / "broken.json").write_text("{", "utf-8")
    assert read_memory(tmp_path / "broken.json") == Memory()


def test_what_playwright_turns_off_in_a_browser_stays_off(browser: Browser) -> None:
    """The browser heeds only the last switch of a name, and that one is ours."""
    line = browser.new_browser_cdp_session().send("SystemInfo.getInfo")["commandLine"]
    of_playwright, ours = re.findall(r"--disable-features=(\S+)", line)
    assert set(of_playwright.split(",")) <= set(ours.split(","))


def test_a_browser_that_does_not_start_is_told_in_a_sentence(settings: Site, tmp_path: Path) -> None:
    nothing = Browsing(tmp_path / "nothing", 1)
    with pytest.raises(AuditRefused, match="did not do what it should"):
        look_at_pages(
            nothing, ShownSite({}, settings.base_url, policy_for(settings), day(AS_OF)), lambda _: {}, print
        )
