"""Entities are added, retyped, resized and joined, each as one change."""

import pytest

from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.operations.entities import add_entity, add_fragment, remove_fragment, resize_entity, retype_entity
from tests.operations.conftest import Desk


def test_new_entity_has_a_short_name_and_the_defaults_of_its_type(desk: Desk) -> None:
    added = add_entity(desk.project, desk.layer, "GPE", [desk.span("القاهرة")])

    (entity,) = desk.read().entities
    assert (entity.id, entity.name, entity.type, dict(entity.attributes)) == (
        added.id,
        "T1",
        "GPE",
        {"mention_class": "NAM"},
    )
    assert ("entity", added.id) in added.change.touched


def test_entity_may_begin_inside_a_word(desk: Desk) -> None:
    add_entity(desk.project, desk.layer, "PER", [desk.span("بوتين")])

    assert desk.read().entities[0].spans == (desk.span("بوتين"),)


def test_retyping_keeps_what_the_new_type_has(desk: Desk) -> None:
    added = add_entity(desk.project, desk.layer, "GPE", [desk.span("مصر")], attributes={"mention_class": "NOM"})

    retype_entity(desk.project, added.id, "LOC")
    retype_entity(desk.project, added.id, "TIME")

    (entity,) = desk.read().entities
    assert entity.type == "TIME"
    assert dict(entity.attributes) == {}


def test_pieces_that_touch_become_one_and_others_stay_apart(desk: Desk) -> None:
    added = add_entity(desk.project, desk.layer, "PER", [desk.span("وزير")])

    add_fragment(desk.project, added.id, desk.span(" خارجية"))
    add_fragment(desk.project, added.id, desk.span("بوتين"))

    assert desk.read().entities[0].spans == (desk.span("وزير خارجية"), desk.span("بوتين"))


def test_last_piece_cannot_be_taken_away(desk: Desk) -> None:
    added = add_entity(desk.project, desk.layer, "PER", [desk.span("وزير"), desk.span("بوتين")])

    remove_fragment(desk.project, added.id, desk.span("بوتين"))
    with pytest.raises(AnnotatorError, match="only piece"):
        remove_fragment(desk.project, added.id, desk.span("وزير"))


def test_span_outside_the_text_is_refused_and_nothing_is_recorded(desk: Desk) -> None:
    before = desk.project.history()

    with pytest.raises(AnnotatorError, match="outside the text"):
        add_entity(desk.project, desk.layer, "PER", [Span(50, 5000)])

    assert desk.project.history() == before


def test_resizing_to_the_same_span_is_no_change(desk: Desk) -> None:
    added = add_entity(desk.project, desk.layer, "GPE", [desk.span("مصر")])

    assert resize_entity(desk.project, added.id, [desk.span("مصر")]) is None
    assert resize_entity(desk.project, added.id, [desk.span("مصر القاهرة")]) is not None


def test_undo_takes_back_one_operation_at_a_time(desk: Desk) -> None:
    added = add_entity(desk.project, desk.layer, "GPE", [desk.span("مصر")])
    retype_entity(desk.project, added.id, "ORG")

    desk.project.undo()
    assert desk.read().entities[0].type == "GPE"
    desk.project.undo()
    assert desk.read().entities == ()
    desk.project.redo()
    desk.project.redo()
    assert desk.read().entities[0].type == "ORG"
