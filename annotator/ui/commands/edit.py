"""Commands that take back, do again, copy and delete."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from annotator.domain.model import spans_of
from annotator.domain.span import hull, surface
from annotator.store.change import Change, ChangeSummary
from annotator.store.project import Project
from annotator.ui.command import can_edit, command, has_document, has_mark
from annotator.ui.desk import Desk
from annotator.ui.dialogs.waiting import StoppedError, Waiting
from annotator.ui.marking import delete
from annotator.ui.quoting import quote
from annotator.ui.wording import change_title

_LARGE = 5_000  # rows; a change of more is taken back with progress


def _can_undo(desk: Desk) -> bool:
    project = desk.session.project
    return project is not None and not project.read_only and project.next_undo is not None


def _can_redo(desk: Desk) -> bool:
    project = desk.session.project
    return project is not None and not project.read_only and project.next_redo is not None


@command("Undo", "edit", keys="Ctrl+Z", icon="undo", order=100, is_live=_can_undo)
def undo(desk: Desk) -> None:
    """Take back your last step, also one from before the last start."""
    session = desk.session
    summary = session.project.next_undo if session.project else None
    if summary is not None and _is_reverted(desk, Project.undo, summary):
        session.said.emit(session.tr("Undid: {step}", step=change_title(session, summary)))


@command("Redo", "edit", keys="Ctrl+Shift+Z | Ctrl+Y", icon="redo", order=110, is_live=_can_redo)
def redo(desk: Desk) -> None:
    """Do again what you took back last."""
    session = desk.session
    summary = session.project.next_redo if session.project else None
    if summary is not None and _is_reverted(desk, Project.redo, summary):
        session.said.emit(session.tr("Did again: {step}", step=change_title(session, summary)))


def _is_reverted(desk: Desk, revert: Callable[..., Change | None], summary: ChangeSummary) -> bool:
    """Take a step back or do it again, a large one with progress and a way to stop; False if it was stopped."""
    session = desk.session
    if sum(summary.counts.values()) < _LARGE:
        session.step(session.run(revert))
        return True
    try:
        with Waiting(session, desk.ask.parent, change_title(session, summary)) as waiting:
            session.step(session.run(revert, progress=waiting.share))
    except StoppedError:
        session.said.emit(session.tr("Stopped; nothing was changed."))
        return False
    return True


@command("Copy as text", "edit", keys="Ctrl+C", icon="copy", order=200, is_live=has_document)
def copy_text(desk: Desk) -> None:
    """Copy the selected text to the clipboard."""
    mark = desk.session.marks.mention(desk.session.mark.id) if desk.session.mark else None
    spans = spans_of(mark) if mark else desk.canvas.selection.spans
    if spans:
        QGuiApplication.clipboard().setText(surface(desk.session.text, spans))
        desk.session.said.emit(desk.session.tr("Copied."))


@command("Copy with marks", "edit", keys="Ctrl+Shift+C", order=205, is_live=has_document)
def copy_marked(desk: Desk) -> None:
    """Copy the selection with its marks in brackets, so that no other program changes the order of what it shows."""
    session, spans = desk.session, desk.canvas.selection.spans
    if spans:
        QGuiApplication.clipboard().setText(quote(session.text, session.marks, hull(spans)))
        session.said.emit(session.tr("Copied."))


def _can_delete(desk: Desk) -> bool:
    return has_mark(desk) and can_edit(desk)


@command("Delete mark", "edit", keys="Del | Backspace", icon="delete", order=210, is_live=_can_delete)
def delete_mark(desk: Desk) -> None:
    """Delete the selected mark with its relations, comments and the roles it fills."""
    if desk.session.mark is not None:
        delete(desk, desk.session.mark.id)
