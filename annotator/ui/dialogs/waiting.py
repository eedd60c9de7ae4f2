"""Waiting: long work in steps, with a bar and a button to stop it; the window stays alive and takes no edits.

The work calls `step` now and then. The dialog comes up only if the work takes longer than a moment.
"""

import time
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressBar, QProgressDialog, QPushButton, QWidget

from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.wording import time_left

_MOMENT = 0.4  # seconds before the dialog is shown
_SURE = 2.0  # seconds before the time left is told
_PARTS = 1000  # of the bar, where a share is shown
_PAUSE = 0.025  # seconds between two looks at the user


class StoppedError(Exception):
    """The user stopped the work; whoever does it takes back what was done."""


class Waiting:
    """A modal dialog for as long as the `with` block works; `total` steps, 0 if nobody knows how many."""

    def __init__(self, session: Session, parent: QWidget | None, title: str, *, total: int = 0) -> None:
        self._session = session
        self._dialog = QProgressDialog(parent)
        self._dialog.setWindowTitle(title)
        self._label = plain.label(session.tr("One moment…"))
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._dialog.setLabel(self._label)
        self._dialog.setBar(_bar())
        self._stop = QPushButton(session.tr("Stop"))
        self._stop.setAutoDefault(False)
        self._dialog.setCancelButton(self._stop)
        self._dialog.setRange(0, total)
        self._dialog.setMinimumWidth(scaled(380))
        self._dialog.setMinimumDuration(1 << 30)  # we show it ourselves
        self._dialog.setAutoReset(False)
        self._dialog.setAutoClose(False)
        self._dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._begun = self._looked = time.monotonic()

    def __enter__(self) -> "Waiting":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._dialog.hide()
        self._dialog.deleteLater()

    def share(self, done: int, total: int) -> None:
        """Say how much of how much is done; raises StoppedError as `step`."""
        now = time.monotonic()
        if now - self._looked >= _PAUSE:
            self._dialog.setRange(0, total)
            self._show(now, done, self._session.tr("{done} of {total}", done=done, total=total))

    def step(self, done: int) -> None:
        """Say how much is done; raises StoppedError if the user wants no more."""
        now = time.monotonic()
        if now - self._looked < _PAUSE:
            return
        self._show(now, done, self._said(done, now - self._begun))

    def _show(self, now: float, done: int, said: str) -> None:
        self._looked = now
        if now - self._begun > _MOMENT and not self._dialog.isVisible():
            self._dialog.show()
        if self._dialog.maximum():
            self._dialog.setValue(min(done, self._dialog.maximum()))
            self._stop.setEnabled(done < self._dialog.maximum())  # what is done is done
        self._label.setText(said)
        QApplication.processEvents()
        if self._dialog.wasCanceled():
            raise StoppedError

    def look(self, documents: int, share: float) -> None:
        """Say how much was read, where only the share of it is known, 0.0 to 1.0; raises StoppedError as `step`."""
        now = time.monotonic()
        if now - self._looked < _PAUSE:
            return
        tr, passed = self._session.tr, now - self._begun
        said = tr.count("{count} documents so far", documents)
        if share and passed > _SURE:
            said = f"{said} · {time_left(self._session, passed / share * (1 - share))}"
        self._dialog.setRange(0, _PARTS if share else 0)
        self._show(now, round(share * _PARTS), said)

    def _said(self, done: int, passed: float) -> str:
        """Return how far the work is and, once that is more than a guess, how long it will take."""
        tr, total = self._session.tr, self._dialog.maximum()
        if not done:
            return tr("One moment…")
        if not total:
            return tr.count("{count} documents so far", done)
        if done >= total and passed > _SURE:
            return tr("Writing to the disk…")
        said = tr("{done} of {total} documents", done=min(done, total), total=total)
        left = passed / done * (total - done)
        return f"{said} · {time_left(self._session, left)}" if passed > _SURE else said


def _bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setTextVisible(False)  # the label says more
    bar.setProperty("kind", "thin")
    bar.setFixedHeight(scaled(6))
    return bar
