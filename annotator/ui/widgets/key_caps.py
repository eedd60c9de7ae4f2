"""Key caps: shortcuts drawn as the keys they are, with the Arabic and the Latin letter of each."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui import fonts
from annotator.ui.keys import Cap, caps
from annotator.ui.scale import scaled
from annotator.ui.theme import Theme

_PAD = 5
_GAP = 3
_HEIGHT = 18
_PIXELS = 11


def caps_size(keys: str) -> QSize:
    """Return how much room the caps of a shortcut take, in pixels."""
    metrics = QFontMetrics(fonts.label_font(scaled(_PIXELS)))
    widths = [_width(metrics, cap) for cap in caps(keys)]
    return QSize(sum(widths) + _GAP * max(len(widths) - 1, 0), scaled(_HEIGHT) if widths else 0)


def paint_caps(painter: QPainter, corner: QPoint, keys: str, theme: Theme, *, is_live: bool = False) -> None:
    """Draw the caps from `corner` to the right, in the order of pressing for the painter's direction."""
    font = fonts.label_font(scaled(_PIXELS))
    metrics = QFontMetrics(font)
    painter.save()
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    found = caps(keys)
    left = corner.x()
    for cap in reversed(found) if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft else found:
        box = QRect(left, corner.y(), _width(metrics, cap), scaled(_HEIGHT))
        painter.setPen(QColor(theme.accent if is_live else theme.border))
        painter.setBrush(QColor(theme.accent if is_live else theme.surface))
        painter.drawRoundedRect(box, 4, 4)
        _paint_words(painter, box, cap, theme, is_live=is_live)
        left = box.right() + 1 + _GAP
    painter.restore()


def _paint_words(painter: QPainter, box: QRect, cap: Cap, theme: Theme, *, is_live: bool) -> None:
    painter.setPen(QColor(theme.on_accent if is_live else theme.muted))
    centre = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignCenter
    painter.drawText(box, centre, _words(cap))


def _words(cap: Cap) -> str:
    """Return the cap's words, held in the order of the keyboard's print: Latin on the left, Arabic on the right."""
    latin = f"\u200e{cap.modifiers}{'+' if len(cap.modifiers) > 1 else ''}{cap.latin}"
    return f"{latin} {cap.arabic}" if cap.arabic else latin


def _width(metrics: QFontMetrics, cap: Cap) -> int:
    return max(metrics.horizontalAdvance(_words(cap)) + 2 * _PAD, scaled(_HEIGHT))


class KeyCaps(QWidget):
    """A shortcut as a widget of its own size."""

    def __init__(self, keys: str, theme: Theme, *, is_live: bool = False) -> None:
        super().__init__()
        self._keys, self._theme, self._is_live = keys, theme, is_live
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join(map(str, caps(keys))))

    def sizeHint(self) -> QSize:
        size = caps_size(self._keys)
        return QSize(size.width() + 2, size.height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setLayoutDirection(self.layoutDirection())
            paint_caps(painter, QPoint(1, 1), self._keys, self._theme, is_live=self._is_live)
