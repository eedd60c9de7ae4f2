"""Choices: whose work is compared, in which documents, and by which measures; and how far the comparison is."""

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)

from annotator.operations.agreement_counting import Question, comparable
from annotator.store.rows import DocumentRow
from annotator.text.normalize import fold_text
from annotator.ui.agreement.running import Running, Stage
from annotator.ui.desk import Desk
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.paper import Paper
from annotator.ui.wording import time_left

_SURE = 2.0  # seconds after which the time left is more than a guess
_WIDTH = 236


class Choices(Paper):
    """The column at the leading side."""

    wanted = Signal()  # the comparison is to begin

    def __init__(self, desk: Desk, running: Running) -> None:
        super().__init__()
        self._desk, self._running = desk, running
        tr = desk.session.tr
        self.people: dict[str, QCheckBox] = {}
        self.documents = QComboBox()
        self.documents.setAccessibleName(tr("Documents"))
        self.contains = QLineEdit()
        self.contains.setPlaceholderText(tr("Any name"))
        self.contains.setAccessibleName(tr("Only names that contain"))
        self.is_tolerant = QCheckBox(tr("Without particles, too"))
        self.is_costly = QCheckBox(tr("Slow measures, too (γ)"))
        self.bar = QProgressBar()
        self.said = plain.label("", kind="small", wraps=True)
        self.button = QPushButton()
        self._prepare()
        self._arrange()
        running.changed.connect(self.follow)
        self.follow()

    def question(self) -> Question:
        """Return what is asked for now."""
        return Question(
            self.chosen(),
            self._documents(),
            costly=self.is_costly.isChecked(),
            tolerant=self.is_tolerant.isChecked(),
        )

    def chosen(self) -> tuple[str, ...]:
        """Return the ticked annotators."""
        return tuple(name for name, tick in self.people.items() if tick.isChecked())

    def _documents(self) -> frozenset[str] | None:
        """Return the ids of the chosen documents, None for all."""
        chosen, needle = self.documents.currentData(), fold_text(self.contains.text().strip())
        if chosen is None and not needle:
            return None
        return frozenset(row.id for row in self._desk.session.documents if _fits(row, chosen, needle))

    def _prepare(self) -> None:
        session, tr = self._desk.session, self._desk.session.tr
        for name in comparable(session.project) if session.project else ():
            tick = QCheckBox(plain.menu_text(name))
            tick.setChecked(True)
            tick.toggled.connect(self.follow)
            self.people[name] = tick
        self.documents.addItem(tr("All documents"), None)
        if session.document is not None:
            self.documents.addItem(tr("This document"), ("document", session.document.id))
        for batch in session.batches:
            self.documents.addItem(plain.menu_text(batch.name), ("batch", batch.name))
        plain.set_tip(
            self.is_tolerant,
            tr("Each figure a second time as if nobody had marked particles, articles and punctuation at the edges."),
        )
        self.is_tolerant.setChecked(False)
        self.bar.setTextVisible(False)
        self.bar.setProperty("kind", "thin")
        self.bar.setFixedHeight(scaled(6))
        self.button.clicked.connect(self._press)

    def _arrange(self) -> None:
        tr = self._desk.session.tr
        self.setFixedWidth(scaled(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        everybody = QPushButton(tr("All"))
        everybody.setProperty("kind", "link")
        everybody.clicked.connect(self._tick_all)
        head = QHBoxLayout()
        head.addWidget(plain.label(tr("Annotators"), kind="heading"), 1)
        head.addWidget(everybody)
        column.addLayout(head)
        column.addWidget(self._list(), 1)
        column.addSpacing(4)
        for part in (plain.label(tr("Documents"), kind="heading"), self.documents, self.contains):
            column.addWidget(part)
        column.addSpacing(4)
        for option in (plain.label(tr("Measures"), kind="heading"), self.is_tolerant, self.is_costly):
            column.addWidget(option)
        column.addSpacing(8)
        for below in (self.bar, self.said, self.button):
            column.addWidget(below)

    def _list(self) -> QScrollArea:
        inside, scroll = Paper(), QScrollArea()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(8, 6, 8, 6)
        lines.setSpacing(4)
        for tick in self.people.values():
            lines.addWidget(tick)
        lines.addStretch(1)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setAccessibleName(self._desk.session.tr("Whose work is compared"))
        return scroll

    def _tick_all(self) -> None:
        is_all = len(self.chosen()) == len(self.people)
        for tick in self.people.values():
            tick.setChecked(not is_all)

    def _press(self) -> None:
        if self._running.stage is Stage.RUNNING:
            self._running.stop()
        else:
            self.wanted.emit()

    def follow(self) -> None:
        """Show how the comparison is now."""
        tr, running = self._desk.session.tr, self._running
        is_running = running.stage is Stage.RUNNING
        self.bar.setVisible(is_running)
        self.bar.setRange(0, running.total)
        self.bar.setValue(running.finished)
        self.button.setText(tr("Stop") if is_running else tr("Compare"))
        kind = "" if is_running else "primary"
        if self.button.property("kind") != kind:
            self.button.setProperty("kind", kind)
            self.button.style().unpolish(self.button)
            self.button.style().polish(self.button)
        self.button.setEnabled(is_running or len(self.chosen()) > 1)
        self.said.setText(self._said())
        self.said.setVisible(bool(self.said.text()))

    def _said(self) -> str:
        session, tr, running = self._desk.session, self._desk.session.tr, self._running
        if running.stage is not Stage.RUNNING:
            if len(self.chosen()) < 2:
                return tr("Choose two annotators or more.")
            return tr("Stopped.") if running.stage is Stage.STOPPED else ""
        if not running.total:
            return tr("Copying the project…")
        if running.finished == running.total:
            return tr("Drawing the intervals…")
        said = tr("{done} of {total} documents", done=running.finished, total=running.total)
        passed = time.monotonic() - running.begun
        if passed < _SURE or not running.finished:
            return said
        left = passed / running.finished * (running.total - running.finished)
        return f"{said}\n{time_left(session, left)}"


def _fits(row: DocumentRow, chosen: object, needle: str) -> bool:
    if needle and needle not in fold_text(row.name):
        return False
    match chosen:
        case ("document", id_):
            return row.id == id_
        case ("batch", name):
            return any(layer.batch == name for layer in row.layers)
    return True
