"""Commands of review: decide where annotators differ, approve, send back, and see what review changed."""

from annotator.domain.model import State
from annotator.operations.queue import FINISHED, approve, send_back
from annotator.ui.command import can_edit, command, has_document
from annotator.ui.desk import Desk
from annotator.ui.review.corrections_dialog import show_corrections
from annotator.ui.review.opening import may_review, show_review


def _is_writable(desk: Desk) -> bool:
    return desk.session.project is not None and not desk.session.project.read_only


def _can_judge(desk: Desk) -> bool:
    """Say whether the layer that is shown is finished work that waits for a reviewer."""
    rows = desk.session.document.layers if desk.session.document else ()
    state = next((row.state for row in rows if row.id == desk.session.layer_id), None)
    return can_edit(desk) and state in FINISHED - {State.APPROVED}


@command("Review", "document", keys="F2", icon="done", order=300, is_live=_is_writable)
def review(desk: Desk) -> None:
    """Decide, one question after the other, where the annotators of a document differ."""
    show_review(desk)


@command("Approve", "document", order=310, is_live=_can_judge)
def approve_layer(desk: Desk) -> None:
    """Say that the marks shown are right as they stand."""
    if may_review(desk) and desk.session.run(approve, [desk.session.layer_id]) is not None:
        desk.session.said.emit(desk.session.tr("Approved."))


@command("Send back…", "document", order=320, is_live=_can_judge)
def send_layer_back(desk: Desk) -> None:
    """Return the marks shown to their annotator, and say what is to be done again."""
    session = desk.session
    if not may_review(desk):
        return
    question = session.tr("What is {name} to do again?", name=session.annotator)
    reason = desk.ask.text(session.tr("Send back"), question)
    if reason is not None and session.run(send_back, session.layer_id, reason) is not None:
        session.said.emit(session.tr("Sent back to {name}.", name=session.annotator))


@command("What review changed…", "document", order=330, is_live=has_document)
def what_review_changed(desk: Desk) -> None:
    """See what review decided otherwise than you marked it, and why; answer it."""
    show_corrections(desk)
