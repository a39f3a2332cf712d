"""Make the data on postcodes anew: ``python3 build.py refresh-postcodes``.

It reads the ONS Postcode Directory and writes three files to ``geography/`` in the content folder: the table that
answers a full postcode (`postcodes.bin`), how many postcodes of each area every outward code has (`districts.csv`), and
what they were made from (`edition.yaml`); then the map (`map.yaml`). The table is read back and compared with every
postcode before anything is written. A second run changes nothing.
"""

import datetime
import gzip
import hashlib
import sys
from argparse import ArgumentParser
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tools.mapped_region import NEAR, read_region
from tools.police_areas import POLICE_AREAS, PoliceArea
from tools.postcode_directory import PACKAGE, Postcode, read_edition, read_postcodes
from tools.postcode_table import (
    NOBODY,
    OUTWARD,
    ROW,
    UNIT_LETTERS,
    UNITS,
    decode,
    encode,
    outward_order,
    split_outward,
)

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "python3 build.py refresh-postcodes"
UNKNOWN = "unknown"
"""The area of postcodes that the directory gives no authority."""
EDITIONS = {"2026.1.1": datetime.date(2025, 11, 1)}
"""The first day of the month of the edition that a release of the package carries: its read-me names the file it was
made from."""
UNIT_NUMBERS = {
    first + last: row * ROW + column
    for row, first in enumerate(UNIT_LETTERS)
    for column, last in enumerate(UNIT_LETTERS)
}


@dataclass
class District:
    """An outward code: per authority its postcodes and their square kilometres, and each sector's 400 units.

    `odd` holds the inward codes with letters that postcodes no longer end with.
    """

    counts: Counter[str] = field(default_factory=Counter)
    squares: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    sectors: dict[int, "array[int]"] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)


@dataclass
class Country:
    """All outward codes that were read. Units hold numbers of `authorities`."""

    districts: dict[str, District] = field(default_factory=dict)
    authorities: list[str] = field(default_factory=list)


def main() -> int:
    """Write all files of ``geography/`` in a content folder and say what changed; asked for help, only give it."""
    parser = ArgumentParser(
        prog=COMMAND,
        description="Make the data on postcodes and the map in geography/ of the content anew, and say what changed. "
        "Which areas they are for stands in site.yaml, under region.",
    )
    parser.add_argument(
        "--content",
        type=Path,
        default=ROOT / "content",
        metavar="DIR",
        help="the folder with the content (content)",
    )
    content_dir: Path = parser.parse_args().content
    from tools.trace_boroughs import map_text  # noqa: PLC0415 (both may be run alone)

    region = read_region(content_dir)
    postcodes = list(read_postcodes(region.letters))
    made = make_files(region.codes, postcodes)
    made["map.yaml"] = map_text(region, postcodes).encode()
    geography_dir = content_dir / "geography"
    geography_dir.mkdir(exist_ok=True)
    before = {name: _read(geography_dir / name) for name in made}
    for name, content in made.items():
        (geography_dir / name).write_bytes(content)
    print("\n".join(describe(region.name, before, made)))
    return 0


def make_files(boroughs: Sequence[str], postcodes: Iterable[Postcode]) -> dict[str, bytes]:
    """Return the content of each file, made from the package's postcodes for boroughs with these codes."""
    version = read_edition()
    if version not in EDITIONS:
        raise SystemExit(
            f"Nobody says which edition of the directory {PACKAGE} {version} carries. "
            "Look it up in the package's read-me and add it to EDITIONS in tools/refresh_postcodes.py."
        )
    country = read_country(postcodes)
    inside = [
        code
        for code, district in country.districts.items()
        if not district.counts.keys().isdisjoint(boroughs)
    ]
    inside.sort(key=outward_order)
    neighbours = find_neighbours(country.districts, inside, boroughs)
    police = police_areas_of(country, [*inside, *neighbours], boroughs)
    areas = area_numbers(boroughs, police)
    _tell_unknown_authorities(country, [*inside, *neighbours], areas)
    table = make_table(country, inside, areas)
    districts = {code: country.districts[code].counts for code in [*inside, *neighbours]}
    total = sum(sum(districts[code].values()) for code in inside)
    own = sum(districts[code][borough] for code in inside for borough in boroughs)
    return {
        "postcodes.bin": table,
        "districts.csv": districts_text(districts, area_names(boroughs, police)).encode(),
        "edition.yaml": edition_text(version, boroughs, police, table, total, own).encode(),
    }


