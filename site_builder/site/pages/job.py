"""Every file of the site as data, before anything is rendered."""

from dataclasses import dataclass

from site_builder.findings.diagnostics import Place
from site_builder.site.pages.views import FramedView, Prose, SitemapView, TextFileView

View = FramedView | SitemapView | TextFileView
"""All that a template can show."""


@dataclass(frozen=True)
class PageJob:
    """A file to make: `path` in the site, the template, what it shows, and the content file behind it."""

    path: str
    template: str
    view: View
    origin: Place | None = None


@dataclass(frozen=True)
class PhotoFile:
    """A file that a photograph becomes: `format` is AVIF, WEBP or JPEG, `size` its width and height in pixels."""

    path: str
    format: str
    size: int


@dataclass(frozen=True)
class PhotoJob:
    """A photograph to redraw as squares: `content` are the bytes as an editor saved them, `digest` their SHA-256.

    `focus` is the point to keep in the middle, in per cent from the left and from the top.
    """

    files: tuple[PhotoFile, ...]
    content: bytes
    digest: str
    focus: tuple[float, float]
    origin: Place


@dataclass(frozen=True)
class FileJob:
    """A file that is published as it is, byte for byte."""

    path: str
    content: bytes


@dataclass(frozen=True)
class SitePlan:
    """Every file of the site, in a fixed order.

    `unpublished` are texts of files that have failed otherwise: they are read for mistakes and never published.
    """

    pages: tuple[PageJob, ...]
    photos: tuple[PhotoJob, ...] = ()
    files: tuple[FileJob, ...] = ()
    unpublished: tuple[Prose, ...] = ()
