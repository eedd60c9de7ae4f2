"""Labels: how wide the words of tags and arcs are, shortened at a word's end, and made ready for painting."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText, QTextOption

from annotator.text.direction import base_direction

_WORDS = re.compile(r"[^\s-]+[\s-]*")
_SMALL_WORDS = frozenset(("أو", "في", "من", "على", "ال", "or", "of", "in", "and", "a", "an"))


class Labels:
    """Measure and prepare short texts of one font; each text is measured once."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self.height = float(round(self.metrics.height()))
        self._widths: dict[str, float] = {}
        self._ready: dict[str, QStaticText] = {}

    def width(self, text: str) -> float:
        """Return the width of the text in pixels."""
        if text not in self._widths:
            self._widths[text] = self.metrics.horizontalAdvance(text)
        return self._widths[text]

    def fit(self, text: str, most: float, utmost: float | None = None) -> str:
        """Return the text, or as many of its first words as fit into `most` pixels and an ellipsis.

        One word is always kept; it is cut inside only if it alone is wider than `utmost`.
        """
        if self.width(text) <= most:
            return text
        words = _WORDS.findall(text) or [text]
        while len(words) > 1 and (self.width(_ended(words)) > most or words[-1].strip() in _SMALL_WORDS):
            words.pop()
        short = _ended(words) if len(words) < len(_WORDS.findall(text)) else text
        room = most if utmost is None else max(most, utmost)
        return short if self.width(short) <= room else self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def ready(self, text: str) -> QStaticText:
        """Return the text prepared for painting."""
        if text not in self._ready:
            made = QStaticText(text)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.setTextOption(direction_option(text))
            made.prepare(font=self.font)
            self._ready[text] = made
        return self._ready[text]


def _ended(words: list[str]) -> str:
    return "".join(words).rstrip(" -,،:") + "…"


def direction_option(text: str) -> QTextOption:
    """Return the direction of the text's own first letter, so that an ellipsis stands at its end."""
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    is_rtl = base_direction(text) == "rtl"
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    return option
