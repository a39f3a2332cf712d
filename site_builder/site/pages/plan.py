"""Plan every file of the site from the directory, as data."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from itertools import chain
from types import MappingProxyType

from site_builder.content.schema import Record
from site_builder.content.validation import Records
from site_builder.directory.calendar import find_next_rebuild
from site_builder.directory.history.history import History
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.language.wording import format_day
from site_builder.site.pages.editions import Edition, list_alternates, make_editions
from site_builder.site.pages.job import FileJob, Job, KnownJob, PageJob, PageOutline, SitePlan
from site_builder.site.pages.listings import officer_photos
from site_builder.site.pages.long_lists import is_list, plan_list
from site_builder.site.pages.open_data.calendar_files import plan_calendars
from site_builder.site.pages.open_data.contact_cards import plan_contact_cards
from site_builder.site.pages.outline import Outline, Revise, digest_text, outline_page, revise_nothing
from site_builder.site.pages.papers import Printed
from site_builder.site.pages.prose_links import LinkResolver, list_leads, make_resolver
from site_builder.site.pages.provenance_file import plan_provenance
from site_builder.site.pages.record_pages import plan_area, plan_card, plan_channel, plan_officer
from site_builder.site.pages.site_files import plan_site_files
from site_builder.site.pages.stock import Stock, Texts
from site_builder.site.pages.text_pages import plan_notice, plan_text
from site_builder.site.pages.views import Prose


def plan_site(
    directory: Directory,
    records: Records,
    history: History | None = None,
    revise: Revise = revise_nothing,
    printed: Printed = MappingProxyType({}),
) -> tuple[SitePlan, tuple[Diagnostic, ...]]:
    """Return every file of the site, in the order of its path, and links in texts that lead nowhere.

    Without a history the site has no feeds, and of sheets it has those that are `printed`. What `revise` knows of a
    plan from the same is not planned again.
    """
    editions = make_editions(directory, records)
    resolvers = {
        edition.urls.language: make_resolver(edition.directory, edition.urls, records.failed)
        for edition in editions
    }
    resolver = resolvers[""]
    unpublished = tuple(_unpublished(records, resolver))
    leads = tuple(list_leads(directory, records, resolvers))
    stock = Stock(
        editions[0],
        history or History(),
        _finish_texts(editions, resolvers),
        list_alternates(editions),
        printed,
        cache(partial(_tell_renewal, records, directory)),
    )
    planner = _Planner(stock, tuple(replace(stock, edition=other) for other in editions[1:]))
    outline = revise(planner.outline)
    photos = officer_photos(directory)
    is_discreet = directory.site.discreet_name is not None
    jobs, pictures = planner.jobs_of(outline), tuple(photos.values())
    leading = tuple(lead for lead in leads if lead.url)
    plan = SitePlan(jobs, pictures, outline.files, outline.papers, unpublished, leading, is_discreet)
    return plan, tuple(resolver.tell_lost(lead) for lead in leads if lead.url is None)


def _finish_texts(editions: Sequence[Edition], resolvers: Mapping[str, LinkResolver]) -> Texts:
    """Return the texts of all records that have a page; of an English one its links to English pages."""
    return {
        record.origin.path: resolvers[edition.urls.language].resolve(record.body, record.KIND)
        for edition in reversed(editions)
        for record in _records_of(edition.directory)
    }


def _records_of(directory: Directory) -> Iterator[Record]:
    yield from directory.pages
    yield from directory.notices
    yield from (area.borough for area in directory.areas)
    yield from (standing.officer for standing in directory.standings)
    yield from directory.channels


def _unpublished(records: Records, resolver: LinkResolver) -> Iterator[Prose]:
    """Yield the texts of records that have failed, so that mistakes in them need not wait for the next run."""
    for document in records.documents:
        if (document.kind, document.slug) in records.failed:
            prose = resolver.resolve(document.body, document.kind)
            if prose:
                yield prose


def _tell_renewal(records: Records, directory: Directory) -> str:
    day = find_next_rebuild(records, directory.site, directory.as_of)
    return format_day(day) if day else ""  # a script reads it


@dataclass(frozen=True)
class _Planner:
    """Plans the pages of one directory from its stock in English, and those in other languages from theirs."""

    english: Stock
    others: tuple[Stock, ...] = ()

    def outline(self, before: Outline | None) -> Outline:
        """Return the outline of all pages; `before` is that of another plan from all the same but texts."""
        if before is None:
            planned = tuple(map(self._outline_page, self.jobs.values()))
            papers = self.english.papers.files(self.english.printed)
            return Outline(planned, self._files(), self.english.renewal(), papers)
        planner = self._renewing_on(before.renew_on)
        pages = (
            page
            if page.text == digest_text(self._text_behind(page.origin))
            else self._outline_page(planner._job_at(page.path))
            for page in before.pages
        )
        return replace(before, pages=tuple(pages))

    def jobs_of(self, outline: Outline) -> tuple[Job, ...]:
        """Return the jobs of an outline that this planner has made."""
        if "jobs" in vars(self):
            return tuple(self.jobs.values())
        planner = self._renewing_on(outline.renew_on)
        return tuple(KnownJob(page, planner._job_at) for page in outline.pages)

    @cached_property
    def jobs(self) -> Mapping[str, PageJob]:
        """Every page, by its path and in the order of the paths."""
        pages = [job for stock in self._stocks for job in _plan_pages(stock)]
        pages += plan_site_files(pages, [stock.edition for stock in self._stocks])
        return {job.path: job for job in sorted(pages, key=lambda job: job.path)}

    @property
    def _stocks(self) -> tuple[Stock, ...]:
        return self.english, *self.others

    def _renewing_on(self, day: str) -> "_Planner":
        """Return the same where it is known on which day the site has to be built again."""
        english, *others = (replace(stock, renewal=lambda: day) for stock in self._stocks)
        return _Planner(english, tuple(others))

    def _job_at(self, path: str) -> PageJob:
        plan = None if "jobs" in vars(self) else self._alone.get(path)
        return plan() if plan else self.jobs[path]

    @cached_property
    def _alone(self) -> Mapping[str, Callable[[], PageJob]]:
        """How to plan each page of which many are there and one may be wanted."""
        return dict(chain.from_iterable(map(_plan_each_alone, self._stocks)))

    def _outline_page(self, job: PageJob) -> PageOutline:
        return outline_page(job, self._text_behind(job.origin))

    def _text_behind(self, origin: Place | None) -> Prose | None:
        return self.english.texts.get(origin.path) if origin else None

    def _files(self) -> tuple[FileJob, ...]:
        """Return what is published as it is: data for machines, cards, feeds."""
        # Its models are slow to make, and after most edits these files stay as they are.
        from site_builder.site.pages.open_data.data_files import plan_open_data  # noqa: PLC0415

        stock = self.english
        has_finder = stock.has("home") or stock.has("find")
        files = stock.finder.files() if has_finder else ()
        known = {file.path for file in files}
        for other in self.others:
            files += tuple(file for file in other.finder.files() if file.path not in known)
        files += (*plan_open_data(stock.directory, stock.urls), *plan_contact_cards(stock.listings))
        files += plan_calendars(stock.directory)
        files += stock.changes.files() if stock.changes else ()
        return files + plan_provenance(stock.history.facts, stock.urls)


def _plan_pages(stock: Stock) -> Iterator[PageJob]:
    """Yield the pages that an edition has of its own."""
    for page in filter(stock.has_own, stock.directory.pages):
        yield from plan_list(page, stock) if is_list(page) else ()
    for _, plan in _plan_each_alone(stock):
        yield plan()


def _plan_each_alone(stock: Stock) -> Iterator[tuple[str, Callable[[], PageJob]]]:
    """Yield how to plan each page of an edition that does not share a list with others, with its path."""
    directory, urls = stock.directory, stock.urls
    for page in filter(stock.has_own, directory.pages):
        if not is_list(page):
            yield urls.path(urls.page(page.slug)), partial(plan_text, page, stock)
    for area in directory.areas:
        if stock.has_own(area.borough):
            yield urls.path(urls.borough(area.borough.slug)), partial(plan_area, area, stock)
        if stock.has_cards and not urls.language:
            yield urls.path(urls.card(area.borough.slug)), partial(plan_card, area, stock)
    for channel in filter(stock.has_own, directory.channels):
        yield urls.path(urls.channel(channel.slug)), partial(plan_channel, channel, stock)
    for notice in filter(stock.has_own, directory.notices):
        yield urls.path(urls.notice(notice.slug)), partial(plan_notice, notice, stock)
    for standing in () if urls.language else directory.standings:
        yield urls.path(urls.officer(standing.officer.slug)), partial(plan_officer, standing, stock)
