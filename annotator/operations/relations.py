"""Operations on relations: link, retype, reverse, unlink."""

from dataclasses import replace

from annotator.domain.model import Relation
from annotator.errors import AnnotatorError
from annotator.operations.marks import Added, delete_marks, layer_of
from annotator.store.change import Change
from annotator.store.ids import new_id
from annotator.store.project import Project


def link(project: Project, type_id: str, head: str, tail: str) -> Added:
    """Relate two marks of one layer, `head` to `tail`.

    Raises AnnotatorError if the two are one, are of different layers, or are linked like this already.
    """
    if head == tail:
        raise AnnotatorError("A mark cannot be related to itself. Choose another one.")
    layer_id = layer_of(project, head)
    if layer_of(project, tail) != layer_id:
        raise AnnotatorError("The two marks belong to different documents or annotators.")
    if _linked(project, type_id, head, tail):
        raise AnnotatorError("These two marks have this relation already.")
    values = project.schema().defaults("relation", type_id)
    with project.change("link") as change:
        relation = Relation(new_id(), type_id, head, tail, values, name=project.next_name(layer_id, "R"))
        project.put(layer_id, relation)
    return Added(change.recorded(), relation.id)


def retype_relation(project: Project, relation_id: str, type_id: str) -> Change | None:
    """Give the relation another type."""
    return _put(project, "retype relation", replace(_relation(project, relation_id), type=type_id))


def reverse(project: Project, relation_id: str) -> Change | None:
    """Swap head and tail of the relation."""
    relation = _relation(project, relation_id)
    return _put(project, "reverse relation", replace(relation, head=relation.tail, tail=relation.head))


def unlink(project: Project, relation_id: str) -> Change | None:
    """Delete the relation; its two ends stay."""
    return delete_marks(project, [relation_id])


def _linked(project: Project, type_id: str, head: str, tail: str) -> bool:
    kind = project.schema().relation(type_id)
    ends = {(head, tail), (tail, head)} if kind is not None and kind.symmetric else {(head, tail)}
    touching = (project.find("relation", found) for table, found in project.referring(head) if table == "relation")
    return any(
        isinstance(other, Relation) and other.type == type_id and (other.head, other.tail) in ends for other in touching
    )


def _relation(project: Project, relation_id: str) -> Relation:
    found = project.find("relation", relation_id)
    if not isinstance(found, Relation):
        raise AnnotatorError("The relation {id} is not in the project any more.", id=relation_id)
    return found


def _put(project: Project, kind: str, relation: Relation) -> Change | None:
    with project.change(kind) as change:
        project.put(layer_of(project, relation.id), relation)
    return change.record
