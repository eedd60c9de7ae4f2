"""Window: the main window - canvas in the middle, panels around it - put together from the tables of both."""

import base64
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from annotator import settings as preferences
from annotator.errors import AnnotatorError
from annotator.registry import discover
from annotator.ui import fonts
from annotator.ui.arrangement import arrange, kept
from annotator.ui.binding import bind
from annotator.ui.chrome import style_sheet
from annotator.ui.command import Command
from annotator.ui.desk import Desk
from annotator.ui.dialogs.ask import Ask
from annotator.ui.dropping import Dropping
from annotator.ui.editor.look import Look
from annotator.ui.editor.view import Canvas
from annotator.ui.filling import Filling
from annotator.ui.icons import icon
from annotator.ui.keyboard import Keyboard
from annotator.ui.keymap import commands_of
from annotator.ui.looks import look_of
from annotator.ui.menus import Actions
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.scale import FONT
from annotator.ui.session import Session
from annotator.ui.speaker import Speaker
from annotator.ui.theme import Theme, palette, theme_named
from annotator.ui.widgets.document_head import DocumentHead
from annotator.ui.widgets.lens import Lens
from annotator.ui.widgets.panel_dock import PanelDock
from annotator.ui.widgets.status_line import StatusLine
from annotator.ui.widgets.welcome import Welcome

_ICON = 16


