"""What keys, panels and menus have in common when people talk: comment, answer, settle, go there.

Others' marks are never locked for comments: a reviewer's remark is on the annotator's mark, and does not change it.
"""

from annotator.domain.model import Comment, Entity, Event, Relation, spans_of
from annotator.domain.people import Role
from annotator.domain.span import surface
from annotator.domain.threads import Thread, type_of
from annotator.errors import AnnotatorError
from annotator.operations.comment_index import PlacedThread
from annotator.operations.comments import (
    add_comment,
    answer_comment,
    comment_on_type,
    delete_comment,
    resolve_comment,
)
from annotator.operations.people import role_of
from annotator.ui.desk import Desk
from annotator.ui.panes import bring_panel
from annotator.ui.session import Session
from annotator.ui.wording import mark_text, type_title

_LONGEST = 60  # code points of a mark that are quoted


def comment_on_mark(desk: Desk) -> None:
    """Ask for a comment on the selected mark."""
    session, mark = desk.session, desk.session.mark
    if mark is None or session.layer_id is None:
        return
    words = _short(mark_text(session, mark))
    text = desk.ask.text(session.tr("Comment"), session.tr("Comment on “{words}”:", words=words))
    if text is not None:
        session.run(add_comment, session.layer_id, mark.id, text)


def comment_on_document(desk: Desk) -> None:
    """Ask for a comment on the open document."""
    session = desk.session
    if session.document is None:
        return
    question = session.tr("Comment on the document “{name}”:", name=session.document.name)
    text = desk.ask.text(session.tr("Comment"), question)
    layer_id = _layer_for_comments(session) if text is not None and text.strip() else None
    if layer_id is not None:
        session.run(add_comment, layer_id, None, text)


def comment_on_type_of(desk: Desk, scope: str, type_id: str) -> None:
    """Ask for a comment on a type of the schema; it is kept with the open document, whose text brought it up."""
    session = desk.session
    name = type_title(session, type_id)
    text = desk.ask.text(session.tr("Comment"), session.tr("Comment on the type “{name}”:", name=name))
    layer_id = _layer_for_comments(session) if text is not None and text.strip() else None
    if layer_id is not None:
        session.run(comment_on_type, layer_id, scope, type_id, text)


def answer(desk: Desk, placed: PlacedThread) -> None:
    """Ask for an answer to a thread's last word."""
    tr, last = desk.session.tr, placed.thread.last
    text = desk.ask.text(tr("Answer"), tr("{name} wrote: “{words}”", name=last.author, words=_short(last.text, 240)))
    if text is not None:
        desk.session.run(answer_comment, placed.id, text)


def settle(desk: Desk, thread: Thread) -> None:
    """Settle a thread, or open it again."""
    session, is_open = desk.session, thread.is_open
    if session.run(resolve_comment, thread.first.id, resolved=is_open) is not None:
        session.said.emit(session.tr("Settled.") if is_open else session.tr("Open again."))


def may_delete(session: Session, comment: Comment) -> bool:
    """Say whether the person at the keyboard may delete a comment: their own, or as a lead any."""
    project = session.project
    if project is None or project.read_only:
        return False
    return comment.author == session.author or role_of(project, session.author) is Role.LEAD


def delete(desk: Desk, comment: Comment) -> None:
    """Delete a comment."""
    if may_delete(desk.session, comment):
        desk.session.run(delete_comment, comment.id)


def go_to(desk: Desk, placed: PlacedThread) -> None:
    """Show what a thread is on: its mark in its document, its document, or its type in the list of types."""
    session, target = desk.session, placed.thread.first.target
    desk.threads.choose(placed.id)
    about = type_of(placed.thread.first)
    if about is not None:
        bring_panel(desk, "types")
        desk.threads.type_wanted.emit(*about)
        return
    is_here = session.document is not None and session.document.id == placed.document_id
    if not is_here or (target is not None and session.layer_id != placed.layer_id):
        session.show(placed.document_id, placed.annotator if target is not None else "")
    if target is not None and target in session.marks:
        session.select(target)
        desk.canvas.reveal(target)


def place_words(desk: Desk, placed: PlacedThread) -> str:
    """Return in short what a thread is on: the words of its mark, the name of its type, or its document."""
    session, first = desk.session, placed.thread.first
    about = type_of(first)
    if about is not None:
        return session.tr("Type: {name}", name=type_title(session, about[1]))
    if first.target is None:
        return session.tr("The document")
    return _short(_words_of(session, placed, first.target)) or session.tr("A mark that is gone")


def _words_of(session: Session, placed: PlacedThread, mark_id: str) -> str:
    if session.layer_id == placed.layer_id and (mark := session.marks.get(mark_id)) is not None:
        return mark_text(session, mark)
    project = session.project
    if project is None:
        return ""
    try:
        text = project.text(placed.document_id)
    except AnnotatorError:
        return ""
    found = (project.find(table, mark_id) for table in ("entity", "event", "relation"))
    mark = next((one for one in found if isinstance(one, Entity | Event | Relation)), None)
    if isinstance(mark, Relation):
        return type_title(session, mark.type)
    return surface(text, spans_of(mark)) if mark is not None else ""


def _layer_for_comments(session: Session) -> str | None:
    """Return the layer that holds what is said of the document: the one that is shown, else one's own."""
    if session.project is None or session.document is None:
        session.refused.emit(AnnotatorError("Open a document first; comments are kept with it."))
        return None
    return session.layer_for_edit()


def _short(text: str, most: int = _LONGEST) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"
