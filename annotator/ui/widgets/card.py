"""Card: a small frame that floats over the canvas beside a mark and follows it when the text scrolls."""

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QVBoxLayout

from annotator.domain.span import Span
from annotator.ui.editor.view import Canvas

_GAP = 10
_MARGIN = 8


class Card(QFrame):
    """A floating frame anchored to one mark of the canvas, or to some words of it."""

    closed = Signal()

    def __init__(self, canvas: Canvas, anchor: str | Span) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._anchor = anchor
        self.setObjectName("card")
        self.setAutoFillBackground(True)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(12, 10, 12, 10)
        self.rows.setSpacing(6)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        canvas.verticalScrollBar().valueChanged.connect(self.place)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.place()

    def place(self) -> None:
        """Go below the mark, or above it where there is no room below; always inside the canvas."""
        self.adjustSize()
        mark = self._anchor_rect()
        room = self._canvas.viewport().geometry().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        top = mark.bottom() + _GAP
        if top + self.height() > room.bottom() and mark.top() - _GAP - self.height() >= room.top():
            top = mark.top() - _GAP - self.height()
        left = mark.right() - self.width() if self.isRightToLeft() else mark.left()
        self.move(
            max(room.left(), min(left, room.right() - self.width())),
            max(room.top(), min(top, room.bottom() - self.height())),
        )
        self.raise_()

    def _anchor_rect(self) -> QRect:
        """Return where the mark is, in the canvas's coordinates."""
        found = self._canvas.rect_of(self._anchor)
        corner = self._canvas.viewport().pos()
        return found.translated(corner) if found is not None else QRect(corner + QPoint(40, 40), QSize(1, 1))
