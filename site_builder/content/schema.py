"""The records of the directory and the fields each may have.

The help text of a field is its description: the content guide and the report to editors are made from it.
Which fields go together is checked here; whether another file exists is not known here.
"""

import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from site_builder.content.document import Body, Origin
from site_builder.content.field_types import (
    Day,
    Email,
    PartialDate,
    Phone,
    Phones,
    Slug,
    Slugs,
    Text,
    Texts,
    TimeOfDay,
    WebAddress,
    WholeNumber,
    fault,
)
from site_builder.content.focus_point import FocusPoint
from site_builder.content.models import Part
from site_builder.language.wording import format_day

PUBLISHED_FIELDS = frozenset(
    {"name", "rank", "role", "boroughs", "post", "state", "since", "until", "covered_by"}
)
"""What may be shown of an officer who has not consented: only what the source itself published."""

LONGEST_CONSENT = datetime.timedelta(days=3 * 366)
"""Consent does not last for ever (ICO, guidance on consent); three years is our own limit."""


class Record(Part):
    """One content file: its fields, its text and where it came from."""

    KIND: ClassVar[str] = "page"
    OWN: ClassVar[frozenset[str]] = frozenset({"slug", "origin", "body"})

    slug: str
    origin: Origin
    body: Body


class Source(Part):
    """Where a fact was published."""

    publisher: Text = Field(description="Who published it, as people know them.", examples=["PinkNews"])
    url: WebAddress | None = Field(
        None, description="Where it can be read.", examples=["https://www.example.org/page"]
    )
    published: PartialDate = Field(
        description="The date on the source: a day, a month, a year, or `undated`.", examples=["2023-06-15"]
    )


class Check(Part):
    """When one of us last made sure that a fact is true."""

    on: Day = Field(description="The day of the check.", examples=["2026-11-21"])
    by: Text = Field(description="Who checked. A role is enough.", examples=["Comms team"])
    how: Text = Field(
        description="How: rang the number, read the page, asked the officer.", examples=["rang the number"]
    )


class Consent(Part):
    """What an officer agreed to have published."""

    by: Text = Field(description="Who gave consent.", examples=["the officer, by email"])
    on: Day = Field(description="The day consent was given.", examples=["2026-11-21"])
    review_by: Day = Field(
        description="The day by which it must be asked for again. After it the site will not build.",
        examples=["2027-11-21"],
    )
    fields: Texts = Field(
        description="The fields the officer agreed to, by name.", examples=[["email", "photo"]]
    )

    @model_validator(mode="after")
    def _is_asked_again_in_time(self) -> Self:
        if not self.on <= self.review_by <= self.on + LONGEST_CONSENT:
            raise fault(
                "long-consent",
                f"Consent of {format_day(self.on)} cannot hold until {format_day(self.review_by)}.",
                "Ask again after at most three years: write an earlier day.",
                field="review_by",
            )
        return self


class Photo(Part):
    """A picture of an officer."""

    file: Text = Field(description="The picture's file name, in the same folder.", examples=["sam-okoro.jpg"])
    alt: Text = Field(description="What the picture shows, for people who cannot see it.")
    focus: FocusPoint | None = Field(
        None,
        description="The point to keep in the middle when the picture is cut square: how far from the left, then how "
        "far from the top. Left out, it is a point just above the middle.",
        examples=["50% 30%"],
    )


class Contact(Part):
    """A way to reach somebody, with its own check when it differs from the rest of the file."""

    value: Text
    checked: Check | None = None


def _as_contact(value: object) -> object:
    return {"value": value} if isinstance(value, str) else value


class EmailContact(Contact):
    """An email address."""

    value: Email = Field(description="The address.", examples=["liaison@example.org"])
    checked: Check | None = Field(None, description="When this address was last checked.")


class PhoneContact(Contact):
    """A telephone number."""

    value: Phone = Field(description="The number.", examples=["020 7946 0123"])
    checked: Check | None = Field(None, description="When this number was last checked.")


EmailField = Annotated[EmailContact, BeforeValidator(_as_contact)]
PhoneField = Annotated[PhoneContact, BeforeValidator(_as_contact)]


