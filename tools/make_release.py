"""Make what a release consists of: ``python3 build.py release v1.2.0``.

The wheel, a bill of materials, the sum of each, and the words on it, from CHANGELOG.md. Nothing is sent anywhere: that
is for `.github/workflows/release.yml`, which runs this. It refuses where tag, version, changelog and citation disagree.
"""

import argparse
import datetime
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from site_builder import __version__
from tools.bill_of_materials import format_bill
from tools.changelog import UNRELEASED, VERSION, Section, find_faults, read_sections

ROOT = Path(__file__).resolve().parent.parent
NAME = "liaison-directory"
SHIPPED_LOCKS = ("build", "audit", "deploy", "print", "sheets")
"""Of what somebody installs; the others are for those who work on the program."""
CLEAN, REFUSED = 0, 1


def main(arguments: Sequence[str]) -> int:
    """Make the release into a folder, or say why not. Return 0 if it is made."""
    parser = argparse.ArgumentParser(
        prog="python3 build.py release", description=(__doc__ or "").split(":")[0]
    )
    parser.add_argument("tag", metavar="TAG", nargs="?", default=f"v{__version__}", help="like v1.2.0")
    parser.add_argument("--output", type=Path, default=Path("dist"), metavar="DIR", help="where to (dist)")
    options = parser.parse_args(arguments)
    reasons = list(find_disagreements(ROOT, options.tag, __version__))
    if reasons:
        print(*reasons, f"{options.tag} is not made.", sep="\n", file=sys.stderr)
        return REFUSED
    for file in make_release(ROOT, __version__, options.output):
        print(f"Made: {file}")
    return CLEAN


def find_disagreements(root: Path, tag: str, version: str) -> Iterator[str]:
    """Yield why this tag cannot be released from what is in `root`, each with its cure."""
    if not VERSION.fullmatch(tag.removeprefix("v")) or not tag.startswith("v"):
        yield f'The tag "{tag}" is not one: write it like v1.2.0.'
    elif tag != f"v{version}":
        cure = f'write __version__ = "{tag[1:]}" in site_builder/__init__.py'
        yield f"The tag is {tag} and the program is {version}: {cure}."
    citation = (root / "CITATION.cff").read_text("utf-8")
    cited = re.findall(r"(?m)^version: *[\"']?([^\s\"']+)", citation)
    if cited != [version]:
        yield f"CITATION.cff: write version: {version}"
    text = (root / "CHANGELOG.md").read_text("utf-8")
    yield from find_faults(text)
    yield from _find_in_changelog(read_sections(text), version, citation)


def _find_in_changelog(sections: Sequence[Section], version: str, citation: str) -> Iterator[str]:
    released = [section for section in sections if section.version != UNRELEASED]
    if not released or released[0].version != version:
        cure = f"begin a section ## [{version}] with the day of today"
        yield f"CHANGELOG.md: its newest version is not {version}: {cure}."
        return
    waiting = next((section for section in sections if section.version == UNRELEASED and section.text), None)
    if waiting:
        cure = f"move it below {version}, or take it out until it is released"
        yield f"CHANGELOG.md:{waiting.line}: something is left under {UNRELEASED}: {cure}."
    for day in re.findall(r"(?m)^date-released: *[\"']?([^\s\"']+)", citation):
        if day != released[0].day:
            yield f"CITATION.cff: {version} was released on {released[0].day} by CHANGELOG.md, and on {day} by this."


def make_release(root: Path, version: str, output_dir: Path) -> list[Path]:
    """Make every file of the release, and return them. Of one commit they are always the same."""
    output_dir.mkdir(parents=True, exist_ok=True)
    moment = _moment_of_commit(root)
    wheel = _make_wheel(root, output_dir, moment)
    locks = {name: (root / "requirements" / f"{name}.lock").read_text("utf-8") for name in SHIPPED_LOCKS}
    bill = output_dir / f"{NAME}-{version}.cdx.json"
    bill.write_text(format_bill(NAME, version, moment, locks), "utf-8", newline="\n")
    sums = output_dir / "SHA256SUMS"
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in (wheel, bill)]
    sums.write_text("".join(lines), "utf-8", newline="\n")
    notes = output_dir / "notes.md"
    sections = read_sections((root / "CHANGELOG.md").read_text("utf-8"))
    words = next(section.text for section in sections if section.version == version)
    notes.write_text(words + "\n", "utf-8", newline="\n")
    return [wheel, bill, sums, notes]


def _make_wheel(root: Path, output_dir: Path, moment: datetime.datetime) -> Path:
    settings = {**os.environ, "SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}
    for earlier in output_dir.glob("*.whl"):
        earlier.unlink()
    command = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        str(output_dir.resolve()),
    ]
    subprocess.run(command, cwd=root, env=settings, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = output_dir.glob("*.whl")
    return wheel


def _moment_of_commit(root: Path) -> datetime.datetime:
    """Return when the newest commit was made: what is made of it does not hang on the day on which it is made."""
    asked = ["git", "log", "-1", "--format=%ct"]
    said = subprocess.run(asked, cwd=root, capture_output=True, text=True, check=True).stdout
    return datetime.datetime.fromtimestamp(int(said), datetime.UTC)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
