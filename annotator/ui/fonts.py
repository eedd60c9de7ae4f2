"""The fonts that come with the program, and how they are asked for, so that a picture is the same on every machine.

Families are always asked for as a full list: a letter that the first lacks is then taken from the second, never from
whatever the machine has. Hinting and subpixel smoothing are off because they change widths and colours by machine.
"""

from PySide6.QtGui import QFont, QFontDatabase

from annotator import paths
from annotator.errors import AnnotatorError

TEXT_FAMILY = "Noto Naskh Arabic"
LABEL_FAMILY = "IBM Plex Sans Arabic"
COMPANION = "Noto Sans"  # Latin, Greek and Cyrillic that the Arabic families lack


def load() -> None:
    """Register the bundled fonts with Qt; call once, after the application object is made.

    Raises AnnotatorError if a font file is missing or cannot be read.
    """
    files = sorted((paths.resources() / "fonts").glob("*.ttf"))
    if not files:
        raise AnnotatorError("The fonts of Annotator are missing; install the program again.")
    for file in files:
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise AnnotatorError("The font {file} cannot be read; install the program again.", file=file.name)


def text_font(family: str = TEXT_FAMILY, pixels: int = 24) -> QFont:
    """Return the font for annotated text, with the bundled families to fall back on."""
    return _font(_families(family, TEXT_FAMILY, COMPANION), pixels, QFont.Weight.Normal)


def label_font(pixels: int = 12, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the font for labels in the text and for the interface."""
    return _font([LABEL_FAMILY, COMPANION], pixels, weight)


def _families(*names: str) -> list[str]:
    return list(dict.fromkeys(names))


def _font(families: list[str], pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    return font
