"""Operations that mend what a check found wrong: one problem, or all alike of one kind, each as one change."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.check import problems
from annotator.domain.model import Mark
from annotator.domain.problem import Problem, Repair
from annotator.errors import AnnotatorError
from annotator.operations.marks import TABLES, delete_marks, layer_of, mark
from annotator.operations.silencing import known_silences, told
from annotator.store.change import Change
from annotator.store.project import Project
from annotator.text.tokens import sentences


@dataclass(frozen=True, slots=True)
class Mending:
    """One repair of many: where it is, what it mends, and the marks concerned as they were when it was planned."""

    document_id: str
    document: str
    layer_id: str
    problem: Problem
    before: tuple[Mark, ...]
    text: str  # the document's, to show what a mark covers before and after

    @property
    def repair(self) -> Repair:
        """Return what is to be done."""
        return self.problem.repair or Repair()


def repair(project: Project, mending: Repair) -> Change | None:
    """Put the marks as the repair says, or delete those that it takes away.

    Raises AnnotatorError if one of the marks is gone. A repair either puts or deletes, never both.
    """
    if mending.delete:
        for mark_id in mending.delete:
            mark(project, mark_id)
        return delete_marks(project, mending.delete)
    with project.change("repair") as change:
        _put(project, mending)
    return change.record


def plan_repairs(
    project: Project, kind: str, layer_ids: Iterable[str], progress: Callable[[int], None] = lambda _done: None
) -> Iterator[Mending]:
    """Yield the repairs of every problem of a kind in these layers, as they are now; of a mark that has several, one.

    What somebody called right is left alone. `progress` is called with the number of layers looked at.
    """
    schema = project.schema()
    for number, layer_id in enumerate(dict.fromkeys(layer_ids), 1):
        row = project.document_row(project.document_of(layer_id))
        text, layer = project.text(row.id), project.layer(layer_id)
        marks = {one.id: one for one in layer.marks()}
        found = (one for one in problems(text, layer, schema, sentences=sentences) if one.kind == kind and one.repair)
        taken: set[str] = set()
        for problem in told(found, known_silences(project.silences.of(layer_id))):
            ids = _ids(problem.repair or Repair())
            if taken.isdisjoint(ids):
                taken |= ids
                before = tuple(marks[one] for one in sorted(ids))
                yield Mending(row.id, row.name, layer_id, problem, before, text)
        progress(number)


def planned(
    project: Project, kind: str, layer_ids: Iterable[str], progress: Callable[[int], None] = lambda _done: None
) -> tuple[Mending, ...]:
    """Return what `plan_repairs` yields."""
    return tuple(plan_repairs(project, kind, layer_ids, progress))


def repair_alike(project: Project, mendings: Iterable[Mending]) -> Change | None:
    """Do all these repairs as one change; raises AnnotatorError if a mark is not as it was when it was planned."""
    chosen = list(mendings)
    for mending in chosen:
        if any(_find(project, before.id) != before for before in mending.before):
            raise AnnotatorError(
                "“{name}” was changed meanwhile, so nothing was mended. Look at the list of repairs again.",
                name=mending.document,
            )
    gone = [mark_id for mending in chosen for mark_id in mending.repair.delete]
    if gone:
        return delete_marks(project, gone)
    with project.change("repair") as change:
        for mending in chosen:
            _put(project, mending.repair)
    return change.record


def _put(project: Project, mending: Repair) -> None:
    for mended in mending.put:
        project.put(layer_of(project, mended.id), mended)


def _ids(mending: Repair) -> set[str]:
    return {*mending.delete, *(mended.id for mended in mending.put)}


def _find(project: Project, mark_id: str) -> object:
    return next((found for table in TABLES if (found := project.find(table, mark_id)) is not None), None)
