"""Clusters panel: what is one thing in the open layer, every mention in its context, to merge, split and name."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from annotator.operations import clusters
from annotator.store.change import Change
from annotator.ui.cluster_words import cluster_title
from annotator.ui.desk import Desk
from annotator.ui.dialogs.cluster_finder import find_cluster
from annotator.ui.editor.marks import Mention
from annotator.ui.i18n import phrase
from annotator.ui.marking import is_editable
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.cluster_table import COUNT, NAME, TYPE, ClusterTable
from annotator.ui.widgets.context_table import ATTRIBUTES, CONTEXT, LINE, ContextTable
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.row_view import RowView

_WIDTHS = {TYPE: 104, COUNT: 82}
_CONTEXT_WIDTHS = {LINE: 56, ATTRIBUTES: 92}
_TABLES = frozenset({"entity", "event", "cluster"})


class Clusters(Paper):
    """List the clusters and, of the chosen one, the mentions; buttons act on what is chosen in either list."""

    summarised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        tr = desk.session.tr
        self._table, self._context = ClusterTable(desk), ContextTable(desk)
        self._view = RowView(self._table, tr("Clusters"), stretched=NAME, widths=_WIDTHS)
        self._mentions = RowView(self._context, tr("Mentions"), stretched=CONTEXT, widths=_CONTEXT_WIDTHS)
        self._words = QLineEdit()
        self._merge = self._button(tr("Merge…"), tr("Make one cluster of the chosen ones, or of this and another."))
        self._rename = self._button(tr("Rename…"), tr("Give the cluster another name."))
        self._main = self._button(tr("Main name"), tr("Call the cluster by the words of the chosen mention."))
        self._split = self._button(tr("Split off"), tr("Make a cluster of their own of the chosen mentions."))
        self._leave = self._button(tr("Take out"), tr("Take the chosen mentions out of the cluster."))
        self._empty = EmptyState("")
        self._shown = ""
        self._is_seen, self._is_stale = False, True
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._refresh)
        self._lay_out()
        self._listen()
        self._refresh()

    def summary(self) -> str:
        """Return how many clusters there are."""
        number = len(self._desk.session.marks.sizes())
        return self._desk.session.tr.number(number) if number else ""

    def attend(self, is_seen: bool) -> None:
        """Work only while the panel is in view."""
        self._is_seen = is_seen
        if is_seen and self._is_stale:
            self._refresh()
        if is_seen:
            self._point()

    # Putting it together

    def _button(self, title: str, tip: str) -> QPushButton:
        button = QPushButton(title)
        plain.set_tip(button, tip)
        button.setAccessibleDescription(tip)
        return button

    def _lay_out(self) -> None:
        tr = self._desk.session.tr
        self._words.setPlaceholderText(tr("Filter by name…"))
        self._words.setAccessibleName(tr("Filter by name or mention…"))
        self._words.setClearButtonEnabled(True)
        for view in (self._view, self._mentions):
            view.let_many_be_chosen()
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(_half([self._words, self._merge, self._rename], self._view))
        halves.addWidget(_beside(self._mentions, [self._main, self._split, self._leave]))
        halves.setSizes([scaled(400), scaled(600)])
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(halves)

    def _listen(self) -> None:
        session = self._desk.session
        self._words.textChanged.connect(self._narrow)
        self._view.chosen.connect(self._go_to_first)
        self._view.selectionModel().selectionChanged.connect(self._show_mentions)
        self._mentions.chosen.connect(self._go)
        self._mentions.selectionModel().selectionChanged.connect(self._take_rows)
        for button, act in (
            (self._merge, self._merge_chosen),
            (self._rename, self._rename_chosen),
            (self._main, self._name_after),
            (self._split, lambda: self._run(clusters.split_cluster, self._chosen_mentions())),
            (self._leave, lambda: self._run(clusters.leave_cluster, self._chosen_mentions())),
        ):
            button.clicked.connect(act)
        session.document_opened.connect(self._begin)
        session.settings_changed.connect(self._view.viewport().update)
        session.changed.connect(self._follow)
        session.selected.connect(self._point)

    # Following the session

    def _follow(self, change: Change) -> None:
        if change.is_large or any(table in _TABLES for table, _ in change.touched):
            for cluster_id in _concerned(change):
                self._table.forget(cluster_id)
            self._refresh_later()

    def _begin(self) -> None:
        self._table.forget()
        self._refresh_later()

    def _refresh_later(self) -> None:
        self._is_stale = True
        self._later.start()

    def _refresh(self) -> None:
        tr, marks = self._desk.session.tr, self._desk.session.marks
        self.summarised.emit()
        if not self._is_seen:
            return
        self._is_stale = False
        chosen = self._chosen_clusters()
        self._table.read()
        self._view.select_rows([row for one in chosen if (row := self._table.row_of(one)) is not None])
        if not marks.sizes():
            advice = tr(
                "Select a mark, press {keys} and the letters of another mention of the same thing.", keys=self._keys()
            )
            self._empty.say(tr("No clusters yet"), advice)
        self._stack.setCurrentIndex(1 if marks.sizes() else 0)
        self._point()
        self._show_mentions()

    def _keys(self) -> str:
        return self._desk.command_keys.get("same_as", "") or "—"

    def _narrow(self) -> None:
        self._table.narrow(self._words.text())
        self._point()
        self._show_mentions()

    def _point(self) -> None:
        """Choose the cluster of the selected mark, and its row among the mentions."""
        mark = self._desk.session.marks.mention(self._desk.session.mark.id) if self._desk.session.mark else None
        if not self._is_seen or mark is None or mark.cluster is None:
            return
        row = self._table.row_of(mark.cluster)
        if row is not None and mark.cluster not in self._chosen_clusters():
            self._view.select_row(row)
        self._show_mentions()
        at = self._context.row_of(mark.id)
        if at is not None and not self._desk.several.ids:
            self._mentions.select_row(at)

    def _show_mentions(self) -> None:
        """Show the mentions of the cluster that was chosen last."""
        chosen, session = self._chosen_clusters(), self._desk.session
        current = self._table.id_at(self._view.currentIndex().row())
        self._shown = current if current in chosen else next(iter(chosen), "")
        rows = [row for one in self._chosen_mentions() if (row := self._context.row_of(one)) is not None]
        self._context.show(session.marks.members(self._shown))
        if rows:
            self._mentions.select_rows([row for row in rows if row < self._context.rowCount()])
        self._judge()

    def _judge(self) -> None:
        mentions, size = len(self._chosen_mentions()), self._context.rowCount()
        project = self._desk.session.project
        can_edit = project is not None and not project.read_only and bool(self._shown)
        self._merge.setEnabled(can_edit)
        self._rename.setEnabled(can_edit and len(self._chosen_clusters()) == 1)
        self._main.setEnabled(can_edit and mentions == 1)
        self._split.setEnabled(can_edit and 0 < mentions < size)
        self._leave.setEnabled(can_edit and mentions > 0)

    # What it does

    def _chosen_clusters(self) -> list[str]:
        return [self._table.id_at(row) for row in self._view.chosen_rows()]

    def _chosen_mentions(self) -> list[str]:
        return [self._context.id_at(row) for row in self._mentions.chosen_rows()]

    def _take_rows(self) -> None:
        if self._mentions.hasFocus():
            self._desk.several.choose(self._chosen_mentions())
        self._judge()

    def _go_to_first(self, index: QModelIndex) -> None:
        """Select the first mention of a cluster, so that all of them stand out in the text."""
        members = self._desk.session.marks.members(self._table.id_at(index.row()))
        if members and len(self._chosen_clusters()) == 1:
            self._select(members[0].id)

    def _go(self, index: QModelIndex) -> None:
        mark_id, ids = self._context.id_at(index.row()), self._desk.several.ids
        self._select(mark_id if not ids or mark_id in ids else ids[-1])

    def _select(self, mark_id: str) -> None:
        self._desk.session.select(mark_id)
        self._desk.canvas.reveal(mark_id)

    def _run(self, operation: Callable[..., object], *values: object) -> None:
        if is_editable(self._desk):
            self._desk.session.run(operation, *values)

    def _merge_chosen(self) -> None:
        """Make one cluster of those chosen; with a single one, let another be found."""
        chosen = self._chosen_clusters()
        if len(chosen) > 1:
            self._run(clusters.merge_clusters, chosen)
            return
        shown, first = self._shown, self._first(chosen)
        if first is not None:
            find_cluster(
                self._desk,
                lambda other: type(other) is type(first) and other.cluster != shown,
                (),
                lambda mark_id: self._merge_with(shown, mark_id),
            )

    def _merge_with(self, cluster_id: str, mark_id: str) -> None:
        other = self._desk.session.marks.mention(mark_id)
        if other is not None and other.cluster is not None:
            self._run(clusters.merge_clusters, [cluster_id, other.cluster])

    def _first(self, chosen: Iterable[str]) -> Mention | None:
        members = (self._desk.session.marks.members(one) for one in chosen)
        return next((found[0] for found in members if found), None)

    def _rename_chosen(self) -> None:
        tr, shown = self._desk.session.tr, self._shown
        if not shown:
            return
        name = self._desk.ask.text(tr("Rename…"), tr("Name"), cluster_title(self._desk.session, shown))
        if name is not None:
            self._run(clusters.rename_cluster, shown, name)

    def _name_after(self) -> None:
        chosen = self._chosen_mentions()
        if len(chosen) == 1:
            self._run(clusters.name_cluster_after, chosen[0])


def _concerned(change: Change) -> set[str]:
    """Return the clusters that a change touched, or that a mention of it was or is in."""
    named = {row_id for table, row_id in change.touched if table == "cluster"}
    images = [image for row in change.rows for image in (row.before, row.after) if image]
    return named | {str(image["cluster"]) for image in images if image.get("cluster")}


def _half(bar: list[QWidget], view: RowView) -> QWidget:
    """Return a list under its bar, whose first part takes the room that is left."""
    half = QWidget()
    row = QHBoxLayout()
    row.setContentsMargins(10, 8, 10, 6)
    row.setSpacing(8)
    for number, part in enumerate(bar):
        row.addWidget(part, 1 if number == 0 else 0)
    column = QVBoxLayout(half)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row)
    column.addWidget(view, 1)
    return half


def _beside(view: RowView, buttons: list[QPushButton]) -> QWidget:
    """Return a list with its buttons in a column behind it, which takes less of a narrow window than a bar."""
    half = QWidget()
    row = QHBoxLayout(half)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    column = QVBoxLayout()
    column.setContentsMargins(10, 8, 10, 6)
    column.setSpacing(6)
    for button in buttons:
        column.addWidget(button)
    column.addStretch(1)
    row.addWidget(view, 1)
    row.addLayout(column)
    return half


PANEL = Panel("clusters", phrase("Clusters"), "clusters", Area.BOTTOM, Clusters, order=60)
