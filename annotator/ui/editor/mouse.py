"""Mouse: what pressing, dragging and clicking on the canvas mean.

In the text a drag chooses whole words (Alt: graphemes; Ctrl: one more piece) and a click selects the innermost mark,
a further click the next outer one. A double click takes a word's first stop, a second one the whole word. A drag from
a tag draws a link; a drag on an edge of the selection moves that edge.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.domain.span import Fragments, Span, overlaps
from annotator.ui.editor.hit import Spot

if TYPE_CHECKING:
    from annotator.ui.editor.view import Canvas

_NEAR = 6.0  # pixels from a handle
_AUTO = 24  # pixels from the window's edge where dragging scrolls


class _Aim(Enum):
    """What a pressed button is about to do."""

    TEXT = "text"
    LINK = "link"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class _Press:
    """Where and on what the button went down."""

    point: QPointF
    aim: _Aim
    spot: Spot
    kept: Fragments
    fixed: Span | None  # the part of the selection that a handle leaves where it is


class Mouse:
    """Turn mouse events into calls and signals of one canvas."""

    def __init__(self, canvas: "Canvas") -> None:
        self._canvas = canvas
        self._pressed: _Press | None = None
        self._is_dragging = False
        self._double: QPointF | None = None
        self._stopped: Span | None = None  # the word whose first stop the last double click took
        self._last: QMouseEvent | None = None
        self._again = QTimer(canvas, interval=40)
        self._again.timeout.connect(self._drag_on)

    def press(self, event: QMouseEvent) -> None:
        """Begin a click or a drag; the third click in a row takes the sentence."""
        found = self._canvas.spot_at(event.position())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._double and _is_close(self._double, event.position()):
            self._double = None
            self._canvas.select_sentence()
            return
        self._double = None
        self._is_dragging = False
        spans = self._canvas.selection.spans
        if self._stopped and not overlaps(spans, (self._stopped,)):
            self._stopped = None  # the cursor was elsewhere meanwhile
        is_more = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        aim = self._aim(event.position(), found)
        fixed = spans[0] if aim is _Aim.START else spans[-1] if aim is _Aim.END else None
        kept = spans[1:] if aim is _Aim.START else spans[:-1] if aim is _Aim.END else spans if is_more else ()
        self._pressed = _Press(event.position(), aim, found, kept, fixed)

    def move(self, event: QMouseEvent) -> None:
        """Drag, or without a button show what is under the pointer."""
        pressed = self._pressed
        if pressed is None:
            self._point_at(event.position())
            return
        if not self._is_dragging and _is_close(pressed.point, event.position()):
            return
        self._is_dragging = True
        if pressed.aim is _Aim.LINK:
            self._canvas.hover(self._canvas.annotation_at(event.position()))
            self._canvas.draw_thread((pressed.point, event.position()))
            return
        self._last = event.clone()
        if self._is_at_edge(event.position().y()) != self._again.isActive():
            self._toggle()
        self._drag_to(pressed, event)

    def release(self, event: QMouseEvent) -> None:
        """End a drag, or do what a click does."""
        pressed, self._pressed = self._pressed, None
        self._again.stop()
        if pressed is None:
            return
        if not self._is_dragging:
            self._click(pressed)
            return
        self._is_dragging = False
        selection = self._canvas.selection
        if pressed.aim is _Aim.LINK:
            self._canvas.draw_thread(None)
            target = self._canvas.annotation_at(event.position())
            if target and pressed.spot.tag and target != pressed.spot.tag:
                self._canvas.link_requested.emit(pressed.spot.tag, target)
        elif pressed.fixed and selection.mark:
            self._canvas.resize_requested.emit(selection.mark, selection.spans)

    def double(self, event: QMouseEvent) -> None:
        """Open the mark of a tag; in the text take the word's first stop, and the second time all of it."""
        found = self._canvas.spot_at(event.position())
        if found is None:
            return
        if found.tag:
            self._canvas.mark_activated.emit(found.tag)
            return
        self._double = event.position()
        if found.grapheme:
            self._take_word(found.grapheme.start)

    def _take_word(self, offset: int) -> None:
        word, before = self._canvas.word_at(offset), self._stopped
        self._canvas.stand_on(offset)
        self._stopped = word if word != before else None
        if word == before:
            self._canvas.select_word()

    def _aim(self, point: QPointF, found: Spot) -> _Aim:
        edge = self._canvas.handle_at(point, _NEAR)
        if edge is not None:
            return _Aim(edge)
        return _Aim.LINK if found.tag else _Aim.TEXT

    def _drag_to(self, pressed: _Press, event: QMouseEvent) -> None:
        found = self._canvas.spot_at(event.position())
        if found and found.grapheme:
            is_fine = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._drag(pressed, found.grapheme, is_fine=is_fine)

    def _drag_on(self) -> None:
        """Scroll and go on choosing while the pointer rests at the window's edge."""
        if self._pressed is None or self._last is None:
            self._again.stop()
            return
        bar = self._canvas.verticalScrollBar()
        step = bar.singleStep() // 2
        bar.setValue(bar.value() + (-step if self._last.position().y() < _AUTO else step))
        self._drag_to(self._pressed, self._last)

    def _toggle(self) -> None:
        if self._again.isActive():
            self._again.stop()
        else:
            self._again.start()

    def _is_at_edge(self, y: float) -> bool:
        return y < _AUTO or y > self._canvas.viewport().height() - _AUTO

    def _drag(self, pressed: _Press, grapheme: Span, *, is_fine: bool) -> None:
        word = grapheme if is_fine else self._canvas.word_at(grapheme.start)
        if word is None:
            return
        mark = self._canvas.selection.mark
        if pressed.fixed:
            edge = grapheme if is_fine else word
            self._canvas.stretch(pressed.aim.value, pressed.fixed, edge, pressed.kept, mark)
            return
        begun = pressed.spot.grapheme
        first = begun if is_fine or begun is None else self._canvas.word_at(begun.start)
        if first:
            self._canvas.drag_to(first, word, pressed.kept)

    def _click(self, pressed: _Press) -> None:
        found, canvas = pressed.spot, self._canvas
        if found.arc is not None:
            target = found.arc.far if found.arc.is_chip else None
            self._take(target or found.arc.link.owner, reveal=True)
        elif found.tag:
            self._take(found.tag, reveal=False)
        elif pressed.kept and found.grapheme and pressed.fixed is None:
            word = canvas.word_at(found.grapheme.start)
            if word:
                canvas.drag_to(word, word, pressed.kept)
        elif found.marks:
            current = canvas.selection.mark
            order = found.marks
            following = order[(order.index(current) + 1) % len(order)] if current in order else order[0]
            self._take(following, reveal=False)
        elif found.grapheme:
            canvas.stand_on(found.grapheme.start)

    def _take(self, mark_id: str, *, reveal: bool) -> None:
        self._canvas.select_mark(mark_id)
        if reveal:
            self._canvas.reveal(mark_id)
        self._canvas.mark_clicked.emit(mark_id)

    def _point_at(self, point: QPointF) -> None:
        found = self._canvas.spot_at(point)
        if found is None:
            return
        self._canvas.hover(found.tag or next(iter(found.marks), None))
        shape = Qt.CursorShape.IBeamCursor if found.is_inside or found.marks else Qt.CursorShape.ArrowCursor
        if found.tag or found.arc:
            shape = Qt.CursorShape.PointingHandCursor
        if self._canvas.handle_at(point, _NEAR):
            shape = Qt.CursorShape.SizeHorCursor
        self._canvas.viewport().setCursor(shape)


def _is_close(one: QPointF, other: QPointF) -> bool:
    return (one - other).manhattanLength() < QApplication.startDragDistance()
