"""What the finder searches on the visitor's own device: boroughs, places, police forces and postcode districts.

One compact file for everybody, the same whatever is searched, so that a request tells nobody anything. Areas go by
number in it: boroughs in the order of their codes, then police areas outside, then "we cannot tell".
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from site_builder.content.geography import UNKNOWN
from site_builder.content.schema import Borough
from site_builder.content.settings import Region
from site_builder.directory.model import Area, Directory
from site_builder.language.wording import format_list, isolate, keep_numbers
from site_builder.language.words import Words
from site_builder.site.pages.cards import display_name
from site_builder.site.pages.fallbacks import words_to_say
from site_builder.site.pages.job import FileJob
from site_builder.site.pages.listings import Listings
from site_builder.site.pages.views import Contact, District, DistrictGroup, FinderView, Link
from site_builder.site.published_files import ASSET
from site_builder.site.urls import Urls

LEAST_SHARE = 0.01
"""Below this share of a district's postcodes an area has "a few addresses" there: large-user codes stray that far."""
MOST_NAMED = 5
"""Officers of an area whom the finder names before it says how many more there are."""
_SAID = {
    "call": ("call",),
    "call999": ("call_999",),
    "alarms": ("alarms",),
    "danger": ("danger",),
    "few": ("few",),
    "loading": ("loading",),
    "meant": ("meant",),
    "nearEdge": ("near_edge",),
    "noDistricts": ("no_districts",),
    "noTable": ("no_table",),
    "allWays": ("all_ways",),
    "otherWays": ("other_ways",),
    "say": ("say",),
    "whole": ("whole",),
    "ask": ("ask", "force"),
    "guess": ("guess", "names"),
    "more": ("more", "count"),
    "noPostcode": ("no_postcode", "code"),
    "otherScript": ("other_script", "typed"),
    "placeIn": ("place_in", "place", "area"),
    "readAs": ("read_as", "code"),
    "sameName": ("same_name", "place", "areas"),
    "outside": ("outside",),
    "beyond": ("beyond", "code", "forces"),
    "cannotTell": ("cannot_tell", "code"),
    "matching": ("matching", "count", "typed"),
    "notInside": ("not_inside", "code"),
    "nothing": ("nothing", "typed"),
    "partly": ("partly", "code", "areas", "forces"),
    "placedIn": ("placed", "place", "areas"),
    "placedInMany": ("placed_in_many", "place", "areas"),
}
"""What the finder's script calls each sentence, the name of the words and what stands in their braces, in order."""
DISTRICTS_PAGE = "postcode-districts"


