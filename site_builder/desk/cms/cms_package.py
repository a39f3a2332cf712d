"""Sveltia CMS and the reader of YAML that goes with it, as npm has them: pinned by what is in them.

They are fetched by npm itself, once, into a folder that is kept; what is not to the letter what was pinned is refused.
"""

import base64
import io
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha512
from pathlib import Path


class PackageRefused(Exception):
    """The editor's own files are not to be had, for a reason that is said in words."""


@dataclass(frozen=True)
class Package:
    """A package of npm at one version. `integrity` is the SHA-512 of its file as npm's lock files write it.

    `parts` maps what is taken from it, a file or a folder that ends with a slash, to where it goes.
    """

    name: str
    version: str
    integrity: str
    parts: tuple[tuple[str, str], ...]

    @property
    def file_name(self) -> str:
        """What ``npm pack`` calls the file."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


SVELTIA = Package(
    "@sveltia/cms",
    "0.221.1",
    "J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ==",
    (
        ("npm/", "sveltia-cms/"),
        ("locales/", "locales/"),
        ("LICENSE.txt", "sveltia-cms/LICENSE.txt"),
    ),
)
YAML = Package(
    "js-yaml",
    "5.5.0",
    "paNr4LFIFPjeeSmwNYdrb8FafLLG/Cr2Af3GjbsHJ5CxIjH4r0c2emlmRdAtpPAieP1gRVzk6buBbVP5gBMGAg==",
    (("dist/browser/js-yaml.esm.min.mjs", "js-yaml/js-yaml.js"), ("LICENSE", "js-yaml/LICENSE.txt")),
)
PACKAGES = (SVELTIA, YAML)
_NOT_NEEDED = (".map",)


def read_package_files(kept_dir: Path) -> dict[str, bytes]:
    """Return the files that the editor needs, by where they go; `kept_dir` has the packages, or will have them.

    Raises PackageRefused.
    """
    return {path: content for package in PACKAGES for path, content in _parts(package, kept_dir)}


def read_packed(package: Package, kept_dir: Path) -> bytes:
    """Return a package as npm packs it. Raises PackageRefused where it cannot be had, or is another."""
    file = kept_dir / package.file_name
    if not file.is_file():
        _fetch(package, kept_dir)
    packed = file.read_bytes()
    if base64.b64encode(sha512(packed).digest()).decode() != package.integrity:
        raise PackageRefused(
            f"{file} is not {package.name} {package.version} as we know it. Delete the file."
        )
    return packed


def _parts(package: Package, kept_dir: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(read_packed(package, kept_dir)), mode="r:gz") as archive:
        for member in archive:
            name = member.name.removeprefix("package/")
            target = next(
                (to + name[len(part) :] for part, to in package.parts if name.startswith(part)), None
            )
            content = archive.extractfile(member)
            if target and content and not name.endswith(_NOT_NEEDED):
                yield target, content.read()


def _fetch(package: Package, kept_dir: Path) -> None:
    wanted = f"{package.name}@{package.version}"
    npm = shutil.which("npm")
    if npm is None:
        raise PackageRefused(
            f"This needs {wanted}, and there is no npm here to fetch it. Install Node.js, or type on a computer that "
            f"has it: npm pack {wanted}\nThen put the file {package.file_name} into {kept_dir}."
        )
    kept_dir.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", wanted, "--pack-destination", str(kept_dir), "--ignore-scripts", "--silent"]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if ended.returncode or not (kept_dir / package.file_name).is_file():
        said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        raise PackageRefused(
            f"npm could not fetch {wanted}. {said[0] if said else 'Is there a way to the internet?'}\n"
            f"You can put the file {package.file_name} into {kept_dir} yourself."
        )
