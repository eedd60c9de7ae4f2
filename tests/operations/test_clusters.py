"""Clusters grow, join and vanish with their members."""

import pytest

from annotator.errors import AnnotatorError
from annotator.operations.attributes import set_attribute
from annotator.operations.clusters import cluster_marks, leave_cluster, rename_cluster
from annotator.operations.comments import add_comment, delete_comment, resolve_comment
from annotator.operations.entities import add_entity
from annotator.operations.events import add_event
from annotator.operations.marks import delete_marks
from tests.operations.conftest import Desk


@pytest.fixture
def four(desk: Desk) -> list[str]:
    return [
        add_entity(desk.project, desk.layer, "GPE", [desk.span(surface)]).id
        for surface in ("مصر", "القاهرة", "موسكو", "خارجية")
    ]


def clusters(desk: Desk) -> list[set[str]]:
    layer = desk.read()
    return [{entity.id for entity in layer.entities if entity.cluster == found.id} for found in layer.clusters]


def test_uniting_members_of_two_clusters_makes_one(desk: Desk, four: list[str]) -> None:
    cluster_marks(desk.project, four[:2])
    cluster_marks(desk.project, four[2:])
    assert clusters(desk) == [set(four[:2]), set(four[2:])]

    cluster_marks(desk.project, [four[0], four[3]])

    assert clusters(desk) == [set(four)]


def test_empty_clusters_go_by_leaving_and_by_deleting(desk: Desk, four: list[str]) -> None:
    cluster_marks(desk.project, four[:2])
    cluster_marks(desk.project, four[2:])

    leave_cluster(desk.project, four[:2])
    delete_marks(desk.project, four[2:])

    assert desk.read().clusters == ()


def test_cluster_takes_a_name(desk: Desk, four: list[str]) -> None:
    cluster_marks(desk.project, four[:2])
    (cluster,) = desk.read().clusters

    rename_cluster(desk.project, cluster.id, "c-egypt")

    assert desk.read().clusters[0].name == "c-egypt"
    with pytest.raises(AnnotatorError, match="needs a name"):
        rename_cluster(desk.project, cluster.id, "  ")


def test_entities_and_events_do_not_mix(desk: Desk, four: list[str]) -> None:
    event = add_event(desk.project, desk.layer, "Contact.Meet", [desk.span("التقى")]).id

    with pytest.raises(AnnotatorError, match="either entities or events"):
        cluster_marks(desk.project, [four[0], event])


def test_attribute_of_many_marks_is_one_change(desk: Desk, four: list[str]) -> None:
    set_attribute(desk.project, four, "mention_class", "NOM")
    assert {entity.attributes["mention_class"] for entity in desk.read().entities} == {"NOM"}

    desk.project.undo()
    set_attribute(desk.project, four[:1], "mention_class", None)

    assert [dict(entity.attributes) for entity in desk.read().entities][:2] == [{}, {"mention_class": "NAM"}]


def test_comment_is_written_settled_and_deleted(desk: Desk, four: list[str]) -> None:
    comment = add_comment(desk.project, desk.layer, four[0], " أهي المدينة أم الدولة؟ ").id
    resolve_comment(desk.project, comment, resolved=True)

    (found,) = desk.read().comments
    assert (found.text, found.author, found.resolved, found.target) == ("أهي المدينة أم الدولة؟", "amal", True, four[0])
    delete_comment(desk.project, comment)
    assert desk.read().comments == ()
    with pytest.raises(AnnotatorError, match="empty"):
        add_comment(desk.project, desk.layer, None, "  ")
