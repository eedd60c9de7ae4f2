"""An import is looked over before it is done, done as the user decided, and undone as a whole."""

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.check import problems
from annotator.domain.origin import score_of, suggested_by
from annotator.errors import AnnotatorError
from annotator.operations.deciding import ADD, KEEP, Decisions, likely_decisions, stated_types
from annotator.operations.import_report import report_table
from annotator.operations.importing import import_examined
from annotator.operations.intake import Intake, examine
from annotator.operations.unfamiliar import Unfamiliar
from annotator.text.romanize import romanized
from tests.formats.stating import OWN, ROWS, Said, textee
from tests.operations.conftest import TEXT, Desk

OTHER = "قال الأستاذ خالد إنه زار بيروت."


def region(text: str, word: str, label: str, shift: int = 0, **beyond: object) -> dict[str, object]:
    start = text.index(word) + shift
    value = {"start": start, "end": start + len(word), "text": word, "labels": [label]}
    return {"id": f"{label}{start}", "from_name": "label", "to_name": "text", "type": "labels", "value": value} | beyond


def task(text: str, results: Iterable[object], predictions: Iterable[object] = ()) -> dict[str, object]:
    annotations = [{"completed_by": "sara", "result": list(results)}] if results else []
    return {"data": {"text": text, "name": "مهمة"}, "annotations": annotations, "predictions": list(predictions)}


def tasks(path: Path, *found: object) -> Path:
    path.write_text(json.dumps(list(found), ensure_ascii=False), encoding="utf-8")
    return path


def brat(folder: Path, name: str, text: str, marks: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / f"{name}.ann").write_text(marks, encoding="utf-8")


def mixed(folder: Path) -> Path:
    start = OTHER.index("بيروت")
    brat(folder / "brat", "one", OTHER, f"T1\tGPE {start} {start + 5}\tبيروت\n")
    (folder / "ner.conll").write_text("زار O\nخالد B-PER\nالقاهرة B-GPE\n\n", encoding="utf-8")
    (folder / "named.txt").write_text("خالد B-PER\nهنا O\n\n" * 4, encoding="utf-8")
    (folder / "plain.txt").write_text("نصّ بلا علامات.", encoding="utf-8")
    (folder / "README.md").write_text("About.", encoding="utf-8")
    tasks(folder / "tasks.json", task("زار خالد تونس.", [region("زار خالد تونس.", "تونس", "GPE")]))
    return folder


def bring(desk: Desk, intake: Intake, **decisions: object):
    return import_examined(desk.project, intake, Decisions(**decisions))  # type: ignore[arg-type]


def layer_of(desk: Desk, name: str, annotator: str):
    document = desk.project.document(desk.project.find_document(name) or "")
    return next(layer for layer in document.layers if layer.annotator == annotator)


def test_folder_of_many_formats_comes_in_at_once(desk: Desk, tmp_path: Path) -> None:
    intake = examine(desk.project, [mixed(tmp_path / "all")])

    assert sorted((one.source.format.name, one.documents) for one in intake.sources) == [
        ("brat", 2),
        ("conll", 1),
        ("conll", 1),
        ("label-studio", 1),
    ]
    assert [finding.file for finding in intake.findings if finding.kind == "left out"] == ["README.md"]
    assert len(bring(desk, intake).documents) == intake.documents == 5


def test_archive_is_read_member_by_member(desk: Desk, tmp_path: Path) -> None:
    mixed(tmp_path / "all")
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in (tmp_path / "all").rglob("*"):
            packed.write(file, file.relative_to(tmp_path / "all"))
        packed.writestr("../outside.txt", "x")

    intake = examine(desk.project, [archive])

    assert intake.documents == 5
    assert "unsafe name" in {finding.kind for finding in intake.findings}
    assert len(bring(desk, intake).documents) == 5
    assert not (tmp_path / "outside.txt").exists()


def test_looking_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = desk.project.history()

    examine(desk.project, [mixed(tmp_path / "all")])

    assert desk.project.history() == before


