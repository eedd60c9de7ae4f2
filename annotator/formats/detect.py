"""Say from its content which format a file or folder is of."""

from collections.abc import Mapping
from pathlib import Path

from annotator.formats.format import Format


def detect(path: Path, formats: Mapping[str, Format]) -> Format | None:
    """Return the readable format that is surest of `path`, or None if none knows it; equal ones by name."""
    certainties = {name: known.detect(path) for name, known in formats.items() if known.read is not None}
    best = max(sorted(certainties), key=certainties.__getitem__, default=None)
    return formats[best] if best is not None and certainties[best] > 0 else None
