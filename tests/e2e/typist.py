"""Typist: writes into the dialog or menu that has come up, and goes on in the one that a press opens."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from shiboken6 import isValid

_TRIES = 400  # looks for what a press opens


class Typist:
    """Press, write and click as a person does; `failed` keeps what went wrong inside a dialog."""

    def __init__(self) -> None:
        self.failed: list[BaseException] = []
        self._waiting = 0  # dialogs that presses are to open

    def opening(self, press: Callable[[], object], inside: Callable[[QWidget], object]) -> None:
        """Press something that opens a dialog or menu, and act inside; what fails inside fails here."""
        waiting = self._waiting
        self.following(press, inside)
        while self._waiting > waiting and not self.failed:
            QTest.qWait(1)  # a menu opens without waiting for what is chosen in it
        QApplication.processEvents()
        if self.failed:
            raise AssertionError(f"inside a dialog: {self.failed[0]!r}") from self.failed[0]

    def following(self, press: Callable[[], object], inside: Callable[[QWidget], object]) -> None:
        """Press something that closes a dialog, and act inside the one that comes after it."""
        before = _top()
        self._waiting += 1
        QTimer.singleShot(0, lambda: self._enter(before, inside, _TRIES))
        press()

    def choose(self, press: Callable[[], object], words: str, inside: Callable[[QWidget], object]) -> None:
        """Press something that opens a menu, go down to the words and take them; they open a dialog to act inside."""
        self.opening(press, lambda menu: self._take(menu, words, inside))

    def write(self, words: str) -> None:
        """Write letter by letter where the keyboard is."""
        for letter in words:
            self._send(Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown, letter)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the keyboard is."""
        self._send(key, "", modifiers)

    def click(self, widget: QWidget) -> None:
        """Click in the middle of a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def _send(self, key: Qt.Key, text: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        top = QApplication.activeModalWidget()
        if QApplication.focusWidget() is None and top is not None:
            top.activateWindow()  # which a window system does when what was before it is closed
            QApplication.processEvents()
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or top
        assert target is not None
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            if isValid(target):
                QApplication.sendEvent(target, QKeyEvent(kind, key, held, text))

    def _take(self, menu: QWidget, words: str, inside: Callable[[QWidget], object]) -> None:
        assert isinstance(menu, QMenu)
        offered = [one for one in menu.actions() if not one.isSeparator() and one.isEnabled()]
        for _ in range(_place(offered, words)):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        self.opening(lambda: QTest.keyClick(menu, Qt.Key.Key_Return), inside)

    def _enter(self, before: QWidget | None, inside: Callable[[QWidget], object], tries: int) -> None:
        now = _top()
        if now is None or now is before or not _has_keyboard(now):
            if tries:
                QTimer.singleShot(1, lambda: self._enter(before, inside, tries - 1))
            else:
                self._fail(AssertionError("nothing was opened"))
            return
        try:
            inside(now)
            self._waiting -= 1
        except BaseException as error:  # noqa: BLE001 - Qt would only print it, and the dialog would wait for ever
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self.failed.append(error)
        while (top := _top()) is not None and top.isVisible():
            top.hide()


def button(window: QWidget, words: str) -> QPushButton:
    """Return the button with these words that a window shows."""
    found = [one for one in window.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    assert found, f"no button {words}: {[one.text() for one in window.findChildren(QPushButton)]}"
    return found[0]


def _top() -> QWidget | None:
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()


def _has_keyboard(window: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return isinstance(window, QMenu) or (focus is not None and focus.window() is window)


def _place(offered: list[QAction], words: str) -> int:
    names = [one.text().replace("&&", "&") for one in offered]
    assert words in names, f"{words} is not among {names}"
    return names.index(words) + 1
