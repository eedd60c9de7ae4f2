"""Marks, layers and documents as values."""

from dataclasses import FrozenInstanceError

import pytest

from annotator.domain.model import NOTHING, Document, Entity, Event, Layer, Relation, State, digest, spans_of
from annotator.domain.span import Span


def test_marks_come_as_entities_then_events_then_relations():
    entity, event = Entity("T1", "PER", (Span(0, 1),)), Event("E1", "Meet", (Span(2, 3),))
    relation = Relation("R1", "Near", "T1", "E1")
    layer = Layer("leila", entities=(entity,), events=(event,), relations=(relation,))
    assert list(layer.marks()) == [entity, event, relation]


def test_the_place_of_an_entity_is_its_spans_and_of_an_event_its_trigger():
    assert spans_of(Entity("T1", "PER", (Span(0, 1), Span(4, 5)))) == (Span(0, 1), Span(4, 5))
    assert spans_of(Event("E1", "Meet", (Span(2, 3),))) == (Span(2, 3),)


def test_the_digest_is_that_of_the_utf8_text():
    document = Document("d", "d.txt", "سلام")
    assert document.sha256 == digest("سلام")
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_values_cannot_be_changed():
    entity = Entity("T1", "PER", (Span(0, 1),))
    with pytest.raises(FrozenInstanceError):
        entity.type = "ORG"
    with pytest.raises(TypeError):
        NOTHING["a"] = 1


def test_a_new_layer_is_new_and_states_are_written_as_in_files():
    assert Layer("leila").state is State.NEW
    assert [state.value for state in State] == ["new", "in progress", "done", "in review", "approved", "returned"]
