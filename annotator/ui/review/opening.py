"""Opening the review: who may, which document, and the window that is shown for it."""

from annotator.domain.people import Role
from annotator.operations.people import role_of
from annotator.operations.queue import FINISHED, review_queue, worked
from annotator.store.rows import DocumentRow
from annotator.ui.desk import Desk
from annotator.ui.review.window import ReviewWindow


def may_review(desk: Desk) -> bool:
    """Say whether the person at the keyboard may review; tell them if not."""
    session = desk.session
    if session.project is None:
        return False
    if role_of(session.project, session.author) is not Role.ANNOTATOR:
        return True
    sentence = session.tr("{name} is an annotator here. A reviewer or the lead can review.", name=session.author)
    desk.ask.tell(session.tr("Review"), sentence)
    return False


def show_review(desk: Desk) -> None:
    """Go back to the review that is under way, else review the open document, else the next that waits."""
    if not may_review(desk):
        return
    shown = desk.review
    if isinstance(shown, ReviewWindow):
        _raise(shown)
        return
    document = _chosen(desk)
    if document is None:
        return
    desk.leave()
    window = ReviewWindow(desk)
    if window.open(document.id):
        desk.review = window
        desk.review_changed.emit()
        _raise(window)
    else:
        window.deleteLater()


def _chosen(desk: Desk) -> DocumentRow | None:
    """Return the document to review: the open one if all are done with it, else the first that waits."""
    session, tr = desk.session, desk.session.tr
    shown = session.document
    work = list(worked(shown)) if shown else []
    if shown and work and all(layer.state in FINISHED for layer in work):
        return shown
    waiting = review_queue(session.documents)
    if waiting:
        return waiting[0]
    if shown is None or not any(layer.counts.entities + layer.counts.events for layer in work):
        session.said.emit(tr("Nothing waits for review."))
        return None
    question = tr("Not everybody is done with “{name}” yet.", name=shown.name)
    chosen = desk.ask.choose(tr("Review"), question, [tr("Review it all the same")])
    return shown if chosen == 0 else None


def _raise(window: ReviewWindow) -> None:
    window.show()
    window.activateWindow()
    window.setFocus()
