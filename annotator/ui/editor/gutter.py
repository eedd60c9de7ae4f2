"""Gutter: the strip beside the text with the paragraph's number on its first line and the line's on the others."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter

from annotator.ui import fonts
from annotator.ui.editor.inks import Inks
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.labels import Labels
from annotator.ui.editor.layout import BlockLayout
from annotator.ui.editor.letters import Letters
from annotator.ui.editor.page import Page

_SIDE = 15  # pixels beside the numbers
_HEAD = 3.5  # pixels of an arrow head


class Gutter:
    """Paint the numbers of blocks and lines in one look."""

    def __init__(self, kit: Kit, inks: Inks, letters: Letters) -> None:
        self._kit = kit
        self._inks = inks
        self._letters = letters
        self._blocks = Labels(fonts.label_font(kit.look.label_size, QFont.Weight.Bold))
        self._lines = Labels(fonts.label_font(max(kit.look.label_size - 1, 8)))

    def width(self, blocks: int) -> int:
        """Return the width that numbers up to `blocks` need."""
        return round(self._blocks.width("٠" * max(len(str(blocks)), 2)) + 2 * _SIDE)

    def strip(self, painter: QPainter, page: Page, top: float, bottom: float) -> None:
        """Fill the strip between two heights."""
        painter.fillRect(
            QRectF(page.gutter_left, top, page.gutter, bottom - top), self._inks.colour(self._kit.look.theme.gutter)
        )

    def numbers(
        self,
        painter: QPainter,
        page: Page,
        layout: BlockLayout,
        top: float,
        *,
        is_turned: bool = False,
        lines: range | None = None,
    ) -> None:
        """Write the numbers of one block whose upper edge is at `top`, and point the way its paragraph runs.

        `lines` are the only ones numbered, if it is given.
        """
        digits, theme = self._kit.look.tr.digits, self._kit.look.theme
        for number in lines or range(len(layout.lines)):
            line = layout.lines[number]
            labels = self._lines if number else self._blocks
            words = digits(str(number + 1 if number else layout.content.number))
            painter.setPen(self._inks.pen(theme.number if number else theme.muted))
            left = page.gutter_left + (page.gutter - labels.width(words)) / 2
            place = QPointF(left, top + line.baseline - labels.metrics.ascent())
            self._letters.label(painter, labels, words, place)
        if lines is None or lines.start == 0:
            self._way(painter, page, layout, top, is_turned=is_turned)

    def _way(self, painter: QPainter, page: Page, layout: BlockLayout, top: float, *, is_turned: bool) -> None:
        """Paint the small arrow head beside a paragraph's number; a full one where it was turned by hand."""
        theme, is_rtl = self._kit.look.theme, layout.shaped.is_rtl
        middle = top + layout.lines[0].baseline - self._blocks.metrics.xHeight() / 2
        x = page.gutter_left + (_SIDE / 2 if page.is_rtl else page.gutter - _SIDE / 2)
        tip = -_HEAD if is_rtl else _HEAD
        head = [
            QPointF(x - tip / 2, middle - _HEAD),
            QPointF(x + tip / 2, middle),
            QPointF(x - tip / 2, middle + _HEAD),
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if is_turned:
            painter.setPen(self._inks.pen(theme.accent))
            painter.setBrush(self._inks.brush(theme.accent))
            painter.drawPolygon(head)
        else:
            painter.setPen(self._inks.pen(self._inks.faint(theme.number, 0.7), 1.3))
            painter.drawPolyline(head)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
