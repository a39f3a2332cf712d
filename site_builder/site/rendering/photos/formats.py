"""What a picture file is by its first bytes: names lie, and phones give the same name to several formats."""

READABLE = ("AVIF", "HEIF", "JPEG", "PNG", "WEBP")
"""The formats that are drawn."""

_BEGINNINGS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "a GIF"),
    (b"BM", "a BMP"),
    (b"II*\x00", "a TIFF"),
    (b"MM\x00*", "a TIFF"),
    (b"8BPS", "a Photoshop file"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Zip or Word file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
)
_MARKUP = ((b"<svg", "a drawing (SVG)"), (b"<html", "a web page"), (b"<!doctype html", "a web page"))
_MARKUP_BEGINS_WITHIN = 1_000


def recognise(content: bytes) -> str:
    """Return one of `READABLE`, words for what the file is instead ("a PDF"), or nothing."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp":
        return _recognise_container(content)
    beginning = content[:_MARKUP_BEGINS_WITHIN].lower()
    return next((name for start, name in _BEGINNINGS if content.startswith(start)), "") or next(
        (name for start, name in _MARKUP if start in beginning), ""
    )


def _recognise_container(content: bytes) -> str:
    """AVIF, HEIC and films share one container; a list of four-letter brands says what is in it (ISO 14496-12)."""
    end = min(max(int.from_bytes(content[:4]), 16), 256)
    brands = {content[8:12], *(content[at : at + 4] for at in range(16, end, 4))}
    if brands & {b"avif", b"avis"}:
        return "AVIF"
    is_heic = any(brand.startswith((b"hei", b"hev")) for brand in brands)
    return "HEIF" if is_heic or b"mif1" in brands else "a film"
