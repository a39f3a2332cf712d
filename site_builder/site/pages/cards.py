"""The small views that pages are made of: contacts, officers, ways to report."""

import re
from dataclasses import replace

from site_builder.content.choices import code_of
from site_builder.content.record_groups import OpeningHours, PhoneContact, Source
from site_builder.content.schema import ANONYMITY, COST, REACHES_POLICE, Channel
from site_builder.content.visible_letters import is_latin
from site_builder.directory.freshness import Freshness
from site_builder.directory.model import Directory
from site_builder.directory.standing import ChannelStanding, Standing
from site_builder.language.wording import begin_sentence, format_host, isolate
from site_builder.language.words import Words, read_english
from site_builder.site.pages.job import PhotoJob
from site_builder.site.pages.own_words import own_words
from site_builder.site.pages.portraits import picture, plan_photo
from site_builder.site.pages.views import (
    ChannelCard,
    Contact,
    Link,
    OfficerCard,
    OfficerProfile,
    Picture,
)
from site_builder.site.urls import Urls

_WAYS = ("phone", "textphone", "text", "email", "url")
"""Voice first, then writing: in this order the ways to reach an officer or a channel are shown."""
_KINDS = {"url": "web"}
_POSTS = {"lead": "", "deputy": "post_deputy", "volunteer": "post_volunteer"}
_GENERAL_HELP = ("help_advice", "help_report", "help_event")
"""What liaison officers in general help with (see the channel for liaison officers), for those who have no list."""


def anonymity_key(words: Words) -> tuple[tuple[str, str], ...]:
    """Return the four kinds of anonymity, each with what it means."""
    return tuple(
        (words(_named("anonymity", one.code)), words(_named("about", one.code))) for one in ANONYMITY
    )


def contact(
    kind: str, value: str, words: Words, fresh: Freshness | None = None, label: str = "", note: str = ""
) -> Contact:
    """Return a way to reach somebody; with `fresh`, an officer's own that is overdue loses its link.

    Those of a way to report never do: a number in doubt is worth a try, and what is dead is in retired.yaml.
    """
    dead = fresh is not None and fresh.is_overdue
    shown = format_host(value) if kind == "url" else value
    url = "" if dead else dial(kind, value)
    label = label or words(f"label_{kind}")
    return Contact(kind=_KINDS.get(kind, kind), label=label, value=shown, url=url, note=note)


def dial(kind: str, value: str) -> str:
    """Return the address a device opens for a contact: ``tel:02079460123``."""
    if kind == "url":
        return value
    if kind == "email":
        return f"mailto:{value}"
    digits = re.sub(r"\D", "", value)
    return f"{'sms' if kind == 'text' else 'tel'}:{digits}"


def _officer_card(
    standing: Standing, directory: Directory, urls: Urls, photo: PhotoJob | None, words: Words
) -> OfficerCard:
    officer = standing.officer
    return OfficerCard(
        name=display_name(standing),
        url=urls.officer(officer.slug),
        role=officer.role,
        post=words(_POSTS[officer.post]) if _POSTS[officer.post] else "",
        boroughs=tuple(
            Link(text=area.borough.name, url=urls.borough(slug))
            for slug in officer.boroughs
            if (area := directory.area(slug))
        ),
        state=standing.shown_state,
        state_words=_state_words(standing, words),
        freshness=standing.freshness.state,
        freshness_words=standing.freshness.told(words),
        contacts=tuple(
            _officer_contact(standing, kind, words) for kind in _WAYS if kind in standing.contacts
        ),
        reply_time=begin_sentence(officer.reply_time) if officer.reply_time else words("no_reply_time"),
        picture=_picture(standing, photo, urls),
        relay=_officer_relay(standing),
        relay_url=dial("phone", _officer_relay(standing)) if _officer_relay(standing) else "",
        instead_of_voice=_ways_to_write(standing, directory, urls),
    )


def _officer_relay(standing: Standing) -> str:
    """Return the number of an officer by way of Relay UK, for people who cannot hear or speak on the phone."""
    value, fresh = standing.contacts.get("phone", ("", None))
    return f"Relay UK, 18001 {value}" if fresh and not fresh.is_overdue else ""


