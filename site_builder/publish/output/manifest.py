"""The list of the files that are ours. It lies beside the output folder, never in it, and holds no dates.

A file that the manifest does not name was not made by this program, and is never removed by it.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any

from site_builder.publish.output.publish_refusals import PublishRefused
from site_builder.publish.output.safe_paths import is_safe_name, require_safe_paths
from site_builder.site.pages.job import PageWords
from site_builder.site.rendering.artifact import Artifact

FORMAT_VERSION = 1
_HEXADECIMAL = "[0-9a-f]{64}"
_SHA256 = re.compile(_HEXADECIMAL)


@dataclass(frozen=True)
class Fingerprint:
    """What is known of a file's content: its SHA-256 in hexadecimal and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class About:
    """What a person would want to know of a site before it goes online: where it will stand, and its pages by path.

    `content` stands for the content that it was made from (`digest_sources`). Of a site that an older program made it
    is not known whether its publisher `has_contact`; it counts as having one.
    """

    base_url: str = ""
    example: bool = False
    pages: Mapping[str, PageWords] = field(default_factory=dict)
    content: str = ""
    has_contact: bool = True


NOTHING_SAID = About()


@dataclass(frozen=True)
class Manifest:
    """The files of one published site by path, and the names at its top that belong to somebody else."""

    files: Mapping[str, Fingerprint] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    about: About = NOTHING_SAID


def describe_site(
    artifacts: Iterable[Artifact], kept: frozenset[str], about: About = NOTHING_SAID
) -> Manifest:
    """Return the manifest of a site that is about to be published."""
    files = {artifact.path: Fingerprint(artifact.digest, len(artifact.content)) for artifact in artifacts}
    return Manifest(files, kept, about)


def fingerprint(content: bytes) -> Fingerprint:
    """Return what the manifest remembers of a file."""
    return Fingerprint(sha256(content).hexdigest(), len(content))


def format_manifest(manifest: Manifest) -> bytes:
    """Return the one way to write this manifest down: equal manifests are equal bytes."""
    content = describe_manifest(manifest)
    return (json.dumps(content, ensure_ascii=True, indent=1, sort_keys=True) + "\n").encode()


def revise_manifest(
    manifest: bytes, content: str, files: Mapping[str, tuple[Fingerprint, str]]
) -> tuple[bytes, frozenset[str]]:
    """Return a written manifest with other fingerprints and marks of some files, and which of them are others.

    `content` stands for what the site is made from now.
    It is not read: all its rows would take longer than the rest of publishing one page. Raises ValueError where it does
    not have each of these files once, or says that something is kept for somebody.
    """
    if b'\n "kept": []' not in manifest:
        raise ValueError("kept")
    manifest = _put_into(manifest, ('\n  "content": "', '",'), (f"{_HEXADECIMAL}|",), (content,))
    changed = set()
    for path, (print_now, mark) in files.items():
        before = manifest
        row = f'\n  {json.dumps(path)}: {{\n   "sha256": "', '",\n   "size": ', "\n  }"
        manifest = _put_into(manifest, row, (_HEXADECIMAL, r"\d+"), (print_now.sha256, str(print_now.size)))
        changed |= {path} if manifest != before else set()
        page = f'\n   {json.dumps(path)}: {{\n    "mark": "', '",'
        if page[0].encode() in manifest:
            manifest = _put_into(manifest, page, (r"[0-9a-f]*",), (mark,))
    return manifest, frozenset(changed)


def _put_into(manifest: bytes, row: Sequence[str], patterns: Sequence[str], values: Sequence[str]) -> bytes:
    """Return a manifest with other values between the parts of a row that stands in it once."""
    written = "".join(
        re.escape(part) + f"(?:{value})" * bool(value)
        for part, value in zip_longest(row, patterns, fillvalue="")
    )
    renewed = "".join(part + value for part, value in zip_longest(row, values, fillvalue=""))
    manifest, count = re.subn(written.encode(), lambda _: renewed.encode(), manifest)
    if count != 1:
        raise ValueError("another row")
    return manifest


def describe_manifest(manifest: Manifest) -> dict[str, Any]:
    """Return a manifest as plain values, which can be written into a larger file."""
    files = {path: {"sha256": mark.sha256, "size": mark.size} for path, mark in manifest.files.items()}
    content = {"format": FORMAT_VERSION, "files": files, "kept": sorted(manifest.kept)}
    return (
        content if manifest.about == NOTHING_SAID else {**content, "about": _describe_about(manifest.about)}
    )


def read_manifest(manifest_file: Path) -> Manifest | None:
    """Return the manifest, or None where there is none; raise PublishRefused if it cannot be understood."""
    try:
        content = manifest_file.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return parse_manifest(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise PublishRefused(
            f"{manifest_file.name}, the list of the files that this program made, cannot be read. "
            "Bring it back from a copy, or delete it together with the folder it describes."
        ) from error


def parse_manifest(content: Mapping[str, Any]) -> Manifest:
    """Return the manifest that these plain values describe; raise ValueError, TypeError or KeyError if they do not.

    A host or a disk may say anything: no path in what is returned leads out of the site.
    """
    if content["format"] != FORMAT_VERSION:
        raise ValueError("another format")
    files = {path: _parse_fingerprint(mark) for path, mark in content["files"].items()}
    require_safe_paths(files)
    kept = content["kept"]
    if not (isinstance(kept, list) and all(isinstance(name, str) for name in kept)):
        raise TypeError("kept")
    if not all(map(is_safe_name, kept)):
        raise ValueError("kept")
    return Manifest(files, frozenset(kept), _parse_about(content.get("about", {})))


def _describe_about(about: About) -> dict[str, Any]:
    pages = {
        path: {
            "title": words.title,
            "serves": list(words.serves),
            "state": words.state,
            "mark": words.mark,
        }
        for path, words in about.pages.items()
    }
    return {
        "base_url": about.base_url,
        "content": about.content,
        "example": about.example,
        "has_contact": about.has_contact,
        "pages": pages,
    }


def _parse_about(content: Mapping[str, Any]) -> About:
    pages = {
        path: PageWords(
            str(words["title"]),
            tuple(map(str, words["serves"])),
            str(words["state"]),
            str(words.get("mark", "")),
        )
        for path, words in content.get("pages", {}).items()
    }
    require_safe_paths(pages)
    made_from = str(content.get("content", ""))
    return About(
        str(content.get("base_url", "")),
        bool(content.get("example", False)),
        pages,
        made_from,
        bool(content.get("has_contact", True)),
    )


def _parse_fingerprint(mark: dict[str, Any]) -> Fingerprint:
    found = Fingerprint(mark["sha256"], mark["size"])
    if not (isinstance(found.sha256, str) and isinstance(found.size, int)):
        raise TypeError("fingerprint")
    if not _SHA256.fullmatch(found.sha256):  # a host keeps files under this name
        raise ValueError("fingerprint")
    return found
