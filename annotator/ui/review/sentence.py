"""Sentence: a few lines of text in which some places stand out in colour."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.span import Fragments
from annotator.text.direction import base_direction
from annotator.text.offsets import Utf16Map
from annotator.ui.editor.look import Look

_LINES = 2  # as many are shown


class Sentence(QWidget):
    """Show a sentence with the marks in question on a tint."""

    def __init__(self, look: Look, size: int) -> None:
        super().__init__()
        self._look = look
        self._font = QFont(look.text_font)
        self._font.setPixelSize(size)
        self._layout = QTextLayout()
        self._layout.setCacheEnabled(True)
        self._height = 0.0
        self._tall = QFontMetrics(self._font).lineSpacing() * _LINES
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, spans: Fragments) -> None:
        """Show another sentence; `spans` are code points in it."""
        self.setAccessibleName(text)
        is_rtl = base_direction(text) == "rtl"
        option = QTextOption(Qt.AlignmentFlag.AlignLeft if not is_rtl else Qt.AlignmentFlag.AlignRight)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
        option.setAlignment(Qt.AlignmentFlag.AlignAbsolute | option.alignment())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(text, self._font)
        self._layout.setTextOption(option)
        self._layout.setFormats(self._formats(text, spans))
        self._fit()
        self.updateGeometry()
        self.update()

    def _formats(self, text: str, spans: Fragments) -> list[QTextLayout.FormatRange]:
        places = Utf16Map(text)
        theme = self._look.theme
        found = []
        for span in spans:
            each = QTextLayout.FormatRange()
            each.start = places.to_utf16(span.start)
            each.length = places.to_utf16(min(span.end, len(text))) - each.start
            kind = QTextCharFormat()
            kind.setBackground(QColor(theme.selection))
            kind.setForeground(QColor(theme.ink))
            each.format = kind
            found.append(each)
        return found

    def _fit(self) -> None:
        self._layout.beginLayout()
        top = 0.0
        for _ in range(_LINES):
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(self.width(), 1))
            line.setPosition(QPointF(0, top))
            top += line.height()
        self._layout.endLayout()
        self._height = top

    def sizeHint(self) -> QSize:
        return QSize(200, max(self._tall, round(self._height)))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, max(self._tall, round(self._height)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(QColor(self._look.theme.muted))
            self._layout.draw(painter, QPointF(0, 0), [], QRectF(event.rect()))
