"""Agreement dialog: choices at the leading side; figures, closer looks, confusions and definitions beside them.

It stays open beside the window, so that a click on a disagreement shows it in the text. Only a reviewer or the lead may
see it: it tells what others marked, which blind work forbids.
"""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
)

from annotator.domain.people import Role
from annotator.measures.kappa import confusion
from annotator.operations.agreement import Panel
from annotator.operations.agreement_counting import measures
from annotator.operations.people import role_of
from annotator.ui.agreement.cells import CellsPage
from annotator.ui.agreement.choices import Choices
from annotator.ui.agreement.definitions import About, DefinitionsPage
from annotator.ui.agreement.figure_table import BAR, DIFFERING, NAME, THREE, VALUE, FigureTable, N, ReachBar
from annotator.ui.agreement.parts_page import By, ConfusionPage, PartsPage
from annotator.ui.agreement.running import Running
from annotator.ui.agreement.saving import WAYS, save_agreement
from annotator.ui.agreement.words import names, title
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.row_view import RowView

_NOT_FOR_ANNOTATORS = phrase("{name} is an annotator here. A reviewer or the lead can see how far annotators agree.")


class AgreementDialog(QDialog):
    """Choose, compare, and look at what came of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        tr = desk.session.tr
        self._desk = desk
        self.setWindowTitle(tr("Agreement"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(scaled(1180), scaled(740))
        self.running = Running(desk.session)
        self.choices = Choices(desk, self.running)
        self.pair = QComboBox()
        self.pair.setAccessibleName(tr("Whose figures"))
        self.tolerant = QComboBox()
        self.about = About(desk)
        self.table = FigureTable(desk)
        self.view = self._figures_view()
        self.parts, self.documents, self.weeks, self.pairs = (
            PartsPage(desk, by) for by in (By.PART, By.DOCUMENT, By.WEEK, By.PAIR)
        )
        self.confusions = ConfusionPage(desk)
        self.cells = CellsPage(desk)
        self.save = QPushButton(tr("Save…"))
        self.tabs = QTabWidget()
        self.empty = EmptyState(
            tr("How far do the annotators agree?"),
            tr("Choose whose work is compared and in which documents, then press Compare."),
        )
        self.stack = QStackedWidget()
        self._arrange()
        self._connect()

    # Made once

    def _figures_view(self) -> RowView:
        widths = {VALUE: 96, BAR: 190, N: 84, THREE: 130, DIFFERING: 110}
        view = RowView(self.table, self._desk.session.tr("Figures"), stretched=NAME, widths=widths)
        self._bar = ReachBar(self._desk.canvas.look.theme)
        view.setItemDelegateForColumn(BAR, self._bar)
        return view

    def _arrange(self) -> None:
        tr = self._desk.session.tr
        self.tolerant.addItem(tr("As marked"), False)
        self.tolerant.addItem(tr("Without particles"), True)
        self.tolerant.setAccessibleName(tr("Particles at the edges"))
        self._fill_tabs()
        top = QHBoxLayout()
        top.setContentsMargins(20, 12, 20, 4)
        top.setSpacing(10)
        for part, stretch in ((self.pair, 2), (self.tolerant, 1)):
            top.addWidget(part, stretch)
        top.addStretch(1)
        top.addWidget(self.save)
        found = Paper()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.tabs, 1)
        for page in (self.empty, found, self.cells):
            self.stack.addWidget(page)
        self._found = found
        line = QFrame()
        line.setFixedWidth(1)
        line.setStyleSheet(f"background: {self._desk.canvas.look.theme.border}; border: none;")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.choices)
        row.addWidget(line)
        row.addWidget(self.stack, 1)

    def _fill_tabs(self) -> None:
        tr = self._desk.session.tr
        figures = Paper()
        column = QVBoxLayout(figures)
        column.setContentsMargins(20, 8, 20, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.about)
        self.tabs.setDocumentMode(True)
        for page, words in (
            (figures, tr("Figures")),
            (self.parts, tr("By type")),
            (self.documents, tr("By document")),
            (self.pairs, tr("By pair")),
            (self.weeks, tr("Over time")),
            (self.confusions, tr("Confusions")),
            (DefinitionsPage(self._desk, measures(costly=True)), tr("Definitions")),
        ):
            self.tabs.addTab(page, plain.menu_text(words))

    def _connect(self) -> None:
        tr = self._desk.session.tr
        menu = QMenu(self.save)
        for number, (words, _, _) in enumerate(WAYS):
            menu.addAction(plain.menu_text(tr(words))).triggered.connect(
                lambda _checked=False, way=number: self.save_as(way)
            )
        self.save.setMenu(menu)
        self.choices.wanted.connect(self.compare)
        self.running.done.connect(self.show_found)
        self.pair.currentIndexChanged.connect(self.refresh)
        self.tolerant.currentIndexChanged.connect(self.refresh)
        self.tabs.currentChanged.connect(self._show_tab)
        self.view.selectionModel().currentRowChanged.connect(self._show_about)
        self.view.chosen.connect(self._choose)
        self.about.button.clicked.connect(lambda: self._open(self.view.currentIndex().row()))
        self.cells.left.connect(lambda: self.stack.setCurrentWidget(self._found))
        for page in (self.parts, self.documents, self.pairs):
            page.opened.connect(self._open_line)
        self.confusions.opened.connect(self._open_confusion)

    # Comparing

    def compare(self) -> None:
        """Compare what is chosen."""
        self.running.start(self.choices.question())

    def show_found(self) -> None:
        """Show what the comparison found."""
        tr = self._desk.session.tr
        self.pair.blockSignals(True)
        self.pair.clear()
        for number, found in enumerate(self.running.figures):
            is_last = number == len(self.running.figures) - 1
            said = tr("Measures for any number of annotators") if is_last else names(tr, found.annotators)
            many = tr.count("{count} documents", found.documents)
            self.pair.addItem(plain.menu_text(f"{said} · {many}"), number)
        self.pair.blockSignals(False)
        self.stack.setCurrentWidget(self._found)
        self.refresh()

    def panel(self) -> Panel | None:
        """Return the pair that is chosen, or all together."""
        found, at = self.running.agreement, self.pair.currentIndex()
        if found is None or at < 0:
            return None
        return found.pairs[at] if at < len(found.pairs) else found.together

    def refresh(self) -> None:
        """Show the chosen pair."""
        panel, at = self.panel(), self.pair.currentIndex()
        if panel is None:
            return
        figures = self.running.figures[at]
        self.tolerant.setVisible(bool(figures.tolerant))
        is_tolerant = bool(self.tolerant.currentData()) and bool(figures.tolerant)
        self.table.show(panel.measures, figures.tolerant if is_tolerant else figures.plain)
        first = next((row for row in range(self.table.rowCount()) if self.table.found(row)), None)
        self.view.select_row(first)
        self.about.setVisible(first is not None)
        self._show_tab()

    def _show_tab(self) -> None:
        panel, found, page = self.panel(), self.running.agreement, self.tabs.currentWidget()
        if panel is None or found is None:
            return
        if isinstance(page, PartsPage):
            row = self.table.found(self.view.currentIndex().row())
            is_pairs = page is self.pairs and found.pairs
            page.show_panel(found, found.pairs[0] if is_pairs else panel, row.name if row else "")
        elif isinstance(page, ConfusionPage):
            page.show_panel(panel)

    def _show_about(self, index: QModelIndex) -> None:
        row, panel = self.table.found(index.row()), self.panel()
        if row is not None and panel is not None:
            self.about.show_figure(panel.measures[row.name], row)

    # What differs

    def _choose(self, index: QModelIndex) -> None:
        if index.column() == DIFFERING:
            self._open(index.row())

    def _open(self, at: int) -> None:
        row, panel = self.table.found(at), self.panel()
        if row is not None and row.differing and panel is not None:
            is_tolerant = bool(self.tolerant.currentData()) and panel.has_tolerant(row.name)
            self._show_cells(panel, row.name, part=row.part or None, is_tolerant=is_tolerant)

    def _open_line(self, name: str, part: str | None, where: str | None) -> None:
        panel, found = self.panel(), self.running.agreement
        if found is not None and self.sender() is self.pairs and where is not None:
            panel, where = found.pairs[int(where)], None
        if panel is not None:
            self._show_cells(panel, name, part=part, document_id=where)

    def _open_confusion(self, name: str, one: str, other: str) -> None:
        panel = self.panel()
        if panel is not None:
            self._show_cells(panel, name, part=confusion(one, other))

    def _show_cells(
        self,
        panel: Panel,
        name: str,
        *,
        part: str | None = None,
        document_id: str | None = None,
        is_tolerant: bool = False,
    ) -> None:
        cells = panel.cells(name, part=part, document_id=document_id, tolerant=is_tolerant)
        measure = panel.measures[name]
        said = title(self._desk.session.tr, measure)
        self.cells.show_cells(said, panel.annotators, cells, with_roles=measure.group == "arguments")
        self.stack.setCurrentWidget(self.cells)

    def save_as(self, way: int) -> None:
        """Save what was compared in one of the ways."""
        if self.running.agreement is not None:
            save_agreement(self._desk, self.running.agreement, way)

    def reject(self) -> None:
        if self.stack.currentWidget() is self.cells:
            self.stack.setCurrentWidget(self._found)
            return
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.running.stop()
        super().closeEvent(event)


def show_agreement(desk: Desk) -> AgreementDialog | None:
    """Open the dialog beside the window; an annotator is told that it is for reviewers."""
    session, project = desk.session, desk.session.project
    if project is None:
        return None
    if role_of(project, session.author) is Role.ANNOTATOR:
        words = session.tr(_NOT_FOR_ANNOTATORS, name=session.author)
        desk.ask.tell(session.tr("Agreement"), words)
        return None
    open_one = desk.window.findChild(AgreementDialog)
    dialog = open_one if isinstance(open_one, AgreementDialog) else AgreementDialog(desk)
    session.project_opened.connect(dialog.close)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog
