"""What stands on paper: the words of the posters, the leaflet and the cards of each area, and which of them are there.

A sheet cannot be called back. So it names nobody who has not agreed to be named on one, it says by when it has to be
checked again, and nothing on it changes from one day to the next by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from hashlib import sha256

from site_builder.content.hosts import is_draft
from site_builder.content.schema import ON_PAPER
from site_builder.directory.freshness import Freshness, age_of, days_after
from site_builder.directory.model import Area, Directory
from site_builder.directory.standing import ChannelStanding, Standing
from site_builder.language.words import Words, read_english
from site_builder.site.pages.fallbacks import words_to_say
from site_builder.site.pages.frames import say_publisher
from site_builder.site.pages.job import PaperFile
from site_builder.site.pages.listings import Listings, make_listings
from site_builder.site.pages.views import ChannelCard, Contact, Link, OfficerCard, PaperEntry
from site_builder.site.pages.ways import Ways
from site_builder.site.published_files import PAPER
from site_builder.site.urls import Urls

KINDS = ("poster-a4", "poster-a3", "leaflet", "cards")
"""What is made for each area."""
PRINT_PAGE = "print"
_DRAFT = "A draft, not to be handed out: this site has no address yet."
_UNTRIED = (
    "We have not confirmed every number ourselves. Where we have not, it says where the number is from."
)
_CHECK_FIRST = "Check every number before you hand this out."
_BY_HAND = frozenset({"phone", "text", "textphone", "email", "web"})
"""Ways to reach somebody that are of use to a person who holds a sheet of paper."""


@dataclass(frozen=True, kw_only=True)
class PaperWay:
    """One way to reach somebody."""

    name: str
    summary: str
    reach: tuple[
        tuple[str, str, str, str], ...
    ]  # kind, how, where, link: ("phone", "Call", "101", "tel:101")
    hours: str
    cost: str
    since: str  # "Checked on 5 November 2026.", or where it is from: "From PinkNews, 15 March 2023."


_IN_DANGER = PaperWay(
    name="999",
    summary="Call when somebody is in danger.",
    reach=(("phone", "Call", "999", "tel:999"),),
    hours="",
    cost="",
    since="",
)
"""What stands first where a site has no file of its own for it."""


@dataclass(frozen=True, kw_only=True)
class AreaPaper:
    """All words on the sheets of one area."""

    area: str
    notice: str  # that everybody on it is made up, or that it is a draft; else ""
    emergency: tuple[PaperWay, ...]  # the number to call first
    force: str
    police: tuple[PaperWay, ...]  # the number to call first
    support: tuple[PaperWay, ...]
    officers: tuple[PaperWay, ...]  # those who have agreed to be named on paper
    officer_words: str  # where somebody serves whom no sheet names
    say: str
    address: str  # as people read it; "" while the site has none of its own
    url: str  # what the QR code holds; "" likewise
    check_by: str  # "Check again by 18 May 2027."
    checked: str  # how old the oldest of it is: "Every number was checked on 5 November 2026 or later."
    untried: str  # words on the numbers that we have not confirmed; "" if there are none
    where_question: str  # "On a train or the Tube?"
    where: str  # which police are in charge there; "" where that is the same everywhere
    publisher: str


@dataclass(frozen=True, kw_only=True)
class PaperJob:
    """A sheet to make: `kind` is one of KINDS, and `name` what the file is called."""

    name: str
    kind: str
    words: AreaPaper

    @cached_property
    def digest(self) -> str:
        """What stands for everything that is said on it."""
        return sha256(repr((self.kind, self.words)).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def called(self) -> str:
        """The name of the words by which a page calls it."""
        return f"paper_{self.kind.replace('-', '_')}"

    @property
    def area(self) -> str:
        """The short name of its area."""
        return self.name.removesuffix(f"-{self.kind}")

    @property
    def key(self) -> tuple[str, str]:
        """What it lies under when it is made."""
        return self.name, self.digest

    @property
    def path(self) -> str:
        """The file in the site."""
        return PAPER.path(sheet=self.name)

    def as_data(self) -> dict[str, object]:
        """Return its words for whoever sets them."""
        return {"kind": self.kind, **asdict(self.words)}


Printed = Mapping[tuple[str, str], int]
"""The sheets that are there, by name and digest, with their weight in bytes."""


@dataclass(frozen=True)
class PaperPlanner:
    """Plans the sheets of one directory. They are in English, and so are `words`."""

    directory: Directory
    urls: Urls
    words: Words
    listings: Listings
    ways: Ways

    def jobs(self) -> Iterator[PaperJob]:
        """Yield every sheet of every area."""
        for area in self.directory.areas:
            yield from self.jobs_of(area)

    def jobs_of(self, area: Area) -> Iterator[PaperJob]:
        """Yield the sheets of an area."""
        words = self._words(area)
        for kind in KINDS:
            yield PaperJob(name=f"{area.borough.slug}-{kind}", kind=kind, words=words)

    def files(self, printed: Printed) -> tuple[PaperFile, ...]:
        """Return every sheet that is there as it would be made now."""
        return (
            tuple(PaperFile(job.path, job.key) for job in self.jobs() if job.key in printed)
            if printed
            else ()
        )

    def links(self, slug: str, printed: Printed, words: Words) -> tuple[Link, ...]:
        """Return the way to each sheet of an area that is there as it would be made now, with its size.

        `words` are those of the page.
        """
        area = self.directory.area(slug) if printed else None
        jobs = self.jobs_of(area) if area else ()
        return tuple(
            Link(
                text=words("pdf_with_size", paper=words(job.called), size=str(-(-size // 1000))),
                url=self.urls.root + job.path,
            )
            for job in jobs
            if (size := printed.get(job.key))
        )

    def entries(self, printed: Printed, words: Words) -> Iterator[tuple[Area, PaperEntry]]:
        """Yield each area of which a sheet is there."""
        for area in self.directory.areas:
            if links := self.links(area.borough.slug, printed, words):
                name = area.borough.name
                told = tuple(
                    replace(link, text=words("paper_of_area", area=name, paper=link.text)) for link in links
                )
                yield area, PaperEntry(name=name, papers=told)

    def _words(self, area: Area) -> AreaPaper:
        site, borough = self.directory.site, area.borough
        force = site.forces[borough.force]
        emergency, police = self.ways.emergency(), self.ways.to_police(force)
        police = tuple(dict.fromkeys((*police, *self.ways.named(force.relay_channel))))
        support, home = self.ways.to_support, site.paper_url or site.base_url
        url = "" if is_draft(home) else home + self.urls.borough(borough.slug).removeprefix(self.urls.root)
        serving = [one for one in area.standings if one.can_be_reached]
        named = [one for one in serving if _is_named(one)]
        shown = {card.url for card in (*emergency, *police, *support)}
        ways = [
            one for one in self.directory.channel_standings if self.urls.channel(one.channel.slug) in shown
        ]
        untried = any(one.freshness.state in {"never", "overdue"} for one in ways)
        return AreaPaper(
            area=borough.name,
            notice=self.words("made_up") if site.example else "" if url else _DRAFT,
            emergency=tuple(map(self._way, emergency)) or (_IN_DANGER,),
            force=force.name,
            police=tuple(map(self._way, police)),
            support=tuple(map(self._way, support)),
            officers=tuple(_named_officer(self.listings.officers[one.officer.slug].card) for one in named),
            officer_words=_officer_words(borough.name, url) if serving and not named else "",
            say=words_to_say(force, borough.name),
            address=url.partition("://")[2],
            url=url,
            check_by=self._check_by([*_telling(ways), *_telling(serving)], named),
            checked=self._checked(ways),
            untried=_UNTRIED if untried else "",
            where_question=site.region.force_question or "",
            where=self.ways.which_force if site.region.force_question else "",
            publisher=say_publisher(site.publisher, self.words),
        )

    def _check_by(self, facts: Iterable[Freshness], named: Iterable[Standing]) -> str:
        """Say by when a sheet has to be checked: the first day on which a fact on it is overdue, or a name may go."""
        limits = self.directory.site.freshness
        dated = [one.dated for one in facts if one.dated and one.state in {"fresh", "due"}]
        days = [age_of(day, limits).overdue for day in dated]
        for officer in (one.officer for one in named):
            days += [
                days_after(day, 1)
                for day in (officer.until, officer.consent and officer.consent.review_by)
                if day
            ]
        known = [day for day in days if day]
        return f"Check again by {self.words.day(min(known))}." if known else _CHECK_FIRST

    def _checked(self, ways: Iterable[ChannelStanding]) -> str:
        """Say how old the oldest of these numbers is, for a sheet that has no room to say it of each."""
        facts = [one.freshness for one in ways]
        oldest = min((fact.dated for fact in facts if fact.dated), default=None)
        if oldest is None:
            return "Not every number is confirmed."
        if any(fact.state == "never" for fact in facts):
            return f"Not every number is confirmed. The oldest source is of {self.words.day(oldest)}."
        return f"Every number was checked on {self.words.day(oldest)} or later."

    def _way(self, card: ChannelCard) -> PaperWay:
        return PaperWay(
            name=card.name,
            summary=card.summary,
            reach=_reach(card.contacts),
            hours=card.hours,
            cost=card.cost,
            since=card.freshness_words.removesuffix(self.words("not_confirmed")).strip(),
        )


def make_paper_planner(directory: Directory) -> PaperPlanner:
    """Return what plans the sheets of a directory."""
    urls, words = Urls(directory.site.root), read_english()
    listings = make_listings(directory, urls, words)
    return PaperPlanner(directory, urls, words, listings, Ways(directory, listings.channels, words))


def _telling(standings: Iterable[Standing | ChannelStanding]) -> Iterator[Freshness]:
    for one in standings:
        yield one.freshness
        yield from (fresh for _, fresh in one.contacts.values())


def _is_named(standing: Standing) -> bool:
    consent = standing.officer.consent
    return consent is not None and ON_PAPER in consent.fields


def _officer_words(area: str, url: str) -> str:
    where = "The address on this sheet" if url else f"Our page for {area}"
    return f"{area} has a liaison officer. {where} says who it is now."


def _named_officer(card: OfficerCard) -> PaperWay:
    return PaperWay(
        name=card.name,
        summary=card.role,
        reach=_reach(one for one in card.contacts if one.url),
        hours="",
        cost="",
        since=card.freshness_words,
    )


def _reach(contacts: Iterable[Contact]) -> tuple[tuple[str, str, str, str], ...]:
    return tuple((one.kind, one.label, one.value, one.url) for one in contacts if one.kind in _BY_HAND)