class Window(QMainWindow):
    """Hold the canvas and everything around it; made anew around the canvas when the language changes."""

    def __init__(self, session: Session, ask: Ask | None = None) -> None:
        super().__init__()
        self.session = session
        self.canvas = Canvas()
        self.desk = Desk(session, self.canvas, ask or Ask(self), self)
        self.canvas.set_look(self._look())
        self.known = commands_of(session.settings)
        self.keyboard = Keyboard(self.desk, self.known.values(), self.trigger)
        self.docks: dict[str, PanelDock] = {}
        self.actions_of: Actions | None = None
        self._has_icons = False
        self._put_away: set[str] | None = None  # without a project: the panels that the user had hidden
        self._built_for = _wording_of(session)
        self._dressed_for: tuple[str, int] | None = None  # theme and scale: to dress takes a tenth of a second
        self._dress()
        self._build()
        bind(self.desk)
        self.speaker = Speaker(self.desk)
        self.dropping = Dropping(self.desk)
        session.settings_changed.connect(self._follow_settings)
        session.project_opened.connect(self._open)
        session.document_opened.connect(self._open)
        session.changed.connect(self._follow_schema)
        session.changed.connect(self._judge)
        session.selected.connect(self._judge)
        session.refused.connect(self._refuse)
        self._restore()
        self._open()

    def trigger(self, found: Command) -> None:
        """Do a command, wherever it came from."""
        found.run(self.desk)
        self._judge()

    def load_icons(self) -> None:
        """Give actions and docks their icons: late, because the icon fonts take a third of a second."""
        self._has_icons = True
        theme, is_rtl = self.canvas.look.theme, self.session.tr.is_rtl
        for name, action in self.actions_of.by_name.items() if self.actions_of else ():
            if self.known[name].icon:
                action.setIcon(icon(self.known[name].icon, theme, is_rtl=is_rtl))
        for dock in self.docks.values():
            dock.set_icon(icon(dock.panel.icon, theme, is_rtl=is_rtl))

    # Putting it together

    def _build(self) -> None:
        """Make everything around the canvas in the session's language."""
        tr = self.session.tr
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if tr.is_rtl else Qt.LayoutDirection.LeftToRight)
        self.actions_of = Actions(self.desk, self.known, self.trigger)
        self.menuBar().clear()
        menus = self.actions_of.fill_menus(self.menuBar())
        self._build_bar()
        self._build_middle()
        self._build_docks()
        menus["view"].addSeparator()
        for dock in self.docks.values():
            menus["view"].addAction(dock.toggleViewAction())
        self.setStatusBar(StatusLine(self.desk))
        self._name()
        self._judge()

    def _build_bar(self) -> None:
        for bar in self.findChildren(QToolBar):
            self.removeToolBar(bar)
            bar.deleteLater()
        bar = QToolBar(self.session.tr("Tool bar"))
        bar.setObjectName("bar")
        bar.setMovable(False)
        bar.setIconSize(QSize(_ICON, _ICON))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        assert self.actions_of is not None  # made just before
        self.actions_of.fill_bar(bar)
        self.addToolBar(bar)

    def _build_middle(self) -> None:
        self.canvas.setParent(None)
        editor = QWidget()
        column = QVBoxLayout(editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(DocumentHead(self.desk))
        column.addWidget(self.canvas, 1)
        column.addWidget(Lens(self.desk))
        middle = QStackedWidget()
        middle.addWidget(Welcome(self.desk))
        middle.addWidget(editor)
        middle.setCurrentIndex(1 if self.session.document else 0)
        self.setCentralWidget(middle)

    def _build_docks(self) -> None:
        shown = {name: dock.isHidden() for name, dock in self.docks.items()}
        before = kept(self, self.docks)
        for dock in self.docks.values():
            self.removeDockWidget(dock)
            dock.deleteLater()
        self.docks = {}
        for panel in sorted(discover("annotator.ui.panels", Panel).values(), key=lambda item: item.order):
            dock = PanelDock(self.desk, panel, self)
            self.docks[panel.name] = dock
            self._place(dock)
            dock.setHidden(shown.get(panel.name, False))
        self.setTabPosition(Qt.DockWidgetArea.BottomDockWidgetArea, QTabWidget.TabPosition.North)
        arrange(self, self.docks, before)

    def _place(self, dock: PanelDock) -> None:
        same = [other for other in self._docks_in(dock.panel.area) if other is not dock]
        self.addDockWidget(self._side(dock.panel.area), dock)
        if same and dock.panel.area is Area.BOTTOM:
            self.tabifyDockWidget(same[-1], dock)
            same[0].raise_()

    def _docks_in(self, area: Area) -> Iterator[PanelDock]:
        return (dock for dock in self.docks.values() if dock.panel.area is area)

    def _side(self, area: Area) -> Qt.DockWidgetArea:
        if area is Area.BOTTOM:
            return Qt.DockWidgetArea.BottomDockWidgetArea
        is_left = (area is Area.LEADING) != self.session.tr.is_rtl
        return Qt.DockWidgetArea.LeftDockWidgetArea if is_left else Qt.DockWidgetArea.RightDockWidgetArea

    # Following the session

    def _open(self) -> None:
        session = self.session
        middle = self.centralWidget()
        assert isinstance(middle, QStackedWidget)
        middle.setCurrentIndex(1 if session.document else 0)
        if session.document is not None:
            self.canvas.set_look(self._look())
            turned = self.desk.turned.setdefault(session.document.id, {})
            self.canvas.show_document(session.text, session.marks, turned=turned)
            self.canvas.setFocus()
        else:
            self.canvas.clear()
        self._show_docks()
        self._name()
        self._judge()

    def _show_docks(self) -> None:
        """Put the panels away while no project is open, and back as they were when one is."""
        is_open = self.session.project is not None
        if is_open and self._put_away is not None:
            for name, dock in self.docks.items():
                dock.setVisible(name not in self._put_away)
            self._put_away = None
        elif not is_open and self._put_away is None:
            self._put_away = {name for name, dock in self.docks.items() if dock.isHidden()}
            for dock in self.docks.values():
                dock.hide()

    def _name(self) -> None:
        session = self.session
        names = [session.document.name] if session.document else []
        names += [session.project.title or session.project.path.stem] if session.project else []
        names += [session.tr("read only")] if session.project and session.project.read_only else []
        self.setWindowTitle(" — ".join([*names, session.tr("Annotator")]))

    def _judge(self) -> None:
        if self.actions_of is not None:
            self.actions_of.judge()

    def _refuse(self, error: AnnotatorError) -> None:
        sentence = self.session.tr.error(error)
        self.desk.ask.tell(self.session.tr("That did not work"), sentence)

    def _follow_schema(self) -> None:
        """Let the canvas draw by the schema as it is now."""
        if self.session.document is not None and self.canvas.look.schema is not self.session.schema:
            self.canvas.set_look(self._look())

    def _follow_settings(self) -> None:
        reopen = self.desk.mode.reopener() if isinstance(self.desk.mode, Filling) else None
        self.desk.leave()
        self._dress()
        self.canvas.set_look(self._look())
        self.known = commands_of(self.session.settings)
        self.keyboard.learn(self.known.values())
        if _wording_of(self.session) != self._built_for:
            self._built_for = _wording_of(self.session)
            self._build()
            self._open()
        if self._has_icons:
            self.load_icons()
        if reopen is not None:
            reopen()

    # Looks

    def _theme(self) -> Theme:
        scheme = QGuiApplication.styleHints().colorScheme()
        return theme_named(self.session.settings.theme, system_is_dark=scheme == Qt.ColorScheme.Dark)

    def _look(self) -> Look:
        return look_of(self.session, self._theme())

    def _dress(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme, percent = self._theme(), self.session.settings.interface_scale
        if self._dressed_for == (theme.name, percent):
            return
        self._dressed_for = (theme.name, percent)
        scale = percent / 100
        application.setFont(fonts.label_font(round(FONT * scale)))
        application.setPalette(palette(theme))
        application.setStyleSheet(style_sheet(theme, scale))

    # Coming and going

    def _restore(self) -> None:
        settings = self.session.settings
        self.resize(1360, 860)
        if settings.geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(settings.geometry)))
        if settings.docks:
            self.restoreState(QByteArray(base64.b64decode(settings.docks)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and self.session.settings.theme == "system":
            QTimer.singleShot(0, self._follow_settings)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.leave()
        self.session.settings = replace(
            self.session.settings,
            geometry=base64.b64encode(self.saveGeometry().data()).decode(),
            docks=base64.b64encode(self.saveState().data()).decode(),
        )
        preferences.save(self.session.settings)
        self.session.adopt(None)
        super().closeEvent(event)


def _wording_of(session: Session) -> tuple[object, ...]:
    """Return what panels and bars are made for: another language, size or other keys need new ones."""
    own = session.settings
    return own.language, own.interface_scale, tuple(own.command_keys.items()), repr(own.type_keys)
