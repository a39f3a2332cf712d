"""The short way to the next site: where nothing but a text or two was changed, only their pages are made.

What may go this way is decided by what the files and pages are, never by a list of who reads what: all of a file that
crosses to anything else (`tell_crossing`) has to be as it was, what was found in it has to be what it says by itself or
what others say of its fields, and its page has to be to all others what it was. At any doubt nothing is done, and a
whole build tells.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from site_builder.content.plain_english import find_plain_english
from site_builder.content.sources import MOST_TEXT_BYTES, SourceFile
from site_builder.content.validation import Validated
from site_builder.findings.diagnostics import Diagnostic, Findings
from site_builder.publish.hosting.compression import pack_files
from site_builder.publish.output.build_memory import BuildMemory, LeftPage, facts_key, page_key, source_key
from site_builder.publish.output.changes import Changes
from site_builder.publish.output.last_build import Doubt
from site_builder.publish.output.last_site import LastSite, Seen
from site_builder.publish.output.publication import revise_site
from site_builder.site.checks.finished_site import FinishedSite, PageFacts
from site_builder.site.checks.site_checks import Examiner
from site_builder.site.checks.weight import find_heavy_pages
from site_builder.site.pages.job import with_text
from site_builder.site.pages.outline import tell_crossing
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.renderer import render_page
from site_builder.site.rendering.theme import Theme

if TYPE_CHECKING:
    from site_builder.publish.output.last_build import Mark

MOST_TEXTS = 8
"""So many may be changed at once: more are seldom the work of one editor."""


@dataclass(frozen=True)
class Revision:
    """A site of which texts alone were revised: what is remembered of it, what became of it, and texts by path."""

    site: LastSite
    changes: Changes
    texts: Mapping[str, str]


@dataclass(frozen=True)
class _Text:
    """A text that was changed, with its page: what was found before and is now, what is let go and what is new."""

    source: SourceFile
    begins: int  # the line on which the text does
    files: tuple[Artifact, ...]
    before: tuple[Diagnostic, ...]
    found: tuple[Diagnostic, ...]
    page: tuple[str, bytes]
    growth: int
    gone: tuple[bytes, ...]
    new: Mapping[bytes, object]


@dataclass(frozen=True)
class Reviser:
    """Revises the last site of a memory; `read` reads one file, and `load_theme` the theme as it is now."""

    memory: BuildMemory
    read: Callable[[SourceFile], Validated]
    load_theme: Callable[[], Theme]

    def revise(self, last: LastSite, marks: Sequence["Mark"], output_dir: Path) -> Revision | None:
        """Publish the next site, or return None, with nothing done, where only a whole build can tell what it is.

        `marks` are the files of the content as they stand.
        """
        with suppress(Doubt, OSError):
            return self._revise(last, marks, output_dir)
        return None

    def _revise(self, last: LastSite, marks: Sequence["Mark"], output_dir: Path) -> Revision | None:
        seen = Seen.unpack(last.seen)
        changed = seen.find_changed(marks)
        if changed is None or len(changed) > MOST_TEXTS:
            return None
        theme = self.load_theme()
        _require(theme.fingerprint == last.theme)
        texts = [self._revise_text(source, seen, last, theme) for source in changed]
        seen = seen.renew(changed, marks)
        now = replace(
            last,
            findings=_find_again(last.findings, texts),
            seen=seen.pack(),
            pages=last.pages_with({text.source.path: text.page for text in texts}),
            room=last.room - sum(text.growth for text in texts),
        )
        _require(now.findings.publishable and now.room >= 0)
        files = [file for text in texts for file in text.files]
        changes = revise_site(files, seen.digest, output_dir, last.published)
        if changes is None:
            return None
        now = replace(now, published=str(changes.left.get("digest")))
        new = {key: value for text in texts for key, value in text.new.items()}
        self.memory.revise(now, [key for text in texts for key in text.gone], new)
        return Revision(now, changes, seen.texts_of({one.place.path for one in now.findings.diagnostics}))

    def _revise_text(self, source: SourceFile, seen: Seen, last: LastSite, theme: Theme) -> _Text:
        """Return a text and its page as they are now; raise `Doubt` where anything else may be another than before."""
        path, key = last.page_of(source.path)
        old_key = source_key(source.path, source.name, seen.digest_of(source))
        before, (left, job) = self.memory.pick_source(old_key), self.memory.pick_page(key)
        _require(len(source.content) <= MOST_TEXT_BYTES)
        now = self.read(source)
        (old, old_record, old_faults), (document, record, faults) = before, now
        _require(old is not None and old_record is not None and document is not None and record is not None)
        assert old and old_record and document and record  # for the type checker
        host = urlsplit(last.ground.host).hostname or ""
        _require(tell_crossing(document, host, last.retired) == tell_crossing(old, host, last.retired))
        _require(page_key(with_text(job, old_record.body), theme) == key)
        job = with_text(job, record.body)
        artifact, page_faults = render_page(job, theme)
        facts = self._examine(artifact, left, last)
        copies = pack_files((artifact,), last.packed)
        possible = [f"{path}.{ending}" for ending in last.packed]
        had = [copy for copy in possible if self.memory.read_published(copy) is not None]
        _require([copy.path for copy in copies] == had)
        return _Text(
            source,
            document.body.line,
            (artifact, *copies),
            (*old_faults, *find_plain_english(old), *left.findings),
            (*faults, *find_plain_english(document), *page_faults),
            (path, page_key(job, theme)),
            len(artifact.content) - len(self.memory.read_published(path) or b""),
            (old_key, key, facts_key(last.ground, path, left.digest)),
            {
                source_key(source.path, source.name, source.digest): now,
                page_key(job, theme): LeftPage.of(artifact, page_faults, job),
                facts_key(last.ground, path, artifact.digest): facts,
            },
        )

    def _examine(self, artifact: Artifact, left: LeftPage, last: LastSite) -> PageFacts:
        """Return the facts of a page, if it is to all others what it was, and there is nothing against it."""
        before = self.memory.pick_facts(facts_key(last.ground, left.path, left.digest))
        facts = Examiner(last.ground).examine(artifact)
        _require(not before.flaws and facts._replace(packed=before.packed) == before)
        loaded = {path: self.memory.read_published(path) for _, path in facts.loads}
        files = {path: Artifact(path, content) for path, content in loaded.items() if content is not None}
        _require(files.keys() == loaded.keys())
        alone = FinishedSite(files, {artifact.path: facts}, {}, last.ground)
        _require(not any(find_heavy_pages(alone)))
        return facts


def _find_again(last: Findings, texts: Sequence[_Text]) -> Findings:
    """Return the findings with those of these texts exchanged; raise `Doubt` where others stand in the files."""
    begins = {text.source.path: text.begins for text in texts}
    before, now = (Findings(last.levels, acceptances=last.acceptances) for _ in range(2))
    for text in texts:
        before.add(text.before)
        now.add(text.found)
    _require(not now.accepted and all(finding.place.path not in begins for finding in last.accepted))
    others = set(last.diagnostics) - set(before.diagnostics)
    _require(len(others) == len(set(last.diagnostics)) - len(set(before.diagnostics)))
    for place in (finding.place for finding in others if finding.place.path in begins):
        _require(1 < place.line < begins[place.path])
    kept = [finding for finding in last.diagnostics if finding in others]
    return Findings(last.levels, [*kept, *now.diagnostics], last.acceptances, dict(last.accepted))


def _require(is_sure: object) -> None:
    if not is_sure:
        raise Doubt
