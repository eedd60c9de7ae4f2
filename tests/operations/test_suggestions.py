"""Suggestions become one's own marks, or are put aside; what one has marked already is not marked twice."""

from dataclasses import replace

import pytest

from annotator.domain.model import Argument, Document, Entity, Event, Layer, Relation
from annotator.domain.origin import scored, suggested_by, suggestions_of, verdict_of
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.formats.format import WriteOptions
from annotator.operations.arriving import Arrivals
from annotator.operations.checking import project_problems
from annotator.operations.deciding import Decisions
from annotator.operations.entities import add_entity
from annotator.operations.exporting import export_files
from annotator.operations.suggestions import (
    accept_suggestions,
    open_suggestions,
    reject_suggestions,
    suggestion_layers,
)
from tests.operations.conftest import TEXT, Desk


def span(word: str) -> tuple[Span]:
    start = TEXT.index(word)
    return (Span(start, start + len(word)),)


@pytest.fixture
def suggested(desk: Desk) -> str:
    """A layer of suggestions: a person, a place, a visit of the one to the other, and what links them."""
    layer = Layer(
        "ner-2",
        entities=(
            Entity("T1", "PER", span("وزير خارجية"), extra=scored({}, 0.9)),
            Entity("T2", "GPE", span("القاهرة"), extra=scored({}, 0.4)),
            Entity("T3", "NOTHING", span("موسكو")),
        ),
        events=(Event("E1", "Movement.Visit", span("زار"), (Argument("Visitor", "T1"), Argument("Place", "T2"))),),
        relations=(Relation("R1", "Visited", "T1", "T2"),),
        extra=suggestions_of("ner-2"),
    )
    with desk.project.change("import"):
        arrivals = Arrivals(desk.project, Decisions())
        arrivals.take(Document("d", "خبر.txt", TEXT, (layer,)), "m.json")
        arrivals.finish()
    (row,) = suggestion_layers(desk.project, desk.document)
    assert suggested_by(row.extra) == "ner-2"
    return row.id


def ids(desk: Desk, layer_id: str, *types: str) -> list[str]:
    return [mark.id for mark in desk.project.layer(layer_id).marks() if mark.type in types]


def test_accepting_copies_the_mark_and_remembers_who_did(desk: Desk, suggested: str) -> None:
    accept_suggestions(desk.project, suggested, ids(desk, suggested, "PER"))

    (own,) = desk.read().entities
    assert (own.type, own.spans, own.extra) == ("PER", span("وزير خارجية"), {})
    assert [verdict_of(mark) for mark in desk.project.layer(suggested).entities] == ["accepted", None, None]
    assert len(open_suggestions(desk.project.layer(suggested)).entities) == 2


def test_accepting_an_event_brings_its_fillers_and_one_undo_takes_all_back(desk: Desk, suggested: str) -> None:
    change = accept_suggestions(desk.project, suggested, ids(desk, suggested, "Movement.Visit"))

    layer = desk.read()
    targets = {entity.id: entity.type for entity in layer.entities}
    assert sorted(targets.values()) == ["GPE", "PER"]
    assert [(one.role, targets[one.target or ""]) for one in layer.events[0].arguments] == [
        ("Visitor", "PER"),
        ("Place", "GPE"),
    ]
    assert change is not None
    desk.project.undo()
    assert list(desk.read().marks()) == []
    assert all(verdict_of(mark) is None for mark in desk.project.layer(suggested).marks())


def test_what_is_marked_already_is_not_marked_twice(desk: Desk, suggested: str) -> None:
    mine = add_entity(desk.project, desk.layer, "GPE", [desk.span("القاهرة")])

    accept_suggestions(desk.project, suggested)
    accept_suggestions(desk.project, suggested)

    layer = desk.read()
    assert len(layer.entities) == 3
    assert len(layer.events) == len(layer.relations) == 1
    assert layer.relations[0].tail == mine.id


def test_rejecting_is_remembered_and_leaves_ones_own_layer_alone(desk: Desk, suggested: str) -> None:
    reject_suggestions(desk.project, suggested, ids(desk, suggested, "GPE"))

    assert list(desk.read().marks()) == []
    assert [verdict_of(mark) for mark in desk.project.layer(suggested).entities] == [None, "rejected", None]


def test_only_what_is_sure_enough_is_left_open(desk: Desk, suggested: str) -> None:
    sure = open_suggestions(desk.project.layer(suggested), least=0.5)

    assert [entity.type for entity in sure.entities] == ["PER", "NOTHING"]


def test_somebodys_work_is_no_suggestion(desk: Desk) -> None:
    with pytest.raises(AnnotatorError, match="no suggestions"):
        accept_suggestions(desk.project, desk.layer)


def test_suggestions_are_not_checked_and_go_out_only_when_named(desk: Desk, suggested: str, tmp_path) -> None:
    assert [found.annotator for found in project_problems(desk.project)] == []

    export_files(desk.project, tmp_path / "all.jsonl", "jsonl")
    export_files(desk.project, tmp_path / "named.jsonl", "jsonl", options=WriteOptions(annotator="ner-2"))

    assert "ner-2" not in (tmp_path / "all.jsonl").read_text(encoding="utf-8")
    assert "ner-2" in (tmp_path / "named.jsonl").read_text(encoding="utf-8")


def test_bad_document_is_refused_whole_and_the_next_comes_in(desk: Desk) -> None:
    good = Document("g", "جيّد", "نصّ جيّد.", (Layer("", entities=(Entity("T1", "PER", (Span(0, 3),)),)),))
    outside = replace(good, name="خارج", layers=(Layer("", entities=(Entity("T1", "PER", (Span(0, 300),)),)),))
    dangling = replace(
        good, name="عنقود", layers=(Layer("", entities=(Entity("T1", "PER", (Span(0, 3),), cluster="c"),)),)
    )

    with desk.project.change("import"):
        arrivals = Arrivals(desk.project, Decisions())
        for document in (outside, dangling, good):
            arrivals.take(document, "plug-in.x")
        arrivals.finish()

    assert arrivals.documents == ["جيّد"]
    assert [finding.document for finding in arrivals.findings] == ["خارج", "عنقود"]
    assert [row.name for row in desk.project.documents()] == ["خبر.txt", "جيّد"]
