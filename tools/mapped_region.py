"""The region that postcodes and a map are made for, as its content describes it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from site_builder.content.settings import Region, Site, read_site
from site_builder.content.sources import read_sources
from tools.postcode_directory import NORTHERN_IRELAND, letters_around

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
    if not content_dir.is_dir():
        raise SystemExit(f"There is no folder {content_dir}. Is --content right?")
    sources, _ = read_sources(content_dir)
    site, faults = read_site(sources, content_dir)
    if site is None:
        raise SystemExit("\n".join(map(str, faults)))
    found = letters_around(frozenset(site.region.codes), NEAR * 1000)
    wrong = tuple(_find_faults(site, found.authorities))
    if wrong:
        raise SystemExit("\n".join(wrong))
    return describe_region(site.region, found.letters)


def _find_faults(site: Site, known: Collection[str]) -> Iterator[str]:
    """Yield a line for each code that no postcode lies in, and for each of the river's that is not the region's."""
    for index, code in enumerate(site.region.codes):
        if code not in known:
            why = (
                "places in Northern Ireland are on the Irish grid, which is not read here"
                if code.startswith(NORTHERN_IRELAND)
                else f"no postcode lies in {code}. Is that its code from the Office for National Statistics?"
            )
            yield f"{site.origin.place('region', 'codes', index)}: {why}"
    river = site.region.river
    for name, codes in (
        (("far_bank", river.far_bank), ("far_districts", river.far_districts)) if river else ()
    ):
        for index, code in enumerate(codes):
            if code.split()[0] not in site.region.codes:
                place = site.origin.place("region", "river", name, index)
                yield f"{place}: {code.split()[0]} is not among the codes of {site.region.name}."


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
