"""Progress page: how far everybody is in every batch, how fast, and when they worked."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from annotator.domain.model import State
from annotator.errors import AnnotatorError
from annotator.operations.progress_table import write_progress
from annotator.operations.worktime import IDLE, Progress, progress, times
from annotator.ui.desk import Desk
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import Chip
from annotator.ui.widgets.document_table import state_colour
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.row_view import Index, RowView
from annotator.ui.wording import STATES
from annotator.ui.work.day_chart import DayChart
from annotator.ui.work.simple_table import SimpleTable
from annotator.ui.work.state_bar import ORDER, StateBar
from annotator.ui.work.words import hours, of_all

STATE = 2  # the column of the bar


class ProgressTable(SimpleTable[Progress]):
    """Rows of Progress; the bar's cell hands its row out."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.column() == STATE and role == Qt.ItemDataRole.UserRole:
            return self.row(index.row())
        return super().data(index, role)


class ProgressPage(Paper):
    """Show a row for each person and batch, and the hours of the last days."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        tr, theme = desk.session.tr, desk.canvas.look.theme
        titles = (tr("Name"), tr("Batch"), tr("State"), tr("Done"), tr("Marks"), tr("Marks per hour"), tr("Time"))
        self.table = ProgressTable(titles, self._words)
        self.view = RowView(
            self.table, tr("Progress"), stretched=STATE, widths={0: 140, 1: 110, 3: 110, 4: 80, 5: 120, 6: 120}
        )
        self._bar = StateBar(theme)
        self.view.setItemDelegateForColumn(STATE, self._bar)
        self.chart = DayChart(tr, theme)
        self.save = QPushButton(tr("Save as CSV…"))
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._save)
        self._empty = EmptyState(
            tr("Nothing is marked yet"), tr("Give out work, or mark something, and it is counted.")
        )
        words = tr("Longer pauses than {minutes} minutes do not count as work.", minutes=round(IDLE / 60))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(self._legend())
        column.addWidget(self._empty, 1)
        column.addWidget(self.view, 3)
        column.addWidget(plain.label(tr("Hours at work on each day"), kind="heading"))
        column.addWidget(self.chart, 2)
        column.addWidget(plain.label(words, kind="small", wraps=True))
        self.show_all()

    def _legend(self) -> QHBoxLayout:
        tr, theme = self._desk.session.tr, self._desk.canvas.look.theme
        row = QHBoxLayout()
        row.setSpacing(6)
        for state in ORDER:
            colour = theme.border if state is State.NEW else state_colour(theme, state)
            row.addWidget(Chip(colour))
            row.addWidget(plain.label(tr(STATES[state]), kind="small"))
            row.addSpacing(10)
        row.addStretch(1)
        row.addWidget(self.save)
        return row

    def _save(self) -> None:
        """Ask for a file and write the table to it."""
        session = self._desk.session
        kinds = session.tr("Table (*.csv)")
        path = self._desk.ask.save_file(session.tr("Save as CSV"), kinds, "progress.csv", ".csv")
        if path is None:
            return
        try:
            write_progress(self.table.rows(), path)
        except AnnotatorError as error:
            session.refused.emit(error)
        else:
            session.said.emit(session.tr("Saved to {path}.", path=path.name))

    def show_all(self) -> None:
        """Count everything anew."""
        session = self._desk.session
        found = progress(session.project, session.project.documents()) if session.project else []
        self.table.show(found)
        self.view.setVisible(bool(found))
        self.save.setEnabled(bool(found))
        self._empty.setVisible(not found)
        spent = times(session.project.people.acts()) if session.project else None
        days = {key: float(value) for key, value in spent.days.items()} if spent else {}
        self.chart.show_days(days, datetime.now(UTC).date())

    def _words(self, one: Progress) -> tuple[str, ...]:
        tr = self._desk.session.tr
        speed = one.marks_per_hour
        return (
            one.person,
            one.batch or "–",
            "",
            of_all(tr, one.finished, one.documents),
            tr.number(one.marks),
            tr.number(round(speed)) if speed is not None and one.seconds >= 60 else "–",
            hours(tr, one.seconds),
        )
