"""Findings dialog: what an import or export had to say, line by line, to go to or to keep as a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from annotator.operations.output import write_whole
from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import dot
from annotator.ui.widgets.row_view import Index, RowView


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One line: how grave ("error", "warning", "note"), where, what; and the marks to go to, by name."""

    severity: str
    place: str
    words: str
    document: str = ""
    annotator: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """All lines of one import or export under their title and sentence."""

    title: str
    said: str
    lines: Sequence[FindingLine]
    json: Callable[[], str] | None = None  # writes the report as a program reads it, where there is one

    def text(self) -> str:
        """Return the report as a file holds it: tab-separated, one line each."""
        rows = [f"{line.severity}\t{line.place}\t{line.words}\t{' '.join(line.marks)}" for line in self.lines]
        return "\n".join([self.said, "", *rows, ""])


class FindingsDialog(QDialog):
    """List the lines; `chosen` is the one to go to, once the dialog is closed."""

    def __init__(self, session: Session, parent: QWidget | None, theme: Theme, findings: Findings) -> None:
        super().__init__(parent)
        self.chosen: FindingLine | None = None
        self.wants_file = False
        self._findings = findings
        tr = session.tr
        self.setWindowTitle(findings.title)
        self.resize(scaled(760), scaled(460))
        self.view = RowView(_Table(session, theme, findings.lines), findings.title, stretched=1, widths={0: 210})
        self.view.chosen.connect(self._go)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        save = buttons.addButton(tr("Save the report…"), QDialogButtonBox.ButtonRole.ActionRole)
        save.clicked.connect(self._save)
        save.setAutoDefault(False)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(plain.label(findings.said, kind="title", wraps=True))
        if any(line.marks for line in findings.lines):
            column.addWidget(plain.label(tr("A click on a line goes to its first mark."), kind="muted", wraps=True))
        column.addWidget(self.view, 1)
        column.addWidget(buttons)

    def _go(self, index: QModelIndex) -> None:
        line = self._findings.lines[index.row()]
        if line.marks:
            self.chosen = line
            self.accept()

    def _save(self) -> None:
        self.wants_file = True
        self.accept()


class _Table(QAbstractTableModel):
    def __init__(self, session: Session, theme: Theme, lines: Sequence[FindingLine]) -> None:
        super().__init__()
        self._titles = (session.tr("Where"), session.tr("What"))
        self._muted = QColor(theme.muted)
        self._lines = lines
        self._dots = {"error": dot(theme.bad), "warning": dot(theme.warning), "note": dot(theme.muted)}

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._lines)

    def columnCount(self, _parent: Index | None = None) -> int:
        return 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if is_title else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words if index.column() else line.place
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(line.words)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return self._dots.get(line.severity)
        return self._muted if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0 else None


def write_report(path: Path, findings: Findings) -> None:
    """Write the report to a file, for programs if its name ends in .json; raises AnnotatorError."""
    for_programs = findings.json if path.suffix.lower() == ".json" else None
    text = for_programs() if for_programs is not None else findings.text()
    write_whole(path, text.encode("utf-8"))
