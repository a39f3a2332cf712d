"""Redraw photographs: square, upright, small, and without anything a camera wrote into them."""

import io
import warnings

from site_builder.diagnostics import Diagnostic
from site_builder.pages.job import PhotoJob
from site_builder.rendering.artifact import Artifact

MOST_PIXELS = 24_000_000
_QUALITIES = (82, 70, 55, 40)
MOST_BYTES = 40_000
"""The largest file that an officer's photograph may become (design: weight of a page)."""


def render_photo(job: PhotoJob) -> tuple[tuple[Artifact, ...], tuple[Diagnostic, ...]]:
    """Return the small and the large file of a photograph, or a finding when it is not a picture."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 (only sites with photographs pay for it)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(job.content), formats=("JPEG", "PNG", "WEBP")) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    return (), (
                        _fault(
                            job,
                            f"This picture has {opened.width} by {opened.height} pixels.",
                            "Save it smaller.",
                        ),
                    )
                upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
        OSError,
        ValueError,
        SyntaxError,
    ):
        return (), (_fault(job, "This file is not a picture we can read.", "Save it as JPEG, PNG or WebP."),)
    sizes = (job.size, 2 * job.size)
    return tuple(
        Artifact(path, _encode(upright, size), job.origin)
        for path, size in zip(job.paths, sizes, strict=True)
    ), ()


def _encode(upright: "object", size: int) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415

    assert isinstance(upright, Image.Image)
    square = ImageOps.fit(upright, (size, size), method=Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    bare = Image.new("RGB", square.size)
    bare.paste(square)  # a new image has no metadata to carry over
    for quality in _QUALITIES:
        stream = io.BytesIO()
        bare.save(stream, "WEBP", quality=quality, method=6)
        if stream.tell() <= MOST_BYTES:
            break
    return stream.getvalue()


def _fault(job: PhotoJob, message: str, hint: str) -> Diagnostic:
    return Diagnostic(job.origin, "bad-photo", message, hint)