class Officer(Record):
    """A liaison officer."""

    KIND: ClassVar[str] = "officer"

    name: Text = Field(description="The officer's name, without the rank.", examples=["Sam Okoro"])
    rank: Text | None = Field(None, description="The rank as written before the name.", examples=["PC"])
    role: Text = Field(description="What the officer is.", examples=["LGBT+ community liaison officer"])
    boroughs: Slugs = Field(
        description="The boroughs the officer serves, by short name.", examples=[["camden", "islington"]]
    )
    post: Literal["lead", "deputy", "volunteer"] = Field("lead", description="The place in the team.")
    state: Literal["in-post", "acting", "away", "leaving"] = Field(
        description="Whether the officer is at work."
    )
    since: Day | None = Field(None, description="Since when the state holds.")
    until: Day | None = Field(
        None, description="Until when the state holds: back from leave, or the last day in post."
    )
    covered_by: Slug | None = Field(None, description="The officer who covers meanwhile, by short name.")
    source: Source = Field(description="Where the officer was named.")
    checked: Check | None = Field(
        None, description="When this page was last checked with the officer or the force."
    )
    basis: Literal["published", "consent"] = Field(
        description="Why we may publish this: `published` allows only what the source printed."
    )
    consent: Consent | None = Field(
        None, description="What the officer agreed to. Needed when `basis` is `consent`."
    )
    email: EmailField | None = Field(
        None, description="The work address, best a shared mailbox.", examples=["liaison@example.org"]
    )
    phone: PhoneField | None = Field(None, description="The work telephone.", examples=["020 7946 0123"])
    text: PhoneField | None = Field(
        None, description="A number that takes text messages.", examples=["07700 900123"]
    )
    photo: Photo | None = Field(None, description="A photograph, with words for people who cannot see it.")
    pronouns: Text | None = Field(
        None, description="Only if the officer asks for it.", examples=["they/them"]
    )
    languages: Texts | None = Field(
        None, description="Languages the officer can talk in.", examples=[["English", "Polish"]]
    )
    availability: Text | None = Field(None, description="When the officer can usually be reached.")
    reply_time: Text | None = Field(
        None, description="How long an answer usually takes.", examples=["within 2 working days"]
    )
    helps_with: Texts | None = Field(None, description="What people can ask about.")
    cannot_help_with: Texts | None = Field(None, description="What the officer cannot do.")

    @model_validator(mode="after")
    def _days_fit_the_state(self) -> Self:
        if self.state == "leaving" and self.until is None:
            raise fault(
                "missing-field",
                "An officer who is leaving needs the last day.",
                "Add a line like: until: 2026-12-31",
                field="state",
            )
        if self.state == "in-post" and self.until is not None:
            raise fault(
                "contradicting-state",
                "An officer in post has no last day.",
                "Delete until, or write state: leaving.",
                field="until",
            )
        if self.since and self.until and self.since > self.until:
            raise fault(
                "contradicting-state",
                f"until ({format_day(self.until)}) is before since ({format_day(self.since)}).",
                "Mend one of the two.",
                field="until",
            )
        return self

    @model_validator(mode="after")
    def _fields_fit_the_basis(self) -> Self:
        if self.basis == "consent" and self.consent is None:
            raise fault(
                "missing-consent",
                "This officer is published by consent, but the consent is not filled in.",
                "Add consent with by, on, review_by and fields, or write basis: published.",
                field="basis",
            )
        if self.basis == "published" and self.consent is not None:
            raise fault(
                "field-outside-basis",
                "Consent is filled in, but the basis is published.",
                "Write basis: consent.",
                field="basis",
            )
        return self

    def fields_outside_basis(self) -> tuple[str, ...]:
        """Return the fields that are filled in although neither source nor consent covers them."""
        allowed = PUBLISHED_FIELDS | {"source", "checked", "basis", "consent", "slug", "origin", "body"}
        agreed = set(self.consent.fields) if self.consent else set()
        filled = {name for name in self.model_fields_set if getattr(self, name) is not None} - allowed
        return tuple(sorted((filled | ({"body"} if self.body.text.strip() else set())) - agreed))

    @classmethod
    def consentable(cls) -> tuple[str, ...]:
        """Return the names that consent may list; ``body`` stands for the text below the fields."""
        given = PUBLISHED_FIELDS | {"source", "checked", "basis", "consent", "slug", "origin"}
        return tuple(name for name in cls.model_fields if name not in given)


class Liaison(Part):
    """How a borough without an officer stands."""

    state: Literal["vacant", "unlisted"] = Field(
        description="`vacant`: a source says that the post is empty. `unlisted`: we know of no named officer."
    )
    since: Day | None = Field(None, description="Since when the post is vacant.")
    source: Source | None = Field(None, description="Who says so. Needed for `vacant`.")
    covered_by: Slug | None = Field(None, description="The officer who covers, by short name.")

    @model_validator(mode="after")
    def _vacant_needs_a_source(self) -> Self:
        if self.state == "vacant" and self.source is None:
            raise fault(
                "missing-source",
                "A post is called vacant here without a source.",
                "Add source with publisher and published, or write state: unlisted.",
                field="state",
            )
        return self


