"""The groups of fields that records are made of: sources, checks, consent, contacts, opening hours."""

import datetime
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from site_builder.content.field_facts import (
    AS_CHOICE,
    AS_DAY,
    AS_LINK,
    AS_SHAPE,
    ASKED,
    HAPPENED,
    IN_WORDS,
    NOT_SHOWN,
    PROSE,
    SEARCHED,
    called,
    names,
    opened,
)
from site_builder.content.field_types import (
    Day,
    Email,
    PartialDate,
    Phone,
    PhoneOrCode,
    Slug,
    Text,
    Texts,
    TimeOfDay,
    WebAddress,
    WholeNumber,
    fault,
)
from site_builder.content.focus_point import FocusPoint
from site_builder.content.models import Part
from site_builder.language.wording import format_day, format_partial_date

LONGEST_CONSENT = datetime.timedelta(days=3 * 366)
"""Consent does not last for ever (ICO, guidance on consent); three years is our own limit."""


class Source(Part):
    """Where a fact was published."""

    publisher: Annotated[Text, IN_WORDS, called("source")] = Field(
        description="Who published it, as people know them.", examples=["PinkNews"]
    )
    url: Annotated[WebAddress | None, AS_LINK, ASKED, called("link", "web address", "website")] = Field(
        None,
        title="Web address",
        description="Where it can be read.",
        examples=["https://www.example.org/page"],
    )
    published: Annotated[PartialDate, AS_DAY, HAPPENED, called("date")] = Field(
        description="The date on the source: a day, a month, a year, or `undated`.", examples=["2023-06-15"]
    )


class Period(Part):
    """The days that a figure is about, the first and the last among them."""

    begins: Annotated[Day, AS_DAY, HAPPENED] = Field(description="The first day.", examples=["2026-07-01"])
    ends: Annotated[Day, AS_DAY, HAPPENED] = Field(
        description="The last day. A year later the figure is not shown any more.", examples=["2026-09-30"]
    )

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.begins > self.ends:
            message = f"It begins on {format_day(self.begins)}, and ends on {format_day(self.ends)}."
            raise fault("contradicting-state", message, "Mend one of the two.", field="ends")
        return self


class Answered(Part):
    """How long it took until somebody answered, as somebody measured it."""

    value: Annotated[Text, IN_WORDS, PROSE] = Field(
        description="How long, in a sentence.", examples=["9 of 10 calls were answered within ten seconds."]
    )
    period: Annotated[Period, AS_DAY] = Field(description="The time that was measured.")
    source: Annotated[Source, IN_WORDS] = Field(description="Who says so.")

    @model_validator(mode="after")
    def _was_told_afterwards(self) -> Self:
        ends, published = self.period.ends.isoformat(), self.source.published
        if published[:1].isdigit() and published < ends[: len(published)]:
            message = (
                f"The source is of {format_partial_date(published)}, before the time that was measured ended."
            )
            raise fault("contradicting-state", message, "Mend one of the two.", field="period")
        return self


class Check(Part):
    """When one of us last made sure that a fact is true."""

    on: Annotated[Day, AS_DAY, HAPPENED, called("last checked", "checked", "date")] = Field(
        description="The day of the check.", examples=["2026-11-21"]
    )
    by: Annotated[Text, NOT_SHOWN] = Field(
        description="Who checked. A role is enough.", examples=["Comms team"]
    )
    how: Annotated[Text, NOT_SHOWN] = Field(
        description="How: rang the number, read the page, asked the officer.", examples=["rang the number"]
    )


