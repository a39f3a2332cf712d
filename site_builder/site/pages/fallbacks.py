"""The words for whom to turn to when no officer is sure to answer. They are never empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from site_builder.content.settings import Force, Site
from site_builder.directory.model import Area
from site_builder.directory.model import Fallback as Rule
from site_builder.directory.standing import Standing
from site_builder.language.wording import format_day
from site_builder.site.pages.cards import contact, display_name
from site_builder.site.pages.views import ChannelCard, Charity, Contact, Fallback, OfficerProfile
from site_builder.site.urls import Urls


@dataclass(frozen=True)
class FallbackWriter:
    """Writes the fallbacks of one site from its officers and ways to report, by short name; `charities` are names."""

    site: Site
    urls: Urls
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
            force_contact=_force_contact(force),
            say=words_to_say(force, area.borough.name),
            call=self._first_contact(force.call_channel, "phone", "text"),
            relay=self._first_contact(force.relay_channel, "textphone"),
            online=self._first_contact(force.online_channel, "web"),
            charities=tuple(map(self._charity, self.charities)),
        )

    def _reason(self, area: Area, rule: Rule) -> str:
        name = area.borough.name
        away = next((one for one in area.standings if one.shown_state == "away"), None)
        if rule.why == "vacant" and area.borough.liaison:
            return _vacant_words(area)
        if rule.why == "away" and away:
            until = f" until {format_day(away.officer.until)}" if away.officer.until else ""
            return f"{display_name(away)} is away{until}. Start here."
        return {
            "overdue": "The last name we have is old, so start here.",
            "no-contact": "We have no contact details for the officer, so start here.",
        }.get(rule.why, f"No named officer is published here yet for {name}. You can still ask for one.")

    def _officer_words(self, rule: Rule, officer: Standing) -> str:
        name = display_name(officer)
        return (
            f"{name} covers meanwhile."
            if rule.how == "cover"
            else f"Nobody is named to cover. You can try {name}, who works in the same police team."
        )

    def _first_contact(self, slug: str, *kinds: str) -> Contact:
        """Return a channel's contact of the first kind it has; a page of ours when it has none of them."""
        channel = self.channels.get(slug)
        for kind in kinds:
            for found in channel.contacts if channel else ():
                if found.kind == kind:
                    return found
        return Contact(
            kind="web",
            label="All ways to report",
            value="all ways to report",
            url=self.urls.page("report"),
        )

    def _charity(self, slug: str) -> Charity:
        card = self.channels[slug]
        found = self._first_contact(slug, "phone", "text", "email", "web")
        return Charity(contact=replace(found, label=card.name, note=card.summary), url=card.url)


def words_to_say(force: Force, place: str) -> str:
    """Return the exact words for a call to 101, which may be answered by another force near an edge."""
    asking = f"I would like the LGBT+ community liaison officer for {place} to contact me."
    if force.ask_for is None:
        return asking
    return f"Please put me through to the {force.ask_for}. I would like to speak to somebody about LGBT+ liaison."


def _vacant_words(area: Area) -> str:
    liaison = area.borough.liaison
    if liaison is None or liaison.source is None:
        return "This post is vacant. Start here."
    since = f" since {format_day(liaison.since)}" if liaison.since else ""
    return (
        f"This post has been vacant{since}, says {liaison.source.publisher}."
        if since
        else f"This post is vacant, says {liaison.source.publisher}."
    )


def _force_contact(force: Force) -> Contact | None:
    if force.contact is None:
        return None
    if force.contact.email:
        return contact("email", force.contact.email, label=force.contact.label)
    return contact("phone", force.contact.phone, label=force.contact.label) if force.contact.phone else None