class Council(Part):
    """The council of a borough."""

    name: Text = Field(description="The council's name.", examples=["Camden Council"])
    url: WebAddress = Field(description="Its website.", examples=["https://www.example.org/"])


class Tile(Part):
    """Where a borough stands on the tile map."""

    label: Text = Field(description="Three letters.", examples=["CAM"])
    column: WholeNumber = Field(description="Columns count from 0 in the west.")
    row: WholeNumber = Field(description="Rows count from 0 in the north.")


class Borough(Record):
    """A borough, or the City of London."""

    KIND: ClassVar[str] = "borough"

    name: Text = Field(description="The borough's name.", examples=["Camden"])
    gss: Text = Field(
        description="The code the Office for National Statistics gives it.",
        pattern=r"^E09\d{6}$",
        examples=["E09000007"],
    )
    force: Slug = Field(description="The police force, as named in site.yaml.", examples=["met"])
    grouping: Text | None = Field(
        None, description="Boroughs that share officers share this word. Never shown."
    )
    council: Council = Field(description="The council.")
    tile: Tile = Field(description="The place on the tile map.")
    places: Texts = Field(
        description="Names people use for places here.", examples=[["Camden Town", "Kentish Town"]]
    )
    short_names: Texts | None = Field(
        None, description="Short forms of the name that people type.", examples=[["H&F", "LBHF"]]
    )
    same_name_places: Texts | None = Field(
        None, description="Those of `places` that are also the name of a different place elsewhere in London."
    )
    neighbours: Slugs = Field(description="The boroughs that share a border, by short name.")
    across_thames: Slugs | None = Field(None, description="Those of `neighbours` that lie across the river.")
    outside: Texts | None = Field(
        None, description="Police areas that begin where London ends.", examples=[["Hertfordshire"]]
    )
    channels: Slugs | None = Field(None, description="Ways to report that exist only here, by short name.")
    liaison: Liaison | None = Field(
        None, description="Needed when no officer names this borough, and wrong when one does."
    )


class OpeningHours(Part):
    """Days that share opening hours."""

    days: Literal["Mo-Su", "Mo-Fr", "Mo-Th", "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "Sa-Su"] = Field(
        description="The days."
    )
    opens: TimeOfDay = Field(description="When it opens.", examples=["10:00"])
    closes: TimeOfDay = Field(description="When it closes.", examples=["20:30"])


def _as_schedule(value: object) -> object:
    return [{"days": "Mo-Su", "opens": "00:00", "closes": "24:00"}] if value == "24x7" else value


Schedule = Annotated[tuple[OpeningHours, ...], BeforeValidator(_as_schedule)]


