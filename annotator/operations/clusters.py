"""Operations on clusters: mentions of one thing, or events that are one."""

from collections.abc import Iterable
from dataclasses import replace

from annotator.domain.model import Cluster, Entity, Event, Relation
from annotator.errors import AnnotatorError
from annotator.operations.marks import layer_of, mark
from annotator.store.change import Change
from annotator.store.ids import new_id
from annotator.store.project import Project


def cluster_marks(project: Project, mark_ids: Iterable[str]) -> Change | None:
    """Put the marks, and all that share a cluster with one of them, into one cluster.

    It is the first mark's cluster if there is one. Raises AnnotatorError for relations, for entities mixed with
    events, and for marks of different layers.
    """
    marks = [_clusterable(project, mark_id) for mark_id in dict.fromkeys(mark_ids)]
    if len({type(item) for item in marks}) > 1 or len({layer_of(project, item.id) for item in marks}) > 1:
        raise AnnotatorError("A cluster holds either entities or events, of one document and annotator.")
    with project.change("cluster marks") as change:
        if marks:
            _unite(project, marks)
    return change.record


def leave_cluster(project: Project, mark_ids: Iterable[str]) -> Change | None:
    """Take the marks out of their clusters; a cluster that is empty then goes."""
    with project.change("leave cluster") as change:
        for mark_id in dict.fromkeys(mark_ids):
            _move(project, _clusterable(project, mark_id), None)
    return change.record


def rename_cluster(project: Project, cluster_id: str, name: str) -> Change | None:
    """Give the cluster another name; raises AnnotatorError if it is empty."""
    layer_id = project.layer_of("cluster", cluster_id)
    if layer_id is None or not name.strip():
        raise AnnotatorError("A cluster needs a name.")
    with project.change("rename cluster") as change:
        project.put(layer_id, Cluster(cluster_id, name.strip()))
    return change.record


def _unite(project: Project, marks: list[Entity | Event]) -> None:
    old = list(dict.fromkeys(item.cluster for item in marks if item.cluster is not None))
    layer_id = layer_of(project, marks[0].id)
    chosen = old[0] if old else new_id()
    if not old:
        prefix = "c-" if isinstance(marks[0], Entity) else "ev-"
        project.put(layer_id, Cluster(chosen, project.next_name(layer_id, prefix)))
    for cluster in old[1:]:
        for _table, member in project.members(cluster):
            _move(project, _clusterable(project, member), chosen)
    for item in marks:
        if item.cluster is None:
            _move(project, item, chosen)


def _move(project: Project, item: Entity | Event, cluster: str | None) -> None:
    left = item.cluster
    project.put(layer_of(project, item.id), replace(item, cluster=cluster))
    if left is not None and not project.members(left):
        project.delete("cluster", left)


def _clusterable(project: Project, mark_id: str) -> Entity | Event:
    found = mark(project, mark_id)
    if isinstance(found, Relation):
        raise AnnotatorError("Relations have no clusters. Choose entities or events.")
    return found
