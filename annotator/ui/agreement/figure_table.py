"""Figure table: the measures in groups, each with its value, where it may lie, what it stands on and what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.colours import mix
from annotator.measures.intervals import Interval
from annotator.measures.measure import Measure
from annotator.operations.agreement_figures import Figure
from annotator.ui import fonts
from annotator.ui.agreement.words import GROUPS, NONE, figure, number, part_title, three, title
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.scale import FONT, scaled
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.row_view import Index

NAME, VALUE, BAR, N, THREE, DIFFERING = range(6)
_TITLES = (
    phrase("Measure"),
    phrase("Figure"),
    phrase("95 % interval"),
    phrase("n"),
    phrase("a · b · both"),
    phrase("Disagreements"),
)
_DISPLAY = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class Reach:
    """What the bar of a cell shows: a value and where it may lie."""

    value: float | None
    interval: Interval | None = None


class FigureTable(QAbstractTableModel):
    """Headings of groups (text) and figures, one a row."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._measures: Mapping[str, Measure] = {}
        self._rows: list[str | Figure] = []
        self._bold = fonts.label_font(scaled(FONT), QFont.Weight.DemiBold)

    def show(self, measures: Mapping[str, Measure], found: Sequence[Figure]) -> None:
        """Take over other figures."""
        self.beginResetModel()
        self._measures = measures
        self._rows = []
        for group in GROUPS:
            rows = [each for each in found if measures[each.name].group == group]
            self._rows += [group, *rows] if rows else []
        self.endResetModel()

    def found(self, at: int) -> Figure | None:
        """Return the figure of a row, None for a heading."""
        row = self._rows[at] if 0 <= at < len(self._rows) else None
        return row if isinstance(row, Figure) else None

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(_TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_figure = self.found(index.row()) is not None
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if is_figure else Qt.ItemFlag.ItemIsEnabled

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._desk.session.tr(_TITLES[section]) if is_title else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self._rows[index.row()], index.column()
        if isinstance(row, str):
            return self._heading(row, column, role)
        if role in _DISPLAY:
            return self._words(row, column)
        if role == Qt.ItemDataRole.UserRole and column == BAR:
            return Reach(row.score.value, row.interval)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(self._measures[row.name].definition.text(self._desk.session.settings.language))
        if role == Qt.ItemDataRole.FontRole and column == VALUE:
            return self._bold
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, column)
        return None

    def _heading(self, group: str, column: int, role: int) -> object:
        if column == NAME and role in _DISPLAY:
            return self._desk.session.tr(GROUPS[group])
        if role == Qt.ItemDataRole.FontRole:
            return self._bold
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(self._desk.canvas.look.theme.alternate)
        return QColor(self._desk.canvas.look.theme.muted) if role == Qt.ItemDataRole.ForegroundRole else None

    def _words(self, row: Figure, column: int) -> str:
        session, tr = self._desk.session, self._desk.session.tr
        match column:
            case 0:
                of = f": {part_title(session, row.part)}" if row.part else ""
                return f"{title(tr, self._measures[row.name])}{of}"
            case 1:
                return figure(tr, row.score.value)
            case 3:
                return number(tr, row.score.n)
            case 4:
                return three(tr, row.score)
            case 5:
                return tr.number(row.differing) if row.differing else NONE
        return ""

    def _colour(self, row: Figure, column: int) -> QColor | None:
        theme = self._desk.canvas.look.theme
        if column == VALUE and row.score.value is None:
            return QColor(theme.muted)
        if column == VALUE and row.score.warning:
            return QColor(theme.warning)
        if column == DIFFERING and row.differing:
            return QColor(theme.accent)
        return QColor(theme.muted) if column in (N, THREE, DIFFERING) else None


class ReachBar(QStyledItemDelegate):
    """Paint the Reach that a cell has as its user value, from 0 to 1; what is below 0 stops there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        found = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(found, Reach) or found.value is None:
            return
        box = QRectF(option.rect).adjusted(10, 0, -10, 0)
        box = QRectF(box.x(), box.center().y() - 4, box.width(), 8)
        is_rtl = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mix(self._theme.text, self._theme.surface, 0.1)))
        painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(QColor(mix(self._theme.accent, self._theme.surface, 0.75)))
        painter.drawRoundedRect(_stretch(box, 0, found.value, is_rtl=is_rtl), 4, 4)
        if found.interval is not None:
            painter.setBrush(QColor(self._theme.text))
            line = _stretch(box, found.interval.low, found.interval.high, is_rtl=is_rtl)
            painter.drawRect(QRectF(line.x(), box.center().y() - 0.75, max(line.width(), 1.0), 1.5))
            for edge in (line.left(), line.right()):
                painter.drawRect(QRectF(edge - 0.75, box.top() - 1, 1.5, box.height() + 2))
        painter.restore()


def _stretch(box: QRectF, low: float, high: float, *, is_rtl: bool) -> QRectF:
    first, last = (max(0.0, min(1.0, edge)) * box.width() for edge in (low, high))
    left = box.right() - last if is_rtl else box.left() + first
    return QRectF(left, box.y(), last - first, box.height())
