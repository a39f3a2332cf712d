"""Every file of the site as data, before anything is rendered."""

from dataclasses import dataclass

from site_builder.diagnostics import Place
from site_builder.pages import views

View = (
    views.HomeView
    | views.BoroughsView
    | views.BoroughView
    | views.OfficersView
    | views.OfficerView
    | views.ReportView
    | views.ChannelView
    | views.CoverageView
    | views.PageView
    | views.AccessibilityView
    | views.NotFoundView
    | views.SitemapView
    | views.TextFileView
)


@dataclass(frozen=True)
class PageJob:
    """A file to make: `path` in the site, the template, what it shows, and the content file behind it."""

    path: str
    template: str
    view: View
    origin: Place | None = None


@dataclass(frozen=True)
class PhotoJob:
    """A photograph to redraw as a square: `content` are the bytes as an editor saved them.

    `paths` are the small file and one of twice its width for dense screens; `size` is the small one's width in pixels.
    """

    paths: tuple[str, str]
    content: bytes
    origin: Place
    size: int


@dataclass(frozen=True)
class SitePlan:
    """Every file of the site, in a fixed order.

    `unpublished` are texts of files that have failed otherwise: they are read for mistakes and never published.
    """

    pages: tuple[PageJob, ...]
    photos: tuple[PhotoJob, ...] = ()
    unpublished: tuple[views.Prose, ...] = ()
