"""The records of the directory and the fields each may have.

The help text of a field is its description: the content guide and the report to editors are made from it. What becomes
of a field stands beside it (`FieldFacts`): pages, open data, the record of changes and every check ask there.
Which fields go together is checked here; whether another file exists is not known here.
"""

import datetime
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from site_builder.content.body import Body
from site_builder.content.choices import Choice, reads_old
from site_builder.content.document import Origin
from site_builder.content.field_facts import (
    AS_CHOICE,
    AS_DAY,
    AS_LINK,
    AS_SHAPE,
    ASKED,
    BY_CONSENT,
    CONTACT,
    HAPPENED,
    IN_WORDS,
    NOT_SHOWN,
    OPEN,
    OPEN_IN_ALL,
    PROSE,
    SEARCHED,
    TOLD,
    TOLD_BY_NAME,
    TOLD_ITS_WAY,
    TRANSLATED,
    called,
    fields_that,
    names,
    one_of,
    opened,
)
from site_builder.content.field_types import (
    Day,
    LatinText,
    PartialDate,
    Phones,
    Slug,
    Slugs,
    Text,
    Texts,
    WebAddress,
    WholeNumber,
    as_written,
    fault,
)
from site_builder.content.models import Part, model_within
from site_builder.content.record_groups import (
    Answered,
    Check,
    Consent,
    Contact,
    Council,
    EmailField,
    Liaison,
    PhoneField,
    Photo,
    PublicNumberField,
    Schedule,
    Source,
    Tile,
)
from site_builder.content.settings_file import SettingsFile
from site_builder.content.surgeries import Surgery
from site_builder.content.visible_letters import is_latin
from site_builder.language.wording import format_day

Post = Literal["lead", "deputy", "volunteer"]
"""The places in a team, the first first."""
OfficerState = Literal["in-post", "acting", "away", "leaving"]
REACHES_POLICE = (
    Choice("this-is-the-police", "direct", "The police answer.", "101, a force's own website"),
    Choice(
        "police-told-only-if-you-ask",
        "if-you-ask",
        "Others answer. They tell the police if the person wants that, and not otherwise.",
        "a charity that can report for somebody",
    ),
    Choice(
        "police-told-without-your-name",
        "anonymous-report",
        "Others answer. They tell the police what happened, and never who said so.",
        "Crimestoppers",
    ),
    Choice(
        "police-told-only-if-somebody-is-at-risk",
        "at-risk-only",
        "Others answer. They tell the police only when somebody may come to harm.",
        "a helpline for children",
    ),
    Choice(
        "usually-passed-to-the-police",
        "passed-on",
        "Others answer, and usually hand it on to the force.",
        "the office that complaints about the police go to",
    ),
    Choice("police-not-told", "no", "Others answer. The police do not hear of it.", "a line that listens"),
)
ANONYMITY = (
    Choice(
        "they-see-your-number-or-name",
        "none",
        "Whoever answers sees the number that calls, or needs the name.",
        "999",
    ),
    Choice(
        "you-may-keep-your-name-back",
        "name-optional",
        "A person chooses whether to give a name. The number or address may still be seen.",
        "a form in which the name may be left out",
    ),
    Choice(
        "they-know-but-do-not-tell",
        "confidential",
        "They may know who it is, and keep it to themselves unless somebody is in danger.",
        "a charity's helpline",
    ),
    Choice(
        "they-do-not-learn-who-you-are",
        "untraceable",
        "Nobody records who it is, so nobody can come back to them either.",
        "Crimestoppers",
    ),
)
COST = (
    Choice("free", "free", "It costs nothing.", "999, an 0800 number, a form online"),
    Choice(
        "may-cost-a-little", "small-charge", "It may cost a few pence.", "a text outside what a plan holds"
    ),
    Choice(
        "usual-call-price",
        "standard-rate",
        "What a call to an ordinary number costs, and nothing where the plan has calls in it.",
        "an 01, 02 or 03 number",
    ),
)
ON_PAPER = "on-paper"
"""What an officer agrees to who may be named on posters, leaflets and cards: no field, but a use."""
AREA_CODE = "[A-Z][0-9]{8}"
"""A letter and eight digits (ONS, coding and naming policy for UK statistics)."""