def _ways_to_write(standing: Standing, directory: Directory, urls: Urls) -> tuple[Link, ...]:
    """Return a way to write to the force beside an officer who has a number and nothing to write to."""
    held = {kind for kind, (_, fresh) in standing.contacts.items() if not fresh.is_overdue}
    if "phone" not in standing.contacts or held & {"email", "text"}:
        return ()
    area = next(iter(directory.areas_of(standing)), None)
    force = directory.site.forces[area.borough.force] if area else None
    channel = directory.channel(force.online_channel) if force else None
    return (_link_to_way(channel, urls),) if channel else ()


def _link_to_way(channel: Channel, urls: Urls) -> Link:
    is_english = urls.is_english(channel.KIND, channel.slug)
    return Link(text=isolate(channel.name), url=urls.channel(channel.slug), is_english=is_english)


def officer_profile(
    standing: Standing, directory: Directory, urls: Urls, photo: PhotoJob | None, words: Words
) -> OfficerProfile:
    """Return everything about an officer that may be shown."""
    officer = standing.officer
    covering = directory.standing(officer.covered_by) if officer.covered_by else None
    return OfficerProfile(
        card=_officer_card(standing, directory, urls, photo, words),
        no_contact_words="" if standing.contacts else words("no_contact_details"),
        own=own_words(officer),
        languages=words.all_of(officer.languages or ()),
        helps_with=officer.helps_with or tuple(map(words, _GENERAL_HELP)),
        helps_with_general=officer.helps_with is None,
        covered_by=Link(text=display_name(covering), url=urls.officer(covering.officer.slug))
        if covering
        else None,
        source=source_link(officer.source, words),
        basis_words=_basis_words(standing, words),
    )


def officer_photo(standing: Standing, directory: Directory) -> PhotoJob | None:
    """Return the job of redrawing an officer's photograph, if there is one."""
    photo = standing.officer.photo
    source = directory.photos.get(f"officers/{photo.file}") if photo else None
    return plan_photo(standing.officer.slug, source, photo.focus) if photo and source else None


def source_link(source: Source, words: Words) -> Link:
    """Return where a fact was printed and when: ``PinkNews, 15 June 2023``."""
    text = words.comma.join((isolate(source.publisher), words.date(source.published)))
    return Link(text=text, url=source.url or "")


def display_name(standing: Standing) -> str:
    """Return the name with the rank before it: ``PC Sam Okoro``; behind a name that two people have, the area."""
    return _full_name(standing, standing.officer.name, standing.officer.rank)


def spoken_name(standing: Standing) -> str:
    """Return the same for reading aloud, in Latin letters; empty where nobody gave the name in them."""
    officer = standing.officer
    rank = officer.rank if is_latin(officer.rank or "") else ""
    return _full_name(standing, officer.spoken_name, rank) if officer.spoken_name else ""


def _full_name(standing: Standing, name: str, rank: str | None) -> str:
    area = f"({standing.told_apart_by})" if standing.told_apart_by else ""
    return " ".join(filter(None, (isolate(rank or ""), isolate(name), area)))


def channel_card(standing: ChannelStanding, directory: Directory, urls: Urls, words: Words) -> ChannelCard:
    """Return a way to report as shown in a list."""
    channel, fresh = standing.channel, standing.freshness
    is_english = urls.is_english(channel.KIND, channel.slug)
    has_own_hours = bool(urls.language) and (channel.hours is None or channel.schedule is not None)
    others = tuple(other for slug in channel.instead_of_voice or () if (other := directory.channel(slug)))
    return ChannelCard(
        name=isolate(channel.name),
        url=urls.channel(channel.slug),
        is_emergency=channel.is_emergency,
        summary=channel.summary,
        who_answers=channel.who_answers,
        contacts=_channel_contacts(standing, words, is_english=is_english),
        instead_of_voice=tuple(_link_to_way(other, urls) for other in others),
        relay=_relay(channel, has_other=bool(others)),
        anonymity_words=words(_named("anonymity", code_of(channel.anonymity, ANONYMITY))),
        police_words=words(_named("police", code_of(channel.reaches_police, REACHES_POLICE))),
        hours=_hours(channel, words) if has_own_hours else _hours_as_written(channel),
        cost=cost_words(code_of(channel.cost, COST), words),
        answered=_answered_words(standing, words),
        answered_source=source_link(standing.answered.source, words) if standing.answered else None,
        freshness=fresh.state,
        freshness_words=fresh.told(words),
        relay_url=dial("phone", f"18001 {channel.phone.value}") if channel.phone else "",
        is_english=is_english,
        has_english_hours=bool(urls.language) and not has_own_hours,
    )


