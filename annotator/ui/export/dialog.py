"""Export dialog: choose, see what would be lost, then write; the window behind it can be worked in all the while."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QPushButton, QVBoxLayout

from annotator.errors import AnnotatorError
from annotator.operations.export_aside import Failure, Moved, Page, Previewed, Sampled, Stopped, Written
from annotator.operations.export_lost import LostMark
from annotator.operations.export_manifest import read_manifest
from annotator.operations.export_plan import ExportPlan
from annotator.ui.desk import Desk
from annotator.ui.export.choices import Choices
from annotator.ui.export.outlook import Outlook
from annotator.ui.export.remembering import last_manifest, remember
from annotator.ui.export.run import ExportRun
from annotator.ui.files import show_mark
from annotator.ui.scale import scaled

_PAUSE = 250  # milliseconds after the last change of a choice before it is looked at


class ExportDialog(QDialog):
    """Hold the choices, what they come to, and the conversation with the process that works."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(desk.session.tr("Export"))
        self.resize(scaled(1220), scaled(780))
        self._writing: ExportPlan | None = None
        self._before: tuple[Path, ExportPlan] | None = None  # a manifest and the choices that it stands for
        self.choices = Choices(desk)
        self.outlook = Outlook(desk)
        self.run = ExportRun(desk.session, self)
        self.act = QPushButton(desk.session.tr("Choose its place and write…"))
        self.again = QPushButton(desk.session.tr("As an earlier export"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._lay_out()
        self._connect()
        self.outlook.begin_look()
        self._pause.start(0)  # the process begins once the dialog is painted

    def look(self) -> None:
        """Look what the plan comes to."""
        self._pause.stop()
        self._pause.setInterval(_PAUSE)
        self.outlook.begin_look()
        self.run.preview(self.choices.plan())

    def write(self) -> None:
        """Ask for a place and write there."""
        plan, tr = self.choices.plan(), self._desk.session.tr
        path = self._desk.ask.save_file(tr("Export"), "", *self._suggestion(plan))
        if path is None:
            return
        manifest = self._before[0] if self._before and self._before[1] == plan else None
        self._pause.stop()
        self._writing = plan
        self._allow()
        self.outlook.begin_write()
        self.run.write(plan, path, manifest)

    def take_manifest(self, path: Path) -> None:
        """Take the choices of a manifest; written unchanged, the files are compared with those of then."""
        try:
            plan, _ = read_manifest(path)
        except AnnotatorError as error:
            self._desk.session.refused.emit(error)
            return
        self.choices.show_plan(plan)
        self._before = path, self.choices.plan()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._pause.stop()
        self.run.close()
        event.accept()  # Qt's own would ask `reject` again

    def reject(self) -> None:
        self.close()  # Esc, too

    # Building

    def _lay_out(self) -> None:
        tr = self._desk.session.tr
        self.choices.setFixedWidth(scaled(430))
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addWidget(self.choices)
        middle.addWidget(self.outlook, 1)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.close)
        self.act.setDefault(True)
        self.act.setProperty("kind", "primary")
        for button in (self.again, close):
            button.setAutoDefault(False)
        self._menu = QMenu(self)
        self._last = self._menu.addAction(tr("Again as last time"), self._take_last)
        self._menu.addAction(tr("As a manifest says…"), self._ask_manifest)
        self._menu.aboutToShow.connect(lambda: self._last.setEnabled(last_manifest(self._desk.session) is not None))
        self.again.setMenu(self._menu)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.again)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(14)
        column.addLayout(middle, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.choices.changed.connect(self._pause.start)
        self._pause.timeout.connect(self.look)
        self.act.clicked.connect(self.write)
        self.outlook.stopped.connect(self.run.stop)
        self.outlook.again.connect(self.look)
        self.outlook.losses.wanted.connect(self.run.page)
        self.outlook.losses.went.connect(self._go)
        self.run.answered.connect(self._take)
        self.run.aged.connect(self.outlook.show_stale)
        session = self._desk.session
        session.project_opened.connect(self.close)
        session.settings_changed.connect(self.close)

    def _suggestion(self, plan: ExportPlan) -> tuple[str, str]:
        """Return a name to start from and its suffix; several files go into a folder, which has none."""
        project, chosen = self._desk.session.project, self.choices.format.chosen
        shown = self._desk.session.document
        documents = plan.selection.documents
        is_one = documents is not None and len(documents) == 1
        is_file = plan.splits is None and (is_one or not chosen.holds_one)
        stem = Path(shown.name).stem if is_one and shown else project.path.stem if project else ""
        suffix = chosen.suffix if is_file else ""
        return stem + suffix, suffix

    # Hearing

    def _take(self, came: object) -> None:
        match came:
            case Moved():
                self.outlook.move_to(came)
            case Sampled():
                self.outlook.show_sample(came)
            case Page():
                self.outlook.take_page(came)
            case Previewed():
                self.outlook.show_preview(came)
                self.choices.learn([key for _, counts in came.parts for key in counts.marks])
            case Written():
                self._end(came)
            case Stopped():
                self.outlook.show_stopped(is_writing=self._writing is not None)
                self._release()
            case Failure():
                self.outlook.show_failure(came, is_writing=self._writing is not None)
                self._release()

    def _end(self, written: Written) -> None:
        plan = self._writing
        self._release()
        self.outlook.show_written(written)
        self._desk.session.said.emit(self._desk.session.tr("Exported to {path}.", path=written.out))
        if plan is not None:
            remember(self._desk.session, plan, written.manifest)

    def _release(self) -> None:
        self._writing = None
        self._allow()

    def _allow(self) -> None:
        for part in (self.choices, self.act, self.again):
            part.setEnabled(self._writing is None)

    def _go(self, mark: LostMark) -> None:
        show_mark(self._desk, mark.document_id, mark.annotator, mark.mark_id)

    def _take_last(self) -> None:
        path = last_manifest(self._desk.session)
        if path is not None:
            self.take_manifest(path)

    def _ask_manifest(self) -> None:
        tr = self._desk.session.tr
        path = self._desk.ask.open_file(tr("Manifest of an export"), f"{tr('Manifests')} (*.json)")
        if path is not None:
            self.take_manifest(path)


def show_export(desk: Desk) -> ExportDialog:
    """Show the dialog beside the window, or bring it to the front."""
    shown = desk.window.findChild(ExportDialog)
    dialog = shown if isinstance(shown, ExportDialog) and shown.isVisible() else ExportDialog(desk)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog
