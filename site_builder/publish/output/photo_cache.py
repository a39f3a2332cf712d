"""Remember drawn photographs from one build to the next: drawing one takes a second, reading it a moment.

An entry is named after everything that its bytes depend on, so it is never out of date. It begins with its own
checksum, so a damaged one is found and drawn anew. What a published site no longer uses is deleted: a person who was
taken down must not stay here. Nothing that goes wrong with this folder ever stops a build.
"""

import json
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from site_builder.findings.diagnostics import Diagnostic
from site_builder.site.pages.job import PhotoJob
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.photos.renditions import describe_recipe, render_photo

_UNFINISHED = ".part"
_OUR_NAMES = re.compile(rf"[0-9a-f]{{64}}|[^/]+{re.escape(_UNFINISHED)}")


@dataclass(frozen=True)
class PhotoCache:
    """Drawn photographs in `folder`; where it is None, nothing is remembered."""

    folder: Path | None

    def render(self, job: PhotoJob) -> tuple[tuple[Artifact, ...], tuple[Diagnostic, ...]]:
        """Return the files of a photograph as they are remembered, or draw them and remember them."""
        if self.folder is None:
            return render_photo(job)
        entry = self.folder / _name(job)
        contents = _read(entry)
        if len(contents) == len(job.files):
            pairs = zip(job.files, contents, strict=True)
            return tuple(Artifact(file.path, content, job.origin) for file, content in pairs), ()
        files, found = render_photo(job)
        if files and not found:  # else the finding would be told once and never again
            _write(entry, [file.content for file in files])
        return files, found

    def forget_others(self, jobs: Iterable[PhotoJob]) -> None:
        """Delete every photograph that is not among `jobs`."""
        if self.folder is None or not self.folder.is_dir():
            return
        used = {_name(job) for job in jobs}
        for entry in self.folder.iterdir():
            if _OUR_NAMES.fullmatch(entry.name) and entry.name not in used:
                with suppress(OSError):
                    entry.unlink()


def _name(job: PhotoJob) -> str:
    return sha256(f"{job.digest} {describe_recipe(job)}".encode()).hexdigest()


def _read(entry: Path) -> Sequence[bytes]:
    """Return the files of an entry; none if it is not there, or not as it was written."""
    try:
        checksum, _, body = entry.read_bytes().partition(b"\n")
    except OSError:
        return ()
    if sha256(body).hexdigest().encode() != checksum:
        return ()
    lengths, _, rest = body.partition(b"\n")
    contents, start = [], 0
    for length in json.loads(lengths):
        contents.append(rest[start : start + length])
        start += length
    return contents


def _write(entry: Path, contents: Sequence[bytes]) -> None:
    """Put an entry in place whole: a second build may be reading at the same time."""
    body = b"\n".join((json.dumps([len(content) for content in contents]).encode(), b"".join(contents)))
    with suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=entry.parent, suffix=_UNFINISHED, delete=False) as unfinished:
            unfinished.write(sha256(body).hexdigest().encode() + b"\n" + body)
        os.replace(unfinished.name, entry)
