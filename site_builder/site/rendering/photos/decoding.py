"""Open a photograph as a phone or a camera made it: upright, in sRGB, without transparency, and never too large.

Its size is looked at before a single pixel is unpacked: whatever it is, it takes at most 256 MB and five seconds.
"""

import io
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

from site_builder.site.rendering.photos.formats import READABLE, cure_for, recognise

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = {
    "JPEG": 64_000_000,
    "HEIF": 30_000_000,
    "PNG": 25_000_000,
    "AVIF": 20_000_000,
    "WEBP": 16_000_000,
}
"""What each format can unpack within 256 MB, as measured: a JPEG is made smaller while it is unpacked, the others are
held whole, WebP four times. Phones take 12 to 50 million pixels."""
_MOST_WORK = 4_000_000_000
"""Pixels times scans of a JPEG. Usual ones have one or ten; this many take about a second."""
_SCAN = b"\xff\xda"

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
    if name == "WEBP":  # opening it already takes memory for all its pixels
        _require_small(name, *_size_of_webp(content))
    try:
        if name == "HEIF":
            from pillow_heif import HeifImageFile  # noqa: PLC0415

            opened: Image.Image = HeifImageFile(stream)  # type: ignore[no-untyped-call]
        else:
            opened = Image.open(stream, formats=(name,))
    except Image.DecompressionBombError as error:
        raise PhotoRefused("This picture has too many pixels.", _smaller(name)) from error
    _require_small(name, opened.width, opened.height)
    if name == "JPEG" and content.count(_SCAN) * opened.width * opened.height > _MOST_WORK:
        raise PhotoRefused("This picture is packed in far too many layers.", _AGAIN)
    return opened


def _require_small(name: str, width: int, height: int) -> None:
    if width * height > MOST_PIXELS[name]:
        message = f"This picture has {width:,} by {height:,} pixels, which is too many."
        raise PhotoRefused(message, _smaller(name))


def _smaller(name: str) -> str:
    form = "" if name == "JPEG" else " as JPEG"
    return f"Save it{form} with at most {MOST_PIXELS['JPEG'] // 1_000_000} million pixels. 2,000 by 2,000 is plenty."


def _size_of_webp(content: bytes) -> tuple[int, int]:
    """Return the width and height that the first chunk says (RFC 9649, sections 2.5 to 2.7); none where it is cut."""
    kind, at = content[12:16], 24 if content[12:16] == b"VP8X" else 21 if content[12:16] == b"VP8L" else 26
    number = int.from_bytes(content[at : at + 6], "little")
    if kind == b"VP8X":
        return 1 + (number & 0xFFFFFF), 1 + (number >> 24)
    if kind == b"VP8L":
        return 1 + (number & 0x3FFF), 1 + (number >> 14 & 0x3FFF)
    return number & 0x3FFF, number >> 16 & 0x3FFF


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
