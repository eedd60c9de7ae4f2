"""Overview: the problems of the whole project, found beside the window and kept up for the layer that is open.

A process looks a copy of the project over (`operations/checking_aside.py`); this takes in what it sends, a few
milliseconds at a time. What the live check then finds in the open layer takes the place of what was found there.
"""

from collections import defaultdict
from collections.abc import Iterable
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import AnnotatorError
from annotator.operations.checking import FoundProblem
from annotator.operations.checking_aside import Batch, CheckAside
from annotator.operations.marks import TABLES
from annotator.operations.problem_index import SILENCED, ProblemIndex
from annotator.operations.repair import Mending
from annotator.store.change import Change
from annotator.ui.live_check import LiveCheck
from annotator.ui.session import Session

_LOOK = 60  # milliseconds between two looks at what came
_SLICE = 0.006  # seconds of taking in at a time
_MOST = 5000  # problems of the open layer that are listed; all are counted


class Stage(Enum):
    """How far the check of the project is."""

    NONE = "none"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


class Overview(QObject):
    """Hold the problems of the session's project."""

    asked = Signal()  # somebody wants to see it
    changed = Signal()  # other problems or counts are known, or the check is further

    def __init__(self, session: Session, check: LiveCheck) -> None:
        super().__init__(session)
        self._session, self._check = session, check
        self._run: CheckAside | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._receive)
        self._forget()
        session.project_opened.connect(self._begin)
        session.changed.connect(self._follow)
        check.checked.connect(self._take_open)

    def start(self) -> None:
        """Look the whole project over anew."""
        project = self._session.project
        self._end()
        self._forget()
        if project is None:
            return
        try:
            self._run = CheckAside(project.path, project.author)
        except AnnotatorError as error:
            self._session.refused.emit(error)
            return
        self.stage = Stage.RUNNING
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Leave the check as far as it is."""
        if self.stage is Stage.RUNNING:
            self._end()
            self.stage = Stage.STOPPED
            self._take_open()
            self.changed.emit()

    def take_out(self, mendings: Iterable[Mending]) -> None:
        """Take problems that were mended in other documents off the list."""
        gone: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for mending in mendings:
            gone[mending.document_id, mending.layer_id].add((mending.problem.kind, mending.problem.target))
        for (document_id, layer_id), ids in gone.items():
            known = self.index.of_layer(layer_id)
            kept = [one for one in known if (one.problem.kind, one.problem.target) not in ids]
            self.index.put_layer(document_id, layer_id, kept)
        self.changed.emit()

    def _begin(self) -> None:
        self._end()
        self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        self.index = ProblemIndex()
        self.stage = Stage.NONE
        self.done = self.total = 0
        self.is_stale = False

    def _end(self) -> None:
        self._timer.stop()
        run, self._run = self._run, None
        if run is not None:
            run.stop()

    def _receive(self) -> None:
        run = self._run
        if run is None:
            return
        is_more = False
        for came in run.receive(_SLICE):
            is_more = True
            if not isinstance(came, Batch):
                self.stop()
                self._session.refused.emit(AnnotatorError(came.message, **came.values))
                return
            self._take(came)
        if is_more:
            self.changed.emit()

    def _take(self, batch: Batch) -> None:
        self.done, self.total = batch.done, batch.total
        for found in batch.found:
            self.index.put(found)
        if batch.is_last:
            self._end()
            self.stage = Stage.DONE
            self._take_open()

    def _follow(self, change: Change) -> None:
        """Remember that the list is out of date where a change reaches beyond the open layer."""
        is_wide = change.is_large or any(table in ("schema", "document") for table, _ in change.touched)
        images = (row.after or row.before or {} for row in change.rows if row.table in TABLES)
        is_wide = is_wide or any(image.get("layer") != self._session.layer_id for image in images)
        if is_wide and self.stage is not Stage.NONE and not self.is_stale:
            self.is_stale = True
            self.changed.emit()

    def _take_open(self) -> None:
        """Let what the live check knows of the open layer take the place of what was found in it."""
        session, check = self._session, self._check
        if session.document is None or session.layer_id is None or not check.is_done:
            return
        where, place = (session.document.name, session.annotator), (session.document.id, session.layer_id)
        told = [FoundProblem(*where, "", problem, *place) for problem in check.first(_MOST)]
        right = [FoundProblem(*where, "", problem, *place, silence) for problem, silence in check.silenced()]
        counts = check.severities
        counts[SILENCED] = len(right)
        self.index.put_layer(*place, [*told, *right], counts)
        self.changed.emit()
