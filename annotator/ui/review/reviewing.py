"""Reviewing: what the keys of the review window mean now, and what the reviewer does with the document as a whole."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from annotator.domain.model import State
from annotator.operations.comments import add_comment
from annotator.operations.people import GOLD
from annotator.operations.queue import review_queue, send_back
from annotator.operations.review import begin_review, decide_by_majority, finish_review
from annotator.store.change import Change
from annotator.store.project import Project
from annotator.store.rows import DocumentRow
from annotator.ui.desk import Desk
from annotator.ui.review.card_view import CardView
from annotator.ui.review.sitting import Sitting
from annotator.ui.review.words import Words
from annotator.ui.wording import change_title

_MAJORITY = 3  # annotators from whom on there can be one


class Mode(Protocol):
    """A meaning of the keys for a while: a question, a reason that is asked for, questions that are alike."""

    def view(self) -> CardView:
        """Return what the card shows."""
        ...

    def press(self, chord: str) -> bool:
        """Take a chord; False if it means nothing here."""
        ...

    def write(self, text: str) -> None:
        """Take what was written into the card's line."""
        ...


class Reviewing(QObject):
    """Hold the sitting and the mode; the window shows both."""

    mode_changed = Signal()
    edit_asked = Signal(object)  # gold is to be edited by hand: at a Difference, or None for anywhere
    said = Signal(str)  # a short sentence on what was done

    def __init__(self, desk: Desk, sitting: Sitting, asking: Callable[["Reviewing"], Mode]) -> None:
        super().__init__(sitting)
        self.desk, self.session, self.sitting = desk, desk.session, sitting
        self._asking = asking
        self.mode = asking(self)
        self.picked: tuple[int, str] | None = None  # a mark that was clicked: its annotator's number, its id
        sitting.moved.connect(self.leave)

    @property
    def words(self) -> Words | None:
        """Return how to say the questions of the case, None without one."""
        sitting = self.sitting
        return Words(self.session, sitting.case, sitting.gold) if sitting.case else None

    def enter(self, mode: Mode) -> None:
        """Let the keys mean what a mode says."""
        self.mode = mode
        self.mode_changed.emit()

    def leave(self) -> None:
        """Go back to the question."""
        self.picked = None
        self.enter(self._asking(self))

    # The document as a whole

    @property
    def document(self) -> DocumentRow | None:
        """Return the document under review."""
        case = self.sitting.case
        shown = case.document_id if case else ""
        return next((row for row in self.session.documents if row.id == shown), None)

    @property
    def is_approved(self) -> bool:
        """Say whether the review of the document is finished."""
        row = self.document
        return row is not None and any(one.annotator == GOLD and one.state is State.APPROVED for one in row.layers)

    def neighbour(self, way: int) -> DocumentRow | None:
        """Return the next (1) or previous (-1) document that waits for review, None if there is no other."""
        shown = self.document
        rows = self.session.documents
        waiting = {row.id for row in review_queue(rows)}
        at = rows.index(shown) if shown in rows else -1
        order = [*rows[at + 1 :], *rows[: max(at, 0)]]
        return next((row for row in (order if way > 0 else reversed(order)) if row.id in waiting), None)

    def go(self, way: int) -> None:
        """Review the next or previous document that waits."""
        found = self.neighbour(way)
        if found is None:
            self.said.emit(self.session.tr("No other document waits for review."))
        else:
            self.sitting.open(found.id)

    def finish(self) -> None:
        """Approve the document as it was decided, and go on to the next."""
        case = self.sitting.case
        if case is not None and not self.is_approved and self.session.run(finish_review, case) is None:
            return
        if self.neighbour(1) is not None:
            self.go(1)

    def send_back(self, name: str, reason: str) -> None:
        """Return somebody's work to them, and say why."""
        layer_id = self.sitting.layer_ids.get(name, "")
        if layer_id and self.session.run(send_back, layer_id, reason) is not None:
            self.said.emit(self.session.tr("Sent back to {name}.", name=name))
            self.leave()

    # Steps

    def take_agreed(self) -> None:
        """Put in all that is agreed on by now; with three or more annotators, decide by majority."""
        case, tr = self.sitting.case, self.session.tr
        if case is None:
            return
        before = self.sitting.open_count
        put_in = self.session.run(begin_review, case)
        if len(case.names) >= _MAJORITY:
            self.session.run(decide_by_majority, case)
        decided = before - self.sitting.open_count
        if decided > 0:
            self.said.emit(tr.count("{count} decided by majority.", decided))
        elif put_in is None:
            self.said.emit(tr("All that is agreed on is in gold already."))
        else:
            self.said.emit(tr("What is agreed on is in gold now."))

    def undo(self) -> None:
        """Take back the last step of review, wherever it was."""
        project, tr = self.session.project, self.session.tr
        summary = project.next_undo if project else None
        if project is None or summary is None or not self.sitting.can_undo:
            self.said.emit(tr("There is nothing to undo."))
            return
        change = self.session.run(Project.undo)
        if change is not None:
            self._follow_undo(project, change)
            self.said.emit(tr("Undid: {step}", step=change_title(self.session, summary)))

    def _follow_undo(self, project: Project, change: Change) -> None:
        """Go to the document in which something was taken back."""
        images = [row.after or row.before or {} for row in change.rows if row.table in ("decision", "entity", "event")]
        layer_id = next((str(image["layer"]) for image in images if image.get("layer")), "")
        case = self.sitting.case
        if layer_id and case is not None and layer_id not in self.sitting.layer_ids.values():
            self.sitting.open(project.document_of(layer_id))

    def comment(self, number: int, target: str | None, text: str) -> None:
        """Say something about an annotator's mark, in their layer, where they find it."""
        case = self.sitting.case
        layer_id = self.sitting.layer_ids.get(case.names[number], "") if case else ""
        if layer_id and self.session.run(add_comment, layer_id, target, text) is not None:
            self.said.emit(self.session.tr("Commented."))
