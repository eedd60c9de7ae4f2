"""Meter: a thin bar that says how much is done; unlike Qt's own it waits for the next painting of the window."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.ui.scale import scaled
from annotator.ui.theme import Theme


class Meter(QWidget):
    """Show a part of a whole, from the leading side."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._share = theme, 0.0
        self.setFixedSize(scaled(130), scaled(6))

    def show_share(self, part: int, whole: int) -> None:
        """Show so many of so many; nothing of nothing is all."""
        self._share = part / whole if whole else 1.0
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        room = QRectF(self.rect())
        radius = room.height() / 2
        filled = QRectF(room)
        filled.setWidth(room.width() * self._share)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            filled.moveRight(room.right())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.border))
            painter.drawRoundedRect(room, radius, radius)
            painter.setBrush(QColor(self._theme.accent))
            if self._share > 0:
                painter.drawRoundedRect(filled, radius, radius)
