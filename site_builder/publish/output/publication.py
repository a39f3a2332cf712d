"""Publish a site: the whole new one takes the place of the whole old one, or nothing changes.

The new site is written beside the old one and then takes its place: `switch` says how, `repair` what happens
when that is interrupted, `ownership` what is never touched, and `spare_site` what becomes of the old one.
"""

import os
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.publish.output.build_lock import only_one_build
from site_builder.publish.output.changes import Changes
from site_builder.publish.output.exchange import Switch, switch_back, switch_folders
from site_builder.publish.output.last_build import (
    Doubt,
    describe_published,
    digest_marks,
    list_marks,
    mark_file,
)
from site_builder.publish.output.manifest import (
    NOTHING_SAID,
    About,
    Manifest,
    describe_site,
    fingerprint,
    format_manifest,
    read_manifest,
    revise_manifest,
)
from site_builder.publish.output.output_folder import Output, locate_output
from site_builder.publish.output.ownership import choose_kept, find_our_files, refuse_unfit_folder
from site_builder.publish.output.publish_refusals import refuse_in_words
from site_builder.publish.output.recovery import finish_output, repair_output
from site_builder.publish.output.safe_paths import require_safe_paths
from site_builder.publish.output.spare_site import check_spare, keep_spare
from site_builder.publish.output.staging import stage_site
from site_builder.publish.output.whole_acts import uninterrupted
from site_builder.site.page_words import mark_page
from site_builder.site.rendering.artifact import Artifact


def publish_site(
    artifacts: Sequence[Artifact],
    output_dir: Path,
    *,
    keep: frozenset[str] = frozenset(),
    protected: Sequence[Path] = (),
    about: About = NOTHING_SAID,
    switch: Switch = switch_folders,
) -> Changes:
    """Make `output_dir` hold exactly these files, and return what changed.

    `keep` names what lies at the top of the folder, is not ours and is carried over; it is remembered.
    `protected` are folders that may not be the output, hold it or lie in it: content, theme, the program.
    `about` is what the manifest says of the site in words.
    Raises PublishRefused for what the person building can put right, ValueError for unfit paths.
    """
    if not artifacts:
        raise ValueError("There is not a single file to publish.")
    require_safe_paths(artifact.path for artifact in artifacts)
    output = locate_output(output_dir)
    sentence = f"The site could not be published to {output.shown}"
    with refuse_in_words(sentence, "Put that right and build again."):
        refuse_unfit_folder(output, protected)
        output.folder.parent.mkdir(parents=True, exist_ok=True)
        with only_one_build(output):
            repair_output(output)
            changes = _publish(artifacts, output, keep, about, switch)
            return replace(changes, left=_describe_left(output))


def _publish(
    artifacts: Sequence[Artifact], output: Output, keep: frozenset[str], about: About, switch: Switch
) -> Changes:
    old = read_manifest(output.manifest_file) or Manifest()
    kept = choose_kept(output, keep, old, [artifact.path for artifact in artifacts])
    new = describe_site(artifacts, kept, about)
    present = find_our_files(output, old.files, kept)
    changes = _compare(artifacts, output, old, present)
    is_same = changes.is_empty and new == old
    manifest = None if is_same else format_manifest(new)
    _put(artifacts, output, changes, _Standing(old.files.keys(), present, kept), manifest, switch)
    return changes


