"""Document table: the model and the painting of the documents list; one row stays cheap at 100,000 of them."""

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QAbstractTableModel, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.colours import legible, mix
from annotator.domain.model import State
from annotator.operations.queue import worked
from annotator.store.rows import Counts, DocumentRow
from annotator.text.direction import isolate
from annotator.text.normalize import fold_text
from annotator.ui import fonts
from annotator.ui.chrome import chosen
from annotator.ui.desk import Desk
from annotator.ui.overview import Overview
from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.row_box import RowBox
from annotator.ui.widgets.row_view import Index
from annotator.ui.wording import STATES

_PAD = 12
_DOT = 8
_SLICE = 0.004  # seconds of folding names at a time
_PAUSE = 8  # milliseconds between two slices
_SOME = 100  # names between two looks at the clock
_BADGE, _GAP = 14, 5  # around a number of problems, and between two


class DocumentTable(QAbstractTableModel):
    """The rows of the project's documents that have a text in their name and are in a state."""

    def __init__(self, session: Session, overview: Overview) -> None:
        super().__init__()
        self._session, self._overview = session, overview
        self._rows: list[DocumentRow] = []
        self._names: list[str] = []  # folded, of the first rows: the others follow by and by
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self._fold_some)
        self._counts: Counter[State] = Counter()
        self._shown: list[int] = []
        self._needle = ""
        self._states: frozenset[State] = frozenset(State)
        self._whose, self._batch = "", ""

    def read(self, rows: list[DocumentRow]) -> None:
        """Take over the rows, which are in the order of their ids."""
        self._rows = rows
        self._names = []
        self._timer.start()
        self._counts = _count(rows, self._session.author)
        self.narrow(self._needle, self._states)

    def narrow(self, needle: str, states: frozenset[State] = frozenset(State)) -> None:
        """Show only rows in one of these states with `needle` in their name, whatever the forms of its letters."""
        self.beginResetModel()
        self._needle, self._states = fold_text(needle.strip()), states
        found = range(len(self._rows))
        author, rows = self._session.author, self._rows
        if self._needle:
            self._fold(len(rows))
        shown = [number for number in found if self._needle in self._names[number]] if self._needle else list(found)
        if len(states) < len(State):
            shown = [number for number in shown if state_of(rows[number], author) in states]
        if self._whose or self._batch:
            shown = [number for number in shown if self._is_given(rows[number])]
        self._shown = shown
        self.endResetModel()

    def _fold(self, stop: int) -> None:
        """Fold the names of the rows before `stop`."""
        self._names += [fold_text(row.name) for row in self._rows[len(self._names) : stop]]

    def _fold_some(self) -> None:
        until = time.perf_counter() + _SLICE
        while len(self._names) < len(self._rows) and time.perf_counter() < until:
            self._fold(len(self._names) + _SOME)
        if len(self._names) == len(self._rows):
            self._timer.stop()

    def narrow_to(self, whose: str, batch: str) -> None:
        """From the next narrowing on show only documents that this person has, in this batch; "" for any."""
        self._whose, self._batch = whose, batch

    def _is_given(self, row: DocumentRow) -> bool:
        given = [layer for layer in row.layers if self._whose in ("", layer.annotator)]
        return any(self._batch in ("", layer.batch) for layer in given)

    def replace(self, row: DocumentRow) -> None:
        """Take over one row that changed; it stays listed until the list is narrowed again."""
        number, author = self._number(row.id), self._session.author
        if number is not None:
            self._counts[state_of(self._rows[number], author)] -= 1
            self._counts[state_of(row, author)] += 1
            self._rows[number] = row
            shown = self.row_of(row.id)
            if shown is not None:
                self.dataChanged.emit(self.index(shown, 0), self.index(shown, 0))

    def row_of(self, document_id: str) -> int | None:
        """Return in which row a document is shown."""
        number = self._number(document_id)
        if number is None:
            return None
        at = bisect_left(self._shown, number)
        return at if at < len(self._shown) and self._shown[at] == number else None

    def _number(self, document_id: str) -> int | None:
        """Return which of all rows a document is."""
        at = bisect_left(self._rows, document_id, key=lambda row: row.id)
        return at if at < len(self._rows) and self._rows[at].id == document_id else None

    def count(self, states: frozenset[State]) -> int:
        """Return how many documents of the project are in one of these states."""
        return sum(self._counts[state] for state in states)

    def document_at(self, row: int) -> str | None:
        """Return the id of the document in a row."""
        return self._rows[self._shown[row]].id if 0 <= row < len(self._shown) else None

    def row(self, index: Index) -> DocumentRow:
        """Return the document of an index."""
        return self._rows[self._shown[index.row()]]

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._shown)

    def columnCount(self, _parent: Index | None = None) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self._said(row))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip("\n".join(self._told(row)))
        return None

    def _told(self, row: DocumentRow) -> Iterator[str]:
        """Yield the lines of a row's tip: its name, and who has it in which state and batch, as far as one may see."""
        tr, seen = self._session.tr, {layer.id for layer in self._session.visible(row)}
        yield row.name
        for layer in worked(row):
            if layer.id in seen:
                about = [layer.annotator, tr(STATES[layer.state])] + ([layer.batch] if layer.batch else [])
                yield " · ".join(map(isolate, about))

    def _said(self, row: DocumentRow) -> Iterator[str]:
        """Yield what a screen reader says of a row: name, state, and the problems that are known."""
        tr, counts = self._session.tr, self._overview.index.counts_of(row.id)
        yield row.name
        yield tr(STATES[state_of(row, self._session.author)])
        if counts["error"]:
            yield tr.count("{count} errors", counts["error"])
        if counts["warning"]:
            yield tr.count("{count} warnings", counts["warning"])


