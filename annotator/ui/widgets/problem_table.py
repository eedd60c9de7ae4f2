"""Problem table: the model of the problems list, errors before warnings, each group under its heading."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QColor, QFont

from annotator.domain.problem import Problem
from annotator.ui import fonts
from annotator.ui.desk import Desk
from annotator.ui.lines import line_of
from annotator.ui.scale import FONT, scaled
from annotator.ui.widgets.chip import dot
from annotator.ui.widgets.row_view import Index
from annotator.ui.wording import problem_text

SENTENCE, LINE, REPAIR = range(3)
_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """The words above the problems of one severity."""

    words: str


class ProblemTable(QAbstractTableModel):
    """The problems of the open layer and what each says; sentences are made only for the rows in view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[Problem | Heading] = []
        theme = desk.canvas.look.theme
        self._dots = {"error": dot(theme.bad), "warning": dot(theme.warning)}
        self._bold = fonts.label_font(scaled(FONT), QFont.Weight.DemiBold)

    def show(self, problems: list[Problem]) -> None:
        """Take over the problems, in the order of the text."""
        count = self._desk.session.tr.count
        errors = [problem for problem in problems if problem.severity == "error"]
        warnings = [problem for problem in problems if problem.severity == "warning"]
        rows: list[Problem | Heading] = []
        if errors:
            rows += [Heading(count("{count} errors", len(errors))), *errors]
        if warnings:
            rows += [Heading(count("{count} warnings", len(warnings))), *warnings]
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def problem(self, row: int) -> Problem | None:
        """Return the problem of a row, None for a heading."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Problem) else None

    def row_of(self, target: str) -> int | None:
        """Return the first row that tells of a mark."""
        if not target:
            return None
        rows = enumerate(self._rows)
        return next((at for at, row in rows if isinstance(row, Problem) and row.target == target), None)

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return _COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_heading = self.problem(index.row()) is None
        return Qt.ItemFlag.ItemIsEnabled if is_heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if isinstance(row, Heading):
            return self._heading(row, index.column(), role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == SENTENCE:
            return self._dots[row.severity]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() != SENTENCE:
            theme = self._desk.canvas.look.theme
            return QColor(theme.accent if index.column() == REPAIR else theme.muted)
        return None

    def _words(self, problem: Problem, column: int) -> str:
        session = self._desk.session
        if column == SENTENCE:
            return problem_text(session, problem)
        if column == LINE:
            return session.tr("line {number}", number=line_of(session.text, problem.span.start)) if problem.span else ""
        return session.tr("Repair") if problem.repair else ""

    def _heading(self, heading: Heading, column: int, role: int) -> object:
        if column == SENTENCE and role == Qt.ItemDataRole.DisplayRole:
            return heading.words
        if role == Qt.ItemDataRole.FontRole:
            return self._bold
        return QColor(self._desk.canvas.look.theme.muted) if role == Qt.ItemDataRole.ForegroundRole else None
