"""Ticks: the model of the documents that may go into a parcel, each with a tick, by name and how far the work is."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, Qt, Signal

from annotator.domain.model import State
from annotator.store.rows import DocumentRow
from annotator.ui.session import Session
from annotator.ui.widgets.row_view import Index
from annotator.ui.wording import STATES

NAME, STATE, MARKS, LENGTH = range(4)


class Ticks(QAbstractTableModel):
    """Documents to tick; the state and the marks are those of one person."""

    ticked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        tr = session.tr
        self._session = session
        self._titles = (tr("Document"), tr("Their work"), tr("Marks"), tr("Characters"))
        self._rows: Sequence[DocumentRow] = ()
        self._person = ""
        self._chosen: set[str] = set()

    def show(self, rows: Sequence[DocumentRow], person: str) -> None:
        """Show these documents with the work of a person; ticks stay."""
        self.beginResetModel()
        self._rows, self._person = rows, person
        self.endResetModel()

    def tick(self, ids: set[str]) -> None:
        """Tick exactly these documents."""
        self._chosen = set(ids)
        if self._rows:
            self.dataChanged.emit(self.index(0, NAME), self.index(len(self._rows) - 1, NAME))
        self.ticked.emit()

    def toggle(self, at: int) -> None:
        """Tick a row, or take its tick away."""
        self.tick(self._chosen ^ {self._rows[at].id})

    def shown(self) -> set[str]:
        """Return the ids of the documents that are shown."""
        return {row.id for row in self._rows}

    def chosen(self) -> list[str]:
        """Return the ids of all ticked documents, in the project's order."""
        return [row.id for row in self._session.documents if row.id in self._chosen]

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if is_title else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        ticks = Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | ticks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == NAME:
            return Qt.CheckState.Checked if row.id in self._chosen else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row, index.column())
        return None

    def setData(self, index: Index, _value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index.row())
        return True

    def _words(self, row: DocumentRow, column: int) -> str:
        tr = self._session.tr
        if column == NAME:
            return row.name
        if column == LENGTH:
            return tr.number(row.length)
        layer = next((layer for layer in row.layers if layer.annotator == self._person), None)
        if column == STATE:
            return tr(STATES[layer.state]) if layer else "–"
        counts = layer.counts if layer else None
        return tr.number(counts.entities + counts.events + counts.relations) if counts else "–"


def is_unfinished(row: DocumentRow, person: str) -> bool:
    """Say whether a person has a document and is not done with it."""
    open_states = (State.NEW, State.IN_PROGRESS, State.RETURNED)
    return any(layer.annotator == person and layer.state in open_states for layer in row.layers)
