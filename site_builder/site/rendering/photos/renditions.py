"""Redraw photographs: square, light, in three formats, and without anything a camera wrote into them."""

import io
from collections.abc import Mapping
from itertools import product
from typing import TYPE_CHECKING

from site_builder.findings.diagnostics import Diagnostic
from site_builder.findings.rule import Severity
from site_builder.site.pages.job import PhotoFile, PhotoJob
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.photos.decoding import GROUND, PhotoRefused, open_photo

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 40_000
"""The largest file that an officer's photograph may become (design: weight of a page)."""

_QUALITIES: Mapping[str, tuple[int, ...]] = {
    "AVIF": (60, 50, 40, 30, 20),
    "WEBP": (82, 70, 55, 40, 20),
    "JPEG": (82, 70, 55, 40, 20),
}
"""From good to just bearable: the first that is light enough is taken."""

_SETTINGS: Mapping[str, Mapping[str, int | bool | str]] = {
    # With more threads the bytes would depend on how many processors there are.
    "AVIF": {"speed": 7, "max_threads": 1, "subsampling": "4:2:0"},
    "WEBP": {"method": 6},
    "JPEG": {"optimize": True, "progressive": True, "subsampling": "4:2:0"},
}
_COARSENESS = (1, 2, 4)
"""How many pixels become one where no quality is light enough: gravel and leaves, never a face."""

_PIXELS_FOR_EACH = 2
"""How many times the finished width is kept of a large picture before it is drawn."""


def render_photo(job: PhotoJob) -> tuple[tuple[Artifact, ...], tuple[Diagnostic, ...]]:
    """Return every file of a photograph, or a finding when it cannot be drawn."""
    largest = max(file.size for file in job.files)
    try:
        picture = open_photo(job.content, _PIXELS_FOR_EACH * largest)
    except PhotoRefused as refused:
        return (), (Diagnostic(job.origin, "bad-photo", refused.message, refused.hint),)
    squares = {size: _draw_square(picture, job.focus, size) for size in {file.size for file in job.files}}
    files = tuple(Artifact(file.path, _encode(squares[file.size], file), job.origin) for file in job.files)
    return files, _find_too_small(job, picture)


def describe_recipe(job: PhotoJob) -> str:
    """Return what decides, beside the bytes of the photograph, which bytes it becomes: settings and libraries."""
    from importlib.metadata import version  # noqa: PLC0415

    from PIL import features  # noqa: PLC0415

    libraries = [features.version(name) for name in ("pil", "avif", "webp", "libjpeg_turbo", "littlecms2")]
    outcome = [(file.format, file.size) for file in job.files]
    settings = (_QUALITIES, _SETTINGS, _COARSENESS, _PIXELS_FOR_EACH, MOST_BYTES, GROUND)
    return repr((job.focus, outcome, settings, libraries, version("pillow-heif")))


def _draw_square(picture: "Image.Image", focus: tuple[float, float], size: int) -> "Image.Image":
    """Return a new picture, so that nothing but pixels is carried over."""
    from PIL import Image  # noqa: PLC0415

    side = min(picture.size)
    left, top = (
        min(max(length * share / 100 - side / 2, 0), length - side)
        for length, share in zip(picture.size, focus, strict=True)
    )
    cut = picture.resize(
        (size, size), Image.Resampling.LANCZOS, box=(left, top, left + side, top + side), reducing_gap=3
    )
    bare = Image.new("RGB", cut.size)
    bare.paste(cut)
    return bare


def _encode(square: "Image.Image", file: PhotoFile) -> bytes:
    content = b""
    for coarseness, quality in product(_COARSENESS, _QUALITIES[file.format]):
        stream = io.BytesIO()
        softened = square.reduce(coarseness).resize(square.size) if coarseness > 1 else square
        softened.save(stream, file.format, quality=quality, **_SETTINGS[file.format])
        content = stream.getvalue()
        if len(content) <= MOST_BYTES:
            break
    return content


def _find_too_small(job: PhotoJob, picture: "Image.Image") -> tuple[Diagnostic, ...]:
    smallest, largest = min(file.size for file in job.files), max(file.size for file in job.files)
    if min(picture.size) >= smallest:
        return ()
    message = (
        f"This picture has only {picture.width:,} by {picture.height:,} pixels, so it will look blurred."
    )
    hint = f"Use one with at least {largest} by {largest}."
    return (Diagnostic(job.origin, "bad-photo", message, hint, Severity.WARNING),)