def police_areas_of(
    country: Country, codes: Iterable[str], boroughs: Sequence[str]
) -> tuple[PoliceArea, ...]:
    """Return the police areas outside that any of these outward codes reaches into."""
    met = {authority for code in codes for authority in country.districts[code].counts}.difference(boroughs)
    return tuple(police for police in POLICE_AREAS if not met.isdisjoint(police.authorities))


def area_names(boroughs: Sequence[str], police_areas: Iterable[PoliceArea]) -> dict[str, str]:
    """Return what districts.csv calls the area of each authority; any other is unknown."""
    names = {code: police.area for police in police_areas for code in police.authorities}
    return {"": UNKNOWN, **names, **{code: code for code in boroughs}}


def area_numbers(boroughs: Sequence[str], police_areas: Sequence[PoliceArea]) -> dict[str, int]:
    """Return the number of each authority's area: the boroughs, then the police areas, then the unknown."""
    order = [*boroughs, *(police.area for police in police_areas), UNKNOWN]
    return {authority: order.index(name) for authority, name in area_names(boroughs, police_areas).items()}


def read_country(postcodes: Iterable[Postcode]) -> Country:
    """Sort postcodes into outward codes and sectors."""
    country = Country()
    numbers: dict[str, int] = {}
    for outward, inward, authority, easting, northing in postcodes:
        if outward not in country.districts:
            if not OUTWARD.fullmatch(outward):
                continue  # "NPT", which Newport had once
            country.districts[outward] = District()
        number = numbers.setdefault(authority, len(numbers))
        district = country.districts[outward]
        district.counts[authority] += 1
        if easting:
            district.squares.setdefault(authority, set()).add((easting // 1000, northing // 1000))
        unit = UNIT_NUMBERS.get(inward[1:])
        if unit is None:
            district.odd.append(inward)
            continue
        digit = int(inward[0])
        if digit not in district.sectors:  # an empty one for each postcode would take most of the time
            district.sectors[digit] = array("h", [NOBODY]) * UNITS
        district.sectors[digit][unit] = number
    country.authorities = list(numbers)
    return country


def find_neighbours(
    districts: Mapping[str, District], inside: Sequence[str], boroughs: Sequence[str]
) -> list[str]:
    """Return the outward codes wholly outside that share the letters of those inside, or lie close to a borough."""
    letters = {split_outward(code)[0] for code in inside}
    own = {
        square
        for code in inside
        for borough in boroughs
        for square in districts[code].squares.get(borough, ())
    }
    steps = range(-NEAR, NEAR + 1)
    circle = [(right, up) for right in steps for up in steps if right**2 + up**2 <= NEAR**2]
    near = {(east + right, north + up) for east, north in own for right, up in circle}
    found = [
        code
        for code, district in districts.items()
        if split_outward(code)[0] in letters
        or not all(near.isdisjoint(squares) for squares in district.squares.values())
    ]
    return sorted(set(found).difference(inside), key=outward_order)


def make_table(country: Country, inside: Sequence[str], areas: Mapping[str, int]) -> bytes:
    """Return the packed table of these outward codes, after reading it back and comparing every postcode."""
    odd = [f"{code} {inward}" for code in inside for inward in country.districts[code].odd]
    if odd:
        raise SystemExit(
            f"The table has no room for letters that postcodes do not end with: {', '.join(odd)}."
        )
    numbers = [areas.get(authority, areas[""]) for authority in country.authorities]
    sectors = {
        code: {
            digit: [NOBODY if unit == NOBODY else numbers[unit] for unit in units]
            for digit, units in country.districts[code].sectors.items()
        }
        for code in inside
    }
    table = encode(sectors)
    unpacked = decode(table)
    if {code: sorted(digits) for code, digits in unpacked.items()} != {
        code: sorted(digits) for code, digits in sectors.items()
    }:
        raise SystemExit("The table does not give back the sectors that were put in. Nothing was written.")
    wrong = sum(
        area not in (NOBODY, answer)
        for code, digits in sectors.items()
        for digit, units in digits.items()
        for area, answer in zip(units, unpacked[code][digit], strict=True)
    )
    if wrong:
        raise SystemExit(f"The table gives {wrong} wrong answers. Nothing was written.")
    return table


def districts_text(districts: Mapping[str, Mapping[str, int]], names: Mapping[str, str]) -> str:
    """Return the lines of districts.csv: one for each outward code and area."""
    lines = ["district,area,postcodes"]
    for code in sorted(districts, key=outward_order):
        counts: Counter[str] = Counter()
        for authority, count in districts[code].items():
            counts[names.get(authority, UNKNOWN)] += count
        lines += [f"{code},{area},{count}" for area, count in sorted(counts.items())]
    return "\n".join(lines) + "\n"


def edition_text(
    version: str,
    boroughs: Sequence[str],
    police_areas: Sequence[PoliceArea],
    table: bytes,
    total: int,
    own: int,
) -> str:
    """Return the text of edition.yaml."""
    month = EDITIONS[version]
    lines = [
        "# What the postcodes were made from. Generated: see made_by.",
        f"edition: ONS Postcode Directory, {month:%B %Y}",
        f"month: {month}",
        f"package: {PACKAGE} {version}",
        f"made_by: {COMMAND}",
        f"sha256: {hashlib.sha256(table).hexdigest()}",
        f"postcodes: {total}",
        f"inside: {own}",
        "attribution:",
        f"  - Contains OS data © Crown copyright and database right {month.year}.",
        f"  - Contains Royal Mail data © Royal Mail copyright and database right {month.year}.",
        f"  - Contains National Statistics data © Crown copyright and database right {month.year}.",
        '  - "Source: Office for National Statistics, licensed under the Open Government Licence v3.0."',
        "areas:",
        *(f"  - {code}" for code in boroughs),
        *(["outside:"] if police_areas else []),
    ]
    for police in police_areas:
        lines += [f"  - area: {police.area}", f"    name: {police.name}", "    authorities:"]
        lines += [f"      - {code}" for code in police.authorities]
    return "\n".join(lines) + "\n"


def describe(region: str, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what a run did, in plain words."""
    old, new = (yaml.safe_load(files["edition.yaml"] or b"{}") for files in (before, after))
    yield f"{new['edition']} ({new['package']})"
    if old and old.get("edition") != new["edition"]:
        yield f"  The edition before was {old.get('edition')}."
    yield f"{new['inside']:,} postcodes in {region}, {new['postcodes']:,} in its outward codes{_difference(old, new)}."
    yield "Every one of them was read back from the table and is right."
    for name, content in after.items():
        state = "unchanged" if content == before[name] else "new" if not before[name] else "changed"
        yield f"  {name}: {state}, {_sizes(content)}"


def _difference(old: Mapping[str, int], new: Mapping[str, int]) -> str:
    changes = [new[name] - old.get(name, 0) for name in ("inside", "postcodes")]
    return f" ({changes[0]:+,} and {changes[1]:+,} since the last time)" if old and any(changes) else ""


def _sizes(content: bytes) -> str:
    import brotli  # noqa: PLC0415 (it comes with the package)

    packed = len(gzip.compress(content, 6)), len(brotli.compress(content))
    return f"{len(content):,} bytes ({packed[0]:,} with gzip, {packed[1]:,} with Brotli)"


def _tell_unknown_authorities(country: Country, codes: Iterable[str], areas: Mapping[str, int]) -> None:
    strange = {authority for code in codes for authority in country.districts[code].counts} - areas.keys()
    if strange:
        print(
            f"Nobody says which police force serves {', '.join(sorted(strange))}: for a postcode there the finder says "
            "that it cannot tell. To have it say more, add them to tools/police_areas.py.",
            file=sys.stderr,
        )


def _read(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


if __name__ == "__main__":
    sys.exit(main())
