"""Known forms: the first words of what is marked, in the open layer at once and in the rest of the project by and by.

The cursor asks them at every step, so they are kept in memory and bounded: those of the open layer follow every edit,
those of other documents are gathered in slices while nothing else is done, from the documents that come first, and
those of a document that was left stay known. A derived table in the project file was refused: it would cost every
import of millions of marks a reading of all texts, for a hint that one key corrects.
"""

import time
from collections import deque
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

from annotator.domain.model import Relation
from annotator.errors import AnnotatorError
from annotator.operations.forms import form_of, forms_of
from annotator.store.change import Change
from annotator.ui.session import Session

_SLICE = 0.004  # seconds of gathering at a time
_PAUSE = 8  # milliseconds between two slices
_REST = 200  # milliseconds until the project is asked again while an operation works on it
_HERE = 50_000  # mentions of the open layer
_ELSEWHERE = 20_000  # forms of other documents
_LONGEST = 100_000  # code points of another document that is read for its forms


class KnownForms(QObject):
    """A container of forms as `text.stops.first_form` gives them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._form: dict[str, str] = {}  # by mention of the open layer
        self._here: dict[str, dict[str, None]] = {}  # mentions of the open layer, by form
        self._there: set[str] = set()
        self._new: deque[str] = deque()
        self._left: Iterator[str] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)
        session.project_opened.connect(self._start)
        session.document_opened.connect(self._begin)
        session.changed.connect(self._follow)
        self._start()
        self._begin()

    def __contains__(self, form: object) -> bool:
        return bool(self._here.get(form)) or form in self._there  # type: ignore[call-overload]  # any object may be asked

    def having(self, form: str) -> list[str]:
        """Return the ids of the open layer's mentions that begin with this form."""
        return list(self._here.get(form, ()))

    def finish(self) -> None:
        """Gather at once all that waits."""
        while self._gather(1.0):
            pass
        self._timer.stop()

    def _start(self) -> None:
        """Forget another project, and begin with this one's documents."""
        session = self._session
        self._form, self._here, self._there, self._new = {}, {}, set(), deque()
        self._left = (row.id for row in session.documents if row.layers and row.length <= _LONGEST)

    def _begin(self) -> None:
        """Keep the forms of the layer that was left, and gather those of the open one."""
        room = max(_ELSEWHERE - len(self._there), 0)
        self._there.update([form for form, ids in self._here.items() if ids][:room])
        self._form, self._here = {}, {}
        self._new = deque(mark.id for mark in self._session.marks if not isinstance(mark, Relation))
        self._timer.start(0)

    def _follow(self, change: Change) -> None:
        for table, mark_id in change.touched:
            if table in ("entity", "event"):
                self._learn(mark_id)

    def _work(self) -> None:
        if self._session.is_busy:
            self._timer.start(_REST)
        elif self._gather(_SLICE):
            self._timer.start(_PAUSE)

    def _gather(self, seconds: float) -> bool:
        """Look at mentions, then at documents, for about so long; return whether some are left."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            if self._new and len(self._form) < _HERE:
                self._learn(self._new.popleft())
            elif not self._read_next():
                return False
        return True

    def _read_next(self) -> bool:
        """Take in the forms of one more document; return False when there is none or enough is known."""
        project, open_one = self._session.project, self._session.document
        following = next(self._left, None)
        if project is None or following is None or len(self._there) >= _ELSEWHERE:
            return False
        if open_one is None or following != open_one.id:
            try:
                self._there |= forms_of(project, following)
            except AnnotatorError:
                return True  # whoever opens that document is told what is wrong with it
        return True

    def _learn(self, mark_id: str) -> None:
        """Take over a mention as it is now."""
        before = self._form.pop(mark_id, None)
        if before is not None:
            del self._here[before][mark_id]
        mention = self._session.marks.mention(mark_id)
        if mention is not None:
            form = self._form[mark_id] = form_of(self._session.text, mention)
            self._here.setdefault(form, {})[mark_id] = None
