"""Plan every file of the site from the directory, as data."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import TypedDict, TypeVar

from site_builder.content.hosts import FRAME_ONE_PAGE
from site_builder.content.prose import heading_id
from site_builder.content.record_groups import Source
from site_builder.content.schema import Channel, Page, Record
from site_builder.content.slug import person_key, sort_key
from site_builder.content.validation import Records
from site_builder.directory.calendar import find_next_rebuild
from site_builder.directory.history.change_record import PAGE as CHANGES_PAGE
from site_builder.directory.history.history import History
from site_builder.directory.model import Area, Directory
from site_builder.directory.standing import Standing
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.language.wording import begin_sentence, format_day, format_list
from site_builder.language.words import Words
from site_builder.site.pages.a_to_z import (
    MOST_BESIDE,
    MOST_WEIGHT,
    Entry,
    Part,
    lead_on,
    list_pages,
    make_entry,
)
from site_builder.site.pages.areas import STATES, area_map, neighbours, state_words
from site_builder.site.pages.cards import (
    anonymity_key,
    display_name,
    source_link,
)
from site_builder.site.pages.changes_pages import ChangesPlanner
from site_builder.site.pages.editions import Edition, list_alternates, make_editions
from site_builder.site.pages.fallbacks import words_to_ask_for, words_to_say
from site_builder.site.pages.finder import DISTRICTS_PAGE, FinderPlanner, group_districts
from site_builder.site.pages.for_others import card_view, frame_code
from site_builder.site.pages.frames import Framer
from site_builder.site.pages.job import FileJob, Job, KnownJob, PageJob, PageOutline, SitePlan
from site_builder.site.pages.listings import Listings, make_listings, officer_photos
from site_builder.site.pages.meetings import list_meetings
from site_builder.site.pages.open_data.calendar_files import plan_calendars
from site_builder.site.pages.open_data.contact_cards import link_to_card, plan_contact_cards
from site_builder.site.pages.outline import (
    QUESTIONS_PAGE,
    Outline,
    Revise,
    digest_text,
    list_questions,
    outline_page,
    revise_nothing,
)
from site_builder.site.pages.own_words import own_words
from site_builder.site.pages.papers import PaperPlanner, Printed, make_paper_planner
from site_builder.site.pages.prose_links import LinkResolver, list_leads, make_resolver
from site_builder.site.pages.provenance_file import plan_provenance
from site_builder.site.pages.site_files import plan_site_files
from site_builder.site.pages.structured_data import describe_borough, describe_site
from site_builder.site.pages.views import (
    AccessibilityView,
    Alternate,
    BoroughEntry,
    BoroughsView,
    BoroughView,
    ChannelView,
    CompareView,
    CoverageView,
    District,
    DistrictsView,
    Fallback,
    FindView,
    ForOthersView,
    Frame,
    FramedView,
    HomeView,
    Link,
    NotFoundView,
    OfficerCard,
    OfficersView,
    OfficerView,
    PageView,
    PaperEntry,
    Parts,
    PrintView,
    Prose,
    ReportView,
)
from site_builder.site.pages.ways import Ways, is_police
from site_builder.site.urls import COMPARE_PAGE, Urls

T = TypeVar("T")
R = TypeVar("R", bound=Record)
_A_CHECK = "Named by a newspaper on 30 September 2026."
"""Weighed in place of words that change from day to day: else a list would be divided on one day, whole on the next."""
_SECTIONS = {"officers": "officers", "report": "ways_to_report"}
"""Pages that others stand below, and the words for them."""
_AFTERWARDS_PAGE = "after-you-report"
_FOR_OTHERS_PAGE = "for-others"
_PRINT_PAGE = "print"
_WITNESS_PAGE = "i-saw-it-happen"


Texts = Mapping[str, Prose | None]
"""The finished text of each content file, by its path."""


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
    planner = _Planner(
        records,
        history or History(),
        editions[0],
        _finish_texts(editions, resolvers),
        list_alternates(editions),
        printed,
        editions[1:],
    )
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


class _Written(TypedDict):
    frame: Frame
    summary: str
    prose: Prose | None


class _Listed(_Written):
    """What a page shows that has a long list, and the ways to its parts."""

    parts: Parts | None


class _Named(_Listed):
    """What a page shows that names all areas."""

    boroughs: tuple[BoroughEntry, ...]


@dataclass(frozen=True)
class _Planner:
    """Plans the pages of one directory in one language, and through other planners those in `others`."""

    records: Records
    history: History
    edition: Edition
    texts: Texts
    alternates: Mapping[str, tuple[Alternate, ...]]
    printed: Printed
    others: tuple[Edition, ...] = ()
    known_renewal: str | None = None

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

    def outline(self, before: Outline | None) -> Outline:
        """Return the outline of all pages; `before` is that of another plan from all the same but texts."""
        if before is None:
            planned = tuple(map(self._outline_page, self.jobs.values()))
            return Outline(planned, self._files(), self._renew_on, self.papers.files(self.printed))
        planner = replace(self, known_renewal=before.renew_on)
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
        planner = replace(self, known_renewal=outline.renew_on)
        return tuple(KnownJob(page, planner._job_at) for page in outline.pages)

    @cached_property
    def jobs(self) -> Mapping[str, PageJob]:
        """Every page, by its path and in the order of the paths."""
        pages = list(self._pages())
        pages += plan_site_files(pages, self.directory)
        return {job.path: job for job in sorted(pages, key=lambda job: job.path)}

    def _job_at(self, path: str) -> PageJob:
        plan = None if "jobs" in vars(self) else self._alone.get(path)
        return plan() if plan else self.jobs[path]

    @cached_property
    def _alone(self) -> Mapping[str, Callable[[], PageJob]]:
        """How to plan each page of which many are there and one may be wanted."""
        areas = {
            self.urls.borough(one.borough.slug): partial(self._borough, one) for one in self.directory.areas
        }
        people = {
            self.urls.officer(one.officer.slug): partial(self._officer, one)
            for one in self.directory.standings
        }
        ways = {self.urls.channel(one.slug): partial(self._channel, one) for one in self.directory.channels}
        texts = {
            self.urls.page(one.slug): partial(self._single, one)
            for one in self.directory.pages
            if one.slug not in self._lists
        }
        cards = {
            self.urls.card(one.borough.slug): partial(self._card, one)
            for one in (self.directory.areas if self._has_cards else ())
        }
        own = {self.urls.path(url): plan for url, plan in (cards | areas | people | ways | texts).items()}
        theirs = (planner._alone_translated for planner in self._planners)
        return own | {path: plan for found in theirs for path, plan in found.items()}

    @property
    def _alone_translated(self) -> Mapping[str, Callable[[], PageJob]]:
        begins = self.urls.path(f"{self.urls.own_root}x")[:-1]
        return {path: plan for path, plan in self._alone.items() if path.startswith(begins)}

    @cached_property
    def _planners(self) -> "tuple[_Planner, ...]":
        """Those of the other languages."""
        return tuple(replace(self, edition=other, others=()) for other in self.others)

    def _outline_page(self, job: PageJob) -> PageOutline:
        return outline_page(job, self._text_behind(job.origin))

    def _text_behind(self, origin: Place | None) -> Prose | None:
        return self.texts.get(origin.path) if origin else None

    def _files(self) -> tuple[FileJob, ...]:
        """Return what is published as it is: data for machines, cards, feeds."""
        # Its models are slow to make, and after most edits these files stay as they are.
        from site_builder.site.pages.open_data.data_files import plan_open_data  # noqa: PLC0415

        has_finder = self._has("home") or self._has("find")
        files = self.finder.files() if has_finder else ()
        known = {file.path for file in files}
        for planner in self._planners:
            files += tuple(file for file in planner.finder.files() if file.path not in known)
        files += (*plan_open_data(self.directory, self.urls), *plan_contact_cards(self.listings))
        files += plan_calendars(self.directory)
        files += self.changes.files() if self.changes else ()
        return files + plan_provenance(self.history.facts, self.urls)

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
        return Framer(self.edition, self._renew_on, self.alternates)

    @cached_property
    def _renew_on(self) -> str:
        """The day for which pages say that the site has to be built again, or nothing."""
        if self.known_renewal is not None:
            return self.known_renewal
        day = find_next_rebuild(self.records, self.directory.site, self.directory.as_of)
        return format_day(day) if day else ""  # a script reads it

    def _pages(self) -> Iterator[PageJob]:
        def own(records: Iterable[R]) -> Iterator[R]:
            return (one for one in records if not self.urls.is_english(one.KIND, one.slug))

        for page in own(self.directory.pages):
            if page.slug in self._lists:
                template, divide = self._lists[page.slug]
                yield from (self._job(template, view, page) for view in divide(self._written(page)))
            else:
                yield self._single(page)
        for area in self.directory.areas:
            yield from map(self._borough, (area,) if tuple(own((area.borough,))) else ())
        yield from map(self._channel, own(self.directory.channels))
        if not self.urls.language:
            yield from map(self._card, self.directory.areas if self._has_cards else ())
            yield from map(self._officer, self.directory.standings)
        for planner in self._planners:
            yield from planner._pages()

    @property
    def _lists(self) -> Mapping[str, tuple[str, Callable[[_Written], Iterator[FramedView]]]]:
        """How to plan each text with a list that may be divided among several pages, by the name of its page."""
        return {
            "boroughs": ("boroughs.html", self._boroughs),
            "find": ("find.html", self._find),
            DISTRICTS_PAGE: ("districts.html", self._postcode_districts),
            "officers": ("officers.html", self._officers),
            "coverage": ("coverage.html", self._coverage),
            _PRINT_PAGE: ("print.html", self._print),
        }

    def _single(self, page: Page) -> PageJob:
        """Return the page of a text that has one alone."""
        planned: dict[str, tuple[str, Callable[[_Written], FramedView]]] = {
            "home": ("home.html", self._home),
            "report": ("report.html", self._report),
            COMPARE_PAGE: ("compare.html", self._compare),
            "accessibility": ("accessibility.html", self._accessibility),
            "not-found": ("not-found.html", self._not_found),
            _FOR_OTHERS_PAGE: ("for-others.html", self._for_others),
        }
        if self.changes:
            changes = self.changes
            planned[CHANGES_PAGE] = ("changes.html", lambda written: changes.view(**written))
        template, plan = planned.get(page.slug, ("page.html", partial(self._text_page, page)))
        return self._job(template, plan(self._written(page)), page)

    def _home(self, written: _Written) -> FramedView:
        return HomeView(
            **self._named(written),
            ways=self.ways.to_start(),
            questions=self._questions(),
            finder=self.finder.view(self.urls.page("boroughs") if self._has("boroughs") else "#boroughs"),
        )

    def _boroughs(self, written: _Written) -> Iterator[FramedView]:
        drawn = area_map(self.directory, self.listings.boroughs)
        for own, entries in self._divided(written, self._areas(written["frame"].url, _state_words)):
            yield BoroughsView(**own, boroughs=entries, map=drawn)
            drawn = None

    def _find(self, written: _Written) -> Iterator[FramedView]:
        finder = self.finder.view("#boroughs")
        for own, entries in self._divided(written, self._areas(written["frame"].url, _places_words)):
            yield FindView(**own, finder=finder, boroughs=entries)

    def _postcode_districts(self, written: _Written) -> Iterator[FramedView]:
        edition, attribution = self.finder.view("").edition_words, self.finder.view("").attribution
        for own, districts in self._divided(written, self._districts(written["frame"].url)):
            groups = group_districts(districts)
            yield DistrictsView(**own, groups=groups, edition_words=edition, attribution=attribution)

    def _officers(self, written: _Written) -> Iterator[FramedView]:
        without = tuple(Link(text=entry.name, url=entry.url) for entry in self._entries if not entry.officers)
        weight = sum(make_entry("", link, (link.text, link.url)).weight for link in without)
        if weight > MOST_BESIDE and self._has("coverage"):
            areas, count = self.directory.site.region.areas, str(len(without))
            words = self.words("see_how_each_stands", count=count, areas_kind=areas)
            without = (Link(text=words, url=self.urls.page("coverage")),)
        for own, cards in self._divided(written, self._people(written["frame"].url)):
            yield OfficersView(**own, officers=cards, areas_without=without)
            without = ()

    def _report(self, written: _Written) -> FramedView:
        return ReportView(
            **written,
            needs=self.ways.needs(self._link(_WITNESS_PAGE, self.words("witness_guide"))),
            emergency=self.ways.emergency(),
            groups=self.ways.groups(),
            compare_url=self.urls.page(COMPARE_PAGE) if self._has(COMPARE_PAGE) else "",
        )

    def _compare(self, written: _Written) -> FramedView:
        return CompareView(**written, groups=self.ways.groups(), anonymity_key=anonymity_key(self.words))

    def _coverage(self, written: _Written) -> Iterator[FramedView]:
        name = self.directory.site.region.name
        caption = self.words("areas_of", count=str(len(self._entries)), region=name)
        counted = Counter(entry.state for entry in self._entries)
        counts = tuple(
            (state, state_words(state, self.words), counted[state]) for state in STATES if counted[state]
        )
        for own, entries in self._divided(written, self._areas(written["frame"].url, _coverage_words)):
            yield CoverageView(**own, caption=caption, counts=counts, boroughs=entries)
            caption, counts = self.words("areas_one_by_one", region=name), ()

    def _print(self, written: _Written) -> Iterator[FramedView]:
        entries = (
            make_entry(sort_key(entry.name, area.borough.slug), entry, _paper_words(entry))
            for area, entry in self.papers.entries(self.printed, self.words)
        )
        for own, areas in self._divided(written, Part(written["frame"].url, tuple(entries))):
            yield PrintView(**own, areas=areas)

    def _accessibility(self, written: _Written) -> FramedView:
        site, record = self.directory.site, self.directory.site.accessibility
        return AccessibilityView(
            **written,
            publisher=site.publisher.name,
            scope=site.base_url,
            compliance=record.compliance,
            non_compliances=record.non_compliances,
            burden=record.burden,
            out_of_scope=record.out_of_scope,
            answer_days=record.answer_days,
            prepared=self.words.day(record.prepared),
            reviewed=self.words.day(record.reviewed),
            tested=self.words.day(record.tested),
            tested_by=record.tested_by,
            methods=record.methods,
        )

    def _not_found(self, written: _Written) -> FramedView:
        return NotFoundView(**self._named(written))

    def _for_others(self, written: _Written) -> FramedView:
        shown = self.directory.areas[:1] if self._has_cards else ()
        code = "".join(frame_code(area.borough, self.framer) for area in shown)
        return ForOthersView(**written, card_code=code)

    def _text_page(self, page: Page, written: _Written) -> FramedView:
        related = tuple(link for link in self.framer.navigation("") if link.url != self.urls.page(page.slug))
        return PageView(**written, sources=self._sources(page.sources or ()), related=related)

    def _sources(self, sources: Iterable[Source]) -> tuple[Link, ...]:
        return tuple(source_link(source, self.words) for source in sources)

    def _borough(self, area: Area) -> PageJob:
        borough, site = area.borough, self.directory.site
        force = site.forces[borough.force]
        trail = self._trail("boroughs")
        url = self.urls.borough(borough.slug)
        breadcrumbs = (
            Link(text=self.words("home"), url=self.urls.home()),
            *trail,
            Link(text=borough.name, url=url),
        )
        call = self.directory.channel(force.call_channel)
        json_ld = describe_borough(
            borough, force, call.phone.value if call and call.phone else "101", breadcrumbs, site.host
        )
        frame = self.framer.frame(
            url,
            borough.name,
            self.words("area_description", area=borough.name),
            updated="" if area.standings else self.words("updated_nobody", area=borough.name),
            trail=trail,
            title=self.words("area_title", area=borough.name),
            json_ld=json_ld,
        )
        frame = replace(frame, feed=self.changes.feed_of_area(borough.slug)) if self.changes else frame
        papers = self.papers.links(borough.slug, self.printed, self.words)
        view = BoroughView(
            frame=frame,
            name=borough.name,
            officers=tuple(
                self.listings.officers[one.officer.slug]
                for one in sorted(area.standings, key=lambda one: not one.can_be_reached)
            ),
            fallback=self.listings.fallbacks.get(borough.slug),
            say=words_to_say(force, borough.name),
            reporting=self.ways.to_police(force),
            support=self.ways.to_support,
            local=self.ways.named(*(borough.channels or ())),
            force=Link(text=force.name, url=force.url),
            force_question=site.region.force_question or "",
            force_words=self.ways.which_force,
            neighbours=neighbours(area, self.directory, self.urls, across=False),
            across_words=self._across_words,
            across_river=neighbours(area, self.directory, self.urls, across=True),
            council=Link(text=borough.council.name, url=borough.council.url),
            own=own_words(borough),
            papers=papers,
            papers_guide=self._link(_PRINT_PAGE, self.words("about_papers")) if papers else None,
            prose=self._prose(borough),
            for_others=self._link(_FOR_OTHERS_PAGE, self.words("show_card")) if self._has_cards else None,
            diary=list_meetings(
                self.directory.meetings_in(area), area, self.directory, self.urls, self.words
            ),
        )
        return self._job("borough.html", view, borough)

    @property
    def _across_words(self) -> str:
        river = self.directory.site.region.river
        return self.words("across_river") if river is None or self.urls.language else river.across

    def _card(self, area: Area) -> PageJob:
        view = card_view(area, self.listings, self.framer, self.words)
        return self._job("card.html", view, area.borough)

    def _officer(self, standing: Standing) -> PageJob:
        profile = self.listings.officers[standing.officer.slug]
        areas = self.directory.areas_of(standing)
        names = self.words.all_of([area.borough.name for area in areas])
        area = next((area for area in areas if area.fallback), areas[0] if areas else None)
        places = format_list([one.borough.name for one in areas], "or")
        fallback = self._fallback(area, places) if area else None
        frame = self.framer.frame(
            self.urls.officer(standing.officer.slug),
            display_name(standing),
            self.words(
                "officer_description", officer=display_name(standing), role=standing.officer.role, areas=names
            ),
            trail=self._trail("officers"),
        )
        view = OfficerView(
            frame=frame,
            prose=self._prose(standing.officer),
            officer=profile,
            fallback=fallback,
            fallback_first=fallback is not None and not standing.can_be_reached,
            say=words_to_ask_for(standing, places),
            save=link_to_card(profile.card.contacts, self.urls, self.words),
            diary=list_meetings(
                self.directory.meetings_of(standing.officer),
                areas[0] if areas else None,
                self.directory,
                self.urls,
                self.words,
            ),
        )
        return self._job("officer.html", view, standing.officer)

    def _fallback(self, area: Area, places: str) -> Fallback | None:
        """Return whom to turn to in an area for somebody who asks about all these places."""
        found = self.listings.fallbacks.get(area.borough.slug)
        say = words_to_say(self.directory.site.forces[area.borough.force], places)
        return replace(found, say=say) if found else None

    def _channel(self, channel: Channel) -> PageJob:
        card = self.listings.channels[channel.slug]
        frame = self.framer.frame(
            self.urls.channel(channel.slug),
            card.name,
            self.words("channel_description", channel=card.name, summary=channel.summary),
            trail=self._trail("report"),
            title=self.words("channel_title", channel=card.name),
        )
        steps = (
            (self.words("what_to_do"), channel.steps),
            (self.words("on_a_mobile"), channel.steps_mobile),
            (self.words("on_a_landline"), channel.steps_landline),
        )
        view = ChannelView(
            frame=frame,
            channel=card,
            own=own_words(channel),
            steps=tuple((heading, lines) for heading, lines in steps if lines),
            steps_are_ordered=bool(channel.steps or channel.steps_mobile),
            sources=self._sources(channel.sources),
            prose=self._prose(channel),
            save=None if channel.is_emergency else link_to_card(card.contacts, self.urls, self.words),
            afterwards=self._link(_AFTERWARDS_PAGE, self.words("what_happens_next"))
            if is_police(channel)
            else None,
        )
        return self._job("channel.html", view, channel)

    @property
    def _entries(self) -> tuple[BoroughEntry, ...]:
        return tuple(self.listings.boroughs.values())

    def _people(self, url: str) -> Part[OfficerCard]:
        """Return the officers' cards, from A to Z by family name."""
        entries = (
            make_entry(person_key(one.officer.name, one.officer.slug), card, _card_words(card))
            for one in self.directory.standings
            if (card := self.listings.officers[one.officer.slug].card)
        )
        return Part(url, tuple(entries))

    def _areas(
        self, url: str, words: Callable[[BoroughEntry], Iterator[str]], most: float = MOST_WEIGHT
    ) -> Part[BoroughEntry]:
        """Return the areas from A to Z, each with the words that a list says of it."""
        entries = (
            make_entry(sort_key(entry.name, slug), entry, words(entry))
            for slug, entry in self.listings.boroughs.items()
        )
        return Part(url, tuple(entries), most=most)

    def _districts(self, url: str) -> Part[District]:
        entries = (Entry(sort_key(one.code), _weigh_district(one), one) for one in self.finder.districts())
        return Part(url, tuple(entries))

    def _divided(self, written: _Written, whole: Part[T]) -> Iterator[tuple[_Listed, tuple[T, ...]]]:
        """Yield what a list shows, and after it what each of its parts shows, if it has to be divided."""
        for part, parts in list_pages(whole):
            own = self._part_written(written["frame"], part) if part.above else written
            yield {**own, "parts": parts}, part.shown

    def _part_written(self, listed: Frame, part: Part[T]) -> _Written:
        label = part.link.text
        frame = self.framer.frame(
            part.link.url,
            self.words("part_title", list=listed.heading, letters=label),
            self.words("part_description", list=listed.heading, letters=label),
            updated=listed.updated,
            trail=(Link(text=listed.heading, url=listed.url), *(one.link for one in part.above[1:])),
        )
        return _Written(frame=frame, summary="", prose=None)

    def _named(self, written: _Written) -> _Named:
        """Add all areas, or the way to the list of them where they are too many to stand beside other things."""
        lists = {"boroughs": _state_words, "find": _places_words}
        slug = next(filter(self._has, lists), None)
        if slug is None or not self._areas("", _name_words, MOST_BESIDE).parts:
            return {**written, "parts": None, "boroughs": self._entries}
        whole = self._areas(self.urls.page(slug), lists[slug])
        words = self.words("all_from_a_to_z", areas_kind=self.directory.site.region.areas)
        every = Link(text=words, url=whole.url)
        parts = lead_on(whole) if whole.parts else Parts(links=(every,))
        return {**written, "parts": parts, "boroughs": ()}

    def _written(self, page: Page) -> _Written:
        """Return what every page with a file of its own shows."""
        site = self.directory.site
        frame = self.framer.frame(
            self.urls.page(page.slug),
            page.title,
            page.summary,
            updated=self.words("last_read", date=self.words.day(page.reviewed)),
            json_ld=describe_site(site.name, site.base_url, page.summary) if page.slug == "home" else "",
            indexed=page.slug != "not-found",
        )
        return _Written(frame=frame, summary=page.summary, prose=self._prose(page))

    def _job(self, template: str, view: FramedView, record: Record) -> PageJob:
        return PageJob(self.urls.path(view.frame.url), template, view, Place(record.origin.path, 1, 1))

    def _prose(self, record: Record) -> Prose | None:
        return self.texts[record.origin.path]

    @property
    def _has_cards(self) -> bool:
        """Whether the host can let other sites frame a card, and no other page."""
        return self.directory.site.hosting.host in FRAME_ONE_PAGE

    def _has(self, slug: str) -> bool:
        return any(page.slug == slug for page in self.directory.pages)

    def _link(self, slug: str, words: str) -> Link | None:
        """Return the way to a page of text, if there is one."""
        return Link(text=words, url=self.urls.page(slug)) if self._has(slug) else None

    def _trail(self, slug: str) -> tuple[Link, ...]:
        if not self._has(slug):
            return ()
        words = _SECTIONS.get(slug)
        areas = begin_sentence(self.directory.site.region.areas)
        text = self.words(words) if words else self.words("areas_heading", areas_kind=areas)
        return (Link(text=text, url=self.urls.page(slug)),)

    def _questions(self) -> tuple[Link, ...]:
        page = next((page for page in self.directory.pages if page.slug == QUESTIONS_PAGE), None)
        if page is None:
            return ()
        address, is_english = self.urls.page(QUESTIONS_PAGE), self.urls.is_english("page", QUESTIONS_PAGE)
        return tuple(
            Link(text=words, url=f"{address}#{heading_id(words)}", is_english=is_english)
            for words in list_questions(page.body)
        )


def _weigh_district(district: District) -> float:
    """Return its packed bytes; measured: 330 districts of London weigh 3.1 kB, for they name the same areas."""
    return 5 + 3 * len(district.areas + district.few)


def _card_words(card: OfficerCard) -> Iterator[str]:
    yield from (card.name, card.url, card.role, _A_CHECK)
    for link in card.boroughs:
        yield from (link.text, link.url)
    for contact in card.contacts:
        yield contact.value


def _paper_words(entry: PaperEntry) -> Iterator[str]:
    for link in entry.papers:
        yield from (link.text, link.url)


def _name_words(entry: BoroughEntry) -> Iterator[str]:
    yield from (entry.name, entry.url)


def _state_words(entry: BoroughEntry) -> Iterator[str]:
    yield from (entry.name, entry.url, _A_CHECK)


def _places_words(entry: BoroughEntry) -> Iterator[str]:
    yield from (entry.name, entry.url, *entry.places)


def _coverage_words(entry: BoroughEntry) -> Iterator[str]:
    yield from (entry.name, entry.url, _A_CHECK)
    for officer in entry.officers:
        yield from (officer.name, officer.url, _A_CHECK)
