"""What pages are made of: finished words and finished addresses, and nothing a template could look up.

Every view is frozen and holds only strings, numbers, booleans, None, tuples and other views, so that a page's job has
canonical bytes: equal views are an equal page.
"""

from site_builder.content.body import Body
from site_builder.site.pages.own_words import OwnWords
from site_builder.site.pages.view_classes import dataclass


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link with finished words and address; `current` marks the page it stands on (or its section).

    `is_english` says that its words are, on a page in another language; `is_name` that no language changes them.
    """

    text: str
    url: str
    current: bool = False
    is_english: bool = False
    is_name: bool = False


@dataclass(frozen=True, kw_only=True)
class Afterwards:
    """What happens after a report, in short; `is_english` says that the lines are, on a page in another language."""

    lines: tuple[str, ...]
    link: Link
    is_english: bool


@dataclass(frozen=True, kw_only=True)
class Prose:
    """The text of a page; `links` pairs addresses as written with finished ones, `saved_as` these with names."""

    body: Body
    links: tuple[tuple[str, str], ...] = ()
    saved_as: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class RegionWords:
    """What the site covers, and what it and its areas are called."""

    name: str  # "Fenmoor"
    area: str  # "borough"
    areas: str  # "boroughs"
    heading: str  # the same as a heading begins: "Boroughs"
    has_tiles: bool  # whether each area has a place on the tile map
    river: str  # the river that the tile map shows: "Fen Water", or ""
    river_line: str  # an SVG path along the edges of tiles, each 1 wide: "M0 4 3 4 3 3", or ""


@dataclass(frozen=True, kw_only=True)
class Alternate:
    """A page in one of the languages that it is in, this one among them."""

    code: str  # "pl"
    name: str  # as the language calls itself: "Polski"
    url: str
    canonical: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """The language of a page that is not in English, with all the words that may frame it, by their names."""

    code: str  # "ar"
    is_leftward: bool
    root: str  # where its pages begin: "/ar/"
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What surrounds every page."""

    title: str  # the whole document title, unique: "Ashwick: LGBT+ liaison officer – LGBT+ liaison officers in Fenmoor"
    heading: str  # the h1
    description: str  # for search engines, unique
    canonical: str  # the full address
    root: str  # where the site begins: "/" or "/sub-path/"; assets live under it
    url: str  # this page's own address, from the root of the host
    indexed: bool  # whether search engines may list it (not the 404 page, not the example site)
    site_name: str
    origin: str  # where the site's root stands: "https://liaison.example"
    home_url: str
    breadcrumbs: tuple[
        Link, ...
    ]  # from home down to this page; the last one is current; empty on the home page
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    emergency_url: str  # how to get help without speaking or hearing: /report/#in-danger-now
    report_url: str  # all ways to report: /report/
    leave_url: str
    publisher: str  # "Run by the liaison directory project. It is not the police."
    contact: "Contact | None"  # where to write when something on the page is wrong
    updated: (
        str  # "Last read through on 21 November 2026."; "" where each fact on the page carries its own day
    )
    example_notice: str  # words for the banner of the example site, else ""
    json_ld: str  # a JSON-LD document, "<" escaped; "" when there is none
    licence: str  # words on licences and data sources for the footer
    region: RegionWords
    tab_name: str = ""  # the neutral name of a site in discreet mode: "Local information"
    renew_on: str = (
        ""  # the first day on which a page of the site differs by itself: "20 February 2027"; "" if none will
    )
    feed: str = ""  # where the changes of this page can be followed, as an Atom feed
    tongue: Tongue | None = None  # None on a page in English
    alternates: tuple[Alternate, ...] = ()  # English first; none where the page is in English alone
    newer_url: str = ""  # the original of a translation that is older than its words


@dataclass(frozen=True, kw_only=True)
class Contact:
    """One way to reach somebody."""

    kind: str  # phone, text, textphone, email, web, app, sign-language
    label: str  # "Call", "Text", "Textphone or Relay UK", "Email", "Website", "App"
    value: str  # as people read it: "020 7946 0123"
    url: str  # "tel:…", "sms:…", "mailto:…", "https://…"; "" when it must not be dialled (overdue, or an app's name)
    note: str = (
        ""  # "Checked on …", or "From galop.org.uk, 2 February 2023. We have not confirmed it ourselves."
    )
    is_english: bool = False  # on a page in another language, of words in value or note

    @property
    def is_number(self) -> bool:
        """Whether it is dialled."""
        return self.kind in {"phone", "text", "textphone"}


