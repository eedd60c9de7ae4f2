"""History panel: who did what and when, the newest first; one step or all of them can be taken back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout

from annotator.store.change import ChangeSummary
from annotator.store.project import Project
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.scale import scaled
from annotator.ui.widgets.change_table import BY, CHANGED, STEP, WHEN, ChangeTable
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.row_view import RowView
from annotator.ui.wording import kind_title


class History(Paper):
    """List the project's changes while somebody looks."""

    summarised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        tr = desk.session.tr
        self._table = ChangeTable(desk)
        self._view = RowView(self._table, tr("History"), stretched=STEP, widths={BY: 150, CHANGED: 230, WHEN: 160})
        self._authors, self._kinds = QComboBox(), QComboBox()
        self._back = QPushButton(tr("Undo back to here"))
        self._is_seen, self._is_stale, self._is_new = False, True, True
        self._lay_out()
        self._back.clicked.connect(self._undo_to)
        self._authors.activated.connect(self._narrow)
        self._kinds.activated.connect(self._narrow)
        self._view.selectionModel().selectionChanged.connect(self._judge)
        desk.session.project_opened.connect(self._begin)
        desk.session.changed.connect(self._follow)
        self._begin()

    def summary(self) -> str:
        """Return nothing: the number of changes tells nobody anything."""
        return ""

    def attend(self, is_seen: bool) -> None:
        """Read only while the panel is in view."""
        self._is_seen = is_seen
        if is_seen and self._is_stale:
            self._refresh()

    def _lay_out(self) -> None:
        tr = self._desk.session.tr
        page = Paper()
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 8, 10, 6)
        bar.setSpacing(10)
        for box, name in ((self._authors, tr("By")), (self._kinds, tr("Step"))):
            box.setAccessibleName(name)
            box.setMinimumWidth(scaled(150))
            bar.addWidget(box)
        bar.addStretch(1)
        bar.addWidget(self._back)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._view, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(EmptyState(tr("Nothing was done yet"), tr("Every step is kept and can be taken back.")))
        self._stack.addWidget(page)

    def _begin(self) -> None:
        self._is_new = True
        self._follow()

    def _follow(self) -> None:
        self._is_stale = True
        if self._is_seen:
            self._refresh()

    def _refresh(self) -> None:
        if self._is_new:
            self._table.begin()
        else:
            self._table.follow()
        self._is_stale = self._is_new = False
        self._offer()
        self._stack.setCurrentIndex(1 if self._table.known() else 0)
        self._judge()

    def _offer(self) -> None:
        """Offer the people and the kinds of steps that were read so far."""
        tr, known = self._desk.session.tr, self._table.known()
        authors = dict.fromkeys(row.author for row in known)
        kinds = dict.fromkeys(row.kind for row in known)
        _fill(self._authors, [(tr("Everybody"), ""), *((one, one) for one in authors)])
        _fill(self._kinds, [(tr("All steps"), ""), *((kind_title(self._desk.session, one), one) for one in kinds)])

    def _narrow(self) -> None:
        self._table.narrow(self._authors.currentData() or "", self._kinds.currentData() or "")
        self._offer()
        self._judge()

    def _judge(self) -> None:
        session, chosen = self._desk.session, self._chosen()
        is_own = chosen is not None and chosen.author == session.author
        self._back.setEnabled(is_own and session.project is not None and not session.project.read_only)

    def _undo_to(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._desk.session.run(Project.undo_to, chosen.id)

    def _chosen(self) -> ChangeSummary | None:
        rows = [index.row() for index in self._view.selectionModel().selectedRows()]
        return self._table.change(rows[0]) if rows else None


def _fill(box: QComboBox, entries: list[tuple[str, str]]) -> None:
    """Offer the entries and keep what is chosen."""
    if [box.itemData(number) for number in range(box.count())] == [value for _, value in entries]:
        return
    chosen = box.currentData()
    box.clear()
    for title, value in entries:
        box.addItem(title, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))


PANEL = Panel("history", phrase("History"), "history", Area.BOTTOM, History, order=200)
