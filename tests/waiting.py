"""Waiting in tests: the window lives on until something is so, and not for ever."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

PATIENCE = 120_000  # milliseconds; a slow machine needs some of them
_TICK = 20  # milliseconds after which it is looked at again where nothing happens


def until(is_so: Callable[[], object]) -> None:
    """Let the window live until something is so; AssertionError if it does not come about."""
    ticking = QTimer()
    ticking.start(_TICK)
    end = QDeadlineTimer(PATIENCE)
    while not is_so():
        assert not end.hasExpired(), "it did not come about"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
