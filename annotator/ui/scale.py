"""Scale: lengths that are written for an interface of 100 %, at the size that the user chose for it."""

import re

from PySide6.QtWidgets import QApplication

FONT = 14  # pixels of the interface's letters at 100 %
_LENGTH = re.compile(r"\b(\d+)px")
_HAIR = 2  # pixels; borders up to this stay as thin as they are


def scaled(pixels: int) -> int:
    """Return a length in proportion to the interface's letters."""
    return round(pixels * QApplication.font().pixelSize() / FONT)


def scaled_sheet(sheet: str, scale: float) -> str:
    """Return a style sheet with all lengths but those of hairlines in proportion to `scale` (1.0: as written)."""
    return _LENGTH.sub(lambda found: f"{_grown(int(found[1]), scale)}px", sheet)


def _grown(pixels: int, scale: float) -> int:
    return pixels if pixels <= _HAIR else round(pixels * scale)
