"""What of the directory may leave it as open data. Every file below ``data/`` with a fact in it is made from this.

A person is here only by their own consent, and with no field that they did not agree to. Officers whom only a public
source names, and those whose consent has lapsed, are counted and not named. No file carries the text about an officer
or a photograph.
"""

import datetime
from collections.abc import Collection, Iterator
from typing import Any, get_origin

from pydantic import BaseModel

from site_builder.content.choices import code_of
from site_builder.content.field_facts import facts_at, opened_as
from site_builder.content.record_groups import Check
from site_builder.content.schema import Officer, Record
from site_builder.directory.freshness import Freshness
from site_builder.directory.model import Area, Directory
from site_builder.directory.standing import ChannelStanding, Standing, consent_holds
from site_builder.language.wording import earliest_day
from site_builder.site.pages.open_data.directory_schema import (
    AREA_DETAILS,
    CHANNEL_DETAILS,
    OFFICER_DETAILS,
    OpenArea,
    OpenChannel,
    OpenContact,
    OpenDirectory,
    OpenForce,
    OpenLicence,
    OpenLimits,
    OpenOfficer,
    OpenPublisher,
)
from site_builder.site.urls import Urls

LICENCE = OpenLicence(
    text="Creative Commons Attribution 4.0 International (CC BY 4.0), https://creativecommons.org/licenses/by/4.0/",
    codes="Source: Office for National Statistics licensed under the Open Government Licence v3.0, "
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    people="No licence. Names and contacts are published for one purpose: to help people find a liaison officer.",
)


def collect_facts(directory: Directory, urls: Urls) -> OpenDirectory:
    """Return everything that may be passed on, in a fixed order."""
    site = directory.site
    agreed = {
        one.officer.slug: one for one in directory.standings if has_agreed(one.officer, directory.as_of)
    }
    officers = tuple(
        officer for slug in sorted(agreed) if (officer := _officer(agreed[slug], agreed, directory, urls))
    )
    return OpenDirectory(
        name=site.name,
        home=site.base_url,
        is_example=site.example,
        publisher=OpenPublisher(
            name=site.publisher.name,
            is_the_police=site.publisher.is_the_police,
            email=site.publisher.contact,
        ),
        licence=LICENCE,
        newest_fact=max(_dates(directory, agreed), default=None),
        limits=OpenLimits(due_days=site.freshness.due_days, overdue_days=site.freshness.overdue_days),
        forces=tuple(_forces(directory)),
        areas=tuple(_area(area, agreed, directory, urls) for area in directory.areas),
        officers=officers,
        channels=tuple(_channel(standing, directory, urls) for standing in directory.channel_standings),
    )


def has_agreed(officer: Officer, as_of: datetime.date) -> bool:
    """Whether an officer consented to be published, and the consent still holds on a day."""
    return officer.basis == "consent" and consent_holds(officer, as_of)


def _officer(
    standing: Standing, agreed: Collection[str], directory: Directory, urls: Urls
) -> OpenOfficer | None:
    officer, consent = standing.officer, standing.officer.consent
    if consent is None:
        return None
    contacts = {kind: one for kind, one in officer.contacts().items() if kind in consent.fields}
    return OpenOfficer(
        id=officer.slug,
        name=officer.name,
        rank=officer.rank,
        role=officer.role,
        page=directory.site.host + urls.officer(officer.slug),
        post=officer.post,
        state=standing.state,
        since=officer.since,
        until=officer.until,
        covered_by=officer.covered_by if officer.covered_by in agreed else None,
        areas=tuple(sorted(area.borough.slug for area in directory.areas_of(standing))),
        contacts=tuple(
            _contact(kind, value, fresh, contacts[kind].checked or officer.checked)
            for kind, (value, fresh) in standing.contacts.items()
            if kind in contacts
        ),
        **_details(officer, OFFICER_DETAILS, without=set(officer.consentable()) - set(consent.fields)),
        source=officer.source,
        checked_on=officer.checked.on if officer.checked else None,
        freshness=standing.freshness.state,
        freshness_words=standing.freshness.words,
        use_until=consent.review_by,
    )