class Record(Part):
    """One content file: its fields, its text and where it came from."""

    KIND: ClassVar[str] = "page"
    OWN: ClassVar[frozenset[str]] = frozenset({"slug", "origin", "body"})

    slug: SkipJsonSchema[Annotated[str, AS_LINK, opened(name="id")]]
    origin: SkipJsonSchema[Annotated[Origin, NOT_SHOWN]]
    body: SkipJsonSchema[Annotated[Body, IN_WORDS, TOLD, PROSE]]

    def contacts(self) -> dict[str, "Contact"]:
        """Map each number or address that may have a check of its own to its field's name, in their order."""
        return {name: contact for name in self.ways() if (contact := getattr(self, name)) is not None}

    @classmethod
    @cache
    def ways(cls) -> tuple[str, ...]:
        """Return the fields whose number or address may have a check of its own, in their order."""
        groups = {name: model_within(cls.model_fields[name].annotation) for name in cls.model_fields}
        return tuple(name for name, group in groups.items() if group and issubclass(group, Contact))


class Officer(Record):
    """A liaison officer."""

    KIND: ClassVar[str] = "officer"

    body: SkipJsonSchema[Annotated[Body, IN_WORDS, BY_CONSENT, TOLD, PROSE]]

    name: Annotated[Text, IN_WORDS, TOLD, OPEN_IN_ALL, called("full name", "officer")] = Field(
        description="The officer's name, without the rank.", examples=["Sam Okoro"]
    )
    romanised_name: Annotated[LatinText | None, IN_WORDS, TOLD, OPEN] = Field(
        None,
        description="The name in Latin letters, so that whoever calls can say it. Part of the name: it needs no "
        "consent of its own. Write it as the officer gives it; with `basis: published`, only as the source "
        "printed it.",
        examples=["Lin Kovalchuk"],
    )
    rank: Annotated[Text | None, IN_WORDS, TOLD, OPEN_IN_ALL, ASKED] = Field(
        None, description="The rank as written before the name.", examples=["PC"]
    )
    role: Annotated[Text, IN_WORDS, TOLD, OPEN_IN_ALL, called("job title", "post title")] = Field(
        description="What the officer is.", examples=["LGBT+ community liaison officer"]
    )
    boroughs: Annotated[
        Slugs,
        AS_LINK,
        TOLD_ITS_WAY,
        opened(name="areas"),
        names("borough"),
        called("area", "district", "areas covered", "serves"),
    ] = Field(
        title="Areas",
        description="The areas the officer serves, by short name.",
        examples=[["ashwick", "elderholt"]],
    )
    post: Annotated[Post, AS_CHOICE, TOLD, OPEN, called("place in the team")] = Field(
        "lead", description="The place in the team."
    )
    state: Annotated[OfficerState, AS_CHOICE, TOLD_ITS_WAY, OPEN, called("status")] = Field(
        description="Whether the officer is at work."
    )
    since: Annotated[Day | None, AS_SHAPE, TOLD_ITS_WAY, OPEN, called("start date", "from")] = Field(
        None, description="Since when the state holds."
    )
    until: Annotated[Day | None, AS_DAY, TOLD_ITS_WAY, OPEN, called("end date", "last day", "back on")] = (
        Field(None, description="Until when the state holds: back from leave, or the last day in post.")
    )
    covered_by: Annotated[
        Slug | None, AS_LINK, TOLD_ITS_WAY, OPEN, names("officer"), called("cover", "who covers")
    ] = Field(None, description="The officer who covers meanwhile, by short name.")
    source: Annotated[Source, IN_WORDS, OPEN] = Field(description="Where the officer was named.")
    checked: Annotated[Check | None, AS_DAY, TOLD_BY_NAME, opened(name="checked_on")] = Field(
        None, description="When this page was last checked with the officer or the force."
    )
    basis: Annotated[Literal["published", "consent"], AS_CHOICE] = Field(
        description="Why we may publish this: `published` allows only what the source printed."
    )
    consent: Annotated[Consent | None, IN_WORDS] = Field(
        None, description="What the officer agreed to. Needed when `basis` is `consent`."
    )
    email: Annotated[
        EmailField | None, IN_WORDS, BY_CONSENT, TOLD_BY_NAME, OPEN_IN_ALL, CONTACT, called("mail", "mailbox")
    ] = Field(None, description="The work address, best a shared mailbox.", examples=["liaison@example.org"])
    phone: Annotated[
        PhoneField | None,
        IN_WORDS,
        BY_CONSENT,
        TOLD_BY_NAME,
        OPEN_IN_ALL,
        CONTACT,
        called("telephone", "tel", "landline"),
    ] = Field(None, description="The work telephone.", examples=["020 7946 0123"])
    text: Annotated[
        PhoneField | None,
        IN_WORDS,
        BY_CONSENT,
        TOLD_BY_NAME,
        OPEN_IN_ALL,
        CONTACT,
        called("sms", "text message"),
    ] = Field(None, description="A number that takes text messages.", examples=["07700 900123"])
    photo: Annotated[Photo | None, IN_WORDS, BY_CONSENT, TOLD] = Field(
        None, description="A photograph, with words for people who cannot see it."
    )
    pronouns: Annotated[Text | None, IN_WORDS, BY_CONSENT, TOLD, opened(words="As the officer asked.")] = (
        Field(None, description="Only if the officer asks for it.", examples=["they/them"])
    )
    languages: Annotated[Texts | None, IN_WORDS, BY_CONSENT, TOLD, OPEN_IN_ALL, called("spoken language")] = (
        Field(None, description="Languages the officer can talk in.", examples=[["English", "Polish"]])
    )
    availability: Annotated[
        Text | None, IN_WORDS, BY_CONSENT, TOLD, OPEN, PROSE, called("hours", "available", "when available")
    ] = Field(None, description="When the officer can usually be reached.")
    reply_time: Annotated[Text | None, IN_WORDS, BY_CONSENT, TOLD, OPEN, PROSE] = Field(
        None, description="How long an answer usually takes.", examples=["within 2 working days"]
    )
    helps_with: Annotated[Texts | None, IN_WORDS, BY_CONSENT, TOLD, OPEN, PROSE] = Field(
        None, description="What people can ask about."
    )
    cannot_help_with: Annotated[Texts | None, IN_WORDS, BY_CONSENT, TOLD, OPEN, PROSE] = Field(
        None, description="What the officer cannot do."
    )
    surgeries: Annotated[
        tuple[Surgery, ...] | None, IN_WORDS, BY_CONSENT, TOLD, opened(table=False), PROSE
    ] = Field(None, description="When and where the officer can be seen in person.")

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

    @property
    def spoken_name(self) -> str:
        """The name for reading aloud, in Latin letters; empty where nobody gave one."""
        return self.romanised_name or (self.name if is_latin(self.name) else "")

    def fields_outside_basis(self) -> tuple[str, ...]:
        """Return the fields that are filled in although neither source nor consent covers them."""
        agreed = self.consent.fields if self.consent else ()
        if self.basis == "published" and not self.unprinted_surgeries():
            agreed = ("surgeries",)
        filled = {name: getattr(self, name) for name in self.model_fields_set & set(self.consentable())}
        filled["body"] = self.body.text.strip() or None
        return tuple(sorted(name for name in filled if filled[name] is not None and name not in agreed))

    def unprinted_surgeries(self) -> tuple[int, ...]:
        """Return the numbers, from 0, of the surgeries that no source printed."""
        return tuple(number for number, one in enumerate(self.surgeries or ()) if one.source is None)

    @classmethod
    def consentable(cls) -> tuple[str, ...]:
        """Return the fields that need consent; ``body`` stands for the text below the fields."""
        return fields_that(cls, lambda are: are.needs_consent)

    @classmethod
    def may_agree_to(cls) -> tuple[str, ...]:
        """Return all that consent may list: the fields that need it, and the use on paper."""
        return (*cls.consentable(), ON_PAPER)


