"""Publish a site: the whole new one takes the place of the whole old one, or nothing changes.

The new site is written beside the old one and then takes its place: `switch` says how, `repair` what happens
when that is interrupted, `ownership` what is never touched, and `spare_site` what becomes of the old one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from site_builder.publish.output.build_lock import only_one_build
from site_builder.publish.output.changes import Changes
from site_builder.publish.output.exchange import Switch, switch_folders
from site_builder.publish.output.last_build import Doubt, describe_published
from site_builder.publish.output.manifest import (
    NOTHING_SAID,
    About,
    Manifest,
    describe_site,
    fingerprint,
    format_manifest,
    read_manifest,
)
from site_builder.publish.output.output_folder import Output, locate_output
from site_builder.publish.output.ownership import choose_kept, find_our_files, refuse_unfit_folder
from site_builder.publish.output.publish_refusals import refuse_in_words
from site_builder.publish.output.recovery import finish_output, repair_output
from site_builder.publish.output.safe_paths import require_safe_paths
from site_builder.publish.output.spare_site import check_spare, keep_spare
from site_builder.publish.output.staging import stage_site
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
    present = find_our_files(output, old, kept)
    changes = _compare(artifacts, output, old, present)
    try:
        check_spare(output, present, old)
        if not changes.is_empty:
            _stage(artifacts, output, changes, new)
            find_our_files(output, old, kept)  # again: somebody may have put a file there in the meantime
            switch(output)
            output.pending_file.replace(output.manifest_file)
            keep_spare(output, changes, kept, old.files.keys() - present.keys())
        elif new != old:
            _renew_manifest(output, new)
    finally:
        finish_output(output)
    return changes


def _describe_left(output: Output) -> Mapping[str, object]:
    try:
        return describe_published(str(output.folder), str(output.manifest_file))
    except Doubt:
        return {}


def _stage(artifacts: Sequence[Artifact], output: Output, changes: Changes, manifest: Manifest) -> None:
    sentence = f"The new site could not be written beside {output.shown}"
    with refuse_in_words(sentence, "The site that was there before is whole and unchanged."):
        stage_site(artifacts, output, changes, manifest)


def _renew_manifest(output: Output, manifest: Manifest) -> None:
    output.work_dir.mkdir(exist_ok=True)
    output.pending_file.write_bytes(format_manifest(manifest))
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
