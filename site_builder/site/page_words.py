"""What a person calls each page of a site, and what stands for it when it is compared with an earlier one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256

from site_builder.site.pages.job import Job, PageWords
from site_builder.site.rendering.artifact import Artifact

_RENEWAL = re.compile(rb' data-renew="[^"]*"')


def describe_pages(jobs: Iterable[Job], artifacts: Iterable[Artifact]) -> Mapping[str, PageWords]:
    """Map the path of each page to its words; a file without a frame is no page."""
    words = {job.path: found for job in jobs if (found := job.words)}
    marks = {artifact.path: mark_page(artifact.content) for artifact in artifacts if artifact.path in words}
    return {path: replace(found, mark=marks.get(path, "")) for path, found in words.items()}


def mark_page(page: bytes) -> str:
    """Return what stands for a page but for the day of the next rebuild, which moves on all pages at once."""
    return sha256(_RENEWAL.sub(b"", page)).hexdigest()[:16]
