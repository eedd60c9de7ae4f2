"""Charts of agreement in the window: a line over weeks, and how often one type was taken for another."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen

from annotator.domain.colours import contrast, mix
from annotator.ui.agreement.words import figure, number, part_title
from annotator.ui.desk import Desk
from annotator.ui.scale import scaled
from annotator.ui.widgets.paper import Paper

_HEAD, _FOOT, _SIDE = 16.0, 30.0, 58.0
_NAMES = 150  # pixels for the names of rows
_TILT = 96  # pixels for the names of columns
_MOST = 14  # types in a matrix


class TrendChart(Paper):
    """Show a value between 0 and 1 for each week, the newest at the trailing end."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._weeks: Mapping[str, float | None] = {}
        self.setMinimumHeight(scaled(190))

    def show_weeks(self, weeks: Mapping[str, float | None]) -> None:
        """Take over the values, the earliest week first."""
        tr = self._desk.session.tr
        self._weeks = weeks
        self.setAccessibleName(tr("Over time"))
        self.setAccessibleDescription("\n".join(f"{week}: {figure(tr, value)}" for week, value in weeks.items()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._desk.canvas.look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_grid(painter)
            known = [(at, value) for at, value in enumerate(self._weeks.values()) if value is not None]
            points = [self._point(at, value) for at, value in known]
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawPolyline(points)
            painter.setBrush(QColor(theme.accent))
            painter.setPen(QPen(QColor(theme.surface), 2))
            for point in points:
                painter.drawEllipse(point, 5, 5)
            painter.setPen(QColor(theme.text))
            for point, (_, value) in zip(points, known, strict=True):
                box = QRectF(point.x() - 40, point.y() - 26, 80, 18)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, figure(self._desk.session.tr, value))

    def _paint_grid(self, painter: QPainter) -> None:
        theme, tr = self._desk.canvas.look.theme, self._desk.session.tr
        for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
            height = self._point(0, tick).y()
            painter.fillRect(QRectF(_SIDE, height, self.width() - 2 * _SIDE, 1), QColor(theme.border))
            painter.setPen(QColor(theme.muted))
            box = QRectF(self._mirrored(0, _SIDE - 8), height - 9, _SIDE - 8, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr.number(tick).replace(".", "٫" if tr.is_rtl else "."))
        every = max(1, -(-len(self._weeks) * 90 // max(1, self.width() - 2 * round(_SIDE))))
        for at, week in enumerate(self._weeks):
            if at % every == 0:
                box = QRectF(self._point(at, 0).x() - 45, self.height() - _FOOT + 6, 90, 20)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"\u200e{tr.digits(week)}" if week else "–")

    def _point(self, at: int, value: float) -> QPointF:
        many = len(self._weeks)
        room = self.width() - 2 * _SIDE - 40
        across = _SIDE + 20 + (room * at / (many - 1) if many > 1 else room / 2)
        height = self.height() - _FOOT - _HEAD - 20
        return QPointF(self._mirrored(across, 0), _HEAD + 20 + height * (1 - max(0.0, min(1.0, value))))

    def _mirrored(self, at: float, width: float) -> float:
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return self.width() - at - width if is_rtl else at


class HeatMap(Paper):
    """Show how often what one called by the row's name the other called by the column's; a click tells the cell."""

    clicked = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._cells: Mapping[tuple[str, str], float] = {}
        self._names: Sequence[str] = ()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_cells(self, cells: Mapping[tuple[str, str], float]) -> None:
        """Take over the counts; the names that differ most are shown first to be kept."""
        self._cells, self._names = cells, sides(cells)[:_MOST]
        self.setMinimumSize(self.sizeHint())
        tr = self._desk.session.tr
        told = (f"{self._title(a)} / {self._title(b)}: {number(tr, count)}" for (a, b), count in cells.items())
        self.setAccessibleName(tr("What was taken for what"))
        self.setAccessibleDescription("\n".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = scaled(46) * len(self._names)
        return QSize(scaled(_NAMES) + side + 16, scaled(_TILT) + side + 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row, one in enumerate(self._names):
                self._paint_names(painter, row, one)
                total = sum(self._cells.get((one, other), 0) for other in self._names) or 1
                for column, other in enumerate(self._names):
                    self._paint_cell(painter, self._box(row, column), (one, other), total)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for row, one in enumerate(self._names):
            for column, other in enumerate(self._names):
                if one != other and self._box(row, column).contains(event.position()):
                    self.clicked.emit(one, other)

    def _paint_names(self, painter: QPainter, at: int, name: str) -> None:
        metrics = QFontMetricsF(self.font())
        painter.setPen(QColor(self._desk.canvas.look.theme.text))
        box = self._box(at, 0)
        width = scaled(_NAMES) - 20.0
        left = self._mirrored(8, width)
        shown = metrics.elidedText(self._title(name), Qt.TextElideMode.ElideRight, width)
        flags = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, box.y(), width, box.height()), flags, shown)
        head = self._box(0, at)
        painter.save()
        painter.translate(head.center().x(), head.top() - 10)
        painter.rotate(-45 if not self._is_rtl else 45)
        room = scaled(_TILT) * 1.2
        shown = metrics.elidedText(self._title(name), Qt.TextElideMode.ElideRight, room)
        side = Qt.AlignmentFlag.AlignRight if self._is_rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            QRectF(-room if self._is_rtl else 0, -10, room, 20),
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter,
            shown,
        )
        painter.restore()

    def _paint_cell(self, painter: QPainter, box: QRectF, pair: tuple[str, str], total: float) -> None:
        theme = self._desk.canvas.look.theme
        count = self._cells.get(pair, 0)
        colour = theme.accent if pair[0] == pair[1] else theme.bad
        share = 0.14 + 0.72 * count / total if count else 0.0
        ground = mix(colour, theme.surface, share) if count else theme.alternate
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        if count:
            painter.setPen(QColor(max((theme.text, theme.surface), key=lambda ink: contrast(ink, ground))))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number(self._desk.session.tr, count))

    def _box(self, row: int, column: int) -> QRectF:
        side = float(scaled(46))
        left = self._mirrored(scaled(_NAMES) + column * side, side)
        return QRectF(left, scaled(_TILT) + row * side, side, side)

    def _title(self, name: str) -> str:
        return part_title(self._desk.session, name)

    @property
    def _is_rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _mirrored(self, at: float, width: float) -> float:
        return self.width() - at - width if self._is_rtl else at


def sides(cells: Mapping[tuple[str, str], float]) -> list[str]:
    """Return the names in a matrix, those first that differ most and then those that are most."""
    weights: dict[str, float] = {}
    for (one, other), count in cells.items():
        for name in {one, other}:
            weights[name] = weights.get(name, 0.0) + count * (1 if one == other else 1000)
    return sorted(weights, key=lambda name: -weights[name])
