"""Unfinished: step to what still wants something - a role that is missing, a mark that the schema does not allow."""

from annotator.domain.problem import Problem
from annotator.domain.span import Span
from annotator.ui.desk import Desk
from annotator.ui.wording import problem_text

_WAITED_FOR = 3000  # marks that are checked at once, within the blink of an eye
_ALL = 1 << 30


def go_to_unfinished(desk: Desk, step: int) -> None:
    """Go to the next (1) or previous (-1) place with a problem, round the ends of the text, and say what it is."""
    session = desk.session
    if len(session.marks) <= _WAITED_FOR:
        desk.check.finish()
    stops = _stops(desk.check.first(_ALL))
    if not stops:
        session.said.emit(session.tr("Nothing is unfinished here."))
        return
    at = _place(desk)
    if step > 0:
        problem = next((found for place, found in stops if place > at), stops[0][1])
    else:
        problem = next((found for place, found in reversed(stops) if place < at), stops[-1][1])
    _go(desk, problem)
    session.said.emit(problem_text(session, problem))


def _stops(found: list[Problem]) -> list[tuple[tuple[int, str], Problem]]:
    """Return the first problem of each mark, by its place in the text."""
    stops: dict[tuple[int, str], Problem] = {}
    for problem in found:
        stops.setdefault((problem.span.start if problem.span else -1, problem.target), problem)
    return sorted(stops.items(), key=lambda stop: stop[0])


def _place(desk: Desk) -> tuple[int, str]:
    """Return where the cursor is, as stops are sorted."""
    mark, spans = desk.session.mark, desk.canvas.selection.spans
    if mark is not None:
        known = desk.check.of(mark.id)
        if known and known[0].span is not None:
            return known[0].span.start, mark.id
    return (spans[0].start, "") if spans else (-1, "")


def _go(desk: Desk, problem: Problem) -> None:
    session, canvas = desk.session, desk.canvas
    if problem.target in session.marks:
        session.select(problem.target)
        canvas.reveal(problem.target)
    elif problem.span is not None:
        canvas.select_spans((Span(problem.span.start, problem.span.end),))
        canvas.reveal(problem.span)
