"""Operation that mends what a check found wrong, as one change."""

from annotator.domain.problem import Repair
from annotator.operations.marks import delete_marks, layer_of, mark
from annotator.store.change import Change
from annotator.store.project import Project


def repair(project: Project, mending: Repair) -> Change | None:
    """Put the marks as the repair says, or delete those that it takes away.

    Raises AnnotatorError if one of the marks is gone. A repair either puts or deletes, never both.
    """
    if mending.delete:
        for mark_id in mending.delete:
            mark(project, mark_id)
        return delete_marks(project, mending.delete)
    with project.change("repair") as change:
        for mended in mending.put:
            project.put(layer_of(project, mended.id), mended)
    return change.record
