"""Speaker: tell screen readers what happens in the window: moves of the cursor, marks, modes of the keyboard.

One gesture is one announcement, made when the gesture is over: a second one would cut off the first. What was done
comes before what is selected after it.
"""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible

from annotator.store.change import Change
from annotator.ui.desk import Desk
from annotator.ui.editor import accessible
from annotator.ui.spoken import change_sentences, hint_sentences, selection_sentence

_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))  # order on a screen; braille would show them


class Speaker(QObject):
    """Gather what one gesture does and say it once; silent while nobody listens."""

    announced = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._changes: list[Change] = []
        self._said = ""
        self._prompt = ""
        self._is_new = self._has_moved = False
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._speak)
        desk.session.changed.connect(self._take_change)
        desk.session.said.connect(self._take_sentence)
        desk.session.document_opened.connect(self._take_document)
        desk.session.settings_changed.connect(self._name)
        desk.canvas.selection_changed.connect(self._take_move)
        desk.mode_changed.connect(self._later.start)
        self._name()

    def _take_change(self, change: Change) -> None:
        self._changes.append(change)
        self._later.start()

    def _take_sentence(self, sentence: str) -> None:
        self._said = sentence
        self._later.start()

    def _take_document(self) -> None:
        self._is_new = True
        self._name()
        self._later.start()

    def _take_move(self) -> None:
        self._has_moved = True
        self._later.start()

    def _name(self) -> None:
        """Name the canvas after its document."""
        session, canvas = self._desk.session, self._desk.canvas
        name = session.document.name if session.document else ""
        canvas.setAccessibleName(session.tr("Text of {name}", name=name).translate(_ISOLATES) if name else "")
        canvas.setAccessibleDescription(session.tr("Arrows move by words, letters and digits mark, F1 shows all keys."))

    def _speak(self) -> None:
        words = "\n".join(self._sentences()) if QAccessible.isActive() else ""
        if self._has_moved:
            accessible.tell_cursor(self._desk.canvas)
        self._changes.clear()
        self._said = ""
        self._is_new = self._has_moved = False
        if words:
            spoken = words.translate(_ISOLATES)
            accessible.announce(self._desk.canvas, spoken)
            self.announced.emit(spoken)

    def _sentences(self) -> list[str]:
        session = self._desk.session
        found = [sentence for change in self._changes for sentence in change_sentences(session, change)]
        if not found and self._said:
            found = [self._said]
        if not found and self._is_new and session.document:
            found = [session.tr("Document {name}", name=session.document.name)]
        prompt = "\n".join(self._prompts())
        if prompt and prompt != self._prompt:
            found.append(prompt)
        self._prompt = prompt
        if not found and self._has_moved:
            found = [selection_sentence(session, self._desk.canvas.selection)]
        return found

    def _prompts(self) -> list[str]:
        """Return which keys are live in a mode, and the letters of the nearest marks."""
        mode, hints = self._desk.mode, self._desk.canvas.state.hints
        return [mode.prompt(), *hint_sentences(self._desk.session, hints)] if mode else []
