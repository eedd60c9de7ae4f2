"""Keyboard: the one place where key presses become commands, types and modes - by the place of the key.

Menus show shortcuts as text and register none, so Qt's own matching by character never competes with ours. In the
text, bare letters and digits belong to the schema and everything else to commands; text fields keep normal typing.
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

from annotator.ui.command import Command
from annotator.ui.desk import Desk
from annotator.ui.keys import chord_of, chords, is_bare
from annotator.ui.marking import apply_type, scope_of, set_value
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
        self._commands = {keys: found for found in commands for keys in map(_single, found.shortcuts)}
        self._types = type_keys(desk.session.schema)
        desk.session.project_opened.connect(self._read_schema)
        desk.session.changed.connect(self._read_schema)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self._desk.window:
            return False
        chord = chord_of(event)
        if not chord:
            return False
        if watched is self._desk.canvas or watched is self._desk.canvas.viewport():
            return self.press(chord)
        if _is_field(watched):
            return self._in_field(watched, chord, event)
        if chord == "Esc" and self._desk.canvas.isVisible() and not isinstance(watched, QMenuBar):
            self._desk.canvas.setFocus()
            return True
        return not is_bare(chord) and _has_control(chord) and self._command(chord)

    def press(self, chord: str) -> bool:
        """Do what the chord means in the text; False if it means nothing."""
        mode = self._desk.mode
        if mode is not None and mode.press(chord):
            return True
        return self._type(chord) or self._value(chord) or self._command(chord)

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