def _answered_words(standing: ChannelStanding, words: Words) -> str:
    """Return how long it takes until somebody answers, and when that was measured; or nothing."""
    found = standing.answered
    if found is None:
        return ""
    return words(
        "answered_told",
        value=found.value,
        begin=words.day(found.period.begins),
        end=words.day(found.period.ends),
    )


def cost_words(code: str, words: Words) -> str:
    """Return the words for what it costs to use a way to report."""
    return words(_named("cost", code))


def _named(kind: str, choice: str) -> str:
    """Return the name of the words for a choice: ``police_if_you_ask``."""
    return f"{kind}_{choice.replace('-', '_')}"


def _channel_contacts(standing: ChannelStanding, words: Words, *, is_english: bool) -> tuple[Contact, ...]:
    """Return every way to reach a channel: voice first, then writing, then the rest."""
    channel = standing.channel
    written = sorted(standing.contacts.items(), key=lambda one: _WAYS.index(one[0]))
    contacts = [contact(name, value, words) for name, (value, _) in written]
    contacts[1:1] = [contact("phone", number, words) for number in channel.phone_also or ()]
    if channel.url:
        website = contact("url", channel.url, words, note=channel.url_note or "")
        contacts.append(replace(website, is_english=is_english))
    if channel.app:
        contacts.append(Contact(kind="app", label=words("label_app"), value=channel.app, url=""))
    if channel.sign_language:
        label = words("label_sign_language")
        contacts.append(
            Contact(
                kind="sign-language", label=label, value=channel.sign_language, url="", is_english=is_english
            )
        )
    return tuple(contacts)


def _officer_contact(standing: Standing, kind: str, words: Words) -> Contact:
    value, fresh = standing.contacts[kind]
    shown = contact(kind, value, words, fresh)
    told = fresh.told(words)
    note = told if told != standing.freshness.told(words) else ""
    return replace(shown, note=note)


def _state_words(standing: Standing, words: Words) -> str:
    state, until = standing.shown_state, standing.officer.until
    name = _named("officer", state)
    if until and state in {"acting", "away", "leaving"}:
        return words(f"{name}_until", date=words.day(until))
    return words(name)


def _basis_words(standing: Standing, words: Words) -> str:
    officer = standing.officer
    if officer.consent:
        return words("by_consent", date=words.day(officer.consent.on))
    return words("as_published", publisher=officer.source.publisher)


def _picture(standing: Standing, photo: PhotoJob | None, urls: Urls) -> Picture | None:
    if photo is None or standing.officer.photo is None:
        return None
    return picture(photo, urls.root, standing.officer.photo.alt)


def _relay(channel: Channel, *, has_other: bool) -> str:
    """Return the words for Relay UK beside a voice number for which nothing better is known."""
    number: PhoneContact | None = channel.phone
    if number is None or has_other or channel.textphone or channel.is_emergency:
        return ""
    return f"Relay UK, 18001 {number.value}"


def _hours_as_written(channel: Channel) -> str:
    """Return the hours as the channel's file says them, in English."""
    words = read_english()
    if channel.hours is None:
        return words("check_times")
    return _with_day(begin_sentence(channel.hours).rstrip("."), channel, words)


def _hours(channel: Channel, words: Words) -> str:
    """Return the hours in another language, from what the channel's file says for machines."""
    if channel.schedule is None:
        return words("check_times")
    return _with_day(", ".join(_opening(one, words) for one in channel.schedule), channel, words)


def _opening(hours: OpeningHours, words: Words) -> str:
    """Return ``Monday to Friday 10:00–17:00`` in the words of a language."""
    if (hours.days, hours.opens, hours.closes) == ("Mo-Su", "00:00", "24:00"):
        return words("hours_always")
    days = words(_named("days", hours.days.lower()))
    return words("hours_of_days", days=days, opens=hours.opens, closes=hours.closes)


def _with_day(hours: str, channel: Channel, words: Words) -> str:
    if channel.hours_as_of is None:
        return hours
    return words("hours_as_of", hours=hours, date=words.date(channel.hours_as_of))
