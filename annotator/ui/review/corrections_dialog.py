"""What review changed: each correction of one's own work - before, after, why and by whom; to look at and to answer."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from annotator.domain.consensus import compare_all
from annotator.domain.model import Layer
from annotator.operations.corrections import Correction, answer, corrections
from annotator.operations.people import GOLD
from annotator.operations.review_case import Case
from annotator.ui.desk import Desk
from annotator.ui.editor.marks import Marks
from annotator.ui.i18n import phrase
from annotator.ui.review.words import STEPS, Words
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.row_view import Index, RowView
from annotator.ui.wording import moment

WHERE, KIND, BEFORE, AFTER, WHY = range(5)
_TITLES = {
    WHERE: phrase("Words"),
    KIND: phrase("Question"),
    BEFORE: phrase("You had"),
    AFTER: phrase("Gold has"),
    WHY: phrase("Why"),
}
_WIDTHS = {KIND: 110, BEFORE: 190, AFTER: 190, WHY: 210}


class CorrectionTable(QAbstractTableModel):
    """The corrections of one person's work on one document; words are made for the rows in view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: list[Correction] = []
        self._words: Words | None = None

    def read(self, document_id: str, annotator: str) -> None:
        """Take over the corrections as they are now."""
        project = self._desk.session.project
        self.beginResetModel()
        self.rows = corrections(project, document_id, annotator) if project else []
        self._words = self._words_for(document_id, annotator) if self.rows else None
        self.endResetModel()

    def _words_for(self, document_id: str, annotator: str) -> Words | None:
        session = self._desk.session
        project = session.project
        if project is None:
            return None
        rows = {row.annotator: row.id for row in project.layers(document_id)}
        layers: list[Layer] = [project.layer(rows[name]) for name in (annotator, GOLD)]
        consensus = compare_all(layers, session.schema, project.text(document_id))
        return Words(session, Case(document_id, consensus), Marks(layers[1]))

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._desk.session.tr(_TITLES[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        theme = self._desk.canvas.look.theme
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cell(self.rows[index.row()], index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(self._cell(self.rows[index.row()], index.column()))
        if role == Qt.ItemDataRole.ForegroundRole:
            colour = {BEFORE: theme.bad, AFTER: theme.good, KIND: theme.muted, WHY: theme.muted}.get(index.column())
            return QColor(colour) if colour else None
        return None

    def _cell(self, row: Correction, column: int) -> str:
        words, difference = self._words, row.difference
        if words is None:
            return ""
        if column == WHERE:
            return words.about(difference)
        if column == KIND:
            return self._desk.session.tr(STEPS[difference.step])
        if column == WHY:
            return row.reason or ("–" if row.decision else self._desk.session.tr("edited by hand"))
        return words.said(difference, 0 if column == BEFORE else 1)


class CorrectionsDialog(QDialog):
    """List the corrections; a row leads to its mark, a line below answers it."""

    def __init__(self, desk: Desk, document_id: str, annotator: str) -> None:
        super().__init__(desk.window)
        self._desk, self._document_id, self._annotator = desk, document_id, annotator
        tr = desk.session.tr
        self.setWindowTitle(tr("What review changed"))
        self.resize(scaled(1000), scaled(520))
        self.table = CorrectionTable(desk)
        self.view = RowView(self.table, tr("What review changed"), stretched=WHERE, widths=_WIDTHS)
        self.view.selectionModel().selectionChanged.connect(self._show_row)
        self.view.doubleClicked.connect(self.go)
        self._count = plain.label("", kind="title")
        self._about = plain.label("", kind="muted", wraps=True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Answer this correction…"))
        self.field.setAccessibleName(tr("Answer this correction…"))
        self.field.returnPressed.connect(self._answer)
        self._go = QPushButton(tr("Go to the mark"))
        self._go.setAutoDefault(False)
        self._go.clicked.connect(lambda: self.go(self.view.currentIndex()))
        self._empty = EmptyState(
            tr("Review changed nothing here"),
            tr("What review decides otherwise than you is listed here with its reason."),
        )
        self._lay_out()
        self._read()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox()
        close = buttons.addButton(self._desk.session.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.field, 1)
        foot.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._count)
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._about)
        column.addLayout(foot)
        column.addWidget(buttons)

    def _read(self) -> None:
        row = self.view.currentIndex().row()
        self.table.read(self._document_id, self._annotator)
        count = len(self.table.rows)
        self._count.setText(self._desk.session.tr.count("{count} corrections", count))
        for part in (self._count, self.view, self.field, self._go):
            part.setVisible(bool(count))
        self._empty.setVisible(not count)
        if count:
            self.view.select_row(max(row, 0) if row < count else 0)

    def _chosen(self) -> Correction | None:
        row = self.view.currentIndex().row()
        return self.table.rows[row] if 0 <= row < len(self.table.rows) else None

    def _show_row(self) -> None:
        session, chosen = self._desk.session, self._chosen()
        lines: list[str] = []
        if chosen is not None and chosen.decision is not None:
            when = moment(session, chosen.decision.at)
            lines.append(session.tr("Decided by {name}, {time}", name=chosen.decision.author, time=when))
        if chosen is not None:
            lines += [chosen.reason] if chosen.reason else []
            lines += [f"{one.author} · {moment(session, one.at)}: {one.text}" for one in chosen.comments]
        self._about.setText("\n".join(lines))
        self._about.setVisible(bool(lines))

    def _answer(self) -> None:
        chosen, text = self._chosen(), self.field.text()
        if chosen is None or not text.strip():
            return
        if self._desk.session.run(answer, self._document_id, self._annotator, chosen, text) is not None:
            self.field.clear()
            self._read()

    def go(self, _index: QModelIndex) -> None:
        """Show the mark in one's own layer, or where only gold has it in gold."""
        chosen, session = self._chosen(), self._desk.session
        if chosen is None:
            return
        own, gold = chosen.difference.ids[:2]
        session.show(self._document_id, self._annotator if own else GOLD)
        target = next(iter(own or gold), None)
        if target is not None:
            session.select(target)
            self._desk.canvas.reveal(target)
        self.accept()


def show_corrections(desk: Desk) -> None:
    """Show what review changed in one's own work on the open document, or in the layer that is shown."""
    session = desk.session
    if session.document is None:
        return
    names = {row.annotator for row in session.document.layers}
    shown = session.annotator if session.annotator != GOLD else session.author
    CorrectionsDialog(desk, session.document.id, shown if shown in names else session.author).exec()
