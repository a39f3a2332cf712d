"""Make the site that the preview shows, again and again, from what is in the folders at that moment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from site_builder.desk.editing.status import plan_desk_page
from site_builder.desk.preview.faults import (
    Trouble,
    describe_errors,
    describe_missing,
    describe_our_fault,
    describe_theme_error,
)
from site_builder.desk.preview.preview_options import PreviewOptions
from site_builder.desk.preview.report_page import format_report
from site_builder.desk.preview.shown_site import Shown
from site_builder.pipeline import BuildOptions, Draft, Makers, check_draft, make_site, remember_builds
from site_builder.site.pages.desk import DESK_URL
from site_builder.site.rendering.renderer import render_page
from site_builder.site.rendering.theme import Theme, ThemeError

T = TypeVar("T")

_READINGS = 3
"""How often a file that is not there is looked for: an editor that saves by renaming puts it back at once."""


@dataclass(frozen=True)
class Made:
    """A site that was made: what to show at once, and the draft that is still to be checked."""

    shown: Shown
    draft: Draft


class Maker:
    """Makes the site of one preview; each making remembers what the one before it made."""

    def __init__(self, options: PreviewOptions) -> None:
        self.options = options
        self._start_build = remember_builds()
        self._makers = Makers()

    def make(self) -> Made | Trouble:
        """Return the site as the folders are now, or why there is none. Never raises."""
        try:
            return self._make()
        except ThemeError as error:
            return describe_theme_error(error, self.options.themes_dir)
        except OSError as error:
            return describe_missing(error)
        except Exception as fault:  # noqa: BLE001 (the preview goes on, and says so on the page)
            return describe_our_fault(fault)

    def check(self, draft: Draft) -> Trouble | None:
        """Return what the finished files have against being published, if anything. Never raises."""
        try:
            return describe_errors(check_draft(draft, self._makers))
        except Exception as fault:  # noqa: BLE001 (the preview goes on, and says so on the page)
            return describe_our_fault(fault)

    def _make(self) -> Made | Trouble:
        makers = self._makers = self._start_build()
        draft = self._draft(makers, _READINGS)
        trouble = describe_errors(draft)
        if trouble or draft.site is None or draft.theme is None:
            return trouble or Trouble("There are no settings: site.yaml is missing.")
        files = {artifact.path: artifact.content for artifact in draft.artifacts}
        desk = cache(partial(self._make_desk, draft, draft.theme))
        return Made(Shown(files, draft.site.root, desk={f"{DESK_URL}index.html": desk}), draft)

    def _make_desk(self, draft: Draft, theme: Theme) -> bytes:
        """Return the page that only the preview has, made without what the next making remembers. Never raises."""
        try:
            assert draft.directory  # there is a site
            job = plan_desk_page(draft.directory, draft.records, self.options.links_dir, Path.cwd())
            artifact, _ = render_page(job, theme)
        except Exception as fault:  # noqa: BLE001 (the preview goes on, and says so on the page)
            return format_report(describe_our_fault(fault), is_shown_before=False)
        return artifact.content

    def _draft(self, makers: Makers, readings: int) -> Draft:
        asked = self.options
        options = BuildOptions(
            content_dir=asked.content_dir,
            output_dir=asked.content_dir,  # which nothing is written to: a draft is never published
            themes_dir=asked.themes_dir,
            theme=asked.theme,
            as_of=asked.choose_day(),
            overlay_dir=asked.overlay_dir,
            cache_dir=asked.cache_dir,
        )
        try:
            return make_site(options, _unseen, makers)
        except FileNotFoundError:
            if readings == 1:
                raise
            return self._draft(makers, readings - 1)


def _unseen(things: Iterable[T], label: str, count: int) -> Iterator[T]:
    return iter(things)
