"""Simple table: the model of a short list whose rows are made at once from values."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, Qt

from annotator.ui.widgets.row_view import Index

T = TypeVar("T")


class SimpleTable(QAbstractTableModel, Generic[T]):
    """Rows of one kind; `words` makes the cells of a row, in the order of the titles."""

    def __init__(self, titles: Sequence[str], words: Callable[[T], Sequence[str]]) -> None:
        super().__init__()
        self._titles = titles
        self._words = words
        self._rows: list[T] = []
        self._cells: list[Sequence[str]] = []

    def show(self, rows: Sequence[T]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._cells = [self._words(row) for row in rows]
        self.endResetModel()

    def row(self, at: int) -> T | None:
        """Return what a row is made of."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def rows(self) -> Sequence[T]:
        """Return what all rows are made of."""
        return self._rows

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if is_title else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cells[index.row()][index.column()]
        return None
