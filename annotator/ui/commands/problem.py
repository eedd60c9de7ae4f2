"""Commands on problems."""

from annotator.ui.command import can_edit, command
from annotator.ui.desk import Desk
from annotator.ui.mending import mend, repairable


def _can_repair(desk: Desk) -> bool:
    return can_edit(desk) and repairable(desk) is not None


@command("Repair", "mark", keys="Ctrl+.", order=300, is_live=_can_repair)
def repair_mark(desk: Desk) -> None:
    """Mend the first problem of the selected mark that the program knows how to mend."""
    problem = repairable(desk)
    if problem is not None and mend(desk, problem):
        desk.session.said.emit(desk.session.tr("Repaired."))
