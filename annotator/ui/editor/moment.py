"""Moment: what lies over the marks for the moment: chosen text, its handles, the hovered mark, a link being drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from annotator.domain.span import Fragments
from annotator.ui.editor.layout import BlockLayout
from annotator.ui.editor.marks import Marks, Mention
from annotator.ui.editor.overlay import Overlay
from annotator.ui.editor.painter import Painter
from annotator.ui.editor.selection import NOTHING, Selection
from annotator.ui.editor.shapes import Box


@dataclass(slots=True)
class State:
    """What changes without any layout: the selection, the mark under the pointer, the link being drawn."""

    selection: Selection = NOTHING
    hovered: str | None = None
    thread: tuple[QPointF, QPointF] | None = None
    hints: dict[str, str] = field(default_factory=dict)
    together: frozenset[str] = frozenset()  # mentions in view of the selected one's cluster
    is_alone: bool = False  # the others of its cluster do not stand out
    only: frozenset[tuple[str, int]] | None = None  # owners and numbers of the links that may stand out, None for all

    def chosen(self, marks: Marks) -> Mention | None:
        """Return the selected mention, whose cluster stands out with it; None where it shall not."""
        return None if self.is_alone else marks.mention(self.selection.mark)


@dataclass(slots=True)
class Handles:
    """The two edges of the selection in the window: x, upper end, lower end; None while out of view."""

    start: tuple[float, float, float] | None = None
    end: tuple[float, float, float] | None = None

    def add(self, layout: BlockLayout, spans: Fragments, left: float, top: float) -> None:
        """Take the edges that lie in one block whose text column begins at (left, top)."""
        if not spans:
            return
        self.start = _edge(layout, spans[0].start, left, top, is_start=True) or self.start
        self.end = _edge(layout, spans[-1].end, left, top, is_start=False) or self.end

    def at(self, x: float, y: float, near: float) -> str | None:
        """Return which edge is within `near` pixels of a point; of two, the one on whose side the point is."""
        found = [
            (abs(x - edge[0]), name)
            for name, edge in (("start", self.start), ("end", self.end))
            if edge and abs(x - edge[0]) <= near and edge[1] - near <= y <= edge[2] + near
        ]
        return min(found)[1] if found else None


def _edge(
    layout: BlockLayout, at: int, left: float, top: float, *, is_start: bool
) -> tuple[float, float, float] | None:
    """Return where the edge of a grapheme stands: its outer side in the direction of its own run."""
    inside = at - layout.content.start
    length = len(layout.shaped.text)
    if not (0 <= inside < length if is_start else 0 < inside <= length):
        return None
    low, high = layout.shaped.snap(inside, inside + 1) if is_start else layout.shaped.snap(inside - 1, inside)
    boxes = layout.boxes(low, high)
    if not boxes:
        return None
    is_rtl = layout.shaped.runs_rtl(low)
    x = boxes[0].right if is_rtl == is_start else boxes[0].left
    return left + x, top + boxes[0].top - 3, top + boxes[0].bottom + 4


def chosen_boxes(layout: BlockLayout, spans: Fragments) -> tuple[Box, ...]:
    """Return the rectangles of the selection in one block."""
    start, end = layout.content.start, layout.content.start + len(layout.shaped.text)
    return tuple(
        Box(box.left, box.top - 3, box.width, box.height + 6)
        for span in spans
        if span.start < end and start < span.end
        for box in layout.boxes(max(span.start, start) - start, min(span.end, end) - start)
    )


def overlay(state: State, boxes: Sequence[Box], marks: Marks) -> Overlay:
    """Return the overlay of one block; the links of the mark under the pointer stand out, else the selected one's."""
    selected = state.selection.mark
    links = next((found for mark in (state.hovered, selected) if mark and (found := marks.links_of(mark))), [])
    if state.only is not None:
        links = [link for link in links if (link.owner, link.number) in state.only]
    if not links:
        return Overlay(tuple(boxes), state.hovered, selected, hints=state.hints)
    ends = {end for link in links for end in (link.source, link.target) if end}
    tied = frozenset(ends | state.together | {mark for mark in (state.hovered, selected) if mark})
    keys = frozenset((link.owner, link.number) for link in links)
    return Overlay(tuple(boxes), state.hovered, selected, keys, tied, state.hints)


def paint_handles(painter: QPainter, handles: Handles, look: Painter, *, has_focus: bool) -> None:
    """Paint a bar on both edges of the selection, with a knob to drag while the canvas has the focus."""
    theme, inks = look.theme, look.inks
    colour = theme.edge if has_focus else inks.faint(theme.edge, 0.45)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.brush(colour))
    for edge, is_top in ((handles.start, True), (handles.end, False)):
        if edge is None:
            continue
        x, top, bottom = edge
        painter.drawRect(QRectF(x - 1, top, 2, bottom - top))
        if has_focus:
            painter.drawEllipse(QPointF(x, top if is_top else bottom), 3.2, 3.2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_thread(painter: QPainter, state: State, look: Painter) -> None:
    """Paint the link that is being drawn from a tag to the pointer."""
    if state.thread is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(look.inks.pen(look.theme.edge, 2.0, Qt.PenStyle.DashLine))
    painter.drawLine(*state.thread)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_hint(painter: QPainter, room: QRectF, hint: str, look: Painter) -> None:
    """Paint what to do next in the middle of an empty window."""
    painter.setFont(look.kit.look.hint_font)
    painter.setPen(look.inks.pen(look.theme.number))
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    painter.drawText(room.adjusted(40, 0, -40, 0), flags, hint)
