"""Where an officer's photograph will stand."""

import hashlib

from site_builder.diagnostics import Place
from site_builder.pages.job import PhotoJob

SMALL, LARGE = 240, 480
"""Widths and heights of a photograph in pixels; the large one is for dense screens."""


def plan_photo(slug: str, content: bytes, origin: Place) -> PhotoJob:
    """Return the job that redraws a photograph; its name changes when the picture does."""
    digest = hashlib.sha256(content).hexdigest()[:8]
    paths = (f"officers/{slug}/photo-{digest}.webp", f"officers/{slug}/photo-{digest}-large.webp")
    return PhotoJob(paths, content, origin, SMALL)
