"""Problem list: the model of what would become a problem, one sentence a row, with its document and annotator."""

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QColor

from annotator.operations.checking import FoundProblem
from annotator.text.direction import isolate
from annotator.ui.i18n import phrase
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import dot
from annotator.ui.widgets.row_view import Index
from annotator.ui.wording import problem_text

SENTENCE, DOCUMENT, BY = range(3)
_TITLES = (phrase("What would be wrong"), phrase("Document"), phrase("By"))


class ProblemList(QAbstractTableModel):
    """Problems in the order of the documents."""

    def __init__(self, session: Session, theme: Theme, found: list[FoundProblem]) -> None:
        super().__init__()
        self._session, self._found = session, found
        self._muted = QColor(theme.muted)
        self._dots = {"error": dot(theme.bad), "warning": dot(theme.warning)}

    def problem(self, row: int) -> FoundProblem:
        """Return the problem of a row."""
        return self._found[row]

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._found)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._session.tr(_TITLES[section]) if is_title else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self._found[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(found, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == SENTENCE:
            return plain.tip(problem_text(self._session, found.problem))
        if role == Qt.ItemDataRole.DecorationRole and index.column() == SENTENCE:
            return self._dots[found.problem.severity]
        return self._muted if role == Qt.ItemDataRole.ForegroundRole and index.column() != SENTENCE else None

    def _words(self, found: FoundProblem, column: int) -> str:
        if column == SENTENCE:
            return problem_text(self._session, found.problem)
        return isolate(found.document if column == DOCUMENT else found.annotator)
