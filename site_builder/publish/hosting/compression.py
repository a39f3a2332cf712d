"""Packed copies beside the text files, for servers that would otherwise pack them anew for every visitor.

Equal files have equal copies on every machine: the packers come with the program, never from the system, and write
down no time and no name.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import get_args

from site_builder.content.hosts import Packing
from site_builder.site.published_files import kind_of
from site_builder.site.rendering.artifact import Artifact

LEAST_SAVING = 0.05
"""A copy is kept when it is smaller by at least this part; below it, unpacking costs more than it saves."""


def pack_files(artifacts: Sequence[Artifact], endings: Sequence[Packing]) -> tuple[Artifact, ...]:
    """Return the packed copies of the files that gain by it."""
    return tuple(copy for artifact in artifacts for copy in _copies(artifact, endings))


def unpacked_path(path: str) -> str:
    """Return the path of the file that a packed copy stands for; of any other file its own."""
    stem, _, ending = path.rpartition(".")
    return stem if ending in CODINGS else path


def _copies(artifact: Artifact, endings: Sequence[Packing]) -> Iterator[Artifact]:
    if not kind_of(artifact.path).is_text:  # pictures are packed already
        return
    for ending in endings:
        packed = _packer(ending)[1](artifact.content)
        if len(packed) <= len(artifact.content) * (1 - LEAST_SAVING):
            yield Artifact(f"{artifact.path}.{ending}", packed)


def _gzip(content: bytes) -> bytes:
    """Pack by Zopfli rather than by zlib, of which every system has another; its header has no time and no name."""
    import zopfli.gzip  # noqa: PLC0415 (only where asked for)

    return bytes(zopfli.gzip.compress(content, numiterations=5))


def _brotli(content: bytes) -> bytes:
    import brotli  # noqa: PLC0415

    return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=11))


def _zstandard(content: bytes) -> bytes:
    import zstandard  # noqa: PLC0415

    return zstandard.ZstdCompressor(level=19).compress(content)


def _packer(ending: Packing) -> tuple[str, Callable[[bytes], bytes]]:
    """Return a way of packing: its name between browser and server, and what packs so."""
    match ending:
        case "gz":
            return "gzip", _gzip
        case "br":
            return "br", _brotli
        case "zst":
            return "zstd", _zstandard


CODINGS: Mapping[str, str] = MappingProxyType(
    {ending: _packer(ending)[0] for ending in reversed(get_args(Packing))}
)
"""The name of each way of packing between browser and server, by ending, the best first."""
