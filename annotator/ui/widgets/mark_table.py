"""Mark table: the model of the annotations list; it says only what is in view, whatever the number of rows."""

from collections.abc import Callable, Collection
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor, QIcon

from annotator.domain.model import Mark, Relation, spans_of
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.lines import line_of
from annotator.ui.mark_rows import Choice, MarkRows, Order
from annotator.ui.mark_words import attribute_words, line_words, link_words
from annotator.ui.widgets.chip import dot
from annotator.ui.widgets.row_view import Index
from annotator.ui.wording import kind_of, type_name

_TITLES = {
    Order.TYPE: phrase("Type"),
    Order.TEXT: phrase("Text"),
    Order.LINKS: phrase("Roles and links"),
    Order.ATTRIBUTES: phrase("Attributes"),
    Order.PLACE: phrase("Line"),
    Order.PROBLEMS: phrase("Problems"),
}
COLUMNS = tuple(_TITLES)
_MANY = 200  # marks; where more changed at once the list is made anew


class MarkTable(QAbstractTableModel):
    """The rows of `MarkRows` as a table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows = self._fresh()

    def begin(self) -> None:
        """Start with the marks of the layer that is open now; `rows` has still to gather them."""
        self.beginResetModel()
        self.rows = self._fresh()
        self.endResetModel()

    def arrange(self, choice: Choice, order: Order, *, falls: bool) -> None:
        """List what is chosen in this order."""
        self.beginResetModel()
        self.rows.problems = {one: len(self._desk.check.of(one)) for one in self._desk.check.targets()}
        self.rows.arrange(choice, order, falls=falls)
        self.endResetModel()

    def gather(self, seconds: float) -> bool:
        """Gather for about so long; the table stands when this says True."""
        if not self.rows.gather(seconds):
            return False
        self.beginResetModel()
        self.endResetModel()
        return True

    def follow(self, ids: Collection[str]) -> None:
        """Take over marks that were made, changed or deleted."""
        concerned = self.rows.concerned(ids)
        if len(concerned) > _MANY:
            self.begin()
            return
        for mark_id in concerned:
            self._take_out(mark_id)
        for mark_id in concerned:
            row = self.rows.row_for(mark_id)
            if row is not None:
                self.beginInsertRows(QModelIndex(), row, row)
                self.rows.put(mark_id)
                self.endInsertRows()

    def _take_out(self, mark_id: str) -> None:
        row = self.rows.row_of(mark_id)
        if row is None:
            self.rows.drop(mark_id)
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        self.rows.drop(mark_id)
        self.endRemoveRows()

    def _fresh(self) -> MarkRows:
        session = self._desk.session
        dots = lru_cache(maxsize=None)(dot)
        self._dot: Callable[[str], QIcon] = dots
        return MarkRows(session.text, session.marks, lambda mark: type_name(session, mark))

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._desk.session.tr(_TITLES[COLUMNS[section]])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        mark = self._desk.session.marks.get(self.rows.id_at(index.row()))
        if mark is None:
            return None
        column = COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(mark, column)
        theme = self._desk.canvas.look.theme
        if role == Qt.ItemDataRole.DecorationRole and column is Order.TYPE:
            kind = kind_of(self._desk.session.schema, mark)
            return self._dot(theme.line(kind.colour) if kind else theme.bad)
        if role == Qt.ItemDataRole.ForegroundRole and column not in (Order.TYPE, Order.TEXT):
            return QColor(theme.bad if column is Order.PROBLEMS else theme.muted)
        return None

    def _words(self, mark: Mark, column: Order) -> str:
        session = self._desk.session
        if column is Order.TYPE:
            return type_name(session, mark)
        if column is Order.TEXT:
            return line_words(session, mark)
        if column is Order.LINKS:
            return "" if isinstance(mark, Relation) else link_words(session, mark)
        if column is Order.ATTRIBUTES:
            return attribute_words(session, mark)
        if column is Order.PLACE:
            return self._line(mark)
        number = len(self._desk.check.of(mark.id))
        return session.tr.number(number) if number else ""

    def _line(self, mark: Mark) -> str:
        session = self._desk.session
        mention = session.marks.mention(mark.head) if isinstance(mark, Relation) else mark
        return session.tr.number(line_of(session.text, spans_of(mention)[0].start)) if mention else ""
