"""The road from a content folder to a published site, whole, in one function."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar

from site_builder.content.acceptances import find_unused_acceptances, read_acceptances
from site_builder.content.settings import Site, read_site
from site_builder.content.sources import SourceFile, read_sources
from site_builder.content.validation import Records, validate_sources
from site_builder.directory.assemble import assemble_directory
from site_builder.directory.history.history import learn_history
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Checked, Diagnostic, Findings
from site_builder.findings.rules import rules_asked
from site_builder.publish.hosting.host_files import add_host_files
from site_builder.publish.hosting.redirects import find_bad_redirects
from site_builder.publish.output.changes import Changes
from site_builder.publish.output.manifest import About, PageWords
from site_builder.publish.output.photo_cache import PhotoCache
from site_builder.publish.output.publication import publish_site
from site_builder.site.checks import check_site
from site_builder.site.pages.job import PageJob, SitePlan, View
from site_builder.site.pages.plan import plan_site
from site_builder.site.pages.views import FramedView, OfficerView
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.assets import render_assets
from site_builder.site.rendering.contrast import find_low_contrast
from site_builder.site.rendering.markup import render_prose
from site_builder.site.rendering.renderer import render_page
from site_builder.site.rendering.theme import Theme, load_theme

T = TypeVar("T")
_RENEWAL = re.compile(rb' data-renew="[^"]*"')


@dataclass(frozen=True)
class BuildOptions:
    """What one build is asked to do: `as_of` is the day the site shows, `protected` may never be the output.

    `cache_dir` is where drawn photographs are remembered, if anywhere; it belongs to this content alone.
    """

    content_dir: Path
    output_dir: Path
    themes_dir: Path
    theme: str
    as_of: datetime.date
    overlay_dir: Path | None = None
    base_url: str | None = None
    keep: frozenset[str] = frozenset()
    protected: tuple[Path, ...] = ()
    cache_dir: Path | None = None


@dataclass(frozen=True)
class Built:
    """How a build ended: `changes` is None when nothing was published, `settings_broken` when it could not begin.

    `counts` says how many pages, officers and so on there are; `texts` maps files with findings to their text. A
    check goes the same road and publishes nothing.
    """

    findings: Findings
    changes: Changes | None = None
    settings_broken: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    is_check: bool = False

    @property
    def published(self) -> bool:
        """Whether the site was published (or already was the same)."""
        return self.changes is not None

    @property
    def passed(self) -> bool:
        """Whether a build was published, or a check found nothing that would stop one."""
        return self.published or (self.is_check and not self.settings_broken and self.findings.publishable)


class Progress(Protocol):
    """Passes things on one by one and may draw how far it is."""

    def __call__(self, things: Iterable[T], label: str, count: int) -> Iterator[T]:
        """Yield the things; `label` says what they are and `count` how many."""
        ...


@dataclass(frozen=True)
class Makers:
    """The two slow steps of the road; the preview puts in their place ones that remember what they made."""

    load_theme: Callable[[Path, str], Theme] = load_theme
    render_page: Callable[[PageJob, Theme], Checked[Artifact | None]] = render_page


@dataclass(frozen=True)
class Draft:
    """A site that is made and not yet looked through: without `site` it could not begin, and has no files."""

    findings: Findings
    sources: tuple[SourceFile, ...]
    records: Records
    site: Site | None = None
    theme: Theme | None = None
    directory: Directory | None = None
    plan: SitePlan = field(default_factory=lambda: SitePlan(()))
    artifacts: tuple[Artifact, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The text of every file that something was found in."""
        return _texts(self.sources, self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """How many pages, officers, areas and channels there are."""
        if self.directory is None:
            return {}
        return {
            "pages": len(self.plan.pages),
            "officers": len(self.directory.standings),
            "areas": len(self.directory.areas),
            "channels": len(self.directory.channels),
        }


def build_site(options: BuildOptions, progress: Progress) -> Built:
    """Build and publish a site, or publish nothing and say everything that is wrong.

    Raises `ThemeError` when the theme is broken and `PublishRefused` when the output folder must not be touched.
    """
    draft = make_site(options, progress)
    check_draft(draft)
    if draft.site is None or not draft.findings.publishable:
        return Built(
            draft.findings, settings_broken=draft.site is None, counts=draft.counts, texts=draft.texts
        )
    PhotoCache(options.cache_dir).forget_others(draft.plan.photos)
    protected = (*options.protected, options.content_dir, options.themes_dir)
    changes = publish_site(
        add_host_files(draft.site, draft.artifacts),
        options.output_dir,
        keep=options.keep,
        protected=protected,
        about=describe_draft(draft),
    )
    return Built(draft.findings, changes, counts=draft.counts, texts=draft.texts)


def make_site(options: BuildOptions, progress: Progress, makers: Makers = Makers()) -> Draft:
    """Make every file of a site, and gather what is wrong on the way; raises `ThemeError` when the theme is broken."""
    findings = Findings()
    given = {"base_url": options.base_url} if options.base_url else None
    site = findings.keep(read_site(options.content_dir, options.overlay_dir, given))
    sources = findings.keep(read_sources(options.content_dir, options.overlay_dir))
    records = findings.keep(validate_sources(sources))
    if site is None:
        return Draft(findings, sources, records)
    findings.adjust(site.severities)
    findings.accept(findings.keep(read_acceptances(sources, options.as_of)))
    theme = makers.load_theme(options.themes_dir, options.theme)
    directory = findings.keep(assemble_directory(records, site, options.as_of))
    history = findings.keep(
        learn_history(options.content_dir, options.overlay_dir, sources, records, directory)
    )
    plan = findings.keep(plan_site(directory, records, history))
    photos = PhotoCache(options.cache_dir)
    artifacts = findings.keep(_render(plan, theme, photos, makers, progress))
    return Draft(findings, sources, records, site, theme, directory, plan, artifacts)


def check_draft(draft: Draft) -> None:
    """Add to a draft's findings what is wrong with its finished files."""
    site, findings = draft.site, draft.findings
    if site and findings.publishable:  # a broken record would make every page that links to it look broken
        findings.add(check_site(draft.artifacts, root=site.root, leave_url=site.leave_url, host=site.host))
        findings.add(find_bad_redirects(site, draft.artifacts))
        findings.add(tuple(find_unused_acceptances(findings, rules_asked("build"))))


def describe_draft(draft: Draft) -> About:
    """Return what the manifest says of a site in words, for those who deploy it."""
    if draft.site is None:
        return About()
    words = {job.path: _page_words(job.view) for job in draft.plan.pages}
    marks = {artifact.path: _mark(artifact.content) for artifact in draft.artifacts if artifact.path in words}
    pages = {path: replace(found, mark=marks.get(path, "")) for path, found in words.items() if found}
    return About(draft.site.base_url, draft.site.example, pages)


def _mark(page: bytes) -> str:
    """Return what stands for a page but for the day of the next rebuild, which moves on all pages at once."""
    return sha256(_RENEWAL.sub(b"", page)).hexdigest()[:16]


def _page_words(view: View) -> PageWords | None:
    """Return what a person calls a page; a file without a frame is none."""
    if isinstance(view, OfficerView):
        card = view.officer.card
        return PageWords(card.name, tuple(link.text for link in card.boroughs), card.state_words)
    return PageWords(view.frame.heading) if isinstance(view, FramedView) else None


def _render(
    plan: SitePlan, theme: Theme, photos: PhotoCache, makers: Makers, progress: Progress
) -> tuple[tuple[Artifact, ...], tuple[Diagnostic, ...]]:
    """Render every file of a plan, in its order."""
    artifacts = list(render_assets(theme))
    found = list(find_low_contrast(theme))
    for job in progress(plan.pages, "Pages", len(plan.pages)):
        artifact, faults = makers.render_page(job, theme)
        artifacts += [artifact] if artifact else []
        found += faults
    artifacts += [Artifact(file.path, file.content) for file in plan.files]
    for prose in plan.unpublished:
        found += render_prose(prose)[1]
    for photo in progress(plan.photos, "Photographs", len(plan.photos)):
        files, faults = photos.render(photo)
        artifacts += files
        found += faults
    return tuple(artifacts), tuple(found)


def _texts(sources: Sequence[SourceFile], findings: Findings) -> dict[str, str]:
    named = {finding.place.path for finding in findings.diagnostics}
    return {
        source.path: source.content.decode("utf-8-sig", "replace")
        for source in sources
        if source.path in named
    }
