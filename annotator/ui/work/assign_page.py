"""Giving out work: which documents go to whom, with what each person would get, before it is done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
)

from annotator.domain.people import Batch
from annotator.errors import AnnotatorError
from annotator.operations.assignment import Load, Plan, assign, by_share, each_to, loads, unassigned
from annotator.operations.people import workers
from annotator.store.rows import DocumentRow
from annotator.ui.desk import Desk
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.row_view import RowView
from annotator.ui.work.simple_table import SimpleTable
from annotator.ui.work.who_gets import WhoGets


class AssignPage(Paper):
    """Choose documents, people and the way; see the loads; give out."""

    given = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        tr = desk.session.tr
        self.batch = QLineEdit()
        self.documents = QComboBox()
        self.contains = QLineEdit()
        self.contains.setPlaceholderText(tr("Any name"))
        self.people = WhoGets(tr)
        self.each_way = QRadioButton(tr("Each document to several people"))
        self.share_way = QRadioButton(tr("Each document to one person, a part to two"))
        self.each = QSpinBox()
        self.doubled = QSpinBox()
        self.seed = QSpinBox()
        self.is_blind = QCheckBox(tr("Nobody sees the others' marks until all are done"))
        self.table = SimpleTable[Load]((tr("Name"), tr("Documents"), tr("Shared"), tr("Characters")), self._words)
        self.view = RowView(self.table, tr("What each person would get"), stretched=0, widths={1: 110, 2: 90, 3: 110})
        self.said = plain.label("", kind="muted", wraps=True)
        self.give = QPushButton(tr("Give out"))
        self.give.setProperty("kind", "primary")
        self.give.clicked.connect(self.give_out)
        self._prepare()
        self._arrange()
        self.show_all()

    def _prepare(self) -> None:
        tr = self._desk.session.tr
        for number, least, most, value in (
            (self.each, 1, 99, 2),
            (self.doubled, 0, 100, 20),
            (self.seed, 0, 999999, 1),
        ):
            number.setRange(least, most)
            number.setValue(value)
            number.valueChanged.connect(self._plan_anew)
        self.doubled.setSuffix(" %")
        self.documents.addItem(tr("All that nobody has"), "free")
        self.documents.addItem(tr("All documents"), "all")
        self.documents.activated.connect(self._plan_anew)
        self.contains.textChanged.connect(self._plan_anew)
        self.people.changed.connect(self._plan_anew)
        self.share_way.toggled.connect(self.people.go_by_share)
        self.share_way.toggled.connect(self._plan_anew)
        self.each_way.setChecked(True)
        self.people.go_by_share(False)
        self.is_blind.setChecked(True)

    def _arrange(self) -> None:
        tr = self._desk.session.tr
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(9)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (
            (tr("Batch"), self.batch),
            (tr("Documents"), self.documents),
            (tr("Name contains"), self.contains),
            (tr("People"), self.people),
        ):
            field.setAccessibleName(title)
            form.addRow(plain.label(title, kind="muted"), field)
        for way, number in ((self.each_way, self.each), (self.share_way, self.doubled)):
            row = QHBoxLayout()
            row.addWidget(way, 1)
            row.addWidget(number)
            number.setAccessibleName(way.text())
            number.setFixedWidth(scaled(96))
            form.addRow(row)
        self.seed.setAccessibleName(tr("Seed"))
        plain.set_tip(self.seed, tr("The same seed draws the same documents again."))
        form.addRow(plain.label(tr("Seed"), kind="muted"), self.seed)
        form.addRow(self.is_blind)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(plain.label(tr("What each person would get"), kind="heading"))
        right.addWidget(self.view, 1)
        right.addWidget(self.said)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.give)
        right.addLayout(row)
        both = QHBoxLayout(self)
        both.setContentsMargins(20, 16, 20, 16)
        both.setSpacing(24)
        both.addLayout(form, 5)
        both.addLayout(right, 6)

    def show_all(self) -> None:
        """Read people and documents anew, and propose a name for the batch."""
        session = self._desk.session
        project = session.project
        self.people.show_people([person.name for person in workers(project)] if project else [])
        known = {batch.name for batch in project.people.batches()} if project else set()
        number = len(known) + 1
        while session.tr("Batch {number}", number=number) in known:
            number += 1
        self.batch.setText(session.tr("Batch {number}", number=number))
        self._plan_anew()

    def chosen(self) -> list[DocumentRow]:
        """Return the documents that would be given out."""
        rows = self._desk.session.documents
        rows = unassigned(rows) if self.documents.currentData() == "free" else rows
        part = self.contains.text().strip().casefold()
        return [row for row in rows if part in row.name.casefold()] if part else rows

    def plan(self) -> Plan:
        """Return who would get what; raises AnnotatorError."""
        shares, seed = self.people.shares(), self.seed.value()
        if self.share_way.isChecked():
            return by_share(self.chosen(), shares, doubled=self.doubled.value() / 100, seed=seed)
        return each_to(self.chosen(), list(shares), self.each.value(), seed=seed)

    def give_out(self) -> None:
        """Give the batch out as one change."""
        session = self._desk.session
        way = f"doubled {self.doubled.value()} %" if self.share_way.isChecked() else f"each {self.each.value()}"
        batch = Batch(self.batch.text(), self.is_blind.isChecked(), self.seed.value(), way)
        try:
            plan = self.plan()
        except AnnotatorError as error:
            session.refused.emit(error)
            return
        if session.run(assign, batch, plan) is not None:
            session.said.emit(session.tr.count("{count} documents were given out.", len(plan)))
            self.given.emit()

    def _plan_anew(self) -> None:
        session = self._desk.session
        tr, rows = session.tr, self.chosen()
        try:
            plan = self.plan()
        except AnnotatorError as error:
            self.table.show([])
            self._say(tr.error(error), is_ready=False)
            return
        self.table.show(loads(plan, rows))
        writable = session.project is not None and not session.project.read_only
        self._say(tr.count("{count} documents would be given out.", len(plan)), is_ready=bool(plan) and writable)

    def _say(self, words: str, *, is_ready: bool) -> None:
        self.said.setText(words)
        self.give.setEnabled(is_ready)

    def _words(self, load: Load) -> tuple[str, str, str, str]:
        number = self._desk.session.tr.number
        return load.name, number(load.documents), number(load.shared), number(load.characters)
