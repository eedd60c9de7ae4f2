"""Problems panel: what the schema finds wrong in the open layer or the project, to go to, to mend, or to call right."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from annotator.operations.checking import FoundProblem
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.mending import call_right, go_to, mend, mend_alike, tell_again
from annotator.ui.overview import Stage
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.problem_rows import PAGE, KindRow, MoreRow, document_kinds, document_rows, project_kinds, project_rows
from annotator.ui.scale import scaled
from annotator.ui.widgets.check_progress import CheckProgress
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.problem_bar import PROJECT, ProblemBar
from annotator.ui.widgets.problem_table import LINE, REPAIR, RIGHT, SENTENCE, ProblemTable
from annotator.ui.widgets.row_view import RowView

_WIDTHS = {LINE: 80, REPAIR: 76, RIGHT: 110}
_PROJECT_WIDTHS = {LINE: 150, REPAIR: 130, RIGHT: 110}
_PAUSE = 300  # milliseconds between two lists while the project is checked


class Problems(Paper):
    """List the problems of the open layer as the check finds them, or those of the project by kind."""

    summarised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        tr = desk.session.tr
        self._table = ProblemTable(desk)
        self._view = RowView(self._table, tr("Problems"), stretched=SENTENCE, widths=_WIDTHS)
        self._view.horizontalHeader().hide()
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.bar = ProblemBar(desk.session)
        self.progress = CheckProgress(desk.session, desk.overview)
        self._empty = EmptyState("")
        self._opened, self._most = "", PAGE  # the kind of the project's list that is open, and how much of it
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)
        self._lay_out()
        self._listen()
        self._show()

    def summary(self) -> str:
        """Return how many problems there are."""
        return self._desk.session.tr.number(len(self._desk.check)) if len(self._desk.check) else ""

    def finish(self) -> None:
        """Check all that waits at once and show what was found."""
        self._desk.check.finish()

    def show_project(self) -> None:
        """List the problems of the whole project; it is looked over if it was not, or much was changed since."""
        overview = self._desk.overview
        self.bar.choose_scope(PROJECT)
        if overview.stage is Stage.NONE or overview.is_stale:
            overview.start()
        self._show()

    @property
    def is_project(self) -> bool:
        """Say whether the project's problems are listed."""
        return self.bar.scope == PROJECT

    # Putting it together

    def _lay_out(self) -> None:
        page = QWidget()
        self._stack = QStackedLayout(page)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.progress)
        column.addWidget(page, 1)

    def _listen(self) -> None:
        desk = self._desk
        self._view.chosen.connect(self._choose)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._view.selectionModel().selectionChanged.connect(self._judge)
        self.bar.narrowed.connect(self._narrow)
        self.bar.mend.clicked.connect(lambda: self._mend_alike(self._kind()))
        desk.check.checked.connect(self._show)
        desk.overview.changed.connect(self._follow_overview)
        desk.overview.asked.connect(self.show_project)
        desk.session.selected.connect(self._point)
        desk.session.settings_changed.connect(self._show)

    # Showing

    def _show(self) -> None:
        desk = self._desk
        wanted = self.bar.wanted()
        if self.is_project:
            index = desk.overview.index
            self.bar.offer(project_kinds(index))
            rows = project_rows(index, wanted, wanted.kind or self._opened, self._most)
        else:
            self.bar.offer(document_kinds(desk.check))
            rows = document_rows(desk.session.tr, desk.check, wanted)
        self._table.show(rows)
        for column, width in (_PROJECT_WIDTHS if self.is_project else _WIDTHS).items():
            self._view.setColumnWidth(column, scaled(width))
        self.progress.setVisible(self.is_project)
        self.progress.follow()
        self._say_why()
        self._stack.setCurrentIndex(1 if rows else 0)
        self._point()
        self._judge()
        self.summarised.emit()

    def _follow_overview(self) -> None:
        if self.is_project and not self._timer.isActive():
            self._timer.start(_PAUSE if self._desk.overview.stage is Stage.RUNNING else 0)

    def _narrow(self) -> None:
        self._most = PAGE
        if self.is_project:
            self.show_project()
        else:
            self._show()

    def _say_why(self) -> None:
        tr, wanted = self._desk.session.tr, self.bar.wanted()
        is_busy = self._desk.overview.stage is Stage.RUNNING if self.is_project else not self._desk.check.is_done
        if self._desk.session.project is None or (not self.is_project and not len(self._desk.session.marks)):
            self._empty.say(tr("Nothing is marked yet"), tr("What does not fit the schema is listed here."))
        elif is_busy:
            self._empty.say(tr("Checking…"), tr("What does not fit the schema is listed here."))
        elif wanted.severity or wanted.kind:
            self._empty.say(tr("Nothing fits"), tr("No problem is of this severity and kind."))
        else:
            self._empty.say(tr("No problems"), tr("All marks fit the schema."))

    def _point(self) -> None:
        """Select the problem of the selected mark, unless one of it is selected already."""
        mark = self._desk.session.mark
        current = self._table.problem(self._view.currentIndex().row())
        if mark is None or current is None or current.target != mark.id:
            row = self._table.row_of(mark.id if mark else "")
            if row is not None or not self.is_project:
                self._view.select_row(row)

    def _judge(self) -> None:
        """Offer to mend all alike where several problems of the chosen kind can be."""
        kind = self._kind()
        if self.is_project:
            number = self._desk.overview.index.number(kind, "mendable")
        else:
            known = (self._table.problem(row) for row in range(self._table.rowCount()))
            number = sum(one is not None and one.kind == kind and one.repair is not None for one in known)
        tr = self._desk.session.tr
        self.bar.mend.setEnabled(number > 1)
        self.bar.mend.setText(tr.count("Mend all {count} alike…", number) if number > 1 else tr("Mend all alike…"))

    def _kind(self) -> str:
        """Return the kind of the chosen row, else the one that the list is narrowed to."""
        rows = self._view.selectionModel().selectedRows()
        row = self._table.row(rows[0].row()) if rows else None
        if isinstance(row, KindRow):
            return row.kind
        return row.problem.kind if isinstance(row, FoundProblem) else self.bar.wanted().kind

    # Doing

    def _choose(self, index: QModelIndex) -> None:
        row = self._table.row(index.row())
        if isinstance(row, FoundProblem):
            self._do(row, index.column())
        elif isinstance(row, MoreRow):
            self._most += PAGE
            self._show()
        elif isinstance(row, KindRow) and index.column() == REPAIR and row.is_mendable:
            self._mend_alike(row.kind)
        elif isinstance(row, KindRow):
            self._opened, self._most = "" if row.is_open else row.kind, PAGE
            self._show()

    def _do(self, found: FoundProblem, column: int) -> None:
        is_there = go_to(self._desk, found)
        if is_there and column == REPAIR and found.problem.repair is not None and found.silence is None:
            self._mend(found)
        elif is_there and column == RIGHT:
            self._call(found)
        else:
            self._desk.canvas.setFocus()

    def _mend(self, found: FoundProblem) -> None:
        if mend(self._desk, found.problem):
            self._desk.check.finish()
            self._desk.session.said.emit(self._desk.session.tr("Repaired."))

    def _call(self, found: FoundProblem) -> None:
        if found.silence is None:
            call_right(self._desk, found.problem)
        else:
            tell_again(self._desk, found.silence.id)

    def _mend_alike(self, kind: str) -> None:
        session = self._desk.session
        if self.is_project:
            mend_alike(self._desk, kind, self._desk.overview.index.layers(kind))
        elif session.layer_id is not None:
            mend_alike(self._desk, kind, [(session.layer_id, session.annotator)])

    def _show_menu(self, place: QPoint) -> None:
        row = self._table.found(self._view.rowAt(place.y()))
        if row is None:
            return
        tr = self._desk.session.tr
        menu = QMenu(self)
        menu.addAction(tr("Go there"), partial(self._do, row, SENTENCE))
        if row.silence is None:
            menu.addAction(tr("Repair"), partial(self._do, row, REPAIR)).setEnabled(row.problem.repair is not None)
            menu.addAction(self.bar.mend.text(), self.bar.mend.click).setEnabled(self.bar.mend.isEnabled())
        menu.addSeparator()
        menu.addAction(tr("This is right…") if row.silence is None else tr("Tell again"), partial(self._do, row, RIGHT))
        menu.exec(self._view.viewport().mapToGlobal(place))
        menu.deleteLater()


PANEL = Panel("problems", phrase("Problems"), "problems", Area.BOTTOM, Problems, order=100)
