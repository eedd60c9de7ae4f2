"""Lost table: the marks of one kind of loss in the words around them; more are asked for as somebody scrolls down."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from annotator.domain.schema import EntityType, EventType, RelationType
from annotator.operations.export_lost import LostKind, LostMark
from annotator.operations.export_plan import GOLD
from annotator.text.direction import isolate
from annotator.ui.editor.look import UNKNOWN
from annotator.ui.i18n import phrase
from annotator.ui.schema_change.place_table import SNIPPET, Snippet
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.row_view import Index

WORDS, TYPE, DOCUMENT, BY = range(4)
_TITLES = (phrase("In the text"), phrase("Type"), phrase("Document"), phrase("By"))


class LostTable(QAbstractTableModel):
    """What a kind of loss concerns, in the order of the documents."""

    wanted = Signal(str, int)  # a kind, and the number from which on marks are wanted

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._muted = QColor(theme.muted)
        self._kind: LostKind | None = None
        self._marks: list[LostMark] = []
        self._is_waiting = False

    def show_kind(self, kind: LostKind | None) -> None:
        """Show another kind, None for nothing."""
        self.beginResetModel()
        self._kind, self._marks, self._is_waiting = kind, [], False
        self.endResetModel()
        if kind is not None:
            self.fetchMore(QModelIndex())

    def take(self, kind: str, first: int, marks: tuple[LostMark, ...]) -> None:
        """Take marks that were asked for, if they are still wanted."""
        if self._kind is None or kind != self._kind.kind or first != len(self._marks):
            return
        self._is_waiting = False
        if marks:
            self.beginInsertRows(QModelIndex(), first, first + len(marks) - 1)
            self._marks += marks
            self.endInsertRows()

    def mark(self, row: int) -> LostMark:
        """Return the mark of a row."""
        return self._marks[row]

    def canFetchMore(self, _parent: Index) -> bool:
        return self._kind is not None and len(self._marks) < self._kind.count and not self._is_waiting

    def fetchMore(self, parent: Index) -> None:
        if self._kind is not None and self.canFetchMore(parent):
            self._is_waiting = True
            self.wanted.emit(self._kind.kind, len(self._marks))

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._marks)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._session.tr(_TITLES[section]) if is_title else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        mark, column = self._marks[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(mark, column)
        if role == SNIPPET:
            return self._snippet(mark) if column == WORDS and mark.words else None
        if role == Qt.ItemDataRole.ToolTipRole and column == WORDS:
            return plain.tip(self._words(mark, WORDS))
        return self._muted if role == Qt.ItemDataRole.ForegroundRole and column in (DOCUMENT, BY) else None

    def _words(self, mark: LostMark, column: int) -> str:
        text = f"{mark.before}{mark.words}{mark.after}" or mark.name or mark.document
        return (isolate(text), self._type(mark), isolate(mark.document), self._who(mark))[column]

    def _who(self, mark: LostMark) -> str:
        return self._session.tr("Gold") if mark.annotator == GOLD else isolate(mark.annotator)

    def _type(self, mark: LostMark) -> str:
        kind = self._kind_of(mark)
        return kind.label.text(self._session.settings.language) if kind else mark.type

    def _snippet(self, mark: LostMark) -> Snippet:
        kind = self._kind_of(mark)
        return Snippet(mark.before, mark.words, mark.after, kind.colour if kind else UNKNOWN)

    def _kind_of(self, mark: LostMark) -> EntityType | EventType | RelationType | None:
        schema = self._session.schema
        if mark.scope == "entity":
            return schema.entity(mark.type)
        return schema.event(mark.type) if mark.scope == "event" else schema.relation(mark.type)
