"""Write the settings, officers, pictures and boroughs of the example site: ``python -m tools.make_example``.

The people stand in `example_people.py`. Boroughs are those of the real content with nothing changed but how
the area stands. A second run changes nothing. The long page is written by hand and left alone.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml
from PIL import Image

from tools.example_people import COURIER, GAPS, GAZETTE, PEOPLE, PUBLISHERS, Gap, Person
from tools.example_portraits import draw_portrait

ROOT = Path(__file__).resolve().parent.parent
INTRODUCTION = "A made-up officer, for this example only."
SETTINGS = {
    "name": 'name: "Example: LGBT+ liaison officers in London"',
    "short_name": "short_name: Example · liaison officers",
    "base_url": "base_url: https://example-site.example/",
    "publisher:\n  name": "publisher:\n  name: a made-up publisher for this example\n  contact: directory@example.org",
    "example": "example: yes\n\nsecurity_contact: security@example.org",
    # Made-up consent may run out: the example builds on any day.
    "  lapsed-consent": "  lapsed-consent: warning",
}
"""The settings that differ from the real site's: how the line begins there, and what stands here."""

Value = str | Sequence[str] | Mapping[str, "Value | None"]
"""What stands behind a field: a line of text, a list of lines, or a group of fields."""


def write_example(example_dir: Path, content_dir: Path) -> None:
    """Write ``site.yaml``, ``officers/`` and ``pages/boroughs/`` into `example_dir`.

    Other files in the two folders are removed.
    """
    officers_dir = example_dir / "officers"
    boroughs_dir = example_dir / "pages" / "boroughs"
    for folder in (officers_dir, boroughs_dir):
        folder.mkdir(parents=True, exist_ok=True)
    pictures = {
        f"{person.slug}.png": draw_portrait(person.portrait.pattern, person.slug)
        for person in PEOPLE
        if person.portrait
    }
    texts = {f"{person.slug}.md": officer_text(person) for person in PEOPLE}
    boroughs = {
        file.name: borough_text(file.read_text(encoding="utf-8"), file.stem)
        for file in sorted((content_dir / "pages" / "boroughs").glob("*.md"))
    }
    site = site_text((content_dir / "site.yaml").read_text(encoding="utf-8"))
    _write_texts(example_dir, {"site.yaml": site})
    _write_texts(officers_dir, texts)
    _write_texts(boroughs_dir, boroughs)
    for name, picture in pictures.items():
        _save_picture(officers_dir / name, picture)
    _remove_others(officers_dir, {*texts, *pictures})
    _remove_others(boroughs_dir, set(boroughs))


def site_text(text: str) -> str:
    """Return the real site's settings with a made-up publisher; raise ValueError where one is missing."""
    kept = re.sub(r"^(?:  contact|security_contact): .*\n", "", text, flags=re.MULTILINE)
    for line, replacement in SETTINGS.items():
        kept, count = re.subn(rf"^{line}: .*$", replacement, kept, flags=re.MULTILINE)
        if count != 1:
            raise ValueError(f"site.yaml has {count} lines that begin with {line!r}, not one.")
    return kept


def officer_text(person: Person) -> str:
    """Return the file of an officer: fields in the order of the content guide, then the text."""
    front_matter = "\n".join(_field_lines(_officer_fields(person)))
    return f"---\n{front_matter}\n---\n{_officer_body(person)}"


def borough_text(text: str, slug: str) -> str:
    """Return a borough's file with the example's `liaison` in place of the real one."""
    opening, fields, body = text.split("---\n", 2)
    kept = re.sub(r"^liaison:.*\n(?:[ \t]+.*\n)*", "", fields, flags=re.MULTILINE)
    gap = "".join(f"{line}\n" for line in _field_lines({"liaison": _liaison(slug)}))
    return f"{opening}---\n{kept}{gap}---\n{body}"


