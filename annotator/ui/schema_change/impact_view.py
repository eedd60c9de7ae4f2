"""Impact view: what a step touches - how much, whose, which marks, and what becomes a problem."""

from collections import Counter

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QTabBar, QVBoxLayout, QWidget

from annotator.operations.checking import FoundProblem
from annotator.operations.schema_edit import Impact, Touched
from annotator.store.project import Project
from annotator.ui.problem_titles import problem_title
from annotator.ui.scale import scaled
from annotator.ui.schema_change.figure import Figure
from annotator.ui.schema_change.place_table import BY, DOCUMENT, TYPE, WORDS, PlaceTable
from annotator.ui.schema_change.problem_list import SENTENCE, ProblemList
from annotator.ui.schema_change.snippet_delegate import SnippetDelegate
from annotator.ui.schema_change.words import listed
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.row_view import RowView

_PEOPLE = 12  # annotators that are named


class ImpactView(QWidget):
    """Show figures, people, kinds of problems and two lists: the marks that change, and those that become problems."""

    wanted = Signal(str, str, str)  # document id, annotator and mark id of a row that was clicked

    def __init__(self, session: Session, project: Project, theme: Theme, impact: Impact) -> None:
        super().__init__()
        self._session, self._project, self._theme = session, project, theme
        self._figures = [Figure(is_rtl=session.tr.is_rtl) for _ in range(4)]
        self._people = plain.label("", kind="muted", wraps=True)
        self._kinds = plain.label("", wraps=True)
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._lists = QStackedLayout()
        self._lay_out()
        self._tabs.currentChanged.connect(self._lists.setCurrentIndex)
        self._show(impact)

    def show_found(self, found: list[FoundProblem], number: int) -> None:
        """Show what a check of all documents found, in place of what counts could tell."""
        tr = self._session.tr
        self._problems(number, Counter(one.problem.kind for one in found))
        if found:
            table = ProblemList(self._session, self._theme, found)
            view = RowView(table, tr("Become problems"), stretched=SENTENCE, widths={1: 170, 2: 110})
            view.chosen.connect(lambda index: self._want_problem(table.problem(index.row())))
            self._put(1, view)
        else:
            self._put(1, EmptyState(tr("No problems"), tr("No mark becomes a problem by this.")))
        self._tabs.setCurrentIndex(1 if found else 0)

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(10)
        for figure in self._figures:
            figures.addWidget(figure, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(figures)
        column.addWidget(self._people)
        column.addWidget(self._kinds)
        column.addWidget(self._tabs)
        column.addLayout(self._lists, 1)

    def _show(self, impact: Impact) -> None:
        tr, reach = self._session.tr, impact.changed.reach
        numbers = (
            (reach.marks, tr("Marks that change")),
            (reach.documents, tr("Documents")),
            (len(reach.annotators), tr("Annotators")),
        )
        for figure, (number, words) in zip(self._figures, numbers, strict=False):
            figure.show_number(tr.number(number), words)
        shown = list(reach.annotators.items())[:_PEOPLE]
        names = listed(self._session, (f"{name} {tr.number(marks)}" for name, marks in shown))
        self._people.setText(
            tr("By annotator: {names}", names=names + (" …" if len(reach.annotators) > _PEOPLE else ""))
        )
        self._people.setVisible(bool(shown))
        self._tabs.addTab(plain.menu_text(tr("Marks that change")))
        self._tabs.addTab(plain.menu_text(tr("Become problems")))
        self._lists.addWidget(self._marks(impact.changed, tr("Nothing changes in the marks"), ""))
        empty = tr("No mark becomes a problem by this.") if impact.is_sure else tr("Counts tell of none so far.")
        self._lists.addWidget(self._marks(impact.breaking, tr("No problems"), empty))
        self._problems(sum(impact.problems.values()), Counter(impact.problems), is_sure=impact.is_sure)

    def _problems(self, number: int, kinds: Counter[str], *, is_sure: bool = True) -> None:
        tr = self._session.tr
        shown = tr.number(number) if is_sure else tr("{number} or more", number=number)
        self._figures[3].show_number(shown, tr("Become problems"), "figureBad" if number else "figure")
        titles: Counter[str] = Counter()
        for kind, marks in kinds.items():
            titles[problem_title(self._session, kind)] += marks
        self._kinds.setText(" · ".join(f"{title}: {tr.number(marks)}" for title, marks in titles.most_common()))
        self._kinds.setVisible(bool(titles))

    def _marks(self, touched: Touched, title: str, words: str) -> QWidget:
        if not touched.reach.marks:
            return EmptyState(title, words)
        table = PlaceTable(self._session, self._project, self._theme, touched)
        view = RowView(table, self._session.tr("Marks"), stretched=WORDS, widths={TYPE: 130, DOCUMENT: 150, BY: 100})
        view.setItemDelegateForColumn(WORDS, SnippetDelegate(self._theme, view))
        view.chosen.connect(lambda index: self._want(table, index))
        view.setMinimumHeight(scaled(180))
        return view

    def _put(self, at: int, page: QWidget) -> None:
        gone = self._lists.widget(at)
        assert gone is not None  # both lists were made at first
        self._lists.insertWidget(at, page)
        self._lists.removeWidget(gone)
        gone.deleteLater()

    def _want(self, table: PlaceTable, index: QModelIndex) -> None:
        place = table.place(index.row())
        self.wanted.emit(place.document_id, table.annotator(place), place.id)

    def _want_problem(self, found: FoundProblem) -> None:
        self.wanted.emit(found.document_id, found.annotator, found.problem.target)
