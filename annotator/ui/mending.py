"""What keys and panels have in common when they mend a problem."""

from annotator.domain.problem import Problem
from annotator.operations.repair import repair
from annotator.ui.desk import Desk
from annotator.ui.marking import is_editable


def repairable(desk: Desk) -> Problem | None:
    """Return the first problem of the selected mark that has a repair."""
    mark = desk.session.mark
    found = desk.check.of(mark.id) if mark else []
    return next((problem for problem in found if problem.repair is not None), None)


def mend(desk: Desk, problem: Problem) -> bool:
    """Apply a problem's repair, as the check sees the mark at this moment; False if there is none any more."""
    if not is_editable(desk):
        return False
    desk.check.finish()
    fresh = next((found for found in desk.check.of(problem.target) if found.kind == problem.kind), None)
    if fresh is None or fresh.repair is None:
        return False
    return desk.session.run(repair, fresh.repair) is not None
