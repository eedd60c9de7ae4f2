"""Keyboard: the one place where key presses become commands, types and modes - by the place of the key.

Menus show shortcuts as text and register none, so Qt's own matching by character never competes with ours. In the
text, bare letters and digits belong to the schema and everything else to commands; text fields keep normal typing.
The canvas is asked first; of all other widgets only the keys that they leave alone come here, on their way up to the
window. A filter over the whole application was refused: it runs Python for every event of every object.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from annotator.domain.model import Relation
from annotator.ui.command import Command
from annotator.ui.desk import Desk
from annotator.ui.keys import chord_of, chords, is_bare
from annotator.ui.locking import Lock
from annotator.ui.marking import apply_type, retype_by_key, scope_of, set_value
from annotator.ui.prefix import Prefix
from annotator.ui.type_keys import attribute_value, type_keys

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_EDITING = {"Ctrl+A": Qt.Key.Key_A, "Ctrl+C": Qt.Key.Key_C, "Ctrl+V": Qt.Key.Key_V, "Ctrl+X": Qt.Key.Key_X}
_EDITING |= {"Ctrl+Z": Qt.Key.Key_Z, "Ctrl+Y": Qt.Key.Key_Y, "Ctrl+Shift+Z": Qt.Key.Key_Z}


class Keyboard(QObject):
    """Watch the key presses of one window."""

    def __init__(self, desk: Desk, commands: Iterable[Command], trigger: Callable[[Command], None]) -> None:
        super().__init__(desk)
        self._desk = desk
        self._trigger = trigger
        self._commands: dict[str, Command] = {}
        self.learn(commands)
        self._lock = Lock(desk)
        self._types = type_keys(desk.session.schema)
        desk.session.settings_changed.connect(self._read_schema)
        desk.session.project_opened.connect(self._read_schema)
        desk.session.changed.connect(self._read_schema)
        for watched in (desk.canvas, desk.canvas.viewport(), desk.window):
            watched.installEventFilter(self)

    def learn(self, commands: Iterable[Command]) -> None:
        """Take the commands with the keys that they have now."""
        known = list(commands)
        self._commands = {keys: found for found in known for keys in map(_single, found.shortcuts)}
        self._desk.command_keys = {found.name: next(iter(found.shortcuts), "") for found in known}
        self._desk.mode_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        chord = chord_of(event)
        if not chord:
            return False
        if watched is not self._desk.window:
            return self.press(chord)
        return self._left_over(QApplication.focusWidget(), chord, event)

    def _left_over(self, focus: QWidget | None, chord: str, event: QKeyEvent) -> bool:
        """Do what a key means that the widget with the focus, outside the text, had no use for."""
        if focus is None or focus is self._desk.canvas or focus.window() is not self._desk.window:
            return False
        if _is_field(focus):
            return self._in_field(focus, chord, event)
        if chord == "Esc" and self._desk.canvas.isVisible() and not isinstance(focus, QMenuBar):
            self._desk.canvas.setFocus()
            return True
        return not is_bare(chord) and _has_control(chord) and self._command(chord)

    def press(self, chord: str) -> bool:
        """Do what the chord means in the text; False if it means nothing."""
        mode = self._desk.mode
        if mode is not None and mode.press(chord):
            return True
        return self._lock.press(chord) or self._type(chord) or self._value(chord) or self._command(chord)

    def _in_field(self, field: QWidget, chord: str, event: QKeyEvent) -> bool:
        if chord == "Esc":
            self._desk.canvas.setFocus()
            return True
        if chord in _EDITING:
            return _resend(field, event, _EDITING[chord])
        return _has_control(chord) and self._command(chord)

    def _type(self, chord: str) -> bool:
        if self._desk.session.document is None:
            return False
        if isinstance(self._desk.session.mark, Relation) and is_bare(chord) and chord[-1].isalnum():
            return retype_by_key(self._desk, self._desk.session.mark, chord)
        found = self._types.exact((chord,))
        if found is not None:
            apply_type(self._desk, found.scope, found.kind.id)
            return True
        beginning = self._types.beginning((chord,))
        if beginning:
            self._desk.enter(Prefix(self._desk, self._types, (chord,)))
        return bool(beginning)

    def _value(self, chord: str) -> bool:
        mark = self._desk.session.mark
        found = attribute_value(self._desk.session.schema, scope_of(mark), mark.type, chord) if mark else None
        if found is not None:
            set_value(self._desk, found[0].id, found[1])
        return found is not None

    def _command(self, chord: str) -> bool:
        found = self._commands.get(chord)
        if found is None or (found.is_live is not None and not found.is_live(self._desk)):
            return False
        self._trigger(found)
        return True

    def _read_schema(self) -> None:
        self._types = type_keys(self._desk.session.schema)


def _single(keys: str) -> str:
    """Return the one chord of a command's shortcut."""
    (chord,) = chords(keys)
    return chord


def _has_control(chord: str) -> bool:
    """Say whether the chord is free for commands outside the text: Ctrl or Alt with a key, or a function key."""
    *modifiers, place = chord.split("+")
    return bool({"Ctrl", "Alt", "Meta"} & set(modifiers)) or (place[0] == "F" and len(place) > 1)


def _is_field(widget: QWidget) -> bool:
    return isinstance(widget, _FIELDS) or (isinstance(widget, QComboBox) and widget.isEditable())


def _resend(field: QWidget, event: QKeyEvent, key: Qt.Key) -> bool:
    """Send an editing shortcut typed on a non-Latin layout again as the Latin one that Qt understands."""
    if event.key() == key:
        return False
    latin = QKeyEvent(QEvent.Type.KeyPress, key, event.modifiers())
    QApplication.sendEvent(field, latin)
    return True
