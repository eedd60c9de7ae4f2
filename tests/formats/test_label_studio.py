import json
import tempfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document, Entity, Layer
from annotator.domain.span import Span, surface
from annotator.formats import label_studio
from annotator.formats.format import WriteOptions
from tests.formats.losing import apart, assert_equal_but_for_losses, ids, same_again


def test_the_sample_gives_its_golden_files(sample: Document, golden: Path, tmp_path: Path) -> None:
    writing = label_studio.write([sample], tmp_path / "sample.label-studio.json", WriteOptions())
    assert [file.name for file in writing.files] == ["sample.label-studio.json", "sample.label-studio.config.xml"]
    assert all(file.read_bytes() == (golden / file.name).read_bytes() for file in writing.files)


def test_the_configuration_names_every_control_of_the_results(golden: Path) -> None:
    view = ElementTree.parse(golden / "sample.label-studio.config.xml").getroot()
    controls = {element.get("name") for element in view} | {"relation"}
    (task,) = json.loads((golden / "sample.label-studio.json").read_text("utf-8"))
    assert {row.get("from_name", "relation") for each in task["annotations"] for row in each["result"]} <= controls


def region(key: str, start: int, end: int, text: str | None, *labels: str, control: str = "label") -> dict[str, object]:
    value = {"start": start, "end": end, "labels": list(labels)} | ({"text": text} if text is not None else {})
    return {"id": key, "from_name": control, "to_name": "text", "type": "labels", "value": value}


TEXT = "😀 زار وزيرُ مصرَ"


def stored(folder: Path, results: list[object], **others: object) -> Path:
    task = {"id": 5, "data": {"text": TEXT, "source": "مثال"}, "annotations": [{"completed_by": 3, "result": results}]}
    path = folder / "in.json"
    path.write_text(json.dumps([task | others], ensure_ascii=False), "utf-8")
    return path


def test_regions_labels_choices_and_directions_are_read(tmp_path: Path) -> None:
    results = [
        region("a", 6, 16, "وزيرُ مصرَ", "PER", "منصب"),
        region("b", 12, 16, "مصرَ", "GPE"),
        region("e", 2, 5, "زار", "Move", control="trigger"),
        {"id": "a", "from_name": "نوع", "type": "choices", "value": {"start": 6, "end": 16, "choices": ["فرد"]}},
        {"type": "relation", "from_id": "b", "to_id": "a", "direction": "left", "labels": ["من"]},
        {"type": "relation", "from_id": "e", "to_id": "a", "direction": "right", "labels": ["Agent"]},
        {"type": "relation", "from_id": "e", "to_id": "zz", "direction": "right", "labels": ["Agent"]},
    ]
    (document,), findings = apart(label_studio.read(stored(tmp_path, results)))
    (layer,) = document.layers
    assert (layer.annotator, document.metadata) == ("3", {"source": "مثال"})
    assert [(mark.type, surface(TEXT, mark.spans)) for mark in layer.entities] == [
        ("PER", "وزيرُ مصرَ"), ("منصب", "وزيرُ مصرَ"), ("GPE", "مصرَ"),
    ]  # fmt: skip
    assert layer.entities[0].attributes == {"نوع": "فرد"}
    assert [(relation.head, relation.tail) for relation in layer.relations] == [("a", "b")]
    assert [(argument.role, argument.target) for argument in layer.events[0].arguments] == [("Agent", "a")]
    assert [finding.kind for finding in findings if finding.severity != "note"] == ["dangling"]


def test_utf16_offsets_are_recognised_by_the_covered_text(tmp_path: Path) -> None:
    results = [region("a", 7, 17, "وزيرُ مصرَ", "PER"), region("b", 13, 17, None, "GPE")]
    (document,), findings = apart(label_studio.read(stored(tmp_path, results)))
    assert [mark.spans for mark in document.layers[0].entities] == [(Span(6, 16),), (Span(12, 16),)]
    assert [finding.values["unit"] for finding in findings if finding.kind == "unit"] == ["UTF-16 units"]


def test_old_exports_predictions_and_cancelled_ones(tmp_path: Path) -> None:
    result = [region("a", 2, 5, "زار", "X")]
    path = stored(
        tmp_path,
        [],
        annotations=[{"result": result, "was_cancelled": True}, {"result": result, "completed_by": {"email": "a@b"}}],
        predictions=[{"model_version": "gliner", "score": 0.5, "result": result}],
    )
    (document,), findings = apart(label_studio.read(path))
    assert [layer.annotator for layer in document.layers] == ["a@b", "gliner"]
    assert "predictions" in {finding.kind for finding in findings}
    task = json.loads(path.read_text("utf-8"))[0]
    task["completions"] = task.pop("annotations")
    path.write_text(json.dumps(task), "utf-8")
    assert len(apart(label_studio.read(path))[0][0].layers) == 2


