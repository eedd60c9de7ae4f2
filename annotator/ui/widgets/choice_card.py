"""Choice card: a few named choices with their keys, beside a mark."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton

from annotator.ui.editor.view import Canvas
from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.widgets.card import Card
from annotator.ui.widgets.chip import Chip
from annotator.ui.widgets.key_caps import KeyCaps


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its id, its words, its colour and the key that takes it."""

    id: str
    title: str
    colour: str
    key: str


class ChoiceCard(Card):
    """List the choices; a click takes one, the keyboard mode takes the keys."""

    chosen = Signal(str)

    def __init__(self, canvas: Canvas, session: Session, anchor: str, choices: Iterable[Choice]) -> None:
        super().__init__(canvas, anchor)
        theme = canvas.look.theme
        self.rows.addWidget(plain.label(session.tr("Which relation?"), kind="heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        for number, choice in enumerate(choices):
            button = QPushButton(plain.menu_text(choice.title))
            button.setFlat(True)
            button.setProperty("kind", "choice")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, chosen=choice.id: self.chosen.emit(chosen))
            grid.addWidget(KeyCaps(choice.key, theme), number, 0)
            grid.addWidget(Chip(theme.line(choice.colour)), number, 1)
            grid.addWidget(button, number, 2)
        self.rows.addLayout(grid)
        self.show()
