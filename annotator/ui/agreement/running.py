"""Running: one comparison beside the window, taken in a few milliseconds at a time."""

import time
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import AnnotatorError
from annotator.operations.agreement import Agreement, assembled
from annotator.operations.agreement_aside import AgreementAside, Batch, Finished
from annotator.operations.agreement_counting import Portion, Question
from annotator.operations.agreement_figures import Figures
from annotator.ui.session import Session

_LOOK = 60  # milliseconds between two looks at what came
_SLICE = 0.006  # seconds of taking in at a time


class Stage(Enum):
    """How far a comparison is."""

    NONE = "none"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


class Running(QObject):
    """Hold one comparison; its agreement and figures are there once it is done."""

    changed = Signal()  # it is further, or at its end
    done = Signal()  # agreement and figures are there

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._aside: AgreementAside | None = None
        self._question = Question(())
        self._portions: list[Portion] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self.receive)
        self.stage = Stage.NONE
        self.finished = self.total = 0
        self.begun = 0.0
        self.agreement: Agreement | None = None
        self.figures: tuple[Figures, ...] = ()

    def start(self, question: Question) -> None:
        """Compare anew, on a copy of the project as it is now."""
        project = self._session.project
        self._end()
        if project is None:
            return
        try:
            self._aside = AgreementAside(project.path, project.author, question)
        except AnnotatorError as error:
            self._session.refused.emit(error)
            return
        self._question, self._portions = question, []
        self.finished = self.total = 0
        self.begun = time.monotonic()
        self.stage = Stage.RUNNING
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Leave the comparison; what was shown before stays."""
        if self.stage is Stage.RUNNING:
            self._end()
            self.stage = Stage.STOPPED
            self.changed.emit()

    def receive(self) -> None:
        """Take in what came."""
        if self._aside is None:
            return
        is_more = False
        for came in self._aside.receive(_SLICE):
            is_more = True
            if isinstance(came, Batch):
                self.finished, self.total = came.done, came.total
                self._portions += came.portions
            elif isinstance(came, Finished):
                self._finish(came)
                return
            else:
                self.stop()
                self._session.refused.emit(AnnotatorError(came.message, **came.values))
                return
        if is_more:
            self.changed.emit()

    def _finish(self, came: Finished) -> None:
        self._end()
        self.stage = Stage.DONE
        places = {row.id: number for number, row in enumerate(self._session.documents)}
        self._portions.sort(key=lambda portion: places.get(portion.together.document_id, len(places)))
        self.agreement, self.figures = assembled(self._question, self._portions), came.figures
        self.changed.emit()
        self.done.emit()

    def _end(self) -> None:
        self._timer.stop()
        aside, self._aside = self._aside, None
        if aside is not None:
            aside.stop()
