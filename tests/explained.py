"""A small content folder in which the explanations of rules are tried: what an explanation shows is written into it."""

import datetime
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from PIL import Image

from site_builder.directory.judgement import Folders, judge_folders
from site_builder.findings.diagnostics import Diagnostic
from site_builder.findings.rule import Rule
from site_builder.inspect.gate.check import check_content
from site_builder.language.words import read_english
from site_builder.pipeline import BuildOptions, Makers, build_site, check_draft, make_site
from site_builder.site.rendering.theme import load_theme
from tests.sites import BOROUGH, CHANNEL, SITE, officer, page, write_files

THEMES_DIR = Path(__file__).resolve().parent.parent / "themes"
DAY = datetime.date(2026, 11, 22)
ONE_THEME = cache(load_theme)  # the theme is the same for all, and slow to load
T = TypeVar("T")
NEIGHBOURS = {
    "brackenfold": "ashwick, cindermere, elderholt",
    "ashwick": "brackenfold, elderholt",
    "cindermere": "brackenfold",
    "elderholt": "brackenfold, ashwick",
}
UNLISTED = "liaison: {state: unlisted}\n"
CONSENT = (
    "consent: {by: the officer, on: 2026-01-01, review_by: 2028-01-01, fields: [email, phone, photo, body]}\n"
)
CONTACT = "email: team@example.org\nchecked: {on: 2026-11-01, by: us, how: rang}\n"
PHOTO = "photo: {file: sam-okoro.jpg, alt: Sam}\n"
RETIRED = """contacts:
  - {value: 020 7946 0999, was: an old helpline, replace_with: galop, evidence: its website, level: error}
names:
  - {value: Text Relay, now: Relay UK, level: error}
"""