def _details(record: Record, form: type[BaseModel], without: Collection[str] = ()) -> dict[str, Any]:
    """Return what a record says in its own open fields; of those left out nothing is known."""
    names, found = opened_as(type(record)), {}
    for outside, field in form.model_fields.items():
        value: Any = None if names[outside] in without else getattr(record, names[outside])
        if choices := facts_at(type(record), (names[outside],)).choices:
            value = code_of(value, choices)
        found[outside] = () if value is None and get_origin(field.annotation) is tuple else value
    return found


def _contact(kind: str, value: str, fresh: Freshness, check: Check | None) -> OpenContact:
    day = check.on if check else None
    return OpenContact(kind=kind, value=value, checked_on=day, freshness=fresh.state)


def _forces(directory: Directory) -> Iterator[OpenForce]:
    for slug, force in sorted(directory.site.forces.items()):
        yield OpenForce(
            id=slug,
            name=force.name,
            website=force.url,
            call_channel=force.call_channel,
            relay_channel=force.relay_channel,
            online_channel=force.online_channel,
            ask_for=force.ask_for,
        )


def _area(area: Area, agreed: Collection[str], directory: Directory, urls: Urls) -> OpenArea:
    borough, liaison = area.borough, area.borough.liaison
    serving = [standing.officer.slug for standing in area.standings]
    stand_in = area.fallback.officer.officer.slug if area.fallback and area.fallback.officer else None
    return OpenArea(
        id=borough.slug,
        gss=borough.gss,
        name=borough.name,
        page=directory.site.host + urls.borough(borough.slug),
        force=borough.force,
        state=area.state,
        state_since=liaison.since if liaison else None,
        state_source=liaison.source if liaison else None,
        officers=tuple(slug for slug in serving if slug in agreed),
        officers_left_out=sum(slug not in agreed for slug in serving),
        stand_in=stand_in if stand_in in agreed else None,
        council=borough.council.name,
        council_website=borough.council.url,
        neighbours=tuple(sorted(borough.neighbours)),
        **_details(borough, AREA_DETAILS),
    )


def _channel(standing: ChannelStanding, directory: Directory, urls: Urls) -> OpenChannel:
    channel, fresh = standing.channel, standing.freshness
    return OpenChannel(
        id=channel.slug,
        name=channel.name,
        kind=channel.kind,
        page=directory.site.host + urls.channel(channel.slug),
        summary=channel.summary,
        who_answers=channel.who_answers,
        contacts=tuple(_channel_contacts(standing)),
        website=channel.url,
        app=channel.app,
        sign_language=channel.sign_language,
        other_ways=channel.other_ways or (),
        instead_of_voice=tuple(slug for slug in channel.instead_of_voice or () if directory.channel(slug)),
        only_in=tuple(
            area.borough.slug for area in directory.areas if channel.slug in (area.borough.channels or ())
        ),
        **_details(channel, CHANNEL_DETAILS),
        sources=channel.sources,
        checked_on=channel.checked.on if channel.checked else None,
        freshness=fresh.state,
        freshness_words=fresh.words,
    )


def _channel_contacts(standing: ChannelStanding) -> Iterator[OpenContact]:
    channel, contacts = standing.channel, standing.channel.contacts()
    for kind in channel.ways():
        if written := contacts.get(kind):
            check = written.checked or channel.checked
            yield _contact(kind, written.value, standing.contacts[kind][1], check)
        if kind == "phone":
            for number in channel.phone_also or ():
                yield _contact(kind, number, standing.freshness, channel.checked)


def _dates(directory: Directory, agreed: Collection[str]) -> Iterator[datetime.date]:
    """Yield the day of every check and source whose facts are in the files."""
    for standing in directory.standings:
        if standing.officer.slug in agreed and standing.freshness.dated:
            yield standing.freshness.dated
    for offered in directory.channel_standings:
        if offered.freshness.dated:
            yield offered.freshness.dated
    for area in directory.areas:
        source = area.borough.liaison.source if area.borough.liaison else None
        if source and (dated := earliest_day(source.published)):
            yield dated
