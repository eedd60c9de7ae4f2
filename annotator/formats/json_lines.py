"""Write JSON objects one a line, as they come."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from annotator.formats.files import write_bytes
from annotator.formats.packing import packed
from annotator.formats.shapes import Table

_encoder = msgspec.json.Encoder()


def write_json_lines(path: Path, rows: Iterable[Table]) -> None:
    """Write one line for each object, packed as the name says; raises AnnotatorError if it cannot be written."""
    write_bytes(path, packed((_encoder.encode(row) + b"\n" for row in rows), path))


def write_json_list(path: Path, rows: Iterable[Table]) -> None:
    """Write one list, an object a line; raises AnnotatorError if the file cannot be written."""
    write_bytes(path, _listed(rows))


def _listed(rows: Iterable[Table]) -> Iterable[bytes]:
    separator = b"[\n"
    for row in rows:
        yield separator + _encoder.encode(row)
        separator = b",\n"
    yield b"[]\n" if separator == b"[\n" else b"\n]\n"
