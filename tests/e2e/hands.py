"""Hands: an annotator with an Arabic keyboard and a mouse, in front of the real window."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from annotator.domain.span import Span
from annotator.ui.filling import Filling
from annotator.ui.linking import Linking
from annotator.ui.window import Window

# What the keys of an Arabic (101) layout type, and their X11 key codes.
ROWS = {10: "1234567890-=", 24: "QWERTYUIOP[]", 38: "ASDFGHJKL;'`", 51: "\\ZXCVBNM,./"}
CODES = {place: first + step for first, row in ROWS.items() for step, place in enumerate(row)}
ARABIC = dict(zip("QWERTYUIOP[]ASDFGHJKL;'ZXCVNM,./`", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ", strict=True))
NAMED = {
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Del": Qt.Key.Key_Delete,
    "F6": Qt.Key.Key_F6,
}
MODIFIERS = {
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """Press keys and move the mouse as a person does; everything goes through Qt events."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.canvas = window.canvas
        self.session = window.session

    def press(self, *chords: str) -> None:
        """Press chords such as "1", "Shift+Left", "Ctrl+Z" one after the other."""
        for chord in chords:
            *names, place = chord.split("+")
            modifiers = NONE
            for name in names:
                modifiers |= MODIFIERS[name]
            target = QApplication.focusWidget() or self.canvas
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                if isValid(target):  # a press may close what it was sent to
                    QApplication.sendEvent(target, _key(kind, place, modifiers))
            QApplication.processEvents()

    def click(self, surface: str, *, nth: int = 0, inside: int = 0) -> None:
        """Click on the first letter of a surface's nth occurrence, or on its letter number `inside`."""
        span = self.find(surface, nth)
        QTest.mouseClick(self.canvas.viewport(), Qt.MouseButton.LeftButton, NONE, self.point(span.start + inside))

    def double_click(self, surface: str, *, nth: int = 0) -> None:
        """Double-click on the first letter of a surface's nth occurrence."""
        span = self.find(surface, nth)
        point = self.point(span.start)
        QTest.mouseClick(self.canvas.viewport(), Qt.MouseButton.LeftButton, NONE, point)
        QTest.mouseDClick(self.canvas.viewport(), Qt.MouseButton.LeftButton, NONE, point)

    def drag(self, surface: str, *, nth: int = 0, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Drag from the first to the last letter of a surface's nth occurrence."""
        span = self.find(surface, nth)
        viewport = self.canvas.viewport()
        first, last = self.point(span.start), self.point(span.end - 1)
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, modifiers, first)
        _move(viewport, (first + last) / 2, modifiers)
        _move(viewport, last, modifiers)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, modifiers, last)

    def find(self, surface: str, nth: int = 0) -> Span:
        """Return where the nth occurrence of a surface is, scrolled into view."""
        start = -1
        for _ in range(nth + 1):
            start = self.session.text.index(surface, start + 1)
        span = Span(start, start + len(surface))
        self.canvas.reveal(span)
        QApplication.processEvents()
        return span

    def count_before(self, surface: str, place: str) -> int:
        """Return how many times a surface stands before the first occurrence of `place`."""
        return self.session.text[: self.session.text.index(place)].count(surface)

    def point(self, offset: int) -> QPoint:
        """Return the middle of the letter at an offset, in the viewport."""
        rect = self.canvas.rect_of(Span(offset, offset + 1))
        assert rect is not None, f"offset {offset} is not in view"
        return rect.center()

    def hint(self, mark_id: str) -> list[str]:
        """Return the letters that the screen shows on a mark."""
        mode = self.window.desk.mode
        hints = mode.hints if isinstance(mode, Filling) else mode.targets if isinstance(mode, Linking) else {}
        return list(hints[mark_id])

    def marked(self, surface: str) -> str:
        """Return the id of the newest mark whose words are `surface`."""
        text = self.session.text
        found = [
            mark.id
            for mark in self.session.project.layer(self.session.layer_id).entities  # type: ignore[union-attr,arg-type]
            if " ".join(text[span.start : span.end] for span in mark.spans) == surface
        ]
        return found[-1]

    def select(self, mark_id: str) -> None:
        """Click on a mark until it is the selected one, as a person does among nested marks."""
        mention = self.session.marks.mention(mark_id)
        assert mention is not None
        spans: Iterable[Span] = mention.spans  # type: ignore[union-attr]
        first = next(iter(spans))
        self.canvas.reveal(first)
        QApplication.processEvents()
        for _ in range(5):
            if self.session.mark is not None and self.session.mark.id == mark_id:
                return
            QTest.mouseClick(self.canvas.viewport(), Qt.MouseButton.LeftButton, NONE, self.point(first.start))
            QTest.mouseMove(self.canvas.viewport(), QPoint(1, 1))
            QTest.qWait(0)
        raise AssertionError(f"clicking does not select {mention}")


def _key(kind: QEvent.Type, place: str, modifiers: Qt.KeyboardModifier) -> QKeyEvent:
    if place in NAMED:
        return QKeyEvent(kind, NAMED[place], modifiers)
    letter = ARABIC.get(place, place)
    text = "" if modifiers & Qt.KeyboardModifier.ControlModifier else letter
    return QKeyEvent(kind, ord(letter[0]), modifiers, CODES[place], 0, 0, text)


def _move(viewport: object, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(viewport.mapToGlobal(point)),  # type: ignore[attr-defined]
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        modifiers,
    )
    QApplication.sendEvent(viewport, event)  # type: ignore[arg-type]
