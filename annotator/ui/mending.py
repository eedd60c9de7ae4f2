"""What keys, panels and menus have in common when they mend problems or call them right."""

from collections.abc import Sequence

from annotator.domain.problem import Problem
from annotator.operations.checking import FoundProblem
from annotator.operations.repair import Mending, planned, repair, repair_alike
from annotator.operations.silencing import about, silence, unsilence
from annotator.text.direction import isolate
from annotator.ui.desk import Desk
from annotator.ui.dialogs.waiting import StoppedError, Waiting
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
    fresh = _fresh(desk, problem)
    if fresh is None or fresh.repair is None:
        return False
    return desk.session.run(repair, fresh.repair) is not None


def go_to(desk: Desk, found: FoundProblem) -> bool:
    """Open the document of a problem if it is not open, and select its mark; False if the document is gone."""
    session, problem = desk.session, found.problem
    if found.document_id and (session.document is None or session.layer_id != found.layer_id):
        session.show(found.document_id, found.annotator)
        if session.layer_id != found.layer_id:
            return False
    if problem.target in session.marks:
        session.select(problem.target)
        desk.canvas.reveal(problem.target)
    elif problem.span is not None and problem.span.end <= len(session.text):
        desk.canvas.reveal(problem.span)
    return True


# Calling right


def call_right(desk: Desk, problem: Problem) -> None:
    """Ask why a problem is right and keep the reason; from then on it is not told."""
    session, tr = desk.session, desk.session.tr
    if session.layer_id is None or not is_editable(desk):
        return
    reason = desk.ask.text(tr("This is right"), tr("Why is this right? Others will read your reason."))
    if reason is not None and session.run(silence, session.layer_id, problem, reason) is not None:
        session.said.emit(tr("Called right; it is not told any more."))


def tell_again(desk: Desk, silence_id: str) -> None:
    """Let a problem that was called right be told again."""
    if is_editable(desk) and desk.session.run(unsilence, silence_id) is not None:
        desk.session.said.emit(desk.session.tr("It is told again."))


# Mending all of a kind


def mend_alike(desk: Desk, kind: str, layers: Sequence[tuple[str, str]]) -> None:
    """Show all repairs of a kind in these layers (id, whose) and do those that the user keeps as one change."""
    session, tr = desk.session, desk.session.tr
    mendings = _planned(desk, kind, _allowed(desk, layers))
    if mendings is None:
        return
    if not mendings:
        session.said.emit(tr("There is nothing left to mend alike."))
        return
    chosen = desk.ask.show_mendings(session, desk.canvas.look.theme, mendings)
    if chosen and session.run(repair_alike, chosen) is not None:
        desk.overview.take_out(chosen)
        session.said.emit(tr.count("{count} problems were mended in one step.", len(chosen)))


def _allowed(desk: Desk, layers: Sequence[tuple[str, str]]) -> list[str]:
    """Return the ids of the layers that may be changed; asks before those of other people."""
    session, tr = desk.session, desk.session.tr
    if session.project is None or session.project.read_only:
        is_editable(desk)  # says why not
        return []
    others = {annotator for _, annotator in layers if annotator != session.author}
    if not others:
        return [layer_id for layer_id, _ in layers]
    people = ("، " if tr.is_rtl else ", ").join(map(isolate, sorted(others)))
    question = tr("Such problems are also in marks by {people}. Which may be mended?", people=people)
    own = [layer_id for layer_id, annotator in layers if annotator == session.author]
    options = ([tr("Only my own")] if own else []) + [tr("All of them")]
    answer = desk.ask.choose(tr("Another person's marks"), question, options)
    if answer is None:
        return []
    return own if own and answer == 0 else [layer_id for layer_id, _ in layers]


def _planned(desk: Desk, kind: str, layer_ids: list[str]) -> Sequence[Mending] | None:
    if not layer_ids:
        return None
    session = desk.session
    try:
        with Waiting(session, desk.ask.parent, session.tr("Mend all alike"), total=len(layer_ids)) as waiting:
            return session.run(planned, kind, layer_ids, progress=waiting.step)
    except StoppedError:
        return None


def _fresh(desk: Desk, problem: Problem) -> Problem | None:
    """Return the problem as the check knows it now: of the same mark and kind, and about the same if there is one."""
    found = [one for one in desk.check.of(problem.target) if one.kind == problem.kind]
    same = [one for one in found if about(one) == about(problem)]
    return next(iter([*same, *found]), None)
