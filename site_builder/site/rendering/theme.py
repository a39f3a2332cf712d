"""A theme, read once from its folder: templates, components, style sheet and other files, ready to render with.

A child theme adds its style sheets after its parent's and replaces templates and whole components by name.
A broken theme ends the run with the file and line to mend.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment

from site_builder.findings.diagnostics import Place
from site_builder.language.wording import format_list
from site_builder.language.words import Words, read_english
from site_builder.site.published_files import ASSET, FAVICON, KINDS, TOUCH_ICON
from site_builder.site.rendering.scripts import join_scripts
from site_builder.site.rendering.sheets import SHARED_SHEET, Sheet, plan_sheets
from site_builder.site.rendering.stylesheet import join_styles, read_colours, read_sheet
from site_builder.site.rendering.templates import compile_templates, create_environment, name_templates
from site_builder.site.rendering.theme_files import (
    ThemeError,
    ThemeFile,
    ThemeFolder,
    merge_files,
    read_lineage,
)

__all__ = ["Asset", "Component", "ContrastPair", "Theme", "ThemeError", "load_theme"]

STYLE_ORDER = ("tokens", "base", "layout")
"""The general style sheets before the components; a sheet's own and the components come next, `utilities` last."""
ROOT_FILES = frozenset({FAVICON.path(), TOUCH_ICON.path()})
"""Assets that browsers ask for by a fixed address, so that they keep it."""
ENDINGS = format_list([f".{ending}" for ending in KINDS], "or")


@dataclass(frozen=True)
class Asset:
    """A file that pages refer to by `name`; `path` is where it stands in the site."""

    name: str
    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Component:
    """A piece of page that templates call by name; `examples` maps a title to the arguments of the call."""

    name: str
    place: Place
    parameters: Mapping[str, str]
    examples: Mapping[str, Mapping[str, Any]]

    @property
    def template(self) -> str:
        """The name of the component's template."""
        return f"components/{self.name}/{self.name}.html"

    @property
    def macro(self) -> str:
        """The name of the macro in the component's template: ``officer-card`` defines ``officer_card``."""
        return self.name.replace("-", "_")


@dataclass(frozen=True)
class ContrastPair:
    """Two colour tokens that must stand apart by a ratio (WCAG 1.4.3, 1.4.6 and 1.4.11)."""

    colour: str
    on: str
    at_least: float
    place: Place


@dataclass(frozen=True)
class Theme:
    """Everything needed to render; `fingerprint` changes when any file of the theme or of its parents does.

    `templates` holds the code of each template by its name, so that a theme can be left for the next build.
    """

    name: str
    templates: Mapping[str, bytes] = field(repr=False)
    sheets: tuple[Sheet, ...]
    assets: tuple[Asset, ...]
    components: tuple[Component, ...]
    contrast_pairs: tuple[ContrastPair, ...]
    colours: Mapping[str, Mapping[str, str]] = field(repr=False)
    fingerprint: str

    @property
    def environment(self) -> Environment:
        """What renders the templates in English."""
        return self._environment

    def environment_in(self, words: Words) -> Environment:
        """Return what renders the templates in the words of another language."""
        key = (words.language, *words.said.values())
        if key not in self._environments:
            self._environments[key] = create_environment(self.templates, words)
        return self._environments[key]

    @cached_property
    def _environment(self) -> Environment:
        return create_environment(self.templates, read_english())

    @cached_property
    def _environments(self) -> dict[tuple[str, ...], Environment]:
        return {}

    @property
    def addresses(self) -> Mapping[str, str]:
        """Map the name of each asset to its path in the site: ``site.css`` to ``assets/site.1a2b3c4d.css``."""
        return MappingProxyType({asset.name: asset.path for asset in self.assets})

    def sheet_address(self, template: str) -> str:
        """Return the path of the style sheet for pages made with a template: ``assets/site.1a2b3c4d.css``."""
        own = (sheet.name for sheet in self.sheets if template in sheet.templates)
        return self.addresses[next(own, SHARED_SHEET)]

    def tokens(self, scheme: str) -> Mapping[str, str]:
        """Map each colour token to its colour in the `light` or the `dark` scheme: ``text`` to ``#1d1a26``."""
        return self.colours[scheme]


def load_theme(themes_dir: Path, name: str) -> Theme:
    """Read the theme `name` and its parents from `themes_dir`; raises ThemeError when it is broken.

    While its files are the same, so is the theme.
    """
    return make_theme(name, read_lineage(themes_dir, name))


@lru_cache(maxsize=4)  # a theme is a pure function of its files, and slow to make
def make_theme(name: str, lineage: tuple[ThemeFolder, ...]) -> Theme:
    """Make a theme of its files and its parents'; raises ThemeError when it is broken."""
    files = merge_files(lineage)
    templates = compile_templates(lineage, files)
    sheets = plan_sheets(files, name_templates(lineage, files))
    return Theme(
        name=name,
        templates=templates,
        sheets=sheets,
        assets=tuple(_create_assets(lineage, files, sheets)),
        components=tuple(_read_components(files)),
        contrast_pairs=tuple(_read_contrast_pairs(files)),
        colours=read_colours(_style_sheets(lineage, "tokens")),
        fingerprint=fingerprint_files(lineage),
    )