def revise_site(
    artifacts: Sequence[Artifact],
    content: str,
    output_dir: Path,
    before: str,
    *,
    switch: Switch = switch_folders,
) -> Changes | None:
    """Publish these files in the place of those of the same paths, and leave all others as they are.

    `content` stands for the content that the site is made from now (`digest_sources`).
    Nothing is done, and None returned, unless the folder is as it was left `before` (`Changes.left`), and with nothing
    in it that is kept for somebody.
    """
    output = locate_output(output_dir)
    sentence = f"The site could not be published to {output.shown}"
    with (
        refuse_in_words(sentence, "Put that right and build again."),
        suppress(Doubt, ValueError),
        only_one_build(output),
    ):
        found = list_marks([str(output.folder), str(output.manifest_file)])
        if os.path.lexists(output.work_dir) or digest_marks(found) != before:
            return None
        rows = {one.path: (fingerprint(one.content), mark_page(one.content)) for one in artifacts}
        before_it = output.manifest_file.read_bytes()
        manifest, changed = revise_manifest(before_it, content, rows)
        beginning = len(str(output.folder)) + 1
        present = {path[beginning:]: marks[3] for path, _, marks in found[:-1] if marks}
        changes = Changes(changed=tuple(sorted(changed)), unchanged=tuple(sorted(present.keys() - changed)))
        standing = _Standing(present.keys(), present)
        new = manifest if manifest != before_it else None
        if not _put(
            artifacts, output, changes, standing, new, switch
        ):  # all files are linked anew, which leaves a mark on each
            return replace(changes, left=_describe_left(output))
        moved = (path for path in present if "/" not in path)  # by name, into the new top of the spare
        renewed = {str(output.manifest_file), *(f"{output.folder}/{path}" for path in (*changed, *moved))}
        after = [mark_file(mark[0]) if mark[0] in renewed else mark for mark in found]
        return replace(changes, left=describe_published(str(output.folder), str(output.manifest_file), after))
    return None


@dataclass(frozen=True)
class _Standing:
    """The site that stands: the files that are `ours`, those `present` with their numbers, and what is kept."""

    ours: Collection[str]
    present: Mapping[str, int]
    kept: frozenset[str] = frozenset()


def _put(
    artifacts: Sequence[Artifact],
    output: Output,
    changes: Changes,
    old: _Standing,
    manifest: bytes | None,
    switch: Switch,
) -> bool:
    """Let a new site take the place of the old one, with its manifest if that is another.

    Return whether nothing but the changes was touched.
    """
    try:
        check_spare(output, old.present, old.ours)
        is_by_changes = output.spare_dir.exists() or changes.is_empty
        if not changes.is_empty and manifest is not None:
            _stage(artifacts, output, changes, old.kept, manifest)
            find_our_files(output, old.ours, old.kept)  # again: somebody may have put a file there meanwhile
            _take_over(output, switch)
            keep_spare(output, changes, old.kept, set(old.ours) - old.present.keys())
        elif manifest is not None:
            _renew_manifest(output, manifest)
        return is_by_changes
    finally:
        finish_output(output)


def _take_over(output: Output, switch: Switch) -> None:
    """Put the new site in the place of the old one, with its list; where the list finds no place, undo it."""
    with uninterrupted():
        switch(output)
        try:
            output.pending_file.replace(output.manifest_file)
        except OSError:
            switch_back(output)
            raise


def _describe_left(output: Output) -> Mapping[str, object]:
    try:
        return describe_published(str(output.folder), str(output.manifest_file))
    except Doubt:
        return {}


def _stage(
    artifacts: Sequence[Artifact], output: Output, changes: Changes, kept: frozenset[str], manifest: bytes
) -> None:
    sentence = f"The new site could not be written beside {output.shown}"
    with refuse_in_words(sentence, "The site that was there before is whole and unchanged."):
        stage_site(artifacts, output, changes, kept, manifest)


def _renew_manifest(output: Output, manifest: bytes) -> None:
    output.work_dir.mkdir(exist_ok=True)
    output.pending_file.write_bytes(manifest)
    output.pending_file.replace(output.manifest_file)


def _compare(
    artifacts: Sequence[Artifact], output: Output, old: Manifest, present: Mapping[str, int]
) -> Changes:
    """Compare with what is on the disk; the manifest only tells which of that was altered by hand."""
    wanted = {artifact.path: artifact.content for artifact in artifacts}
    unchanged, altered = set(), set()
    for path in present:  # one at a time: all of them may be more than fits in the memory
        with open(f"{output.folder}/{path}", "rb") as file:
            before = file.read()
        if wanted.get(path) == before:
            unchanged.add(path)
        elif fingerprint(before) != old.files[path]:
            altered.add(path)
    return Changes(
        added=tuple(sorted(wanted.keys() - present.keys())),
        changed=tuple(sorted((wanted.keys() & present.keys()) - unchanged)),
        removed=tuple(sorted(present.keys() - wanted.keys())),
        unchanged=tuple(sorted(unchanged)),
        overwritten=tuple(sorted(altered)),
    )
