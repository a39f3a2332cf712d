"""The form of ``/data/directory.json``: which fields there are and what each means.

The published JSON Schema is made from these models, so that the two cannot differ. A field that the schema of the
content marks as open, and that is not worked out here, stands among the details of its form by itself. Every field is
always there; one that is not known, or that nobody agreed to, is null or an empty list. A field that is added makes
the next version, such as 1.3; one that is taken out or means something else makes version 2.0.
"""

import datetime
import json
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema

from site_builder.content.choices import Choices
from site_builder.content.field_facts import Opened, facts_at, facts_of, opened, opened_as
from site_builder.content.record_groups import Answered, OpeningHours, Source
from site_builder.content.schema import Borough, Channel, Officer, OfficerState, Post, Record
from site_builder.content.settings import Region
from site_builder.content.surgeries import Surgery
from site_builder.directory.freshness import Age
from site_builder.directory.model import AreaState
from site_builder.site.pages.open_data.json_text import format_json

DESCRIPTION_FILE = Path(__file__).with_name("directory.schema.json")
"""The JSON Schema of the models, before a region is known: `tests/test_open_data.py` writes it."""
_KIND_OF_AREA = 3
"""So many signs at the beginning of a code say what kind of area it is (ONS, coding and naming policy)."""
_HOW_FRESH = (
    "How old the facts are: checked lately (`fresh`), to be checked again (`due`), too old to rely on (`overdue`), "
    "not confirmed by us (`never`), or a number that is the same for everybody, by law or the numbering plan (`fixed`)."
)
_NO_COLUMN = opened(table=False)
_Type = Any  # a type made for a field of the schema: only a run can tell it


