"""The settings of a site: ``site.yaml`` at the top of the content folder."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, Field, model_validator

from site_builder.content.field_facts import AS_LINK, HAPPENED, NOT_SHOWN
from site_builder.content.field_types import (
    Day,
    Email,
    LatinText,
    Phone,
    Slug,
    Slugs,
    Text,
    Texts,
    WebAddress,
    WholeNumber,
    YesNo,
    fault,
)
from site_builder.content.hosts import PACK_THEMSELVES, Host, Packing
from site_builder.content.models import Part
from site_builder.content.number_spellings import find_misspelt_in_settings
from site_builder.content.schema import AREA_CODE
from site_builder.content.settings_file import SettingsFile, find_file, read_settings
from site_builder.content.sources import SITE_FILE, SourceFile
from site_builder.content.written_addresses import find_odd_values
from site_builder.findings.diagnostics import Checked, Diagnostic, Place, suggest
from site_builder.findings.rule import Severity
from site_builder.findings.rules import RULES
from site_builder.language.telling_words import telling_word

_BASE_URL = re.compile(
    r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d{1,5})?(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/"
)


def read_base_url(url: str) -> str:
    """Return where a site stands: a web address that ends with a slash and has nothing after it."""
    if not url.endswith("/"):
        raise fault("bad-web-address", f'"{url}" must end with a slash.', f"Write {url}/.")
    if not _BASE_URL.fullmatch(url):
        hint = "Write it like https://www.example.org/ or https://www.example.org/liaison/."
        raise fault("bad-web-address", f'"{url}" cannot be the address of a site.', hint)
    return url


BaseUrl = Annotated[WebAddress, AfterValidator(read_base_url)]

_SITE_ADDRESS = re.compile(
    r"/(?:[a-z0-9][a-z0-9._-]*(?<!\.)/)*(?:[a-z0-9][a-z0-9._-]*(?<!\.))?", re.IGNORECASE
)

_LONGEST_ADDRESS = 200


def read_site_address(address: str) -> str:
    """Return an address inside the site, from its root: ``/boroughs/ashwick/``."""
    if len(address) > _LONGEST_ADDRESS or not _SITE_ADDRESS.fullmatch(address):
        hint = "Write it from the first slash, like /boroughs/ashwick/."
        raise fault("bad-web-address", f'"{address}" cannot be an address of this site.', hint)
    return address


SiteAddress = Annotated[Text, AfterValidator(read_site_address)]


def _name_rules(schema: dict[str, Any]) -> None:
    """Offer an editor's completion the rules whose level can be set, each with what it asks."""
    level = schema.pop("additionalProperties")
    rules = {name: rule for name, rule in sorted(RULES.items()) if rule.level != "fixed"}
    schema["properties"] = {
        name: {"title": name, "description": rule.asks, **level} for name, rule in rules.items()
    }
    schema["additionalProperties"] = False


class Publisher(Part):
    """Who runs the site."""

    name: Text = Field(
        description="Who runs the site, as it reads after “Run by”.", examples=["Ashwick District Council"]
    )
    is_the_police: YesNo = Field(description="Whether the publisher is the police.", examples=["no"])
    contact: Email | None = Field(None, description="Where people can write to the publisher.")


class FreshnessLimits(Part):
    """After how many days a fact counts as old."""

    due_days: WholeNumber = Field(90, description="After this many days a fact is due to be checked.")
    overdue_days: WholeNumber = Field(180, description="After this many days it is overdue and steps back.")


class ForceContact(Part):
    """A liaison contact that a whole force offers."""

    label: Text = Field(description="What it is.", examples=["LGBT+ liaison team"])
    email: Email | None = Field(None, description="Its address.")
    phone: Phone | None = Field(None, description="Its number.")


class Force(Part):
    """A police force."""

    name: Text = Field(description="The force's full name.", examples=["Fenmoor Constabulary"])
    short_name: Text = Field(description="The name people use.", examples=["Fenmoor Police"])
    url: Annotated[WebAddress, AS_LINK] = Field(description="Its website.")
    call_channel: Annotated[Slug, AS_LINK] = Field(
        description="The channel for calling it when nobody is in danger.", examples=["police-101"]
    )
    relay_channel: Annotated[Slug, AS_LINK] = Field(
        description="The channel for people who cannot use the phone.", examples=["police-101-relay"]
    )
    online_channel: Annotated[Slug, AS_LINK] = Field(description="The channel for reporting to it online.")
    ask_for: LatinText | None = Field(
        None,
        description="The name to ask for on 101, where the call may reach another force. In Latin letters.",
    )
    contact: ForceContact | None = Field(None, description="A liaison contact of the whole force.")
    covers: Text | None = Field(
        None,
        description="Where this force is in charge, as the beginning of a sentence.",
        examples=["On a train or a tram, or at a station"],
    )
    search_words: Texts | None = Field(
        None, description="Words people type that mean this force.", examples=[["train", "tram"]]
    )


