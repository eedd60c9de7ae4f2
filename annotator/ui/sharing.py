"""Sharing: how the window and threads of long work share the interpreter, for as long as such a thread works.

Turns are short, for the window asks for the interpreter again and again while it paints. And garbage is collected in
the window's thread alone: a collection in another would destroy what belongs to Qt there, and there is no saying when.
"""

import gc
import sys
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_TURN = 0.0005  # seconds, a tenth of the usual
_ROUND = 20  # milliseconds between two collections, so that each finds little
_DEEP = 5  # rounds after which what survived one is looked at, too
_DEEPEST = 500  # rounds after which all is that is there, and what is left is put by


class Sharing(QObject):
    """Hold how many threads work; `with sharing():` is one of them. Only the window's thread enters and leaves."""

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._count = self._rounds = self._frozen = 0
        self._usual = sys.getswitchinterval()
        self._was_collecting = gc.isenabled()
        self._timer = QTimer(self)
        self._timer.setInterval(_ROUND)
        self._timer.timeout.connect(self._collect)

    def __enter__(self) -> "Sharing":
        self._count += 1
        if self._count == 1:
            self._usual, self._was_collecting = sys.getswitchinterval(), gc.isenabled()
            self._frozen = gc.get_freeze_count()
            sys.setswitchinterval(_TURN)
            gc.disable()
            gc.freeze()  # what is there by now
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._count -= 1
        if self._count == 0:
            self._timer.stop()
            sys.setswitchinterval(self._usual)
            if not self._frozen:
                gc.unfreeze()
            if self._was_collecting:
                gc.enable()

    def _collect(self) -> None:
        self._rounds += 1
        is_deepest = self._rounds % _DEEPEST == 0
        gc.collect((self._rounds % _DEEP == 0) + is_deepest)
        if is_deepest:
            gc.freeze()


def sharing() -> Sharing:
    """Return the one of this program."""
    program = QCoreApplication.instance()
    found = program.findChild(Sharing) if program is not None else None
    return found if isinstance(found, Sharing) else Sharing(program)
