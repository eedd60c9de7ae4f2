"""Menus and tool bar, made from the table of commands."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar

from annotator.ui.command import Command
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.keys import caps
from annotator.ui.widgets import plain

MENUS: Mapping[str, str] = {
    "file": phrase("&File"),
    "edit": phrase("&Edit"),
    "mark": phrase("&Mark"),
    "move": phrase("M&ove"),
    "document": phrase("&Document"),
    "schema": phrase("&Schema"),
    "view": phrase("&View"),
    "help": phrase("&Help"),
}
# The cursor's commands are in no menu; the shortcut page lists them under this title.
TEXT = ("text", phrase("In the text"))
# The tool bar: names of commands, "" for a line between groups.
BAR = (
    *("open_file", "import_files", "export", ""),
    *("undo", "redo", ""),
    *("previous_document", "next_document", ""),
    *("relate", "repeat_last", ""),
    "search_commands",
)
_WORDED = frozenset({"open_file", "import_files", "export", "search_commands"})


class Actions(QObject):
    """The Qt actions of all commands; they show shortcuts and register none: the Keyboard matches them."""

    def __init__(self, desk: Desk, known: Mapping[str, Command], trigger: Callable[[Command], None]) -> None:
        super().__init__(desk)
        self._desk = desk
        self._known = known
        self.by_name = {name: self._action(found, trigger) for name, found in known.items()}

    def fill_menus(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Put every command into its menu, groups apart; return the menus by name."""
        menus = {name: bar.addMenu(self._desk.session.tr(title)) for name, title in MENUS.items()}
        for name, menu in menus.items():
            self._fill(menu, sorted((f for f in self._known.values() if f.menu == name), key=lambda f: f.order))
            menu.aboutToShow.connect(self.judge)
        return menus

    def fill_bar(self, bar: QToolBar) -> None:
        """Put the commands of `BAR` into the tool bar."""
        for name in BAR:
            if not name:
                bar.addSeparator()
                continue
            bar.addAction(self.by_name[name])
            button = bar.widgetForAction(self.by_name[name])
            if name in _WORDED:
                button.setProperty("worded", True)
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)  # type: ignore[attr-defined]  # a QToolButton

    def judge(self) -> None:
        """Enable and tick the actions as the desk is now."""
        for name, action in self.by_name.items():
            found = self._known[name]
            action.setEnabled(found.is_live is None or found.is_live(self._desk))
            if found.is_on is not None:
                action.setChecked(found.is_on(self._desk))

    def _action(self, found: Command, trigger: Callable[[Command], None]) -> QAction:
        tr = self._desk.session.tr
        title = plain.menu_text(tr(found.title))
        keys = str(caps(found.shortcuts[0])[0]) if found.shortcuts else ""
        action = QAction(f"{title}\t{keys}" if keys else title, self)
        action.setIconText(f" {title.rstrip('…')}")  # the blank keeps icon and words apart
        plain.set_tip(action, f"{tr(found.title).rstrip('…')}   {keys}\n{tr(found.help)}")
        action.setStatusTip(tr(found.help))
        action.setCheckable(found.is_on is not None)
        action.triggered.connect(lambda: trigger(found))
        return action

    def _fill(self, menu: QMenu, found: Iterable[Command]) -> None:
        group = None
        for item in found:
            if group is not None and item.order // 100 != group:
                menu.addSeparator()
            group = item.order // 100
            menu.addAction(self.by_name[item.name])
