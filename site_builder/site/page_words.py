"""What a person calls each page of a site, and what stands for it when it is compared with an earlier one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from site_builder.site.pages.job import PageJob, View
from site_builder.site.pages.views import Frame, OfficerView
from site_builder.site.rendering.artifact import Artifact

_RENEWAL = re.compile(rb' data-renew="[^"]*"')


@dataclass(frozen=True)
class PageWords:
    """What a person calls a page; for an officer's page also the areas the officer serves, and the state in words.

    `mark` stands for what visitors see of the page: the same as long as nothing of that changes.
    """

    title: str
    serves: tuple[str, ...] = ()
    state: str = ""
    mark: str = ""


def describe_pages(jobs: Iterable[PageJob], artifacts: Iterable[Artifact]) -> Mapping[str, PageWords]:
    """Map the path of each page to its words; a file without a frame is no page."""
    words = {job.path: found for job in jobs if (found := _words(job.view))}
    marks = {artifact.path: _mark(artifact.content) for artifact in artifacts if artifact.path in words}
    return {path: replace(found, mark=marks.get(path, "")) for path, found in words.items()}


def _words(view: View) -> PageWords | None:
    if isinstance(view, OfficerView):
        card = view.officer.card
        return PageWords(card.name, tuple(link.text for link in card.boroughs), card.state_words)
    frame: Frame | None = getattr(view, "frame", None)
    return PageWords(frame.heading) if frame else None


def _mark(page: bytes) -> str:
    """Return what stands for a page but for the day of the next rebuild, which moves on all pages at once."""
    return sha256(_RENEWAL.sub(b"", page)).hexdigest()[:16]
