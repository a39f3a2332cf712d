"""The words for whom to turn to when no officer is sure to answer. They are never empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from site_builder.content.record_groups import Liaison
from site_builder.content.settings import Force, Site
from site_builder.directory.model import Area
from site_builder.directory.model import Fallback as Rule
from site_builder.directory.standing import Standing
from site_builder.language.words import Words
from site_builder.site.pages.cards import contact, display_name, spoken_name
from site_builder.site.pages.views import ChannelCard, Charity, Contact, Fallback, OfficerProfile
from site_builder.site.urls import Urls

_POST = "LGBT+ community liaison officer"


@dataclass(frozen=True)
class FallbackWriter:
    """Writes the fallbacks of one site from its officers and ways to report, by short name; `charities` are names."""

    site: Site
    urls: Urls
    words: Words
    officers: Mapping[str, OfficerProfile]
    channels: Mapping[str, ChannelCard]
    charities: Sequence[str]

    def fallback(self, area: Area, rule: Rule) -> Fallback:
        """Return whom to turn to in an area, in words and numbers."""
        site = self.site
        force = site.forces[area.borough.force]
        officer = rule.officer
        return Fallback(
            reason=self._reason(area, rule),
            officer=self.officers[officer.officer.slug].card if officer else None,
            officer_words=self._officer_words(rule, officer) if officer else "",
            force_contact=_force_contact(force, self.words),
            say=words_to_say(force, area.borough.name),
            call=self._first_contact(force.call_channel, "phone", "text"),
            relay=self._first_contact(force.relay_channel, "textphone"),
            online=self._first_contact(force.online_channel, "web"),
            charities=tuple(map(self._charity, self.charities)),
            told=tuple(
                self.channels[slug].url
                for slug in (force.call_channel, force.relay_channel, force.online_channel, *self.charities)
                if slug in self.channels
            ),
        )

    def instead_of(self, absent: Standing, area: Area, other: Standing) -> Fallback:
        """Return whom to turn to for an officer who cannot be reached in an area where another can."""
        found = self.fallback(area, Rule("no-contact", other))
        covers = absent.officer.covered_by == other.officer.slug
        other_words = self.words("colleague_covers" if covers else "colleague_serves")
        if absent.shown_state == "away":
            return replace(found, reason=self._away_words(absent), officer_words=other_words)
        reason = "reason_overdue" if absent.freshness.is_overdue else "reason_no_contact"
        return replace(found, reason=self.words(reason), officer_words=other_words)

    def _reason(self, area: Area, rule: Rule) -> str:
        words = self.words
        away = next((one for one in area.standings if one.shown_state == "away"), None)
        if rule.why == "vacant" and area.borough.liaison:
            return _vacant_words(area.borough.liaison, words)
        if rule.why == "away" and away:
            return self._away_words(away)
        known = {"overdue": "reason_overdue", "no-contact": "reason_no_contact"}
        return words(known.get(rule.why, "reason_unlisted"), area=area.borough.name)

    def _away_words(self, away: Standing) -> str:
        until, name = away.officer.until, display_name(away)
        if until:
            return self.words("reason_away_until", officer=name, date=self.words.day(until))
        return self.words("reason_away", officer=name)

    def _officer_words(self, rule: Rule, officer: Standing) -> str:
        name = "covers_meanwhile" if rule.how == "cover" else "try_team"
        return self.words(name, officer=display_name(officer))

    def _first_contact(self, slug: str, *kinds: str) -> Contact:
        """Return a channel's contact of the first kind it has; a page of ours when it has none of them."""
        channel = self.channels.get(slug)
        for kind in kinds:
            for found in channel.contacts if channel else ():
                if found.kind == kind:
                    return found
        return Contact(
            kind="web",
            label=self.words("all_ways_label"),
            value=self.words("all_ways_value"),
            url=self.urls.page("report"),
        )

    def _charity(self, slug: str) -> Charity:
        card = self.channels[slug]
        found = self._first_contact(slug, "phone", "text", "email", "web")
        return Charity(
            contact=replace(found, label=card.name, note=card.summary),
            url=card.url,
            instead_of_voice=card.instead_of_voice,
            relay=card.relay,
            relay_url=card.relay_url,
        )


def words_to_say(force: Force, place: str) -> str:
    """Return the exact words for a call to 101, which may be answered by another force near an edge."""
    if force.ask_for is None:
        return f"I would like the {_POST} for {place} to contact me."
    return f"Please put me through to the {force.ask_for}. I would like to speak to somebody about LGBT+ liaison."


def words_to_ask_for(standing: Standing, place: str) -> str:
    """Return the exact words for a call that asks for an officer: for the post, where callers cannot read the name."""
    name = spoken_name(standing)
    asked = f"{name}, the {_POST} for {place}," if name else f"the {_POST} for {place}"
    return f"I would like {asked} to contact me."


def _vacant_words(liaison: Liaison, words: Words) -> str:
    if liaison.source is None:
        return words("reason_vacant")
    publisher = liaison.source.publisher
    if liaison.since is None:
        return words("reason_vacant_source", publisher=publisher)
    return words("reason_vacant_since", publisher=publisher, date=words.day(liaison.since))


def _force_contact(force: Force, words: Words) -> Contact | None:
    if force.contact is None:
        return None
    if force.contact.email:
        return contact("email", force.contact.email, words, label=force.contact.label)
    if force.contact.phone:
        return contact("phone", force.contact.phone, words, label=force.contact.label)
    return None
