"""Companion: a thread that works beside the window on a copy of its own, for as long as somebody waits for it."""

from collections.abc import Callable
from contextlib import ExitStack
from threading import Thread

from PySide6.QtCore import QObject, Signal

from annotator.ui.sharing import sharing


class Companion(QObject):
    """Let `work` be done by a thread; what the work tells it sends by signals, which reach the window's own thread."""

    _done = Signal()

    def __init__(self, parent: QObject, name: str, work: Callable[[], None]) -> None:
        super().__init__(parent)
        self._work = work
        self._shares = ExitStack()
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._done.connect(self._leave)

    def begin(self) -> None:
        """Begin; this is done once."""
        self._shares.enter_context(sharing())
        self._thread.start()

    @property
    def is_working(self) -> bool:
        """Say whether the thread is at work."""
        return self._thread.is_alive()

    def wait(self) -> None:
        """Wait until the work is over, which it must be soon; nothing is waited for if it never began."""
        if self._thread.ident is not None:
            self._thread.join()
            self._leave()

    def _leave(self) -> None:
        self._shares.close()

    def _run(self) -> None:
        try:
            self._work()
        finally:
            self._done.emit()
