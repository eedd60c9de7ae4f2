"""Rehearsal: what taking a file in would do, found on a copy of the project in a thread beside the window."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.errors import AnnotatorError
from annotator.operations.merging import preview_at
from annotator.ui.companion import Companion
from annotator.ui.dialogs.waiting import StoppedError


class Rehearsal(QObject):
    """Find out what a merge would do."""

    moved = Signal(int, int)  # parts done and in all
    ended = Signal(object)  # a Merged
    failed = Signal(object)  # an AnnotatorError

    def __init__(self, parent: QObject, project_path: Path, author: str, file: Path) -> None:
        super().__init__(parent)
        self._asked = project_path, author, file
        self._is_stopped = False
        self._companion = Companion(self, "rehearsal", self._work)

    def begin(self) -> None:
        """Begin; `ended` or `failed` comes once, unless it is stopped."""
        self._companion.begin()

    def stop(self) -> None:
        """Let it come to nothing, and wait until the thread has let go of its copies."""
        self._is_stopped = True
        self.wait()

    def wait(self) -> None:
        """Wait until the thread has let go of its copies."""
        self._companion.wait()

    def _work(self) -> None:
        try:
            merged = preview_at(*self._asked, progress=self._tell)
        except StoppedError:
            return
        except AnnotatorError as error:
            self.failed.emit(error)
        else:
            self.ended.emit(merged)

    def _tell(self, done: int, total: int) -> None:
        if self._is_stopped:
            raise StoppedError
        self.moved.emit(done, total)
