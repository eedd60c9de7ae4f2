"""Check progress: how far the check of the project is, how long it will take, and the button that ends or begins it."""

import time

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from annotator.ui.overview import Overview, Stage
from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.widgets.elided import ElidedLabel
from annotator.ui.wording import time_left

_SURE = 2.0  # seconds after which the time left is more than a guess


class CheckProgress(QWidget):
    """One row that follows the overview."""

    def __init__(self, session: Session, overview: Overview) -> None:
        super().__init__()
        self._session, self._overview = session, overview
        self._begun = time.monotonic()
        self._is_running = False
        self._words = ElidedLabel("small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setProperty("kind", "thin")
        self._bar.setFixedSize(scaled(180), scaled(6))
        self._button = QPushButton()
        self._button.setProperty("kind", "link")
        self._button.clicked.connect(self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 4)
        row.setSpacing(10)
        row.addWidget(self._bar)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.follow()

    def follow(self) -> None:
        """Show how the overview is now."""
        overview, tr = self._overview, self._session.tr
        is_running = overview.stage is Stage.RUNNING
        if is_running and not self._is_running:
            self._begun = time.monotonic()
        self._is_running = is_running
        self._bar.setVisible(is_running)
        self._bar.setRange(0, overview.total)
        self._bar.setValue(overview.done)
        self._words.show_text(self._said())
        self._button.setText(tr("Stop") if is_running else tr("Check again"))
        self._button.setVisible(overview.stage is not Stage.NONE)

    def _said(self) -> str:
        overview, tr = self._overview, self._session.tr
        found = {"errors": overview.index.severities["error"], "warnings": overview.index.severities["warning"]}
        if overview.stage is Stage.RUNNING:
            return self._running() if overview.total else tr("Copying the project…")
        if overview.stage is Stage.NONE:
            return ""
        if overview.is_stale:
            return tr("Errors: {errors}, warnings: {warnings}. Much was changed since; check again.", **found)
        if overview.stage is Stage.STOPPED:
            done = {"done": overview.done, "total": overview.total}
            return tr(
                "Stopped after {done} of {total} documents. Errors: {errors}, warnings: {warnings}.", **done, **found
            )
        return tr("Errors: {errors}, warnings: {warnings}, in all documents together.", **found)

    def _running(self) -> str:
        overview, tr = self._overview, self._session.tr
        passed = time.monotonic() - self._begun
        said = tr("{done} of {total} documents", done=overview.done, total=overview.total)
        if passed < _SURE or not overview.done:
            return said
        return f"{said} · {time_left(self._session, passed / overview.done * (overview.total - overview.done))}"

    def _press(self) -> None:
        if self._overview.stage is Stage.RUNNING:
            self._overview.stop()
        else:
            self._overview.start()
