"""Ten thousand spoilt files: none is a fault of ours, and what is published is never half of a record.

A file is spoilt as people and programs spoil files: bytes turn over, lines vanish, double or change places, signs and
whole pieces of other languages slip in. Then one of three things must be true: an error says what is wrong, in the
file itself where its record is not whole; or the plan of the site is what it was; or every record is whole and the
plan holds the page of each. Whatever is found stands on a line that its file has, and what is found in reading it
also in a column of that line.
"""

import datetime
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

import pytest

from site_builder.content.html_pieces import read_pieces
from site_builder.content.settings import Site
from site_builder.content.sources import SourceFile
from site_builder.content.validation import Records, validate_sources
from site_builder.directory.assemble import assemble_directory
from site_builder.findings.diagnostics import Diagnostic, Findings, Place
from site_builder.findings.rule import Severity
from site_builder.site.pages.job import SitePlan
from site_builder.site.pages.plan import plan_site
from site_builder.site.pages.views import Prose
from site_builder.site.rendering.markup import render_prose
from tests.sites import CHANNEL, SITE, officer, page, read_site, small_site

FILES_IN_ALL = 10_000
FILES_BY_DAY = 125
DAY = datetime.date(2026, 11, 22)
BODY = """
## Before you call

You *do not* have to know if it is a crime. These are [all the ways](report.md), and
[the helpline](../channels/helpline.md).

- one thing
- another thing

| Way | Cost |
| --- | --- |
| call | free |

Term
: What it means.
"""
RICH_OFFICER = """email: team@example.org
phone: {value: 020 7946 0123, checked: {on: 2026-11-01, by: us, how: rang}}
text: 07700 900123
since: 2026-02-01
checked:
  on: 2026-11-01
  by: us
  how: rang
"""
RICH_CHANNEL = """url: https://helpline.example.org/
schedule:
  - {days: Mo-Fr, opens: 10:00, closes: 20:30}
instead_of_voice: [call]
warnings:
  - "Two ways: call or write"
"""
SPOILT = {
    "officer": "officers/ada.md",
    "borough": "pages/boroughs/far.md",
    "channel": "channels/helpline.md",
    "page": "pages/about.md",
    "site": "site.yaml",
}
"""The file of each kind that is spoilt."""
ABOUT_ALL = frozenset({"pages/boroughs"})
"""Where findings stand that are about the whole site: they name no line."""

SIGNS = (
    *"\x00\x07\x1b\t\r\n\\\"'`@%&*!|>{}[]#?,:-~<=^$ ",
    *("\r\n", "\ufeff", "\u00a0", "\u200b", "\u2028", "\u202e", "\ufffe", "\U000e0001", "\x85"),
    *("“", "”", "‘", "’", "–", "…", "é", "e\u0301", "٣", "🏳️‍🌈", "ﬁ", "İ"),
)
YAML_PIECES = (
    *("---\n", "...\n", "%YAML 1.1\n", "%TAG ! tag:x:\n", ": ", " #", "- ", "? [a]: b\n", "? ", "<<: *a\n"),
    *(
        "&a ",
        "*a",
        "!!python/object:os.system ",
        "!!binary aGk=",
        "!<tag:x> ",
        "|\n",
        ">-\n",
        "|9\n",
        "{a: b}",
    ),
    *("[" * 3_000, "{" * 400, "- " * 500, "[[[a]]]", "a: " * 60, "'" * 99, '"\\x', '"\\uD800"', '"\\0"'),
    *("null", "~", "yes", "No", "0x1f", "0o17", "1e999", ".inf", ".nan", "-0", "9" * 5_000, "12:30:45", "<<"),
    *("2026-02-31", "0000-00-00", "0001-01-01", "9999-12-31", "2026-1-1", "١٩٩٩-١٢-٣١", "24x7"),
)
FIELD_PIECES = (
    *(
        "name: ",
        "name:\n",
        "boroughs: [north, south, far]\n",
        "boroughs: far\n",
        "liaison: {state: vacant}\n",
    ),
    *(
        "state: away\n",
        "until: 2026-01-01\n",
        "covered_by: ada\n",
        "held_back: not yet\n",
        "basis: published\n",
    ),
    *("phone: 999\n", "photo: {file: ../../x.jpg, alt: a}\n", "gss: E09000001\n", "neighbours: far\n"),
    *(
        "nav: Here\n",
        "nav_order: 0\n",
        "footer: There\n",
        "kind: emergency\n",
        "grouping: team\n",
        "levels:\n",
    ),
    *(
        "  checked: {on: 2027-01-01, by: us, how: rang}\n",
        "base_url: http://a.example/b/c/\n",
        "forces: {}\n",
    ),
)
TEXT_PIECES = (
    *("# A\n", "###### A\n", "```\n", "~~~ {.x}\n", "[a](b)", "[a](nowhere.md)", "[a]: b\n", "![a](b.png)"),
    *(
        "[^1]",
        "[^1]: a\n",
        "*[a]: b\n",
        "> " * 400,
        "  - a\n" * 100,
        "*" * 900,
        "_" * 900,
        "[" * 700,
        "<" * 999,
    ),
    *(
        "| a |\n| - |\n",
        "{: #id .class}",
        "{#x}",
        "[TOC]\n",
        "\n\n: x\n",
        "1. a\n" * 50,
        "\\" * 99,
        "    code\n",
    ),
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=y>",
        "<a href='javascript:x'>",
        "<!--",
        "-->",
        "<?x",
        "]]>",
    ),
    *(
        "<![CDATA[",
        "<div markdown=1>",
        "</p></body></html>",
        "<style>",
        "<svg/onload=a>",
        "&#0;",
        "&#xFFFFFFFF;",
    ),
    *(
        "&amp;lt;",
        "javascript:alert(1)",
        "mailto:a@b?bcc=c",
        "tel:999",
        "data:text/html,x",
        "//evil.example/x",
    ),
    *(
        "{{ view }}",
        "{% raw %}",
        "%s",
        "{0}",
        "$x",
        "020 7946 0999",
        "a@example.org",
        "\n" * 300,
        "a" * 3_000,
    ),
)
PIECES = (*SIGNS, *YAML_PIECES, *FIELD_PIECES, *TEXT_PIECES)
BYTES = (
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x80",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"PK\x03\x04",
    b"%PDF",
)

