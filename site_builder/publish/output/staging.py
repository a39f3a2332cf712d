"""Write the new site beside the old one, without touching that.

Unchanged files are hard links to the old ones, so they keep their bytes and times. No file is ever written in
place: through a link that would change the old site too.
"""

import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from site_builder.publish.output.changes import Changes
from site_builder.publish.output.output_folder import Output
from site_builder.publish.output.ownership import folders_of
from site_builder.publish.output.spare_site import bring_up
from site_builder.site.rendering.artifact import Artifact


def stage_site(
    artifacts: Sequence[Artifact], output: Output, changes: Changes, kept: frozenset[str], manifest: bytes
) -> None:
    """Make the next folder, with all that is kept, and its manifest, and see them safely on the disk."""
    contents = {artifact.path: artifact.content for artifact in artifacts}
    output.work_dir.mkdir(exist_ok=True)
    if output.spare_dir.exists():
        output.spare_dir.rename(output.next_dir)
    else:
        _link_unchanged(output, changes)
    if output.folder.exists():
        shutil.copymode(output.folder, output.next_dir)
    bring_up(output.next_dir, changes, lambda path, file: file.write_bytes(contents[path]))
    for name in sorted(kept):
        _carry_over(output.folder / name, output.next_dir / name)
    output.pending_file.write_bytes(manifest)
    _sync()


def _link_unchanged(output: Output, changes: Changes) -> None:
    output.next_dir.mkdir()
    for folder in sorted(folders_of(changes.unchanged)):
        os.mkdir(output.next_dir / folder)
    for path in changes.unchanged:
        _link_or_copy(output.folder / path, output.next_dir / path)


def _carry_over(source: Path, target: Path) -> None:
    if source.is_symlink() or not source.is_dir():
        _link_or_copy(source, target)
        return
    target.mkdir()
    for inner in source.iterdir():
        _carry_over(inner, target / inner.name)
    shutil.copystat(source, target)


def _link_or_copy(source: Path, target: Path) -> None:
    """Link where the disk allows it. A symbolic link is made anew, wherever it points."""
    if not source.is_symlink():
        with suppress(OSError):
            os.link(source, target)
            return
    shutil.copy2(source, target, follow_symlinks=False)


def _sync() -> None:
    if sys.platform != "win32":  # which has no such call; file by file it would take two milliseconds each
        os.sync()
