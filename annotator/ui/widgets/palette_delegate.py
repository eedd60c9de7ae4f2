"""Palette delegate: paint one entry of a finder - its colour if it has one, its title, a note, its keys."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.ui import fonts
from annotator.ui.chrome import chosen
from annotator.ui.scale import scaled
from annotator.ui.theme import Theme
from annotator.ui.widgets.chip import SIDE, paint_chip
from annotator.ui.widgets.key_caps import caps_size, paint_caps
from annotator.ui.widgets.row_box import RowBox

KEYS = Qt.ItemDataRole.UserRole
COLOUR = Qt.ItemDataRole.UserRole + 1
NOTE = Qt.ItemDataRole.UserRole + 2
_HEIGHT, _PAD = 34, 10


class PaletteDelegate(QStyledItemDelegate):
    """Paint entries in the theme's colours."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = fonts.label_font(scaled(14))
        self._small = fonts.label_font(scaled(12))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, scaled(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(chosen(self._theme)))
            painter.drawRoundedRect(option.rect, 6, 6)
        is_rtl = option.direction == Qt.LayoutDirection.RightToLeft
        row = RowBox(option.rect.adjusted(_PAD, 0, -_PAD, 0), is_rtl=is_rtl)
        chip = row.take(SIDE)
        if index.data(COLOUR):
            top = chip.center().y() - SIDE / 2 + 1
            paint_chip(painter, QRectF(chip.left(), top, SIDE, SIDE), self._theme.line(index.data(COLOUR)))
        row.take(_PAD)
        keys = str(index.data(KEYS) or "")
        size = caps_size(keys)
        place = row.take_end(size.width())
        painter.setLayoutDirection(option.direction)
        paint_caps(painter, QPoint(place.left(), place.center().y() - size.height() // 2), keys, self._theme)
        self._words(painter, row, index, is_rtl=is_rtl)
        painter.restore()

    def _words(
        self, painter: QPainter, row: RowBox, index: QModelIndex | QPersistentModelIndex, *, is_rtl: bool
    ) -> None:
        """Write the title, and the note on the far side; what is too long is cut short."""
        note, title = str(index.data(NOTE) or ""), str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        if note:
            painter.setFont(self._small)
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(row.take_end(painter.fontMetrics().horizontalAdvance(note) + _PAD), flags, note)
        painter.setFont(self._font)
        painter.setPen(QColor(self._theme.text))
        short = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, row.box.width())
        painter.drawText(row.box, flags, short)
