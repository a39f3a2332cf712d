"""What a picture file is by its first bytes: names lie, and phones give the same name to several formats."""

import re

from site_builder.content.sources import PHOTO_ENDINGS

READABLE = frozenset(PHOTO_ENDINGS.values())
"""The formats that are drawn."""

_SPOILT = "a picture that was sent as if it were text"
_LFS, _ANNEX = (
    "a note of Git LFS, which stands for a picture",
    "a note of git-annex, which stands for a picture",
)
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
    (b"\xd0\xcf\x11\xe0", "an old or locked Word file"),
    (b"\x00\x05\x16\x07", "a note of macOS, which lies beside a picture"),
    (b"bplist00", "a note of iCloud, which stands for a picture"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "a shortcut to another file"),
    (b"book\x00\x00\x00\x00mark", "a shortcut to another file"),
    (b"\xff\x0a", "a JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000"),
    (b"FUJIFILM", "a raw picture of a camera"),
    (b"IIU\x00", "a raw picture of a camera"),
    (b"IIR", "a raw picture of a camera"),
    (b"gimp xcf", "a file of GIMP"),
    (b"%!PS", "a drawing (PostScript)"),
    (b"\xc5\xd0\xd3\xc6", "a drawing (PostScript)"),
    (b"{\\rtf", "a file of a word processor (RTF)"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"\x1a\x45\xdf\xa3", "a film"),
    (b"\x00\x00\x01\xba", "a film"),
    (b"0&\xb2u\x8ef\xcf\x11", "a film"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound"),
    (b"fLaC", "a sound"),
    (b"#!AMR", "a sound"),
    (b"PK\x05\x06", "an empty Zip file"),
    (b"\x1f\x8b", "a packed file"),
    (b"BZh", "a packed file"),
    (b"\xfd7zXZ", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
    (b"HTTP/1.", "an answer of a server"),
    # The beginning of a PNG or JPEG as it is when a program has taken the picture for text.
    (b"\x89PNG\n", _SPOILT),
    (b"\xc2\x89PNG", _SPOILT),
    (b"\xc3\xbf\xc3\x98", _SPOILT),
    (b"\xef\xbf\xbd", _SPOILT),
    (b"\xef\xbb\xbf\xff\xd8", _SPOILT),
)
_FILM_PARTS = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
"""What a film of QuickTime begins with where it does not say what it is."""
_THUMBNAILS = "Catalog".encode("utf-16-le")
_TEXTS = (
    (r"(?:<{7}.*\n)?version https://git-lfs", _LFS),
    (r"\S*annex/objects/", _ANNEX),
    (r"\[InternetShortcut\]|\[Desktop Entry\]|(?s:<\?xml.*<key>URL</key>)", "a shortcut to a web page"),
    (r"[^\s<>]+\.(?i:jpe?g|png|webp|heic|heif|avif)$", "the name of another file"),
    (r"[\[{\s\"]*data:image/|[A-Za-z0-9+/]{16}[A-Za-z0-9+/=\s]*$", "a picture written out as letters"),
    (
        r"(?i:from|received|return-path|delivered-to|mime-version|message-id|content-type|x-[\w-]+):? ",
        "an email",
    ),
    (r"BEGIN:VCARD", "a card of an address book"),
    (r"---\n", "a page of this site"),
    (r"(?s:.*?)<(?:\w+:)?(?i:svg)\b", "a drawing (SVG)"),
    (r"(?is:.*?<(?:!doctype html|html|head|body|title|script|h1|p|div)\b|<!--)", "a web page"),
    (r"<\?xml|[{\[]", "an answer of a server"),
    (r"", "a text"),
)
"""What a text is by how it begins, the first that fits."""
_CURES = {
    _SPOILT: "Copy it once more from the phone or camera, as a file.",
    _LFS: "Get the picture itself with: git lfs pull",
    _ANNEX: "Get the picture itself with: git annex get",
    "a note of macOS, which lies beside a picture": "Delete it. The picture has the same name without ._ before it.",
    "a note of iCloud, which stands for a picture": "Open the folder in Finder, and download the picture itself.",
    "a list of small pictures that Windows made": "Delete it.",
    "a shortcut to a web page": "Open it, and save the picture itself.",
    "a shortcut to another file": "Copy the picture itself into this folder.",
    "the name of another file": "Copy the picture itself into this folder.",
    "an email": "Open it, and save the picture that came with it as JPEG.",
    "a Zip or Word file": "Open it, and save the picture in it as JPEG.",
    "an old or locked Word file": "Open it, and save the picture in it as JPEG.",
    "a packed file": "Open it, and save the picture in it as JPEG.",
    "an empty Zip file": "Copy the picture itself from the phone or camera.",
    "an answer of a server": "Open it: it may say why the picture did not come. Then save the picture as JPEG.",
    "a web page": "Open it: it may say why the picture did not come. Then save the picture as JPEG.",
    "a text": "Open it: it may say why the picture did not come. Then save the picture as JPEG.",
    "a page of this site": "Give it a name that ends in .md.",
    "a card of an address book": "Save the picture that belongs to it as JPEG.",
}
"""What to do, where saving the file as JPEG is no help."""
_BEGINS_WITHIN = 8_000
"""Bytes that are looked at to tell what a file is."""
_LETTERS_FOR_ONE_UNKNOWN = 20
"""So many a text has at least for each that is in an older coding, or cut in two."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def recognise(content: bytes) -> str:
    """Return one of `READABLE`, words for what the file is instead ("a PDF"), or nothing."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp":
        return _recognise_container(content)
    if content[:4] == b"RIFF":
        return "a sound" if content[8:12] == b"WAVE" else "a film"
    if content[4:8] in _FILM_PARTS:
        return "a film"
    if not content.strip(b"\x00"):
        return "a file of zeros"
    name = next((name for start, name in _BEGINNINGS if content.startswith(start)), "")
    if name == "an old or locked Word file" and _THUMBNAILS in content:
        return "a list of small pictures that Windows made"
    return name or _recognise_text(content[:_BEGINS_WITHIN])


def cure_for(name: str) -> str:
    """Return what to do with a file that is not a photo, where it cannot be saved as one, or nothing."""
    return _CURES.get(name, "")


def _recognise_text(content: bytes) -> str:
    """Return what a text is, or nothing where the bytes are none."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = content.decode("utf-16" if is_wide else "utf-8", "replace")
    if _NO_TEXT.search(text) or text.count("\ufffd") * _LETTERS_FOR_ONE_UNKNOWN > len(text):
        return ""
    plain = text.replace("\r\n", "\n").lstrip("\ufeff \n\t").rstrip()
    return next(name for pattern, name in _TEXTS if re.match(pattern, plain))


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
