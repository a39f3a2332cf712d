"""The road from a content folder to a published site, whole: judge it, make the site, check it, publish it.

What only a whole build needs is imported where that begins: after an edit of a text it would take longer than the edit.
"""

import datetime
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar
from zoneinfo import ZoneInfo

from site_builder.content.acceptances import find_unused_acceptances
from site_builder.content.settings import Site
from site_builder.content.sources import SourceFile, digest_sources, read_sources
from site_builder.content.validation import ReadVersion, Records, Validate, read_version, validate_source
from site_builder.directory.judgement import (
    Folders,
    Judgement,
    divide_reading,
    judge_folders,
    judge_sources,
    read_whole,
)
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Checked, Findings
from site_builder.findings.rules import rules_asked
from site_builder.publish.output.build_memory import BuildMemory, page_key
from site_builder.publish.output.changes import Changes
from site_builder.publish.output.last_build import Doubt, describe_surroundings, list_marks
from site_builder.publish.output.last_site import LastSite, Seen, list_text_pages
from site_builder.publish.output.manifest import About
from site_builder.publish.output.output_folder import locate_output
from site_builder.publish.output.publication import publish_site
from site_builder.publish.output.revision import Reviser
from site_builder.site.checks.addresses import Ground
from site_builder.site.checks.site_checks import EXAMINED, Examine, Examiner, check_site, finish_site
from site_builder.site.page_words import describe_pages
from site_builder.site.pages.job import Job, SitePlan
from site_builder.site.pages.outline import Outline, digest_inputs
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.renderer import Progress, render_page, render_site
from site_builder.site.rendering.theme import Theme, load_theme

if TYPE_CHECKING:
    from site_builder.publish.output.last_build import Mark
    from site_builder.publish.output.paper_shelf import Shelf
    from site_builder.publish.takedown.withdrawal import Made

T = TypeVar("T")


