"""Which pages were without fault before: as long as their bytes, the browser and the passes stay, they still are."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from site_builder.inspect.audit.axe import axe_script
from site_builder.publish.hosting.header_policy import Policy
from site_builder.publish.output.safe_paths import require_safe_paths

_OWN_DIR = Path(__file__).parent


@dataclass(frozen=True)
class Memory:
    """The SHA-256 of each page that was without fault, by its path; `seen_by` stands for the browser and the passes."""

    seen_by: str = ""
    clean: Mapping[str, str] = field(default_factory=dict)

    def knows(self, path: str, content: bytes, seen_by: str) -> bool:
        """Whether this very page was without fault. Files that a page loads have a digest in their name."""
        return seen_by == self.seen_by and self.clean.get(path) == sha256(content).hexdigest()


def fingerprint_browser(browser_version: str, policy: Policy) -> str:
    """Return a name for what looks at pages: other headers, another browser, axe or pass are another name."""
    headers = sorted(policy.everywhere.items())
    digest = sha256(f"{browser_version}\0{headers}\0{axe_script()}".encode())
    for file in sorted(_OWN_DIR.rglob("*")):
        if file.suffix in {".py", ".js"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()


def read_memory(file: Path) -> Memory:
    """Return what is remembered; nothing where the file is missing or cannot be read."""
    try:
        content = json.loads(file.read_bytes())
        clean = {str(path): str(digest) for path, digest in content["clean"].items()}
        require_safe_paths(clean)
        return Memory(str(content["seen_by"]), clean)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Memory()


def write_memory(file: Path, memory: Memory) -> None:
    """Remember for the next time; where nothing can be written, all pages are looked at again then."""
    content = {"seen_by": memory.seen_by, "clean": dict(memory.clean)}
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", "utf-8")
