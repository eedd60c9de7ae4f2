"""A gesture that marks and clusters at once is one change."""

import pytest

from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.operations.entities import add_entity
from annotator.operations.events import add_event
from annotator.operations.relations import link
from annotator.operations.same_thing import DESCRIPTION, PRONOUN, Part, class_values, mark_pair, mark_same
from tests.operations.conftest import Desk


def changes(desk: Desk) -> list[str]:
    return [one.kind for one in desk.project.history()]


def test_one_more_mention_takes_type_and_cluster_of_the_other(desk: Desk) -> None:
    minister = add_entity(desk.project, desk.layer, "PER", [desk.span("وزير")]).id

    added = mark_same(desk.project, minister, (desk.span("بوتين"),), mention_class=PRONOUN)

    first, second = desk.read().entities
    assert (second.id, second.type, second.attributes["mention_class"]) == (added.id, "PER", "PRO")
    assert first.cluster == second.cluster is not None
    assert changes(desk)[0] == "mark the same thing"

    desk.project.undo()
    assert [entity.cluster for entity in desk.read().entities] == [None]
    assert desk.read().clusters == ()


def test_one_more_mention_of_an_event_is_an_event(desk: Desk) -> None:
    visit = add_event(desk.project, desk.layer, "Movement.TransportPerson", [desk.span("زار")]).id

    mark_same(desk.project, visit, (desk.span("التقى"),))

    first, second = desk.read().events
    assert first.cluster == second.cluster is not None


def test_a_name_and_its_description_are_one_cluster_of_one_change(desk: Desk) -> None:
    before = len(changes(desk))
    parts = [Part((desk.span("وزير خارجية"),), DESCRIPTION), Part((desk.span("بوتين"),))]

    added = mark_pair(desk.project, desk.layer, "PER", parts)

    description, name = desk.read().entities
    assert [one.attributes["mention_class"] for one in (description, name)] == ["NOM", "NAM"]
    assert description.cluster == name.cluster is not None
    assert added.id == name.id
    assert len(changes(desk)) == before + 1


def test_a_part_that_is_marked_stays(desk: Desk) -> None:
    minister = add_entity(desk.project, desk.layer, "ORG", [desk.span("وزير")]).id

    mark_pair(desk.project, desk.layer, "PER", [Part((), mark_id=minister), Part((desk.span("بوتين"),))])

    assert [(one.type, one.cluster is None) for one in desk.read().entities] == [("ORG", False), ("PER", False)]


def test_a_relation_is_no_thing_to_mention_again(desk: Desk) -> None:
    ends = [add_entity(desk.project, desk.layer, "GPE", [desk.span(one)]).id for one in ("مصر", "القاهرة")]
    relation = link(desk.project, "PART-WHOLE.Geographical", *ends)

    with pytest.raises(AnnotatorError):
        mark_same(desk.project, relation.id, (Span(0, 3),))


def test_the_class_is_the_schemas_own(desk: Desk) -> None:
    schema = desk.project.schema()
    assert class_values(schema, "PER", PRONOUN) == {"mention_class": "PRO"}
    assert class_values(schema, "TIME", PRONOUN) == {}
