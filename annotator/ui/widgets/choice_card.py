"""Choice card: a few named choices with their keys, beside a mark."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton

from annotator.domain.span import Span
from annotator.ui.editor.view import Canvas
from annotator.ui.widgets import plain
from annotator.ui.widgets.card import Card
from annotator.ui.widgets.chip import Chip
from annotator.ui.widgets.key_caps import KeyCaps

_ROWS = 9  # in a column


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

    def __init__(self, canvas: Canvas, anchor: str | Span, title: str, choices: Iterable[Choice]) -> None:
        super().__init__(canvas, anchor)
        theme = canvas.look.theme
        self.rows.addWidget(plain.label(title, kind="heading"))
        self.setAccessibleName(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for number, choice in enumerate(choices):
            row, column = number % _ROWS, number // _ROWS * 3
            button = QPushButton(plain.menu_text(choice.title))
            button.setFlat(True)
            button.setProperty("kind", "choice")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, chosen=choice.id: self.chosen.emit(chosen))
            grid.addWidget(KeyCaps(choice.key, theme), row, column)
            grid.addWidget(Chip(theme.line(choice.colour)), row, column + 1)
            grid.addWidget(button, row, column + 2)
            grid.setColumnStretch(column + 2, 1)
        self.rows.addLayout(grid)
        self.show()
