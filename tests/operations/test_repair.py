"""Repairs done one by one and all alike: one change, one undo, and never over somebody's later edit."""

import pytest

from annotator.domain.model import Relation
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.operations.checking import project_problems
from annotator.operations.documents import open_layer
from annotator.operations.entities import add_entity, resize_entity
from annotator.operations.repair import planned, repair_alike
from annotator.operations.silencing import silence


def wide(desk, layer, words):
    """Mark the words with the blank before them."""
    span = desk.span(words)
    return add_entity(desk.project, layer, "GPE", [Span(span.start - 1, span.end)]).id


@pytest.fixture
def layers(desk):
    other = open_layer(desk.project, desk.document, "noor")
    for words in ("مصر", "القاهرة", "موسكو"):
        wide(desk, desk.layer, words)
    wide(desk, other, "مصر")
    return [desk.layer, other]


def test_all_of_a_kind_are_mended_as_one_change_that_undo_takes_back(desk, layers):
    before = len(desk.project.history())

    change = repair_alike(desk.project, planned(desk.project, "edge space", layers))

    assert list(project_problems(desk.project)) == []
    assert change.kind == "repair"
    assert len(desk.project.history()) == before + 1
    desk.project.undo()
    assert [found.problem.kind for found in project_problems(desk.project)] == ["edge space"] * 4


def test_only_the_layers_that_are_named_are_planned_and_progress_is_told(desk, layers):
    done = []

    mendings = planned(desk.project, "edge space", layers[:1], done.append)

    assert [(one.layer_id, one.document) for one in mendings] == [(desk.layer, "خبر.txt")] * 3
    assert done == [1]
    assert mendings[0].before[0].spans[0].start + 1 == mendings[0].repair.put[0].spans[0].start


def test_what_is_called_right_is_left_alone(desk, layers):
    found = next(iter(project_problems(desk.project)))
    silence(desk.project, found.layer_id, found.problem, "هكذا")

    assert len(planned(desk.project, "edge space", [found.layer_id])) == 2


def test_duplicates_go_together(desk):
    head, tail = (add_entity(desk.project, desk.layer, "GPE", [desk.span(one)]).id for one in ("مصر", "موسكو"))
    with desk.project.change("import"):
        for number in range(3):
            desk.project.put(desk.layer, Relation(f"r{number}", "PART-WHOLE.Geographical", head, tail))

    repair_alike(desk.project, planned(desk.project, "duplicate relation", [desk.layer]))

    assert len(desk.read().relations) == 1


def test_nothing_is_mended_if_a_mark_was_changed_since(desk, layers):
    mendings = planned(desk.project, "edge space", [desk.layer])
    span = desk.span("وزير")
    resize_entity(desk.project, mendings[1].before[0].id, [Span(span.start - 1, span.end)])

    with pytest.raises(AnnotatorError, match="changed meanwhile"):
        repair_alike(desk.project, mendings)

    assert len(planned(desk.project, "edge space", [desk.layer])) == 3
