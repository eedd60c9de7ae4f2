"""Operations on clusters: mentions of one thing, or events that are one."""

from collections.abc import Iterable
from dataclasses import replace

from annotator.domain.model import Cluster, Entity, Event, Relation, spans_of
from annotator.domain.span import surface
from annotator.errors import AnnotatorError
from annotator.operations.marks import layer_of, mark
from annotator.store.change import Change
from annotator.store.ids import new_id
from annotator.store.project import Project

_MOST = 1_000_000  # clusters of one name


def cluster_marks(project: Project, mark_ids: Iterable[str]) -> Change | None:
    """Put the marks, and all that share a cluster with one of them, into one cluster.

    It is the first mark's cluster if there is one. Raises AnnotatorError for relations, for entities mixed with
    events, and for marks of different layers.
    """
    marks = [_clusterable(project, mark_id) for mark_id in dict.fromkeys(mark_ids)]
    _refuse_mixed(project, marks)
    with project.change("cluster marks") as change:
        unite(project, marks)
    return change.record


def leave_cluster(project: Project, mark_ids: Iterable[str]) -> Change | None:
    """Take the marks out of their clusters; a cluster that is empty then goes."""
    with project.change("leave cluster") as change:
        for mark_id in dict.fromkeys(mark_ids):
            _move(project, _clusterable(project, mark_id), None)
    return change.record


def merge_clusters(project: Project, cluster_ids: Iterable[str]) -> Change | None:
    """Make one cluster of several; the first one's name stays.

    Raises AnnotatorError if one is gone, or if they hold marks that may not be in one cluster.
    """
    members = [project.members(cluster_id) for cluster_id in dict.fromkeys(cluster_ids)]
    if not all(members):
        raise AnnotatorError("A cluster that was chosen is not in the project any more. Choose again.")
    firsts = [_clusterable(project, ids[0][1]) for ids in members]
    _refuse_mixed(project, firsts)
    with project.change("merge clusters") as change:
        unite(project, firsts)
    return change.record


def split_cluster(project: Project, mark_ids: Iterable[str]) -> Change | None:
    """Make of some mentions of a cluster one of their own.

    Raises AnnotatorError unless they are of one cluster and leave some mention in it.
    """
    marks = [_clusterable(project, mark_id) for mark_id in dict.fromkeys(mark_ids)]
    clusters = {item.cluster for item in marks}
    cluster = marks[0].cluster if marks else None
    if len(clusters) != 1 or cluster is None or len(project.members(cluster)) <= len(marks):
        raise AnnotatorError("Choose some mentions of one cluster, but not all, to make a cluster of their own.")
    with project.change("split cluster") as change:
        _found_cluster(project, marks)
    return change.record


def rename_cluster(project: Project, cluster_id: str, name: str) -> Change | None:
    """Give the cluster another name; raises AnnotatorError if it is empty or another cluster of the layer has it."""
    layer_id = project.layer_of("cluster", cluster_id)
    if layer_id is None or not name.strip():
        raise AnnotatorError("A cluster needs a name.")
    if project.find_cluster(layer_id, name.strip()) not in (None, cluster_id):
        raise AnnotatorError("Another cluster is called “{name}”. Choose another name, or merge the two.", name=name)
    with project.change("rename cluster") as change:
        project.put(layer_id, Cluster(cluster_id, name.strip()))
    return change.record


def name_cluster_after(project: Project, mark_id: str) -> Change | None:
    """Give the mark's cluster the words of the mark as its main name; a number is added where another one has it.

    Raises AnnotatorError if the mark is in no cluster.
    """
    item = _clusterable(project, mark_id)
    if item.cluster is None:
        raise AnnotatorError("This mark is in no cluster.")
    layer_id = layer_of(project, mark_id)
    words = " ".join(surface(project.text(project.document_of(layer_id)), spans_of(item)).split())
    names = (words, *(f"{words} {number}" for number in range(2, _MOST)))
    free = next(name for name in names if project.find_cluster(layer_id, name) in (None, item.cluster))
    return rename_cluster(project, item.cluster, free)


def unite(project: Project, marks: list[Entity | Event]) -> None:
    """Put the marks, and all that share a cluster with one of them, into one cluster, inside a change."""
    old = list(dict.fromkeys(item.cluster for item in marks if item.cluster is not None))
    if not old:
        _found_cluster(project, marks)
        return
    chosen = old[0]
    for cluster in old[1:]:
        for _table, member in project.members(cluster):
            _move(project, _clusterable(project, member), chosen)
    for item in marks:
        if item.cluster is None:
            _move(project, item, chosen)


def _found_cluster(project: Project, marks: list[Entity | Event]) -> None:
    """Put the marks, if there are any, into a new cluster."""
    if not marks:
        return
    layer_id = layer_of(project, marks[0].id)
    prefix = "c-" if isinstance(marks[0], Entity) else "ev-"
    cluster = Cluster(new_id(), project.next_name(layer_id, prefix))
    project.put(layer_id, cluster)
    for item in marks:
        _move(project, item, cluster.id)


def _refuse_mixed(project: Project, marks: list[Entity | Event]) -> None:
    if len({type(item) for item in marks}) > 1 or len({layer_of(project, item.id) for item in marks}) > 1:
        raise AnnotatorError("A cluster holds either entities or events, of one document and annotator.")


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
