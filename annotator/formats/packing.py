"""Packed files: gzip by the standard library, Zstandard by the extra “zstd”; read and written as a stream.

What is unpacked is bounded by its ratio to the file, so that no small file fills the memory or the disk. The same
content gives the same bytes: no time and no name stands in them.
"""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from annotator.errors import InputError
from annotator.formats.extras import load

CHUNK = 2**20
RATIO_LIMIT = 200
_WINDOW = 2**27  # bytes of memory that a stranger's Zstandard file may ask for
GZIP, ZSTANDARD = ".gz", ".zst"


def is_packed(path: Path) -> bool:
    """Say whether the name is that of a packed file."""
    return path.suffix.lower() in (GZIP, ZSTANDARD)


def unpacked(file: IO[bytes], path: Path) -> Iterator[bytes]:
    """Yield the content of an open file in chunks, unpacked if its name says that it is packed.

    Raises InputError if it is damaged, unpacks to absurd sizes, or needs a library that is not installed.
    """
    if not is_packed(path):
        while chunk := file.read(CHUNK):
            yield chunk
        return
    kind = path.suffix.lower()
    damage = (EOFError, zlib.error) if kind == GZIP else (EOFError, load("zstandard", "zstd").ZstdError)
    try:
        yield from _bounded(_gunzipped(file) if kind == GZIP else _unzstandard(file), file, path)
    except damage as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> InputError:
    return InputError(
        "{file} is cut off or damaged: it cannot be unpacked to its end. What stood before the damage was read. "
        "Copy the file again.",
        file=path.name,
    )


def _gunzipped(file: IO[bytes]) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=file) as opened:
        while chunk := opened.read(CHUNK):
            yield chunk


def _unzstandard(file: IO[bytes]) -> Iterator[bytes]:
    library = load("zstandard", "zstd")
    has_begun = False
    unpacker = library.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
    while source := file.read(2**16):
        while source:
            has_begun = True
            if chunk := unpacker.decompress(source):
                yield chunk
            source = unpacker.unused_data if unpacker.eof else b""
            if unpacker.eof:
                has_begun = False
                unpacker = library.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
    if has_begun:
        raise EOFError


def _bounded(chunks: Iterable[bytes], file: IO[bytes], path: Path) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > 64 * CHUNK and size > RATIO_LIMIT * file.tell():
            raise InputError(
                "{file} unpacks to more than {ratio} times its size, as no text does. It was not read further.",
                file=path.name,
                ratio=RATIO_LIMIT,
            )
        yield chunk


def packed(parts: Iterable[bytes], path: Path) -> Iterable[bytes]:
    """Return the parts packed as the name of the file says, or as they are; raises MissingExtraError."""
    kind = path.suffix.lower()
    if kind == GZIP:
        return _gzipped(parts)
    return _zstandard(parts) if kind == ZSTANDARD else parts


def _gzipped(parts: Iterable[bytes]) -> Iterator[bytes]:
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as file:
        for part in parts:
            file.write(part)
            if buffer.tell() > CHUNK:
                yield buffer.getvalue()
                buffer.seek(0)
                buffer.truncate()
    yield buffer.getvalue()


def _zstandard(parts: Iterable[bytes]) -> Iterator[bytes]:
    packer: Any = load("zstandard", "zstd").ZstdCompressor(level=3, write_checksum=True).compressobj()
    for part in parts:
        if chunk := packer.compress(part):
            yield chunk
    yield packer.flush()
