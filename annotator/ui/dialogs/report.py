"""Report dialog: an error of the program itself, said plainly, with all that a report needs, ready to copy."""

import platform
import sys
import traceback

import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout

from annotator import __version__
from annotator.ui.session import Session
from annotator.ui.widgets import plain


def report_text(error: BaseException) -> str:
    """Return versions and the trace of an error; nothing of the user's texts but what the trace itself quotes."""
    versions = (
        f"Annotator {__version__} · Python {sys.version.split()[0]} · PySide6 {PySide6.__version__}"
        f" · {platform.platform()}"
    )
    return f"{versions}\n\n{''.join(traceback.format_exception(error))}"


class Report(QDialog):
    """Say that the program failed, that the work is safe, and show the trace."""

    def __init__(self, session: Session, error: BaseException) -> None:
        super().__init__(QApplication.activeWindow())
        tr = session.tr
        self.setWindowTitle(tr("An error in the program"))
        self.resize(680, 420)
        self._text = report_text(error)
        trace = QPlainTextEdit()
        trace.setPlainText(self._text)
        trace.setReadOnly(True)
        trace.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox()
        copy = buttons.addButton(tr("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        go_on = buttons.addButton(tr("Continue"), QDialogButtonBox.ButtonRole.AcceptRole)
        go_on.setDefault(True)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(plain.label(tr("Something went wrong inside the program."), kind="title", wraps=True))
        advice = tr(
            "Everything that was said to be saved is saved. You can continue; if it happens again, send the report "
            "below to the developers."
        )
        column.addWidget(plain.label(advice, kind="muted", wraps=True))
        column.addWidget(trace, 1)
        column.addWidget(buttons)


def show_report(session: Session, error: BaseException) -> None:
    """Show the report until it is closed."""
    Report(session, error).exec()
