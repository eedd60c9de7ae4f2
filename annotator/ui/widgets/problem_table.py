"""Problem table: the model of the problems list - of the open layer or of the project - with what each row offers."""

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QColor, QFont

from annotator.domain.problem import Problem
from annotator.operations.checking import FoundProblem
from annotator.ui import fonts
from annotator.ui.desk import Desk
from annotator.ui.lines import line_of
from annotator.ui.problem_rows import Heading, KindRow, MoreRow, Row
from annotator.ui.problem_titles import problem_title
from annotator.ui.scale import FONT, scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import dot
from annotator.ui.widgets.row_view import Index
from annotator.ui.wording import moment, problem_text

SENTENCE, LINE, REPAIR, RIGHT = range(4)
_COLUMNS = 4
_DISPLAY = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_INDENT = "      "


class ProblemTable(QAbstractTableModel):
    """The rows and what each says; sentences are made only for the rows in view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[Row] = []
        theme = desk.canvas.look.theme
        self._dots = {"error": dot(theme.bad), "warning": dot(theme.warning), "silenced": dot(theme.border)}
        self._bold = fonts.label_font(scaled(FONT), QFont.Weight.DemiBold)
        self._struck = fonts.label_font(scaled(FONT))
        self._struck.setStrikeOut(True)

    def show(self, rows: list[Row]) -> None:
        """Take over the rows."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row(self, at: int) -> Row | None:
        """Return a row, None beyond them."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def found(self, at: int) -> FoundProblem | None:
        """Return the problem of a row with its place, None for a heading."""
        row = self.row(at)
        return row if isinstance(row, FoundProblem) else None

    def problem(self, at: int) -> Problem | None:
        """Return the problem of a row, None for a heading."""
        found = self.found(at)
        return found.problem if found else None

    def row_of(self, target: str) -> int | None:
        """Return the first row that tells of a mark."""
        if not target:
            return None
        rows = enumerate(self._rows)
        return next((at for at, row in rows if isinstance(row, FoundProblem) and row.problem.target == target), None)

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return _COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_heading = isinstance(self.row(index.row()), Heading)
        return Qt.ItemFlag.ItemIsEnabled if is_heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self._rows[index.row()], index.column()
        if role in _DISPLAY:
            return self._words(row, column)
        if role == Qt.ItemDataRole.DecorationRole and column == SENTENCE:
            return self._dot(row)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, column)
        if role == Qt.ItemDataRole.FontRole:
            return self._font(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, FoundProblem):
            return plain.tip(self._tip(row))
        return None

    # Words

    def _words(self, row: Row, column: int) -> str:
        tr = self._desk.session.tr
        if isinstance(row, FoundProblem):
            return self._words_of(row, column)
        if column != SENTENCE:
            return self._beside(row, column)
        if isinstance(row, Heading):
            return row.words
        if isinstance(row, MoreRow):
            return _INDENT + tr.count("Show more; {count} are left", row.left)
        return problem_title(self._desk.session, row.kind)

    def _beside(self, row: Row, column: int) -> str:
        tr = self._desk.session.tr
        if not isinstance(row, KindRow):
            return ""
        if column == LINE:
            said = tr.number(row.number)
            return tr("{count} + {right} called right", count=row.number, right=row.silenced) if row.silenced else said
        return tr("Mend all alike…") if column == REPAIR and row.is_mendable else ""

    def _words_of(self, row: FoundProblem, column: int) -> str:
        session, problem = self._desk.session, row.problem
        if column == SENTENCE:
            return (_INDENT if row.document else "") + problem_text(session, problem)
        if column == LINE:
            return self._place(row)
        if column == REPAIR:
            return session.tr("Repair") if problem.repair and row.silence is None else ""
        return session.tr("This is right…") if row.silence is None else session.tr("Tell again")

    def _place(self, row: FoundProblem) -> str:
        session, span = self._desk.session, row.problem.span
        if row.document:
            return row.document
        return session.tr("line {number}", number=line_of(session.text, span.start)) if span else ""

    def _tip(self, row: FoundProblem) -> str:
        session, silence = self._desk.session, row.silence
        if silence is None:
            return problem_text(session, row.problem)
        why = session.tr(
            "{author} called this right on {moment}: {reason}",
            author=silence.author,
            moment=moment(session, silence.at),
            reason=silence.reason,
        )
        return f"{problem_text(session, row.problem)}\n{why}"

    # Looks

    def _dot(self, row: Row) -> object:
        if isinstance(row, KindRow):
            return self._dots[row.severity]
        if isinstance(row, FoundProblem) and not row.document:
            return self._dots["silenced" if row.silence else row.problem.severity]
        return None

    def _colour(self, row: Row, column: int) -> object:
        theme = self._desk.canvas.look.theme
        if isinstance(row, MoreRow) or (column == REPAIR and not isinstance(row, Heading)):
            return QColor(theme.accent)
        is_silenced = isinstance(row, FoundProblem) and row.silence is not None
        if is_silenced and column == RIGHT:
            return QColor(theme.accent)
        if column != SENTENCE or is_silenced or isinstance(row, Heading):
            return QColor(theme.muted)
        return None

    def _font(self, row: Row, column: int) -> object:
        if isinstance(row, Heading | KindRow):
            return self._bold if column == SENTENCE else None
        is_silenced = isinstance(row, FoundProblem) and row.silence is not None
        return self._struck if is_silenced and column == SENTENCE else None
