"""Attribute card: the attributes that marks may have, each value with its key, beside the mark."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from annotator.domain.span import Span
from annotator.ui.attribute_choices import Group, ValueChoice
from annotator.ui.editor.view import Canvas
from annotator.ui.widgets import plain
from annotator.ui.widgets.card import Card
from annotator.ui.widgets.key_caps import KeyCaps

_ACROSS = 4  # attributes in a row


class AttributeCard(Card):
    """List the choices; a click takes one, the keyboard mode takes the keys. The value that holds now stands out."""

    chosen = Signal(object)  # ValueChoice

    def __init__(self, canvas: Canvas, anchor: str | Span, title: str, groups: Sequence[Group]) -> None:
        super().__init__(canvas, anchor)
        self.setAccessibleName(title)
        self.rows.addWidget(plain.label(title, kind="title"))
        self.rows.addSpacing(2)
        for first in range(0, len(groups), _ACROSS):
            row = QHBoxLayout()
            row.setSpacing(28)
            for group in groups[first : first + _ACROSS]:
                row.addLayout(self._group(group))
            row.addStretch(1)
            self.rows.addLayout(row)
            self.rows.addSpacing(4)
        self.show()

    def _group(self, group: Group) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(plain.label(group.title, kind="heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for number, choice in enumerate(group.choices):
            grid.addWidget(KeyCaps(choice.key, self._canvas.look.theme), number, 0)
            grid.addWidget(self._button(choice), number, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return column

    def _button(self, choice: ValueChoice) -> QPushButton:
        button = QPushButton(plain.menu_text(choice.title))
        button.setProperty("kind", "armed" if choice.is_current else "choice")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.chosen.emit(choice))
        return button
