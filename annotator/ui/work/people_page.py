"""People page: who works on the project and in which role."""

from collections import Counter

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.domain.people import Person, Role
from annotator.operations.people import put_person, remove_person, rename_person, workers
from annotator.operations.queue import FINISHED, worked
from annotator.ui.desk import Desk
from annotator.ui.dialogs.form import Form
from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.row_view import RowView
from annotator.ui.work.simple_table import SimpleTable
from annotator.ui.work.words import ROLES, of_all


class PersonForm(Form):
    """Ask for a name and a role."""

    def __init__(self, session: Session, parent: QWidget | None, person: Person | None = None) -> None:
        title = session.tr("Change a person") if person else session.tr("Add a person")
        super().__init__(session, parent, title, session.tr("Save") if person else session.tr("Add"))
        self.name = QLineEdit(person.name if person else "")
        self.name.setPlaceholderText(session.tr("Name"))
        self.role = QComboBox()
        for role, words in ROLES.items():
            self.role.addItem(session.tr(words), role.value)
        self.role.setCurrentIndex(self.role.findData((person.role if person else Role.ANNOTATOR).value))
        self.add(session.tr("Name"), self.name)
        self.add(session.tr("Role"), self.role)


class PeoplePage(Paper):
    """List the people with their work; add, change, remove."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        tr = desk.session.tr
        self._documents: Counter[str] = Counter()
        self._finished: Counter[str] = Counter()
        self.table = SimpleTable[Person]((tr("Name"), tr("Role"), tr("Documents done")), self._words)
        self.view = RowView(self.table, tr("People"), stretched=0, widths={1: 160, 2: 180})
        self.view.chosen.connect(lambda _index: self.judge())
        self.add_button = QPushButton(tr("Add a person…"))
        self.change_button = QPushButton(tr("Change…"))
        self.remove_button = QPushButton(tr("Remove"))
        self.add_button.clicked.connect(self.add)
        self.change_button.clicked.connect(self.change)
        self.remove_button.clicked.connect(self.remove)
        row = QHBoxLayout()
        for button in (self.add_button, self.change_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        words = tr("A lead gives out work and changes the schema, a reviewer decides where annotators differ.")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(plain.label(words, kind="muted", wraps=True))
        column.addWidget(self.view, 1)
        column.addLayout(row)
        self.show_all()

    def show_all(self) -> None:
        """Read the people anew."""
        project = self._desk.session.project
        self._documents.clear()
        self._finished.clear()
        for row in project.documents() if project else ():
            for layer in worked(row):
                self._documents[layer.annotator] += 1
                self._finished[layer.annotator] += layer.state in FINISHED
        self.table.show(workers(project) if project else [])
        self.judge()

    def judge(self) -> None:
        """Enable what can be done with the chosen person."""
        is_chosen = self._chosen() is not None
        project = self._desk.session.project
        writable = project is not None and not project.read_only
        self.add_button.setEnabled(writable)
        self.change_button.setEnabled(writable and is_chosen)
        self.remove_button.setEnabled(writable and is_chosen)

    def add(self) -> None:
        """Ask for a person and add them."""
        form = PersonForm(self._desk.session, self)
        if form.exec():
            self._desk.session.run(put_person, form.name.text(), Role(form.role.currentData()))
            self.show_all()

    def change(self) -> None:
        """Ask for another name or role of the chosen person."""
        person, session = self._chosen(), self._desk.session
        if person is None:
            return
        form = PersonForm(session, self, person)
        if not form.exec():
            return
        name, role = form.name.text().strip(), Role(form.role.currentData())
        if name != person.name and session.run(rename_person, person.name, name) is None:
            return
        if name != person.name and person.name == session.author:
            session.set_settings(annotator=name)
        if role is not person.role:
            session.run(put_person, name, role)
        self.show_all()

    def remove(self) -> None:
        """Take the chosen person out of the project."""
        person = self._chosen()
        if person is not None:
            self._desk.session.run(remove_person, person.name)
            self.show_all()

    def _chosen(self) -> Person | None:
        return self.table.row(self.view.currentIndex().row())

    def _words(self, person: Person) -> tuple[str, str, str]:
        tr = self._desk.session.tr
        done = of_all(tr, self._finished[person.name], self._documents[person.name])
        is_here = person.name == self._desk.session.author
        name = tr("{name} (you)", name=person.name) if is_here else person.name
        return name, tr(ROLES[person.role]), done if self._documents[person.name] else "–"