class Channel(Record):
    """A way to report or to get support."""

    KIND: ClassVar[str] = "channel"

    name: Text = Field(description="The name people know it by.", examples=["Crimestoppers"])
    kind: Literal[
        "emergency",
        "police-non-emergency",
        "police-online",
        "police-liaison",
        "police-in-person",
        "anonymous",
        "third-party",
        "support",
        "young-people",
        "complaint",
    ] = Field(description="What kind of way it is.")
    order: WholeNumber = Field(description="Its place in lists: lower comes first.")
    summary: Text = Field(description="One short sentence about it for lists.")
    who_answers: Text = Field(description="Who is at the other end.")
    phone: PhoneField | None = Field(None, description="The number to call.", examples=["0800 555 111"])
    phone_also: Phones | None = Field(None, description="Other numbers that reach the same people.")
    text: PhoneField | None = Field(None, description="The number to text.", examples=["61016"])
    textphone: PhoneField | None = Field(
        None, description="The textphone or Relay UK number.", examples=["18001 101"]
    )
    email: EmailField | None = Field(None, description="The address to write to.")
    url: WebAddress | None = Field(None, description="The website.")
    url_note: Text | None = Field(None, description="What to look for on the website.")
    app: Text | None = Field(None, description="The name of the app.")
    sign_language: Text | None = Field(None, description="How to use it in British Sign Language.")
    other_ways: Texts | None = Field(
        None, description="Other ways it offers, in words.", examples=[["live chat"]]
    )
    instead_of_voice: Slugs | None = Field(
        None, description="Channels for people who cannot use the phone, by short name."
    )
    reaches_police: Literal["direct", "if-you-ask", "anonymous-report", "at-risk-only", "passed-on", "no"] = (
        Field(description="Whether the police hear of it.")
    )
    anonymity: Literal["none", "name-optional", "confidential", "untraceable"] = Field(
        description="What they know of you: your number, what you tell, who you are but in confidence, or nothing."
    )
    anonymity_note: Text | None = Field(None, description="What a person should know about staying unknown.")
    cost: Literal["free", "small-charge", "standard-rate"] = Field(description="What it costs.")
    hours: Text | None = Field(None, description="When it is open, in words. Leave out when not known.")
    schedule: Schedule | None = Field(
        None, description="The same for machines: `24x7`, or a list of days with opens and closes."
    )
    hours_as_of: PartialDate | None = Field(None, description="The date of the source for the hours.")
    when_to_use: Text = Field(description="When it is the right one.")
    do_not_use_for: Text | None = Field(None, description="When it is the wrong one.")
    steps: Texts | None = Field(None, description="What to do, in order.")
    steps_mobile: Texts | None = Field(None, description="What to do on a mobile, in order.")
    steps_landline: Texts | None = Field(None, description="What to know on a landline.")
    warnings: Texts | None = Field(None, description="What can go wrong.")
    sources: tuple[Source, ...] = Field(description="Where the facts come from.")
    checked: Check | None = Field(None, description="When this channel was last checked.")
    confidence: Literal["high", "medium", "low"] = Field(description="How well it is sourced. Not shown.")
    unverified: Texts | None = Field(None, description="What nobody has confirmed yet. Not shown.")
    held_back: Text | None = Field(
        None, description="Why it is not published yet. While this is filled in, it is not."
    )

    @property
    def is_emergency(self) -> bool:
        """Whether this is a way to call for help now."""
        return self.kind == "emergency"

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        ways = (self.phone, self.text, self.textphone, self.email, self.url, self.app, self.steps)
        if not any(ways) and self.kind not in {"police-liaison", "third-party", "police-in-person"}:
            raise fault(
                "no-contact",
                "Nobody could reach this: it has no number, address, website, app or steps.",
                "Add phone, text, email, url, app or steps.",
            )
        return self


class Page(Record):
    """A page of text."""

    KIND: ClassVar[str] = "page"

    title: Text = Field(
        description="The page's heading, in people's own words.", examples=["Is it worth reporting?"]
    )
    summary: Text = Field(description="One or two sentences: shown under the heading and by search engines.")
    nav: Text | None = Field(None, description="The short name in the navigation. Leave out to keep it out.")
    nav_order: WholeNumber | None = Field(
        None, description="The place in the navigation or the footer: lower comes first."
    )
    footer: Text | None = Field(
        None, description="The short name at the foot of every page. Leave out to keep it out."
    )
    owner: Text = Field(description="Who looks after this page.", examples=["Comms team"])
    reviewed: Day = Field(description="The day somebody last read it through.", examples=["2026-11-21"])
    review_by: Day = Field(description="The day by which it should be read again.", examples=["2027-05-21"])
    sources: tuple[Source, ...] | None = Field(None, description="Where the facts on this page come from.")

    @model_validator(mode="after")
    def _is_read_again_later(self) -> Self:
        if self.review_by < self.reviewed:
            raise fault(
                "contradicting-state",
                f"review_by ({format_day(self.review_by)}) is before reviewed ({format_day(self.reviewed)}).",
                "Write the day by which it should be read again.",
                field="review_by",
            )
        return self


class RetiredContact(Part):
    """A number or address that must not be shown again."""

    value: Text = Field(description="The number or address.")
    was: Text = Field(description="What it was.")
    until: PartialDate | None = Field(None, description="When it stopped.")
    replace_with: Slug | None = Field(None, description="The channel to use instead.")
    evidence: Text = Field(description="How we know.")
    level: Literal["error", "notice"] = Field(description="Whether the site may be built with it.")


class RetiredName(Part):
    """A name that must not be used any more."""

    value: Text = Field(description="The name.")
    now: Text = Field(description="What to write instead.")
    since: PartialDate | None = Field(None, description="Since when.")
    level: Literal["error", "notice"] = Field(description="Whether the site may be built with it.")


class Retired(Part):
    """Contacts and names that were true once: `content/retired.yaml`."""

    contacts: tuple[RetiredContact, ...] = Field((), description="Numbers and addresses.")
    names: tuple[RetiredName, ...] = Field((), description="Names.")
