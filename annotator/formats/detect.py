"""Say from its content which format a file or folder is of."""

from collections.abc import Mapping
from pathlib import Path

from annotator.formats.format import Format


def detect(path: Path, formats: Mapping[str, Format]) -> Format | None:
    """Return the readable format that is surest of `path`, or None if none knows it; equal ones by name."""
    return certainty_of(path, formats)[0]


def certainty_of(path: Path, formats: Mapping[str, Format]) -> tuple[Format | None, float]:
    """Return the readable format that is surest of `path`, and how sure it is; (None, 0.0) if none knows it."""
    certainties = {name: known.detect(path) for name, known in formats.items() if known.read is not None}
    best = max(sorted(certainties), key=certainties.__getitem__, default=None)
    if best is None or certainties[best] <= 0:
        return None, 0.0
    return formats[best], certainties[best]