class _Form(BaseModel):
    """A group of fields: frozen, and nothing in it that is not named here; a group of the content's may fill it."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True, defer_build=True)


class OpenSource(_Form):
    """Where a fact was published."""

    publisher: str = Field(description="Who published it.")
    url: str | None = Field(description="Where it can be read.")
    published: str = Field(
        description="The date on the source: a day, a month, a year, or `undated`.",
        pattern=r"^(\d{4}(-\d{2}){0,2}|undated)$",
    )


class OpenContact(_Form):
    """A way to reach somebody."""

    kind: str = Field(description="What it is for.", json_schema_extra={"enum": [*Channel.ways()]})
    value: str = Field(description="The number as it is dialled within the UK, or the address.")
    checked_on: datetime.date | None = Field(description="The day it was last checked.")
    freshness: Age = Field(description=_HOW_FRESH)


class OpenPeriod(_Form):
    """The days that a figure is about."""

    begins: datetime.date = Field(description="The first day.")
    ends: datetime.date = Field(description="The last day.")


class OpenAnswered(_Form):
    """How long it took until somebody answered."""

    value: str = Field(description="How long, in a sentence.")
    period: OpenPeriod = Field(description="The time that was measured. Pages show it until a year after.")
    source: OpenSource = Field(description="Who says so.")


class OpenHours(_Form):
    """Days that share opening hours."""

    days: str = Field(description="The days, such as `Mo-Fr`.")
    opens: str = Field(description="When it opens: `10:00`.")
    closes: str = Field(description="When it closes: `20:30`, or `24:00` for midnight.")


class OpenSurgery(_Form):
    """When and where somebody can be seen in person."""

    name: str = Field(description="What people call it.")
    days: tuple[str, ...] = Field(
        description="Its days: dates, or rules like `first Tuesday`, `last Friday`, `Tuesday`, `other Tuesday` (each "
        "second week, counted from `since`)."
    )
    starts: str = Field(description="When it begins: `17:30`.")
    ends: str = Field(description="When it ends: `19:00`, or `24:00` for midnight.")
    place: str = Field(description="Where.")
    address: str = Field(description="Its address.")
    access: tuple[str, ...] | None = Field(description="What the place has for people who need it.")
    expect: str | None = Field(description="What happens there.")
    since: datetime.date | None = Field(description="The first day.")
    until: datetime.date | None = Field(description="The last day.")
    cancelled: tuple[datetime.date, ...] | None = Field(description="Dates on which it does not take place.")
    source: OpenSource | None = Field(description="Who printed it.")
    checked_on: datetime.date | None = Field(description="The day somebody last made sure of it.")


def _details_of(record: type[Record], *around: type[BaseModel]) -> type[BaseModel]:
    """Return a form of the open fields of a record that the forms around it do not have themselves."""
    own = {name for form in around for name in form.model_fields}
    fields: dict[str, _Type] = {
        outside: _open_field(record.model_fields[name])
        for outside, name in opened_as(record).items()
        if outside not in own and not facts_at(record, (name,)).contact
    }
    return create_model(f"{record.__name__}Details", __base__=_Form, **fields)


def _open_field(field: FieldInfo) -> tuple[_Type, FieldInfo]:
    facts = facts_of(field)
    as_open = facts.opened or Opened()
    words = as_open.words or field.description or ""
    if facts.choices:
        return _codes(facts.choices), FieldInfo(description=_with_meanings(words, facts.choices))
    return _open_type(field.annotation), FieldInfo(description=words)


def _codes(choices: Choices) -> _Type:
    """Return the type of a value that leaves as the code which does not change."""
    return Literal[tuple(one.code for one in choices)]


def _with_meanings(words: str, choices: Choices) -> str:
    """Return the words for a field with what each of its codes says: one alone could be misread."""
    return " ".join([words, *(f"`{one.code}`: {one.means}" for one in choices)])


def _open_type(annotation: _Type) -> _Type:
    """Return the type of a value as it leaves: finished, so that nothing reads it again, and an empty list for none."""
    origin: _Type = get_origin(annotation)
    parts = get_args(annotation)
    if origin is Annotated:
        return _open_type(parts[0])
    if origin is tuple:
        return tuple[_open_type(parts[0]), ...]  # type: ignore[misc]  # a type that only a run can tell
    if origin in {Union, UnionType}:
        kind = _open_type(parts[0])
        is_list: bool = getattr(kind, "__origin__", None) is tuple
        return kind if is_list else kind | None
    forms: dict[_Type, _Type] = {
        Answered: OpenAnswered,
        OpeningHours: OpenHours,
        Source: OpenSource,
        Surgery: OpenSurgery,
    }
    return forms.get(annotation, annotation)


class OpenForce(_Form):
    """A police force, and the channels by which it is reached."""

    id: str = Field(description="The short name that areas point to.")
    name: str = Field(description="The full name.")
    website: str = Field(description="The force's own website.")
    call_channel: str = Field(description="The channel for calling it when nobody is in danger.")
    relay_channel: str = Field(description="The channel for people who cannot use the phone.")
    online_channel: str = Field(description="The channel for reporting online.")
    ask_for: str | None = Field(description="What to ask for where the call may reach another force.")


class _Area(_Form):
    id: str = Field(description="The short name.")
    gss: str = Field(description="The code of the Office for National Statistics.", pattern=r"^[A-Z]\d{8}$")
    name: str = Field(description="The name.")
    page: str = Field(description="Its page in this directory.")
    force: str = Field(description="The police force, by `id`.")
    state: AreaState = Field(
        description="Whether a liaison officer serves the area. `unlisted` means that no named officer is published "
        "here yet; it does not mean that the post is vacant."
    )
    state_since: datetime.date | None = Field(description="Since when the post is vacant.")
    state_source: Annotated[OpenSource | None, _NO_COLUMN] = Field(description="Who says so.")
    officers: tuple[str, ...] = Field(
        description="The officers who serve it and agreed to be in this file, by `id`."
    )
    officers_left_out: int = Field(
        description="How many more are on the area's page. They did not agree to be in this file."
    )
    stand_in: str | None = Field(description="The officer to turn to meanwhile, by `id`.")
    council: str = Field(description="The council.")
    council_website: str = Field(description="The council's website.")
    neighbours: tuple[str, ...] = Field(description="The areas that share a border, by `id`.")


AREA_DETAILS = _details_of(Borough, _Area)


class OpenArea(AREA_DETAILS, _Area):  # type: ignore[valid-type, misc]  # only a run knows the fields
    """One of the areas."""


class _Officer(_Form):
    id: str = Field(description="The short name.")
    name: str = Field(description="The name, without the rank.")
    rank: str | None = Field(description="The rank.")
    role: str = Field(description="What the officer is.")
    page: str = Field(description="The officer's page in this directory.")
    post: Post = Field(description="The place in the team.")
    state: OfficerState = Field(description="Whether the officer is at work.")
    since: datetime.date | None = Field(description="Since when.")
    until: datetime.date | None = Field(description="Until when.")
    covered_by: str | None = Field(description="The officer who covers meanwhile, by `id`.")
    areas: tuple[str, ...] = Field(description="The areas the officer serves, by `id`.")
    contacts: tuple[OpenContact, ...] = Field(description="How to reach the officer.")


class _OfficerCheck(_Form):
    source: OpenSource = Field(description="Where the officer was named.")
    checked_on: datetime.date | None = Field(description="The day somebody last checked with the officer.")
    freshness: Age = Field(description=_HOW_FRESH)
    freshness_words: Annotated[str, _NO_COLUMN] = Field(description="The same in words.")
    use_until: datetime.date = Field(
        description="The day on which the officer's consent has to be asked for again. Delete your copy after it."
    )


OFFICER_DETAILS = _details_of(Officer, _Officer, _OfficerCheck)


class OpenOfficer(_OfficerCheck, OFFICER_DETAILS, _Officer):  # type: ignore[valid-type, misc]
    """A liaison officer who agreed to be published; only the fields agreed to are filled in."""


class _Channel(_Form):
    id: str = Field(description="The short name.")
    name: str = Field(description="The name people know it by.")
    kind: str = Field(description="What kind of way it is: `emergency`, `support` and so on.")
    page: str = Field(description="Its page in this directory.")
    summary: str = Field(description="One sentence about it.")
    who_answers: str = Field(description="Who is at the other end.")
    contacts: tuple[OpenContact, ...] = Field(description="Its numbers and address.")
    website: str | None = Field(description="Its website.")
    app: str | None = Field(description="The name of its app.")
    sign_language: str | None = Field(description="How to use it in British Sign Language.")
    other_ways: tuple[str, ...] = Field(description="Other ways it offers.")
    instead_of_voice: tuple[str, ...] = Field(
        description="Channels for people who cannot use the phone, by `id`."
    )
    only_in: tuple[str, ...] = Field(
        description="The areas it is only for, by `id`; empty when it is for all."
    )


class _ChannelCheck(_Form):
    sources: tuple[OpenSource, ...] = Field(description="Where the facts come from.")
    checked_on: datetime.date | None = Field(description="The day it was last checked.")
    freshness: Age = Field(description=_HOW_FRESH)
    freshness_words: Annotated[str, _NO_COLUMN] = Field(description="The same in words.")


CHANNEL_DETAILS = _details_of(Channel, _Channel, _ChannelCheck)


class OpenChannel(_ChannelCheck, CHANNEL_DETAILS, _Channel):  # type: ignore[valid-type, misc]
    """A way to report or to get support."""


class OpenPublisher(_Form):
    """Who runs the directory."""

    name: str = Field(description="The name.")
    is_the_police: bool = Field(description="Whether the publisher is the police.")
    email: str | None = Field(description="Where to write.")


class OpenLicence(_Form):
    """What may be done with the file."""

    text: str = Field(description="For the words of the directory.")
    codes: str = Field(description="For the names and codes of the areas.")
    people: str = Field(description="For the names and contacts of people.")


class OpenLimits(_Form):
    """After how many days a fact is old, so that anyone can work out the states for a later day."""

    due_days: int = Field(description="After this many days a fact is to be checked again.")
    overdue_days: int = Field(description="After this many days it is too old to rely on.")


class OpenDirectory(_Form):
    """The directory of LGBT+ liaison officers, and of all ways to report."""

    form: Literal["directory.schema.json"] = Field(
        "directory.schema.json", alias="$schema", description="The file that describes this one."
    )
    version: Literal["1.5"] = Field("1.5", description="The version of the form, not of the facts.")
    name: str = Field(description="The name of the directory.")
    home: str = Field(description="Where it is published.")
    is_example: bool = Field(description="Whether everybody in it is made up.")
    publisher: OpenPublisher = Field(description="Who runs it.")
    licence: OpenLicence = Field(description="What may be done with it.")
    newest_fact: datetime.date | None = Field(
        description="The newest date of any check or source in this file."
    )
    limits: OpenLimits = Field(description="When facts count as old.")
    forces: tuple[OpenForce, ...] = Field(description="The police forces.")
    areas: tuple[OpenArea, ...] = Field(description="All areas, by name.")
    officers: tuple[OpenOfficer, ...] = Field(
        description="The officers who agreed to be here, by short name."
    )
    channels: tuple[OpenChannel, ...] = Field(description="All ways to report and to get support.")


def format_description(region: Region) -> bytes:
    """Return the JSON Schema (2020-12) of ``directory.json``, with the words and the codes of a region."""
    made = json.loads(DESCRIPTION_FILE.read_text("utf-8"))
    hours, area = made["$defs"]["OpenHours"], made["$defs"]["OpenArea"]
    hours["description"] = f"Days that share opening hours, on the clock in {region.name}."
    area["description"] = region.described or f"One of the {region.areas} of {region.name}."
    kinds = sorted({code[:_KIND_OF_AREA] for code in region.codes})
    begin = kinds[0] if len(kinds) == 1 else f"({'|'.join(kinds)})"
    area["properties"]["gss"]["pattern"] = rf"^{begin}\d{{6}}$"
    return format_json(made)


def describe_form() -> bytes:
    """Return what stands in `DESCRIPTION_FILE`: it is the same for every site, and takes longer than most builds."""
    made = OpenDirectory.model_json_schema(by_alias=True, mode="serialization")
    return format_json({"$schema": GenerateJsonSchema.schema_dialect, **made})