def test_looking_can_be_stopped(desk: Desk, tmp_path: Path) -> None:
    def stop(_documents: int, _share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        examine(desk.project, [mixed(tmp_path / "all")], progress=stop)


def unfamiliar_tasks(tmp_path: Path) -> Path:
    text = "زار الوزير خالد القاهرة."
    results = [
        region(text, "خالد", "شخصية"),
        region(text, "القاهرة", "PLACE"),
        region(text, "الوزير", "Person"),
    ]
    return tasks(tmp_path / "t.json", task(text, results))


def test_unknown_types_are_counted_and_what_was_meant_is_proposed(desk: Desk, tmp_path: Path) -> None:
    intake = examine(desk.project, [unfamiliar_tasks(tmp_path)])

    found = {met.unfamiliar.name: (met.marks, met.likely) for met in intake.met}
    assert set(found) == {"شخصية", "PLACE", "Person"}
    assert found["Person"] == (1, "PER")


def test_types_are_mapped_added_or_kept_and_the_mapping_is_remembered(desk: Desk, tmp_path: Path) -> None:
    intake = examine(desk.project, [unfamiliar_tasks(tmp_path)])
    types = stated_types([("*", KEEP), ("Person", "PER"), ("entity:شخصية", ADD)], intake.met)

    report = bring(desk, intake, types=types)

    layer = layer_of(desk, "مهمة", "sara")
    assert sorted(entity.type for entity in layer.entities) == sorted(["PLACE", "PER", romanized("شخصية")])
    schema = desk.project.schema()
    added = schema.entity(romanized("شخصية"))
    assert added is not None
    assert added.label.ar == "شخصية"
    assert "Person" in schema.entity("PER").aliases  # type: ignore[union-attr]
    text = desk.project.text(desk.project.find_document("مهمة") or "")
    assert {found.kind for found in problems(text, layer, schema) if found.kind.startswith("unknown")} == {
        "unknown entity type"
    }
    assert [met.unfamiliar.name for met in examine(desk.project, [unfamiliar_tasks(tmp_path)]).met] == ["PLACE"]
    assert report.change is not None


def test_one_undo_takes_back_documents_and_schema(desk: Desk, tmp_path: Path) -> None:
    schema, names = desk.project.schema_source(), [row.name for row in desk.project.documents()]
    intake = examine(desk.project, [unfamiliar_tasks(tmp_path)])
    bring(desk, intake, types=likely_decisions(intake.met))
    assert desk.project.schema_source() != schema

    desk.project.undo()

    assert desk.project.schema_source() == schema
    assert [row.name for row in desk.project.documents()] == names


def test_name_mapped_to_nothing_is_refused_and_nothing_comes_in(desk: Desk, tmp_path: Path) -> None:
    intake = examine(desk.project, [unfamiliar_tasks(tmp_path)])

    with pytest.raises(AnnotatorError, match="NOWHERE"):
        bring(desk, intake, types={Unfamiliar("entity", "PLACE"): "NOWHERE"})
    with pytest.raises(AnnotatorError, match="no unfamiliar name"):
        stated_types([("absent", ADD)], intake.met)

    assert desk.project.find_document("مهمة") is None


def misfitting(tmp_path: Path) -> Path:
    text = "زار خالد القاهرة وتونس."
    results = [region(text, "القاهرة", "GPE"), region(text, "خالد", "PER", shift=3)]
    return tasks(tmp_path / "m.json", task(text, results))


@pytest.mark.parametrize(("way", "marks"), [("leave", 1), ("keep", 2), ("refuse", None)])
def test_marks_that_do_not_fit_are_left_kept_or_refused(desk: Desk, tmp_path: Path, way: str, marks: int | None):
    intake = examine(desk.project, [misfitting(tmp_path)])
    (misfit,) = intake.misfits
    assert misfit.values["stated"] == "خالد"

    report = bring(desk, intake, misfits=way)

    if marks is None:
        assert desk.project.find_document("مهمة") is None
        assert "misfit" in {finding.kind for finding in report.findings}
        return
    layer = layer_of(desk, "مهمة", "sara")
    assert len(layer.entities) == marks
    text = desk.project.text(desk.project.find_document("مهمة") or "")
    found = [one for one in problems(text, layer, desk.project.schema()) if one.kind == "other text"]
    assert len(found) == marks - 1


def test_kept_brat_mark_is_a_problem_too(desk: Desk, tmp_path: Path) -> None:
    brat(tmp_path / "b", "one", OTHER, "T1\tGPE 4 9\tبيروت\nT2\tPER 12 16\tخالد\nR1\tLocated Arg1:T2 Arg2:T1\n")
    intake = examine(desk.project, [tmp_path / "b"])

    bring(desk, intake, misfits="keep")

    layer = layer_of(desk, "one.txt", "brat")
    assert (len(layer.entities), len(layer.relations)) == (2, 1)
    kinds = [found.kind for found in problems(OTHER, layer, desk.project.schema())]
    assert kinds.count("other text") == 1


@pytest.mark.parametrize("name", ["jsonl", "gliner2", "prodigy", "textee"])
def test_kept_marks_of_every_format_are_problems(desk: Desk, tmp_path: Path, name: str) -> None:
    make = textee if name == "textee" else {**ROWS, **OWN}[name]
    start, end = (0, 1) if name == "textee" else (0, OTHER.index(" "))
    intake = examine(desk.project, [make(tmp_path, OTHER, [Said("GPE", start, end, "بيروت")])], format_name=name)

    (misfit,) = intake.misfits
    report = bring(desk, intake, misfits="keep")

    assert misfit.values["stated"] == "بيروت"
    (document,) = report.documents
    (layer,) = desk.project.document(desk.project.find_document(document) or "").layers
    kinds = [found.kind for found in problems(OTHER, layer, desk.project.schema())]
    assert kinds.count("other text") == 1


def same_text(tmp_path: Path, **beyond: object) -> Path:
    return tasks(tmp_path / "again.json", task(TEXT, [region(TEXT, "القاهرة", "GPE")]))


@pytest.mark.parametrize(("way", "documents", "layers"), [("layer", 1, 2), ("new", 2, 1), ("skip", 1, 1)])
def test_known_text_becomes_a_layer_a_document_or_nothing(
    desk: Desk, tmp_path: Path, way: str, documents: int, layers: int
) -> None:
    intake = examine(desk.project, [same_text(tmp_path)])
    assert [(known.name, known.there) for known in intake.known] == [("مهمة", "خبر.txt")]

    bring(desk, intake, same_text=way)

    assert len(desk.project.documents()) == documents
    assert len(desk.project.layers(desk.document)) == layers


def test_other_marks_of_the_same_annotator_get_a_layer_beside_hers(desk: Desk, tmp_path: Path) -> None:
    bring(desk, examine(desk.project, [same_text(tmp_path)]))
    other = tasks(tmp_path / "second.json", task(TEXT, [region(TEXT, "موسكو", "GPE")]))

    report = bring(desk, examine(desk.project, [other]))

    assert [row.annotator for row in desk.project.layers(desk.document)] == ["amal", "sara", "sara (second)"]
    assert report.documents == ("خبر.txt",)
    again = bring(desk, examine(desk.project, [same_text(tmp_path)]))
    assert "already there" in {finding.kind for finding in again.findings}


def test_equal_texts_of_one_table_stay_documents_of_their_own(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,text\na,شكرا\nb,شكرا\n", encoding="utf-8")

    report = bring(desk, examine(desk.project, [tmp_path / "t.csv"]))

    assert report.documents == ("a", "b")


def test_predictions_come_in_as_suggestions_with_origin_and_score(desk: Desk, tmp_path: Path) -> None:
    text = "زار خالد القاهرة."
    prediction = {"model_version": "ner-2", "score": 0.7, "result": [region(text, "خالد", "PER", score=0.9)]}
    prediction["result"].append(region(text, "القاهرة", "GPE"))
    path = tasks(tmp_path / "p.json", task(text, [], [prediction]))

    intake = examine(desk.project, [path])
    bring(desk, intake)

    assert intake.suggested == {"ner-2": 2}
    layer = layer_of(desk, "مهمة", "ner-2")
    assert suggested_by(layer.extra) == "ner-2"
    assert [score_of(mark) for mark in layer.entities] == [0.9, 0.7]


def test_marks_of_nobody_can_come_in_as_suggestions(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "model.conll").write_text("زار O\nخالد B-PER\n\n", encoding="utf-8")

    bring(desk, examine(desk.project, [tmp_path / "model.conll"]), as_suggestions=True)

    (row,) = [row for row in desk.project.documents() if row.name != "خبر.txt"]
    assert [suggested_by(layer.extra) for layer in row.layers] == ["model"]


def test_options_reach_the_reader_and_unknown_ones_are_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\nقصير,نصّ أطول من غيره\n", encoding="utf-8")

    intake = examine(desk.project, [tmp_path / "t.csv"], options={"text": "a"})

    bring(desk, intake)
    assert desk.project.text(desk.project.documents()[-1].id) == "قصير"
    with pytest.raises(AnnotatorError, match="no option"):
        examine(desk.project, [tmp_path / "t.csv"], options={"colour": "red"})


def test_report_is_read_by_a_program(desk: Desk, tmp_path: Path) -> None:
    intake = examine(desk.project, [unfamiliar_tasks(tmp_path), misfitting(tmp_path)])
    decisions = Decisions(types=likely_decisions(intake.met))

    table = report_table(intake, decisions, None)

    assert json.loads(json.dumps(table)) == table
    assert table["imported"] is False
    assert [one["name"] for one in table["unfamiliar"]] == ["PLACE", "Person", "شخصية"]  # type: ignore[index,union-attr]


NAMES = st.text(alphabet="abPERشخصمكان_- ", min_size=1, max_size=8).filter(lambda name: name.strip() == name)


@settings(max_examples=40, deadline=None)
@given(names=st.lists(NAMES, min_size=1, max_size=5, unique=True), way=st.sampled_from([ADD, KEEP]))
def test_every_name_can_be_added_or_kept(tmp_path_factory: pytest.TempPathFactory, names: list[str], way: str) -> None:
    from annotator.operations.projects import preset_source
    from annotator.store.project import Project

    folder = tmp_path_factory.mktemp("names")
    path = tasks(folder / "t.json", task(TEXT, [region(TEXT, "القاهرة", name) for name in names]))
    with Project.create(folder / "p.annot", schema_source=preset_source("news-ere"), author="amal") as project:
        intake = examine(project, [path])
        report = import_examined(project, intake, Decisions({met.unfamiliar: way for met in intake.met}))
        schema = project.schema()
        (document,) = [project.document(row.id) for row in project.documents()]
        types = {entity.type for entity in document.layers[0].entities}

        assert report.documents == ("مهمة",)
        assert len(document.layers[0].entities) == len(names)
        if way == ADD:
            assert all(schema.entity(name) for name in types)
