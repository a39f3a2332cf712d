"""Every file of the site as data, before anything is rendered."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from site_builder.content.body import Body
from site_builder.findings.diagnostics import Place
from site_builder.site.pages.page_views import FramedView, OfficerView, SitemapView, TextFileView
from site_builder.site.pages.views import Frame, Prose

View = FramedView | SitemapView | TextFileView
"""All that a template can show."""


@dataclass(frozen=True)
class PageWords:
    """What a person calls a page; for an officer's page also the areas the officer serves, and the state in words.

    `mark` stands for what visitors see of the finished page: the same as long as nothing of that changes.
    """

    title: str
    serves: tuple[str, ...] = ()
    state: str = ""
    mark: str = ""


@dataclass(frozen=True)
class PageJob:
    """A file to make: `path` in the site, the template, what it shows, and the content file behind it."""

    path: str
    template: str
    view: View
    origin: Place | None = None

    @cached_property
    def digest(self) -> str:
        """What stands for all that it is made from, but the theme: views hold only words, numbers and tuples."""
        return sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def words(self) -> PageWords | None:
        """What a person calls it, unless it is for machines."""
        if isinstance(self.view, OfficerView):
            card = self.view.officer.card
            return PageWords(card.name, tuple(link.text for link in card.boroughs), card.state_words)
        frame: Frame | None = getattr(self.view, "frame", None)
        return PageWords(frame.heading) if frame else None


def with_text(job: PageJob, body: Body) -> PageJob:
    """Return the job with another text whose links are the same."""
    if not isinstance(job.view, FramedView) or job.view.prose is None:
        return job
    return replace(job, view=replace(job.view, prose=replace(job.view.prose, body=body)))


@dataclass(frozen=True)
class PageOutline:
    """A page as it was planned; `digest` stands for its job, and `text` for the text in it."""

    path: str
    template: str
    origin: Place | None
    words: PageWords | None
    digest: str
    text: str


@dataclass(frozen=True)
class KnownJob:
    """A page that was planned before from all the same: it is planned again where somebody asks what it shows."""

    outline: PageOutline
    plan: Callable[[str], PageJob]

    @property
    def path(self) -> str:
        """The file in the site."""
        return self.outline.path

    @property
    def template(self) -> str:
        """The template that makes it."""
        return self.outline.template

    @property
    def origin(self) -> Place | None:
        """The content file behind it."""
        return self.outline.origin

    @property
    def words(self) -> PageWords | None:
        """What a person calls it."""
        return self.outline.words

    @property
    def digest(self) -> str:
        """What stands for all that it is made from, but the theme."""
        return self.outline.digest

    @property
    def view(self) -> View:
        """What it shows."""
        return self.planned.view

    @cached_property
    def planned(self) -> PageJob:
        """The page as it is planned."""
        return self.plan(self.path)


Job = PageJob | KnownJob
"""A page to make."""


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
class PaperFile:
    """A sheet that was made before: `path` is where it goes, `key` what it is called and what stands for its words."""

    path: str
    key: tuple[str, str]


@dataclass(frozen=True)
class Lead:
    """An address of this site as an editor has `written` it, and the `url` it leads to: None where there is no page.

    `folder` is the folder of the file where it stands in a text, and nothing in a field.
    """

    written: str
    url: str | None
    place: Place
    folder: str = ""


@dataclass(frozen=True)
class SitePlan:
    """Every file of the site, in a fixed order.

    `leads` are the addresses of this site that editors wrote: the finished pages must have what they name.
    `unpublished` are texts of files that have failed otherwise: they are read for mistakes and never published. If it
    `is_discreet`, the icons give nothing away.
    """

    pages: tuple[Job, ...]
    photos: tuple[PhotoJob, ...] = ()
    files: tuple[FileJob, ...] = ()
    papers: tuple[PaperFile, ...] = ()
    unpublished: tuple[Prose, ...] = ()
    leads: tuple[Lead, ...] = ()
    is_discreet: bool = False
