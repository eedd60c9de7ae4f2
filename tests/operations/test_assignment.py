"""Assignment: balanced, reproducible, and undone like everything else."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from annotator.domain.model import Entity
from annotator.domain.people import Batch
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.operations.assignment import assign, by_hand, by_share, each_to, loads, open_blind, take_back, unassigned
from annotator.operations.projects import preset_source
from annotator.store.ids import new_id
from annotator.store.project import Project

NAMES = ("آمال", "بشير", "سارة")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "p.annot", schema_source=preset_source("conll4"), author="lead")
    with project.change("import"):
        for number in range(40):
            project.add_document(f"{number}.txt", "كلمة " * (number + 1))
    return project


def test_each_to_gives_every_document_to_so_many(project: Project) -> None:
    rows = project.documents()
    plan = each_to(rows, NAMES, 2, seed=7)

    assert all(len(names) == len(set(names)) == 2 for names in plan.values())
    characters = [load.characters for load in loads(plan, rows)]
    assert max(characters) - min(characters) <= max(row.length for row in rows)


def test_everybody_shares_documents_with_everybody(project: Project) -> None:
    plan = each_to(project.documents(), NAMES, 2, seed=7)
    pairs = Counter(plan.values())

    assert set(pairs) == {tuple(sorted(pair)) for pair in combinations(NAMES, 2)}
    assert max(pairs.values()) - min(pairs.values()) <= 1


def test_a_seed_repeats_the_drawing_and_another_does_not(project: Project) -> None:
    rows = project.documents()

    assert each_to(rows, NAMES, 1, seed=1) == each_to(rows[::-1], NAMES[::-1], 1, seed=1)
    assert each_to(rows, NAMES, 1, seed=1) != each_to(rows, NAMES, 1, seed=2)


def test_by_share_follows_the_shares_and_doubles_a_part(project: Project) -> None:
    rows = project.documents()
    plan = by_share(rows, {"آمال": 3, "بشير": 1}, doubled=0.25, seed=3)
    found = {load.name: load for load in loads(plan, rows)}

    assert sum(len(names) == 2 for names in plan.values()) == 10
    assert found["آمال"].shared == found["بشير"].shared == 10
    assert found["آمال"].characters > 1.5 * found["بشير"].characters


@pytest.mark.parametrize(("shares", "doubled"), [({}, 0.0), ({"آمال": 1}, 0.5), ({"آمال": 1, "بشير": 1}, 1.5)])
def test_shares_that_cannot_be_are_refused(project: Project, shares: dict[str, float], doubled: float) -> None:
    with pytest.raises(AnnotatorError):
        by_share(project.documents(), shares, doubled=doubled, seed=0)


def test_more_people_than_there_are_is_refused(project: Project) -> None:
    with pytest.raises(AnnotatorError, match="4 people"):
        each_to(project.documents(), NAMES, 4, seed=0)


def test_assigned_work_is_new_in_its_batch_and_undone_as_one(project: Project) -> None:
    rows = project.documents()
    assign(project, Batch("دفعة ١", seed=7, how="each to 2"), each_to(rows, NAMES, 2, seed=7))

    layers = [layer for row in project.documents() for layer in row.layers]
    assert len(layers) == 80
    assert {layer.batch for layer in layers} == {"دفعة ١"}
    assert [(batch.name, batch.seed, batch.is_blind) for batch in project.people.batches()] == [("دفعة ١", 7, True)]
    assert unassigned(project.documents()) == []
    project.undo()
    assert not any(row.layers for row in project.documents())
    assert project.verify() == []


def test_work_that_was_begun_is_not_taken_back(project: Project) -> None:
    row = project.documents()[0]
    assign(project, Batch("b"), by_hand([row], ["آمال", "بشير"]))
    one, other = project.layers(row.id)
    with project.change("add entity"):
        project.put(one.id, Entity(new_id(), "PER", (Span(0, 4),)))

    with pytest.raises(AnnotatorError, match="begun"):
        take_back(project, [other.id, one.id])
    assert len(project.layers(row.id)) == 2
    take_back(project, [other.id])
    assert [layer.annotator for layer in project.layers(row.id)] == ["آمال"]


def test_a_batch_can_be_opened(project: Project) -> None:
    assign(project, Batch("b"), by_hand(project.documents(), ["آمال"]))
    open_blind(project, "b", is_blind=False)

    assert [batch.is_blind for batch in project.people.batches()] == [False]


def test_a_document_stays_in_its_first_batch(project: Project) -> None:
    rows = project.documents()[:1]
    assign(project, Batch("a"), by_hand(rows, ["آمال"]))
    assign(project, Batch("b"), by_hand(rows, ["آمال", "بشير"]))

    assert {layer.annotator: layer.batch for layer in project.layers(rows[0].id)} == {"آمال": "a", "بشير": "b"}