@dataclass(frozen=True)
class FinderPlanner:
    """Plans the finder of one directory: its files, and what pages show of it."""

    directory: Directory
    urls: Urls
    listings: Listings
    words: Words

    def view(self, list_url: str) -> FinderView:
        """Return the finder for a page whose A to Z stands at `list_url`."""
        geography = self.directory.geography
        has_page = geography and any(page.slug == DISTRICTS_PAGE for page in self.directory.pages)
        return FinderView(
            label=_label(self.directory.site.region, self.words, has_postcodes=bool(geography)),
            example=_example(self.directory.site.region, self.words, has_postcodes=bool(geography)),
            places_url=self.urls.root + self._places.path,
            districts_url=self.urls.root + self._district_list.path if self._district_list else "",
            postcodes_url=self.urls.root + self._table.path if self._table else "",
            edition_words=geography.edition.edition if geography else "",
            attribution=geography.edition.attribution if geography else (),
            list_url=list_url,
            districts_page=self.urls.page(DISTRICTS_PAGE) if has_page else "",
            said=self._said(),
        )

    def _said(self) -> str:
        """Return what the finder's script says in another language, by the names that the script has for it."""
        if not self.urls.language:
            return ""
        region = {"region": self.directory.site.region.name}
        said = {
            name: self.words(
                f"finder_{words}", **region, **{part: f"{{{at}}}" for at, part in enumerate(parts)}
            )
            for name, (words, *parts) in _SAID.items()
        }
        return json.dumps(
            {**said, "inEnglish": self.words("in_english"), "root": self.urls.own_root}, ensure_ascii=False
        )

    def files(self) -> tuple[FileJob, ...]:
        """Return the list of places and, where there are any, the postcodes and their districts."""
        return tuple(file for file in (self._places, self._district_list, self._table) if file)

    def districts(self) -> Iterator[District]:
        """Yield the outward codes that lie in the directory's areas."""
        for code, (many, few) in self._districts.items():
            if any(number < len(self._areas) for number in many + few):
                yield District(code=code, areas=tuple(map(self._link, many)), few=tuple(map(self._link, few)))

    @cached_property
    def _areas(self) -> tuple[Area, ...]:
        return tuple(sorted(self.directory.areas, key=lambda area: area.borough.gss))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """Map codes of boroughs, names of police areas and "unknown" to the numbers that stand for them."""
        geography = self.directory.geography
        outside = [one.area for one in geography.edition.outside] if geography else []
        names = [*(area.borough.gss for area in self._areas), *outside, UNKNOWN]
        return {name: number for number, name in enumerate(names)}

    @cached_property
    def _districts(self) -> Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]:
        """Map each outward code to the areas that matter in it, the largest first, and those with a few addresses."""
        geography = self.directory.geography
        codes = geography.districts if geography else {}
        return {code: self._divide(codes[code]) for code in sorted(codes, key=_by_number)}

    def _divide(self, counted: tuple[tuple[str, int], ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        known = [
            (self._numbers[area], count)
            for area, count in counted
            if area != UNKNOWN and area in self._numbers
        ]
        least = LEAST_SHARE * sum(count for _, count in known)
        many = tuple(number for number, count in known if count >= least)
        return many, tuple(number for number, count in known if count < least)

    @cached_property
    def _places(self) -> FileJob:
        return _named_by_content("places", "json", _as_json(self._search_data()))

    @cached_property
    def _district_list(self) -> FileJob | None:
        districts = {code: [list(many), list(few)] for code, (many, few) in self._districts.items()}
        return _named_by_content("districts", "json", _as_json(districts)) if districts else None

    @cached_property
    def _table(self) -> FileJob | None:
        geography = self.directory.geography
        return _named_by_content("postcodes", "bin", geography.table) if geography else None

    def _search_data(self) -> dict[str, object]:
        """Return the list of places: of its areas each field by itself, and what several say once, among `texts`."""
        geography = self.directory.geography
        slugs = {area.borough.slug: number for number, area in enumerate(self._areas)}
        texts: dict[str, int] = {"": 0}
        areas = [self._borough(area, slugs, texts) for area in self._areas]
        return {
            "region": self._region(),
            "below": self.urls.root.removesuffix("/") + ("" if self.urls.language else "/boroughs"),
            "areas": {field: [area[field] for area in areas] for field in (areas[0] if areas else ())},
            "texts": list(texts),
            "outside": [{"area": one.area, "name": one.name} for one in geography.edition.outside]
            if geography
            else [],
            "same": sorted({name for area in self._areas for name in area.borough.same_name_places or ()}),
            "forces": list(self._forces()),
            "anyForce": self._any_force(),
            "unknown": self._numbers[UNKNOWN],
        }

    def _region(self) -> dict[str, str]:
        """Return the words of the finder's answers; `tries` is what else one may type."""
        region, nearby = self.directory.site.region, _nearby(self.directory.site.region)
        names = [f"{_one(region.area)}", f"a nearby {nearby}", *(["a postcode"] if self._table else [])]
        return {
            "name": region.name,
            "area": region.area,
            "areas": region.areas,
            "tries": format_list(names, "or"),
        }

    def _any_force(self) -> dict[str, str] | None:
        """Return the way to report to any force, in words."""
        any_force = self.directory.site.region.any_force
        channel = self.directory.channel(any_force.channel) if any_force else None
        if any_force is None or channel is None:
            return None
        return {"text": f"{isolate(channel.name)}: {any_force.words}", "url": self.urls.channel(channel.slug)}

    def _borough(self, area: Area, slugs: Mapping[str, int], texts: dict[str, int]) -> dict[str, object]:
        """Return the fields of an area; a number stands for a text, and 0 for a slug that follows from the name."""
        borough, site = area.borough, self.directory.site
        entry = self.listings.boroughs[borough.slug]
        first, more = self._first_step(area), len(entry.officers) - MOST_NAMED
        detail = self._and_more(more) if more > 0 else entry.detail
        say = words_to_say(site.forces[borough.force], borough.name).replace(borough.name, "{}")

        def number(text: str) -> int:
            return texts.setdefault(text, len(texts))

        return {
            "name": borough.name,
            "slug": self._slug(borough),
            "short": [*([borough.tile.label] if borough.tile else []), *(borough.short_names or ())],
            "words": number(entry.state_words),
            "officers": [[one.name, number(one.freshness_words)] for one in entry.officers[:MOST_NAMED]],
            "detail": number(detail),
            "call": [keep_numbers(f"{first.label} {first.value}"), first.url],
            "say": number(say),
            "near": [slugs[slug] for slug in borough.neighbours if slug in slugs],
            "edge": [self._numbers[name] for name in borough.outside or () if name in self._numbers],
            "places": "\n".join(borough.places),
        }

    def _first_step(self, area: Area) -> Contact:
        """Return whom to turn to first: an officer who can be reached, or what the borough's page offers instead."""
        for standing in area.standings:
            contacts = self.listings.officers[standing.officer.slug].card.contacts
            if standing.can_be_reached and (found := next((one for one in contacts if one.url), None)):
                number = f": {found.value}" if found.kind == "phone" else ""
                return replace(found, value=display_name(standing) + number, note="")
        fallback = self.listings.fallbacks.get(area.borough.slug)
        if fallback is None:
            address = self.urls.borough(area.borough.slug)
            return Contact(kind="web", label=self.words("finder_see"), value=area.borough.name, url=address)
        return fallback.call

    def _slug(self, borough: Borough) -> str | int:
        """Return the last part of an area's address, or in another language all of it but the site's own."""
        if self.urls.language:
            return self.urls.borough(borough.slug).removeprefix(self.urls.root).removesuffix("/")
        return 0 if borough.slug == borough.name.lower().replace(" ", "-") else borough.slug

    def _and_more(self, count: int) -> str:
        return self.words("finder_and_more", count=str(count))

    def _forces(self) -> Iterator[dict[str, object]]:
        for force in self.directory.site.forces.values():
            channel = self.listings.channels.get(force.call_channel)
            if not force.search_words or not force.covers or channel is None:
                continue
            call = next((one for one in channel.contacts if one.url), None)
            yield {
                "words": force.search_words,
                "name": force.name,
                "say": f"{force.covers}: {force.name}.",
                "url": channel.url,
                "call": [keep_numbers(f"{call.label} {call.value}"), call.url] if call else None,
            }

    def _link(self, number: int) -> Link:
        if number < len(self._areas):
            borough = self._areas[number].borough
            return Link(text=borough.name, url=self.urls.borough(borough.slug))
        geography = self.directory.geography
        outside = geography.edition.outside if geography else ()
        return Link(
            text=f"{outside[number - len(self._areas)].area} (outside {self.directory.site.region.name})",
            url="",
        )


def group_districts(districts: Iterable[District]) -> tuple[DistrictGroup, ...]:
    """Return districts by the letters of their codes: ``E``, ``EC``, ``N``."""
    groups = groupby(districts, key=lambda district: _letters(district.code))
    return tuple(DistrictGroup(letters=letters, districts=tuple(found)) for letters, found in groups)


def _label(region: Region, words: Words, *, has_postcodes: bool) -> str:
    """Return what may be typed: ``Your borough, area or postcode``."""
    name = "find_with_postcode" if has_postcodes else "find_by_name"
    return words(name, area_kind=region.area, nearby=words(f"nearby_{_nearby(region)}"))


def _nearby(region: Region) -> str:
    """Return the word for a neighbourhood, which may not sound like that for an area."""
    return "place" if "area" in region.area else "area"


def _one(area: str) -> str:
    return f"{'an' if area[0] in 'aeiou' else 'a'} {area}"


def _example(region: Region, words: Words, *, has_postcodes: bool) -> str:
    """Return ``For example Brixton, SW9 or ZZ9 9ZZ.``, as far as the settings have examples."""
    postcode = (region.example_postcode or "") if has_postcodes else ""
    examples = [one for one in (region.example_place, postcode.partition(" ")[0], postcode) if one]
    return words("for_example", examples=words.one_of(examples)) if examples else ""


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _named_by_content(stem: str, ending: str, content: bytes) -> FileJob:
    digest = hashlib.sha256(content).hexdigest()[:8]
    return FileJob(ASSET.path(name=stem, digest=digest, ending=ending), content)


def _letters(code: str) -> str:
    """Return the letters an outward code begins with: ``SW`` of ``SW1A``."""
    return code[: next(index for index, sign in enumerate(code) if sign.isdigit())]


def _by_number(code: str) -> tuple[str, int, str]:
    """Sort ``E2`` before ``E10``, and ``W1A`` after ``W1``."""
    rest = code.removeprefix(_letters(code))
    digits = rest.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return _letters(code), int(digits), rest.removeprefix(digits)
