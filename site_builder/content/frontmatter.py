"""Take a content file apart: the fields between the two lines of three hyphens, then the text below them."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from site_builder.content.body import Body
from site_builder.content.characters import (
    find_refused_characters,
    normalise_line_ends,
    replace_refused_characters,
)
from site_builder.content.document import Document, Origin
from site_builder.content.empty_words import says_nothing
from site_builder.content.field_types import FILL_IN
from site_builder.content.merge_conflict import find_conflict
from site_builder.content.slug import advise_name, is_slug
from site_builder.content.sources import MOST_TEXT_BYTES
from site_builder.content.strict_yaml import YamlFields, parse_yaml
from site_builder.findings.diagnostics import Diagnostic, Fix, Place

MOST_FIELD_LINES = 200
"""Lines of front matter, the two lines of hyphens not counted."""

Findings = tuple[Diagnostic, ...]

FENCE = "---"
_MEANT_AS_FENCE = re.compile(r"[-–—−_*=]{1,}[ \t]*")
_NAMED_FENCE = re.compile(r"---[ ]?(?:yaml|yml)[ \t]*", re.IGNORECASE)
_END_OF_YAML = "..."
_OTHER_NOTATION = (
    (re.compile(r"\+\+\+[ \t]*|---[ ]?toml[ \t]*", re.IGNORECASE), "TOML"),
    (re.compile(r"\{.*|;;;[ \t]*|---[ ]?json[ \t]*", re.IGNORECASE), "JSON"),
)
"""How a file begins whose fields are written in another way, which some editors do."""
_LOOKS_LIKE_A_FIELD = re.compile(r"[A-Za-z_][\w-]*[ ]?:")
_BELONGS_TO_FIELDS = re.compile(r"\s|-|#(?!#)|$|[A-Za-z_][\w-]*[ ]?:")
_NOT_TEXT = (
    (b"PK\x03\x04", "a Word or other office document"),
    (b"\xd0\xcf\x11\xe0", "an old Word or other office document"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a document of a word processor (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\xff\xfe", 'text saved as "Unicode" (UTF-16)'),
    (b"\xfe\xff", 'text saved as "Unicode" (UTF-16)'),
)


def parse_document(path: str, content: bytes, slug: str = "") -> tuple[Document | None, Findings]:
    """Return a content file taken apart, with what is wrong with its form; no bytes make this raise.

    There is no document when the file's fields cannot be told from its text. `slug` is the short name where the file's
    name says more than that.
    """
    slug, named = _read_slug(slug or PurePosixPath(path).stem, path)
    text, decoded = _decode(path, content)
    if text is None:
        return None, named + decoded
    if conflict := find_conflict(text, path):
        return None, named + conflict
    parts, split = _split(path, text)
    if parts is None:
        return None, named + split
    fields, read = parse_yaml(parts.fields, path, parts.fields_line)
    body, excess = _read_body(path, parts)
    return _document(path, slug, fields, body), named + split + read + excess


@dataclass(frozen=True)
class _Parts:
    fields: str
    fields_line: int
    body: str
    body_line: int


def _document(path: str, slug: str, fields: YamlFields | None, body: Body) -> Document | None:
    if fields is None:
        return None
    origin = Origin(path, fields.places, fields.key_places)
    return Document(
        path, slug, fields.fields, origin, body, fields.faulty, fields.whole, repeats=fields.repeats
    )


def _read_slug(slug: str, path: str) -> tuple[str, Findings]:
    if is_slug(slug):
        return slug, ()
    message = (
        "The name of the file becomes the address of the page. "
        "Only small letters, digits and single hyphens work."
    )
    return slug, (Diagnostic(Place(path), "bad-file-name", message, advise_name(slug)),)


def _decode(path: str, content: bytes) -> tuple[str | None, Findings]:
    """Return the file as text without its byte order mark."""
    if len(content) > MOST_TEXT_BYTES:
        size, most = f"{len(content) / 1000:,.0f}", MOST_TEXT_BYTES // 1000
        return None, _whole(
            path, "too-large", f"This file has {size} kB, and {most} kB is the most.", "Make two pages of it."
        )
    for signature, what in _NOT_TEXT:
        if content.startswith(signature):
            advice = "Open it, choose Save as, and save it as plain text with the encoding UTF-8."
            return None, _whole(path, "not-text", f"This is {what}, not a plain text file.", advice)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        return None, (_not_utf8(path, content, failure.start),)
    if not text.strip():
        return None, _whole(path, "empty-file", "This file is empty.", "Fill it in, or delete it.")
    return normalise_line_ends(text), ()


def _whole(path: str, rule: str, message: str, hint: str) -> Findings:
    return (Diagnostic(Place(path, 1, 1), rule, message, hint),)


def _not_utf8(path: str, content: bytes, start: int) -> Diagnostic:
    """Return the finding for the first byte that is not UTF-8, with the character that Windows would show there."""
    before = normalise_line_ends(content[:start].decode("utf-8-sig", "replace"))
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    meant = content[start : start + 1].decode("cp1252", "replace")
    likely = f' It may be "{meant}".' if meant.isprintable() and meant != "\ufffd" else ""
    return Diagnostic(
        Place(path, line, column, column + 1),
        "not-utf-8",
        f"This character is not saved as UTF-8.{likely}",
        "Save the file again with the encoding UTF-8.",
    )


def _split(path: str, text: str) -> tuple[_Parts | None, Findings]:
    """Return the fields and the body, with the line each begins on."""
    lines = text.split("\n")
    start, opened = _find_start(path, lines)
    if start is None:
        return None, opened
    end, closed = _find_end(path, lines, start)
    found = opened + closed
    if end - start > MOST_FIELD_LINES:
        message = f"The fields take {end - start:,} lines, and {MOST_FIELD_LINES} is the most."
        hint = 'Move long text below the second line "---".'
        return None, (
            *found,
            Diagnostic(Place(path, start + MOST_FIELD_LINES + 1, 1), "too-many-lines", message, hint),
        )
    body_index = min(end if closed else end + 1, len(lines))
    return _Parts(
        "\n".join(lines[start:end]), start + 1, "\n".join(lines[body_index:]), body_index + 1
    ), found


def _find_start(path: str, lines: list[str]) -> tuple[int | None, Findings]:
    """Return the index of the first line of the fields."""
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    line = lines[first].rstrip()
    place = Place(path, first + 1, 1, len(line) + 1)
    rule, hint = (
        "missing-front-matter",
        'Write "---" on the first line of the file, and again after the fields.',
    )
    if line == FENCE:
        if not first:
            return 1, ()
        message = f"The fields begin on line {first + 1}, and must begin on line 1."
        return first + 1, (Diagnostic(place, rule, message, "Delete the empty lines above."),)
    if _MEANT_AS_FENCE.fullmatch(line.strip()) or _NAMED_FENCE.fullmatch(line):
        message = "The first line must be three hyphens and nothing else."
        fix = None if first else Fix(1, len(lines[first]) + 1, FENCE)
        return first + 1, (Diagnostic(place, rule, message, "Write: ---", fix=fix),)
    if other := next((name for begins, name in _OTHER_NOTATION if begins.fullmatch(line)), ""):
        message = f"The fields are written in {other}, and YAML is read here."
        hint = (
            'Write them between two lines of three hyphens, each on a line of its own, like "title: About". In the '
            'settings of the editor that wrote this, choose "YAML front matter".'
        )
        return None, (Diagnostic(place, rule, message, hint),)
    message = "There are no three hyphens on the first line, so the fields cannot be found."
    found = (Diagnostic(place, rule, message, hint),)
    return (first if _LOOKS_LIKE_A_FIELD.match(line) else None), found


def _find_end(path: str, lines: list[str], start: int) -> tuple[int, Findings]:
    """Return the index of the line that ends the fields, or of the first line that cannot be one of theirs."""
    # A heading stands in the text, so a line of hyphens below it is only a line.
    text = next((index for index in range(start, len(lines)) if lines[index].startswith("## ")), len(lines))
    for index in range(start, text):
        if lines[index].rstrip() == FENCE:
            return index, ()
    rule, hint = "missing-front-matter-end", 'Write "---" on a line of its own after the last field.'
    for index in range(start, text):
        line = lines[index]
        if (_MEANT_AS_FENCE.fullmatch(line) and len(line.strip()) > 1) or line.rstrip() == _END_OF_YAML:
            place = Place(path, index + 1, 1, len(line) + 1)
            fix = Fix(1, len(line) + 1, FENCE)
            lines[index] = ""
            message = "The line after the fields must be three hyphens."
            return index, (Diagnostic(place, rule, message, "Write: ---", fix=fix),)
    end = _last_field_line(lines, start) + 1
    place = Place(path, end, 1, len(lines[end - 1]) + 1)
    return end, (Diagnostic(place, rule, "The line of three hyphens after the fields is missing.", hint),)


def _last_field_line(lines: list[str], start: int) -> int:
    """Return the index of the last line that is a field for sure, when nothing marks the end of the fields."""
    last = max(start - 1, 0)
    for index in range(start, len(lines)):
        if not _BELONGS_TO_FIELDS.match(lines[index]):
            break
        if lines[index].strip():
            last = index
    return last


def _read_body(path: str, parts: _Parts) -> tuple[Body, Findings]:
    """Return the body, left empty when it is beyond the limits: turning it into HTML might never end."""
    body = Body(replace_refused_characters(parts.body), parts.body_line, path)
    found = find_refused_characters(parts.body, path, body.line) + body.excess + _find_empty_words(body)
    return Body("", body.line, path) if body.excess else body, found


def _find_empty_words(body: Body) -> Findings:
    """Return the finding on a text that only marks the place where one is to stand, like ``tbc``."""
    words = body.text.strip()
    is_mark = len(words) == 1 or any(map(str.isalnum, words))  # other signs may be Markdown's
    if not is_mark or body.excess or not says_nothing(words):
        return ()
    message = f'The text is empty: it has nothing but "{words.splitlines()[0]}".'
    return (Diagnostic(body.nearest(words), "empty-field", message, FILL_IN),)
