"""Annotations panel: everything that is marked in the open layer as a table to sort, filter and go to."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from annotator.domain.model import Entity, Event, Relation
from annotator.store.change import Change
from annotator.text.normalize import fold_text
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.mark_rows import Choice, Order
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.mark_table import COLUMNS, MarkTable
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.row_view import RowView

_SLICE = 0.006  # seconds of gathering at a time
_WIDTHS = {Order.TYPE: 165, Order.TEXT: 150, Order.ATTRIBUTES: 150, Order.PLACE: 64, Order.PROBLEMS: 84}
_LETTERS = 18  # of a type's name that its box has room for
_MARKS = frozenset({"entity", "event", "relation"})


class Annotations(Paper):
    """List the marks; the row of the selected mark is selected, and a chosen row selects its mark."""

    summarised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        tr = desk.session.tr
        self._table = MarkTable(desk)
        widths = {COLUMNS.index(order): width for order, width in _WIDTHS.items()}
        self._view = RowView(self._table, tr("Annotations"), stretched=COLUMNS.index(Order.LINKS), widths=widths)
        self._view.setObjectName("annotations")
        self._words, self._kinds, self._wrong = QLineEdit(), QComboBox(), QCheckBox(tr("Only with problems"))
        self._count = plain.label("", kind="small")
        self._empty = EmptyState("")
        self._is_seen = False
        self._is_stale = True
        self._is_moving = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._gather)
        self._lay_out()
        self._listen()

    def summary(self) -> str:
        """Return how many marks there are."""
        marks = self._desk.session.marks
        return self._desk.session.tr.number(len(marks)) if len(marks) else ""

    def attend(self, is_seen: bool) -> None:
        """Work only while the panel is in view."""
        self._is_seen = is_seen
        if is_seen and self._is_stale:
            self._begin()
        elif is_seen:
            self._point()

    # Putting it together

    def _lay_out(self) -> None:
        tr = self._desk.session.tr
        self._words.setPlaceholderText(tr("Filter by text or type…"))
        self._words.setAccessibleName(tr("Filter by text or type…"))
        self._words.setClearButtonEnabled(True)
        self._words.setMaximumWidth(scaled(300))
        self._kinds.setAccessibleName(tr("Type"))
        self._kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._kinds.setMinimumContentsLength(_LETTERS)
        page = QWidget()
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 8, 10, 6)
        bar.setSpacing(10)
        for part in (self._words, self._kinds, self._wrong):
            bar.addWidget(part, 1 if part is self._words else 0)
        bar.addStretch(1)
        bar.addWidget(self._count)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._view, 1)
        header = self._view.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(COLUMNS.index(Order.PLACE), Qt.SortOrder.AscendingOrder)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)

    def _listen(self) -> None:
        session = self._desk.session
        self._words.textChanged.connect(self._arrange)
        self._kinds.activated.connect(self._arrange)
        self._wrong.clicked.connect(self._arrange)
        self._view.horizontalHeader().sortIndicatorChanged.connect(self._arrange)
        self._view.let_many_be_chosen()
        self._view.chosen.connect(self._choose)
        self._view.selectionModel().selectionChanged.connect(self._take_rows)
        session.project_opened.connect(self._offer)
        session.document_opened.connect(self._begin)
        session.changed.connect(self._follow)
        session.selected.connect(self._point)
        session.settings_changed.connect(self._view.viewport().update)
        self._desk.check.checked.connect(self._take_problems)
        self._offer()
        self._begin()

    def _offer(self) -> None:
        """Offer every kind and type of the schema to choose from."""
        session = self._desk.session
        tr, schema, language = session.tr, session.schema, session.settings.language
        self._schema = schema
        self._kinds.clear()
        self._kinds.addItem(tr("All types"), (None, ""))
        for title, kind, types in (
            (tr("Entities"), Entity, schema.entities),
            (tr("Events"), Event, schema.events),
            (tr("Relations"), Relation, schema.relations),
        ):
            self._kinds.addItem(title, (kind, ""))
            for one in types:
                self._kinds.addItem(f"   {one.label.text(language)}", (kind, one.id))

    # Following the session

    def _begin(self) -> None:
        """Gather the marks of the open layer, at once if it is small; only while somebody looks."""
        self._is_stale = not self._is_seen
        if not self._is_stale:
            self._table.begin()
            self._gather()
        self._say_count()

    def _gather(self) -> None:
        if self._table.gather(_SLICE):
            self._arrange()
        else:
            self._timer.start(0)

    def _follow(self, change: Change) -> None:
        if self._desk.session.schema is not self._schema:
            self._offer()
            self._begin()
            return
        ids = {row_id for table, row_id in change.touched if table in _MARKS}
        if not self._is_seen:
            self._is_stale = True
        elif not self._table.rows.is_ready:
            self._begin()
        elif ids:
            self._is_moving = True  # rows that go and come back are no choice
            self._table.follow(ids)
            self._is_moving = False
            if not self._table.rows.is_ready:
                self._gather()
            self._point()
        self._say_count()

    def _take_problems(self) -> None:
        if self._wrong.isChecked() or self._order() is Order.PROBLEMS:
            self._arrange()
        self._view.viewport().update()

    def _point(self) -> None:
        mark, ids = self._desk.session.mark, self._desk.several.ids
        if self._is_seen and ids:
            rows = [row for one in ids if (row := self._table.rows.row_of(one)) is not None]
            self._view.select_rows(rows)
        elif self._is_seen:
            self._view.select_row(self._table.rows.row_of(mark.id) if mark else None)

    def _take_rows(self) -> None:
        """Let the rows that were chosen together be selected together."""
        if self._view.hasFocus() and not self._is_moving:
            self._desk.several.choose(self._table.rows.id_at(row) for row in self._view.chosen_rows())

    def _choose(self, index: QModelIndex) -> None:
        mark_id = self._table.rows.id_at(index.row())
        ids = self._desk.several.ids
        mark_id = mark_id if not ids or mark_id in ids else ids[-1]  # a row that was taken out of those chosen
        self._desk.session.select(mark_id)
        self._desk.canvas.reveal(mark_id)

    # Sorting and filtering

    def _order(self) -> Order:
        return COLUMNS[self._view.horizontalHeader().sortIndicatorSection()]

    def _arrange(self) -> None:
        kind, type_id = self._kinds.currentData() or (None, "")
        choice = Choice(kind, type_id, fold_text(self._words.text().strip()), self._wrong.isChecked())
        falls = self._view.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        self._table.arrange(choice, self._order(), falls=falls)
        self._point()
        self._say_count()

    def _say_count(self) -> None:
        tr, marks = self._desk.session.tr, self._desk.session.marks
        listed = len(self._table.rows)
        if not self._table.rows.is_ready:
            self._count.setText(tr("Checking…"))
        elif listed != len(marks):
            self._count.setText(tr("{listed} of {all}", listed=listed, all=len(marks)))
        else:
            self._count.setText(tr.count("{count} marks", listed))
        if not len(marks):
            advice = tr("Select some words and press the key of a type; every mark is listed here.")
            self._empty.say(tr("Nothing is marked yet"), advice)
        self._stack.setCurrentIndex(1 if len(marks) else 0)
        self.summarised.emit()


PANEL = Panel("annotations", phrase("Annotations"), "annotations", Area.BOTTOM, Annotations, order=50)
