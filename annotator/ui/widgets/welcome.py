"""Welcome page: what stands in the middle while no document is open."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.ui.commands.file import import_files, new_project, open_file, open_sample_project
from annotator.ui.desk import Desk
from annotator.ui.files import open_project
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.elided import ElidedLabel

_WIDTH = 520
_RECENT = 5


class Welcome(QWidget):
    """Offer the sample, a new project, an existing one, and those opened lately; without documents, an import."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("welcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self._page: QWidget | None = None
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(self._column)
        outer.addStretch(1)
        desk.session.project_opened.connect(self._show)
        desk.session.document_opened.connect(self._show)
        self._show()

    def _show(self) -> None:
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
        self._page = QWidget()
        self._page.setMinimumWidth(scaled(_WIDTH))
        column = QVBoxLayout(self._page)
        column.setSpacing(10)
        column.addStretch(2)
        if self._desk.session.project is None:
            self._offer_projects(column)
        else:
            self._offer_import(column)
        column.addStretch(3)
        self._column.addWidget(self._page)

    def _offer_projects(self, column: QVBoxLayout) -> None:
        tr = self._desk.session.tr
        column.addWidget(plain.label(tr("Annotator"), kind="display"))
        lead = tr("Mark entities, events and relations in Arabic text, by hand and quickly.")
        column.addWidget(plain.label(lead, kind="lead", wraps=True))
        column.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._button(open_sample_project.title, lambda: open_sample_project.run(self._desk), main=True))
        row.addWidget(self._button(new_project.title, lambda: new_project.run(self._desk)))
        row.addWidget(self._button(open_file.title, lambda: open_file.run(self._desk)))
        row.addStretch(1)
        column.addLayout(row)
        recent = [Path(name) for name in self._desk.session.settings.recent_projects if Path(name).exists()]
        if recent:
            column.addSpacing(22)
            column.addWidget(plain.label(tr("Opened lately"), kind="heading"))
        for path in recent[:_RECENT]:
            column.addWidget(self._recent(path))

    def _offer_import(self, column: QVBoxLayout) -> None:
        tr = self._desk.session.tr
        column.addWidget(plain.label(tr("This project is empty"), kind="display"))
        lead = tr(
            "Import texts to mark: plain text, JSON Lines or a brat folder. The files themselves stay as they are."
        )
        column.addWidget(plain.label(lead, kind="lead", wraps=True))
        column.addSpacing(14)
        row = QHBoxLayout()
        row.addWidget(self._button(import_files.title, lambda: import_files.run(self._desk), main=True))
        row.addStretch(1)
        column.addLayout(row)

    def _button(self, title: str, press: Callable[[], None], *, main: bool = False) -> QPushButton:
        button = QPushButton(plain.menu_text(self._desk.session.tr(title)))
        if main:
            button.setProperty("kind", "primary")
        button.clicked.connect(press)
        return button

    def _recent(self, path: Path) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(plain.menu_text(path.stem))
        button.setProperty("kind", "link")
        button.clicked.connect(lambda: open_project(self._desk, path))
        line.addWidget(button)
        place = ElidedLabel("small")
        place.show_text(f"\u2066{path.parent}\u2069")
        line.addWidget(place, 1)
        return row