def picture() -> bytes:
    """Return a small photograph."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(stream, "JPEG")
    return stream.getvalue()


def _in_fenmoor(file: str) -> str:
    """Return a file with the force and the codes that the explanations use, those of `example-region/`."""
    return file.replace("E09", "X01").replace("  met:", "  fenmoor:").replace("force: met", "force: fenmoor")


def _borough(slug: str, number: int) -> str:
    return _in_fenmoor(BOROUGH).format(
        name=slug.capitalize(),
        number=number,
        slug=slug,
        grouping="",
        neighbours=NEIGHBOURS[slug],
        more=UNLISTED if slug in {"brackenfold", "cindermere"} else "",
    )


def _sam(more: str = "") -> str:
    return re.sub(r"consent: .*\n", CONSENT, officer("Sam Okoro", "ashwick", more=CONTACT + more))


BASE: Mapping[str, str | bytes] = {
    "site.yaml": _in_fenmoor(SITE)
    .replace("X01000003]", "X01000003, X01000004]")
    .replace("helpline", "galop"),
    "retired.yaml": RETIRED,
    "channels/call.md": CHANNEL.format(
        name="The police line", kind="police-non-emergency", phone="101", more='textphone: "18001 101"\n'
    ),
    "channels/galop.md": CHANNEL.format(
        name="A helpline", kind="support", phone="020 7946 0001", more="url: https://helpline.example.org/\n"
    ),
    "channels/switchboard.md": CHANNEL.format(
        name="Another helpline", kind="support", phone="020 7946 0009", more=""
    ),
    **{f"pages/boroughs/{slug}.md": _borough(slug, number) for number, slug in enumerate(NEIGHBOURS, 1)},
    **{
        f"pages/{slug}.md": page(f"The {slug} page")
        for slug in (
            "about",
            "home",
            "boroughs",
            "officers",
            "report",
            "coverage",
            "accessibility",
            "not-found",
        )
    },
    "pages/who-can-help.md": page("Who else can help"),
    "pages/opening-hours.md": page("When we are open"),
    "officers/sam-okoro.md": _sam(),
    "officers/robin-adeyemi-hale.md": officer("Robin Adeyemi-Hale", "elderholt"),
}
"""A content folder without a mistake."""

POLISH: Mapping[str, str | bytes] = {
    "words/pl.yaml": "".join(f"{name}: {json.dumps(words)}\n" for name, words in read_english().said.items()),
    "pages/about.pl.md": (
        "---\ntitle: O tej stronie\nsummary: Kto prowadzi tę stronę.\nreviewed_by: tłumaczka\n"
        "reviewed: 2026-11-21\ntranslates: 4a50e8bc\n---\n\nTekst.\n"
    ),
}
"""A translation, and the words that frame it."""

NEEDED: Mapping[str, Mapping[str, str | bytes]] = {
    "made-up-contact": {
        "site.yaml": re.sub(r"levels:.*\n", "", str(BASE["site.yaml"]).replace("example: yes", "example: no"))
    },
    "missing-liaison": {
        "pages/boroughs/brackenfold.md": str(BASE["pages/boroughs/brackenfold.md"]).replace(UNLISTED, "")
    },
    "missing-photo": {"officers/sam-okoro.jpg": picture()},
    "repeated-description": {
        "pages/about.md": page("The about page").replace(
            "What stands on the page called The about page.", "How we work."
        )
    },
    **dict.fromkeys(
        (
            "lost-translation",
            "other-number",
            "other-telephone",
            "outdated-translation",
            "repeated-fact",
            "unknown-language",
            "unknown-words",
        ),
        POLISH,
    ),
    "repeated-title": {"pages/about.md": page("How we work")},
    "unused-photo": {"officers/sam-okoro.md": _sam(PHOTO), "officers/sam-okoro.jpg": picture()},
}
"""Further files in which the mistake of a rule can be made."""

NEEDED_AFTER: Mapping[str, Mapping[str, str | bytes]] = {
    "unlisted-area": {"officers/alex-penrose-marsh.md": officer("Alex Penrose-Marsh", "brackenfold")},
}
"""Further files that belong to what is put right."""


def find_early(folder: Path, files: Mapping[str, str | bytes]) -> tuple[Diagnostic, ...]:
    """Return what is found in content files before any page is made; `folder` is the current one, and empty."""
    content_dir = write_files(folder / "content", files).relative_to(folder)
    return judge_folders(Folders(content_dir, None, DAY)).findings.sorted()


def find_whole(folder: Path, files: Mapping[str, str | bytes]) -> tuple[Diagnostic, ...]:
    """Return what is found in content files and the pages made of them; `folder` is the current one, and empty."""
    content_dir = write_files(folder / "content", files).relative_to(folder)
    options = BuildOptions(content_dir, folder / "public", THEMES_DIR, "liaison", DAY)
    return check_draft(make_site(options, _unseen, Makers(load_theme=ONE_THEME))).findings.sorted()


def _unseen(things: Iterable[T], label: str, count: int) -> Iterator[T]:
    return iter(things)


def build(folder: Path, files: Mapping[str, str | bytes]) -> tuple[Diagnostic, ...]:
    """Return what is found when a site is built; `folder` is the current one, and empty."""
    content_dir = write_files(folder / "content", files).relative_to(folder)
    options = BuildOptions(content_dir, folder / "public", THEMES_DIR, "liaison", DAY)
    return build_site(options, _unseen).findings.sorted()


def content_with(rule: Rule, piece: str, *, is_mended: bool) -> dict[str, str | bytes]:
    """Return the content folder with a piece of an explanation in it."""
    files = dict(BASE) | dict(NEEDED.get(rule.name, {}))
    if is_mended:
        files |= NEEDED_AFTER.get(rule.name, {})
    if rule.part == "name":
        return _renamed(files, rule, piece)
    if not piece:
        del files[rule.where]
        return files
    files[rule.where] = _written(rule, str(files.get(rule.where, "")), _grown(piece))
    return files


def _renamed(files: dict[str, str | bytes], rule: Rule, name: str) -> dict[str, str | bytes]:
    before, after = str(rule.before), str(rule.after)
    content = files.get(after, b"")
    if name != after:
        files.pop(after, None)
    content = (
        {"docx": b"PK\x03\x04 the rest of a Word file", "jpg": picture()}.get(
            before.rpartition(".")[2], content
        )
        if name == before
        else content
    )
    return files | {name: content}


def _grown(piece: str) -> str:
    """Return a piece with much more of the same for each `…`."""
    long = re.sub(r"(\n +- [^\n]+)\n +- …", lambda found: found[1] * 300, piece)
    long = re.sub(r"(\[|, )([^,\[]+), …\]", lambda found: f"{found[1]}{', '.join([found[2]] * 3_000)}]", long)
    return long.replace(" …", " and so on" * 300)


def _written(rule: Rule, file: str, piece: str) -> str | bytes:
    if rule.part == "file":
        return piece
    if rule.part == "text":
        return file.rpartition("---\n")[0] + "---\n" + piece + "\n"
    written = _with_fields(file, piece)
    return written.encode().replace("\ufffd".encode(), b"\xeb")  # as Windows-1252 has it


def _with_fields(file: str, piece: str) -> str:
    """Return a file with some fields put in, first of all, in place of those of the same name."""
    names = re.findall(r"^([a-z_]+)\s*:", piece, re.MULTILINE)
    kept = re.sub(rf"^(?:{'|'.join(names or ['-'])}):.*\n(?:[ -] .*\n)*", "", file, flags=re.MULTILINE)
    return kept.replace("---\n", f"---\n{piece}\n", 1) if file.startswith("---") else f"{piece}\n{kept}"


def check_before_publishing(folder: Path, files: Mapping[str, str | bytes]) -> tuple[Diagnostic, ...]:
    """Return what the gate finds; `folder` is the current one, and empty."""
    content_dir = write_files(folder / "content", files).relative_to(folder)
    options = BuildOptions(content_dir, folder / "public", THEMES_DIR, "liaison", DAY)
    progress = lambda things, label, count: iter(things)  # noqa: E731
    return check_content(options, progress, is_strict=True).findings.sorted()
