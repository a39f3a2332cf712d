"""Where an officer's photograph will stand, and in which formats and sizes."""

from hashlib import sha256

from site_builder.content.sources import SourceFile
from site_builder.findings.diagnostics import Place
from site_builder.site.pages.job import PhotoFile, PhotoJob
from site_builder.site.pages.views import Picture, PictureSource
from site_builder.site.published_files import KINDS, PHOTO

SIZES = (240, 480)
"""Widths and heights in pixels; the larger one is for dense screens."""

FORMATS = (("AVIF", "avif"), ("WEBP", "webp"), ("JPEG", "jpg"))
"""Each format with its ending, the lightest first; every browser knows the last."""

MIDDLE = (50.0, 45.0)
"""Kept in the middle of a photograph unless its officer's file says otherwise: faces are above the centre."""

_EDITION = 1
"""Add one when photographs are drawn in another way, so that no browser goes on showing the old ones."""


def plan_photo(slug: str, source: SourceFile, focus: tuple[float, float] | None) -> PhotoJob:
    """Return the job that redraws a photograph; its addresses change when the picture or its focus does."""
    focus = focus or MIDDLE
    mark = sha256(f"{source.digest} {focus} {_EDITION}".encode()).hexdigest()[:8]
    files = tuple(
        PhotoFile(PHOTO.path(officer=slug, digest=mark, size=suffix, ending=ending), name, size)
        for name, ending in FORMATS
        for size, suffix in zip(SIZES, ("", "-large"), strict=True)
    )
    return PhotoJob(files, source.content, source.digest, focus, Place(source.path))


def picture(job: PhotoJob, root: str, alt: str) -> Picture:
    """Return the view of a photograph on a site that begins at `root`."""
    urls = [f"{root}{file.path}" for file in job.files]
    *lighter, common = (
        PictureSource(type=KINDS[ending].media_type, url=small, url_large=large)
        for (_, ending), small, large in zip(FORMATS, urls[::2], urls[1::2], strict=True)
    )
    return Picture(
        url=common.url,
        url_large=common.url_large,
        width=SIZES[0],
        height=SIZES[0],
        alt=alt,
        sources=tuple(lighter),
    )
