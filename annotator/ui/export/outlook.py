"""Outlook: the trailing half of the export dialog - what would be lost, the first lines, the shares of the parts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from annotator.operations.export_aside import Failure, Moved, Page, Previewed, Sampled, Written
from annotator.operations.export_lost import LostKind
from annotator.ui.desk import Desk
from annotator.ui.export.loss_view import LossView
from annotator.ui.export.progress_head import ProgressHead
from annotator.ui.export.result_card import ResultCard
from annotator.ui.export.sample_view import SampleView
from annotator.ui.export.share_view import ShareView
from annotator.ui.widgets import plain

LOSSES, SAMPLE, SHARES = range(3)


class Outlook(QWidget):
    """Show what a plan comes to, as it becomes known."""

    stopped = Signal()  # the user wants the work to end
    again = Signal()  # … or to be done anew

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._session = desk.session
        theme, tr = desk.canvas.look.theme, desk.session.tr
        self._is_working = False
        self.head = ProgressHead(self._session)
        self.result = ResultCard(self._session)
        self.losses = LossView(self._session, theme)
        self.sample = SampleView(self._session)
        self.shares = ShareView(self._session, theme)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(tr("Preview"))
        self.pages = QStackedWidget()
        for page, title in (
            (self.losses, tr("What is lost")),
            (self.sample, tr("First lines")),
            (self.shares, tr("Spread over the parts")),
        ):
            self.tabs.addTab(plain.menu_text(title))
            self.pages.addWidget(page)
        self.tabs.setTabVisible(SHARES, False)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.head.pressed.connect(self._press)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.result)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)

    def begin_look(self) -> None:
        """Show that a preview begins."""
        self._is_working = True
        self.result.hide()
        self.head.begin(self._session.tr("Looking what would be lost…"))

    def begin_write(self) -> None:
        """Show that writing begins."""
        self._is_working = True
        self.result.hide()
        self.head.begin(self._session.tr("Writing and reading back…"))

    def move_to(self, moved: Moved) -> None:
        """Show how far the work is."""
        self.head.move_to(moved.done, moved.total)

    def show_sample(self, sampled: Sampled) -> None:
        """Show the first lines."""
        self.sample.show_samples(sampled.samples)

    def show_preview(self, found: Previewed) -> None:
        """Show what a preview found."""
        self._is_working = False
        tr = self._session.tr
        self._sum_up(found.documents, found.kinds)
        self.losses.show_kinds(found.kinds)
        has_parts = any(name for name, _ in found.parts)
        self.tabs.setTabVisible(SHARES, has_parts)
        if has_parts:
            self.shares.show_parts(found.parts)
        count = sum(kind.count for kind in found.kinds)
        self.tabs.setTabText(LOSSES, f"{tr('What is lost')}  {tr.number(count)}" if count else tr("What is lost"))

    def take_page(self, page: Page) -> None:
        """Show marks that were asked for."""
        self.losses.marks.take(page.kind, page.first, page.marks)

    def show_written(self, written: Written) -> None:
        """Show what came of writing."""
        self._is_working = False
        self.head.rest(self._session.tr("The export is done"), self._said(written.kinds))
        self.result.show_written(written)

    def show_failure(self, failure: Failure, *, is_writing: bool) -> None:
        """Show why there is no preview, or nothing written."""
        self._is_working = False
        tr = self._session.tr
        words = tr(failure.message, **failure.values)
        if is_writing:
            self.head.rest(tr("The export was not done"), "")
            self.result.show_failure(words)
            return
        self.head.rest(tr("There is no preview"), "", tr("Look again"))
        self.tabs.setTabText(LOSSES, tr("What is lost"))
        self.tabs.setTabVisible(SHARES, False)
        self.losses.say(tr("It cannot be written so"), words)
        self.sample.show_samples(())

    def show_stopped(self, *, is_writing: bool) -> None:
        """Show that the user stopped the work."""
        self._is_working = False
        tr = self._session.tr
        words = tr("Nothing was written; what stood there before is still there.") if is_writing else ""
        self.head.rest(tr("Stopped"), words, tr("Look again"))

    def show_stale(self) -> None:
        """Show that the project was changed since."""
        if not self._is_working:
            tr = self._session.tr
            self.head.rest(tr("The project was changed since"), tr("This is how it was before."), tr("Look again"))

    def _sum_up(self, documents: int, kinds: tuple[LostKind, ...]) -> None:
        title = self._session.tr.count("{count} documents go out", documents)
        self.head.rest(title, self._said(kinds))

    def _said(self, kinds: tuple[LostKind, ...]) -> str:
        """Return how much is lost, in a line."""
        tr = self._session.tr
        dropped = sum(kind.count for kind in kinds if kind.gravity == 0)
        bent = sum(kind.count for kind in kinds if kind.gravity == 1)
        parts = [tr.count("{count} marks are not written", dropped)] if dropped else []
        parts += [tr.count("{count} are written, but not whole", bent)] if bent else []
        return " · ".join(parts) or tr("Nothing is lost")

    def _press(self) -> None:
        (self.stopped if self._is_working else self.again).emit()
