"""Commands on documents: step through them and say how far the work is."""

from annotator.domain.model import State
from annotator.operations.documents import set_state
from annotator.ui import document_menu
from annotator.ui.command import can_edit, command, has_document
from annotator.ui.desk import Desk
from annotator.ui.marking import is_editable


def _step(desk: Desk, step: int) -> None:
    document_id = desk.session.neighbour(step)
    if document_id is not None:
        desk.session.show(document_id)


@command("Previous document", "document", keys="Ctrl+PgUp", icon="previous", order=100, is_live=has_document)
def previous_document(desk: Desk) -> None:
    """Open the document before this one."""
    _step(desk, -1)


@command("Next document", "document", keys="Ctrl+PgDown", icon="next", order=110, is_live=has_document)
def next_document(desk: Desk) -> None:
    """Open the document after this one."""
    _step(desk, 1)


def _is_done(desk: Desk) -> bool:
    session = desk.session
    rows = session.document.layers if session.document else ()
    return any(row.id == session.layer_id and row.state is State.DONE for row in rows)


@command("Done", "document", keys="Ctrl+D", icon="done", order=200, is_live=can_edit, is_on=_is_done)
def mark_done(desk: Desk) -> None:
    """Say that the work on this document is done, or that it is not after all."""
    _set(desk, State.IN_PROGRESS if _is_done(desk) else State.DONE)


def _set(desk: Desk, state: State) -> None:
    layer_id = desk.session.layer_for_edit() if is_editable(desk) else None
    if layer_id is not None:
        desk.session.run(set_state, layer_id, state)


@command("Rename…", "document", order=300, is_live=can_edit)
def rename(desk: Desk) -> None:
    """Give the document another name."""
    if desk.session.document is not None:
        document_menu.rename(desk, desk.session.document)


@command("Delete document", "document", order=310, is_live=can_edit)
def delete_document(desk: Desk) -> None:
    """Delete the document with all that is marked in it; undo brings it back."""
    if desk.session.document is not None:
        document_menu.delete(desk, desk.session.document)
