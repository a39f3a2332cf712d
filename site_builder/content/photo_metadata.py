"""What a camera or a phone writes into a photograph besides the picture: the place, the camera, a smaller picture.

It is cut out of the file as it lies in the content, without drawing the picture anew: only how it has to be turned and
which colours are meant is kept. Else the place where an officer was photographed would stay in the repository for ever.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Literal

from site_builder.content.sources import SourceFile
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.findings.front_door import FRONT_DOOR

RULE = "photo-metadata"
_ORIENTATION = 0x0112
_TURNS = range(1, 9)
_JPEG_DATA_ENDS = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_END, _SCAN, _EXIF = 0xD9, 0xDA, 0xE1
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
_APPLICATION, _COMMENT = range(0xE0, 0xF0), 0xFE
_NEEDED_APPLICATION = ((0xE2, b"ICC_PROFILE\x00"), (0xEE, b"Adobe"))
"""Segments that say which colours are meant (ICC.1, annex B; Adobe technical note 5116)."""
_NEEDED_CHUNKS = (
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV"),
    *(b"cLLI", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"),
)
"""Of a PNG (PNG specification, third edition, 11)."""
_NEEDED_PARTS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
"""Of a WebP (RFC 9649, 2.7)."""
_SAYS_EXIF, _SAYS_XMP = 0x08, 0x04
_BOXES = frozenset({b"ftyp", b"meta", b"mdat", b"moov", b"free", b"skip"})
_ITEMS_OF_NO_PICTURE = frozenset({b"Exif", b"mime", b"uri "})
"""Of an AVIF or HEIC (ISO 23008-12, 6; ISO 14496-12, 8.11)."""


_NOTHING = b"\x00\x00\x00\x00MM\x00*\x00\x00\x00\x08"
"""The beginning of an Exif that says nothing: a decoder may refuse a picture whose Exif is not even that."""


class CannotClean(Exception):
    """The file is not built as its format asks, so nobody can tell what in it is the picture."""


def find_photo_metadata(source: SourceFile) -> Iterator[Diagnostic]:
    """Yield a finding for a photograph that holds more than the picture."""
    try:
        if without_metadata(source.content) == source.content:
            return
        hint = f"Run {FRONT_DOOR} --fix: it takes that out, and the picture stays as it is."
    except CannotClean:
        hint = "Open it on your computer, save it as JPEG without details of the place, and use that file."
    message = "This photo holds more than the picture: it may say where it was taken, when and with what."
    yield Diagnostic(Place(source.path), RULE, message, hint)


def without_metadata(content: bytes) -> bytes:
    """Return a photograph that holds the picture alone; what is none is returned as it is. Raises `CannotClean`."""
    try:
        if content.startswith(b"\xff\xd8\xff"):
            return b"".join(_clean_jpeg(content))
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return content[:8] + b"".join(_clean_png(content))
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _clean_webp(content)
        if content[4:8] == b"ftyp":
            return _clean_container(content)
    except (IndexError, ValueError) as error:
        raise CannotClean from error
    return content


def _clean_jpeg(content: bytes) -> Iterator[bytes]:
    """Yield the segments that are needed; what stands behind the end, such as a film, is none of them."""
    yield content[:2]
    segments = list(_segments(content))
    turn = next((turn for marker, one in segments if marker == _EXIF and (turn := _read_turn(one[10:]))), 1)
    picture = [(marker, one) for marker, one in segments if _is_needed(marker, one)]
    if picture[0][0] == _APPLICATION[0]:  # it comes first (JFIF 1.02)
        _, beginning = picture.pop(0)
        yield b"\xff\xe0\x00\x10" + beginning[4:16] + b"\x00\x00"
    if turn > 1:
        exif = b"Exif\x00\x00" + _write_turn(turn)
        yield b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif
    yield from (one for _, one in picture)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each segment of a JPEG with its marker (ISO 10918-1, annex B); that of a scan has the picture's data."""
    at = 2
    while True:
        if content[at] != 0xFF:  # noqa: PLR2004 (every marker begins with it)
            raise CannotClean
        marker = content[at + 1]
        end = at + 2
        if marker == 0xFF:  # noqa: PLR2004 (a filler)
            at += 1
            continue
        if marker not in _WITHOUT_LENGTH and marker != _END:
            end += int.from_bytes(content[end : end + 2])
        if marker == _SCAN:
            found = _JPEG_DATA_ENDS.search(content, end)
            end = found.start() if found else len(content)
        yield marker, content[at:end]
        if marker == _END or end >= len(content):
            return
        at = end


def _is_needed(marker: int, segment: bytes) -> bool:
    if marker == _APPLICATION[0]:
        return segment[4:9] == b"JFIF\x00"
    if marker in _APPLICATION:
        return any(marker == kind and segment[4:].startswith(begin) for kind, begin in _NEEDED_APPLICATION)
    return marker != _COMMENT


