"""Who is at the keyboard: one of the project's people, or somebody new."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.domain.people import Person
from annotator.errors import AnnotatorError
from annotator.operations.people import check_name
from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.work.words import ROLES


class WhoDialog(QDialog):
    """Ask who is at the keyboard: one of the project's people, or somebody new."""

    def __init__(self, session: Session, parent: QWidget | None, people: Sequence[Person]) -> None:
        super().__init__(parent)
        self._session = session
        tr = session.tr
        self.name = ""
        self.setWindowTitle(tr("Who is at the keyboard?"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(8)
        column.addStrut(scaled(360))
        column.addWidget(plain.label(tr("Who is at the keyboard?"), kind="title"))
        column.addWidget(
            plain.label(tr("Your marks are kept apart from those of the others."), kind="muted", wraps=True)
        )
        column.addSpacing(6)
        self.buttons = [self._button(person) for person in people]
        for button in self.buttons:
            column.addWidget(button)
        self.other = QLineEdit()
        self.other.setPlaceholderText(tr("Somebody else"))
        self.other.setAccessibleName(tr("Somebody else"))
        self.other.returnPressed.connect(self._take_other)
        self.said = plain.label("", kind="bad", wraps=True)
        self.said.hide()
        column.addSpacing(6)
        column.addWidget(self.other)
        column.addWidget(self.said)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Continue"), QDialogButtonBox.ButtonRole.AcceptRole).setDefault(False)
        buttons.accepted.connect(self._take_other)
        column.addWidget(buttons)

    def _button(self, person: Person) -> QPushButton:
        tr = self._session.tr
        button = QPushButton(plain.menu_text(tr("{name} · {role}", name=person.name, role=tr(ROLES[person.role]))))
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self._take(person.name))
        return button

    def _take_other(self) -> None:
        typed = self.other.text() or self._session.author
        try:
            self._take(check_name(typed))
        except AnnotatorError as error:
            self.said.setText(self._session.tr.error(error))
            self.said.show()

    def _take(self, name: str) -> None:
        self.name = name
        self.accept()
