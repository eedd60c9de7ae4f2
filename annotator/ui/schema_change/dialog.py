"""Change dialog: what a step would do to the marks, before it is done; then the step as one change, all or nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from annotator.domain.schema import Schema
from annotator.errors import AnnotatorError
from annotator.operations import schema_edit
from annotator.operations.schema_edit import Impact
from annotator.operations.schema_revise import unversioned
from annotator.operations.schema_steps import Step, leaves, together
from annotator.store.project import Project
from annotator.ui.desk import Desk
from annotator.ui.dialogs.waiting import StoppedError
from annotator.ui.scale import scaled
from annotator.ui.schema_change.foresight import Foresight
from annotator.ui.schema_change.impact_view import ImpactView
from annotator.ui.schema_change.words import step_text
from annotator.ui.session import Session
from annotator.ui.theme import Theme, theme_named
from annotator.ui.widgets import plain

_SENTENCES = 6  # steps that are told in words


class ChangeDialog(QDialog):
    """Show what a step does; `Apply` does it, `Cancel` leaves everything as it was, also in the middle."""

    def __init__(self, place: Desk | Session, parent: QWidget | None, step: Step, impact: Impact) -> None:
        super().__init__(parent)
        self._desk = place if isinstance(place, Desk) else None
        self._session = place if isinstance(place, Session) else place.session
        assert self._session.project is not None  # change_schema has looked
        self._project: Project = self._session.project
        self._step = step
        self._is_applying = self._is_stopped = False
        self._foresight: Foresight | None = None
        tr = self._session.tr
        self.view = ImpactView(self._session, self._project, _theme_of(place), impact)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setVisible(False)
        self.check = QPushButton(tr("Check every document"))
        self.check.setVisible(not impact.is_sure and impact.schema != self._project.schema())
        self.act = QPushButton(tr("Apply"))
        self.act.setDefault(True)
        self.leave = QPushButton(tr("Cancel"))
        self.said = plain.label(self._advice(impact), kind="muted", wraps=True)
        self._lay_out()
        self.view.wanted.connect(self._go)
        self.check.clicked.connect(self._foresee)
        self.act.clicked.connect(self._apply)
        self.leave.clicked.connect(self.reject)

    def reject(self) -> None:
        """Stop what is running, else close."""
        if self._is_applying:
            self._is_stopped = True
            return
        self._end_check()
        super().reject()

    def _lay_out(self) -> None:
        self.setWindowTitle(self._session.tr("Change the schema"))
        self.resize(scaled(860), scaled(640))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        for sentence in self._sentences():
            column.addWidget(plain.label(sentence, kind="title", wraps=True))
        column.addWidget(self.view, 1)
        column.addWidget(self.said)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.check)
        row.addStretch(1)
        row.addWidget(self.act)
        row.addWidget(self.leave)
        column.addLayout(row)

    def _sentences(self) -> list[str]:
        steps, tr = leaves(self._step), self._session.tr
        schema: Schema = self._project.schema()
        found: list[str] = []
        for one in steps[:_SENTENCES]:
            found.append(step_text(self._session, schema, one))
            schema = unversioned(schema, one)
        if len(steps) > _SENTENCES:
            found.append(tr.count("and {count} more steps", len(steps) - _SENTENCES))
        return found

    def _advice(self, impact: Impact) -> str:
        tr = self._session.tr
        if not impact.is_sure:
            return tr(
                "Overlaps, duplicates and the like show only in the documents; checking them all takes a while. "
                "It is one change: one undo takes all of it back."
            )
        return tr("It is one change: one undo takes all of it back. Former names stay known, so old files still fit.")

    # Looking

    def _go(self, document_id: str, annotator: str, mark_id: str) -> None:
        """Show a mark in the window behind."""
        session = self._session
        is_there = session.document is not None and session.document.id == document_id
        if not is_there or session.annotator != annotator:
            session.show(document_id, annotator)
        if mark_id in session.marks:
            session.select(mark_id)
            if self._desk is not None:
                self._desk.canvas.reveal(mark_id)

    def _foresee(self) -> None:
        self._foresight = Foresight(self, self._project.path, self._step)
        self._foresight.moved.connect(self._show_progress)
        self._foresight.ended.connect(self._show_found)
        self._foresight.failed.connect(self._fail)
        self.check.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.setVisible(True)
        self.said.setText(self._session.tr("Checking every document as it would be…"))
        self._foresight.begin()

    def _show_found(self, is_whole: bool) -> None:
        foresight, tr = self._foresight, self._session.tr
        self.bar.setVisible(False)
        if foresight is not None and is_whole:
            self.said.setText(tr("Every document was checked. It is one change: one undo takes all of it back."))
            self.view.show_found(foresight.found, foresight.number)

    def _fail(self, error: AnnotatorError) -> None:
        self.bar.setVisible(False)
        self.said.setText(self._session.tr.error(error))

    def _end_check(self) -> None:
        if self._foresight is not None:
            self._foresight.stop()

    # Doing

    def _apply(self) -> None:
        self._end_check()
        self._is_applying, self._is_stopped = True, False
        for widget in (self.view, self.check, self.act):
            widget.setEnabled(False)
        self.leave.setText(self._session.tr("Stop"))
        self.said.setText(self._session.tr("Changing… Stopping leaves everything as it was."))
        self.bar.setRange(0, 0)
        self.bar.setVisible(True)
        QApplication.processEvents()
        try:
            is_done = _is_done(self._session, self._step, self._report)
        except StoppedError:
            is_done = False
        self._is_applying = False
        if is_done:
            self.accept()
        else:
            self._stay()

    def _stay(self) -> None:
        """Be as before: the change was stopped or refused, and nothing is different."""
        for widget in (self.view, self.act):
            widget.setEnabled(True)
        self.check.setEnabled(self._foresight is None)
        self.bar.setVisible(False)
        self.leave.setText(self._session.tr("Cancel"))
        self.said.setText(self._session.tr("Stopped; nothing was changed."))

    def _report(self, done: int, total: int) -> None:
        self._show_progress(done, total)
        QApplication.processEvents()
        if self._is_stopped:
            raise StoppedError

    def _show_progress(self, done: int, total: int) -> None:
        tr = self._session.tr
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setAccessibleName(tr("{done} of {total}", done=done, total=total))


def _is_done(session: Session, step: Step, progress: schema_edit.Progress) -> bool:
    """Do the step; False if it was refused, which the session has told."""
    refused: list[AnnotatorError] = []
    session.refused.connect(refused.append)
    try:
        session.run(schema_edit.apply, step, progress=progress)
    finally:
        session.refused.disconnect(refused.append)
    return not refused


def change_schema(place: Desk | Session, steps: Sequence[Step], parent: QWidget | None = None) -> bool:
    """Show what the steps would do to what is marked and do them, as one change; say whether they were done.

    What cannot be done is told at once; steps that change nothing are not shown.
    """
    session = place if isinstance(place, Session) else place.session
    project = session.project
    if project is None or not steps:
        return False
    step = together(steps)
    try:
        impact = schema_edit.preview(project, step)
    except AnnotatorError as error:
        session.refused.emit(error)
        return False
    if impact.schema == project.schema() and not impact.changed.reach.marks:
        session.said.emit(session.tr("Nothing would be different."))
        return False
    dialog = ChangeDialog(place, parent, step, impact)
    is_done = bool(dialog.exec())
    dialog.deleteLater()
    return is_done


def _theme_of(place: Desk | Session) -> Theme:
    if isinstance(place, Desk):
        return place.canvas.look.theme
    scheme = QGuiApplication.styleHints().colorScheme()
    return theme_named(place.settings.theme, system_is_dark=scheme == Qt.ColorScheme.Dark)
