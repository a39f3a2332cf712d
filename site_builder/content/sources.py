"""Read the files of a content folder as they are."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from site_builder.content.left_behind import find_original, is_mark_of_a_copy, is_of_a_system, why_passed_over
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.findings.rule import Severity
from site_builder.language.languages import LANGUAGES

T = TypeVar("T")
MOST_FILES = 25_000
"""Ten thousand officers with a photograph each, in a thousand areas, are 21,000. Measured: a build of 11,000
records takes 1.3 GB, so this many texts would take 3; photographs are held besides, as heavy as they were saved."""
MOST_PHOTO_BYTES = 20_000_000
MOST_TEXT_BYTES = 256_000
PHOTO_ENDINGS = {
    **{".avif": "AVIF", ".heic": "HEIF", ".heif": "HEIF", ".jfif": "JPEG", ".jpeg": "JPEG", ".jpg": "JPEG"},
    **{".png": "PNG", ".webp": "WEBP"},
}
"""What a photograph's name may end in, and the format that each stands for."""
PICTURE_ENDINGS = PHOTO_ENDINGS.keys() | {".bmp", ".gif", ".svg", ".tif", ".tiff"}
FOLDERS = {
    **{"officers": "officer", "channels": "channel", "notices": "notice"},
    **{"pages": "page", "pages/boroughs": "borough"},
}
"""Which kind of record each folder holds."""
FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}
SITE_FILE, RETIRED_FILE, ACCEPTED_FILE = "site.yaml", "retired.yaml", "accepted.yaml"
SETTINGS = frozenset({SITE_FILE, RETIRED_FILE, ACCEPTED_FILE})
WORDS_FOLDER = "words"
"""The words that frame pages, one file for each language: ``words/pl.yaml``."""
_TRANSLATION = re.compile(r"([^.]+)\.([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\.md")
"""The name of a record's file with the code of a language: ``report.pl.md``."""
GEOGRAPHY = frozenset(
    f"geography/{name}" for name in ("edition.yaml", "districts.csv", "map.yaml", "postcodes.bin")
)
"""Generated data on postcodes and areas."""


@dataclass(frozen=True)
class SourceFile:
    """A file of the content folder.

    `path` is what a person can open, `name` the way from the content folder with forward slashes.
    """

    path: str
    name: str
    content: bytes

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the content in hexadecimal."""
        return sha256(self.content).hexdigest()

    @property
    def text(self) -> str:
        """The content as text, with a sign in the place of what is not UTF-8."""
        return self.content.decode("utf-8-sig", "replace")

    @property
    def folder(self) -> str:
        """Return the folder inside the content folder: ``officers``."""
        return self.name.rpartition("/")[0]

    @property
    def slug(self) -> str:
        """Return the short name of the page: the file name up to its first dot."""
        return self.name.rpartition("/")[2].split(".")[0]

    @property
    def language(self) -> str:
        """The code of the language that a translation names, or nothing: ``pl`` of ``report.pl.md``."""
        return language_of(self.name)

    @cached_property
    def kind(self) -> str:
        """Return officer, channel, page, borough, translation, words, settings, geography or photo, or ``stray``."""
        if self.name in SETTINGS:
            return "settings"
        if self.name in GEOGRAPHY:
            return "geography"
        ending = PurePosixPath(self.name).suffix
        if self.folder == "officers" and ending.lower() in PHOTO_ENDINGS:
            return "photo"
        if self.folder == WORDS_FOLDER and ending == ".yaml":
            return "words"
        if self.language:
            return "translation"
        return FOLDERS[self.folder] if self.folder in FOLDERS and ending == ".md" else "stray"


def digest_sources(sources: Iterable[SourceFile]) -> str:
    """Return what stands for a whole content: the SHA-256 of all names and what each file holds."""
    return digest_listed((one.name, one.digest) for one in sources)


def digest_listed(names: Iterable[tuple[str, str]]) -> str:
    """Return the same of names in order, each with what stands for what its file holds."""
    listed = "".join(f"{name}\0{digest}\n" for name, digest in names)
    return sha256(listed.encode("utf-8", "surrogateescape")).hexdigest()


def language_of(name: str) -> str:
    """Return the code of a language in a file's name, or nothing; officers have no translation, so only a known one."""
    folder, _, own = name.rpartition("/")
    found = _TRANSLATION.fullmatch(own) if folder in FOLDERS else None
    if found is None or found[2] in LANGUAGES:
        return found[2] if found else ""
    is_other = folder == "officers" or found[2].lower() == "md" or is_mark_of_a_copy(f".{found[2]}")
    return "" if is_other else found[2]


