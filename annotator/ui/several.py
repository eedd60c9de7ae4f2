"""Several: the marks that are selected together, in a list or by the words around them; one step holds for all."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from annotator.domain.model import Mark, spans_of
from annotator.domain.span import Fragments, covers
from annotator.ui.session import Session


class Several(QObject):
    """Hold the ids of two or more marks selected together; none while a single one is or another is selected."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.ids: tuple[str, ...] = ()
        session.selected.connect(self._judge)
        session.document_opened.connect(self._judge)

    def choose(self, ids: Iterable[str]) -> None:
        """Select these marks together; fewer than two are none."""
        wanted = tuple(ids)
        self._put(wanted if len(wanted) > 1 else ())

    def marks(self, spans: Fragments = ()) -> list[Mark]:
        """Return the marks selected together, else the selected one, else those that lie inside these spans."""
        marks = self._session.marks
        found = [mark for one in self.ids if (mark := marks.get(one)) is not None]
        if found:
            return found
        if self._session.mark is not None:
            return [self._session.mark]
        inside = (mark for span in spans for mark in marks.in_range(span.start, span.end))
        return list({mark.id: mark for mark in inside if covers(spans, spans_of(mark))}.values())

    def _judge(self) -> None:
        mark = self._session.mark
        if self.ids and (mark is None or mark.id not in self.ids):
            self._put(())

    def _put(self, ids: tuple[str, ...]) -> None:
        if ids != self.ids:
            self.ids = ids
            self.changed.emit()
