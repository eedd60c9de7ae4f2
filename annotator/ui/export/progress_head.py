"""Progress head: what the preview found in one line, or how far the work is, with the time left and a way to stop."""

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.widgets.elided import ElidedLabel
from annotator.ui.wording import time_left

_SURE = 2.0  # seconds after which the time left is more than a guess


class ProgressHead(QWidget):
    """Two lines of fixed height, so that nothing jumps when work begins and ends."""

    pressed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._begun = 0.0
        self._done = 0
        self.title = ElidedLabel("title")
        self.words = ElidedLabel("small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setProperty("kind", "thin")
        self.bar.setFixedSize(scaled(160), scaled(6))
        self.button = QPushButton()
        self.button.setProperty("kind", "link")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.pressed)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.bar)
        below.addWidget(self.words, 1)
        below.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addLayout(below)
        self.button.setMinimumHeight(scaled(26))
        self.rest("", "")

    def begin(self, title: str) -> None:
        """Show that work begins, of which nobody knows the extent yet."""
        self._begun, self._done = time.monotonic(), 0
        self.title.show_text(title)
        self.words.show_text(self._session.tr("One moment…"))
        self.bar.setRange(0, 0)
        self.bar.show()
        self.button.setText(self._session.tr("Stop"))
        self.button.show()

    def move_to(self, done: int, total: int) -> None:
        """Show how far the work is."""
        now = time.monotonic()
        if done < self._done:  # another stage of the work
            self._begun = now
        self._done = done
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        said, passed = self._session.tr("{done} of {total}", done=done, total=total), now - self._begun
        if done and passed > _SURE:
            said = f"{said} · {time_left(self._session, passed / done * (total - done))}"
        self.words.show_text(said)

    def rest(self, title: str, words: str, button: str = "") -> None:
        """Show what was found, and perhaps a button."""
        self.title.show_text(title)
        self.words.show_text(words)
        self.bar.hide()
        self.button.setText(button)
        self.button.setVisible(bool(button))
