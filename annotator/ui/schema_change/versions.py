"""Versions dialog: the versions that the schema had, who changed it when, and what was different in each."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.errors import AnnotatorError
from annotator.operations.output import write_whole
from annotator.operations.schema_history import schema_history
from annotator.store.project import Project
from annotator.ui.desk import Desk
from annotator.ui.scale import scaled
from annotator.ui.schema_change.version_tables import (
    BY,
    CHANGED,
    HOW,
    NUMBER,
    STEP,
    THING,
    WHAT,
    WHEN,
    DifferenceTable,
    VersionTable,
)
from annotator.ui.widgets import plain
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.row_view import RowView

_SUFFIX = ".toml"


class VersionsDialog(QDialog):
    """List the versions; below, what is different in the selected one."""

    def __init__(self, desk: Desk, parent: QWidget | None, project: Project) -> None:
        super().__init__(parent)
        self._desk = desk
        tr, theme = desk.session.tr, desk.canvas.look.theme
        self.setWindowTitle(tr("Versions of the schema"))
        self.resize(scaled(900), scaled(600))
        self.versions = VersionTable(desk.session, theme, schema_history(project))
        self.differences = DifferenceTable(desk.session, theme)
        widths = {NUMBER: 80, CHANGED: 230, BY: 130, WHEN: 150}
        self.view = RowView(self.versions, self.windowTitle(), stretched=STEP, widths=widths)
        below = RowView(self.differences, tr("What is different"), stretched=HOW, widths={THING: 330, WHAT: 90})
        self._pages = QStackedWidget()
        self._pages.addWidget(below)
        first = EmptyState(tr("The first version"), tr("The project was made with it."))
        self._pages.addWidget(first)
        self._lay_out()
        self.view.selectionModel().selectionChanged.connect(self._show)
        self.view.select_row(0)

    def _lay_out(self) -> None:
        tr = self._desk.session.tr
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.view)
        parts.addWidget(self._pages)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        buttons = QDialogButtonBox()
        save = buttons.addButton(tr("Save this version…"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        save.setAutoDefault(False)
        save.clicked.connect(self.save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        words = tr("Every version is kept, so what an older export says can be looked up here.")
        column.addWidget(plain.label(words, kind="muted", wraps=True))
        column.addWidget(parts, 1)
        column.addWidget(buttons)

    def save(self) -> None:
        """Write the selected version to a file."""
        session = self._desk.session
        version = self.versions.version(self._row())
        name = f"{version.schema.id}-{version.number}{_SUFFIX}"
        path = self._desk.ask.save_file(session.tr("Save this version"), f"TOML (*{_SUFFIX})", name, _SUFFIX)
        if path is None:
            return
        try:
            write_whole(path, version.record.source.encode("utf-8"))
        except AnnotatorError as error:
            session.refused.emit(error)

    def _row(self) -> int:
        return max(self.view.currentIndex().row(), 0)

    def _show(self) -> None:
        row = self._row()
        before = self.versions.before(row)
        self.differences.show_version(self.versions.version(row), before)
        self._pages.setCurrentIndex(1 if before is None else 0)


def show_versions(desk: Desk, parent: QWidget | None = None) -> None:
    """Show the history of the schema of the open project until it is closed."""
    if desk.session.project is not None:
        dialog = VersionsDialog(desk, parent, desk.session.project)
        dialog.exec()
        dialog.deleteLater()