def state_of(row: DocumentRow, author: str) -> State:
    """Return the state of one's own layer, else of the one that is furthest from done; NEW without layers."""
    own = next((layer.state for layer in row.layers if layer.annotator == author), None)
    return own or (row.layers[0].state if row.layers else State.NEW)


def _count(rows: list[DocumentRow], author: str) -> Counter[State]:
    """Return how many documents are in each state; where there is one layer, and mostly there is, without a look."""
    alone = [row.layers[0].state for row in rows if len(row.layers) == 1]
    counts = Counter({state: alone.count(state) for state in State})
    counts.update(state_of(row, author) for row in rows if len(row.layers) != 1)
    return counts


def state_colour(theme: Theme, state: State) -> str:
    """Return the colour that stands for a state."""
    return {
        State.NEW: theme.border,
        State.IN_PROGRESS: theme.warning,
        State.DONE: theme.good,
        State.IN_REVIEW: mix(theme.accent, theme.good, 0.5),
        State.APPROVED: theme.accent,
        State.RETURNED: theme.bad,
    }[state]


class DocumentDelegate(QStyledItemDelegate):
    """Paint a document: its name, below it state and counts, before both a dot in the state's colour."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name_font = fonts.label_font(scaled(14))
        self._small_font = fonts.label_font(scaled(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = index.model()
        assert isinstance(table, DocumentTable)
        theme = self._desk.canvas.look.theme
        row = table.row(index)
        painter.save()
        _paint_ground(painter, option, theme)
        box = option.rect.adjusted(_PAD, 5, -_PAD, -5)
        state = state_of(row, self._desk.session.author)
        self._paint_dot(painter, box, option.direction, state_colour(theme, state), hollow=state is State.NEW)
        is_rtl = option.direction == Qt.LayoutDirection.RightToLeft
        words = box.adjusted(0, 0, -_DOT - 10, 0) if is_rtl else box.adjusted(_DOT + 10, 0, 0, 0)
        words = self._paint_counts(painter, words, row.id, is_rtl=is_rtl)
        self._paint_line(painter, _half(words, top=True), row.name, self._name_font, theme.text, is_rtl=is_rtl)
        self._paint_line(
            painter, _half(words, top=False), self._detail(row, state), self._small_font, theme.muted, is_rtl=is_rtl
        )
        painter.restore()

    def _paint_dot(
        self, painter: QPainter, box: QRect, direction: Qt.LayoutDirection, colour: str, *, hollow: bool
    ) -> None:
        left = box.right() - _DOT if direction == Qt.LayoutDirection.RightToLeft else box.left()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._desk.canvas.look.theme.muted if hollow else colour))
        painter.setBrush(Qt.BrushStyle.NoBrush if hollow else QColor(colour))
        painter.drawEllipse(QRectF(left, box.top() + 6, _DOT, _DOT))

    def _paint_counts(self, painter: QPainter, words: QRect, document_id: str, *, is_rtl: bool) -> QRect:
        """Draw how many problems are known of the document at the trailing end; return the room that is left."""
        theme, counts = self._desk.canvas.look.theme, self._desk.overview.index.counts_of(document_id)
        shown = [
            (counts[name], ink) for name, ink in (("warning", theme.warning), ("error", theme.bad)) if counts[name]
        ]
        row = RowBox(words, is_rtl=is_rtl)
        painter.setFont(self._small_font)
        for number, ink in shown:
            said = self._desk.session.tr.number(number)
            box = row.take_end(painter.fontMetrics().horizontalAdvance(said) + _BADGE)
            badge = QRectF(box.left(), box.center().y() - 8.5, box.width(), 18)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mix(ink, theme.surface, 0.16)))
            painter.drawRoundedRect(badge, 9, 9)
            painter.setPen(QColor(legible(ink, theme.surface, 4.5)))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, said)
            row.take_end(_GAP)
        return row.box

    def _paint_line(self, painter: QPainter, box: QRect, text: str, font: QFont, colour: str, *, is_rtl: bool) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, short)

    def _detail(self, row: DocumentRow, state: State) -> str:
        tr = self._desk.session.tr
        own = next((layer.counts for layer in row.layers if layer.annotator == self._desk.session.author), None)
        counts = own or next((layer.counts for layer in row.layers), Counts())
        marks = counts.entities + counts.events + counts.relations
        return f"{tr(STATES[state])} · {tr.count('{count} marks', marks)}"


def _half(box: QRect, *, top: bool) -> QRect:
    return box.adjusted(0, 0, 0, -box.height() // 2) if top else box.adjusted(0, box.height() // 2, 0, 0)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, QColor(chosen(theme)))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(theme.alternate))
