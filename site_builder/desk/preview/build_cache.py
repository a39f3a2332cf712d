"""What the last build made, kept by what it was made from: a page is a pure function of its job and the theme."""

from pathlib import Path

from site_builder.findings.diagnostics import Checked
from site_builder.pipeline import Makers
from site_builder.site.pages.job import PageJob
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.renderer import render_page
from site_builder.site.rendering.theme import Theme, load_theme
from site_builder.site.rendering.theme_files import ThemeFolder, read_lineage

_Page = tuple[str, str]
"""A job in its canonical form (views hold only words, numbers and tuples), and the fingerprint of the theme."""


class Memory:
    """Remembers the pages and the theme of the last build, and nothing older: a person taken out is gone here too."""

    def __init__(self) -> None:
        self._theme: tuple[tuple[ThemeFolder, ...], Theme] | None = None
        self._before: dict[_Page, Checked[Artifact | None]] = {}
        self._now: dict[_Page, Checked[Artifact | None]] = {}

    def start_build(self) -> Makers:
        """Begin a build, and return the steps that remember."""
        if self._now:  # else the last build did not come as far as its pages
            self._before, self._now = self._now, {}
        return Makers(self.load_theme, self.render_page)

    def load_theme(self, themes_dir: Path, name: str) -> Theme:
        """Return the theme as its files are now."""
        files = read_lineage(themes_dir, name)
        if self._theme and self._theme[0] == files:
            return self._theme[1]
        theme = load_theme(themes_dir, name)
        # A file that was saved between the two readings is one that the next build has to see.
        self._theme = (files, theme) if read_lineage(themes_dir, name) == files else None
        return theme

    def render_page(self, job: PageJob, theme: Theme) -> Checked[Artifact | None]:
        """Return the page that this job made before, or make it."""
        page = (repr(job), theme.fingerprint)
        made = self._before.get(page) or self._now.get(page) or render_page(job, theme)
        self._now[page] = made
        return made
