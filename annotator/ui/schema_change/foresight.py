"""Foresight: every problem that a step would bring, found on a copy of the project in a thread beside the window."""

import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.errors import AnnotatorError
from annotator.operations.checking import FoundProblem, snapshot
from annotator.operations.schema_effect import becoming
from annotator.operations.schema_steps import Step
from annotator.ui.companion import Companion

MOST = 20_000  # problems that are kept; more are only counted
_PAUSE = 0.1  # seconds between two reports
_BREATH = 0.002  # seconds for the window after each document, which shares the interpreter


class Foresight(QObject):
    """Check all documents as they would be after a step."""

    moved = Signal(int, int)  # documents done and in all
    ended = Signal(bool)  # whether all were checked
    failed = Signal(object)  # an AnnotatorError

    def __init__(self, parent: QObject, path: Path, step: Step) -> None:
        super().__init__(parent)
        self.found: list[FoundProblem] = []
        self.number = 0
        self._path, self._step = path, step
        self._is_stopped = threading.Event()
        self._told = 0.0
        self._companion = Companion(self, "foresight", self._work)

    def begin(self) -> None:
        """Begin; `ended` or `failed` comes once."""
        self._companion.begin()

    def stop(self) -> None:
        """Stop and wait until the thread has let go of its copy."""
        self._is_stopped.set()
        self.wait()

    def wait(self) -> None:
        """Wait until the thread has let go of its copy."""
        self._companion.wait()

    def _work(self) -> None:
        try:
            with snapshot(self._path) as copy:
                for problem in becoming(copy, self._step, self._report):
                    self.number += 1
                    if self.number <= MOST:
                        self.found.append(problem)
        except _LeftError:
            self.ended.emit(False)
        except AnnotatorError as error:
            self.failed.emit(error)
        else:
            self.ended.emit(True)

    def _report(self, done: int, total: int) -> None:
        if self._is_stopped.is_set():
            raise _LeftError
        now = time.monotonic()
        if now - self._told > _PAUSE or done == total:
            self._told = now
            self.moved.emit(done, total)
        time.sleep(_BREATH if done % 8 == 0 else 0)


class _LeftError(Exception):
    """Nobody waits for the result any more."""
