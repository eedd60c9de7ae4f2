"""Ask: the questions a command may put to the user; tests answer them without a window."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QMessageBox, QWidget

from annotator.domain.people import Person
from annotator.operations.deciding import Decisions
from annotator.operations.intake import Intake
from annotator.operations.repair import Mending
from annotator.ui.dialogs.findings import FindingLine, Findings, FindingsDialog
from annotator.ui.dialogs.intake import AGAIN, IntakeDialog
from annotator.ui.dialogs.mend_alike import MendAlike
from annotator.ui.dialogs.who import WhoDialog
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain


class Ask:
    """Ask through Qt's own dialogs over one window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Return an existing file; `kinds` is a Qt filter such as "Project (*.annot)"."""
        name, _ = QFileDialog.getOpenFileName(self.parent, title, "", kinds)
        return Path(name) if name else None

    def open_files(self, title: str, kinds: str) -> list[Path]:
        """Return existing files, perhaps none."""
        names, _ = QFileDialog.getOpenFileNames(self.parent, title, "", kinds)
        return [Path(name) for name in names]

    def open_folder(self, title: str) -> Path | None:
        """Return an existing folder."""
        name = QFileDialog.getExistingDirectory(self.parent, title)
        return Path(name) if name else None

    def save_file(self, title: str, kinds: str, suggestion: str = "", suffix: str = "") -> Path | None:
        """Return a place to write to, with `suffix` if the user gave none; Qt has asked before overwriting."""
        name, _ = QFileDialog.getSaveFileName(self.parent, title, suggestion, kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix or not suffix else path.with_name(path.name + suffix)

    def text(self, title: str, question: str, start: str = "") -> str | None:
        """Return a line of text."""
        dialog = QInputDialog(self.parent)
        dialog.setWindowTitle(title)
        dialog.setLabelText(plain.tip(question))
        dialog.setTextValue(start)
        return dialog.textValue() if dialog.exec() else None

    def choose(self, title: str, question: str, options: list[str]) -> int | None:
        """Return the number of the chosen option, None for none; the first is the one that Enter takes."""
        box = plain.message(self.parent, title, question)
        buttons = [box.addButton(plain.menu_text(option), QMessageBox.ButtonRole.ActionRole) for option in options]
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(buttons[0])
        box.exec()
        clicked = box.clickedButton()
        return next((number for number, button in enumerate(buttons) if button is clicked), None)

    def pick(self, options: list[str]) -> int | None:
        """Return the number of an option chosen from a menu at the pointer, None for none."""
        menu = QMenu(self.parent)
        actions = [menu.addAction(plain.menu_text(option)) for option in options]
        chosen = menu.exec(QCursor.pos())
        return actions.index(chosen) if chosen in actions else None

    def who(self, session: Session, people: Sequence[Person]) -> str | None:
        """Return the name of the person at the keyboard."""
        dialog = WhoDialog(session, self.parent, people)
        return dialog.name if dialog.exec() else None

    def tell(self, title: str, text: str, *, detail: str = "") -> None:
        """Show a message until the user has read it."""
        plain.message(self.parent, title, text, detail=detail).exec()

    def intake(self, session: Session, theme: Theme, intake: Intake) -> Decisions | dict[str, str] | None:
        """Show what an import would bring; return what the user decided, None if the user left.

        Options by name say that the files are to be read so and looked over again.
        """
        dialog = IntakeDialog(session, self.parent, theme, intake)
        answer = dialog.exec()
        if answer == AGAIN:
            return dialog.options
        return dialog.decisions() if answer else None

    def show_findings(self, session: Session, theme: Theme, findings: Findings) -> FindingLine | Literal["save"] | None:
        """Show what an import or export found; return the line to go to, "save" to keep all as a file, or None."""
        dialog = FindingsDialog(session, self.parent, theme, findings)
        dialog.exec()
        return "save" if dialog.wants_file else dialog.chosen

    def show_mendings(self, session: Session, theme: Theme, mendings: Sequence[Mending]) -> list[Mending]:
        """Show repairs that could be done together; return those that the user wants, none if the user left."""
        dialog = MendAlike(session, self.parent, theme, mendings)
        return dialog.table.chosen() if dialog.exec() else []