class Borough(Record):
    """One of the areas that the site covers: a borough, a district, a council area."""

    KIND: ClassVar[str] = "borough"

    name: Annotated[Text, IN_WORDS, OPEN_IN_ALL, SEARCHED] = Field(
        description="The area's name.", examples=["Ashwick"]
    )
    gss: Annotated[
        Text, as_written(AREA_CODE, "Write a capital letter and eight digits."), NOT_SHOWN, OPEN_IN_ALL
    ] = Field(
        title="Code of the area",
        description="The code the Office for National Statistics gives it, one of those in site.yaml.",
        pattern=f"^{AREA_CODE}$",
    )
    force: Annotated[Slug, AS_LINK, OPEN_IN_ALL, names("force")] = Field(
        description="The police force, as named in site.yaml.", examples=["fenmoor"]
    )
    grouping: Annotated[Text | None, NOT_SHOWN] = Field(
        None, description="Areas that share officers share this word. Never shown."
    )
    council: Annotated[Council, IN_WORDS, TOLD, OPEN] = Field(description="The council.")
    tile: Annotated[Tile | None, IN_WORDS] = Field(
        None, description="The place on the tile map. Without one for each area there is no such map."
    )
    places: Annotated[Texts, IN_WORDS, TOLD, SEARCHED] = Field(
        description="Names people use for places here.", examples=[["Ashwick Green", "Tallow Hill"]]
    )
    short_names: Annotated[Texts | None, NOT_SHOWN, SEARCHED] = Field(
        None, description="Short forms of the name that people type.", examples=[["H&F", "LBHF"]]
    )
    same_name_places: Annotated[Texts | None, NOT_SHOWN, SEARCHED] = Field(
        None, description="Those of `places` that are also the name of a different place in another area."
    )
    neighbours: Annotated[Slugs, AS_LINK, opened(table=False), names("borough"), ASKED] = Field(
        (), description="The areas that share a border, by short name."
    )
    across_river: Annotated[Slugs | None, AS_LINK, names("borough")] = Field(
        None, description="Those of `neighbours` that lie across the river."
    )
    outside: Annotated[Texts | None, IN_WORDS, TOLD] = Field(
        None, description="Police areas that begin where the region ends.", examples=[["Wetherland"]]
    )
    channels: Annotated[Slugs | None, AS_LINK, TOLD_ITS_WAY, names("channel")] = Field(
        None, description="Ways to report that exist only here, by short name."
    )
    liaison: Annotated[Liaison | None, IN_WORDS, TOLD_ITS_WAY, opened(name="state")] = Field(
        None, description="Needed when no officer names this area, and wrong when one does."
    )
    surgeries: Annotated[tuple[Surgery, ...] | None, IN_WORDS, TOLD, opened(table=False), PROSE] = Field(
        None, description="When and where the police, the council or a group here can be seen in person."
    )

    @model_validator(mode="after")
    def _surgeries_have_sources(self) -> Self:
        if any(one.source is None for one in self.surgeries or ()):
            raise fault(
                "missing-source",
                "A surgery stands here without a source.",
                "Add source with publisher and published to each of them.",
                field="surgeries",
            )
        return self


