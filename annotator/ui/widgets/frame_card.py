"""Frame card: the roles of one event beside its trigger, what fills them, and which one is armed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.domain.model import Argument, Event, spans_of
from annotator.domain.schema import Role
from annotator.domain.span import surface
from annotator.ui.editor.view import Canvas
from annotator.ui.i18n import phrase
from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.widgets.card import Card
from annotator.ui.widgets.chip import Chip
from annotator.ui.widgets.key_caps import KeyCaps

_LONGEST = 28  # letters of a filler that are shown
_NUMBERED = 9  # roles that a digit arms
_KEYS = (
    ("Tab", phrase("skip")),
    ("Shift+=", phrase("one more")),
    ("-", phrase("no words")),
    ("Enter", phrase("close")),
)


class FrameCard(Card):
    """Show the roles of an event; a click arms a role, a click on a filler takes it away."""

    chosen = Signal(int)
    cleared = Signal(str)

    def __init__(self, canvas: Canvas, session: Session, event_id: str) -> None:
        super().__init__(canvas, event_id)
        self._session = session
        self._event_id = event_id
        self._table: QWidget | None = None
        self.rows.addLayout(self._heading())
        self.rows.addLayout(self._footer())
        self.setAccessibleName(session.tr("Roles of the event"))

    def show_roles(self, roles: Sequence[Role], armed: int, fillers: Mapping[str, Sequence[Argument]]) -> None:
        """Show every role with its fillers (by role id) and point at the armed one."""
        if self._table is not None:
            self._table.hide()
            self._table.deleteLater()
        self._table = QWidget()
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 2, 0, 4)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        for number, role in enumerate(roles):
            if number < _NUMBERED:
                grid.addWidget(KeyCaps(str(number + 1), self._canvas.look.theme), number, 0)
            grid.addWidget(self._role(role, number, is_armed=number == armed), number, 1)
            grid.addLayout(self._fillers(fillers.get(role.id, ()), role, is_armed=number == armed), number, 2)
        self.rows.insertWidget(1, self._table)
        self._table.show()  # a layout counts only what is shown
        self.show()
        self.place()

    def _heading(self) -> QHBoxLayout:
        event = self._session.marks.get(self._event_id)
        kind = self._session.schema.event(event.type) if event else None
        row = QHBoxLayout()
        row.setSpacing(8)
        if isinstance(event, Event) and kind is not None:
            row.addWidget(Chip(self._canvas.look.theme.line(kind.colour)))
            row.addWidget(plain.label(kind.label.text(self._session.settings.language), kind="title"))
            row.addWidget(plain.label(f"«{surface(self._session.text, event.trigger)}»", kind="muted"), 1)
        close = QPushButton("×")
        close.setProperty("kind", "close")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.setAccessibleName(self._session.tr("Close"))
        close.clicked.connect(self.closed)
        row.addWidget(close)
        return row

    def _footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for keys, meaning in _KEYS:
            row.addWidget(KeyCaps(keys, self._canvas.look.theme))
            row.addWidget(plain.label(self._session.tr(meaning), kind="small"))
            row.addSpacing(6)
        row.addStretch(1)
        return row

    def _role(self, role: Role, number: int, *, is_armed: bool) -> QPushButton:
        title = role.label.text(self._session.settings.language)
        button = QPushButton(plain.menu_text(f"{title} *" if role.min > 0 else title))
        button.setProperty("kind", "armed" if is_armed else "role")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.chosen.emit(number))
        return button

    def _fillers(self, arguments: Sequence[Argument], role: Role, *, is_armed: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for argument in arguments:
            row.addWidget(self._filler(argument))
        if not arguments:
            row.addWidget(self._empty(role, is_armed=is_armed))
        row.addStretch(1)
        return row

    def _empty(self, role: Role, *, is_armed: bool) -> QLabel:
        tr = self._session.tr
        if is_armed:
            return plain.label(tr("press a letter in the text…"), kind="accent")
        return plain.label(tr("missing"), kind="warning") if role.min > 0 else plain.label("—", kind="muted")

    def _filler(self, argument: Argument) -> QPushButton:
        mark = self._session.marks.mention(argument.target)
        words = surface(self._session.text, spans_of(mark)) if mark else self._session.tr("no words in the text")
        short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
        button = QPushButton(f"{plain.menu_text(short)}  ×")
        button.setProperty("kind", "filler")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plain.set_tip(button, words)
        button.clicked.connect(lambda: self.cleared.emit(argument.id))
        return button
