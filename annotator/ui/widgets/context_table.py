"""Context table: the model of a list of mentions - the line of each, the words around it, its attributes."""

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QColor

from annotator.domain.model import spans_of
from annotator.text.direction import isolate
from annotator.ui.desk import Desk
from annotator.ui.editor.marks import Mention
from annotator.ui.i18n import phrase
from annotator.ui.lines import line_of
from annotator.ui.mark_links import in_context
from annotator.ui.mark_words import attribute_words
from annotator.ui.widgets.row_view import Index

LINE, CONTEXT, ATTRIBUTES = range(3)
_TITLES = {LINE: phrase("Line"), CONTEXT: phrase("In the text"), ATTRIBUTES: phrase("Attributes")}


class ContextTable(QAbstractTableModel):
    """Mentions in reading order; words are made only for the rows in view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._mentions: list[Mention] = []

    def show(self, mentions: list[Mention]) -> None:
        """Take over the mentions."""
        if [one.id for one in mentions] == [one.id for one in self._mentions]:
            self._mentions = mentions
            if mentions:
                self.dataChanged.emit(self.index(0, LINE), self.index(len(mentions) - 1, ATTRIBUTES))
            return
        self.beginResetModel()
        self._mentions = mentions
        self.endResetModel()

    def id_at(self, row: int) -> str:
        """Return the mention of a row, "" where none is."""
        return self._mentions[row].id if 0 <= row < len(self._mentions) else ""

    def row_of(self, mark_id: str) -> int | None:
        """Return the row of a mention, None if it is not listed."""
        return next((row for row, one in enumerate(self._mentions) if one.id == mark_id), None)

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._mentions)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._desk.session.tr(_TITLES[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cell(self._mentions[index.row()], index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() != CONTEXT:
            return QColor(self._desk.canvas.look.theme.muted)
        return None

    def _cell(self, mention: Mention, column: int) -> str:
        session = self._desk.session
        if column == LINE:
            return session.tr.number(line_of(session.text, spans_of(mention)[0].start))
        return isolate(in_context(session, mention)) if column == CONTEXT else attribute_words(session, mention)