class Channel(Record):
    """A way to report or to get support."""

    KIND: ClassVar[str] = "channel"

    name: Annotated[Text, IN_WORDS, TOLD, OPEN_IN_ALL, TRANSLATED] = Field(
        description="The name people know it by.", examples=["Crimestoppers"]
    )
    kind: Annotated[
        Literal[
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
        ],
        AS_SHAPE,
        OPEN,
    ] = Field(description="What kind of way it is.")
    order: Annotated[WholeNumber, AS_SHAPE] = Field(description="Its place in lists: lower comes first.")
    summary: Annotated[Text, IN_WORDS, TOLD, OPEN_IN_ALL, PROSE, TRANSLATED] = Field(
        description="One short sentence about it for lists."
    )
    who_answers: Annotated[Text, IN_WORDS, TOLD, OPEN, PROSE, TRANSLATED] = Field(
        description="Who is at the other end."
    )
    phone: Annotated[PublicNumberField | None, IN_WORDS, TOLD_BY_NAME, OPEN_IN_ALL, CONTACT, ASKED] = Field(
        None, description="The number to call.", examples=["0800 555 111"]
    )
    phone_also: Annotated[Phones | None, IN_WORDS, TOLD, OPEN_IN_ALL, CONTACT] = Field(
        None, description="Other numbers that reach the same people."
    )
    text: Annotated[PublicNumberField | None, IN_WORDS, TOLD_BY_NAME, OPEN_IN_ALL, CONTACT, ASKED] = Field(
        None, description="The number to text.", examples=["61016"]
    )
    textphone: Annotated[PublicNumberField | None, IN_WORDS, TOLD_BY_NAME, OPEN_IN_ALL, CONTACT] = Field(
        None, description="The textphone or Relay UK number.", examples=["18001 101"]
    )
    email: Annotated[EmailField | None, IN_WORDS, TOLD_BY_NAME, OPEN_IN_ALL, CONTACT, ASKED] = Field(
        None, description="The address to write to."
    )
    url: Annotated[
        WebAddress | None,
        AS_LINK,
        TOLD_BY_NAME,
        opened(name="website", services=True),
        ASKED,
    ] = Field(None, title="Website", description="The website.")
    url_note: Annotated[Text | None, IN_WORDS, TOLD, PROSE, TRANSLATED] = Field(
        None, description="What to look for on the website."
    )
    app: Annotated[Text | None, IN_WORDS, TOLD_BY_NAME, OPEN] = Field(
        None, description="The name of the app."
    )
    sign_language: Annotated[Text | None, IN_WORDS, TOLD, OPEN_IN_ALL, PROSE, TRANSLATED] = Field(
        None, description="How to use it in British Sign Language."
    )
    other_ways: Annotated[Texts | None, IN_WORDS, TOLD, opened(table=False), PROSE, TRANSLATED] = Field(
        None, description="Other ways it offers, in words.", examples=[["live chat"]]
    )
    instead_of_voice: Annotated[Slugs | None, AS_LINK, TOLD, opened(table=False), names("channel")] = Field(
        None, description="Channels for people who cannot use the phone, by short name."
    )
    reaches_police: Annotated[
        Literal[
            "this-is-the-police",
            "police-told-only-if-you-ask",
            "police-told-without-your-name",
            "police-told-only-if-somebody-is-at-risk",
            "usually-passed-to-the-police",
            "police-not-told",
        ],
        BeforeValidator(reads_old(REACHES_POLICE)),
        one_of(REACHES_POLICE),
        TOLD,
        OPEN,
    ] = Field(description="Whether the police hear of it.")
    anonymity: Annotated[
        Literal[
            "they-see-your-number-or-name",
            "you-may-keep-your-name-back",
            "they-know-but-do-not-tell",
            "they-do-not-learn-who-you-are",
        ],
        BeforeValidator(reads_old(ANONYMITY)),
        one_of(ANONYMITY),
        TOLD,
        opened(words="What they know of a person who uses it."),
    ] = Field(description="What whoever answers knows of the person.")
    anonymity_note: Annotated[Text | None, IN_WORDS, TOLD, OPEN, PROSE, TRANSLATED] = Field(
        None, description="What a person should know about staying unknown."
    )
    cost: Annotated[
        Literal["free", "may-cost-a-little", "usual-call-price"],
        BeforeValidator(reads_old(COST)),
        one_of(COST),
        TOLD,
        OPEN_IN_ALL,
    ] = Field(description="What it costs.")
    hours: Annotated[
        Text | None,
        IN_WORDS,
        TOLD_BY_NAME,
        opened(words="When it is open, in words.", services=True),
        PROSE,
        ASKED,
    ] = Field(None, description="When it is open, in words. Leave out when not known.")
    schedule: Annotated[
        Schedule | None,
        NOT_SHOWN,
        TOLD_BY_NAME,
        opened(words="The same, day by day.", table=False, services=True),
    ] = Field(None, description="The same for machines: `24x7`, or a list of days with opens and closes.")
    hours_as_of: Annotated[
        PartialDate | None, AS_DAY, HAPPENED, opened(name="hours_published", table=False)
    ] = Field(None, description="The date of the source for the hours.")
    answered: Annotated[Answered | None, IN_WORDS, TOLD, opened(table=False), PROSE] = Field(
        None, description="How long it takes until somebody answers. Only what a source measured."
    )
    when_to_use: Annotated[Text, IN_WORDS, TOLD, OPEN_IN_ALL, PROSE, TRANSLATED] = Field(
        description="When it is the right one."
    )
    do_not_use_for: Annotated[
        Text | None,
        IN_WORDS,
        TOLD,
        opened(words="When it is the wrong one. Show this with the number.", services=True),
        PROSE,
        ASKED,
        TRANSLATED,
    ] = Field(None, description="When it is the wrong one.")
    steps: Annotated[Texts | None, IN_WORDS, TOLD, opened(table=False, services=True), PROSE, TRANSLATED] = (
        Field(None, description="What to do, in order.")
    )
    steps_mobile: Annotated[
        Texts | None,
        IN_WORDS,
        TOLD,
        opened(words="What to do on a mobile.", table=False, services=True),
        PROSE,
        TRANSLATED,
    ] = Field(None, description="What to do on a mobile, in order.")
    steps_landline: Annotated[
        Texts | None, IN_WORDS, TOLD, opened(table=False, services=True), PROSE, TRANSLATED
    ] = Field(None, description="What to know on a landline.")
    warnings: Annotated[
        Texts | None,
        IN_WORDS,
        TOLD,
        opened(words="What can go wrong. Show this with the number.", services=True),
        PROSE,
        TRANSLATED,
    ] = Field(None, description="What can go wrong.")
    number_fixed_by: Annotated[Source | None, IN_WORDS] = Field(
        None,
        description="What fixes the number for everybody, like a law or the numbering plan: it does not grow old.",
    )
    sources: Annotated[tuple[Source, ...], IN_WORDS, OPEN] = Field(description="Where the facts come from.")
    checked: Annotated[Check | None, AS_DAY, TOLD_BY_NAME, opened(name="checked_on")] = Field(
        None, description="When this channel was last checked."
    )
    confidence: Annotated[Literal["high", "medium", "low"], NOT_SHOWN] = Field(
        description="How well it is sourced. Not shown."
    )
    unverified: Annotated[Texts | None, NOT_SHOWN] = Field(
        None, description="What nobody has confirmed yet. Not shown."
    )
    held_back: Annotated[Text | None, NOT_SHOWN] = Field(
        None, description="Why it is not published yet. While this is filled in, it is not."
    )

    @property
    def is_emergency(self) -> bool:
        """Whether this is a way to call for help now."""
        return self.kind == "emergency"

    @property
    def is_independent(self) -> bool:
        """Whether others than the police answer, or those who look into what the police did."""
        return self.kind in {"anonymous", "third-party", "support", "young-people"}

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

    title: Annotated[Text, IN_WORDS, TOLD, TRANSLATED] = Field(
        description="The page's heading, in people's own words.", examples=["Is it worth reporting?"]
    )
    summary: Annotated[Text, IN_WORDS, TOLD, PROSE, TRANSLATED] = Field(
        description="One or two sentences: shown under the heading and by search engines."
    )
    nav: Annotated[Text | None, IN_WORDS, ASKED, TRANSLATED] = Field(
        None,
        title="Name in the navigation",
        description="The short name in the navigation. Leave out to keep it out.",
    )
    nav_order: Annotated[WholeNumber | None, AS_SHAPE] = Field(
        None, description="The place in the navigation or the footer: lower comes first."
    )
    footer: Annotated[Text | None, IN_WORDS, ASKED, TRANSLATED] = Field(
        None,
        title="Name at the foot",
        description="The short name at the foot of every page. Leave out to keep it out.",
    )
    in_short: Annotated[Texts | None, IN_WORDS, TOLD, PROSE, TRANSLATED] = Field(
        None,
        description="The page after-you-report alone: what it says in three or four sentences, each of which its text "
        "bears out. They stand in a box on every way to report that the police answer.",
    )
    owner: Annotated[Text, NOT_SHOWN] = Field(
        description="Who looks after this page.", examples=["Comms team"]
    )
    reviewed: Annotated[Day, AS_DAY, TOLD_BY_NAME, HAPPENED] = Field(
        description="The day somebody last read it through.", examples=["2026-11-21"]
    )
    review_by: Annotated[Day, NOT_SHOWN] = Field(
        description="The day by which it should be read again.", examples=["2027-05-21"]
    )
    sources: Annotated[tuple[Source, ...] | None, IN_WORDS, TOLD] = Field(
        None, description="Where the facts on this page come from."
    )

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


