"""What a picture file is by its first bytes: names lie, and phones give the same name to several formats."""

from site_builder.content.sources import PHOTO_ENDINGS

READABLE = frozenset(PHOTO_ENDINGS.values())
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
    (b"version https://git-lfs", "a note of Git LFS, which stands for a picture"),
    (b"\x00\x05\x16\x07", "a note of macOS, which lies beside a picture"),
    (b"bplist00", "a note of iCloud, which stands for a picture"),
    (b"[InternetShortcut]", "a shortcut to a web page"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "a shortcut to another file"),
    (b"data:image/", "a picture written out as letters"),
    (b"/9j/", "a picture written out as letters"),
    (b"\xff\x0a", "a JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000"),
    (b"FUJIFILM", "a raw picture of a camera"),
    (b"IIU\x00", "a raw picture of a camera"),
    (b"IIR", "a raw picture of a camera"),
    (b"gimp xcf", "a file of GIMP"),
    (b"%!PS", "a drawing (PostScript)"),
    (b"{\\rtf", "a file of a word processor (RTF)"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"\x1a\x45\xdf\xa3", "a film"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"MZ", "a program"),
    (b"---\n", "a page of this site"),
)
_CURES = {
    "a note of Git LFS, which stands for a picture": "Get the picture itself with: git lfs pull",
    "a note of macOS, which lies beside a picture": "Delete it. The picture has the same name without ._ before it.",
    "a note of iCloud, which stands for a picture": "Open the folder in Finder, and download the picture itself.",
    "a shortcut to a web page": "Open it, and save the picture itself.",
    "a shortcut to another file": "Copy the picture itself into this folder.",
    "a page of this site": "Give it a name that ends in .md.",
}
"""What to do, where saving the file as JPEG is no help."""
_MARKUP = (
    (b"<svg", "a drawing (SVG)"),
    (b"<html", "a web page"),
    (b"<!doctype html", "a web page"),
    (b"<?xml", "an answer of a server"),
    (b'{"', "an answer of a server"),
)
_MARKUP_BEGINS_WITHIN = 1_000


def recognise(content: bytes) -> str:
    """Return one of `READABLE`, words for what the file is instead ("a PDF"), or nothing."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp":
        return _recognise_container(content)
    if content[:4] == b"RIFF":
        return "a sound" if content[8:12] == b"WAVE" else "a film"
    if not content.strip(b"\x00"):
        return "a file of zeros"
    beginning = content[:_MARKUP_BEGINS_WITHIN].lower()
    return next((name for start, name in _BEGINNINGS if content.startswith(start)), "") or next(
        (name for start, name in _MARKUP if start in beginning), ""
    )


def cure_for(name: str) -> str:
    """Return what to do with a file that is not a photo, where it cannot be saved as one, or nothing."""
    return _CURES.get(name, "")


def _recognise_container(content: bytes) -> str:
    """AVIF, HEIC and films share one container; a list of four-letter brands says what is in it (ISO 14496-12)."""
    end = min(max(int.from_bytes(content[:4]), 16), 256)
    brands = {content[8:12], *(content[at : at + 4] for at in range(16, end, 4))}
    if brands & {b"avif", b"avis"}:
        return "AVIF"
    if any(brand.startswith(b"crx") for brand in brands):
        return "a raw picture of a camera"
    is_heic = any(brand.startswith((b"hei", b"hev")) for brand in brands)
    return "HEIF" if is_heic or b"mif1" in brands else "a film"
