"""Status line: which keys are live, what was said last, and where the cursor is."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStatusBar

from annotator.domain.span import hull, surface
from annotator.errors import AnnotatorError
from annotator.ui.desk import Desk
from annotator.ui.live_keys import live_keys
from annotator.ui.widgets import plain
from annotator.ui.widgets.elided import ElidedLabel
from annotator.ui.work.who import Who

_STAYS = 6000  # milliseconds that a sentence stays
_LONGEST = 48


class StatusLine(QStatusBar):
    """Say which bank of keys is live; sentences of the session take the other end for a while."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setSizeGripEnabled(False)
        self._keys = ElidedLabel("small")
        self._said = ElidedLabel("good")
        self._place = plain.label("", kind="small")
        self.addWidget(self._keys, 1)
        self.addPermanentWidget(self._said)
        self.addPermanentWidget(self._place)
        self.addPermanentWidget(Who(desk))
        self.setContentsMargins(12, 2, 12, 2)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS)
        self._timer.timeout.connect(self._said.clear)
        desk.mode_changed.connect(self._show_keys)
        desk.session.document_opened.connect(self._show_keys)
        desk.session.selected.connect(self._show_keys)
        desk.session.said.connect(self._say)
        desk.session.refused.connect(self._say_error)
        desk.canvas.selection_changed.connect(self._show_place)
        self._show_keys()

    def keys_said(self) -> str:
        """Return the sentence on which keys are live."""
        return live_keys(self._desk)

    def _show_keys(self) -> None:
        is_special = self._desk.mode is not None or self._desk.locked is not None
        words = self.keys_said()
        self._keys.show_as("accent" if is_special else "small")
        self._keys.show_text(words)

    def _say(self, sentence: str) -> None:
        self._said.show_as("good")
        self._said.show_text(sentence)
        self._timer.start()

    def _say_error(self, error: AnnotatorError) -> None:
        self._said.show_as("bad")
        self._said.show_text(self._desk.session.tr.error(error))
        self._timer.start()

    def _show_place(self) -> None:
        session, spans = self._desk.session, self._desk.canvas.selection.spans
        if not spans or session.document is None:
            self._place.setText("")
            return
        words = surface(session.text, spans)
        short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
        whole = hull(spans)
        self._place.setText(session.tr("«{text}»  {start}–{end}", text=short, start=whole.start, end=whole.end))
