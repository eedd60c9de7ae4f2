"""Choices: the leading half of the export dialog - the format, what goes, how it is written, and the parts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from annotator.operations.export_plan import ExportPlan, TypeKey
from annotator.ui.desk import Desk
from annotator.ui.export.format_list import FormatList
from annotator.ui.export.how_page import HowPage
from annotator.ui.export.parts_page import PartsPage
from annotator.ui.export.remembering import remembered
from annotator.ui.export.what_page import WhatPage
from annotator.ui.widgets import plain


class Choices(QWidget):
    """Hold the pages; together they say what the plan is."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        session, tr = desk.session, desk.session.tr
        self._session = session
        self.format = FormatList(session, session.settings.last_format)
        self.what = WhatPage(session, desk.canvas.look.theme)
        self.how = HowPage(session)
        self.parts = PartsPage(desk)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(tr("Choices"))
        self.pages = QStackedWidget()
        for page, title in (
            (self.what, tr("What goes")),
            (self.how, tr("How it is written")),
            (self.parts, tr("Parts")),
        ):
            self.tabs.addTab(plain.menu_text(title))
            self.pages.addWidget(page)
            page.changed.connect(self.changed)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.format)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        self._recall()
        self.format.changed.connect(self._take_format)

    def plan(self) -> ExportPlan:
        """Return what was chosen."""
        return ExportPlan(
            format=self.format.chosen.name,
            selection=self.what.selection(),
            options=self.how.values(),
            language=self._session.settings.language,
            splits=self.parts.splits(),
        )

    def show_plan(self, plan: ExportPlan) -> None:
        """Show the choices of a plan."""
        self.blockSignals(True)
        self.format.choose(plan.format)
        self.how.show_format(self.format.chosen, plan.options)
        self.what.show_selection(plan.selection)
        self.parts.show_splits(plan.splits)
        self.blockSignals(False)
        self.changed.emit()

    def learn(self, keys: list[TypeKey]) -> None:
        """Offer types that marks have and the schema does not, too."""
        self.what.learn(keys)

    def _recall(self) -> None:
        """Show what was chosen for this format the last time; what goes stays as it is."""
        before = remembered(self._session, self.format.chosen.name)
        self.how.show_format(self.format.chosen, before.options if before else {})
        if before is not None:
            self.parts.show_splits(before.splits)

    def _take_format(self) -> None:
        self._recall()
        self.changed.emit()
