"""What the last build made, kept by what it was made from: a record by its file, a page by its job and the theme."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from site_builder.content.sources import SourceFile
from site_builder.content.validation import Validated, validate_source
from site_builder.findings.diagnostics import Checked
from site_builder.pipeline import Makers
from site_builder.site.pages.job import PageJob
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.renderer import render_page
from site_builder.site.rendering.theme import Theme, load_theme
from site_builder.site.rendering.theme_files import ThemeFolder, read_lineage

K = TypeVar("K")
V = TypeVar("V")


class _LastBuild(Generic[K, V]):
    """What was made in the last build and in this one, however much, and nothing older."""

    def __init__(self) -> None:
        self._before: dict[K, V] = {}
        self._now: dict[K, V] = {}

    def start_build(self) -> None:
        if self._now:  # else the last build did not come as far as this
            self._before, self._now = self._now, {}

    def recall(self, key: K, make: Callable[[], V]) -> V:
        known = next((made[key] for made in (self._now, self._before) if key in made), None)
        self._now[key] = make() if known is None else known
        return self._now[key]


class Memory:
    """Remembers what the last build made, and nothing older: a person taken out is gone here too."""

    def __init__(self) -> None:
        self._theme: tuple[tuple[ThemeFolder, ...], Theme] | None = None
        self._records: _LastBuild[SourceFile, Validated] = _LastBuild()
        # A job in its canonical form (views hold only words, numbers and tuples), and the fingerprint of the theme.
        self._pages: _LastBuild[tuple[str, str], Checked[Artifact]] = _LastBuild()

    def start_build(self) -> Makers:
        """Begin a build, and return the steps that remember."""
        self._records.start_build()
        self._pages.start_build()
        return Makers(self.validate, self.load_theme, self.render_page)

    def validate(self, source: SourceFile) -> Validated:
        """Return what came of a file before, or read it."""
        return self._records.recall(source, lambda: validate_source(source))

    def load_theme(self, themes_dir: Path, name: str) -> Theme:
        """Return the theme as its files are now."""
        files = read_lineage(themes_dir, name)
        if self._theme and self._theme[0] == files:
            return self._theme[1]
        theme = load_theme(themes_dir, name)
        # A file that was saved between the two readings is one that the next build has to see.
        self._theme = (files, theme) if read_lineage(themes_dir, name) == files else None
        return theme

    def render_page(self, job: PageJob, theme: Theme) -> Checked[Artifact]:
        """Return the page that this job made before, or make it."""
        return self._pages.recall((repr(job), theme.fingerprint), lambda: render_page(job, theme))
