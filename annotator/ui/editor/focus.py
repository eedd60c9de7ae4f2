"""Focus: while a mention of a cluster is selected, all its mentions in view have one outline and hang on a thin thread.

The thread lies under the text and goes from mention to mention in reading order; where there are more beyond the
window it leads out of it. Only marks in view are looked at, but for the question whether there are more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from annotator.domain.model import Event, spans_of
from annotator.ui.editor.layout import BlockLayout
from annotator.ui.editor.marks import Marks, Mention
from annotator.ui.editor.moment import chosen_boxes
from annotator.ui.editor.painter import Painter
from annotator.ui.editor.shapes import Box

Shown: TypeAlias = tuple[int, BlockLayout, int]  # number, layout and top of a block in the window
_MOST = 400  # mentions of a cluster that are looked at beyond the window
_PAD = 3.0
_SAG = 13.0  # pixels by which the thread hangs between two mentions of one line
_REACH = 34.0  # pixels of thread that lead on to a mention beyond the window
_FAINT = 0.55  # of the thread's colour


@dataclass(frozen=True, slots=True)
class Focus:
    """The mentions of one cluster in the window: their ids, and the boxes of each in reading order."""

    ids: frozenset[str] = frozenset()
    boxes: tuple[tuple[QRectF, ...], ...] = ()
    type_id: str = ""
    is_event: bool = False
    leads_up: bool = False
    leads_down: bool = False

    def paint_thread(self, painter: QPainter, look: Painter) -> None:
        """Paint the thread, under the text that comes after it."""
        if not self.boxes:
            return
        path = QPainterPath()
        for before, after in zip(self.boxes, self.boxes[1:], strict=False):
            _hang(path, before[-1], after[0])
        if self.leads_up:
            _lead(path, self.boxes[0][0], -_REACH)
        if self.leads_down:
            _lead(path, self.boxes[-1][-1], _REACH)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(look.inks.pen(look.inks.faint(self._colour(look), _FAINT), 1.2))
        painter.drawPath(path)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def paint_outlines(self, painter: QPainter, look: Painter) -> None:
        """Paint the outline of every mention."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(look.inks.pen(self._colour(look), 1.4))
        for pieces in self.boxes:
            for box in pieces:
                painter.drawRoundedRect(box, 4.5, 4.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _colour(self, look: Painter) -> str:
        schema, theme = look.kit.look.schema, look.theme
        kind = schema.event(self.type_id) if self.is_event else schema.entity(self.type_id)
        return theme.line(kind.colour) if kind else theme.edge


NOWHERE = Focus()


def focus_of(mention: Mention | None, marks: Marks, shown: Sequence[Shown], left: float) -> Focus:
    """Return what is to be painted for the selected mention; nothing unless others of its cluster exist."""
    if mention is None or mention.cluster is None or not shown or marks.size(mention.cluster) < 2:
        return NOWHERE
    start = shown[0][1].content.start
    end = shown[-1][1].content.start + len(shown[-1][1].shaped.text)
    seen = [one for one in marks.in_range(start, end) if one.cluster == mention.cluster]
    boxes = tuple(found for one in seen if (found := _boxes(one, shown, left)))
    many = marks.size(mention.cluster) > len(seen)
    others = marks.members(mention.cluster) if many and marks.size(mention.cluster) <= _MOST else []
    return Focus(
        frozenset(one.id for one in seen),
        boxes,
        mention.type,
        is_event=isinstance(mention, Event),
        leads_up=bool(others) and spans_of(others[0])[0].start < start,
        leads_down=bool(others) and spans_of(others[-1])[0].start >= end,
    )


def _boxes(mention: Mention, shown: Sequence[Shown], left: float) -> tuple[QRectF, ...]:
    return tuple(
        _padded(box, left, top)
        for _, layout, top in shown
        if layout.shaped.text
        for box in chosen_boxes(layout, spans_of(mention))
    )


def _padded(box: Box, left: float, top: float) -> QRectF:
    return box.rect.translated(left, top).adjusted(-_PAD, 1, _PAD, -1)


def _hang(path: QPainterPath, one: QRectF, other: QRectF) -> None:
    """Lead the thread from the foot of one box to the head of another below, or in a shallow arc beside it."""
    if other.top() >= one.bottom():
        begin, end = QPointF(one.center().x(), one.bottom()), QPointF(other.center().x(), other.top())
        half = max((end.y() - begin.y()) / 2, 10.0)
        path.moveTo(begin)
        path.cubicTo(begin + QPointF(0, half), end - QPointF(0, half), end)
        return
    begin, end = QPointF(one.center().x(), one.bottom()), QPointF(other.center().x(), other.bottom())
    path.moveTo(begin)
    path.cubicTo(begin + QPointF(0, _SAG), end + QPointF(0, _SAG), end)


def _lead(path: QPainterPath, box: QRectF, reach: float) -> None:
    x, y = box.center().x(), box.top() if reach < 0 else box.bottom()
    path.moveTo(x, y)
    path.cubicTo(x, y + reach / 2, x + 6, y + reach / 2, x + 6, y + reach)
