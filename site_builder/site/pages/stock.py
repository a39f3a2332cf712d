"""What all pages of one edition are made from, each thing made once and when the first page asks for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from site_builder.content.hosts import FRAME_ONE_PAGE
from site_builder.content.record_groups import Source
from site_builder.content.schema import Page, Record
from site_builder.directory.history.change_record import PAGE as CHANGES_PAGE
from site_builder.directory.history.history import History
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Place
from site_builder.language.wording import begin_sentence
from site_builder.language.words import Words
from site_builder.site.pages.cards import source_link
from site_builder.site.pages.changes_pages import ChangesPlanner
from site_builder.site.pages.editions import Edition
from site_builder.site.pages.finder import FinderPlanner
from site_builder.site.pages.frames import Framer
from site_builder.site.pages.job import PageJob
from site_builder.site.pages.listings import Listings, make_listings
from site_builder.site.pages.page_views import FramedView
from site_builder.site.pages.papers import PaperPlanner, Printed, make_paper_planner
from site_builder.site.pages.structured_data import describe_site
from site_builder.site.pages.views import Alternate, Frame, Link, Prose
from site_builder.site.pages.ways import Ways
from site_builder.site.urls import COMPARE_PAGE, Urls

_SECTIONS = {"officers": "officers", "report": "ways_to_report", CHANGES_PAGE: "changes"}
"""Pages that others stand below, and the words for them."""

Texts = Mapping[str, Prose | None]
"""The finished text of each content file, by its path."""


class Written(TypedDict):
    """What every page with a file of its own shows."""

    frame: Frame
    summary: str
    prose: Prose | None


@dataclass(frozen=True)
class Stock:
    """What the pages of one edition share.

    `alternates` are the languages of each page that is in several, by its address; `renewal` tells the day for which
    pages say that the site has to be built again, or nothing.
    """

    edition: Edition
    history: History
    texts: Texts
    alternates: Mapping[str, tuple[Alternate, ...]]
    printed: Printed
    renewal: Callable[[], str]

    @property
    def directory(self) -> Directory:
        """The directory in the words of the language."""
        return self.edition.directory

    @property
    def urls(self) -> Urls:
        """The addresses for readers of the language."""
        return self.edition.urls

    @property
    def words(self) -> Words:
        """The words of the language."""
        return self.edition.words

    @cached_property
    def listings(self) -> Listings:
        """What pages show of each record."""
        return make_listings(self.directory, self.urls, self.words)

    @cached_property
    def finder(self) -> FinderPlanner:
        """What pages show of the finder."""
        return FinderPlanner(self.directory, self.urls, self.listings, self.words)

    @cached_property
    def ways(self) -> Ways:
        """The ways to report."""
        return Ways(self.directory, self.listings.channels, self.words)

    @cached_property
    def papers(self) -> PaperPlanner:
        """What stands on paper."""
        return make_paper_planner(self.edition.original or self.directory)

    @cached_property
    def changes(self) -> ChangesPlanner | None:
        """What changed, if the site tells it."""
        record = self.history.changes
        return ChangesPlanner(self.directory, self.urls, record) if record else None

    @cached_property
    def framer(self) -> Framer:
        """What surrounds each page."""
        return Framer(self.edition, self.renewal(), self.alternates)

    def written(self, page: Page) -> Written:
        """Return what every page with a file of its own shows."""
        site = self.directory.site
        frame = self.framer.frame(
            self.urls.page(page.slug),
            page.title,
            page.summary,
            updated=self.words("last_read", date=self.words.day(page.reviewed)),
            json_ld=describe_site(site.name, site.base_url, page.summary) if page.slug == "home" else "",
            indexed=page.slug != "not-found",
            trail=self.trail("report") if page.slug == COMPARE_PAGE else (),
        )
        return Written(frame=frame, summary=page.summary, prose=self.prose(page))

    def job(self, template: str, view: FramedView, record: Record) -> PageJob:
        """Return a page that shows the file of a record."""
        return PageJob(self.urls.path(view.frame.url), template, view, Place(record.origin.path, 1, 1))

    def prose(self, record: Record) -> Prose | None:
        """Return the finished text of a record, if it has one."""
        return self.texts[record.origin.path]

    def sources(self, sources: Iterable[Source]) -> tuple[Link, ...]:
        """Return where facts were printed and when."""
        return tuple(source_link(source, self.words) for source in sources)

    @property
    def has_cards(self) -> bool:
        """Whether the host can let other sites frame a card, and no other page."""
        return self.directory.site.hosting.host in FRAME_ONE_PAGE

    def has_own(self, record: Record) -> bool:
        """Tell whether the page of a record is one of this edition, and not the English one."""
        return not self.urls.is_english(record.KIND, record.slug)

    def has(self, slug: str) -> bool:
        """Tell whether there is such a page of text."""
        return any(page.slug == slug for page in self.directory.pages)

    def link(self, slug: str, words: str) -> Link | None:
        """Return the way to a page of text, if there is one."""
        return Link(text=words, url=self.urls.page(slug)) if self.has(slug) else None

    def trail(self, slug: str) -> tuple[Link, ...]:
        """Return the page of text that others stand below, if there is one."""
        if not self.has(slug):
            return ()
        words = _SECTIONS.get(slug)
        areas = begin_sentence(self.directory.site.region.areas)
        text = self.words(words) if words else self.words("areas_heading", areas_kind=areas)
        return (Link(text=text, url=self.urls.page(slug)),)
