"""Mend-alike dialog: every repair of one kind as it is now and as it would be; what is not ticked stays."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from annotator.operations.repair import Mending
from annotator.ui.i18n import phrase
from annotator.ui.mending_words import after_words, before_words
from annotator.ui.problem_titles import problem_title
from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.row_view import Index, RowView

NOW, AFTER, WHERE = range(3)
_TITLES = (phrase("Now"), phrase("After"), phrase("Document"))
_CHECKED = Qt.ItemDataRole.CheckStateRole


class MendingTable(QAbstractTableModel):
    """The repairs, ticked at first; words are made only for the rows in view."""

    def __init__(self, session: Session, theme: Theme, mendings: Sequence[Mending]) -> None:
        super().__init__()
        self._session, self._mendings = session, mendings
        self._left_out: set[int] = set()
        self._muted, self._good = QColor(theme.muted), QColor(theme.accent)

    def chosen(self) -> list[Mending]:
        """Return the repairs that are ticked."""
        return [one for at, one in enumerate(self._mendings) if at not in self._left_out]

    def toggle(self, row: int) -> None:
        """Tick a row, or take the tick away."""
        self._left_out ^= {row}
        self.dataChanged.emit(self.index(row, NOW), self.index(row, WHERE))

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._mendings)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._session.tr(_TITLES[section]) if is_title else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        mending, is_in = self._mendings[index.row()], index.row() not in self._left_out
        if role == _CHECKED and index.column() == NOW:
            return Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if index.column() == WHERE:
                return mending.document
            return (before_words if index.column() == NOW else after_words)(self._session, mending)
        if role == Qt.ItemDataRole.ForegroundRole:
            if not is_in or index.column() == WHERE:
                return self._muted
            return self._good if index.column() == AFTER else None
        return None


class MendAlike(QDialog):
    """Show the repairs of one kind and let the user leave some out."""

    def __init__(self, session: Session, parent: QWidget | None, theme: Theme, mendings: Sequence[Mending]) -> None:
        super().__init__(parent)
        self._session = session
        tr = session.tr
        kind = problem_title(session, mendings[0].problem.kind)
        self.setWindowTitle(tr("Mend all alike"))
        self.resize(scaled(820), scaled(480))
        self.table = MendingTable(session, theme, mendings)
        self.view = RowView(self.table, tr("Mend all alike"), stretched=AFTER, widths={NOW: 300, WHERE: 200})
        self.view.chosen.connect(self._toggle)
        self._mend = QPushButton()
        self._mend.setDefault(True)
        buttons = QDialogButtonBox()
        buttons.addButton(self._mend, QDialogButtonBox.ButtonRole.AcceptRole)
        leave = buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        leave.setAutoDefault(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(plain.label(kind, kind="title", wraps=True))
        advice = tr("All that is ticked is mended in one step, which undo takes back. A click leaves a line out.")
        column.addWidget(plain.label(advice, kind="muted", wraps=True))
        column.addWidget(self.view, 1)
        column.addWidget(buttons)
        self._count()

    def _toggle(self, index: QModelIndex) -> None:
        self.table.toggle(index.row())
        self._count()

    def _count(self) -> None:
        number = len(self.table.chosen())
        self._mend.setText(self._session.tr.count("Mend {count} alike", number))
        self._mend.setEnabled(number > 0)
