"""Gutter: the strip beside the text with the paragraph's number on its first line and the line's on the others."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter

from annotator.ui import fonts
from annotator.ui.editor.inks import Inks
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.labels import Labels
from annotator.ui.editor.layout import BlockLayout
from annotator.ui.editor.page import Page


class Gutter:
    """Paint the numbers of blocks and lines in one look."""

    def __init__(self, kit: Kit, inks: Inks) -> None:
        self._kit = kit
        self._inks = inks
        self._blocks = Labels(fonts.label_font(kit.look.label_size, QFont.Weight.Bold))
        self._lines = Labels(fonts.label_font(max(kit.look.label_size - 1, 8)))

    def width(self, blocks: int) -> int:
        """Return the width that numbers up to `blocks` need."""
        return round(self._blocks.width("٠" * max(len(str(blocks)), 2)) + 26)

    def strip(self, painter: QPainter, page: Page, top: float, bottom: float) -> None:
        """Fill the strip between two heights."""
        painter.fillRect(
            QRectF(page.gutter_left, top, page.gutter, bottom - top), self._inks.colour(self._kit.look.theme.gutter)
        )

    def numbers(self, painter: QPainter, page: Page, layout: BlockLayout, top: float) -> None:
        """Write the numbers of one block whose upper edge is at `top`."""
        digits, theme = self._kit.look.tr.digits, self._kit.look.theme
        for number, line in enumerate(layout.lines):
            labels = self._lines if number else self._blocks
            words = digits(str(number + 1 if number else layout.content.number))
            painter.setPen(self._inks.pen(theme.number if number else theme.muted))
            painter.setFont(labels.font)
            left = page.gutter_left + (page.gutter - labels.width(words)) / 2
            painter.drawStaticText(QPointF(left, top + line.baseline - labels.metrics.ascent()), labels.ready(words))
