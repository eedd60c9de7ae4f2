"""Name a key by where it lies on the keyboard, so that shortcuts work whatever layout is on.

With an Arabic layout the key of A types ش, and neither QShortcut("A") nor QShortcut("Ctrl+A") fires. So shortcuts are
chords of key *places*, named by what they type on a US keyboard: "A", "Ctrl+Z", "Shift+;", and "L, B" for two in a
row. A key that types a Latin letter is that letter (AZERTY, Dvorak); any other key is known by its scan code, and
where there is none (some input methods, tests) by the character of the Arabic 101 layout.
"""

import sys
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

# Places in keyboard order with their evdev (= Windows set 1) codes; X11 and Wayland count eight more.
_ROWS = {2: "1234567890-=", 16: "QWERTYUIOP[]", 30: "ASDFGHJKL;'`", 43: "\\ZXCVBNM,./"}
_SCAN_CODES = {first + step: place for first, row in _ROWS.items() for step, place in enumerate(row)}
_X11_OFFSET = 8
# Apple's kVK_ANSI codes.
_MAC_KEYS = dict(
    zip(
        (*range(10), *range(11, 36), *range(37, 48), 50),
        "ASDFHGZXCVBQWERYT123465=97-80]OU[IPLJ'K;\\,/NM.`",
        strict=True,
    )
)
# What the places type on the Arabic (101) layout, bare and with Shift where that is another letter.
_ARABIC = dict(zip("QWERTYUIOP[]ASDFGHJKL;'ZXCVNM,./`", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ", strict=True)) | {"B": "لا"}
_CHARACTERS = (
    {letter: place for place, letter in _ARABIC.items()}
    | {"ﻻ": "B", "ﻵ": "B", "لآ": "B", "إ": "Y", "أ": "H", "آ": "N", "؛": "P", "؟": "/", "،": "K"}
    | {digit: str(value) for value, digit in enumerate("٠١٢٣٤٥٦٧٨٩")}
    | dict(zip('!@#$%^&*()_+{}|:"<>?~', "1234567890-=[]\\;',./`", strict=True))
)
_NAMED = {
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDown",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Delete: "Del",
    **{Qt.Key(Qt.Key.Key_F1 + number): f"F{number + 1}" for number in range(12)},
}
_MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl"),
    (Qt.KeyboardModifier.AltModifier, "Alt"),
    (Qt.KeyboardModifier.MetaModifier, "Meta"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift"),
)
_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
PLACES = tuple(_SCAN_CODES.values())


@dataclass(frozen=True, slots=True)
class Cap:
    """What is written on a key for a reader: the modifiers, the Arabic letter and the Latin one."""

    modifiers: str
    arabic: str
    latin: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.modifiers, self.arabic, self.latin) if part)


def chord_of(event: QKeyEvent) -> str:
    """Return the chord a key event means, "" for a bare modifier or an unknown key."""
    place = place_of(event)
    return _join([name for flag, name in _MODIFIERS if event.modifiers() & flag], place) if place else ""


def place_of(event: QKeyEvent) -> str:
    """Return the place of the event's key: a named key, a letter, digit or mark of a US keyboard, or ""."""
    named = _NAMED.get(Qt.Key(event.key())) if event.key() in _KNOWN else None
    if named:
        return named
    if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
        return chr(event.key())
    return _by_code(event) or _by_character(event)


_KNOWN = frozenset(key.value for key in _NAMED)


def _by_code(event: QKeyEvent) -> str:
    platform = QGuiApplication.platformName()
    if platform == "cocoa" or (platform == "offscreen" and sys.platform == "darwin"):
        return _MAC_KEYS.get(event.nativeVirtualKey(), "") if event.nativeVirtualKey() else ""
    offset = 0 if platform == "windows" else _X11_OFFSET
    return _SCAN_CODES.get(event.nativeScanCode() - offset, "")


def _by_character(event: QKeyEvent) -> str:
    text = event.text() or (chr(event.key()) if 0x20 < event.key() < 0x110000 else "")
    if text.upper() in PLACES:
        return text.upper()
    return _CHARACTERS.get(text, "")


def chords(keys: str) -> tuple[str, ...]:
    """Return the chords of a shortcut as written in a schema or a command: "L, B" has two, "" none."""
    return tuple(_canonical(part) for part in keys.split(", ")) if keys else ()


def is_single(keys: str) -> bool:
    """Say whether the shortcut is one chord of keys that exist, or none at all."""
    found = chords(keys)
    places = (chord.rsplit("+", 1)[-1] for chord in found)
    return len(found) <= 1 and all(place in PLACES or place in _NAMED.values() for place in places)


def _canonical(chord: str) -> str:
    *modifiers, key = chord.split("+")
    names = [name for _, name in _MODIFIERS if name in modifiers]
    return _join(names, key.upper() if len(key) == 1 else key)


def _join(modifiers: list[str], place: str) -> str:
    return "+".join([*modifiers, place])


def caps(keys: str) -> tuple[Cap, ...]:
    """Return what the keys of a shortcut are labelled with, one Cap per chord."""
    return tuple(_cap(chord) for chord in chords(keys))


def _cap(chord: str) -> Cap:
    *modifiers, place = chord.split("+")
    return Cap("+".join(modifiers).replace("Shift", "⇧"), _ARABIC.get(place, ""), _ARROWS.get(place, place))


def is_bare(chord: str) -> bool:
    """Say whether the chord is one that types a character where text is entered."""
    *modifiers, place = chord.split("+")
    return set(modifiers) <= {"Shift"} and (len(place) == 1 or place == "Space")
