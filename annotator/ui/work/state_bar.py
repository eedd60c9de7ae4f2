"""State bar: how much of somebody's work is in which state, painted as one bar in a table's cell."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.model import State
from annotator.operations.worktime import Progress
from annotator.ui.theme import Theme
from annotator.ui.widgets.document_table import state_colour

ORDER = (State.APPROVED, State.IN_REVIEW, State.DONE, State.RETURNED, State.IN_PROGRESS, State.NEW)
_HEIGHT = 10.0


class StateBar(QStyledItemDelegate):
    """Paint the states of the Progress that a cell has as its user value."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        found = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(found, Progress):
            return
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        box = QRectF(box.x(), box.center().y() - _HEIGHT / 2, box.width(), _HEIGHT)
        is_rtl = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(box, _HEIGHT / 2, _HEIGHT / 2)
        painter.setClipPath(outline)
        self._paint_parts(painter, box, found, is_rtl=is_rtl)
        painter.restore()

    def _paint_parts(self, painter: QPainter, box: QRectF, found: Progress, *, is_rtl: bool) -> None:
        painter.fillRect(box, QColor(self._theme.border))
        at = 0.0
        for state in ORDER:
            width = box.width() * found.states[state] / max(found.documents, 1)
            left = box.right() - at - width if is_rtl else box.left() + at
            if state is not State.NEW:
                painter.fillRect(QRectF(left, box.y(), width, box.height()), QColor(state_colour(self._theme, state)))
            at += width
