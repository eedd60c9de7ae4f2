"""Commands on problems."""

from annotator.ui.command import can_edit, command, has_project
from annotator.ui.desk import Desk
from annotator.ui.mending import call_right, mend, mend_alike, repairable
from annotator.ui.panes import bring_panel
from annotator.ui.wording import problem_text


def _can_repair(desk: Desk) -> bool:
    return can_edit(desk) and repairable(desk) is not None


def _has_problem(desk: Desk) -> bool:
    mark = desk.session.mark
    return can_edit(desk) and mark is not None and bool(desk.check.of(mark.id))


@command("Repair", "mark", keys="Ctrl+.", order=300, is_live=_can_repair)
def repair_mark(desk: Desk) -> None:
    """Mend the first problem of the selected mark that the program knows how to mend."""
    problem = repairable(desk)
    if problem is not None and mend(desk, problem):
        desk.session.said.emit(desk.session.tr("Repaired."))


@command("Mend all alike…", "mark", keys="Alt+.", order=310, is_live=_can_repair)
def mend_all_alike(desk: Desk) -> None:
    """Mend every problem of this document that is of the same kind as that of the selected mark, after a look."""
    problem, session = repairable(desk), desk.session
    if problem is not None and session.layer_id is not None:
        mend_alike(desk, problem.kind, [(session.layer_id, session.annotator)])


@command("This is right…", "mark", keys="Ctrl+Shift+.", order=320, is_live=_has_problem)
def call_problem_right(desk: Desk) -> None:
    """Call a problem of the selected mark right and say why; it is not told any more."""
    session = desk.session
    found = desk.check.of(session.mark.id) if session.mark else []
    chosen = 0 if len(found) == 1 else desk.ask.pick([problem_text(session, problem) for problem in found])
    if found and chosen is not None:
        call_right(desk, found[chosen])


@command("Check the whole project", "document", keys="Ctrl+F8", order=130, is_live=has_project)
def check_project(desk: Desk) -> None:
    """Look for problems in all documents beside your work, and list them by kind."""
    bring_panel(desk, "problems")
    desk.overview.asked.emit()
