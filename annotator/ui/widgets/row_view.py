"""Row view: a table for long lists - whole rows, one at a time, cells of one height, a header in reading order."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from annotator.ui.scale import scaled

_HEIGHT = 30
_NARROWEST = 40  # pixels of a column
Index = QModelIndex | QPersistentModelIndex


class RowView(QTableView):
    """Show a model's rows; `stretched` is the column that takes the room that is left, `widths` are the others'."""

    chosen = Signal(QModelIndex)  # clicked, or Enter on it

    def __init__(self, model: QAbstractItemModel, name: str, *, stretched: int, widths: dict[int, int]) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(scaled(_HEIGHT))
        self._arrange(stretched, widths)
        self.clicked.connect(self.chosen)

    def _arrange(self, stretched: int, widths: dict[int, int]) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(scaled(_NARROWEST))  # a style's own may be wider than a number needs
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column, width in widths.items():
            self.setColumnWidth(column, scaled(width))
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def select_row(self, row: int | None) -> None:
        """Select a row and bring it into view; None for none. Nobody is told that it was chosen."""
        if row is None:
            self.clearSelection()
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), flags)
        self.scrollTo(self.model().index(row, 0))

    def let_many_be_chosen(self) -> None:
        """Let rows be added with Ctrl and whole stretches with Shift."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def chosen_rows(self) -> list[int]:
        """Return the numbers of the selected rows, upwards."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def select_rows(self, rows: Sequence[int]) -> None:
        """Select these rows, and no others, where they are not selected already."""
        if self.chosen_rows() == sorted(rows):
            return
        wanted = QItemSelection()
        for row in rows:
            wanted.select(self.model().index(row, 0), self.model().index(row, self.model().columnCount() - 1))
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