def test_a_task_without_text_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = stored(tmp_path, [])
    path.write_text(json.dumps([{"id": 1, "data": {"image": 5}}, json.loads(path.read_text("utf-8"))[0]]), "utf-8")
    documents, findings = apart(label_studio.read(path))
    assert len(documents) == 1
    assert "shape" in {finding.kind for finding in findings}


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_what_is_read_back_is_equal_but_for_the_losses(documents, data: st.DataObject) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.json"
        writing = label_studio.write([document], path, WriteOptions())
        backs, findings = apart(label_studio.read(path))
        assert [finding for finding in findings if finding.severity == "error"] == []
        assert_equal_but_for_losses(document, backs[0], writing)
        assert (backs[0].name, backs[0].metadata) == (document.name, document.metadata)
        gone = ids(writing.losses, "relation attributes")
        assert gone >= {r.id for layer in document.layers for r in layer.relations if r.attributes} - ids(
            writing.losses, "links"
        )
        same_again(label_studio, [replace(back) for back in backs], Path(folder) / "b.json")


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 20000), byte=st.integers(0, 255))
def test_a_changed_byte_gives_a_document_or_a_finding(golden: Path, at: int, byte: int) -> None:
    source = bytearray((golden / "sample.label-studio.json").read_bytes())
    source[at % len(source)] = byte
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.json").write_bytes(source)
        assert [str(item) for item in label_studio.read(Path(folder) / "a.json")]


def one_task(path: Path, task: dict[str, object]) -> tuple[Document, list[str]]:
    """Return the document that is read from a file with one task, and the kinds of what is said of it."""
    path.write_text(json.dumps([task], ensure_ascii=False), "utf-8")
    (document, *others), findings = apart(label_studio.read(path))
    assert others == []
    return document, [finding.kind for finding in findings]


def words(document: Document) -> list[tuple[str, str, str]]:
    return [
        (layer.annotator, mark.type, document.text[mark.spans[0].start : mark.spans[0].end])
        for layer in document.layers
        for mark in layer.entities
    ]


def test_rows_of_json_min_become_tasks_again(tmp_path: Path) -> None:
    row = {"id": 5, "text": "زار كيم موسكو", "lead_time": 1.5, "created_at": "x", "updated_at": "y"}
    person = {"start": 4, "end": 7, "text": "كيم", "labels": ["PER"]}
    place = {"start": 8, "end": 13, "text": "موسكو", "labels": ["GPE"]}
    rows = [
        {**row, "label": [person], "annotator": 1, "annotation_id": 1},
        {**row, "label": [place], "annotator": 2, "annotation_id": 2},
        {**row, "id": 6, "text": "ثم مضى", "label": [], "annotator": 1, "annotation_id": 3},
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")

    (first, second), findings = apart(label_studio.read(tmp_path / "a.json"))

    assert words(first) == [("1", "PER", "كيم"), ("2", "GPE", "موسكو")]
    assert (second.text, words(second)) == ("ثم مضى", [])
    assert [finding.kind for finding in findings] == ["relations"]
    assert label_studio.detect(tmp_path / "a.json") > 0.8


def test_regions_in_html_stand_on_the_text_of_its_nodes(tmp_path: Path) -> None:
    value = {
        "start": "/p[1]/b[1]/text()[1]", "end": "/p[1]/b[1]/text()[1]", "startOffset": 0, "endOffset": 3,
        "globalOffsets": {"start": 4, "end": 7}, "hypertextlabels": ["PER"], "text": "كيم",
    }  # fmt: skip
    result = {"id": "a", "from_name": "l", "to_name": "t", "type": "hypertextlabels", "value": value}
    task = {"data": {"html": "<p>زار <b>كيم</b></p><style>p {}</style>"}, "annotations": [{"result": [result]}]}

    document, kinds = one_task(tmp_path / "a.json", task)

    assert document.text == "زار كيم"
    assert words(document) == [("", "PER", "كيم")]
    assert kinds == []


def test_what_is_said_of_no_words_is_told(tmp_path: Path) -> None:
    choice = {"id": "z", "from_name": "about", "to_name": "text", "type": "choices", "value": {"choices": ["رياضة"]}}
    results = [region("a", 4, 7, "كيم", "PER"), choice]

    document, kinds = one_task(tmp_path / "a.json", {"data": {"text": "زار كيم"}, "annotations": [{"result": results}]})

    assert words(document) == [("", "PER", "كيم")]
    assert kinds == ["not read"]


@pytest.mark.parametrize(("ends", "wanted"), [((6, 9), []), ((7, 10), ["unit"])], ids=["code points", "UTF-16 units"])
def test_where_no_text_is_stated_the_likeliest_unit_is_taken(
    tmp_path: Path, ends: tuple[int, int], wanted: list[str]
) -> None:
    task = {"data": {"text": "😀 زار كيم أمس"}, "annotations": [{"result": [region("a", *ends, None, "PER")]}]}

    document, kinds = one_task(tmp_path / "a.json", task)

    assert words(document) == [("", "PER", "كيم")]
    assert kinds == [*wanted, "unproven"]


@pytest.mark.parametrize(("pieces", "wanted"), [("first", "جمال"), ("hull", "جمال عبد الناصر"), ("leave", None)])
def test_mentions_in_several_pieces_are_written_as_chosen(tmp_path: Path, pieces: str, wanted: str | None) -> None:
    mark = Entity("T1", "PER", (Span(0, 4), Span(9, 15)))
    document = Document("d", "d", "جمال عبد الناصر", (Layer("gold", entities=(mark,)),))

    writing = label_studio.write([document], tmp_path / "a.json", WriteOptions(options={"pieces": pieces}))

    (back,), _ = apart(label_studio.read(tmp_path / "a.json"))
    assert [surface for _, _, surface in words(back)] == ([] if wanted is None else [wanted])
    assert {loss.kind for loss in writing.losses} == {
        {"first": "first piece", "leave": "discontinuous"}.get(pieces, pieces)
    }
