"""Mistakes that no piece of a content file can show: too much of something, and faults of finished pages and themes."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from PIL import Image

from site_builder.desk.preview.faults import describe_theme_error
from site_builder.directory.history.change_record import tell_why
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.inspect.audit.page_findings import tell
from site_builder.inspect.audit.sightings import Sighting
from site_builder.inspect.gate.external_links import judge_links
from site_builder.inspect.gate.link_checker import Answer, Outcome
from site_builder.site.checks import check_site, finish_site
from site_builder.site.checks.addresses import Ground
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.contrast import find_low_contrast
from site_builder.site.rendering.theme import ThemeError, load_theme
from tests.explained import BASE, build, check_before_publishing, find_early
from tests.test_checks_rules import BODY_MISTAKES, FILE_MISTAKES, HEAD_MISTAKES, HOST, LEAVE, check, page
from tests.test_theme import SMALL, theme_of

NEVER_SEEN = frozenset({"unreadable-text"})
"""Rules that no known text breaks: they stand ready for a fault in a library."""


UNUSED = """accepted:
  - {rule: hard-to-read, path: content/pages/about.md, reason: With the lawyers, until: 2027-03-03, by: Comms team}
"""


def _content(**changed: str | bytes) -> Callable[[Path], tuple[Diagnostic, ...]]:
    """Return a build of the base with other files; in their names `__` stands for a slash and `_` for a dot."""
    files = {name.replace("__", "/").replace("_", "."): content for name, content in changed.items()}
    return lambda folder: find_early(folder, dict(BASE) | files)


def _of_a_phone() -> bytes:
    """Return a photograph that says which phone took it."""
    stream, exif = io.BytesIO(), Image.Exif()
    exif[0x0110] = "Telephone 12"
    Image.new("RGB", (8, 8), "grey").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def _with_photo() -> Mapping[str, str | bytes]:
    sam = str(BASE["officers/sam-okoro.md"]).replace(
        "\nbasis", "\nphoto: {file: sam-okoro.jpg, alt: Sam}\nbasis"
    )
    return dict(BASE) | {"officers/sam-okoro.md": sam, "officers/sam-okoro.jpg": b"not a picture"}


def _too_many_files(folder: Path) -> tuple[Diagnostic, ...]:
    (folder / "content" / "pages").mkdir(parents=True)
    for number in range(25_001):
        (folder / "content" / "pages" / f"page-{number}.md").touch()
    return find_early(folder, BASE)


def _noise(length: int) -> str:
    return "".join(Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=length))


def _low_contrast(_: Path) -> tuple[Diagnostic, ...]:
    tokens = "@layer tokens { :root { --colour-text: #999; --colour-page: #fff; } }"
    pairs = "text on page: 4.5\n"
    return find_low_contrast(
        theme_of(Path("themes"), {**SMALL, "styles/tokens.css": tokens, "contrast.yaml": pairs})
    )


def _in_body(body: str) -> Callable[[Path], tuple[Diagnostic, ...]]:
    return lambda _: check({"camden/index.html": page(body)})


def _in_head(good: str, bad: str) -> Callable[[Path], tuple[Diagnostic, ...]]:
    return lambda _: check({"camden/index.html": page().replace(good, bad)})


def _in_file(path: str, content: str) -> Callable[[Path], tuple[Diagnostic, ...]]:
    return lambda _: check({path: content})


def _broken_theme(folder: Path) -> tuple[Diagnostic, ...]:
    try:
        (folder / "themes").mkdir()
        load_theme(folder / "themes", "missing")
    except ThemeError as error:
        return tuple(found.diagnostic for found in describe_theme_error(error, folder / "themes").findings)
    return ()


def _strict(
    name: str = "", old: str = "", new: str = "", **added: str
) -> Callable[[Path], tuple[Diagnostic, ...]]:
    """Return what is asked before publishing, of the base with other words in one file and other files."""
    files = dict(BASE) | {name.replace("__", "/").replace("_", "."): text for name, text in added.items()}
    if name:
        files[name] = str(files[name]).replace(old, new)
    return lambda folder: check_before_publishing(folder, files)


def _link(outcome: Outcome, why: str = "", moved_to: str = "") -> Callable[[Path], tuple[Diagnostic, ...]]:
    """Return what is said of a link to another site that was tried."""
    url = "https://police.example.org/lgbt"
    written = {url: (Place("content/pages/about.md", 9, 14, 45),)}
    return lambda _: tuple(judge_links(written, [Answer(url, outcome, why, moved_to)]))


def _seen(rule: str, fault: str, hint: str = "") -> Callable[[Path], tuple[Diagnostic, ...]]:
    """Return what is said of a fault that a browser showed; tests/test_audit.py finds each in a real one."""
    return lambda _: tuple(tell({"camden/index.html": [Sighting(rule, fault, hint)]}, {}, {}))


STAGED: Mapping[str, Callable[[Path], tuple[Diagnostic, ...]]] = {
    **{rule: _in_file(path, content) for path, content, rule in reversed(FILE_MISTAKES)},
    **{rule: _in_head(good, bad) for good, bad, rule in reversed(HEAD_MISTAKES)},
    **{rule: _in_body(body) for body, rule in reversed(BODY_MISTAKES)},
    "dead-link": _link(Outcome.DEAD, "the site says that there is no such page (404)"),
    "draft-address": _strict(),
    "error-to-come": _strict("officers/sam-okoro.md", "review_by: 2028-01-01", "review_by: 2027-06-30"),
    "missing-publisher-contact": _strict(),
    "moved-link": _link(Outcome.FINE, moved_to="https://police.example.org/lgbt/"),
    "unchecked-link": _link(Outcome.UNSURE, "the site took too long"),
    "unused-acceptance": _strict(accepted_yaml=UNUSED),
    "bad-photo": lambda folder: build(folder, _with_photo()),
    "photo-metadata": lambda folder: find_early(
        folder, dict(BASE) | {"officers/sam-okoro.jpg": _of_a_phone()}
    ),
    "broken-geography": _content(geography__edition_yaml="edition: May 2026\n"),
    "broken-theme": _broken_theme,
    "axe-rule": _seen(
        "axe-rule",
        'the link "Call 101" breaks a rule of axe, 320 px wide in dark colours: Elements must meet minimum color '
        "contrast ratio thresholds (color-contrast).",
        "More on this: https://dequeuniversity.com/rules/axe/4.11/color-contrast",
    ),
    "browser-complaint": _seen(
        "browser-complaint", "it asks for https://liaison.example/gone.png, which is no file of this site."
    ),
    "cut-text": _seen("cut-text", 'the part "Call 101" is cut off when a reader spaces the text out.'),
    "lost-colours": _seen("lost-colours", 'in forced colours nothing shows the edge of the link "Call 101".'),
    "lost-focus": _seen("lost-focus", 'nothing marks the link "Call 101" when the Tab key gets there.'),
    "lost-in-print": _seen(
        "lost-in-print", 'on paper the number or address of the link "Call us" is missing.'
    ),
    "needs-script": _seen("needs-script", 'without script the part "Call 101" is missing.'),
    "sideways-scroll": _seen(
        "sideways-scroll",
        'the link "Call 101" reaches past the edge of a screen 320 px wide.',
        "If it is a long word or address in your text, split it or write less.",
    ),
    "unasked-motion": _seen(
        "unasked-motion", 'the link "Call 101" moves although the reader asked for less motion.'
    ),
    "shallow-history": lambda _: tell_why(Path("content"), "no-repository"),
    "heavy-page": lambda _: check({"camden/index.html": page(_noise(20_000))}),
    "heavy-photo": lambda _: check(
        {
            "camden/index.html": page('<img src="/large.webp" alt="Sam">'),
            "large.webp": _noise(50_000),
        }
    ),
    "low-contrast": _low_contrast,
    "missing-file": lambda _: check_site(
        finish_site([Artifact("index.html", page().encode())], Ground("/", HOST, LEAVE))
    ),
    "too-large": _content(pages__about_md="a" * 300_000),
    "missing-words": _content(words__pl_yaml="menu: Menu\n"),
    "too-many-files": _too_many_files,
    "unreadable-file": _content(site_yaml=b"\xff"),
}
"""How the mistake of a rule is made, in an empty folder."""
