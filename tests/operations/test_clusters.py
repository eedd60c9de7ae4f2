"""Clusters grow, join and vanish with their members."""

import pytest

from annotator.errors import AnnotatorError
from annotator.operations.attributes import set_attribute
from annotator.operations.clusters import (
    cluster_marks,
    leave_cluster,
    merge_clusters,
    name_cluster_after,
    rename_cluster,
    split_cluster,
)
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


def test_two_clusters_become_one_with_the_first_ones_name(desk: Desk, four: list[str]) -> None:
    cluster_marks(desk.project, four[:2])
    cluster_marks(desk.project, four[2:])
    first, second = desk.read().clusters

    merge_clusters(desk.project, [second.id, first.id])

    assert clusters(desk) == [set(four)]
    assert desk.read().clusters == (second,)


def test_a_cluster_that_is_gone_cannot_be_merged(desk: Desk, four: list[str]) -> None:
    cluster_marks(desk.project, four[:2])
    with pytest.raises(AnnotatorError):
        merge_clusters(desk.project, [desk.read().clusters[0].id, "gone"])


def test_some_mentions_become_a_cluster_of_their_own(desk: Desk, four: list[str]) -> None:
    cluster_marks(desk.project, four)

    split_cluster(desk.project, four[2:])

    assert clusters(desk) == [set(four[:2]), set(four[2:])]
    desk.project.undo()
    assert clusters(desk) == [set(four)]


@pytest.mark.parametrize("chosen", [slice(0, 4), slice(0, 0), slice(2, 5)])
def test_all_or_none_or_strange_mentions_are_not_split_off(desk: Desk, four: list[str], chosen: slice) -> None:
    lonely = add_entity(desk.project, desk.layer, "GPE", [desk.span("أمس")]).id
    cluster_marks(desk.project, four)
    with pytest.raises(AnnotatorError):
        split_cluster(desk.project, [*four, lonely][chosen])


def test_a_mention_gives_its_cluster_the_main_name(desk: Desk, four: list[str]) -> None:
    cluster_marks(desk.project, four[:2])
    cluster_marks(desk.project, four[2:])

    name_cluster_after(desk.project, four[1])
    assert desk.read().clusters[0].name == "القاهرة"

    desk.project.undo()
    rename_cluster(desk.project, desk.read().clusters[1].id, "القاهرة")
    name_cluster_after(desk.project, four[1])
    assert [one.name for one in desk.read().clusters] == ["القاهرة 2", "القاهرة"]


def test_two_clusters_of_a_layer_never_have_one_name(desk: Desk, four: list[str]) -> None:
    cluster_marks(desk.project, four[:2])
    cluster_marks(desk.project, four[2:])
    first, second = desk.read().clusters
    with pytest.raises(AnnotatorError):
        rename_cluster(desk.project, first.id, second.name)
    assert rename_cluster(desk.project, first.id, first.name) is None


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(desk: Desk, four: list[str], value: float) -> None:
    with pytest.raises(AnnotatorError):
        set_attribute(desk.project, four, "confidence", value)
    assert not any("confidence" in entity.attributes for entity in desk.read().entities)