@dataclass(frozen=True, kw_only=True)
class PictureSource:
    """A photograph in one format, with twice the pixels for dense screens at `url_large`."""

    type: str  # "image/avif"
    url: str
    url_large: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A photograph of an officer, square, already at its finished address.

    `url` and `url_large` are in the format that every browser knows; `sources` are lighter, the lightest first.
    """

    url: str
    url_large: str
    width: int
    height: int
    alt: str
    sources: tuple[PictureSource, ...]


@dataclass(frozen=True, kw_only=True)
class OfficerCard:
    """An officer in a list."""

    name: str  # with rank: "PC Sam Okoro"
    url: str
    role: str
    post: str  # "", "Deputy" or "Volunteer"
    boroughs: tuple[Link, ...]
    state: str  # in-post, acting, away, leaving, overdue: for a class name
    state_words: str  # "In post", "Away until 3 March 2027", …
    freshness: str  # fresh, due, overdue
    freshness_words: str  # "Named by PinkNews on 15 June 2023. Not checked since 15 June 2023."
    contacts: tuple[Contact, ...]  # without links when overdue
    reply_time: str  # "within 2 working days" or "We do not know the usual reply time."
    picture: Picture | None
    instead_of_voice: tuple[Link, ...]  # a way to write to the force, where the officer has only a number
    relay: str  # "Relay UK, 18001 020 7946 0123" where there is a number that is not too old, else ""
    relay_url: str


@dataclass(frozen=True, kw_only=True)
class OfficerProfile:
    """Everything about an officer that may be shown; each field says in words when it is not known."""

    card: OfficerCard
    no_contact_words: str  # "No contact details are published." when card.contacts is empty, else ""
    own: OwnWords  # what the officer's file says, by the names of its fields: own.availability
    languages: str  # "English and Polish" or ""
    helps_with: tuple[str, ...]
    helps_with_general: bool  # True when the list is what officers in general do, not this one's own
    covered_by: Link | None
    source: Link  # text "PinkNews, 15 June 2023"; url "" when the source has none
    basis_words: str  # "Published from a public source …" or "Published with the officer's consent."

    @property
    def is_overdue(self) -> bool:
        """Whether the name is too old to stand among those who serve an area now."""
        return self.card.freshness == "overdue"


@dataclass(frozen=True, kw_only=True)
class MeetingDate:
    """A date on which somebody can be met."""

    words: str  # "Tuesday 8 December 2026, 5:30pm to 7pm"
    ends: str  # the moment from which it is past: "2026-12-08T19:00:00Z"


@dataclass(frozen=True, kw_only=True)
class MeetingView:
    """A surgery or drop-in, with the dates that come next."""

    name: str  # "Drop-in"
    officer: Link | None  # who holds it, if an officer does
    dates: tuple[MeetingDate, ...]
    place: str
    address: str
    access: str  # "A way in without steps and an accessible toilet", or that it is not known
    expect: str  # "You need no appointment.", or ""
    freshness_words: str
    source: Link | None  # url "" when the source has none


@dataclass(frozen=True, kw_only=True)
class MeetingList:
    """All surgeries of an area or of an officer, the next one first; `calendar` has them as a file, if it may."""

    meetings: tuple[MeetingView, ...]
    calendar: Link | None


@dataclass(frozen=True, kw_only=True)
class Charity:
    """An independent charity beside the police."""

    contact: Contact  # Galop: label is the charity's name
    url: str  # its page here
    instead_of_voice: tuple[Link, ...]
    relay: str
    relay_url: str


@dataclass(frozen=True, kw_only=True)
class Fallback:
    """Whom to turn to when there is no officer who will surely answer. Never empty."""

    reason: str  # "The last name we have is old, so start here."
    officer: OfficerCard | None  # a covering officer, or one from a borough nearby in the same team
    officer_words: str  # "PC … covers meanwhile." ; "" without officer
    force_contact: Contact | None  # the force's own liaison contact if site.yaml has one
    say: str  # the exact words: "I would like the LGBT+ community liaison officer for Ashwick to contact me."
    call: Contact  # 101
    relay: Contact  # 18001 101
    online: Contact  # the force's website, or True Vision
    charities: tuple[Charity, ...]
    told: tuple[str, ...]  # the pages of the ways named here, which are not shown again beside this


@dataclass(frozen=True, kw_only=True)
class ChannelCard:
    """A way to report in a list or a table row."""

    name: str
    url: str  # its page here
    is_emergency: bool
    summary: str
    who_answers: str
    contacts: tuple[Contact, ...]
    instead_of_voice: tuple[Link, ...]  # other channels for people who cannot use the phone
    relay: str  # "Relay UK, 18001 0800 555 111" where nothing better than a voice call is known, else ""
    anonymity_words: str  # "They know, and do not tell"
    police_words: str  # "Only if you ask"
    hours: str  # "24 hours a day" or "Check opening times"
    cost: str  # "Free"
    answered: str  # "9 of 10 calls were answered within ten seconds. Measured from … to …." or ""
    answered_source: Link | None
    freshness: str  # never, fresh, due, overdue
    freshness_words: str
    relay_url: str = ""  # "tel:180010800555111"
    is_english: bool = False  # on a page in another language, of all that the channel's file says
    has_english_hours: bool = False


@dataclass(frozen=True, kw_only=True)
class ChannelGroup:
    """Channels that answer the same need."""

    id: str
    heading: str
    intro: str
    channels: tuple[ChannelCard, ...]
    guide: Link | None = None  # the page that says what to do


@dataclass(frozen=True, kw_only=True)
class ListedOfficer:
    """An officer beside the name of a borough."""

    name: str  # with rank: "PC Sam Okoro"
    url: str
    freshness_words: str  # "Checked on 5 November 2026."


@dataclass(frozen=True, kw_only=True)
class BoroughEntry:
    """A borough in a list, on the map, in the coverage table."""

    name: str
    url: str
    label: str  # "HRW"
    column: int
    row: int
    state: str  # filled, covered, vacant, unlisted, overdue
    state_words: str  # "Officer listed", "Covered", "Post vacant", "Nobody listed yet", "Not checked lately"
    officers: tuple[ListedOfficer, ...]  # lead first
    detail: str  # where no officer is listed: "Vacant since 3 March 2026."
    places: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FinderView:
    """The finder: the addresses it loads from when somebody uses it, and where to look without it."""

    label: str  # what may be typed: "Your borough, area or postcode"
    example: str  # "For example Brixton, SW9 or ZZ9 9ZZ.", or ""
    places_url: str
    districts_url: str  # the list of postcode districts; "" when the directory has none
    postcodes_url: str  # "" when the directory has no table of postcodes
    edition_words: str  # "ONS Postcode Directory, November 2025"
    attribution: tuple[str, ...]  # what the licence of the postcodes asks to be said
    list_url: str  # the A to Z: "#boroughs"
    districts_page: str  # "" when there is no such page
    said: str = (
        ""  # on a page in another language, what the finder says, as JSON: a number in braces for each part
    )


@dataclass(frozen=True, kw_only=True)
class District:
    """A postcode district and the boroughs in it; a link without address is outside the directory."""

    code: str  # "SW9"
    areas: tuple[Link, ...]  # those that matter, most postcodes first
    few: tuple[Link, ...]  # those with a few addresses


@dataclass(frozen=True, kw_only=True)
class DistrictGroup:
    """The districts whose codes begin with the same letters."""

    letters: str
    districts: tuple[District, ...]


@dataclass(frozen=True, kw_only=True)
class AreaShape:
    """A borough on the map with shapes."""

    name: str
    url: str
    path: str  # an SVG path
    state: str
    state_words: str
    label_x: int
    label_y: int
    label: str


@dataclass(frozen=True, kw_only=True)
class MapView:
    """The map with shapes."""

    width: int
    height: int
    shapes: tuple[AreaShape, ...]
    river: str  # an SVG path or ""
    source: str


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The ways on from a page of a list that is divided by letters."""

    links: tuple[Link, ...]  # the parts of this page: "A", "B"; none on a page that lists names
    before: Link | None = None  # the page that lists the names before these
    after: Link | None = None


@dataclass(frozen=True, kw_only=True)
class PaperEntry:
    """An area with the sheets that are there."""

    name: str
    papers: tuple[Link, ...]  # "Camden: Poster, A4 (PDF, 37 kB)"
