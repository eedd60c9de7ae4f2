"""Queues and blindness: what waits for whom, and what they may see."""

from pathlib import Path

import pytest

from annotator.domain.model import State
from annotator.domain.people import Batch
from annotator.errors import AnnotatorError
from annotator.operations.assignment import assign, by_hand
from annotator.operations.projects import preset_source
from annotator.operations.queue import (
    approve,
    hand_in,
    is_blind,
    queue_of,
    review_queue,
    send_back,
    take_into_review,
    visible,
)
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "p.annot", schema_source=preset_source("conll4"), author="lead")
    with project.change("import"):
        for name in "abcd":
            project.add_document(name, "كلمة")
    return project


def layer(project: Project, document: str, person: str) -> str:
    rows = project.layers(str(project.find_document(document)))
    return next(row.id for row in rows if row.annotator == person)


def test_without_batches_every_document_waits(project: Project) -> None:
    assert [task.document.name for task in queue_of(project.documents(), "آمال")] == ["a", "b", "c", "d"]


def test_returned_work_comes_first_then_what_was_begun(project: Project) -> None:
    assign(project, Batch("1"), by_hand(project.documents(), ["آمال"]))
    with project.change("set state"):
        project.set_state(layer(project, "b", "آمال"), State.IN_PROGRESS)
        project.set_state(layer(project, "d", "آمال"), State.DONE)
    send_back(project, layer(project, "c", "آمال"), "الأدوات ناقصة")

    assert [task.document.name for task in queue_of(project.documents(), "آمال")] == ["c", "b", "a"]
    assert queue_of(project.documents(), "بشير") == []


def test_returning_needs_a_reason(project: Project) -> None:
    assign(project, Batch("1"), by_hand(project.documents(), ["آمال"]))

    with pytest.raises(AnnotatorError, match="Say what"):
        send_back(project, layer(project, "a", "آمال"), " ")


def test_a_document_is_blind_until_all_are_done(project: Project) -> None:
    assign(project, Batch("1"), by_hand(project.documents()[:1], ["آمال", "بشير"]))
    batches = project.people.batches()
    row = project.documents()[0]
    assert [one.annotator for one in visible(row, "آمال", batches)] == ["آمال"]
    assert len(visible(row, "lead", batches)) == 2

    hand_in(project, layer(project, "a", "آمال"))
    assert is_blind(project.documents()[0], "آمال", batches)
    hand_in(project, layer(project, "a", "بشير"))
    assert not is_blind(project.documents()[0], "آمال", batches)


def test_the_reviewer_gets_what_all_have_finished(project: Project) -> None:
    assign(project, Batch("1"), by_hand(project.documents()[:1], ["آمال", "بشير"]))
    hand_in(project, layer(project, "a", "آمال"))
    assert review_queue(project.documents()) == []

    hand_in(project, layer(project, "a", "بشير"))
    ids = [layer(project, "a", name) for name in ("آمال", "بشير")]
    take_into_review(project, ids)
    assert [row.name for row in review_queue(project.documents())] == ["a"]
    approve(project, ids)
    assert review_queue(project.documents()) == []
    assert project.verify() == []
