"""Work time: gaps that are pauses do not count, and the later change says for what."""

from pathlib import Path

import pytest

from annotator.domain.people import Batch
from annotator.domain.span import Span
from annotator.operations.assignment import assign, by_hand
from annotator.operations.entities import add_entity
from annotator.operations.projects import preset_source
from annotator.operations.queue import hand_in
from annotator.operations.worktime import progress, times
from annotator.store.people import Act
from annotator.store.project import Project


def act(author: str, at: str, layer: str | None = "L1") -> Act:
    return Act(author, f"2026-05-0{at}+00:00", layer)


def test_gaps_count_for_the_later_document_and_pauses_do_not() -> None:
    acts = [
        act("a", "1T10:00:00", "L1"),
        act("a", "1T10:01:00", "L1"),
        act("b", "1T10:01:30", "L1"),
        act("a", "1T10:03:00", "L2"),
        act("a", "1T11:00:00", "L2"),
        act("a", "2T00:00:30", "L2"),
    ]

    found = times(acts)

    assert found.layers == {("a", "L1"): 60.0, ("a", "L2"): 120.0}
    assert found.days == {("a", "2026-05-01"): 180.0}


def test_a_clock_that_went_back_takes_nothing_away() -> None:
    found = times([act("a", "1T10:00:00"), act("a", "1T09:00:00"), act("a", "1T10:01:00")])

    assert found.layers == {("a", "L1"): 60.0}


def test_a_time_that_is_none_is_passed_over() -> None:
    assert not times([Act("a", "yesterday", "L1"), act("a", "1T10:00:00")]).layers


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "p.annot", schema_source=preset_source("conll4"), author="آمال")
    with project.change("import"):
        project.add_document("a", "كلمة كلمة")
    return project


def test_progress_counts_states_marks_and_documents(project: Project) -> None:
    assign(project, Batch("1"), by_hand(project.documents(), ["آمال", "بشير"]))
    mine = next(row.id for row in project.documents()[0].layers if row.annotator == "آمال")
    add_entity(project, mine, "PERS", (Span(0, 4),))
    hand_in(project, mine)

    first, second = progress(project, project.documents())

    assert (first.person, first.batch, first.documents, first.finished, first.marks) == ("آمال", "1", 1, 1, 1)
    assert (second.person, second.finished, second.marks, second.marks_per_hour) == ("بشير", 0, 0, None)
    assert 0 <= first.seconds < 60


def test_acts_know_the_layer_of_arguments_and_states(project: Project) -> None:
    assign(project, Batch("1"), by_hand(project.documents(), ["آمال"]))
    mine = project.documents()[0].layers[0].id
    hand_in(project, mine)

    assert [one.layer_id for one in project.people.acts()] == [mine]
