"""A content file taken apart: fields with their places, and the text below them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from site_builder.content.body import Body
from site_builder.content.strict_yaml import Location, Repeat
from site_builder.findings.diagnostics import Place

__all__ = ["Document", "Location", "Origin"]


@dataclass(frozen=True)
class Origin:
    """The file a record came from, and where each of its fields stands in it: the value and the name before it."""

    path: str
    places: Mapping[Location, Place] = field(
        default_factory=lambda: MappingProxyType({}), repr=False, compare=False
    )
    key_places: Mapping[Location, Place] = field(
        default_factory=lambda: MappingProxyType({}), repr=False, compare=False
    )

    def place(self, *location: str | int) -> Place:
        """Return where a field's value stands; without one its name, the nearest around it or the first line."""
        return self._nearest(location, self.places, self.key_places)

    def key_place(self, *location: str | int) -> Place:
        """Return where a field's name stands; without one its value, the nearest around it or the first line."""
        return self._nearest(location, self.key_places, self.places)

    def _nearest(self, location: Location, *kinds: Mapping[Location, Place]) -> Place:
        for length in range(len(location), 0, -1):
            for places in kinds:
                if location[:length] in places:
                    return places[location[:length]]
        return Place(self.path, 1, 1)


@dataclass(frozen=True)
class Document:
    """A content file after parsing: the fields as text, lists and groups of text, then the body.

    `faulty` are the fields left out of `fields` because a finding names them; `whole` is false when lines of the front
    matter could not be read at all. `kind` is what such a file describes: ``officer``, once the folder has told.
    `repeats` are the values of fields that are filled in twice. `language` is that of a translation: ``pl``.
    """

    path: str
    slug: str
    fields: Mapping[str, object]
    origin: Origin
    body: Body
    faulty: frozenset[Location] = frozenset()
    whole: bool = True
    kind: str = ""
    repeats: tuple[Repeat, ...] = ()
    language: str = ""

    def can_be_missing(self, *location: str | int) -> bool:
        """Return whether nothing said so far explains that this field is not there."""
        return self.whole and not any(
            location[:length] in self.faulty for length in range(1, len(location) + 1)
        )
