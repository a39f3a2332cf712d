"""Put right what an interrupted publishing left: the folder is the whole old site or the whole new one."""

import os
import shutil

from site_builder.publish.output.manifest import Manifest, fingerprint, read_manifest
from site_builder.publish.output.output_folder import Output
from site_builder.publish.output.ownership import find_our_files
from site_builder.publish.output.publish_refusals import PublishRefused


def repair_output(output: Output) -> None:
    """Settle a publishing that was interrupted, in an earlier run, and clear away its traces."""
    if os.path.lexists(output.work_dir):
        _require_own_traces(output)
        _settle(output)
        shutil.rmtree(output.work_dir)


def finish_output(output: Output) -> None:
    """Settle the publishing of this run, done or failed; what cannot be cleared away waits for the next."""
    _settle(output)
    shutil.rmtree(output.work_dir, ignore_errors=True)


def _settle(output: Output) -> None:
    """Let folder and manifest agree. While the new manifest is still pending, the publishing is not over.

    With the old site moved aside and none in its place, the old one goes back. Where the new site stands, its
    manifest follows. Otherwise the old site still stands, with its own.
    """
    if not output.pending_file.exists():
        return
    if output.previous_dir.exists() and not output.folder.exists():
        output.previous_dir.rename(output.folder)
    elif _new_site_stands(output):
        output.pending_file.replace(output.manifest_file)


def _require_own_traces(output: Output) -> None:
    ours = (output.next_dir, output.previous_dir, output.double_dir, output.pending_file)
    known = {path.name for path in ours}
    if output.work_dir.is_symlink() or not {path.name for path in output.work_dir.iterdir()} <= known:
        raise PublishRefused(
            f"{output.work_dir} holds what this program did not make. Move it away and build again."
        )


def _new_site_stands(output: Output) -> bool:
    try:
        pending = read_manifest(output.pending_file)
        return pending is not None and output.folder.exists() and _matches(output, pending)
    except PublishRefused:
        return False


def _matches(output: Output, manifest: Manifest) -> bool:
    found = find_our_files(output, manifest.files, manifest.kept)
    return found.keys() == manifest.files.keys() and all(
        fingerprint((output.folder / path).read_bytes()) == mark for path, mark in manifest.files.items()
    )
