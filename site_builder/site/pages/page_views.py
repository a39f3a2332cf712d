"""What each kind of page shows, whole; what it is made of is in `views`, and so is what holds for all of them."""

from site_builder.site.pages.own_words import OwnWords
from site_builder.site.pages.view_classes import dataclass
from site_builder.site.pages.views import (
    Afterwards,
    Alternate,
    BoroughEntry,
    ChannelCard,
    ChannelGroup,
    Charity,
    Contact,
    DistrictGroup,
    Fallback,
    FinderView,
    Frame,
    Link,
    MapView,
    MeetingList,
    OfficerCard,
    OfficerProfile,
    PaperEntry,
    Parts,
    Prose,
)


@dataclass(frozen=True, kw_only=True)
class FramedView:
    """A page for people; `prose` is the text of the file behind it, if it has one."""

    frame: Frame
    prose: Prose | None = None


@dataclass(frozen=True, kw_only=True)
class WrittenView(FramedView):
    """A page with a file of its own in pages/, or a part of it; `summary` stands below the heading."""

    summary: str
    parts: Parts | None = None  # where the page's list is too long for one page


@dataclass(frozen=True, kw_only=True)
class HomeView(WrittenView):
    """The home page."""

    boroughs: tuple[BoroughEntry, ...]  # A to Z; none where they are too many
    ways: tuple[ChannelCard, ...]  # three or four ways to start
    questions: tuple[Link, ...]  # what people ask, in their own words
    finder: FinderView


@dataclass(frozen=True, kw_only=True)
class BoroughsView(WrittenView):
    """All boroughs, A to Z, with their places."""

    boroughs: tuple[BoroughEntry, ...]
    map: MapView | None = None


@dataclass(frozen=True, kw_only=True)
class FindView(WrittenView):
    """The finder on a page of its own, above all boroughs with their places."""

    finder: FinderView
    boroughs: tuple[BoroughEntry, ...]


@dataclass(frozen=True, kw_only=True)
class DistrictsView(WrittenView):
    """Every postcode district and the boroughs in it."""

    groups: tuple[DistrictGroup, ...]
    edition_words: str
    attribution: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BoroughView(FramedView):
    """A borough: who the officer is, and whom to turn to."""

    name: str
    officers: tuple[OfficerProfile, ...]  # those who can be reached first, and of them the lead
    fallback: (
        Fallback | None
    )  # above the officers; None only when one in post is fresh or due and can be reached
    say: str  # the exact words to say on 101
    reporting: tuple[ChannelCard, ...]  # police routes for this force
    support: tuple[ChannelCard, ...]  # independent charities, beside them as equals
    local: tuple[ChannelCard, ...]
    force: Link
    force_question: str  # "On a train or the Tube?", or ""
    force_words: str  # "On a train, Tube, DLR or tram: British Transport Police, text 61016. …"
    neighbours: tuple[Link, ...]
    across_river: tuple[Link, ...]
    across_words: str  # "Across the Fen"
    council: Link
    own: OwnWords  # what the borough's file says, by the names of its fields: own.places
    diary: MeetingList | None = None
    papers: tuple[Link, ...] = ()  # the sheets that are there: "Poster, A4 (PDF, 37 kB)"
    papers_guide: Link | None = None  # what the sheets are for; None where there are none
    for_others: Link | None = None  # how to show this on another website


@dataclass(frozen=True, kw_only=True)
class CardView(FramedView):
    """The least that somebody needs of an area, in a frame on a page of others."""

    name: str
    page_url: str  # the whole page of the area
    officer: OfficerCard | None  # who can be reached: the area's own, or whoever stands in
    fallback: (
        Fallback | None
    )  # why somebody stands in, or nobody is named; None where the officer is the area's own
    call: Contact  # 101
    relay: Contact  # 18001 101
    say: str  # the exact words to say there
    charities: tuple[Charity, ...]


