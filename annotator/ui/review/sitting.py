"""Sitting: the review of one document as it stands - what is asked now, what comes next, what was decided.

It holds no widget: the window shows it, keys and buttons change it, and every answer goes through the session like any
other edit. What the annotators marked is compared anew only when one of their layers changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from annotator.domain.difference import Difference
from annotator.domain.model import Cluster, Entity, Event, Layer, Relation
from annotator.errors import AnnotatorError
from annotator.operations.marks import TABLES
from annotator.operations.people import GOLD
from annotator.operations.review import Answer, begin_review, decide
from annotator.operations.review_again import look_again
from annotator.operations.review_case import Case, alike, case_of, decided, open_questions
from annotator.store.change import Change
from annotator.store.decisions import Decision
from annotator.store.ids import derived_id
from annotator.ui.editor.marks import Marks
from annotator.ui.session import Session

_KEPT = frozenset({"decide", "decide alike", "decide by majority", "ask again", "finish review", "comment"})


@dataclass(frozen=True, slots=True)
class Question:
    """A difference that is asked or was decided; `is_again` where annotators agree by now and gold says otherwise."""

    difference: Difference
    decision: Decision | None = None
    is_again: bool = False

    @property
    def key(self) -> str:
        """Return what tells it from others."""
        return self.difference.key


class Sitting(QObject):
    """Hold the case under review and the question that is asked."""

    opened = Signal()  # another document, or its annotators' marks are others
    changed = Signal()  # something was decided, or is open again
    moved = Signal()  # another question is asked
    gold_changed = Signal(object)  # ids of gold marks

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.case: Case | None = None
        self.gold_id = ""
        self.gold = Marks()
        self.waiting: list[Difference] = []
        self.questions: list[Question] = []  # all: what is to be looked at again, then in the order of deciding
        self.current: Question | None = None
        self._layers: dict[str, str] = {}  # the layers that are compared, and gold: ids by names
        self._places: dict[str, tuple[int, int]] = {}
        self._again: list[Difference] = []
        self._since = ""  # the last change before the sitting
        session.changed.connect(self._follow)

    # Which document

    def open(self, document_id: str) -> bool:
        """Review a document from now on: what all agree on goes into gold; False if it cannot be reviewed."""
        project = self.session.project
        if project is None:
            return False
        try:
            case = case_of(project, document_id)
        except AnnotatorError as error:
            self.session.refused.emit(error)
            return False
        last = project.history(limit=1)
        self.case, self._since = None, last[0].id if last else ""
        self.session.run(begin_review, case)
        self._take(case)
        self.opened.emit()
        self.moved.emit()
        return True

    def close(self) -> None:
        """Review nothing any more."""
        self.case, self.current = None, None
        self.waiting, self.questions = [], []

    def _take(self, case: Case) -> None:
        project = self.session.project
        assert project is not None  # a case comes from a project
        self._layers = {row.annotator: row.id for row in project.layers(case.document_id)}
        self.gold_id = self._layers.get(GOLD, "")
        self.gold = Marks(project.layer(self.gold_id) if self.gold_id else Layer(GOLD))
        self.case = case
        self._places = {one.key: (one.step.value, case.place(one)) for one in case.consensus.differences}
        self._read(looks=True)
        kept = self.current.key if self.current else ""
        self.current = self._question(kept) or self._first()

    def _read(self, *, looks: bool) -> None:
        """Take over what is decided and what is open."""
        project, case = self.session.project, self.case
        if project is None or case is None:
            return
        decisions = decided(project, case.document_id)
        self.waiting = open_questions(case, decisions)
        if looks or not self.waiting:
            self._again = look_again(project, case, decisions)
        again = [Question(one, is_again=True) for one in self._again]
        asked = [Question(one) for one in self.waiting]
        done = [Question(case.by_key[key], one) for key, one in decisions.items() if key in case.by_key]
        self.questions = [*again, *sorted((*asked, *done), key=lambda one: self._places[one.key])]

    # What is asked

    @property
    def open_count(self) -> int:
        """Return how many questions are open."""
        return sum(one.decision is None for one in self.questions)

    @property
    def layer_ids(self) -> dict[str, str]:
        """Return the ids of the layers of the document by their annotators."""
        return self._layers

    def jump(self, key: str) -> None:
        """Ask this question, also one that was decided."""
        found = self._question(key)
        if found is not None:
            self.current = found
            self.moved.emit()

    def step(self, way: int) -> None:
        """Go to the next (1) or previous (-1) question without deciding this one."""
        if not self.questions:
            return
        keys = [one.key for one in self.questions]
        at = keys.index(self.current.key) + way if self.current and self.current.key in keys else 0
        if 0 <= at < len(keys):
            self.jump(keys[at])

    def series(self) -> list[Difference]:
        """Return the open questions that are like the one asked, that first; one at most where nothing is alike."""
        if self.current is None or self.current.decision or self.current.is_again:
            return []
        return alike(self.current.difference, self.waiting)

    def gold_marks(self, difference: Difference) -> list[str]:
        """Return the ids of the gold marks that stand for those of a difference."""
        ids = {id_ for layer in difference.ids for id_ in layer}
        keys = (derived_id("gold", self.gold_id, id_) for id_ in sorted(ids))
        return [key for key in keys if key in self.gold]

    def _question(self, key: str) -> Question | None:
        return next((one for one in self.questions if one.key == key), None)

    def _first(self) -> Question | None:
        return next((one for one in self.questions if one.decision is None), None)

    def _after(self, key: str) -> Question | None:
        """Return the open question that comes after this one, else the first."""
        place = self._places.get(key, (0, 0))
        found = (one for one in self.questions if one.decision is None and not one.is_again)
        return next((one for one in found if self._places[one.key] > place), None) or self._first()

    # Deciding

    def answer(self, answer: Answer, differences: Sequence[Difference]) -> None:
        """Decide one question, or several that are alike."""
        if self.case is not None and differences:
            self.session.run(decide, self.case, differences, answer)

    @property
    def can_undo(self) -> bool:
        """Say whether the last step is one of review: decided at any time, or done by hand since it began."""
        project = self.session.project
        last = project.next_undo if project else None
        if last is None or last.kind == "begin review":
            return False
        return last.kind in _KEPT or last.id > self._since

    # Following the session

    def _follow(self, change: Change) -> None:
        project, case = self.session.project, self.case
        if project is None or case is None:
            return
        if change.is_large or self._is_theirs(change):
            self._compare_again(case.document_id)
            return
        asked, open_before = self.current, {one.key for one in self.waiting}
        is_mine = self._take_gold(change)
        if not is_mine and not any(table in ("decision", "layer") for table, _ in change.touched):
            return
        self._read(looks=asked is not None and asked.is_again)
        opened = [one for one in self.waiting if one.key not in open_before]
        self.current = self._asked_now(asked, opened if change.step == "undo" else [])
        self.changed.emit()
        self.moved.emit()

    def _asked_now(self, asked: Question | None, opened: Sequence[Difference]) -> Question | None:
        if opened:
            return self._question(opened[0].key)
        same = self._question(asked.key) if asked else None
        was_decided = asked is not None and asked.decision is not None
        if same is not None and (same.decision is None or was_decided):
            return same
        return self._after(asked.key) if asked else self._first()

    def _is_theirs(self, change: Change) -> bool:
        """Say whether a change touched what an annotator of the case marked."""
        project, case = self.session.project, self.case
        assert project is not None  # asked only while a case is open
        assert case is not None
        theirs = {self._layers[name] for name in case.names if name in self._layers}
        known = case.alignment.places
        for table, row_id in change.touched:
            if table in TABLES and project.layer_of(table, row_id) in theirs:
                return True
            if table in TABLES and any(row_id in place for place in known):
                return True
        images = (row.before for row in change.rows if row.table in TABLES and row.before)
        return any(str(image.get("layer")) in theirs for image in images)

    def _compare_again(self, document_id: str) -> None:
        project = self.session.project
        assert project is not None  # asked only while a case is open
        try:
            self._take(case_of(project, document_id))
        except AnnotatorError:  # the document or its layers are gone
            self.close()
        self.opened.emit()
        self.moved.emit()

    def _take_gold(self, change: Change) -> bool:
        """Take over the gold marks that changed; say whether there were any."""
        project = self.session.project
        assert project is not None  # asked only while a case is open
        ids: set[str] = set()
        for table, row_id in change.touched:
            found = project.find(table, row_id) if table in (*TABLES, "cluster") else None
            is_gold = found is not None and project.layer_of(table, row_id) == self.gold_id
            if table == "cluster" and (is_gold or row_id in self.gold.clusters):
                self.gold.clusters.pop(row_id, None)
                if isinstance(found, Cluster) and is_gold:
                    self.gold.clusters[row_id] = found
            elif is_gold and isinstance(found, Entity | Event | Relation):
                self.gold.put(found)
                ids.add(row_id)
            elif row_id in self.gold:
                self.gold.remove(row_id)
                ids.add(row_id)
        if ids:
            self.gold_changed.emit(ids)
        return bool(ids)