def read_time_zone(name: str) -> str:
    """Return the name of a time zone that this computer knows, as the IANA time zone database has it."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = suggest(name, available_timezones()) or "Write it like Europe/London."
        raise fault("bad-value", f'There is no time zone called "{name}".', hint) from None
    return name


def read_area_code(code: str) -> str:
    """Return the code of an area: a letter and eight digits (ONS, coding and naming policy for UK statistics)."""
    if not re.fullmatch(AREA_CODE, code):
        hint = "It is a letter and eight digits. Look it up in the ONS Register of Geographic Codes."
        raise fault("bad-value", f'"{code}" is not the code of an area.', hint)
    return code


def read_corner(corner: str) -> str:
    """Return a point of the tile map where tiles meet: ``3 2`` has three columns in its west, two rows in its north."""
    if not re.fullmatch("[0-8] [0-7]", corner):
        hint = "Write the columns west of it (0 to 8), a space and the rows north of it (0 to 7), like 3 2."
        raise fault("bad-value", f'"{corner}" is not a corner of tiles on the map.', hint)
    return corner


def read_district_of_area(pair: str) -> str:
    """Return an area and a postcode district in it: ``X01000007 ZZ9``."""
    if not re.fullmatch(r"\S+ [A-Z]{1,2}[0-9][0-9A-Z]?", pair):
        hint = "Write the area's code, a space and the first half of its postcodes, like X01000007 ZZ10."
        raise fault("bad-value", f'"{pair}" is not an area and a postcode district.', hint)
    return pair


class ForceAnswer(Part):
    """Where one force is in charge, whatever the area."""

    where: Text = Field(description="Where, as the beginning of a sentence.", examples=["On a train"])
    force: Slug = Field(description="The force, as named under forces.", examples=["railway"])
    short: YesNo = Field(False, description="Whether its short name says enough.")


class AnyForce(Part):
    """The channel that takes a report for any police force, for people who live outside."""

    channel: Annotated[Slug, AS_LINK] = Field(description="Its short name.", examples=["true-vision"])
    words: Text = Field(
        description="What it is, after its name and a colon.",
        examples=["one form for any police force in the country"],
    )


class River(Part):
    """A river that divides the region."""

    name: Text = Field(description="Its name, as the key of the map has it.", examples=["Fen Water"])
    across: Text = Field(
        description="The heading above neighbours on its other bank.", examples=["Across the Fen"]
    )
    on_tiles: tuple[Annotated[Text, AfterValidator(read_corner)], ...] = Field(
        (),
        description=(
            "The corners of tiles at which it begins, turns and ends on the tile map: of each, how many columns of "
            "tiles lie west of it and how many rows north of it."
        ),
        examples=[["0 4", "3 4", "3 2", "8 2"]],
    )
    far_bank: tuple[Text, ...] = Field(
        (),
        description="The codes of the areas on its other bank: `refresh-postcodes` draws the river between the banks.",
        examples=[["X01000006", "X01000008"]],
    )
    far_districts: tuple[Annotated[Text, AfterValidator(read_district_of_area)], ...] = Field(
        (),
        description=(
            "For an area on both banks: its code and a postcode district of it on the other bank, for each of them."
        ),
        examples=[["X01000007 ZZ10"]],
    )


class Region(Part):
    """What the whole site covers, and what it and its areas are called."""

    name: Text = Field(description="What the whole is called.", examples=["Fenmoor"])
    area: Text = Field(
        description="What one area is called, in small letters.", examples=["borough", "council area"]
    )
    areas: Text = Field(description="What several are called.", examples=["boroughs", "council areas"])
    described: Text | None = Field(
        None,
        description="What an area is, as the open data explains it.",
        examples=["A district of Fenmoor."],
    )
    codes: tuple[Annotated[Text, AfterValidator(read_area_code)], ...] = Field(
        description="The code of every area that must have a page, as the Office for National Statistics gives it.",
        examples=[["X01000001", "X01000002"]],
    )
    time_zone: Annotated[Text, AfterValidator(read_time_zone)] = Field(
        description="The clock that days and opening hours go by.", examples=["Europe/London"]
    )
    river: River | None = Field(None, description="A river that divides it.")
    example_place: Text | None = Field(
        None, description="A place that people might type into the finder.", examples=["Saltergate"]
    )
    example_postcode: Text | None = Field(
        None, description="A postcode that people might type into the finder.", examples=["ZZ9 9ZZ"]
    )
    force_question: Text | None = Field(
        None,
        description="What each area's page asks somebody who is not sure which force to turn to.",
        examples=["On a train or a bus?"],
    )
    force_answers: tuple[ForceAnswer, ...] = Field((), description="The answers to it, in their order.")
    any_force: AnyForce | None = Field(
        None, description="The channel that takes a report for any police force."
    )


class Accessibility(Part):
    """What the accessibility statement says was measured."""

    compliance: Literal["full", "partial", "none"] = Field(description="How far the site meets WCAG 2.2 AA.")
    non_compliances: tuple[Text, ...] = Field(
        (), description="What does not meet it, with the criterion and a date."
    )
    burden: tuple[Text, ...] = Field((), description="What would be a disproportionate burden.")
    out_of_scope: tuple[Text, ...] = Field((), description="What the law does not cover.")
    answer_days: WholeNumber = Field(
        description="Within how many days a message is answered.", examples=["10"]
    )
    prepared: Annotated[Day, HAPPENED] = Field(description="The day the statement was written.")
    reviewed: Annotated[Day, HAPPENED] = Field(description="The day it was last read through.")
    tested: Annotated[Day, HAPPENED] = Field(description="The day of the last test.")
    tested_by: Text = Field(description="Who tested.")
    methods: Texts = Field(description="How it was tested, and which pages.")


class Redirect(Part):
    """An address that a page has left."""

    old: SiteAddress = Field(
        description="Where the page was, from the root of the site.", examples=["/officers/sam-okoro/"]
    )
    new: SiteAddress = Field(
        description="Where its visitors are led now: the address of a page that is there.",
        examples=["/officers/alex-reed/"],
    )


class Hosting(Part):
    """The server or service that the site is put on."""

    host: Host = Field(
        "none",
        description="Who serves the site. The files that tell it about headers and redirects are then made.",
    )
    compress: tuple[Packing, ...] = Field(
        (),
        description="Packed copies to put beside the text files. Only for a server of your own.",
        examples=[["gz", "br"]],
    )

    @model_validator(mode="after")
    def _is_not_packed_twice(self) -> Self:
        if self.compress and self.host in PACK_THEMSELVES:
            raise fault(
                "bad-choice",
                f"{self.host} packs files itself, so packed copies would never be used.",
                'Take the line "compress" out.',
                field="compress",
            )
        return self


class Site(SettingsFile):
    """The settings of a site."""

    name: Text = Field(description="The site's name.", examples=["LGBT+ liaison officers in Fenmoor"])
    short_name: Text = Field(description="The name in the header.")
    base_url: Annotated[BaseUrl, AS_LINK] = Field(
        description="Where the site will be published, ending with a slash.",
        examples=["https://liaison.example/"],
    )
    paper_url: Annotated[BaseUrl | None, AS_LINK] = Field(
        None,
        description="A short address that leads to the same pages, for posters, cards and their QR codes, where "
        "base_url is long or tells too much. It ends with a slash too.",
        examples=["https://local.example/"],
    )
    publisher: Publisher = Field(description="Who runs the site.")
    security_contact: Email | None = Field(
        None, description="Where to report a security problem; without it there is no security.txt."
    )
    leave_url: Annotated[WebAddress, AS_LINK] = Field(
        "https://www.bbc.co.uk/weather", description="Where the leave link goes."
    )
    discreet_name: Text | None = Field(
        None,
        description="A neutral name for browser tabs. With it, titles, descriptions, feeds, downloads and icons do not "
        "show what the site is about.",
        examples=["Local information"],
    )
    example: YesNo = Field(
        False, description="Whether everybody on this site is made up. Every page then says so."
    )
    freshness: Annotated[FreshnessLimits, NOT_SHOWN] = Field(
        FreshnessLimits(), description="When facts count as old."
    )
    provenance: YesNo = Field(
        False,
        description="Whether data/provenance.json is published: for each fact its file, line, commit, day. For staff.",
    )
    levels: Annotated[dict[str, Literal["error", "warning", "notice"]], NOT_SHOWN] = Field(
        {},
        description="How much a rule weighs, where it differs from the usual.",
        json_schema_extra=_name_rules,
    )
    charities: Annotated[Slugs | None, AS_LINK] = Field(
        None,
        description="Independent charities, in order. Wherever there is no officer two are named, newest check first.",
        examples=[["galop", "switchboard"]],
    )
    charity: Annotated[Slug | None, AS_LINK] = Field(
        None, description="The old form of charities: one of them.", examples=["galop"]
    )
    region: Region = Field(description="What the site covers, and what it is called.")
    forces: dict[str, Force] = Field(description="The police forces.")
    accessibility: Accessibility = Field(description="What the accessibility statement says was measured.")
    hosting: Annotated[Hosting, NOT_SHOWN] = Field(
        Hosting(), description="The server or service that the site is put on."
    )
    redirects: Annotated[tuple[Redirect, ...], NOT_SHOWN] = Field(
        (), description="Addresses of pages that are gone, and where their visitors are led."
    )

    @property
    def named_charities(self) -> tuple[Slug, ...]:
        """The charities in the order of the settings, in whichever form they are written."""
        return self.charities or ((self.charity,) if self.charity else ())

    @property
    def root(self) -> str:
        """Where the site begins on its host: ``/`` or ``/sub-path/``."""
        return urlsplit(self.base_url).path or "/"

    @property
    def host(self) -> str:
        """The site's scheme and host, without a slash at the end."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def severities(self) -> dict[str, Severity]:
        """The level of each rule that site.yaml sets."""
        return {rule: Severity(level) for rule, level in self.levels.items()}


