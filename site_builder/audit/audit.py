"""Audit a finished site: choose the pages, look at them in a browser, and say what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from site_builder.audit.looking import Browsing, Told, look_at_pages
from site_builder.audit.memory import Memory, name_eyes
from site_builder.audit.showing import ShownSite
from site_builder.audit.sightings import Sighting
from site_builder.audit.telling import tell
from site_builder.content.accepted import find_unused_acceptances
from site_builder.diagnostics import Findings
from site_builder.pages.job import PageJob
from site_builder.pipeline import Draft
from site_builder.rules import AUDIT_RULES


@dataclass(frozen=True)
class Audited:
    """What came of an audit: how many pages were looked at, and in every way; `memory` is for the next time."""

    findings: Findings
    browser: str
    quick: int
    thorough: int
    as_before: int
    memory: Memory


def audit_site(
    draft: Draft, site: ShownSite, browsing: Browsing, told: Told, memory: Memory, wanted: Sequence[str] = ()
) -> Audited:
    """Look at the pages of a site, and return what is wrong with them; `draft` says what they were made from.

    One page of each template is looked at in every way. The others are looked at more quickly, and not at all where
    they were without fault before. `wanted` names the paths of the only pages to look at, then in every way. Raises
    `AuditRefused` when the browser fails.
    """
    pages = [path for path in site.files if path.endswith(".html")]
    thorough = frozenset(wanted) or choose_thorough(draft.plan.pages, site.files)

    def choose(version: str) -> Mapping[str, bool]:
        eyes = name_eyes(version)
        known = (path for path in pages if memory.knows(path, site.files[path], eyes))
        left_out = set(pages) - thorough if wanted else set(known) - thorough
        return {path: path in thorough for path in pages if path not in left_out}

    version, seen = look_at_pages(browsing, site, choose, told)
    origins = {job.path: job.origin.path for job in draft.plan.pages if job.origin}
    findings = Findings(draft.findings.levels, acceptances=draft.findings.acceptances)
    findings.add(tell(seen, origins, _read_texts(draft)))
    if not wanted and len(seen) == len(pages):
        findings.add(tuple(find_unused_acceptances(findings, AUDIT_RULES)))
    return Audited(
        findings,
        version,
        len(seen.keys() - thorough),
        len(thorough),
        0 if wanted else len(pages) - len(seen),
        _remember(seen, site, memory, name_eyes(version)),
    )


def choose_thorough(jobs: Sequence[PageJob], files: Mapping[str, bytes]) -> frozenset[str]:
    """Return the longest page of each template, and pages that no template made."""
    longest: dict[str, str] = {}
    ours = [job for job in jobs if job.path in files and job.path.endswith(".html")]
    for job in sorted(ours, key=lambda job: (-len(files[job.path]), job.path)):
        longest.setdefault(job.template, job.path)
    known = {job.path for job in ours}
    strangers = (path for path in files if path.endswith(".html") and path not in known)
    return frozenset((*longest.values(), *strangers))


def _remember(seen: Mapping[str, Sequence[Sighting]], site: ShownSite, memory: Memory, eyes: str) -> Memory:
    """Return the memory with what was looked at now, and without what is no longer there."""
    before = memory.clean if memory.seen_by == eyes else {}
    clean = {path: digest for path, digest in before.items() if path in site.files and path not in seen}
    clean |= {path: sha256(site.files[path]).hexdigest() for path, found in seen.items() if not found}
    return Memory(eyes, clean)


def _read_texts(draft: Draft) -> Mapping[str, str]:
    return {
        source.path: source.content.decode("utf-8-sig", "replace")
        for source in draft.sources
        if source.path.endswith((".md", ".yaml"))
    }
