"""Say what the program is made with, from its locks: a bill of materials in the form CycloneDX 1.6 (ECMA-424)."""

import datetime
import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_PACKAGE = re.compile(r"([a-z0-9][\w.-]*)==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?(?:\s*\\)?")
_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""The one for addresses (RFC 9562, section 6.6)."""


@dataclass(frozen=True)
class Locked:
    """A package of a lock: the SHA-256 of each of its files, and who wants it, ``-r build.in`` or other packages."""

    name: str
    version: str
    marker: str
    digests: tuple[str, ...]
    wanted_by: tuple[str, ...]

    @property
    def ref(self) -> str:
        """Its address in the purl specification."""
        return f"pkg:pypi/{self.name}@{self.version}"


def read_lock(text: str) -> tuple[Locked, ...]:
    """Return every package that a lock names."""
    starts = [found.start() for found in re.finditer(r"(?m)^(?=[a-z0-9][\w.-]*==)", text)]
    spans = zip(starts, [*starts[1:], len(text)], strict=False)
    return tuple(_read_package(text[start:end]) for start, end in spans)


def _read_package(lines: str) -> Locked:
    named = _PACKAGE.match(lines)
    if named is None:
        raise ValueError(f"This line of a lock cannot be read: {lines.splitlines()[0]}")
    digests = re.findall(r"--hash=sha256:([0-9a-f]{64})", lines)
    wanted_by = re.findall(r"(?m)^    # (?:via(?: +|$)|  )(.*)$", lines)
    return Locked(named[1], named[2], named[3] or "", tuple(digests), tuple(filter(None, wanted_by)))


def format_bill(name: str, version: str, moment: datetime.datetime, locks: Mapping[str, str]) -> str:
    """Return the bill of the program, ready to be written: `locks` are the texts of its locks by name.

    What ``build`` names every installation has; what only others name, single commands need. Of one commit it is
    always the same: `moment` is that of the commit.
    """
    packages = _gather(locks)
    root = {"type": "application", "bom-ref": f"{name}@{version}", "name": name, "version": version}
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {**root, "licenses": [{"license": {"id": "MIT"}}]},
        },
        "components": [_describe(package, scope) for package, scope in packages.values()],
        "dependencies": list(_relate(root["bom-ref"], [package for package, _ in packages.values()])),
    }
    serial = uuid.uuid5(_NAMESPACE, json.dumps(bill, sort_keys=True))
    return json.dumps({**bill, "serialNumber": f"urn:uuid:{serial}"}, indent=2) + "\n"


def _gather(locks: Mapping[str, str]) -> dict[str, tuple[Locked, str]]:
    """Map each name and version to its package and its scope, those that every installation has before others."""
    found: dict[str, tuple[Locked, str]] = {}
    for lock in sorted(locks, key=lambda name: (name != "build", name)):
        for package in read_lock(locks[lock]):
            found.setdefault(package.ref, (package, "required" if lock == "build" else "optional"))
    return dict(sorted(found.items()))


def _describe(package: Locked, scope: str) -> dict[str, Any]:
    """Return a package as a component; of each it names every file that a lock lets in, for all systems."""
    only_where = [{"name": "lock:marker", "value": package.marker}] if package.marker else []
    return {
        "type": "library",
        "bom-ref": package.ref,
        "name": package.name,
        "version": package.version,
        "purl": package.ref,
        "scope": scope,
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in package.digests],
        **({"properties": only_where} if only_where else {}),
    }


def _relate(root: str, packages: Sequence[Locked]) -> Iterator[dict[str, Any]]:
    """Yield who needs whom: a lock says of each package by whom it is wanted."""
    needs: dict[str, set[str]] = {root: set(), **{package.ref: set() for package in packages}}
    for package in packages:
        for wanting in package.wanted_by:
            for ref in [root] if wanting.startswith("-r ") else _refs(wanting, packages):
                needs[ref].add(package.ref)
    yield from ({"ref": ref, "dependsOn": sorted(needed)} for ref, needed in needs.items())


def _refs(name: str, packages: Iterable[Locked]) -> list[str]:
    return [package.ref for package in packages if package.name == name]
