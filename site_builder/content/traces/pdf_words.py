"""The words in a PDF: of its pages, in the letters of whatever fonts are in it, and of what is said about it.

A page draws glyphs by numbers that each font gives them, and says beside the font which letters they are (ISO 32000-2,
9.10.3). Where words begin and end does not matter to whoever looks for a name.
"""

import base64
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

_OBJECT_HEAD = re.compile(rb"(?<!\d)(\d{1,7})\s+\d{1,5}\s+obj\b")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_PLAIN = rb"[^()\\]*+(?:\\.[^()\\]*+)*"
_ONCE_DEEPER = rb"[^()\\]*+(?:(?:\\.|\(" + _PLAIN + rb"\))[^()\\]*+)*"
_IN_BRACKETS = rb"[^()\\]*+(?:(?:\\.|\(" + _ONCE_DEEPER + rb"\))[^()\\]*+)*"
"""Brackets in a string that come in pairs need no sign before them (ISO 32000-2, 7.3.4.2)."""
_PIECE = re.compile(
    rb"/([^\s/<>()\[\]{}%]+)\s+[\d.]+\s+Tf\b|\((" + _IN_BRACKETS + rb")\)|<([0-9A-Fa-f\s]*+)>(?!>)",
    re.DOTALL,
)
"""The choice of a font, or a string: in brackets or as numbers."""
_TO_UNICODE = re.compile(rb"/ToUnicode\s+(\d+)\s+\d+\s+R")
_REFERENCE = re.compile(rb"/([^\s/<>()\[\]{}%]+)\s+(\d+)\s+\d+\s+R")
_MOST_OF_A_HEAD, _MOST_OF_A_DICTIONARY = 1_000, 100_000
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")


@dataclass(frozen=True)
class _Font:
    """Which letters its glyphs stand for, and how many bytes the number of one takes."""

    letters: Mapping[int, str]
    width: int

    def read(self, string: bytes) -> str:
        glyphs = (int.from_bytes(string[at : at + self.width]) for at in range(0, len(string), self.width))
        return "".join(self.letters.get(glyph, "") for glyph in glyphs)


def read_pdf(content: bytes) -> Iterator[str]:
    """Yield every text in a PDF: as it is drawn, each piece in its font, and all of it as each font would show it."""
    objects = {
        int(head[1]): piece[head.end() :]
        for piece in content.split(b"endobj")[:-1]
        if (head := _OBJECT_HEAD.search(piece))
    }
    streams = {number: stream for number, one in objects.items() if (stream := _unpack(one)) is not None}
    for number, stream in list(streams.items()):
        if b"/ObjStm" in objects[number][:_MOST_OF_A_HEAD]:
            objects |= _read_object_stream(objects[number], stream)
    fonts = {number: _read_font(stream) for number, stream in streams.items() if b"begincmap" in stream}
    named = dict(_name_fonts(objects, fonts))
    yield content.decode("latin-1")
    for text in (*streams.values(), *(one.partition(b"stream")[0] for one in objects.values())):
        yield text.decode("latin-1")
        pieces = [(found[1] or b"", found) for found in _PIECE.finditer(text)]
        strings = [_read_string(found) for name, found in pieces if not name]
        if not strings:
            continue
        yield " ".join(map(_read_plain, strings))
        yield " ".join(_read_drawn(pieces, named))
        for font in fonts.values():
            yield " ".join(font.read(string) for string in strings)


def _read_drawn(
    pieces: Sequence[tuple[bytes, re.Match[bytes]]], named: Mapping[bytes, "_Font"]
) -> Iterator[str]:
    font: _Font | None = None
    for name, found in pieces:
        if name:
            font = named.get(name)
        else:
            string = _read_string(found)
            yield font.read(string) if font else _read_plain(string)


def _name_fonts(
    objects: Mapping[int, bytes], fonts: Mapping[int, "_Font"]
) -> Iterator[tuple[bytes, "_Font"]]:
    """Yield each font by the name that pages give it."""
    letters = {
        number: fonts[int(found[1])]
        for number, one in objects.items()
        if (found := _TO_UNICODE.search(one)) and int(found[1]) in fonts
    }
    for one in objects.values():
        for name, number in _REFERENCE.findall(one[:_MOST_OF_A_DICTIONARY]):
            if int(number) in letters:
                yield name, letters[int(number)]


def _read_object_stream(head: bytes, stream: bytes) -> dict[int, bytes]:
    """Return the objects that are packed together in one stream (ISO 32000-2, 7.5.7)."""
    found = re.search(rb"/First\s+(\d+)", head)
    first = int(found[1]) if found else 0
    numbers = list(map(int, stream[:first].split()))
    starts = [first + start for start in numbers[1::2]]
    ends = [*starts[1:], len(stream)]
    return {number: stream[start:end] for number, start, end in zip(numbers[::2], starts, ends, strict=False)}


def _unpack(one: bytes) -> bytes | None:
    """Return what is in the stream of an object, or None where it has none."""
    head, mark, rest = one.partition(b"stream")
    if not mark:
        return None
    packed = rest.removeprefix(b"\r").removeprefix(b"\n").rpartition(b"endstream")[0]
    if b"ASCII85Decode" in head:
        with suppress(ValueError):
            packed = base64.a85decode(packed.strip().removesuffix(b"~>").removeprefix(b"<~"))
    if b"FlateDecode" in head:
        with suppress(zlib.error):
            packed = zlib.decompressobj().decompress(packed)
    return packed


def _read_string(found: re.Match[bytes]) -> bytes:
    if found[2] is None:
        digits = re.sub(rb"\s", b"", found[3])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPE.sub(
        lambda escape: bytes([int(escape[1], 8) & 255]) if escape[1] else _SIGNS.get(escape[2], escape[2]),
        found[2],
    )


def _read_plain(string: bytes) -> str:
    if string.startswith(b"\xfe\xff"):
        return string[2:].decode("utf-16-be", "replace")
    return string.decode("utf-8" if string.startswith(b"\xef\xbb\xbf") else "cp1252", "replace")


def _blocks(stream: bytes, name: bytes) -> Iterator[bytes]:
    """Yield what stands between each ``beginNAME`` and the next ``endNAME``."""
    for piece in stream.split(b"end" + name)[:-1]:
        _, begun, block = piece.partition(b"begin" + name)
        if begun:
            yield block


def _read_font(stream: bytes) -> _Font:
    letters: dict[int, str] = {}
    width = 1
    for block in _blocks(stream, b"bfchar"):
        codes = [found[1] for found in _HEX.finditer(block)]
        for glyph, text in zip(codes[::2], codes[1::2], strict=False):
            width = max(width, len(glyph) // 2)
            letters[int(glyph, 16)] = _letter(text)
    for block in _blocks(stream, b"bfrange"):
        for first, last, text, several in _RANGE.findall(block):
            width = max(width, len(first) // 2)
            glyphs = range(int(first, 16), min(int(last, 16), 0xFFFF) + 1)
            if several:
                letters |= dict(
                    zip(glyphs, (_letter(one[1]) for one in _HEX.finditer(several)), strict=False)
                )
            else:
                begin = _letter(text)
                letters |= {
                    glyph: begin[:-1] + chr(min(ord(begin[-1]) + step, 0x10FFFF))
                    for step, glyph in enumerate(glyphs)
                    if begin
                }
    return _Font(letters, width)


def _letter(digits: bytes) -> str:
    return bytes.fromhex(digits.decode().strip()).decode("utf-16-be", "replace")
