"""Locking: one type stays at hand, and whatever is selected gets it at once.

With the mouse a drag or a double click is a selection; with keys it is what Shift was held for, taken when Shift is let
go, and the space bar marks where the cursor stands. A click or an arrow only moves the cursor, so nothing is marked in
passing.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from annotator.domain.model import Relation
from annotator.domain.span import Fragments
from annotator.ui.desk import Desk
from annotator.ui.marking import apply_type, scope_of


def lock(desk: Desk) -> None:
    """Lock the selected mark's type, else the one used last; unlock if one is locked."""
    if desk.locked is not None:
        unlock(desk)
        return
    mark = desk.session.mark
    is_mention = mark is not None and not isinstance(mark, Relation)
    found = (scope_of(mark), mark.type) if mark is not None and is_mention else desk.last_type
    if found is None or found[0] == "relation":
        desk.session.said.emit(desk.session.tr("Mark something first; its type can then be locked."))
        return
    desk.locked = found
    desk.mode_changed.emit()


def unlock(desk: Desk) -> None:
    """Let selections be selections again."""
    if desk.locked is not None:
        desk.locked = None
        desk.mode_changed.emit()


class Lock(QObject):
    """Watch the canvas for selections and give them the locked type."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._before: Fragments = ()
        desk.canvas.installEventFilter(self)
        desk.canvas.viewport().installEventFilter(self)
        desk.session.project_opened.connect(lambda: unlock(desk))

    def press(self, chord: str) -> bool:
        """Mark what is selected, by the space bar; False if nothing is locked."""
        if self._desk.locked is None or self._desk.mode is not None or chord != "Space":
            return False
        apply_type(self._desk, *self._desk.locked)
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self._desk.locked is None or self._desk.mode is not None:
            return False
        kind = event.type()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Shift and not event.isAutoRepeat():
            if kind == QEvent.Type.KeyPress:
                self._remember()
            elif kind == QEvent.Type.KeyRelease:
                self._take()
        elif kind == QEvent.Type.MouseButtonPress:
            self._remember()
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._before = ()
            QTimer.singleShot(0, self._take)  # the canvas has not seen it yet
        elif kind == QEvent.Type.MouseButtonRelease:
            QTimer.singleShot(0, self._take_drag)
        return False

    def _remember(self) -> None:
        self._before = self._desk.canvas.selection.spans

    def _take_drag(self) -> None:
        """Take what was dragged over, several words or a part of one; the one word of a click is none."""
        canvas = self._desk.canvas
        spans = canvas.selection.spans
        is_click = len(spans) == 1 and spans[0] == canvas.caret_word == canvas.word_at(spans[0].start)
        if not is_click:
            self._take()

    def _take(self) -> None:
        selection = self._desk.canvas.selection
        is_new = selection.mark is None and bool(selection.spans) and selection.spans != self._before
        if self._desk.locked is not None and self._desk.mode is None and is_new:
            apply_type(self._desk, *self._desk.locked)