def read_sources(
    content_dir: Path, overlay_dir: Path | None = None
) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """Return the files in the order of their names; a folder of the overlay stands in for the content's of that name.

    The overlay's files at the top replace single files. What we never read is a finding, not an error of ours.
    """
    found: list[Diagnostic] = []
    names = _names(content_dir, found)
    if overlay_dir is not None:
        names = _lay_over(names, _names(overlay_dir, found))
    if len(names) > MOST_FILES:
        hint = f"A directory has at most {MOST_FILES:,}. Is --content the right folder?"
        return (), (
            Diagnostic(
                Place(content_dir.as_posix()), "too-many-files", f"There are {len(names):,} files here.", hint
            ),
        )
    sources = [source for name in sorted(names) if (source := _read(name, names[name], found))]
    return tuple(sources), tuple(found)


def take_sources(
    content_dir: Path,
    files: Mapping[str, bytes],
    overlay_dir: Path | None = None,
    over: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[SourceFile, ...]:
    """Return the same of what an earlier version of the folders holds, each file by its way from there."""
    within = {name: (content_dir, content) for name, content in files.items() if _is_read(name)}
    if overlay_dir is not None:
        above = {name: (overlay_dir, content) for name, content in over.items() if _is_read(name)}
        within = _lay_over(within, above)
    return tuple(
        SourceFile((folder / name).as_posix(), name, content)
        for name, (folder, content) in sorted(within.items())
        if len(content) <= _most_bytes(name)
    )


def _lay_over(names: Mapping[str, T], over: Mapping[str, T]) -> dict[str, T]:
    replaced = {name.rpartition("/")[0] for name in over} & {"officers", "pages/boroughs"}
    return {**{name: one for name, one in names.items() if name.rpartition("/")[0] not in replaced}, **over}


def _names(folder: Path, found: list[Diagnostic]) -> dict[str, Path]:
    """Map each name that we read to its file."""
    names = {}
    for file in _files(folder):
        name = file.relative_to(folder).as_posix()
        if complaint := _complaint(name, file):
            found.append(complaint)
        else:
            names[name] = file
    present: dict[str, set[str]] = defaultdict(set)
    for name in names:
        present[name.rpartition("/")[0]].add(name.rpartition("/")[2])
    copies = {name: original for name in names if (original := _original(name, present))}
    found += (_copy(names[name], original) for name, original in copies.items())
    return {name: file for name, file in names.items() if name not in copies}


def _original(name: str, present: Mapping[str, Collection[str]]) -> str:
    """Return the name of the record or photo that this one is an unwanted copy of; `present` are names by folder."""
    folder, _, own = name.rpartition("/")
    if folder not in FOLDERS:
        return ""
    return find_original(own, present[folder])


def _copy(file: Path, original: str) -> Diagnostic:
    message = f'"{file.name}" looks like a copy of "{original}", so it is not read.'
    hint = "If something in it is newer, move that into the other file. Then delete this one."
    return Diagnostic(Place(file.as_posix()), "unexpected-file", message, hint, Severity.NOTICE)


def _files(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if is_of_a_system(entry.name):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry)
        else:
            yield entry


def _complaint(name: str, file: Path) -> Diagnostic | None:
    """Return why a file is passed over; one that may be meant as a page is read, so that its mistake can be told."""
    place = Place(file.as_posix())
    if file.is_symlink() or not file.is_file():
        hint = "Put the file itself here."
        return Diagnostic(
            place, "unexpected-file", "This is a link to another place, which is not followed.", hint
        )
    if why := why_passed_over(file.name):
        message = f'"{file.name}" {why}. It is not read.'
        return Diagnostic(
            place, "unexpected-file", message, "If nobody needs it, delete it.", Severity.NOTICE
        )
    if _is_read(name):
        return None
    message = f'"{file.name}" is not part of the directory and will not be published.'
    return Diagnostic(place, "unexpected-file", message, "Move it elsewhere.", Severity.WARNING)


def _is_read(name: str) -> bool:
    read = {*FOLDERS, WORDS_FOLDER}
    return name in SETTINGS | GEOGRAPHY or name.rpartition("/")[0] in read or name.lower().endswith(".md")


def _most_bytes(name: str) -> int:
    return MOST_TEXT_BYTES if not name.startswith("officers/") or name.endswith(".md") else MOST_PHOTO_BYTES


def _read(name: str, file: Path, found: list[Diagnostic]) -> SourceFile | None:
    most = _most_bytes(name)
    try:
        with file.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as error:
        message = f"This file cannot be read: {error.strerror}."
        hint = "Check that it exists and that you may open it."
        found.append(Diagnostic(Place(file.as_posix()), "unreadable-file", message, hint))
        return None
    if len(content) > most:
        message = f"This file has more than {most // 1000:,} kB."
        hint = "Make it smaller, or split it in two."
        found.append(Diagnostic(Place(file.as_posix()), "too-large", message, hint))
        return None
    return SourceFile(file.as_posix(), name, content)
