"""Plan every file of the site from the directory, as data."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.content.prose import heading_id
from site_builder.content.schema import Channel, Page, Record, Source
from site_builder.content.validation import Records
from site_builder.diagnostics import Diagnostic, Place
from site_builder.directory.model import Area, Directory, Standing
from site_builder.pages.cards import (
    ANONYMITY_KEY,
    channel_card,
    channel_freshness,
    display_name,
    officer_card,
    officer_photo,
    officer_profile,
)
from site_builder.pages.fallbacks import FallbackWriter, words_to_say
from site_builder.pages.frames import Framer
from site_builder.pages.job import PageJob, PhotoJob, SitePlan
from site_builder.pages.prose_links import LinkResolver, make_resolver
from site_builder.pages.structured_data import describe_borough, describe_site
from site_builder.pages.views import (
    AccessibilityView,
    BoroughEntry,
    BoroughsView,
    BoroughView,
    ChannelCard,
    ChannelGroup,
    ChannelView,
    CoverageView,
    Frame,
    HomeView,
    Link,
    NotFoundView,
    OfficersView,
    OfficerView,
    PageView,
    Prose,
    ReportView,
    SitemapView,
    TextFileView,
)
from site_builder.urls import Urls
from site_builder.wording import earliest_day, format_day, format_list, format_partial_date

_STATES = {
    "filled": "Officer listed",
    "covered": "Covered by another officer",
    "away": "Officer away",
    "overdue": "Not checked lately",
    "vacant": "Post vacant",
    "unlisted": "Nobody listed yet",
}
_GROUPS = (
    (
        "police",
        "Tell the police",
        "The police hear what you say.",
        ("police-non-emergency", "police-online", "police-in-person", "police-liaison"),
    ),
    (
        "unknown",
        "Tell without being known",
        "Nobody learns who you are, so nobody can come back to you.",
        ("anonymous",),
    ),
    (
        "support",
        "Talk to somebody who is not the police",
        "They listen first. You decide what happens next.",
        ("support", "third-party"),
    ),
    ("young", "For young people", "For people under 19, and adults who worry about them.", ("young-people",)),
    (
        "complaints",
        "Complain about the police",
        "If the police treated you badly, or did nothing.",
        ("complaint",),
    ),
)
_QUESTIONS_PAGE = "worth-reporting"
_QUESTION = re.compile(r"^## +(.+\?) *$", re.MULTILINE)
_SECURITY_DAYS = 180


def plan_site(directory: Directory, records: Records) -> tuple[SitePlan, tuple[Diagnostic, ...]]:
    """Return every file of the site, in the order of its path, and links in texts that lead nowhere."""
    urls = Urls(directory.site.root)
    planner = _Planner(
        directory,
        urls,
        Framer(directory, urls),
        FallbackWriter(directory, urls),
        make_resolver(directory, urls, records.failed),
    )
    found: list[Diagnostic] = []
    pages = list(planner.pages(found))
    pages += [_sitemap(pages, directory), _robots(directory), *_security(directory)]
    unpublished = tuple(planner.unpublished(records, found))
    return SitePlan(
        tuple(sorted(pages, key=lambda job: job.path)), tuple(planner.photos()), unpublished
    ), tuple(found)


@dataclass(frozen=True)
class _Planner:
    """Plans the pages of one directory."""

    directory: Directory
    urls: Urls
    framer: Framer
    fallbacks: FallbackWriter
    resolver: LinkResolver

    def pages(self, found: list[Diagnostic]) -> Iterator[PageJob]:
        """Yield every page; what is wrong with links in texts goes into `found`."""
        planned = {
            "home": self._home,
            "boroughs": self._boroughs,
            "officers": self._officers,
            "report": self._report,
            "coverage": self._coverage,
            "accessibility": self._accessibility,
            "not-found": self._not_found,
        }
        for page in self.directory.pages:
            plan = planned.get(page.slug, self._text_page)
            yield plan(page, self._prose(page, found))
        for area in self.directory.areas:
            yield self._borough(area, self._prose(area.borough, found))
        for standing in self.directory.standings:
            yield self._officer(standing, self._prose(standing.officer, found))
        for channel in self.directory.channels:
            yield self._channel(channel, self._prose(channel, found))

    def photos(self) -> Iterator[PhotoJob]:
        """Yield the photographs of all officers."""
        for standing in self.directory.standings:
            if job := officer_photo(standing, self.directory):
                yield job

    def unpublished(self, records: Records, found: list[Diagnostic]) -> Iterator[Prose]:
        """Yield the texts of records that have failed, so that mistakes in them need not wait for the next run."""
        for document in records.documents:
            if (document.kind, document.slug) in records.failed:
                prose, faults = self.resolver.resolve(document.body, document.path, document.kind)
                found += faults
                if prose:
                    yield prose

    def _home(self, page: Page, prose: Prose | None) -> PageJob:
        site = self.directory.site
        json_ld = describe_site(site.name, site.base_url, page.summary)
        view = HomeView(
            self._frame(page, json_ld=json_ld),
            page.summary,
            prose,
            self._entries(),
            self._ways_to_start(),
            self._questions(),
        )
        return self._job("home.html", view.frame, view, page)

    def _boroughs(self, page: Page, prose: Prose | None) -> PageJob:
        view = BoroughsView(self._frame(page), page.summary, self._entries(), prose)
        return self._job("boroughs.html", view.frame, view, page)

    def _officers(self, page: Page, prose: Prose | None) -> PageJob:
        cards = tuple(
            officer_card(one, self.directory, self.urls, officer_photo(one, self.directory))
            for one in self.directory.standings
        )
        without = tuple(
            Link(area.borough.name, self.urls.borough(area.borough.slug))
            for area in self.directory.areas
            if not area.standings
        )
        view = OfficersView(self._frame(page), page.summary, cards, without, prose)
        return self._job("officers.html", view.frame, view, page)

    def _report(self, page: Page, prose: Prose | None) -> PageJob:
        cards = tuple(channel_card(channel, self.directory, self.urls) for channel in self.directory.channels)
        groups = tuple(
            ChannelGroup(name, heading, intro, found)
            for name, heading, intro, kinds in _GROUPS
            if (found := tuple(card for card in cards if card.kind in kinds))
        )
        emergency = tuple(card for card in cards if card.is_emergency)
        view = ReportView(self._frame(page), page.summary, prose, emergency, groups, ANONYMITY_KEY)
        return self._job("report.html", view.frame, view, page)

    def _coverage(self, page: Page, prose: Prose | None) -> PageJob:
        entries = self._entries()
        counts = tuple(
            (state, words, count)
            for state, words in _STATES.items()
            if (count := sum(entry.state == state for entry in entries))
        )
        view = CoverageView(self._frame(page), page.summary, counts, entries, prose)
        return self._job("coverage.html", view.frame, view, page)

    def _accessibility(self, page: Page, prose: Prose | None) -> PageJob:
        site, record = self.directory.site, self.directory.site.accessibility
        view = AccessibilityView(
            self._frame(page),
            page.summary,
            site.publisher.name,
            site.base_url,
            record.compliance,
            record.non_compliances,
            record.burden,
            record.out_of_scope,
            record.answer_days,
            format_day(record.prepared),
            format_day(record.reviewed),
            format_day(record.tested),
            record.tested_by,
            record.methods,
            prose,
        )
        return self._job("accessibility.html", view.frame, view, page)

    def _not_found(self, page: Page, prose: Prose | None) -> PageJob:
        view = NotFoundView(self._frame(page, indexed=False), self._entries(), prose)
        return self._job("not-found.html", view.frame, view, page)

    def _text_page(self, page: Page, prose: Prose | None) -> PageJob:
        empty = Prose("", page.origin.path, page.body.line)
        related = tuple(
            link
            for link in self.framer.frame("", "", "", "").navigation
            if link.url != self.urls.page(page.slug)
        )
        view = PageView(
            self._frame(page),
            page.summary,
            prose or empty,
            _reviewed(page),
            _source_links(page.sources or ()),
            related,
        )
        return self._job("page.html", view.frame, view, page)

    def _borough(self, area: Area, prose: Prose | None) -> PageJob:
        borough, site = area.borough, self.directory.site
        force = site.forces[borough.force]
        trail = self._trail("boroughs")
        url = self.urls.borough(borough.slug)
        breadcrumbs = (Link("Home", self.urls.home()), *trail, Link(borough.name, url))
        call = self.directory.channel(force.call_channel)
        json_ld = describe_borough(
            borough, force, call.phone.value if call and call.phone else "101", breadcrumbs, site.host
        )
        updated = " ".join(dict.fromkeys(one.freshness.words for one in area.standings)) or (
            f"No officer is listed for {borough.name}. Each number on this page carries its own date."
        )
        frame = self.framer.frame(
            url,
            borough.name,
            f"Who the LGBT+ liaison officer for {borough.name} is, how to reach one, and every other way to report.",
            updated,
            trail=trail,
            title=f"{borough.name}: your LGBT+ liaison officer",
            json_ld=json_ld,
        )
        view = BoroughView(
            frame=frame,
            name=borough.name,
            entry=self._entry(area),
            officers=tuple(officer_profile(one, self.directory, self.urls) for one in area.standings),
            fallback=self.fallbacks.fallback(area, area.fallback) if area.fallback else None,
            fallback_first=area.fallback is not None and area.fallback.why != "no-contact",
            say=words_to_say(force, borough.name),
            reporting=self._named(force.call_channel, force.online_channel, *self._railway()),
            support=self._support(),
            local=self._named(*(borough.channels or ())),
            force=Link(force.name, force.url),
            force_words=self._force_words(),
            neighbours=self._neighbours(area, across=False),
            across_thames=self._neighbours(area, across=True),
            outside=borough.outside or (),
            council=Link(borough.council.name, borough.council.url),
            places=borough.places,
            prose=prose,
        )
        return self._job("borough.html", frame, view, borough)

    def _officer(self, standing: Standing, prose: Prose | None) -> PageJob:
        profile = officer_profile(standing, self.directory, self.urls, prose)
        areas = [area for area in self.directory.areas if area.borough.slug in standing.officer.boroughs]
        names = format_list([area.borough.name for area in areas])
        area = next((area for area in areas if area.fallback), areas[0] if areas else None)
        fallback = self.fallbacks.fallback(area, area.fallback) if area and area.fallback else None
        frame = self.framer.frame(
            self.urls.officer(standing.officer.slug),
            display_name(standing),
            f"{display_name(standing)}, {standing.officer.role} for {names}.",
            standing.freshness.words,
            trail=self._trail("officers"),
        )
        places = format_list([area.borough.name for area in areas], "or")
        say = f"I would like {display_name(standing)}, the LGBT+ community liaison officer for {places}, to contact me."
        view = OfficerView(
            frame, profile, fallback, fallback is not None and not standing.can_be_reached, say
        )
        return self._job("officer.html", frame, view, standing.officer)

    def _channel(self, channel: Channel, prose: Prose | None) -> PageJob:
        card = channel_card(channel, self.directory, self.urls)
        frame = self.framer.frame(
            self.urls.channel(channel.slug),
            channel.name,
            f"{channel.name}: {channel.summary}",
            card.freshness_words,
            trail=self._trail("report"),
            title=f"{channel.name}: how it works",
        )
        steps = (
            ("What to do", channel.steps),
            ("On a mobile", channel.steps_mobile),
            ("On a landline", channel.steps_landline),
        )
        view = ChannelView(
            frame=frame,
            channel=card,
            when_to_use=channel.when_to_use,
            do_not_use_for=channel.do_not_use_for or "",
            anonymity_note=channel.anonymity_note or "",
            other_ways=channel.other_ways or (),
            steps=tuple((heading, lines) for heading, lines in steps if lines),
            steps_are_ordered=bool(channel.steps or channel.steps_mobile),
            warnings=channel.warnings or (),
            sources=_source_links(channel.sources),
            prose=prose,
        )
        return self._job("channel.html", frame, view, channel)

    def _frame(self, page: Page, *, json_ld: str = "", indexed: bool = True) -> Frame:
        return self.framer.frame(
            self.urls.page(page.slug),
            page.title,
            page.summary,
            _reviewed(page),
            json_ld=json_ld,
            indexed=indexed,
        )

    def _job(self, template: str, frame: Frame, view: object, record: Record) -> PageJob:
        return PageJob(self.urls.path(frame.url), template, view, Place(record.origin.path, 1, 1))  # type: ignore[arg-type]

    def _prose(self, record: Record, found: list[Diagnostic]) -> Prose | None:
        prose, faults = self.resolver.resolve(record.body, record.origin.path, record.KIND)
        found += faults
        return prose

    def _trail(self, slug: str) -> tuple[Link, ...]:
        page = next((page for page in self.directory.pages if page.slug == slug), None)
        return (
            (
                Link(
                    {"boroughs": "Boroughs", "officers": "Officers", "report": "Ways to report"}[slug],
                    self.urls.page(slug),
                ),
            )
            if page
            else ()
        )

    def _entries(self) -> tuple[BoroughEntry, ...]:
        return tuple(self._entry(area) for area in self.directory.areas)

    def _entry(self, area: Area) -> BoroughEntry:
        borough = area.borough
        officers = tuple(
            Link(display_name(one), self.urls.officer(one.officer.slug)) for one in area.standings
        )
        return BoroughEntry(
            borough.name,
            self.urls.borough(borough.slug),
            borough.tile.label,
            borough.tile.column,
            borough.tile.row,
            area.state,
            _STATES[area.state],
            officers,
            _detail(area),
            borough.places,
            self.directory.site.forces[borough.force].short_name,
        )

    def _named(self, *slugs: str) -> tuple[ChannelCard, ...]:
        found = (self.directory.channel(slug) for slug in dict.fromkeys(slugs))
        return tuple(channel_card(channel, self.directory, self.urls) for channel in found if channel)

    def _of_kind(self, kind: str) -> list[str]:
        return [channel.slug for channel in self.directory.channels if channel.kind == kind]

    def _ways_to_start(self) -> tuple[ChannelCard, ...]:
        return self._named(
            *self._of_kind("police-non-emergency")[:1],
            self.directory.site.charity,
            *self._of_kind("anonymous")[:1],
        )

    def _support(self) -> tuple[ChannelCard, ...]:
        return self._named(
            self.directory.site.charity, *self._of_kind("anonymous")[:1], *self._of_kind("support")
        )[:4]

    def _railway(self) -> tuple[str, ...]:
        force = self.directory.site.forces.get("btp")
        return (force.call_channel,) if force else ()

    def _force_words(self) -> str:
        forces = self.directory.site.forces
        if not {"met", "city", "btp"} <= set(forces):
            return ""
        railway = self.directory.channel(forces["btp"].call_channel)
        how = f", text {railway.text.value}" if railway and railway.text else ""
        return (
            f"On a train, Tube, DLR or tram, or at a station: {forces['btp'].name}{how}. "
            f"On a bus or in the street: {forces['met'].short_name}. In the Square Mile: {forces['city'].name}."
        )

    def _neighbours(self, area: Area, *, across: bool) -> tuple[Link, ...]:
        beyond = set(area.borough.across_thames or ())
        found = (self.directory.area(slug) for slug in area.borough.neighbours if (slug in beyond) == across)
        return tuple(
            Link(other.borough.name, self.urls.borough(other.borough.slug)) for other in found if other
        )

    def _questions(self) -> tuple[Link, ...]:
        page = next((page for page in self.directory.pages if page.slug == _QUESTIONS_PAGE), None)
        if page is None:
            return ()
        address = self.urls.page(_QUESTIONS_PAGE)
        return tuple(
            Link(words, f"{address}#{heading_id(words)}") for words in _QUESTION.findall(page.body.text)
        )


def _detail(area: Area) -> str:
    if area.state in {"filled", "covered", "away", "overdue"} and area.standings:
        return area.standings[0].freshness.words
    liaison = area.borough.liaison
    if area.state == "vacant" and liaison and liaison.since:
        return f"Vacant since {format_day(liaison.since)}."
    if area.fallback and area.fallback.officer:
        return f"{display_name(area.fallback.officer)} can help."
    return "Ask for one on 101."


def _reviewed(page: Page) -> str:
    return f"Last read through on {format_day(page.reviewed)}."


def _source_links(sources: tuple[Source, ...]) -> tuple[Link, ...]:
    return tuple(
        Link(f"{source.publisher}, {format_partial_date(source.published)}", source.url or "")
        for source in sources
    )


def _sitemap(pages: list[PageJob], directory: Directory) -> PageJob:
    changed = _changed(directory)
    listed = [
        (job.view.frame.canonical, changed.get(job.origin.path if job.origin else "", ""))
        for job in pages
        if hasattr(job.view, "frame")
        and (job.view.frame.indexed or directory.site.example)
        and not job.path.endswith("404.html")
    ]
    return PageJob("sitemap.xml", "sitemap.xml", SitemapView(tuple(sorted(listed))))


def _changed(directory: Directory) -> dict[str, str]:
    """Map each content file to the newest day that it or what it shows was published, checked or read: never today."""
    days: dict[str, list[datetime.date | None]] = {}
    for page in directory.pages:
        days[page.origin.path] = [page.reviewed]
    for standing in directory.standings:
        days[standing.officer.origin.path] = [standing.freshness.dated]
    for channel in directory.channels:
        days[channel.origin.path] = [channel_freshness(channel, directory).dated]
    for area in directory.areas:
        source = area.borough.liaison.source if area.borough.liaison else None
        days[area.borough.origin.path] = [one.freshness.dated for one in area.standings] + [
            earliest_day(source.published) if source else None
        ]
    return {
        path: max(known).isoformat()
        for path, found in days.items()
        if (known := [day for day in found if day])
    }


def _robots(directory: Directory) -> PageJob:
    site = directory.site
    rule = "Disallow: /" if site.example else "Allow: /"
    lines = ("User-agent: *", rule, f"Sitemap: {site.base_url}sitemap.xml")
    return PageJob("robots.txt", "lines.txt", TextFileView(lines))


def _security(directory: Directory) -> Iterator[PageJob]:
    """Yield security.txt (RFC 9116) when site.yaml names somebody who answers."""
    site = directory.site
    if site.security_contact is None:
        return
    expires = directory.as_of + datetime.timedelta(days=_SECURITY_DAYS)
    lines = (
        f"Contact: mailto:{site.security_contact}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {site.base_url}.well-known/security.txt",
    )
    yield PageJob(".well-known/security.txt", "lines.txt", TextFileView(lines))
