"""Documents that are loaded many at once: journaled, counted and undone as if each row had been written by itself."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.model import Argument, Cluster, Comment, Document, Entity, Event, Layer, Relation, State
from annotator.domain.span import Span
from annotator.errors import ConflictError
from annotator.operations.portable import keyed, portable
from annotator.operations.projects import new_project
from annotator.store import sweep_away
from annotator.store.loading import is_plain
from annotator.store.project import Project

TEXT = "زار الرئيس فلاديمير بوتين القاهرة"
LAYER = Layer(
    "ليلى",
    State.DONE,
    (
        Entity("T2", "PER", (Span(4, 10),), "individual", {"مؤكد": True}, "c-1", "T2", {"score": 1}),
        Entity("T7", "PER", (Span(11, 19), Span(20, 25)), None, {}, "c-1", "T7"),
        Entity("T8", "GPE", (Span(26, 33),), name="T8"),
    ),
    (Event("E1", "Visit", (Span(0, 3),), (Argument("Visitor", "T7"), Argument("Place", None)), name="E1"),),
    (Relation("R1", "Located", "T7", "T8", name="R1"),),
    (Cluster("c-1", "c-1"),),
    (Comment("C1", "T7", "ليلى", "2026-01-01T00:00:00Z", "تعليق", name="C1"),),
    extra={"tool": "x"},
)
DOCUMENTS = [
    Document("d1", "خبر", TEXT, (LAYER, Layer("عمر", entities=(Entity("T1", "LOC", (Span(26, 33),), name="T1"),)))),
    Document("d2", "خبر آخر", TEXT + ".", (), "ar", {"source": "s"}, None, {"id": "d2"}),
]

PLAIN = [
    Document(f"d{at}", f"خبر {at}", TEXT * at, (Layer("ليلى", entities=(Entity("T1", "LOC", (Span(26, 33),)),)),))
    for at in (1, 2)
]


def by_itself(project: Project, document: Document) -> None:
    key = project.add_document(
        document.name, document.text, language=document.language, metadata=document.metadata, extra=document.extra
    )
    for layer in document.layers:
        layer_id, fresh = project.ensure_layer(key, layer.annotator), keyed(layer)
        project.put_many(layer_id, (*fresh.clusters, *fresh.entities, *fresh.events, *fresh.relations, *fresh.comments))
        project.set_state(layer_id, layer.state)
        project.set_layer_extra(layer_id, layer.extra)


def images(project: Project) -> set[tuple[object, ...]]:
    """Return the journal's newest images, with the ids left out that each project makes for itself."""
    sql = "SELECT table_name, row_id, after FROM row_change WHERE table_name NOT IN ('meta', 'schema') ORDER BY number"
    newest = {(table, row_id): json.loads(after) for table, row_id, after in project._connection.rows(sql)}
    return {
        (table, *((name, value) for name, value in image.items() if not is_id(value)))
        for (table, _), image in newest.items()
    }


def is_id(value: object) -> bool:
    return isinstance(value, str) and len(value) == 36 and value.count("-") == 4


def contents(project: Project) -> list[tuple[object, ...]]:
    found = [portable(project.document(row.id)) for row in project.documents()]
    layers = [
        [(layer, row.counts) for layer, row in zip(one.layers, rows.layers, strict=True)]
        for one, rows in zip(found, project.documents(), strict=True)
    ]
    return [
        (
            one.name,
            one.text,
            one.language,
            one.metadata,
            [(counts, repr(layer).replace(layer.id, "")) for layer, counts in of],
        )
        for one, of in zip(found, layers, strict=True)
    ]


@pytest.mark.parametrize("documents", [DOCUMENTS, PLAIN])
def test_loading_comes_to_what_writing_one_by_one_comes_to(tmp_path: Path, documents: list[Document]) -> None:
    with (
        new_project(tmp_path / "a.annot", author="ليلى") as one,
        new_project(tmp_path / "b.annot", author="ليلى") as two,
    ):
        with one.change("import"):
            for document in documents:
                by_itself(one, document)
        with two.change("import") as change:
            two.bulk.load(documents)

        assert change.recorded().rows
        assert images(two) == images(one)
        assert contents(two) == contents(one)
        tallies = [p._connection.rows("SELECT * FROM tally WHERE marks <> 0 ORDER BY 1, 2, 3, 4") for p in (one, two)]
        assert tallies[0] == tallies[1]
        assert two.verify() == []


@pytest.fixture(params=[0, 99_999], ids=["set by set", "row by row"])
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Set of how many rows on an undo goes set by set."""
    monkeypatch.setattr(sweep_away, "MANY", request.param)
    monkeypatch.setattr(sweep_away, "_CHUNK", 3)
    return int(request.param)


@pytest.mark.usefixtures("many")
def test_loading_is_undone_and_done_again_as_one_and_names_go_on_after_it(tmp_path: Path) -> None:
    with new_project(tmp_path / "a.annot", author="ليلى") as project:
        schema = project.schema_source()
        with project.change("import"):
            project.bulk.load(DOCUMENTS)
            project.put_schema(schema + "\n# learned")
        before = contents(project)

        project.undo()
        assert project.documents() == []
        assert project.schema_source() == schema
        assert project.verify() == []
        project.redo()
        assert contents(project) == before
        assert project.verify() == []
        layer = next(row for row in project.documents()[0].layers if row.annotator == "ليلى")
        with project.change("mark"):
            assert project.next_name(layer.id, "T") == "T9"
            project.put(layer.id, Entity("fresh", "PER", (Span(0, 3),)))
        assert project.verify() == []


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("deed", ["mark", "layer", "pointer"])
def test_a_load_that_somebody_works_on_is_not_undone(tmp_path: Path, deed: str) -> None:
    with new_project(tmp_path / "a.annot", author="ليلى") as project:
        with project.change("import"):
            keys = project.bulk.load(DOCUMENTS)
        layer = next(one for one in project.document(keys[0]).layers if one.annotator == "عمر")
        project.author = "عمر"
        with project.change(deed):
            if deed == "mark":
                project.put(layer.id, replace(layer.entities[0], type="GPE"))
            elif deed == "layer":
                project.ensure_layer(keys[1], "عمر")
            else:
                project.put(layer.id, Comment("fresh", layer.entities[0].id, "عمر", "2026-01-01T00:00:00Z", "؟"))
        before = contents(project)
        project.author = "ليلى"

        with pytest.raises(ConflictError):
            project.undo()

        assert contents(project) == before
        assert project.verify() == []


def test_an_undo_that_is_stopped_between_sets_leaves_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep_away, "MANY", 0)
    told: list[tuple[int, int]] = []

    def stop_late(done: int, total: int) -> None:
        told.append((done, total))
        if done == total - 1:
            raise InterruptedError

    with new_project(tmp_path / "a.annot", author="ليلى") as project:
        with project.change("import"):
            project.bulk.load(DOCUMENTS)
        before = contents(project)

        with pytest.raises(InterruptedError):
            project.undo(stop_late)

        assert [done for done, _ in told] == list(range(told[-1][1]))
        assert contents(project) == before
        assert project.verify() == []


def test_what_needs_to_be_looked_at_one_by_one_is_not_plain() -> None:
    twice = Layer("ليلى", entities=(LAYER.entities[0], LAYER.entities[0]))

    assert all(map(is_plain, DOCUMENTS))
    assert not is_plain(Document("d", "d", TEXT, (LAYER, LAYER)))
    assert not is_plain(Document("d", "d", TEXT, (twice,)))