def _clean_png(content: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(content):
        length = int.from_bytes(content[at : at + 4])
        kind = content[at + 4 : at + 8]
        end = at + 12 + length
        turn = _read_turn(content[at + 8 : end - 4]) if kind == b"eXIf" else 0
        if turn > 1:
            exif = b"eXIf" + _write_turn(turn)
            yield (len(exif) - 4).to_bytes(4) + exif + zlib.crc32(exif).to_bytes(4)
        elif kind in _NEEDED_CHUNKS:
            yield content[at:end]
        if kind == b"IEND":
            return
        at = end


def _clean_webp(content: bytes) -> bytes:
    end = min(8 + int.from_bytes(content[4:8], "little"), len(content))
    parts, turn, at = [], 1, 12
    while at + 8 <= end:
        kind, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        body = content[at + 8 : at + 8 + length]
        if kind == b"EXIF":
            turn = _read_turn(body.removeprefix(b"Exif\x00\x00")) or 1
        elif kind in _NEEDED_PARTS:
            parts.append((kind, body))
        at += 8 + length + length % 2
    exif = [(b"EXIF", _write_turn(turn))] if turn > 1 else []
    flag = _SAYS_EXIF if exif else 0
    told = [
        (kind, bytes([body[0] & ~(_SAYS_EXIF | _SAYS_XMP) | flag]) + body[1:] if kind == b"VP8X" else body)
        for kind, body in parts
    ]
    whole = b"".join(
        kind + len(body).to_bytes(4, "little") + body + b"\x00" * (len(body) % 2)
        for kind, body in (*told, *exif)
    )
    return b"RIFF" + (len(whole) + 4).to_bytes(4, "little") + b"WEBP" + whole


def _clean_container(content: bytes) -> bytes:
    """Overwrite with zeros what is no picture: places in the file are counted from its beginning, so nothing may move.

    How the picture is turned stands among its properties there, which stay.
    """
    boxes = list(_boxes(content, 0, len(content)))
    if any(kind == b"mdat" for kind, _, _ in boxes):  # else it is damaged
        content = content[: boxes[-1][2]]
    cleaned = bytearray(content)
    for kind, start, end in boxes:
        if kind not in _BOXES:
            cleaned[start - 4 : start] = b"free"
            cleaned[start:end] = bytes(end - start)
        if kind == b"meta":
            for place, length in _places_of_no_picture(content, start + 4, end):
                if place + length > len(content):
                    raise CannotClean
                cleaned[place : place + length] = _NOTHING.ljust(length, b"\x00")[:length]
    return bytes(cleaned)


def _boxes(content: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind of each box between two places, and where what it holds begins and ends, as long as they fit."""
    while at + 8 <= end:
        length, kind, head = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], 8
        if length == 1:
            length, head = int.from_bytes(content[at + 8 : at + 16]), 16
        length = length or end - at
        if length < head or at + length > end:
            return
        yield kind, at + head, at + length
        at += length


def _places_of_no_picture(content: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where in the file each item lies that is no picture, and how long it is."""
    inside = {kind: (begin, finish) for kind, begin, finish in _boxes(content, start, end)}
    if b"iinf" not in inside or b"iloc" not in inside:
        return
    begin, finish = inside[b"iinf"]
    first = begin + (6 if content[begin] == 0 else 8)
    items = dict(
        _read_item(content[at:stop]) for kind, at, stop in _boxes(content, first, finish) if kind == b"infe"
    )
    stray = {number for number, kind in items.items() if kind in _ITEMS_OF_NO_PICTURE}
    own = inside.get(b"idat", (0, 0))[0]
    for number, place, length in _read_places(content[slice(*inside[b"iloc"])], own):
        if number in stray:
            yield place, length


def _read_item(entry: bytes) -> tuple[int, bytes]:
    wide = entry[0] > 2  # noqa: PLR2004 (version 3 has longer numbers)
    return int.from_bytes(entry[4 : 8 if wide else 6]), entry[10 if wide else 8 :][:4]


def _read_places(box: bytes, own: int) -> Iterator[tuple[int, int, int]]:
    """Yield number, place and length of each piece of an item; `own` is where the box for small items begins."""
    version, at = box[0], 4

    def take(size: int) -> int:
        nonlocal at
        at += size
        return int.from_bytes(box[at - size : at])

    sizes = take(2)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    for _ in range(take(4 if version > 1 else 2)):
        number = take(4 if version > 1 else 2)
        is_inside = bool(take(2) & 15) if version else False
        take(2)
        begin = take(base) + (own if is_inside else 0)
        for _ in range(take(2)):
            take(index if version else 0)
            place = begin + take(offset)
            yield number, place, take(length)


def _read_turn(tiff: bytes) -> int:
    """Return how a picture has to be turned, 1 to 8, or 0 where it is not said (Exif 3.0, 4.6.5)."""
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    first = int.from_bytes(tiff[4:8], order)
    for number in range(int.from_bytes(tiff[first : first + 2], order)):
        entry = tiff[first + 2 + 12 * number :][:12]
        if int.from_bytes(entry[:2], order) == _ORIENTATION:
            turn = int.from_bytes(entry[8:10], order)
            return turn if turn in _TURNS else 0
    return 0


def _write_turn(turn: int) -> bytes:
    """Return all that is left of Exif: one entry."""
    entry = _ORIENTATION.to_bytes(2) + b"\x00\x03\x00\x00\x00\x01" + turn.to_bytes(2) + b"\x00\x00"
    return b"MM\x00*\x00\x00\x00\x08\x00\x01" + entry + b"\x00\x00\x00\x00"
