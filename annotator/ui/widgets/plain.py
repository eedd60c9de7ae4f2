"""The only place that puts words from data into labels, tool tips, message boxes and menus: always as plain text.

Qt guesses whether a string is HTML, and a label or tool tip that guesses so opens local files named in an image. A
mention, a type name or a path can hold anything, so nothing else in the window hands such words to Qt.
"""

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget


def label(text: str = "", *, kind: str = "", wraps: bool = False) -> QLabel:
    """Return a label that shows `text` as it is; `kind` names its look ("heading", "muted", "title", …)."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wraps)
    if kind:
        made.setProperty("kind", kind)
    return made


def tip(text: str) -> str:
    """Return `text` as a tool tip that is shown as it is, with line breaks."""
    return f"<p>{html.escape(text).replace(chr(10), '<br>')}</p>" if text else ""


def set_tip(target: QWidget | QAction, text: str) -> None:
    """Give a widget or action a plain tool tip."""
    target.setToolTip(tip(text))


def menu_text(text: str) -> str:
    """Return `text` for a menu, tab or button: an ampersand is shown, not taken for a mnemonic."""
    return text.replace("&", "&&").replace("\t", " ")


def message(parent: QWidget | None, title: str, text: str, *, detail: str = "") -> QMessageBox:
    """Return a message box that shows its words as they are; the caller adds buttons and runs it."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    if detail:
        box.setInformativeText("")
        box.setDetailedText(detail)
    return box
