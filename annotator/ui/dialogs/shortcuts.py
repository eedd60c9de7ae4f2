"""Shortcut page: every key and what it does, made from the tables of commands and types."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout

from annotator.ui.command import commands
from annotator.ui.desk import Desk
from annotator.ui.menus import MENUS, TEXT
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.key_caps import KeyCaps
from annotator.ui.widgets.paper import Paper

Row = tuple[str, str, str]  # keys, title, help


class ShortcutPage(QDialog):
    """List the shortcuts by menu, then those of the schema's types."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self.setWindowTitle(desk.session.tr("Keyboard shortcuts"))
        self.resize(scaled(720), 640)
        self._desk = desk
        page = Paper()
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(24, 16, 24, 24)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        for title, rows in self._sections():
            self._section(title, rows)
        scroll = QScrollArea()
        scroll.setAccessibleName(desk.session.tr("Keyboard shortcuts"))
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _sections(self) -> Iterator[tuple[str, list[Row]]]:
        tr, language = self._desk.session.tr, self._desk.session.settings.language
        known = sorted(commands().values(), key=lambda found: found.order)
        for menu, title in (TEXT, *MENUS.items()):
            rows = [(f.shortcuts[0], tr(f.title), tr(f.help)) for f in known if f.menu == menu and f.shortcuts]
            yield tr(title).replace("&", ""), rows
        schema = self._desk.session.schema
        for heading, kinds in ((tr("Entities"), schema.entities), (tr("Events"), schema.events)):
            yield heading, [(k.hotkey, k.label.text(language), k.description.text(language)) for k in kinds if k.hotkey]

    def _section(self, title: str, rows: list[Row]) -> None:
        if not rows:
            return
        heading = plain.label(title, kind="heading")
        heading.setContentsMargins(0, 14, 0, 2)
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 3)
        for keys, name, explanation in rows:
            line = self._grid.rowCount()
            self._grid.addWidget(KeyCaps(keys, self._desk.canvas.look.theme), line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(plain.label(name), line, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(plain.label(explanation, kind="muted", wraps=True), line, 2)


def show_shortcuts(desk: Desk) -> None:
    """Show the page until it is closed."""
    ShortcutPage(desk).exec()
