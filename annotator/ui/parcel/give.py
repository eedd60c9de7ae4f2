"""Give dialog: for whom a parcel is, and which documents go into it."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.store.rows import DocumentRow
from annotator.ui.parcel.ticks import LENGTH, MARKS, NAME, STATE, Ticks, is_unfinished
from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.widgets.row_view import RowView


@dataclass(frozen=True, slots=True)
class Giving:
    """For whom, and which documents (ids)."""

    person: str
    documents: tuple[str, ...]


class Give(QDialog):
    """Choose the person and tick the documents."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        tr = session.tr
        self.person = QComboBox()
        self.person.setEditable(True)
        self.person.addItems([name for name in self._people() if name != session.annotator])
        self.which = QComboBox()
        for title, key in (
            (tr("All documents"), "all"),
            (tr("Theirs that are not done"), "open"),
            (tr("All that are theirs"), "theirs"),
            (tr("All that nobody has"), "free"),
        ):
            self.which.addItem(title, key)
        self.contains = QLineEdit()
        self.contains.setPlaceholderText(tr("Any name"))
        self.contains.setClearButtonEnabled(True)
        self.table = Ticks(session)
        widths = {STATE: 150, MARKS: 90, LENGTH: 110}
        self.view = RowView(self.table, tr("Documents"), stretched=NAME, widths=widths)
        self.all = QPushButton(tr("Tick all shown"))
        self.none = QPushButton(tr("Tick none"))
        self.said = plain.label("", kind="muted", wraps=True)
        self.act = QPushButton(tr("Choose its place…"))
        self.leave = QPushButton(tr("Cancel"))
        self.setWindowTitle(tr("Give documents in a parcel"))
        self._arrange()
        self._connect()
        self._show()

    def answer(self) -> Giving:
        """Return what was chosen."""
        return Giving(self.person.currentText().strip(), tuple(self.table.chosen()))

    def _people(self) -> list[str]:
        return self._session.project.annotators() if self._session.project else []

    def _arrange(self) -> None:
        tr = self._session.tr
        self.resize(scaled(720), scaled(600))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        about = tr("A small project file with these documents, the schema, the guideline and this person’s own work.")
        column.addWidget(plain.label(about, kind="title", wraps=True))
        hidden = tr("Nothing in it shows what others marked. It opens anywhere; take it in again when it comes back.")
        column.addWidget(plain.label(hidden, kind="muted", wraps=True))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        fields = ((tr("For"), self.person), (tr("Show"), self.which), (tr("Name contains"), self.contains))
        for title, field in fields:
            field.setAccessibleName(title)
            form.addRow(plain.label(title, kind="muted"), field)
        column.addLayout(form)
        column.addWidget(self.view, 1)
        ticks = QHBoxLayout()
        for part in (self.all, self.none):
            part.setAutoDefault(False)
            ticks.addWidget(part)
        ticks.addWidget(self.said, 1)
        column.addLayout(ticks)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.act)
        row.addWidget(self.leave)
        column.addLayout(row)
        self.act.setDefault(True)

    def _connect(self) -> None:
        self.person.currentTextChanged.connect(self._show)
        self.which.activated.connect(self._show)
        self.contains.textChanged.connect(self._show)
        self.table.ticked.connect(self._count)
        self.view.chosen.connect(self._toggle)
        self.all.clicked.connect(self._tick_all)
        self.none.clicked.connect(self._tick_none)
        self.act.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)

    def _show(self) -> None:
        person = self.person.currentText().strip()
        part = self.contains.text().strip().casefold()
        rows = [row for row in self._session.documents if self._is_shown(row, person) and part in row.name.casefold()]
        self.table.show(rows, person)
        self._count()

    def _is_shown(self, row: DocumentRow, person: str) -> bool:
        match self.which.currentData():
            case "open":
                return is_unfinished(row, person)
            case "theirs":
                return any(layer.annotator == person for layer in row.layers)
            case "free":
                return not row.layers
        return True

    def _toggle(self, index: QModelIndex) -> None:
        if index.column() != NAME:  # a click on the name's column has ticked already where its box is
            self.table.toggle(index.row())

    def _tick_all(self) -> None:
        self.table.tick({*self.table.chosen(), *self.table.shown()})

    def _tick_none(self) -> None:
        self.table.tick(set())

    def _count(self) -> None:
        chosen = len(self.table.chosen())
        self.said.setText(self._session.tr.count("{count} documents are ticked.", chosen))
        self.act.setEnabled(bool(chosen and self.person.currentText().strip()))


def ask_giving(session: Session, parent: QWidget | None) -> Giving | None:
    """Ask for whom and what; None if the user left."""
    dialog = Give(session, parent)
    is_chosen = bool(dialog.exec())
    answer = dialog.answer()
    dialog.deleteLater()
    return answer if is_chosen else None