def read_site(
    sources: Sequence[SourceFile], folder: Path, given: Mapping[str, Any] | None = None
) -> Checked[Site | None]:
    """Return the settings, or None with what is wrong; `given` are values from the command line.

    `folder` is the content folder, in which a file that is missing is missed.
    """
    source = find_file(sources, SITE_FILE)
    if source is None:
        place = Place((folder / SITE_FILE).as_posix())
        hint = "Each site needs its settings there. Is --content the right folder?"
        return None, (
            Diagnostic(place, "missing-settings", "There are no settings: site.yaml is missing.", hint),
        )
    look = partial(find_misspelt_in_settings, model=Site, source=source)
    site, found = read_settings(Site, source, "settings file", look)
    if site is None:
        return None, found
    site = site.model_copy(update=dict(given or {}))
    unfit = (*_find_unknown_rules(site), *_find_repeated_redirects(site), *_find_telling_name(site))
    written = site.model_dump(mode="json", exclude_unset=True)
    odd = tuple(find_odd_values(written, Site, site.origin))
    return None if unfit else site, (*found, *unfit, *_find_old_form(site), *odd)


def _find_old_form(site: Site) -> Iterator[Diagnostic]:
    """Yield `old-setting` for one charity where there are two now: the one may be closed, or end."""
    if site.charity:
        message = "Pages name two charities, and here is one."
        hint = f"Write two of them in a list: charities: [{site.charity}, switchboard]"
        yield Diagnostic(site.origin.key_place("charity"), "old-setting", message, hint)


