"""Open a photograph as a phone or a camera made it: upright, in sRGB, without transparency, and never too large.

Its size is looked at before a single pixel is unpacked.
"""

import io
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

from site_builder.site.rendering.photos.formats import READABLE, cure_for, recognise

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 64_000_000
"""Phones of today take up to 50 million; unpacked, 64 million need 256 MB."""

GROUND = (238, 238, 238)
"""A neutral light grey, put behind a picture that is transparent."""

_AS_JPEG = "Open it on your computer and save it as JPEG."
_AGAIN = "Copy it once more from the phone or camera, or save it again as JPEG."


class PhotoRefused(Exception):
    """Why a file cannot be drawn, and how to put it right."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def open_photo(content: bytes, enough: int) -> "Image.Image":
    """Return the picture as upright RGB; a very large one is made smaller, but no side below `enough` pixels.

    Of several pictures in one file it is the first. Raises `PhotoRefused`, whatever the bytes are.
    """
    name = _require_readable(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's words on odd metadata, which we throw away
        try:
            return _prepare(_open(content, name), enough)
        except PhotoRefused:
            raise
        except Exception as error:  # a decoder may raise anything over bytes that somebody has broken
            message = "This picture is damaged: part of it may be missing."
            raise PhotoRefused(message, _AGAIN) from error


def _require_readable(content: bytes) -> str:
    if not content.strip():
        raise PhotoRefused("This file is empty.", _AGAIN)
    name = recognise(content)
    if name not in READABLE:
        if name == "a file of zeros":
            raise PhotoRefused("This file has only zeros in it: the picture was never copied whole.", _AGAIN)
        what = f"This is {name}, not a photo." if name else "This file is not a picture we can read."
        raise PhotoRefused(what, cure_for(name) or _AS_JPEG)
    return name


def _open(content: bytes, name: str) -> "Image.Image":
    """Return the picture with its size known and its pixels still packed."""
    from PIL import Image  # noqa: PLC0415 (only sites with photographs pay for it)

    stream = io.BytesIO(content)
    try:
        if name == "HEIF":
            from pillow_heif import HeifImageFile  # noqa: PLC0415

            opened: Image.Image = HeifImageFile(stream)  # type: ignore[no-untyped-call]
        else:
            opened = Image.open(stream, formats=(name,))
    except Image.DecompressionBombError as error:
        raise PhotoRefused("This picture has too many pixels.", _smaller()) from error
    if opened.width * opened.height > MOST_PIXELS:
        message = f"This picture has {opened.width:,} by {opened.height:,} pixels, which is too many."
        raise PhotoRefused(message, _smaller())
    return opened


def _smaller() -> str:
    return f"Save it with at most {MOST_PIXELS // 1_000_000} million pixels. 2,000 by 2,000 is plenty."


def _prepare(opened: "Image.Image", enough: int) -> "Image.Image":
    from PIL import ImageOps  # noqa: PLC0415

    opened.draft(None, (enough, enough))  # lets a JPEG be unpacked at a half, a quarter or an eighth
    opened.load()
    profile = opened.info.get("icc_profile")
    with suppress(Exception):  # a broken note on which way is up: the picture stays as it lies
        ImageOps.exif_transpose(opened, in_place=True)
    picture = _with_plain_pixels(opened)
    factor = min(picture.size) // enough
    if factor > 1:
        picture = picture.reduce(factor)
    return _as_srgb(_on_ground(picture), profile)


def _with_plain_pixels(picture: "Image.Image") -> "Image.Image":
    """Turn a palette into colours and sixteen bits into eight."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in ("P", "PA", "1"):
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture


def _on_ground(picture: "Image.Image") -> "Image.Image":
    from PIL import Image  # noqa: PLC0415

    if not picture.has_transparency_data:
        return picture
    ground = Image.new("RGBA", picture.size, (*GROUND, 255))
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("RGB")


def _as_srgb(picture: "Image.Image", profile: object) -> "Image.Image":
    """Translate colours from the camera's own profile; one that is broken or does not fit is passed over."""
    from PIL import ImageCms  # noqa: PLC0415

    if isinstance(profile, bytes) and profile:
        with suppress(ImageCms.PyCMSError, OSError):
            camera = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            seen = ImageCms.profileToProfile(
                picture, camera, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if seen is not None:
                return seen
    return picture.convert("RGB")