class Notice(Record):
    """News with an end: what it says is gone by itself after its last day."""

    KIND: ClassVar[str] = "notice"

    body: SkipJsonSchema[Annotated[Body, IN_WORDS, PROSE]]
    title: Annotated[Text, IN_WORDS] = Field(
        description="The news in a few words.", examples=["Nobody answers our mail over Christmas"]
    )
    summary: Annotated[Text, IN_WORDS, PROSE] = Field(
        description="One or two sentences: shown with the title, by search engines and in feeds."
    )
    day: Annotated[Day, AS_DAY] = Field(
        description="The day of the news. A day to come: nobody sees it before.", examples=["2026-12-20"]
    )
    until: Annotated[Day, AS_DAY] = Field(
        description="The last day on which it is shown.", examples=["2026-12-27"]
    )
    boroughs: Annotated[Slugs | None, AS_LINK, names("borough"), ASKED] = Field(
        None,
        title="Areas",
        description="The areas it is about, by short name. Leave out when it is about all of them.",
    )
    owner: Annotated[Text, NOT_SHOWN] = Field(
        description="Who looks after this notice.", examples=["Comms team"]
    )

    @model_validator(mode="after")
    def _ends_later(self) -> Self:
        if self.until < self.day:
            raise fault(
                "contradicting-state",
                f"until ({format_day(self.until)}) is before day ({format_day(self.day)}).",
                "Write the last day on which the notice should be shown.",
                field="until",
            )
        return self

    def stands_on(self, day: datetime.date) -> bool:
        """Whether visitors see it on a day."""
        return self.day <= day <= self.until


RECORDS: Mapping[str, type[Record]] = MappingProxyType(
    {model.KIND: model for model in (Officer, Borough, Channel, Page, Notice)}
)
"""The model of each kind of record."""


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


class Retired(SettingsFile):
    """Contacts and names that were true once: `content/retired.yaml`."""

    contacts: tuple[RetiredContact, ...] = Field((), description="Numbers and addresses.")
    names: tuple[RetiredName, ...] = Field((), description="Names.")
