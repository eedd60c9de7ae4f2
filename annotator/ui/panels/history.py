"""History panel: who did what and when, the newest first; one step or all of them can be taken back."""

from datetime import datetime
from itertools import takewhile

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from annotator.store.change import ChangeSummary
from annotator.store.project import Project
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.scale import scaled
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.paper import Paper
from annotator.ui.wording import change_title

_LIMIT = 200
_NEWEST = 8  # steps that are looked at after a change; one gesture makes one, seldom two


class History(Paper):
    """List the project's changes."""

    summarised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[ChangeSummary] = []
        self._table = _table(desk)
        self._back = QPushButton(desk.session.tr("Undo back to here"))
        self._back.setEnabled(False)
        self._back.clicked.connect(self._undo_to)
        self._table.itemSelectionChanged.connect(self._judge)
        self._lay_out()
        desk.session.project_opened.connect(self._read)
        desk.session.changed.connect(self._follow)
        self._read()

    def summary(self) -> str:
        """Return nothing: the number of changes tells nobody anything."""
        return ""

    def _lay_out(self) -> None:
        tr = self._desk.session.tr
        page = Paper()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self._table, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(10, 0, 10, 0)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        column.addLayout(buttons)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(EmptyState(tr("Nothing was done yet"), tr("Every step is kept and can be taken back.")))
        self._stack.addWidget(page)

    def _read(self) -> None:
        project = self._desk.session.project
        self._table.setRowCount(0)  # an item that takes another's place makes Qt measure every row again
        self._rows = []
        self._take(project.history(limit=_LIMIT) if project else [])

    def _follow(self) -> None:
        """Put the steps done since on top; read everything again if they do not join those shown."""
        project = self._desk.session.project
        newest = project.history(limit=_NEWEST) if project else []
        known = self._rows[0].id if self._rows else ""
        fresh = list(takewhile(lambda row: row.id != known, newest))
        if len(fresh) < len(newest):
            self._take(fresh)
        else:
            self._read()

    def _take(self, rows: list[ChangeSummary]) -> None:
        """Put these steps, the newest first, above those shown."""
        for row in reversed(rows):
            self._table.insertRow(0)
            for column, text in enumerate(self._cells(row)):
                self._table.setItem(0, column, QTableWidgetItem(text))
        self._rows = [*rows, *self._rows][:_LIMIT]
        self._table.setRowCount(len(self._rows))
        self._stack.setCurrentIndex(1 if self._rows else 0)
        self._judge()

    def _cells(self, row: ChangeSummary) -> tuple[str, ...]:
        session = self._desk.session
        at = datetime.fromisoformat(row.at).astimezone()
        return (
            change_title(session, row),
            row.author,
            session.tr.count("{count} rows", sum(row.counts.values())),
            session.tr.digits(at.strftime("%d/%m/%Y %H:%M:%S" if session.tr.is_rtl else "%Y-%m-%d %H:%M:%S")),
        )

    def _judge(self) -> None:
        session = self._desk.session
        chosen = self._chosen()
        is_own = chosen is not None and chosen.author == session.author
        self._back.setEnabled(is_own and session.project is not None and not session.project.read_only)

    def _undo_to(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._desk.session.run(Project.undo_to, chosen.id)

    def _chosen(self) -> ChangeSummary | None:
        rows = [index.row() for index in self._table.selectionModel().selectedRows()]
        return self._rows[rows[0]] if rows and rows[0] < len(self._rows) else None


def _table(desk: Desk) -> QTableWidget:
    tr = desk.session.tr
    table = QTableWidget(0, 4)
    table.setHorizontalHeaderLabels([tr("Step"), tr("By"), tr("Changed"), tr("When")])
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setResizeContentsPrecision(0)  # by the rows in view
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(scaled(30))
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setAccessibleName(tr("History"))
    return table


PANEL = Panel("history", phrase("History"), "history", Area.BOTTOM, History, order=200)
