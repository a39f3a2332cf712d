"""Derive the settings and boroughs of the example site from those of a London: ``python -m tools.make_example``.

Its officers, their pictures and the long page are written by hand and left alone. A borough keeps how it stands in
the example, which is its `liaison`, and its `surgeries`; everything else in it is the real borough's. A second run
changes nothing.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = {
    "name": 'name: "Example: LGBT+ liaison officers in London"',
    "short_name": "short_name: Example · liaison officers",
    "base_url": "base_url: https://example-site.example/",
    "publisher:\n  name": "publisher:\n  name: a made-up publisher for this example\n  contact: directory@example.org",
    "example": "example: yes\n\nsecurity_contact: security@example.org\n\n"
    "# Behind such a server each area has a card that other sites may frame.\nhosting: {host: nginx}",
    # Made-up consent may run out: the example builds on any day.
    "  lapsed-consent": "  lapsed-consent: warning",
}
"""The settings that differ from the real site's: how the line begins there, and what stands here."""

_OWN = re.compile(r"^(?:liaison|surgeries):.*\n(?:[ \t]+.*\n)*", re.MULTILINE)


def write_example(example_dir: Path, content_dir: Path) -> None:
    """Write ``site.yaml`` and ``pages/boroughs/`` into `example_dir`, and remove other boroughs there."""
    boroughs_dir = example_dir / "pages" / "boroughs"
    boroughs_dir.mkdir(parents=True, exist_ok=True)
    _write(example_dir / "site.yaml", site_text(_read(content_dir / "site.yaml")))
    real = sorted((content_dir / "pages" / "boroughs").glob("*.md"))
    names = {file.stem for file in real}
    for file in real:
        own = boroughs_dir / file.name
        _write(own, borough_text(_read(file), _read(own) if own.exists() else ""))
    for file in boroughs_dir.iterdir():
        if file.name.partition(".")[0] not in names:  # the example's own translations stand beside
            file.unlink()


def site_text(text: str) -> str:
    """Return the real site's settings with a made-up publisher; raise ValueError where one is missing."""
    kept = re.sub(r"^(?:  contact|security_contact): .*\n", "", text, flags=re.MULTILINE)
    for line, replacement in SETTINGS.items():
        kept, count = re.subn(rf"^{line}: .*$", replacement, kept, flags=re.MULTILINE)
        if count != 1:
            raise ValueError(f"site.yaml has {count} lines that begin with {line!r}, not one.")
    return kept


def borough_text(real: str, own: str) -> str:
    """Return the real borough's file standing as the example's `own` file says in `liaison`, with its surgeries."""
    opening, fields, body = real.split("---\n", 2)
    kept = "".join(found[0] for found in _OWN.finditer(own))
    return f"{opening}---\n{_OWN.sub('', fields)}{kept}---\n{body}"


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_example(ROOT / "example", ROOT / "tests" / "london")
