"""The files of a theme and of the themes it builds on, read into memory before anything is made of them."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from site_builder.content.left_behind import is_of_a_system, why_passed_over
from site_builder.content.merge_conflict import find_conflict
from site_builder.findings.diagnostics import Place, suggest
from site_builder.findings.front_door import PROGRAM_DIR


class ThemeError(Exception):
    """A theme that cannot be used: `place` is the file and line, `message` says what is wrong in plain words."""

    def __init__(self, place: Place, message: str) -> None:
        """Keep the place apart from the words."""
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


@dataclass(frozen=True)
class ThemeFile:
    """A file of a theme: `path` counts from the theme's folder, `shown_path` is what a person would open."""

    path: str
    shown_path: str
    content: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The file as text; raises ThemeError when it is not UTF-8, or holds two versions of one line."""
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ThemeError(
                Place(self.shown_path), "This file is not UTF-8 text. Save it as UTF-8."
            ) from error
        for conflict in find_conflict(text, self.shown_path):
            raise ThemeError(conflict.place, f"{conflict.message} {conflict.hint}")
        return text

    def fields(self) -> dict[str, object]:
        """Return the fields of a YAML file; raises ThemeError when it is not a list of names and values."""
        try:
            value = yaml.safe_load(self.text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or "it is not YAML"
            raise ThemeError(
                Place(self.shown_path, mark.line + 1 if mark else 0), f"This cannot be read: {problem}."
            ) from error
        if not isinstance(value, dict):
            raise ThemeError(
                Place(self.shown_path, 1), "This file should hold names and values, like `name: liaison`."
            )
        return {str(name): content for name, content in value.items()}


@dataclass(frozen=True)
class ThemeFolder:
    """One theme's own files, by path."""

    name: str
    files: Mapping[str, ThemeFile] = field(hash=False)


def read_lineage(themes_dir: Path, name: str) -> tuple[ThemeFolder, ...]:
    """Read a theme and those it builds on, the oldest parent first; raises ThemeError when one is missing.

    What is not in `themes_dir` is one of the program's own.
    """
    lineage: list[ThemeFolder] = []
    wanted, asked_by = name, Place(f"{themes_dir.name}/{name}")
    while wanted:
        if wanted in [folder.name for folder in lineage]:
            raise ThemeError(asked_by, f"The theme `{wanted}` builds on itself. Take out one `parent`.")
        folder = _read_folder(themes_dir, wanted, asked_by)
        lineage.insert(0, folder)
        wanted, asked_by = _parent(folder)
    return tuple(lineage)


def merge_files(lineage: tuple[ThemeFolder, ...]) -> dict[str, ThemeFile]:
    """Put the files together: a child's file replaces its parent's, a child's component the whole folder."""
    merged: dict[str, ThemeFile] = {}
    for folder in lineage:
        own = {_component_dir(path) for path in folder.files} - {""}
        kept = {path: file for path, file in merged.items() if _component_dir(path) not in own}
        merged = {**kept, **folder.files}
    return dict(sorted(merged.items()))


def _read_folder(themes_dir: Path, name: str, asked_by: Place) -> ThemeFolder:
    places = (themes_dir, Path(PROGRAM_DIR, "themes"))
    folder = next((place / name for place in places if (place / name / "theme.yaml").is_file()), None)
    if folder is None:
        known = sorted({file.parent.name for place in places for file in place.glob("*/theme.yaml")})
        hint = suggest(name, known) or f"There is: {', '.join(known)}."
        raise ThemeError(asked_by, f"There is no theme `{name}` with a theme.yaml. {hint}")
    shown = f"{themes_dir.name}/{folder.name}"
    paths = sorted(_list_paths(str(folder), ""), key=lambda path: path.split("/"))
    return ThemeFolder(name, {path: _read_file(str(folder), shown, path) for path in paths})


def _list_paths(folder: str, above: str) -> Iterator[str]:
    """Yield the path of each file in a folder that is not hidden, after the folders `above` it."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if _is_hidden(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _list_paths(entry.path, f"{above}{entry.name}/")
            elif entry.is_file():
                yield f"{above}{entry.name}"


def _read_file(folder: str, shown: str, path: str) -> ThemeFile:
    with open(f"{folder}/{path}", "rb") as file:  # a hundred of them: `Path` takes longer than the disk
        content = file.read()
    # As git tells texts from pictures: a text has no byte of zero. Windows ends its lines in its own way.
    own = content if b"\0" in content else content.replace(b"\r\n", b"\n")
    return ThemeFile(path, f"{shown}/{path}", own)


def _is_hidden(name: str) -> bool:
    return name.startswith("__") or is_of_a_system(name) or bool(why_passed_over(name))


def _parent(folder: ThemeFolder) -> tuple[str, Place]:
    settings = folder.files["theme.yaml"]
    lines = settings.text.splitlines()
    line = next((number for number, text in enumerate(lines, 1) if text.startswith("parent")), 1)
    fields = settings.fields()
    unknown = sorted(fields.keys() - {"name", "parent", "about"})
    if unknown:
        raise ThemeError(
            Place(settings.shown_path, 1),
            f"`{unknown[0]}` is not a setting of a theme. There is: name, parent, about.",
        )
    return str(fields.get("parent") or ""), Place(settings.shown_path, line)


def _component_dir(path: str) -> str:
    parts = path.split("/")
    return parts[1] if parts[0] == "components" and len(parts) > 2 else ""  # noqa: PLR2004
