"""Document menu: what can be done with a document of the list without opening it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QMenu

from annotator.domain.model import State
from annotator.operations.documents import delete_documents, open_layer, rename_document, set_state
from annotator.store.rows import Counts, DocumentRow
from annotator.text.direction import isolate
from annotator.ui.desk import Desk
from annotator.ui.document_giving import add_giving
from annotator.ui.widgets import plain
from annotator.ui.wording import STATES

FINISHED = frozenset({State.DONE, State.IN_REVIEW, State.APPROVED})


def document_menu(desk: Desk, row: DocumentRow, chosen: Sequence[DocumentRow] = ()) -> QMenu:
    """Return the menu of one document; work is moved with all that are chosen together."""
    session, tr = desk.session, desk.session.tr
    menu = QMenu(desk.window)
    menu.addAction(tr("Open"), lambda: session.show(row.id))
    states = menu.addMenu(tr("State of my marks"))
    own = next((layer.state for layer in row.layers if layer.annotator == session.author), State.NEW)
    for state in State:
        action = states.addAction(plain.menu_text(tr(STATES[state])), partial(put_state, desk, row, state))
        action.setCheckable(True)
        action.setChecked(state is own)
    menu.addSeparator()
    add_giving(menu, desk, chosen or [row])
    menu.addSeparator()
    rename_action = menu.addAction(tr("Rename…"), lambda: rename(desk, row))
    delete_action = menu.addAction(tr("Delete document"), lambda: delete(desk, row))
    is_writable = session.project is not None and not session.project.read_only
    for entry in (states.menuAction(), rename_action, delete_action):
        entry.setEnabled(is_writable)
    return menu


def put_state(desk: Desk, row: DocumentRow, state: State) -> None:
    """Say how far one's own work on a document is."""
    layer_id = desk.session.run(open_layer, row.id, desk.session.author)
    if layer_id is not None:
        desk.session.run(set_state, layer_id, state)


def rename(desk: Desk, row: DocumentRow) -> None:
    """Ask for another name of a document."""
    tr = desk.session.tr
    name = desk.ask.text(tr("Rename"), tr("The document's new name:"), row.name)
    if name is not None:
        desk.session.run(rename_document, row.id, name)


def delete(desk: Desk, row: DocumentRow) -> None:
    """Delete a document after a question that names the other people whose marks go with it."""
    tr = desk.session.tr
    others = _others(desk, row)
    question = (
        tr(
            "Delete “{name}” with all that is marked in it, also by {people}? Undo brings it back.",
            name=row.name,
            people=("، " if tr.is_rtl else ", ").join(map(isolate, others)),
        )
        if others
        else tr("Delete “{name}” with all that is marked in it? Undo brings it back.", name=row.name)
    )
    if desk.ask.choose(tr("Delete document"), question, [tr("Delete")]) == 0:
        desk.session.run(delete_documents, [row.id])


def _others(desk: Desk, row: DocumentRow) -> list[str]:
    """Return the other people who marked something in the document."""
    project = desk.session.project
    layers = project.layers(row.id) if project is not None else []
    return [layer.annotator for layer in layers if layer.annotator != desk.session.author and layer.counts != Counts()]
