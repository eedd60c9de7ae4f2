"""Change table: the model of the history list; older steps are read when somebody scrolls down to them."""

from itertools import takewhile

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor

from annotator.store.change import ChangeSummary
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.widgets.row_view import Index
from annotator.ui.wording import change_title, moment, rows_changed

STEP, BY, CHANGED, WHEN = range(4)
_TITLES = (phrase("Step"), phrase("By"), phrase("Changed"), phrase("When"))
_PAGE = 200
_NEWEST = 8  # steps that are looked at after a change; one gesture makes one, seldom two
_PAGES = 25  # read at once where a filter lets little through


class ChangeTable(QAbstractTableModel):
    """The changes of the project, newest first, of one person and kind or of all ("")."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._read: list[ChangeSummary] = []
        self._shown: list[ChangeSummary] = []
        self._is_whole = True
        self._author, self._kind = "", ""

    def begin(self) -> None:
        """Read the newest changes anew."""
        self.beginResetModel()
        self._read, self._shown, self._is_whole = [], [], self._desk.session.project is None
        self.endResetModel()
        if not self._is_whole:
            self.fetchMore(QModelIndex())

    def narrow(self, author: str, kind: str) -> None:
        """Show only what one person did, or one kind of step."""
        self.beginResetModel()
        self._author, self._kind = author, kind
        self._shown = [row for row in self._read if self._is_chosen(row)]
        self.endResetModel()
        if not self._shown and not self._is_whole:
            self.fetchMore(QModelIndex())

    def follow(self) -> None:
        """Put the steps done since on top; read everything again if they do not join those known."""
        project = self._desk.session.project
        newest = project.history(limit=_NEWEST) if project else []
        known = self._read[0].id if self._read else ""
        fresh = list(takewhile(lambda row: row.id != known, newest))
        if fresh and len(fresh) == len(newest):
            self.begin()
            return
        self._read[:0] = fresh
        self._put(0, [row for row in fresh if self._is_chosen(row)])

    def change(self, row: int) -> ChangeSummary | None:
        """Return the change of a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def known(self) -> list[ChangeSummary]:
        """Return all changes that were read so far."""
        return self._read

    def canFetchMore(self, _parent: Index) -> bool:
        return not self._is_whole

    def fetchMore(self, _parent: Index) -> None:
        project = self._desk.session.project
        for _ in range(_PAGES):
            before = self._read[-1].id if self._read else None
            page = project.history(limit=_PAGE, before=before) if project else []
            self._is_whole = len(page) < _PAGE
            self._read += page
            chosen = [row for row in page if self._is_chosen(row)]
            self._put(len(self._shown), chosen)
            if chosen or self._is_whole:
                break

    def _put(self, at: int, rows: list[ChangeSummary]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._shown[at:at] = rows
            self.endInsertRows()

    def _is_chosen(self, row: ChangeSummary) -> bool:
        return self._author in ("", row.author) and self._kind in ("", row.kind)

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._shown)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._desk.session.tr(_TITLES[section]) if is_title else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, session = self._shown[index.row()], self._desk.session
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if index.column() == STEP:
                return change_title(session, row)
            if index.column() == BY:
                return row.author
            return rows_changed(session, row.counts) if index.column() == CHANGED else moment(session, row.at)
        if role == Qt.ItemDataRole.ForegroundRole:
            theme = self._desk.canvas.look.theme
            is_quiet = index.column() != STEP or row.step != "do"
            return QColor(theme.muted if is_quiet else theme.text)
        return None