def _find_telling_name(site: Site) -> Iterator[Diagnostic]:
    """Yield `bad-value` for a name that is to be neutral and is not."""
    if word := telling_word(site.discreet_name or ""):
        message = f'"{word}" in discreet_name tells what the site is about.'
        hint = "Write a name that could be any site's, like Local information."
        yield Diagnostic(site.origin.place("discreet_name"), "bad-value", message, hint)


def _find_repeated_redirects(site: Site) -> Iterator[Diagnostic]:
    """Yield `bad-value` for an old address that is there twice, with or without its last slash."""
    seen: set[str] = set()
    for number, redirect in enumerate(site.redirects):
        if redirect.old.rstrip("/") in seen:
            place = site.origin.place("redirects", number, "old")
            words = f'"{redirect.old}" is led away twice.'
            yield Diagnostic(place, "bad-value", words, "Keep the one that is right.")
        seen.add(redirect.old.rstrip("/"))


def _find_unknown_rules(site: Site) -> Iterator[Diagnostic]:
    for rule in site.levels:
        place = site.origin.key_place("levels", rule)
        if rule not in RULES:
            yield Diagnostic(
                place, "unknown-rule", f'There is no rule called "{rule}".', suggest(rule, RULES)
            )
        elif RULES[rule].level == "firm" and (site.example or site.levels[rule] == "error"):
            continue
        elif RULES[rule].level != "adjustable":
            can_change = sorted(name for name, one in RULES.items() if one.level == "adjustable")
            hint = f"Rules that can change: {', '.join(can_change)}."
            yield Diagnostic(place, "unknown-rule", f'The level of "{rule}" cannot be changed.', hint)
