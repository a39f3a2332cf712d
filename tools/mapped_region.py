"""The region that postcodes and a map are made for, as its content describes it."""

from dataclasses import dataclass
from pathlib import Path

from site_builder.content.settings import Region, read_site
from site_builder.content.sources import read_sources
from tools.postcode_directory import letters_around

NEAR = 10
"""How many kilometres around a region its neighbours are known."""


@dataclass(frozen=True)
class MappedRegion:
    """A region with the codes of its areas in order, which is the order of their numbers in the table.

    `far_bank` are the areas on its river's other bank, `far_districts` the pairs of an area that lies on both and an
    outward code there; `letters` are the first of all postcodes in it and around it.
    """

    name: str
    areas: str
    codes: tuple[str, ...]
    far_bank: frozenset[str]
    far_districts: frozenset[tuple[str, str]]
    letters: str


def read_region(content_dir: Path) -> MappedRegion:
    """Return the region of a content folder; say what is wrong with its settings, and end, where they are broken."""
    sources, _ = read_sources(content_dir)
    site, faults = read_site(sources, content_dir)
    if site is None:
        raise SystemExit("\n".join(map(str, faults)))
    codes = tuple(sorted(site.region.codes))
    found = letters_around(codes, NEAR * 1000)
    for index, code in enumerate(site.region.codes):
        if code not in found.authorities:
            place = site.origin.place("region", "codes", index)
            raise SystemExit(
                f"{place}: no postcode lies in {code}. Is that its code from the Office for National Statistics?"
            )
    return describe_region(site.region, found.letters)


def describe_region(region: Region, letters: str) -> MappedRegion:
    """Return what a map needs to know of a region whose postcodes and those around begin with these letters."""
    river = region.river
    pairs = (pair.split() for pair in (river.far_districts if river else ()))
    return MappedRegion(
        region.name,
        region.areas,
        tuple(sorted(region.codes)),
        frozenset(river.far_bank if river else ()),
        frozenset((code, district) for code, district in pairs),
        letters,
    )
