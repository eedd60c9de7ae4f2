"""Pages that look at one measure closely: by type, by document, by pair, over time, and what was taken for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout

from annotator.measures.measure import Score
from annotator.operations.agreement import Agreement, Panel
from annotator.ui.agreement.charts import HeatMap, TrendChart
from annotator.ui.agreement.figure_table import Reach, ReachBar
from annotator.ui.agreement.words import NONE, SIDES, figure, names, number, part_title, title
from annotator.ui.desk import Desk
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.row_view import Index, RowView
from annotator.ui.work.simple_table import SimpleTable

BAR = 2  # the column of the bar


class By(Enum):
    """What the rows of a page are."""

    PART = "part"
    DOCUMENT = "document"
    PAIR = "pair"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its name, its score, how many disagreements, and what they are asked for by ("" all)."""

    name: str
    score: Score
    differing: int | None = None
    key: str = ""


class LineTable(SimpleTable[Line]):
    """Rows of Line; the bar's cell hands its value out."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.column() == BAR and role == Qt.ItemDataRole.UserRole:
            row = self.row(index.row())
            return Reach(row.score.value) if row else None
        return super().data(index, role)


class PartsPage(Paper):
    """A measure chosen from a list, and a row for each type, document, pair or week; a row opens what differs in it."""

    opened = Signal(str, object, object)  # measure, part or None, document or None (of By.PAIR: the pair's number)

    def __init__(self, desk: Desk, by: By) -> None:
        super().__init__()
        self._desk, self._by = desk, by
        tr = desk.session.tr
        self._panel: Panel | None = None
        self._agreement: Agreement | None = None
        self.measure = QComboBox()
        self.measure.setAccessibleName(tr("Measure"))
        self.measure.currentIndexChanged.connect(self.refresh)
        heads = {By.PART: tr("Type"), By.DOCUMENT: tr("Document"), By.PAIR: tr("Pair"), By.WEEK: tr("Week")}
        titles = (heads[by], tr("Figure"), "", tr("n"), tr("Disagreements"))
        self.table = LineTable(titles, self._words)
        self.view = RowView(self.table, heads[by], stretched=0, widths={1: 100, BAR: 220, 3: 90, 4: 110})
        self._bar = ReachBar(desk.canvas.look.theme)
        self.view.setItemDelegateForColumn(BAR, self._bar)
        self.view.chosen.connect(self._choose)
        self._empty = EmptyState(tr("Nothing to show by this measure"))
        self.chart = TrendChart(desk) if by is By.WEEK else None
        self._arrange()

    def _arrange(self) -> None:
        tr = self._desk.session.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 0)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(plain.label(tr("Measure"), kind="heading"))
        row.addWidget(self.measure, 1)
        row.addStretch(1)
        column.addLayout(row)
        if self.chart is not None:
            note = tr("By the week (ISO 8601, UTC) in which the newest mark of either was made in a document.")
            column.addWidget(plain.label(note, kind="small", wraps=True))
            column.addWidget(self.chart, 2)
        column.addWidget(self.view, 3)
        column.addWidget(self._empty, 3)

    def show_panel(self, found: Agreement, panel: Panel, chosen: str) -> None:
        """Take over what was counted, and show the chosen measure if it is among those that can be shown."""
        self._agreement, self._panel = found, panel
        known = self.measure.currentData() or chosen
        self.measure.blockSignals(True)
        self.measure.clear()
        for name, measure in panel.measures.items():
            if self._by is not By.PART or panel.parts(name):
                self.measure.addItem(title(self._desk.session.tr, measure), name)
        self.measure.setCurrentIndex(max(self.measure.findData(known), self.measure.findData("entity_strict"), 0))
        if self.measure.findData(known) >= 0:
            self.measure.setCurrentIndex(self.measure.findData(known))
        self.measure.blockSignals(False)
        self.refresh()

    def refresh(self) -> None:
        """Make the rows anew."""
        name = self.measure.currentData()
        lines = self._lines(self._panel, name) if self._panel is not None and name else []
        self.table.show(lines)
        self.view.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        if self.chart is not None:
            self.chart.show_weeks({line.key: line.score.value for line in lines})
            self.chart.setVisible(bool(lines))

    def _lines(self, panel: Panel, name: str) -> Sequence[Line]:
        session, tr = self._desk.session, self._desk.session.tr
        if self._by is By.PART:
            found = [
                Line(part_title(session, part), panel.score(name, part=part), len(panel.cells(name, part=part)), part)
                for part in panel.parts(name)
            ]
            return sorted(found, key=lambda line: -line.score.n)
        if self._by is By.DOCUMENT:
            known = {each.document_id: each for each in panel.documents}
            found = [
                Line(known[id_].document, score, len(known[id_].counts[name].differing), id_)
                for id_, score in panel.by_document(name).items()
            ]
            return sorted(found, key=lambda line: 2.0 if line.score.value is None else line.score.value)
        if self._by is By.WEEK:
            weeks = panel.by_week(name).items()
            return [Line(f"\u200e{tr.digits(week)}" if week else NONE, score, None, week) for week, score in weeks]
        pairs = self._agreement.pairs if self._agreement else ()
        return [
            Line(names(tr, pair.annotators), pair.score(name), len(pair.cells(name)), str(at))
            for at, pair in enumerate(pairs)
            if name in pair.measures
        ]

    def _words(self, line: Line) -> tuple[str, ...]:
        tr = self._desk.session.tr
        differing = NONE if not line.differing else tr.number(line.differing)
        return line.name, figure(tr, line.score.value), "", number(tr, line.score.n), differing

    def _choose(self, index: QModelIndex) -> None:
        line = self.table.row(index.row())
        if line is None or not line.differing:
            return
        part = line.key if self._by is By.PART else None
        where = line.key if self._by in (By.DOCUMENT, By.PAIR) else None
        self.opened.emit(self.measure.currentData(), part, where)


class ConfusionPage(Paper):
    """What one called so the other called otherwise: as a picture, and as a table of what differs most."""

    opened = Signal(str, str, str)  # measure, the row's name, the column's

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        tr = desk.session.tr
        self._panel: Panel | None = None
        self.measure = QComboBox()
        self.measure.setAccessibleName(tr("What is compared"))
        for name, words in SIDES.items():
            self.measure.addItem(tr(words), name)
        self.measure.currentIndexChanged.connect(self.refresh)
        self.note = plain.label("", kind="muted", wraps=True)
        self.map = HeatMap(desk)
        self.map.clicked.connect(self._click)
        self.table = SimpleTable[tuple[str, str, float]]((tr("Said"), tr("Taken for"), tr("Times")), self._words)
        self.view = RowView(self.table, tr("What was taken for what"), stretched=0, widths={1: 130, 2: 70})
        self.view.chosen.connect(self._choose)
        self._empty = EmptyState(
            tr("Nothing that could be mistaken"), tr("Nobody marked the same place in two ways, or at all.")
        )
        self._arrange()

    def _arrange(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.map)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll = scroll
        self.view.setMaximumWidth(scaled(330))
        top = QHBoxLayout()
        top.addWidget(self.measure)
        top.addWidget(self.note, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(scroll, 3)
        row.addWidget(self.view, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addLayout(row, 1)
        column.addWidget(self._empty, 1)

    def show_panel(self, panel: Panel) -> None:
        """Take over what a pair was counted."""
        self._panel = panel
        self.refresh()

    def refresh(self) -> None:
        """Show the chosen matrix."""
        tr, name, panel = self._desk.session.tr, self.measure.currentData(), self._panel
        cells: dict[tuple[str, str], float] = {}
        if panel is not None and name in panel.measures:
            for (_, one, other), count in panel.counts(name).items():
                cells[str(one), str(other)] = cells.get((str(one), str(other)), 0) + count
            first, second = panel.annotators[:2]
            self.note.setText(
                tr("Rows: {one}. Columns: {other}. On the diagonal both say the same.", one=first, other=second)
            )
        differing = [(one, other, count) for (one, other), count in cells.items() if one != other]
        self.map.show_cells(cells)
        self.table.show(sorted(differing, key=lambda each: -each[2]))
        self._scroll.setVisible(bool(cells))
        self.view.setVisible(bool(cells))
        self.note.setVisible(bool(cells))
        self._empty.setVisible(not cells)

    def _words(self, row: tuple[str, str, float]) -> tuple[str, ...]:
        session = self._desk.session
        return part_title(session, row[0]), part_title(session, row[1]), number(session.tr, row[2])

    def _choose(self, index: QModelIndex) -> None:
        row = self.table.row(index.row())
        if row is not None:
            self._click(row[0], row[1])

    def _click(self, one: str, other: str) -> None:
        self.opened.emit(self.measure.currentData(), one, other)
