"""Commands on comments: say something of a mark, a type or a document, answer, settle."""

from annotator.ui.command import can_edit, command, has_document, has_mark
from annotator.ui.commenting import answer, comment_on_document, comment_on_mark, comment_on_type_of, go_to, settle
from annotator.ui.desk import Desk
from annotator.ui.marking import scope_of
from annotator.ui.panels.types import type_under_pointer
from annotator.ui.panes import bring_panel


def _can_comment(desk: Desk) -> bool:
    return can_edit(desk) and has_document(desk)


def _on_type(desk: Desk) -> tuple[str, str] | None:
    """Return the type under the pointer, else that of the selected mark, else the one used last."""
    mark = desk.session.mark
    chosen = (scope_of(mark), mark.type) if mark is not None else desk.last_type
    return type_under_pointer(desk) or chosen


def _has_thread(desk: Desk) -> bool:
    return can_edit(desk) and desk.threads.chosen is not None


@command("Comment…", "mark", keys="Ctrl+M", icon="comment", order=400, is_live=_can_comment)
def comment(desk: Desk) -> None:
    """Say something about the selected mark, also another person's; without one, about the document."""
    if has_mark(desk):
        comment_on_mark(desk)
    else:
        comment_on_document(desk)


@command("Comment on the document…", "document", order=330, is_live=_can_comment)
def comment_document(desk: Desk) -> None:
    """Say something about the document as a whole."""
    comment_on_document(desk)


@command("Comment on the type…", "schema", order=600, is_live=_can_comment)
def comment_type(desk: Desk) -> None:
    """Say something about the type under the pointer, else that of the selected mark, else the one used last."""
    found = _on_type(desk)
    if found is None:
        desk.session.said.emit(desk.session.tr("Point at a type in the list, or select a mark of it."))
    else:
        comment_on_type_of(desk, *found)


@command("Answer…", "mark", keys="Ctrl+Shift+A", order=410, is_live=_has_thread)
def answer_thread(desk: Desk) -> None:
    """Answer the chosen thread, or the one on the selected mark."""
    if desk.threads.chosen is not None:
        answer(desk, desk.threads.chosen)


@command("Settle, or open again", "mark", keys="Ctrl+Shift+R", order=420, is_live=_has_thread)
def settle_thread(desk: Desk) -> None:
    """Settle the chosen thread, or open it again if it is settled."""
    if desk.threads.chosen is not None:
        settle(desk, desk.threads.chosen.thread)


@command("Next to answer", "move", keys="Shift+F9", order=150, is_live=has_document)
def next_to_answer(desk: Desk) -> None:
    """Go to the next thread that waits for your answer."""
    desk.threads.finish()
    waiting = desk.threads.to_answer()
    if not waiting:
        desk.session.said.emit(desk.session.tr("Nothing waits for your answer."))
        return
    chosen = desk.threads.chosen
    ids = [placed.id for placed in waiting]
    at = ids.index(chosen.id) + 1 if chosen is not None and chosen.id in ids else 0
    go_to(desk, waiting[at % len(waiting)])
    bring_panel(desk, "comments")
