"""Card: the decision card under the panes - the question, its sentence, one button for each answer, and the keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from annotator.ui.editor.look import Look
from annotator.ui.keys import chord_of
from annotator.ui.review.card_view import CardView, Option
from annotator.ui.review.sentence import Sentence
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.elided import ElidedLabel
from annotator.ui.widgets.key_caps import KeyCaps
from annotator.ui.widgets.paper import Paper

_SENTENCE = 19  # pixels
_CAP = 26  # pixels of a key and the space beside it
_SHORT = 132  # pixels of a list of places


class DecisionCard(Paper):
    """Draw a CardView; a click is the key of what was clicked, and a written line is told when Enter ends it."""

    pressed = Signal(str)  # the chord of a button
    written = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__("foot")
        self._look = look
        self._answers: list[_Answer] = []
        self._foot: list[_Key] = []
        self._step = plain.label("", kind="small")
        self._title = plain.label("", kind="page", wraps=True)
        self._sentence = Sentence(look, scaled(_SENTENCE))
        self._note = plain.label("", kind="muted", wraps=True)
        self.lines = QListWidget()
        self.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines.setFixedHeight(scaled(_SHORT))
        self.field = QLineEdit()
        self.field.returnPressed.connect(lambda: self.written.emit(self.field.text()))
        self.field.installEventFilter(self)
        self._options = QVBoxLayout()
        self._options.setSpacing(4)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(4)
        self._keys.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addWidget(self._step)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addLayout(self._options)
        for part in (self.lines, self._note, self.field):
            column.addWidget(part)
        column.addLayout(self._keys)

    def show_view(self, view: CardView) -> None:
        """Show what a mode says."""
        self._step.setText(view.step)
        self._step.setVisible(bool(view.step))
        self._title.setText(view.title)
        self._sentence.setVisible(view.sentence is not None)
        if view.sentence is not None:
            self._sentence.show_text(*view.sentence)
        self._note.setText(view.note)
        self._note.setVisible(bool(view.note))
        self._show_options(view.options)
        self._show_keys(view.keys)
        self._show_lines(view.lines)
        self._show_field(view)

    @property
    def buttons(self) -> list[QPushButton]:
        """Return the buttons of the answers that are shown."""
        return [one.button for one in self._answers if not one.isHidden()]

    def write_on(self, event: QKeyEvent) -> bool:
        """Go on with a letter in the line to write in; False without one."""
        if self.field.isHidden():
            return False
        self.field.setFocus()
        self.field.insert(event.text())
        return True

    def _show_options(self, options: Sequence[Option]) -> None:
        while len(self._answers) < len(options):
            made = _Answer(self._look)
            made.pressed.connect(self.pressed)
            self._answers.append(made)
            self._options.addWidget(made)
        most = max((len(option.keys) for option in options), default=0)
        for number, answer in enumerate(self._answers):
            answer.setVisible(number < len(options))
            if number < len(options):
                answer.show_option(options[number], most)

    def _show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        while len(self._foot) < len(keys):
            made = _Key(self._look)
            made.pressed.connect(self.pressed)
            self._foot.append(made)
            self._keys.insertWidget(len(self._foot) - 1, made)
        for number, key in enumerate(self._foot):
            key.setVisible(number < len(keys))
            if number < len(keys):
                key.show_key(*keys[number])

    def _show_lines(self, lines: Sequence[str]) -> None:
        self.lines.setVisible(bool(lines))
        self.lines.clear()
        self.lines.addItems(list(lines))

    def _show_field(self, view: CardView) -> None:
        had_focus = self.field.hasFocus()
        self.field.clear()
        self.field.setVisible(view.field is not None)
        if view.field is not None:
            self.field.setPlaceholderText(view.field)
            self.field.setAccessibleName(view.field)
        if view.field is not None and not view.options:
            self.field.setFocus()
        elif had_focus:
            self.field.clearFocus()
            self.window().setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if watched is self.field and is_press and chord_of(event) == "Esc":  # type: ignore[arg-type]  # a key event
            self.pressed.emit("Esc")
            return True
        return False


class _Answer(QWidget):
    """One answer: its key caps, whose it is, and a button with its words."""

    pressed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._keys: tuple[str, ...] = ()
        self._caps: list[KeyCaps] = []
        self._who = ElidedLabel("muted")
        self._who.setFixedWidth(scaled(150))
        self.button = QPushButton()
        self.button.setProperty("kind", "types")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(lambda: self.pressed.emit(self._keys[0]) if self._keys else None)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._room = QWidget()
        self._inside = QHBoxLayout(self._room)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(4)
        self._inside.addStretch(1)
        self._row.addWidget(self._room)
        self._row.addWidget(self._who)
        self._row.addWidget(self.button, 1)

    def show_option(self, option: Option, most: int) -> None:
        """Show another answer, with room for as many keys as the answer with the most has."""
        if option.keys != self._keys:
            self._keys = option.keys
            for cap in self._caps:
                cap.hide()
                cap.deleteLater()
            self._caps = [KeyCaps(key, self._look.theme) for key in option.keys]
            for number, cap in enumerate(self._caps):
                self._inside.insertWidget(number, cap)
        is_wide = any(len(key) > 1 for key in option.keys)
        self._room.setMinimumWidth(0 if is_wide else most * scaled(_CAP))
        self._who.setVisible(bool(option.who))
        self._who.show_text(option.who)
        self.button.setText(plain.menu_text(option.words))
        self.button.setEnabled(bool(option.keys))
        said = f"{option.who}: {option.words}" if option.who else option.words
        self.button.setAccessibleName(said)
        plain.set_tip(self.button, said)


class _Key(QPushButton):
    """A key that does something else, with its name, as one quiet button."""

    pressed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._chord = look, ""
        self.setProperty("kind", "choice")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(lambda: self.pressed.emit(self._chord))
        self._words = plain.label("", kind="muted")
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._cap: KeyCaps | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 3, 10, 3)
        self._row.setSpacing(6)
        self._row.addWidget(self._words)

    def show_key(self, chord: str, title: str) -> None:
        """Show another key."""
        self._words.setText(title)
        self.setAccessibleName(title)
        if chord != self._chord:
            self._chord = chord
            if self._cap is not None:
                self._cap.hide()
                self._cap.deleteLater()
            self._cap = KeyCaps(chord, self._look.theme)
            self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._row.insertWidget(0, self._cap)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.sizeHint()
