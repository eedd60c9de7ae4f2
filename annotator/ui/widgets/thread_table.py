"""Thread table: the model of the list of threads - what each is on, what was said last, by whom and when."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QColor, QFont

from annotator.operations.comment_index import PlacedThread
from annotator.ui import fonts
from annotator.ui.commenting import place_words
from annotator.ui.desk import Desk
from annotator.ui.scale import FONT, scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import dot
from annotator.ui.widgets.row_view import Index
from annotator.ui.wording import moment

PLACE, WORDS, WHO, WHEN = range(4)
_COLUMNS = 4
_DISPLAY = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class ThreadTable(QAbstractTableModel):
    """The threads that are listed; words are made only for the rows in view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: Sequence[PlacedThread] = ()
        self._waiting: frozenset[str] = frozenset()
        self._places: dict[str, str] = {}
        theme = desk.canvas.look.theme
        self._dots = {"waiting": dot(theme.accent), "open": dot(theme.warning), "settled": dot(theme.border)}
        self._bold = fonts.label_font(scaled(FONT), QFont.Weight.DemiBold)

    def show(self, rows: Sequence[PlacedThread], waiting: frozenset[str]) -> None:
        """Take over the threads, and the ids of those that wait for an answer."""
        if list(rows) != list(self._rows) or waiting != self._waiting:
            self.beginResetModel()
            self._rows, self._waiting = rows, waiting
            self._places.clear()
            self.endResetModel()

    def row(self, at: int) -> PlacedThread | None:
        """Return the thread of a row."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def row_of(self, thread_id: str) -> int | None:
        """Return in which row a thread is listed."""
        return next((at for at, placed in enumerate(self._rows) if placed.id == thread_id), None)

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return _COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        placed, column = self._rows[index.row()], index.column()
        if role in _DISPLAY:
            return self._words(placed, column)
        if role == Qt.ItemDataRole.DecorationRole and column == PLACE:
            return self._dots[self._state(placed)]
        if role == Qt.ItemDataRole.ForegroundRole:
            is_quiet = column in (WHO, WHEN) or not placed.thread.is_open
            return QColor(self._desk.canvas.look.theme.muted) if is_quiet else None
        if role == Qt.ItemDataRole.FontRole:
            return self._bold if column == WORDS and placed.id in self._waiting else None
        return plain.tip(self._tip(placed)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _state(self, placed: PlacedThread) -> str:
        if not placed.thread.is_open:
            return "settled"
        return "waiting" if placed.id in self._waiting else "open"

    def _words(self, placed: PlacedThread, column: int) -> str:
        session, last = self._desk.session, placed.thread.last
        if column == PLACE:
            if placed.id not in self._places:
                self._places[placed.id] = place_words(self._desk, placed)
            return self._places[placed.id]
        if column == WORDS:
            return " ".join(last.text.split())
        return last.author if column == WHO else moment(session, last.at).partition(" ")[0]

    def _tip(self, placed: PlacedThread) -> str:
        tr, row = self._desk.session.tr, self._desk.threads.row(placed.document_id)
        state = {
            "waiting": tr("Waits for your answer"),
            "open": tr("Not settled"),
            "settled": tr("Settled"),
        }[self._state(placed)]
        return f"{row.name if row else ''}\n{state} · {tr.count('{count} comments', 1 + len(placed.thread.answers))}"
