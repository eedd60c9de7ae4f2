"""Disagreements: the list behind a figure - where, in which words, and what each annotator says there."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from annotator.domain.model import Event, Layer, Mark, Relation, spans_of
from annotator.domain.span import Fragments, hull, surface
from annotator.errors import AnnotatorError
from annotator.operations.agreement import Cell
from annotator.operations.agreement_counting import begun
from annotator.text.direction import isolate
from annotator.ui.agreement.words import NONE, part_title
from annotator.ui.desk import Desk
from annotator.ui.review.opening import show_review
from annotator.ui.widgets import plain
from annotator.ui.widgets.elided import ElidedLabel
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.row_view import Index, RowView

DOCUMENT, PART, CONTEXT, FIRST = range(4)
_AROUND = 20  # code points of context on either side
_LONGEST = 60
_DISPLAY = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class CellTable(QAbstractTableModel):
    """One disagreement a row; words are made only for the rows in view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._annotators: tuple[str, ...] = ()
        self._cells: Sequence[Cell] = ()
        self._with_roles = False
        self._read = lru_cache(maxsize=8)(self._layers)

    def show(self, annotators: tuple[str, ...], cells: Sequence[Cell], *, with_roles: bool = False) -> None:
        """Take over the disagreements of these annotators; with roles, events are told with their fillers."""
        self.beginResetModel()
        self._annotators, self._cells, self._with_roles = annotators, cells, with_roles
        self._read.cache_clear()
        self.endResetModel()

    def cell(self, at: int) -> Cell | None:
        """Return the disagreement of a row."""
        return self._cells[at] if 0 <= at < len(self._cells) else None

    def whose(self, cell: Cell, column: int = FIRST) -> tuple[str, str]:
        """Return the annotator of a column and the id of the mark, of the first who has one where that one lacks it."""
        at = column - FIRST if column > FIRST else 0
        if not cell.ids[at]:
            at = next(number for number, id_ in enumerate(cell.ids) if id_)
        return self._annotators[at], cell.ids[at]

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._cells)

    def columnCount(self, _parent: Index | None = None) -> int:
        return FIRST + len(self._annotators)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        tr = self._desk.session.tr
        if section >= FIRST:
            return self._annotators[section - FIRST]
        return (tr("Document"), tr("Type"), tr("In the text"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell, column = self._cells[index.row()], index.column()
        if role in _DISPLAY:
            return self._words(cell, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(self._words(cell, column))
        if role == Qt.ItemDataRole.ForegroundRole:
            lacks = column >= FIRST and not cell.ids[column - FIRST]
            theme = self._desk.canvas.look.theme
            return QColor(theme.muted) if lacks or column in (DOCUMENT, PART) else None
        return None

    def _words(self, cell: Cell, column: int) -> str:
        if column == DOCUMENT:
            return isolate(cell.document)
        if column == PART:
            return part_title(self._desk.session, cell.part)
        text, layers = self._read(cell.document_id)
        if column == CONTEXT:
            return self._context(cell, text, layers)
        annotator, id_ = self._annotators[column - FIRST], cell.ids[column - FIRST]
        if not id_:
            return NONE
        mark = layers.get(annotator, {}).get(id_)
        if mark is None:
            return self._desk.session.tr("no longer there")
        return self._said(mark, cell, text, layers[annotator])

    def _said(self, mark: Mark, cell: Cell, text: str, marks: Mapping[str, Mark]) -> str:
        session = self._desk.session
        kind = part_title(session, mark.type)
        if isinstance(mark, Relation):
            ends = (_short(text, _place(marks.get(end))) for end in (mark.head, mark.tail))
            return f"{isolate(kind)}: {(' ← ' if session.tr.is_rtl else ' → ').join(map(isolate, ends))}"
        said = f"{isolate(kind)}: {isolate(_short(text, spans_of(mark)))}"
        if self._with_roles and isinstance(mark, Event):
            roles = [argument for argument in mark.arguments if cell.part in ("", argument.role)]
            fillers = (
                f"{part_title(session, role.role)}: {_short(text, _place(marks.get(role.target or '')))}"
                for role in roles
            )
            return " · ".join([said, *map(isolate, fillers)])
        value = mark.attributes.get(cell.part) if cell.part else None
        return said if value is None else f"{said} ({isolate(str(value))})"

    def _context(self, cell: Cell, text: str, layers: Mapping[str, Mapping[str, Mark]]) -> str:
        annotator, id_ = self.whose(cell)
        marks = layers.get(annotator, {})
        mark = marks.get(id_)
        spans = _place(marks.get(mark.head) if isinstance(mark, Relation) else mark)
        if not spans:
            return ""
        span = hull(spans)
        before = text[max(0, span.start - _AROUND) : span.start]
        after = text[span.end : span.end + _AROUND]
        lead = "…" if span.start > _AROUND else ""
        tail = "…" if span.end + _AROUND < len(text) else ""
        return isolate(" ".join(f"{lead}{before}«{text[span.start : span.end]}»{after}{tail}".split()))

    def _layers(self, document_id: str) -> tuple[str, dict[str, dict[str, Mark]]]:
        """Return a document's text and the marks of each annotator by id, as they are now."""
        project = self._desk.session.project
        if project is None:
            return "", {}
        try:
            found = begun(project, project.document_row(document_id), self._annotators)
            return project.text(document_id), {name: _by_id(layer) for name, layer in found.items()}
        except AnnotatorError:
            return "", {}  # the document was deleted since


class CellsPage(Paper):
    """The list with its heading, the way back, and the way into review."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        tr = desk.session.tr
        self.table = CellTable(desk)
        widths = {DOCUMENT: 110, PART: 100, FIRST: 190, FIRST + 1: 190}
        self.view = RowView(self.table, tr("Disagreements"), stretched=CONTEXT, widths=widths)
        self._empty = EmptyState(tr("No disagreement here"))
        self._title = ElidedLabel("page")
        self._about = plain.label("", kind="muted", wraps=True)
        back = QPushButton(tr("Back to the figures"))
        back.clicked.connect(self.left)
        self.review = QPushButton(tr("Review this document"))
        self.review.clicked.connect(self._review)
        self.view.chosen.connect(self._go)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.review)
        head.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)

    def show_cells(
        self, title: str, annotators: tuple[str, ...], cells: Sequence[Cell], *, with_roles: bool = False
    ) -> None:
        """Show the disagreements behind a figure."""
        tr = self._desk.session.tr
        self._title.show_text(title)
        many = tr.count("{count} disagreements", len(cells))
        self._about.setText(f"{many} · {tr('Click one to see it in the text.')}")
        self.table.show(annotators, cells, with_roles=with_roles)
        for column, width in ((DOCUMENT, 110), (PART, 100)):
            self.view.setColumnWidth(column, width)
        for column in range(FIRST, self.table.columnCount()):
            self.view.setColumnWidth(column, 190 if self.table.columnCount() <= FIRST + 2 else 140)
        self.view.setVisible(bool(cells))
        self.review.setVisible(bool(cells))
        self._empty.setVisible(not cells)

    def _go(self, index: QModelIndex) -> None:
        cell = self.table.cell(index.row())
        if cell is not None:
            go_to_cell(self._desk, cell, *self.table.whose(cell, index.column()))

    def _review(self) -> None:
        cell = self.table.cell(max(self.view.currentIndex().row(), 0))
        if cell is not None:
            annotator, mark_id = self.table.whose(cell)
            go_to_cell(self._desk, cell, annotator, mark_id)
            show_review(self._desk)


def go_to_cell(desk: Desk, cell: Cell, annotator: str, mark_id: str) -> None:
    """Show the mark of a disagreement in the window, in the layer of whose it is."""
    session = desk.session
    shown = session.document
    if shown is None or shown.id != cell.document_id or session.annotator != annotator:
        session.show(cell.document_id, annotator)
    if mark_id in session.marks:
        session.select(mark_id)
        desk.canvas.reveal(mark_id)
    else:
        session.said.emit(session.tr("The mark is no longer there."))


def _by_id(layer: Layer) -> dict[str, Mark]:
    return {mark.id: mark for mark in layer.marks()}


def _place(mark: Mark | None) -> Fragments:
    return () if mark is None or isinstance(mark, Relation) else spans_of(mark)


def _short(text: str, spans: Fragments) -> str:
    words = " ".join(surface(text, spans).split()) if spans else "…"
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
