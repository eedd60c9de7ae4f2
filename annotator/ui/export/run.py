"""Run: the conversation of the window with the process that previews and writes exports."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import AnnotatorError
from annotator.operations.export_aside import ExportAside, Failure
from annotator.operations.export_plan import ExportPlan
from annotator.ui.session import Session

_LOOK = 40  # milliseconds between two looks at what came
_SLICE = 0.01  # seconds of taking in at a time


class ExportRun(QObject):
    """Ask and hear; the process begins with the first question and works on the project as it is then."""

    answered = Signal(object)  # an Answer of operations/export_aside.py
    aged = Signal()  # the project was changed since

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._aside: ExportAside | None = None
        self.is_stale = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._receive)
        session.changed.connect(self._age)

    def preview(self, plan: ExportPlan) -> None:
        """Ask what a plan would come to."""
        self._ask(lambda aside: aside.preview(plan))

    def write(self, plan: ExportPlan, out: Path, manifest: Path | None) -> None:
        """Ask that a plan be written, by a manifest again if one is given."""
        self._ask(lambda aside: aside.write(plan, out, manifest))

    def page(self, kind: str, first: int) -> None:
        """Ask for the marks of a kind of loss from a number on."""
        if self._aside is not None and not self.is_stale:
            self._aside.page(kind, first)

    def stop(self) -> None:
        """Ask that the work end."""
        if self._aside is not None:
            self._aside.stop()

    def close(self) -> None:
        """End the conversation."""
        self._timer.stop()
        aside, self._aside = self._aside, None
        if aside is not None:
            aside.close()

    def _age(self) -> None:
        if self._aside is not None and not self.is_stale:
            self.is_stale = True
            self.aged.emit()

    def _ask(self, question: Callable[[ExportAside], object]) -> None:
        """Put a question; the answer is a Failure if it cannot be put."""
        try:
            aside = self._fresh()
            if aside is not None:
                question(aside)
        except AnnotatorError as error:
            self.answered.emit(Failure(0, error.message, dict(error.values)))

    def _fresh(self) -> ExportAside | None:
        """Return the process on the project as it is now, None without a project; raises AnnotatorError."""
        project = self._session.project
        if project is None:
            return None
        if self.is_stale:
            self.close()
            self.is_stale = False
        if self._aside is None:
            self._aside = ExportAside(project.path, project.author)
            self._timer.start()
        return self._aside

    def _receive(self) -> None:
        aside = self._aside
        for came in aside.receive(_SLICE) if aside is not None else ():
            self.answered.emit(came)
            if self._aside is not aside:
                return
