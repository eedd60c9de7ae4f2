"""Type delegate: paint one type of the schema - chip, name, how many there are, and the keys that apply it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.schema import EntityType, EventType, RelationType
from annotator.ui import fonts
from annotator.ui.chrome import chosen
from annotator.ui.desk import Desk
from annotator.ui.scale import scaled
from annotator.ui.widgets.chip import SIDE, paint_chip
from annotator.ui.widgets.key_caps import caps_size, paint_caps
from annotator.ui.widgets.row_box import RowBox

KIND = Qt.ItemDataRole.UserRole  # an EntityType, EventType or RelationType; None for a heading
COUNT = Qt.ItemDataRole.UserRole + 1
_HEIGHT, _HEADING, _PAD, _COUNT_WIDTH = 30, 32, 12, 34
_CENTRE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


class TypeDelegate(QStyledItemDelegate):
    """Paint types and the headings above them."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._font = fonts.label_font(scaled(14))
        self._small = fonts.label_font(scaled(12))
        self._heading = fonts.label_font(scaled(12), QFont.Weight.DemiBold)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, scaled(_HEIGHT if index.data(KIND) is not None else _HEADING))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        kind = index.data(KIND)
        painter.save()
        painter.setClipRect(option.rect)
        if isinstance(kind, EntityType | EventType | RelationType):
            self._paint_type(painter, option, kind, index.data(COUNT) or 0)
        else:
            self._paint_heading(painter, option, str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, title: str) -> None:
        painter.setFont(self._heading)
        painter.setPen(QColor(self._desk.canvas.look.theme.muted))
        box = option.rect.adjusted(_PAD, 8, -_PAD, 0)
        painter.drawText(box, self._leading(option) | _CENTRE, title)

    def _paint_type(
        self, painter: QPainter, option: QStyleOptionViewItem, kind: EntityType | EventType | RelationType, count: int
    ) -> None:
        theme = self._desk.canvas.look.theme
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(chosen(theme)))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(theme.alternate))
        row = RowBox(option.rect.adjusted(_PAD, 0, -_PAD, 0), is_rtl=option.direction == Qt.LayoutDirection.RightToLeft)
        chip = row.take(SIDE)
        paint_chip(painter, QRectF(chip.left(), chip.center().y() - SIDE / 2 + 1, SIDE, SIDE), theme.line(kind.colour))
        row.take(9)
        size = caps_size(kind.hotkey)
        keys = row.take_end(size.width())
        painter.setLayoutDirection(option.direction)
        corner = QPoint(keys.left(), keys.center().y() - size.height() // 2)
        is_locked = self._desk.locked is not None and self._desk.locked[1] == kind.id
        paint_caps(painter, corner, kind.hotkey, theme, is_live=is_locked)
        if is_locked:
            painter.setPen(QColor(theme.accent))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        number = row.take_end(scaled(_COUNT_WIDTH))
        painter.setFont(self._small)
        painter.setPen(QColor(theme.muted))
        if count:
            painter.drawText(number, Qt.AlignmentFlag.AlignCenter, self._desk.session.tr.number(count))
        painter.setFont(self._font)
        painter.setPen(QColor(theme.text))
        name = kind.label.text(self._desk.session.settings.language)
        short = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, row.box.width())
        painter.drawText(row.box, self._leading(option) | _CENTRE, short)

    @staticmethod
    def _leading(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
        is_rtl = option.direction == Qt.LayoutDirection.RightToLeft
        return Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
