"""Live check: the problems of the open layer, kept up while the user works and never in the user's way.

After an edit a short timer waits for the hands to rest; then the check works in slices, so that a key press never
waits for more than one of them. Panels read what is known and listen to `checked`. What somebody called right is not
among the problems; it is asked for by `silenced`.
"""

from collections import Counter
from itertools import islice

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.model import Layer
from annotator.domain.problem import Problem
from annotator.operations.silencing import Known, silenced_by, silences_of, told
from annotator.store.change import Change
from annotator.store.silences import Silence
from annotator.ui.checking import LayerCheck
from annotator.ui.editor.marks import Marks
from annotator.ui.session import Session

_REST = 250  # milliseconds after an edit
_SLICE = 0.006  # seconds of checking at a time
_PAUSE = 12  # milliseconds between two slices
_TELL = 40  # slices of a long check after which those who listen are told what is known so far


class LiveCheck(QObject):
    """Hold the problems of the session's open layer."""

    checked = Signal()  # other problems are known, perhaps not yet all

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._known: Known = {}
        self._slices = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)
        session.document_opened.connect(self._begin)
        session.changed.connect(self._follow)
        self._begin()

    def __len__(self) -> int:
        return self.severities.total()

    @property
    def is_done(self) -> bool:
        """Say whether everything is checked."""
        return self._check.is_done

    @property
    def severities(self) -> Counter[str]:
        """Return how many problems of each severity are known."""
        return self._check.severities - Counter(problem.severity for problem, _ in self.silenced())

    def first(self, most: int) -> list[Problem]:
        """Return the first problems in the order of the text."""
        if not self._known:
            return self._check.first(most)
        found = (one for one in self._check.first(most + len(self._known)) if self.silence_of(one) is None)
        return list(islice(found, most))

    def of(self, target: str) -> list[Problem]:
        """Return the problems that are known of a mark."""
        return told(self._check.of(target), self._known)

    def targets(self) -> frozenset[str]:
        """Return the ids of the marks and comments that have problems."""
        right = {problem.target for problem, _ in self.silenced()}
        return self._check.targets() - {target for target in right if not self.of(target)}

    def silence_of(self, problem: Problem) -> Silence | None:
        """Return the silence that a problem is under, None if it is told."""
        return silenced_by(self._known, problem)

    def silenced(self) -> list[tuple[Problem, Silence]]:
        """Return the problems that somebody called right."""
        targets = dict.fromkeys(silence.target for silence in self._known.values())
        found = (problem for target in targets for problem in self._check.of(target))
        return [(problem, silence) for problem in found if (silence := self.silence_of(problem)) is not None]

    def finish(self) -> None:
        """Check at once all that waits to be checked."""
        while not self._check.work(1.0):
            pass
        self._timer.stop()
        self.checked.emit()

    def _begin(self) -> None:
        session = self._session
        self._schema = session.schema
        marks = Marks(Layer("")) if session.origin else session.marks  # suggestions are nobody's work
        self._check = LayerCheck(session.text, marks, session.schema)
        self._listen()
        self.checked.emit()
        self._timer.start(_REST)

    def _listen(self) -> None:
        """Read what was called right in the open layer."""
        self._known = self._session.run(silences_of, self._session.layer_id) or {}

    def _follow(self, change: Change) -> None:
        if self._session.schema is not self._schema:
            self._begin()
            return
        if any(table == "silence" for table, _ in change.touched):
            self._listen()
            self.checked.emit()
        self._check.follow(change)
        self._timer.start(_REST)

    def _work(self) -> None:
        is_done = self._check.work(_SLICE)
        self._slices += 1
        if is_done or self._slices % _TELL == 0:
            self.checked.emit()
        if not is_done:
            self._timer.start(_PAUSE)
