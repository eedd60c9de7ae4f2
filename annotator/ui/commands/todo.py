"""Command that goes on to the next document with work left."""

from annotator.ui.command import command, has_document
from annotator.ui.desk import Desk
from annotator.ui.document_menu import FINISHED
from annotator.ui.widgets.document_table import state_of


@command("Next unfinished document", "document", keys="Ctrl+Shift+PgDown", order=120, is_live=has_document)
def next_unfinished_document(desk: Desk) -> None:
    """Open the next document whose marks are not done yet; after the last one begin again with the first."""
    session = desk.session
    rows = session.documents
    here = next((at for at, row in enumerate(rows) if session.document and row.id == session.document.id), -1)
    ahead = (row for row in [*rows[here + 1 :], *rows[: max(here, 0)]])
    found = next((row for row in ahead if state_of(row, session.author) not in FINISHED), None)
    if found is None:
        session.said.emit(session.tr("All other documents are done."))
    else:
        session.show(found.id)
