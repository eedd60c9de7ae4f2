"""Read a file line by line, split at line feeds only, packed with gzip or not, in bounded memory."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from annotator.errors import InputError

CHUNK = 2**20
RATIO_LIMIT = 200


def is_packed(path: Path) -> bool:
    """Say whether the name is that of a gzip file."""
    return path.suffix.lower() == ".gz"


def read_lines(path: Path, limit: int) -> Iterator[bytes | None]:
    """Yield each line without its line feed, None for one of more than `limit` bytes.

    Raises InputError if the file cannot be read, its packing is damaged, or it unpacks to absurd sizes.
    """
    try:
        with path.open("rb") as file:
            yield from _split(_chunks(file, path), limit)
    except OSError as error:
        raise _unreadable(path, error) from error
    except (EOFError, zlib.error) as error:
        raise InputError(
            "{file} is cut off or damaged: it cannot be unpacked to its end. What stood before the damage was read. "
            "Copy the file again.",
            file=path.name,
        ) from error


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(
        "{file} cannot be read: {reason}. Check the name and your permission to read it.",
        file=path.name,
        reason=error.strerror or error,
    )


def _chunks(file: IO[bytes], path: Path) -> Iterator[bytes]:
    if not is_packed(path):
        while chunk := file.read(CHUNK):
            yield chunk
        return
    unpacked = 0
    with gzip.GzipFile(fileobj=file) as packed:
        while chunk := packed.read(CHUNK):
            unpacked += len(chunk)
            if unpacked > 64 * CHUNK and unpacked > RATIO_LIMIT * file.tell():
                raise InputError(
                    "{file} unpacks to more than {ratio} times its size, as no text does. It was not read further.",
                    file=path.name,
                    ratio=RATIO_LIMIT,
                )
            yield chunk


def _split(chunks: Iterator[bytes], limit: int) -> Iterator[bytes | None]:
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for line in ended:
            yield b"".join([*parts, line]) if size + len(line) <= limit else None
            parts, size = [], 0
        size += len(rest)
        parts = [*parts, rest] if size <= limit else []
    if size:
        yield b"".join(parts) if size <= limit else None
