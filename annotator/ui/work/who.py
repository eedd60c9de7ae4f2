"""Who is at the keyboard: chosen when a project of several people opens, shown always, changed by a click."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu, QToolButton

from annotator.domain.people import Role
from annotator.operations.people import role_of, workers
from annotator.ui.desk import Desk
from annotator.ui.widgets import plain
from annotator.ui.work.words import ROLES


class Who(QToolButton):
    """Show the name and role of the person at the keyboard; a click changes them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("who")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        desk.session.project_opened.connect(self._open)
        desk.session.settings_changed.connect(self.show_name)
        desk.session.changed.connect(lambda _change: self.show_name())
        self.show_name()

    def show_name(self) -> None:
        """Say who is at the keyboard."""
        session = self._desk.session
        tr, project = session.tr, session.project
        role = role_of(project, session.author) if project else Role.ANNOTATOR
        is_alone = project is None or len(workers(project)) < 2
        words = session.author if is_alone else f"{session.author} · {tr(ROLES[role])}"
        self.setText(plain.menu_text(words))
        self.setAccessibleName(tr("At the keyboard: {name}", name=session.author))
        plain.set_tip(self, tr("At the keyboard: {name}", name=session.author))

    def _fill(self) -> None:
        session = self._desk.session
        self._menu.clear()
        for person in workers(session.project) if session.project else []:
            action = self._menu.addAction(plain.menu_text(person.name))
            action.setCheckable(True)
            action.setChecked(person.name == session.author)
            action.triggered.connect(lambda _checked=False, name=person.name: be(self._desk, name))
        self._menu.addSeparator()
        action = self._menu.addAction(plain.menu_text(session.tr("Somebody else…")))
        action.triggered.connect(lambda: ask_who(self._desk))

    def _open(self) -> None:
        self.show_name()
        project = self._desk.session.project
        people = workers(project) if project else []
        is_known = any(person.name == self._desk.session.author for person in people)
        if len(people) > 1 and not is_known and project and not project.read_only:
            QTimer.singleShot(0, self, lambda: ask_who(self._desk))


def ask_who(desk: Desk) -> None:
    """Ask who is at the keyboard."""
    project = desk.session.project
    if project is None:
        return
    name = desk.ask.who(desk.session, workers(project))
    if name:
        be(desk, name)


def be(desk: Desk, name: str) -> None:
    """Let another person be at the keyboard, on their own marks of the open document."""
    session = desk.session
    if name == session.author:
        return
    desk.leave()
    session.set_settings(annotator=name)
    if session.document is not None:
        session.show(session.document.id)
