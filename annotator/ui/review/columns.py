"""Columns: widgets side by side, all of exactly the same width, so that lines break at the same words in each."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

_GAP = 1  # pixels of the rule between two


class Columns(QWidget):
    """Place its columns in reading order; a pixel that cannot be shared stays free at the trailing end."""

    def __init__(self, rule: str = "#808080") -> None:
        super().__init__()
        self._rule = rule
        self._columns: list[QWidget] = []

    def add(self, column: QWidget) -> None:
        """Add a column behind the others."""
        column.setParent(self)
        self._columns.append(column)
        column.show()
        self._place()

    @property
    def _width(self) -> int:
        count = max(len(self._columns), 1)
        return max((self.width() - _GAP * (count - 1)) // count, 1)

    def _place(self) -> None:
        width = self._width
        for number, column in enumerate(self._columns):
            left = number * (width + _GAP)
            place = QRect(left, 0, width, self.height())
            is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            column.setGeometry(place.translated(self.width() - width - 2 * left, 0) if is_rtl else place)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(600, 300)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._rule))
