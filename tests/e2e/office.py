"""Office: people in front of the real window, each at their own; dialogs are worked through by keys and clicks."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from shiboken6 import isValid

from annotator.settings import Settings
from annotator.ui.session import Session
from annotator.ui.window import Window
from tests.e2e.hands import Hands
from tests.ui.conftest import Answers, key_event

D = TypeVar("D", bound=QDialog)


class Person:
    """Somebody at the keyboard of a window of their own; `strokes` counts the keys that they pressed."""

    def __init__(self, name: str) -> None:
        self.answers = Answers()
        self.window = Window(Session(Settings(annotator=name, language="ar", theme="light")), self.answers)
        self.window.resize(1360, 860)
        self.window.show()
        self.window.activateWindow()
        self.hands = Hands(self.window)
        self.strokes = 0
        QApplication.processEvents()

    def press(self, *chords: str, at: QWidget | None = None) -> None:
        """Press chords where the focus is, as a keyboard with an Arabic layout sends them."""
        for chord in chords:
            self.strokes += 1
            target = at or QApplication.focusWidget() or self.window.canvas
            down = key_event(chord)
            up = QKeyEvent(QEvent.Type.KeyRelease, down.key(), down.modifiers(), down.text())
            QApplication.sendEvent(target, down)
            if isValid(target):  # it may have closed itself
                QApplication.sendEvent(target, up)
            QApplication.processEvents()

    def command(self, title: str) -> None:
        """Find a command in the palette and do it."""
        self.window.canvas.setFocus()
        self.press("Ctrl+K", at=self.window.canvas)
        palette = QApplication.activePopupWidget()
        assert palette is not None
        field = palette.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        write(field, self.window.session.tr(title))
        self.press("Enter", at=field)

    def open(self, path: Path) -> None:
        """Open a project by its key."""
        self.answers.given.append(path)
        self.press("Ctrl+O", at=self.window.canvas)
        assert self.window.session.project is not None
        assert self.window.session.project.path == path
        self.window.canvas.setFocus()

    def leave(self) -> None:
        """Close the window; nothing may have been told besides, and every answer was asked for."""
        self.go()
        assert self.answers.told == []
        assert self.answers.given == []

    def go(self) -> None:
        """Close the window, if it is still there."""
        if isValid(self.window):
            self.window.close()
            self.window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QApplication.processEvents()


def meanwhile(trigger: Callable[[], None], kind: type[D], act: Callable[[D], None]) -> None:
    """Work through the dialog of a kind that `trigger` brings up, and return when it is closed.

    All of it inside an event loop, as in the program: without one, Qt deletes what was closed while it is still used.
    """
    wrong: list[BaseException] = []
    seen: list[bool] = []
    loop, timer = QEventLoop(), QTimer()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            timer.stop()
            seen.append(True)
            _try(lambda: act(dialog), wrong)
            if dialog.isVisible():
                dialog.done(0)

    def begin() -> None:
        _try(trigger, wrong)
        loop.quit()

    timer.timeout.connect(look)
    timer.start(0)
    QTimer.singleShot(0, begin)
    loop.exec()
    timer.stop()
    if wrong:
        raise wrong[0]
    assert seen, f"no {kind.__name__} was shown"


def _try(act: Callable[[], None], wrong: list[BaseException]) -> None:
    """Keep what is raised, which would be lost in Qt's loop."""
    try:
        act()
    except BaseException as error:  # noqa: BLE001  # raised again by meanwhile
        wrong.append(error)


def click(part: QWidget, at: QPoint | None = None) -> None:
    """Click in the middle of a part that can be clicked, or at a point of it."""
    assert part.isVisible()
    assert part.isEnabled()
    QTest.mouseClick(part, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or part.rect().center())
    QApplication.processEvents()


def write(field: QWidget, text: str) -> None:
    """Type over what a field holds, letter by letter."""
    field.setFocus()
    QApplication.sendEvent(field, key_event("Ctrl+A", "latin"))
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    QApplication.processEvents()
