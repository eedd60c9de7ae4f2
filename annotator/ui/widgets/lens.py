"""Lens: a strip under the text with the ends of the selection, enlarged and in reading order.

Letters stand apart here, so what is in and what is out can be seen also where they join, and punctuation says it in
words: a comma or a quotation mark is the commonest slip at the edge of a mention.
"""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui import fonts
from annotator.ui.desk import Desk
from annotator.ui.editor.ends import Cell, ends
from annotator.ui.editor.inks import Inks

_SIZE = 30  # pixels of the letters
_CELL = 40.0  # pixels, least width of a cell
_EDGE = 12.0  # pixels for the bar at an edge
_GAP = 22.0  # pixels for what is left out
_TOP = 6.0
_HEIGHT = 52.0
_Placed: TypeAlias = tuple[float, float, Cell | str]  # left edge, width, thing


class Lens(QWidget):
    """Show the ends of the canvas's selection while the setting says so."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        desk.canvas.selection_changed.connect(self._follow)
        desk.session.settings_changed.connect(self._follow)
        desk.session.document_opened.connect(self._follow)
        self._follow()

    def sizeHint(self) -> QSize:
        return QSize(200, round(_HEIGHT + 2 * _TOP + self._label_size + 6))

    def cells(self) -> tuple[tuple[Cell, ...], ...]:
        """Return what is before the selection, its first and last graphemes, and what is after it."""
        spans = self._desk.canvas.selection.spans
        if not spans or self._desk.canvas.sheet is None:
            return ()
        found = ends(self._desk.canvas.sheet.text, spans)
        return found.before, found.first, found.last, found.after

    @property
    def _label_size(self) -> int:
        return round(12 * self._desk.session.settings.interface_scale / 100)

    def _follow(self) -> None:
        self.setVisible(self._desk.session.settings.lens and self._desk.session.document is not None)
        self.setAccessibleName(self._desk.session.tr("Boundary lens"))
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._desk.canvas.look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), Inks(look.theme).colour(look.theme.gutter))
            painter.fillRect(QRectF(0, 0, self.width(), 1), Inks(look.theme).colour(look.theme.border))
            groups = self.cells()
            if groups:
                self._paint(painter, groups)

    def _paint(self, painter: QPainter, groups: tuple[tuple[Cell, ...], ...]) -> None:
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setFont(fonts.text_font(self._desk.session.settings.text_font, _SIZE))
        metrics = painter.fontMetrics()
        before, first, last, after = groups
        things: list[tuple[float, Cell | str]] = []
        for cells, ending in (
            (before, "edge"),
            (first, "gap" if last else "edge"),
            (last, "edge" if last else ""),
            (after, ""),
        ):
            for cell in cells:
                wide = 11.0 * len(cell.text) if cell.is_named else metrics.horizontalAdvance(cell.text) + 12.0
                things.append((max(wide, _CELL), cell))
            if ending:
                things.append((_EDGE if ending == "edge" else _GAP, ending))
        left = (self.width() - sum(width for width, _ in things)) / 2
        for x, width, what in _side_by_side(things, left, is_rtl=self._desk.canvas.is_rtl):
            room = QRectF(x, _TOP, width, _HEIGHT)
            if isinstance(what, Cell):
                self._cell(painter, room, what)
            else:
                self._between(painter, room, what)

    def _cell(self, painter: QPainter, room: QRectF, cell: Cell) -> None:
        theme, settings = self._desk.canvas.look.theme, self._desk.session.settings
        inks = Inks(theme)
        painter.fillRect(room, inks.colour(theme.selection if cell.is_inside else theme.page))
        ink = theme.ink if cell.is_inside else theme.number
        if cell.is_space:
            y, middle = room.center().y() + 8, room.center().x()
            painter.setPen(QPen(inks.colour(ink), 1.5))
            painter.drawPolyline([QPointF(middle + dx, y + dy) for dx, dy in ((-7, -5), (-7, 0), (7, 0), (7, -5))])
            return
        painter.setPen(inks.colour(ink))
        small = fonts.label_font(self._label_size)
        painter.setFont(small if cell.is_named else fonts.text_font(settings.text_font, _SIZE))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), cell.text)
        if cell.is_punctuation:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(inks.colour(theme.warning), 2.0))
            painter.drawRect(room.adjusted(2, 2, -2, -2))
            painter.setFont(small)
            words = self._desk.session.tr("inside") if cell.is_inside else self._desk.session.tr("outside")
            under = QRectF(room.left() - 30, room.bottom() + 1, room.width() + 60, self._label_size + 8)
            painter.drawText(under, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words)

    def _between(self, painter: QPainter, room: QRectF, what: str) -> None:
        theme = self._desk.canvas.look.theme
        ink = Inks(theme).colour(theme.edge)
        x = room.center().x()
        if what == "edge":
            painter.fillRect(QRectF(x - 1.5, room.top() - 3, 3.0, room.height() + 6), ink)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for step in (-6.0, 0.0, 6.0):
            painter.drawEllipse(QPointF(x + step, room.center().y()), 1.6, 1.6)


def _side_by_side(things: Sequence[tuple[float, Cell | str]], left: float, *, is_rtl: bool) -> list[_Placed]:
    """Return where each thing lies, in reading order."""
    found = []
    for width, what in reversed(things) if is_rtl else things:
        found.append((left, width, what))
        left += width
    return found