Change = tuple[str, int, int, int]
"""What is done, at which two places, and with which piece or sign."""
_MOST = 1_000_000
_WAYS = ("turn", "drop", "double", "swap", "insert", "insert", "begin", "refill", "indent", "cut", "bytes")


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_file_gives_findings_or_a_site_and_never_a_fault_of_ours(
    kind: str, tmp_path: Path, whole: bool
) -> None:
    good, seen = good_files()[SPOILT[kind]], Counter[str]()
    files = FILES_IN_ALL if whole else FILES_BY_DAY
    for changes in changes_by_chance(kind, files // len(SPOILT)):
        try:
            seen[outcome(kind, spoilt(good, changes), tmp_path)] += 1
        except Exception as fault:
            fault.add_note(f"The {kind} was spoilt by {changes}.")
            raise
    seldom = set() if whole else {"the same"}
    assert set(seen) | seldom == {"refused", "changed", "the same"}, "one of the three never came about"


def changes_by_chance(kind: str, number: int) -> Iterator[list[Change]]:
    """Yield one to three changes, so many times: the same on every run, and few enough to see which of them did it."""
    chance = random.Random(kind)
    for _ in range(number):
        yield [
            (chance.choice(_WAYS), chance.randrange(_MOST), chance.randrange(_MOST), chance.randrange(_MOST))
            for _ in range(chance.randint(1, 3))
        ]


@cache
def good_files() -> Mapping[str, bytes]:
    """Return the files of a small site with a record of every kind, each with much in it."""
    ada = officer("Ada", "north, south", more=RICH_OFFICER, body=BODY.replace("(report", "(../pages/report"))
    helpline = CHANNEL.format(name="A helpline", kind="support", phone="0800 555 111", more=RICH_CHANNEL)
    files = small_site(ada=ada) | {
        "site.yaml": SITE,
        "channels/helpline.md": helpline + "\nThey *listen*.\n",
        "pages/about.md": page("About", BODY),
        "pages/worth-reporting.md": page("Worth it?", "\n## Is it worth it?\n\nYes.\n"),
        "retired.yaml": "contacts:\n  - {value: 020 7946 0009, was: a line, evidence: a letter, level: error}\n",
    }
    needless = {f"pages/{slug}.md" for slug in ("boroughs", "officers", "coverage", "not-found")}
    return {name: text.encode() for name, text in files.items() if name not in needless}


@cache
def good_sources() -> tuple[SourceFile, ...]:
    return tuple(SourceFile(name, name, content) for name, content in good_files().items())


def spoilt(content: bytes, changes: list[Change]) -> bytes:
    for change in changes:
        content = _spoil(content, *change)
    return content


def _spoil(content: bytes, what: str, at: int, other: int, piece: int) -> bytes:
    if what in {"turn", "bytes"} and content:
        place = at % len(content)
        if what == "bytes":
            return content[:place] + BYTES[piece % len(BYTES)] + content[place:]
        return content[:place] + bytes([content[place] ^ (1 << piece % 8)]) + content[place + 1 :]
    text = content.decode("utf-8", "surrogateescape")
    changed = _spoil_text(text, what, at, other, PIECES[piece % len(PIECES)])
    return changed.encode("utf-8", "surrogateescape")


def _spoil_text(text: str, what: str, at: int, other: int, piece: str) -> str:
    if what in {"insert", "cut"}:
        place = at % (len(text) + 1)
        return text[:place] + (piece + text[place:] if what == "insert" else "")
    lines = text.split("\n")
    one, two = at % len(lines), other % len(lines)
    if what == "drop":
        del lines[one]
    elif what == "double":
        lines.insert(two, lines[one])
    elif what == "swap":
        lines[one], lines[two] = lines[two], lines[one]
    elif what == "begin":
        lines[one] = piece + lines[one]
    elif what == "refill":
        lines[one] = f"{lines[one].split(':')[0]}: {piece}"
    elif what == "indent":
        lines[one] = " " * (other % 7) + lines[one].lstrip()
    return "\n".join(lines)


def outcome(kind: str, content: bytes, folder: Path) -> str:
    """Take a spoilt file down the whole road, see that each promise is kept, and return how it ended."""
    name = SPOILT[kind]
    sources = list(good_sources())
    if kind != "site":
        sources = [SourceFile(name, name, content) if source.name == name else source for source in sources]
    site, about_site = _read_settings(content, folder) if kind == "site" else (good_settings(folder), ())
    records, about_files = validate_sources(sources)
    files = {source.path: source.content for source in sources}
    files |= {(folder / "site.yaml").as_posix(): content} if kind == "site" else {}
    _look_at_places((*about_site, *about_files), files)
    if site is None:
        assert _errors(about_site), "settings are refused without a word"
        return "refused"

    findings, plan = _plan(site, records)
    _look_at_places(findings, files)
    is_whole = kind == "site" or _is_whole(kind, records)
    assert is_whole or any(error.place.path == name for error in _errors(about_files)), (
        "refused without a word"
    )
    if _errors((*about_site, *about_files, *findings)):
        return "refused"
    assert records.failed == frozenset()
    assert plan.unpublished == ()
    assert [job.origin for job in plan.pages] == [job.origin for job in good_plan(folder).pages]
    return "the same" if plan == good_plan(folder) else "changed"


def _read_settings(content: bytes, folder: Path) -> tuple[Site | None, tuple[Diagnostic, ...]]:
    (folder / "site.yaml").write_bytes(content)
    return read_site(folder)


@cache
def good_settings(folder: Path) -> Site:
    site, found = _read_settings(good_files()["site.yaml"], folder)
    assert site is not None, found
    return site


@cache
def good_plan(folder: Path) -> SitePlan:
    records, found = validate_sources(good_sources())
    findings, plan = _plan(good_settings(folder), records)
    assert _errors((*found, *findings)) == [], "the small site has a mistake of its own"
    return plan


def _plan(site: Site, records: Records) -> tuple[tuple[Diagnostic, ...], SitePlan]:
    """Return the plan of a site, with what was found by making it and by rendering every text."""
    findings = Findings(site.severities)
    directory = findings.keep(assemble_directory(records, site, DAY))
    plan = findings.keep(plan_site(directory, records))
    for prose in {*_texts(plan), *plan.unpublished}:
        findings.add(_render(prose))
    return tuple(findings.diagnostics), plan


@lru_cache(maxsize=64)  # most texts of the site are the same each time
def _render(prose: Prose) -> tuple[Diagnostic, ...]:
    """Return what is found in a text, having seen that nothing in its page can run."""
    html, found = render_prose(prose)
    for piece in read_pieces(html):
        targets = [value.strip().lower() for name, value in piece.attributes if name in {"href", "src"}]
        assert piece.name not in {"script", "style", "svg", "iframe"}, html
        assert not [name for name, _ in piece.attributes if name.startswith("on")], html
        assert not [target for target in targets if target.startswith(("javascript:", "data:"))], html
    return found


def _texts(plan: SitePlan) -> Iterator[Prose]:
    for job in plan.pages:
        prose = getattr(job.view, "prose", None)
        if prose is not None and prose.body.text.strip():
            yield prose


def _is_whole(kind: str, records: Records) -> bool:
    slug = Path(SPOILT[kind]).stem
    whole = {
        "officer": records.officers,
        "borough": records.boroughs,
        "channel": records.channels,
        "page": records.pages,
    }
    return any(record.slug == slug for record in whole[kind])


def _errors(found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    return [finding for finding in found if finding.severity is Severity.ERROR]


def _look_at_places(found: tuple[Diagnostic, ...], files: Mapping[str, bytes]) -> None:
    """See that each finding is in a file that is there, on a line and, where asked, in a column that it has."""
    for finding in found:
        place = finding.place
        if place.path not in files and place.path.endswith(
            "/site.yaml"
        ):  # the settings are read where they lie, all else by name
            place = Place("site.yaml", *place[1:])
        assert place.path in files or (place.path in ABOUT_ALL and not place.line), finding
        if place.line:
            lines = files[place.path].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
            line = [*lines.split("\n"), ""][min(place.line - 1, lines.count("\n") + 1)]
            assert place.line <= lines.count("\n") + 1, finding
            assert place.column <= len(line) + 1, finding
            assert finding.message.strip(), finding
