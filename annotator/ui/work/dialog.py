"""Work dialog: people, giving out work, and progress, each on its page."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout

from annotator.ui.desk import Desk
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.work.assign_page import AssignPage
from annotator.ui.work.people_page import PeoplePage
from annotator.ui.work.progress_page import ProgressPage


class WorkDialog(QDialog):
    """Show the three pages; each is read anew when it comes to the front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        tr = desk.session.tr
        self.setWindowTitle(tr("People and work"))
        self.resize(scaled(980), scaled(620))
        self.people = PeoplePage(desk)
        self.assign = AssignPage(desk)
        self.progress = ProgressPage(desk)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        for page, title in (
            (self.people, tr("People")),
            (self.assign, tr("Give out work")),
            (self.progress, tr("Progress")),
        ):
            self.pages.addTab(page, plain.menu_text(title))
        self.pages.currentChanged.connect(self._refresh)
        self.assign.given.connect(lambda: self.pages.setCurrentWidget(self.progress))
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 14)
        column.addWidget(self.pages, 1)
        row = QVBoxLayout()
        row.setContentsMargins(20, 0, 20, 0)
        row.addWidget(buttons)
        column.addLayout(row)

    def _refresh(self) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, PeoplePage | AssignPage | ProgressPage):
            page.show_all()


def show_work(desk: Desk) -> None:
    """Show the dialog until it is closed."""
    WorkDialog(desk).exec()
