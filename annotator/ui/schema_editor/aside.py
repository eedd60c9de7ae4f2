"""Aside: work that may take long, done in a thread while a small dialog keeps the window alive."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from annotator.errors import AnnotatorError
from annotator.ui.i18n import Translator
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain

T = TypeVar("T")
_MOMENT = 400  # milliseconds before the dialog is shown


class _Ending(QObject):
    ended = Signal()


class Aside(Generic[T]):
    """One piece of work; it must touch neither Qt nor the open project."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._found: list[T] = []
        self._error: AnnotatorError | None = None
        self._ending = _Ending()

    def run(self, tr: Translator, over: QWidget, title: str) -> T | None:
        """Wait for the work; None if the user did not want to. Raises what AnnotatorError the work raised."""
        loop = QEventLoop()
        self._ending.ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        dialog = _dialog(tr, over, title)
        dialog.canceled.connect(loop.quit)
        QTimer.singleShot(_MOMENT, dialog, lambda: dialog.show() if not self._is_done() else None)
        threading.Thread(target=self._do, name="aside", daemon=True).start()
        loop.exec()
        dialog.hide()
        dialog.deleteLater()
        if self._error is not None:
            raise self._error
        return self._found[0] if self._found else None

    def _is_done(self) -> bool:
        return bool(self._found) or self._error is not None

    def _do(self) -> None:
        try:
            self._found.append(self._work())
        except AnnotatorError as error:
            self._error = error
        self._ending.ended.emit()


def _dialog(tr: Translator, over: QWidget, title: str) -> QProgressDialog:
    dialog = QProgressDialog(over)
    dialog.setWindowTitle(title)
    label = plain.label(tr("One moment…"))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    dialog.setLabel(label)
    dialog.setCancelButtonText(tr("Stop"))
    dialog.setRange(0, 0)
    dialog.setMinimumWidth(scaled(380))
    dialog.setMinimumDuration(1 << 30)  # it is shown here, or not at all
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.reset()
    return dialog
