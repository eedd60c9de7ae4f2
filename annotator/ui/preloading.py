"""Preloading: modules that a dialog will ask for are loaded while nobody does anything, one at a time."""

from collections.abc import Iterable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

_REST = 1500  # milliseconds before the first one, for what the user does first
_PAUSE = 30  # milliseconds between two


class Preloading(QObject):
    """Load the modules of these names by and by; it is gone when all are there."""

    def __init__(self, parent: QObject, names: Iterable[str]) -> None:
        super().__init__(parent)
        self._left = iter(names)
        self._timer = QTimer(self)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self.load_next)
        self._timer.start()

    def load_next(self) -> None:
        """Load one module."""
        name = next(self._left, None)
        self._timer.setInterval(_PAUSE)
        if name is None:
            self._timer.stop()
            self.deleteLater()
        else:
            import_module(name)
