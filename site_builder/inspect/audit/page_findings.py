"""What the browser showed, as findings: each where it was made, and once however many pages share it."""

from collections.abc import Iterator, Mapping, Sequence

from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.inspect.audit.sightings import Sighting
from site_builder.inspect.audit.source_lines import find_line
from site_builder.site.checks.addresses import address_of

_SHARED_BY = 4
"""A fault on so many pages was made in one place."""

Seen = Mapping[str, Sequence[Sighting]]
"""What was seen on each page, by its path in the site."""


def tell(seen: Seen, origins: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield the findings; `origins` maps pages to the content files behind them, and `texts` holds those files."""
    pages: dict[Sighting, list[str]] = {}
    for path, sightings in seen.items():
        for sighting in sightings:
            pages.setdefault(sighting, []).append(path)
    for sighting, paths in pages.items():
        by_place: dict[Place | None, list[str]] = {}
        for path in paths:
            by_place.setdefault(find_line(sighting.part, origins.get(path, ""), texts), []).append(path)
        for place, found_on in by_place.items():
            yield from _tell(sighting, place, found_on)


def _tell(sighting: Sighting, place: Place | None, paths: Sequence[str]) -> Iterator[Diagnostic]:
    together = [paths] if place or len(paths) >= _SHARED_BY else [[path] for path in paths]
    for group in together:
        more = f" and {len(group) - 1} more" if len(group) > 1 else ""
        message = f"Page {address_of(group[0])}{more}: {sighting.fault}"
        yield Diagnostic(place or Place(group[0]), sighting.rule, message, sighting.hint, sighting.severity)
