"""What surrounds every page: titles, navigation, who runs the site, and the way out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from site_builder.content.schema import Page
from site_builder.content.settings import Publisher, Region
from site_builder.directory.model import Directory
from site_builder.language.wording import begin_sentence
from site_builder.language.words import Words
from site_builder.site.pages.corrections import Corrections
from site_builder.site.pages.discreet_mode import neutral_topic
from site_builder.site.pages.editions import Edition
from site_builder.site.pages.structured_data import describe_breadcrumbs
from site_builder.site.pages.views import Alternate, Contact, Frame, Link, RegionWords
from site_builder.site.urls import Urls

EMERGENCY_ID = "in-danger-now"
"""Where the ways to call for help stand: for those who cannot speak, and for those who cannot hear."""
LONGEST_TITLE = 70
"""In characters, as tabs and search engines show it; what is longer leaves the name of the site to the header."""


@dataclass(frozen=True)
class Framer:
    """Makes the frame of each page of one edition.

    `alternates` are the languages of each page that is in several, by its address.
    """

    edition: Edition
    renew_on: str = ""
    alternates: Mapping[str, tuple[Alternate, ...]] = field(default_factory=dict)

    def frame(
        self,
        url: str,
        heading: str,
        description: str,
        *,
        updated: str = "",
        trail: tuple[Link, ...] = (),
        title: str = "",
        json_ld: str = "",
        indexed: bool = True,
    ) -> Frame:
        """Return the frame of the page at `url`; `trail` are the pages between home and this one."""
        site = self.edition.directory.site
        home = Link(text=self.edition.words("home"), url=self.edition.urls.home())
        breadcrumbs = () if url == home.url else (home, *trail, Link(text=heading, url=url, current=True))
        canonical = site.host + url
        is_listed = indexed and not site.example
        is_told = is_listed and not site.discreet_name
        shown_title = self._title(url, title or heading)
        return Frame(
            title=shown_title,
            heading=heading,
            description=shown_title if site.discreet_name else description,
            canonical=canonical,
            root=self.edition.urls.root,
            url=url,
            indexed=is_listed,
            site_name=site.short_name,
            origin=site.host,
            home_url=home.url,
            breadcrumbs=breadcrumbs,
            navigation=self.navigation(url),
            footer=self._footer(url),
            emergency_url=self._emergency_url,
            report_url=self.edition.urls.page("report"),
            leave_url=site.leave_url,
            publisher=say_publisher(self.edition.directory.site.publisher, self.edition.words),
            contact=self._contact(url),
            updated=self.edition.readings.get(url, updated),
            example_notice=self.edition.words("made_up") if site.example else "",
            json_ld=(json_ld or describe_breadcrumbs(breadcrumbs, site.host)) if is_told else "",
            licence=licence(site.region, self.edition.words),
            region=self._region,
            tab_name=site.discreet_name or "",
            renew_on=self.renew_on,
            tongue=self.edition.tongue,
            newer_url=self.edition.newer.get(url, ""),
            alternates=tuple(replace(one, current=one.url == url) for one in self.alternates.get(url, ())),
        )

    def _title(self, url: str, topic: str) -> str:
        site, urls = self.edition.directory.site, self.edition.urls
        if site.discreet_name:
            below = url.removeprefix(urls.own_root)
            original = self.edition.original or self.edition.directory
            topic = neutral_topic(urls.root + below, original, Urls(urls.root))
            name = f"{site.discreet_name} ({urls.language})" if urls.language else site.discreet_name
            return f"{topic} – {name}" if topic else name
        whole = f"{topic} – {site.name}" if url != urls.own_root else f"{site.name}: {topic}"
        return whole if len(whole) <= LONGEST_TITLE else topic

    def navigation(self, url: str) -> tuple[Link, ...]:
        """Return the main pages; the one that `url` belongs to is current."""
        return tuple(current if url.startswith(link.url) else link for link, current in self._main_pages)

    def _footer(self, url: str) -> tuple[Link, ...]:
        return tuple(current if url == link.url else link for link, current in self._footer_pages)

    @cached_property
    def _main_pages(self) -> tuple[tuple[Link, Link], ...]:
        pages = sorted((page for page in self.edition.directory.pages if page.nav), key=_place)
        return tuple(self._link(page, page.nav) for page in pages)

    @cached_property
    def _footer_pages(self) -> tuple[tuple[Link, Link], ...]:
        pages = sorted((page for page in self.edition.directory.pages if page.footer), key=_place)
        return tuple(self._link(page, page.footer) for page in pages)

    def _link(self, page: Page, words: str | None) -> tuple[Link, Link]:
        """Return the link to a page, and the same where it is current: each stands on every page there is."""
        urls = self.edition.urls
        link = Link(
            text=words or "", url=urls.page(page.slug), is_english=urls.is_english(page.KIND, page.slug)
        )
        return link, replace(link, current=True)

    @cached_property
    def _region(self) -> RegionWords:
        return region_words(self.edition.directory)

    @cached_property
    def _emergency_url(self) -> str:
        report = self.edition.urls.page("report")
        has_emergency = any(channel.is_emergency for channel in self.edition.directory.channels)
        return f"{report}#{EMERGENCY_ID}" if has_emergency else report

    @cached_property
    def _corrections(self) -> Corrections:
        return Corrections(self.edition.directory, self.edition.urls, self.edition.original)

    def _contact(self, url: str) -> Contact | None:
        email = self.edition.directory.site.publisher.contact
        if email is None:
            return None
        label = self.edition.words("something_wrong")
        return Contact(kind="email", label=label, value=email, url=self._corrections.address(url), note="")


def say_publisher(publisher: Publisher, words: Words) -> str:
    """Return who runs the site, and whether that is the police."""
    police = words("is_police" if publisher.is_the_police else "is_not_police")
    return f"{words('run_by', publisher=publisher.name)} {police}"


def licence(region: Region, words: Words) -> str:
    """Return what may be done with the words of the site and the codes of its areas."""
    return words("licence", areas_kind=begin_sentence(region.areas))


def region_words(directory: Directory) -> RegionWords:
    """Return what pages call the region and its areas."""
    region = directory.site.region
    river = region.river if region.river and region.river.on_tiles else None
    return RegionWords(
        name=region.name,
        area=region.area,
        areas=region.areas,
        heading=begin_sentence(region.areas),
        has_tiles=all(area.borough.tile for area in directory.areas),
        river=river.name if river else "",
        river_line=f"M{' '.join(river.on_tiles)}" if river else "",
    )


def _place(page: Page) -> tuple[int, str]:
    return (page.nav_order if page.nav_order is not None else 999, page.title)
