"""Loss view: the kinds of losses with their numbers, and below them every mark of the chosen kind in its text."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.operations.export_lost import LostKind
from annotator.ui.export.lost_table import BY, DOCUMENT, TYPE, WORDS, LostTable
from annotator.ui.export.words import GRAVITIES, kind_title
from annotator.ui.scale import scaled
from annotator.ui.schema_change.snippet_delegate import SnippetDelegate
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import dot
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.row_view import Index, RowView
from annotator.ui.work.simple_table import SimpleTable

_ROLE = Qt.ItemDataRole


class _Kinds(SimpleTable[LostKind]):
    """The kinds of losses, each with a dot of its gravity."""

    def __init__(self, session: Session, theme: Theme) -> None:
        tr = session.tr
        super().__init__((tr("Kind"), tr("Number"), tr("Documents"), tr("What becomes of it")), self._cells_of)
        self._session = session
        self._muted = QColor(theme.muted)
        self._dots = [dot(colour) for colour in (theme.bad, theme.warning, theme.muted)]

    def _cells_of(self, kind: LostKind) -> Sequence[str]:
        number = self._session.tr.number
        gravity = self._session.tr(GRAVITIES[kind.gravity])
        return kind_title(self._session, kind), number(kind.count), number(kind.documents), gravity

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        found = self.row(index.row())
        if role == _ROLE.DecorationRole and index.column() == 0 and found is not None:
            return self._dots[found.gravity]
        if role == _ROLE.ForegroundRole and index.column() > 1:
            return self._muted
        return super().data(index, role)


class LossView(QWidget):
    """Show what an export would lose."""

    wanted = Signal(str, int)  # marks of a kind from a number on
    went = Signal(object)  # the LostMark to go to

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        tr = session.tr
        self._kinds = _Kinds(session, theme)
        self.marks = LostTable(session, theme)
        self.marks.wanted.connect(self.wanted)
        self.kinds = RowView(self._kinds, tr("What is lost"), stretched=3, widths={0: 210, 1: 80, 2: 95})
        self.kinds.selectionModel().currentRowChanged.connect(self._choose)
        self.view = RowView(self.marks, tr("In the text"), stretched=WORDS, widths={TYPE: 140, DOCUMENT: 120, BY: 75})
        self.view.setItemDelegateForColumn(WORDS, SnippetDelegate(theme, self.view))
        self.view.chosen.connect(self._go)
        self._message = plain.label("", kind="muted", wraps=True)
        self.empty = EmptyState("")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._splitter())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def show_kinds(self, kinds: Sequence[LostKind]) -> None:
        """Show the losses; the kind that was chosen stays so."""
        before = self._kinds.row(self.kinds.currentIndex().row())
        self._kinds.show(kinds)
        if not kinds:
            tr = self._session.tr
            self.say(tr("Nothing is lost"), tr("The format holds everything that goes out."))
            return
        self._pages.setCurrentIndex(1)
        row = next((at for at, one in enumerate(kinds) if before and one.kind == before.kind), 0)
        self.kinds.select_row(row)

    def say(self, title: str, advice: str = "") -> None:
        """Show words in place of losses."""
        self.empty.say(title, advice)
        self._pages.setCurrentIndex(0)

    def _splitter(self) -> QSplitter:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._message)
        column.addWidget(self.view, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.kinds)
        splitter.addWidget(below)
        splitter.setSizes([scaled(210), scaled(300)])
        splitter.setStretchFactor(1, 1)
        return splitter

    def _choose(self, index: QModelIndex) -> None:
        kind = self._kinds.row(index.row())
        self._message.setText(self._session.tr(kind.message) if kind else "")
        self.marks.show_kind(kind)

    def _go(self, index: QModelIndex) -> None:
        self.went.emit(self.marks.mark(index.row()))
