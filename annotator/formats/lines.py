"""Read a file line by line, split at line feeds only, packed or not, in bounded memory."""

from collections.abc import Iterator
from pathlib import Path

from annotator.errors import InputError
from annotator.formats.packing import unpacked


def read_lines(path: Path, limit: int) -> Iterator[bytes | None]:
    """Yield each line without its line feed, None for one of more than `limit` bytes.

    Raises InputError if the file cannot be read, its packing is damaged, or it unpacks to absurd sizes.
    """
    try:
        with path.open("rb") as file:
            yield from _split(unpacked(file, path), limit)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(
        "{file} cannot be read: {reason}. Check the name and your permission to read it.",
        file=path.name,
        reason=error.strerror or error,
    )


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
