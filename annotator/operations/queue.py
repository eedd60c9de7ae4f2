"""Queues: what waits for a person, most urgent first; and which layers they may see while work is blind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from annotator.domain.model import State
from annotator.domain.origin import suggested_by
from annotator.domain.people import Batch
from annotator.errors import AnnotatorError
from annotator.operations.people import GOLD
from annotator.store.change import Change
from annotator.store.project import Project
from annotator.store.rows import Counts, DocumentRow, LayerRow

_URGENCY = {State.RETURNED: 0, State.IN_PROGRESS: 1, State.NEW: 2}
FINISHED = frozenset({State.DONE, State.IN_REVIEW, State.APPROVED})


@dataclass(frozen=True, slots=True)
class Task:
    """A document that waits for somebody; `layer` is their own, None before it was begun."""

    document: DocumentRow
    layer: LayerRow | None
    state: State


def queue_of(documents: Iterable[DocumentRow], person: str) -> list[Task]:
    """Return what waits for a person: what was returned, then what was begun, then what is new.

    Where documents were given out, only their own count; in a project without batches every document is everybody's.
    """
    rows = list(documents)
    given = any(layer.batch for row in rows for layer in row.layers)
    tasks = [task for row in rows if (task := _task(row, person, given=given)) is not None]
    return sorted(tasks, key=lambda task: _URGENCY[task.state])


def _task(row: DocumentRow, person: str, *, given: bool) -> Task | None:
    own = next((layer for layer in row.layers if layer.annotator == person), None)
    if own is None:
        return None if given else Task(row, None, State.NEW)
    return Task(row, own, own.state) if own.state in _URGENCY else None


def review_queue(documents: Iterable[DocumentRow]) -> list[DocumentRow]:
    """Return the documents that can be reviewed: everybody's work is done and not all of it approved."""
    return [row for row in documents if is_ready(row)]


def is_ready(row: DocumentRow) -> bool:
    """Say whether everybody who works on the document is done and something still waits for a reviewer."""
    work = list(worked(row))
    return (
        bool(work)
        and all(layer.state in FINISHED for layer in work)
        and any(layer.state is not State.APPROVED for layer in work)
    )


def worked(row: DocumentRow) -> Iterator[LayerRow]:
    """Yield the layers of a document that people work on.

    These are all but the decided one, what a program suggested, and where somebody only left a comment.
    """
    for layer in row.layers:
        if layer.annotator != GOLD and not suggested_by(layer.extra) and not _is_remark(layer):
            yield layer


def _is_remark(layer: LayerRow) -> bool:
    """Say whether nothing is in a layer but comments, and nobody was asked to work in it."""
    has_comments = replace(layer.counts, comments=0) == Counts() != layer.counts
    return has_comments and layer.batch is None and layer.state is State.NEW


def visible(row: DocumentRow, person: str, batches: Iterable[Batch]) -> list[LayerRow]:
    """Return the layers of a document that a person may see.

    While the document is blind for them, only their own: they and somebody else work on it in a blind batch, and not
    all of them are done.
    """
    return (
        [layer for layer in row.layers if layer.annotator == person]
        if is_blind(row, person, batches)
        else [*row.layers]
    )


def is_blind(row: DocumentRow, person: str, batches: Iterable[Batch]) -> bool:
    """Say whether others' work in the document is hidden from a person."""
    blind = {batch.name for batch in batches if batch.is_blind}
    given = [layer for layer in worked(row) if layer.batch in blind]
    is_theirs = any(layer.annotator == person for layer in given)
    return is_theirs and len(given) > 1 and any(layer.state not in FINISHED for layer in given)


def hand_in(project: Project, layer_id: str) -> Change | None:
    """Say that the work on a layer is done."""
    return _move(project, layer_id, State.DONE, "hand in")


def take_into_review(project: Project, layer_ids: Iterable[str]) -> Change | None:
    """Say that a reviewer looks at finished layers; others are left as they are."""
    with project.change("take into review") as change:
        for layer_id in layer_ids:
            if _state(project, layer_id) is State.DONE:
                project.set_state(layer_id, State.IN_REVIEW)
    return change.record


def approve(project: Project, layer_ids: Iterable[str]) -> Change | None:
    """Say that the work on layers is right as it stands."""
    with project.change("approve") as change:
        for layer_id in layer_ids:
            project.set_state(layer_id, State.APPROVED)
    return change.record


def send_back(project: Project, layer_id: str, reason: str) -> Change | None:
    """Return work to its annotator; raises AnnotatorError without a reason."""
    if not reason.strip():
        raise AnnotatorError("Say what is to be done again, so that the annotator can follow it.")
    return _move(project, layer_id, State.RETURNED, "send back", reason.strip())


def send_all_back(project: Project, layer_ids: Iterable[str], reason: str) -> Change | None:
    """Return several layers for one reason, as one change; raises AnnotatorError without a reason."""
    if not reason.strip():
        raise AnnotatorError("Say what is to be done again, so that the annotator can follow it.")
    with project.change("send back") as change:
        for layer_id in layer_ids:
            project.set_state(layer_id, State.RETURNED, reason.strip())
    return change.record


def _move(project: Project, layer_id: str, state: State, kind: str, reason: str = "") -> Change | None:
    with project.change(kind) as change:
        project.set_state(layer_id, state, reason)
    return change.record


def _state(project: Project, layer_id: str) -> State | None:
    rows = project.layers(project.document_of(layer_id))
    return next((row.state for row in rows if row.id == layer_id), None)
