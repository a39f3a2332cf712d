"""The program as a new site keeps it for its workflows to install: the locked packages, and the wheel if it is here."""

import hashlib
import json
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from site_builder.findings.front_door import DISTRIBUTION, PROGRAM_DIR

PROGRAM_FOLDER = "program"
_LOCK_FILE = Path(PROGRAM_DIR, "requirements", "build.lock")


def list_program_files() -> dict[str, bytes]:
    """Return the files of the folder ``program``, by their path in the site."""
    files = {f"{PROGRAM_FOLDER}/packages.lock": _LOCK_FILE.read_bytes()}
    wheel = find_own_wheel()
    return files | ({f"{PROGRAM_FOLDER}/{wheel.name}": wheel.read_bytes()} if wheel else {})


def find_own_wheel() -> Path | None:
    """Return the file that this program was installed from, if it still lies where it lay and is the same.

    Installers write down where that was (PyPA, "Recording the Direct URL Origin of installed distributions").
    """
    with suppress(PackageNotFoundError, ValueError, KeyError, TypeError, OSError):
        origin = json.loads(distribution(DISTRIBUTION).read_text("direct_url.json") or "{}")
        url = urlsplit(origin["url"])
        file = Path(url2pathname(url.path))
        digest = origin.get("archive_info", {}).get("hashes", {}).get("sha256")
        is_same = digest in {None, hashlib.sha256(file.read_bytes()).hexdigest()}
        return file if url.scheme == "file" and file.suffix == ".whl" and is_same else None
    return None
