"""The directory in the form of Open Referral: the Human Services Data Specification 3 (docs.openreferral.org).

It is one page of what its API answers to ``/services``, each service in full. Open Referral UK also wants a web address
for every service, so each has one. An area's liaison officer is a service of its police force; which body runs another
channel is not known here, so those have no `organization`.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence

from site_builder.language.wording import format_day
from site_builder.language.words import read_english
from site_builder.site.pages.cards import cost_words
from site_builder.site.pages.open_data.directory_schema import (
    OpenArea,
    OpenChannel,
    OpenContact,
    OpenDirectory,
    OpenForce,
    OpenHours,
    OpenOfficer,
)

Json = dict[str, object]

_STATUS = {"away": "temporarily closed", "vacant": "temporarily closed"}
_AREA_CODES = "http://statistics.data.gov.uk/id/statistical-geography/"
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_LAST_MINUTE = "23:59"  # the specification has no 24:00


def list_services(facts: OpenDirectory, region: str) -> Json:
    """Return every service as one page of an API's answer; `region` is what the whole is called."""
    services = [
        *_area_services(facts, region),
        *(_channel_service(channel, facts, region) for channel in facts.channels),
    ]
    return {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": services,
    }


def _area_services(facts: OpenDirectory, region: str) -> Iterator[Json]:
    officers = {officer.id: officer for officer in facts.officers}
    channels = {channel.id: channel for channel in facts.channels}
    forces = {force.id: force for force in facts.forces}
    for area in facts.areas:
        force = forces[area.force]
        serving = [officers[slug] for slug in area.officers]
        yield _area_service(area, force, serving, channels.get(force.call_channel), facts, region)


def _area_service(
    area: OpenArea,
    force: OpenForce,
    officers: Sequence[OpenOfficer],
    call: OpenChannel | None,
    facts: OpenDirectory,
    region: str,
) -> Json:
    service_id, organization_id = _id(area.page), _id(f"{facts.home}#force-{force.id}")
    days = [officer.checked_on for officer in officers if officer.checked_on]
    whole = len(days) == len(officers) and not area.officers_left_out
    languages = sorted({language for officer in officers for language in officer.languages})
    return _without_gaps(
        {
            "id": service_id,
            "organization_id": organization_id,
            "name": f"LGBT+ community liaison officer for {area.name}",
            "description": "A police officer whom LGBT+ people can turn to for advice and about hate crime.",
            "url": area.page,
            "status": _STATUS.get(area.state, "active"),
            **_assurance(min(days).isoformat() if days and whole else None, facts),
            "alert": _area_alert(area, force, call),
            "organization": {
                "id": organization_id,
                "name": force.name,
                "description": f"A police force that serves {region}.",
                "website": force.website,
            },
            "phones": _phones(call.contacts, area.page) if call else [],
            "languages": [
                {"id": _id(f"{area.page}#language-{name}"), "service_id": service_id, "name": name}
                for name in languages
            ],
            "contacts": [_contact(officer, service_id, area) for officer in officers],
            "service_areas": [_service_area(area, service_id, area.page)],
        }
    )


def _area_alert(area: OpenArea, force: OpenForce, call: OpenChannel | None) -> str | None:
    number = (
        next((contact.value for contact in call.contacts if contact.kind == "phone"), "101")
        if call
        else "101"
    )
    first = f", ask for the {force.ask_for}," if force.ask_for else ""
    ask = f"Call {number}{first} and ask for the LGBT+ liaison officer."
    since = f" since {format_day(area.state_since)}" if area.state_since else ""
    words = {
        "covered": "Another officer covers this area.",
        "away": f"Nobody who serves this area is at work now. {ask}",
        "vacant": f"The post has been vacant{since}. {ask}",
        "unlisted": f"No named officer is published here yet. {ask}",
        "overdue": f"The last name we have is old. {ask}",
    }
    return words.get(area.state)


def _contact(officer: OpenOfficer, service_id: str, area: OpenArea) -> Json:
    base = f"{area.page}#officer-{officer.id}"
    email = next((contact.value for contact in officer.contacts if contact.kind == "email"), None)
    return _without_gaps(
        {
            "id": _id(base),
            "service_id": service_id,
            "name": " ".join(filter(None, (officer.rank, officer.name))),
            "title": officer.role,
            "email": email,
            "phones": _phones(officer.contacts, base),
        }
    )


def _channel_service(channel: OpenChannel, facts: OpenDirectory, region: str) -> Json:
    service_id = _id(channel.page)
    areas = {area.id: area for area in facts.areas}
    email = next((contact.value for contact in channel.contacts if contact.kind == "email"), None)
    warnings = (
        *((f"Not for: {channel.do_not_use_for}",) if channel.do_not_use_for else ()),
        *channel.warnings,
    )
    old = channel.freshness_words if channel.freshness in {"never", "overdue"} else ""
    return _without_gaps(
        {
            "id": service_id,
            "name": channel.name,
            "description": channel.summary,
            "url": channel.website or channel.page,
            "email": email,
            "status": "active",
            "interpretation_services": channel.sign_language,
            "application_process": " ".join((*channel.steps, *channel.steps_mobile, *channel.steps_landline)),
            "fees_description": cost_words(channel.cost, read_english()),
            "eligibility_description": channel.when_to_use,
            **_assurance(channel.checked_on.isoformat() if channel.checked_on else None, facts),
            "alert": " ".join(filter(None, (*warnings, old))),
            "phones": _phones(channel.contacts, channel.page),
            "schedules": [
                _schedule(hours, service_id, channel, number, region)
                for number, hours in enumerate(channel.schedule, 1)
            ],
            "service_areas": [
                _service_area(areas[slug], service_id, channel.page) for slug in channel.only_in
            ],
        }
    )


def _assurance(day: str | None, facts: OpenDirectory) -> Json:
    """Return when the facts were last checked and whom to ask; nothing for facts that nobody checked."""
    return {"assured_date": day, "assurer_email": facts.publisher.email} if day else {}


def _phones(contacts: Sequence[OpenContact], base: str) -> list[Json]:
    return [
        {
            "id": _id(f"{base}#{contact.kind}-{contact.value}"),
            "number": contact.value,
            "type": "voice" if contact.kind == "phone" else contact.kind,
        }
        for contact in contacts
        if contact.kind != "email"
    ]


def _schedule(hours: OpenHours, service_id: str, channel: OpenChannel, number: int, region: str) -> Json:
    return _without_gaps(
        {
            "id": _id(f"{channel.page}#schedule-{number}"),
            "service_id": service_id,
            "freq": "WEEKLY",
            "interval": 1,
            "byday": by_day(hours.days),
            "opens_at": hours.opens,
            "closes_at": _LAST_MINUTE if hours.closes == "24:00" else hours.closes,
            "description": channel.hours,
            "notes": f"On the clock in {region}.",
        }
    )


def by_day(days: str) -> str:
    """Return days as RFC 5545 lists them: ``Mo-We`` becomes ``MO,TU,WE``."""
    first, _, last = days.partition("-")
    begin, end = _DAYS.index(first), _DAYS.index(last or first)
    return ",".join(_DAYS[begin : end + 1]).upper()


def _service_area(area: OpenArea, service_id: str, base: str) -> Json:
    return {
        "id": _id(f"{base}#area-{area.gss}"),
        "service_id": service_id,
        "name": area.name,
        "uri": _AREA_CODES + area.gss,
    }


def _id(address: str) -> str:
    """Return the UUID of an address (RFC 9562, version 5): the same on every machine and every day."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, address))


def _without_gaps(fields: Mapping[str, object]) -> Json:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
