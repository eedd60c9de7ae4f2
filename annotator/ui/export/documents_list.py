"""Document list: choose some of many documents, found by their names."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from annotator.store.rows import DocumentRow
from annotator.text.direction import isolate
from annotator.text.normalize import fold_text
from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.widgets.row_view import Index, RowView


class _Names(QAbstractTableModel):
    """The documents whose names hold what is typed, each with a box to tick."""

    def __init__(self, session: Session, chosen: Iterable[str]) -> None:
        super().__init__()
        self._session = session
        self._rows: Sequence[DocumentRow] = session.documents
        self.chosen = set(chosen)

    def narrow(self, typed: str) -> None:
        """Show the documents that hold the typed words."""
        words = fold_text(typed)
        self.beginResetModel()
        every = self._session.documents
        self._rows = [row for row in every if words in fold_text(row.name)] if words else every
        self.endResetModel()

    def turn(self, row: int) -> None:
        """Tick a document, or not."""
        self.chosen ^= {self._rows[row].id}
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def turn_all(self, *, is_chosen: bool) -> None:
        """Tick every document that is shown, or none of them."""
        ids = {row.id for row in self._rows}
        self.chosen = self.chosen | ids if is_chosen else self.chosen - ids
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return 1

    def headerData(self, _section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._session.tr("Document") if is_title else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return isolate(row.name)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.id in self.chosen else Qt.CheckState.Unchecked
        return None


class DocumentList(QDialog):
    """Ask which documents go; a click or Enter on one ticks it."""

    def __init__(self, session: Session, parent: QWidget | None, chosen: Iterable[str]) -> None:
        super().__init__(parent)
        self._session = session
        tr = session.tr
        self.setWindowTitle(tr("Documents"))
        self.resize(scaled(460), scaled(520))
        self.names = _Names(session, chosen)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Name contains…"))
        self.field.setAccessibleName(tr("Name contains…"))
        self.field.textChanged.connect(self._narrow)
        self.view = RowView(self.names, tr("Documents"), stretched=0, widths={})
        self.view.horizontalHeader().hide()
        self.view.chosen.connect(self._turn)
        self._count = plain.label("", kind="muted")
        buttons = QDialogButtonBox()
        self.act = buttons.addButton(tr("Choose"), QDialogButtonBox.ButtonRole.AcceptRole)
        every = buttons.addButton(tr("All"), QDialogButtonBox.ButtonRole.ResetRole)
        none = buttons.addButton(tr("None"), QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        every.clicked.connect(lambda: self._turn_all(is_chosen=True))
        none.clicked.connect(lambda: self._turn_all(is_chosen=False))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for part in (self.field, self.view, self._count, buttons):
            column.addWidget(part)
        self._tell()

    def _narrow(self, typed: str) -> None:
        self.names.narrow(typed)

    def _turn(self, index: Index) -> None:
        self.names.turn(index.row())
        self._tell()

    def _turn_all(self, *, is_chosen: bool) -> None:
        self.names.turn_all(is_chosen=is_chosen)
        self._tell()

    def _tell(self) -> None:
        self._count.setText(self._session.tr.count("{count} documents are chosen", len(self.names.chosen)))
        self.act.setEnabled(bool(self.names.chosen))
