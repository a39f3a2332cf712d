"""Audit a finished site: choose the pages, look at them in a browser, and say what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from site_builder.content.acceptances import find_unused_acceptances
from site_builder.findings.diagnostics import Findings
from site_builder.findings.rules import rules_asked
from site_builder.inspect.audit.audit_cache import Memory, fingerprint_browser
from site_builder.inspect.audit.browser import Browsing, Told, look_at_pages
from site_builder.inspect.audit.offline_site import ShownSite
from site_builder.inspect.audit.page_findings import tell
from site_builder.inspect.audit.sightings import Sighting
from site_builder.language.wording import format_count
from site_builder.pipeline import Built, Draft
from site_builder.publish.deploying.published_site import PublicSite
from site_builder.site.pages.job import Job

_LEADS_ON = b'http-equiv="refresh" content="0; url='


@dataclass(frozen=True)
class Audited:
    """What came of an audit: how many pages were looked at, and in every way; `memory` is for the next time."""

    findings: Findings
    browser: str
    quick: int
    thorough: int
    as_before: int
    memory: Memory


@dataclass(frozen=True)
class Wanted:
    """Which pages to look at: only those with these `paths`, if there are any; `again` those that had no fault too."""

    paths: frozenset[str] = frozenset()
    again: bool = False


_EVERY_PAGE = Wanted()


def audit_site(
    draft: Draft,
    site: ShownSite,
    browsing: Browsing,
    told: Told,
    memory: Memory,
    wanted: Wanted = _EVERY_PAGE,
) -> Audited:
    """Look at the pages of a site, and return what is wrong with them; `draft` says what they were made from.

    One page of each template is looked at in every way. The others are looked at more quickly, and not at all where
    they were without fault before. Pages that are wanted by name are looked at in every way. Raises `AuditRefused`
    when the browser fails.
    """
    thorough = wanted.paths or choose_thorough(draft.plan.pages, site.files)
    version, seen = look_at_pages(
        browsing, site, lambda version: _choose(version, site, memory, wanted, thorough), told
    )
    origins = {job.path: job.origin.path for job in draft.plan.pages if job.origin}
    findings = Findings(draft.findings.levels, acceptances=draft.findings.acceptances)
    findings.add(tell(seen, origins, _read_texts(draft)))
    left_out = len(list_pages(site.files)) - len(seen)
    if not left_out:
        findings.add(tuple(find_unused_acceptances(findings, rules_asked("audit"))))
    as_before = 0 if wanted.paths else left_out
    remembered = _remember(seen, site, memory, fingerprint_browser(version, site.policy))
    return Audited(findings, version, len(seen.keys() - thorough), len(thorough), as_before, remembered)


def _choose(
    version: str, site: ShownSite, memory: Memory, wanted: Wanted, thorough: frozenset[str]
) -> Mapping[str, bool]:
    """Return the pages to look at with a browser, and which of them in every way."""
    fingerprint = fingerprint_browser(version, site.policy)

    def is_left_out(path: str) -> bool:
        is_known = not wanted.again and memory.knows(path, site.files[path], fingerprint)
        return path not in thorough and (is_known or bool(wanted.paths))

    return {path: path in thorough for path in list_pages(site.files) if not is_left_out(path)}


def list_pages(files: Mapping[str, bytes]) -> list[str]:
    """Return the paths of the pages; one at an old address, which leads on by itself, shows nothing to look at."""
    return [path for path, content in files.items() if path.endswith(".html") and _LEADS_ON not in content]


def choose_thorough(jobs: Sequence[Job], files: Mapping[str, bytes]) -> frozenset[str]:
    """Return the longest page of each template, and pages that no template made."""
    longest: dict[str, str] = {}
    pages = set(list_pages(files))
    ours = [job for job in jobs if job.path in pages]
    for job in sorted(ours, key=lambda job: (-len(files[job.path]), job.path)):
        longest.setdefault(job.template, job.path)
    strangers = pages - {job.path for job in ours}
    return frozenset((*longest.values(), *strangers))


def describe_audit(built: Built, audited: Audited, seconds: float) -> str:
    """Return how an audit ended, in words."""
    pages = format_count(audited.quick + audited.thorough, "page")
    before = f" {format_count(audited.as_before, 'page')} had no fault the last time and are still the same."
    looked = (
        f"Looked at {pages} in Chromium {audited.browser.partition('.')[0]}, in {seconds:.0f} seconds; "
        f"at {audited.thorough} of them in every way.{before if audited.as_before else ''}"
    )
    if built.passed:
        return f"{looked}\nEverybody can use them, as far as a program can tell."
    return f"{looked}\n{format_count(len(built.findings.errors), 'problem')}. An audit publishes nothing."


def describe_outdated(draft: Draft, public: PublicSite, shown: Path) -> str:
    """Return a warning when the folder no longer is what the content makes: the audit is of what would be deployed."""
    made = {
        artifact.path: artifact.content for artifact in draft.artifacts if artifact.path.endswith(".html")
    }
    there = {path: content for path, content in public.contents.items() if path.endswith(".html")}
    ours = made.keys() | (there.keys() & public.manifest.about.pages.keys())  # not what somebody keeps there
    count = sum(made.get(path) != there.get(path) for path in ours)
    if not count:
        return ""
    pages = format_count(count, "page")
    return f"Careful: the content would make {pages} of {shown} differently today. Build again to see those."


def _remember(
    seen: Mapping[str, Sequence[Sighting]], site: ShownSite, memory: Memory, fingerprint: str
) -> Memory:
    """Return the memory with what was looked at now, and without what is no longer there."""
    before = memory.clean if memory.seen_by == fingerprint else {}
    clean = {path: digest for path, digest in before.items() if path in site.files and path not in seen}
    clean |= {path: sha256(site.files[path]).hexdigest() for path, found in seen.items() if not found}
    return Memory(fingerprint, clean)


def _read_texts(draft: Draft) -> Mapping[str, str]:
    return {
        source.path: source.content.decode("utf-8-sig", "replace")
        for source in draft.sources
        if source.path.endswith((".md", ".yaml"))
    }
