"""Key field: a shortcut as a button; press it, then the keys that it should have from now on."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from annotator.ui.keys import caps, chord_of
from annotator.ui.scale import scaled
from annotator.ui.theme import Theme
from annotator.ui.widgets.key_caps import caps_size, paint_caps

_PAD = 6
_WIDEST = "Ctrl+Shift+PgDown"


class KeyField(QPushButton):
    """Show keys; while it waits, the next ones pressed are the new ones, two in a row where `most` allows it.

    Of two, Enter after the first says that there is no second. Esc leaves all as it was; Del on the resting button
    takes the keys away and Backspace gives the first ones back.
    """

    chosen = Signal(str)  # the new keys, "" for none
    restored = Signal()

    def __init__(self, name: str, keys: str, theme: Theme, *, most: int = 1) -> None:
        super().__init__()
        self._name, self._theme, self._most = name, theme, most
        self._keys = ""
        self._pressed: list[str] | None = None  # while it waits
        self.setProperty("kind", "role")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._wait)
        self.show_keys(keys)

    def show_keys(self, keys: str) -> None:
        """Show these keys and wait for none."""
        self._keys, self._pressed = keys, None
        self.setAccessibleName(f"{self._name}: {' '.join(map(str, caps(keys))) or '—'}")
        self.update()

    @property
    def is_waiting(self) -> bool:
        """Say whether the next key pressed is a new shortcut."""
        return self._pressed is not None

    def sizeHint(self) -> QSize:
        size = caps_size(_WIDEST)
        return QSize(size.width() + 2 * _PAD, size.height() + 2 * _PAD)

    def event(self, event: QEvent) -> bool:
        if self.is_waiting and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.keyPressEvent(event)  # Tab too, which would go on to the next field
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chord = chord_of(event)
        if self._pressed is not None:
            if chord:
                self._take(chord)
        elif chord == "Del":
            self.chosen.emit("")
        elif chord == "Backspace":
            self.restored.emit()
        elif chord == "Enter":
            self._wait()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.show_keys(self._keys)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        shown = ", ".join(self._pressed) if self._pressed else "" if self.is_waiting else self._keys
        size = caps_size(shown)
        with QPainter(self) as painter:
            painter.setLayoutDirection(self.layoutDirection())
            if not shown:
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "…" if self.is_waiting else "—")
                return
            left = (self.width() - size.width()) // 2 if not self.is_waiting else scaled(_PAD)
            corner = QPoint(left, (self.height() - size.height()) // 2)
            paint_caps(painter, corner, shown, self._theme, is_live=self.is_waiting)

    def _wait(self) -> None:
        self._pressed = []
        self.update()

    def _take(self, chord: str) -> None:
        assert self._pressed is not None  # only while it waits
        if chord == "Esc":
            self.show_keys(self._keys)
            return
        is_end = chord == "Enter" and bool(self._pressed)
        if not is_end:
            self._pressed.append(chord)
        if is_end or len(self._pressed) >= self._most:
            keys = ", ".join(self._pressed)
            self.show_keys(self._keys)
            self.chosen.emit(keys)
        self.update()
