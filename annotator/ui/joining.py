"""Joining: the mode in which letters choose another mention of the same thing."""

from annotator.domain.model import Entity, Event, spans_of
from annotator.domain.span import hull
from annotator.operations import clusters
from annotator.ui.desk import Desk
from annotator.ui.hints import allot, labels, nearest


class Joining:
    """Choose a mark of the same kind and put both into one cluster; the mode stays for more."""

    def __init__(self, desk: Desk, first: str) -> None:
        self._desk = desk
        self._first = first
        self._typed = ""
        self.targets = allot(self._fitting())
        if self.targets:
            desk.session.document_opened.connect(desk.leave)
            desk.session.changed.connect(self._refresh)
            desk.canvas.show_hints(labels(self.targets))

    def prompt(self) -> str:
        """Return which keys are live."""
        return self._desk.session.tr("Same thing: press the letters of every other mention of it; Esc or Enter ends.")

    def press(self, chord: str) -> bool:
        """Take a hint letter, or end."""
        if chord in ("Esc", "Enter"):
            self._desk.leave()
            return True
        if len(chord) != 1 or not chord.isalnum():
            return chord in "[]"
        typed = self._typed + chord
        found = next((mark_id for mark_id, letters in self.targets.items() if letters == typed), None)
        live = {mark_id: letters for mark_id, letters in self.targets.items() if letters.startswith(typed)}
        self._typed = typed if live and found is None else ""
        if found is not None:
            self.click(found)
        else:
            self._desk.canvas.show_hints(labels(self.targets, self._typed))
        return True

    def click(self, mark_id: str) -> bool:
        """Put the clicked mark into the cluster."""
        if mark_id not in self.targets:
            return False
        self._desk.session.run(clusters.cluster_marks, [self._first, mark_id])
        return True

    def end(self) -> None:
        """Take away the hints."""
        self._desk.session.document_opened.disconnect(self._desk.leave)
        self._desk.session.changed.disconnect(self._refresh)
        self._desk.canvas.show_hints({})

    def _refresh(self) -> None:
        self.targets = allot(self._fitting())
        if self.targets:
            self._desk.canvas.show_hints(labels(self.targets))
        else:
            self._desk.leave()

    def _fitting(self) -> list[str]:
        marks = self._desk.session.marks
        first = marks.mention(self._first)
        if first is None:
            return []
        places = (
            (mark.id, hull(spans_of(mark)).start)
            for mark in marks
            if isinstance(mark, Entity | Event)
            and type(mark) is type(first)
            and mark.type == first.type
            and mark.id != first.id
            and (mark.cluster is None or mark.cluster != first.cluster)
        )
        return nearest(places, hull(spans_of(first)).start)
