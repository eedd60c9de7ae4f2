"""Question table: the model of the list of questions - grouped by step, what is decided struck, with who and why."""

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QColor, QFont

from annotator.domain.difference import Step
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.review.sitting import Question, Sitting
from annotator.ui.review.words import STEPS, Words
from annotator.ui.widgets import plain
from annotator.ui.widgets.row_view import Index
from annotator.ui.wording import moment

WHAT, ANSWER = range(2)
_TITLES = {WHAT: phrase("Question"), ANSWER: phrase("Decided")}
_AGAIN = phrase("Look again")
Row = Question | tuple[Step | None, int, int]  # a question, or a heading: its step, how many are open, and of how many


class QuestionTable(QAbstractTableModel):
    """The questions of the sitting under the headings of their steps; words are made for the rows in view."""

    def __init__(self, desk: Desk, sitting: Sitting) -> None:
        super().__init__()
        self._desk, self._sitting = desk, sitting
        self._rows: list[Row] = []
        self._words: Words | None = None

    def read(self) -> None:
        """Take over the questions as they are now."""
        case = self._sitting.case
        rows = _grouped(self._sitting.questions)
        keys = [_key(row) for row in rows]
        if keys != [_key(row) for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        else:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, WHAT), self.index(len(rows) - 1, ANSWER))
        self._words = Words(self._desk.session, case, self._sitting.gold) if case else None

    def key_at(self, row: int) -> str:
        """Return the key of a row's question, "" for a heading."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found.key if isinstance(found, Question) else ""

    def row_of(self, key: str) -> int | None:
        """Return the row of a question, None if it is not listed."""
        return next((at for at, row in enumerate(self._rows) if isinstance(row, Question) and row.key == key), None)

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._desk.session.tr(_TITLES[section])

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_question = isinstance(self._rows[index.row()], Question)
        live = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return live if is_question else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if not isinstance(row, Question):
            return self._heading(row, index.column(), role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cell(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(self._tip(row))
        return self._dress(row, index.column(), role)

    def _heading(self, row: tuple[Step | None, int, int], column: int, role: int) -> object:
        tr, (step, open_count, count) = self._desk.session.tr, row
        if role == Qt.ItemDataRole.DisplayRole:
            if column == WHAT:
                return tr(STEPS[step] if step else _AGAIN)
            return tr("{part} of {whole}", part=count - open_count, whole=count)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._desk.canvas.look.theme.muted)
        if role == Qt.ItemDataRole.FontRole and column == WHAT:
            font = QFont(self._desk.window.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def _dress(self, row: Question, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.ForegroundRole and (row.decision or column == ANSWER):
            return QColor(self._desk.canvas.look.theme.muted)
        if role == Qt.ItemDataRole.FontRole and row.decision and column == WHAT:
            font = QFont(self._desk.window.font())
            font.setStrikeOut(True)
            return font
        return None

    def _cell(self, row: Question, column: int) -> str:
        if self._words is None:
            return ""
        if column == WHAT:
            return self._words.short(row.difference)
        return self._words.decision(row.difference, row.decision) if row.decision else ""

    def _tip(self, row: Question) -> str:
        session = self._desk.session
        if self._words is None:
            return ""
        lines = [self._words.question(row.difference)]
        if row.decision is not None:
            lines.append(self._words.decision(row.difference, row.decision))
            lines.append(f"{row.decision.author} · {moment(session, row.decision.at)}")
            lines += [row.decision.reason] if row.decision.reason else []
        return "\n".join(lines)


def _grouped(questions: list[Question]) -> list[Row]:
    """Return the questions with a heading before each step."""
    found: dict[Step | None, list[Question]] = {}
    for one in questions:
        found.setdefault(None if one.is_again else one.difference.step, []).append(one)
    rows: list[Row] = []
    for step, own in found.items():
        rows.append((step, sum(one.decision is None for one in own), len(own)))
        rows.extend(own)
    return rows


def _key(row: Row) -> object:
    return row.key if isinstance(row, Question) else row[0]