def _officer_fields(person: Person) -> dict[str, Value | None]:
    basic: dict[str, Value | None] = {
        "name": person.name,
        "rank": person.rank,
        "role": person.role,
        "boroughs": person.boroughs.split(),
        "post": person.post,
        "state": person.state,
        "since": person.since,
        "until": person.until,
        "covered_by": person.covered_by,
        "source": _source(person.slug, person.publisher, person.published),
        "checked": _check(person.checked, person.how) if person.checked else None,
        "basis": "consent" if person.consented else "published",
    }
    personal = {name: value for name, value in _personal_fields(person).items() if value}
    return {**basic, "consent": _consent(person, [*personal, "body"]), **personal}


def _personal_fields(person: Person) -> dict[str, Value | None]:
    """Return the fields that an officer has to agree to."""
    return {
        "email": _contact(person, "email", f"{person.slug.replace('-', '.')}@example.org"),
        "phone": _contact(person, "phone", f"020 7946 0{person.line}"),
        "text": _contact(person, "text", f"07700 900{person.line}"),
        "photo": {"file": f"{person.slug}.png", "alt": person.portrait.alt} if person.portrait else None,
        "pronouns": person.pronouns,
        "languages": person.languages,
        "availability": person.availability,
        "reply_time": person.reply_time,
        "helps_with": person.helps_with,
        "cannot_help_with": person.cannot_help_with,
    }


def _contact(person: Person, kind: str, value: str) -> Value | None:
    if kind not in person.reach.split():
        return None
    if kind in person.recheck:
        return {"value": value, "checked": _check(*person.recheck[kind])}
    return value


def _source(slug: str, publisher: str, published: str) -> Value:
    return {
        "publisher": publisher,
        "url": f"{PUBLISHERS[publisher]}/{published[:4]}/{slug}",
        "published": published,
    }


def _check(day: str, how: str) -> Value:
    return {"on": day, "by": "Example editor", "how": how}


def _consent(person: Person, fields: list[str]) -> Value | None:
    if not person.consented:
        return None
    return {
        "by": "the officer, by email",
        "on": person.consented,
        "review_by": person.review_by,
        "fields": fields,
    }


def _officer_body(person: Person) -> str:
    """Return the Markdown below the fields; without consent there is none."""
    if not person.consented:
        return ""
    if person.body.startswith("A made-up officer"):
        return f"\n{person.body}"
    return f"\n{INTRODUCTION}\n" + (f"\n{person.body}\n" if person.body else "")


def _liaison(slug: str) -> Value | None:
    gap = GAPS.get(slug)
    if gap is None:
        return None
    if not gap.published:
        return {"state": "unlisted"}
    return _vacancy(gap, slug)


def _vacancy(gap: Gap, slug: str) -> Value:
    publisher = COURIER if len(gap.published) < len("2026-01-01") else GAZETTE
    return {
        "state": "vacant",
        "since": gap.since,
        "source": _source(f"no-liaison-officer-in-{slug}", publisher, gap.published),
        "covered_by": gap.covered_by,
    }


def _field_lines(fields: Mapping[str, Value | None], indent: str = "") -> Iterator[str]:
    """Yield the lines of a front matter as an editor would write them; empty fields are left out."""
    for name, value in fields.items():
        if not value:
            continue
        if isinstance(value, str):
            yield f"{indent}{name}: {_scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{indent}{name}:"
            yield from _field_lines(value, f"{indent}  ")
        else:
            yield f"{indent}{name}:"
            yield from (f"{indent}  - {_scalar(entry)}" for entry in value)


def _scalar(text: str) -> str:
    """Return the text as YAML, in quotation marks only where it would otherwise be read as something else."""
    try:
        node = yaml.compose(text)
    except yaml.YAMLError:
        node = None
    plain = isinstance(node, yaml.ScalarNode) and node.style is None and node.value == text
    return text if plain else json.dumps(text, ensure_ascii=False)


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _save_picture(file: Path, picture: Image.Image) -> None:
    """Save a picture unless the file shows the same: other releases of zlib pack equal pixels differently."""
    if file.exists():
        with Image.open(file) as old:
            if old.convert("RGB").tobytes() == picture.convert("RGB").tobytes():
                return
    picture.save(file, optimize=True)


def _remove_others(folder: Path, names: set[str]) -> None:
    for file in folder.iterdir():
        if file.name not in names:
            file.unlink()


if __name__ == "__main__":
    write_example(ROOT / "example", ROOT / "content")
