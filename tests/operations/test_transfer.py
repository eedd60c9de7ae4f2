"""Files come in as one change and go out whole or not at all."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.compare import same_content
from annotator.errors import AnnotatorError, InputError
from annotator.operations.entities import add_entity
from annotator.operations.exporting import convert, counted_losses, export_files
from annotator.operations.importing import import_files
from annotator.operations.projects import SAMPLE, new_project, sample_files, sample_project
from annotator.store.project import Project
from tests.operations.conftest import Desk


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Project]:
    project = sample_project(tmp_path / "sample.annot", author="amal")
    yield project
    project.close()


def test_sample_goes_out_as_it_came_in(sample: Project, tmp_path: Path) -> None:
    export_files(sample, tmp_path / "out.jsonl", "jsonl")

    assert lines(tmp_path / "out.jsonl") == [line for file in sample_files() for line in lines(file)]


def test_gold_article_is_equal_key_by_key(shared: Path, tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.annot", author="amal")
    report = import_files(project, [shared / "seed" / "article.gold.jsonl"])
    export_files(project, tmp_path / "out.jsonl", "jsonl")

    assert report.findings == ()
    assert lines(tmp_path / "out.jsonl") == lines(shared / "seed" / "article.gold.jsonl")


def test_sample_is_nobodys_step(sample: Project) -> None:
    assert sample.next_undo is None


def test_import_is_one_step_to_undo(sample: Project) -> None:
    sample.author = SAMPLE

    sample.undo()

    assert sample.documents() == []
    assert sample.next_undo is None
    sample.redo()
    assert len(sample.documents()) == len(sample_files())


def test_same_file_again_is_recognised(sample: Project) -> None:
    report = import_files(sample, sample_files()[:1])

    assert (report.change, report.documents) == (None, ())
    assert [finding.kind for finding in report.findings] == ["already there"]


def test_same_text_from_another_annotator_becomes_a_second_layer(sample: Project) -> None:
    import_files(sample, sample_files()[:1], annotator="badr")

    first = sample.documents()[0]
    assert [row.annotator for row in sample.layers(first.id)] == ["badr", "gold"]
    one, other = sample.document(first.id).layers
    assert same_content(one, other).is_same


def test_other_text_of_the_same_name_gets_another_name(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "خبر.txt").write_text("نصّ آخر.", encoding="utf-8")

    report = import_files(desk.project, [tmp_path / "خبر.txt"])

    assert report.documents == ("خبر (2).txt",)
    assert "renamed" in [finding.kind for finding in report.findings]


def test_one_bad_document_does_not_stop_the_others(desk: Desk, tmp_path: Path) -> None:
    good, bad = sample_files()[0].read_text(encoding="utf-8"), '{"format": "annotator/1", "id": "x", "text": 7}\n'
    (tmp_path / "mixed.jsonl").write_text(bad + good, encoding="utf-8")

    report = import_files(desk.project, [tmp_path / "mixed.jsonl"])

    assert len(report.documents) == 1
    assert report.refused


def test_unknown_format_and_missing_file_say_what_there_is(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file or folder"):
        import_files(desk.project, [tmp_path / "absent.txt"])
    with pytest.raises(AnnotatorError, match="jsonl"):
        export_files(desk.project, tmp_path / "x", "word-perfect")


def test_failed_export_leaves_the_old_file(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old", encoding="utf-8")
    monkeypatch.setattr(Project, "stream", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))

    with pytest.raises(AnnotatorError, match="No space left"):
        export_files(desk.project, out, "jsonl")

    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "p.annot", "p.annot.lock"] or not list(
        tmp_path.glob(".annotator-*")
    )


def test_folder_that_holds_something_is_not_written_into(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "brat").mkdir()
    (tmp_path / "brat" / "mine.txt").write_text("x", encoding="utf-8")

    with pytest.raises(AnnotatorError, match="holds something already"):
        export_files(desk.project, tmp_path / "brat", "brat")


def test_brat_and_back_differs_by_the_named_losses_only(sample: Project, tmp_path: Path) -> None:
    writing = export_files(sample, tmp_path / "brat", "brat")
    again = new_project(tmp_path / "again.annot", author="amal")
    import_files(again, [tmp_path / "brat"])

    assert len(again.documents()) == len(sample.documents())
    for row in sample.documents():
        (other,) = again.documents_with_text(sample.document(row.id).sha256)
        (one,), (two,) = sample.document(row.id).layers, again.document(other).layers
        assert len(one.entities) == len(two.entities)
        assert len(one.events) == len(two.events)
        assert len(one.relations) == len(two.relations)
    assert {loss.kind for loss in writing.losses} >= {"cluster names", "single clusters"}


def test_losses_are_counted_by_kind(sample: Project, tmp_path: Path) -> None:
    writing = export_files(sample, tmp_path / "out.conll", "conll")

    counts = counted_losses(writing.losses)
    assert counts["events"] == sum(len(sample.document(row.id).layers[0].events) for row in sample.documents())


def test_convert_needs_no_project(tmp_path: Path) -> None:
    writing, findings = convert(sample_files()[0], tmp_path / "brat", None, "brat")

    assert findings == ()
    assert writing.files
    back, _ = convert(tmp_path / "brat", tmp_path / "back.jsonl", None, "jsonl")
    assert len(lines(tmp_path / "back.jsonl")) == 1
    assert back.files == (tmp_path / "back.jsonl",)


def test_names_made_twice_stay_apart_in_files(desk: Desk, tmp_path: Path) -> None:
    add_entity(desk.project, desk.layer, "GPE", [desk.span("مصر")])
    add_entity(desk.project, desk.layer, "GPE", [desk.span("القاهرة")])

    export_files(desk.project, tmp_path / "out.jsonl", "jsonl")

    (document,) = lines(tmp_path / "out.jsonl")
    (layer,) = document["annotations"]  # type: ignore[misc]
    assert [entity["id"] for entity in layer["entities"]] == ["T1", "T2"]  # type: ignore[index]
