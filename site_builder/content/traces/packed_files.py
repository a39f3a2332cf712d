"""Read whatever words a file holds, packed ones too: gzip, brotli, zstandard, zip (sheets, letters), mails, databases.

What cannot be unpacked is told, never passed over: a person may be in it.
"""

import email
import email.policy
import io
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from site_builder.content.traces.pdf_words import read_pdf

MOST_UNPACKED = 500_000_000
"""Bytes that one file may unpack to: more is a trap, or nothing of ours."""
_MOST_LAYERS = 4
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")


class Unreadable(Exception):
    """What is in this file cannot be told; the words say why."""


def read_words(path: str, content: bytes, layers: int = _MOST_LAYERS) -> Iterator[str]:
    """Yield every reading of a file as text; raise `Unreadable` at what may hold words and cannot be read."""
    if not layers:
        raise Unreadable("it is packed too many times")
    try:
        unpacked = list(_unpack(path, content, layers))
    except Unreadable:
        raise
    except Exception as error:  # whatever a library says of broken bytes
        raise Unreadable("it is damaged or locked") from error
    yield from unpacked


def _unpack(path: str, content: bytes, layers: int) -> Iterator[str]:
    if content.startswith(b"\x1f\x8b"):
        yield from read_words(path.removesuffix(".gz"), _inflate(content), layers - 1)
    elif content.startswith(b"\x28\xb5\x2f\xfd"):
        yield from read_words(path.removesuffix(".zst"), _unpack_zstandard(content), layers - 1)
    elif path.endswith(".br"):
        yield from read_words(path.removesuffix(".br"), _unpack_brotli(content), layers - 1)
    elif content.startswith(b"PK\x03\x04"):
        yield from _read_zip(content, layers)
    elif content.startswith(b"SQLite format 3\x00"):
        yield from _read_database(content)
    elif content.startswith(b"%PDF"):
        yield from _read_pdf(content)
    elif path.lower().endswith((".eml", ".mbox")):
        yield from _decode(content)
        yield from _read_mail(content, layers)
    else:
        yield from _decode(content)


def _decode(content: bytes) -> Iterator[str]:
    """Yield a text in each coding in which it may be written."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield content.decode("utf-16", "replace")
        return
    try:
        text = content.decode()
    except UnicodeDecodeError:
        yield content.decode("latin-1")
        text = content.decode("utf-8", "replace")
    yield text
    if "\\n" in text:  # as JSON and programs write the end of a line: its n would join the next word
        yield text.replace("\\n", "\n")
    if content.count(b"\x00") > len(content) // 4 and not content.startswith(_PICTURES):
        yield content.decode("utf-16-le", "replace")
        yield content.decode("utf-16-be", "replace")


def _inflate(content: bytes) -> bytes:
    return _unpack_parts(content, lambda: zlib.decompressobj(zlib.MAX_WBITS | 16))


def _unpack_zstandard(content: bytes) -> bytes:
    import zstandard  # noqa: PLC0415 (only where there is such a file)

    return _unpack_parts(content, zstandard.ZstdDecompressor().decompressobj)


def _unpack_parts(content: bytes, start: Callable[[], Any]) -> bytes:
    """Unpack one part after the other, as many as were put together; `start` begins one."""
    unpacked = b""
    while content:
        part = start()
        unpacked += part.decompress(content)
        if not part.eof or len(unpacked) > MOST_UNPACKED:
            raise Unreadable("it is cut short or too large")
        content = part.unused_data.lstrip(b"\x00")
    return unpacked


def _unpack_brotli(content: bytes) -> bytes:
    import brotli  # noqa: PLC0415

    return bytes(brotli.decompress(content))


def _read_zip(content: bytes, layers: int) -> Iterator[str]:
    """Sheets (.xlsx, .ods) and letters (.docx, .odt) are zips; a word may be cut in two by tags there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
            raise Unreadable("it is too large")
        for member in archive.infolist():
            yield member.filename
            yield from read_words(member.filename, archive.read(member), layers - 1)


def _read_database(content: bytes) -> Iterator[str]:
    """Yield all rows of a database, and its raw bytes, where rows may be left that were deleted."""
    yield content.decode("latin-1")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.text_factory = bytes
        connection.deserialize(content)
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            name = table.decode().replace('"', '""')
            for row in connection.execute(f'SELECT * FROM "{name}"'):
                for value in row:
                    if isinstance(value, bytes):
                        yield from _decode(value)
                        yield from _read_inside(value)


def _read_inside(content: bytes) -> Iterator[str]:
    """Yield whatever is packed by zlib somewhere in these bytes, and in what comes of that."""
    for start in _ZLIB.finditer(content):
        try:
            unpacked = zlib.decompressobj().decompress(content[start.start() :], MOST_UNPACKED)
        except zlib.error:
            continue
        yield from _decode(unpacked)
        yield from _read_inside(unpacked)


def _read_pdf(content: bytes) -> Iterator[str]:
    if b"/Encrypt" in content:
        raise Unreadable("it is locked")
    yield from read_pdf(content)


def _read_mail(content: bytes, layers: int) -> Iterator[str]:
    mail = email.message_from_bytes(content, policy=email.policy.default)
    yield "\n".join(f"{name}: {value}" for name, value in mail.items())
    for part in mail.walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield from read_words(part.get_filename() or "", payload, layers - 1)
