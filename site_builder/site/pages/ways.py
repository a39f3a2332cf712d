"""Which ways to report and to get help stand on which page, and in what order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from site_builder.content.schema import Channel
from site_builder.content.settings import Force, ForceAnswer
from site_builder.directory.model import Directory
from site_builder.language.words import Words
from site_builder.site.pages.views import ChannelCard, ChannelGroup, Link

_GROUPS = (
    ("police", ("police-non-emergency", "police-online", "police-in-person", "police-liaison")),
    ("unknown", ("anonymous",)),
    ("support", ("support", "third-party")),
    ("young", ("young-people",)),
    ("complaints", ("complaint",)),
)
"""The groups of all ways but the emergency ones: id and the kinds of channel in it."""

_POLICE_KINDS = ("emergency", *_GROUPS[0][1])


@dataclass(frozen=True)
class Ways:
    """Chooses among the published channels of one directory; `cards` are by short name."""

    directory: Directory
    cards: Mapping[str, ChannelCard]
    words: Words

    def emergency(self) -> tuple[ChannelCard, ...]:
        """Return every way to call for help now."""
        return self.named(*self._of_kind("emergency"))

    def groups(self) -> tuple[ChannelGroup, ...]:
        """Return all other ways by what they are good for; a group without channels is left out."""
        return tuple(
            ChannelGroup(
                id=name,
                heading=self.words(f"group_{name}"),
                intro=self.words(f"group_{name}_about"),
                channels=found,
            )
            for name, kinds in _GROUPS
            if (found := self.named(*self._of_kind(*kinds)))
        )

    def needs(self, witness: Link | None = None) -> tuple[ChannelGroup, ...]:
        """Return two to four ways for each thing that people come with, in their own words.

        `witness` leads to what to do for whoever saw it happen.
        """
        voiceless = tuple(one for one in self.directory.channels if not one.phone)
        silent = (
            *self._of_kind("emergency", among=voiceless)[:3],
            *self._of_kind("police-non-emergency", among=voiceless)[:1],
        )
        to_police = (
            *self._of_kind("police-non-emergency")[:1],
            *self._of_kind("police-online")[:1],
            *self._of_kind("police-in-person")[:1],
        )
        emergency, unknown = self._of_kind("emergency"), self._of_kind("anonymous")
        support = (*self._charities(), *self._of_kind("support"))
        needs = (
            ("now", emergency[:2]),
            ("police", to_police),
            ("support", tuple(dict.fromkeys(support))[:3]),
            ("unknown", unknown[:2]),
            ("silent", silent),
            (
                "witness",
                (*emergency[:1], *self._of_kind("police-online")[:1], *unknown[:1]),
            ),
        )
        return tuple(
            ChannelGroup(
                id="",
                heading=self.words(f"need_{need}"),
                intro="",
                channels=found,
                guide=witness if need == "witness" else None,
            )
            for need, slugs in needs
            if (found := self.named(*slugs))
        )

    def named(self, *slugs: str) -> tuple[ChannelCard, ...]:
        """Return the published channels of these names, each once."""
        return tuple(self.cards[slug] for slug in dict.fromkeys(slugs) if slug in self.cards)

    def to_start(self) -> tuple[ChannelCard, ...]:
        """Return three ways to begin: the police by phone, a charity, and one where nobody learns who you are."""
        return self.named(
            *self._of_kind("police-non-emergency")[:1],
            *self._charities()[:1],
            *self._of_kind("anonymous")[:1],
        )

    @cached_property
    def to_support(self) -> tuple[ChannelCard, ...]:
        """Four ways beside the police, the charities first."""
        return self.named(*self._charities(), *self._of_kind("anonymous")[:1], *self._of_kind("support"))[:4]

    def to_police(self, force: Force) -> tuple[ChannelCard, ...]:
        """Return how to report to a force: by voice, in writing, and to those that have no area of their own."""
        return self.named(force.call_channel, force.online_channel, *self._everywhere)

    @cached_property
    def _everywhere(self) -> tuple[str, ...]:
        local = {area.borough.force for area in self.directory.areas}
        forces = self.directory.site.forces.items()
        return tuple(other.call_channel for slug, other in forces if slug not in local)

    @cached_property
    def which_force(self) -> str:
        """Which force to turn to where: on a train, in a street."""
        site = self.directory.site
        return " ".join(self._answer(one) for one in site.region.force_answers if one.force in site.forces)

    def _answer(self, answer: ForceAnswer) -> str:
        force = self.directory.site.forces[answer.force]
        call = self.directory.channel(force.call_channel)
        how = f", text {call.text.value}" if call and call.text else ""
        return f"{answer.where}: {force.short_name if answer.short else force.name}{how}."

    def _charities(self) -> list[str]:
        return [charity.slug for charity in self.directory.charities]

    def _of_kind(self, *kinds: str, among: Iterable[Channel] = ()) -> list[str]:
        return [one.slug for one in among or self.directory.channels if one.kind in kinds]


def is_police(channel: Channel) -> bool:
    """Tell whether the police answer here, so that a report is made and something follows from it."""
    return channel.kind in _POLICE_KINDS
