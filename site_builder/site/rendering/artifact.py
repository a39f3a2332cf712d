"""A finished file of the site, before anyone has decided where it goes."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from site_builder.findings.diagnostics import Place


@dataclass(frozen=True)
class Artifact:
    """A finished file: `path` is relative to the site's root with forward slashes (``boroughs/ashwick/index.html``).

    `origin` is the content file a page came from, if one did; findings about the page point there.
    """

    path: str
    content: bytes
    origin: Place | None = None

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its bytes in hexadecimal."""
        return sha256(self.content).hexdigest()