class Consent(Part):
    """What an officer agreed to have published."""

    by: Annotated[Text, NOT_SHOWN] = Field(
        description="Who gave consent.", examples=["the officer, by email"]
    )
    on: Annotated[Day, AS_DAY, HAPPENED] = Field(
        description="The day consent was given.", examples=["2026-11-21"]
    )
    review_by: Annotated[Day, NOT_SHOWN, opened(name="use_until")] = Field(
        description="The day by which it must be asked for again. After it the site will not build.",
        examples=["2027-11-21"],
    )
    fields: Annotated[Texts, NOT_SHOWN] = Field(
        title="Agreed to",
        description="The fields the officer agreed to, by name.",
        examples=[["email", "photo"]],
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

    file: Annotated[Text, NOT_SHOWN, called("photo", "picture", "photograph")] = Field(
        description="The picture's file name, in the same folder.", examples=["sam-okoro.jpg"]
    )
    alt: Annotated[Text, IN_WORDS] = Field(
        title="What it shows", description="What the picture shows, for people who cannot see it."
    )
    focus: Annotated[FocusPoint | None, AS_SHAPE] = Field(
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

    value: Annotated[Email, IN_WORDS] = Field(
        title="Address", description="The address.", examples=["liaison@example.org"]
    )
    checked: Annotated[Check | None, AS_SHAPE] = Field(
        None, description="When this address was last checked."
    )


class PhoneContact(Contact):
    """A telephone number."""

    value: Annotated[Phone, IN_WORDS] = Field(
        title="Number", description="The number.", examples=["020 7946 0123"]
    )
    checked: Annotated[Check | None, AS_SHAPE] = Field(None, description="When this number was last checked.")


class PublicContact(PhoneContact):
    """A telephone number of a way to report, which says what it costs."""

    value: Annotated[PhoneOrCode, IN_WORDS] = Field(
        title="Number", description="The number.", examples=["020 7946 0123"]
    )


EmailField = Annotated[EmailContact, BeforeValidator(_as_contact, Email | EmailContact)]
PhoneField = Annotated[PhoneContact, BeforeValidator(_as_contact, Phone | PhoneContact)]
PublicNumberField = Annotated[PublicContact, BeforeValidator(_as_contact, PhoneOrCode | PublicContact)]


class Liaison(Part):
    """How an area without an officer stands."""

    state: Annotated[Literal["vacant", "unlisted"], AS_CHOICE] = Field(
        description="`vacant`: a source says that the post is empty. `unlisted`: we know of no named officer."
    )
    since: Annotated[Day | None, AS_DAY, HAPPENED] = Field(None, description="Since when the post is vacant.")
    source: Annotated[Source | None, IN_WORDS] = Field(None, description="Who says so. Needed for `vacant`.")
    covered_by: Annotated[Slug | None, AS_LINK, names("officer")] = Field(
        None, description="The officer who covers, by short name."
    )

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
    """The council of an area."""

    name: Annotated[Text, IN_WORDS] = Field(
        description="The council's name.", examples=["Ashwick District Council"]
    )
    url: Annotated[WebAddress, AS_LINK] = Field(
        title="Website", description="Its website.", examples=["https://www.example.org/"]
    )


class Tile(Part):
    """Where an area stands on the tile map."""

    label: Annotated[Text, IN_WORDS, SEARCHED] = Field(description="Three letters.", examples=["CAM"])
    column: Annotated[WholeNumber, AS_SHAPE] = Field(
        description="Columns count from 0 in the west to 7 in the east."
    )
    row: Annotated[WholeNumber, AS_SHAPE] = Field(
        description="Rows count from 0 in the north to 6 in the south."
    )

    @model_validator(mode="after")
    def _is_on_the_map(self) -> Self:
        for name, number, last in (("column", self.column, 7), ("row", self.row, 6)):
            if number > last:
                message = f"The map has no {name} {number}."
                raise fault("bad-value", message, f"Write a number from 0 to {last}.", field=name)
        return self


class OpeningHours(Part):
    """Days that share opening hours."""

    days: Annotated[
        Literal["Mo-Su", "Mo-Fr", "Mo-Th", "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "Sa-Su"], NOT_SHOWN
    ] = Field(description="The days.")
    opens: Annotated[TimeOfDay, NOT_SHOWN] = Field(description="When it opens.", examples=["10:00"])
    closes: Annotated[TimeOfDay, NOT_SHOWN] = Field(description="When it closes.", examples=["20:30"])


ALWAYS: Literal["24x7"] = "24x7"
"""The opening hours of who is always there, in short."""
ALWAYS_IN_FULL = {"days": "Mo-Su", "opens": "00:00", "closes": "24:00"}


def _as_schedule(value: object) -> object:
    return [ALWAYS_IN_FULL] if str(value).strip().casefold() == ALWAYS else value


Schedule = Annotated[
    tuple[OpeningHours, ...],
    BeforeValidator(_as_schedule, Literal["24x7"] | tuple[OpeningHours, ...]),
]
