"""Stage: the real window on a real project, offscreen, and hands that make real events until they are painted."""

import sys
import time

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from annotator.settings import Settings
from annotator.store.project import Project
from annotator.ui import app
from annotator.ui.session import Session
from annotator.ui.window import Window
from tests.benchmarks.corpus import AUTHOR

WIDTH, HEIGHT = 1920, 1080
NONE = Qt.KeyboardModifier.NoModifier
# Chords used here: Qt's key, the scan code of X11 on a PC keyboard, the text.
KEYS = {
    "Left": (Qt.Key.Key_Left, 0, ""),
    "PgDown": (Qt.Key.Key_PageDown, 0, ""),
    "PgUp": (Qt.Key.Key_PageUp, 0, ""),
    "1": (Qt.Key.Key_1, 10, "1"),
    "Z": (Qt.Key.Key_Z, 52, ""),
}


class Paints(QObject):
    """Count how often a widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.number += event.type() == QEvent.Type.Paint
        return False


class Stage:
    """A window of 1920 x 1080, with a project open in it if one is given."""

    def __init__(self, project: Project | None) -> None:
        self.application = app.start()
        self.window = Window(Session(Settings(annotator=AUTHOR, theme="light")))
        app.spare_marks(self.window.session)
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        self.canvas, self.session = self.window.canvas, self.window.session
        self.viewport = self.canvas.viewport()
        self.paints = Paints()
        self.viewport.installEventFilter(self.paints)
        if project is not None:
            self.session.adopt(project)
        self.settle()

    def close(self) -> None:
        """Close window and project."""
        self.window.close()
        self.window.deleteLater()
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.application.processEvents()

    def settle(self, seconds: float = 0.0) -> None:
        """Let everything that waits be done: timers of no length, and for some seconds those of some."""
        until = time.perf_counter() + seconds
        quiet = 0
        while quiet < 3 or time.perf_counter() < until:
            before = time.perf_counter()
            self.application.processEvents()
            quiet = quiet + 1 if time.perf_counter() - before < 0.0005 else 0

    def longest_block(self, seconds: float) -> float:
        """Return the longest time in milliseconds that one round of events took, over some seconds."""
        until, longest = time.perf_counter() + seconds, 0.0
        while (before := time.perf_counter()) < until:
            self.application.processEvents()
            longest = max(longest, time.perf_counter() - before)
            time.sleep(0.001)
        return longest * 1000

    def paint(self) -> None:
        """Paint what an event asked for; raises RuntimeError if that was nothing, for then nothing was measured."""
        before = self.paints.number
        QCoreApplication.sendPostedEvents()
        if self.paints.number == before:
            raise RuntimeError("the canvas was not painted")

    def press(self, name: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key over the text."""
        key, code, text = KEYS[name]
        QApplication.sendEvent(self.canvas, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, code, 0, 0, text))

    def wheel(self, notches: int) -> None:
        """Turn the wheel over the text."""
        middle = QPointF(self.viewport.rect().center())
        event = QWheelEvent(
            middle,
            QPointF(self.viewport.mapToGlobal(middle.toPoint())),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.viewport, event)

    def point_at(self, point: QPoint) -> None:
        """Move the pointer over the text."""
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(point),
            QPointF(self.viewport.mapToGlobal(point)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            NONE,
        )
        QApplication.sendEvent(self.viewport, event)

    def jump(self, share: float) -> None:
        """Drag the scroll bar's thumb to a share of the document."""
        bar = self.canvas.verticalScrollBar()
        bar.setSliderDown(True)
        bar.setSliderPosition(round(bar.maximum() * share))
        bar.setSliderDown(False)

    @property
    def is_at_end(self) -> bool:
        """Say whether the end of the text is in view."""
        bar = self.canvas.verticalScrollBar()
        return bar.value() == bar.maximum()

    def spots(self) -> list[QPoint]:
        """Return the middles of the first marks in view, by their ids' places on the screen."""
        first = self.canvas.spot_at(QPoint(200, 20))
        start = first.grapheme.start if first and first.grapheme else 0
        mentions = self.session.marks.in_range(start, start + 3000)
        rects = [self.canvas.rect_of(mention.id) for mention in mentions]
        return [rect.center() for rect in rects if rect is not None and self.viewport.rect().contains(rect.center())]


def quieten() -> None:
    """Pass on what Qt says, but not that the offscreen platform has no window manager."""
    qInstallMessageHandler(_pass_on)


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if "propagateSizeHints" not in message:
        sys.stderr.write(f"{message}\n")