def _create_assets(
    lineage: tuple[ThemeFolder, ...], files: Mapping[str, ThemeFile], sheets: tuple[Sheet, ...]
) -> Iterator[Asset]:
    for sheet in sheets:
        yield _name_asset(sheet.name, _join_style_sheets(lineage, files, sheet).encode())
    for name, script in join_scripts(files):
        yield _name_asset(name, script.encode())
    for path, file in files.items():
        if path.startswith("assets/"):
            yield _name_asset(_asset_name(file), file.content)


def _asset_name(file: ThemeFile) -> str:
    """Return the name of a theme's own asset; raises ThemeError for one that nobody could serve as what it is."""
    name = file.path.removeprefix("assets/")
    if "/" in name or name.rpartition(".")[2] not in KINDS:
        message = f"The site cannot publish `{name}`. Assets lie in assets/ itself and end with {ENDINGS}."
        raise ThemeError(Place(file.shown_path), message)
    return name


def _name_asset(name: str, content: bytes) -> Asset:
    if name in ROOT_FILES:
        return Asset(name, name, content)
    stem, _, ending = name.rpartition(".")
    digest = sha256(content).hexdigest()[:8]
    return Asset(name, ASSET.path(name=stem, digest=digest, ending=ending), content)


def _join_style_sheets(lineage: tuple[ThemeFolder, ...], files: Mapping[str, ThemeFile], sheet: Sheet) -> str:
    order = _style_sheets(lineage, "site")[-1:]
    own = [] if sheet.name == SHARED_SHEET else [sheet.name.removesuffix(".css")]
    general = [text for layer in (*STYLE_ORDER, *own) for text in _style_sheets(lineage, layer)]
    components = [
        read_sheet(file)
        for path, file in files.items()
        if path.endswith(".css") and path.split("/")[-2] in sheet.components
    ]
    return join_styles([*order, *general, *components, *_style_sheets(lineage, "utilities")])


def _style_sheets(lineage: tuple[ThemeFolder, ...], layer: str) -> list[str]:
    """Return the sheets of one layer, the parent's first, so that a child's words come last and win."""
    path = f"styles/{layer}.css"
    return [read_sheet(folder.files[path]) for folder in lineage if path in folder.files]


def _read_components(files: Mapping[str, ThemeFile]) -> Iterator[Component]:
    names = sorted(
        {path.split("/")[1] for path in files if path.startswith("components/") and path.count("/") > 1}
    )
    for name in names:
        component = Component(
            name, Place(_part(files, name, "yaml").shown_path), *_described(_part(files, name, "yaml"))
        )
        template = _part(files, name, "html")
        if f"macro {component.macro}(" not in template.text:
            raise ThemeError(
                Place(template.shown_path, 1), f"This component should define the macro `{component.macro}`."
            )
        yield component


def _part(files: Mapping[str, ThemeFile], name: str, ending: str) -> ThemeFile:
    path = f"components/{name}/{name}.{ending}"
    if path not in files:
        beside = next(file for other, file in files.items() if other.startswith(f"components/{name}/"))
        message = (
            f"The component `{name}` has no file {name}.{ending}. Every component has a .html and a .yaml."
        )
        raise ThemeError(Place(beside.shown_path.rpartition("/")[0]), message)
    return files[path]


def _described(file: ThemeFile) -> tuple[Mapping[str, str], Mapping[str, Mapping[str, Any]]]:
    fields = file.fields()
    parameters, examples = fields.get("parameters"), fields.get("examples")
    if not isinstance(parameters, dict) or not isinstance(examples, dict) or not examples:
        raise ThemeError(
            Place(file.shown_path, 1), "This file should have `parameters` and at least one of `examples`."
        )
    return MappingProxyType(parameters), MappingProxyType(
        {str(title): arguments for title, arguments in examples.items()}
    )


def _read_contrast_pairs(files: Mapping[str, ThemeFile]) -> Iterator[ContrastPair]:
    file = files.get("contrast.yaml")
    if file is None:
        return
    lines = file.text.splitlines()
    for pair, ratio in file.fields().items():
        colour, _, on = pair.partition(" on ")
        line = next((number for number, text in enumerate(lines, 1) if text.startswith(pair)), 1)
        if not on or not isinstance(ratio, int | float):
            raise ThemeError(
                Place(file.shown_path, line), "Write two colour tokens and a ratio, like `text on page: 7`."
            )
        yield ContrastPair(colour, on, float(ratio), Place(file.shown_path, line))


def fingerprint_files(lineage: tuple[ThemeFolder, ...]) -> str:
    """Return a digest of the files of a theme and of its parents'."""
    digest = sha256()
    for folder in lineage:
        for path, file in folder.files.items():
            digest.update(f"{folder.name}/{path}\0{len(file.content)}\0".encode())
            digest.update(file.content)
    return digest.hexdigest()