@dataclass(frozen=True, kw_only=True)
class ForOthersView(WrittenView):
    """What councils and charities may show of this site."""

    card_code: (
        str  # the HTML to copy, with the card of an area; "" where the host cannot let a card be framed
    )


@dataclass(frozen=True, kw_only=True)
class PrintView(WrittenView):
    """Every sheet that is there, by area."""

    areas: tuple[PaperEntry, ...]


@dataclass(frozen=True, kw_only=True)
class OfficersView(WrittenView):
    """All officers."""

    officers: tuple[OfficerCard, ...]  # by family name
    areas_without: tuple[Link, ...]  # boroughs nobody is listed for


@dataclass(frozen=True, kw_only=True)
class OfficerView(FramedView):
    """An officer's own page: with a `fallback` where they cannot be reached, else with the `others` to call."""

    officer: OfficerProfile
    fallback: Fallback | None
    others: Fallback | None
    say: str
    save: Link | None = None  # the card for the phone's address book, under a name that says nothing
    diary: MeetingList | None = None


@dataclass(frozen=True, kw_only=True)
class ReportView(WrittenView):
    """All ways to report, by what somebody needs, and by name and number."""

    needs: tuple[ChannelGroup, ...]  # in people's own words, each with two to four ways
    emergency: tuple[ChannelCard, ...]
    groups: tuple[ChannelGroup, ...]
    compare_url: str  # the page that compares them; "" when there is none


@dataclass(frozen=True, kw_only=True)
class CompareView(WrittenView):
    """All ways to report, compared."""

    groups: tuple[ChannelGroup, ...]  # each drawn as a table that keeps its labels on a phone
    anonymity_key: tuple[tuple[str, str], ...]  # the four kinds: words, explanation


@dataclass(frozen=True, kw_only=True)
class ChannelView(FramedView):
    """One way to report, in full."""

    channel: ChannelCard
    own: OwnWords  # what the channel's file says, by the names of its fields: own.when_to_use
    steps: tuple[tuple[str, tuple[str, ...]], ...]  # (heading, steps): ("On a mobile", (…))
    steps_are_ordered: bool
    sources: tuple[Link, ...]  # url "" when the source has none
    save: Link | None = None  # the card for the phone's address book, under a name that says nothing
    afterwards: Afterwards | None = None  # for ways that the police hear


@dataclass(frozen=True, kw_only=True)
class CoverageView(WrittenView):
    """How well the region is covered, area by area."""

    caption: str  # "The 10 areas of Fenmoor"
    counts: tuple[tuple[str, str, int], ...]  # (state, words, how many)
    boroughs: tuple[BoroughEntry, ...]


@dataclass(frozen=True, kw_only=True)
class PageView(WrittenView):
    """A page of text."""

    sources: tuple[Link, ...]
    related: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class AccessibilityView(WrittenView):
    """The accessibility statement: the words the law fixes stand in the template, site.yaml says what was measured."""

    publisher: str
    scope: str  # the site's address
    compliance: str  # full, partial or none
    non_compliances: tuple[str, ...]  # each with its WCAG criterion and the day it will be mended
    burden: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    answer_days: int  # within how many days a message is answered
    prepared: str  # "22 November 2026"
    reviewed: str
    tested: str
    tested_by: str
    methods: tuple[str, ...]  # how it was tested, which pages


@dataclass(frozen=True, kw_only=True)
class NotFoundView(WrittenView):
    """The page for an address that does not exist."""

    boroughs: tuple[BoroughEntry, ...]


@dataclass(frozen=True, kw_only=True)
class SitemapView:
    """sitemap.xml."""

    has_alternates: bool = False
    pages: tuple[
        tuple[str, str, tuple[Alternate, ...]], ...
    ]  # (full address, 2026-11-21 or "", in other languages)


@dataclass(frozen=True, kw_only=True)
class TextFileView:
    """robots.txt and security.txt: finished lines."""

    lines: tuple[str, ...]
