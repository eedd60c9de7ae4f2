"""Comments panel: what people say of marks, types and documents, thread by thread, and what waits for my answer."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from annotator.operations.comment_index import PlacedThread
from annotator.ui.commenting import comment_on_document, comment_on_mark, go_to
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.scale import scaled
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.row_view import RowView
from annotator.ui.widgets.thread_table import PLACE, WHEN, WHO, WORDS, ThreadTable
from annotator.ui.widgets.thread_view import ThreadView

_WIDTHS = {PLACE: 132, WHO: 80, WHEN: 106}
OPEN, SETTLED, ALL, MINE = "open", "settled", "all", "mine"
DOCUMENT, PROJECT = "document", "project"


class Comments(Paper):
    """List threads; beside them the chosen one in full."""

    summarised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        tr = desk.session.tr
        self._table = ThreadTable(desk)
        self._view = RowView(self._table, tr("Comments"), stretched=WORDS, widths=_WIDTHS)
        self._view.horizontalHeader().hide()
        self.talk = ThreadView(desk)
        self.scopes, self.states = QComboBox(), QComboBox()
        self._write = QPushButton(tr("Comment…"))
        self._empty = EmptyState("")
        self._is_seen, self._is_stale = False, True
        self._waiting: list[PlacedThread] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._refresh)
        self._lay_out()
        self._listen()
        self._refresh()

    def summary(self) -> str:
        """Return how many threads wait for an answer."""
        return self._desk.session.tr.count("{count} to answer", len(self._waiting)) if self._waiting else ""

    def attend(self, is_seen: bool) -> None:
        """List only while the panel is in view."""
        self._is_seen = is_seen
        if is_seen and self._is_stale:
            self._refresh()

    def finish(self) -> None:
        """Read and show all at once."""
        self._desk.threads.finish()
        self._is_seen = True
        self._refresh()

    # Putting it together

    def _lay_out(self) -> None:
        tr = self._desk.session.tr
        for title, value in ((tr("Whole project"), PROJECT), (tr("This document"), DOCUMENT)):
            self.scopes.addItem(title, value)
        entries = ((tr("Not settled"), OPEN), (tr("Mine to answer"), MINE), (tr("Settled"), SETTLED), (tr("All"), ALL))
        for title, value in entries:
            self.states.addItem(title, value)
        self.scopes.setAccessibleName(tr("Where"))
        self.states.setAccessibleName(tr("State"))
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 8, 10, 6)
        bar.setSpacing(8)
        bar.addWidget(self.scopes)
        bar.addWidget(self.states)
        bar.addStretch(1)
        bar.addWidget(self._write)
        page = QWidget()
        self._stack = QStackedLayout(page)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._view)
        half = Paper()
        column = QVBoxLayout(half)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(page, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(half)
        halves.addWidget(self.talk)
        halves.setStretchFactor(0, 1)
        halves.setSizes([scaled(480), scaled(320)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(halves)

    def _listen(self) -> None:
        desk = self._desk
        for box in (self.scopes, self.states):
            box.activated.connect(self._refresh)
        self._view.chosen.connect(self._go)
        self._view.selectionModel().selectionChanged.connect(self._choose)
        self._write.clicked.connect(self._comment)
        desk.threads.changed.connect(self._refresh_later)
        desk.threads.chose.connect(self._point)
        desk.session.document_opened.connect(self._refresh_later)

    # Showing

    def _refresh_later(self) -> None:
        self._is_stale = True
        self._later.start()

    def _refresh(self) -> None:
        threads = self._desk.threads
        self._waiting = threads.to_answer() if threads.is_done else []
        self.summarised.emit()
        if not self._is_seen:
            return
        self._is_stale = False
        self._table.show(self._wanted(), frozenset(placed.id for placed in self._waiting))
        self._say_why()
        self._stack.setCurrentIndex(1 if self._table.rowCount() else 0)
        project = self._desk.session.project
        self._write.setEnabled(
            self._desk.session.document is not None and project is not None and not project.read_only
        )
        self._point()

    def _wanted(self) -> list[PlacedThread]:
        threads, state = self._desk.threads, self.states.currentData()
        found = self._waiting if state == MINE else threads.visible()
        if self.scopes.currentData() == DOCUMENT:
            shown = self._desk.session.document
            found = [placed for placed in found if shown is not None and placed.document_id == shown.id]
        if state in (OPEN, SETTLED):
            found = [placed for placed in found if placed.thread.is_open is (state == OPEN)]
        return found

    def _say_why(self) -> None:
        tr, state = self._desk.session.tr, self.states.currentData()
        if not self._desk.threads.is_done:
            self._empty.say(tr("Reading…"), "")
        elif state == MINE:
            self._empty.say(tr("Nothing waits for your answer"), tr("Questions on your marks are listed here."))
        elif state == SETTLED:
            self._empty.say(tr("Nothing is settled yet"), tr("A thread is settled when its question is answered."))
        else:
            self._empty.say(
                tr("No comments"), tr("Select a mark and ask: others see it and answer. Name people by @name.")
            )

    def _point(self) -> None:
        """Show the chosen thread, and select it where it is listed."""
        chosen = self._desk.threads.chosen
        may_see = chosen is not None and self._desk.threads.may_see(chosen)
        self.talk.show_thread(chosen if may_see else None)
        row = self._table.row_of(chosen.id) if chosen is not None and may_see else None
        blocked = self._view.selectionModel().blockSignals(True)
        self._view.select_row(row)
        self._view.selectionModel().blockSignals(blocked)
        self._view.viewport().update()

    # Doing

    def _choose(self) -> None:
        rows = self._view.selectionModel().selectedRows()
        placed = self._table.row(rows[0].row()) if rows else None
        if placed is not None:
            self._desk.threads.choose(placed.id)

    def _go(self, index: QModelIndex) -> None:
        placed = self._table.row(index.row())
        if placed is not None:
            go_to(self._desk, placed)

    def _comment(self) -> None:
        """Comment on the selected mark, else on the document."""
        if self._desk.session.mark is not None:
            comment_on_mark(self._desk)
        else:
            comment_on_document(self._desk)


PANEL = Panel("comments", phrase("Comments"), "comment", Area.BOTTOM, Comments, order=150)
