"""Commands on people and their work: the lead's dialog, the next document for me, who is at the keyboard."""

from annotator.operations.queue import queue_of
from annotator.ui.command import command, has_project
from annotator.ui.desk import Desk
from annotator.ui.work.dialog import show_work
from annotator.ui.work.who import ask_who


@command("People and work…", "document", order=400, is_live=has_project)
def people_and_work(desk: Desk) -> None:
    """See who works on the project, give out documents, and see how far everybody is."""
    show_work(desk)


@command("Who is at the keyboard…", "document", order=410, is_live=has_project)
def switch_person(desk: Desk) -> None:
    """Let another person go on at this computer; everybody's marks are kept apart."""
    ask_who(desk)


@command("Next for me", "document", keys="Ctrl+Shift+N", order=130, is_live=has_project)
def next_for_me(desk: Desk) -> None:
    """Open what waits for you most urgently: what was returned, then what you began, then what is new."""
    session = desk.session
    shown = session.document.id if session.document else ""
    waiting = queue_of(session.documents, session.author)
    found = next((task for task in waiting if task.document.id != shown), None)
    if found is None:
        session.said.emit(session.tr("Nothing else waits for you."))
        return
    session.show(found.document.id, session.author)
    if found.layer is not None and found.layer.reason:
        session.said.emit(session.tr("Returned: {reason}", reason=found.layer.reason))