@dataclass(frozen=True)
class BuildOptions:
    """What one build is asked to do: `as_of` is the day the site shows, or a moment (see `Folders`).

    `protected` may never be the output. `cache_dir` is where drawn photographs are remembered, if anywhere; it belongs
    to this content alone. `store_file` is where all else is remembered that one build can leave for the next;
    themes, which the builds of all sites can share, are in `theme_file`.
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
    store_file: Path | None = None
    theme_file: Path | None = None


@dataclass(frozen=True)
class Makers:
    """The slow steps of the road; those of a memory remember what they made."""

    validate: Validate = field(default_factory=lambda: cache(validate_source))
    read_version: ReadVersion = read_version
    load_theme: Callable[[Path, str], Theme] = load_theme
    revise_outline: Callable[[str, Callable[[Outline | None], Outline]], Outline] = lambda inputs, make: make(
        None
    )
    render_page: Callable[[Job, Theme], Checked[Artifact]] = render_page
    examine: Examine = Examiner.examine
    share: Callable[[Sequence[Callable[[], object]], str, Progress], None] = lambda *asked: None

    @classmethod
    def remembering(cls, memory: BuildMemory) -> Self:
        """Begin a build in a memory, and return its steps."""
        memory.start_build()
        pages = memory.revise_outline, memory.render_page, memory.examine
        return cls(memory.validate, memory.read_version, memory.load_theme, *pages, memory.share)


def remember_builds() -> Callable[[], Makers]:
    """Return what begins each of several builds that remember one another for as long as somebody holds it."""
    return partial(Makers.remembering, BuildMemory())


@dataclass(frozen=True)
class Draft:
    """A site that is made and not published: where its settings are broken, it could not begin, and has no files."""

    judged: Judgement
    findings: Findings
    theme: Theme | None = None
    plan: SitePlan = field(default_factory=lambda: SitePlan(()))
    artifacts: tuple[Artifact, ...] = ()

    @property
    def site(self) -> Site | None:
        """The settings, unless they are broken."""
        return self.judged.site

    @property
    def directory(self) -> Directory | None:
        """The directory on the day of the build, unless the settings are broken."""
        return self.judged.directory

    @property
    def records(self) -> Records:
        """Every record that is whole."""
        return self.judged.records

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """Every file of the content."""
        return self.judged.sources

    @property
    def texts(self) -> dict[str, str]:
        """The text of every file that something was found in."""
        named = {finding.place.path for finding in self.findings.diagnostics}
        return {
            source.path: source.content.decode("utf-8-sig", "replace")
            for source in self.sources
            if source.path in named
        }

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


@dataclass(frozen=True)
class Built:
    """How a build ended: `changes` is None when nothing was published, `settings_broken` when it could not begin.

    `counts` says how many pages, officers and so on there are; `texts` maps files with findings to their text. A
    check goes the same road and publishes nothing. `day_ends` is the moment, in seconds since 1970, from which "today"
    would be another day, where no day was named. `was_damaged` says that the last build left what could not be used.
    """

    findings: Findings
    as_of: datetime.date
    changes: Changes | None = None
    settings_broken: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    is_check: bool = False
    day_ends: float | None = None
    was_damaged: bool = False

    @property
    def published(self) -> bool:
        """Whether the site was published (or already was the same)."""
        return self.changes is not None

    @property
    def passed(self) -> bool:
        """Whether a build was published, or a check found nothing that would stop one."""
        return self.published or (self.is_check and not self.settings_broken and self.findings.publishable)


def build_site(options: BuildOptions, progress: Progress) -> Built:
    """Build and publish a site, or publish nothing and say everything that is wrong.

    Raises `ThemeError` when the theme is broken and `PublishRefused` when the output folder must not be touched.
    """
    memory = BuildMemory(options.store_file, options.theme_file, options.output_dir)
    makers = Makers.remembering(memory)
    beginning = _look_at(options) if options.store_file else None
    revised = _revise(options, memory, makers, beginning) if beginning else None
    if revised:
        return revised
    draft = make_site(options, progress, makers)
    draft = _tell(progress, "Checking", partial(check_draft, draft, makers))
    if draft.site is None or not draft.findings.publishable:
        return _sum_up(options, draft)
    changes = _tell(progress, "Publishing", partial(_publish, options, draft, draft.site))
    if beginning:
        _note_site(memory, beginning, draft, changes)
    _tell(progress, "Remembering", memory.save)
    return replace(_sum_up(options, draft), changes=changes, was_damaged=memory.is_damaged)


def _sum_up(options: BuildOptions, draft: Draft) -> Built:
    """Return what is known of a draft, as it is while nothing is published."""
    day, site = draft.judged.folders.as_of, draft.site
    return Built(
        draft.findings,
        day,
        settings_broken=site is None,
        counts=draft.counts,
        texts=draft.texts,
        day_ends=_find_day_end(options, site.region.time_zone, day) if site else None,
    )


def _publish(options: BuildOptions, draft: Draft, site: Site) -> Changes:
    """Put a draft into the output folder, and forget the pictures and sheets of paper that it does not use."""
    from site_builder.publish.hosting.host_files import add_host_files
    from site_builder.publish.output.photo_cache import PhotoCache

    PhotoCache(options.cache_dir).forget_others(draft.plan.photos)
    shelf_of(options).forget_others(paper.key for paper in draft.plan.papers)
    return publish_site(
        add_host_files(site, draft.artifacts),
        options.output_dir,
        keep=options.keep,
        protected=(*options.protected, options.content_dir, options.themes_dir),
        about=describe_draft(draft),
    )


def _tell(progress: Progress, label: str, work: Callable[[], T]) -> T:
    """Do one thing of which nobody can say how far it is."""
    [done] = [step() for step in progress((work,), label, 1)]
    return done


def _find_day_end(options: BuildOptions, time_zone: str, day: datetime.date) -> float | None:
    if not isinstance(options.as_of, datetime.datetime):
        return None
    tomorrow = day + datetime.timedelta(days=1)
    return datetime.datetime.combine(tomorrow, datetime.time.min, ZoneInfo(time_zone)).timestamp()


@dataclass(frozen=True)
class _Beginning:
    """What a build is made from, before anything of it is read.

    `marks` are the files of the content and the printed sheets as they stand.
    """

    asked: str
    surroundings: str
    marks: Sequence["Mark"]


def _look_at(options: BuildOptions) -> _Beginning | None:
    """Return how all stands now, or None where changes of it could not be noticed later."""
    asked = replace(options, as_of=datetime.date.min)
    paper_dir = locate_output(options.output_dir).paper_dir
    folders = filter(None, (options.content_dir, options.overlay_dir, paper_dir))
    paths = list(map(os.path.abspath, folders))
    try:
        return _Beginning(repr(asked), describe_surroundings(paths), list_marks(paths))
    except (Doubt, OSError):
        return None


def _revise(
    options: BuildOptions, memory: BuildMemory, makers: Makers, beginning: _Beginning
) -> Built | None:
    """Publish a site of which texts alone were changed since the last build, if that is all."""
    last = memory.last_site
    folders = Folders(options.content_dir, options.overlay_dir, options.as_of)
    if last is None or (last.asked, last.surroundings) != (beginning.asked, beginning.surroundings):
        return None
    day = folders.on_clock(last.time_zone).as_of
    if day != last.as_of:
        return None
    load = partial(makers.load_theme, options.themes_dir, options.theme)
    # Not asked of the memory, which would read all that the store holds to find that this text is new.
    revision = Reviser(memory, read_whole, load).revise(last, beginning.marks, options.output_dir)
    if revision is None:
        return None
    site, ends = revision.site, _find_day_end(options, last.time_zone, day)
    return Built(
        site.findings, day, revision.changes, counts=site.counts, texts=revision.texts, day_ends=ends
    )


def _note_site(memory: BuildMemory, beginning: _Beginning, draft: Draft, changes: Changes) -> None:
    """Let the next build find this site; what shows the history of each line is made anew each time."""
    from site_builder.publish.hosting.host_limits import find_room

    site, theme, records = draft.site, draft.theme, draft.records
    if site is None or theme is None or site.provenance:
        return
    translated = {(one.KIND, one.slug) for one in records.translations}
    two = (one.path for one in records.documents if (one.kind, one.slug) in translated)
    memory.note_site(
        LastSite(
            asked=beginning.asked,
            surroundings=beginning.surroundings,
            as_of=draft.judged.folders.as_of,
            time_zone=site.region.time_zone,
            theme=theme.fingerprint,
            published=str(changes.left.get("digest")),
            packed=site.hosting.compress,
            room=find_room(site.hosting.host, draft.artifacts),
            ground=Ground(site.root, site.host, site.leave_url),
            retired=records.retired,
            findings=draft.findings,
            counts=draft.counts,
            seen=Seen.of(draft.sources, beginning.marks).pack(),
            pages=list_text_pages(draft.plan.pages, partial(page_key, theme=theme), two),
        )
    )


def make_site(options: BuildOptions, progress: Progress, makers: Makers | None = None) -> Draft:
    """Judge the content and make every file of a site of it; raises `ThemeError` when the theme is broken."""
    read = read_sources(options.content_dir, options.overlay_dir)
    return _make(options, read, progress, makers or Makers())


def make_sound_site(options: BuildOptions, earlier: Mapping[str, bytes], progress: Progress) -> "Made":
    """Make what can be made of files without a mistake; where it is one of the settings, nothing.

    In the place of a file with a mistake stands an `earlier` one of its name, and of one that has a mistake too, an
    empty one: its record fails, and what follows from that is kept quiet.
    """
    from site_builder.publish.takedown.withdrawal import Made

    sources, found = read_sources(options.content_dir, options.overlay_dir)
    given = {one.path: one for one in sources}
    makers = Makers()
    while True:
        draft = check_draft(_make(options, (tuple(given.values()), found), progress, makers), makers)
        places = {error.place.path for error in draft.findings.errors}
        faulty = [one for one in given.values() if one.path in places and one.content]
        if draft.site is None or any(one.kind == "settings" for one in faulty):
            return Made(about=About(content=digest_sources(sources)))
        if not faulty:
            break
        for one in faulty:
            sound = earlier.get(one.name, b"")
            given[one.path] = replace(one, content=b"" if sound == one.content else sound)
    examiner = Examiner(Ground(draft.site.root, draft.site.host, draft.site.leave_url))
    pages = (one for one in draft.artifacts if one.path.endswith(EXAMINED))
    flawed = frozenset(page.path for page in pages if makers.examine(examiner, page).flaws)
    about = replace(describe_draft(draft), content=digest_sources(sources))
    return Made({one.path: one.content for one in draft.artifacts}, about, flawed)


def _make(
    options: BuildOptions,
    read: Checked[Sequence[SourceFile]],
    progress: Progress,
    makers: Makers,
) -> Draft:
    from site_builder.directory.history.history import learn_history
    from site_builder.publish.output.photo_cache import PhotoCache
    from site_builder.site.pages.plan import plan_site

    sources, found = read
    given = {"base_url": options.base_url} if options.base_url else None
    folders = Folders(options.content_dir, options.overlay_dir, options.as_of)
    makers.share(divide_reading(sources, makers.validate), "Reading", progress)
    judge = partial(judge_sources, folders, sources, found, given, makers.validate)
    judged = _tell(progress, "Judging", judge)
    folders = judged.folders
    findings = judged.findings.plus(())
    if judged.directory is None:
        return Draft(judged, findings)
    theme = makers.load_theme(options.themes_dir, options.theme)
    known = judged.sources, judged.records, judged.directory
    learn = partial(learn_history, folders, *known, makers.read_version)
    history = findings.keep(_tell(progress, "Reading the history", learn))
    shelf = shelf_of(options)
    inputs = digest_inputs(judged.sources, judged.records, judged.directory, history, shelf.sizes)
    revise = partial(makers.revise_outline, inputs)
    plan_whole = partial(plan_site, judged.directory, judged.records, history, revise, shelf.sizes)
    plan = findings.keep(_tell(progress, "Planning", plan_whole))
    makers.share(_divide_making(plan, theme, judged.directory.site, makers), "Making pages", progress)
    draw = PhotoCache(options.cache_dir).render
    artifacts = findings.keep(render_site(plan, theme, makers.render_page, draw, progress))
    return Draft(judged, findings, theme, plan, (*artifacts, *shelf.take(plan.papers)))


def judge_site(options: BuildOptions) -> Judgement:
    """Judge the content of a site, and make nothing."""
    given = {"base_url": options.base_url} if options.base_url else None
    return judge_folders(Folders(options.content_dir, options.overlay_dir, options.as_of), given)


def shelf_of(options: BuildOptions) -> "Shelf":
    """Return where the sheets of a site lie that were printed."""
    from site_builder.publish.output.paper_shelf import Shelf

    return Shelf(locate_output(options.output_dir).paper_dir)


def _divide_making(plan: SitePlan, theme: Theme, site: Site, makers: Makers) -> list[Callable[[], object]]:
    """Return the making of each page, and the look at it, as something that can be done anywhere."""
    examiner = Examiner(Ground(site.root, site.host, site.leave_url))

    def make(job: Job) -> None:
        artifact, _ = makers.render_page(job, theme)
        if artifact.path.endswith(EXAMINED):
            makers.examine(examiner, artifact)

    return [partial(make, job) for job in plan.pages]


def check_draft(draft: Draft, makers: Makers | None = None) -> Draft:
    """Return a draft with what is wrong with its finished files among its findings."""
    from site_builder.publish.hosting.host_limits import find_overfull_host
    from site_builder.publish.hosting.redirects import find_bad_redirects

    site = draft.site
    if site is None or draft.records.failed:  # a broken record makes every link to it look broken
        return draft
    ground, examine = Ground(site.root, site.host, site.leave_url), (makers or Makers()).examine
    finished = finish_site(draft.artifacts, ground, examine, draft.plan.leads)
    if not draft.findings.publishable:
        return replace(draft, findings=draft.findings.plus(chain(*finished.told.values())))
    found = check_site(finished)
    overfull = find_overfull_host(site, site.hosting.host, draft.artifacts)
    findings = draft.findings.plus((*found, *find_bad_redirects(site, draft.artifacts), *overfull))
    unused = find_unused_acceptances(findings, rules_asked("build"))
    return replace(draft, findings=findings.plus(unused))


def describe_draft(draft: Draft) -> About:
    """Return what the manifest says of a site in words, for those who deploy it."""
    if draft.site is None:
        return About()
    pages = describe_pages(draft.plan.pages, draft.artifacts)
    has_contact = draft.site.publisher.contact is not None
    return About(draft.site.base_url, draft.site.example, pages, digest_sources(draft.sources), has_contact)
