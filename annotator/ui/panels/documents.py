"""Documents panel: every document of the project with its state and size, found by a part of its name."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
)

from annotator.domain.model import State
from annotator.errors import ProjectError
from annotator.operations.people import workers
from annotator.store.change import Change
from annotator.store.project import Project
from annotator.store.rows import DocumentRow
from annotator.ui.desk import Desk
from annotator.ui.document_menu import FINISHED, document_menu
from annotator.ui.i18n import phrase
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.scale import scaled
from annotator.ui.session import MANY
from annotator.ui.widgets.document_table import DocumentDelegate, DocumentTable
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.paper import Paper
from annotator.ui.wording import STATES

_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Documents(Paper):
    """List, filter and open documents."""

    summarised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._table = DocumentTable(desk.session, desk.overview)
        self._view = _view(self._table, desk)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(desk.session.tr("Filter by name…"))
        self._filter.setAccessibleName(desk.session.tr("Filter by name…"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._narrow)
        self._states = QComboBox()
        self._states.setAccessibleName(desk.session.tr("State"))
        self._offer_states()
        self._states.activated.connect(self._narrow)
        self._work = QComboBox()
        self._work.setAccessibleName(desk.session.tr("Person or batch"))
        self._work.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._work.activated.connect(self._narrow)
        self._empty = EmptyState("")
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._lay_out()
        self._view.clicked.connect(self._open)
        self._view.activated.connect(self._open)
        desk.session.project_opened.connect(self._read)
        desk.session.document_opened.connect(self._point)
        desk.session.changed.connect(self._follow)
        desk.overview.changed.connect(self._view.viewport().update)
        self._read()

    def summary(self) -> str:
        """Return how many documents there are and how many of them are done."""
        session = self._desk.session
        if session.project is None or not session.documents:
            return ""
        return session.tr("{done} of {all} done", done=self._table.count(FINISHED), all=len(session.documents))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(10, 10, 10, 8)
        head.setSpacing(6)
        head.addWidget(self._filter)
        head.addWidget(self._states)
        head.addWidget(self._work)
        column.addLayout(head)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._view)
        self._stack.addWidget(self._empty)
        column.addLayout(self._stack, 1)

    def _read(self) -> None:
        self._offer_work()
        self._table.read(self._desk.session.documents)
        self._narrow()

    def _narrow(self) -> None:
        chosen = self._states.currentData()
        kind, _, name = str(self._work.currentData() or "").partition(":")
        self._table.narrow_to(name if kind == "person" else "", name if kind == "batch" else "")
        self._table.narrow(self._filter.text(), frozenset(State(one) for one in chosen.split("|")))
        is_empty = self._table.rowCount() == 0
        self._stack.setCurrentIndex(1 if is_empty else 0)
        if is_empty:
            self._say_why()
        self._point()
        self.summarised.emit()

    def _offer_work(self) -> None:
        """Offer the people and batches; nothing where one person works alone."""
        session, tr = self._desk.session, self._desk.session.tr
        people = [one.name for one in workers(session.project)] if session.project else []
        entries = [(tr("All people and batches"), "")]
        entries += [(name, f"person:{name}") for name in people] if len(people) > 1 else []
        entries += [(tr("Batch: {name}", name=batch.name), f"batch:{batch.name}") for batch in session.batches]
        chosen = self._work.currentData()
        self._work.clear()
        for title, value in entries:
            self._work.addItem(title, value)
        self._work.setCurrentIndex(max(self._work.findData(chosen), 0))
        self._work.setVisible(len(entries) > 1)

    def _say_why(self) -> None:
        tr = self._desk.session.tr
        if self._desk.session.project is None:
            self._empty.say(tr("No project is open"), tr("Open one, or start with the sample."))
        elif self._desk.session.documents and not self._filter.text():
            words = tr("They have no such document.") if self._work.currentIndex() > 0 else ""
            self._empty.say(tr("Nothing fits"), words or tr("No document is in this state."))
        elif self._filter.text():
            self._empty.say(tr("Nothing fits"), tr("No document has this in its name."))
        else:
            self._empty.say(tr("No documents yet"), tr("Import files: plain text, JSON Lines or brat."))

    def _point(self) -> None:
        document = self._desk.session.document
        row = self._table.row_of(document.id) if document else None
        if row is None:
            self._view.clearSelection()
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self._table.index(row, 0)
        self._view.selectionModel().setCurrentIndex(index, flags)
        self._view.scrollTo(index)

    def _follow(self, change: Change) -> None:
        project = self._desk.session.project
        layers = [row_id for table, row_id in change.touched if table == "layer"]
        if any(table in ("meta", "annotator") for table, _ in change.touched):
            self._offer_work()
        if change.is_large or len(layers) > MANY or any(table == "document" for table, _ in change.touched):
            self._read()
        elif project is not None:
            concerned = {document_id for layer_id in layers if (document_id := _document_of(project, layer_id))}
            if self._desk.session.document is not None:
                concerned.add(self._desk.session.document.id)
            for document_id in concerned:
                self._table.replace(project.document_row(document_id))
            if layers:
                self.summarised.emit()

    def _offer_states(self) -> None:
        """Offer all states, what is still to do, and each state; an entry holds its states' values."""
        tr = self._desk.session.tr
        self._states.addItem(tr("All states"), "|".join(state.value for state in State))
        self._states.addItem(tr("Still to do"), "|".join(state.value for state in State if state not in FINISHED))
        for state in State:
            self._states.addItem(tr(STATES[state]), state.value)

    def _show_menu(self, place: QPoint) -> None:
        document_id = self._table.document_at(self._view.rowAt(place.y()))
        row = next((row for row in self._desk.session.documents if row.id == document_id), None)
        if row is not None:
            menu = document_menu(self._desk, row, self.chosen())
            menu.exec(self._view.viewport().mapToGlobal(place))
            menu.deleteLater()

    def chosen(self) -> list[DocumentRow]:
        """Return the documents that are selected together."""
        return [self._table.row(index) for index in self._view.selectionModel().selectedRows()]

    def _open(self, index: QModelIndex) -> None:
        if QGuiApplication.keyboardModifiers() & _ADDING:
            return  # another document is selected beside the open one
        document_id = self._table.document_at(index.row())
        current = self._desk.session.document
        if document_id and (current is None or current.id != document_id):
            self._desk.session.show(document_id)
        self._desk.canvas.setFocus()


def _document_of(project: Project, layer_id: str) -> str:
    """Return the id of the document that a layer belongs to, "" for a layer that is gone."""
    try:
        return project.document_of(layer_id)
    except ProjectError:
        return ""


def _view(table: DocumentTable, desk: Desk) -> QTableView:
    view = QTableView()
    view.setModel(table)
    view.setItemDelegate(DocumentDelegate(desk, view))
    view.setShowGrid(False)
    view.horizontalHeader().hide()
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(scaled(48))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMouseTracking(True)
    view.setTabKeyNavigation(False)
    view.setAccessibleName(desk.session.tr("Documents"))
    return view


PANEL = Panel("documents", phrase("Documents"), "documents", Area.LEADING, Documents, order=100)
