"""Review window: the head, the questions, the panes and the decision card; every key is the reviewer's.

A window of its own beside the main one: its keys mean other things, and the document that is edited there stays open.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.difference import Difference
from annotator.operations.people import GOLD
from annotator.ui.desk import Desk
from annotator.ui.keys import chord_of
from annotator.ui.review.asking import Asking
from annotator.ui.review.card import DecisionCard
from annotator.ui.review.head import ReviewHead
from annotator.ui.review.panes import Panes
from annotator.ui.review.question_table import ANSWER, WHAT, QuestionTable
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.review.sitting import Sitting
from annotator.ui.scale import scaled
from annotator.ui.widgets.row_view import RowView

_LIST = 300  # pixels of the list of questions


class ReviewWindow(QWidget):
    """Review documents one after the other until it is closed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window, Qt.WindowType.Window)
        self._desk = desk
        tr, look = desk.session.tr, desk.canvas.look
        self.setLayoutDirection(desk.window.layoutDirection())
        self.setObjectName("review")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sitting = Sitting(desk.session)
        self.review = Reviewing(desk, self.sitting, Asking)
        self.head = ReviewHead(self.review)
        self.panes = Panes(desk, self.sitting)
        self.card = DecisionCard(look)
        self.table = QuestionTable(desk, self.sitting)
        self.view = RowView(self.table, tr("Questions"), stretched=WHAT, widths={ANSWER: 110})
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self._listen()
        self.setGeometry(desk.window.geometry())

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.panes, 1)
        middle.addWidget(self.card)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        self.view.setFixedWidth(scaled(_LIST))
        row.addWidget(self.view)
        row.addLayout(middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(row, 1)

    def _listen(self) -> None:
        self.sitting.opened.connect(self._open)
        self.sitting.changed.connect(self._count)
        self.sitting.moved.connect(self._point)
        self.review.mode_changed.connect(self._show_mode)
        self.review.edit_asked.connect(self._edit)
        self.card.pressed.connect(self.press)
        self.card.written.connect(self._write)
        self.head.overlaid.connect(self.show_overlaid)
        self.head.whole.connect(self.show_whole)
        self.head.closed.connect(self.close)
        self.view.chosen.connect(lambda index: self.sitting.jump(self.table.key_at(index.row())))
        self._desk.session.project_opened.connect(self.close)
        self._desk.session.settings_changed.connect(self.close)

    # Showing

    def open(self, document_id: str) -> bool:
        """Review a document; False if it cannot be reviewed."""
        return self.sitting.open(document_id)

    def show_overlaid(self, is_overlaid: bool) -> None:
        """Show the annotators' marks in one text, or each in a text of its own."""
        self.panes.is_overlaid = is_overlaid
        self._open()
        self._point()

    def show_whole(self, is_whole: bool) -> None:
        """Show all marks, or only those that annotators differ in."""
        self.panes.is_whole = is_whole
        self._open()
        self._point()

    def _open(self) -> None:
        tr, row = self._desk.session.tr, self.review.document
        self.setWindowTitle(tr("Review: {name}", name=row.name) if row else tr("Review"))
        self.panes.show_case()
        for number, canvas in enumerate(self.panes.canvases[:-1]):
            canvas.mark_clicked.connect(lambda mark_id, number=number: self._pick(number, mark_id))
        self.head.show_switches(is_overlaid=self.panes.is_overlaid, is_whole=self.panes.is_whole)
        self._count()

    def _count(self) -> None:
        self.table.read()
        self.view.setVisible(bool(self.sitting.questions))
        self.head.show_progress()

    def _point(self) -> None:
        asked = self.sitting.current
        self.view.select_row(self.table.row_of(asked.key) if asked else None)
        self.panes.point(asked)

    def _show_mode(self) -> None:
        self.card.show_view(self.review.mode.view())

    def _write(self, text: str) -> None:
        self.review.mode.write(text)

    def _pick(self, number: int, mark_id: str) -> None:
        if not self.panes.is_overlaid:
            self.review.picked = (number, mark_id)

    # Keys

    def press(self, chord: str) -> bool:
        """Do what a key means; False if it means nothing here."""
        if self.review.mode.press(chord):
            return True
        if chord in ("O", "D"):
            change = self.show_overlaid if chord == "O" else self.show_whole
            change(not (self.panes.is_overlaid if chord == "O" else self.panes.is_whole))
        elif chord in ("Esc", "F2"):
            self.close()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chord = chord_of(event)
        if self.card.field.hasFocus() or (
            not self.press(chord) and not (event.text().strip() and self.card.write_on(event))
        ):
            event.ignore()

    # Coming and going

    def _edit(self, difference: Difference | None) -> None:
        """Let gold be edited in the main window, at the marks in question."""
        session, case = self._desk.session, self.sitting.case
        if case is None:
            return
        session.show(case.document_id, GOLD)
        session.unlock()
        marks = self.sitting.gold_marks(difference) if difference else []
        if marks:
            session.select(marks[0])
            self._desk.canvas.reveal(marks[0])
        session.said.emit(session.tr("Edit gold; F2 goes back to the review."))
        self.hide()
        self._desk.window.activateWindow()
        self._desk.canvas.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.sitting.close()
        if self._desk.review is self:
            self._desk.review = None
            self._desk.review_changed.emit()
            self.deleteLater()
        self._desk.canvas.setFocus()
