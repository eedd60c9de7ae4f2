"""Problems panel: what the schema finds wrong in the open layer, to go to and to mend where it is plain how."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedLayout

from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.mending import mend
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.problem_table import LINE, REPAIR, SENTENCE, ProblemTable
from annotator.ui.widgets.row_view import RowView

_MOST = 2000  # more are listed when these are gone


class Problems(Paper):
    """List the problems of the open layer as the check finds them."""

    summarised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        tr = desk.session.tr
        self._table = ProblemTable(desk)
        self._view = RowView(self._table, tr("Problems"), stretched=SENTENCE, widths={LINE: 70, REPAIR: 90})
        self._view.horizontalHeader().hide()
        self._empty = EmptyState("")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._view)
        self._view.chosen.connect(self._choose)
        desk.check.checked.connect(self._show)
        desk.session.selected.connect(self._point)
        desk.session.settings_changed.connect(self._show)
        self._show()

    def summary(self) -> str:
        """Return how many problems there are."""
        return self._desk.session.tr.number(len(self._desk.check)) if len(self._desk.check) else ""

    def finish(self) -> None:
        """Check all that waits at once and show what was found."""
        self._desk.check.finish()

    def _show(self) -> None:
        tr = self._desk.session.tr
        found = self._desk.check.first(_MOST)
        self._table.show(found)
        if len(self._desk.session.marks) and not self._desk.check.is_done:
            self._empty.say(tr("Checking…"), tr("What does not fit the schema is listed here."))
        elif len(self._desk.session.marks):
            self._empty.say(tr("No problems"), tr("All marks fit the schema."))
        else:
            self._empty.say(tr("Nothing is marked yet"), tr("What does not fit the schema is listed here."))
        self._stack.setCurrentIndex(1 if found else 0)
        self._point()
        self.summarised.emit()

    def _point(self) -> None:
        """Select the problem of the selected mark, unless one of it is selected already."""
        mark = self._desk.session.mark
        current = self._table.problem(self._view.currentIndex().row())
        if mark is None or current is None or current.target != mark.id:
            self._view.select_row(self._table.row_of(mark.id if mark else ""))

    def _choose(self, index: QModelIndex) -> None:
        problem = self._table.problem(index.row())
        if problem is None:
            return
        if index.column() == REPAIR and problem.repair is not None and mend(self._desk, problem):
            self._desk.check.finish()
            self._desk.session.said.emit(self._desk.session.tr("Repaired."))
            return
        if problem.target in self._desk.session.marks:
            self._desk.session.select(problem.target)
            self._desk.canvas.reveal(problem.target)
        elif problem.span is not None:
            self._desk.canvas.reveal(problem.span)
        self._desk.canvas.setFocus()


PANEL = Panel("problems", phrase("Problems"), "problems", Area.BOTTOM, Problems, order=100)
